//! One test case: runs the submission, alone or in talk with the validator, and has its output
//! judged. The submission is never given anything but its input.

use std::{fs, io::Read as _, path::Path, time::Duration};

use onsite_domain::{
    code::{Language, Verdict},
    kattis::{Case, CaseScore, Limits, Package, Validation},
    value::shorten,
};
use onsite_sandbox::{self as sandbox, Ending, Execution, File, Program};

use super::compare::{self, Flags};
use crate::{
    bench::Bench,
    error::Error,
    run::{self, Told, cut_short, over_output},
};

/// Largest input or answer file.
const MOST_INPUT: u64 = 128 << 20;
/// Where a validator finds the case; no program of a package has such a folder.
const PLACE: &str = "onsite.case";
/// Most of a validator's message that is kept, in characters.
const MOST_MESSAGE: usize = 2000;
const ACCEPTED: i32 = 42;
const REJECTED: i32 = 43;

/// What a case gave.
#[derive(Debug)]
pub(super) struct Given {
    /// Verdict and score.
    pub(super) score: CaseScore,
    /// Why, in the validator's words or ours.
    pub(super) message: Option<String>,
    /// Processor time.
    pub(super) cpu: Duration,
    /// Wall time.
    pub(super) wall: Duration,
    /// Peak memory, in bytes.
    pub(super) memory: u64,
}

/// What judges outputs.
pub(super) enum Validator<'a> {
    /// The default one.
    Default,
    /// Programs of the package, with their paths in it.
    Programs(Vec<(&'a str, Program)>),
}

/// A verdict with its reason.
struct Ruling {
    verdict: Verdict,
    message: Option<String>,
    score: Option<f64>,
    share: Option<f64>,
}

impl Ruling {
    fn new(verdict: Verdict, message: impl Into<Option<String>>) -> Self {
        Self {
            verdict,
            message: message.into(),
            score: None,
            share: None,
        }
    }
}

/// Runs cases of one package.
pub(super) struct Runner<'a> {
    pub(super) bench: &'a Bench<'a>,
    pub(super) package: &'a Package,
    pub(super) validator: &'a Validator<'a>,
    pub(super) limit_ms: u64,
    /// The submission's.
    pub(super) language: Language,
}

impl Runner<'_> {
    /// Runs one case; without a judge only how the submission ended counts.
    pub(super) fn run(&self, submission: &Program, case: &Case) -> Result<Given, Error> {
        let input = read(&case.input, &case.name, "in")?;
        let mut program = submission.clone();
        program
            .arguments
            .extend(case.arguments.iter().map(Into::into));
        program.limits = self.limits();
        if let (true, Validator::Programs(validators)) = (self.package.interactive, self.validator)
        {
            let [(path, validator)] = validators.as_slice() else {
                return Err(Error::package(
                    "output_validators",
                    "an interactive package has one output validator",
                ));
            };
            return self.talk(&program, &input, case, path, validator);
        }
        program.stdin = input;
        let execution = self.bench.execute(&program)?;
        let input = std::mem::take(&mut program.stdin);
        let ruling = match failure(&execution, &self.told()) {
            Some(failed) => failed,
            None => self.validate(&input, case, &execution.stdout)?,
        };
        Ok(given(ruling, &execution))
    }

    fn limits(&self) -> sandbox::Limits {
        let Limits {
            memory_mib,
            output_mib,
            ..
        } = self.package.limits;
        let own = self.language.allowance();
        let cpu = Duration::from_millis(self.limit_ms + own.cpu_ms);
        let memory = memory_mib.saturating_add(own.memory_mib);
        sandbox::Limits {
            result: 1 << 20,
            ..run::limits(cpu, memory << 20, output_mib << 20)
        }
    }

    fn told(&self) -> Told {
        let limits = &self.package.limits;
        let output = format!("{} MiB", limits.output_mib);
        Told::new(self.language, 1, self.limit_ms, limits.memory_mib, output)
    }

    /// Judges an output.
    fn validate(&self, input: &[u8], case: &Case, output: &[u8]) -> Result<Ruling, Error> {
        let answer = read(&case.answer, &case.name, "ans")?;
        let validators = match self.validator {
            Validator::Default => {
                let flags = Flags::read(&case.flags)
                    .map_err(|message| Error::package(format!("data/{}", case.name), message))?;
                return Ok(match compare::compare(flags, &answer, output) {
                    None => Ruling::new(Verdict::Accepted, None),
                    Some(words) => Ruling::new(Verdict::WrongAnswer, words),
                });
            }
            Validator::Programs(validators) => validators,
        };
        let mut last = Ruling::new(Verdict::Accepted, None);
        for (path, validator) in validators {
            let mut program = self.prepared(validator, input, &answer, case);
            program.stdin = output.to_vec();
            let execution = self.bench.execute(&program)?;
            last = self.heard(path, &execution);
            if last.verdict != Verdict::Accepted {
                break;
            }
        }
        Ok(last)
    }

    /// A validator with the case laid out beside it.
    fn prepared(&self, validator: &Program, input: &[u8], answer: &[u8], case: &Case) -> Program {
        let mut program = validator.clone();
        let base = case.name.rsplit('/').next().unwrap_or("case");
        let place = |name: &str| format!("{PLACE}/{name}");
        let path = |name: &str| format!("/scratch/{PLACE}/{name}");
        let file = |name: String, bytes: &[u8]| File {
            name: name.into(),
            bytes: bytes.to_vec(),
            executable: false,
        };
        program.files.extend([
            file(place(&format!("{base}.in")), input),
            file(place(&format!("{base}.ans")), answer),
            // The folder is there because a file is.
            file(place("feedback/.here"), b""),
        ]);
        let fixed = [
            format!("{base}.in"),
            format!("{base}.ans"),
            "feedback/".to_owned(),
        ];
        program
            .arguments
            .extend(fixed.iter().map(|name| path(name).into()));
        program.arguments.extend(case.flags.iter().map(Into::into));
        program.collect = FEEDBACK
            .iter()
            .map(|name| place(&format!("feedback/{name}")).into())
            .collect();
        let limits = &self.package.limits;
        let cpu = Duration::from_secs(limits.validation_seconds);
        let (memory, output) = (limits.validation_mib, limits.validation_output_mib);
        program.limits = sandbox::Limits {
            wall: cpu * 2,
            scratch: (512 << 20_u64).max(2 * (input.len() + answer.len()) as u64),
            collect_bytes: 1 << 20,
            ..run::limits(cpu, memory << 20, output << 20)
        };
        program
    }

    /// Lets submission and validator talk.
    fn talk(
        &self,
        submission: &Program,
        input: &[u8],
        case: &Case,
        path: &str,
        validator: &Program,
    ) -> Result<Given, Error> {
        let answer = read(&case.answer, &case.name, "ans")?;
        let mut program = self.prepared(validator, input, &answer, case);
        // It waits for the submission as long as that may take.
        program.limits.wall += submission.limits.wall * sandbox::STRETCH;
        let conversation = self.bench.converse([submission, &program])?;
        let [ours, theirs] = &conversation.executions;
        let said = self.heard(path, theirs);
        let failed = if conversation.over[0] {
            Some(Ruling::new(
                Verdict::OutputLimitExceeded,
                over_output(&self.told()),
            ))
        } else {
            failure(ours, &self.told())
        };
        let validator_first = conversation.first_to_hang_up == 1;
        let ruling = match (said.verdict, failed) {
            // What a submission does after it was rejected no longer counts.
            (Verdict::WrongAnswer | Verdict::JudgingError, _) if validator_first => said,
            (_, Some(failed)) => failed,
            (_, None) => said,
        };
        Ok(given(ruling, ours))
    }

    /// What a validator says by its exit code and in its feedback folder.
    fn heard(&self, path: &str, execution: &Execution) -> Ruling {
        let feedback = |name: &str| {
            let found = execution
                .collected
                .iter()
                .find(|(place, _)| place.ends_with(name));
            found.map(|(_, bytes)| String::from_utf8_lossy(bytes).trim().to_owned())
        };
        let message = feedback("judgemessage.txt")
            .filter(|words| !words.is_empty())
            .map(|words| shorten(&words, MOST_MESSAGE));
        let broken = |why: String| {
            let words = String::from_utf8_lossy(&execution.stderr);
            let words = message.as_deref().unwrap_or(words.trim());
            let words = shorten(words, MOST_MESSAGE);
            let why = format!("The output validator {path} {why}. {words}");
            Ruling::new(Verdict::JudgingError, why.trim().to_owned())
        };
        let accepted = match accepted(execution.ending, &self.package.limits) {
            Ok(accepted) => accepted,
            Err(why) => return broken(why),
        };
        let (score, share) = (feedback("score.txt"), feedback("score_multiplier.txt"));
        if feedback("nextpass.in").is_some() {
            return broken("asks for another pass, which is not supported".to_owned());
        }
        let may = matches!(
            self.package.validation,
            Validation::Custom { score: true, .. }
        );
        if (score.is_some() || share.is_some()) && !(may && accepted) {
            return broken("gave a score where it may not".to_owned());
        }
        let number = |text: &Option<String>| match text {
            None => Ok(None),
            Some(text) => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Some(number)),
                _ => Err(broken(format!("gave the score “{}”", shorten(text, 40)))),
            },
        };
        let verdict = if accepted {
            Verdict::Accepted
        } else {
            Verdict::WrongAnswer
        };
        match (number(&score), number(&share)) {
            (Ok(score), Ok(share)) => Ruling {
                verdict,
                message,
                score,
                share,
            },
            (Err(broken), _) | (_, Err(broken)) => broken,
        }
    }
}

/// Files of the feedback folder that are read.
const FEEDBACK: [&str; 4] = [
    "judgemessage.txt",
    "score.txt",
    "score_multiplier.txt",
    "nextpass.in",
];

fn given(ruling: Ruling, execution: &Execution) -> Given {
    Given {
        score: CaseScore {
            verdict: ruling.verdict,
            score: ruling.score,
            share: ruling.share,
        },
        message: ruling.message,
        cpu: execution.cpu,
        wall: execution.wall,
        memory: execution.memory,
    }
}

/// The ruling on a submission that gave no output to judge.
fn failure(execution: &Execution, told: &Told) -> Option<Ruling> {
    let (verdict, words) = match execution.ending {
        Ending::Exited(0) => return None,
        Ending::Exited(code) => {
            let said = String::from_utf8_lossy(&execution.stderr);
            let last = said.trim().lines().last().unwrap_or_default();
            let words = format!("It exited with code {code}. {}", shorten(last, 300));
            (Verdict::RunTimeError, words.trim().to_owned())
        }
        _ => cut_short(execution, told)?,
    };
    Some(Ruling::new(verdict, words))
}

/// Reads a file of a case.
pub(super) fn read(path: &Path, case: &str, ending: &str) -> Result<Vec<u8>, Error> {
    let wrong = |why: String| Error::package(format!("data/{case}.{ending}"), why);
    let unreadable = |error: std::io::Error| wrong(format!("it cannot be read: {error}"));
    // Anything else than a file could be without end.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(wrong("it is not a regular file".to_owned()));
    }
    let file = fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.take(MOST_INPUT + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > MOST_INPUT {
        let message = format!("it is longer than {} MiB", MOST_INPUT >> 20);
        return Err(wrong(message));
    }
    Ok(bytes)
}

/// Reads a validator's ruling off how it ended, else what it did instead.
fn accepted(ending: Ending, limits: &Limits) -> Result<bool, String> {
    Err(match ending {
        Ending::Exited(ACCEPTED) => return Ok(true),
        Ending::Exited(REJECTED) => return Ok(false),
        Ending::Exited(code) => format!("exited with code {code}, which is neither 42 nor 43"),
        Ending::Signalled(signal) => format!("ended by signal {signal}"),
        Ending::CpuLimit | Ending::WallLimit => {
            format!("took more than {} s", limits.validation_seconds)
        }
        Ending::MemoryLimit => format!("used more than {} MiB", limits.validation_mib),
        Ending::OutputLimit => format!("wrote more than {} MiB", limits.validation_output_mib),
    })
}
