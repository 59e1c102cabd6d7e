//! The secret that lets a browser in: kept in a private file of the data directory.

use std::{
    fs,
    io::{self, Read, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt},
    path::{Path, PathBuf},
};

use onsite_domain::hex::hex;

/// Bytes of randomness in a secret.
const BYTES: usize = 32;
/// Name of the file in the data directory.
const FILE: &str = "secret";

/// Lets a browser in; the same across restarts, so that a login is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// The secret could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// Reading or writing failed.
    #[error("{path}: {cause}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
    /// The file holds something else.
    #[error("{0} does not hold a secret of Onsite; delete it, and the next start makes a new one")]
    Damaged(PathBuf),
    /// Others may read the file.
    #[error("{0} can be read by others; run `chmod 600` on it, or delete it to get a new secret")]
    Exposed(PathBuf),
}

impl Secret {
    /// Reads the secret of a data directory, and makes one where there is none.
    pub fn of(data: &Path) -> Result<Self, SecretError> {
        match Self::read(data)? {
            Some(secret) => Ok(secret),
            None => Self::make(data),
        }
    }

    /// Reads the secret of a data directory; nothing where there is none.
    pub fn read(data: &Path) -> Result<Option<Self>, SecretError> {
        let path = data.join(FILE);
        let failed = |cause| SecretError::File {
            path: path.clone(),
            cause,
        };
        let file = match fs::File::open(&path) {
            Ok(file) => file,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(failed(cause)),
        };
        if file.metadata().map_err(failed)?.mode() & 0o077 != 0 {
            return Err(SecretError::Exposed(path));
        }
        let mut text = String::new();
        let most = 2 * BYTES as u64 + 2;
        let read = file.take(most).read_to_string(&mut text);
        let whole = |text: &str| {
            text.len() == 2 * BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        match read {
            Ok(_) if whole(text.trim_end()) => Ok(Some(Self(text.trim_end().to_owned()))),
            Err(cause) if cause.kind() != io::ErrorKind::InvalidData => Err(failed(cause)),
            _ => Err(SecretError::Damaged(path)),
        }
    }

    fn make(data: &Path) -> Result<Self, SecretError> {
        let path = data.join(FILE);
        let failed = |cause| SecretError::File {
            path: path.clone(),
            cause,
        };
        let mut bytes = [0; BYTES];
        fs::File::open("/dev/urandom")
            .and_then(|mut f| f.read_exact(&mut bytes))
            .map_err(failed)?;
        let text = hex(&bytes);
        // Written whole beside it and then linked, so that a crash leaves no half of a secret and
        // two starts at once agree on the first one's.
        let draft = data.join(format!(".{FILE}.{}", std::process::id()));
        let written = write_private(&draft, &text).and_then(|()| fs::hard_link(&draft, &path));
        let removed = fs::remove_file(&draft);
        match written {
            Ok(()) => removed.map_err(failed).map(|()| Self(text)),
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
                Self::read(data)?.ok_or(SecretError::Damaged(path))
            }
            Err(cause) => Err(failed(cause)),
        }
    }

    /// Whether `given` is the secret; takes the same time wherever they differ.
    pub fn is(&self, given: &str) -> bool {
        let (ours, given) = (self.0.as_bytes(), given.as_bytes());
        let differs = ours
            .iter()
            .zip(given)
            .fold(0, |differs, (a, b)| differs | (a ^ b));
        // The length of a secret is no secret.
        std::hint::black_box(differs) == 0 && ours.len() == given.len()
    }

    /// The secret itself, for the address that is opened and the cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.set_permissions(fs::Permissions::from_mode(0o600))?;
    writeln!(file, "{text}")?;
    file.sync_all()
}
