//! Measuring how a function of a file grows, without a record.

use std::path::{Path, PathBuf};

use onsite_domain::{code::Language, growth::Measurement, job::Progress};
use onsite_judge::Measured;
use onsite_sandbox::Cancel;

use crate::{
    environment::Environment,
    error::Error,
    workbench::{Workbench, read_answer},
};

/// What to measure, as it is named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureRequest {
    /// The file that defines the function.
    pub file: PathBuf,
    /// Its language, where the file's ending does not say it.
    pub language: Option<Language>,
    /// The function.
    pub entry: String,
    /// `FILE:FUNCTION`, which makes the inputs of a Python function.
    pub inputs: Option<String>,
}

impl Workbench {
    /// Measures; `progress` hears what is being done.
    pub fn measure(
        &self,
        request: &MeasureRequest,
        progress: &dyn Fn(Progress),
    ) -> Result<Measurement, Error> {
        let language = language_of(request)?;
        let inputs = match &request.inputs {
            None => None,
            Some(named) => {
                let (file, function) = split(named)?;
                Some((name_of(file), read_answer(file)?, function.to_owned()))
            }
        };
        let measured = Measured {
            language,
            source: (name_of(&request.file), read_answer(&request.file)?),
            entry: request.entry.clone(),
            inputs,
        };
        if needs_packages(&measured) {
            let say = |stage: &str| {
                progress(Progress {
                    stage: stage.to_owned(),
                    done: 0,
                    total: 0,
                    step: None,
                });
            };
            // Where they cannot be made ready, importing them says so.
            Environment::new(&self.data).prepare(&self.judge, &say, &|| false);
        }
        let measurement = self.judge.measure(&measured, progress, &Cancel::new());
        Ok(measurement?)
    }
}

fn language_of(request: &MeasureRequest) -> Result<Language, Error> {
    let ending = request.file.extension().and_then(|e| e.to_str());
    let by_name = ending.and_then(Language::find);
    request.language.or(by_name).ok_or_else(|| {
        Error::invalid(
            "unknown-language",
            format!(
                "{}: its ending does not tell the language",
                request.file.display()
            ),
            "Name it: --language python or --language cpp.",
        )
    })
}

/// Splits `FILE:FUNCTION` at its last colon.
fn split(named: &str) -> Result<(&Path, &str), Error> {
    named
        .rsplit_once(':')
        .filter(|(file, function)| !file.is_empty() && !function.is_empty())
        .map(|(file, function)| (Path::new(file), function))
        .ok_or_else(|| {
            Error::invalid(
                "inputs",
                format!("--inputs {named}: no function is named"),
                "Name file and function: --inputs gen.py:make.",
            )
        })
}

fn name_of(file: &Path) -> String {
    file.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Whether a Python file imports what Onsite's own environment holds.
fn needs_packages(measured: &Measured) -> bool {
    let texts = [
        Some(&measured.source.1),
        measured.inputs.as_ref().map(|(_, text, _)| text),
    ];
    measured.language == Language::Python
        && texts.iter().flatten().any(|text| text.contains("numpy"))
}
