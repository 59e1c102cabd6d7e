//! `onsite export` and `onsite import`: everything out, everything in.

use std::path::Path;

use crate::{context::Context, error::CliError, output};

/// Writes everything in the record to a file that was not there before.
pub fn export(context: &Context, file: &Path) -> Result<u8, CliError> {
    let data = context.data()?;
    if file.symlink_metadata().is_ok() {
        return Err(there_already(file));
    }
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let failed = |cause: &std::io::Error| CliError::file("write", file, cause);
    // Private, and in place only once it is whole.
    let arriving = tempfile::NamedTempFile::new_in(folder).map_err(|cause| failed(&cause))?;
    let arriving = onsite_app::export(&data, arriving)?;
    arriving
        .as_file()
        .sync_all()
        .map_err(|cause| failed(&cause))?;
    match arriving.persist_noclobber(file) {
        Ok(_) => {}
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(there_already(file));
        }
        Err(error) => return Err(failed(&error.error)),
    }
    output::line(&format!(
        "Everything in {} is now in {}.",
        data.display(),
        file.display()
    ))?;
    Ok(0)
}

/// Brings an export into a data directory without a record.
pub fn import(context: &Context, file: &Path) -> Result<u8, CliError> {
    let data = context.data()?;
    let imported = onsite_app::import(file, &data)?;
    output::line(&format!(
        "{} is now in {}.",
        file.display(),
        imported.record.display()
    ))?;
    Ok(0)
}

fn there_already(file: &Path) -> CliError {
    CliError::bad_input(
        format!("{} is there already", file.display()),
        "Name a new file; nothing is overwritten.",
    )
}
