//! The folder of a package: listed and read within limits, and never out of it.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// Most entries of one folder.
const MOST_ENTRIES: usize = 10_000;

/// The folder.
#[derive(Debug)]
pub(super) struct Folder {
    root: PathBuf,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name.
    pub(super) name: String,
    /// Whether it is a folder; else it is a file.
    pub(super) folder: bool,
}

impl Folder {
    /// Opens a folder, with links in its own path resolved.
    pub(super) fn open(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        if !root.is_dir() {
            return Err(io::ErrorKind::NotADirectory.into());
        }
        Ok(Self { root })
    }

    /// The folder's own name.
    pub(super) fn name(&self) -> String {
        self.root
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    /// Whether there is such a file or folder.
    pub(super) fn has(&self, path: &str) -> bool {
        self.place(path).is_ok()
    }

    /// The entries of a folder in order of name, without those that the format overlooks; nothing
    /// where there is no such folder.
    pub(super) fn list(&self, path: &str) -> io::Result<Vec<Entry>> {
        let place = match self.place(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other?,
        };
        let mut entries = Vec::new();
        for entry in fs::read_dir(place)? {
            let Ok(name) = entry?.file_name().into_string() else {
                continue;
            };
            if !is_name(&name) {
                continue;
            }
            if entries.len() == MOST_ENTRIES {
                let message = format!("it holds more than {MOST_ENTRIES} entries");
                return Err(io::Error::new(io::ErrorKind::QuotaExceeded, message));
            }
            let folder = self.place(&format!("{path}/{name}"))?.is_dir();
            entries.push(Entry { name, folder });
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// Where a file or folder lies, links resolved; never outside the package.
    pub(super) fn place(&self, path: &str) -> io::Result<PathBuf> {
        let place = self.root.join(path).canonicalize()?;
        if place.starts_with(&self.root) {
            return Ok(place);
        }
        let message = "a link leads out of the package";
        Err(io::Error::new(io::ErrorKind::PermissionDenied, message))
    }

    /// Reads a file of at most so many bytes.
    pub(super) fn read(&self, path: &str, most: u64) -> io::Result<Vec<u8>> {
        read_file(&self.place(path)?, most)
    }

    /// Reads a text of at most so many bytes.
    pub(super) fn text(&self, path: &str, most: u64) -> io::Result<String> {
        String::from_utf8(self.read(path, most)?)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))
    }
}

/// Reads a regular file of at most so many bytes; a pipe or device would never end.
pub(super) fn read_file(place: &Path, most: u64) -> io::Result<Vec<u8>> {
    if !fs::metadata(place)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(place)?
        .take(most + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let message = format!("it is longer than {most} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// Whether the format knows such a name; all others are as if they were not there.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let begins = name
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    begins && name.len() <= 255 && name.chars().all(plain)
}
