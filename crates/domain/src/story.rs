//! The `story` kind: a candidate's own experience, stored once and told in parts.
//!
//! Says what a story, a telling and a gap in it are. Finding gaps in words is the judge's work, and
//! nothing here or there turns a telling into a score.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::question::Level;

/// Longest telling that is read, in bytes over all parts.
pub const MOST_TOLD_BYTES: usize = 64 * 1024;
/// Longest that one part may be spoken, in milliseconds.
pub const LONGEST_PART_MS: u64 = 60 * 60 * 1000;
/// Longest set-up that a listener follows, in seconds.
pub const SET_UP_SECONDS: u32 = 30;
/// Words that are spoken in a minute, where nothing was timed.
pub const WORDS_PER_MINUTE: u32 = 150;

/// A part of a story, in the order of telling.
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
pub enum Part {
    /// Where and when, as much as a listener needs.
    Context,
    /// What was wrong or wanted, and why it mattered.
    Problem,
    /// What the teller did.
    Actions,
    /// What the teller decided, against which alternatives, and why.
    Decisions,
    /// What came of it: number, baseline, how it was measured.
    Result,
    /// What the teller does differently since.
    Lesson,
    /// Who else took part, and in what.
    People,
}

impl Part {
    /// Every part, in the order of telling.
    pub const ALL: [Self; 7] = [
        Self::Context,
        Self::Problem,
        Self::Actions,
        Self::Decisions,
        Self::Result,
        Self::Lesson,
        Self::People,
    ];

    /// The part's stable name, which is also its key in a telling's file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Problem => "problem",
            Self::Actions => "actions",
            Self::Decisions => "decisions",
            Self::Result => "result",
            Self::Lesson => "lesson",
            Self::People => "people",
        }
    }

    /// What belongs into the part, as a question to the teller.
    pub const fn asks(self) -> &'static str {
        match self {
            Self::Context => "Where and when was this, in a sentence or two?",
            Self::Problem => "What was wrong or wanted, and why did it matter?",
            Self::Actions => "What did you do yourself, step by step?",
            Self::Decisions => "What did you decide, over which alternative, and why?",
            Self::Result => "What came of it: which number, compared with what, measured how?",
            Self::Lesson => "What do you do differently since?",
            Self::People => "Who else took part, and what was theirs?",
        }
    }
}

/// A part as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Which part.
    pub part: Part,
    /// The words; empty where the part was told aloud and not written down.
    #[serde(default)]
    pub text: String,
    /// How long it was spoken, where it was told aloud.
    #[serde(default)]
    pub spoken_ms: Option<u64>,
}

/// Why a list of parts is not a telling.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TellingError {
    /// Nothing was told.
    #[error("nothing is told: every part is empty; tell at least one")]
    Empty,
    /// A part is there more than once.
    #[error("the part `{}` is told twice; put both into one", .0.name())]
    Twice(Part),
    /// A part comes after one that follows it.
    #[error(
        "the part `{}` comes after `{}`; the order is context, problem, actions, decisions, \
         result, lesson, people",
        part.name(),
        after.name()
    )]
    OutOfOrder {
        /// The part that comes too late.
        part: Part,
        /// The part before it.
        after: Part,
    },
    /// More words than are read.
    #[error("the telling has {bytes} bytes; at most {MOST_TOLD_BYTES} are read, so shorten it")]
    TooLong {
        /// Its length over all parts.
        bytes: usize,
    },
    /// A part was spoken for longer than anyone listens.
    #[error("the part `{}` was spoken for more than an hour; leave its time out", .0.name())]
    SpokenTooLong(Part),
}

/// Refuses what is not a telling: nothing told, parts twice or out of order, too many words.
pub fn check_telling(parts: &[Told]) -> Result<(), TellingError> {
    for pair in parts.windows(2) {
        let (after, part) = (pair[0].part, pair[1].part);
        if part < after {
            // A part that was told before the two is a repetition, whatever stands between.
            let again = parts.iter().filter(|told| told.part == part).count() > 1;
            return Err(if again {
                TellingError::Twice(part)
            } else {
                TellingError::OutOfOrder { part, after }
            });
        }
        if part == after {
            return Err(TellingError::Twice(part));
        }
    }
    let bytes = parts
        .iter()
        .fold(0_usize, |sum, told| sum.saturating_add(told.text.len()));
    if bytes > MOST_TOLD_BYTES {
        return Err(TellingError::TooLong { bytes });
    }
    let long = |told: &&Told| told.spoken_ms.is_some_and(|ms| ms > LONGEST_PART_MS);
    if let Some(told) = parts.iter().find(long) {
        return Err(TellingError::SpokenTooLong(told.part));
    }
    if is_empty(parts) {
        return Err(TellingError::Empty);
    }
    Ok(())
}

/// Whether nothing was told, neither in words nor aloud.
pub fn is_empty(parts: &[Told]) -> bool {
    parts
        .iter()
        .all(|told| told.text.trim().is_empty() && told.spoken_ms.unwrap_or(0) == 0)
}

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

/// Something that a listener misses in a telling, in the order in which an interviewer probes.
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
pub enum Gap {
    /// More than half a minute passes before the first own action.
    LongSetUp,
    /// The group acts more often than the teller.
    WeForI,
    /// The teller decides nothing.
    NoDecision,
    /// A decision without anything decided against.
    NoAlternative,
    /// Nothing came of it.
    NoResult,
    /// A result without a number.
    NoNumber,
    /// A number compared with nothing.
    NoBaseline,
    /// A number of which it is not said how it was found.
    NotMeasured,
    /// An amount in words where a number belongs.
    VagueAmount,
    /// Others are at fault.
    Blame,
    /// Nothing was learned.
    NoLesson,
}

impl Gap {
    /// Every gap, in the order in which an interviewer probes.
    pub const ALL: [Self; 11] = [
        Self::LongSetUp,
        Self::WeForI,
        Self::NoDecision,
        Self::NoAlternative,
        Self::NoResult,
        Self::NoNumber,
        Self::NoBaseline,
        Self::NotMeasured,
        Self::VagueAmount,
        Self::Blame,
        Self::NoLesson,
    ];

    /// The gap's stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LongSetUp => "long_set_up",
            Self::WeForI => "we_for_i",
            Self::NoDecision => "no_decision",
            Self::NoAlternative => "no_alternative",
            Self::NoResult => "no_result",
            Self::NoNumber => "no_number",
            Self::NoBaseline => "no_baseline",
            Self::NotMeasured => "not_measured",
            Self::VagueAmount => "vague_amount",
            Self::Blame => "blame",
            Self::NoLesson => "no_lesson",
        }
    }

    /// The rule by which it is found.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::LongSetUp => {
                "Context and problem take more than 30 seconds (75 words where nothing was timed) \
                 before the first own action."
            }
            Self::WeForI => {
                "In actions and decisions the group (“we”, “the team”) acts more often than “I”."
            }
            Self::NoDecision => {
                "Neither actions nor decisions hold a sentence in which the teller decides."
            }
            Self::NoAlternative => {
                "There is a decision, and neither actions nor decisions name an alternative."
            }
            Self::NoResult => "The part `result` is not told.",
            Self::NoNumber => "The result holds no number; a year or a name with digits is none.",
            Self::NoBaseline => "The result holds a number, and no word compares it with anything.",
            Self::NotMeasured => {
                "The result holds a number, and no word says how it was found; an experiment told \
                 under actions or decisions serves."
            }
            Self::VagueAmount => {
                "A sentence of actions, decisions or result says an amount in words (“a lot”, \
                 “significantly”) and holds no number."
            }
            Self::Blame => "A sentence puts the fault on others.",
            Self::NoLesson => "Neither the part `lesson` nor the result says what was learned.",
        }
    }

    /// What an interviewer asks where the question prepares no probe of its own.
    pub const fn probe(self) -> &'static str {
        match self {
            Self::LongSetUp => "Let me stop you there: what did you do first?",
            Self::WeForI => "What was your part?",
            Self::NoDecision => "Which decision was yours to take?",
            Self::NoAlternative => "What else could you have done, and why did you not?",
            Self::NoResult => "How did it end?",
            Self::NoNumber => "Which number shows it?",
            Self::NoBaseline => "Compared with what?",
            Self::NotMeasured => "How did you measure that?",
            Self::VagueAmount => "How much is that, as a number?",
            Self::Blame => "How would they tell it, and what could you have done earlier?",
            Self::NoLesson => "What would you do differently?",
        }
    }
}

/// What belongs to a `story` question.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryQuestion {
    /// Leadership principles it asks for, by id in `bank/principles.toml`.
    pub principles: Vec<String>,
    /// Probes of its own, at most one per gap.
    pub probes: Vec<Probe>,
    /// What an interviewer holds against the telling.
    pub pushback: Vec<Pushback>,
    /// What a telling shows at each level, lowest first.
    pub anchors: Vec<LevelAnchor>,
    /// Tellings with the gaps they must show.
    pub tellings: Vec<ExampleTelling>,
}

impl StoryQuestion {
    /// What an interviewer asks on a gap: the question's own probe, else the gap's.
    pub fn probe(&self, gap: Gap) -> &str {
        self.probes
            .iter()
            .find(|probe| probe.on == gap)
            .map_or(gap.probe(), |probe| &probe.ask)
    }
}

/// What an interviewer of this question asks on a gap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// The gap.
    pub on: Gap,
    /// What is asked.
    pub ask: String,
}

/// Something held against a telling, to see what the teller does with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pushback {
    /// Whether a fact comes with it, and whether that is so.
    pub counter_fact: CounterFact,
    /// What is said.
    pub say: String,
    /// What a strong reply shows.
    pub looks_for: String,
}

/// The fact in a pushback.
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
pub enum CounterFact {
    /// It is so: revising is right.
    True,
    /// It is not so: holding firm is right.
    False,
    /// There is none: asking for one is right.
    None,
}

impl CounterFact {
    /// Every counter-fact.
    pub const ALL: [Self; 3] = [Self::True, Self::False, Self::None];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::None => "none",
        }
    }
}

/// What a telling shows below, at and above the bar of a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelAnchor {
    /// The level.
    pub level: Level,
    /// Below the bar.
    pub below: String,
    /// At the bar.
    pub at: String,
    /// Above the bar.
    pub above: String,
}

/// A telling that a question ships, with the gaps that must be found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleTelling {
    /// The file inside the package.
    pub path: String,
    /// What is told.
    pub telling: Vec<Told>,
    /// The gaps; none in a strong one.
    pub gaps: Vec<Gap>,
    /// Why it has them.
    pub because: String,
}

/// A leadership principle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// Stable id.
    pub id: String,
    /// The public name.
    pub title: String,
    /// What it means, in a sentence or two.
    pub means: String,
    /// The item of the catalogue.
    pub covers: String,
}

/// What a judgement of a telling says beyond its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct StoryDetail {
    /// What was counted and timed; never a score.
    pub measures: Vec<Measure>,
    /// Gaps, in the order in which an interviewer probes; each at most once.
    pub gaps: Vec<GapFound>,
}

/// Something counted or timed in a telling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Measure {
    /// Stable name, such as `set_up_seconds`.
    pub id: String,
    /// The value.
    pub value: f64,
    /// Its unit: `words`, `s`, `%`, or empty for a count.
    pub unit: String,
    /// What it is, with the value, in a few words.
    pub text: String,
}

/// A gap with the words that show it and what an interviewer asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GapFound {
    /// The gap.
    pub gap: Gap,
    /// The part it is in, or in which the missing words belong.
    pub part: Part,
    /// The words that show it, exactly as told; absent where there are none.
    pub quote: Option<String>,
    /// What an interviewer asks next.
    pub probe: String,
}
