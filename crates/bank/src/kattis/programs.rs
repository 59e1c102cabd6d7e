//! Programs of a package: one file, or the files of one folder, in a language that is run here.

use std::{collections::BTreeMap, path::Path};

use onsite_domain::{
    code,
    kattis::{Program, SourceFile, Written},
};

use super::folder::{Folder, read_file};
use crate::{files::join, source::PYTHON_CACHE};

/// Largest file of a program, in bytes.
const MOST_FILE: u64 = 4 * 1024 * 1024;
/// Most bytes of one program.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Most files of one program.
const MOST_FILES: usize = 300;
/// How deep the folders of a program nest.
const MOST_DEPTH: usize = 6;

/// Texts that stand for `{{name}}` in programs.
pub(super) type Constants = BTreeMap<String, String>;

/// What is known of a program beside its files.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hints<'a> {
    /// Its language.
    pub(super) language: Option<Written>,
    /// The file it starts with.
    pub(super) entry: Option<&'a str>,
    /// Whether scripts that build and run it would be obeyed by the format.
    pub(super) scripts: bool,
}

/// Why there is no program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// It is not run here: which language, or what it asks for.
    Unsupported(String),
    /// It cannot be read, or is none.
    Broken(String),
}

/// Reads the program at a path inside the package.
pub(super) fn read(
    folder: &Folder,
    path: &str,
    constants: &Constants,
    hints: Hints<'_>,
) -> Result<Program, Why> {
    let broken = |error: std::io::Error| Why::Broken(format!("it cannot be read: {error}"));
    let is_folder = folder.place(path).map_err(broken)?.is_dir();
    let mut files = if is_folder {
        let mut files = Vec::new();
        walk(folder, path, "", 0, &mut files)?;
        files
    } else {
        let name = path.rsplit('/').next().unwrap_or(path);
        vec![SourceFile {
            name: name.to_owned(),
            bytes: folder.read(path, MOST_FILE).map_err(broken)?,
        }]
    };
    for file in &mut files {
        fill_in(file, constants);
    }
    program(path, files, hints)
}

/// Reads the program that lies anywhere, as somebody's submission does.
pub(super) fn read_anywhere(path: &Path, language: Option<Written>) -> Result<Program, Why> {
    let broken = |error: std::io::Error| Why::Broken(format!("it cannot be read: {error}"));
    let named = path.display().to_string();
    let hints = Hints {
        language,
        ..Hints::default()
    };
    if path.is_dir() {
        let folder = Folder::open(path).map_err(broken)?;
        let mut files = Vec::new();
        walk(&folder, "", "", 0, &mut files)?;
        return program(&named, files, hints);
    }
    let name = path
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let bytes = read_file(path, MOST_FILE).map_err(broken)?;
    program(&named, vec![SourceFile { name, bytes }], hints)
}

/// Reads the files of a folder as they are, whatever they are.
pub(super) fn files(
    folder: &Folder,
    path: &str,
    constants: &Constants,
) -> Result<Vec<SourceFile>, Why> {
    let mut files = Vec::new();
    walk(folder, path, "", 0, &mut files)?;
    for file in &mut files {
        fill_in(file, constants);
    }
    Ok(files)
}

fn walk(
    folder: &Folder,
    root: &str,
    below: &str,
    depth: usize,
    files: &mut Vec<SourceFile>,
) -> Result<(), Why> {
    let broken = |error: std::io::Error| Why::Broken(format!("it cannot be read: {error}"));
    for entry in folder.list(&join(root, below)).map_err(broken)? {
        let name = join(below, &entry.name);
        if entry.folder {
            if entry.name == PYTHON_CACHE {
                continue;
            }
            if depth == MOST_DEPTH {
                return Err(Why::Broken(format!(
                    "its folders nest more than {MOST_DEPTH} deep"
                )));
            }
            walk(folder, root, &name, depth + 1, files)?;
            continue;
        }
        let bytes = folder.read(&join(root, &name), MOST_FILE).map_err(broken)?;
        let whole: usize = files.iter().map(|file| file.bytes.len()).sum();
        if files.len() == MOST_FILES || whole + bytes.len() > MOST_BYTES {
            return Err(Why::Broken(format!(
                "it has more than {MOST_FILES} files, or more than {} MiB",
                MOST_BYTES >> 20
            )));
        }
        files.push(SourceFile { name, bytes });
    }
    Ok(())
}

/// Finds out what the files are a program in.
fn program(path: &str, files: Vec<SourceFile>, hints: Hints<'_>) -> Result<Program, Why> {
    let script = |file: &&SourceFile| matches!(&*file.name, "build" | "run");
    if hints.scripts && files.iter().any(|file| script(&file)) {
        return Err(Why::Unsupported(
            "it is built or run by a script of its own (`build`, `run`)".to_owned(),
        ));
    }
    let language = match hints.language {
        Some(language) => language,
        None => language_of(&files)?,
    };
    let entry = match language {
        Written::In(code::Language::Python) => Some(start(
            &files,
            hints.entry,
            &["py", "py3"],
            &["__main__.py", "main.py"],
        )?),
        Written::In(code::Language::Rust) => {
            Some(start(&files, hints.entry, &["rs"], &["main.rs"])?)
        }
        Written::In(code::Language::Java) => Some(java_class(&files, hints.entry)?),
        _ => hints.entry.map(str::to_owned),
    };
    Ok(Program {
        path: path.to_owned(),
        language,
        entry,
        files,
    })
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn language_of(files: &[SourceFile]) -> Result<Written, Why> {
    let mut found: Vec<Written> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for file in files {
        match Written::find(ending(&file.name)) {
            Some(language) => found.push(language),
            None if is_companion(&file.name) => {}
            None => others.push(format!("`.{}`", ending(&file.name))),
        }
    }
    found.sort_unstable();
    found.dedup();
    // C beside C++ is compiled as what it is and linked together.
    if let [Written::C, Written::In(code::Language::Cpp)] = found.as_slice() {
        found.remove(0);
    }
    others.sort();
    others.dedup();
    match (found.as_slice(), others.is_empty()) {
        ([Written::In(code::Language::Python)], _) if files.iter().any(is_python_2) => Err(
            Why::Unsupported("it is written in Python 2, which is not run here".to_owned()),
        ),
        ([one], true) => Ok(*one),
        ([], false) => Err(Why::Unsupported(format!(
            "it is written in a language that is not run here ({})",
            others.join(", ")
        ))),
        ([], true) => Err(Why::Broken("there is no source file".to_owned())),
        _ => Err(Why::Broken(
            "its language cannot be told: its files are of several".to_owned(),
        )),
    }
}

/// Whether a file goes with sources without being one.
fn is_companion(name: &str) -> bool {
    let endings = [
        "h", "hh", "hpp", "hxx", "inc", "txt", "md", "in", "ans", "dat", "csv", "json", "",
    ];
    endings.contains(&ending(name))
}

fn is_python_2(file: &SourceFile) -> bool {
    let first = file.bytes.split(|byte| *byte == b'\n').next();
    let first = String::from_utf8_lossy(first.unwrap_or_default());
    ending(&file.name) == "py" && first.starts_with("#!") && first.contains("python2")
}

/// The file that a program starts with: the one that is named, the only one, or one of `mains`.
fn start(
    files: &[SourceFile],
    hint: Option<&str>,
    endings: &[&str],
    mains: &[&str],
) -> Result<String, Why> {
    let has = |name: &str| files.iter().any(|file| file.name == name);
    if let Some(named) = hint {
        return if has(named) {
            Ok(named.to_owned())
        } else {
            Err(Why::Broken(format!(
                "there is no file {named} to start with"
            )))
        };
    }
    let mut sources = files
        .iter()
        .filter(|file| endings.contains(&ending(&file.name)));
    let first = sources.next().map(|file| file.name.clone());
    match (first, sources.next()) {
        (Some(only), None) => Ok(only),
        // Named on the command line with its language, whatever its ending.
        (None, _) if files.len() == 1 => Ok(files[0].name.clone()),
        _ => mains
            .iter()
            .find(|name| has(name))
            .map(|name| (*name).to_owned())
            .ok_or_else(|| {
                let main = mains.first().copied().unwrap_or_default();
                Why::Broken(format!("it has several files and no {main} to start with"))
            }),
    }
}

/// The class that a program in Java starts with: the one that is named, else that of the only file
/// with a `main`.
fn java_class(files: &[SourceFile], hint: Option<&str>) -> Result<String, Why> {
    if let Some(named) = hint {
        return Ok(named.strip_suffix(".java").unwrap_or(named).to_owned());
    }
    let has_main = |file: &&SourceFile| {
        let text = String::from_utf8_lossy(&file.bytes);
        ending(&file.name) == "java" && text.contains("static void main")
    };
    let mut mains = files.iter().filter(has_main);
    let (Some(main), None) = (mains.next(), mains.next()) else {
        let why = "it starts with no class that can be told: one of its files has to have a `main`";
        return Err(Why::Broken(why.to_owned()));
    };
    let text = String::from_utf8_lossy(&main.bytes);
    let package = text
        .lines()
        .find_map(|line| line.trim().strip_prefix("package ")?.split(';').next());
    let file = main.name.rsplit('/').next().unwrap_or(&main.name);
    let class = file.strip_suffix(".java").unwrap_or(file);
    Ok(match package {
        Some(package) => format!("{}.{class}", package.trim()),
        None => class.to_owned(),
    })
}

/// Puts the constants of the package where the text names them.
fn fill_in(file: &mut SourceFile, constants: &Constants) {
    if constants.is_empty() {
        return;
    }
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        return;
    };
    file.bytes = filled(text, constants).into_bytes();
}

/// A text with its constants; names nobody knows stay as they are.
fn filled(text: &str, constants: &Constants) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        whole.push_str(before);
        let value = after
            .split_once("}}")
            .and_then(|(name, left)| Some((constants.get(name)?, left)));
        if let Some((value, left)) = value {
            whole.push_str(value);
            rest = left;
        } else {
            whole.push_str("{{");
            rest = after;
        }
    }
    whole.push_str(rest);
    whole
}
