//! What a loop comes to: gates, the combination of the first votes, the decision.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{FocusRating, Gate, Loop, Rating, Seat};
use crate::{evidence::Observer, question::Level};

/// What a debrief writes down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum Decision {
    /// Hire.
    Hire,
    /// Hire, at a lower level than the loop was for.
    HireAt {
        /// The level.
        level: Level,
    },
    /// Do not hire.
    NoHire,
    /// The record does not carry a decision.
    NoDecision,
}

impl Decision {
    /// Whether somebody is hired.
    pub const fn hires(self) -> bool {
        matches!(self, Self::Hire | Self::HireAt { .. })
    }
}

/// How a gate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nothing it guards is below the bar.
    Holds,
    /// Something is below the bar.
    Fails,
    /// A rating that counts is missing.
    Unrated,
}

/// A gate with what decides it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GateStanding {
    /// The gate.
    pub gate: Gate,
    /// How it stands.
    pub standing: Standing,
    /// What of it is below the bar, or unrated.
    pub focus: Vec<String>,
}

/// Why a record does not carry a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// One scorecard, or none.
    TooFewScorecards,
    /// A scorecard is missing.
    ScorecardMissing,
    /// Nobody holds the hiring manager's or the bar raiser's seat.
    SeatEmpty,
    /// Behaviour was not rated by another person.
    BehaviourUnrated,
    /// A competency behind a gate was not observed.
    NotObserved,
}

/// The decision that follows from the first votes and ratings, by rule; nothing overwrites it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Combination {
    /// The decision.
    #[serde(flatten)]
    pub decision: Decision,
    /// Why there is none.
    pub reason: Option<Reason>,
    /// Votes for hiring.
    pub votes_for: u32,
    /// Votes.
    pub votes: u32,
}

impl Loop {
    /// The sealed ratings of one competency or principle.
    pub fn ratings_of<'a>(&'a self, focus: &'a str) -> impl Iterator<Item = &'a FocusRating> {
        self.scorecards()
            .flat_map(|sealed| &sealed.scorecard.ratings)
            .filter(move |rating| rating.focus == focus)
    }

    /// How every gate stands by what is sealed.
    pub fn gates(&self) -> Vec<GateStanding> {
        let gates = self.plan().map_or(&[][..], |plan| &plan.gates);
        gates.iter().map(|gate| self.gate(gate)).collect()
    }

    fn gate(&self, gate: &Gate) -> GateStanding {
        let counted = |focus: &str| -> Vec<Rating> {
            self.ratings_of(focus)
                .filter(|rating| !gate.by_another || by_another(rating.by))
                .map(|rating| rating.rating)
                .filter(|rating| *rating != Rating::NotObserved)
                .collect()
        };
        let named = |test: fn(&[Rating]) -> bool| -> Vec<String> {
            let focus = gate.focus.iter();
            focus
                .filter(|focus| test(&counted(focus)))
                .cloned()
                .collect()
        };
        let below = named(|ratings| ratings.contains(&Rating::Below));
        let unrated = named(<[Rating]>::is_empty);
        let (standing, focus) = match (below.is_empty(), unrated.is_empty()) {
            (false, _) => (Standing::Fails, below),
            (true, false) => (Standing::Unrated, unrated),
            (true, true) => (Standing::Holds, Vec::new()),
        };
        GateStanding {
            gate: gate.clone(),
            standing,
            focus,
        }
    }

    /// Why the record carries no decision; nothing where it does.
    pub fn undecidable(&self) -> Option<Reason> {
        let rounds = self.rounds();
        let sealed = self.scorecards().count();
        let held = |seat| {
            self.holder(seat)
                .is_some_and(|round| rounds[round].sealed.is_some())
        };
        if sealed < 2 {
            return Some(Reason::TooFewScorecards);
        }
        if sealed < rounds.len() {
            return Some(Reason::ScorecardMissing);
        }
        if !held(Seat::HiringManager) || !held(Seat::BarRaiser) {
            return Some(Reason::SeatEmpty);
        }
        let gates = self.gates();
        let mut unrated = gates
            .iter()
            .filter(|gate| gate.standing == Standing::Unrated);
        let first = unrated.next()?;
        let behaviour = first.gate.by_another || unrated.any(|gate| gate.gate.by_another);
        Some(if behaviour {
            Reason::BehaviourUnrated
        } else {
            Reason::NotObserved
        })
    }

    /// What follows from the first votes: hire where every gate holds and the hiring manager, the
    /// bar raiser and more than half of all vote for it; no decision where ratings are missing.
    pub fn combination(&self) -> Combination {
        let votes: Vec<_> = self
            .scorecards()
            .map(|sealed| sealed.scorecard.vote)
            .collect();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let votes_for = votes.iter().filter(|vote| vote.is_for()).count();
        let of = |seat| {
            let round = self.holder(seat).and_then(|round| self.rounds().get(round));
            let sealed = round.and_then(|round| round.sealed.as_ref());
            sealed.is_some_and(|sealed| sealed.scorecard.vote.is_for())
        };
        let reason = self.undecidable();
        let hire = of(Seat::HiringManager)
            && of(Seat::BarRaiser)
            && 2 * votes_for > votes.len()
            && self
                .gates()
                .iter()
                .all(|gate| gate.standing == Standing::Holds);
        let decision = match (reason, hire) {
            (Some(_), _) => Decision::NoDecision,
            (None, true) => Decision::Hire,
            (None, false) => Decision::NoHire,
        };
        Combination {
            decision,
            reason,
            votes_for: count(votes_for),
            votes: count(votes.len()),
        }
    }
}

/// Whether somebody other than the candidate saw it: behaviour needs a person.
pub(super) const fn by_another(observer: Observer) -> bool {
    matches!(observer, Observer::Peer | Observer::Interviewer)
}
