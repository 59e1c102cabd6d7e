//! Judges submissions to packages of the Kattis and ICPC formats: builds submission and validators,
//! runs the cases in the order of the format, adds the results up, and works out the time limit
//! where the package fixes none.

mod case;
mod compare;
mod programs;

use std::time::Instant;

use onsite_domain::{
    code::{Language, TestResult, Verdict},
    job::Progress,
    kattis::{
        Case, CaseResult, CaseScore, Format, GradeError, Package, PackageJudged, Program as Source,
        TimeLimit, Validation, Written,
    },
};
use onsite_sandbox::{Cancel, Program};

use self::{
    case::{Given, Runner, Validator},
    programs::Made,
};
use crate::{Judge, bench::Bench, cache::Key, error::Error, run::as_millis};

/// What an accepted submission may take on one case while a limit is worked out.
const MOST_UNLIMITED_MS: u64 = 60_000;

impl From<GradeError> for Error {
    fn from(error: GradeError) -> Self {
        Self::package(format!("data/{}", error.group), error.message)
    }
}

impl Judge {
    /// The time limit of a package: its own, else worked out from its accepted submissions.
    pub fn package_limit(
        &self,
        package: &Package,
        progress: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<TimeLimit, Error> {
        if let Some(millis) = package.limits.time_ms {
            return Ok(TimeLimit {
                millis,
                slowest: None,
                slowest_ms: None,
            });
        }
        let environment = self.environment();
        let bench = self.bench(&environment, cancel);
        work_out(&bench, package, progress)
    }

    /// Judges a submission to a package under a time limit.
    pub fn judge_package(
        &self,
        package: &Package,
        submission: &Source,
        limit: &TimeLimit,
        progress: &dyn Fn(Progress),
        cancel: &Cancel,
    ) -> Result<PackageJudged, Error> {
        let environment = self.environment();
        let bench = self.bench(&environment, cancel);
        judge(&bench, package, submission, limit.millis, progress)
    }
}

fn judge(
    bench: &Bench<'_>,
    package: &Package,
    submission: &Source,
    limit_ms: u64,
    progress: &dyn Fn(Progress),
) -> Result<PackageJudged, Error> {
    let start = Instant::now();
    let total = u32::try_from(package.data.cases().len()).unwrap_or(u32::MAX);
    let mut judged = PackageJudged {
        verdict: Verdict::CompileError,
        score: None,
        tests: Vec::new(),
        total_tests: total,
        compile_ms: None,
        compile_output: None,
        total_ms: 0,
        layers: bench.layers(),
    };
    let size: usize = submission.files.iter().map(|file| file.bytes.len()).sum();
    let most = package.limits.code_kib << 10;
    say(progress, "compiling", 0, 0, None);
    let made = if size as u64 > most {
        Made::Refused {
            words: format!("the source is {size} bytes long; at most {most} are allowed"),
            millis: 0,
        }
    } else {
        programs::make(bench, submission, &package.includes, &package.limits)?
    };
    match made {
        Made::Refused { words, millis } => {
            (judged.compile_output, judged.compile_ms) = (Some(words), Some(millis));
        }
        Made::Ready { program, millis } => {
            judged.compile_ms = millis;
            let validator = validator(bench, package)?;
            let runner = Runner {
                bench,
                package,
                validator: &validator,
                limit_ms,
                language: run_as(submission),
            };
            run_all(&runner, &program, &mut judged, progress)?;
        }
    }
    judged.total_ms = as_millis(start.elapsed());
    Ok(judged)
}

fn run_all(
    runner: &Runner<'_>,
    program: &Program,
    judged: &mut PackageJudged,
    progress: &dyn Fn(Progress),
) -> Result<(), Error> {
    let total = judged.total_tests;
    let mut run = |case: &Case| -> Result<CaseScore, Error> {
        let given = runner.run(program, case)?;
        let result = result(case, &given);
        let done = u32::try_from(judged.tests.len() + 1).unwrap_or(u32::MAX);
        say(progress, "running test cases", done, total, Some(&result));
        judged.tests.push(result);
        Ok(given.score)
    };
    let graded = runner.package.data.grade(&mut run)?;
    judged.verdict = graded.verdict;
    let counts = match graded.verdict {
        Verdict::Accepted => true,
        Verdict::JudgingError => false,
        // In the newer format the score stands beside the verdict.
        _ => runner.package.format == Format::Modern,
    };
    judged.score = (runner.package.scoring && counts).then_some(graded.score);
    Ok(())
}

/// Makes the output validators ready; one that does not compile is the package's fault.
fn validator<'a>(bench: &Bench<'_>, package: &'a Package) -> Result<Validator<'a>, Error> {
    let Validation::Custom { validators, .. } = &package.validation else {
        return Ok(Validator::Default);
    };
    let mut ready = Vec::new();
    for source in validators {
        match programs::make(bench, source, &[], &package.limits)? {
            Made::Ready { program, .. } => ready.push((&*source.path, *program)),
            Made::Refused { words, .. } => {
                return Err(Error::package(
                    source.path.clone(),
                    format!("the output validator does not compile: {words}"),
                ));
            }
        }
    }
    Ok(Validator::Programs(ready))
}

/// Works the limit out: the slowest accepted submission on its slowest case, times a factor. What
/// was found is kept as long as nothing of it changes.
fn work_out(
    bench: &Bench<'_>,
    package: &Package,
    progress: &dyn Fn(Progress),
) -> Result<TimeLimit, Error> {
    let accepted = package.submissions.iter().filter(|s| s.expected.sets_limit);
    let accepted: Vec<&Source> = accepted
        .map(|submission| &submission.program)
        .filter(|program| runs_here(bench, program))
        .collect();
    if accepted.is_empty() {
        return Err(Error::package(
            "submissions/accepted",
            "no time limit is fixed, and no accepted submission is in a language that is run here; \
             fix it with a file `.timelimit` that holds the seconds",
        ));
    }
    let key = limit_key(bench, package, &accepted)?;
    let kept = bench.cache.get(&key).and_then(|kept| slowest_kept(&kept));
    let slowest = if let Some(kept) = kept {
        kept
    } else {
        let mut slowest = (String::new(), 0);
        for source in accepted {
            let name = format!("timing {}", source.path);
            let tell = |step: Progress| say(progress, &name, step.done, step.total, None);
            let millis = slowest_case(bench, package, source, &tell)?;
            if slowest.0.is_empty() || millis > slowest.1 {
                slowest = (source.path.clone(), millis);
            }
        }
        bench
            .cache
            .put(&key, format!("{} {}", slowest.1, slowest.0).as_bytes());
        slowest
    };
    Ok(TimeLimit {
        millis: rounded(package, slowest.1),
        slowest: Some(slowest.0),
        slowest_ms: Some(slowest.1),
    })
}

fn runs_here(bench: &Bench<'_>, program: &Source) -> bool {
    bench.runtime(run_as(program)).is_ok()
}

/// The language as which a program is built and run.
const fn run_as(program: &Source) -> Language {
    match program.language {
        Written::C => Language::Cpp,
        Written::In(language) => language,
    }
}

/// What an accepted submission took on its slowest case.
fn slowest_case(
    bench: &Bench<'_>,
    package: &Package,
    source: &Source,
    progress: &dyn Fn(Progress),
) -> Result<u64, Error> {
    let judged = judge(bench, package, source, MOST_UNLIMITED_MS, progress)?;
    if let Some(test) = judged.tests.iter().find(|test| {
        test.verdict == Verdict::TimeLimitExceeded || test.verdict == Verdict::JudgingError
    }) {
        let why = test.message.as_deref().unwrap_or_default();
        return Err(Error::package(
            source.path.clone(),
            format!(
                "no time limit can be worked out from it: case {}: {why}",
                test.name
            ),
        ));
    }
    if judged.verdict == Verdict::CompileError {
        let said = judged.compile_output.unwrap_or_default();
        return Err(Error::package(
            source.path.clone(),
            format!("no time limit can be worked out from it: {said}"),
        ));
    }
    Ok(judged
        .tests
        .iter()
        .map(|test| test.cpu_ms)
        .max()
        .unwrap_or(0))
}

fn rounded(package: &Package, slowest_ms: u64) -> u64 {
    let limits = &package.limits;
    let scaled = slowest_ms.saturating_mul(limits.permille);
    let step = limits.resolution_ms.max(1).saturating_mul(1000);
    let steps = if limits.round_up {
        scaled.div_ceil(step)
    } else {
        (scaled + step / 2) / step
    };
    (steps.max(1) * limits.resolution_ms).min(MOST_UNLIMITED_MS * 10)
}

fn slowest_kept(kept: &[u8]) -> Option<(String, u64)> {
    let (millis, name) = std::str::from_utf8(kept).ok()?.split_once(' ')?;
    Some((name.to_owned(), millis.parse().ok()?))
}

/// Everything that the accepted submissions' time depends on.
fn limit_key(bench: &Bench<'_>, package: &Package, accepted: &[&Source]) -> Result<Key, Error> {
    let mut parts: Vec<Vec<u8>> = vec![
        format!("{:?} {:?}", package.limits, package.includes).into_bytes(),
        format!("{:?} {accepted:?}", package.validation).into_bytes(),
    ];
    for language in onsite_domain::code::Language::ALL {
        if let Ok(runtime) = bench.runtime(language) {
            parts.push(runtime.version().as_bytes().to_vec());
        }
    }
    for found in package.data.cases() {
        let input = case::read(&found.input, &found.name, "in")?;
        // One entry per case, so that no more than one input is held at a time.
        let digest = Key::new(&found.name, &[&input, format!("{found:?}").as_bytes()]);
        parts.push(format!("{digest:?}").into_bytes());
    }
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    Ok(Key::new("time of accepted submissions", &parts))
}

fn result(case: &Case, given: &Given) -> CaseResult {
    CaseResult {
        name: case.name.clone(),
        group: case.group,
        verdict: given.score.verdict,
        cpu_ms: as_millis(given.cpu),
        wall_ms: as_millis(given.wall),
        memory_kib: given.memory >> 10,
        score: given.score.score,
        message: given.message.clone(),
    }
}

fn say(
    progress: &dyn Fn(Progress),
    stage: &str,
    done: u32,
    total: u32,
    result: Option<&CaseResult>,
) {
    progress(Progress {
        stage: stage.to_owned(),
        done,
        total,
        step: result.map(|result| TestResult {
            name: result.name.clone(),
            group: result.group,
            verdict: result.verdict,
            cpu_ms: result.cpu_ms,
            wall_ms: result.wall_ms,
            memory_kib: result.memory_kib,
            shown: None,
        }),
    });
}
