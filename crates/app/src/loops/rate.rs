//! Ratings that follow from what the judge saw in a round; behaviour is left to people.

use onsite_domain::{
    code::Verdict,
    evidence::Observer,
    judgement::{Detail, Judgement, Outcome},
    loops::{Cite, FocusRating, Phase, Rating},
    question::{Body, Kind},
};

use super::{
    room::{HandedIn, Room},
    script::{holds, in_words, made},
    views::EvidenceRating,
};

/// The rating of a competency that the judge's evidence carries; nothing for what only a person
/// can rate.
///
/// - `coding`: an answer that passes is at the bar, at the first submission and without a hint it
///   raises it; none that passes is below.
/// - `complexity`: the last claim that was made, against what an answer at the bar costs;
///   without a claim nothing was observed.
/// - `edge-cases`: passing at the first submission raises the bar, passing later is at it.
pub fn from_evidence(room: &Room<'_>, focus: &str) -> Option<EvidenceRating> {
    if !["coding", "complexity", "edge-cases"].contains(&focus) {
        return None;
    }
    let asked = room
        .asks_in(Phase::Technical)
        .find(|it| it.kind == Kind::Code)?;
    let answers: Vec<HandedIn> = room
        .handed_in(&asked.question)
        .into_iter()
        .filter(|answer| counts(answer.judgement.as_ref()))
        .collect();
    if focus == "complexity" {
        return Some(complexity(room, &asked.question, &answers));
    }
    let Some(first) = answers.first() else {
        return Some(nothing_handed_in(room, &asked.title));
    };
    let passing = answers.iter().position(passes);
    let hints = passing.map_or(0, |place| {
        room.hints_before(&asked.question, answers[place].entry)
    });
    let moment = |answer: &HandedIn| {
        vec![Cite::Moment {
            entry: answer.entry,
        }]
    };
    Some(match passing {
        None => {
            let last = answers.last().unwrap_or(first);
            EvidenceRating {
                rating: Rating::Below,
                because: format!(
                    "{}: no answer passed; the last ended with {}.",
                    asked.title,
                    verdict(last)
                ),
                cites: moment(last),
            }
        }
        Some(0) if hints == 0 || focus == "edge-cases" => EvidenceRating {
            rating: Rating::Raises,
            because: format!(
                "{}: the first answer handed in passed every case{}.",
                asked.title,
                if hints == 0 { ", without a hint" } else { "" }
            ),
            cites: moment(first),
        },
        Some(place) => EvidenceRating {
            rating: Rating::Meets,
            because: format!(
                "{}: {} handed in passed{}.",
                asked.title,
                match place {
                    0 => "the first answer".to_owned(),
                    _ => format!("answer {}", place + 1),
                },
                match hints {
                    0 => String::new(),
                    1 => ", after one hint".to_owned(),
                    _ => format!(", after {hints} hints"),
                }
            ),
            cites: moment(&answers[place]),
        },
    })
}

fn nothing_handed_in(room: &Room<'_>, title: &str) -> EvidenceRating {
    let last = room.entries().last().map_or(0, |entry| entry.number);
    EvidenceRating {
        rating: Rating::Below,
        because: format!("{title}: nothing was handed in during the round."),
        cites: vec![Cite::Moment { entry: last }],
    }
}

fn complexity(room: &Room<'_>, question: &str, answers: &[HandedIn]) -> EvidenceRating {
    let growth = room
        .question(question)
        .and_then(|question| match &question.body {
            Body::Code(code) => code.growth.as_ref(),
            Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) | Body::Story(_) => None,
        });
    let claimed = answers
        .iter()
        .rev()
        .find_map(|answer| made(answer).map(|claim| (answer.entry, claim)));
    let (Some(growth), Some((entry, claim))) = (growth, claimed) else {
        return EvidenceRating {
            rating: Rating::NotObserved,
            because: "No cost was claimed with an answer.".to_owned(),
            cites: Vec::new(),
        };
    };
    let cites = vec![Cite::Moment { entry }];
    let claimed = in_words(claim);
    if holds(claim, growth) {
        EvidenceRating {
            rating: Rating::Meets,
            because: format!(
                "Claimed {claimed} for {}, which is what an answer at the bar costs.",
                growth.of
            ),
            cites,
        }
    } else {
        EvidenceRating {
            rating: Rating::Below,
            because: format!(
                "Claimed {claimed} for {}; an answer at the bar costs {}.",
                growth.of,
                in_words(growth.expected)
            ),
            cites,
        }
    }
}

/// A judging error is ours, and what is not judged yet says nothing.
fn counts(judgement: Option<&Judgement>) -> bool {
    judgement.is_some_and(|it| it.result.outcome != Outcome::JudgingError)
}

fn passes(answer: &HandedIn) -> bool {
    answer
        .judgement
        .as_ref()
        .is_some_and(|judgement| judgement.result.outcome == Outcome::Pass)
}

fn verdict(answer: &HandedIn) -> String {
    answer
        .judgement
        .as_ref()
        .map_or_else(String::new, |judgement| {
            let words = judgement.result.verdict().replace('_', " ");
            match &judgement.result.detail {
                Detail::Code(detail) if detail.verdict != Verdict::Accepted => {
                    detail.tests.last().map_or(words.clone(), |test| {
                        format!("{words} on case {}", test.name)
                    })
                }
                _ => words,
            }
        })
}

impl EvidenceRating {
    /// The same as a rating of a scorecard.
    pub fn into_rating(self, focus: &str) -> FocusRating {
        FocusRating {
            focus: focus.to_owned(),
            rating: self.rating,
            by: Observer::Judge,
            cites: self.cites,
        }
    }
}
