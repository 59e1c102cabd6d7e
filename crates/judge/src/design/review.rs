//! Reviews of a given design: the test of every risk is run, and what it shows is held to what is
//! wrong with the design.

use onsite_domain::{
    design::{self, DesignDetail, DesignQuestion, Scenario},
    framing::LEAST_WORDS,
    judgement::{Finding, Outcome},
    review::{
        self, FOUND_FOR_REFUTED, Found, MOST_RISKS, Missed, Review, ReviewDetail, RiskDetail,
        Suspect, Trouble,
    },
    simulated::{Figure, Met, Objective, Shipped},
};
use onsite_sim::design::{Design, Fault, Parts, Report, Reviewed, Risk};

use super::told::Told;
use crate::{Proof, error::Error, simulated::refused};

/// What a review misses that names too much which is not so.
const REFUTED: &str = "refuted";

/// A risk that reads.
pub(super) struct Named {
    risk: Risk,
    trouble: Trouble,
    objective: Objective,
}

/// Reads the risks of an answer.
pub(super) fn read(
    question: &DesignQuestion,
    review: &Review,
    parts: &Parts,
    text: &str,
) -> Result<Vec<Named>, Error> {
    let risks = Reviewed::parse(&review.given, parts, &review.hazards)
        .and_then(|reviewed| reviewed.risks(text, MOST_RISKS))
        .map_err(|problems| refused(&problems))?;
    let named = |risk: Risk| {
        let about = review::about(&question.objectives, &risk.trouble, &risk.breaks);
        let (trouble, objective) = about.map_err(|message| Error::DoesNotRead {
            message: format!("line {}: {message}", risk.line),
        })?;
        Ok(Named {
            trouble,
            objective: objective.clone(),
            risk,
        })
    };
    risks.into_iter().map(named).collect()
}

/// The scenario that a risk is tried under: that of its objective, else the first.
fn scenario_of(question: &DesignQuestion, objective: &Objective) -> usize {
    let mut scenarios = question.scenarios.iter();
    let own = scenarios.position(|scenario| super::in_scenario(objective, scenario).is_some());
    own.unwrap_or(0)
}

/// Runs the test of every risk, numbered from zero; `base` is what the design does without any.
pub(super) fn run(
    question: &DesignQuestion,
    review: &Review,
    (parts, designs, risks): (&Parts, &[Design], &[Named]),
    base: &DesignDetail,
    told: &Told<'_>,
) -> Result<ReviewDetail, Error> {
    let (mut details, mut shown) = (Vec::new(), Vec::new());
    for (number, named) in risks.iter().enumerate() {
        let Named {
            risk,
            trouble,
            objective,
        } = named;
        let at = scenario_of(question, objective);
        let scenario = &question.scenarios[at];
        let mut figures = base.figures.iter();
        let without = figures.find(|f| f.name == objective.figure).cloned();
        let mut weighed = base.objectives.iter();
        let met = weighed
            .find(|w| w.objective.figure == objective.figure)
            .map_or(Met::Undecided, |w| w.met);
        let (state, figure) = if let Some(fault) = &risk.fault {
            let design = designs[at].with_fault(fault.clone());
            let bounded =
                |report: &Report| super::bounded(report, &design, parts, objective, scenario);
            let weigh = |figure: Figure| objective.weigh(figure.low, figure.high);
            let title = format!("Risk {} of {}", number + 1, risks.len());
            let stage = designs.len() + number;
            let (report, _) = told.replicate(stage, &title, &design, &|report| {
                // A figure without an interval needs more runs.
                bounded(report).is_none_or(|figure| weigh(figure) == Met::Undecided)
            })?;
            // What was cut short decides nothing.
            let figure = bounded(&report).filter(|_| report.cut.is_none());
            (found(met, figure.clone().map(weigh)), figure)
        } else {
            (found(Met::Meets, Some(met)), without.clone())
        };
        let mut suspects = review.suspects.iter();
        let suspect = suspects.find(|s| s.is_named(&risk.component, *trouble));
        // What is named and not shown stays unsaid.
        let told = suspect.filter(|suspect| state == suspect.state());
        details.push(RiskDetail {
            component: risk.component.clone(),
            trouble: trouble.title().to_owned(),
            test: tried(risk.fault.as_ref(), &designs[at], scenario),
            title: title(objective, scenario),
            objective: objective.clone(),
            state,
            notes: notes(risk, (state, met), figure.is_some(), told),
            figure,
            without,
            names: told.map(|suspect| suspect.title.clone()),
            why: risk.why.clone(),
        });
        shown.push((suspect, state));
    }
    let has = |flaw: &Suspect, state: Found| shown.contains(&(Some(flaw), state));
    let (found, missed): (Vec<&Suspect>, Vec<&Suspect>) =
        review.flaws().partition(|flaw| has(flaw, Found::Confirmed));
    let found = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let missed = missed.into_iter().map(|flaw| Missed {
        id: flaw.id.clone(),
        probe: flaw.probe.clone().unwrap_or_default(),
        undecided: has(flaw, Found::Undecided),
    });
    Ok(ReviewDetail {
        risks: details,
        found,
        missed: missed.collect(),
        most_refuted: found / FOUND_FOR_REFUTED,
    })
}

/// What a test says, by whether the objective is met without it and with it.
const fn found(without: Met, with: Option<Met>) -> Found {
    match (without, with) {
        (_, Some(Met::Meets)) => Found::Refuted,
        (Met::Meets, Some(Met::Misses)) => Found::Confirmed,
        _ => Found::Undecided,
    }
}

/// What is tried, in words.
fn tried(fault: Option<&Fault>, design: &Design, scenario: &Scenario) -> String {
    let told = fault.and_then(|fault| design.with_fault(fault.clone()).faults_told().pop());
    told.map_or_else(
        || format!("{}, as it is", scenario.title),
        |(_, _, fault)| format!("{}: {fault}", scenario.title),
    )
}

/// What the figure of an objective is, in words.
fn title(objective: &Objective, scenario: &Scenario) -> String {
    let name = super::in_scenario(objective, scenario).unwrap_or(&objective.figure);
    design::figure(name).map_or_else(|| name.to_owned(), |(title, _)| title)
}

/// What there is to say to a risk.
fn notes(
    risk: &Risk,
    (state, without): (Found, Met),
    has_figure: bool,
    told: Option<&Suspect>,
) -> Vec<String> {
    let mut notes: Vec<String> = told.iter().map(|suspect| suspect.because.clone()).collect();
    let mut say = |text: &str| notes.push(text.to_owned());
    match state {
        Found::Confirmed if told.is_none() => {
            say("The run bears it out. It is none of the flaws that this question counts.");
        }
        Found::Undecided if !has_figure => {
            say("The run gives no such figure: name another objective.");
        }
        Found::Undecided if risk.fault.is_some() && without == Met::Misses => {
            say("It breaks without this fault too, so that the fault shows nothing: leave it out.");
        }
        Found::Undecided => {
            say("The bound lies within the interval: try what shows it more clearly.");
        }
        _ => {}
    }
    if risk.why.split_whitespace().count() < LEAST_WORDS {
        say("Why? Say in a sentence what leads to what.");
    }
    notes
}

/// How a review fares.
pub(super) fn outcome(review: &ReviewDetail) -> Outcome {
    let open = review.missed.iter().filter(|flaw| flaw.undecided).count();
    let may_refute = (review.found as usize + open) / FOUND_FOR_REFUTED as usize;
    if review.missed.is_empty() && !review.names_too_much() {
        Outcome::Pass
    } else if open == review.missed.len() && open > 0 && review.refuted() <= may_refute {
        Outcome::Undecided
    } else {
        Outcome::Fail
    }
}

/// What is asked of a review that misses something, or names too much.
pub(super) fn findings(review: &ReviewDetail) -> Vec<Finding> {
    if review.risks.is_empty() {
        // Every question at once would be half the answer.
        return vec![Finding {
            id: "nothing_named".to_owned(),
            text:
                "No risk is named. Begin where a request begins: what does it wait for, and what \
                   happens there when that is slow, gone or full?"
                    .to_owned(),
        }];
    }
    let missed = review.missed.iter().map(|flaw| Finding {
        id: format!("missed_{}", flaw.id),
        text: flaw.probe.clone(),
    });
    let too_much = review.names_too_much().then(|| Finding {
        id: REFUTED.to_owned(),
        text: format!(
            "{} of your risks are refuted; beside {} flaws found, {} may be. A list that names \
             everything says nothing: try each before you name it, and leave out what holds.",
            review.refuted(),
            review.found,
            review.most_refuted
        ),
    });
    missed.chain(too_much).collect()
}

/// Holds what a shipped review found to what the package says that it misses.
pub(super) fn hold(proof: &mut Proof, shipped: &Shipped, seed: u64, review: &ReviewDetail) {
    let missed = review.missed.iter().map(|flaw| flaw.id.as_str());
    let too_much = review.names_too_much().then_some(REFUTED);
    let missed: Vec<&str> = missed.chain(too_much).collect();
    let same = missed.len() == shipped.misses.len()
        && shipped.misses.iter().all(|m| missed.contains(&m.as_str()));
    if !same {
        let list = |names: &[&str]| match names {
            [] => "nothing".to_owned(),
            names => names.join(", "),
        };
        let said: Vec<&str> = shipped.misses.iter().map(String::as_str).collect();
        let message = format!(
            "with seed {seed} it must miss {}, and misses {}: {}",
            list(&said),
            list(&missed),
            runs(review)
        );
        let help = "mend the review, the design or the bound; keep bounds a few intervals away";
        proof.fault("wrong-outcome", shipped.path.as_str(), message, help);
    }
}

/// What every run said, in a line.
fn runs(review: &ReviewDetail) -> String {
    let risks = review.risks.iter().map(|risk| {
        let state = match risk.state {
            Found::Confirmed => "confirmed",
            Found::Refuted => "refuted",
            Found::Undecided => "undecided",
        };
        let figure = risk.figure.as_ref().map_or_else(
            || "no figure".to_owned(),
            |f| format!("{:.4} ({:.4} to {:.4})", f.value, f.low, f.high),
        );
        let (at, what) = (&risk.component, &risk.objective.figure);
        format!("{at} {state}, {what} {figure}")
    });
    risks.collect::<Vec<_>>().join("; ")
}

/// What only looks like a flaw has been named by a shipped review, and refuted.
pub(super) fn hold_suspects(proof: &mut Proof, review: &Review, all: &[ReviewDetail]) {
    for suspect in review.suspects.iter().filter(|suspect| !suspect.real) {
        let named = |risk: &RiskDetail| risk.names.as_ref() == Some(&suspect.title);
        if !all.iter().any(|detail| detail.risks.iter().any(named)) {
            let message = format!("no run of a shipped review refutes “{}”", suspect.id);
            let help = "ship a review that names it with a test, or make it a flaw";
            proof.fault("wrong-outcome", "question.toml", message, help);
        }
    }
}
