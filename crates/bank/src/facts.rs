//! Reads `facts.toml`: what an interviewer tells who asks for it.

use onsite_domain::fact::{Fact, asked_for};

use crate::{
    checks::{no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::{At, Table},
    prose,
};

/// The file of facts, which a package may leave out.
pub(crate) const FACTS: &str = "facts.toml";
/// Most facts of a question.
const MOST_FACTS: usize = 16;
/// Fewest ways to ask for a fact.
const FEWEST_PHRASINGS: usize = 10;
/// Most ways to ask for a fact.
const MOST_PHRASINGS: usize = 40;
/// Longest way to ask for a fact, in bytes.
const MOST_PHRASING_BYTES: usize = 200;

/// Reads the facts of a package.
pub(crate) fn read(files: &Files, notes: &mut Notes) -> Vec<Fact> {
    let Some(text) = files.get(FACTS) else {
        return Vec::new();
    };
    let Some(mut table) = Table::parse(FACTS, text, notes) else {
        return Vec::new();
    };
    let read: Vec<At<Fact>> = table.each("fact", notes);
    table.finish(notes);
    let ids = read.iter().map(|fact| (fact.value.id.as_str(), fact.line));
    no_duplicates("facts", FACTS, ids, notes);
    let facts: Vec<Fact> = read.iter().map(|fact| fact.value.clone()).collect();
    let mut bounded = is_bounded(&facts, notes);
    for At { value, line } in &read {
        bounded &= check(value, *line, notes);
    }
    // Every phrasing is held against every other: beyond the bounds that would take long.
    if bounded {
        for At { value, line } in &read {
            check_phrasings(value, *line, &facts, notes);
        }
    }
    facts
}

fn is_bounded(facts: &[Fact], notes: &mut Notes) -> bool {
    let bounded = facts.len() <= MOST_FACTS;
    if !bounded {
        let message = format!("{} facts; {MOST_FACTS} is the most", facts.len());
        notes.add("too-many", FACTS, None, message, "keep the best");
    }
    bounded
}

/// Checks a fact by itself, and says whether its phrasings are few and short enough to compare.
fn check(fact: &Fact, line: u32, notes: &mut Notes) -> bool {
    if !prose::is_slug(&fact.id) {
        let message = format!("“{}” cannot be the id of a fact", fact.id);
        let help = "use small letters and digits in words joined by hyphens";
        notes.add("bad-id", FACTS, line, message, help);
    }
    not_empty("answer", FACTS, &fact.answer, line, notes);
    if fact.asked.len() < FEWEST_PHRASINGS {
        let message = format!(
            "“{}” can be asked for in {} ways",
            fact.id,
            fact.asked.len()
        );
        let help = "write at least ten, in the words candidates use";
        notes.add("too-few", FACTS, line, message, help);
    }
    let few = fact.asked.len() <= MOST_PHRASINGS;
    if !few {
        let message = format!(
            "“{}” can be asked for in {} ways; {MOST_PHRASINGS} is the most",
            fact.id,
            fact.asked.len()
        );
        notes.add("too-many", FACTS, line, message, "keep the best");
    }
    let long = |phrase: &&String| phrase.len() > MOST_PHRASING_BYTES;
    let longest = fact.asked.iter().find(long);
    if longest.is_some() {
        let message = format!(
            "a way to ask for “{}” is longer than {MOST_PHRASING_BYTES} bytes",
            fact.id
        );
        notes.add(
            "too-long",
            FACTS,
            line,
            message,
            "ask in one short sentence",
        );
    }
    few && longest.is_none()
}

/// Notes phrasings that the matcher does not take for their own fact.
fn check_phrasings(fact: &Fact, line: u32, facts: &[Fact], notes: &mut Notes) {
    for phrase in &fact.asked {
        let found = asked_for(facts, phrase).map(|found| found.id.as_str());
        if found != Some(fact.id.as_str()) {
            let message = match found {
                Some(other) => format!("“{phrase}” is taken for “{other}”, not “{}”", fact.id),
                None => format!("“{phrase}” is not understood"),
            };
            let help = "choose words that tell the facts apart";
            notes.add("mistaken-fact", FACTS, line, message, help);
        }
    }
}
