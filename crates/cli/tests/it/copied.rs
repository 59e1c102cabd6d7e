//! A copy of the bank that may be broken.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::{Ended, Shell, finish, root};

/// A project with a bank of its own.
pub struct Copy {
    shell: Shell,
    pub project: PathBuf,
}

impl Copy {
    pub fn new() -> Self {
        let shell = Shell::new();
        let project = shell.path("project");
        fs::create_dir(&project).unwrap();
        copy(&root().join("bank"), &project.join("bank"));
        fs::copy(root().join("bank.lock"), project.join("bank.lock")).unwrap();
        Self { shell, project }
    }

    /// Runs a command inside the project, which finds its bank by itself.
    pub fn bank(&self, arguments: &[&str]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onsite"));
        command
            .arg("bank")
            .args(arguments)
            .arg("--data")
            .arg(&self.shell.data);
        command.current_dir(self.project.join("bank/code"));
        finish(command)
    }

    /// A path in the bank.
    pub fn path(&self, path: &str) -> PathBuf {
        self.project.join("bank").join(path)
    }

    pub fn edit(&self, path: &str, change: impl FnOnce(String) -> String) {
        let path = self.path(path);
        let text = fs::read_to_string(&path).unwrap();
        let changed = change(text.clone());
        assert_ne!(changed, text, "{} is changed", path.display());
        fs::write(path, changed).unwrap();
    }

    /// Puts one text in another's place, once.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        self.edit(path, |text| text.replacen(from, to, 1));
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
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
