//! The facts of the real bank, asked for in words that stand in no package.

use std::collections::BTreeMap;

use onsite_bank::{Bank, Source};
use onsite_domain::fact::{Fact, asked_for};
use serde::Deserialize;

use crate::support::real;

/// Words a candidate may use, by the question at which they are asked.
fn other_words() -> BTreeMap<String, Vec<Asked>> {
    #[derive(Deserialize)]
    struct File {
        asked: Vec<Asked>,
    }
    let file: File = toml::from_str(include_str!("other-words.toml")).unwrap();
    let mut by_question: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for asked in file.asked {
        let of = by_question.entry(asked.question.clone()).or_default();
        of.push(asked);
    }
    by_question
}

/// One asking, and the fact that it means.
#[derive(Deserialize)]
struct Asked {
    question: String,
    text: String,
    fact: String,
}

/// What asks for nothing that a question knows.
const BESIDE_THE_POINT: [&str; 15] = [
    "Tell me about your weekend.",
    "What is your salary range?",
    "Can we take a short break?",
    "How do you like working here?",
    "Could you repeat that, please?",
    "Which team would I join?",
    "Let me think about it for a minute.",
    "Is the office close to the airport?",
    "Who else will interview me today?",
    "Nice weather today, isn't it?",
    "I need a cup of tea.",
    "Do you have kids?",
    "When will I hear back from you?",
    "My last project was a recommender.",
    "Is remote work possible?",
];

/// Fewest askings of a question.
const ASKINGS: usize = 12;
/// Of a hundred askings in other words, how many must be understood at the least.
const FEWEST_UNDERSTOOD: usize = 80;

fn facts(bank: &Bank, question: &str) -> Vec<Fact> {
    bank.get(question).unwrap().facts.clone()
}

#[test]
fn facts_are_found_in_other_words() {
    let bank = Bank::load(&Source::Directory(real())).bank;
    let mut missing = Vec::new();
    for (question, askings) in other_words() {
        assert!(askings.len() >= ASKINGS, "{question}: {}", askings.len());
        let facts = facts(&bank, &question);
        let missed: Vec<_> = askings
            .iter()
            .map(|asked| (asked, asked_for(&facts, &asked.text)))
            .map(|(asked, found)| (&asked.text, &asked.fact, found.map_or("", |fact| &fact.id)))
            .filter(|(_, wanted, found)| wanted != found)
            .collect();
        let understood = askings.len() - missed.len();
        if understood * 100 < askings.len() * FEWEST_UNDERSTOOD {
            missing.push(format!("{question}: {missed:#?}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_is_beside_the_point_finds_no_fact() {
    let bank = Bank::load(&Source::Directory(real())).bank;
    let mut taken = Vec::new();
    for question in other_words().keys() {
        let facts = facts(&bank, question);
        for text in BESIDE_THE_POINT {
            if let Some(fact) = asked_for(&facts, text) {
                taken.push(format!("{question}: {text} ({})", fact.id));
            }
        }
    }
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}

#[test]
fn every_question_that_has_facts_is_asked_here() {
    let bank = Bank::load(&Source::Directory(real())).bank;
    let told = other_words();
    for question in bank.questions() {
        let tested = told.contains_key(&question.id);
        assert_eq!(tested, !question.facts.is_empty(), "{}", question.id);
    }
}
