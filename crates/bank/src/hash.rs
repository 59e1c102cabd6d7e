//! Hashes of packages: over what a judgement depends on, and over everything.

use std::fmt::Write as _;

use onsite_domain::hex::hex;
use sha2::{Digest as _, Sha256};

use crate::files::Files;

/// Files that no judgement depends on: prose, and answers that only the proof runs.
const NOT_JUDGED: [&str; 6] = [
    "starter.toml",
    "question.toml",
    "statement.md",
    "interviewer.md",
    "editorial.md",
    "facts.toml",
];
const NOT_JUDGED_FOLDERS: [&str; 5] = [
    "submissions/",
    "starter/",
    "tellings/",
    "plans/",
    "designs/",
];
/// Keys of the kind's table that no judgement depends on.
const NOT_JUDGED_KEYS: [&str; 5] = ["submission", "example", "telling", "plan", "shipped"];

/// Hashes what a judgement depends on: the kind's table of `question.toml` without its entries on
/// submissions, examples, tellings, plans and designs, as JSON with sorted keys; and, byte for byte, every file but
/// the prose, what an answer starts from, `submissions/`, `tellings/`, `plans/` and `designs/`.
pub(crate) fn judged(files: &Files, kind: &str, table: Option<&toml::Value>) -> String {
    let mut hasher = Sha256::new();
    put(&mut hasher, "onsite question 1");
    put(&mut hasher, kind);
    let mut text = String::new();
    if let Some(toml::Value::Table(table)) = table {
        let mut kept = table.clone();
        kept.retain(|key, _| !NOT_JUDGED_KEYS.contains(&key));
        canonical(&toml::Value::Table(kept), &mut text);
    }
    put(&mut hasher, &text);
    let judged = files.iter().filter(|(path, _)| {
        !NOT_JUDGED.contains(path) && !NOT_JUDGED_FOLDERS.iter().any(|f| path.starts_with(f))
    });
    for (path, text) in judged {
        put(&mut hasher, path);
        put(&mut hasher, text);
    }
    hex(&hasher.finalize())
}

/// Hashes every file of a package, byte for byte.
pub(crate) fn everything(files: &Files) -> String {
    let mut hasher = Sha256::new();
    for (path, text) in files.iter() {
        put(&mut hasher, path);
        put(&mut hasher, text);
    }
    hex(&hasher.finalize())
}

/// Adds a text with its length before it, so that no two lists of texts read alike.
fn put(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

/// Writes a value with sorted keys, whatever order the parser keeps.
fn canonical(value: &toml::Value, out: &mut String) {
    match value {
        toml::Value::Table(table) => {
            let mut entries: Vec<_> = table.iter().collect();
            entries.sort_by(|a, b| a.0.cmp(b.0));
            out.push('{');
            for (key, value) in entries {
                write!(out, "{key:?}:").expect("a string takes everything");
                canonical(value, out);
                out.push(',');
            }
            out.push('}');
        }
        toml::Value::Array(values) => {
            out.push('[');
            for value in values {
                canonical(value, out);
                out.push(',');
            }
            out.push(']');
        }
        toml::Value::String(text) => write!(out, "{text:?}").expect("a string takes everything"),
        other => write!(out, "{other}").expect("a string takes everything"),
    }
}
