//! What judging needs without a record: the bank, the judge, the clock and new identities.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use onsite_bank::{Bank, Diagnostic, Source, telling};
use onsite_domain::{
    answer::{Answer, MOST_ANSWER_BYTES},
    clock::Clock as _,
    code::{Language, Verdict},
    id::Id,
    job::Progress,
    judgement::{Detail, JUDGE_VERSION, Judged, Judgement},
    question::{Body, Question},
    story::Told,
};
use onsite_judge::{Judge, Options, Reveal, Runtimes};
use onsite_sandbox::{Cancel, Helper, Sandbox};

use crate::{
    clock::RecordClock,
    error::{Error, StartError},
    ids::Ids,
};

/// How to start.
pub struct Config {
    /// The data directory.
    pub data: PathBuf,
    /// The bank that was named, if one was.
    pub bank: Option<PathBuf>,
    /// How to start the sandbox's helper process.
    pub helper: Helper,
    /// The clock.
    pub clock: RecordClock,
    /// Judgements at once.
    pub workers: usize,
}

/// How to judge a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JudgeFile {
    /// Its language, where its ending does not say it.
    pub language: Option<Language>,
    /// From which parameters are drawn.
    pub seed: u64,
    /// Whether growth is measured though the answer is not accepted.
    pub growth: bool,
}

/// Bank, judge, clock and identities.
pub struct Workbench {
    pub(crate) data: PathBuf,
    pub(crate) source: Source,
    pub(crate) bank: Bank,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) judge: Judge,
    pub(crate) sandbox: Sandbox,
    pub(crate) clock: RecordClock,
    pub(crate) ids: Ids,
    pub(crate) workers: usize,
}

impl Workbench {
    /// Loads the bank, finds the runtimes and starts the sandbox.
    pub fn open(config: Config) -> Result<Self, StartError> {
        let here = std::env::current_dir().unwrap_or_default();
        let source = Source::find(config.bank.as_deref(), &here);
        let loaded = Bank::load(&source);
        let sandbox = Sandbox::new(config.helper)?;
        let cache = config.data.join("cache");
        Ok(Self {
            judge: Judge::new(sandbox.clone(), Runtimes::find(), cache),
            sandbox,
            data: config.data,
            source,
            bank: loaded.bank,
            diagnostics: loaded.diagnostics,
            clock: config.clock,
            ids: Ids::from_machine()?,
            workers: config.workers,
        })
    }

    /// The questions and what is wrong with those that could not be read.
    pub const fn diagnostics(&self) -> &Vec<Diagnostic> {
        &self.diagnostics
    }

    /// Where the bank's files come from.
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// The bank.
    pub const fn bank(&self) -> &Bank {
        &self.bank
    }

    /// The clock.
    pub const fn clock(&self) -> &RecordClock {
        &self.clock
    }

    /// Looks a question up.
    pub fn question(&self, id: &str) -> Result<Arc<Question>, Error> {
        self.bank
            .get(id)
            .cloned()
            .ok_or_else(|| Error::UnknownQuestion {
                id: id.chars().take(80).collect(),
                nearest: nearest(id, self.bank.questions().map(|q| q.id.as_str())),
            })
    }

    /// Judges a file against a question, without a record.
    pub fn judge_file(
        &self,
        question: &str,
        file: &Path,
        how: JudgeFile,
        progress: &dyn Fn(Progress),
    ) -> Result<Judgement, Error> {
        let question = self.question(question)?;
        let text = read_answer(file)?;
        let answer = match &question.body {
            Body::Code(_) => {
                let extension = file
                    .extension()
                    .and_then(|e| e.to_str())
                    .unwrap_or_default();
                let language = how
                    .language
                    .or_else(|| Language::find(extension))
                    .ok_or_else(|| {
                        Error::invalid(
                            "unknown-language",
                            format!("{}: its ending does not tell the language", file.display()),
                            format!("Name it: --language with one of {}.", Language::names()),
                        )
                    })?;
                Answer::Code {
                    language,
                    source: text,
                }
            }
            Body::Design(_) => Answer::Design { text },
            Body::Experiment(_) => Answer::Experiment { text },
            Body::Numeric(_) => Answer::Numeric {
                text: text.trim().to_owned(),
            },
            Body::Story(_) => Answer::Story {
                parts: read_telling(&text)?,
            },
        };
        let options = Options {
            seed: how.seed,
            reveal: Reveal::FirstFailure,
            stop_at_first_failure: true,
            try_again: true,
        };
        let cancel = Cancel::new();
        let mut judged = self
            .judge
            .judge(&question, &answer, &options, progress, &cancel)?;
        if how.growth || has_growth(&question, &judged) {
            let growth = self.judge.growth(&question, &answer, progress, &cancel)?;
            if let Some(growth) = growth {
                judged.take_growth(growth, class_required(&question));
            }
        }
        Ok(self.judgement(&question, None, judged))
    }

    /// Gives what a judge found its identity and time.
    pub(crate) fn judgement(
        &self,
        question: &Question,
        submission: Option<Id>,
        result: Judged,
    ) -> Judgement {
        let at = self.clock.now();
        Judgement {
            id: self.ids.id(at),
            submission,
            question: question.id.clone(),
            revision: question.revision,
            judge_version: JUDGE_VERSION,
            at,
            result,
        }
    }
}

/// Whether there is something to measure once an answer is judged.
pub(crate) fn has_growth(question: &Question, judged: &Judged) -> bool {
    let measures = matches!(&question.body, Body::Code(code) if code.growth_inputs.is_some());
    measures && matches!(&judged.detail, Detail::Code(code) if code.verdict == Verdict::Accepted)
}

/// Whether an answer that grows faster than expected does not pass.
pub(crate) fn class_required(question: &Question) -> bool {
    let growth = match &question.body {
        Body::Code(code) => code.growth.as_ref(),
        Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) | Body::Story(_) => None,
    };
    growth.is_some_and(|growth| growth.class_required)
}

/// Reads a telling from the text of its file.
pub fn read_telling(text: &str) -> Result<Vec<Told>, Error> {
    telling::read(text).map_err(|error| {
        Error::invalid(
            "not-a-telling",
            error.to_string(),
            "A telling is a TOML file with a text per part: context, problem, actions, decisions, \
             result, lesson, people.",
        )
    })
}

/// Reads an answer from a file, or from standard input for `-`.
pub fn read_answer(file: &Path) -> Result<String, Error> {
    use std::io::Read as _;
    let failed = |cause| Error::File {
        what: format!("cannot read {}", file.display()),
        cause,
    };
    let mut bytes = Vec::new();
    let most = MOST_ANSWER_BYTES as u64;
    let size = if file == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)? as u64
    } else {
        let opened = std::fs::File::open(file).map_err(failed)?;
        let facts = opened.metadata().map_err(failed)?;
        if facts.is_dir() {
            return Err(Error::invalid(
                "not-a-file",
                format!("{} is a folder", file.display()),
                "Name the file that holds the answer.",
            ));
        }
        opened
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        facts.len().max(bytes.len() as u64)
    };
    if size > most {
        return Err(Error::TooLarge {
            what: file.display().to_string(),
            bytes: size,
            most,
        });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].split(|b| *b == b'\n').count();
        Error::invalid(
            "not-utf8",
            format!(
                "{}: not UTF-8 text, from byte {at} in line {line}",
                file.display()
            ),
            "Save the file as UTF-8.",
        )
    })
}

/// The id nearest to a word, where one is near enough to be meant.
fn nearest<'a>(word: &str, ids: impl Iterator<Item = &'a str>) -> Option<String> {
    let word: String = word.chars().take(80).collect();
    let (distance, id) = ids.map(|id| (edits(&word, id), id)).min()?;
    (distance <= 1 + id.len() / 4).then(|| id.to_owned())
}

/// Levenshtein's distance, by bytes.
fn edits(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let change = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
