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

/// What is wrong with a story as it is kept; none of it loses a word.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoryError {
    /// It has no title, or one that is no line.
    #[error(
        "the title is not a line of 1 to {MOST_TITLE_CHARS} characters; name it in a few words"
    )]
    Title,
    /// A list is too long.
    #[error("there are {given} {what}; at most {MOST_ENTRIES} are told, so join some")]
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many.
        given: usize,
    },
    /// The month cannot be read.
    #[error("“{0}” is not a month; write it like 2024-05")]
    Month(String),
    /// More words than a telling may have.
    #[error(
        "the story has {bytes} bytes; at most {MOST_TOLD_BYTES} can be told, and the part `{}` is \
         the longest, so shorten it",
        longest.name()
    )]
    TooLong {
        /// Its length over all parts.
        bytes: usize,
        /// The part with most of it.
        longest: Part,
    },
}

impl StoryError {
    /// The field of the story that it is about, by its key.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::TooMany { what, .. } => what,
            Self::Month(_) => "happened",
            Self::TooLong { longest, .. } => longest.name(),
        }
    }
}

/// Something that a story does not say yet, in the order of telling.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Blank {
    /// Where and when.
    Context,
    /// What was wrong or wanted.
    Problem,
    /// What the teller did.
    Actions,
    /// What the teller decided.
    Decisions,
    /// What a decision was taken over.
    Alternative,
    /// What came of it.
    Result,
    /// By how much.
    Number,
    /// What the number is compared with.
    Baseline,
    /// How the number was found.
    Measured,
    /// What was learned.
    Lesson,
    /// Who else took part.
    People,
}

impl Story {
    /// A story out of a telling, in the teller's own words: a line is a step, and a decision that
    /// [`Story::telling`] wrote is taken apart again.
    pub fn of_telling(title: &str, told: &[Told]) -> Self {
        let text = |part: Part| {
            let told = told.iter().find(|told| told.part == part);
            told.map_or("", |told| told.text.trim())
        };
        let lines = |part: Part| text(part).lines().filter(|line| !line.trim().is_empty());
        Self {
            title: title.trim().to_owned(),
            context: text(Part::Context).to_owned(),
            problem: text(Part::Problem).to_owned(),
            actions: lines(Part::Actions).map(str::to_owned).collect(),
            decisions: lines(Part::Decisions).map(Choice::of_told).collect(),
            result: StoryResult::of_told(text(Part::Result)),
            lesson: text(Part::Lesson).to_owned(),
            people: text(Part::People).to_owned(),
            principles: Vec::new(),
            happened: None,
        }
    }

    /// What is wrong with the story, in the order of its fields; it may be kept all the same.
    pub fn faults(&self) -> Vec<StoryError> {
        let mut faults = Vec::new();
        let title = self.title.trim();
        let line = !title.is_empty() && !title.chars().any(char::is_control);
        if !line || title.chars().count() > MOST_TITLE_CHARS {
            faults.push(StoryError::Title);
        }
        let actions = self.actions.iter().filter(|it| !it.trim().is_empty());
        for (what, given) in [
            ("actions", actions.count()),
            ("decisions", self.decisions.len()),
            ("principles", self.principles.len()),
        ] {
            if given > MOST_ENTRIES {
                faults.push(StoryError::TooMany { what, given });
            }
        }
        if let Some(month) = self.happened.as_ref().filter(|text| !is_month(text)) {
            faults.push(StoryError::Month(month.chars().take(40).collect()));
        }
        let told = self.telling();
        let bytes: usize = told.iter().map(|told| told.text.len()).sum();
        let longest = told.iter().max_by_key(|told| told.text.len());
        if let Some(longest) = longest.filter(|_| bytes > MOST_TOLD_BYTES) {
            let longest = longest.part;
            faults.push(StoryError::TooLong { bytes, longest });
        }
        faults
    }

    /// What the story does not say yet, in the order of telling.
    pub fn blanks(&self) -> Vec<Blank> {
        let none = |text: &str| text.trim().is_empty();
        let decided = || self.decisions.iter().filter(|it| !it.told().is_empty());
        let StoryResult {
            what,
            number,
            baseline,
            measured,
        } = &self.result;
        let result = self.result.told().is_empty();
        let empty = [
            (Blank::Context, none(&self.context)),
            (Blank::Problem, none(&self.problem)),
            (Blank::Actions, self.actions.iter().all(|it| none(it))),
            (Blank::Decisions, decided().next().is_none()),
            (
                Blank::Alternative,
                decided().next().is_some() && decided().all(|it| none(&it.over)),
            ),
            (Blank::Result, none(what)),
            (Blank::Number, !result && none(number)),
            (Blank::Baseline, !result && none(baseline)),
            (Blank::Measured, !result && none(measured)),
            (Blank::Lesson, none(&self.lesson)),
            (Blank::People, none(&self.people)),
        ];
        let empty = empty.into_iter().filter(|(_, is_empty)| *is_empty);
        empty.map(|(blank, _)| blank).collect()
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
    /// The decision as a sentence; one that is written as a sentence is told as it stands.
    fn told(&self) -> String {
        let as_is = self.chose.trim();
        let [chose, over, because] =
            [&self.chose, &self.over, &self.because].map(|text| without_stop(text));
        let mut told = match (chose.is_empty(), over.is_empty(), because.is_empty()) {
            (true, true, true) => return String::new(),
            (false, true, true) if is_sentence(as_is) => return as_is.to_owned(),
            (true, true, false) => return format!("Because {because}."),
            (true, false, _) => format!("I decided against {over}"),
            (false, true, _) => format!("I chose {chose}"),
            (false, false, _) => format!("I chose {chose} over {over}"),
        };
        if !because.is_empty() {
            told.push_str(", because ");
            told.push_str(because);
        }
        told + "."
    }

    /// A decision out of a line that was told.
    fn of_told(line: &str) -> Self {
        let line = line.trim();
        let whole = Self {
            chose: sentence(line),
            over: String::new(),
            because: String::new(),
        };
        let Some(rest) = line.strip_prefix("I chose ") else {
            return whole;
        };
        let rest = without_stop(rest);
        let (head, because) = rest.split_once(", because ").unwrap_or((rest, ""));
        let (chose, over) = head.split_once(" over ").unwrap_or((head, ""));
        let apart = Self {
            chose: chose.to_owned(),
            over: over.to_owned(),
            because: because.to_owned(),
        };
        // Words that would not come out as they were told stay whole.
        if apart.told() == line { apart } else { whole }
    }
}

impl StoryResult {
    /// A result out of what was told.
    fn of_told(text: &str) -> Self {
        let (rest, measured) = text.rsplit_once("Measured by ").unwrap_or((text, ""));
        let (what, rest) = rest.rsplit_once("The number: ").unwrap_or((rest, ""));
        let (number, baseline) = rest.split_once(", compared with ").unwrap_or((rest, ""));
        let apart = Self {
            what: what.trim().to_owned(),
            number: without_stop(number).to_owned(),
            baseline: without_stop(baseline).to_owned(),
            measured: without_stop(measured).to_owned(),
        };
        // Words that would not come out as they were told stay whole.
        if apart.told() == text {
            apart
        } else {
            Self {
                what: text.to_owned(),
                ..Self::default()
            }
        }
    }

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
    if text.is_empty() || is_sentence(text) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?', '…'])
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
