//! `onsite judge`: one answer in a file, judged and reported.

use onsite_app::JudgeFile;
use onsite_domain::{
    job::Progress,
    judgement::{Judgement, Outcome},
    kattis::Written,
};
use serde_json::Value;

use crate::{
    arguments::Judge,
    context::Context,
    error::{CliError, NOT_PASSING, OUR_FAULT},
    kattis, output,
    progress::ProgressLine,
    report,
};

/// Judges the answer.
pub fn judge(context: &Context, options: &Judge) -> Result<u8, CliError> {
    if let Some(folder) = &options.package {
        return kattis::judge(context, folder, options);
    }
    let (Some(question), Some(file)) = (&options.question, &options.file) else {
        return Err(CliError::bad_input(
            "there is no answer to judge",
            "Name the question and the answer's file.",
        ));
    };
    let language = match options.written {
        None => None,
        Some(Written::In(language)) => Some(language),
        Some(other) => {
            return Err(CliError::bad_input(
                format!("questions take no answers in {}", other.name()),
                "Packages do: --package DIR.",
            ));
        }
    };
    let bench = context.workbench(1)?;
    let line = ProgressLine::new();
    let tell = |progress: Progress| line.tell(&report::step(&progress));
    let how = JudgeFile {
        language,
        seed: options.seed,
        growth: options.growth,
    };
    let judgement = bench.judge_file(question, file, how, &tell)?;
    line.clear();
    if options.json {
        output::json(&with_verdict(&judgement)?)?;
    } else {
        output::line(report::of(&judgement).trim_end())?;
    }
    Ok(exit_code(judgement.result.outcome))
}

/// The exit code of an outcome.
const fn exit_code(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Pass | Outcome::Unjudged => 0,
        Outcome::Fail | Outcome::Undecided => NOT_PASSING,
        Outcome::JudgingError => OUR_FAULT,
    }
}

/// The judgement with its verdict at the top level too.
fn with_verdict(judgement: &Judgement) -> Result<Value, CliError> {
    let mut value = serde_json::to_value(judgement).map_err(|cause| {
        CliError::ours(
            format!("the judgement is not JSON: {cause}"),
            "Run it without --json.",
        )
    })?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("verdict".to_owned(), judgement.result.verdict().into());
    }
    Ok(value)
}
