//! Reads `lists.toml`: the guides that asked for questions, and lists that somebody chose.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use onsite_domain::{
    practice::{Guide, LONGEST_DAY, PracticeList},
    question::Question,
};

use crate::{
    checks::{no_duplicates, not_empty},
    coverage::Catalogue,
    diagnostic::Notes,
    manifest::{At, Table},
    prose,
};

/// The file of lists.
pub(crate) const LISTS: &str = "lists.toml";

/// A guide with the questions of the bank that it asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideList {
    /// The guide.
    pub guide: Guide,
    /// Ids of questions.
    pub questions: Vec<String>,
}

/// Everything of the file, with what the catalogue adds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    pub(crate) guides: Vec<GuideList>,
    pub(crate) chosen: Vec<PracticeList>,
}

/// What lists may name: whole questions, and broken ones, of which enough is said elsewhere.
pub(crate) struct Known<'a> {
    pub(crate) questions: &'a BTreeMap<String, Arc<Question>>,
    pub(crate) broken: &'a [String],
    pub(crate) catalogue: &'a Catalogue,
}

/// Reads the lists; what is wrong with one is noted, and it stays.
pub(crate) fn read(text: &str, known: &Known<'_>, notes: &mut Notes) -> Lists {
    let Some(mut table) = Table::parse(LISTS, text, notes) else {
        return Lists::default();
    };
    let guides = table.each::<Guide>("guide", notes);
    let lists = table.each::<PracticeList>("list", notes);
    table.finish(notes);
    let ids = guides
        .iter()
        .map(|guide| (guide.value.id.as_str(), guide.line));
    no_duplicates("the guides", LISTS, ids, notes);
    let ids = lists.iter().map(|list| (list.value.id.as_str(), list.line));
    no_duplicates("the lists", LISTS, ids, notes);
    for At { value, line } in &guides {
        not_empty("title", LISTS, &value.title, *line, notes);
        let asks = |item: &crate::coverage::Item| item.sources.contains(&value.id);
        if !known.catalogue.items().any(asks) {
            let message = format!("no item of the catalogue has the source “{}”", value.id);
            let help = "take a mark that stands in `sources` of bank/catalogue.toml";
            notes.add("unknown-source", LISTS, *line, message, help);
        }
    }
    for list in &lists {
        check(list, known, notes);
    }
    let asked = |guide: At<Guide>| GuideList {
        questions: asked_by(&guide.value.id, known),
        guide: guide.value,
    };
    Lists {
        guides: guides.into_iter().map(asked).collect(),
        chosen: lists.into_iter().map(|list| list.value).collect(),
    }
}

/// The questions that cover a question of a guide.
fn asked_by(guide: &str, known: &Known<'_>) -> Vec<String> {
    let asks = |id: &String| {
        let item = known.catalogue.get(id);
        item.is_some_and(|item| item.kind == "question" && item.sources.iter().any(|s| s == guide))
    };
    let questions = known.questions.values();
    questions
        .filter(|question| question.covers.iter().any(asks))
        .map(|question| question.id.clone())
        .collect()
}

fn check(list: &At<PracticeList>, known: &Known<'_>, notes: &mut Notes) {
    let At { value, line } = list;
    if !prose::is_slug(&value.id) {
        let message = format!("“{}” cannot be an id", value.id);
        let help = "use small letters and digits in words joined by hyphens";
        notes.add("bad-id", LISTS, *line, message, help);
    }
    not_empty("title", LISTS, &value.title, *line, notes);
    not_empty("text", LISTS, &value.text, *line, notes);
    let mut seen = BTreeSet::new();
    let mut before: Option<&Question> = None;
    for day in &value.day {
        not_empty("title", LISTS, &day.title, *line, notes);
        let mut minutes = 0;
        for id in &day.questions {
            if !seen.insert(id) {
                let message = format!("“{id}” stands twice in {}", value.id);
                notes.add("duplicate", LISTS, *line, message, "keep one");
            }
            let Some(question) = known.questions.get(id) else {
                if !known.broken.contains(id) {
                    let message = format!("the bank has no question “{id}”");
                    let help = "name a folder below bank/code, bank/numeric or bank/story";
                    notes.add("unknown-question", LISTS, *line, message, help);
                }
                before = None;
                continue;
            };
            minutes += question.minutes;
            if before.is_some_and(|before| before.pattern() == question.pattern()) {
                let message = format!("“{id}” follows another question on {}", question.pattern());
                let help = "put one of another pattern, which is its first topic, between them";
                notes.add("same-pattern", LISTS, *line, message, help);
            }
            before = Some(question);
        }
        if minutes > LONGEST_DAY || day.questions.is_empty() {
            let message = format!("{} has {minutes} minutes of questions", day.title);
            let help = format!("a day has at least one question and at most {LONGEST_DAY} minutes");
            notes.add("out-of-range", LISTS, *line, message, help);
        }
    }
    if value.day.is_empty() {
        let help = "write [[list.day]] with title and questions";
        notes.add("too-few", LISTS, *line, "the list has no day", help);
    }
}
