//! Story packages, principles, and the file of a telling.

use std::collections::{BTreeMap, BTreeSet};

use onsite_bank::{Bank, Source, coverage, telling};
use onsite_domain::{
    question::{Body, Question},
    story::{Part, StoryQuestion, Told},
};
use proptest::prelude::*;

use crate::support::{Small, real};

fn story(question: &Question) -> Option<&StoryQuestion> {
    match &question.body {
        Body::Story(story) => Some(story),
        Body::Code(_) | Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) => None,
    }
}

#[test]
fn six_principles_have_two_questions_each() {
    let bank = Bank::load(&Source::Directory(real())).bank;
    assert_eq!(bank.principles().count(), 16);
    let mut asked: BTreeMap<&str, u32> = BTreeMap::new();
    for story in bank.questions().filter_map(|question| story(question)) {
        for id in &story.principles {
            let principle = bank.principle(id).unwrap();
            *asked.entry(principle.id.as_str()).or_default() += 1;
        }
    }
    for id in [
        "ownership",
        "customer-obsession",
        "dive-deep",
        "deliver-results",
        "earn-trust",
        "have-backbone",
    ] {
        assert!(
            asked.get(id).is_some_and(|questions| *questions >= 2),
            "{id}: {asked:?}"
        );
    }
}

#[test]
fn a_story_and_its_principle_count_once_it_proves_itself() {
    let bank = Small::new();
    let loaded = bank.load().bank;
    let counted = |proven: &[&str]| {
        let proven: BTreeSet<String> = proven.iter().map(ToString::to_string).collect();
        let counted = coverage::count(&bank.source(), &loaded, None, &proven).unwrap();
        counted.working
    };
    let id = "q-story-decided-without-manager".to_owned();
    assert!(!counted(&["iou"]).contains(&id));
    let working = counted(&["decided-without-manager"]);
    assert!(
        working.contains(&id) && working.contains(&"lp-ownership".to_owned()),
        "{working:?}"
    );
}

#[test]
fn changing_a_telling_needs_no_new_revision_and_changing_an_anchor_does() {
    let bank = Small::new();
    let hash = |bank: &Small| {
        let question = bank.load().bank.get("decided-without-manager").cloned();
        question.unwrap().hash.clone()
    };
    let before = hash(&bank);
    let folder = "story/decided-without-manager";
    bank.replace(
        &format!("{folder}/tellings/no_end.toml"),
        "second day",
        "third day",
    );
    bank.replace(
        &format!("{folder}/question.toml"),
        "Stops at the brave",
        "Stops at the bold",
    );
    assert_eq!(hash(&bank), before);
    bank.replace(
        &format!("{folder}/question.toml"),
        "Asked for every step",
        "Asked at every step",
    );
    assert_ne!(hash(&bank), before);
}

#[test]
fn a_telling_is_read_part_by_part() {
    let text = "result = \"It fell.\"\ncontext = \"\"\"\nThen.\n\"\"\"\nlesson = \" \"\n\
                [spoken_seconds]\nproblem = 12.5\nresult = 3\n";
    let told = |part, text: &str, spoken_ms| Told {
        part,
        text: text.to_owned(),
        spoken_ms,
    };
    assert_eq!(
        telling::read(text).unwrap(),
        [
            told(Part::Context, "Then.", None),
            told(Part::Problem, "", Some(12_500)),
            told(Part::Result, "It fell.", Some(3_000)),
        ]
    );
    assert_eq!(telling::read("").unwrap(), []);
    for (bad, line, words) in [
        ("context = 3", Some(1), "string"),
        ("\nmoral = \"a\"", Some(2), "moral"),
        ("context = \"a\"\ncontext = \"b\"", Some(2), "duplicate"),
        ("[spoken_seconds]\nmoral = 3", Some(2), "moral"),
        ("[spoken_seconds]\nresult = -1", None, "not a time"),
        ("[spoken_seconds]\nresult = nan", None, "not a time"),
        ("context = \"", Some(1), ""),
    ] {
        let error = telling::read(bad).unwrap_err();
        assert_eq!(error.line, line, "{bad}: {error}");
        assert!(error.to_string().contains(words), "{bad}: {error}");
    }
}

#[test]
fn an_empty_telling_has_a_place_for_every_part() {
    let written = telling::write(&[]);
    for part in Part::ALL {
        assert!(
            written.contains(&format!("# {}\n{} = ", part.asks(), part.name())),
            "{written}"
        );
    }
    assert_eq!(telling::read(&written).unwrap(), []);
}

proptest! {
    /// What is written is read again, whatever was told.
    #[test]
    fn a_telling_survives_its_file(
        texts in proptest::collection::vec(any::<String>(), 7),
        spoken in proptest::collection::vec(prop::option::of(0_u64..3_600_000), 7),
    ) {
        let parts: Vec<Told> = Part::ALL
            .into_iter()
            .zip(texts)
            .zip(spoken)
            .map(|((part, text), spoken_ms)| Told { part, text: text.trim().to_owned(), spoken_ms })
            .filter(|told| !told.text.is_empty() || told.spoken_ms.is_some())
            .collect();
        let written = telling::write(&parts);
        let read = telling::read(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
        prop_assert_eq!(read, parts);
    }

    #[test]
    fn noise_is_no_telling_and_never_panics(noise in any::<String>()) {
        let _ = telling::read(&noise);
    }
}
