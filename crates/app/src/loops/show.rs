//! What pages show of a loop: never a scorecard before it may be read.

use onsite_bank::Bank;
use onsite_domain::{
    answer::Submission,
    attempt::Draft,
    clock::Timestamp,
    evidence::Observer,
    fact::nearest,
    id::Id,
    loops::{Act, Actor, Entry, Loop, Phase, RoundEnd, Stage},
    question::{Body, Level},
};

use super::{
    debrief::{self, Mended},
    rate::from_evidence,
    room::{Kept, Room},
    script::in_words,
    views::{
        AnchorText, FactName, FocusView, LineView, LoopCard, LoopPage, NextStep, RoundQuestion,
        RoundView, SealedView, Who,
    },
};

/// Most facts that are offered to who insists on having asked.
const MOST_APPEALS: usize = 3;

/// The slot in which a round's scorecard is written.
pub fn scorecard_slot(round: u32) -> String {
    format!("scorecard_{round}")
}

/// The name of a competency or principle.
pub fn focus_title(bank: &Bank, id: &str) -> String {
    let competency = bank.competency(id).map(|it| it.title.clone());
    let principle = || bank.principle(id).map(|it| it.title.clone());
    competency
        .or_else(principle)
        .unwrap_or_else(|| id.to_owned())
}

/// A loop in a list.
pub fn card(id: Id, state: &Loop) -> LoopCard {
    let plan = state.plan();
    let rounds = state.rounds().iter();
    LoopCard {
        id,
        title: plan.map(|plan| plan.title.clone()).unwrap_or_default(),
        preset: plan.map(|plan| plan.preset.clone()).unwrap_or_default(),
        level: plan.map_or(Level::L5, |plan| plan.level),
        made: state
            .entries()
            .first()
            .map_or(Timestamp::from_millis(0), |entry| entry.at),
        stage: state.stage(),
        rounds: rounds
            .map(|round| (round.plan.title.clone(), round.ended.is_some()))
            .collect(),
        next: next_step(state),
        decision: state.decision(),
    }
}

/// What to do next.
pub fn next_step(state: &Loop) -> NextStep {
    let find = |wanted: fn(&onsite_domain::loops::Round) -> bool| {
        (0..)
            .zip(state.rounds())
            .find(|(_, round)| wanted(round))
            .map(|(number, _)| number)
    };
    match state.stage() {
        Stage::Rounds => {
            if let Some(round) = find(onsite_domain::loops::Round::is_live) {
                NextStep::Continue { round }
            } else if let Some(round) = find(|it| it.ended.is_some() && it.predicted.is_none()) {
                NextStep::Predict { round }
            } else if let Some(round) =
                find(|it| it.ended.is_some() && it.sealed.is_none() && it.kit.is_none())
            {
                NextStep::Seal { round }
            } else if let Some(round) = find(|it| it.started.is_none()) {
                NextStep::Start { round }
            } else if let Some(round) = find(|it| it.sealed.is_none()) {
                NextStep::AwaitKit { round }
            } else {
                NextStep::Debrief
            }
        }
        Stage::Reading | Stage::Revote => NextStep::Read,
        Stage::Discussion => NextStep::Decide,
        Stage::Decided => NextStep::Inform,
        Stage::Informed | Stage::Withdrawn => NextStep::Done,
    }
}

/// A loop with everything its pages need.
pub fn page(
    bank: &Bank,
    id: Id,
    state: &Loop,
    kept: &Kept,
    drafts: &[Draft],
    now: Timestamp,
) -> Option<LoopPage> {
    let plan = state.plan()?;
    let mended = |number: u32| Room::of(bank, state, kept, number).map(|room| Mended::of(&room));
    let rounds = (0..)
        .map_while(|number| Room::of(bank, state, kept, number))
        .map(|room| round(&room, drafts));
    Some(LoopPage {
        id,
        seen: state.next_number(),
        now,
        title: plan.title.clone(),
        role: plan.role,
        level: plan.level,
        date: plan.date.clone(),
        stage: state.stage(),
        next: next_step(state),
        form: plan.form.clone(),
        rounds: rounds.collect(),
        debrief: debrief::view(&mended, state, bank),
    })
}

fn round(room: &Room<'_>, drafts: &[Draft]) -> RoundView {
    let (plan, round) = (&room.round.plan, room.round);
    let slot = scorecard_slot(room.number);
    RoundView {
        number: room.number,
        id: plan.id.clone(),
        title: plan.title.clone(),
        purpose: plan.purpose.clone(),
        seat: plan.seat,
        phases: plan.phases.clone(),
        minutes: plan.minutes(),
        open_ended: plan.open_ended,
        started: round.started,
        deadline: round.deadline(),
        phase: round.phase,
        ended: round.ended,
        lines: room
            .entries()
            .filter_map(|entry| line(room, entry))
            .collect(),
        questions: questions(room),
        focus: plan.focus().map(|id| focus(room, id)).collect(),
        draft: drafts.iter().find(|draft| draft.slot == slot).cloned(),
        kit: round.kit,
        predicted: round.predicted,
        sealed: sealed(room),
    }
}

fn questions(room: &Room<'_>) -> Vec<RoundQuestion> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let asked = room.round.plan.questions.iter().filter_map(|asked| {
        let attempt = room.attempt(&asked.question)?;
        let hints = room
            .round
            .hints
            .iter()
            .filter(|taken| **taken == asked.question);
        let hints_in_all = room
            .question(&asked.question)
            .map_or(0, |it| it.hints.len());
        Some(RoundQuestion {
            question: asked.question.clone(),
            title: asked.title.clone(),
            kind: asked.kind,
            phase: asked.phase,
            attempt: attempt.id,
            hints: count(hints.count()),
            hints_in_all: count(hints_in_all),
            handed_in: count(room.handed_in(&asked.question).len()),
        })
    });
    asked.collect()
}

/// The scorecard as far as the candidate may see it: their own at once, a friend's once the
/// debrief is open.
fn sealed(room: &Room<'_>) -> Option<SealedView> {
    let sealed = room.round.sealed.as_ref()?;
    let own = sealed.by == Observer::OneSelf;
    let may_read = own || room.state.may_read(Actor::Candidate, room.number);
    let amended = |entry: &u32| {
        let entry = room.state.entries().get(usize::try_from(*entry).ok()?)?;
        match &entry.act {
            Act::Amend { text, .. } => Some((entry.at, text.clone())),
            _ => None,
        }
    };
    Some(SealedView {
        entry: sealed.entry,
        at: sealed.at,
        by: sealed.by,
        scorecard: may_read.then(|| sealed.scorecard.clone()),
        amendments: room.round.amendments.iter().filter_map(amended).collect(),
    })
}

/// A competency or principle as a scorecard shows it.
pub fn focus(room: &Room<'_>, id: &str) -> FocusView {
    let competency = room.bank.competency(id);
    let principle = room.bank.principle(id);
    let observes = competency
        .map(|it| it.observes.clone())
        .or_else(|| principle.map(|it| it.means.clone()));
    FocusView {
        id: id.to_owned(),
        title: focus_title(room.bank, id),
        is_principle: principle.is_some(),
        observes: observes.unwrap_or_default(),
        anchors: anchors(room, id),
        evidence: room.round.ended.and_then(|_| from_evidence(room, id)),
    }
}

/// The anchors that the round's questions hold for a focus: a rubric's for a competency, those of
/// the loop's level for a principle.
fn anchors(room: &Room<'_>, id: &str) -> Vec<AnchorText> {
    let level = room.state.plan().map(|plan| plan.level);
    let asked = room.round.plan.questions.iter();
    let of_question = |question: &str| -> Option<AnchorText> {
        let question = room.question(question)?;
        let of = question.title.clone();
        if let Some(anchor) = question
            .rubric
            .iter()
            .find(|anchor| anchor.competency == id)
        {
            let anchor = anchor.clone();
            let (below, at, above) = (anchor.below, anchor.at, anchor.above);
            return Some(AnchorText {
                of,
                below,
                at,
                above,
            });
        }
        let Body::Story(story) = &question.body else {
            return None;
        };
        let holds = story.principles.iter().any(|principle| principle == id);
        let anchor = story
            .anchors
            .iter()
            .find(|anchor| Some(anchor.level) == level);
        let anchor = anchor.filter(|_| holds)?.clone();
        let (below, at, above) = (anchor.below, anchor.at, anchor.above);
        Some(AnchorText {
            of,
            below,
            at,
            above,
        })
    };
    asked
        .filter_map(|asked| of_question(&asked.question))
        .collect()
}

/// Whether an entry stays hidden from the candidate: what a friend noted and rated, until the
/// scorecard may be read.
pub fn is_hidden(state: &Loop, entry: &Entry) -> bool {
    let of_friend = |round: u32| {
        let round = state.round(round);
        round.is_some_and(|round| round.kit.is_some())
    };
    match entry.act {
        Act::Note { round, .. } | Act::Seal { round, .. } => {
            of_friend(round) && !state.may_read(Actor::Candidate, round)
        }
        _ => false,
    }
}

/// An entry as a line of the conversation; nothing for what is shown elsewhere.
pub fn line(room: &Room<'_>, entry: &Entry) -> Option<LineView> {
    if is_hidden(room.state, entry) {
        return None;
    }
    let new = |who, text: String| LineView {
        entry: entry.number,
        at: entry.at,
        who,
        cause: None,
        question: None,
        quote: None,
        text,
        verdict: None,
        appeals: Vec::new(),
    };
    Some(match &entry.act {
        Act::Ask {
            question,
            cause,
            quote,
            text,
            ..
        } => LineView {
            cause: Some(*cause),
            question: question.clone(),
            quote: quote.clone(),
            ..new(Who::Interviewer, text.clone())
        },
        Act::Say { text, .. } => new(Who::Candidate, text.clone()),
        Act::AskFact {
            question,
            text,
            fact,
            ..
        } => LineView {
            question: Some(question.clone()),
            appeals: match fact {
                None => appeals(room, question, text),
                Some(_) => Vec::new(),
            },
            ..new(Who::Candidate, text.clone())
        },
        Act::Note { text, .. } => new(Who::Note, format!("Note: {text}")),
        Act::StartRound { .. } => new(Who::Note, "The round begins.".to_owned()),
        Act::EnterPhase { phase, .. } => new(Who::Note, phase_title(*phase).to_owned()),
        Act::TakeHint { question, hint, .. } => LineView {
            question: Some(question.clone()),
            ..new(Who::Note, format!("Hint {} is taken.", hint + 1))
        },
        Act::HandIn {
            question,
            submission,
            ..
        } => {
            let (kept, judgement) = room.kept.answers.get(submission)?;
            LineView {
                question: Some(question.clone()),
                verdict: judgement.as_ref().map(|it| it.result.verdict().to_owned()),
                ..new(Who::Candidate, handed_in(kept))
            }
        }
        Act::EndRound { end, .. } => {
            let text = match end {
                RoundEnd::Finished => "The round ends.",
                RoundEnd::TimeUp => "The time is up.",
            };
            new(Who::Note, text.to_owned())
        }
        _ => return None,
    })
}

fn handed_in(answer: &Submission) -> String {
    let claim = answer.claim.map(in_words);
    let claim = claim.map(|claim| format!(" The cost claimed: {claim}."));
    format!("Hands in an answer.{}", claim.unwrap_or_default())
}

/// Facts that a question which was not understood may have meant, apart from those that were told;
/// none once one of them was appealed for.
fn appeals(room: &Room<'_>, question: &str, text: &str) -> Vec<FactName> {
    let mut told = Vec::new();
    for entry in room.entries() {
        if let Act::AskFact {
            question: of,
            text: asked,
            fact: Some(fact),
            ..
        } = &entry.act
            && of == question
        {
            if asked == text {
                return Vec::new();
            }
            told.push(fact);
        }
    }
    let facts = room.question(question).map_or(&[][..], |it| &it.facts);
    nearest(facts, text, MOST_APPEALS)
        .into_iter()
        .filter(|fact| !told.contains(&&fact.id))
        .filter_map(|fact| {
            Some(FactName {
                id: fact.id.clone(),
                asked: fact.asked.first()?.clone(),
            })
        })
        .collect()
}

/// A phase's name.
pub const fn phase_title(phase: Phase) -> &'static str {
    match phase {
        Phase::Introduction => "Introduction",
        Phase::Principles => "Leadership principles",
        Phase::Technical => "Technical part",
        Phase::OwnQuestions => "Your own questions",
    }
}
