//! Evidence: what was seen of a competency, how strong it is, and by whom.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    attempt::Attempt,
    clock::Timestamp,
    growth::Within,
    id::Id,
    judgement::{Judgement, Outcome},
    question::{Level, Question},
};

/// Who saw it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Observer {
    /// The judge, by running the answer.
    Judge,
    /// The simulator.
    Simulator,
    /// The candidate.
    OneSelf,
    /// Another candidate.
    Peer,
    /// An interviewer.
    Interviewer,
    /// A language model.
    Model,
}

/// Whether it speaks for or against the competency.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// For it.
    For,
    /// Against it.
    Against,
}

/// One immutable observation; what supersedes it is another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Evidence {
    /// Identity.
    pub id: Id,
    /// The judgement it was seen in.
    pub source: Id,
    /// The question's revision.
    pub source_revision: u32,
    /// Whose competency.
    pub person: Id,
    /// The competency.
    pub competency: String,
    /// Who saw it.
    pub observer: Observer,
    /// For or against.
    pub direction: Direction,
    /// From 0 (nothing) to 1 (as strong as one question can be).
    pub strength: f64,
    /// The level the question aims at.
    pub level: Level,
    /// When.
    pub moment: Timestamp,
}

/// What each hint takes off the strength of a pass.
const HINT_COST: f64 = 0.25;
/// The weight of a failed submission: several come before most passes, so one says little.
const FAIL_STRENGTH: f64 = 0.2;

/// The direction and strength that a judgement of an attempt shows for each of the question's
/// competencies.
///
/// A pass is worth 1, less a quarter for each hint taken, and is not counted once the editorial
/// was unlocked by giving up. A failed submission is worth 0.2 against. Undecided, unjudged and
/// judging errors show nothing: they never count against a candidate.
pub fn weigh(attempt: &Attempt, outcome: Outcome) -> Option<(Direction, f64)> {
    if attempt.unlocks_editorial() {
        return None;
    }
    match outcome {
        Outcome::Pass => {
            let hints = f64::from(u32::try_from(attempt.hints.len()).unwrap_or(u32::MAX));
            let strength = (1.0 - HINT_COST * hints).max(HINT_COST);
            Some((Direction::For, strength))
        }
        Outcome::Fail => Some((Direction::Against, FAIL_STRENGTH)),
        Outcome::Undecided | Outcome::Unjudged | Outcome::JudgingError => None,
    }
}

/// The competency that an answer's growth speaks of.
const COMPLEXITY: &str = "complexity";

/// The evidence of an accepted answer's growth: against, where it clearly grows faster than expected
/// and the question looks at complexity. As little as a failed submission, for the answer is right.
/// Only for a judgement that gave evidence itself.
pub fn of_growth(
    question: &Question,
    attempt: &Attempt,
    judgement: &Judgement,
    mut new_id: impl FnMut() -> Id,
) -> Vec<Evidence> {
    let worse = judgement
        .result
        .growth()
        .is_some_and(|g| g.within_expected == Within::No);
    let asked = question.competencies.iter().any(|one| one == COMPLEXITY);
    if !worse || !asked {
        return Vec::new();
    }
    vec![Evidence {
        id: new_id(),
        source: judgement.id,
        source_revision: judgement.revision,
        person: attempt.person,
        competency: COMPLEXITY.to_owned(),
        observer: Observer::Judge,
        direction: Direction::Against,
        strength: FAIL_STRENGTH,
        level: question.level,
        moment: judgement.at,
    }]
}

/// The evidence of one judgement, before the attempt takes note of it; `new_id` makes identities.
pub fn of_judgement(
    question: &Question,
    attempt: &Attempt,
    judgement: &Judgement,
    mut new_id: impl FnMut() -> Id,
) -> Vec<Evidence> {
    let Some((direction, strength)) = weigh(attempt, judgement.result.outcome) else {
        return Vec::new();
    };
    question
        .competencies
        .iter()
        .map(|competency| Evidence {
            id: new_id(),
            source: judgement.id,
            source_revision: judgement.revision,
            person: attempt.person,
            competency: competency.clone(),
            observer: Observer::Judge,
            direction,
            strength,
            level: question.level,
            moment: judgement.at,
        })
        .collect()
}
