//! Embeds the bank: writes a table of every file under `bank/`, and of `bank.lock`, for
//! `src/embedded.rs` to include. Reads nothing else and never fails on what a file holds.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../..");
    let root = root.canonicalize()?;
    let (bank, lock) = (root.join("bank"), root.join("bank.lock"));
    println!("cargo:rerun-if-changed={}", bank.display());
    println!("cargo:rerun-if-changed={}", lock.display());

    let mut files = Vec::new();
    if bank.is_dir() {
        collect(&bank, "", &mut files)?;
    }
    files.sort();
    let rows: Vec<String> = files
        .iter()
        .map(|(name, path)| {
            format!(
                "    ({name:?}, include_bytes!({:?})),\n",
                path.display().to_string()
            )
        })
        .collect();
    let lock = if lock.is_file() {
        format!("Some(include_str!({:?}))", lock.display().to_string())
    } else {
        "None".to_owned()
    };
    let table = format!(
        "static FILES: &[(&str, &[u8])] = &[\n{}];\nstatic LOCK: Option<&str> = {lock};\n",
        rows.concat()
    );
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it")).join("embedded.rs");
    fs::write(out, table)
}

/// Adds every regular file below a folder, under its path with forward slashes; links and Python's
/// caches are left out, as the loader leaves them out.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            println!("cargo:warning=not embedded: {}", entry.path().display());
            continue;
        };
        let kind = entry.file_type()?;
        let path = format!("{prefix}{name}");
        if kind.is_dir() && name != "__pycache__" {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() {
            files.push((path, entry.path()));
        } else if kind.is_symlink() {
            println!("cargo:warning=a link is not embedded: bank/{path}");
        }
    }
    Ok(())
}
