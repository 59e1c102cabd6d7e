//! The `code` kind: builds an answer, runs it on test cases, checks what it gives.

mod attempt;
mod build;
mod case;
mod checker;
mod cpp;
mod difference;
mod failure;
mod gcc;
mod java;
mod lines;
mod prove;
mod prove_growth;
mod rscript;
mod rustc;
mod rvalue;
mod shape;
mod spec;
mod starter;
mod statistics;

use std::time::Instant;

use onsite_domain::{
    code::{CodeDetail, CodeQuestion, Group, Language, ShownCase, TestCase, TestResult, Verdict},
    given::{Changes, Goal},
    job::Progress,
    judgement::{Detail, Finding, Judged, Outcome},
};

use self::{
    attempt::{Attempted, Given},
    build::{Build, Built},
    case::{Case, Expected},
    checker::Output,
};
use crate::{
    Options, Reveal, Sample, bench::Bench, busy::Processors, error::Error, run::as_millis,
};

pub(crate) use case::read_own;
pub(crate) use cpp::{line, type_name as cpp_type};
pub(crate) use gcc::{Linked, link};
pub(crate) use java::{archiver, machine};
pub(crate) use prove::prove;
pub(crate) use rustc::rustc;
pub(crate) use spec::of as spec_of;
pub(crate) use starter::starter;

/// The finding that time ran out while the machine was busy.
const BUSY: &str = "busy";
/// Most bytes of each text of a case that is shown.
const MOST_SHOWN: usize = 4096;

/// An answer to judge.
#[derive(Clone, Copy)]
struct Handed<'a> {
    language: Language,
    source: &'a str,
}

/// A case of the question, or one that is ready.
enum Next<'a> {
    Kept(&'a TestCase),
    Ready(Box<Case>),
}

/// Judges an answer on every case.
pub(crate) fn judge(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    language: Language,
    source: &str,
    options: &Options,
    progress: &dyn Fn(Progress),
) -> Result<Judged, Error> {
    let cases = question.cases.iter().map(Next::Kept).collect();
    let handed = Handed { language, source };
    Session::new(bench, question, handed, options, progress)?.judge(cases)
}

/// Runs an answer on the samples and on own inputs.
pub(crate) fn run(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    handed: (Language, &str),
    own_inputs: &[String],
    options: &Options,
    progress: &dyn Fn(Progress),
) -> Result<Judged, Error> {
    let handed = Handed {
        language: handed.0,
        source: handed.1,
    };
    let session = Session::new(bench, question, handed, options, progress)?;
    let own = match case::own(bench, question, own_inputs) {
        Ok(own) => own,
        Err(error) if error.is_ours() => return Ok(session.our_fault(&error)),
        Err(error) => return Err(error),
    };
    let samples = samples_of(question).map(Next::Kept);
    let own = own.into_iter().map(|case| Next::Ready(Box::new(case)));
    session.judge(samples.chain(own).collect())
}

/// The samples as a candidate sees them.
pub(crate) fn samples(bench: &Bench<'_>, question: &CodeQuestion) -> Result<Vec<Sample>, Error> {
    samples_of(question)
        .map(|case| {
            let ready = case::ready(bench, question, case)?;
            Ok(Sample {
                name: ready.name.clone(),
                shown: shown(&ready, None, Vec::new()),
            })
        })
        .collect()
}

fn samples_of(question: &CodeQuestion) -> impl Iterator<Item = &TestCase> {
    let is_sample = |case: &&TestCase| case.group == Group::Sample;
    question.cases.iter().filter(is_sample)
}

/// One answer being judged.
struct Session<'a> {
    bench: &'a Bench<'a>,
    question: &'a CodeQuestion,
    handed: Handed<'a>,
    options: &'a Options,
    progress: &'a dyn Fn(Progress),
    began: Instant,
    /// What the processors had done by then.
    processors: Option<Processors>,
}

/// What is known so far.
struct Tally {
    tests: Vec<TestResult>,
    total: usize,
    findings: Vec<Finding>,
    compile_millis: Option<u64>,
    compile_output: Option<String>,
    verdict: Verdict,
}

impl<'a> Session<'a> {
    fn new(
        bench: &'a Bench<'a>,
        question: &'a CodeQuestion,
        handed: Handed<'a>,
        options: &'a Options,
        progress: &'a dyn Fn(Progress),
    ) -> Result<Self, Error> {
        bench.runtime(handed.language)?;
        Ok(Self {
            bench,
            question,
            handed,
            options,
            progress,
            began: Instant::now(),
            processors: Processors::now(),
        })
    }

    fn judge(&self, cases: Vec<Next<'_>>) -> Result<Judged, Error> {
        let mut tally = Tally {
            tests: Vec::new(),
            total: cases.len(),
            findings: Vec::new(),
            compile_millis: None,
            compile_output: None,
            verdict: Verdict::Accepted,
        };
        if self.handed.language.is_compiled() {
            self.tell("compiling", &tally, None);
        }
        let Handed { language, source } = self.handed;
        match build::build(self.bench, self.question, language, source) {
            Ok(Build::Ready(built)) => {
                tally.compile_millis = built.compile_millis;
                self.run_all(&built, cases, &mut tally)?;
            }
            Ok(Build::Failed { output, millis }) => {
                tally.compile_millis = Some(millis);
                tally.compile_output = Some(output);
                tally.verdict = Verdict::CompileError;
            }
            Err(error) if error.is_ours() => self.note_fault(&mut tally, &error),
            Err(error) => return Err(error),
        }
        Ok(self.judged(tally))
    }

    fn run_all(&self, built: &Built, cases: Vec<Next<'_>>, tally: &mut Tally) -> Result<(), Error> {
        self.tell("running test cases", tally, None);
        for next in cases {
            let (name, group) = match &next {
                Next::Kept(case) => (case.name.clone(), case.group),
                Next::Ready(case) => (case.name.clone(), case.group),
            };
            let result = match self.run_case(built, next, tally) {
                Ok(Some(result)) => result,
                // It does not compile, so there is no result of a case.
                Ok(None) => return Ok(()),
                Err(error) if error.is_ours() => {
                    self.note_fault(tally, &error);
                    not_judged(name, group)
                }
                Err(error) => return Err(error),
            };
            if tally.verdict == Verdict::Accepted {
                tally.verdict = result.verdict;
            }
            let step = TestResult {
                shown: None,
                ..result.clone()
            };
            let stops = match result.verdict {
                Verdict::Accepted => false,
                Verdict::JudgingError => true,
                _ => self.options.stop_at_first_failure,
            };
            tally.tests.push(result);
            self.tell("running test cases", tally, Some(step));
            if stops {
                break;
            }
        }
        Ok(())
    }

    /// Runs and checks one case; nothing where the answer turns out not to compile.
    fn run_case(
        &self,
        built: &Built,
        next: Next<'_>,
        tally: &mut Tally,
    ) -> Result<Option<TestResult>, Error> {
        let case = match next {
            Next::Kept(case) => case::ready(self.bench, self.question, case)?,
            Next::Ready(case) => *case,
        };
        let limits = self.question.limits_for(self.handed.language);
        let attempt = if self.options.try_again {
            attempt::attempt_twice
        } else {
            attempt::attempt
        };
        let run = attempt(self.bench, &self.question.form, built, limits, &case)?;
        let (verdict, words) = match &run.given {
            Given::Failure(failure) if failure.verdict == Verdict::CompileError => {
                let said = String::from_utf8_lossy(&run.used.stderr);
                tally.compile_output = Some(clip(said.trim(), &mut false));
                tally.verdict = Verdict::CompileError;
                return Ok(None);
            }
            Given::Failure(failure) => (failure.verdict, vec![failure.words.clone()]),
            Given::Output(output) => self.check(&case, &run, output)?,
        };
        if verdict == Verdict::TimeLimitExceeded {
            self.note_busy(tally, &run);
        }
        let first = tally.verdict == Verdict::Accepted && verdict != Verdict::Accepted;
        let reveals = match self.options.reveal {
            Reveal::All => true,
            Reveal::FirstFailure => case.group != Group::Secret || first,
            Reveal::None => case.group != Group::Secret,
        };
        Ok(Some(TestResult {
            name: case.name.clone(),
            group: case.group,
            verdict,
            cpu_ms: as_millis(run.used.cpu),
            wall_ms: as_millis(run.used.wall),
            memory_kib: run.used.memory / 1024,
            shown: reveals.then(|| shown(&case, Some(&run), words)),
        }))
    }

    /// Says so where time ran out on a machine that had no processor to spare.
    fn note_busy(&self, tally: &mut Tally, run: &Attempted) {
        let short = self.processors.zip(Processors::now());
        let said = tally.findings.iter().any(|finding| finding.id == BUSY);
        if said
            || !short.is_some_and(|(then, now)| then.were_short(now, run.used.cpu, run.used.wall))
        {
            return;
        }
        tally.findings.push(Finding {
            id: BUSY.to_owned(),
            text: "Too busy to trust: every processor of the machine was in use, and your answer \
                   had to wait while its time ran out. Hand it in again when less is going on."
                .to_owned(),
        });
    }

    fn check(
        &self,
        case: &Case,
        run: &Attempted,
        output: &Output,
    ) -> Result<(Verdict, Vec<String>), Error> {
        let (checker, form) = (&self.question.checker, &self.question.form);
        let mut words = checker::check(self.bench, checker, form, case, output)?;
        if let Expected::Unjudged(why) = &case.expected {
            return Ok((Verdict::Accepted, vec![why.clone()]));
        }
        if words.is_empty() {
            return Ok((Verdict::Accepted, words));
        }
        // The reference gives one right result, and there may be others.
        let several = matches!(checker, onsite_domain::code::Checker::OneOf);
        if case.group == Group::Own && several {
            let why = "Your result differs from the reference answer's, but several can be \
                       right here, so it is not judged.";
            return Ok((Verdict::Accepted, vec![why.to_owned()]));
        }
        if let Some(text) = &run.text {
            words.push(format!(
                "The text in between: {}.",
                difference::quoted(text)
            ));
        }
        Ok((Verdict::WrongAnswer, words))
    }

    /// How far the answer moved away from given code that is to be mended.
    fn changes(&self) -> Option<Changes> {
        let given = self.question.given.as_ref()?;
        let Goal::Mend { most_changed_lines } = given.goal else {
            return None;
        };
        let source = given.sources.get(&self.handed.language)?;
        Some(Changes::between(
            source,
            self.handed.source,
            most_changed_lines,
        ))
    }

    fn judged(&self, mut tally: Tally) -> Judged {
        let changes = self.changes();
        if let Some(changes) = changes.as_ref().filter(|changes| !changes.fit()) {
            // Right results from other code are no mend.
            if tally.verdict == Verdict::Accepted {
                tally.verdict = Verdict::WrongAnswer;
            }
            tally.findings.push(Finding {
                id: "too_many_changes".to_owned(),
                text: format!(
                    "You changed {} lines of the given code; at most {} may change. Find the \
                     fault and change only what it takes.",
                    changes.lines, changes.most
                ),
            });
        }
        Judged {
            outcome: match tally.verdict {
                Verdict::Accepted => Outcome::Pass,
                Verdict::JudgingError => Outcome::JudgingError,
                _ => Outcome::Fail,
            },
            score: None,
            findings: tally.findings,
            layers: self.bench.layers(),
            detail: Detail::Code(CodeDetail {
                verdict: tally.verdict,
                language: self.handed.language,
                tests: tally.tests,
                total_tests: count(tally.total),
                growth: None,
                compile_ms: tally.compile_millis,
                compile_output: tally.compile_output,
                changes,
                total_ms: as_millis(self.began.elapsed()),
            }),
        }
    }

    /// A judgement that says nothing of the answer, for the fault is ours.
    fn our_fault(&self, error: &Error) -> Judged {
        let mut tally = Tally {
            tests: Vec::new(),
            total: self.question.cases.len(),
            findings: Vec::new(),
            compile_millis: None,
            compile_output: None,
            verdict: Verdict::Accepted,
        };
        self.note_fault(&mut tally, error);
        self.judged(tally)
    }

    fn note_fault(&self, tally: &mut Tally, error: &Error) {
        tally.verdict = Verdict::JudgingError;
        // What a package's program says may give hidden cases away.
        let cause = match self.options.reveal {
            Reveal::None => String::new(),
            Reveal::FirstFailure | Reveal::All => format!(" The cause: {error}"),
        };
        tally.findings.push(Finding {
            id: "judging_error".to_owned(),
            text: format!(
                "Your answer could not be judged; the fault is not yours, and it does not \
                 count.{cause}"
            ),
        });
    }

    fn tell(&self, stage: &str, tally: &Tally, step: Option<TestResult>) {
        (self.progress)(Progress {
            stage: stage.to_owned(),
            done: count(tally.tests.len()),
            total: count(tally.total),
            step,
        });
    }
}

fn not_judged(name: String, group: Group) -> TestResult {
    TestResult {
        name,
        group,
        verdict: Verdict::JudgingError,
        cpu_ms: 0,
        wall_ms: 0,
        memory_kib: 0,
        shown: None,
    }
}

/// What is shown of a case, and of what an answer gave for it.
fn shown(case: &Case, run: Option<&Attempted>, differences: Vec<String>) -> ShownCase {
    let mut input_shortened = false;
    let input = clip(&case.input, &mut input_shortened);
    let mut shortened = input_shortened;
    let mut text = |text: &str| clip(text, &mut shortened);
    let printed = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let actual = run.and_then(|run| match &run.given {
        Given::Output(Output::Value(value)) => Some(value.to_string()),
        Given::Output(Output::Text(text)) => Some(text.clone()),
        Given::Failure(failure) => failure.actual.clone(),
    });
    // What a program prints is its result already.
    let apart = run.filter(|run| !matches!(run.given, Given::Output(Output::Text(_))));
    ShownCase {
        input,
        expected: case.expected.shown().map(|e| text(&e)),
        actual: actual.map(|a| text(&a)),
        stdout: apart.map_or(String::new(), |run| text(&printed(&run.used.stdout))),
        stderr: run.map_or(String::new(), |run| text(&printed(&run.used.stderr))),
        differences,
        shortened,
        input_shortened,
    }
}

/// Shortens a text to what is shown, at a character's end.
fn clip(text: &str, shortened: &mut bool) -> String {
    if text.len() <= MOST_SHOWN {
        return text.to_owned();
    }
    *shortened = true;
    let mut end = MOST_SHOWN;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", &text[..end])
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
