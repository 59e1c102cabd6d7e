//! The bank's proofs: shape, then behaviour, only of what changed unless all is asked for.
//!
//! A proof is remembered in the data directory with all it depends on: every file of the package,
//! the judge, the runtimes and the Python packages.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use onsite_bank::{Diagnostic, coverage, lock::Lock};
use onsite_domain::{judgement::JUDGE_VERSION, question::Question};
use onsite_judge::Fault;
use onsite_sandbox::Cancel;
use serde::{Deserialize, Serialize};

use crate::{
    environment::{self, Environment},
    error::Error,
    workbench::Workbench,
};

const PROOFS: &str = "proofs.json";
/// What the whole bank's proof may cost: fifteen minutes on two cores.
const MOST_BANK_CPU_MS: u64 = 15 * 60 * 2 * 1000;

/// What to check.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// Questions by id; none means every one.
    pub questions: Vec<String>,
    /// Also those whose proof is fresh.
    pub all: bool,
    /// Only the shape; nothing is run.
    pub shape_only: bool,
}

/// A step of a check, for whoever waits.
#[derive(Clone, Debug)]
pub struct CheckProgress {
    /// Questions done.
    pub done: usize,
    /// Questions in all.
    pub total: usize,
    /// The question or the work that this tells of.
    pub what: String,
}

/// What a check found.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BankReport {
    /// Faults of shape.
    pub shape: Vec<Diagnostic>,
    /// A row per question.
    pub questions: Vec<QuestionReport>,
    /// Answers that were run, remembered proofs left out.
    pub answers_run: u32,
    /// Processor time of all proofs, in milliseconds.
    pub cpu_ms: u64,
    /// A word on the whole bank's budget, where it is overdrawn.
    pub over_budget: Option<String>,
}

/// One question's proof.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct QuestionReport {
    /// The question.
    pub question: String,
    /// Whether it was remembered rather than run.
    #[serde(default)]
    pub remembered: bool,
    /// Answers it ran.
    pub answers: u32,
    /// Test cases, or draws of parameters.
    pub cases: u32,
    /// Processor time, in milliseconds.
    pub cpu_ms: u64,
    /// What is not as it should be.
    pub faults: Vec<FaultReport>,
    /// Answers that were not run, each with why; a fault where `CI` is set.
    #[serde(default)]
    pub not_run: Vec<String>,
}

impl QuestionReport {
    /// Whether nothing is amiss, and nothing was left out that may not be.
    fn holds(&self) -> bool {
        self.faults.is_empty() && (self.not_run.is_empty() || !in_ci())
    }
}

/// Something that does not behave as it should.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FaultReport {
    /// Stable name.
    pub code: String,
    /// File, from the bank's folder.
    pub file: String,
    /// Line, where one is meant.
    pub line: Option<u32>,
    /// What was found.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What of the catalogue works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Ids that work.
    pub working: Vec<String>,
    /// Ids that do not yet.
    pub missing: Vec<String>,
}

impl BankReport {
    /// The exit code: 2 for faults of shape, 1 for faults of behaviour.
    pub fn exit_code(&self) -> u8 {
        let behaves = self.questions.iter().all(|q| q.faults.is_empty());
        if self.shape.is_empty() {
            u8::from(!behaves || self.over_budget.is_some())
        } else {
            2
        }
    }
}

/// Remembered proofs, by question.
type Proofs = BTreeMap<String, Remembered>;

#[derive(Clone, Serialize, Deserialize)]
struct Remembered {
    basis: String,
    report: QuestionReport,
}

impl Workbench {
    /// Checks the bank.
    pub fn check_bank(
        &self,
        options: &CheckOptions,
        tell: &(dyn Fn(CheckProgress) + Sync),
    ) -> Result<BankReport, Error> {
        let mut report = BankReport {
            shape: self.shape(&options.questions),
            ..Default::default()
        };
        let chosen = self.chosen(&options.questions)?;
        if options.shape_only {
            return Ok(report);
        }
        let proofs = self.proofs();
        let mut due: Vec<Arc<Question>> = Vec::new();
        for question in chosen {
            match proofs
                .get(&question.id)
                .filter(|p| p.basis == self.proof_basis(&question))
            {
                Some(proof) if !options.all && proof.report.holds() => {
                    report.questions.push(proof.report.clone());
                }
                _ => due.push(question),
            }
        }
        for question in &mut report.questions {
            question.remembered = true;
        }
        report.questions.extend(self.prove_all(&due, tell)?);
        report.questions.sort_by(|a, b| a.question.cmp(&b.question));
        let fresh = report.questions.iter().filter(|q| !q.remembered);
        report.answers_run = fresh.map(|q| q.answers).sum();
        report.cpu_ms = report.questions.iter().map(|q| q.cpu_ms).sum();
        report.over_budget = (report.cpu_ms > MOST_BANK_CPU_MS).then(|| {
            let (took, most) = (report.cpu_ms / 1000, MOST_BANK_CPU_MS / 1000);
            format!("the bank's proofs take {took} CPU seconds; at most {most} are allowed")
        });
        Ok(report)
    }

    /// What of a catalogue works; runs missing or stale proofs first.
    pub fn coverage(
        &self,
        catalogue: Option<&Path>,
        tell: &(dyn Fn(CheckProgress) + Sync),
    ) -> Result<Coverage, Error> {
        let report = self.check_bank(&CheckOptions::default(), tell)?;
        let proven: BTreeSet<String> = report
            .questions
            .iter()
            .filter(|q| q.faults.is_empty())
            .map(|q| q.question.clone())
            .collect();
        let counted = coverage::count(&self.source, &self.bank, catalogue, &proven);
        let counted = counted.map_err(|error| {
            Error::invalid(
                "catalogue",
                error.to_string(),
                "Mend that file, or name another.",
            )
        })?;
        Ok(Coverage {
            working: counted.working,
            missing: counted.missing,
        })
    }

    /// Faults of shape, of the whole bank or of the questions named.
    fn shape(&self, questions: &[String]) -> Vec<Diagnostic> {
        let mut shape = self.diagnostics.clone();
        shape.extend(Lock::check(&self.source, &self.bank));
        shape.retain(|diagnostic| {
            let of = diagnostic.question.as_ref();
            questions.is_empty() || of.is_none_or(|question| questions.contains(question))
        });
        shape
    }

    /// The questions named that could be read; a name that nothing in the bank has is an error.
    fn chosen(&self, ids: &[String]) -> Result<Vec<Arc<Question>>, Error> {
        if ids.is_empty() {
            return Ok(self.bank.questions().cloned().collect());
        }
        let mut chosen = Vec::new();
        for id in ids {
            let broken = self
                .diagnostics
                .iter()
                .any(|d| d.question.as_ref() == Some(id));
            match self.question(id) {
                Ok(question) => chosen.push(question),
                Err(_) if broken => {}
                Err(error) => return Err(error),
            }
        }
        Ok(chosen)
    }

    fn prove_all(
        &self,
        due: &[Arc<Question>],
        tell: &(dyn Fn(CheckProgress) + Sync),
    ) -> Result<Vec<QuestionReport>, Error> {
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let total = due.len();
        let say = |what: &str| {
            tell(CheckProgress {
                done: 0,
                total,
                what: what.to_owned(),
            });
        };
        Environment::new(&self.data).prepare(&self.judge, &say, &|| false);
        let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let results: Mutex<Vec<Result<QuestionReport, Error>>> = Mutex::default();
        std::thread::scope(|scope| {
            for _ in 0..self.workers.clamp(1, total) {
                scope.spawn(|| {
                    while let Some(question) = due.get(next.fetch_add(1, Ordering::SeqCst)) {
                        let result = self.prove(question);
                        let mut all = results.lock().unwrap_or_else(PoisonError::into_inner);
                        all.push(result);
                        drop(all);
                        let done = done.fetch_add(1, Ordering::SeqCst) + 1;
                        tell(CheckProgress {
                            done,
                            total,
                            what: question.id.clone(),
                        });
                    }
                });
            }
        });
        let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
        let reports = results.into_iter().collect::<Result<Vec<_>, _>>()?;
        self.remember(due, &reports)?;
        Ok(reports)
    }

    fn prove(&self, question: &Question) -> Result<QuestionReport, Error> {
        let proof = self.judge.prove(question, &|_| {}, &Cancel::new())?;
        let folder = format!("{}/{}", question.kind().name(), question.id);
        let report = |fault: Fault| FaultReport {
            code: fault.code.to_owned(),
            file: format!("{folder}/{}", fault.file),
            line: fault.line,
            message: fault.message,
            help: fault.help,
        };
        let (mut faults, mut not_run) = (proof.faults, Vec::new());
        if in_ci() {
            faults.extend(proof.not_run);
        } else {
            let said = |f: &Fault| format!("{folder}/{}: {}; {}", f.file, f.message, f.help);
            not_run.extend(proof.not_run.iter().map(said));
        }
        Ok(QuestionReport {
            question: question.id.clone(),
            remembered: false,
            answers: proof.answers,
            cases: proof.cases,
            cpu_ms: u64::try_from(proof.cpu.as_millis()).unwrap_or(u64::MAX),
            faults: faults.into_iter().map(report).collect(),
            not_run,
        })
    }

    fn proofs(&self) -> Proofs {
        // Remembered proofs only save time: a file that cannot be read means proving again.
        fs::read(self.data.join(PROOFS))
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default()
    }

    fn remember(&self, due: &[Arc<Question>], reports: &[QuestionReport]) -> Result<(), Error> {
        let mut proofs = self.proofs();
        for report in reports {
            let Some(question) = due.iter().find(|q| q.id == report.question) else {
                continue;
            };
            let remembered = Remembered {
                basis: self.proof_basis(question),
                report: report.clone(),
            };
            proofs.insert(question.id.clone(), remembered);
        }
        let bytes = serde_json::to_vec(&proofs).expect("proofs are plain data");
        let path = self.data.join(PROOFS);
        let arriving = self.data.join(format!("{PROOFS}.{}", std::process::id()));
        fs::create_dir_all(&self.data)
            .and_then(|()| fs::write(&arriving, bytes))
            .and_then(|()| fs::rename(&arriving, &path))
            .map_err(|cause| Error::File {
                what: format!("cannot write {}", path.display()),
                cause,
            })
    }

    /// All that a question's proof depends on; another one makes the proof stale.
    fn proof_basis(&self, question: &Question) -> String {
        let package = self.bank.fingerprint(&question.id).unwrap_or_default();
        let mut basis = format!("{package} {} {JUDGE_VERSION}", env!("CARGO_PKG_VERSION"));
        let runtimes = self.judge.runtimes();
        for status in runtimes.status() {
            basis.push(' ');
            basis.push_str(&status.found.map_or_else(String::new, |found| found.version));
        }
        // Without it nothing counts, and less is asked.
        basis.push(' ');
        basis.push_str(
            runtimes
                .valgrind()
                .map_or("", |found| found.version.as_str()),
        );
        basis + " " + &environment::lock_hash()
    }
}

/// Whether this is a run of continuous integration, where nothing may be left out.
fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}
