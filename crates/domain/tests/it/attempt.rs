//! Attempts: hints, their end, and working time.

use onsite_domain::{
    attempt::{Attempt, AttemptState, HintTaken, LONGEST_BEAT_MS, Timer},
    clock::Timestamp,
    judgement::Outcome,
};
use proptest::prelude::*;

use crate::support::{at, attempt};

fn ended(state: AttemptState) -> Attempt {
    Attempt { state, ..attempt() }
}

#[test]
fn an_end_is_final() {
    use AttemptState::{GaveUp, Open, Solved, Told};
    for (outcome, ends) in [
        (Some(Outcome::Pass), Solved),
        (Some(Outcome::Unjudged), Told),
        (Some(Outcome::Fail), Open),
        (Some(Outcome::Undecided), Open),
        (Some(Outcome::JudgingError), Open),
        (None, GaveUp),
    ] {
        for before in [Open, Solved, Told, GaveUp] {
            let mut attempt = ended(before);
            match outcome {
                Some(outcome) => attempt.judged(outcome, at(7)),
                None => attempt.give_up(at(7)),
            }
            let after = if before == Open { ends } else { before };
            assert_eq!(attempt.state, after, "{before:?}, then {outcome:?}");
        }
    }
}

#[test]
fn the_editorial_opens_at_the_end() {
    assert!(!ended(AttemptState::Open).unlocks_editorial());
    assert!(ended(AttemptState::Solved).unlocks_editorial());
    assert!(ended(AttemptState::Told).unlocks_editorial());
    assert!(ended(AttemptState::GaveUp).unlocks_editorial());
}

#[test]
fn a_change_says_when_it_was() {
    let mut attempt = attempt();
    attempt.take_hint(1, at(1));
    assert_eq!(attempt.touched, at(1));
    assert_eq!(attempt.take_hint(1, at(2)), None);
    assert_eq!(attempt.touched, at(1));
    attempt.judged(Outcome::Fail, at(3));
    assert_eq!(attempt.touched, at(3));
    attempt.judged(Outcome::Pass, at(4));
    attempt.give_up(at(5));
    assert_eq!(attempt.touched, at(4));
    assert_eq!(attempt.started, at(0));
}

#[test]
fn hints_come_in_order_and_run_out() {
    let mut attempt = attempt();
    assert_eq!(attempt.take_hint(0, at(1)), None);
    assert_eq!(attempt.take_hint(2, at(2)), Some(0));
    assert_eq!(attempt.take_hint(2, at(3)), Some(1));
    assert_eq!(attempt.take_hint(2, at(4)), None);
    // A new revision of the question may have fewer hints, or more.
    assert_eq!(attempt.take_hint(1, at(5)), None);
    assert_eq!(attempt.take_hint(3, at(6)), Some(2));
    let taken = [(0, 2), (1, 3), (2, 6)].map(|(index, t)| HintTaken { index, at: at(t) });
    assert_eq!(attempt.hints, taken);
}

/// A beat: whether the timer runs on, when it comes, and the time that is kept after it.
type Beat = (bool, i64, u64);

#[test]
fn beats_add_up() {
    let longest = i64::try_from(LONGEST_BEAT_MS).expect("small");
    let table: [(&str, &[Beat]); 9] = [
        ("no beat before the first", &[(true, 5_000, 0)]),
        (
            "beats",
            &[(true, 0, 0), (true, 10_000, 10_000), (true, 15_000, 15_000)],
        ),
        (
            "a pause ends with its time counted",
            &[(true, 0, 0), (false, 4_000, 4_000)],
        ),
        (
            "nothing is counted while paused",
            &[
                (true, 0, 0),
                (false, 4_000, 4_000),
                (true, 9_000, 4_000),
                (true, 9_500, 4_500),
            ],
        ),
        (
            "pausing twice",
            &[(true, 0, 0), (false, 1_000, 1_000), (false, 9_000, 1_000)],
        ),
        ("never running", &[(false, 0, 0), (false, 20_000, 0)]),
        (
            "a gap costs at most the longest beat",
            &[
                (true, 0, 0),
                (true, longest, 30_000),
                (true, 2 * longest + 1, 60_000),
                (true, 10_000_000, 90_000),
            ],
        ),
        (
            "just within the longest beat",
            &[(true, 0, 0), (true, longest - 1, 29_999)],
        ),
        (
            "a clock that goes back takes nothing away",
            &[
                (true, 10_000, 0),
                (true, 12_000, 2_000),
                (true, 3_000, 2_000),
                (true, 4_000, 3_000),
            ],
        ),
    ];
    for (name, beats) in table {
        let mut timer = Timer::default();
        for (running, millis, kept) in beats {
            timer.beat(*running, at(*millis));
            assert_eq!(timer.elapsed_ms, *kept, "{name}, at {millis}");
            assert_eq!(timer.running_since, running.then(|| at(*millis)), "{name}");
        }
    }
}

#[test]
fn time_is_told_between_beats() {
    let mut timer = Timer::default();
    assert_eq!(timer.elapsed_at(at(50_000)), 0);
    timer.beat(true, at(0));
    for (millis, elapsed) in [(0, 0), (1, 1), (30_000, 30_000), (30_001, 30_000), (-9, 0)] {
        assert_eq!(timer.elapsed_at(at(millis)), elapsed, "at {millis}");
    }
    timer.beat(false, at(2_000));
    assert_eq!(timer.elapsed_at(at(9_000)), 2_000);
}

#[test]
fn a_clock_at_its_ends_is_no_fault() {
    let mut timer = Timer::default();
    for millis in [i64::MIN, i64::MAX, i64::MIN, 0, i64::MAX] {
        timer.beat(true, Timestamp::from_millis(millis));
    }
    assert_eq!(timer.elapsed_ms, 3 * LONGEST_BEAT_MS);
}

/// What happens to an attempt, some time after what happened before.
#[derive(Clone, Copy, Debug)]
enum Action {
    Beat { running: bool },
    Hint { available: usize },
    GiveUp,
    Judged(Outcome),
}

fn action() -> impl Strategy<Value = (i64, Action)> {
    let action = prop_oneof![
        8 => any::<bool>().prop_map(|running| Action::Beat { running }),
        3 => (0..5_usize).prop_map(|available| Action::Hint { available }),
        1 => Just(Action::GiveUp),
        1 => Just(Action::Judged(Outcome::Pass)),
        1 => Just(Action::Judged(Outcome::Fail)),
        1 => Just(Action::Judged(Outcome::Unjudged)),
    ];
    let step = prop_oneof![6 => 0..40_000_i64, 1 => 0..10_000_000_i64, 1 => -100_000..0_i64];
    (step, action)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_work_keeps_the_books_right(actions in prop::collection::vec(action(), 0..60)) {
        let mut attempt = attempt();
        let (mut now, mut wall, mut beats, mut ended) = (0, 0, 0, None);
        for (step, action) in actions {
            now += step;
            wall += u64::try_from(step).unwrap_or(0);
            let before = attempt.clone();
            match action {
                Action::Beat { running } => {
                    beats += 1;
                    let promised = attempt.timer.elapsed_at(at(now));
                    attempt.timer.beat(running, at(now));
                    prop_assert_eq!(attempt.timer.elapsed_ms, promised);
                }
                Action::Hint { available } => {
                    let taken = attempt.take_hint(available, at(now));
                    prop_assert_eq!(taken.is_some(), before.hints.len() < available);
                }
                Action::GiveUp => attempt.give_up(at(now)),
                Action::Judged(outcome) => attempt.judged(outcome, at(now)),
            }
            // Time only grows, by no more than passed and no more than a beat may be long.
            prop_assert!(attempt.timer.elapsed_ms >= before.timer.elapsed_ms);
            prop_assert!(attempt.timer.elapsed_ms <= wall);
            prop_assert!(attempt.timer.elapsed_ms <= beats * LONGEST_BEAT_MS);
            prop_assert!(attempt.timer.elapsed_at(at(now)) <= wall);
            // What ended stays as it ended.
            if let Some(state) = ended {
                prop_assert_eq!(attempt.state, state);
            } else if attempt.state != AttemptState::Open {
                ended = Some(attempt.state);
            }
            prop_assert_eq!(attempt.unlocks_editorial(), ended.is_some());
            // Hints are only added, one rung at a time.
            prop_assert!(attempt.hints.starts_with(&before.hints));
            let rungs = attempt.hints.iter().map(|hint| hint.index);
            prop_assert!(rungs.eq(0..u32::try_from(attempt.hints.len()).expect("few")));
            // What it is an attempt of never changes.
            let fixed = |a: &Attempt| (a.id, a.person, a.question.clone(), a.revision, a.seed);
            prop_assert_eq!(fixed(&attempt), fixed(&before));
        }
    }

    #[test]
    fn more_beats_in_the_same_time_never_count_less(
        mut marks in prop::collection::vec(0..300_000_i64, 2..30),
    ) {
        marks.sort_unstable();
        let end = marks[marks.len() - 1];
        let run = |marks: &[i64]| {
            let mut timer = Timer::default();
            for mark in marks {
                timer.beat(true, at(*mark));
            }
            timer.elapsed_ms
        };
        let few = run(&[marks[0], end]);
        let many = run(&marks);
        prop_assert!(few <= many, "{few} by two beats, {many} by all");
    }
}
