//! A judgement as text for a terminal.

use std::fmt::Write as _;

use onsite_domain::{
    code::{CodeDetail, Group, ShownCase, TestResult, Verdict},
    design::{DesignDetail, DesignRun},
    experiment::ExperimentDetail,
    framing::{Framed, FramingDetail},
    given::{Change, Changes},
    growth::AnswerGrowth,
    job::Progress,
    judgement::{Detail, Judgement, Outcome},
    numeric::NumericDetail,
    simulated::{Figure, FigureUnit, Met, Weighed},
    story::StoryDetail,
};

use crate::{design::milliseconds, measure, review};

/// Most test cases that are listed one by one.
const MOST_LISTED: usize = 60;

/// One step of judging, in a few words.
pub fn step(progress: &Progress) -> String {
    match (progress.total, &progress.step) {
        (0, _) => format!("{}…", progress.stage),
        (total, None) => format!("{} {}/{total}", progress.stage, progress.done),
        (total, Some(test)) => format!(
            "{} {}/{total}  {} {}",
            progress.stage,
            progress.done,
            test.name,
            words(test.verdict)
        ),
    }
}

/// The whole judgement.
pub fn of(judgement: &Judgement) -> String {
    let result = &judgement.result;
    let mut text = String::new();
    match &result.detail {
        Detail::Code(detail) => code(&mut text, detail),
        Detail::Design(detail) => design(&mut text, detail, result.outcome),
        Detail::Experiment(detail) => experiment(&mut text, detail, result.outcome),
        Detail::Numeric(detail) => numeric(&mut text, detail, result.outcome),
        Detail::Story(detail) => story(&mut text, detail),
    }
    for finding in &result.findings {
        let _ = writeln!(
            text,
            "\n{}",
            crate::terminal::markdown(&finding.text).trim_end()
        );
    }
    text
}

/// A verdict in words.
pub const fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "accepted",
        Verdict::WrongAnswer => "wrong answer",
        Verdict::TimeLimitExceeded => "time limit exceeded",
        Verdict::MemoryLimitExceeded => "memory limit exceeded",
        Verdict::OutputLimitExceeded => "output limit exceeded",
        Verdict::RunTimeError => "run-time error",
        Verdict::CompileError => "compile error",
        Verdict::JudgingError => "judging error (ours; it does not count against you)",
    }
}

fn code(text: &mut String, detail: &CodeDetail) {
    let ran = detail.tests.len();
    let passed = detail
        .tests
        .iter()
        .filter(|test| test.verdict == Verdict::Accepted)
        .count();
    let compiled = detail
        .compile_ms
        .map_or_else(String::new, |ms| format!(", compiled in {ms} ms"));
    let _ = writeln!(
        text,
        "{}: {passed} of {} cases passed{}, {} ms in all{compiled}",
        capital(words(detail.verdict)),
        detail.total_tests,
        if ran == detail.total_tests as usize {
            String::new()
        } else {
            format!(" ({ran} run)")
        },
        detail.total_ms,
    );
    if let Some(said) = detail
        .compile_output
        .as_deref()
        .filter(|said| !said.trim().is_empty())
    {
        block(text, "The compiler says", said);
    }
    if !detail.tests.is_empty() {
        table(text, &detail.tests);
    }
    if let Some(changes) = &detail.changes {
        changed(text, changes);
    }
    let failed = detail
        .tests
        .iter()
        .find(|test| test.verdict != Verdict::Accepted);
    if let Some((test, shown)) = failed.and_then(|test| Some((test, test.shown.as_ref()?))) {
        failing_case(text, test, shown);
    }
    if let Some(growth) = detail.growth.as_deref() {
        self::growth(text, growth);
    }
}

/// How it grows, beside what is expected.
fn growth(text: &mut String, growth: &AnswerGrowth) {
    let _ = writeln!(text, "\nGrowth ({}): {}", growth.of, growth.note);
    let rows = [
        (
            "time",
            &growth.time,
            growth.expected.time,
            growth.junior.and_then(|j| j.time),
        ),
        (
            "space",
            &growth.space,
            growth.expected.space,
            growth.junior.and_then(|j| j.space),
        ),
    ];
    for (name, estimate, expected, junior) in rows {
        if let Some(estimate) = estimate {
            let _ = write!(text, "  {name:<6} {}", measure::summary(estimate));
            for (what, class) in [("expected", expected), ("junior", junior)] {
                if let Some(class) = class {
                    let _ = write!(text, "; {what} {}", class.name());
                }
            }
            text.push('\n');
        }
    }
    for note in &growth.notes {
        let _ = writeln!(text, "  note: {note}");
    }
}

fn table(text: &mut String, tests: &[TestResult]) {
    let listed = &tests[..tests.len().min(MOST_LISTED)];
    let width = listed
        .iter()
        .map(|test| test.name.chars().count())
        .max()
        .unwrap_or(0)
        .max(4);
    let _ = writeln!(
        text,
        "\n  {:<width$}  {:>9}  {:>9}  {:>11}  verdict",
        "case", "CPU ms", "wall ms", "memory KiB"
    );
    for test in listed {
        let _ = writeln!(
            text,
            "  {:<width$}  {:>9}  {:>9}  {:>11}  {}{}",
            test.name,
            test.cpu_ms,
            test.wall_ms,
            test.memory_kib,
            words(test.verdict),
            match test.group {
                Group::Sample => " (sample)",
                Group::Own => " (your own)",
                Group::Secret => "",
            },
        );
    }
    if tests.len() > listed.len() {
        let _ = writeln!(text, "  … and {} more", tests.len() - listed.len());
    }
}

fn changed(text: &mut String, changes: &Changes) {
    let _ = writeln!(
        text,
        "\nLines changed of the given code: {}, at most {} may",
        changes.lines, changes.most
    );
    for line in &changes.difference {
        let sign = match line.change {
            Change::Same => ' ',
            Change::Removed => '-',
            Change::Added => '+',
        };
        let _ = writeln!(text, "  {sign} {:>4}  {}", line.line, visible(&line.text));
    }
    if changes.shortened {
        text.push_str("  (the rest is not shown)\n");
    }
}

fn failing_case(text: &mut String, case: &TestResult, shown: &ShownCase) {
    let _ = writeln!(
        text,
        "\nFirst failing case: {}, {}",
        case.name,
        words(case.verdict)
    );
    for difference in &shown.differences {
        let _ = writeln!(text, "  - {}", visible(difference));
    }
    block(text, "Input", &shown.input);
    if let Some(expected) = &shown.expected {
        block(text, "Expected", expected);
    }
    if let Some(actual) = &shown.actual {
        block(text, "Actual", actual);
    }
    if !shown.stdout.is_empty() {
        block(text, "Standard output", &shown.stdout);
    }
    if !shown.stderr.is_empty() {
        block(text, "Standard error", &shown.stderr);
    }
    if shown.shortened {
        text.push_str("(texts are shortened)\n");
    }
}

/// How an answer fared, where the kind has words of its own for right and not right.
const fn fared(outcome: Outcome, right: &'static str, wrong: &'static str) -> &'static str {
    match outcome {
        Outcome::Pass => right,
        Outcome::Fail => wrong,
        Outcome::Undecided => "Undecided",
        Outcome::Unjudged => "Not judged",
        Outcome::JudgingError => "Judging error (ours; it does not count against you)",
    }
}

fn experiment(text: &mut String, detail: &ExperimentDetail, outcome: Outcome) {
    let said = fared(
        outcome,
        "Meets every objective (simulated)",
        "Misses an objective (simulated)",
    );
    let _ = writeln!(
        text,
        "{said}, on {} populations, seed {}",
        detail.populations, detail.seed
    );
    objectives(text, &detail.objectives, &detail.figures);
    figures(text, &detail.figures);
}

fn objectives(text: &mut String, objectives: &[Weighed], figures: &[Figure]) {
    for weighed in objectives {
        let name = &weighed.objective.figure;
        let figure = figures.iter().find(|figure| figure.name == *name);
        let title = figure.map_or(name.as_str(), |figure| &figure.title);
        let met = match weighed.met {
            Met::Meets => "meets",
            Met::Misses => "misses",
            Met::Undecided => "undecided",
        };
        let unit = figure.map_or(FigureUnit::Factor, |figure| figure.unit);
        let bounds = [
            ("at least", weighed.objective.at_least),
            ("at most", weighed.objective.at_most),
        ];
        let bounds: Vec<String> = bounds
            .into_iter()
            .filter_map(|(word, bound)| Some(format!("{word} {}", in_unit(bound?, unit))))
            .collect();
        let _ = writeln!(text, "  {met:<10} {title}: {}", bounds.join(", "));
    }
}

fn figures(text: &mut String, figures: &[Figure]) {
    text.push('\n');
    for figure in figures {
        let write = |value| in_unit(value, figure.unit);
        let _ = writeln!(
            text,
            "  {:<40} {:>10}  {} to {}",
            figure.title,
            write(figure.value),
            write(figure.low),
            write(figure.high)
        );
    }
}

fn design(text: &mut String, detail: &DesignDetail, outcome: Outcome) {
    if let Some(found) = &detail.review {
        review::report(
            text,
            found,
            fared(outcome, "Finds what is wrong", "Misses something"),
        );
        text.push_str("\nThe given design, with nothing tried (simulated)\n");
        objectives(text, &detail.objectives, &detail.figures);
        framing(text, &detail.framing);
        return;
    }
    let said = fared(
        outcome,
        "Meets every serving objective (simulated)",
        "Misses a serving objective (simulated)",
    );
    let _ = writeln!(text, "{said}, seed {}", detail.seed);
    objectives(text, &detail.objectives, &detail.figures);
    for run in &detail.runs {
        design_run(text, run);
    }
    if !detail.claims.is_empty() {
        text.push_str("\nClaimed\n");
    }
    for claim in &detail.claims {
        let write = |value| in_unit(value, claim.figure.unit);
        let _ = writeln!(
            text,
            "  {:<40} {:>10}  found {}",
            claim.figure.title,
            write(claim.claimed),
            write(claim.figure.value)
        );
    }
    framing(text, &detail.framing);
}

fn design_run(text: &mut String, run: &DesignRun) {
    let _ = writeln!(text, "\n{} ({} replications)", run.title, run.replications);
    if run.cut {
        text.push_str("  cut short: more happens than is stepped through\n");
    }
    for name in &run.growing {
        let _ = writeln!(text, "  the queue of {name} keeps growing");
    }
    figures(text, &run.figures);
    // A world that goes day by day has none.
    if run.components.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n  {:<24} {:>9} {:>6} {:>12} {:>8} {:>8}",
        "component", "instances", "full", "p99 waited", "shed", "hits"
    );
    for component in &run.components {
        let share = |value: Option<f64>| {
            value.map_or_else(|| "–".to_owned(), |value| format!("{:.1}%", 100.0 * value))
        };
        let waited = component.wait_p99_ms;
        let _ = writeln!(
            text,
            "  {:<24} {:>9} {:>6} {:>12} {:>8} {:>8}",
            component.name,
            component.instances,
            share(component.utilization),
            waited.map_or_else(|| "–".to_owned(), milliseconds),
            share(component.shed_rate),
            share(component.hit_rate)
        );
    }
}

fn framing(text: &mut String, framing: &FramingDetail) {
    if framing.cells.is_empty() {
        return;
    }
    let (sound, cells) = (framing.sound(), framing.cells.len());
    let _ = writeln!(text, "\nFraming: {sound} of {cells} cells hold");
    for cell in &framing.cells {
        let state = match cell.state {
            Framed::Empty => "empty",
            Framed::Vague => "vague",
            Framed::Contradicts => "contradicts",
            Framed::Sound => "holds",
        };
        let _ = writeln!(text, "  {state:<12} {}", cell.asks);
        for note in &cell.notes {
            let _ = writeln!(text, "               {note}");
        }
    }
}

pub fn in_unit(value: f64, unit: FigureUnit) -> String {
    match unit {
        FigureUnit::Share => format!("{:.2}%", 100.0 * value),
        FigureUnit::Users | FigureUnit::Units => format!("{value:.0}"),
        FigureUnit::Looks | FigureUnit::Days => format!("{value:.1}"),
        FigureUnit::Factor | FigureUnit::Calls => format!("{value:.3}"),
        FigureUnit::Milliseconds => milliseconds(value),
        FigureUnit::Seconds => format!("{value:.0} s"),
        FigureUnit::PerSecond => format!("{value:.0}/s"),
        FigureUnit::Dollars => format!("${value:.3}"),
        FigureUnit::PerYear => format!("{value:.1} a year"),
    }
}

fn numeric(text: &mut String, detail: &NumericDetail, outcome: Outcome) {
    let _ = writeln!(text, "{}", fared(outcome, "Right", "Not right"));
    let mut row = |name: &str, value: Option<f64>| {
        if let Some(value) = value {
            let _ = writeln!(text, "  {name:<14} {value} {}", detail.unit);
        }
    };
    row("your answer", detail.given);
    row("right answer", detail.right);
    for (name, value) in &detail.drawn {
        let _ = writeln!(text, "  with {name} = {value}");
    }
}

fn story(text: &mut String, detail: &StoryDetail) {
    let gaps = detail.gaps.len();
    let _ = writeln!(
        text,
        "{}",
        match gaps {
            0 => "No gap found; measures only".to_owned(),
            1 => "One gap; measures only".to_owned(),
            gaps => format!("{gaps} gaps; measures only"),
        }
    );
    for measure in &detail.measures {
        let _ = writeln!(text, "  {}", visible(&measure.text));
    }
    for (number, found) in (1..).zip(&detail.gaps) {
        let _ = writeln!(
            text,
            "\n{number}. {} ({}): {}",
            found.gap.name(),
            found.part.name(),
            found.gap.rule()
        );
        for line in found.quote.iter().flat_map(|quote| quote.lines()) {
            let _ = writeln!(text, "   > {}", visible(line));
        }
        let _ = writeln!(text, "   Probe: {}", visible(&found.probe));
    }
}

/// A titled text, indented.
pub fn block(text: &mut String, title: &str, body: &str) {
    let _ = writeln!(text, "\n{title}:");
    for line in body.lines() {
        let _ = writeln!(text, "  {}", visible(line));
    }
    if body.is_empty() {
        text.push_str("  (empty)\n");
    }
}

/// A line of a program's output without what would steer the terminal.
pub fn visible(line: &str) -> String {
    let escape = |c: char| match c {
        '\t' => "\t".to_owned(),
        c if c.is_control() => c.escape_default().to_string(),
        c => c.to_string(),
    };
    line.chars().map(escape).collect()
}

/// The text with a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
