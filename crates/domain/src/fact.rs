//! Facts that a question holds back until they are asked for.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something an interviewer tells who asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Slug, unique in its question.
    pub id: String,
    /// Ways to ask for it, at least ten.
    pub asked: Vec<String>,
    /// What is told.
    pub answer: String,
}

/// Score from which a fact is meant.
const ENOUGH: f64 = 0.45;
/// What a word of the phrasing costs that the text lacks.
const LACKING: f64 = 0.3;
/// What a word of the text costs that only other facts know.
const STRAY: f64 = 0.5;
/// What a word of the text costs that other phrasings of the fact know.
const KINDRED: f64 = 0.125;
/// Most words of a text in which a single telling one is enough.
const CURT: usize = 3;

/// The fact that a text asks for: the one of whose phrasings one comes close enough to it.
///
/// Endings, small words and the order of words do not count, and neither do words that no fact
/// knows. A word weighs less the more facts know it. One shared word is not enough, unless it is
/// the whole phrasing or hardly more was said. A phrasing comes closest to its own fact wherever no
/// other fact has one of the same words. The measure is generous on purpose, and a miss costs
/// nothing.
pub fn asked_for<'a>(facts: &'a [Fact], text: &str) -> Option<&'a Fact> {
    let given = words(text);
    let curt = split(text).count() <= CURT;
    let known = Vocabulary::of(facts);
    let closeness = |fact: &Known| fact.closeness(&given, curt, |word| known.weight(word));
    ranked(facts, &known, closeness)
        .find(|(_, closeness)| *closeness >= ENOUGH)
        .map(|(fact, _)| fact)
}

/// The facts that a text may have meant where none was found: those it shares most words with, the
/// nearest first, and none that it shares nothing with.
pub fn nearest<'a>(facts: &'a [Fact], text: &str, most: usize) -> Vec<&'a Fact> {
    let given = words(text);
    let known = Vocabulary::of(facts);
    let shared = |fact: &Known| {
        let words = fact.vocabulary.intersection(&given);
        words.map(|word| known.weight(word)).sum()
    };
    ranked(facts, &known, shared)
        .take_while(|(_, shared)| *shared > 0.0)
        .map(|(fact, _)| fact)
        .take(most)
        .collect()
}

/// The facts by a measure, the greatest first; of equals the first, so that the order of the
/// package decides.
fn ranked<'a>(
    facts: &'a [Fact],
    known: &Vocabulary,
    measure: impl Fn(&Known) -> f64,
) -> impl Iterator<Item = (&'a Fact, f64)> {
    let known = known.facts.iter().map(measure);
    let mut ranked: Vec<_> = facts.iter().zip(known).collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    ranked.into_iter()
}

/// The words of every fact of a question, and how many facts know each.
struct Vocabulary {
    facts: Vec<Known>,
    occurs: BTreeMap<String, u32>,
}

impl Vocabulary {
    fn of(facts: &[Fact]) -> Self {
        let facts: Vec<Known> = facts.iter().map(Known::new).collect();
        let mut occurs = BTreeMap::new();
        for word in facts.iter().flat_map(|fact| &fact.vocabulary) {
            *occurs.entry(word.clone()).or_default() += 1;
        }
        Self { facts, occurs }
    }

    /// What a word weighs: less the more facts know it, and nothing where none does.
    fn weight(&self, word: &str) -> f64 {
        let facts = self.occurs.get(word);
        facts.map_or(0.0, |facts: &u32| f64::from(*facts).sqrt().recip())
    }
}

/// The words of a fact.
struct Known {
    phrasings: Vec<BTreeSet<String>>,
    vocabulary: BTreeSet<String>,
}

impl Known {
    fn new(fact: &Fact) -> Self {
        let phrasings: Vec<_> = fact.asked.iter().map(|phrase| words(phrase)).collect();
        let vocabulary = phrasings.iter().flatten().cloned().collect();
        Self {
            phrasings,
            vocabulary,
        }
    }

    /// How close the nearest phrasing comes to a text: 1 where they hold the same words.
    fn closeness(&self, given: &BTreeSet<String>, curt: bool, weigh: impl Fn(&str) -> f64) -> f64 {
        let single = !curt && self.vocabulary.intersection(given).count() < 2;
        let of = |wanted: &BTreeSet<String>| {
            let sum = |word: &String| weigh(word);
            let shared: f64 = wanted.intersection(given).map(sum).sum();
            let lacking: f64 = wanted.difference(given).map(sum).sum();
            if shared == 0.0 || (single && lacking > 0.0) {
                return 0.0;
            }
            let surplus: f64 = given
                .difference(wanted)
                .map(|word| {
                    let kindred = self.vocabulary.contains(word);
                    weigh(word) * if kindred { KINDRED } else { STRAY }
                })
                .sum();
            shared / (shared + LACKING * lacking + surplus)
        };
        self.phrasings.iter().map(of).fold(0.0, f64::max)
    }
}

const SMALL: [&str; 55] = [
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "could", "do",
    "does", "for", "from", "had", "has", "have", "how", "i", "if", "in", "is", "it", "its", "may",
    "me", "my", "of", "on", "or", "please", "should", "so", "tell", "than", "that", "the", "their",
    "them", "there", "they", "this", "to", "was", "we", "what", "which", "will", "with", "would",
    "you", "your",
];

/// Words that count as another.
const ALIKE: [(&str, &str); 17] = [
    ("0", "zero"),
    ("1", "one"),
    ("2", "two"),
    ("bigger", "big"),
    ("biggest", "big"),
    ("drawn", "draw"),
    ("int", "integer"),
    ("ints", "integer"),
    ("larger", "large"),
    ("largest", "large"),
    ("max", "maximum"),
    ("min", "minimum"),
    ("smaller", "small"),
    ("smallest", "small"),
    ("used", "use"),
    ("uses", "use"),
    ("using", "use"),
];

/// What is taken off a word's end, the longer before the shorter.
const ENDINGS: [&str; 18] = [
    "ations", "ation", "ating", "ated", "ates", "ate", "ments", "ment", "ions", "ings", "edly",
    "ion", "ing", "ed", "es", "ly", "s", "e",
];
/// Fewest letters that an ending leaves.
const FEWEST_LETTERS: usize = 3;

/// The words that carry meaning, without their endings.
fn words(text: &str) -> BTreeSet<String> {
    split(text)
        .filter(|word| SMALL.binary_search(&word.as_str()).is_err())
        .map(|word| {
            let alike = ALIKE.binary_search_by_key(&word.as_str(), |(from, _)| from);
            alike.map_or_else(|_| stem(&word), |at| stem(ALIKE[at].1))
        })
        .collect()
}

/// Every word in small letters; an apostrophe does not part one.
fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && !APOSTROPHES.contains(&c))
        .map(|word| word.replace(APOSTROPHES, "").to_lowercase())
        .filter(|word| !word.is_empty())
}

const APOSTROPHES: [char; 2] = ['\'', '’'];

fn stem(word: &str) -> String {
    let stem = ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= FEWEST_LETTERS);
    let mut stem: Vec<char> = stem.unwrap_or(word).chars().collect();
    // “stopped” is “stop”, yet “passed” stays “pass”.
    if let [.., before, last] = stem[..]
        && stem.len() > FEWEST_LETTERS
        && before == last
        && !"lsz".contains(last)
    {
        stem.pop();
    }
    // “copy” is as “copies”.
    if let [.., last] = &mut stem[..]
        && *last == 'y'
        && word.chars().count() > FEWEST_LETTERS
    {
        *last = 'i';
    }
    stem.into_iter().collect()
}
