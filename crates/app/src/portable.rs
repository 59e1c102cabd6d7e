//! Everything out, everything in: the record as one zip file.

use std::{
    fs,
    io::{Read as _, Seek, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use onsite_store::{OpenError, SqliteStore, Store as _};
use serde::{Deserialize, Serialize};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::{App, error::Error};

/// The export's own format.
const FORMAT: u32 = 1;
const ABOUT: &str = "onsite-export.json";
const RECORD: &str = "onsite.db";
/// Largest record that is imported.
const MOST_RECORD_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// What an export says of itself.
#[derive(Serialize, Deserialize)]
struct About {
    format: u32,
    onsite: String,
}

/// Why an import was refused; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is not an export.
    #[error("{file}: not an export of Onsite ({why})")]
    NotAnExport {
        /// The file.
        file: PathBuf,
        /// Why not.
        why: String,
    },
    /// The export comes from a newer version.
    #[error("{file}: export format {found}; this version reads up to {FORMAT}")]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its format.
        found: u32,
    },
    /// The data directory holds a record already.
    #[error("{0} holds a record already")]
    Occupied(PathBuf),
    /// The record in the export cannot be opened.
    #[error(transparent)]
    Record(#[from] OpenError),
    /// A file could not be read or written.
    #[error("{what}: {cause}")]
    File {
        /// What was done to which file.
        what: String,
        /// Why it failed.
        cause: std::io::Error,
    },
}

impl ImportError {
    /// What to do.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NotAnExport { .. } => "Name a file that `onsite export` wrote.",
            Self::Newer { .. } => "Update Onsite, then import again.",
            Self::Occupied(_) => {
                "Import into a new data directory: --data DIR. Nothing is overwritten."
            }
            Self::Record(_) => "Export again from where it came; nothing was changed.",
            Self::File { .. } => "See that there is room and that the folder may be written.",
        }
    }
}

/// What an import brought.
#[derive(Debug)]
pub struct Imported {
    /// Where the record now lies.
    pub record: PathBuf,
}

/// Why an export was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The record cannot be opened.
    #[error(transparent)]
    Record(#[from] OpenError),
    /// The record could not be read or the export not written.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl App {
    /// Writes everything into a zip file.
    pub fn export<W: Write + Seek>(&self, out: W) -> Result<W, Error> {
        export_store(&self.core.store, &self.core.bench.data, out)
    }
}

/// Writes everything of a data directory into a zip file, also while a server has its record.
pub fn export<W: Write + Seek>(data: &Path, out: W) -> Result<W, ExportError> {
    let store = SqliteStore::open_shared(data)?;
    Ok(export_store(&store, data, out)?)
}

fn export_store<W: Write + Seek>(store: &SqliteStore, data: &Path, out: W) -> Result<W, Error> {
    static EXPORTS: AtomicU64 = AtomicU64::new(0);
    let failed = |what: &str| {
        let what = what.to_owned();
        move |cause: std::io::Error| Error::File { what, cause }
    };
    // Two exports at once must not share their copy.
    let number = EXPORTS.fetch_add(1, Ordering::Relaxed);
    let copy = data.join(format!(".export-{}-{number}.db", std::process::id()));
    store.backup(&copy)?;
    let written = write_zip(&copy, out).map_err(failed("cannot write the export"));
    fs::remove_file(&copy).map_err(failed("cannot remove the copy made for the export"))?;
    written
}

fn write_zip<W: Write + Seek>(record: &Path, out: W) -> std::io::Result<W> {
    let mut zip = ZipWriter::new(out);
    let options = SimpleFileOptions::default().large_file(true);
    zip.start_file(ABOUT, options)?;
    let about = About {
        format: FORMAT,
        onsite: env!("CARGO_PKG_VERSION").to_owned(),
    };
    zip.write_all(&serde_json::to_vec_pretty(&about)?)?;
    zip.start_file(RECORD, options)?;
    std::io::copy(&mut fs::File::open(record)?, &mut zip)?;
    Ok(zip.finish()?)
}

/// Brings an export into a data directory that holds no record yet.
pub fn import(file: &Path, data: &Path) -> Result<Imported, ImportError> {
    let failed = |what: String| move |cause: std::io::Error| ImportError::File { what, cause };
    let foreign = |why: String| ImportError::NotAnExport {
        file: file.to_owned(),
        why,
    };
    let target = SqliteStore::file(data);
    if target.exists() {
        return Err(ImportError::Occupied(data.to_owned()));
    }
    let opened = fs::File::open(file).map_err(failed(format!("cannot read {}", file.display())))?;
    let mut zip = ZipArchive::new(opened).map_err(|e| foreign(e.to_string()))?;
    let mut text = String::new();
    zip.by_name(ABOUT)
        .map_err(|e| foreign(e.to_string()))?
        .take(64 * 1024)
        .read_to_string(&mut text)
        .map_err(|e| foreign(e.to_string()))?;
    let about: About = serde_json::from_str(&text).map_err(|e| foreign(e.to_string()))?;
    if about.format > FORMAT {
        return Err(ImportError::Newer {
            file: file.to_owned(),
            found: about.format,
        });
    }
    fs::create_dir_all(data).map_err(failed(format!("cannot make {}", data.display())))?;
    let arriving = data.join(".import.db");
    let unpacked = unpack(&mut zip, &arriving)
        .map_err(|e| foreign(e.to_string()))
        .and_then(|()| Ok(SqliteStore::check_file(&arriving)?))
        .and_then(|_| {
            fs::rename(&arriving, &target).map_err(failed("cannot put the record in place".into()))
        });
    if unpacked.is_err() && arriving.exists() {
        fs::remove_file(&arriving)
            .map_err(failed(format!("cannot remove {}", arriving.display())))?;
    }
    unpacked.map(|()| Imported { record: target })
}

fn unpack<R: std::io::Read + Seek>(zip: &mut ZipArchive<R>, to: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let record = zip.by_name(RECORD)?;
    let mut options = fs::OpenOptions::new();
    let mut out = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(to)?;
    let copied = std::io::copy(&mut record.take(MOST_RECORD_BYTES + 1), &mut out)?;
    if copied > MOST_RECORD_BYTES {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    out.sync_all()
}
