//! Stories, tellings and gaps: their shapes, what is refused, and how a story is told.

use std::collections::BTreeSet;

use onsite_domain::{
    answer::Answer,
    judgement::Detail,
    question::Kind,
    story::{
        Blank, Choice, CounterFact, Gap, GapFound, LONGEST_PART_MS, MOST_TOLD_BYTES, Measure, Part,
        Probe, Story, StoryDetail, StoryError, StoryQuestion, StoryResult, TellingError, Told,
        check_telling,
    },
};
use serde_json::{from_value, json, to_value};

fn told(part: Part, text: &str) -> Told {
    Told {
        part,
        text: text.to_owned(),
        spoken_ms: None,
    }
}

fn story() -> Story {
    Story {
        title: "Sizes of shoes".to_owned(),
        context: "I was the scientist for returns.".to_owned(),
        problem: " Every third size was wrong. ".to_owned(),
        actions: vec![
            "I read 200 returns".to_owned(),
            String::new(),
            "I built a table.".to_owned(),
        ],
        decisions: vec![
            Choice {
                chose: "a table.".to_owned(),
                over: "a model".to_owned(),
                because: "it could be mended".to_owned(),
            },
            Choice {
                chose: "to wait".to_owned(),
                over: String::new(),
                because: String::new(),
            },
        ],
        result: StoryResult {
            what: "Returns fell".to_owned(),
            number: "17.1% to 15.2%".to_owned(),
            baseline: "the control".to_owned(),
            measured: "an A/B test.".to_owned(),
        },
        lesson: "I read returns first.".to_owned(),
        people: String::new(),
        principles: vec!["customer-obsession".to_owned()],
        happened: Some("2024-05".to_owned()),
    }
}

#[test]
fn a_story_is_told_in_order_and_without_empty_parts() {
    let telling = story().telling();
    let texts: Vec<(Part, &str)> = telling.iter().map(|t| (t.part, t.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            (Part::Context, "I was the scientist for returns."),
            (Part::Problem, "Every third size was wrong."),
            (Part::Actions, "I read 200 returns.\nI built a table."),
            (
                Part::Decisions,
                "I chose a table over a model, because it could be mended.\nI chose to wait."
            ),
            (
                Part::Result,
                "Returns fell. The number: 17.1% to 15.2%, compared with the control. Measured by \
                 an A/B test."
            ),
            (Part::Lesson, "I read returns first."),
        ]
    );
    assert_eq!(check_telling(&telling), Ok(()));
    assert_eq!(Story::default().telling(), []);
}

#[test]
fn a_result_is_told_as_far_as_it_is_known() {
    let result = |number: &str, baseline: &str| {
        let result = StoryResult {
            number: number.to_owned(),
            baseline: baseline.to_owned(),
            ..StoryResult::default()
        };
        let story = Story {
            result,
            ..Story::default()
        };
        story.telling().first().map(|told| told.text.clone())
    };
    assert_eq!(result("15%", "").as_deref(), Some("The number: 15%."));
    assert_eq!(result("", "17%").as_deref(), Some("Compared with 17%."));
    assert_eq!(result(" ", "."), None);
}

#[test]
fn what_is_wrong_with_a_story_names_its_field() {
    type Change = fn(&mut Story);
    let faults = |change: Change| {
        let mut story = story();
        change(&mut story);
        story.faults()
    };
    assert_eq!(story().faults(), []);
    for title in [" ", "a\nb", &"a".repeat(121)] {
        let mut story = story();
        story.title = title.to_owned();
        assert_eq!(story.faults(), [StoryError::Title], "{title}");
    }
    for month in ["2024-13", "2024-00", "May 2024", "2024-5", "", "20é4-05"] {
        let mut story = story();
        story.happened = Some(month.to_owned());
        let month = StoryError::Month(month.to_owned());
        assert_eq!(month.field(), "happened");
        assert_eq!(story.faults(), [month]);
    }
    let what = "actions";
    let many = faults(|s| s.actions = vec!["I ran.".to_owned(); 25]);
    assert_eq!(many, [StoryError::TooMany { what, given: 25 }]);
    assert_eq!(many[0].field(), what);
    let blank = faults(|s| s.actions = vec![" ".to_owned(); 25]);
    assert_eq!(blank, [], "a blank line is no step");
    let long = faults(|s| s.lesson = "a".repeat(MOST_TOLD_BYTES));
    assert!(
        matches!(long[..], [StoryError::TooLong { bytes, longest: Part::Lesson }]
            if bytes > MOST_TOLD_BYTES),
        "{long:?}"
    );
    assert_eq!(long[0].field(), "lesson");
    let all = faults(|s| {
        s.title.clear();
        s.happened = Some("soon".to_owned());
    });
    assert_eq!(all.len(), 2, "each is named: {all:?}");
}

#[test]
fn what_a_story_does_not_say_yet() {
    assert_eq!(story().blanks(), [Blank::People]);
    let all = [
        Blank::Context,
        Blank::Problem,
        Blank::Actions,
        Blank::Decisions,
        Blank::Result,
        Blank::Lesson,
        Blank::People,
    ];
    assert_eq!(Story::default().blanks(), all);
    let mut half = story();
    half.result.baseline.clear();
    half.result.measured = " ".to_owned();
    for decision in &mut half.decisions {
        decision.over.clear();
    }
    let blanks = [
        Blank::Alternative,
        Blank::Baseline,
        Blank::Measured,
        Blank::People,
    ];
    assert_eq!(half.blanks(), blanks);
}

#[test]
fn a_telling_becomes_a_story_and_is_told_alike() {
    let telling = story().telling();
    let kept = Story::of_telling(" Sizes ", &telling);
    assert_eq!(kept.telling(), telling);
    assert_eq!(kept.title, "Sizes");
    assert_eq!(kept.decisions[0].over, "a model");
    assert_eq!(kept.result, {
        let mut result = story().result;
        result.what = "Returns fell.".to_owned();
        result.measured = "an A/B test".to_owned();
        result
    });

    // Words that nobody stored part by part come through as they were told.
    let own = [
        told(Part::Actions, "First this.\n\nThen that."),
        told(
            Part::Decisions,
            "We could wait or ask. I chose to ask over waiting; why?\nIt was mine.",
        ),
        told(
            Part::Result,
            "It fell.\nMeasured by hand and by eye. Twice.",
        ),
    ];
    let kept = Story::of_telling("Own", &own);
    assert_eq!(kept.actions, ["First this.", "Then that."]);
    assert_eq!(kept.decisions.len(), 2);
    let again = kept.telling();
    let texts: Vec<&str> = again.iter().map(|told| told.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "First this.\nThen that.",
            own[1].text.as_str(),
            own[2].text.as_str()
        ]
    );
    assert_eq!(Story::of_telling("Nothing", &[]).telling(), []);
}

#[test]
fn a_decision_is_told_as_far_as_it_is_known() {
    let decided = |chose: &str, over: &str, because: &str| {
        let [chose, over, because] = [chose, over, because].map(str::to_owned);
        let story = Story {
            decisions: vec![Choice {
                chose,
                over,
                because,
            }],
            ..Story::default()
        };
        story.telling().first().map(|told| told.text.clone())
    };
    for (given, text) in [
        (("a", "b", "c"), "I chose a over b, because c."),
        (("a", "", "c."), "I chose a, because c."),
        (("", "b", "c"), "I decided against b, because c."),
        (("", "b", ""), "I decided against b."),
        (("", "", "c"), "Because c."),
        (("I took the other road.", "", ""), "I took the other road."),
    ] {
        let (chose, over, because) = given;
        assert_eq!(decided(chose, over, because).as_deref(), Some(text));
    }
    assert_eq!(decided(" ", "", "."), None);
}

#[test]
fn tellings_out_of_shape_are_refused() {
    use Part::{Actions, Context, Lesson, Result};
    let parts = |list: &[Part]| -> Vec<Told> { list.iter().map(|p| told(*p, "word")).collect() };
    assert_eq!(check_telling(&parts(&Part::ALL)), Ok(()));
    assert_eq!(
        check_telling(&parts(&[Result])),
        Ok(()),
        "one word is enough"
    );
    assert_eq!(check_telling(&[]), Err(TellingError::Empty));
    let twice = Err(TellingError::Twice(Context));
    assert_eq!(check_telling(&parts(&[Context, Context])), twice);
    assert_eq!(check_telling(&parts(&[Context, Actions, Context])), twice);
    let late = TellingError::OutOfOrder {
        part: Actions,
        after: Lesson,
    };
    assert_eq!(check_telling(&parts(&[Lesson, Actions])), Err(late));

    let aloud = |ms| {
        let mut told = told(Actions, "");
        told.spoken_ms = Some(ms);
        check_telling(&[told])
    };
    assert_eq!(aloud(1), Ok(()), "told aloud and not written down");
    assert_eq!(aloud(0), Err(TellingError::Empty));
    assert_eq!(aloud(LONGEST_PART_MS), Ok(()));
    assert_eq!(aloud(u64::MAX), Err(TellingError::SpokenTooLong(Actions)));

    let sized = |bytes| check_telling(&[told(Actions, &"a".repeat(bytes))]);
    assert_eq!(sized(MOST_TOLD_BYTES), Ok(()));
    let bytes = MOST_TOLD_BYTES + 1;
    assert_eq!(sized(bytes), Err(TellingError::TooLong { bytes }));
}

#[test]
fn names_are_those_that_are_written() {
    for part in Part::ALL {
        assert_eq!(to_value(part).expect("JSON"), json!(part.name()));
    }
    for gap in Gap::ALL {
        assert_eq!(to_value(gap).expect("JSON"), json!(gap.name()));
        assert!(
            gap.probe().ends_with('?') && gap.rule().ends_with('.'),
            "{gap:?}"
        );
    }
    for fact in CounterFact::ALL {
        assert_eq!(to_value(fact).expect("JSON"), json!(fact.name()));
    }
    assert!(Part::ALL.is_sorted() && Gap::ALL.is_sorted());
    let probes: BTreeSet<&str> = Gap::ALL.iter().map(|gap| gap.probe()).collect();
    assert_eq!(probes.len(), Gap::ALL.len(), "no two gaps are probed alike");
}

#[test]
fn a_question_probes_in_its_own_words_first() {
    let question = StoryQuestion {
        principles: Vec::new(),
        probes: vec![Probe {
            on: Gap::NoResult,
            ask: "And then?".to_owned(),
        }],
        pushback: Vec::new(),
        anchors: Vec::new(),
        tellings: Vec::new(),
    };
    assert_eq!(question.probe(Gap::NoResult), "And then?");
    assert_eq!(question.probe(Gap::NoBaseline), "Compared with what?");
}

#[test]
fn answers_and_details() {
    let answer = Answer::Story {
        parts: vec![
            told(Part::Context, "Then."),
            Told {
                spoken_ms: Some(21_000),
                ..told(Part::Result, "")
            },
        ],
    };
    let written = json!({
        "kind": "story",
        "parts": [
            { "part": "context", "text": "Then.", "spoken_ms": null },
            { "part": "result", "text": "", "spoken_ms": 21_000 },
        ],
    });
    assert_eq!(to_value(&answer).expect("JSON"), written);
    assert_eq!(from_value::<Answer>(written).expect("an answer"), answer);
    assert_eq!((answer.kind(), &*answer.text()), (Kind::Story, "Then.\n\n"));
    assert!(!answer.is_empty());
    assert!(Answer::Story { parts: Vec::new() }.is_empty());
    // What is left out has not been told.
    let short = json!({ "kind": "story", "parts": [{ "part": "lesson" }] });
    assert!(from_value::<Answer>(short).expect("an answer").is_empty());
    for bad in [
        json!({ "kind": "story" }),
        json!({ "kind": "story", "parts": [{ "text": "a" }] }),
        json!({ "kind": "story", "parts": [{ "part": "moral" }] }),
        json!({ "kind": "story", "parts": [{ "part": "lesson", "words": 3 }] }),
        json!({ "kind": "story", "parts": [{ "part": "lesson", "spoken_ms": -1 }] }),
    ] {
        assert!(from_value::<Answer>(bad.clone()).is_err(), "{bad}");
    }

    let detail = Detail::Story(StoryDetail {
        measures: vec![Measure {
            id: "set_up_seconds".to_owned(),
            value: 12.4,
            unit: "s".to_owned(),
            text: "Set-up: 12 s".to_owned(),
        }],
        gaps: vec![GapFound {
            gap: Gap::NoBaseline,
            part: Part::Result,
            quote: Some("It is at 15%.".to_owned()),
            probe: "Compared with what?".to_owned(),
        }],
    });
    let written = json!({
        "kind": "story",
        "measures": [
            { "id": "set_up_seconds", "value": 12.4, "unit": "s", "text": "Set-up: 12 s" },
        ],
        "gaps": [{
            "gap": "no_baseline", "part": "result", "quote": "It is at 15%.",
            "probe": "Compared with what?",
        }],
    });
    assert_eq!(to_value(&detail).expect("JSON"), written);
    assert_eq!(from_value::<Detail>(written).expect("a detail"), detail);
}
