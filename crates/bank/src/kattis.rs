//! Reads packages in the formats of Kattis and the ICPC into plain values: `legacy`, `legacy-icpc`,
//! `2023-07` and `2025-09`. Runs nothing; what is wrong or not used is remarked upon with file and
//! line.

mod data;
mod fields;
mod folder;
mod import;
mod metadata;
mod programs;
mod remarks;
mod submissions;
mod yaml;

use std::path::Path;

use onsite_domain::{
    code::Language,
    kattis::{Format, Include, Package, Program, Validation, Written},
};

pub use import::{ImportError, Imported, import};
pub use remarks::Remark;

use self::{
    folder::Folder,
    metadata::Metadata,
    programs::{Hints, Why},
    remarks::Remarks,
};
use crate::files::join;

/// What was read of a package.
#[derive(Debug, Default)]
pub struct Read {
    /// The package, where nothing keeps it from being judged.
    pub package: Option<Package>,
    /// What keeps it from being judged.
    pub faults: Vec<Remark>,
    /// Submissions that come with it and are not run, each with the reason.
    pub not_run: Vec<Remark>,
    /// What else of it is not used.
    pub notes: Vec<Remark>,
}

/// Whether a folder is a package.
pub fn is_package(folder: &Path) -> bool {
    folder.join(metadata::FILE).is_file()
}

/// Reads the package in a folder.
pub fn read(path: &Path) -> Read {
    let mut remarks = Remarks::default();
    let mut read = Read::default();
    match Folder::open(path) {
        Ok(folder) => read = whole(&folder, &mut remarks),
        Err(error) => remarks.fault(
            path.display().to_string(),
            None,
            format!("the folder cannot be read: {error}"),
            "name the folder of a package",
        ),
    }
    if !remarks.faults.is_empty() {
        read.package = None;
    }
    read.faults = remarks.faults;
    read.notes = remarks.notes;
    read
}

/// Reads a submission that lies anywhere: a file, or a folder of files.
pub fn read_submission(path: &Path, language: Option<Written>) -> Result<Program, String> {
    programs::read_anywhere(path, language).map_err(|why| match why {
        Why::Unsupported(message) | Why::Broken(message) => message,
    })
}

fn whole(folder: &Folder, remarks: &mut Remarks) -> Read {
    let Some(metadata) = metadata::read(folder, remarks) else {
        return Read::default();
    };
    let data = data::read(folder, &metadata, remarks);
    let submissions = submissions::read(folder, &metadata, remarks);
    let validation = validation(folder, &metadata, remarks);
    let includes = includes(folder, &metadata, remarks);
    overlooked(folder, &metadata, remarks);
    let name = folder.name();
    let package = data.zip(validation).map(|(data, validation)| Package {
        title: metadata.title.unwrap_or_else(|| name.clone()),
        name,
        format: metadata.format,
        scoring: metadata.scoring,
        minimize: metadata.minimize,
        interactive: metadata.interactive,
        limits: metadata.limits,
        validation,
        data,
        submissions: submissions.submissions,
        includes,
        credit: metadata.credit,
    });
    Read {
        package,
        not_run: submissions.not_run,
        ..Read::default()
    }
}

/// The output validators; in the newer formats the folder alone says that there are any.
fn validation(folder: &Folder, metadata: &Metadata, remarks: &mut Remarks) -> Option<Validation> {
    let place = match metadata.format {
        Format::Legacy => "output_validators",
        Format::Draft | Format::Modern => "output_validator",
    };
    let entries = match folder.list(place) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("it cannot be read: {error}");
            remarks.fault(place, None, message, "mend the folder");
            return None;
        }
    };
    let custom = metadata.custom.unwrap_or(!entries.is_empty());
    if !custom {
        if !entries.is_empty() {
            let message = "`validation` is default";
            remarks.note(place, None, message, "these programs are not used");
        }
        if metadata.interactive {
            remarks.fault(
                place,
                None,
                "an interactive package needs an output validator",
                "put it here",
            );
        }
        return Some(Validation::Default);
    }
    // The newer formats have one, whose files may lie in the folder itself.
    let lone = metadata.format != Format::Legacy && entries.iter().any(|entry| !entry.folder);
    let paths: Vec<String> = if lone {
        vec![place.to_owned()]
    } else {
        entries.iter().map(|e| join(place, &e.name)).collect()
    };
    let validators: Vec<Program> = paths
        .iter()
        .filter_map(|path| validator(folder, path, metadata, remarks))
        .collect();
    if paths.is_empty() {
        remarks.fault(
            place,
            None,
            "there is no output validator, and `validation` is custom",
            "put the program here, or use the default validator",
        );
    } else if metadata.interactive && paths.len() > 1 {
        remarks.fault(
            place,
            None,
            "an interactive package has one output validator",
            "take the others away",
        );
    }
    (!validators.is_empty()).then_some(Validation::Custom {
        validators,
        score: metadata.score,
    })
}

fn validator(
    folder: &Folder,
    path: &str,
    metadata: &Metadata,
    remarks: &mut Remarks,
) -> Option<Program> {
    let hints = Hints {
        scripts: true,
        ..Hints::default()
    };
    let help = "output validators in Python 3, C and C++ are run, without scripts";
    match programs::read(folder, path, &metadata.constants, hints) {
        Ok(program)
            if matches!(
                program.language,
                Written::In(Language::Java | Language::Rust)
            ) =>
        {
            let name = program.language.name();
            let message = format!("an output validator in {name} is not run here");
            remarks.fault(path, None, message, help);
            None
        }
        Ok(program) => Some(program),
        Err(Why::Unsupported(message)) => {
            remarks.fault(path, None, message, help);
            None
        }
        Err(Why::Broken(message)) => {
            remarks.fault(path, None, message, "mend the output validator");
            None
        }
    }
}

fn includes(folder: &Folder, metadata: &Metadata, remarks: &mut Remarks) -> Vec<Include> {
    let mut all = Vec::new();
    for entry in folder.list("include").unwrap_or_default() {
        let place = join("include", &entry.name);
        let language = Written::find(&entry.name);
        if !entry.folder || (language.is_none() && entry.name != "default") {
            let message = "its language is not run here";
            remarks.note(place, None, message, "it is not used");
            continue;
        }
        match programs::files(folder, &place, &metadata.constants) {
            Ok(files) => all.push(Include { language, files }),
            Err(Why::Unsupported(message) | Why::Broken(message)) => {
                remarks.fault(place, None, message, "mend the folder");
            }
        }
    }
    // What is for one language goes over what is for all.
    all.sort_by_key(|include| include.language);
    all
}

/// Names the parts that change no verdict and are not used.
fn overlooked(folder: &Folder, metadata: &Metadata, remarks: &mut Remarks) {
    let parts = [
        ("input_validators", "inputs are not validated"),
        ("input_format_validators", "inputs are not validated"),
        ("input_visualizer", "nothing is drawn"),
        ("output_visualizer", "nothing is drawn"),
        ("generators", "test data is taken as it lies there"),
        ("static_validator", "sources are not validated"),
    ];
    for (part, instead) in parts {
        if folder.has(part) {
            remarks.note(part, None, "this part is not supported", instead);
        }
    }
    if folder.has("graders") {
        let message = "graders of the package's own are not supported";
        remarks.note("graders", None, message, "the default grader adds up");
    }
    let other = match metadata.format {
        Format::Legacy => "output_validator",
        Format::Draft | Format::Modern => "output_validators",
    };
    if folder.has(other) {
        let help = "it is not used; mend `problem_format_version` or the folder's name";
        let message = "this folder belongs to another version of the format";
        remarks.note(other, None, message, help);
    }
}
