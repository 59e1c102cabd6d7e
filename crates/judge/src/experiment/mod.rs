//! The `experiment` kind: runs a plan in the question's world and holds it to its objectives.

mod distributions;
mod figures;
mod preview;
mod prove;

use std::time::Instant;

use onsite_domain::{
    experiment::{ExperimentDetail, ExperimentQuestion},
    job::Progress,
    judgement::{Detail, Judged},
    simulated::Met,
};
use onsite_sandbox::Cancel;
use onsite_sim::experiment::{BLOCK, ExperimentPlan, Report, Tally};

use crate::{
    error::Error,
    run::as_millis,
    simulated::{self, refused},
};

pub(crate) use preview::{accepts, preview};
pub(crate) use prove::prove;

/// Two correlations that are written alike.
const SAME: f64 = 1e-9;
/// How many times as many populations are run at most where an objective is undecided.
const MOST_TIMES: u64 = 8;

/// Reads a plan in the question's world.
pub(crate) fn read(question: &ExperimentQuestion, text: &str) -> Result<ExperimentPlan, Error> {
    let plan = ExperimentPlan::parse_in(text, &question.world).map_err(|p| refused(&p))?;
    let (given, known) = (plan.covariate_correlation, question.covariate_correlation);
    if given != 0.0 && (given - known).abs() > SAME {
        let message = if known == 0.0 {
            format!("`covariate_correlation` is {given}, and nothing is known here from before")
        } else {
            format!(
                "`covariate_correlation` is {given}; what is known from before goes with the \
                 metric at {known}: write that, or 0"
            )
        };
        return Err(Error::DoesNotRead { message });
    }
    Ok(plan)
}

/// Judges a plan.
pub(crate) fn judge(
    question: &ExperimentQuestion,
    text: &str,
    seed: u64,
    progress: &dyn Fn(Progress),
    cancel: &Cancel,
) -> Result<Judged, Error> {
    let began = Instant::now();
    let plan = read(question, text)?;
    let mut detail = run(question, &plan, seed, progress, cancel)?;
    detail.distributions = Some(distributions::of(&plan, seed, detail.populations));
    detail.total_ms = as_millis(began.elapsed());
    Ok(Judged {
        outcome: simulated::outcome(&detail.objectives),
        score: None,
        findings: simulated::findings(&detail.objectives),
        // Nothing of the candidate's was run as a program.
        layers: Vec::new(),
        detail: Detail::Experiment(detail),
    })
}

/// Runs a plan; on more populations while an objective is undecided.
fn run(
    question: &ExperimentQuestion,
    plan: &ExperimentPlan,
    seed: u64,
    progress: &dyn Fn(Progress),
    cancel: &Cancel,
) -> Result<ExperimentDetail, Error> {
    // Enough in one piece to be quick, few enough to be cancelled within a second.
    let piece = BLOCK * (64 / plan.cost()).clamp(1, 16);
    let mut tally = Tally::default();
    let mut wanted = question.populations;
    loop {
        while tally.populations < wanted {
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let first = tally.populations;
            let part = plan.run(seed, first..wanted.min(first + piece));
            tally.merge(&part);
            progress(Progress {
                stage: "populations".to_owned(),
                done: u32::try_from(tally.populations).unwrap_or(u32::MAX),
                total: u32::try_from(wanted).unwrap_or(u32::MAX),
                step: None,
            });
        }
        let report = Report::new(plan, &tally);
        let figures = figures::of(&report);
        let objectives = simulated::weigh(&question.objectives, &figures, &|_| Met::Undecided);
        let undecided = objectives
            .iter()
            .any(|weighed| weighed.met == Met::Undecided);
        if !undecided || wanted >= MOST_TIMES * question.populations {
            return Ok(ExperimentDetail {
                objectives,
                figures,
                boundaries: report.boundaries,
                populations: report.populations,
                seed,
                result_hash: report.result_hash,
                total_ms: 0,
                supposed: false,
                distributions: None,
            });
        }
        wanted *= 2;
    }
}
