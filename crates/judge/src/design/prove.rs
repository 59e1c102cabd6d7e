//! The proof of a `design` question: its answers meet and miss what the package says, whatever the
//! seed, and one that meets everything is framed without a gap.

use std::time::Instant;

use onsite_domain::{
    design::{DesignDetail, DesignQuestion},
    framing::Framed,
    job::Progress,
    judgement::Outcome,
    simulated::Shipped,
};
use onsite_sandbox::Cancel;

use super::review;
use crate::{Proof, error::Error, simulated};

/// Seeds that every answer is run under.
const SEEDS: u64 = 2;

/// Proves a question.
pub(crate) fn prove(
    question: &DesignQuestion,
    progress: &dyn Fn(Progress),
    cancel: &Cancel,
) -> Result<Proof, Error> {
    let began = Instant::now();
    let mut proof = Proof::default();
    let total = u32::try_from(question.designs.len()).unwrap_or(u32::MAX);
    let mut framed = question.framing.is_empty();
    let mut reviews = Vec::new();
    for (done, shipped) in (0..).zip(&question.designs) {
        progress(Progress {
            stage: shipped.path.clone(),
            done,
            total,
            step: None,
        });
        for seed in 0..SEEDS {
            proof.answers += 1;
            let detail = prove_answer(question, shipped, seed, &mut proof, cancel)?;
            let is_sound = detail.framing.sound() == question.framing.len();
            framed |= is_sound && shipped.misses.is_empty();
            reviews.extend(detail.review);
        }
    }
    if let Some(review) = &question.review {
        review::hold_suspects(&mut proof, review, &reviews);
    }
    if !framed {
        proof.fault(
            "no-sound-framing",
            "question.toml",
            "no answer that meets every objective has a sound framing in every cell",
            "write the whole sheet into one of them",
        );
    }
    starter(question, &mut proof, cancel)?;
    proof.cases = u32::try_from(question.objectives.len()).unwrap_or(u32::MAX);
    // Simulations run on this thread and nowhere else.
    proof.spent(began.elapsed());
    Ok(proof)
}

fn prove_answer(
    question: &DesignQuestion,
    shipped: &Shipped,
    seed: u64,
    proof: &mut Proof,
    cancel: &Cancel,
) -> Result<DesignDetail, Error> {
    let read = super::read(question, &shipped.text)?;
    let detail = super::run(question, read, seed, None, cancel)?;
    if let Some(found) = &detail.review {
        review::hold(proof, shipped, seed, found);
    } else {
        let (path, misses) = (shipped.path.as_str(), shipped.misses.as_slice());
        let found = (detail.objectives.as_slice(), detail.figures.as_slice());
        simulated::hold(proof, (path, misses), seed, found);
    }
    Ok(detail)
}

/// What a candidate starts from must not pass as it stands, and must leave the framing to them.
fn starter(question: &DesignQuestion, proof: &mut Proof, cancel: &Cancel) -> Result<(), Error> {
    proof.answers += 1;
    let read = super::read(question, &question.starter)?;
    let detail = super::run(question, read, 0, None, cancel)?;
    let outcome = match &detail.review {
        Some(found) => review::outcome(found),
        None => simulated::outcome(&detail.objectives),
    };
    let framed = |state: Framed| state == Framed::Sound;
    if outcome == Outcome::Pass {
        proof.fault(
            "starter-passes",
            "starter.toml",
            "what is started from passes as it stands",
            "start from one that misses something",
        );
    }
    if detail.framing.cells.iter().any(|cell| framed(cell.state)) {
        proof.fault(
            "starter-passes",
            "starter.toml",
            "the sheet to start from is filled in",
            "leave its cells to the candidate",
        );
    }
    Ok(())
}
