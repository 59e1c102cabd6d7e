//! Loops: random actions by every seat against the rules, and the rules of votes and gates.

mod history;
mod moves;
mod rules;

use onsite_domain::{
    draw::Stream,
    loops::{Act, Actor, Entry, GUARDS, Guard, Loop, Stage},
};

use history::{violation, violations};
use moves::{next_entry, plans};

const SEQUENCES: u64 = 100_000;
const LONGEST: usize = 70;

/// Drives one random sequence under some of the rules; what it did.
fn drive(seed: u64, guards: &[Guard]) -> Loop {
    let mut random = Stream::new(seed);
    let mut state = Loop::default();
    let plans = plans();
    for _ in 0..LONGEST {
        let entry = next_entry(&state, &plans, &mut random);
        let _ = state.take(entry, guards);
    }
    state
}

/// Leaves out what is not needed to break the rule, so that a failure can be read.
fn shrink(entries: &[Entry], guards: &[Guard]) -> Vec<Entry> {
    let replayed = |entries: &[Entry]| {
        let mut state = Loop::default();
        for entry in entries {
            let mut entry = entry.clone();
            entry.number = state.next_number();
            let _ = state.take(entry, guards);
        }
        state.entries().to_vec()
    };
    let mut left = entries.to_vec();
    let mut place = left.len();
    while place > 0 {
        place -= 1;
        let mut fewer = left.clone();
        fewer.remove(place);
        let fewer = replayed(&fewer);
        if violation(&fewer).is_some() {
            place = place.min(fewer.len());
            left = fewer;
        }
    }
    left
}

#[test]
fn no_sequence_of_actions_reaches_a_forbidden_state() {
    let mut decided = 0;
    let mut informed = 0;
    for seed in 0..SEQUENCES {
        let state = drive(seed, GUARDS);
        if let Some(broken) = violation(state.entries()) {
            let entries = shrink(state.entries(), GUARDS);
            panic!("seed {seed} breaks {broken}: {entries:#?}");
        }
        decided += u64::from(state.decision().is_some());
        informed += u64::from(state.stage() == Stage::Informed);
        if seed.is_multiple_of(50) {
            let again = Loop::replay(state.entries().to_vec());
            assert_eq!(again, state, "seed {seed}");
        }
    }
    // The walk must get somewhere for its silence to mean anything.
    assert!(decided > SEQUENCES / 20, "only {decided} were decided");
    assert!(informed > SEQUENCES / 50, "only {informed} were told");
}

#[test]
fn removing_any_one_rule_lets_a_forbidden_state_in() {
    for left_out in GUARDS {
        let guards: Vec<Guard> = GUARDS
            .iter()
            .copied()
            .filter(|guard| guard.name != left_out.name)
            .collect();
        let broken = (0..SEQUENCES).any(|seed| {
            violations(drive(seed, &guards).entries()).any(|name| name == left_out.name)
        });
        assert!(broken, "nothing went wrong without {}", left_out.name);
    }
}

#[test]
fn nobody_reads_anothers_scorecard_before_sealing_their_own() {
    for seed in 0..2_000 {
        let mut random = Stream::new(seed);
        let mut state = Loop::default();
        let plans = plans();
        for _ in 0..LONGEST {
            let entry = next_entry(&state, &plans, &mut random);
            let _ = state.take(entry, GUARDS);
            let sealed = |round: u32| {
                let sealing =
                    |entry: &Entry| matches!(entry.act, Act::Seal { round: r, .. } if r == round);
                state.entries().iter().any(sealing)
            };
            let opened = state
                .entries()
                .iter()
                .any(|entry| matches!(entry.act, Act::OpenDebrief { .. }));
            for reader in 0..3 {
                for round in 0..3 {
                    let may = state.may_read(Actor::Interviewer { round: reader }, round);
                    if reader == round {
                        assert!(may, "one's own");
                    } else if may {
                        assert!(
                            sealed(reader) && opened,
                            "seed {seed}: {reader} reads {round}"
                        );
                    }
                }
            }
            let decides = |entry: &Entry| matches!(entry.act, Act::Decide { .. });
            let told = state.entries().iter().any(decides);
            assert_eq!(state.may_read(Actor::Recruiter, 0), told, "seed {seed}");
        }
    }
}

#[test]
fn the_combination_of_first_votes_is_never_overwritten() {
    let mut compared = 0;
    for seed in 0..5_000 {
        let mut random = Stream::new(seed);
        let mut state = Loop::default();
        let plans = plans();
        let mut at_opening = None;
        for _ in 0..LONGEST {
            let entry = next_entry(&state, &plans, &mut random);
            let _ = state.take(entry, GUARDS);
            if state.stage() > Stage::Rounds && state.stage() < Stage::Withdrawn {
                let now = state.combination();
                let first = at_opening.get_or_insert_with(|| now.clone());
                assert_eq!(*first, now, "seed {seed}");
                compared += 1;
            }
        }
    }
    assert!(compared > 5_000, "only {compared} comparisons");
}
