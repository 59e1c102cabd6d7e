//! The file of a telling: a text per part, and how long each was spoken.
//!
//! The same file stands under `tellings/` of a package and is what a candidate writes in the shell.

use std::{collections::BTreeMap, fmt::Write as _};

use onsite_domain::story::{Part, Told};
use schemars::JsonSchema;
use serde::Deserialize;

/// What a telling's file holds; every key may be left out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TellingFile {
    /// Where and when.
    context: String,
    /// What was wrong or wanted, and why it mattered.
    problem: String,
    /// What the teller did.
    actions: String,
    /// What the teller decided, over which alternative, and why.
    decisions: String,
    /// What came of it: number, baseline, how measured.
    result: String,
    /// What the teller does differently since.
    lesson: String,
    /// Who else took part.
    people: String,
    /// How long each part was spoken, in seconds, by the part's name.
    spoken_seconds: BTreeMap<Part, f64>,
}

/// Why a text is not a telling's file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", line.map_or_else(String::new, |line| format!("line {line}: ")))]
pub struct NotATelling {
    /// The line, from one, where it is known.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: String,
}

/// Reads a telling's file; parts that hold nothing are left out.
pub fn read(text: &str) -> Result<Vec<Told>, NotATelling> {
    let file: TellingFile = toml::from_str(text).map_err(|error| NotATelling {
        line: error
            .span()
            .map(|span| crate::files::line_at(text.as_bytes(), span.start)),
        message: error.message().replace('\n', ", "),
    })?;
    let TellingFile {
        context,
        problem,
        actions,
        decisions,
        result,
        lesson,
        people,
        spoken_seconds,
    } = file;
    let texts = [context, problem, actions, decisions, result, lesson, people];
    let mut parts = Vec::new();
    for (part, text) in Part::ALL.into_iter().zip(texts) {
        let spoken_ms = spoken_seconds
            .get(&part)
            .map(|seconds| milliseconds(part, *seconds))
            .transpose()?;
        let text = text.trim().to_owned();
        if !text.is_empty() || spoken_ms.is_some() {
            parts.push(Told {
                part,
                text,
                spoken_ms,
            });
        }
    }
    Ok(parts)
}

fn milliseconds(part: Part, seconds: f64) -> Result<u64, NotATelling> {
    std::time::Duration::try_from_secs_f64(seconds)
        .ok()
        .and_then(|time| u64::try_from(time.as_millis()).ok())
        .ok_or_else(|| NotATelling {
            line: None,
            message: format!("spoken_seconds.{} is not a time: {seconds}", part.name()),
        })
}

/// Writes a telling as its file, with a place for every part and what belongs into it.
pub fn write(parts: &[Told]) -> String {
    let mut file = String::from(
        "# A telling, part by part. Leave a part empty where there is nothing to tell.\n",
    );
    let told = |part: Part| parts.iter().find(|told| told.part == part);
    for part in Part::ALL {
        let text = told(part).map_or("", |told| told.text.trim());
        let _ = write!(file, "\n# {}\n{} = ", part.asks(), part.name());
        file.push_str(&quoted(text));
    }
    let spoken: Vec<(Part, u64)> = parts
        .iter()
        .filter_map(|told| Some((told.part, told.spoken_ms?)))
        .collect();
    file.push_str("\n# How long each part was spoken, in seconds, where it was told aloud.\n");
    file.push_str(if spoken.is_empty() { "# " } else { "" });
    file.push_str("[spoken_seconds]\n");
    for (part, ms) in spoken {
        let seconds = std::time::Duration::from_millis(ms).as_secs_f64();
        let _ = writeln!(file, "{} = {seconds:?}", part.name());
    }
    file
}

/// A text as a TOML string over several lines.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"\"\"\n");
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push_str("\n\"\"\"\n");
    out
}
