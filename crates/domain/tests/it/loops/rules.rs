//! Votes from ratings, gates, and the combination of first votes, case by case.

use onsite_domain::{
    clock::Timestamp,
    evidence::Observer,
    loops::{
        Act, Actor, Cite, Decision, FocusRating, Loop, Preset, Rating, Reason, Refusal, Role,
        RoundEnd, RoundPlan, Scorecard, Seat, Standing, Target, Vote,
    },
    question::Level,
};

use super::moves::{plan, round_plan};

const B: Rating = Rating::Below;
const M: Rating = Rating::Meets;
const R: Rating = Rating::Raises;
const N: Rating = Rating::NotObserved;

fn rated(ratings: &[Rating]) -> Vec<FocusRating> {
    let rating = |(place, &rating): (usize, &Rating)| FocusRating {
        focus: place.to_string(),
        rating,
        by: Observer::OneSelf,
        cites: Vec::new(),
    };
    ratings.iter().enumerate().map(rating).collect()
}

#[test]
fn votes_follow_from_ratings() {
    use Vote::{Hire, NoHire, StrongHire, StrongNoHire};
    let table: &[(&[Rating], Option<Vote>)] = &[
        (&[], None),
        (&[N, N], None),
        (&[M], Some(Hire)),
        (&[M, N], Some(Hire)),
        (&[R], Some(StrongHire)),
        (&[R, M], Some(Hire)),
        (&[R, R, M], Some(StrongHire)),
        (&[R, N, N], Some(StrongHire)),
        (&[B], Some(StrongNoHire)),
        (&[B, M], Some(NoHire)),
        (&[B, R], Some(NoHire)),
        (&[B, B, R], Some(StrongNoHire)),
        (&[B, R, R, R], Some(NoHire)),
    ];
    for (ratings, vote) in table {
        assert_eq!(Vote::of_ratings(&rated(ratings)), *vote, "{ratings:?}");
    }
}

#[test]
fn a_vote_after_reading_moves_one_step_at_most() {
    use Vote::{Hire, NoHire, StrongHire, StrongNoHire};
    let table: &[(Vote, &[Rating], Vote)] = &[
        (StrongHire, &[B, B], Hire),
        (Hire, &[B, M], NoHire),
        (Hire, &[B, B], NoHire),
        (Hire, &[R, R], StrongHire),
        (StrongNoHire, &[M], NoHire),
        (NoHire, &[B, M], NoHire),
        (Hire, &[N], Hire),
    ];
    for (first, ratings, after) in table {
        assert_eq!(
            first.after_reading(&rated(ratings)),
            *after,
            "{first:?} {ratings:?}"
        );
    }
}

/// A loop of coding and leading, sat and sealed with these ratings.
fn sealed(skill: Rating, lead: [Rating; 2], by: Observer) -> Result<Loop, Refusal> {
    let coding = round_plan("coding", Seat::HiringManager, &[]);
    let leading = round_plan("leading", Seat::BarRaiser, &["ownership"]);
    let at = Timestamp::from_millis;
    let mut state = Loop::planned(plan(false, vec![coding, leading]), at(0))?;
    for (round, ratings) in [(0, vec![skill]), (1, lead.to_vec())] {
        let at = |step: i64| at(i64::from(round) * 10 + step);
        let here = Actor::Interviewer { round };
        let focus: Vec<String> = state.rounds()[round as usize]
            .plan
            .focus()
            .cloned()
            .collect();
        state.act(Actor::Candidate, Act::StartRound { round }, at(1))?;
        let note = Act::Note {
            round,
            text: "Seen.".to_owned(),
        };
        let entry = state.act(here, note, at(2))?.number;
        let end = Act::EndRound {
            round,
            end: RoundEnd::Finished,
        };
        state.act(Actor::Candidate, end, at(3))?;
        let by = if round == 0 { Observer::Judge } else { by };
        if by == Observer::Peer {
            let kit = onsite_domain::id::Id::new(at(0), [0; 10]);
            state.act(Actor::Candidate, Act::HandOver { round, kit }, at(3))?;
        }
        let ratings: Vec<FocusRating> = focus
            .into_iter()
            .zip(ratings)
            .map(|(focus, rating)| FocusRating {
                focus,
                rating,
                by,
                cites: vec![Cite::Moment { entry }],
            })
            .collect();
        let vote = Vote::of_ratings(&ratings).expect("something is rated");
        let notes = "What was asked.".to_owned();
        let scorecard = Scorecard {
            form_version: 1,
            notes,
            ratings,
            vote,
        };
        state.act(
            here,
            Act::Seal {
                round,
                by,
                scorecard,
            },
            at(4),
        )?;
    }
    Ok(state)
}

#[test]
fn the_combination_follows_gates_and_seats() {
    use Observer::{OneSelf, Peer};
    let table = [
        (sealed(M, [M, M], Peer), Decision::Hire, None),
        (sealed(R, [R, R], Peer), Decision::Hire, None),
        // The principle below the bar closes its gate, whatever else was seen.
        (sealed(R, [R, B], Peer), Decision::NoHire, None),
        (sealed(B, [M, M], Peer), Decision::NoHire, None),
        // Nobody but the candidate saw the behaviour.
        (
            sealed(R, [R, R], OneSelf),
            Decision::NoDecision,
            Some(Reason::BehaviourUnrated),
        ),
        (
            sealed(M, [M, B], OneSelf),
            Decision::NoDecision,
            Some(Reason::BehaviourUnrated),
        ),
        (
            sealed(M, [M, N], Peer),
            Decision::NoDecision,
            Some(Reason::BehaviourUnrated),
        ),
        (
            sealed(M, [N, M], Peer),
            Decision::NoDecision,
            Some(Reason::NotObserved),
        ),
    ];
    for (place, (state, decision, reason)) in table.into_iter().enumerate() {
        let combination = state.unwrap().combination();
        assert_eq!(
            (combination.decision, combination.reason),
            (decision, reason),
            "row {place}"
        );
    }
}

#[test]
fn a_gate_names_what_fails_or_is_missing() {
    let state = sealed(M, [B, B], Observer::Peer).unwrap();
    let gates = state.gates();
    assert_eq!(gates[0].standing, Standing::Fails);
    assert_eq!(gates[0].focus, ["leading-skill"]);
    assert_eq!(gates[1].standing, Standing::Fails);
    assert_eq!(gates[1].focus, ["ownership"]);
    let state = sealed(M, [M, M], Observer::OneSelf).unwrap();
    assert_eq!(state.gates()[0].standing, Standing::Holds);
    assert_eq!(state.gates()[1].standing, Standing::Unrated);
    assert_eq!(state.gates()[1].focus, ["ownership"]);
}

#[test]
fn one_round_is_never_a_decision() {
    let coding = round_plan("coding", Seat::BarRaiser, &[]);
    let state = Loop::planned(plan(true, vec![coding]), Timestamp::from_millis(0)).unwrap();
    assert_eq!(state.undecidable(), Some(Reason::TooFewScorecards));
    assert_eq!(state.combination().decision, Decision::NoDecision);
}

#[test]
fn an_open_ended_round_has_no_deadline() {
    let said = |open_ended: bool| {
        let mut coding = round_plan("coding", Seat::BarRaiser, &[]);
        coding.open_ended = open_ended;
        let late = i64::from(coding.minutes()) * 60_000 + 1;
        let mut state = Loop::planned(plan(true, vec![coding]), Timestamp::from_millis(0)).unwrap();
        let start = Act::StartRound { round: 0 };
        let from = Timestamp::from_millis(0);
        state.act(Actor::Candidate, start, from).unwrap();
        let said = Act::Say {
            round: 0,
            to: None,
            text: "Still here.".to_owned(),
            spoken_ms: None,
        };
        let at = Timestamp::from_millis(late);
        let refused = state.act(Actor::Candidate, said, at).map(drop);
        (state.rounds()[0].deadline(), refused.map_err(|it| it.rule))
    };
    assert_eq!(said(true), (None, Ok(())));
    let (deadline, refused) = said(false);
    assert!(deadline.is_some());
    assert_eq!(refused, Err("in-time"));
}

#[test]
fn a_preset_for_any_target_takes_role_and_level_from_the_candidate() {
    let preset = |any_target| Preset {
        any_target,
        ..preset(vec![round_plan("coding", Seat::BarRaiser, &[])])
    };
    let target = Target {
        role: Some(Role::DataScientist),
        level: Some(Level::L7),
        date: Some("2026-12-01".to_owned()),
    };
    let planned = |any_target, target: &Target| {
        let plan = preset(any_target).plan(&[], true, target);
        (plan.role, plan.level, plan.date)
    };
    let own = (preset(true).role, preset(true).level);
    assert_eq!(planned(true, &Target::default()), (own.0, own.1, None));
    let date = target.date.clone();
    assert_eq!(planned(false, &target), (own.0, own.1, date.clone()));
    assert_eq!(
        planned(true, &target),
        (Role::DataScientist, Level::L7, date)
    );
}

#[test]
fn a_timeline_survives_its_json() {
    let state = sealed(M, [R, M], Observer::Peer).unwrap();
    let text = serde_json::to_string(state.entries()).unwrap();
    let entries: Vec<onsite_domain::loops::Entry> = serde_json::from_str(&text).unwrap();
    assert_eq!(Loop::replay(entries), state);
}

fn preset(rounds: Vec<RoundPlan>) -> Preset {
    let all = plan(false, rounds.clone());
    Preset {
        format: 1,
        id: "any".to_owned(),
        revision: 1,
        title: String::new(),
        summary: String::new(),
        role: all.role,
        level: all.level,
        any_target: false,
        covers: Vec::new(),
        sources: Vec::new(),
        stages: Vec::new(),
        rounds,
        gates: all.gates,
        form: all.form,
    }
}

#[test]
fn a_plan_of_some_rounds_fills_both_seats_and_keeps_the_gates_it_can() {
    use Seat::{BarRaiser, HiringManager, Peer};
    let mut waiting = round_plan("design", Peer, &[]);
    waiting.waits_for = Some("a canvas".to_owned());
    let rounds = vec![
        round_plan("breadth", Peer, &[]),
        waiting,
        round_plan("application", HiringManager, &["think-big"]),
        round_plan("coding", Peer, &["dive-deep"]),
        round_plan("leading", BarRaiser, &["ownership"]),
    ];
    let preset = preset(rounds);
    let seats = |ids: &[&str]| -> Vec<(String, Seat)> {
        let ids: Vec<String> = ids.iter().map(|&id| id.to_owned()).collect();
        let planned = preset.plan(&ids, true, &Target::default());
        let rated: Vec<&String> = planned.rounds.iter().flat_map(RoundPlan::focus).collect();
        for gate in &planned.gates {
            assert!(!gate.focus.is_empty(), "{ids:?}");
            assert!(gate.focus.iter().all(|id| rated.contains(&id)), "{ids:?}");
        }
        let rounds = planned.rounds.into_iter();
        rounds.map(|it| (it.id, it.seat)).collect()
    };
    let expected = |list: &[(&str, Seat)]| -> Vec<(String, Seat)> {
        list.iter()
            .map(|(id, seat)| ((*id).to_owned(), *seat))
            .collect()
    };
    let full = [
        ("breadth", Peer),
        ("application", HiringManager),
        ("coding", Peer),
    ];
    let full = [full.as_slice(), &[("leading", BarRaiser)]].concat();
    assert_eq!(seats(&[]), expected(&full));
    let two = [("coding", HiringManager), ("leading", BarRaiser)];
    assert_eq!(seats(&["leading", "coding"]), expected(&two));
    let two = [("breadth", HiringManager), ("coding", BarRaiser)];
    assert_eq!(seats(&["breadth", "coding"]), expected(&two));
    assert_eq!(seats(&["coding"]), expected(&[("coding", BarRaiser)]));
}
