//! One round as its timeline and record have it: what was asked, handed in and judged.

use std::collections::BTreeMap;

use onsite_bank::Bank;
use onsite_domain::{
    answer::Submission,
    attempt::Attempt,
    id::Id,
    judgement::Judgement,
    loops::{Act, Entry, Loop, Phase, PlannedQuestion, Round},
    question::Question,
};

/// An answer that was handed in, and what became of it.
#[derive(Clone, Debug)]
pub struct HandedIn {
    /// The entry of the timeline.
    pub entry: u32,
    /// The submission.
    pub submission: Submission,
    /// Its judgement, once there is one.
    pub judgement: Option<Judgement>,
}

/// What the record holds of a loop beside its timeline.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Attempts that rounds opened.
    pub attempts: BTreeMap<Id, Attempt>,
    /// Answers, by submission.
    pub answers: BTreeMap<Id, (Submission, Option<Judgement>)>,
}

/// A round with everything its rules look at.
pub struct Room<'a> {
    /// The bank.
    pub bank: &'a Bank,
    /// The loop.
    pub state: &'a Loop,
    /// What the record holds.
    pub kept: &'a Kept,
    /// The round's number.
    pub number: u32,
    /// The round.
    pub round: &'a Round,
}

impl<'a> Room<'a> {
    /// The round of that number.
    pub fn of(bank: &'a Bank, state: &'a Loop, kept: &'a Kept, number: u32) -> Option<Self> {
        let round = state.round(number)?;
        Some(Self {
            bank,
            state,
            kept,
            number,
            round,
        })
    }

    /// The entries of the round, in order.
    pub fn entries(&self) -> impl Iterator<Item = &'a Entry> {
        let number = self.number;
        let entries = self.state.entries().iter();
        entries.filter(move |entry| entry.act.round() == Some(number))
    }

    /// Whether a line of the script was said.
    pub fn was_said(&self, wanted: &str) -> bool {
        self.entries()
            .any(|entry| matches!(&entry.act, Act::Ask { line, .. } if line == wanted))
    }

    /// How many lines that begin so were said.
    pub fn said(&self, beginning: &str) -> usize {
        self.entries()
            .filter(
                |entry| matches!(&entry.act, Act::Ask { line, .. } if line.starts_with(beginning)),
            )
            .count()
    }

    /// The questions of a phase, in order.
    pub fn asks_in(&self, phase: Phase) -> impl Iterator<Item = &'a PlannedQuestion> {
        let questions = self.round.plan.questions.iter();
        questions.filter(move |question| question.phase == phase)
    }

    /// A question of the bank.
    pub fn question(&self, id: &str) -> Option<&'a Question> {
        self.bank.get(id).map(AsRef::as_ref)
    }

    /// The attempt in which a question is answered.
    pub fn attempt(&self, id: &str) -> Option<&'a Attempt> {
        let opened = self.entries().find_map(|entry| match &entry.act {
            Act::Open {
                question, attempt, ..
            } if question == id => Some(*attempt),
            _ => None,
        })?;
        self.kept.attempts.get(&opened)
    }

    /// How many hints of a question were taken before an entry.
    pub fn hints_before(&self, id: &str, entry: u32) -> usize {
        self.entries()
            .take_while(|earlier| earlier.number < entry)
            .filter(|it| matches!(&it.act, Act::TakeHint { question, .. } if question == id))
            .count()
    }

    /// Answers to a question, in order.
    pub fn handed_in(&self, id: &str) -> Vec<HandedIn> {
        self.entries()
            .filter_map(|entry| match &entry.act {
                Act::HandIn {
                    question,
                    submission,
                    ..
                } if question == id => {
                    let (submission, judgement) = self.kept.answers.get(submission)?.clone();
                    Some(HandedIn {
                        entry: entry.number,
                        submission,
                        judgement,
                    })
                }
                _ => None,
            })
            .collect()
    }
}
