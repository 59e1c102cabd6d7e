//! Judges one submission of any kind: runs it in the sandbox and says how it fared.
//!
//! One module per kind stands behind one entry, [`Judge`]. Nothing here keeps a submission, speaks
//! HTTP or owns a thread; the only thing left behind is a cache of built programs and generated
//! cases, which can be deleted at any time.

mod bench;
mod busy;
mod cache;
mod code;
mod design;
mod error;
mod experiment;
mod growth;
mod kattis;
mod numeric;
mod package;
mod proof;
mod room;
mod run;
mod runtimes;
mod simulated;
mod story;

use std::{path::PathBuf, sync::RwLock};

use onsite_domain::{
    answer::{Answer, MOST_ANSWER_BYTES},
    code::{CodeQuestion, Language, ShownCase},
    design_run::Preview,
    design_search::DesignSearch,
    growth::{AnswerGrowth, Measurement},
    job::Progress,
    judgement::{Detail, Judged},
    question::{Body, Question},
    story::check_telling,
};
use onsite_sandbox::{Cancel, Sandbox};
use onsite_sim::design::search::Run;

use crate::{bench::Bench, cache::Cache};

pub use design::Tried;
pub use error::Error;
pub use growth::{Found as FoundGrowth, Measured, Series, space_class, time_class};
pub use proof::{Fault, Proof};
pub use room::Room;
pub use runtimes::{Found, Runtime, RuntimeStatus, Runtimes};
pub use story::measure_telling;

/// Most inputs of one's own in one Run.
pub const MOST_OWN_INPUTS: usize = 10;
/// Longest input of one's own, in bytes.
pub const MOST_OWN_INPUT_BYTES: usize = 64 * 1024;

/// Judges submissions; shared between threads.
#[derive(Debug)]
pub struct Judge {
    sandbox: Sandbox,
    cache: Cache,
    found: RwLock<Environment>,
}

/// What is installed on this machine.
#[derive(Clone, Debug)]
struct Environment {
    runtimes: Runtimes,
    site: Option<PathBuf>,
}

/// How to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// From which a numeric question draws its parameters.
    pub seed: u64,
    /// Which hidden cases may be shown.
    pub reveal: Reveal,
    /// Whether the cases after the first that is not accepted are left out.
    pub stop_at_first_failure: bool,
    /// Whether a case whose time ran out is run once more, with some time beyond the limit: an
    /// answer about as fast as it must be is not to fail by the machine's mood.
    pub try_again: bool,
}

/// What a candidate may see of hidden cases and hidden numbers; samples and own inputs are shown
/// always.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// The first case that is not accepted.
    FirstFailure,
    /// Nothing.
    None,
    /// Everything.
    All,
}

/// A sample as a candidate sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Name of the case.
    pub name: String,
    /// Input and expected result.
    pub shown: ShownCase,
}

impl Judge {
    /// Makes a judge that keeps what it builds and generates in the folder `cache`.
    pub fn new(sandbox: Sandbox, runtimes: Runtimes, cache: PathBuf) -> Self {
        Self {
            sandbox,
            cache: Cache::new(cache),
            found: RwLock::new(Environment {
                runtimes,
                site: None,
            }),
        }
    }

    /// The runtimes as they are known now.
    pub fn runtimes(&self) -> Runtimes {
        self.environment().runtimes
    }

    /// Makes Onsite's own Python packages available to every Python program run from now on.
    pub fn set_site_packages(&self, folder: PathBuf) {
        self.found
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .site = Some(folder);
    }

    /// Refuses what could not be judged whatever the answer does, and runs nothing: the wrong kind,
    /// a text too long, what is not a number or not a telling, an input of one's own that does not
    /// fit.
    pub fn accepts(
        &self,
        question: &Question,
        answer: &Answer,
        own_inputs: &[String],
    ) -> Result<(), Error> {
        let bytes = answer.text().len();
        if bytes > MOST_ANSWER_BYTES {
            return Err(Error::AnswerTooLarge { bytes });
        }
        check_own_inputs(own_inputs)?;
        match (&question.body, answer) {
            (Body::Code(code), Answer::Code { language, .. }) => {
                if !code.is_asked_in(*language) {
                    return Err(Error::LanguageNotAsked {
                        language: *language,
                    });
                }
                self.environment().runtimes.need(*language)?;
                for (index, input) in own_inputs.iter().enumerate() {
                    code::read_own(code, index, input)?;
                }
                Ok(())
            }
            (Body::Design(design), Answer::Design { text }) => design::read(design, text).map(drop),
            (Body::Experiment(experiment), Answer::Experiment { text }) => {
                experiment::accepts(experiment, text, own_inputs)
            }
            (Body::Numeric(numeric), Answer::Numeric { text }) => {
                numeric.read(text)?;
                Ok(())
            }
            (Body::Story(_), Answer::Story { parts }) => Ok(check_telling(parts)?),
            _ => Err(wrong_kind(question, answer)),
        }
    }

    /// Judges an answer on all test cases, hidden ones included.
    pub fn judge(
        &self,
        question: &Question,
        answer: &Answer,
        options: &Options,
        progress: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Judged, Error> {
        self.accepts(question, answer, &[])?;
        let environment = self.environment();
        let bench = self.bench(&environment, cancel);
        match (&question.body, answer) {
            (Body::Code(code), Answer::Code { language, source }) => {
                code::judge(&bench, code, *language, source, options, progress)
            }
            (Body::Design(design), Answer::Design { text }) => {
                design::judge(design, text, options.seed, progress, cancel)
            }
            (Body::Experiment(experiment), Answer::Experiment { text }) => {
                experiment::judge(experiment, text, options.seed, progress, cancel)
            }
            (Body::Numeric(numeric), Answer::Numeric { text }) => {
                numeric::judge(&bench, numeric, text, options)
            }
            (Body::Story(story), Answer::Story { parts }) => Ok(story::judge(story, parts)),
            _ => Err(wrong_kind(question, answer)),
        }
    }

    /// Runs an answer on the samples and on inputs of one's own, by the same path and under the
    /// same limits as [`Judge::judge`].
    ///
    /// Own inputs are written like an `.in` file; what is expected of them comes from the
    /// question's reference answer. A plan is tried in a world of one's own where one is given. A
    /// design, a plan without one, a number and a story have no samples and are judged.
    pub fn run(
        &self,
        question: &Question,
        answer: &Answer,
        own_inputs: &[String],
        options: &Options,
        progress: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Judged, Error> {
        self.accepts(question, answer, own_inputs)?;
        let environment = self.environment();
        let bench = self.bench(&environment, cancel);
        match (&question.body, answer) {
            (Body::Code(code), Answer::Code { language, source }) => {
                let handed = (*language, source.as_str());
                code::run(&bench, code, handed, own_inputs, options, progress)
            }
            (Body::Design(design), Answer::Design { text }) => {
                design::judge(design, text, options.seed, progress, cancel)
            }
            (Body::Experiment(experiment), Answer::Experiment { text }) => match own_inputs {
                [world] => experiment::preview(text, world, options.seed, cancel),
                _ => experiment::judge(experiment, text, options.seed, progress, cancel),
            },
            (Body::Numeric(numeric), Answer::Numeric { text }) => {
                numeric::judge(&bench, numeric, text, options)
            }
            (Body::Story(story), Answer::Story { parts }) => Ok(story::judge(story, parts)),
            _ => Err(wrong_kind(question, answer)),
        }
    }

    /// Runs a design as it stands once, under one scenario and what is tried on top of it: enough to
    /// see what a change does, and within a second.
    pub fn preview(
        &self,
        question: &Question,
        answer: &Answer,
        tried: &Tried,
        seed: u64,
        cancel: &Cancel,
    ) -> Result<Preview, Error> {
        let bytes = answer.text().len();
        if bytes > MOST_ANSWER_BYTES {
            return Err(Error::AnswerTooLarge { bytes });
        }
        match (&question.body, answer) {
            (Body::Design(design), Answer::Design { text }) => {
                design::preview(design, text, tried, seed, cancel)
            }
            (_, Answer::Design { .. }) => Err(wrong_kind(question, answer)),
            _ => Err(Error::NotTried {
                message: "only a design is previewed".to_owned(),
            }),
        }
    }

    /// Searches over a design that was judged, for the cheapest counts of its structure and the one
    /// change that helps most; `run` runs the trials.
    pub fn search(
        &self,
        question: &Question,
        answer: &Answer,
        judged: &Judged,
        run: &mut Run<'_>,
    ) -> Result<DesignSearch, Error> {
        self.accepts(question, answer, &[])?;
        match (&question.body, answer, &judged.detail) {
            (Body::Design(design), Answer::Design { text }, Detail::Design(detail)) => {
                design::search(design, text, detail, run)
            }
            _ => Err(Error::NotTried {
                message: "only a design is searched over".to_owned(),
            }),
        }
    }

    /// Measures how the cost of a function grows; takes some seconds of two programs.
    pub fn measure(
        &self,
        measured: &Measured,
        progress: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Measurement, Error> {
        let environment = self.environment();
        environment.runtimes.need(measured.language)?;
        growth::measure(&self.bench(&environment, cancel), measured, progress)
    }

    /// Measures how an answer to a question grows; nothing where the question declares no class or
    /// ships no inputs to measure with. What cannot be measured is said in the note.
    pub fn growth(
        &self,
        question: &Question,
        answer: &Answer,
        progress: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Option<AnswerGrowth>, Error> {
        let (Body::Code(code), Answer::Code { language, source }) = (&question.body, answer) else {
            return Ok(None);
        };
        let environment = self.environment();
        environment.runtimes.need(*language)?;
        let bench = self.bench(&environment, cancel);
        growth::judge(&bench, code, (*language, source), progress)
    }

    /// The text an editor starts with: the code that is given, the package's own, else made from
    /// the signature.
    pub fn starter(question: &CodeQuestion, language: Language) -> String {
        code::starter(question, language)
    }

    /// What a candidate may see of the samples; makes generated ones where need be.
    pub fn samples(&self, question: &Question, cancel: &Cancel) -> Result<Vec<Sample>, Error> {
        let environment = self.environment();
        match &question.body {
            Body::Code(code) => code::samples(&self.bench(&environment, cancel), code),
            Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) | Body::Story(_) => {
                Ok(Vec::new())
            }
        }
    }

    /// Makes a question prove itself: runs every answer it ships and whatever else its kind
    /// demands, and lists what is not as it should be.
    pub fn prove(
        &self,
        question: &Question,
        progress: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<Proof, Error> {
        let environment = self.environment();
        let bench = self.bench(&environment, cancel);
        match &question.body {
            Body::Code(code) => code::prove(&bench, code, progress),
            Body::Design(design) => design::prove(design, progress, cancel),
            Body::Experiment(experiment) => experiment::prove(experiment, progress, cancel),
            Body::Numeric(numeric) => numeric::prove(&bench, numeric, progress),
            Body::Story(story) => Ok(story::prove(story)),
        }
    }

    fn environment(&self) -> Environment {
        self.found
            .read()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    fn bench<'a>(&'a self, environment: &'a Environment, cancel: &'a Cancel) -> Bench<'a> {
        Bench::new(
            &self.sandbox,
            &environment.runtimes,
            environment.site.as_deref(),
            &self.cache,
            cancel,
        )
    }
}

fn check_own_inputs(inputs: &[String]) -> Result<(), Error> {
    if inputs.len() > MOST_OWN_INPUTS {
        return Err(Error::OwnInput {
            index: MOST_OWN_INPUTS,
            message: format!(
                "there are {} of them; at most {MOST_OWN_INPUTS} are run at once",
                inputs.len()
            ),
        });
    }
    let long = inputs.iter().position(|i| i.len() > MOST_OWN_INPUT_BYTES);
    long.map_or(Ok(()), |index| {
        Err(Error::OwnInput {
            index,
            message: format!(
                "it is {} bytes long; at most {MOST_OWN_INPUT_BYTES} are read",
                inputs[index].len()
            ),
        })
    })
}

fn wrong_kind(question: &Question, answer: &Answer) -> Error {
    Error::WrongKind {
        question: question.kind(),
        answer: answer.kind(),
    }
}

const _: fn() = || {
    fn shared<T: Send + Sync>() {}
    shared::<Judge>();
};
