//! Experiment plans that run: populations are simulated under a plan, and what its method decides
//! is counted. `docs/experiments.md` has every key, every method's formula and every world.

mod assignment;
pub mod boundary;
mod change;
mod data;
mod distributions;
mod keys;
mod method;
mod metrics;
pub mod normal;
mod plan;
mod population;
mod read_world;
mod report;
mod run;
mod tally;
mod world;

pub use assignment::sample_ratio_chi_square;
pub use change::{Change, Changes};
pub use data::MOST_ROWS;
pub use distributions::{Distributions, ESTIMATE_BINS, MOST_SEEN, P_BINS, PATHS, Path};
pub use method::Method;
pub use metrics::{Correction, Metrics};
pub use plan::{ExperimentPlan, MOST_LOOKS, MOST_METRICS, MOST_USERS};

pub use report::{FIGURES, Integrated, Report, wilson};
pub use run::BLOCK;
pub use tally::{Ends, Sums, Tally};
pub use world::{Distribution, Lost, Ratio, World};
