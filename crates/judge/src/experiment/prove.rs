//! The proof of an `experiment` question: its plans meet and miss what the package says, whatever
//! the seed.

use std::time::Instant;

use onsite_domain::{
    experiment::{ExperimentQuestion, Met, ShippedPlan},
    job::Progress,
};
use onsite_sandbox::Cancel;

use crate::{Proof, error::Error};

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
    plan: &ShippedPlan,
    seed: u64,
    proof: &mut Proof,
    cancel: &Cancel,
) -> Result<(), Error> {
    let read = super::read(question, &plan.text)?;
    let detail = super::run(question, &read, seed, &|_| {}, cancel)?;
    for weighed in &detail.objectives {
        let name = &weighed.objective.figure;
        let expected = if plan.misses.contains(name) {
            Met::Misses
        } else {
            Met::Meets
        };
        if weighed.met == expected {
            continue;
        }
        let figure = detail.figures.iter().find(|figure| figure.name == *name);
        let figure = figure.map_or_else(
            || "has no figure".to_owned(),
            |f| format!("is {:.4} ({:.4} to {:.4})", f.value, f.low, f.high),
        );
        let word = |met: Met| match met {
            Met::Meets => "meet",
            Met::Misses => "miss",
            Met::Undecided => "leave undecided",
        };
        proof.fault(
            "wrong-outcome",
            &plan.path,
            format!(
                "with seed {seed} {name} {figure}: it must {} the objective, and would {} it",
                word(expected),
                word(weighed.met)
            ),
            "mend the plan or the bound; keep bounds a few intervals away from what plans give",
        );
    }
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
