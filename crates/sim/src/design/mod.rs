//! System designs that run: a file of components, links, load, faults and objectives becomes a
//! simulation, and that becomes figures with intervals.

mod broken;
mod capacity;
mod check;
mod coming;
mod engine;
mod file;
mod graph;
mod growing;
mod histogram;
mod law;
mod library;
mod linked;
mod lru;
mod model;
mod plan;
mod reader;
mod replicated;
mod replications;
mod report;
mod scenario;
mod sections;
mod series;
mod tally;
mod units;
mod zipf;

pub use engine::Engine;
pub use library::{Defaults, LIBRARY};
pub use model::{Component, Design, Kind, Link, Load, Metric, Objective};
pub use replications::Replications;
pub use report::{ComponentReport, Latency, Outcome, Report, TypeReport, Wait};
pub use series::Series;
pub use tally::{Cut, Replication};

use crate::problem::Problem;

impl Design {
    /// Reads a design, with its scenario where that stands apart.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with either text, in order of line.
    pub fn parse(design: &str, scenario: Option<&str>) -> Result<Self, Vec<Problem>> {
        check::parse(design, scenario)
    }
}
