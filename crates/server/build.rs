//! Builds the crate again when the web app that it embeds has changed; the app may be missing.

use std::{env, io, path::Path};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("../..");
    let built = root.canonicalize()?.join("web/build");
    // While the folder is missing, cargo asks at every build, so that none embeds too little.
    println!("cargo:rerun-if-changed={}", built.display());
    println!("cargo:rerun-if-changed=build.rs");
    Ok(())
}
