//! Standard output: one place, which takes a reader that has gone away calmly.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::error::CliError;

/// Prints a text and a line end.
pub fn line(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        // `onsite … | head` has read all it wants.
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => Err(CliError::ours(
            format!("standard output cannot be written: {cause}"),
            "See where it goes, and that the disk has room.",
        )),
        _ => Ok(()),
    }
}

/// Prints one JSON value.
pub fn json(value: &impl Serialize) -> Result<(), CliError> {
    match serde_json::to_string_pretty(value) {
        Ok(text) => line(&text),
        Err(cause) => Err(CliError::ours(
            format!("the result cannot be written as JSON: {cause}"),
            "Run it without --json.",
        )),
    }
}
