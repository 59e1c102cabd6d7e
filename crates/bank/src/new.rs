//! The skeleton of a new package: whole in shape, with blanks that the check points at.

use std::{
    fs,
    path::{Path, PathBuf},
};

use onsite_domain::question::Kind;

use crate::{Error, package::is_id};

macro_rules! skeleton {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("skeleton/", $path)))),+]
    };
}

/// Files of every kind.
const SHARED: &[(&str, &str)] = skeleton![
    "statement.md",
    "interviewer.md",
    "editorial.md",
    "rubric.toml"
];
const CODE: &[(&str, &str)] = skeleton![
    "code/question.toml",
    "code/generator.py",
    "code/validator.py",
    "code/tests/sample/01-small.in",
    "code/tests/sample/01-small.ans",
    "code/tests/invalid/01-empty.in",
    "code/submissions/accepted/reference.py",
    "code/submissions/accepted/reference.cpp",
    "code/submissions/wrong_answer/first.py",
    "code/submissions/wrong_answer/second.py",
];
const EXPERIMENT: &[(&str, &str)] = skeleton![
    "experiment/question.toml",
    "experiment/world.toml",
    "experiment/starter.toml",
    "experiment/plans/meets.toml",
    "experiment/plans/peeks.toml",
    "experiment/plans/too_small.toml",
];
const DESIGN: &[(&str, &str)] = skeleton![
    "design/question.toml",
    "design/parts.toml",
    "design/starter.toml",
    "design/scenarios/usual.toml",
    "design/designs/meets.toml",
    "design/designs/too_few.toml",
    "design/designs/wasteful.toml",
    "design/designs/unscored.toml",
];
const NUMERIC: &[(&str, &str)] = skeleton![
    "numeric/question.toml",
    "numeric/formula.py",
    "numeric/simulation.py"
];

const STORY: &[(&str, &str)] = skeleton![
    "story/question.toml",
    "story/tellings/strong.toml",
    "story/tellings/no_result.toml",
    "story/tellings/we_did.toml",
];

/// Makes the package `id` of a kind in the bank's folder, and lists the files it wrote.
pub fn scaffold(kind: Kind, id: &str, bank: &Path) -> Result<Vec<PathBuf>, Error> {
    if !is_id(id) {
        return Err(Error::BadId(id.chars().take(80).collect()));
    }
    let taken = Kind::ALL
        .into_iter()
        .map(|kind| bank.join(kind.name()).join(id));
    if let Some(taken) = taken.into_iter().find(|folder| folder.exists()) {
        return Err(Error::Exists(taken));
    }
    let folder = bank.join(kind.name()).join(id);
    let own = match kind {
        Kind::Code => CODE,
        Kind::Design => DESIGN,
        Kind::Experiment => EXPERIMENT,
        Kind::Numeric => NUMERIC,
        Kind::Story => STORY,
    };
    let prefix = format!("{}/", kind.name());
    let mut written = Vec::new();
    for (path, text) in SHARED.iter().chain(own) {
        let file = folder.join(path.strip_prefix(&prefix).unwrap_or(path));
        let parent = file.parent().unwrap_or(&folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&file, text.replace("{id}", id)))
            .map_err(|cause| Error::Write {
                path: file.clone(),
                cause,
            })?;
        written.push(file);
    }
    Ok(written)
}
