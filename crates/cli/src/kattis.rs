//! `onsite judge --package`: submissions to packages of the Kattis and ICPC formats.

use std::{fmt::Write as _, path::Path};

use onsite_app::{PackageJudgement, PackagesReport};
use onsite_domain::{code::Verdict, job::Progress, judgement::Outcome};

use crate::{
    arguments::Judge,
    context::Context,
    error::{BAD_INPUT, CliError, NOT_PASSING, OUR_FAULT},
    output,
    progress::ProgressLine,
    report,
};

/// Most cases that are listed one by one.
const MOST_LISTED: usize = 60;

/// Judges one submission, or all that the packages ship.
pub fn judge(context: &Context, folder: &Path, options: &Judge) -> Result<u8, CliError> {
    let bench = context.workbench(1)?;
    let line = ProgressLine::new();
    let tell = |progress: Progress| line.tell(&report::step(&progress));
    if options.all {
        let report = bench.judge_packages(folder, &tell)?;
        line.clear();
        if options.json {
            output::json(&report)?;
        } else {
            output::line(table(&report).trim_end())?;
        }
        return Ok(code(&report));
    }
    let Some(file) = &options.question else {
        return Err(CliError::bad_input(
            "there is no submission to judge",
            "Name its file, or judge every submission of the package with --all.",
        ));
    };
    let judged = bench.judge_package(folder, Path::new(file), options.written, &tell)?;
    line.clear();
    if options.json {
        output::json(&judged)?;
    } else {
        output::line(text(&judged).trim_end())?;
    }
    Ok(match judged.outcome {
        Outcome::Pass | Outcome::Unjudged => 0,
        Outcome::Fail | Outcome::Undecided => NOT_PASSING,
        Outcome::JudgingError => OUR_FAULT,
    })
}

/// A verdict that is not what the package says goes before a package that says nothing.
fn code(report: &PackagesReport) -> u8 {
    if !report.is_as_expected() {
        NOT_PASSING
    } else if report.faults.is_empty() {
        0
    } else {
        BAD_INPUT
    }
}

fn text(judged: &PackageJudgement) -> String {
    let detail = &judged.detail;
    let passed = detail
        .tests
        .iter()
        .filter(|test| test.verdict == Verdict::Accepted)
        .count();
    let mut text = report::capital(report::words(judged.verdict));
    if let Some(score) = judged.score {
        let _ = write!(text, " with a score of {score}");
    }
    let _ = writeln!(
        text,
        ": {passed} of {} cases passed, {} ms in all",
        detail.total_tests, detail.total_ms
    );
    let limit = &judged.time_limit;
    let _ = match (&limit.slowest, limit.slowest_ms) {
        (Some(slowest), Some(millis)) => writeln!(
            text,
            "Time limit: {} ms, worked out from {slowest}, which takes {millis} ms",
            limit.millis
        ),
        _ => writeln!(text, "Time limit: {} ms", limit.millis),
    };
    if let Some(said) = &detail.compile_output {
        report::block(&mut text, "The compiler says", said);
    }
    let listed = &detail.tests[..detail.tests.len().min(MOST_LISTED)];
    let width = listed.iter().map(|test| test.name.len()).max().unwrap_or(0);
    for test in listed {
        let _ = writeln!(
            text,
            "  {:<width$}  {:>7} CPU ms  {:>7} wall ms  {:>9} KiB  {}",
            test.name,
            test.cpu_ms,
            test.wall_ms,
            test.memory_kib,
            report::words(test.verdict)
        );
    }
    if detail.tests.len() > listed.len() {
        let _ = writeln!(text, "  … and {} more", detail.tests.len() - listed.len());
    }
    let failed = detail
        .tests
        .iter()
        .find(|test| test.verdict != Verdict::Accepted);
    if let Some((test, message)) = failed.and_then(|test| Some((test, test.message.as_ref()?))) {
        report::block(
            &mut text,
            &format!("First failing case, {}", test.name),
            message,
        );
    }
    remarks(&mut text, "Not used", &judged.notes);
    text
}

fn remarks(text: &mut String, title: &str, remarks: &[impl ToString]) {
    if remarks.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{title}:");
    for remark in remarks {
        for line in remark.to_string().lines() {
            let _ = writeln!(text, "  {}", report::visible(line));
        }
    }
}

fn table(report: &PackagesReport) -> String {
    let mut text = String::new();
    let rows: Vec<[String; 5]> = report
        .submissions
        .iter()
        .map(|row| {
            let given = row.score.map_or_else(
                || row.given.name().to_owned(),
                |score| format!("{} {score}", row.given.name()),
            );
            [
                format!("{}/{}", row.package, row.submission),
                row.expected.folder.clone(),
                given,
                format!("{} of {} ms", row.slowest_ms, row.limit_ms),
                if row.as_expected {
                    ""
                } else {
                    "NOT AS EXPECTED"
                }
                .to_owned(),
            ]
        })
        .collect();
    let head = ["submission", "expected", "given", "slowest case", ""].map(str::to_owned);
    let all: Vec<&[String; 5]> = std::iter::once(&head).chain(&rows).collect();
    let width = |column: usize| all.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths = [width(0), width(1), width(2), width(3)];
    for row in &all {
        let [name, expected, given, time, mark] = row;
        let [a, b, c, d] = widths;
        let line = format!("{name:<a$}  {expected:<b$}  {given:<c$}  {time:<d$}  {mark}");
        let _ = writeln!(text, "{}", report::visible(line.trim_end()));
    }
    for row in report.submissions.iter().filter(|row| !row.as_expected) {
        let place = row.case.as_deref().unwrap_or("as a whole");
        let title = format!("{}/{}, {place}", row.package, row.submission);
        let message = row.message.as_deref().unwrap_or("no more is known");
        report::block(&mut text, &title, message);
    }
    remarks(&mut text, "Not run", &report.not_run);
    remarks(&mut text, "Cannot be judged", &report.faults);
    remarks(&mut text, "Not used", &report.notes);
    let wrong = report
        .submissions
        .iter()
        .filter(|row| !row.as_expected)
        .count();
    let _ = write!(
        text,
        "\n{} submissions run, {wrong} not as expected; {} not run; {} faults of packages",
        report.submissions.len(),
        report.not_run.len(),
        report.faults.len()
    );
    text
}
