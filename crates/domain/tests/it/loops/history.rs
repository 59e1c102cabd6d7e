//! What may never be seen in a timeline, whatever led to it: read off the entries alone.

use std::collections::BTreeSet;

use onsite_domain::{
    evidence::Observer,
    loops::{Act, Actor, Cite, Decision, Entry, Plan, Rating, RoundPlan, Scorecard, Seat, Vote},
};

/// The first invariant that a timeline breaks.
pub fn violation(entries: &[Entry]) -> Option<&'static str> {
    violations(entries).next()
}

/// Every invariant that a timeline breaks.
pub fn violations(entries: &[Entry]) -> impl Iterator<Item = &'static str> {
    let empty = no_plan();
    let plan = entries.iter().find_map(|entry| match &entry.act {
        Act::Plan { plan } => Some(plan.as_ref().clone()),
        _ => None,
    });
    let history = History {
        entries,
        plan: plan.unwrap_or(empty),
    };
    let broken: Vec<&str> = INVARIANTS
        .iter()
        .filter(|(_, holds)| !entries.is_empty() && !holds(&history))
        .map(|(name, _)| *name)
        .collect();
    broken.into_iter()
}

fn no_plan() -> Plan {
    super::moves::plan(false, Vec::new())
}

struct History<'a> {
    entries: &'a [Entry],
    plan: Plan,
}

impl History<'_> {
    /// Whether every entry is as wanted, given those before it.
    fn every(&self, wanted: impl Fn(&Entry, &[Entry]) -> bool) -> bool {
        let mut places = 0..self.entries.len();
        places.all(|place| wanted(&self.entries[place], &self.entries[..place]))
    }

    fn plan_of(&self, round: u32) -> Option<&RoundPlan> {
        self.plan.rounds.get(round as usize)
    }

    fn seat(&self, actor: Actor) -> Option<Seat> {
        match actor {
            Actor::Interviewer { round } => self.plan_of(round).map(|round| round.seat),
            _ => None,
        }
    }

    fn sealed(&self) -> Vec<(u32, Observer, &Scorecard)> {
        self.entries
            .iter()
            .filter_map(|entry| match &entry.act {
                Act::Seal {
                    round,
                    by,
                    scorecard,
                } => Some((*round, *by, scorecard)),
                _ => None,
            })
            .collect()
    }

    /// The vote of a seat as it stands before a place in the timeline.
    fn vote_of(&self, seat: Seat, before: &[Entry]) -> Option<Vote> {
        let votes = before.iter().filter_map(|entry| match &entry.act {
            Act::Seal { scorecard, .. } if self.seat(entry.actor) == Some(seat) => {
                Some(scorecard.vote)
            }
            Act::Revote { vote } | Act::ChangeVote { vote, .. }
                if self.seat(entry.actor) == Some(seat) =>
            {
                Some(*vote)
            }
            _ => None,
        });
        votes.fold(None, |_, vote| Some(vote))
    }

    /// Whether the sealed scorecards carry a decision.
    fn is_decidable(&self) -> bool {
        let sealed = self.sealed();
        let seats: BTreeSet<_> = sealed
            .iter()
            .filter_map(|(round, ..)| self.plan_of(*round).map(|round| round.seat))
            .collect();
        let rated = self.plan.gates.iter().all(|gate| {
            let ratings = |focus: &String| {
                sealed
                    .iter()
                    .flat_map(|(_, _, scorecard)| &scorecard.ratings)
                    .filter(|rating| rating.focus == *focus && rating.rating != Rating::NotObserved)
                    .filter(|rating| {
                        !gate.by_another
                            || rating.by == Observer::Peer
                            || rating.by == Observer::Interviewer
                    })
                    .map(|rating| rating.rating)
                    .collect::<Vec<_>>()
            };
            let fails = gate
                .focus
                .iter()
                .any(|focus| ratings(focus).contains(&Rating::Below));
            fails || gate.focus.iter().all(|focus| !ratings(focus).is_empty())
        });
        sealed.len() >= 2
            && sealed.len() == self.plan.rounds.len()
            && seats.contains(&Seat::HiringManager)
            && seats.contains(&Seat::BarRaiser)
            && rated
    }
}

fn some(entries: &[Entry], wanted: impl Fn(&Act) -> bool) -> bool {
    entries.iter().any(|entry| wanted(&entry.act))
}

/// Where in the debrief a timeline stands, as a number that only rises.
fn step(history: &History<'_>, before: &[Entry]) -> u32 {
    let sealed: BTreeSet<u32> = before
        .iter()
        .filter_map(|entry| match entry.act {
            Act::Seal { round, .. } => Some(round),
            _ => None,
        })
        .collect();
    let read: BTreeSet<u32> = before
        .iter()
        .filter_map(|entry| match (&entry.act, entry.actor) {
            (Act::FinishReading, Actor::Interviewer { round }) => Some(round),
            _ => None,
        })
        .filter(|round| history.plan_of(*round).is_some())
        .collect();
    if some(before, |act| matches!(act, Act::Decide { .. })) {
        4
    } else if some(before, |act| matches!(act, Act::OpenDiscussion)) {
        3
    } else if some(before, |act| matches!(act, Act::OpenDebrief { .. })) {
        if sealed.is_subset(&read) { 2 } else { 1 }
    } else {
        0
    }
}

fn sits(act: &Act) -> bool {
    matches!(
        act,
        Act::EnterPhase { .. }
            | Act::Ask { .. }
            | Act::Open { .. }
            | Act::Say { .. }
            | Act::AskFact { .. }
            | Act::TakeHint { .. }
            | Act::HandIn { .. }
            | Act::EndRound { .. }
    )
}

fn question(act: &Act) -> Option<&String> {
    match act {
        Act::Ask { question, .. } => question.as_ref(),
        Act::Open { question, .. }
        | Act::AskFact { question, .. }
        | Act::TakeHint { question, .. }
        | Act::HandIn { question, .. } => Some(question),
        _ => None,
    }
}

fn cited(act: &Act) -> Vec<&Cite> {
    match act {
        Act::Seal { scorecard, .. } => scorecard.ratings.iter().flat_map(|r| &r.cites).collect(),
        Act::Argue { cites, .. } | Act::Veto { cites, .. } => cites.iter().collect(),
        _ => Vec::new(),
    }
}

fn words(act: &Act) -> Vec<&String> {
    match act {
        Act::Ask { text, .. }
        | Act::Say { text, .. }
        | Act::AskFact { text, .. }
        | Act::Note { text, .. }
        | Act::Amend { text, .. }
        | Act::Argue { text, .. }
        | Act::ChangeVote { because: text, .. }
        | Act::Veto { because: text, .. }
        | Act::OpenDebrief {
            without: Some(text),
        } => vec![text],
        _ => Vec::new(),
    }
}

type Invariant = (&'static str, fn(&History<'_>) -> bool);

const INVARIANTS: &[Invariant] = &[
    ("plan-first", |h| {
        h.every(|entry, before| matches!(entry.act, Act::Plan { .. }) == before.is_empty())
    }),
    ("sound-plan", |h| {
        let ids: BTreeSet<_> = h.plan.rounds.iter().map(|round| &round.id).collect();
        let waits = h.plan.rounds.iter().any(|round| round.waits_for.is_some());
        !h.plan.rounds.is_empty() && ids.len() == h.plan.rounds.len() && !waits
    }),
    ("numbered", |h| {
        h.every(|entry, before| entry.number as usize == before.len())
    }),
    ("clock-forward", |h| {
        h.entries.is_sorted_by_key(|entry| entry.at)
    }),
    ("bounded", |h| {
        h.every(|entry, _| words(&entry.act).iter().all(|text| text.len() <= 65_536))
    }),
    ("not-over", |h| {
        h.every(|entry, before| {
            let last = before.last().map(|entry| &entry.act);
            let told = matches!(entry.act, Act::Inform);
            let decided = some(before, |act| matches!(act, Act::Decide { .. }));
            !matches!(last, Some(Act::Withdraw | Act::Inform)) && told == decided
        })
    }),
    ("own-seat", |h| {
        h.every(|entry, _| {
            let by_interviewer = |of: u32| entry.actor == Actor::Interviewer { round: of };
            match entry.act {
                Act::Ask { round, .. }
                | Act::Note { round, .. }
                | Act::Seal { round, .. }
                | Act::Amend { round, .. } => by_interviewer(round),
                Act::EnterPhase { round, .. } | Act::EndRound { round, .. } => {
                    entry.actor == Actor::Candidate || by_interviewer(round)
                }
                Act::Inform => entry.actor == Actor::Recruiter,
                Act::OpenDebrief { .. }
                | Act::FinishReading
                | Act::Revote { .. }
                | Act::OpenDiscussion
                | Act::Argue { .. }
                | Act::ChangeVote { .. }
                | Act::Veto { .. }
                | Act::Decide { .. } => matches!(entry.actor, Actor::Interviewer { .. }),
                _ => entry.actor == Actor::Candidate,
            }
        })
    }),
    ("chair", |h| {
        h.every(|entry, _| {
            let led = matches!(
                entry.act,
                Act::OpenDebrief { .. }
                    | Act::OpenDiscussion
                    | Act::Veto { .. }
                    | Act::Decide { .. }
            );
            // A seat that the panel does not have is another matter.
            let seat = h.seat(entry.actor);
            !led || seat.is_none() || seat == Some(Seat::BarRaiser)
        })
    }),
    ("known-seat", |h| {
        h.every(|entry, _| match entry.actor {
            Actor::Interviewer { round } => h.plan_of(round).is_some(),
            _ => true,
        })
    }),
    ("known-round", |h| {
        h.every(|entry, _| {
            entry
                .act
                .round()
                .is_none_or(|round| h.plan_of(round).is_some())
        })
    }),
    ("start-once", |h| {
        h.every(|entry, before| match entry.act {
            Act::StartRound { round } => !some(
                before,
                |act| matches!(act, Act::StartRound { round: r } if *r == round),
            ),
            _ => true,
        })
    }),
    ("one-at-a-time", |h| {
        h.every(|entry, before| {
            let started = before
                .iter()
                .filter(|e| matches!(e.act, Act::StartRound { .. }));
            let ended = before
                .iter()
                .filter(|e| matches!(e.act, Act::EndRound { .. }));
            !matches!(entry.act, Act::StartRound { .. }) || started.count() <= ended.count()
        })
    }),
    ("live", |h| {
        h.every(|entry, before| {
            let Some(here) = entry.act.round().filter(|_| sits(&entry.act)) else {
                return true;
            };
            some(
                before,
                |act| matches!(act, Act::StartRound { round } if *round == here),
            ) && !some(
                before,
                |act| matches!(act, Act::EndRound { round, .. } if *round == here),
            )
        })
    }),
    ("in-time", |h| {
        h.every(|entry, before| {
            let Some(here) = entry.act.round().filter(|_| sits(&entry.act)) else {
                return true;
            };
            let start = before
                .iter()
                .find(|entry| matches!(entry.act, Act::StartRound { round } if round == here));
            let minutes = h.plan_of(here).map_or(0, |round| {
                round
                    .phases
                    .iter()
                    .map(|phase| u64::from(phase.minutes))
                    .sum()
            });
            matches!(entry.act, Act::EndRound { .. })
                || start.is_none_or(|start| entry.at.millis_since(start.at) <= minutes * 60_000)
        })
    }),
    ("phase-forward", |h| {
        h.every(|entry, before| match entry.act {
            Act::EnterPhase { round, phase } => before.iter().all(|earlier| match earlier.act {
                Act::EnterPhase { round: r, phase: p } if r == round => p < phase,
                Act::StartRound { round: r } if r == round => {
                    h.plan_of(r).is_none_or(|plan| plan.phases[0].phase < phase)
                }
                _ => true,
            }),
            _ => true,
        })
    }),
    ("asked-here", |h| {
        h.every(|entry, _| {
            let plan = entry.act.round().and_then(|round| h.plan_of(round));
            match (plan, question(&entry.act)) {
                (Some(plan), Some(asked)) => plan.questions.iter().any(|q| q.question == *asked),
                _ => true,
            }
        })
    }),
    ("hint-in-order", |h| {
        h.every(|entry, before| match &entry.act {
            Act::TakeHint {
                round,
                question,
                hint,
            } => {
                let earlier = before.iter().filter(|earlier| {
                    matches!(&earlier.act, Act::TakeHint { round: r, question: q, .. }
                        if r == round && q == question)
                });
                earlier.count() == *hint as usize
            }
            _ => true,
        })
    }),
    ("something-said", |h| {
        h.every(|entry, _| words(&entry.act).iter().all(|text| !text.trim().is_empty()))
    }),
    ("before-debrief", |h| {
        h.every(|entry, before| {
            let open = some(before, |act| matches!(act, Act::OpenDebrief { .. }));
            !open || entry.act.round().is_none() || matches!(entry.act, Act::Amend { .. })
        })
    }),
    ("seal-after-round", |h| {
        h.every(|entry, before| match entry.act {
            Act::Seal { round: here, .. } | Act::Predict { round: here, .. } => some(
                before,
                |act| matches!(act, Act::EndRound { round, .. } if *round == here),
            ),
            _ => true,
        })
    }),
    ("seal-once", |h| {
        h.every(|entry, before| match entry.act {
            Act::Seal { round: here, .. }
            | Act::Note { round: here, .. }
            | Act::HandOver { round: here, .. } => !some(
                before,
                |act| matches!(act, Act::Seal { round, .. } if *round == here),
            ),
            _ => true,
        })
    }),
    ("kit-only", |h| {
        h.every(|entry, before| match entry.act {
            Act::Seal {
                round: here, by, ..
            } => {
                let left = some(
                    before,
                    |act| matches!(act, Act::HandOver { round, .. } if *round == here),
                );
                left == (by == Observer::Peer)
            }
            _ => true,
        })
    }),
    ("form-version", |h| {
        h.sealed()
            .iter()
            .all(|(_, _, card)| card.form_version == h.plan.form.version)
    }),
    ("rates-its-focus", |h| {
        h.sealed().iter().all(|(round, _, card)| {
            let mut rated: Vec<_> = card.ratings.iter().map(|rating| &rating.focus).collect();
            rated.sort();
            let plan = h.plan_of(*round);
            let mut focus: Vec<_> = plan
                .iter()
                .flat_map(|plan| plan.competencies.iter().chain(&plan.principles))
                .collect();
            focus.sort();
            plan.is_none() || rated == focus
        })
    }),
    ("not-empty", |h| {
        h.sealed().iter().all(|(_, _, card)| {
            let seen = card
                .ratings
                .iter()
                .any(|rating| rating.rating != Rating::NotObserved);
            seen && !card.notes.trim().is_empty()
        })
    }),
    ("rating-cites", |h| {
        h.sealed()
            .iter()
            .flat_map(|(_, _, card)| &card.ratings)
            .all(|rating| {
                let apart = rating.rating == Rating::Below || rating.rating == Rating::Raises;
                !apart || !rating.cites.is_empty()
            })
    }),
    ("cites-exist", |h| {
        h.every(|entry, before| {
            cited(&entry.act).iter().all(|cite| match cite {
                Cite::Moment { entry: cited } => {
                    let round = before
                        .get(*cited as usize)
                        .and_then(|cited| cited.act.round());
                    round.is_some() && entry.act.round().is_none_or(|own| Some(own) == round)
                }
                Cite::Evidence { .. } => true,
            })
        })
    }),
    ("vote-follows", |h| {
        h.sealed().iter().all(|(_, by, card)| {
            let of = |wanted: Rating| card.ratings.iter().filter(|r| r.rating == wanted).count();
            let (below, raises) = (of(Rating::Below), of(Rating::Raises));
            let rated = below + raises + of(Rating::Meets);
            let follows = match card.vote {
                Vote::StrongNoHire => below * 2 > rated,
                Vote::NoHire => below > 0 && below * 2 <= rated,
                Vote::Hire => below == 0 && raises * 2 <= rated,
                Vote::StrongHire => below == 0 && raises * 2 > rated,
            };
            matches!(by, Observer::Peer | Observer::Interviewer) || follows
        })
    }),
    ("amend-sealed", |h| {
        h.every(|entry, before| match entry.act {
            Act::Amend { round: here, .. } => some(
                before,
                |act| matches!(act, Act::Seal { round, .. } if *round == here),
            ),
            _ => true,
        })
    }),
    ("predict-once", |h| {
        h.every(|entry, before| match entry.act {
            Act::Predict { round: here, .. } => !some(
                before,
                |act| matches!(act, Act::Predict { round, .. } if *round == here),
            ),
            _ => true,
        })
    }),
    ("all-sealed", |h| {
        h.every(|entry, before| match &entry.act {
            Act::OpenDebrief { without } => {
                let sealed = before
                    .iter()
                    .filter(|e| matches!(e.act, Act::Seal { .. }))
                    .count();
                sealed > 0 && (sealed >= h.plan.rounds.len() || without.is_some())
            }
            _ => true,
        })
    }),
    ("predicted-first", |h| {
        h.every(|entry, before| {
            let opens = matches!(entry.act, Act::OpenDebrief { .. });
            let predicted = |here: u32| {
                some(
                    before,
                    |act| matches!(act, Act::Predict { round, .. } if *round == here),
                )
            };
            let sealed = before.iter().filter_map(|entry| match entry.act {
                Act::Seal { round, .. } => Some(round),
                _ => None,
            });
            !opens || !h.plan.alone || sealed.into_iter().all(predicted)
        })
    }),
    ("debrief-in-order", |h| {
        h.every(|entry, before| {
            let needed = match entry.act {
                Act::OpenDebrief { .. } => 0,
                Act::FinishReading => 1,
                Act::Revote { .. } | Act::OpenDiscussion => 2,
                Act::Argue { .. }
                | Act::ChangeVote { .. }
                | Act::Veto { .. }
                | Act::Decide { .. } => 3,
                _ => return true,
            };
            step(h, before) == needed
        })
    }),
    ("reads-own-sealed", |h| {
        h.every(|entry, before| match (&entry.act, entry.actor) {
            (
                Act::FinishReading
                | Act::Revote { .. }
                | Act::ChangeVote { .. }
                | Act::Argue { .. },
                Actor::Interviewer { round: own },
            ) => {
                h.plan_of(own).is_none()
                    || some(
                        before,
                        |act| matches!(act, Act::Seal { round, .. } if *round == own),
                    )
            }
            _ => true,
        })
    }),
    ("revote-once", |h| {
        h.every(|entry, before| {
            let again = before.iter().any(|earlier| {
                earlier.actor == entry.actor
                    && std::mem::discriminant(&earlier.act) == std::mem::discriminant(&entry.act)
            });
            !matches!(entry.act, Act::Revote { .. } | Act::FinishReading) || !again
        })
    }),
    ("all-revoted", |h| {
        h.every(|entry, before| {
            let sealed = before.iter().filter_map(|entry| match entry.act {
                Act::Seal { round, .. } => Some(Actor::Interviewer { round }),
                _ => None,
            });
            let voted = |actor: Actor| {
                let mut revotes = before
                    .iter()
                    .filter(|e| matches!(e.act, Act::Revote { .. }));
                revotes.any(|entry| entry.actor == actor)
            };
            !matches!(entry.act, Act::OpenDiscussion) || sealed.into_iter().all(voted)
        })
    }),
    ("argument-cites", |h| {
        h.every(|entry, _| {
            let argues = matches!(entry.act, Act::Argue { .. } | Act::Veto { .. });
            !argues || !cited(&entry.act).is_empty()
        })
    }),
    ("veto-once", |h| {
        h.entries
            .iter()
            .filter(|entry| matches!(entry.act, Act::Veto { .. }))
            .count()
            <= 1
    }),
    ("veto-stands", |h| {
        let vetoed = some(h.entries, |act| matches!(act, Act::Veto { .. }));
        let hired = some(h.entries, |act| {
            matches!(
                act,
                Act::Decide {
                    decision: Decision::Hire | Decision::HireAt { .. }
                }
            )
        });
        !vetoed || !hired
    }),
    ("both-for", |h| {
        h.every(|entry, before| match entry.act {
            Act::Decide {
                decision: Decision::Hire | Decision::HireAt { .. },
            } => {
                let is_for = |seat| {
                    let vote = h.vote_of(seat, before);
                    matches!(vote, Some(Vote::Hire | Vote::StrongHire))
                };
                is_for(Seat::HiringManager) && is_for(Seat::BarRaiser)
            }
            _ => true,
        })
    }),
    ("decidable", |h| {
        h.every(|entry, _| match entry.act {
            Act::Decide { decision } => (decision != Decision::NoDecision) == h.is_decidable(),
            _ => true,
        })
    }),
    ("lower-level", |h| {
        h.every(|entry, _| match entry.act {
            Act::Decide {
                decision: Decision::HireAt { level },
            } => level < h.plan.level,
            _ => true,
        })
    }),
];
