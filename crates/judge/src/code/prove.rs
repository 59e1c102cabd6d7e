//! The proof of a `code` question: its cases are legal and deterministic, its starters fail, and
//! every answer it ships gets the verdict of its folder.

mod hidden;
mod margin;

use std::collections::{BTreeMap, BTreeSet};

use onsite_domain::{
    code::{CaseData, CodeDetail, CodeQuestion, Language, ShippedAnswer, TestCase, Verdict},
    given::Goal,
    job::Progress,
    judgement::{Detail, Judged},
    signature::Form,
};
use serde_json::{Value, json};

use super::{Handed, Next, Session, case, case::Case, count, prove_growth, starter};
use crate::{Fault, Options, Proof, Reveal, bench::Bench, error::Error, package::Reply};

/// Bytes of inputs that the validator gets in one execution.
const BATCH: usize = 16 << 20;

const OPTIONS: Options = Options {
    seed: 0,
    reveal: Reveal::All,
    stop_at_first_failure: true,
    try_again: false,
};

/// Proves a question.
pub(crate) fn prove(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    progress: &dyn Fn(Progress),
) -> Result<Proof, Error> {
    // One that is made from the signature alone is the same for every question of its form.
    let starters: BTreeSet<Language> = Language::REQUIRED
        .into_iter()
        .chain(question.starters.keys().copied())
        .filter(|language| question.is_asked_in(*language))
        .collect();
    let mut prover = Prover {
        bench,
        question,
        progress,
        proof: Proof::default(),
        bases: BTreeMap::new(),
        counted: BTreeSet::new(),
        steps: question.answers.len() + starters.len() + 1,
        done: 0,
        caught: hidden::Caught::default(),
    };
    prover.cases()?;
    for answer in &question.answers {
        prover.step(&answer.path);
        prover.answer(answer)?;
    }
    prover.weigh_cases();
    for language in starters {
        prover.step(&format!("starter in {}", language.title()));
        prover.starter(language)?;
    }
    let mut proof = prover.proof;
    proof.spent(bench.spent());
    Ok(proof)
}

struct Prover<'a> {
    bench: &'a Bench<'a>,
    question: &'a CodeQuestion,
    progress: &'a dyn Fn(Progress),
    proof: Proof,
    /// Memory and time of a program that does nothing, in KiB and milliseconds.
    bases: BTreeMap<Language, (u64, u64)>,
    /// Verdicts and languages of which an answer's growth was looked at; one of each is enough.
    counted: BTreeSet<(Verdict, Language)>,
    steps: usize,
    done: usize,
    caught: hidden::Caught,
}

impl Prover<'_> {
    fn step(&mut self, stage: &str) {
        (self.progress)(Progress {
            stage: stage.to_owned(),
            done: count(self.done),
            total: count(self.steps),
            step: None,
        });
        self.done += 1;
    }

    /// Makes every case, generated ones twice, and puts their inputs before the validator.
    fn cases(&mut self) -> Result<(), Error> {
        self.step("cases");
        let mut ready = Vec::new();
        for case in &self.question.cases {
            match self.case(case) {
                Ok(made) => ready.push(made),
                Err(error) => self.note(error)?,
            }
        }
        self.proof.cases = count(self.question.cases.len());
        self.validate(&ready)
    }

    fn case(&mut self, case: &TestCase) -> Result<Case, Error> {
        let made = case::ready(self.bench, self.question, case)?;
        if let CaseData::Generated { arguments } = &case.data {
            // Made afresh, and compared with what is kept.
            let again = case::generate(self.bench, self.question, arguments)?;
            if case::from_pair(self.question, case, again)? != made {
                self.proof.fault(
                    "not-deterministic",
                    "generator.py",
                    format!("{} is not the same when it is made twice", case.name),
                    "take every random number from a generator seeded by the arguments",
                );
            }
        }
        Ok(made)
    }

    /// Turns the package's own failures into faults; other errors end the proof.
    fn note(&mut self, error: Error) -> Result<(), Error> {
        match error {
            Error::Package { file, message } => {
                let help = if message.contains("No module named") {
                    "use the standard library only; where numpy is allowed, `make run` sets up \
                     Onsite's Python environment"
                } else {
                    "mend the file; docs/package-format.md says what is expected of it"
                };
                self.proof.fault("package-program", file, message, help);
                Ok(())
            }
            Error::LanguageMissing { language, help } => {
                self.proof.fault(
                    "language-missing",
                    "question.toml",
                    format!(
                        "{} is not installed, so nothing is proved",
                        language.title()
                    ),
                    help,
                );
                Ok(())
            }
            other => Err(other),
        }
    }

    /// Notes that a file was not run; in a language that need not be there that is no fault.
    fn left_out(&mut self, error: Error, file: &str) -> Result<(), Error> {
        match error {
            Error::LanguageMissing { language, help }
                if !Language::REQUIRED.contains(&language) =>
            {
                self.proof.not_run.push(Fault {
                    code: "language-missing",
                    file: file.to_owned(),
                    line: None,
                    message: format!("{} is not installed", language.title()),
                    help,
                });
                Ok(())
            }
            other => self.note(other),
        }
    }

    fn validate(&mut self, cases: &[Case]) -> Result<(), Error> {
        let Some(source) = self.question.validator.as_deref() else {
            return Ok(());
        };
        let request = |text: &str, value: &Value| match self.question.form {
            Form::Program => json!([text]),
            _ => json!([value]),
        };
        let mut batch: Vec<(&str, Value, usize)> = Vec::new();
        for case in cases {
            batch.push((
                &case.name,
                request(&case.input, &case.value),
                case.input.len(),
            ));
        }
        for (name, refusal) in self.ask_validator(source, batch)? {
            if let Some(why) = refusal {
                self.proof.fault(
                    "case-refused",
                    "validator.py",
                    format!("it refuses the input of {name}: {why}"),
                    "mend the case or the validator",
                );
            }
        }
        let mut batch = Vec::new();
        for (name, text) in &self.question.invalid {
            // What is not even JSON never reaches the validator, and is refused all the same.
            let Ok(value) = read(&self.question.form, text) else {
                continue;
            };
            batch.push((name.as_str(), request(text, &value), text.len()));
        }
        for (name, refusal) in self.ask_validator(source, batch)? {
            if refusal.is_none() {
                self.proof.fault(
                    "invalid-accepted",
                    "validator.py",
                    format!("it takes tests/invalid/{name}, which it must refuse"),
                    "make it raise ValueError for this input",
                );
            }
        }
        Ok(())
    }

    /// Asks in batches; gives each name with the refusal, if any.
    fn ask_validator(
        &mut self,
        source: &str,
        inputs: Vec<(&str, Value, usize)>,
    ) -> Result<Vec<(String, Option<String>)>, Error> {
        let mut told = Vec::new();
        let mut inputs = inputs.into_iter().peekable();
        while inputs.peek().is_some() {
            let (mut names, mut requests, mut bytes) = (Vec::new(), Vec::new(), 0);
            while let Some((name, value, length)) = inputs.next_if(|_| bytes < BATCH) {
                names.push(name.to_owned());
                requests.push(value);
                bytes += length;
            }
            match case::validate(self.bench, source, &requests) {
                Ok(replies) => {
                    let refusals = replies.into_iter().map(|reply| match reply {
                        Reply::Value(_) => None,
                        Reply::Refused(why) => Some(why),
                    });
                    told.extend(names.into_iter().zip(refusals));
                }
                Err(error) => self.note(error)?,
            }
        }
        Ok(told)
    }

    fn judge(&self, language: Language, source: &str) -> Result<Judged, Error> {
        self.judge_on(language, source, self.question.cases.iter())
    }

    fn judge_on<'c>(
        &self,
        language: Language,
        source: &str,
        cases: impl Iterator<Item = &'c TestCase>,
    ) -> Result<Judged, Error> {
        let handed = Handed { language, source };
        let silent = |_: Progress| {};
        let session = Session::new(self.bench, self.question, handed, &OPTIONS, &silent)?;
        session.judge(cases.map(Next::Kept).collect())
    }

    fn answer(&mut self, answer: &ShippedAnswer) -> Result<(), Error> {
        let judged = match self.judge(answer.language, &answer.source) {
            Ok(judged) => judged,
            Err(error) => return self.left_out(error, &answer.path),
        };
        self.proof.answers += 1;
        let Detail::Code(detail) = &judged.detail else {
            return Ok(());
        };
        if detail.verdict != answer.expected {
            let got = got(detail, &judged);
            self.proof.fault(
                "wrong-verdict",
                &answer.path,
                format!("{} was expected; it got {got}", answer.expected.name()),
                "mend the answer or the cases, or move it to the folder of its verdict",
            );
            return Ok(());
        }
        if self.counted.insert((answer.expected, answer.language)) {
            prove_growth::answer(self.bench, self.question, answer, &mut self.proof)?;
        }
        if answer.expected == Verdict::Accepted {
            return self.margin(answer, detail);
        }
        let failed = detail.tests.last().map(|test| test.name.as_str());
        if let (Some(wanted), Some(failed)) = (answer.fails_on.as_deref(), failed)
            && !self.fails_there(answer, wanted, failed)
        {
            self.proof.fault(
                "fails-elsewhere",
                &answer.path,
                format!(
                    "it was to fail on {wanted} first; it fails on {}",
                    got(detail, &judged)
                ),
                "name the right case in `fails_on`, or mend the answer or the cases",
            );
        }
        self.hidden(answer, detail)
    }

    /// Whether an answer fails on the case that it is to fail on. Where its time is up before that, is
    /// up to the machine; a later case is not there to show it.
    fn fails_there(&self, answer: &ShippedAnswer, wanted: &str, failed: &str) -> bool {
        let at = |name: &str| {
            self.question
                .cases
                .iter()
                .position(|case| case.name == name)
        };
        wanted == failed || answer.expected == Verdict::TimeLimitExceeded && at(failed) < at(wanted)
    }

    fn starter(&mut self, language: Language) -> Result<(), Error> {
        let file = format!("starter/{}.{}", language.name(), language.extension());
        let judged = match self.judge(language, &starter(self.question, language)) {
            Ok(judged) => judged,
            Err(error) => return self.left_out(error, &file),
        };
        let Detail::Code(detail) = &judged.detail else {
            return Ok(());
        };
        if let Some(given) = &self.question.given {
            self.given(given.goal, language, detail, &judged);
            return Ok(());
        }
        match detail.verdict {
            Verdict::Accepted => self.proof.fault(
                "starter-passes",
                file,
                format!("the {} starter passes every case", language.title()),
                "add a case on which an empty answer is wrong",
            ),
            Verdict::CompileError | Verdict::JudgingError => self.proof.fault(
                "starter-broken",
                file,
                format!(
                    "the {} starter got {}",
                    language.title(),
                    got(detail, &judged)
                ),
                "mend the starter, or leave it out to have one made from the signature",
            ),
            _ => {}
        }
        Ok(())
    }

    /// Code to improve is right as far as it gets and costs too much; code to mend is faulty.
    fn given(&mut self, goal: Goal, language: Language, detail: &CodeDetail, judged: &Judged) {
        use Verdict::{MemoryLimitExceeded, RunTimeError, TimeLimitExceeded, WrongAnswer};
        let dear = matches!(detail.verdict, TimeLimitExceeded | MemoryLimitExceeded);
        let (holds, wanted, help) = match goal {
            Goal::Improve => (
                dear,
                "to be right and to go over a limit",
                "mend it, or add a case that is too large for it",
            ),
            Goal::Mend { .. } => (
                dear || matches!(detail.verdict, WrongAnswer | RunTimeError),
                "to fail a case by its fault",
                "add a case that shows its fault, or make it compile",
            ),
        };
        if !holds {
            self.proof.fault(
                "given",
                format!("given/{}.{}", language.name(), language.extension()),
                format!("it was {wanted}; it got {}", got(detail, judged)),
                help,
            );
        }
    }
}

fn read(form: &Form, text: &str) -> Result<Value, serde_json::Error> {
    match form {
        Form::Program => Ok(Value::Null),
        _ => serde_json::from_str(text),
    }
}

/// The verdict, the case and the first word on why.
fn got(detail: &CodeDetail, judged: &Judged) -> String {
    let failed = detail
        .tests
        .last()
        .filter(|t| t.verdict != Verdict::Accepted);
    let place = failed.map(|test| format!(" on {}", test.name));
    let words = failed
        .and_then(|test| test.shown.as_ref()?.differences.first())
        .map(String::as_str);
    let output = detail
        .compile_output
        .as_deref()
        .and_then(|o| o.lines().next());
    let finding = judged.findings.first().map(|f| f.text.as_str());
    let why: String = [words, output, finding]
        .into_iter()
        .flatten()
        .flat_map(|words| [": ", words])
        .collect();
    format!(
        "{}{}{why}",
        detail.verdict.name(),
        place.unwrap_or_default()
    )
}
