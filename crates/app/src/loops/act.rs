//! Turns what a person does in a room into entries of the timeline, the interviewer's included.

use onsite_domain::{
    clock::Timestamp,
    evidence::Observer,
    fact::{Fact, asked_for},
    loops::{Act, Actor, Cause, Cite, FocusRating, Loop, Rating, RoundEnd, Scorecard, Vote},
};

use crate::{App, error::Error};

use super::{
    rate::from_evidence,
    room::{Kept, Room},
    script::{self, Line, Next},
    views::{GivenRating, LoopAction},
};

/// What an action needs beside the loop.
pub struct Performing<'a> {
    /// The product.
    pub app: &'a App,
    /// What the record holds of the loop.
    pub kept: &'a Kept,
    /// The present instant.
    pub now: Timestamp,
}

impl Performing<'_> {
    /// Does it, or changes nothing that is kept.
    pub fn perform(&self, state: &mut Loop, action: LoopAction) -> Result<(), Error> {
        let candidate = Actor::Candidate;
        match action {
            LoopAction::Start { round } => self.start(state, round),
            LoopAction::Enter { round, phase } => {
                self.act(state, candidate, Act::EnterPhase { round, phase })?;
                self.go_on(state, round).or_else(nothing_to_say)
            }
            LoopAction::Next { round } => self.go_on(state, round),
            LoopAction::Say {
                round,
                to,
                text,
                spoken_ms,
            } => self.act(
                state,
                candidate,
                Act::Say {
                    round,
                    to,
                    text,
                    spoken_ms,
                },
            ),
            LoopAction::AskFact {
                round,
                question,
                text,
            } => self.ask_fact(state, round, question, text, None),
            LoopAction::Appeal {
                round,
                question,
                text,
                fact,
            } => self.ask_fact(state, round, question, text, Some(&fact)),
            LoopAction::Hint { round, question } => self.hint(state, round, question),
            LoopAction::Note { round, text } => self.act(
                state,
                Actor::Interviewer { round },
                Act::Note { round, text },
            ),
            LoopAction::End { round } => {
                let end = RoundEnd::Finished;
                self.act(state, candidate, Act::EndRound { round, end })
            }
            LoopAction::Predict { round, vote } => {
                self.act(state, candidate, Act::Predict { round, vote })
            }
            LoopAction::Seal {
                round,
                notes,
                ratings,
            } => self.seal(state, round, notes, &ratings),
            LoopAction::Amend { round, text } => self.act(
                state,
                Actor::Interviewer { round },
                Act::Amend { round, text },
            ),
            LoopAction::Withdraw => self.act(state, candidate, Act::Withdraw),
            LoopAction::OpenDebrief { .. }
            | LoopAction::FinishReading
            | LoopAction::Argue { .. }
            | LoopAction::ChangeVote { .. }
            | LoopAction::Veto { .. }
            | LoopAction::Decide { .. }
            | LoopAction::Inform => self.debrief(state, action),
        }
    }

    /// A round begins with its interviewer's introduction.
    fn start(&self, state: &mut Loop, round: u32) -> Result<(), Error> {
        self.act(state, Actor::Candidate, Act::StartRound { round })?;
        let line = self
            .room(state, round)
            .map(|room| script::introduction(&room));
        line.map_or(Ok(()), |line| self.say(state, round, line))
    }

    /// Adds one entry.
    pub fn act(&self, state: &mut Loop, actor: Actor, act: Act) -> Result<(), Error> {
        state.act(actor, act, self.now)?;
        Ok(())
    }

    fn room<'s>(&'s self, state: &'s Loop, round: u32) -> Option<Room<'s>> {
        Room::of(&self.app.core.bench.bank, state, self.kept, round)
    }

    fn say(&self, state: &mut Loop, round: u32, line: Line) -> Result<(), Error> {
        let act = Act::Ask {
            round,
            question: line.question,
            line: line.name,
            cause: line.cause,
            quote: line.quote,
            text: line.text,
        };
        self.act(state, Actor::Interviewer { round }, act)
    }

    /// Lets the interviewer say what comes next.
    fn go_on(&self, state: &mut Loop, round: u32) -> Result<(), Error> {
        let next = self
            .room(state, round)
            .map_or(Next::Nothing, |room| script::next(&room));
        match next {
            Next::Say(line) => self.say(state, round, line),
            Next::Put(line) => {
                let question = line.question.clone();
                self.say(state, round, line)?;
                question.map_or(Ok(()), |question| self.open(state, round, question))
            }
            Next::AwaitAnswer => Err(Error::invalid(
                "await-answer",
                "the interviewer waits for your answer",
                "Hand it in, say where you are, or move on to the next part.",
            )),
            Next::AwaitJudgement => Err(Error::invalid(
                "await-judgement",
                "your answer is still being judged",
                "Wait for the verdict; it takes a few seconds.",
            )),
            Next::Nothing => Err(Error::invalid(
                NOTHING,
                "the interviewer has nothing left to ask in this part",
                "Move on to the next part, or end the round.",
            )),
        }
    }

    fn open(&self, state: &mut Loop, round: u32, question: String) -> Result<(), Error> {
        let attempt = self.app.begin_in_loop(&question)?;
        self.act(
            state,
            Actor::Candidate,
            Act::Open {
                round,
                question,
                attempt,
            },
        )
    }

    fn ask_fact(
        &self,
        state: &mut Loop,
        round: u32,
        question: String,
        text: String,
        appeal: Option<&str>,
    ) -> Result<(), Error> {
        let known = self.app.core.bench.bank.get(&question);
        let facts: &[Fact] = known.map_or(&[], |known| &known.facts);
        let fact = match appeal {
            None => asked_for(facts, &text),
            Some(id) => {
                let fact = facts.iter().find(|fact| fact.id == id);
                Some(fact.ok_or_else(|| {
                    let given: String = id.chars().take(40).collect();
                    Error::invalid(
                        "unknown-fact",
                        format!("“{question}” has no fact “{given}”"),
                        "Choose one of those that were offered.",
                    )
                })?)
            }
        };
        let answer = fact.map_or_else(
            || {
                "I have nothing to add on that; ask me in other words, or assume something and \
                 say so."
                    .to_owned()
            },
            |fact| fact.answer.clone(),
        );
        let name = fact.map_or("none", |fact| fact.id.as_str());
        let line = Line {
            name: format!("fact:{question}:{name}"),
            question: Some(question.clone()),
            cause: Cause::Script,
            quote: None,
            text: answer,
        };
        let fact = fact.map(|fact| fact.id.clone());
        let asked = Act::AskFact {
            round,
            question,
            text,
            fact,
        };
        self.act(state, Actor::Candidate, asked)?;
        self.say(state, round, line)
    }

    fn hint(&self, state: &mut Loop, round: u32, question: String) -> Result<(), Error> {
        let known = self.app.core.bench.question(&question)?;
        let taken = state.round(round).map_or(0, |round| {
            round
                .hints
                .iter()
                .filter(|taken| **taken == question)
                .count()
        });
        let hint = known.hints.get(taken).ok_or_else(|| {
            Error::invalid(
                "no-more-hints",
                "every hint of this question is taken",
                "Go on with what you have; say what you would try.",
            )
        })?;
        let attempt = self
            .room(state, round)
            .and_then(|room| room.attempt(&question).cloned());
        let number = u32::try_from(taken).unwrap_or(u32::MAX);
        let act = Act::TakeHint {
            round,
            question: question.clone(),
            hint: number,
        };
        self.act(state, Actor::Candidate, act)?;
        let line = Line {
            name: format!("hint-{taken}:{question}"),
            question: Some(question),
            cause: Cause::Script,
            quote: None,
            text: hint.text.clone(),
        };
        self.say(state, round, line)?;
        if let Some(attempt) = attempt {
            self.app.take_hint(attempt.id)?;
        }
        Ok(())
    }

    fn seal(
        &self,
        state: &mut Loop,
        round: u32,
        notes: String,
        given: &[GivenRating],
    ) -> Result<(), Error> {
        let by = Observer::OneSelf;
        let ratings = self.ratings(state, round, given);
        let vote = Vote::of_ratings(&ratings).unwrap_or(Vote::NoHire);
        let form_version = state.plan().map_or(0, |plan| plan.form.version);
        let scorecard = Scorecard {
            form_version,
            notes,
            ratings,
            vote,
        };
        let act = Act::Seal {
            round,
            by,
            scorecard,
        };
        self.act(state, Actor::Interviewer { round }, act)
    }

    /// What evidence can fill, by rule; the rest as it was given.
    fn ratings(&self, state: &Loop, round: u32, given: &[GivenRating]) -> Vec<FocusRating> {
        let room = self.room(state, round);
        let focus = room.iter().flat_map(|room| room.round.plan.focus());
        let known: Vec<FocusRating> = focus
            .map(|id| {
                let seen = room.as_ref().and_then(|room| from_evidence(room, id));
                if let Some(seen) = seen {
                    return seen.into_rating(id);
                }
                let given = given.iter().find(|given| given.focus == *id);
                FocusRating {
                    focus: id.clone(),
                    rating: given.map_or(Rating::NotObserved, |given| given.rating),
                    by: Observer::OneSelf,
                    cites: given.map_or_else(Vec::new, |given| moments(&given.cites)),
                }
            })
            .collect();
        // What is rated beside the focus stays in, for the machine to refuse.
        let beside = given
            .iter()
            .filter(|given| !known.iter().any(|it| it.focus == given.focus));
        let beside: Vec<FocusRating> = beside
            .map(|given| FocusRating {
                focus: given.focus.clone(),
                rating: given.rating,
                by: Observer::OneSelf,
                cites: moments(&given.cites),
            })
            .collect();
        known.into_iter().chain(beside).collect()
    }
}

/// The name of the error that says that the script is at its end.
const NOTHING: &str = "nothing-to-ask";

/// A phase may begin in silence.
fn nothing_to_say(error: Error) -> Result<(), Error> {
    match error {
        Error::Invalid { code: NOTHING, .. } => Ok(()),
        other => Err(other),
    }
}

/// Entries as what something rests on.
pub fn moments(entries: &[u32]) -> Vec<Cite> {
    entries
        .iter()
        .map(|&entry| Cite::Moment { entry })
        .collect()
}
