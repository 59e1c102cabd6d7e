//! Reads what belongs to an `experiment` question.

use onsite_domain::experiment::{ExperimentQuestion, Objective, ShippedPlan};
use onsite_sim::experiment::{ExperimentPlan, FIGURES};
use serde::Deserialize;

use crate::{
    checks::{count, in_range, no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::{At, Table},
    package::MANIFEST,
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
/// The folder of plans.
const FOLDER: &str = "plans";
/// Populations that a plan is run on.
const POPULATIONS: std::ops::RangeInclusive<u64> = 1000..=1_000_000;
/// Least number of plans that miss something.
const LEAST_MISSING: usize = 2;

/// What `question.toml` says of a plan.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanEntry {
    /// File below `plans/`.
    pub(crate) file: String,
    /// Figures whose objectives it misses; left out for one that meets all.
    #[serde(default)]
    pub(crate) misses: Vec<String>,
    /// Why it meets or misses them.
    pub(crate) because: String,
}

/// Reads the `[experiment]` table and the files that go with it.
pub(crate) fn read(
    files: &Files,
    mut table: Table<'_>,
    notes: &mut Notes,
) -> Option<ExperimentQuestion> {
    let populations = table.required::<u64>("populations", notes);
    let correlation = table.optional::<f64>("covariate_correlation", notes);
    let objectives = table.each::<Objective>("objective", notes);
    let entries = table.each::<PlanEntry>("plan", notes);
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
    check_files(files, &entries, notes);
    let world = text(files, WORLD, notes);
    let starter = text(files, STARTER, notes);
    let plans = plans(files, &entries, notes);
    let (world, starter) = (world?, starter?);
    check_objectives(&objectives, line, notes);
    check_entries(&entries, &objectives, line, notes);
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

fn text(files: &Files, file: &str, notes: &mut Notes) -> Option<String> {
    let text = files.get(file).map(str::to_owned);
    if text.is_none() {
        let help = "write it; docs/package-format.md says what it holds";
        notes.add(
            "missing-file",
            file,
            None,
            format!("{file} is missing"),
            help,
        );
    }
    text
}

fn plans(files: &Files, entries: &[At<PlanEntry>], notes: &mut Notes) -> Vec<ShippedPlan> {
    let mut plans = Vec::new();
    for At { value, line } in entries {
        let path = format!("{FOLDER}/{}", value.file);
        let Some(text) = files.get(&path) else {
            let message = format!("there is no {path}");
            let help = "write the path below plans/, such as meets.toml";
            notes.add("missing-file", MANIFEST, *line, message, help);
            continue;
        };
        plans.push(ShippedPlan {
            path,
            text: text.to_owned(),
            misses: value.misses.clone(),
            because: value.because.clone(),
        });
    }
    plans
}

fn check_files(files: &Files, entries: &[At<PlanEntry>], notes: &mut Notes) {
    for (path, _) in files.iter() {
        let plan = path.strip_prefix("plans/");
        let named = plan.is_some_and(|plan| entries.iter().any(|e| e.value.file == plan));
        if plan.is_some() && !named {
            let help = "add [[experiment.plan]] with file, misses and because, or take it out";
            notes.add(
                "no-reason",
                path,
                None,
                "nothing says what it must miss",
                help,
            );
        } else if plan.is_none() && !FILES.contains(&path) {
            notes.add(
                "unknown-file",
                path,
                None,
                "an experiment package has no such file",
                "take it out; docs/package-format.md lists the files",
            );
        }
    }
}

fn check_entries(
    entries: &[At<PlanEntry>],
    objectives: &[At<Objective>],
    line: u32,
    notes: &mut Notes,
) {
    let files = entries.iter().map(|e| (e.value.file.as_str(), e.line));
    no_duplicates("[[experiment.plan]]", MANIFEST, files, notes);
    let meeting = entries.iter().filter(|e| e.value.misses.is_empty()).count();
    if meeting == 0 {
        let help = "a question that nobody can meet is not a question";
        notes.add(
            "too-few",
            MANIFEST,
            line,
            "no plan meets every objective",
            help,
        );
    }
    let missing = entries.len() - meeting;
    if missing < LEAST_MISSING {
        let message = format!("{missing} plans miss something; {LEAST_MISSING} are the least");
        let help = "a question that cannot fail a bad answer is not a question";
        notes.add("too-few", MANIFEST, line, message, help);
    }
    for At { value, line } in entries {
        not_empty("because", MANIFEST, &value.because, *line, notes);
        for figure in &value.misses {
            if !objectives.iter().any(|o| o.value.figure == *figure) {
                let message = format!("“{figure}” is no objective of this question");
                let help = "name figures of [[experiment.objective]]";
                notes.add("unknown-figure", MANIFEST, *line, message, help);
            }
        }
    }
    for At { value, line } in objectives {
        let missed = |e: &At<PlanEntry>| e.value.misses.contains(&value.figure);
        if !entries.iter().any(missed) {
            let message = format!("no plan misses the objective on {}", value.figure);
            let help = "ship one that misses it, or take the objective out";
            notes.add("too-few", MANIFEST, *line, message, help);
        }
    }
}

fn check_objectives(objectives: &[At<Objective>], line: u32, notes: &mut Notes) {
    count(
        "[[experiment.objective]]",
        objectives.len(),
        1,
        8,
        line,
        notes,
    );
    let names = objectives.iter().map(|o| (o.value.figure.as_str(), o.line));
    no_duplicates("objectives", MANIFEST, names, notes);
    for At { value, line } in objectives {
        not_empty("because", MANIFEST, &value.because, *line, notes);
        let bounds = [value.at_least, value.at_most];
        let numbers = bounds.iter().flatten().all(|bound| bound.is_finite());
        if !numbers || bounds.iter().all(Option::is_none) {
            let message = format!("the objective on {} has no bound", value.figure);
            let help = "write at_most, at_least, or both";
            notes.add("out-of-range", MANIFEST, *line, message, help);
        }
        if !FIGURES.contains(&value.figure.as_str()) {
            let message = format!("“{}” is no figure of a run", value.figure);
            let help = format!("write one of {}", FIGURES.join(", "));
            notes.add("unknown-figure", MANIFEST, *line, message, help);
        }
    }
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
