//! What the app shows of kept stories, and what it is asked to keep.

use onsite_domain::{
    clock::Timestamp,
    id::Id,
    story::{Blank, Principle, Story, Told},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every kept story.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StoryList {
    /// The stories, last changed first.
    pub stories: Vec<StoryCard>,
    /// The principles that stories are told for.
    pub principles: Vec<Principle>,
}

/// A kept story in a list.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StoryCard {
    /// Identity.
    pub id: Id,
    /// Its title; empty while it has none.
    pub title: String,
    /// Last change.
    pub touched: Timestamp,
    /// The principles it is told for, by id; titles stand in [`StoryList::principles`].
    pub principles: Vec<String>,
    /// The questions it was told for.
    pub used: Vec<UsedFor>,
    /// What it does not say yet.
    pub blanks: Vec<Blank>,
}

/// A question that a story was told for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct UsedFor {
    /// The question's id.
    pub question: String,
    /// Its title.
    pub title: String,
    /// How many tellings were handed in.
    pub tellings: u32,
}

/// A kept story with everything its page needs.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StoryPage {
    /// Identity.
    pub id: Id,
    /// Counts saves.
    pub version: u64,
    /// Last change.
    pub touched: Timestamp,
    /// The story as it is kept.
    pub story: Story,
    /// The story as it is told, part by part.
    pub telling: Vec<Told>,
    /// What is wrong with it; it is kept all the same.
    pub faults: Vec<StoryFault>,
    /// What it does not say yet.
    pub blanks: Vec<Blank>,
    /// The questions it was told for.
    pub used: Vec<UsedFor>,
    /// The principles that it may be told for.
    pub principles: Vec<Principle>,
}

/// Something wrong with a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StoryFault {
    /// The story's field, by its key.
    pub field: String,
    /// What is wrong, and what to do.
    pub message: String,
}

/// Keeps a new story.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStory {
    /// Its title; may be empty at first.
    #[serde(default)]
    pub title: String,
    /// What it is made of, where it was told before.
    #[serde(default)]
    pub told: Vec<Told>,
    /// The question it was told for, whose principles it takes over.
    #[serde(default)]
    pub question: Option<String>,
}

/// Saves a story as typed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StoryRequest {
    /// The story.
    pub story: Story,
    /// Counts saves; must rise.
    pub version: u64,
}

/// What became of saving a story.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct StorySaved {
    /// Whether it was kept; false where a newer one was there, which then stands in `story`.
    pub saved: bool,
    /// The version that is kept.
    pub version: u64,
    /// The story that is kept.
    pub story: Story,
    /// What is wrong with it; it is kept all the same.
    pub faults: Vec<StoryFault>,
    /// What it does not say yet.
    pub blanks: Vec<Blank>,
}
