//! `docs/cli.md` is what the binary says of itself.

use std::{fs, process::Command};

use crate::support::{finish, root};

/// Set to write what is generated instead of comparing it.
const BLESS: &str = "ONSITE_BLESS";

#[test]
fn reference_is_as_committed() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onsite"));
    command.arg("__reference");
    let printed = finish(command);
    assert_eq!(printed.code, Some(0), "{printed:?}");
    let file = root().join("docs/cli.md");
    if std::env::var_os(BLESS).is_some() {
        fs::write(&file, printed.stdout).unwrap();
        return;
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == printed.stdout,
        "docs/cli.md is not what the program takes; write it anew with\n  \
         {BLESS}=1 cargo nextest run --release -p onsite-cli reference"
    );
}
