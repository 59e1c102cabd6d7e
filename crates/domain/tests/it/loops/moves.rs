//! Random actions: mostly what somebody would do next, sometimes anything from any seat.

use onsite_domain::{
    clock::Timestamp,
    draw::Stream,
    evidence::Observer,
    id::Id,
    loops::{
        Act, Actor, Cause, Cite, Decision, Entry, FocusRating, Form, Gate, Loop, Phase, PhasePlan,
        Plan, PlannedQuestion, Rating, Role, RoundEnd, RoundPlan, Scorecard, Seat, Stage, Vote,
    },
    question::{Kind, Level},
};

const RATINGS: [Rating; 4] = [
    Rating::NotObserved,
    Rating::Below,
    Rating::Meets,
    Rating::Raises,
];
const PHASES: [Phase; 4] = [
    Phase::Introduction,
    Phase::Principles,
    Phase::Technical,
    Phase::OwnQuestions,
];

fn pick<T: Copy>(random: &mut Stream, of: &[T]) -> T {
    of[random.below(of.len())]
}

fn chance(random: &mut Stream, percent: usize) -> bool {
    random.below(100) < percent
}

fn below(random: &mut Stream, count: usize) -> u32 {
    u32::try_from(random.below(count)).expect("a small number")
}

fn id(random: &mut Stream) -> Id {
    let byte = random.next().to_le_bytes()[0];
    Id::new(Timestamp::from_millis(0), [byte; 10])
}

pub fn round_plan(id: &str, seat: Seat, principles: &[&str]) -> RoundPlan {
    let phases = PHASES.map(|phase| PhasePlan { phase, minutes: 10 });
    RoundPlan {
        id: id.to_owned(),
        title: id.to_owned(),
        purpose: "To see.".to_owned(),
        seat,
        phases: phases.to_vec(),
        competencies: vec![format!("{id}-skill")],
        principles: principles.iter().map(|&id| id.to_owned()).collect(),
        technical: Some(Kind::Code),
        waits_for: None,
        open_ended: false,
        asks: Vec::new(),
        questions: ["first", "second"]
            .map(|name| PlannedQuestion {
                question: format!("{id}-{name}"),
                revision: 1,
                title: name.to_owned(),
                kind: Kind::Code,
                phase: Phase::Technical,
            })
            .to_vec(),
    }
}

pub fn plan(alone: bool, rounds: Vec<RoundPlan>) -> Plan {
    let mut focus = Vec::new();
    let mut principles = Vec::new();
    for round in &rounds {
        focus.extend(round.competencies.clone());
        principles.extend(round.principles.clone());
    }
    let gate = |id: &str, focus: Vec<String>, by_another| Gate {
        id: id.to_owned(),
        title: id.to_owned(),
        focus,
        by_another,
    };
    let mut gates = vec![gate("skill", focus, false)];
    if !principles.is_empty() {
        gates.push(gate("behaviour", principles, true));
    }
    Plan {
        title: "A loop".to_owned(),
        preset: "any".to_owned(),
        preset_revision: 1,
        role: Role::AppliedScientist,
        level: Level::L5,
        date: None,
        alone,
        form: Form {
            id: "scorecard".to_owned(),
            version: 1,
            notes: String::new(),
            scale: String::new(),
            ratings: Vec::new(),
            votes: Vec::new(),
        },
        gates,
        rounds,
    }
}

/// Plans that can be sat, alone and with others, and at the end some that cannot.
pub fn plans() -> Vec<Plan> {
    let coding = round_plan("coding", Seat::HiringManager, &[]);
    let breadth = round_plan("breadth", Seat::Peer, &[]);
    let leading = round_plan("leading", Seat::BarRaiser, &["ownership"]);
    let quiet = round_plan("quiet", Seat::BarRaiser, &[]);
    let waiting = RoundPlan {
        waits_for: Some("a canvas".to_owned()),
        ..breadth.clone()
    };
    vec![
        plan(true, vec![coding.clone(), leading.clone()]),
        plan(false, vec![coding.clone(), leading.clone()]),
        plan(true, vec![coding.clone(), quiet.clone()]),
        plan(false, vec![coding.clone(), breadth, quiet]),
        plan(true, vec![coding.clone(), waiting]),
        plan(true, vec![coding.clone(), coding]),
        plan(false, Vec::new()),
    ]
}

fn scorecard(state: &Loop, round: u32, by: Observer, random: &mut Stream) -> Scorecard {
    let entries = state.entries();
    let cite = |random: &mut Stream| {
        let here: Vec<u32> = entries
            .iter()
            .filter(|entry| entry.act.round() == Some(round))
            .map(|entry| entry.number)
            .collect();
        let entry = if chance(random, 3) || here.is_empty() {
            below(random, entries.len() + 3)
        } else {
            pick(random, &here)
        };
        Cite::Moment { entry }
    };
    let good = chance(random, 50);
    let plan = state.round(round).map(|round| round.plan.clone());
    let mut focus: Vec<String> = plan.iter().flat_map(|plan| plan.focus().cloned()).collect();
    if chance(random, 2) {
        focus.push("patience".to_owned());
    }
    let empty = chance(random, 2);
    let ratings: Vec<FocusRating> = focus
        .into_iter()
        .map(|focus| {
            let rating = match (empty, good) {
                (true, _) => Rating::NotObserved,
                (_, true) => pick(random, &RATINGS[2..]),
                _ => pick(random, &RATINGS),
            };
            let cited = !matches!(rating, Rating::Below | Rating::Raises) || !chance(random, 3);
            let moments = cited.then(|| cite(random)).into_iter().collect();
            FocusRating {
                focus,
                rating,
                by,
                cites: moments,
            }
        })
        .collect();
    let follows = Vote::of_ratings(&ratings).filter(|_| !chance(random, 5));
    let vote = follows.unwrap_or_else(|| pick(random, &Vote::ALL));
    Scorecard {
        form_version: if chance(random, 2) { 2 } else { 1 },
        notes: if chance(random, 2) {
            " "
        } else {
            "Asked and answered."
        }
        .to_owned(),
        ratings,
        vote,
    }
}

fn text(random: &mut Stream) -> String {
    match random.below(200) {
        0 | 1 => "\n".to_owned(),
        2 => "x".repeat(70_000),
        _ => "Some words.".to_owned(),
    }
}

fn cites(state: &Loop, random: &mut Stream) -> Vec<Cite> {
    let rounds: Vec<u32> = state
        .entries()
        .iter()
        .filter(|entry| entry.act.round().is_some())
        .map(|entry| entry.number)
        .collect();
    if chance(random, 5) || rounds.is_empty() {
        return Vec::new();
    }
    let any = below(random, state.entries().len() + 3);
    let entry = if chance(random, 5) {
        any
    } else {
        pick(random, &rounds)
    };
    vec![Cite::Moment { entry }]
}

fn anything(state: &Loop, plans: &[Plan], round: u32, random: &mut Stream) -> Act {
    match random.below(5) {
        0 => Act::Plan {
            plan: Box::new(plans[random.below(plans.len())].clone()),
        },
        1 => of_a_scorecard(state, round, random),
        2 => of_a_debrief(state, random),
        _ => of_a_round(state, round, random),
    }
}

fn of_a_round(state: &Loop, round: u32, random: &mut Stream) -> Act {
    let question = match state.round(round) {
        Some(here) if !chance(random, 10) => here.plan.questions[random.below(2)].question.clone(),
        _ => "another".to_owned(),
    };
    match random.below(11) {
        10 => Act::Open {
            round,
            question,
            attempt: id(random),
        },
        0 | 1 => Act::StartRound { round },
        2 => Act::EnterPhase {
            round,
            phase: pick(random, &PHASES),
        },
        3 => Act::Ask {
            round,
            question: chance(random, 50).then_some(question),
            line: "line".to_owned(),
            cause: pick(
                random,
                &[
                    Cause::Script,
                    Cause::Probe,
                    Cause::FollowUp,
                    Cause::Pushback,
                ],
            ),
            quote: None,
            text: text(random),
        },
        4 => Act::Say {
            round,
            to: None,
            text: text(random),
            spoken_ms: None,
        },
        5 => Act::Say {
            round,
            to: Some(below(random, 5)),
            text: text(random),
            spoken_ms: Some(1_000),
        },
        6 => Act::AskFact {
            round,
            question,
            text: text(random),
            fact: None,
        },
        7 => Act::TakeHint {
            round,
            question,
            hint: below(random, 3),
        },
        8 => Act::HandIn {
            round,
            question,
            submission: id(random),
        },
        _ => Act::EndRound {
            round,
            end: pick(random, &[RoundEnd::Finished, RoundEnd::TimeUp]),
        },
    }
}

fn of_a_scorecard(state: &Loop, round: u32, random: &mut Stream) -> Act {
    match random.below(5) {
        0 => Act::Note {
            round,
            text: text(random),
        },
        1 => Act::HandOver {
            round,
            kit: id(random),
        },
        2 => seal(state, round, random),
        3 => Act::Amend {
            round,
            text: text(random),
        },
        _ => Act::Predict {
            round,
            vote: pick(random, &Vote::ALL),
        },
    }
}

fn of_a_debrief(state: &Loop, random: &mut Stream) -> Act {
    match random.below(11) {
        0 | 1 => Act::OpenDebrief {
            without: chance(random, 30).then(|| text(random)),
        },
        2 | 3 => Act::FinishReading,
        4 => Act::Revote {
            vote: pick(random, &Vote::ALL),
        },
        5 => Act::OpenDiscussion,
        6 => Act::Argue {
            text: text(random),
            cites: cites(state, random),
        },
        7 => Act::ChangeVote {
            vote: pick(random, &Vote::ALL),
            because: text(random),
        },
        8 => Act::Veto {
            because: text(random),
            cites: cites(state, random),
        },
        9 => Act::Decide {
            decision: decision(random),
        },
        _ if chance(random, 5) => Act::Withdraw,
        _ => Act::Inform,
    }
}

fn decision(random: &mut Stream) -> Decision {
    match random.below(5) {
        0 => Decision::NoHire,
        1 | 2 => Decision::NoDecision,
        3 => Decision::HireAt {
            level: pick(random, &[Level::L4, Level::L5, Level::L6]),
        },
        _ => Decision::Hire,
    }
}

fn seal(state: &Loop, round: u32, random: &mut Stream) -> Act {
    let kit = state.round(round).is_some_and(|round| round.kit.is_some());
    let usual = if kit {
        Observer::Peer
    } else {
        Observer::OneSelf
    };
    let by = if chance(random, 90) {
        usual
    } else {
        pick(
            random,
            &[Observer::Peer, Observer::OneSelf, Observer::Interviewer],
        )
    };
    let scorecard = scorecard(state, round, by, random);
    Act::Seal {
        round,
        by,
        scorecard,
    }
}

/// What somebody would do next to get on with the loop.
fn sensible(state: &Loop, plans: &[Plan], random: &mut Stream) -> (Actor, Act) {
    let rounds = state.rounds();
    let numbers = || (0..u32::try_from(rounds.len()).expect("a few rounds")).zip(rounds);
    let raiser = numbers().find(|(_, round)| round.plan.seat == Seat::BarRaiser);
    let chair = Actor::Interviewer {
        round: raiser.map_or(0, |(number, _)| number),
    };
    let as_interviewer = |round| Actor::Interviewer { round };
    if state.plan().is_none() {
        let plan = plans[random.below(plans.len())].clone();
        return (
            Actor::Candidate,
            Act::Plan {
                plan: Box::new(plan),
            },
        );
    }
    match state.stage() {
        Stage::Rounds => sit_and_rate(state, chair, random),
        Stage::Reading => {
            let next = numbers().find(|(_, round)| round.sealed.is_some() && !round.read);
            (
                as_interviewer(next.map_or(0, |(number, _)| number)),
                Act::FinishReading,
            )
        }
        Stage::Revote => {
            let next =
                numbers().find(|(_, round)| round.sealed.is_some() && round.revote.is_none());
            match next {
                Some((round, own)) => {
                    let first = own.vote().unwrap_or(Vote::Hire);
                    let vote = if chance(random, 30) {
                        pick(random, &Vote::ALL)
                    } else {
                        first
                    };
                    (as_interviewer(round), Act::Revote { vote })
                }
                None => (chair, Act::OpenDiscussion),
            }
        }
        Stage::Discussion if chance(random, 30) => {
            let round = below(random, rounds.len());
            let argue = Act::Argue {
                text: text(random),
                cites: cites(state, random),
            };
            (as_interviewer(round), argue)
        }
        Stage::Discussion => (
            chair,
            Act::Decide {
                decision: decision(random),
            },
        ),
        Stage::Decided | Stage::Informed | Stage::Withdrawn => (Actor::Recruiter, Act::Inform),
    }
}

/// The same up to the debrief.
fn sit_and_rate(state: &Loop, chair: Actor, random: &mut Stream) -> (Actor, Act) {
    let rounds = state.rounds();
    let numbers = || (0..u32::try_from(rounds.len()).expect("a few rounds")).zip(rounds);
    let as_interviewer = |round| Actor::Interviewer { round };

    if let Some((round, _)) = numbers().find(|(_, round)| round.is_live()) {
        let end = RoundEnd::Finished;
        let text = text(random);
        return if chance(random, 25) {
            (as_interviewer(round), Act::Note { round, text })
        } else {
            (Actor::Candidate, Act::EndRound { round, end })
        };
    }
    if let Some((round, _)) = numbers().find(|(_, round)| round.started.is_none()) {
        return (Actor::Candidate, Act::StartRound { round });
    }
    if let Some((round, _)) = numbers().find(|(_, round)| round.predicted.is_none()) {
        let vote = pick(random, &Vote::ALL);
        return (Actor::Candidate, Act::Predict { round, vote });
    }
    if let Some((round, open)) = numbers().find(|(_, round)| round.sealed.is_none()) {
        let kit = id(random);
        return if open.kit.is_none() && chance(random, 60) {
            (Actor::Candidate, Act::HandOver { round, kit })
        } else {
            (as_interviewer(round), seal(state, round, random))
        };
    }
    (chair, Act::OpenDebrief { without: None })
}

/// The next entry to try.
pub fn next_entry(state: &Loop, plans: &[Plan], random: &mut Stream) -> Entry {
    let (actor, act) = if chance(random, 65) {
        sensible(state, plans, random)
    } else {
        let round = below(random, 4);
        let act = anything(state, plans, round, random);
        let own = Actor::Interviewer {
            round: act.round().unwrap_or(round),
        };
        let seats = [
            Actor::Candidate,
            own,
            own,
            Actor::Interviewer { round },
            Actor::Interviewer { round: 1 },
            Actor::Recruiter,
        ];
        (pick(random, &seats), act)
    };
    let last = state
        .entries()
        .last()
        .map_or(1_000_000, |last| last.at.millis());
    let passed = match random.below(60) {
        0 => -1,
        1 => 45 * 60_000,
        n => i64::try_from(n).expect("a small number") * 1_000,
    };
    let number = state.next_number() + u32::from(chance(random, 1));
    let at = Timestamp::from_millis(last + passed);
    Entry {
        number,
        at,
        actor,
        act,
    }
}
