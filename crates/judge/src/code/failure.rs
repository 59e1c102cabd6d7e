//! How a run ended without an output that could be checked, and what a harness told of that.

use onsite_domain::{code::Verdict, value::shorten};
use onsite_sandbox::Ending;
use serde_json::Value;

use super::difference::{quoted, sentence};

/// How it ended without an output that could be checked.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The verdict.
    pub(crate) verdict: Verdict,
    /// Why, in words.
    pub(crate) words: String,
    /// What was given, where something was.
    pub(crate) actual: Option<String>,
}

impl Failure {
    pub(super) fn new(verdict: Verdict, words: impl Into<String>) -> Self {
        Self {
            verdict,
            words: words.into(),
            actual: None,
        }
    }
}

/// The outcome that a harness told, if it is exactly one JSON list.
pub(super) fn told(result: &[u8]) -> Option<Vec<Value>> {
    serde_json::from_slice(result).ok()
}

/// The failure that a harness told.
pub(super) fn complaint(parts: &[Value]) -> Option<Failure> {
    let texts: Vec<&str> = parts
        .iter()
        .map(|p| p.as_str().unwrap_or_default())
        .collect();
    match texts.as_slice() {
        ["raised", words, line @ ..] => {
            let line = parts
                .get(2)
                .filter(|_| !line.is_empty())
                .and_then(Value::as_u64);
            let place = line
                .filter(|line| *line > 0)
                .map_or(String::new(), |line| format!(" (line {line})"));
            let words = shorten(words, 300);
            Some(Failure::new(
                Verdict::RunTimeError,
                format!("It raised {words}{place}."),
            ))
        }
        ["syntax", words, _] => Some(Failure::new(Verdict::CompileError, shorten(words, 300))),
        ["memory"] => Some(Failure::new(
            Verdict::MemoryLimitExceeded,
            "It asked for more memory than it may use.",
        )),
        ["exited"] => Some(Failure::new(
            Verdict::RunTimeError,
            "It exited before returning a result.",
        )),
        ["missing", name] => Some(Failure::new(
            Verdict::RunTimeError,
            format!("It does not define {}.", quoted(name)),
        )),
        ["mismatch", place, expected, found, shown] => Some(Failure {
            verdict: Verdict::WrongAnswer,
            words: type_words(place, expected, found),
            actual: (!shown.is_empty()).then(|| (*shown).to_owned()),
        }),
        _ => None,
    }
}

fn type_words(place: &str, expected: &str, found: &str) -> String {
    let (place, expected, found) = (
        shorten(place, 80),
        shorten(expected, 80),
        shorten(found, 120),
    );
    let hint = if found == "nothing (None)" {
        "; is a `return` missing?"
    } else {
        ""
    };
    sentence(&format!(
        "{place}: the type is not right: {expected} expected, {found} given{hint}"
    ))
}

pub(super) fn unreadable(silent: bool, ending: Ending) -> Failure {
    if silent {
        let how = match ending {
            Ending::Exited(code) => {
                format!("It exited with code {code} before returning a result.")
            }
            _ => "It ended before returning a result.".to_owned(),
        };
        return Failure::new(Verdict::RunTimeError, how);
    }
    Failure::new(
        Verdict::WrongAnswer,
        "The result cannot be read: text must be UTF-8, and file descriptor 3 is not for an \
         answer to write to.",
    )
}
