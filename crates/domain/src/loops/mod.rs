//! A loop: rounds, sealed scorecards and a debrief, as one append-only timeline.
//!
//! A [`Loop`] is what its [`Entry`]s say, replayed; [`Loop::act`] is the only way to add one, and
//! refuses what a rule of [`GUARDS`] forbids. Who may sit in which seat, and where a timeline is
//! kept, is settled elsewhere.

mod guards;
mod outcome;
mod plan;
mod scorecard;
mod state;
mod timeline;

pub use guards::{GUARDS, Guard, Refusal};
pub use outcome::{Combination, Decision, GateStanding, Reason, Standing};
pub use plan::{
    Form, Gate, Phase, PhasePlan, Plan, PlannedQuestion, Preset, RatingLabel, Role, RoundPlan,
    Seat, Source, StagePlan, Target, VoteLabel,
};
pub use scorecard::{Cite, FocusRating, Rating, Scorecard, Vote};
pub use state::{Loop, Round, Sealed, Stage};
pub use timeline::{Act, Actor, Cause, Entry, RoundEnd};
