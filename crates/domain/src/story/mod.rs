//! The `story` kind: a candidate's own experience, stored once and told in parts.
//!
//! Says what a story, a telling and a gap in it are. Finding gaps in words is the judge's work, and
//! nothing here or there turns a telling into a score.

mod gap;
mod kept;
mod question;
mod telling;

pub use self::{
    gap::{Gap, GapFound, Measure, StoryDetail},
    kept::{Blank, Choice, MOST_ENTRIES, MOST_TITLE_CHARS, Story, StoryError, StoryResult},
    question::{
        CounterFact, ExampleTelling, LevelAnchor, Principle, Probe, Pushback, StoryQuestion,
    },
    telling::{
        LONGEST_PART_MS, MOST_TOLD_BYTES, Part, SET_UP_SECONDS, TellingError, Told,
        WORDS_PER_MINUTE, check_telling, is_empty,
    },
};
