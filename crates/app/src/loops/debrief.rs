//! The debrief alone: everybody reads, votes follow their rule, gates and disagreements are
//! shown, and three dated things to mend come of it.

use std::collections::BTreeSet;

use jiff::{ToSpan as _, civil::Date};
use onsite_bank::Bank;
use onsite_domain::{
    clock::Timestamp,
    loops::{
        Act, Actor, Cite, Entry, FocusRating, GateStanding, Loop, Rating, Round, Seat, Stage,
        Standing, Vote,
    },
};

use crate::error::Error;

use super::{
    act::{Performing, moments},
    room::Room,
    show::focus_title,
    views::{ArgumentView, CastVote, DebriefView, LoopAction, Mend, VetoView, VoteView},
};

/// Days from the debrief to each thing to mend, where no interview date is nearer; more than three
/// would not be mended.
const MEND_DAYS: [i64; 3] = [2, 4, 7];

impl Performing<'_> {
    /// Does what belongs to the debrief.
    pub fn debrief(&self, state: &mut Loop, action: LoopAction) -> Result<(), Error> {
        let chair = chair(state);
        match action {
            LoopAction::OpenDebrief { without } => {
                self.act(state, chair, Act::OpenDebrief { without })
            }
            LoopAction::FinishReading => self.read_and_vote(state),
            LoopAction::Argue { round, text, cites } => {
                let cites = moments(&cites);
                self.act(
                    state,
                    Actor::Interviewer { round },
                    Act::Argue { text, cites },
                )
            }
            LoopAction::ChangeVote {
                round,
                vote,
                because,
            } => self.act(
                state,
                Actor::Interviewer { round },
                Act::ChangeVote { vote, because },
            ),
            LoopAction::Veto { because, cites } => {
                let cites = moments(&cites);
                self.act(state, chair, Act::Veto { because, cites })
            }
            LoopAction::Decide { decision } => self.act(state, chair, Act::Decide { decision }),
            _ => self.act(state, Actor::Recruiter, Act::Inform),
        }
    }

    /// Everybody has read; every vote moves by its rule, and all are shown together.
    fn read_and_vote(&self, state: &mut Loop) -> Result<(), Error> {
        let panel: Vec<(u32, Vote)> = (0..)
            .zip(state.rounds())
            .filter_map(|(number, round)| {
                let sealed = round.sealed.as_ref()?;
                Some((number, sealed.scorecard.vote))
            })
            .collect();
        let all: Vec<FocusRating> = state
            .scorecards()
            .flat_map(|sealed| sealed.scorecard.ratings.clone())
            .collect();
        for (round, _) in &panel {
            self.act(
                state,
                Actor::Interviewer { round: *round },
                Act::FinishReading,
            )?;
        }
        for (round, first) in &panel {
            let vote = first.after_reading(&all);
            self.act(
                state,
                Actor::Interviewer { round: *round },
                Act::Revote { vote },
            )?;
        }
        let chair = chair(state);
        self.act(state, chair, Act::OpenDiscussion)
    }
}

/// Who leads: the bar raiser.
fn chair(state: &Loop) -> Actor {
    let round = state
        .holder(Seat::BarRaiser)
        .and_then(|it| u32::try_from(it).ok());
    Actor::Interviewer {
        round: round.unwrap_or(0),
    }
}

/// The debrief as it stands; nothing before it is open.
pub fn view(
    room: &dyn Fn(u32) -> Option<Mended>,
    state: &Loop,
    bank: &Bank,
) -> Option<DebriefView> {
    let opened = state.entries().iter().find_map(|entry| match &entry.act {
        Act::OpenDebrief { without } => Some(without.clone()),
        _ => None,
    })?;
    let shown = state.revotes_shown();
    let votes = (0..).zip(state.rounds()).filter_map(|(number, round)| {
        let sealed = round.sealed.as_ref()?;
        Some(VoteView {
            round: number,
            seat: round.plan.seat,
            predicted: cast(state, |entry| match entry.act {
                Act::Predict { round, vote } if round == number => Some((vote, None)),
                _ => None,
            }),
            first: CastVote {
                entry: sealed.entry,
                vote: sealed.scorecard.vote,
                because: None,
            },
            second: cast(state, |entry| match entry.act {
                Act::Revote { vote } if is_own(entry, number) => Some((vote, None)),
                _ => None,
            })
            .filter(|_| shown),
            last: cast(state, |entry| match &entry.act {
                Act::ChangeVote { vote, because } if is_own(entry, number) => {
                    Some((*vote, Some(because.clone())))
                }
                _ => None,
            }),
        })
    });
    let arguments = state
        .entries()
        .iter()
        .filter_map(|entry| match (&entry.act, entry.actor) {
            (Act::Argue { text, cites }, Actor::Interviewer { round }) => Some(ArgumentView {
                entry: entry.number,
                round,
                text: text.clone(),
                cites: cites.clone(),
            }),
            _ => None,
        });
    Some(DebriefView {
        votes: votes.collect(),
        gates: state.gates(),
        combination: state.combination(),
        disagreements: disagreements(state),
        arguments: arguments.collect(),
        veto: veto(state),
        without: opened,
        decision: state.decision(),
        decided: state.entries().iter().find_map(|entry| match entry.act {
            Act::Decide { .. } => Some(entry.number),
            _ => None,
        }),
        mends: if state.stage() >= Stage::Discussion {
            mends(room, state, bank)
        } else {
            Vec::new()
        },
    })
}

fn veto(state: &Loop) -> Option<VetoView> {
    state.entries().iter().find_map(|entry| match &entry.act {
        Act::Veto { because, cites } => Some(VetoView {
            entry: entry.number,
            because: because.clone(),
            cites: cites.clone(),
        }),
        _ => None,
    })
}

/// Whether a round's own interviewer made an entry.
fn is_own(entry: &Entry, round: u32) -> bool {
    entry.actor == Actor::Interviewer { round }
}

/// The last vote of those that `of` finds.
fn cast(state: &Loop, of: impl Fn(&Entry) -> Option<(Vote, Option<String>)>) -> Option<CastVote> {
    let mut entries = state.entries().iter().rev();
    let found = |entry: &Entry| {
        let (vote, because) = of(entry)?;
        let entry = entry.number;
        Some(CastVote {
            entry,
            vote,
            because,
        })
    };
    entries.find_map(found)
}

fn disagreements(state: &Loop) -> Vec<String> {
    let word = |vote: Vote| {
        let labels = state.plan().map_or(&[][..], |plan| &plan.form.votes);
        labels
            .iter()
            .find(|label| label.vote == vote)
            .map_or("a vote", |label| &label.label)
    };
    let mut found = Vec::new();
    let sealed: Vec<_> = state
        .rounds()
        .iter()
        .filter_map(|round| Some((round, round.sealed.as_ref()?.scorecard.vote)))
        .collect();
    for (place, (one, first)) in sealed.iter().enumerate() {
        for (other, second) in &sealed[place + 1..] {
            if first.is_for() != second.is_for() {
                found.push(format!(
                    "{} votes {}, {} votes {}.",
                    one.plan.title,
                    word(*first).to_lowercase(),
                    other.plan.title,
                    word(*second).to_lowercase()
                ));
            }
        }
    }
    for (round, vote) in &sealed {
        if let Some(predicted) = round.predicted.filter(|it| it.is_for() != vote.is_for()) {
            found.push(format!(
                "You expected {} of {}; the vote is {}.",
                word(predicted).to_lowercase(),
                round.plan.title,
                word(*vote).to_lowercase()
            ));
        }
    }
    found
}

/// What a round offers to mend with: the questions it asked, by kind of focus.
pub struct Mended {
    /// A path of the web app for what the competencies need.
    pub technical: Option<String>,
    /// A path for a principle's story.
    pub story: Option<String>,
}

impl Mended {
    /// What a round offers.
    pub fn of(room: &Room<'_>) -> Self {
        let path = |story: bool| {
            let questions = room.round.plan.questions.iter();
            questions
                .filter(|asked| (asked.kind == onsite_domain::question::Kind::Story) == story)
                .map(|asked| format!("/practise/{}", asked.question))
                .next()
        };
        Self {
            technical: path(false),
            story: path(true),
        }
    }
}

/// Up to three things to mend: behaviour that nobody else has rated, then what is below the bar,
/// what was not observed, and what only reaches the bar.
fn mends(room: &dyn Fn(u32) -> Option<Mended>, state: &Loop, bank: &Bank) -> Vec<Mend> {
    let mut found = rated_low(room, state, bank);
    found.sort_by_key(|(rank, _)| *rank);
    let mut found: Vec<Mend> = found.into_iter().map(|(_, mend)| mend).collect();
    let mut known = BTreeSet::new();
    found.retain(|mend| known.insert(mend.what.clone()));
    if let Some(focus) = unrated_by_another(state) {
        // It alone may stand between the record and a decision.
        found.insert(0, told_to_another(room, state, bank, &focus));
    }
    let last = state.entries().last();
    let at = last.map_or(Timestamp::from_millis(0), |entry| entry.at);
    let date = state.plan().and_then(|plan| plan.date.as_deref());
    let date = date.and_then(parse_day);
    found
        .into_iter()
        .zip(MEND_DAYS)
        .map(|(mend, days)| Mend {
            by: due(at, days, date),
            ..mend
        })
        .collect()
}

/// Every rating that does not raise the bar, with how bad it is.
fn rated_low(room: &dyn Fn(u32) -> Option<Mended>, state: &Loop, bank: &Bank) -> Vec<(u32, Mend)> {
    let mut found = Vec::new();
    for (number, round) in (0..).zip(state.rounds()) {
        let Some(sealed) = &round.sealed else {
            continue;
        };
        let offered = room(number);
        for rating in &sealed.scorecard.ratings {
            let is_principle = round.plan.principles.contains(&rating.focus);
            let path = offered.as_ref().and_then(|offered| {
                let technical = offered.technical.clone().filter(|_| !is_principle);
                technical.or_else(|| offered.story.clone())
            });
            let title = &round.plan.title;
            let (rank, because) = match rating.rating {
                Rating::Below => (0, format!("Rated below the bar in {title}.")),
                Rating::NotObserved => (1, format!("{title} showed nothing of it.")),
                Rating::Meets => (
                    2,
                    format!("At the bar in {title}; its anchors say what raises it."),
                ),
                Rating::Raises => continue,
            };
            let mend = Mend {
                what: focus_title(bank, &rating.focus),
                because,
                path: path.unwrap_or_else(|| "/practise".to_owned()),
                by: String::new(),
                entry: rating.cites.iter().find_map(moment),
            };
            found.push((rank, mend));
        }
    }
    found
}

const fn moment(cite: &Cite) -> Option<u32> {
    match cite {
        Cite::Moment { entry } => Some(*entry),
        Cite::Evidence { .. } => None,
    }
}

/// Behaviour that only the candidate has rated, by focus.
fn unrated_by_another(state: &Loop) -> Option<Vec<String>> {
    let unrated = |gate: &GateStanding| gate.gate.by_another && gate.standing == Standing::Unrated;
    let gate = state.gates().into_iter().find(unrated)?;
    Some(gate.focus)
}

/// The story to tell again, to somebody who fills a kit.
fn told_to_another(
    room: &dyn Fn(u32) -> Option<Mended>,
    state: &Loop,
    bank: &Bank,
    focus: &[String],
) -> Mend {
    let rates = |round: &Round| round.plan.focus().any(|id| focus.contains(id));
    let story = (0..)
        .zip(state.rounds())
        .filter(|(_, round)| rates(round))
        .find_map(|(number, _)| room(number)?.story);
    let names: Vec<String> = focus.iter().map(|id| focus_title(bank, id)).collect();
    Mend {
        what: "Have this story rated by another person".to_owned(),
        because: format!(
            "Nobody but you has rated {}. Tell it to a friend, and in your next loop leave the \
             round's scorecard to them with its interviewer kit.",
            names.join(", ")
        ),
        path: story.unwrap_or_else(|| "/practise".to_owned()),
        by: String::new(),
        entry: None,
    }
}

/// The day a mend is due: so many days from now, but before the day of the interview.
fn due(at: Timestamp, days: i64, interview: Option<Date>) -> String {
    let today = jiff::Timestamp::from_millisecond(at.millis()).map_or(Date::MIN, |now| {
        now.to_zoned(jiff::tz::TimeZone::UTC).date()
    });
    let wanted = today.saturating_add(days.days());
    let latest = interview
        .filter(|day| *day > today)
        .map(|day| day.saturating_sub(1.day()));
    latest
        .map_or(wanted, |latest| wanted.min(latest))
        .to_string()
}

/// Refuses what is no day; none is fine.
pub fn check_day(date: Option<&str>) -> Result<(), Error> {
    match date.filter(|date| parse_day(date).is_none()) {
        None => Ok(()),
        Some(date) => Err(Error::invalid(
            "date",
            format!("“{}” is no day", date.chars().take(40).collect::<String>()),
            "Write it as year, month and day, such as 2026-12-01; or leave it out.",
        )),
    }
}

/// A day written as `2026-12-01`; nothing for what is no day.
fn parse_day(text: &str) -> Option<Date> {
    let day: Date = text.parse().ok()?;
    (day.to_string() == text).then_some(day)
}
