//! Searches over a design: the rate at which it falls over, the rate at which it recovers, the
//! cheapest counts that meet its objectives, and which one change helps most. What steps the
//! replications is the caller's: threads, or none.

mod bound;
mod changes;
mod counts;
mod hits;
mod recovery;
mod saturation;
mod trial;

use serde::Serialize;

pub use bound::Bound;
pub use changes::{Change, Changes, Effect};
pub use counts::Counts;
pub use recovery::Recovery;
pub use saturation::Saturation;
pub use trial::{Trial, Tried};

use self::bound::Flows;
use super::model::Design;

/// Most events that one search steps through.
const MOST_EVENTS: u64 = 400_000_000;
/// The same for an answer to a question, of which somebody at a page wants to know: a few seconds.
const MOST_OF_ANSWER: u64 = 50_000_000;
/// Calls that one replication of a trial steps through, about.
const CALLS: f64 = 600_000.0;
/// Requests of one replication, at least and at most.
const REQUESTS: (f64, f64) = (1000.0, 150_000.0);

/// What is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The highest rate that the design stands.
    Saturation,
    /// The highest rate at which it comes back.
    Recovery,
    /// The cheapest counts.
    Counts,
    /// The change that helps most.
    Changes,
}

/// Runs trials and says what became of each, in their order; nothing where that was stopped.
pub type Run<'a> = dyn FnMut(Stage, &[Trial]) -> Option<Vec<Tried>> + 'a;

/// What is searched over.
#[derive(Clone, Copy)]
pub struct Sought<'a> {
    /// The design under each of its scenarios; they differ in load, faults and objectives alone, and
    /// what it costs is that of the first.
    pub designs: &'a [Design],
    /// Whether what was tried under one of them meets what is wanted there; before it stands what
    /// became of the given design, with the same random numbers.
    pub meets: &'a dyn Fn(usize, &Tried, &Tried) -> bool,
    /// Whether a changed design is still one that may be.
    pub may: &'a dyn Fn(&Design) -> bool,
}

/// What a search over an answer to a question found.
#[derive(Clone, Debug)]
pub struct OfAnswer {
    /// The cheapest counts that meet the objectives of all scenarios.
    pub counts: Counts,
    /// Which one change helps most.
    pub changes: Changes,
}

impl OfAnswer {
    /// Searches for the cheapest counts, and for the change that helps most under one of the
    /// scenarios.
    ///
    /// # Errors
    ///
    /// Where `run` was stopped.
    pub fn new(sought: Sought<'_>, scenario: usize, run: &mut Run<'_>) -> Result<Self, Stopped> {
        Ok(Self {
            counts: Counts::of(sought, MOST_OF_ANSWER, run)?,
            changes: Changes::of(&sought.designs[scenario], sought.may, MOST_OF_ANSWER, run)?,
        })
    }
}

/// The search was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// What a search found. Everything is simulated, on shortened replications.
#[derive(Clone, Debug, Serialize)]
pub struct Search {
    /// Always true: nothing here was measured on real machines.
    pub simulated: bool,
    /// Rates at which components are full, the lowest first, before anything runs.
    pub bounds: Vec<Bound>,
    /// The highest rate that the design stands.
    pub saturation: Saturation,
    /// The highest rate at which it comes back from a surge.
    pub recovery: Recovery,
    /// The cheapest counts that meet the objectives.
    pub counts: Counts,
    /// Which one change helps most.
    pub changes: Changes,
    /// Events that were stepped through.
    pub events: u64,
    /// Time that the search took, in seconds; the caller's to fill in.
    pub seconds: f64,
}

impl Search {
    /// Searches for everything.
    ///
    /// # Errors
    ///
    /// Where `run` was stopped.
    pub fn new(design: &Design, run: &mut Run<'_>) -> Result<Self, Stopped> {
        let saturation = Saturation::new(design, run)?;
        let recovery = Recovery::new(design, &saturation, run)?;
        let counts = Counts::new(design, run)?;
        let changes = Changes::new(design, run)?;
        Ok(Self {
            simulated: true,
            bounds: bounds(design),
            events: saturation.events + recovery.events + counts.events + changes.events,
            saturation,
            recovery,
            counts,
            changes,
            seconds: 0.0,
        })
    }
}

/// The rates of requests at which components are full, the lowest first, from how often each is
/// called, how long it takes, and how much it does at once. As if nothing failed, was turned away
/// or made again, nothing kept grew old, and calls were spread evenly.
pub fn bounds(design: &Design) -> Vec<Bound> {
    Flows::new(design).bounds()
}

/// Why a search has no more trials.
enum Halt {
    Stopped,
    /// It has stepped through all that it may.
    Spent,
}

/// What a search has stepped through, and may yet.
struct Lab<'a, 'r> {
    stage: Stage,
    run: &'a mut Run<'r>,
    most_events: u64,
    trials: u64,
    events: u64,
}

impl<'a, 'r> Lab<'a, 'r> {
    fn new(stage: Stage, run: &'a mut Run<'r>) -> Self {
        Self::up_to(MOST_EVENTS, stage, run)
    }

    fn up_to(most_events: u64, stage: Stage, run: &'a mut Run<'r>) -> Self {
        Self {
            stage,
            run,
            most_events,
            trials: 0,
            events: 0,
        }
    }

    fn try_all(&mut self, trials: &[Trial]) -> Result<Vec<Tried>, Halt> {
        if self.events >= self.most_events {
            return Err(Halt::Spent);
        }
        let tried = (self.run)(self.stage, trials).ok_or(Halt::Stopped)?;
        self.trials += trials.len() as u64;
        self.events += tried.iter().map(|one| one.report.events).sum::<u64>();
        Ok(tried)
    }

    fn try_one(&mut self, trial: Trial) -> Result<Tried, Halt> {
        let mut tried = self.try_all(&[trial])?;
        Ok(tried.remove(0))
    }
}

/// Whether a search ended because it was spent; passes on that it was stopped.
fn spent<T>(ended: Result<T, Halt>) -> Result<Option<T>, Stopped> {
    match ended {
        Ok(value) => Ok(Some(value)),
        Err(Halt::Spent) => Ok(None),
        Err(Halt::Stopped) => Err(Stopped),
    }
}

/// Requests of one replication: as many as make about as many calls in any design.
fn requests(design: &Design) -> f64 {
    let calls: f64 = Flows::new(design).at(1.0).iter().sum();
    (CALLS / calls.max(1.0)).clamp(REQUESTS.0, REQUESTS.1)
}
