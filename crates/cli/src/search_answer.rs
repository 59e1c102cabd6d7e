//! `onsite design search --question`: an answer in a file, judged and then searched over.

use std::fmt::Write as _;

use onsite_domain::{
    design_search::{Cheapest, DesignChange, DesignSearch},
    job::Progress,
    simulated::{Figure, FigureUnit},
};

use crate::{
    arguments::SearchDesign,
    context::Context,
    design::{dollars, milliseconds, percent, rate},
    error::CliError,
    output,
    progress::ProgressLine,
    report,
};

/// Judges the answer and searches over it.
pub fn run(context: &Context, question: &str, options: &SearchDesign) -> Result<u8, CliError> {
    let bench = context.workbench(1)?;
    let line = ProgressLine::new();
    let tell = |progress: Progress| line.tell(&report::step(&progress));
    let ran = bench.search_file(question, &options.design, options.seed, &tell);
    line.clear();
    let (judgement, found) = ran?;
    if options.json {
        output::json(&found)?;
    } else {
        let outcome = report::of(&judgement);
        let first = outcome.lines().next().unwrap_or_default();
        output::line(format!("{first}\n\n{}", text(&found, options.seed)).trim_end())?;
    }
    Ok(0)
}

fn text(found: &DesignSearch, seed: u64) -> String {
    let mut text = format!(
        "simulated: {} runs on shortened replications, seed {seed}, {} events in {} ms\n\n",
        found.runs, found.events, found.total_ms
    );
    let given = found.given_usd_per_million.map_or_else(
        || "your design".to_owned(),
        |cost| format!("your design costs {} a million requests", dollars(cost)),
    );
    let meets = if found.given_meets {
        "meets every objective by its figures"
    } else {
        "misses an objective by its figures"
    };
    let _ = writeln!(text, "{given} and {meets}");
    match (&found.left_out, &found.cheapest) {
        (Some(why), _) => {
            let _ = writeln!(text, "cheapest counts: not searched for: {why}");
        }
        (None, None) => {
            text.push_str("cheapest counts: none that were tried meet the objectives\n");
        }
        (None, Some(cheapest)) => text.push_str(&counts(cheapest, found.given_usd_per_million)),
    }
    let looked_at = found.looked_at.as_ref();
    let now = looked_at.map_or_else(
        || "no figure, as a queue grows".to_owned(),
        |figure| format!("{} is {}", figure.title, shown(figure)),
    );
    let _ = writeln!(text, "one change, under “{}”: {now}", found.scenario);
    for change in &found.changes {
        text.push_str(&one(change));
    }
    if found.changes.is_empty() {
        let _ = writeln!(text, "  none of {} helps for certain", found.tried);
    } else {
        let _ = writeln!(text, "  {} were tried", found.tried);
    }
    if found.cut {
        text.push_str("cut: more happens than is stepped through\n");
    }
    text
}

fn counts(found: &Cheapest, given: Option<f64>) -> String {
    let each = found.counts.iter().map(|one| {
        if one.found == one.given {
            format!("{} {}", one.component, one.found)
        } else {
            format!("{} {} for {}", one.component, one.found, one.given)
        }
    });
    let each: Vec<String> = each.collect();
    let mut text = format!("cheapest counts of its structure: {}\n", each.join(", "));
    if let Some(cost) = found.usd_per_million {
        let times = given.map_or_else(String::new, |given| {
            format!("; yours costs {:.2} times as much", given / cost)
        });
        let _ = writeln!(text, "  {} a million requests{times}", dollars(cost));
    }
    text.push_str(if found.exact {
        "  exact: every cheaper choice was tried\n"
    } else {
        "  found by descent; a cheaper choice may exist\n"
    });
    text
}

fn one(change: &DesignChange) -> String {
    let figure = change.figure.as_ref().map(shown);
    let by = change.difference.as_ref().map_or_else(
        || "where without it a queue grows".to_owned(),
        |by| {
            let sign = if by.value < 0.0 { "−" } else { "+" };
            let size = Figure {
                value: by.value.abs(),
                ..by.clone()
            };
            format!("{sign}{}", shown(&size))
        },
    );
    let cost = change.usd_per_million.map_or_else(String::new, |cost| {
        format!("; {} a million requests", dollars(cost))
    });
    format!(
        "  {}: {}\n    {}, {by}{cost}\n",
        change.at,
        change.change,
        figure.unwrap_or_else(|| "no figure".to_owned())
    )
}

/// A figure in its unit.
fn shown(figure: &Figure) -> String {
    match figure.unit {
        FigureUnit::Milliseconds => milliseconds(figure.value),
        FigureUnit::Share => percent(figure.value),
        FigureUnit::Dollars => dollars(figure.value),
        FigureUnit::PerSecond => rate(figure.value),
        _ => format!("{:.3}", figure.value),
    }
}
