//! Reads what belongs to a `numeric` question.

use onsite_domain::numeric::{Example, NumericQuestion, Parameter, Tolerance, Unit, WrongTurn};

use crate::{
    checks::{count, no_duplicates, not_empty},
    diagnostic::Notes,
    files::{Files, line_at},
    manifest::{At, Table},
    package::MANIFEST,
    prose,
};

/// The files of every numeric package, and the functions they define.
const PROGRAMS: [(&str, &[&str]); 2] = [
    ("formula.py", &["answer", "wrong_turns"]),
    ("simulation.py", &["simulate"]),
];
/// Files of every package beside them.
const SHARED: [&str; 6] = [
    "question.toml",
    "facts.toml",
    "rubric.toml",
    "statement.md",
    "interviewer.md",
    "editorial.md",
];
/// Seeds travel as JSON numbers, which hold integers exactly up to here.
const MOST_SEED: u64 = (1 << 53) - 1;

/// Reads the `[numeric]` table and the files that go with it.
pub(crate) fn read(
    files: &Files,
    mut table: Table<'_>,
    notes: &mut Notes,
) -> Option<NumericQuestion> {
    let unit = table.required::<String>("unit", notes);
    let tolerance = table.required::<Tolerance>("tolerance", notes);
    let units = table.each::<Unit>("units", notes);
    let parameters = table.each::<Parameter>("parameter", notes);
    let wrong_turns = table.each::<WrongTurn>("wrong_turn", notes);
    let examples = table.each::<Example>("example", notes);
    let line = table.line();
    table.finish(notes);

    if let Some(tolerance) = &tolerance {
        check_tolerance(tolerance, notes);
    }
    check_parameters(&parameters, line, notes);
    check_wrong_turns(&wrong_turns, line, notes);
    check_marks(files, &parameters, notes);
    let sources = PROGRAMS.map(|(file, functions)| program(files, file, functions, notes));
    let known = |path: &str| SHARED.contains(&path) || PROGRAMS.iter().any(|(f, _)| *f == path);
    for (path, _) in files.iter().filter(|(path, _)| !known(path)) {
        notes.add(
            "unknown-file",
            path,
            None,
            "a numeric package has no such file",
            "take it out; docs/package-format.md lists the files",
        );
    }

    let [formula, simulation] = sources;
    let question = NumericQuestion {
        parameters: parameters.into_iter().map(|p| p.value).collect(),
        unit: unit.as_ref()?.value.clone(),
        units: units.iter().map(|u| u.value.clone()).collect(),
        tolerance: tolerance?.value,
        formula: formula?,
        simulation: simulation?,
        wrong_turns: wrong_turns.into_iter().map(|w| w.value).collect(),
        examples: examples.iter().map(|e| e.value.clone()).collect(),
    };
    check_units(&question, unit?.line, &units, notes);
    check_examples(&question, &examples, line, notes);
    Some(question)
}

/// The source of a Python file that must define some functions.
pub(crate) fn program(
    files: &Files,
    file: &str,
    functions: &[&str],
    notes: &mut Notes,
) -> Option<String> {
    let Some(text) = files.get(file) else {
        let message = format!("{file} is missing");
        let help = format!("write it; it defines {}", functions.join(" and "));
        notes.add("missing-file", file, None, message, help);
        return None;
    };
    for function in functions {
        let head = format!("def {function}(");
        if !text.lines().any(|line| line.starts_with(&head)) {
            let message = format!("`{head}…)` is missing");
            let help = "define it at the top level; docs/package-format.md gives its parameters";
            notes.add("missing-function", file, None, message, help);
        }
    }
    Some(text.to_owned())
}

fn check_tolerance(tolerance: &At<Tolerance>, notes: &mut Notes) {
    let Tolerance { absolute, relative } = tolerance.value;
    let in_order = absolute.is_finite() && absolute >= 0.0 && (0.0..0.5).contains(&relative);
    if !in_order || (absolute == 0.0 && relative == 0.0) {
        notes.add(
            "out-of-range",
            MANIFEST,
            tolerance.line,
            "the tolerance lets nothing or everything through",
            "give absolute above 0, or relative between 0 and 0.5, or both",
        );
    }
}

fn check_parameters(parameters: &[At<Parameter>], line: u32, notes: &mut Notes) {
    count(
        "[[numeric.parameter]]",
        parameters.len(),
        1,
        12,
        line,
        notes,
    );
    let names = parameters.iter().map(|p| (p.value.name.as_str(), p.line));
    no_duplicates("parameters", MANIFEST, names, notes);
    for At { value, line } in parameters {
        if !prose::is_snake(&value.name) {
            let message = format!("“{}” cannot name a parameter", value.name);
            let help = "use small letters, digits and _, and no word with a meaning of its own in a language of answers";
            notes.add("bad-name", MANIFEST, *line, message, help);
        }
        count("values", value.values.len(), 1, 64, *line, notes);
        let mut sorted = value.values.clone();
        sorted.sort_by(f64::total_cmp);
        let twice = sorted
            .windows(2)
            .any(|pair| pair[0].total_cmp(&pair[1]).is_eq());
        if twice || sorted.iter().any(|v| !v.is_finite()) {
            let message = format!("the values of “{}” are not different numbers", value.name);
            let help = "list each number once; each is equally likely";
            notes.add("bad-values", MANIFEST, *line, message, help);
        }
    }
}

fn check_wrong_turns(wrong_turns: &[At<WrongTurn>], line: u32, notes: &mut Notes) {
    count(
        "[[numeric.wrong_turn]]",
        wrong_turns.len(),
        1,
        12,
        line,
        notes,
    );
    let ids = wrong_turns.iter().map(|w| (w.value.id.as_str(), w.line));
    no_duplicates("wrong turns", MANIFEST, ids, notes);
    for At { value, line } in wrong_turns {
        if !prose::is_slug(&value.id) {
            let message = format!("“{}” cannot name a wrong turn", value.id);
            let help = "use small letters and digits in words joined by hyphens";
            notes.add("bad-name", MANIFEST, *line, message, help);
        }
        not_empty("explanation", MANIFEST, &value.explanation, *line, notes);
    }
}

fn check_units(question: &NumericQuestion, line: u32, units: &[At<Unit>], notes: &mut Notes) {
    not_empty("unit", MANIFEST, &question.unit, line, notes);
    let names = units.iter().map(|u| (u.value.name.as_str(), u.line));
    let all = std::iter::once((question.unit.as_str(), line)).chain(names);
    no_duplicates("units", MANIFEST, all.clone(), notes);
    for (name, line) in all {
        if let Err(error) = question.read(&format!("1 {name}")) {
            let message = format!("“1 {name}” cannot be read back: {error}");
            let help = "begin the unit with a letter other than e, or with a sign such as %";
            notes.add("bad-unit", MANIFEST, line, message, help);
        }
    }
    for At { value, line } in units {
        if !(value.scale.is_finite() && value.scale > 0.0) {
            let message = format!("the scale of “{}” is not above 0", value.name);
            let help = "give what one of it is in the question's unit";
            notes.add("out-of-range", MANIFEST, *line, message, help);
        }
    }
}

fn check_examples(
    question: &NumericQuestion,
    examples: &[At<Example>],
    line: u32,
    notes: &mut Notes,
) {
    count("[[numeric.example]]", examples.len(), 2, 24, line, notes);
    for (passes, what) in [(true, "passes"), (false, "fails")] {
        if !examples.iter().any(|e| e.value.passes == passes) {
            let message = format!("no [[numeric.example]] {what}");
            let help =
                "work out at least one that passes and one that fails, apart from formula.py";
            notes.add("too-few", MANIFEST, line, message, help);
        }
    }
    for At { value, line } in examples {
        not_empty("because", MANIFEST, &value.because, *line, notes);
        if value.seed > MOST_SEED {
            let message = format!("the seed {} is above {MOST_SEED}", value.seed);
            notes.add(
                "out-of-range",
                MANIFEST,
                *line,
                message,
                "choose a smaller one",
            );
        }
        if let Err(error) = question.read(&value.answer) {
            let message = format!("the answer cannot be read: {error}");
            notes.add(
                "bad-answer",
                MANIFEST,
                *line,
                message,
                "write it as a candidate would",
            );
        }
    }
}

/// Checks that the statement's `{{name}}` marks and the parameters belong to each other.
fn check_marks(files: &Files, parameters: &[At<Parameter>], notes: &mut Notes) {
    const FILE: &str = "statement.md";
    let Some(text) = files.get(FILE) else { return };
    let marks: Vec<(&str, usize)> = text
        .match_indices("{{")
        .filter_map(|(at, _)| {
            let (name, _) = text[at + 2..].split_once("}}")?;
            prose::is_snake(name).then_some((name, at))
        })
        .collect();
    for (name, at) in &marks {
        if !parameters.iter().any(|p| p.value.name == *name) {
            notes.add(
                "unknown-mark",
                FILE,
                line_at(text.as_bytes(), *at),
                format!("{{{{{name}}}}} names no parameter"),
                "add a [[numeric.parameter]] of that name, or write the number; in formulas put a \
                 space between braces",
            );
        }
    }
    for At { value, line } in parameters {
        if !marks.iter().any(|(name, _)| *name == value.name) {
            let message = format!("the statement never shows {{{{{}}}}}", value.name);
            let help = "put the mark where the number belongs, or take the parameter out";
            notes.add("unused-parameter", MANIFEST, *line, message, help);
        }
    }
}
