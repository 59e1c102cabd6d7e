//! Judging packages of the Kattis and ICPC formats, without a record: one submission, or all that
//! the packages of a folder ship.

use std::{
    fs,
    path::{Path, PathBuf},
};

use onsite_bank::kattis::{self, Remark};
use onsite_domain::{
    code::Verdict,
    job::Progress,
    judgement::Outcome,
    kattis::{Expected, Package, PackageJudged, Program, TimeLimit, Written},
};
use onsite_sandbox::Cancel;
use serde::Serialize;

use crate::{error::Error, workbench::Workbench};

/// Most packages of one folder.
const MOST_PACKAGES: usize = 1000;

/// One submission, judged.
#[derive(Clone, Debug, Serialize)]
pub struct PackageJudgement {
    /// The package, by its folder's name.
    pub package: String,
    /// The submission, as it was named.
    pub submission: String,
    /// Its language.
    pub language: &'static str,
    /// How it fared.
    pub outcome: Outcome,
    /// The verdict as a whole.
    pub verdict: Verdict,
    /// The score, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The time limit, and where it comes from.
    pub time_limit: TimeLimit,
    /// Layers of protection that were active.
    pub layers: Vec<String>,
    /// Cases and times.
    pub detail: PackageJudged,
    /// What of the package is not used.
    pub notes: Vec<Remark>,
}

/// What every submission of some packages got.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PackagesReport {
    /// A row per submission that was run.
    pub submissions: Vec<SubmissionRow>,
    /// Submissions that were not run, each with the reason; the file begins with the package.
    pub not_run: Vec<Remark>,
    /// What keeps packages from being judged.
    pub faults: Vec<Remark>,
    /// What else of them is not used.
    pub notes: Vec<Remark>,
}

/// A submission, with what it must get and what it got.
#[derive(Clone, Debug, Serialize)]
pub struct SubmissionRow {
    /// The package.
    pub package: String,
    /// The submission, by its path in the package.
    pub submission: String,
    /// Its language.
    pub language: &'static str,
    /// What it must get.
    pub expected: Expected,
    /// What it got.
    pub given: Verdict,
    /// Its score, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Whether that is what it must get.
    pub as_expected: bool,
    /// The case that decided, where it was not accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Why, in the validator's words or ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Processor time on its slowest case, in milliseconds.
    pub slowest_ms: u64,
    /// The time limit, in milliseconds.
    pub limit_ms: u64,
}

impl PackagesReport {
    /// Whether every submission that was run got what it must.
    pub fn is_as_expected(&self) -> bool {
        self.submissions.iter().all(|row| row.as_expected)
    }
}

impl Workbench {
    /// Judges a file or a folder of files as a submission to a package.
    pub fn judge_package(
        &self,
        folder: &Path,
        submission: &Path,
        language: Option<Written>,
        progress: &dyn Fn(Progress),
    ) -> Result<PackageJudgement, Error> {
        let read = kattis::read(folder);
        let package = read.package.ok_or_else(|| broken(folder, &read.faults))?;
        let program = kattis::read_submission(submission, language).map_err(|why| {
            Error::invalid(
                "unreadable-submission",
                format!("{}: {why}", submission.display()),
                "Name a file or folder in Python 3, C, C++, Java or Rust; --language names what the ending does not.",
            )
        })?;
        let cancel = Cancel::new();
        let limit = self
            .judge
            .package_limit(&package, progress, &cancel)
            .map_err(|error| of_package(folder, error))?;
        let mut detail = self
            .judge
            .judge_package(&package, &program, &limit, progress, &cancel)
            .map_err(|error| of_package(folder, error))?;
        Ok(PackageJudgement {
            package: package.name,
            submission: program.path,
            language: program.language.name(),
            outcome: outcome(detail.verdict),
            verdict: detail.verdict,
            score: detail.score,
            time_limit: limit,
            layers: std::mem::take(&mut detail.layers),
            detail,
            notes: read.notes,
        })
    }

    /// Judges every submission of a package, or of every package right below a folder.
    pub fn judge_packages(
        &self,
        folder: &Path,
        progress: &dyn Fn(Progress),
    ) -> Result<PackagesReport, Error> {
        let mut report = PackagesReport::default();
        for path in packages(folder)? {
            let name = package_name(&path);
            let read = kattis::read(&path);
            let named = |mut remark: Remark| {
                remark.file = format!("{name}/{}", remark.file);
                remark
            };
            report.notes.extend(read.notes.into_iter().map(named));
            report.not_run.extend(read.not_run.into_iter().map(named));
            report.faults.extend(read.faults.into_iter().map(named));
            if let Some(package) = read.package {
                self.judge_all(&package, &mut report, progress)?;
            }
        }
        Ok(report)
    }

    fn judge_all(
        &self,
        package: &Package,
        report: &mut PackagesReport,
        progress: &dyn Fn(Progress),
    ) -> Result<(), Error> {
        let cancel = Cancel::new();
        let best = package.data.best_score(package.minimize);
        let limit = match self.judge.package_limit(package, progress, &cancel) {
            Ok(limit) => limit,
            Err(error) => return refuse(package, error, report),
        };
        for submission in &package.submissions {
            let program = &submission.program;
            let tell = |mut step: Progress| {
                step.stage = format!("{} {}: {}", package.name, program.path, step.stage);
                progress(step);
            };
            match self
                .judge
                .judge_package(package, program, &limit, &tell, &cancel)
            {
                Ok(judged) => {
                    let row = row(package, program, &submission.expected, &judged, best);
                    report.submissions.push(SubmissionRow {
                        limit_ms: limit.millis,
                        ..row
                    });
                }
                Err(onsite_judge::Error::LanguageMissing { language, help }) => {
                    report.not_run.push(Remark {
                        file: format!("{}/{}", package.name, program.path),
                        line: None,
                        message: format!("{} is not installed", language.title()),
                        help,
                    });
                }
                Err(error) => return refuse(package, error, report),
            }
        }
        Ok(())
    }
}

/// The package's own fault ends its judging alone; any other ends it all.
fn refuse(
    package: &Package,
    error: onsite_judge::Error,
    report: &mut PackagesReport,
) -> Result<(), Error> {
    match error {
        onsite_judge::Error::Package { file, message } => {
            report.faults.push(Remark {
                file: format!("{}/{file}", package.name),
                line: None,
                message,
                help: "mend the package".to_owned(),
            });
            Ok(())
        }
        other => Err(other.into()),
    }
}

fn row(
    package: &Package,
    program: &Program,
    expected: &Expected,
    judged: &PackageJudged,
    best: Option<f64>,
) -> SubmissionRow {
    let cases: Vec<Verdict> = judged.tests.iter().map(|test| test.verdict).collect();
    let failed = judged
        .tests
        .iter()
        .find(|test| test.verdict != Verdict::Accepted);
    SubmissionRow {
        package: package.name.clone(),
        submission: program.path.clone(),
        language: program.language.name(),
        expected: expected.clone(),
        given: judged.verdict,
        score: judged.score,
        as_expected: expected.is_met(judged.verdict, &cases, judged.score, best),
        case: failed.map(|test| test.name.clone()),
        message: failed
            .and_then(|test| test.message.clone())
            .or_else(|| judged.compile_output.clone()),
        slowest_ms: judged.tests.iter().map(|t| t.cpu_ms).max().unwrap_or(0),
        limit_ms: 0,
    }
}

const fn outcome(verdict: Verdict) -> Outcome {
    match verdict {
        Verdict::Accepted => Outcome::Pass,
        Verdict::JudgingError => Outcome::JudgingError,
        _ => Outcome::Fail,
    }
}

/// The package itself, else those right below.
fn packages(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if kattis::is_package(folder) {
        return Ok(vec![folder.to_owned()]);
    }
    let entries = fs::read_dir(folder).map_err(|cause| Error::File {
        what: format!("cannot read {}", folder.display()),
        cause,
    })?;
    let mut found: Vec<PathBuf> = entries
        .take(MOST_PACKAGES)
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| kattis::is_package(path))
        .collect();
    found.sort();
    if found.is_empty() {
        return Err(Error::invalid(
            "no-package",
            format!("{}: there is no package here", folder.display()),
            "Name the folder of a package, which holds a problem.yaml, or a folder of such folders.",
        ));
    }
    Ok(found)
}

fn package_name(path: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A package that misbehaves was handed in, and is no fault of ours.
fn of_package(folder: &Path, error: onsite_judge::Error) -> Error {
    match error {
        onsite_judge::Error::Package { file, message } => Error::invalid(
            "broken-package",
            format!("{}: {file}: {message}", folder.display()),
            "Mend the package; docs/kattis.md says what is supported.",
        ),
        other => other.into(),
    }
}

/// The error on a package that cannot be judged, with everything that is wrong.
fn broken(folder: &Path, faults: &[Remark]) -> Error {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    Error::invalid(
        "broken-package",
        format!(
            "{} cannot be judged\n{}",
            folder.display(),
            lines.join("\n")
        ),
        "Mend what is named above; docs/kattis.md says what is supported.",
    )
}
