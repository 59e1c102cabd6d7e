//! What is said about a package: what is wrong with it, and what of it is not used.

use std::fmt;

use serde::Serialize;

/// Most remarks that are kept of one package.
const MOST: usize = 100;

/// One thing about a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The file or folder, inside the package; empty for the package itself.
    pub file: String,
    /// The line, from one, where it is known.
    pub line: Option<u32>,
    /// What is wrong, or what is not used.
    pub message: String,
    /// What to do, or what happens instead.
    pub help: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if self.file.is_empty() {
            "the package"
        } else {
            &self.file
        };
        write!(f, "{file}")?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}\n  help: {}", self.message, self.help)
    }
}

/// Collects the remarks on one package.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// What keeps it from being judged.
    pub(super) faults: Vec<Remark>,
    /// What is not used, which changes no verdict.
    pub(super) notes: Vec<Remark>,
}

impl Remarks {
    /// Adds what keeps the package from being judged.
    pub(super) fn fault(
        &mut self,
        file: impl Into<String>,
        line: impl Into<Option<u32>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        add(&mut self.faults, remark(file, line, message, help));
    }

    /// Adds what is not used.
    pub(super) fn note(
        &mut self,
        file: impl Into<String>,
        line: impl Into<Option<u32>>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        add(&mut self.notes, remark(file, line, message, help));
    }
}

fn remark(
    file: impl Into<String>,
    line: impl Into<Option<u32>>,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Remark {
    Remark {
        file: file.into(),
        line: line.into(),
        message: message.into(),
        help: help.into(),
    }
}

fn add(list: &mut Vec<Remark>, remark: Remark) {
    if list.len() < MOST {
        list.push(remark);
    } else if list.len() == MOST {
        list.push(Remark {
            file: String::new(),
            line: None,
            message: format!("there is more to say than {MOST} remarks"),
            help: "mend the ones above first; the rest follows".to_owned(),
        });
    }
}
