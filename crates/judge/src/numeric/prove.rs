//! The proof of a `numeric` question: formula, worked examples, wrong turns and simulation hold
//! each other.

use std::collections::BTreeSet;

use onsite_domain::{
    job::Progress,
    numeric::{Drawn, NumericQuestion},
};
use serde_json::{Value, json};

use super::{
    formula::{self, Truth},
    wrong_turn,
};
use crate::{
    Proof,
    bench::Bench,
    error::Error,
    package::{PackageProgram, Reply},
};

/// Seeds whose draws are looked at.
const SEEDS: u64 = 12;
/// Seeds that are simulated.
const SIMULATED: u64 = 4;
/// Standard errors within which a simulation agrees.
const AGREES: f64 = 4.5;

/// Proves a question.
pub(crate) fn prove(
    bench: &Bench<'_>,
    question: &NumericQuestion,
    progress: &dyn Fn(Progress),
) -> Result<Proof, Error> {
    let mut prover = Prover {
        bench,
        question,
        proof: Proof::default(),
    };
    let tell = |stage: &str, done: u32| {
        progress(Progress {
            stage: stage.to_owned(),
            done,
            total: 3,
            step: None,
        });
    };
    tell("formula", 0);
    let draws: Vec<Drawn> = (0..SEEDS).map(|seed| question.draw(seed)).collect();
    match formula::truths(bench, question, &draws) {
        Ok(truths) => {
            prover.wrong_turns(&draws, &truths);
            tell("worked examples", 1);
            prover.examples()?;
            tell("simulation", 2);
            prover.simulation(&draws, &truths)?;
        }
        Err(error) => prover.note(error)?,
    }
    let mut proof = prover.proof;
    proof.cases = u32::try_from(SEEDS).unwrap_or(u32::MAX);
    proof.spent(bench.spent());
    Ok(proof)
}

struct Prover<'a> {
    bench: &'a Bench<'a>,
    question: &'a NumericQuestion,
    proof: Proof,
}

/// One call of the simulation.
struct Simulated<'a> {
    seed: u64,
    /// The wrong turn whose number is believed; nothing for the right answer.
    turn: Option<&'a str>,
    believed: f64,
}

impl Prover<'_> {
    /// Turns the package's own failures into faults; other errors end the proof.
    fn note(&mut self, error: Error) -> Result<(), Error> {
        match error {
            Error::Package { file, message } => {
                let help = if message.contains("No module named") {
                    "numpy comes with Onsite's Python environment, which `make run` sets up; \
                     nothing else may be imported beside the standard library"
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

    /// Each wrong turn outside the tolerance fails with its own explanation, often enough.
    fn wrong_turns(&mut self, draws: &[Drawn], truths: &[Truth]) {
        let question = self.question;
        for turn in &question.wrong_turns {
            let mut apart = 0;
            for (seed, truth) in truths.iter().enumerate() {
                self.proof.answers += 1;
                let value = truth.wrong_turns[&turn.id];
                if question.tolerance.accepts(value, truth.answer) {
                    continue;
                }
                apart += 1;
                let told = wrong_turn(question, truth, value);
                if told.map(|t| &t.id) != Some(&turn.id) {
                    let told = told.map_or("nothing", |t| t.id.as_str());
                    self.proof.fault(
                        "wrong-turn-confused",
                        "formula.py",
                        format!(
                            "with seed {seed} ({:?}) the wrong turn `{}` gives {value}, and is \
                             told as `{told}`",
                            draws[seed], turn.id
                        ),
                        "keep the numbers of two wrong turns apart, or make one of them",
                    );
                }
            }
            if apart * 2 < truths.len() {
                self.proof.fault(
                    "wrong-turn-passes",
                    "question.toml",
                    format!(
                        "the wrong turn `{}` is outside the tolerance on only {apart} of {} seeds",
                        turn.id,
                        truths.len()
                    ),
                    "tighten the tolerance or choose other parameter values",
                );
            }
        }
        for truth in truths {
            self.proof.answers += 1;
            if !question.tolerance.accepts(truth.answer, truth.answer) {
                self.proof.fault(
                    "tolerance",
                    "question.toml",
                    "the right answer is outside its own tolerance",
                    "give `absolute` or `relative` a value above zero",
                );
                return;
            }
        }
    }

    fn examples(&mut self) -> Result<(), Error> {
        for (index, example) in self.question.examples.iter().enumerate() {
            self.proof.answers += 1;
            let drawn = self.question.draw(example.seed);
            let truth = match formula::truth(self.bench, self.question, &drawn) {
                Ok(truth) => truth,
                Err(error) => return self.note(error),
            };
            let number = index + 1;
            match self.question.read(&example.answer) {
                Err(error) => self.proof.fault(
                    "example",
                    "question.toml",
                    format!("example {number}: {error}"),
                    "write the answer as a candidate would type it",
                ),
                Ok(given) => {
                    let passes = self.question.tolerance.accepts(given, truth.answer);
                    if passes != example.passes {
                        self.proof.fault(
                            "example",
                            "question.toml",
                            format!(
                                "example {number}: {given} {} with seed {}, for the formula gives \
                                 {} from {drawn:?}",
                                if passes { "passes" } else { "fails" },
                                example.seed,
                                truth.answer
                            ),
                            "find out whether the example or the formula is wrong",
                        );
                    }
                }
            }
        }
        Ok(())
    }

    /// The simulation agrees with the right answer, and for every wrong turn there is a seed on
    /// which it does not agree with that.
    fn simulation(&mut self, draws: &[Drawn], truths: &[Truth]) -> Result<(), Error> {
        let tolerance = self.question.tolerance;
        let turns = |seed: u64, open: &BTreeSet<String>| -> Vec<(String, f64)> {
            let truth = &truths[index(seed)];
            let apart = |value: f64| !tolerance.accepts(value, truth.answer);
            truth
                .wrong_turns
                .iter()
                .filter(|(id, value)| open.contains(*id) && apart(**value))
                .map(|(id, value)| (id.clone(), *value))
                .collect()
        };
        let mut open: BTreeSet<String> = self
            .question
            .wrong_turns
            .iter()
            .map(|t| t.id.clone())
            .collect();
        // All right answers go with the first seed's wrong turns; a wrong turn that one seed tells
        // apart need not be simulated on the next.
        for seed in 0..SIMULATED {
            let wrong = turns(seed, &open);
            let mut asked: Vec<Simulated<'_>> = Vec::new();
            if seed == 0 {
                asked.extend((0..SIMULATED).map(|seed| Simulated {
                    seed,
                    turn: None,
                    believed: truths[index(seed)].answer,
                }));
            }
            asked.extend(wrong.iter().map(|(id, value)| Simulated {
                seed,
                turn: Some(id),
                believed: *value,
            }));
            let Some(deviations) = self.simulate(draws, &asked)? else {
                return Ok(());
            };
            for (call, deviation) in asked.iter().zip(deviations) {
                self.weigh(call, deviation, &mut open);
            }
            if open.is_empty() {
                break;
            }
        }
        for id in open {
            self.proof.fault(
                "simulation-believes",
                "simulation.py",
                format!("it agrees with the wrong turn `{id}` on all {SIMULATED} seeds"),
                "simulate the thing itself, not the formula, and more often if need be",
            );
        }
        Ok(())
    }

    fn weigh(&mut self, call: &Simulated<'_>, deviation: f64, open: &mut BTreeSet<String>) {
        match call.turn {
            None if deviation > AGREES => self.proof.fault(
                "simulation-disagrees",
                "simulation.py",
                format!(
                    "with seed {} it is {deviation:.1} standard errors from the formula's {}",
                    call.seed, call.believed
                ),
                "find out whether the formula or the simulation is wrong",
            ),
            Some(turn) if deviation > AGREES => {
                open.remove(turn);
            }
            _ => {}
        }
    }

    /// How many standard errors each simulation is off; nothing where it cannot be run.
    fn simulate(
        &mut self,
        draws: &[Drawn],
        calls: &[Simulated<'_>],
    ) -> Result<Option<Vec<f64>>, Error> {
        let program = PackageProgram {
            action: "simulate",
            file: "simulation.py",
            source: &self.question.simulation,
        };
        let requests: Vec<Value> = calls
            .iter()
            .map(|call| json!([draws[index(call.seed)], call.believed, call.seed]))
            .collect();
        if requests.is_empty() {
            return Ok(Some(Vec::new()));
        }
        let told = program
            .call(self.bench, &requests)
            .and_then(|replies| replies.iter().map(|reply| off(&program, reply)).collect());
        match told {
            Ok(deviations) => Ok(Some(deviations)),
            Err(error) => self.note(error).map(|()| None),
        }
    }
}

/// How many standard errors an estimate is from its target.
fn off(program: &PackageProgram<'_>, reply: &Reply) -> Result<f64, Error> {
    let numbers: Option<Vec<f64>> = match reply {
        Reply::Value(Value::Array(parts)) => parts.iter().map(Value::as_f64).collect(),
        _ => None,
    };
    match numbers.as_deref() {
        Some([estimate, target, error]) if *error > 0.0 => Ok((estimate - target).abs() / error),
        _ => Err(program.fault(
            "simulate must return (estimate, target, standard_error), all finite, the last above \
             zero"
                .to_owned(),
        )),
    }
}

fn index(seed: u64) -> usize {
    usize::try_from(seed).unwrap_or(0)
}
