//! A folder of things that are dear to make: built programs, generated cases, formula results.
//!
//! Entries are named by the hash of everything they were made from, written atomically, and
//! checked when read; a damaged one counts as absent. Failing to write is no failure: the next
//! caller makes the thing again.

use std::{
    collections::HashMap,
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::SystemTime,
};

use onsite_domain::hex::hex;
use sha2::{Digest, Sha256};

/// Largest entry that is kept, in bytes.
const MOST_ENTRY: u64 = 64 << 20;
/// Most bytes kept in all; beyond, the oldest entries go.
const MOST_TOTAL: u64 = 1 << 30;
/// Entries written between two looks at the total.
const PRUNE_EVERY: u64 = 128;
const DIGEST: usize = 32;
/// Most large entries that are known to be whole; beyond, all are read again.
const MOST_SEEN: usize = 64;

/// The folder.
#[derive(Debug)]
pub(crate) struct Cache {
    folder: PathBuf,
    written: AtomicU64,
    /// Entries that are used in place, as they were when they were last checked; nothing for those
    /// that could not be kept.
    seen: Mutex<Option<HashMap<Key, Option<Seen>>>>,
}

/// What changes when a file is written anew: its number, length and time.
type Seen = (u64, u64, Option<SystemTime>);

/// The name of an entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key(String);

impl Key {
    /// Makes a name from what the entry is and everything it is made from.
    pub(crate) fn new(what: &str, parts: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for part in std::iter::once(&what.as_bytes()).chain(parts) {
            // Lengths keep neighbouring parts apart.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Self(hex(&hash.finalize()))
    }
}

impl Cache {
    /// Uses a folder, which is made when first written to.
    pub(crate) const fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            written: AtomicU64::new(0),
            seen: Mutex::new(None),
        }
    }

    /// The entry of a name, if it is there and whole.
    pub(crate) fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let size = fs::symlink_metadata(&path)
            .ok()
            .filter(fs::Metadata::is_file)?
            .len();
        if size > MOST_ENTRY + DIGEST as u64 {
            return None;
        }
        let mut bytes = fs::read(path).ok()?;
        let digest = bytes.split_off(bytes.len().checked_sub(DIGEST)?);
        (Sha256::digest(&bytes)[..] == digest[..]).then_some(bytes)
    }

    /// The file of a large entry, made where it is not there and whole; its digest stands behind
    /// its bytes. One that cannot be made or kept is not tried again.
    pub(crate) fn file<E>(
        &self,
        key: &Key,
        make: impl FnOnce() -> Result<Option<Vec<u8>>, E>,
    ) -> Result<Option<PathBuf>, E> {
        let path = self.path(key);
        let known = self.seen(|seen| seen.get(key).copied());
        if known == Some(None) {
            return Ok(None);
        }
        let now = look(&path);
        let mut whole = now.is_some() && (known == Some(now) || self.get(key).is_some());
        if !whole && let Some(bytes) = make()? {
            self.put(key, &bytes);
            whole = self.get(key).is_some();
        }
        let state = whole.then(|| look(&path)).flatten();
        self.seen(|seen| {
            if seen.len() >= MOST_SEEN {
                seen.clear();
            }
            seen.insert(key.clone(), state);
        });
        Ok(state.map(|_| path))
    }

    fn seen<T>(&self, with: impl FnOnce(&mut HashMap<Key, Option<Seen>>) -> T) -> T {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        with(seen.get_or_insert_default())
    }

    /// Keeps an entry.
    pub(crate) fn put(&self, key: &Key, bytes: &[u8]) {
        if bytes.len() as u64 > MOST_ENTRY {
            return;
        }
        let count = self.written.fetch_add(1, Ordering::Relaxed);
        if let Err(error) = self.write(&self.path(key), bytes, count) {
            tracing::warn!(folder = %self.folder.display(), %error, "cannot write to the cache");
        }
        if count.is_multiple_of(PRUNE_EVERY) {
            self.prune();
        }
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.folder.join(&key.0[..2]).join(&key.0[2..])
    }

    fn write(&self, path: &Path, bytes: &[u8], count: u64) -> io::Result<()> {
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        let own = parent.join(format!(".new-{}-{count}", std::process::id()));
        let mut whole = bytes.to_vec();
        whole.extend_from_slice(&Sha256::digest(bytes));
        let written = fs::write(&own, whole).and_then(|()| fs::rename(&own, path));
        if written.is_err() {
            // What is half written must not stay; that it may not even exist is no matter.
            let _ = fs::remove_file(&own);
        }
        written
    }

    /// Removes the oldest entries until the rest fits.
    fn prune(&self) {
        let mut entries: Vec<(SystemTime, u64, PathBuf)> = folders(&self.folder)
            .iter()
            .flat_map(|folder| fs::read_dir(folder).into_iter().flatten().flatten())
            .filter_map(|entry| {
                let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
                Some((meta.modified().ok()?, meta.len(), entry.path()))
            })
            .collect();
        let mut total: u64 = entries.iter().map(|(_, size, _)| size).sum();
        entries.sort();
        for (_, size, path) in entries {
            if total <= MOST_TOTAL {
                return;
            }
            if fs::remove_file(path).is_ok() {
                total -= size;
            }
        }
    }
}

/// How a file stands now.
fn look(path: &Path) -> Option<Seen> {
    let meta = fs::symlink_metadata(path)
        .ok()
        .filter(fs::Metadata::is_file)?;
    Some((meta.ino(), meta.len(), meta.modified().ok()))
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect()
}
