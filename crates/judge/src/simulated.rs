//! What judging simulated answers has in common: objectives weighed, and problems told.

use onsite_domain::{
    judgement::{Finding, Outcome},
    simulated::{Figure, Met, Objective, Weighed},
};
use onsite_sim::Problem;

use crate::{Proof, error::Error};

/// Holds figures to objectives; `missing` says what an objective without a figure is.
pub(crate) fn weigh(
    objectives: &[Objective],
    figures: &[Figure],
    missing: &dyn Fn(&Objective) -> Met,
) -> Vec<Weighed> {
    let weighed = objectives.iter().map(|objective| {
        let mut figures = figures.iter();
        let figure = figures.find(|figure| figure.name == objective.figure);
        Weighed {
            objective: objective.clone(),
            met: figure.map_or_else(|| missing(objective), |f| objective.weigh(f.low, f.high)),
        }
    });
    weighed.collect()
}

/// Whether objectives are met as a whole.
pub(crate) fn outcome(objectives: &[Weighed]) -> Outcome {
    let has = |met: Met| objectives.iter().any(|weighed| weighed.met == met);
    if has(Met::Misses) {
        Outcome::Fail
    } else if has(Met::Undecided) {
        Outcome::Undecided
    } else {
        Outcome::Pass
    }
}

/// What it costs to miss what is missed.
pub(crate) fn findings(objectives: &[Weighed]) -> Vec<Finding> {
    let missed = objectives.iter().filter(|w| w.met == Met::Misses);
    let finding = |weighed: &Weighed| Finding {
        id: format!("misses_{}", weighed.objective.figure),
        text: weighed.objective.because.clone(),
    };
    missed.map(finding).collect()
}

/// The error that an answer does not read.
pub(crate) fn refused(problems: &[Problem]) -> Error {
    let lines = problems.iter().map(|problem| {
        let line = problem
            .line
            .map_or_else(String::new, |line| format!("line {line}: "));
        format!("{line}{}; {}", problem.message, problem.help)
    });
    Error::DoesNotRead {
        message: lines.collect::<Vec<_>>().join("\n"),
    }
}

/// Holds what a shipped answer gave to what the package says that it misses.
pub(crate) fn hold(
    proof: &mut Proof,
    (path, misses): (&str, &[String]),
    seed: u64,
    (objectives, figures): (&[Weighed], &[Figure]),
) {
    for weighed in objectives {
        let name = &weighed.objective.figure;
        let expected = if misses.contains(name) {
            Met::Misses
        } else {
            Met::Meets
        };
        if weighed.met == expected {
            continue;
        }
        let figure = figures.iter().find(|figure| figure.name == *name);
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
            path,
            format!(
                "with seed {seed} {name} {figure}: it must {} the objective, and would {} it",
                word(expected),
                word(weighed.met)
            ),
            "mend the answer or the bound; keep bounds a few intervals away from what answers give",
        );
    }
}
