//! What the app shows of loops: the shapes the API and the web app share.

mod action;
mod debrief;
mod kit;
mod preset;
mod round;

use onsite_domain::{
    clock::Timestamp,
    id::Id,
    loops::{Decision, Form, Role, Stage},
    question::Level,
};
use serde::Serialize;
use utoipa::ToSchema;

pub use self::{action::*, debrief::*, kit::*, preset::*, round::*};

/// A loop in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LoopCard {
    /// Identity.
    pub id: Id,
    /// Name as shown.
    pub title: String,
    /// The preset it was made from.
    pub preset: String,
    /// The level.
    pub level: Level,
    /// When it was planned.
    pub made: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Its rounds' names, with whether each was sat.
    pub rounds: Vec<(String, bool)>,
    /// What to do next.
    pub next: NextStep,
    /// What was decided.
    pub decision: Option<Decision>,
}

/// What to do next in a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum NextStep {
    /// Go on with a round whose clock is running.
    Continue {
        /// The round.
        round: u32,
    },
    /// Start a round.
    Start {
        /// The round.
        round: u32,
    },
    /// Predict a round's vote.
    Predict {
        /// The round.
        round: u32,
    },
    /// Write and seal a scorecard.
    Seal {
        /// The round.
        round: u32,
    },
    /// Wait for a kit to come back.
    AwaitKit {
        /// The round.
        round: u32,
    },
    /// Open the debrief.
    Debrief,
    /// Read the scorecards.
    Read,
    /// Discuss and decide.
    Decide,
    /// Be told.
    Inform,
    /// Nothing; the packet can be read.
    Done,
}

/// A loop with everything its pages need.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LoopPage {
    /// Identity.
    pub id: Id,
    /// Entries of its timeline; an action names them, so that two windows cannot do things twice.
    pub seen: u32,
    /// The server's clock when this was made.
    pub now: Timestamp,
    /// Name as shown.
    pub title: String,
    /// The role.
    pub role: Role,
    /// The level.
    pub level: Level,
    /// The day of the real interview.
    pub date: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// What to do next.
    pub next: NextStep,
    /// The form of its scorecards.
    pub form: Form,
    /// Its rounds, in order.
    pub rounds: Vec<RoundView>,
    /// The debrief, once it is open.
    pub debrief: Option<DebriefView>,
}
