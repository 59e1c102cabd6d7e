//! Reads TOML key by key, so that one wrong value hides no other and each has its line.
//!
//! Serde stops at the first error; an author wants all of them. So tables are walked here, and serde
//! reads the values inside.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use crate::diagnostic::Notes;

/// A value and the line it stands on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) line: u32,
}

impl<T: Default> Default for At<T> {
    fn default() -> Self {
        Self {
            value: T::default(),
            line: 1,
        }
    }
}

/// Where the lines of a text begin, so that a long file is not counted through for every value.
#[derive(Clone)]
struct Lines(Rc<[usize]>);

impl Lines {
    fn of_text(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(breaks.map(|(at, _)| at).collect())
    }

    /// The line, from one, of a byte offset.
    fn of(&self, offset: usize) -> u32 {
        let before = self.0.partition_point(|at| *at < offset);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// A table that is taken apart key by key.
pub(crate) struct Table<'t> {
    file: &'t str,
    lines: Lines,
    /// What goes before a key in messages, such as `code.`.
    prefix: String,
    line: u32,
    entries: DeTable<'t>,
    known: Vec<&'static str>,
}

impl<'t> Table<'t> {
    /// Parses a file; every error of syntax is noted, and nothing is read where there is one.
    pub(crate) fn parse(file: &'t str, text: &'t str, notes: &mut Notes) -> Option<Self> {
        let lines = Lines::of_text(text);
        let (table, errors) = DeTable::parse_recoverable(text);
        let whole = errors.is_empty();
        for error in errors {
            let line = error.span().map(|span| lines.of(span.start));
            let message = format!("not TOML: {}", error.message().replace('\n', ", "));
            let help = "mend the syntax; see https://toml.io";
            notes.add("toml", file, line, message, help);
        }
        whole.then(|| Self {
            file,
            lines,
            prefix: String::new(),
            line: 1,
            entries: table.into_inner(),
            known: Vec::new(),
        })
    }

    /// The line the table begins on.
    pub(crate) const fn line(&self) -> u32 {
        self.line
    }

    /// Takes a value that must be there.
    pub(crate) fn required<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        notes: &mut Notes,
    ) -> Option<At<T>> {
        let value = self.take_required(key, notes)?;
        self.read(key, value, notes)
    }

    /// Takes a value that may be left out.
    pub(crate) fn optional<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        notes: &mut Notes,
    ) -> Option<At<T>> {
        let value = self.take(key)?;
        self.read(key, value, notes)
    }

    /// Takes a list whose entries are read one by one; one that is left out is empty.
    pub(crate) fn each<T: DeserializeOwned>(
        &mut self,
        key: &'static str,
        notes: &mut Notes,
    ) -> Vec<At<T>> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let line = self.line_of(&value);
        let DeValue::Array(entries) = value.into_inner() else {
            let message = format!("`{}{key}` is a list of tables", self.prefix);
            let help = format!("write each as [[{}{key}]]", self.prefix);
            notes.add("wrong-type", self.file, line, message, help);
            return Vec::new();
        };
        entries
            .into_iter()
            .filter_map(|entry| self.read(key, entry, notes))
            .collect()
    }

    /// Takes a table that must be there, to be taken apart in its turn.
    pub(crate) fn table(&mut self, key: &'static str, notes: &mut Notes) -> Option<Table<'t>> {
        let value = self.take_required(key, notes)?;
        let line = self.line_of(&value);
        let DeValue::Table(entries) = value.into_inner() else {
            let message = format!("`{}{key}` is a table", self.prefix);
            let help = format!("write it as [{}{key}]", self.prefix);
            notes.add("wrong-type", self.file, line, message, help);
            return None;
        };
        Some(Table {
            file: self.file,
            lines: self.lines.clone(),
            prefix: format!("{}{key}.", self.prefix),
            line,
            entries,
            known: Vec::new(),
        })
    }

    /// The value under a key as a plain value, without taking it.
    pub(crate) fn plain(&self, key: &str) -> Option<toml::Value> {
        let value = self.entries.get(key)?.clone();
        serde::Deserialize::deserialize(ValueDeserializer::from(value)).ok()
    }

    /// Ends the table: what was not taken is not known.
    pub(crate) fn finish(self, notes: &mut Notes) {
        for key in self.entries.keys() {
            let line = self.lines.of(key.span().start);
            notes.add(
                "unknown-key",
                self.file,
                line,
                format!("`{}{}` is not known", self.prefix, key.get_ref()),
                format!("known here: {}", self.known.join(", ")),
            );
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.entries.remove(key)
    }

    fn take_required(
        &mut self,
        key: &'static str,
        notes: &mut Notes,
    ) -> Option<Spanned<DeValue<'t>>> {
        let value = self.take(key);
        if value.is_none() {
            let message = format!("`{}{key}` is missing", self.prefix);
            let help = "add it; docs/package-format.md shows it in its place";
            notes.add("missing-key", self.file, self.line, message, help);
        }
        value
    }

    fn read<T: DeserializeOwned>(
        &self,
        key: &str,
        value: Spanned<DeValue<'t>>,
        notes: &mut Notes,
    ) -> Option<At<T>> {
        let line = self.line_of(&value);
        match T::deserialize(ValueDeserializer::from(value)) {
            Ok(value) => Some(At { value, line }),
            Err(error) => {
                let at = error.span();
                let at = at.map_or(line, |span| self.lines.of(span.start));
                let message = error.message().replace('\n', ", ");
                let unknown = message.contains("unknown field");
                notes.add(
                    if unknown {
                        "unknown-key"
                    } else {
                        "wrong-value"
                    },
                    self.file,
                    at,
                    format!("`{}{key}`: {message}", self.prefix),
                    "docs/package-format.md shows what may stand here",
                );
                None
            }
        }
    }

    fn line_of(&self, value: &Spanned<DeValue<'t>>) -> u32 {
        self.lines.of(value.span().start)
    }
}
