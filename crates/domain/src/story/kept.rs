//! A story as a candidate keeps it: stored once, told for several questions.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::telling::{MOST_TOLD_BYTES, Part, Told};

/// A decision with what was decided against.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What was chosen.
    pub chose: String,
    /// What it was chosen over.
    #[serde(default)]
    pub over: String,
    /// Why.
    #[serde(default)]
    pub because: String,
}

/// What came of a story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoryResult {
    /// What changed, in words.
    #[serde(default)]
    pub what: String,
    /// By how much, such as `31% to 22%`.
    #[serde(default)]
    pub number: String,
    /// What that is compared with.
    #[serde(default)]
    pub baseline: String,
    /// How it was measured.
    #[serde(default)]
    pub measured: String,
}

/// A story as a candidate stores it once, to be told for several questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// Name as shown in one's own list.
    pub title: String,
    /// Where and when.
    #[serde(default)]
    pub context: String,
    /// What was wrong or wanted.
    #[serde(default)]
    pub problem: String,
    /// What the teller did, a step each.
    #[serde(default)]
    pub actions: Vec<String>,
    /// What the teller decided.
    #[serde(default)]
    pub decisions: Vec<Choice>,
    /// What came of it.
    #[serde(default)]
    pub result: StoryResult,
    /// What the teller does differently since.
    #[serde(default)]
    pub lesson: String,
    /// Who else took part.
    #[serde(default)]
    pub people: String,
    /// Leadership principles it is told for, by id.
    #[serde(default)]
    pub principles: Vec<String>,
    /// The month in which it ended, such as `2024-05`.
    #[serde(default)]
    pub happened: Option<String>,
}

/// Longest title of a story, in characters.
pub const MOST_TITLE_CHARS: usize = 120;
/// Most actions, decisions or principles of one story.
pub const MOST_ENTRIES: usize = 24;

/// Why a story cannot be stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoryError {
    /// It has no title, or one that is no line.
    #[error(
        "the title is not a line of 1 to {MOST_TITLE_CHARS} characters; name it in a few words"
    )]
    Title,
    /// A list is too long.
    #[error("there are {given} {what}; at most {MOST_ENTRIES} are kept, so join some")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many.
        given: usize,
    },
    /// The month cannot be read.
    #[error("“{0}” is not a month; write it like 2024-05")]
    Month(String),
    /// More words than are kept.
    #[error("the story has {bytes} bytes; at most {MOST_TOLD_BYTES} are kept, so shorten it")]
    TooLong {
        /// Its length over all parts.
        bytes: usize,
    },
}

impl Story {
    /// Refuses a story that could not be kept or told.
    pub fn check(&self) -> Result<(), StoryError> {
        let title = self.title.trim();
        let line = !title.is_empty() && !title.chars().any(char::is_control);
        if !line || title.chars().count() > MOST_TITLE_CHARS {
            return Err(StoryError::Title);
        }
        for (what, given) in [
            ("actions", self.actions.len()),
            ("decisions", self.decisions.len()),
            ("principles", self.principles.len()),
        ] {
            if given > MOST_ENTRIES {
                return Err(StoryError::TooMany { what, given });
            }
        }
        if let Some(month) = self.happened.as_ref().filter(|text| !is_month(text)) {
            return Err(StoryError::Month(month.chars().take(40).collect()));
        }
        let principles: usize = self.principles.iter().map(String::len).sum();
        let told: usize = self.telling().iter().map(|told| told.text.len()).sum();
        let bytes = told.saturating_add(principles);
        if bytes > MOST_TOLD_BYTES {
            return Err(StoryError::TooLong { bytes });
        }
        Ok(())
    }

    /// The story as a telling: what is stored, part by part in the order of telling; parts without
    /// words are left out.
    pub fn telling(&self) -> Vec<Told> {
        let lines = |entries: Vec<String>| {
            let kept: Vec<String> = entries.into_iter().filter(|s| !s.is_empty()).collect();
            kept.join("\n")
        };
        let actions = lines(self.actions.iter().map(|action| sentence(action)).collect());
        let decisions = lines(self.decisions.iter().map(Choice::told).collect());
        [
            (Part::Context, self.context.trim().to_owned()),
            (Part::Problem, self.problem.trim().to_owned()),
            (Part::Actions, actions),
            (Part::Decisions, decisions),
            (Part::Result, self.result.told()),
            (Part::Lesson, self.lesson.trim().to_owned()),
            (Part::People, self.people.trim().to_owned()),
        ]
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(part, text)| Told {
            part,
            text,
            spoken_ms: None,
        })
        .collect()
    }
}

impl Choice {
    /// The decision as a sentence.
    fn told(&self) -> String {
        let [chose, over, because] =
            [&self.chose, &self.over, &self.because].map(|text| without_stop(text));
        if chose.is_empty() {
            return String::new();
        }
        let mut told = format!("I chose {chose}");
        for (word, text) in [(" over ", over), (", because ", because)] {
            if !text.is_empty() {
                told.push_str(word);
                told.push_str(text);
            }
        }
        told + "."
    }
}

impl StoryResult {
    /// The result as sentences.
    fn told(&self) -> String {
        let [number, baseline, measured] =
            [&self.number, &self.baseline, &self.measured].map(|text| without_stop(text));
        let number = match (number.is_empty(), baseline.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!("The number: {number}."),
            (true, false) => format!("Compared with {baseline}."),
            (false, false) => format!("The number: {number}, compared with {baseline}."),
        };
        let measured = if measured.is_empty() {
            String::new()
        } else {
            format!("Measured by {measured}.")
        };
        let told = [sentence(&self.what), number, measured];
        let told: Vec<String> = told.into_iter().filter(|text| !text.is_empty()).collect();
        told.join(" ")
    }
}

/// A text that ends as a sentence does.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', '!', '?', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn without_stop(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ' ']).trim_end()
}

/// Whether a text is a month such as `2024-05`.
fn is_month(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-').is_some_and(|(year, month)| {
        year.len() == 4
            && month.len() == 2
            && digits(year)
            && digits(month)
            && ("01"..="12").contains(&month)
    })
}
