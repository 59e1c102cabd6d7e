//! The use cases of a loop: plan it, sit its rounds, seal its scorecards, hold its debrief.
//!
//! Alone, the product plays the interviewers by script and the candidate sits in the other seats;
//! every rule is the machine's in `onsite_domain::loops`.

mod act;
mod debrief;
mod kit;
mod packet;
mod plan;
mod rate;
mod room;
mod script;
mod show;
pub mod views;

use onsite_domain::{
    answer::Submission,
    attempt::Attempt,
    clock::{Clock as _, Timestamp},
    id::Id,
    job::Job,
    judgement::Judgement,
    loops::{Act, Actor, Entry, Loop, Round, RoundEnd, Stage, Target},
};
use onsite_store::Store as _;

use crate::{
    App,
    error::Error,
    views::{DraftRequest, DraftSaved, FirstQuarter},
};

pub(crate) use self::debrief::check_day;
pub use self::{
    kit::MOST_KIT_BYTES,
    packet::{decision, word},
};
use self::{
    room::Kept,
    views::{LoopAction, LoopCard, LoopPage, LoopRequest, NewLoop, PresetRound, PresetView},
};

/// Most loops that are listed.
const MOST_LOOPS: usize = 100;
/// The preset that the first page offers to a newcomer.
const FIRST_QUARTER: &str = "first-quarter-hour";
/// How often an answer is handed in anew where another window was quicker.
const MOST_TRIES: u32 = 5;

impl App {
    /// The loops that can be planned.
    pub fn presets(&self) -> Vec<PresetView> {
        let bank = &self.core.bench.bank;
        let rounds = |preset: &onsite_domain::loops::Preset| {
            preset
                .rounds
                .iter()
                .map(|round| PresetRound {
                    id: round.id.clone(),
                    title: round.title.clone(),
                    purpose: round.purpose.clone(),
                    seat: round.seat,
                    minutes: round.minutes(),
                    focus: round
                        .focus()
                        .map(|id| show::focus_title(bank, id))
                        .collect(),
                    waits_for: round.waits_for.clone(),
                })
                .collect()
        };
        bank.presets()
            .map(|preset| PresetView {
                id: preset.id.clone(),
                title: preset.title.clone(),
                summary: preset.summary.clone(),
                role: preset.role,
                level: preset.level,
                stages: preset.stages.clone(),
                rounds: rounds(preset),
                sources: preset.sources.clone(),
            })
            .collect()
    }

    /// Plans a loop.
    pub fn new_loop(&self, request: &NewLoop) -> Result<LoopPage, Error> {
        let bank = &self.core.bench.bank;
        let preset = bank.preset(&request.preset).ok_or_else(|| {
            let known: Vec<&str> = bank.presets().map(|preset| preset.id.as_str()).collect();
            Error::invalid(
                "unknown-preset",
                format!("there is no loop “{}”", request.preset),
                format!("Choose one of: {}.", known.join(", ")),
            )
        })?;
        for id in &request.rounds {
            let round = preset.rounds.iter().find(|round| round.id == *id);
            let why = match round {
                None => format!("“{}” has no round “{id}”", preset.id),
                Some(round) => match &round.waits_for {
                    None => continue,
                    Some(what) => {
                        format!("the round “{id}” cannot be sat yet: it waits for {what}")
                    }
                },
            };
            let known = preset
                .rounds
                .iter()
                .filter(|round| round.waits_for.is_none());
            let known: Vec<&str> = known.map(|round| round.id.as_str()).collect();
            let help = format!("Rounds that can be sat: {}.", known.join(", "));
            return Err(Error::invalid("unknown-round", why, help));
        }
        check_day(request.date.as_deref())?;
        let target = Target {
            date: request.date.clone(),
            ..self.settings()?.target
        };
        let mut planned = preset.plan(&request.rounds, true, &target);
        let states = self.core.store.question_states(self.core.person)?;
        plan::choose(&mut planned, bank, &states);
        let now = self.now()?;
        let id = self.core.bench.ids.id(now);
        let state = Loop::planned(planned, now)?;
        self.core
            .store
            .insert_loop(id, self.core.person, &state.entries()[0])?;
        self.loop_page(id)
    }

    /// The first quarter of an hour, until it has been held.
    pub(crate) fn first_quarter(&self) -> Result<Option<FirstQuarter>, Error> {
        let Some(preset) = self.core.bench.bank.preset(FIRST_QUARTER) else {
            return Ok(None);
        };
        let mut held = self.loops()?;
        held.retain(|card| card.preset == FIRST_QUARTER);
        let over = |card: &LoopCard| matches!(card.stage, Stage::Informed | Stage::Withdrawn);
        if held.iter().any(over) {
            return Ok(None);
        }
        Ok(Some(FirstQuarter {
            preset: preset.id.clone(),
            title: preset.title.clone(),
            summary: preset.summary.clone(),
            minutes: preset.stages.iter().filter_map(|it| it.minutes).sum(),
            begun: held.into_iter().next(),
        }))
    }

    /// Every loop, newest first.
    pub fn loops(&self) -> Result<Vec<LoopCard>, Error> {
        let ids = self.core.store.loops(self.core.person, MOST_LOOPS)?;
        ids.into_iter()
            .map(|id| Ok(show::card(id, &self.settled(id)?)))
            .collect()
    }

    /// A loop with everything its pages need.
    pub fn loop_page(&self, id: Id) -> Result<LoopPage, Error> {
        let state = self.settled(id)?;
        let kept = self.kept(&state)?;
        let drafts = self.core.store.loop_drafts(id)?;
        let now = self.core.bench.clock.now();
        let page = show::page(&self.core.bench.bank, id, &state, &kept, &drafts, now);
        page.ok_or(Error::Unknown { what: "loop", id })
    }

    /// Acts in a loop.
    pub fn act(&self, id: Id, request: LoopRequest) -> Result<LoopPage, Error> {
        let mut state = self.settled(id)?;
        if state.next_number() != request.seen {
            return Err(Error::MovedOn);
        }
        let before = state.entries().len();
        let now = self.now()?;
        self.perform(&mut state, request.action, now)?;
        self.append(id, &state, before)?;
        self.loop_page(id)
    }

    /// Keeps what is written of a scorecard.
    pub fn save_loop_draft(
        &self,
        id: Id,
        slot: &str,
        request: DraftRequest,
    ) -> Result<DraftSaved, Error> {
        let state = self.replayed(id)?;
        let rounds = u32::try_from(state.rounds().len()).unwrap_or(0);
        if !(0..rounds).any(|round| show::scorecard_slot(round) == slot) {
            return Err(Error::invalid(
                "draft-slot",
                format!("this loop has no scorecard “{slot}”"),
                "Use `scorecard_` and the round's number.",
            ));
        }
        let draft = crate::app::draft(id, slot, request, self.now()?)?;
        let saved = self.core.store.save_loop_draft(&draft)?;
        Ok(DraftSaved::of(saved, draft))
    }

    /// The timeline as it is exported, without what a friend sealed and the candidate may not read
    /// yet.
    pub fn timeline(&self, id: Id) -> Result<Vec<Entry>, Error> {
        let state = self.settled(id)?;
        let shown = |entry: &&Entry| !show::is_hidden(&state, entry);
        Ok(state.entries().iter().filter(shown).cloned().collect())
    }

    /// Keeps an answer that was handed in with the job that judges it, its judgement where the
    /// record has one, and where its attempt belongs to a round that is being sat, the round's
    /// entry: all or none.
    pub(crate) fn keep_submission(
        &self,
        submission: &Submission,
        job: &Job,
        judged: Option<&Judgement>,
    ) -> Result<(), Error> {
        let store = &self.core.store;
        let keep = |in_loop: Option<(Id, &Entry)>| match judged {
            None => store.submit(submission, job, in_loop),
            Some(judgement) => {
                let mut change = |attempt: &mut Attempt| {
                    attempt.judged(judgement.result.outcome, judgement.at);
                    Vec::new()
                };
                store.submit_judged(submission, job, in_loop, judgement, &mut change)
            }
        };
        for _ in 0..MOST_TRIES {
            let in_loop = match self.entry_of(submission) {
                Ok(entry) => entry,
                // What is handed in is judged, whether a round can take note of it or not.
                Err(error) => {
                    tracing::warn!(%error, "a round took no note of an answer");
                    None
                }
            };
            let in_loop = in_loop.as_ref().map(|(id, entry)| (*id, entry));
            if keep(in_loop)? {
                return Ok(());
            }
            // Another window was quicker with something else.
        }
        tracing::warn!("a round took no note of an answer: others acted in it all the while");
        keep(None)?;
        Ok(())
    }

    /// The entry that hands an answer in, with its loop; nothing where no live round opened its
    /// attempt.
    fn entry_of(&self, submission: &Submission) -> Result<Option<(Id, Entry)>, Error> {
        for id in self.core.store.loops(self.core.person, MOST_LOOPS)? {
            let mut state = self.settled(id)?;
            let opened = state.entries().iter().find_map(|entry| match &entry.act {
                Act::Open { round, attempt, .. } if *attempt == submission.attempt => Some(*round),
                _ => None,
            });
            let Some(round) = opened else {
                continue;
            };
            if !state.round(round).is_some_and(Round::is_live) {
                return Ok(None);
            }
            let act = Act::HandIn {
                round,
                question: submission.question.clone(),
                submission: submission.id,
            };
            let entry = state.act(Actor::Candidate, act, submission.at)?.clone();
            return Ok(Some((id, entry)));
        }
        Ok(None)
    }

    /// A loop as it stands; a round whose time is up is ended first.
    fn settled(&self, id: Id) -> Result<Loop, Error> {
        let mut state = self.replayed(id)?;
        let now = self.core.bench.clock.now();
        let over = (0..).zip(state.rounds()).find(|(_, round)| {
            round.is_live() && round.deadline().is_some_and(|deadline| deadline < now)
        });
        let Some((round, _)) = over else {
            return Ok(state);
        };
        let before = state.entries().len();
        let end = RoundEnd::TimeUp;
        state.act(Actor::Candidate, Act::EndRound { round, end }, now)?;
        match self.append(id, &state, before) {
            // Another window has ended it in the meantime.
            Err(Error::MovedOn) => self.replayed(id),
            ended => ended.map(|()| state),
        }
    }

    fn replayed(&self, id: Id) -> Result<Loop, Error> {
        let entries = self.core.store.timeline(id)?;
        let entries = entries.ok_or(Error::Unknown { what: "loop", id })?;
        Ok(Loop::replay(entries))
    }

    /// Keeps the entries that were added since `before`, unless others were in the meantime.
    fn append(&self, id: Id, state: &Loop, before: usize) -> Result<(), Error> {
        let mut moved_on = false;
        let unknown = Error::Unknown { what: "loop", id };
        self.core
            .store
            .extend_timeline(id, &mut |entries| {
                moved_on = entries.len() != before;
                if moved_on {
                    Vec::new()
                } else {
                    state.entries()[before..].to_vec()
                }
            })?
            .ok_or(unknown)?;
        if moved_on {
            Err(Error::MovedOn)
        } else {
            Ok(())
        }
    }

    /// What the record holds of a loop beside its timeline.
    fn kept(&self, state: &Loop) -> Result<Kept, Error> {
        let mut kept = Kept::default();
        for entry in state.entries() {
            match &entry.act {
                Act::Open { attempt, .. } => {
                    if let Some(found) = self.core.store.attempt(*attempt)? {
                        kept.attempts.insert(*attempt, found);
                    }
                }
                Act::HandIn { submission, .. } => {
                    if let Some(found) = self.core.store.submission(*submission)? {
                        let judged = self.core.store.judgements(*submission)?;
                        let judgement = judged.into_iter().next();
                        kept.answers.insert(*submission, (found, judgement));
                    }
                }
                _ => {}
            }
        }
        Ok(kept)
    }

    fn perform(&self, state: &mut Loop, action: LoopAction, now: Timestamp) -> Result<(), Error> {
        let kept = self.kept(state)?;
        let performing = act::Performing {
            app: self,
            kept: &kept,
            now,
        };
        performing.perform(state, action)
    }
}
