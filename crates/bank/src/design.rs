//! Reads what belongs to a `design` question.

use onsite_domain::{
    daily,
    design::{self, DesignQuestion, Scenario},
    framing::{self, Cell},
    review::Suspect,
    simulated::Objective,
};
use onsite_sim::{
    Problem,
    daily::Daily,
    design::{Design, Parts, framing as read_framing},
};
use serde::Deserialize;

use crate::{
    checks::{count, no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::{At, Table},
    package::MANIFEST,
    review,
    simulated::{Layout, ShippedEntry, figures, note_problems, text},
};

/// The parts that a design is made of; none where scenarios are worlds that go day by day.
const PARTS: &str = "parts.toml";
/// The design that a candidate starts from.
const STARTER: &str = "starter.toml";
/// The folder of scenarios.
const SCENARIOS: &str = "scenarios/";
const LAYOUT: Layout = Layout {
    folder: "designs/",
    table: "[[design.shipped]]",
    objectives: "[[design.objective]]",
    most: 12,
    files: &[
        "question.toml",
        "facts.toml",
        "rubric.toml",
        "statement.md",
        "interviewer.md",
        "editorial.md",
        PARTS,
        STARTER,
    ],
};
/// Figures that belong to a design whatever it is run under.
const OF_DESIGN: [&str; 2] = ["recall", "age"];

/// What `question.toml` says of a scenario.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ScenarioEntry {
    /// Its name in objectives; the file is `scenarios/` with this name and `.toml`.
    pub(crate) id: String,
    /// What it is, in words.
    pub(crate) title: String,
}

/// Reads the `[design]` table and the files that go with it.
pub(crate) fn read(
    files: &Files,
    mut table: Table<'_>,
    notes: &mut Notes,
) -> Option<DesignQuestion> {
    let named = table.each::<ScenarioEntry>("scenario", notes);
    let objectives = table.each::<Objective>("objective", notes);
    let framing = table.each::<Cell>("framing", notes);
    let suspects = table.each::<Suspect>("suspect", notes);
    let entries = table.each::<ShippedEntry>("shipped", notes);
    let line = table.line();
    table.finish(notes);

    count("[[design.scenario]]", named.len(), 1, 5, line, notes);
    let ids = named.iter().map(|s| (s.value.id.as_str(), s.line));
    no_duplicates("[[design.scenario]]", MANIFEST, ids, notes);
    let is_review = !suspects.is_empty();
    let known = |file: &str| {
        named.iter().any(|s| scenario_path(&s.value.id) == file)
            || is_review && [review::GIVEN, review::HAZARDS].contains(&file)
    };
    LAYOUT.check_files(files, &entries, &known, notes);
    let scenarios = scenarios_of(files, &named, notes);
    let starter = text(files, STARTER, notes);
    let designs = LAYOUT.shipped(files, &entries, notes);
    check_framing(&framing, notes);
    let (scenarios, starter) = (scenarios?, starter?);
    let (parts, sealed) = sealed(files, &scenarios, notes)?;
    check_objectives(
        &objectives,
        line,
        (&starter, &scenarios, sealed.as_ref()),
        notes,
    );
    let misses = if is_review {
        review::names(&suspects, line)
    } else {
        figures(&objectives)
    };
    LAYOUT.check_entries(&entries, &misses, line, notes);
    let review = match &sealed {
        Some(sealed) if is_review => {
            Some(review::read(files, suspects, &scenarios, sealed, notes)?)
        }
        None if is_review => {
            let message = "a world that goes day by day is not reviewed";
            let help = "write scenarios of a load, and parts.toml";
            notes.add("bad-design", MANIFEST, Some(line), message, help);
            return None;
        }
        _ => None,
    };
    let framing: Vec<Cell> = framing.into_iter().map(|cell| cell.value).collect();
    let objectives: Vec<Objective> = objectives.into_iter().map(|o| o.value).collect();
    let question = DesignQuestion {
        starter,
        parts,
        scenarios,
        objectives,
        framing,
        review,
        designs,
    };
    check_answers(&question, sealed.as_ref(), notes);
    Some(question)
}

/// Says which of the answers that the package ships do not read.
fn check_answers(question: &DesignQuestion, sealed: Option<&Parts>, notes: &mut Notes) {
    let shipped = question.designs.iter();
    let shipped = shipped.map(|d| (d.path.as_str(), d.text.as_str()));
    let answers = std::iter::once((STARTER, question.starter.as_str())).chain(shipped);
    if let (Some(review), Some(sealed)) = (&question.review, sealed) {
        let objectives = &question.objectives;
        review::check_answers(review, sealed, objectives, answers.clone(), notes);
    }
    for (file, answer) in answers {
        // A review draws nothing.
        let drawn = match question.review {
            Some(_) => &[],
            None => question.scenarios.as_slice(),
        };
        for scenario in drawn {
            if let Err(problems) = check_answer(answer, sealed, &scenario.text) {
                note_problems("bad-design", &[file, &scenario.path], problems, notes);
                break;
            }
        }
        check_sheet(file, answer, &question.framing, notes);
    }
}

fn scenario_path(id: &str) -> String {
    format!("{SCENARIOS}{id}.toml")
}

/// The scenarios with their files.
fn scenarios_of(
    files: &Files,
    named: &[At<ScenarioEntry>],
    notes: &mut Notes,
) -> Option<Vec<Scenario>> {
    let scenarios = named.iter().map(|At { value, line }| {
        not_empty("title", MANIFEST, &value.title, *line, notes);
        let path = scenario_path(&value.id);
        Some(Scenario {
            id: value.id.clone(),
            title: value.title.clone(),
            text: text(files, &path, notes)?,
            path,
        })
    });
    // All of them, so that every file that is missing is named.
    let scenarios: Vec<Option<Scenario>> = scenarios.collect();
    scenarios.into_iter().collect()
}

/// Says which objectives bound figures that no run gives.
fn check_objectives(
    objectives: &[At<Objective>],
    line: u32,
    (starter, scenarios, sealed): (&str, &[Scenario], Option<&Parts>),
    notes: &mut Notes,
) {
    let of_world = |scenario: &Scenario| match Daily::parse(starter, Some(&scenario.text)) {
        Ok(world) => world.names(),
        // What does not read is noted with the starter.
        Err(_) => Vec::new(),
    };
    let unknown = |figure: &str| match sealed {
        Some(sealed) => unknown(figure, scenarios, sealed),
        None => unknown_of_days(figure, scenarios, &of_world),
    };
    LAYOUT.check_objectives(objectives, line, &unknown, notes);
}

/// The parts of the package, as text and read; none where the scenarios are worlds that go day by
/// day, which need none.
fn sealed(
    files: &Files,
    scenarios: &[Scenario],
    notes: &mut Notes,
) -> Option<(Option<String>, Option<Parts>)> {
    let days = scenarios.iter().filter(|s| Daily::guide(&s.text).is_some());
    match days.count() {
        0 => {}
        count if count < scenarios.len() => {
            let message = "some scenarios are worlds that go day by day, and some are loads";
            let help = "make two questions of them";
            notes.add("bad-design", MANIFEST, None, message, help);
            return None;
        }
        _ if files.get(PARTS).is_some() => {
            let message = "worlds that go day by day have no parts";
            notes.add("unknown-file", PARTS, None, message, "take it out");
            return None;
        }
        _ => return Some((None, None)),
    }
    let parts = text(files, PARTS, notes)?;
    match Parts::parse(&parts) {
        Ok(sealed) => Some((Some(parts), Some(sealed))),
        Err(problems) => {
            note_problems("bad-design", &[PARTS], problems, notes);
            None
        }
    }
}

/// Whether an answer reads under a scenario.
fn check_answer(answer: &str, parts: Option<&Parts>, scenario: &str) -> Result<(), Vec<Problem>> {
    match parts {
        Some(parts) => Design::parse_in(answer, parts, scenario).map(drop),
        None => Daily::parse(answer, Some(scenario)).map(drop),
    }
}

/// What to write in place of a figure that no world gives; `names` are those of a world.
fn unknown_of_days(
    figure: &str,
    scenarios: &[Scenario],
    names: &dyn Fn(&Scenario) -> Vec<String>,
) -> Option<String> {
    let ids: Vec<&str> = scenarios.iter().map(|s| s.id.as_str()).collect();
    let (id, name) = figure.split_once('/').unwrap_or_default();
    let Some(scenario) = scenarios.iter().find(|s| s.id == id) else {
        return Some(format!("before a slash, write one of {}", ids.join(", ")));
    };
    let names = names(scenario);
    let known = names.iter().any(|known| known == name);
    (!known).then(|| format!("after the slash, write one of {}", names.join(", ")))
}

/// What to write in place of a figure that no run gives.
fn unknown(figure: &str, scenarios: &[Scenario], parts: &Parts) -> Option<String> {
    if OF_DESIGN.contains(&figure) {
        return None;
    }
    let ids: Vec<&str> = scenarios.iter().map(|s| s.id.as_str()).collect();
    let Some((scenario, name)) = figure.split_once('/') else {
        return Some(format!(
            "write {}, or one of {} before a slash and a figure, such as {}/p99",
            OF_DESIGN.join(", "),
            ids.join(", "),
            ids.first().unwrap_or(&"usual")
        ));
    };
    if !ids.contains(&scenario) {
        return Some(format!("before the slash, write one of {}", ids.join(", ")));
    }
    if let Some(called) = name.strip_prefix("calls/") {
        let missing = called.split('+').find(|part| parts.named(part).is_none());
        return missing.map(|part| format!("there is no part “{part}”; mend the name"));
    }
    let given = design::figure(name).is_some() && daily::figure(name).is_none() && name != "age";
    (!given).then(|| {
        "after the slash, write p50, p90, p95, p99, p999, mean, goodput, error_rate, availability, \
         throughput, cost, recall, precision, flagged, cold_share, stale_reads, lost_writes, lag_p99, \
         lost_messages, duplicates, out_of_order, or calls/ and parts"
            .to_owned()
    })
}

fn check_framing(cells: &[At<Cell>], notes: &mut Notes) {
    let ids = cells.iter().map(|c| (c.value.id.as_str(), c.line));
    no_duplicates("[[design.framing]]", MANIFEST, ids, notes);
    let exists = |with: &str| {
        with.split_once('.').is_some_and(|(cell, choice)| {
            let mut cells = cells.iter().filter(|c| c.value.id == cell);
            cells.any(|c| c.value.option.iter().any(|o| o.id == choice))
        })
    };
    for At { value, line } in cells {
        not_empty("asks", MANIFEST, &value.asks, *line, notes);
        not_empty("probe", MANIFEST, &value.probe, *line, notes);
        let options = value.option.iter().map(|o| (o.id.as_str(), *line));
        no_duplicates("choices of a cell", MANIFEST, options, notes);
        count("choices of a cell", value.option.len(), 2, 8, *line, notes);
        if value.option.iter().all(|o| o.against.is_some()) {
            let message = format!("every choice of “{}” has something against it", value.id);
            let help = "leave `against` out of one that holds";
            notes.add("too-few", MANIFEST, *line, message, help);
        }
        for clash in value.option.iter().flat_map(|o| &o.clash) {
            if !exists(&clash.with) {
                let message = format!("there is no “{}” to clash with", clash.with);
                let help = "write a cell and its choice, such as label.chargeback";
                notes.add("unknown-choice", MANIFEST, *line, message, help);
            }
        }
    }
}

/// Notes what is wrong with the framing of an answer.
fn check_sheet(file: &str, answer: &str, cells: &[Cell], notes: &mut Notes) {
    // What does not read at all was noted with the design.
    let Ok(entries) = read_framing(answer) else {
        return;
    };
    for entry in entries {
        if let Some(message) = framing::refuse(cells, &entry.cell, &entry.pick) {
            let help = "mend the name, or question.toml";
            notes.add("bad-design", file, entry.line, message, help);
        }
    }
}
