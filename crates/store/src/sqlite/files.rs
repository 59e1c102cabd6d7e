//! The files of the record: its private directory, its lock, its copies.

use std::{
    ffi::OsString,
    fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError},
    io::{ErrorKind, Read as _, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, backup::Backup};

use crate::OpenError;

use super::schema;

const LOCK_NAME: &str = "onsite.lock";
const PRIVATE_DIRECTORY: u32 = 0o700;
const PRIVATE_FILE: u32 = 0o600;

/// The process's hold on a data directory; ends with the process, however that ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes hold of a directory, or says who has it.
    pub fn take(dir: &Path) -> Result<Self, OpenError> {
        let path = dir.join(LOCK_NAME);
        let failed = |cause: &std::io::Error| OpenError::of_file(&path, cause);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(PRIVATE_FILE)
            .open(&path)
            .map_err(|cause| failed(&cause))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(OpenError::InUse {
                    dir: dir.to_owned(),
                    pid: read_pid(&file),
                });
            }
            Err(TryLockError::Error(cause)) => return Err(failed(&cause)),
        }
        // Who holds it is told for comfort only; on a full disk the record can still be read.
        if file.set_len(0).is_ok() {
            let _ = writeln!(file, "{}", std::process::id());
        }
        Ok(Self { _file: file })
    }
}

fn read_pid(file: &File) -> Option<u32> {
    let mut text = String::new();
    file.take(20).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

/// Makes a directory that only its owner sees, where there is none.
pub fn make_private_directory(dir: &Path) -> Result<(), OpenError> {
    DirBuilder::new()
        .recursive(true)
        .mode(PRIVATE_DIRECTORY)
        .create(dir)
        .map_err(|cause| OpenError::of_file(dir, &cause))
}

/// Makes a file that only its owner sees, where there is none; else closes it to others.
pub fn make_private_file(path: &Path) -> Result<(), OpenError> {
    let failed = |cause: &std::io::Error| OpenError::of_file(path, cause);
    let mut options = OpenOptions::new();
    match options
        .write(true)
        .create_new(true)
        .mode(PRIVATE_FILE)
        .open(path)
    {
        Ok(_) => Ok(()),
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => close_to_others(path),
        Err(cause) => Err(failed(&cause)),
    }
}

fn close_to_others(path: &Path) -> Result<(), OpenError> {
    let failed = |cause: &std::io::Error| OpenError::of_file(path, cause);
    let found = fs::metadata(path).map_err(|cause| failed(&cause))?;
    if !found.is_file() {
        let why = "it is not a file".to_owned();
        return Err(OpenError::Foreign {
            path: path.to_owned(),
            why,
        });
    }
    let open_to_others = found.permissions().mode() & 0o077;
    if open_to_others == 0 {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(PRIVATE_FILE)).map_err(|cause| failed(&cause))
}

/// A path with an ending added to its name.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    PathBuf::from(name)
}

/// Copies a database as it stands now into one private file, which appears whole or not at all.
pub fn copy(from: &Path, to: &Path) -> Result<(), OpenError> {
    let part = with_ending(to, ".part");
    let copied = remove_if_there(&part)
        .and_then(|()| make_private_file(&part))
        .and_then(|()| copy_pages(from, &part))
        .and_then(|()| put_in_place(&part, to));
    if copied.is_err() {
        // The first failure is the one to tell of.
        let _ = remove_if_there(&part);
        let _ = remove_if_there(&with_ending(&part, "-journal"));
    }
    copied
}

fn copy_pages(from: &Path, part: &Path) -> Result<(), OpenError> {
    let reading = |cause| OpenError::of_database(from, &cause);
    let writing = |cause| OpenError::of_database(part, &cause);
    let source = Connection::open_with_flags(from, schema::FLAGS).map_err(reading)?;
    schema::leave_the_log(&source, true).map_err(reading)?;
    source
        .pragma_update(None, "query_only", true)
        .map_err(reading)?;
    let mut target = Connection::open_with_flags(part, schema::FLAGS).map_err(writing)?;
    // One step: a reader of the log sees one state and keeps no writer waiting.
    Backup::new(&source, &mut target)
        .and_then(|backup| backup.step(-1))
        .map_err(writing)?;
    // A copy is one file, without a log beside it.
    target
        .pragma_update(None, "journal_mode", "delete")
        .map_err(writing)?;
    target.close().map_err(|(_, cause)| writing(cause))
}

fn put_in_place(part: &Path, to: &Path) -> Result<(), OpenError> {
    let failed = |cause: std::io::Error| OpenError::of_file(to, &cause);
    File::open(part)
        .and_then(|file| file.sync_all())
        .map_err(failed)?;
    fs::rename(part, to).map_err(failed)?;
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new(".")))
        .and_then(|dir| dir.sync_all())
        .map_err(failed)
}

fn remove_if_there(path: &Path) -> Result<(), OpenError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(OpenError::of_file(path, &cause)),
        _ => Ok(()),
    }
}
