//! A design under review, and what the runs say to its risks, as text for a terminal.

use std::fmt::Write as _;

use onsite_app::views::ReviewView;
use onsite_domain::{
    review::{Found, ReviewDetail, RiskDetail},
    simulated::Figure,
};

use crate::{
    report::{block, in_unit, visible},
    terminal,
};

/// What there is to review.
pub fn given(review: &ReviewView) -> String {
    let mut text = String::new();
    block(&mut text, "The design under review", &review.given);
    block(&mut text, "What it has to survive", &review.hazards);
    text.push_str("\nKinds of trouble:\n");
    for trouble in &review.troubles {
        let _ = writeln!(text, "  {:<16} {}", trouble.id, trouble.text);
    }
    text
}

/// What the runs say; `said` is how the answer fared.
pub fn report(text: &mut String, review: &ReviewDetail, said: &str) {
    let (found, missed) = (review.found, review.missed.len());
    let _ = writeln!(
        text,
        "{said}: {found} of {} flaws found (simulated); {} of {} risks refuted, {} may be",
        found as usize + missed,
        review.refuted(),
        review.risks.len(),
        review.most_refuted
    );
    for (number, risk) in (1..).zip(&review.risks) {
        let _ = writeln!(text, "\n{number}. {}", headline(risk));
        let _ = writeln!(text, "   {}", visible(&risk.test));
        let _ = writeln!(text, "   {}", figures(risk));
        for note in risk.names.iter().chain(&risk.notes) {
            let note = terminal::markdown(note);
            for line in note.trim_end().lines() {
                let _ = writeln!(text, "   {line}");
            }
        }
    }
}

fn headline(risk: &RiskDetail) -> String {
    let state = match risk.state {
        Found::Confirmed => "confirmed",
        Found::Refuted => "refuted",
        Found::Undecided => "undecided",
    };
    format!("{state}: {}, {}", visible(&risk.component), risk.trouble)
}

/// The figure under the test beside the one without it, and what was promised.
fn figures(risk: &RiskDetail) -> String {
    let unit = risk.figure.as_ref().or(risk.without.as_ref());
    let Some(unit) = unit.map(|figure| figure.unit) else {
        return format!("{}: no figure", risk.title);
    };
    let show = |figure: &Option<Figure>| {
        let value = figure.as_ref().map(|figure| in_unit(figure.value, unit));
        value.unwrap_or_else(|| "no figure".to_owned())
    };
    let bounds = [
        ("at least", risk.objective.at_least),
        ("at most", risk.objective.at_most),
    ];
    let bounds = bounds
        .into_iter()
        .filter_map(|(word, bound)| Some(format!("{word} {}", in_unit(bound?, unit))));
    format!(
        "{}: {} (simulated), {} without; promised {}",
        risk.title,
        show(&risk.figure),
        show(&risk.without),
        bounds.collect::<Vec<_>>().join(", ")
    )
}
