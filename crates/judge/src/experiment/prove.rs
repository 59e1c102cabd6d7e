//! The proof of an `experiment` question: its plans meet and miss what the package says, whatever
//! the seed.

use std::time::Instant;

use onsite_domain::{
    experiment::ExperimentQuestion,
    job::Progress,
    simulated::{Met, Shipped},
};
use onsite_sandbox::Cancel;

use crate::{Proof, error::Error, simulated};

/// Seeds that every plan is run under.
const SEEDS: u64 = 3;

/// Proves a question.
pub(crate) fn prove(
    question: &ExperimentQuestion,
    progress: &dyn Fn(Progress),
    cancel: &Cancel,
) -> Result<Proof, Error> {
    let began = Instant::now();
    let mut proof = Proof::default();
    let total = u32::try_from(question.plans.len()).unwrap_or(u32::MAX);
    for (done, plan) in (0..).zip(&question.plans) {
        progress(Progress {
            stage: plan.path.clone(),
            done,
            total,
            step: None,
        });
        for seed in 0..SEEDS {
            proof.answers += 1;
            prove_plan(question, plan, seed, &mut proof, cancel)?;
        }
    }
    starter(question, &mut proof, cancel)?;
    proof.cases = u32::try_from(question.objectives.len()).unwrap_or(u32::MAX);
    // Simulations run on this thread and nowhere else.
    proof.spent(began.elapsed());
    Ok(proof)
}

fn prove_plan(
    question: &ExperimentQuestion,
    plan: &Shipped,
    seed: u64,
    proof: &mut Proof,
    cancel: &Cancel,
) -> Result<(), Error> {
    let read = super::read(question, &plan.text)?;
    let detail = super::run(question, &read, seed, &|_| {}, cancel)?;
    let (path, misses) = (plan.path.as_str(), plan.misses.as_slice());
    let found = (detail.objectives.as_slice(), detail.figures.as_slice());
    simulated::hold(proof, (path, misses), seed, found);
    Ok(())
}

/// What a candidate starts from must not pass as it stands.
fn starter(question: &ExperimentQuestion, proof: &mut Proof, cancel: &Cancel) -> Result<(), Error> {
    proof.answers += 1;
    let read = super::read(question, &question.starter)?;
    let detail = super::run(question, &read, 0, &|_| {}, cancel)?;
    if detail
        .objectives
        .iter()
        .all(|weighed| weighed.met == Met::Meets)
    {
        proof.fault(
            "starter-passes",
            "starter.toml",
            "the plan to start from meets every objective",
            "start from one that misses something",
        );
    }
    Ok(())
}
