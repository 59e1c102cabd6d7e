//! Jobs, for those who watch them.

use onsite_domain::{
    id::Id,
    job::{JobState, Progress},
    judgement::Judgement,
};
use serde::Serialize;
use utoipa::ToSchema;

/// What a job does, in the order in which what waits goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobWork {
    /// Runs an answer on samples and own inputs.
    Run,
    /// Judges a submission.
    Judging,
    /// Searches over a design that was judged, for what would be cheaper or better.
    Search,
    /// Measures how an accepted submission grows.
    Growth,
}

/// A job as its watchers see it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct JobView {
    /// Identity.
    pub id: Id,
    /// The attempt it belongs to.
    pub attempt: Id,
    /// The submission it judges, searches over or measures; absent for a Run.
    pub submission: Option<Id>,
    /// What it does.
    pub work: JobWork,
    /// Where it stands.
    pub state: JobState,
    /// Jobs before it in the queue, while queued.
    pub ahead: u32,
    /// The steps so far, in order.
    pub progress: Vec<Progress>,
    /// The judgement, once done.
    pub judgement: Option<Judgement>,
    /// What went wrong, where it failed.
    pub error: Option<String>,
}

/// A notice to a job's watchers; numbered from 1, so that a watcher can go on where it left.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct JobNotice {
    /// Number in the job.
    pub number: u64,
    /// Where the job stands.
    pub state: JobState,
    /// Jobs before it, while queued.
    pub ahead: u32,
    /// The step this tells of.
    pub progress: Option<Progress>,
    /// The judgement, with the last notice.
    pub judgement: Option<Judgement>,
    /// What went wrong, with the last notice of a failed job.
    pub error: Option<String>,
}
