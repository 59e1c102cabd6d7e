//! Checks that the readers of packages share, each with the note it leaves.

use std::collections::BTreeMap;

use crate::{diagnostic::Notes, manifest::At, package::MANIFEST};

/// Notes a number outside its range.
pub(crate) fn in_range(
    key: &str,
    given: Option<(f64, u32)>,
    least: f64,
    most: f64,
    notes: &mut Notes,
) {
    if let Some((value, line)) = given
        && !(least..=most).contains(&value)
    {
        let message = format!("`{key}` is {value}, outside {least} to {most}");
        notes.add(
            "out-of-range",
            MANIFEST,
            line,
            message,
            "choose a value in the range",
        );
    }
}

/// Notes a number of entries outside its range.
pub(crate) fn count(
    what: &str,
    given: usize,
    least: usize,
    most: usize,
    line: u32,
    notes: &mut Notes,
) {
    if given < least {
        let message = format!("{given} of {what} are too few; {least} is the least");
        notes.add("too-few", MANIFEST, line, message, "add more");
    } else if given > most {
        let message = format!("{given} of {what} are too many; {most} is the most");
        notes.add("too-many", MANIFEST, line, message, "keep the best");
    }
}

/// Notes a text without words.
pub(crate) fn not_empty(what: &str, file: &str, text: &str, line: u32, notes: &mut Notes) {
    if text.trim().is_empty() {
        notes.add("empty", file, line, format!("{what} is empty"), "write it");
    }
}

/// Notes values that stand more than once.
pub(crate) fn no_duplicates<'v>(
    what: &str,
    file: &str,
    values: impl IntoIterator<Item = (&'v str, u32)>,
    notes: &mut Notes,
) {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for (value, line) in values {
        if let Some(first) = seen.get(value) {
            let message = format!("“{value}” stands twice in {what}, first on line {first}");
            notes.add("duplicate", file, line, message, "keep one");
        } else {
            seen.insert(value, line);
        }
    }
}

pub(crate) fn at_one_line(list: &At<Vec<String>>) -> impl Iterator<Item = (&str, u32)> {
    list.value.iter().map(|value| (value.as_str(), list.line))
}

pub(crate) fn one_line(key: &str, text: &At<String>, most: usize, notes: &mut Notes) {
    not_empty(key, MANIFEST, &text.value, text.line, notes);
    if text.value.chars().count() > most || text.value.contains('\n') {
        let message = format!("`{key}` is more than one line of {most} characters");
        notes.add("too-long", MANIFEST, text.line, message, "shorten it");
    }
}
