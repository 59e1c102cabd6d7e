//! Where a loop stands: its timeline, replayed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Act, Actor, Decision, Entry, GUARDS, Guard, Phase, Plan, Refusal, RoundEnd, RoundPlan,
    Scorecard, Seat, Vote,
};
use crate::{clock::Timestamp, evidence::Observer, id::Id};

/// Where a loop stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Rounds are sat and scorecards written.
    Rounds,
    /// Everybody reads in silence.
    Reading,
    /// Everybody votes again.
    Revote,
    /// Votes are open and discussed.
    Discussion,
    /// Decided.
    Decided,
    /// The candidate has been told.
    Informed,
    /// The candidate ended it.
    Withdrawn,
}

/// A scorecard that can no longer change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Sealed {
    /// The entry that sealed it.
    pub entry: u32,
    /// When.
    pub at: Timestamp,
    /// Who filled it.
    pub by: Observer,
    /// The scorecard.
    pub scorecard: Scorecard,
}

/// Where a round stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Round {
    /// What was planned.
    pub plan: RoundPlan,
    /// When it began.
    pub started: Option<Timestamp>,
    /// The phase, and since when.
    pub phase: Option<(Phase, Timestamp)>,
    /// When and how it ended.
    pub ended: Option<(Timestamp, RoundEnd)>,
    /// Questions whose hints were taken, one for each hint.
    pub hints: Vec<String>,
    /// The kit that a friend fills.
    pub kit: Option<Id>,
    /// What the candidate expects the vote to be.
    pub predicted: Option<Vote>,
    /// The scorecard.
    pub sealed: Option<Sealed>,
    /// Entries that add to the scorecard.
    pub amendments: Vec<u32>,
    /// Whether its interviewer has read everything.
    pub read: bool,
    /// The vote after reading.
    pub revote: Option<Vote>,
    /// The vote as the discussion left it.
    pub last_vote: Option<Vote>,
}

impl Round {
    fn start(&mut self, at: Timestamp) {
        let first = self.plan.phases.first();
        self.phase = first.map(|phase| (phase.phase, at));
        self.started = Some(at);
    }

    /// Whether it is being sat.
    pub const fn is_live(&self) -> bool {
        self.started.is_some() && self.ended.is_none()
    }

    /// When its time is up; the clock does not stop for anything, and a round that is open-ended
    /// has no such time.
    pub fn deadline(&self) -> Option<Timestamp> {
        if self.plan.open_ended {
            return None;
        }
        let length = i64::from(self.plan.minutes()) * 60_000;
        let end = |start: Timestamp| Timestamp::from_millis(start.millis().saturating_add(length));
        self.started.map(end)
    }

    /// The vote as it stands.
    pub fn vote(&self) -> Option<Vote> {
        let first = self.sealed.as_ref().map(|sealed| sealed.scorecard.vote);
        self.last_vote.or(self.revote).or(first)
    }
}

/// A loop: its timeline, and where that has led.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loop {
    entries: Vec<Entry>,
    plan: Option<Plan>,
    rounds: Vec<Round>,
    debrief: Option<Stage>,
    opened: bool,
    vetoed: Option<u32>,
    decision: Option<Decision>,
}

impl Loop {
    /// Plans a loop.
    pub fn planned(plan: Plan, at: Timestamp) -> Result<Self, Refusal> {
        let mut new = Self::default();
        let plan = Box::new(plan);
        new.act(Actor::Candidate, Act::Plan { plan }, at)?;
        Ok(new)
    }

    /// Replays a timeline of the record. Its entries were held to the rules when they were made; a
    /// rule that came later does not undo what was done before it.
    pub fn replay(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut replayed = Self::default();
        for entry in entries {
            replayed.absorb(entry);
        }
        replayed
    }

    /// Does something, unless a rule forbids it; the entry that was added.
    pub fn act(&mut self, actor: Actor, act: Act, at: Timestamp) -> Result<&Entry, Refusal> {
        let number = self.next_number();
        let entry = Entry {
            number,
            at,
            actor,
            act,
        };
        self.take(entry, GUARDS)
    }

    /// Takes an entry unless one of `guards` forbids it; every caller but a test of the rules
    /// themselves gives all of them.
    pub fn take<'a>(
        &mut self,
        entry: Entry,
        guards: impl IntoIterator<Item = &'a Guard>,
    ) -> Result<&Entry, Refusal> {
        let broken = guards.into_iter().find(|guard| !guard.allows(self, &entry));
        if let Some(guard) = broken {
            return Err(guard.refusal());
        }
        self.absorb(entry);
        Ok(&self.entries[self.entries.len() - 1])
    }

    /// The number of the next entry.
    pub fn next_number(&self) -> u32 {
        u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
    }

    /// The timeline.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What was planned.
    pub const fn plan(&self) -> Option<&Plan> {
        self.plan.as_ref()
    }

    /// The rounds, in the plan's order.
    pub fn rounds(&self) -> &[Round] {
        &self.rounds
    }

    /// A round.
    pub fn round(&self, round: u32) -> Option<&Round> {
        self.rounds.get(usize::try_from(round).ok()?)
    }

    /// Where the loop stands.
    pub fn stage(&self) -> Stage {
        match self.debrief {
            None => Stage::Rounds,
            Some(Stage::Reading) if self.panel().all(|round| round.read) => Stage::Revote,
            Some(stage) => stage,
        }
    }

    /// What was decided.
    pub const fn decision(&self) -> Option<Decision> {
        self.decision
    }

    /// The entry of the veto.
    pub const fn vetoed(&self) -> Option<u32> {
        self.vetoed
    }

    /// Every sealed scorecard, in the plan's order.
    pub fn scorecards(&self) -> impl Iterator<Item = &Sealed> {
        self.rounds.iter().filter_map(|round| round.sealed.as_ref())
    }

    /// The rounds whose interviewers sit in the debrief.
    pub fn panel(&self) -> impl Iterator<Item = &Round> {
        self.rounds.iter().filter(|round| round.sealed.is_some())
    }

    /// The round whose interviewer holds a seat.
    pub fn holder(&self, seat: Seat) -> Option<usize> {
        self.rounds.iter().position(|round| round.plan.seat == seat)
    }

    /// Whether votes after reading may be seen: once everybody has voted.
    pub fn revotes_shown(&self) -> bool {
        self.opened && self.panel().all(|round| round.revote.is_some())
    }

    /// Whether an actor may read a round's scorecard: one's own always, another's only once the
    /// debrief is open, and never before one's own is sealed. The recruiter waits for the
    /// decision, and so does a candidate who has other people in the panel.
    pub fn may_read(&self, actor: Actor, round: u32) -> bool {
        match actor {
            Actor::Interviewer { round: own } if own == round => true,
            Actor::Interviewer { round: own } => {
                let sealed = self.round(own).is_some_and(|own| own.sealed.is_some());
                sealed && self.opened
            }
            Actor::Candidate if self.plan.as_ref().is_some_and(|plan| plan.alone) => self.opened,
            Actor::Candidate | Actor::Recruiter => self.decision.is_some(),
        }
    }

    fn with_round(&mut self, round: u32, change: impl FnOnce(&mut Round)) {
        let place = usize::try_from(round).unwrap_or(usize::MAX);
        if let Some(round) = self.rounds.get_mut(place) {
            change(round);
        }
    }

    fn with_own(&mut self, actor: Actor, change: impl FnOnce(&mut Round)) {
        if let Actor::Interviewer { round } = actor {
            self.with_round(round, change);
        }
    }

    /// Takes an entry in. Total: what the guards would refuse changes nothing or little, but
    /// never panics.
    fn absorb(&mut self, entry: Entry) {
        let Entry {
            number, at, actor, ..
        } = entry;
        match &entry.act {
            Act::Plan { plan } => {
                self.rounds = plan.rounds.iter().cloned().map(planned).collect();
                self.plan = Some(plan.as_ref().clone());
            }
            Act::StartRound { round } => self.with_round(*round, |round| round.start(at)),
            Act::EnterPhase { round, phase } => {
                self.with_round(*round, |round| round.phase = Some((*phase, at)));
            }
            Act::TakeHint {
                round, question, ..
            } => {
                self.with_round(*round, |round| round.hints.push(question.clone()));
            }
            Act::EndRound { round, end } => {
                self.with_round(*round, |round| round.ended = Some((at, *end)));
            }
            Act::HandOver { round, kit } => {
                self.with_round(*round, |round| round.kit = Some(*kit));
            }
            Act::Seal {
                round,
                by,
                scorecard,
            } => self.with_round(*round, |round| {
                let (by, scorecard) = (*by, scorecard.clone());
                round.sealed = Some(Sealed {
                    entry: number,
                    at,
                    by,
                    scorecard,
                });
            }),
            Act::Amend { round, .. } => {
                self.with_round(*round, |round| round.amendments.push(number));
            }
            Act::Predict { round, vote } => {
                self.with_round(*round, |round| round.predicted = Some(*vote));
            }
            Act::OpenDebrief { .. } => {
                self.debrief = Some(Stage::Reading);
                self.opened = true;
            }
            Act::FinishReading => self.with_own(actor, |round| round.read = true),
            Act::Revote { vote } => self.with_own(actor, |round| round.revote = Some(*vote)),
            Act::OpenDiscussion => self.debrief = Some(Stage::Discussion),
            Act::ChangeVote { vote, .. } => {
                self.with_own(actor, |round| round.last_vote = Some(*vote));
            }
            Act::Veto { .. } => self.vetoed = Some(number),
            Act::Decide { decision } => {
                self.decision = Some(*decision);
                self.debrief = Some(Stage::Decided);
            }
            Act::Inform => self.debrief = Some(Stage::Informed),
            Act::Withdraw => self.debrief = Some(Stage::Withdrawn),
            Act::Ask { .. }
            | Act::Open { .. }
            | Act::Say { .. }
            | Act::AskFact { .. }
            | Act::HandIn { .. }
            | Act::Note { .. }
            | Act::Argue { .. } => {}
        }
        self.entries.push(entry);
    }
}

fn planned(plan: RoundPlan) -> Round {
    Round {
        plan,
        started: None,
        phase: None,
        ended: None,
        hints: Vec::new(),
        kit: None,
        predicted: None,
        sealed: None,
        amendments: Vec::new(),
        read: false,
        revote: None,
        last_vote: None,
    }
}
