//! The rules of a loop, one by one: what each forbids, and what to do instead.

use std::collections::BTreeSet;

use super::{Act, Actor, Cite, Decision, Entry, Loop, Rating, Round, Seat, Stage, Vote};
use crate::evidence::Observer;

/// Longest text of one entry, in bytes.
pub(super) const MOST_TEXT_BYTES: usize = 64 * 1024;
/// Most entries of one timeline.
const MOST_ENTRIES: usize = 5_000;

/// A rule that an entry must keep.
#[derive(Clone, Copy)]
pub struct Guard {
    /// Stable name.
    pub name: &'static str,
    /// What is wrong with an entry that breaks it.
    message: &'static str,
    /// What to do instead.
    help: &'static str,
    allows: fn(&Loop, &Entry) -> bool,
}

/// A rule that was broken; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// The rule's name.
    pub rule: &'static str,
    /// What was wrong.
    pub message: &'static str,
    /// What to do instead.
    pub help: &'static str,
}

impl Guard {
    /// Whether an entry may follow.
    pub fn allows(&self, state: &Loop, entry: &Entry) -> bool {
        (self.allows)(state, entry)
    }

    /// What is said when it may not.
    pub const fn refusal(&self) -> Refusal {
        Refusal {
            rule: self.name,
            message: self.message,
            help: self.help,
        }
    }
}

impl std::fmt::Debug for Guard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

const fn guard(
    name: &'static str,
    allows: fn(&Loop, &Entry) -> bool,
    message: &'static str,
    help: &'static str,
) -> Guard {
    Guard {
        name,
        message,
        help,
        allows,
    }
}

/// Every rule, in the order in which they are looked at.
pub const GUARDS: &[Guard] = &[
    // The timeline.
    guard(
        "plan-first",
        |state, entry| matches!(entry.act, Act::Plan { .. }) == state.entries().is_empty(),
        "A loop is planned once, before anything else.",
        "Make a new loop to plan another one.",
    ),
    guard(
        "sound-plan",
        |_, entry| match &entry.act {
            Act::Plan { plan } => plan.is_sound(),
            _ => true,
        },
        "The plan has no round that can be sat, names a round twice, or rates nothing in one.",
        "Choose one to eight different rounds that wait for nothing.",
    ),
    guard(
        "numbered",
        |state, entry| usize::try_from(entry.number) == Ok(state.entries().len()),
        "Entries of a timeline are numbered from zero without a gap.",
        "Take the timeline as it was exported.",
    ),
    guard(
        "clock-forward",
        |state, entry| {
            state
                .entries()
                .last()
                .is_none_or(|last| last.at <= entry.at)
        },
        "The clock shows a time before the last entry of this loop.",
        "Set the clock right; nothing of the loop is lost.",
    ),
    guard(
        "bounded",
        |state, entry| {
            state.entries().len() < MOST_ENTRIES
                && entry.act.texts().all(|text| text.len() <= MOST_TEXT_BYTES)
        },
        "That is more than an entry of a loop may hold: 64 KiB of text, and 5,000 entries a loop.",
        "Shorten the text; in a round nobody could read it either.",
    ),
    guard(
        "not-over",
        |state, entry| match state.stage() {
            Stage::Withdrawn | Stage::Informed => false,
            Stage::Decided => matches!(entry.act, Act::Inform),
            _ => !matches!(entry.act, Act::Inform),
        },
        "This loop is over, or not decided yet.",
        "A decided loop can only be told to the candidate; make a new loop to go on practising.",
    ),
    // Who may.
    guard(
        "own-seat",
        |_, entry| entry.actor.may(&entry.act),
        "That is not done from this seat.",
        "Rounds are led and rated by their own interviewer, and answered by the candidate.",
    ),
    guard(
        "known-seat",
        |state, entry| match entry.actor {
            Actor::Interviewer { round } => state.plan().is_none() || state.round(round).is_some(),
            Actor::Candidate | Actor::Recruiter => true,
        },
        "This loop's panel has no such interviewer.",
        "Every round has one, by the round's number.",
    ),
    guard(
        "chair",
        |state, entry| {
            let chaired = matches!(
                entry.act,
                Act::OpenDebrief { .. }
                    | Act::OpenDiscussion
                    | Act::Veto { .. }
                    | Act::Decide { .. }
            );
            !chaired || holds(state, entry.actor, Seat::BarRaiser)
        },
        "Only the bar raiser leads the debrief.",
        "Opening, veto and decision are the bar raiser's.",
    ),
    // A round.
    guard(
        "known-round",
        |state, entry| {
            entry
                .act
                .round()
                .is_none_or(|round| state.round(round).is_some())
        },
        "This loop has no such round.",
        "Rounds are numbered from zero in the order of the plan.",
    ),
    guard(
        "start-once",
        |state, entry| match entry.act {
            Act::StartRound { round } => of(state, round, |round| round.started.is_none()),
            _ => true,
        },
        "This round has begun already.",
        "Go on with it; its clock has been running since.",
    ),
    guard(
        "one-at-a-time",
        |state, entry| match entry.act {
            Act::StartRound { .. } => !state.rounds().iter().any(Round::is_live),
            _ => true,
        },
        "Another round is still being sat.",
        "End it first.",
    ),
    guard(
        "live",
        |state, entry| !entry.act.is_in_round() || own(state, entry, Round::is_live),
        "This round is not being sat.",
        "Start it; a round that has ended stays ended.",
    ),
    guard(
        "in-time",
        |state, entry| {
            let in_time = |round: &Round| round.deadline().is_none_or(|end| entry.at <= end);
            !entry.act.is_in_round()
                || matches!(entry.act, Act::EndRound { .. })
                || own(state, entry, in_time)
        },
        "The time of this round is up.",
        "End the round; what was typed is kept, and judged outside of it.",
    ),
    guard(
        "phase-forward",
        |state, entry| match entry.act {
            Act::EnterPhase { round, phase } => of(state, round, |round| {
                let place = |wanted| round.plan.phases.iter().position(|p| p.phase == wanted);
                let here = round.phase.and_then(|(phase, _)| place(phase));
                place(phase).is_some_and(|next| here.is_none_or(|here| here < next))
            }),
            _ => true,
        },
        "A round only moves on to a later phase of its plan.",
        "Go on from where the round stands.",
    ),
    guard(
        "asked-here",
        |state, entry| match &entry.act {
            Act::Ask {
                round,
                question: Some(question),
                ..
            }
            | Act::Open {
                round, question, ..
            }
            | Act::AskFact {
                round, question, ..
            }
            | Act::TakeHint {
                round, question, ..
            }
            | Act::HandIn {
                round, question, ..
            } => of(state, *round, |round| {
                round
                    .plan
                    .questions
                    .iter()
                    .any(|asked| asked.question == *question)
            }),
            _ => true,
        },
        "This round does not ask that question.",
        "Take a question of the round's plan.",
    ),
    guard(
        "hint-in-order",
        |state, entry| match &entry.act {
            Act::TakeHint {
                round,
                question,
                hint,
            } => of(state, *round, |round| {
                let taken = round
                    .hints
                    .iter()
                    .filter(|taken| *taken == question)
                    .count();
                usize::try_from(*hint) == Ok(taken)
            }),
            _ => true,
        },
        "Hints are taken one by one.",
        "Take the next one; each is paid for once.",
    ),
    guard(
        "something-said",
        |_, entry| {
            matches!(entry.act, Act::Seal { .. })
                || entry.act.texts().all(|text| !text.trim().is_empty())
        },
        "There is nothing written.",
        "Write what is to be recorded.",
    ),
    // A scorecard.
    guard(
        "before-debrief",
        |state, entry| {
            entry.act.round().is_none()
                || matches!(entry.act, Act::Amend { .. })
                || state.stage() == Stage::Rounds
        },
        "The debrief is open: rounds and scorecards are closed.",
        "What is missing in a scorecard can be added as a dated amendment.",
    ),
    guard(
        "seal-after-round",
        |state, entry| match entry.act {
            Act::Seal { round, .. } | Act::Predict { round, .. } => {
                of(state, round, |round| round.ended.is_some())
            }
            _ => true,
        },
        "This round has not been sat to its end.",
        "End the round first.",
    ),
    guard(
        "seal-once",
        |state, entry| match entry.act {
            Act::Seal { round, .. } | Act::HandOver { round, .. } | Act::Note { round, .. } => {
                of(state, round, |round| round.sealed.is_none())
            }
            _ => true,
        },
        "This scorecard is sealed, and stays as it is.",
        "Add a dated amendment.",
    ),
    guard(
        "kit-only",
        |state, entry| match &entry.act {
            Act::Seal { round, by, .. } => of(state, *round, |round| {
                round.kit.is_some() == matches!(by, Observer::Peer)
            }),
            _ => true,
        },
        "A scorecard that was left to a friend is sealed by that friend's kit, and no other is.",
        "Import the file that came back, or make a kit for this round first.",
    ),
    guard(
        "form-version",
        |state, entry| match (&entry.act, state.plan()) {
            (Act::Seal { scorecard, .. }, Some(plan)) => {
                scorecard.form_version == plan.form.version
            }
            _ => true,
        },
        "This scorecard was written on another version of the form.",
        "Write it on the form of this loop; a kit made for the loop carries it.",
    ),
    guard(
        "rates-its-focus",
        |state, entry| match &entry.act {
            Act::Seal {
                round, scorecard, ..
            } => of(state, *round, |round| {
                let rated: BTreeSet<&String> = scorecard.ratings.iter().map(|r| &r.focus).collect();
                rated.len() == scorecard.ratings.len()
                    && rated == round.plan.focus().collect::<BTreeSet<_>>()
            }),
            _ => true,
        },
        "A scorecard rates each competency and principle of its round once, and no others.",
        "Rate each of them; choose \"not observed\" where nothing was seen.",
    ),
    guard(
        "not-empty",
        |_, entry| match &entry.act {
            Act::Seal { scorecard, .. } => {
                !scorecard.notes.trim().is_empty() && Vote::of_ratings(&scorecard.ratings).is_some()
            }
            _ => true,
        },
        "This scorecard is empty: it has no notes, or rates nothing.",
        "Write what was asked and answered, and rate what was seen of it.",
    ),
    guard(
        "rating-cites",
        |_, entry| match &entry.act {
            Act::Seal { scorecard, .. } => scorecard.ratings.iter().all(|rating| {
                matches!(rating.rating, Rating::Meets | Rating::NotObserved)
                    || !rating.cites.is_empty()
            }),
            _ => true,
        },
        "A rating below or above the bar must say what it rests on.",
        "Choose a note, a moment of the round or a piece of evidence for it.",
    ),
    guard(
        "cites-exist",
        |state, entry| entry.act.cites().all(|cite| exists(state, entry, cite)),
        "It cites a moment that is not in this timeline, or not of this round.",
        "Choose a moment from the round that is rated, or in the debrief from any round.",
    ),
    guard(
        "vote-follows",
        |_, entry| match &entry.act {
            Act::Seal { by, scorecard, .. } if !super::outcome::by_another(*by) => {
                Vote::of_ratings(&scorecard.ratings) == Some(scorecard.vote)
            }
            _ => true,
        },
        "Alone, the vote follows from the ratings by the rule of the form.",
        "Change the ratings if the vote seems wrong.",
    ),
    guard(
        "amend-sealed",
        |state, entry| match entry.act {
            Act::Amend { round, .. } => of(state, round, |round| round.sealed.is_some()),
            _ => true,
        },
        "There is no sealed scorecard to add to.",
        "Change the scorecard itself; it is not sealed.",
    ),
    guard(
        "predict-once",
        |state, entry| match entry.act {
            Act::Predict { round, .. } => of(state, round, |round| round.predicted.is_none()),
            _ => true,
        },
        "This vote has been predicted already.",
        "A prediction stays as it was made.",
    ),
    // The debrief.
    guard(
        "all-sealed",
        |state, entry| match &entry.act {
            Act::OpenDebrief { without } => {
                let sealed = state.scorecards().count();
                sealed > 0 && (sealed == state.rounds().len() || without.is_some())
            }
            _ => true,
        },
        "A scorecard is not sealed yet.",
        "Wait for it; or open without it and write why, which is kept in the record.",
    ),
    guard(
        "predicted-first",
        |state, entry| match (&entry.act, state.plan()) {
            (Act::OpenDebrief { .. }, Some(plan)) if plan.alone => {
                state.panel().all(|round| round.predicted.is_some())
            }
            _ => true,
        },
        "The votes have not all been predicted.",
        "Say for each round how you think its interviewer voted; then read.",
    ),
    guard(
        "debrief-in-order",
        |state, entry| {
            let needed = match entry.act {
                Act::OpenDebrief { .. } => Stage::Rounds,
                Act::FinishReading => Stage::Reading,
                Act::Revote { .. } | Act::OpenDiscussion => Stage::Revote,
                Act::Argue { .. }
                | Act::ChangeVote { .. }
                | Act::Veto { .. }
                | Act::Decide { .. } => Stage::Discussion,
                _ => return true,
            };
            state.stage() == needed
        },
        "The debrief is not at that step.",
        "It goes: everybody reads, everybody votes again, discussion, decision.",
    ),
    guard(
        "reads-own-sealed",
        |state, entry| match (&entry.act, entry.actor) {
            (
                Act::FinishReading
                | Act::Revote { .. }
                | Act::ChangeVote { .. }
                | Act::Argue { .. },
                Actor::Interviewer { round },
            ) => of(state, round, |round| round.sealed.is_some()),
            _ => true,
        },
        "Nobody reads or votes in a debrief before their own scorecard is sealed.",
        "Seal your own scorecard first.",
    ),
    guard(
        "revote-once",
        |state, entry| match (&entry.act, entry.actor) {
            (Act::FinishReading, Actor::Interviewer { round }) => of(state, round, |r| !r.read),
            (Act::Revote { .. }, Actor::Interviewer { round }) => {
                of(state, round, |round| round.revote.is_none())
            }
            _ => true,
        },
        "That has been done already.",
        "Votes can change again in the discussion, with a reason.",
    ),
    guard(
        "all-revoted",
        |state, entry| !matches!(entry.act, Act::OpenDiscussion) || state.revotes_shown(),
        "Somebody has not voted again yet.",
        "Votes are shown together, and discussed after that.",
    ),
    guard(
        "argument-cites",
        |_, entry| match &entry.act {
            Act::Argue { cites, .. } | Act::Veto { cites, .. } => !cites.is_empty(),
            _ => true,
        },
        "It rests on nothing.",
        "Choose the note, moment or evidence that it rests on.",
    ),
    guard(
        "veto-once",
        |state, entry| !matches!(entry.act, Act::Veto { .. }) || state.vetoed().is_none(),
        "There is a veto already.",
        "One is enough; write down the decision.",
    ),
    guard(
        "decidable",
        |state, entry| {
            decided(entry, |decision| {
                (decision == Decision::NoDecision) == state.undecidable().is_some()
            })
        },
        "A decision needs a record that carries it, and a record that carries one is decided.",
        "With one scorecard, a seat empty or behaviour unrated by another person, write down no decision.",
    ),
    guard(
        "veto-stands",
        |state, entry| {
            decided(entry, |decision| {
                !decision.hires() || state.vetoed().is_none()
            })
        },
        "The bar raiser has vetoed a hire.",
        "Write down no hire.",
    ),
    guard(
        "both-for",
        |state, entry| {
            let votes_for = |seat| {
                let holder = state
                    .holder(seat)
                    .and_then(|round| state.rounds().get(round));
                holder.and_then(Round::vote).is_some_and(Vote::is_for)
            };
            decided(entry, |decision| {
                !decision.hires() || (votes_for(Seat::HiringManager) && votes_for(Seat::BarRaiser))
            })
        },
        "A hire needs the votes of the hiring manager and the bar raiser.",
        "Discuss on, or write down no hire.",
    ),
    guard(
        "lower-level",
        |state, entry| {
            decided(entry, |decision| match (decision, state.plan()) {
                (Decision::HireAt { level }, Some(plan)) => level < plan.level,
                _ => true,
            })
        },
        "That level is not below the one the loop was for.",
        "Write down hire, or choose a lower level.",
    ),
];

/// Whether a round of the loop is as wanted; an unknown one is left to `known-round`.
fn of(state: &Loop, round: u32, wanted: impl FnOnce(&Round) -> bool) -> bool {
    state.round(round).is_none_or(wanted)
}

/// The same of the round an entry belongs to.
fn own(state: &Loop, entry: &Entry, wanted: impl FnOnce(&Round) -> bool) -> bool {
    entry
        .act
        .round()
        .is_none_or(|round| of(state, round, wanted))
}

fn decided(entry: &Entry, allows: impl FnOnce(Decision) -> bool) -> bool {
    match entry.act {
        Act::Decide { decision } => allows(decision),
        _ => true,
    }
}

fn holds(state: &Loop, actor: Actor, seat: Seat) -> bool {
    match actor {
        Actor::Interviewer { round } => of(state, round, |round| round.plan.seat == seat),
        Actor::Candidate | Actor::Recruiter => false,
    }
}

/// Whether what is cited is there: for a scorecard a moment of its own round.
fn exists(state: &Loop, entry: &Entry, cite: &Cite) -> bool {
    match cite {
        // The record holds evidence; who adds the entry has looked it up there.
        Cite::Evidence { .. } => true,
        Cite::Moment { entry: cited } => {
            let place = usize::try_from(*cited).unwrap_or(usize::MAX);
            state
                .entries()
                .get(place)
                .is_some_and(|cited| match entry.act.round() {
                    Some(round) => cited.act.round() == Some(round),
                    None => cited.act.round().is_some(),
                })
        }
    }
}
