//! Reads the framing sheet that an answer carries beside its components. A run does not look at it.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::problem::{Problem, line_of, read};

/// A cell of a framing sheet as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FramingEntry {
    /// Its key.
    pub cell: String,
    /// Its line, from one.
    pub line: u32,
    /// The choices.
    pub pick: Vec<String>,
    /// The reason.
    pub why: String,
}

#[derive(Deserialize)]
struct Sheet {
    #[serde(default)]
    framing: BTreeMap<String, Spanned<Cell>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    #[serde(default)]
    pick: Pick,
    #[serde(default)]
    why: String,
}

/// One choice, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Pick {
    One(String),
    Several(Vec<String>),
}

impl Default for Pick {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

/// Reads the `[framing]` table of an answer.
///
/// # Errors
///
/// The first thing that is wrong with the text.
pub fn framing(text: &str) -> Result<Vec<FramingEntry>, Problem> {
    let sheet: Sheet = read(text)?;
    let entry = |(cell, written): (String, Spanned<Cell>)| {
        let line = line_of(text, written.span().start);
        let Cell { pick, why } = written.into_inner();
        let pick = match pick {
            // A form that was left alone.
            Pick::One(choice) if choice.is_empty() => Vec::new(),
            Pick::One(choice) => vec![choice],
            Pick::Several(choices) => choices,
        };
        FramingEntry {
            cell,
            line,
            pick,
            why,
        }
    };
    let mut entries: Vec<FramingEntry> = sheet.framing.into_iter().map(entry).collect();
    entries.sort_by_key(|entry| entry.line);
    Ok(entries)
}
