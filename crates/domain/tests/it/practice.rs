//! What to practise: standings, orders in which patterns alternate, draws and likeness.

use std::collections::BTreeMap;

use onsite_domain::{
    attempt::{AttemptState, HintTaken},
    draw::Stream,
    practice::{
        History, QuestionStanding, REVIEW_AFTER_MS, draw, interleave, likeness, solved_late,
        standing,
    },
    question::{Difficulty, Level, Question},
};
use proptest::prelude::*;

use crate::support::{at, attempt, question};

const REST: i64 = REVIEW_AFTER_MS.cast_signed();

fn history(best: AttemptState) -> History {
    History {
        best,
        unaided: false,
        handed_in: false,
        touched: at(0),
    }
}

#[test]
fn a_standing_says_what_was_reached() {
    use QuestionStanding::{GaveUp, New, Solved, SolvedLate, Told, Tried};
    assert_eq!(standing(None, at(0)), New);
    let unaided = History {
        unaided: true,
        ..history(AttemptState::Solved)
    };
    for (history, expected) in [
        (history(AttemptState::Open), Tried),
        (history(AttemptState::Solved), SolvedLate),
        (unaided, Solved),
        (history(AttemptState::Told), Told),
        (history(AttemptState::GaveUp), GaveUp),
    ] {
        assert_eq!(standing(Some(history), at(REST - 1)), expected);
    }
}

#[test]
fn what_went_badly_is_to_review_once_it_has_rested() {
    let handed_in = History {
        handed_in: true,
        ..history(AttemptState::Open)
    };
    let badly = [
        history(AttemptState::Solved),
        history(AttemptState::GaveUp),
        handed_in,
    ];
    for history in badly {
        assert_ne!(
            standing(Some(history), at(REST - 1)),
            QuestionStanding::ToReview
        );
        assert_eq!(
            standing(Some(history), at(REST)),
            QuestionStanding::ToReview
        );
    }
    let unaided = History {
        unaided: true,
        ..history(AttemptState::Solved)
    };
    let well = [
        unaided,
        history(AttemptState::Told),
        history(AttemptState::Open),
    ];
    for history in well {
        assert_ne!(
            standing(Some(history), at(REST * 9)),
            QuestionStanding::ToReview
        );
    }
}

#[test]
fn help_or_too_much_time_makes_a_solution_late() {
    let mut solved = attempt();
    solved.started = at(100);
    solved.timer.elapsed_ms = 15 * 60_000;
    assert!(!solved_late(&solved, 15, None));
    assert!(solved_late(&solved, 14, None), "beyond its minutes");
    assert!(
        solved_late(&solved, 15, Some(at(99))),
        "the editorial was read"
    );
    assert!(
        !solved_late(&solved, 15, Some(at(101))),
        "it was read afterwards"
    );
    solved.hints.push(HintTaken {
        index: 0,
        at: at(200),
    });
    assert!(solved_late(&solved, 15, None), "with a hint");
}

proptest! {
    #[test]
    fn neighbours_share_a_pattern_only_where_that_cannot_be_avoided(
        patterns in prop::collection::vec(0_u8..5, 0..40),
    ) {
        let order = interleave(&patterns);
        let mut places = order.clone();
        places.sort_unstable();
        prop_assert_eq!(places, (0..patterns.len()).collect::<Vec<_>>());
        let alike = order.windows(2).filter(|pair| patterns[pair[0]] == patterns[pair[1]]).count();
        let mut counts = BTreeMap::new();
        for pattern in &patterns {
            *counts.entry(pattern).or_insert(0_usize) += 1;
        }
        let most = counts.into_values().max().unwrap_or(0);
        // With so many of one pattern there are too few others to stand between them.
        let least = (2 * most).saturating_sub(patterns.len() + 1);
        prop_assert_eq!(alike, least, "{:?} as {:?}", patterns, order);
    }

    #[test]
    fn an_order_without_neighbours_alike_is_kept(count in 0_usize..30) {
        let patterns: Vec<usize> = (0..count).map(|place| place % 3).collect();
        prop_assert_eq!(interleave(&patterns), (0..count).collect::<Vec<_>>());
    }

    #[test]
    fn a_draw_passes_over_what_was_met_last(seed: u64, count in 1_usize..12, met in 0_usize..12) {
        let ids: Vec<String> = (0..count).map(|number| format!("q{number}")).collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let recent: Vec<&str> = ids.iter().copied().take(met).collect();
        let drawn = draw(&ids, &recent, &mut Stream::new(seed)).unwrap();
        prop_assert!(ids.contains(&drawn));
        let not_again = met.min(5).min(count - 1);
        prop_assert!(!recent[..not_again.min(recent.len())].contains(&drawn));
    }
}

#[test]
fn nothing_is_drawn_from_nothing() {
    assert_eq!(draw(&[], &[], &mut Stream::new(1)), None);
}

fn labelled(id: &str, topics: &[&str], level: Level, difficulty: Difficulty) -> Question {
    let mut made = question();
    id.clone_into(&mut made.id);
    made.topics = topics.iter().map(|topic| (*topic).to_owned()).collect();
    (made.level, made.difficulty) = (level, difficulty);
    made
}

#[test]
fn likeness_prefers_one_pattern_a_step_harder() {
    let this = labelled("this", &["heaps", "streams"], Level::L4, Difficulty::Medium);
    let score = |topics: &[&str], level, difficulty| {
        let other = labelled("other", topics, level, difficulty);
        likeness(&this, &other).unwrap().score
    };
    let harder = score(&["heaps"], Level::L4, Difficulty::Hard);
    assert_eq!(harder, score(&["heaps"], Level::L5, Difficulty::Medium));
    assert!(harder > score(&["heaps"], Level::L4, Difficulty::Medium));
    assert!(harder > score(&["heaps"], Level::L6, Difficulty::Hard));
    assert!(harder > score(&["streams", "heaps-no"], Level::L4, Difficulty::Hard));
    let other = labelled("other", &["streams"], Level::L5, Difficulty::Hard);
    let like = likeness(&this, &other).unwrap();
    assert_eq!((like.topics, like.steps), (vec!["streams".to_owned()], 2));
    assert_eq!(likeness(&this, &this), None);
    let mut stranger = labelled("stranger", &["trees"], Level::L4, Difficulty::Medium);
    stranger.competencies = vec!["another".to_owned()];
    assert_eq!(likeness(&this, &stranger), None);
}
