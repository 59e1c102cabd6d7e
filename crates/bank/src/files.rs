//! The files of one package, read whole and within limits.

use std::{collections::BTreeMap, io};

use crate::{
    diagnostic::Notes,
    source::{Entry, EntryKind, MOST_FILE_BYTES, Source},
};

/// Most bytes of one package.
pub const MOST_PACKAGE_BYTES: usize = 16 * 1024 * 1024;
/// Most files of one package.
pub const MOST_FILES: usize = 1000;
/// How deep folders nest: `submissions/accepted/name.py`, and one to spare.
const MOST_DEPTH: usize = 4;

/// The texts of one package by path with forward slashes.
#[derive(Debug, Default)]
pub(crate) struct Files {
    texts: BTreeMap<String, String>,
    bytes: usize,
}

impl Files {
    /// Reads every file of a package; what cannot be read is noted and left out.
    pub(crate) fn read(source: &Source, folder: &str, notes: &mut Notes) -> Self {
        let mut files = Self::default();
        files.walk(source, folder, "", 0, notes);
        files
    }

    /// The text of a file.
    pub(crate) fn get(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Whether there is such a file.
    pub(crate) fn contains(&self, path: &str) -> bool {
        self.texts.contains_key(path)
    }

    /// Every file, in order of path.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (&**path, &**text))
    }

    /// The files below a folder, by their path inside it.
    pub(crate) fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.iter().filter_map(move |(path, text)| {
            let inside = path.strip_prefix(folder)?.strip_prefix('/')?;
            Some((inside, text))
        })
    }

    fn walk(&mut self, source: &Source, root: &str, folder: &str, depth: usize, notes: &mut Notes) {
        let entries = match source.list(&join(root, folder)) {
            Ok(entries) => entries,
            Err(e) => {
                notes.add(
                    "unreadable",
                    folder,
                    None,
                    format!("the folder cannot be read: {e}"),
                    "make it readable, or take it out of the bank",
                );
                return;
            }
        };
        for Entry { name, kind } in entries {
            let name = match name {
                Ok(name) => name,
                Err(name) => {
                    notes.add(
                        "file-name",
                        &join(folder, &name),
                        None,
                        "the name is not UTF-8",
                        "rename it, with small letters, digits, - and _",
                    );
                    continue;
                }
            };
            let path = join(folder, &name);
            match kind {
                EntryKind::Folder if depth < MOST_DEPTH => {
                    self.walk(source, root, &path, depth + 1, notes);
                }
                EntryKind::Folder => notes.add(
                    "unknown-file",
                    &path,
                    None,
                    format!("folders nest at most {MOST_DEPTH} deep"),
                    "take it out of the package",
                ),
                EntryKind::File => self.take(source, root, &path, notes),
                EntryKind::Link => notes.add(
                    "symlink",
                    &path,
                    None,
                    "symbolic links are not followed",
                    "put the file itself here",
                ),
                EntryKind::Other => notes.add(
                    "not-a-file",
                    &path,
                    None,
                    "this is neither a file nor a folder",
                    "take it out of the package",
                ),
            }
        }
    }

    fn take(&mut self, source: &Source, root: &str, path: &str, notes: &mut Notes) {
        if self.texts.len() >= MOST_FILES || self.bytes > MOST_PACKAGE_BYTES {
            // Said once, by the file that went over.
            return;
        }
        let Some(text) = read_text(source, root, path, notes) else {
            return;
        };
        self.bytes += text.len();
        self.texts.insert(path.to_owned(), text);
        if self.bytes > MOST_PACKAGE_BYTES || self.texts.len() == MOST_FILES {
            notes.add(
                "package-too-large",
                path,
                None,
                format!(
                    "with this file the package goes over {} MiB or {MOST_FILES} files; the rest \
                     was not read",
                    MOST_PACKAGE_BYTES / 1024 / 1024
                ),
                "let generator.py make the large cases, and list them under [[code.generated]]",
            );
        }
    }
}

/// Reads one text below `root`; what is wrong with it is noted.
pub(crate) fn read_text(
    source: &Source,
    root: &str,
    path: &str,
    notes: &mut Notes,
) -> Option<String> {
    match source.read(&join(root, path)).map(String::from_utf8) {
        Ok(Ok(text)) => Some(text),
        Ok(Err(e)) => {
            let line = line_at(e.as_bytes(), e.utf8_error().valid_up_to());
            let message = "the file is not UTF-8";
            notes.add("not-utf8", path, line, message, "save it as UTF-8");
            None
        }
        Err(e) if e.kind() == io::ErrorKind::FileTooLarge => {
            notes.add(
                "too-large",
                path,
                None,
                format!("a file has at most {} MiB", MOST_FILE_BYTES / 1024 / 1024),
                "make it smaller, or let generator.py make the case",
            );
            None
        }
        Err(e) => {
            let message = format!("the file cannot be read: {e}");
            notes.add("unreadable", path, None, message, "make it readable");
            None
        }
    }
}

/// The line, from one, of a byte offset.
pub(crate) fn line_at(text: &[u8], offset: usize) -> u32 {
    let before = &text[..offset.min(text.len())];
    u32::try_from(before.split(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Joins two paths with a slash, either of which may be empty.
pub(crate) fn join(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}
