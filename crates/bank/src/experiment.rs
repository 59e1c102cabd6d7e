//! Reads what belongs to an `experiment` question.

use onsite_domain::{experiment::ExperimentQuestion, simulated::Objective};
use onsite_sim::experiment::{ExperimentPlan, FIGURES};

use crate::{
    checks::in_range,
    diagnostic::Notes,
    files::Files,
    manifest::{At, Table},
    package::MANIFEST,
    simulated::{Layout, ShippedEntry, figures, text},
};

/// Files of the package beside its plans.
const FILES: [&str; 8] = [
    "question.toml",
    "facts.toml",
    "rubric.toml",
    "statement.md",
    "interviewer.md",
    "editorial.md",
    WORLD,
    STARTER,
];
/// The tables of the world.
const WORLD: &str = "world.toml";
/// The plan that a candidate starts from.
const STARTER: &str = "starter.toml";
/// Populations that a plan is run on.
const POPULATIONS: std::ops::RangeInclusive<u64> = 1000..=1_000_000;
const LAYOUT: Layout = Layout {
    folder: "plans/",
    table: "[[experiment.plan]]",
    objectives: "[[experiment.objective]]",
    most: 8,
    files: &FILES,
};

/// Reads the `[experiment]` table and the files that go with it.
pub(crate) fn read(
    files: &Files,
    mut table: Table<'_>,
    notes: &mut Notes,
) -> Option<ExperimentQuestion> {
    let populations = table.required::<u64>("populations", notes);
    let correlation = table.optional::<f64>("covariate_correlation", notes);
    let objectives = table.each::<Objective>("objective", notes);
    let entries = table.each::<ShippedEntry>("plan", notes);
    let line = table.line();
    table.finish(notes);

    if let Some(At { value, line }) = &populations
        && !POPULATIONS.contains(value)
    {
        let (least, most) = (POPULATIONS.start(), POPULATIONS.end());
        let message = format!("{value} populations, outside {least} to {most}");
        let help = "10,000 leave less than half a point of doubt on a rate of 5%";
        notes.add("out-of-range", MANIFEST, *line, message, help);
    }
    let given = correlation.as_ref().map(|c| (c.value, c.line));
    in_range("covariate_correlation", given, 0.0, 0.99, notes);
    LAYOUT.check_files(files, &entries, &|_| false, notes);
    let world = text(files, WORLD, notes);
    let starter = text(files, STARTER, notes);
    let plans = LAYOUT.shipped(files, &entries, notes);
    let (world, starter) = (world?, starter?);
    let unknown = |figure: &str| {
        let help = || format!("write one of {}", FIGURES.join(", "));
        (!FIGURES.contains(&figure)).then(help)
    };
    LAYOUT.check_objectives(&objectives, line, &unknown, notes);
    LAYOUT.check_entries(&entries, &figures(&objectives), line, notes);
    let blank = (STARTER, starter.as_str());
    let shipped = plans
        .iter()
        .map(|plan| (plan.path.as_str(), plan.text.as_str()));
    for (file, text) in std::iter::once(blank).chain(shipped) {
        check_plan(file, text, &world, notes);
    }
    Some(ExperimentQuestion {
        starter,
        world,
        covariate_correlation: correlation.map_or(0.0, |c| c.value),
        populations: populations?.value,
        objectives: objectives.into_iter().map(|o| o.value).collect(),
        plans,
    })
}

/// Notes what is wrong with a plan in the question's world.
fn check_plan(file: &str, plan: &str, world: &str, notes: &mut Notes) {
    let Err(problems) = ExperimentPlan::parse_in(plan, world) else {
        return;
    };
    // The world's lines come after the plan's.
    let lines = u32::try_from(plan.matches('\n').count() + 1).unwrap_or(u32::MAX);
    for problem in problems {
        let (file, line) = match problem.line {
            Some(line) if line > lines => (WORLD, Some(line - lines)),
            line => (file, line),
        };
        notes.add("bad-plan", file, line, problem.message, problem.help);
    }
}
