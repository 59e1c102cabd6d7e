//! Where the record lives: one private directory per person.

use std::path::{Path, PathBuf};

/// The data directory: as given, else `$XDG_DATA_HOME/onsite`, else `~/.local/share/onsite`.
pub fn data_dir(explicit: Option<&Path>) -> Option<PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    explicit.map(Path::to_path_buf).or_else(|| {
        absolute("XDG_DATA_HOME")
            .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))
            .map(|base| base.join("onsite"))
    })
}
