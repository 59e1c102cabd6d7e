//! The arrows between crates, and what may stand in them: no arrow points back up.

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::Value;

use crate::support::root;

/// Each crate, and which of ours it may use.
const ARROWS: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("sim", &[]),
    ("bank", &["domain", "sim"]),
    ("sandbox", &[]),
    ("judge", &["domain", "sandbox", "sim"]),
    ("store", &["domain"]),
    (
        "app",
        &["bank", "domain", "judge", "sandbox", "sim", "store"],
    ),
    ("server", &["app", "domain"]),
    ("cli", &["app", "domain", "server"]),
];

/// What `domain` may use of others: nothing that reads, writes, waits or rolls dice.
const PLAIN: [&str; 6] = [
    "schemars",
    "serde",
    "serde_json",
    "thiserror",
    "utoipa",
    "uuid",
];

/// What `sim` may use of others: nothing that differs from machine to machine either.
const COMPUTES: [&str; 3] = ["libm", "serde", "toml"];

/// The one crate with `unsafe`, and the one module of it.
const UNSAFE: &str = "sandbox/src/sys";

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn name_of(package: &Value) -> &str {
    let name = package["name"].as_str().unwrap();
    name.strip_prefix("onsite-")
        .unwrap_or_else(|| panic!("{name} is not named onsite-…"))
}

/// The names a package depends on, without what only its tests use.
fn dependencies(package: &Value) -> BTreeSet<String> {
    let all = package["dependencies"].as_array().unwrap().iter();
    let wanted = all.filter(|dependency| dependency["kind"] != "dev");
    wanted
        .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn crates_use_what_they_may() {
    let packages = packages();
    let names: BTreeSet<&str> = packages.iter().map(name_of).collect();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        names, known,
        "a new crate has its row in the table of the design and here"
    );
    for package in &packages {
        let name = name_of(package);
        let (_, allowed) = ARROWS.iter().find(|(known, _)| *known == name).unwrap();
        for used in dependencies(package) {
            if let Some(ours) = used.strip_prefix("onsite-") {
                assert!(allowed.contains(&ours), "{name} may not use {ours}");
            }
        }
    }
}

#[test]
fn the_middle_is_pure() {
    let packages = packages();
    for (name, plain) in [("domain", &PLAIN[..]), ("sim", &COMPUTES[..])] {
        let package = packages.iter().find(|package| name_of(package) == name);
        for used in dependencies(package.unwrap()) {
            assert!(plain.contains(&used.as_str()), "{name} may not use {used}");
        }
        let banned = [
            "std::fs",
            "std::net",
            "std::process",
            "std::thread",
            "std::env",
            "Instant::now",
        ];
        each_source(name, &mut |place, line| {
            for word in banned {
                assert!(!line.contains(word), "{place}: {name} may not use {word}");
            }
        });
    }
}

#[test]
fn unsafe_stands_in_one_module() {
    for (name, _) in ARROWS {
        let manifest = root().join("crates").join(name).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        let shared = text.contains("[lints]\nworkspace = true");
        assert_eq!(shared, name != "sandbox", "{}", manifest.display());
        each_source(name, &mut |place, line| {
            // What is compiled with an answer, inside the sandbox, is no part of the product.
            if place.contains("judge/src/harness/") {
                return;
            }
            let code = line.split("//").next().unwrap_or_default();
            let word = |word: &str| code.contains(&format!("unsafe {word}"));
            let found = ["{", "fn", "impl", "extern"].into_iter().any(word);
            assert!(
                !found || place.contains(UNSAFE),
                "{place}: unsafe outside {UNSAFE}"
            );
        });
    }
    let workspace = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(workspace.contains("unsafe_code = \"forbid\""));
}

/// A crate's own part is not compiled a second time for tests that are not there.
#[test]
fn tests_stand_where_they_are_run() {
    for (name, _) in ARROWS {
        let manifest = root().join("crates").join(name).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        if text.contains("test = false") {
            each_source(name, &mut |place, line| {
                let found = line.contains("#[cfg(test)]") || line.contains("#[test]");
                assert!(!found, "{place}: nobody runs it; tests stand in tests/it");
            });
        }
    }
}

#[test]
fn the_server_asks_the_app_only() {
    each_source("server", &mut |place, line| {
        for word in [
            "onsite_store",
            "onsite_sandbox",
            "onsite_judge",
            "rusqlite",
            "SELECT ",
        ] {
            assert!(
                !line.contains(word),
                "{place}: the server may not use {word}"
            );
        }
    });
}

/// Shows every line of a crate's sources, with its place.
fn each_source(name: &str, see: &mut dyn FnMut(&str, &str)) {
    let folder = root().join("crates").join(name).join("src");
    assert!(folder.is_dir(), "{}", folder.display());
    each_file(&folder, see);
}

fn each_file(folder: &Path, see: &mut dyn FnMut(&str, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_file(&path, see);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            for (number, line) in text.lines().enumerate() {
                see(&format!("{}:{}", path.display(), number + 1), line);
            }
        }
    }
}
