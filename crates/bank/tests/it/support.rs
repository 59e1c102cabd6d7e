//! A small bank in a folder of its own, from packages of the real one.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use onsite_bank::{Bank, Loaded, Source};
use tempfile::TempDir;

/// The project's own bank.
pub fn real() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bank")
}

/// A preset of two rounds over what the small bank holds.
const TWO_ROUNDS: &str = include_str!("two-rounds.toml");

/// A bank with copies of a real package of each kind, to break.
pub struct Small {
    root: TempDir,
}

impl Small {
    /// Copies `iou`, `ads-ranking`, `stop-as-soon-as-sure`, `urn-draws` and `decided-without-manager`, and writes a preset of two rounds.
    pub fn new() -> Self {
        let root = TempDir::new().unwrap();
        for file in [
            "competencies.toml",
            "principles.toml",
            "catalogue.toml",
            "proofs.toml",
        ] {
            let to = root.path().join("bank").join(file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(real().join(file), to).unwrap();
        }
        let bank = Self { root };
        for package in [
            "code/iou",
            "design/ads-ranking",
            "experiment/stop-as-soon-as-sure",
            "numeric/urn-draws",
            "story/decided-without-manager",
        ] {
            bank.add(package);
        }
        bank.write("loops/two-rounds.toml", TWO_ROUNDS);
        bank
    }

    /// Copies one more real package.
    pub fn add(&self, package: &str) {
        copy(&real().join(package), &self.path(package));
    }

    /// A path in the bank.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.path().join("bank").join(path)
    }

    /// Where the bank's files come from.
    pub fn source(&self) -> Source {
        Source::Directory(self.path(""))
    }

    /// Reads it.
    pub fn load(&self) -> Loaded {
        Bank::load(&self.source())
    }

    /// Writes a file.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Adds a text at a file's end.
    pub fn append(&self, path: &str, more: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        self.write(path, text + more);
    }

    /// Writes a hidden case of `iou`.
    pub fn case(&self, name: &str, input: &str, answer: &str) {
        self.write(&format!("code/iou/tests/secret/{name}.in"), input);
        self.write(&format!("code/iou/tests/secret/{name}.ans"), answer);
    }

    /// Replaces one text in a file, which must stand there.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{path} does not hold {from:?}");
        fs::write(self.path(path), text.replacen(from, to, 1)).unwrap();
    }

    /// The diagnostics as a person reads them.
    pub fn said(&self) -> String {
        let mut said = String::new();
        for diagnostic in self.load().diagnostics {
            writeln!(said, "[{}] {diagnostic}", diagnostic.code).unwrap();
        }
        said
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
