//! Evidence: what a judgement shows, how strongly, and of whom.

use onsite_domain::{
    attempt::{Attempt, AttemptState},
    clock::Timestamp,
    code::{CodeDetail, Language, Verdict},
    evidence::{Direction, Evidence, Observer, of_judgement, weigh},
    judgement::{Detail, JUDGE_VERSION, Judged, Judgement, Outcome},
    question::Level,
};
use proptest::prelude::*;

use crate::support::{at, attempt, id, question};

const OUTCOMES: [Outcome; 5] = [
    Outcome::Pass,
    Outcome::Fail,
    Outcome::Undecided,
    Outcome::Unjudged,
    Outcome::JudgingError,
];

fn with_hints(hints: usize) -> Attempt {
    let mut attempt = attempt();
    for _ in 0..hints {
        attempt.take_hint(usize::MAX, at(1));
    }
    attempt
}

fn judgement(outcome: Outcome, at: Timestamp) -> Judgement {
    Judgement {
        id: id(9),
        submission: Some(id(8)),
        question: "iou".to_owned(),
        revision: 4,
        judge_version: JUDGE_VERSION,
        at,
        result: Judged {
            outcome,
            score: None,
            findings: Vec::new(),
            layers: Vec::new(),
            detail: Detail::Code(CodeDetail {
                verdict: Verdict::Accepted,
                language: Language::Python,
                tests: Vec::new(),
                total_tests: 0,
                compile_ms: None,
                compile_output: None,
                changes: None,
                growth: None,
                total_ms: 1,
            }),
        },
    }
}

#[test]
fn a_pass_weighs_less_with_each_hint_and_never_nothing() {
    for (hints, strength) in [
        (0, 1.0),
        (1, 0.75),
        (2, 0.5),
        (3, 0.25),
        (4, 0.25),
        (100, 0.25),
    ] {
        let weighed = weigh(&with_hints(hints), Outcome::Pass);
        assert_eq!(weighed, Some((Direction::For, strength)), "{hints} hints");
    }
}

#[test]
fn a_failure_weighs_a_fifth_with_hints_or_without() {
    for hints in 0..5 {
        let weighed = weigh(&with_hints(hints), Outcome::Fail);
        assert_eq!(weighed, Some((Direction::Against, 0.2)), "{hints} hints");
    }
}

#[test]
fn what_decides_nothing_shows_nothing() {
    for outcome in [Outcome::Undecided, Outcome::Unjudged, Outcome::JudgingError] {
        assert_eq!(weigh(&attempt(), outcome), None, "{outcome:?}");
    }
}

#[test]
fn nothing_counts_once_the_editorial_is_open() {
    for state in [
        AttemptState::Solved,
        AttemptState::Told,
        AttemptState::GaveUp,
    ] {
        for outcome in OUTCOMES {
            let attempt = Attempt { state, ..attempt() };
            assert_eq!(weigh(&attempt, outcome), None, "{state:?}, {outcome:?}");
        }
    }
}

#[test]
fn a_judgement_gives_one_piece_per_competency() {
    let mut numbers = 20..;
    let new_id = || id(numbers.next().expect("enough"));
    let attempt = with_hints(1);
    let pieces = of_judgement(
        &question(),
        &attempt,
        &judgement(Outcome::Pass, at(5)),
        new_id,
    );
    let piece = |number, competency: &str| Evidence {
        id: id(number),
        source: id(9),
        source_revision: 4,
        person: attempt.person,
        competency: competency.to_owned(),
        observer: Observer::Judge,
        direction: Direction::For,
        strength: 0.75,
        level: Level::L5,
        moment: at(5),
    };
    assert_eq!(
        pieces,
        [piece(20, "coding-fluency"), piece(21, "correctness")]
    );
}

#[test]
fn a_judgement_that_shows_nothing_takes_no_identity() {
    let undecided = judgement(Outcome::Undecided, at(5));
    let pieces = of_judgement(&question(), &attempt(), &undecided, || {
        panic!("asked for one")
    });
    assert_eq!(pieces, []);
    let mut bare = question();
    bare.competencies.clear();
    let pass = judgement(Outcome::Pass, at(5));
    assert_eq!(of_judgement(&bare, &attempt(), &pass, || id(1)), []);
}

proptest! {
    #[test]
    fn help_never_makes_a_pass_stronger(few in 0..40_usize, more in 0..40_usize) {
        let strength = |hints| weigh(&with_hints(hints), Outcome::Pass).expect("weighed").1;
        prop_assert!(strength(few + more) <= strength(few));
        prop_assert!((0.0..=1.0).contains(&strength(few)) && strength(few) > 0.0);
    }

    // An attempt as the use cases drive it: each judgement is weighed, then taken note of.
    #[test]
    fn an_attempt_gives_one_pass_at_most_and_nothing_after_its_end(
        steps in prop::collection::vec(0..7_usize, 0..40),
    ) {
        let mut attempt = attempt();
        let (mut passes, mut ended) = (0, false);
        for step in steps {
            match step {
                5 => {
                    attempt.take_hint(3, at(1));
                }
                6 => {
                    attempt.give_up(at(1));
                    ended = true;
                }
                _ => {
                    let outcome = OUTCOMES[step];
                    let weighed = weigh(&attempt, outcome);
                    prop_assert!(!ended || weighed.is_none());
                    if let Some((direction, strength)) = weighed {
                        prop_assert!(strength > 0.0 && strength <= 1.0);
                        let passing = outcome == Outcome::Pass;
                        prop_assert_eq!(direction == Direction::For, passing);
                        passes += usize::from(passing);
                    }
                    attempt.judged(outcome, at(1));
                    ended |= matches!(outcome, Outcome::Pass | Outcome::Unjudged);
                }
            }
        }
        prop_assert!(passes <= 1);
    }
}
