//! A job: work that takes more than a moment, with progress and an end.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{clock::Timestamp, id::Id};

/// Where a job stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits for a free worker.
    Queued,
    /// Runs.
    Running,
    /// Ended with a result.
    Done,
    /// Ended with an error of ours.
    Failed,
    /// Cancelled.
    Cancelled,
}

impl JobState {
    /// Whether nothing more will come.
    pub const fn has_ended(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Cancelled)
    }
}

/// A job as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Job {
    /// Identity.
    pub id: Id,
    /// Whose.
    pub person: Id,
    /// The submission it judges.
    pub submission: Id,
    /// Where it stands.
    pub state: JobState,
    /// When it was made.
    pub made: Timestamp,
    /// What went wrong, for a failed one.
    pub error: Option<String>,
}

/// A step forward, as told to whoever watches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Progress {
    /// What is being done, such as `compiling` or `running test cases`.
    pub stage: String,
    /// Steps done.
    pub done: u32,
    /// Steps in all; zero where not known.
    pub total: u32,
    /// What the last step gave, by kind: for code, a test result without its texts.
    pub step: Option<crate::code::TestResult>,
}
