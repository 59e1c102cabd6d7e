//! What a loop is made of before anyone sits it: presets, rounds, phases, gates, the form.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Rating, Vote};
use crate::question::{Kind, Level};

/// Most rounds of one loop.
const MOST_ROUNDS: usize = 8;
/// Longest round, in minutes.
const LONGEST_ROUND_MINUTES: u32 = 240;

/// The role a loop hires for.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Brings methods into products.
    AppliedScientist,
    /// Finds new methods.
    ResearchScientist,
    /// Finds new methods for cloud services.
    AwsResearchScientist,
    /// Turns data into decisions.
    DataScientist,
}

/// What an interviewer is in the panel.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// Hires for the team; a hire needs this vote.
    HiringManager,
    /// From outside the team; leads the debrief, may veto, and a hire needs this vote.
    BarRaiser,
    /// One vote among the others.
    Peer,
}

/// A part of a round. The introduction comes first and the candidate's questions last; stories and
/// the technical part come in either order.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Who sits where, and what will happen.
    Introduction,
    /// Behavioural questions on the round's principles.
    Principles,
    /// The technical question.
    Technical,
    /// The candidate's own questions.
    OwnQuestions,
}

/// A phase and the minutes planned for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhasePlan {
    /// The phase.
    pub phase: Phase,
    /// Minutes.
    pub minutes: u32,
}

/// A question that a round asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlannedQuestion {
    /// The question.
    pub question: String,
    /// Its revision when the loop was planned.
    pub revision: u32,
    /// Its name as shown.
    pub title: String,
    /// Its kind.
    pub kind: Kind,
    /// When it is asked.
    pub phase: Phase,
}

/// A round: who interviews, on what, for how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundPlan {
    /// Slug, unique in its preset.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// What the round is for, in one sentence.
    pub purpose: String,
    /// The interviewer's seat.
    pub seat: Seat,
    /// The phases, in order; their minutes make the round's.
    pub phases: Vec<PhasePlan>,
    /// Competencies in focus, by id.
    #[serde(default)]
    pub competencies: Vec<String>,
    /// Principles in focus, by id.
    #[serde(default)]
    pub principles: Vec<String>,
    /// The kind of its technical question; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub technical: Option<Kind>,
    /// What Onsite still lacks for it; a round that waits cannot be sat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<String>,
    /// Whether it goes on until it is ended: its minutes are a plan, and no deadline.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open_ended: bool,
    /// Questions that it always asks, by id; others are chosen when a loop is planned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asks: Vec<String>,
    /// What it asks, as planned.
    #[serde(default)]
    #[schemars(skip)]
    pub questions: Vec<PlannedQuestion>,
}

impl RoundPlan {
    /// Minutes from start to end.
    pub fn minutes(&self) -> u32 {
        self.phases.iter().map(|phase| phase.minutes).sum()
    }

    /// Whether each phase stands once, the introduction first and the candidate's questions last.
    pub fn phases_in_order(&self) -> bool {
        let last = self.phases.len().saturating_sub(1);
        let place = |(place, plan): (usize, &PhasePlan)| {
            let once = self
                .phases
                .iter()
                .filter(|it| it.phase == plan.phase)
                .count()
                == 1;
            once && match plan.phase {
                Phase::Introduction => place == 0,
                Phase::OwnQuestions => place == last,
                Phase::Principles | Phase::Technical => true,
            }
        };
        !self.phases.is_empty() && self.phases.iter().enumerate().all(place)
    }

    /// Everything that its scorecard rates: competencies, then principles.
    pub fn focus(&self) -> impl Iterator<Item = &String> {
        self.competencies.iter().chain(&self.principles)
    }
}

/// A condition without which nobody is hired, whatever the votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// Slug.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// Competencies and principles of which none may be below the bar.
    pub focus: Vec<String>,
    /// Whether only ratings by another person count.
    #[serde(default)]
    pub by_another: bool,
}

/// A rating as a form words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingLabel {
    /// The rating.
    pub rating: Rating,
    /// Its words.
    pub label: String,
}

/// A vote as a form words it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteLabel {
    /// The vote.
    pub vote: Vote,
    /// Its words.
    pub label: String,
}

/// A scorecard's form, as data: forms change, and an old debrief keeps the one it was held with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Slug.
    pub id: String,
    /// Rises with every change.
    pub version: u32,
    /// What is asked for above the ratings.
    pub notes: String,
    /// What is compared with what.
    pub scale: String,
    /// Every rating, in its words.
    pub ratings: Vec<RatingLabel>,
    /// Every vote, in its words.
    pub votes: Vec<VoteLabel>,
}

/// Where something a preset says comes from; sources disagree, and the user may edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What is said.
    pub says: String,
    /// By whom.
    pub from: String,
}

/// A station of the way from application to offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StagePlan {
    /// Slug.
    pub id: String,
    /// Name as shown.
    pub title: String,
    /// What happens there, in one sentence.
    pub purpose: String,
    /// Minutes, where it is sat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Business days within which an answer is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u32>,
    /// What Onsite still lacks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits_for: Option<String>,
}

/// The interview of one role at one level, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// Version of the file's format; 1.
    pub format: u32,
    /// Slug, the same for ever.
    pub id: String,
    /// Rises with every change.
    pub revision: u32,
    /// Name as shown.
    pub title: String,
    /// One line on what it is.
    pub summary: String,
    /// The role.
    pub role: Role,
    /// The level.
    pub level: Level,
    /// Whether it is held for whatever role and level the candidate prepares for.
    #[serde(default)]
    pub any_target: bool,
    /// Ids of the catalogue that it makes real.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Where its figures come from.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// Its stages, in order.
    #[serde(rename = "stage")]
    pub stages: Vec<StagePlan>,
    /// Its rounds, in order.
    #[serde(rename = "round")]
    pub rounds: Vec<RoundPlan>,
    /// Its gates.
    #[serde(rename = "gate")]
    pub gates: Vec<Gate>,
    /// The form of its scorecards.
    pub form: Form,
}

/// What a candidate prepares for, as far as they have said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The role.
    #[serde(default)]
    pub role: Option<Role>,
    /// The level.
    #[serde(default)]
    pub level: Option<Level>,
    /// The day of the real interview: `2026-12-01`.
    #[serde(default)]
    pub date: Option<String>,
}

/// What one loop was planned as; never changes afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Plan {
    /// Name as shown.
    pub title: String,
    /// The preset it was made from.
    pub preset: String,
    /// The preset's revision.
    pub preset_revision: u32,
    /// The role.
    pub role: Role,
    /// The level.
    pub level: Level,
    /// The day of the real interview, where there is one: `2026-12-01`.
    pub date: Option<String>,
    /// Whether no other person sits in the debrief: votes then follow from ratings by a rule.
    pub alone: bool,
    /// The form.
    pub form: Form,
    /// The gates, over what the rounds rate.
    pub gates: Vec<Gate>,
    /// The rounds to be sat, in order.
    pub rounds: Vec<RoundPlan>,
}

impl Plan {
    /// Whether it can be sat: rounds that Onsite has all parts of, each of sensible length and with
    /// something to rate.
    pub(super) fn is_sound(&self) -> bool {
        let ids: BTreeSet<&String> = self.rounds.iter().map(|round| &round.id).collect();
        let sound = |round: &RoundPlan| {
            let minutes = (1..=LONGEST_ROUND_MINUTES).contains(&round.minutes());
            let focus: BTreeSet<&String> = round.focus().collect();
            let focus = !focus.is_empty() && focus.len() == round.focus().count();
            round.waits_for.is_none() && round.phases_in_order() && minutes && focus
        };
        (1..=MOST_ROUNDS).contains(&self.rounds.len())
            && ids.len() == self.rounds.len()
            && self.rounds.iter().all(sound)
    }
}

impl Preset {
    /// Plans a loop of the rounds named by `ids`, in the preset's order; all that can be sat when
    /// `ids` is empty. Gates keep what the chosen rounds rate. Where nobody is left in the bar
    /// raiser's seat the last round's interviewer takes it, and where nobody is in the hiring
    /// manager's the first of the others. The target gives the day, and role and level where the
    /// preset leaves them to it.
    pub fn plan(&self, ids: &[String], alone: bool, target: &Target) -> Plan {
        let chosen = |round: &&RoundPlan| {
            round.waits_for.is_none() && (ids.is_empty() || ids.contains(&round.id))
        };
        let mut rounds: Vec<RoundPlan> = self.rounds.iter().filter(chosen).cloned().collect();
        seat(&mut rounds);
        let gates = self.gates.iter().filter_map(|gate| {
            let rated = |id: &&String| rounds.iter().any(|round| round.focus().any(|f| f == *id));
            let focus: Vec<String> = gate.focus.iter().filter(rated).cloned().collect();
            (!focus.is_empty()).then(|| Gate {
                focus,
                ..gate.clone()
            })
        });
        Plan {
            title: self.title.clone(),
            preset: self.id.clone(),
            preset_revision: self.revision,
            role: target.role.filter(|_| self.any_target).unwrap_or(self.role),
            level: target
                .level
                .filter(|_| self.any_target)
                .unwrap_or(self.level),
            date: target.date.clone(),
            alone,
            form: self.form.clone(),
            gates: gates.collect(),
            rounds,
        }
    }
}

/// Fills the two seats without which there is no debrief.
fn seat(rounds: &mut [RoundPlan]) {
    let empty = |rounds: &[RoundPlan], seat| !rounds.iter().any(|round| round.seat == seat);
    if empty(rounds, Seat::BarRaiser)
        && let Some(last) = rounds.last_mut()
    {
        last.seat = Seat::BarRaiser;
    }
    if empty(rounds, Seat::HiringManager)
        && let Some(first) = rounds.iter_mut().find(|it| it.seat != Seat::BarRaiser)
    {
        first.seat = Seat::HiringManager;
    }
}
