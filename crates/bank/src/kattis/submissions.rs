//! `submissions/`: the programs that a package ships, with what each must get.

use onsite_domain::{
    code::Verdict,
    kattis::{Expected, Format, Submission, Written},
};

use super::{
    fields::Fields,
    folder::Folder,
    metadata::Metadata,
    programs::{self, Hints, Why},
    remarks::{Remark, Remarks},
    yaml::{Node, Value},
};
use crate::files::join;

/// The folder.
const FOLDER: &str = "submissions";
/// What is said of single submissions, in the newer format.
const FILE: &str = "submissions/submissions.yaml";
/// Most submissions of one package.
const MOST: usize = 300;

/// What was read: submissions that can be run, and those that cannot, each with the reason.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) submissions: Vec<Submission>,
    pub(super) not_run: Vec<Remark>,
}

/// What `submissions.yaml` says of those that a pattern names.
#[derive(Debug, Default)]
struct Told {
    pattern: String,
    language: Option<String>,
    entry: Option<String>,
    permitted: Option<Vec<Verdict>>,
    required: Option<Vec<Verdict>>,
    score: Option<(f64, f64)>,
    sets_limit: Option<bool>,
}

/// Reads every submission.
pub(super) fn read(folder: &Folder, metadata: &Metadata, remarks: &mut Remarks) -> Read {
    let mut read = Read::default();
    let told = if metadata.format != Format::Legacy && folder.has(FILE) {
        told(folder, remarks)
    } else {
        Vec::new()
    };
    let mut accepted = false;
    for kind in list(folder, FOLDER, remarks) {
        let place = join(FOLDER, &kind);
        let Some(expected) = expected(&kind, metadata) else {
            if place != FILE {
                remarks.note(
                    place,
                    None,
                    "the format says nothing of submissions here",
                    "they are not run",
                );
            }
            continue;
        };
        for name in list(folder, &place, remarks) {
            let path = join(&place, &name);
            if read.submissions.len() + read.not_run.len() == MOST {
                let message = format!("there are more than {MOST} submissions");
                remarks.fault(FOLDER, None, message, "judge them one by one");
                return read;
            }
            accepted |= kind == "accepted";
            one(folder, metadata, &path, expected.clone(), &told, &mut read);
        }
    }
    if !accepted {
        remarks.note(
            "submissions/accepted",
            None,
            "there is no accepted submission",
            "no time limit can be worked out without one",
        );
    }
    read
}

fn list(folder: &Folder, path: &str, remarks: &mut Remarks) -> Vec<String> {
    match folder.list(path) {
        Ok(entries) => entries.into_iter().map(|entry| entry.name).collect(),
        Err(error) => {
            let message = format!("it cannot be read: {error}");
            remarks.fault(path, None, message, "mend the folder");
            Vec::new()
        }
    }
}

fn one(
    folder: &Folder,
    metadata: &Metadata,
    path: &str,
    mut expected: Expected,
    told: &[Told],
    read: &mut Read,
) {
    let inside = path.strip_prefix("submissions/").unwrap_or(path);
    let (mut language, mut entry) = (None, None);
    for told in told.iter().filter(|told| matches(&told.pattern, inside)) {
        language = told.language.as_deref().or(language);
        entry = told.entry.as_deref().or(entry);
        if let Some(permitted) = &told.permitted {
            expected
                .permitted
                .retain(|verdict| permitted.contains(verdict));
        }
        if let Some(required) = &told.required {
            expected
                .verdicts
                .retain(|verdict| required.contains(verdict));
        }
        expected.score = told.score.or(expected.score);
        expected.sets_limit = told.sets_limit.unwrap_or(expected.sets_limit);
    }
    let found = match language.map(|name| (name, Written::find(name))) {
        Some((name, None)) => Err(Why::Unsupported(format!(
            "it is written in a language that is not run here ({name})"
        ))),
        other => {
            let hints = Hints {
                language: other.and_then(|(_, language)| language),
                entry,
                scripts: false,
            };
            programs::read(folder, path, &metadata.constants, hints)
        }
    };
    match found {
        Ok(program) => read.submissions.push(Submission { program, expected }),
        Err(Why::Unsupported(message) | Why::Broken(message)) => read.not_run.push(Remark {
            file: path.to_owned(),
            line: None,
            message,
            help: "it is not run".to_owned(),
        }),
    }
}

/// What the format says of a folder of submissions.
fn expected(folder: &str, metadata: &Metadata) -> Option<Expected> {
    use Verdict::{
        Accepted, MemoryLimitExceeded, OutputLimitExceeded, RunTimeError, TimeLimitExceeded,
        WrongAnswer,
    };
    // The formats know one word for every way to crash.
    let crash = [RunTimeError, MemoryLimitExceeded, OutputLimitExceeded];
    let modern = metadata.format == Format::Modern;
    let (verdicts, permitted): (Vec<Verdict>, Vec<Verdict>) = match folder {
        "accepted" => (vec![Accepted], vec![Accepted]),
        "partially_accepted" if modern => (Verdict::ALL.into(), Verdict::ALL.into()),
        "partially_accepted" => (vec![Accepted], Verdict::ALL.into()),
        "wrong_answer" => (vec![WrongAnswer], vec![Accepted, WrongAnswer]),
        "time_limit_exceeded" if modern => {
            (vec![TimeLimitExceeded], vec![Accepted, TimeLimitExceeded])
        }
        "time_limit_exceeded" => (
            vec![TimeLimitExceeded],
            vec![Accepted, WrongAnswer, TimeLimitExceeded],
        ),
        "run_time_error" if modern => (crash.into(), [&crash[..], &[Accepted]].concat()),
        "run_time_error" => (crash.into(), Verdict::ALL.into()),
        "rejected" if modern => {
            let failed = [&crash[..], &[WrongAnswer, TimeLimitExceeded]].concat();
            (failed, Verdict::ALL.into())
        }
        "brute_force" if modern => {
            let slow = [&crash[..], &[TimeLimitExceeded]].concat();
            (slow.clone(), [&slow[..], &[Accepted]].concat())
        }
        _ => return None,
    };
    // Groups of a scoring package may reject what it accepts as a whole.
    let legacy_scoring = metadata.scoring && !modern && folder == "accepted";
    Some(Expected {
        folder: folder.to_owned(),
        permitted: if legacy_scoring {
            Verdict::ALL.into()
        } else {
            permitted
        },
        verdicts,
        partial: folder == "partially_accepted",
        score: None,
        sets_limit: folder == "accepted",
    })
}

fn told(folder: &Folder, remarks: &mut Remarks) -> Vec<Told> {
    let Some(mut patterns) = Fields::read(folder, FILE, remarks) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (pattern, node) in patterns.drain() {
        if pattern.contains(['?', '[', '{']) || pattern.contains("**") {
            remarks.fault(
                FILE,
                node.line,
                format!("the pattern “{pattern}” is of a form that is not supported"),
                "use names and `*`",
            );
            continue;
        }
        let Some(mut fields) = Fields::of(FILE, node, remarks) else {
            continue;
        };
        let mut one = Told {
            pattern,
            language: fields.text("language", remarks).map(|(text, _)| text),
            entry: fields.text("entrypoint", remarks).map(|(text, _)| text),
            permitted: verdicts(&mut fields, "permitted", remarks),
            required: verdicts(&mut fields, "required", remarks),
            ..Told::default()
        };
        one.score = fields.take("score").and_then(|node| range(&node));
        let uses = [
            ("true", true),
            ("lower", true),
            ("false", false),
            ("upper", false),
        ];
        one.sets_limit = fields.word("use_for_time_limit", &uses, remarks);
        if fields.has("message") {
            remarks.note(
                FILE,
                fields.line_of("message"),
                "messages of validators are not compared",
                "verdicts and scores are",
            );
        }
        fields.overlook(&["authors", "model_solution", "message"]);
        fields.finish(remarks);
        all.push(one);
    }
    all
}

fn verdicts(fields: &mut Fields, key: &str, remarks: &mut Remarks) -> Option<Vec<Verdict>> {
    let line = fields.line_of(key);
    let mut all = Vec::new();
    for word in fields.words(key, remarks)? {
        match &*word {
            "AC" => all.push(Verdict::Accepted),
            "WA" => all.push(Verdict::WrongAnswer),
            "TLE" => all.push(Verdict::TimeLimitExceeded),
            "RTE" => all.extend([
                Verdict::RunTimeError,
                Verdict::MemoryLimitExceeded,
                Verdict::OutputLimitExceeded,
            ]),
            _ => remarks.fault(
                FILE,
                line,
                format!("`{key}` names “{word}”"),
                "use AC, WA, TLE and RTE",
            ),
        }
    }
    Some(all)
}

fn range(node: &Node) -> Option<(f64, f64)> {
    let number = |node: &Node| node.text()?.parse::<f64>().ok();
    match &node.value {
        Value::List(bounds) => match bounds.as_slice() {
            [least, most] => Some((number(least)?, number(most)?)),
            _ => None,
        },
        _ => number(node).map(|score| (score, score)),
    }
}

/// Whether a pattern names a path or a folder above it.
fn matches(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    pattern
        .split('/')
        .all(|wanted| parts.next().is_some_and(|part| part_matches(wanted, part)))
}

fn part_matches(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else {
        return rest.is_empty();
    };
    for piece in middle {
        match rest.split_once(piece) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}
