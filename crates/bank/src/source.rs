//! Where a bank's files come from: a folder on disk, or the copy inside the binary.
//!
//! Lists and reads, within limits; knows nothing of what the files mean.

use std::{
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
};

/// Largest file that is read, in bytes.
pub const MOST_FILE_BYTES: u64 = 4 * 1024 * 1024;
/// Most entries of one folder.
pub(crate) const MOST_ENTRIES: usize = 5000;
/// Folder that Python leaves beside its sources; never part of a package.
pub(crate) const PYTHON_CACHE: &str = "__pycache__";

mod embedded {
    //! The files that `build.rs` found, in order of path.
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

    pub(super) const fn files() -> &'static [(&'static str, &'static [u8])] {
        FILES
    }

    pub(super) const fn lock() -> Option<&'static str> {
        LOCK
    }
}

/// Where a bank's files come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A folder on disk, with `bank.lock` beside it.
    Directory(PathBuf),
    /// The bank as it was when the binary was built.
    Embedded,
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A symbolic link, to whatever.
    Link,
    /// A socket, a pipe, a device.
    Other,
}

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Its name; nothing where it is not UTF-8.
    pub(crate) name: Result<String, String>,
    /// What it is.
    pub(crate) kind: EntryKind,
}

impl Source {
    /// Finds the bank: the folder that was named, else `bank/` beside a `bank.lock` in `cwd` or a
    /// parent of it, else the embedded one.
    pub fn find(explicit: Option<&Path>, cwd: &Path) -> Self {
        if let Some(folder) = explicit {
            return Self::Directory(folder.to_owned());
        }
        cwd.ancestors()
            .find(|folder| folder.join("bank.lock").is_file() && folder.join("bank").is_dir())
            .map_or(Self::Embedded, |folder| {
                Self::Directory(folder.join("bank"))
            })
    }

    /// The folder on disk, where there is one.
    pub fn directory(&self) -> Option<&Path> {
        match self {
            Self::Directory(folder) => Some(folder),
            Self::Embedded => None,
        }
    }

    /// Where `bank.lock` lies; nothing for the embedded bank, whose lock cannot be written.
    pub fn lock_path(&self) -> Option<PathBuf> {
        let folder = self.directory()?;
        // "bank" and "." have no parent of their own to join to.
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        Some(folder.parent().unwrap_or(Path::new("")).join("bank.lock"))
    }

    /// The text of `bank.lock`; nothing where there is none.
    pub(crate) fn read_lock(&self) -> io::Result<Option<String>> {
        let Some(path) = self.lock_path() else {
            return Ok(embedded::lock().map(str::to_owned));
        };
        match read_limited(&path) {
            Ok(bytes) => String::from_utf8(bytes)
                .map(Some)
                .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(e),
        }
    }

    /// Lists a folder of the bank, by path with forward slashes, in order of name.
    pub(crate) fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        match self {
            Self::Directory(root) => list_directory(&root.join(folder)),
            Self::Embedded => Ok(list_embedded(folder)),
        }
    }

    /// Reads a file of the bank; one that is too large is an error of kind `FileTooLarge`.
    pub(crate) fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        match self {
            Self::Directory(root) => read_limited(&root.join(file)),
            Self::Embedded => {
                let files = embedded::files();
                files
                    .binary_search_by(|(name, _)| (*name).cmp(file))
                    .map(|index| files[index].1.to_vec())
                    .map_err(|_| io::ErrorKind::NotFound.into())
            }
        }
    }
}

fn list_directory(folder: &Path) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        if entries.len() == MOST_ENTRIES {
            let message = format!("more than {MOST_ENTRIES} entries");
            return Err(io::Error::new(io::ErrorKind::QuotaExceeded, message));
        }
        let entry = entry?;
        let kind = entry.file_type()?;
        let kind = if kind.is_symlink() {
            EntryKind::Link
        } else if kind.is_dir() {
            EntryKind::Folder
        } else if kind.is_file() {
            EntryKind::File
        } else {
            EntryKind::Other
        };
        let name = entry.file_name().into_string();
        let name = name.map_err(|name| name.to_string_lossy().into_owned());
        if name.as_deref() != Ok(PYTHON_CACHE) {
            entries.push(Entry { name, kind });
        }
    }
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(entries)
}

fn list_embedded(folder: &str) -> Vec<Entry> {
    let prefix = if folder.is_empty() {
        String::new()
    } else {
        format!("{folder}/")
    };
    let files = embedded::files();
    let start = files.partition_point(|(name, _)| *name < prefix.as_str());
    let mut entries: Vec<Entry> = files[start..]
        .iter()
        .map_while(|(name, _)| name.strip_prefix(&prefix))
        .map(|rest| {
            let (name, kind) = rest
                .split_once('/')
                .map_or((rest, EntryKind::File), |(name, _)| {
                    (name, EntryKind::Folder)
                });
            Entry {
                name: Ok(name.to_owned()),
                kind,
            }
        })
        .collect();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries.dedup();
    entries
}

/// Reads a file on disk, up to [`MOST_FILE_BYTES`].
pub(crate) fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let file = fs::File::open(path)?;
    let mut bytes = Vec::new();
    file.take(MOST_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_FILE_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}
