//! The highest rate at which a run is still stationary and meets its objectives.

use serde::Serialize;

use super::{
    super::model::{Design, Metric, Objective},
    Halt, Lab, Run, Stage, Stopped, bounds, requests, spent,
    trial::{Trial, scaled, shorten},
};

/// How narrow the bracket becomes, as a share of its upper end.
pub(super) const BRACKET: f64 = 0.02;
/// Rates that are tried, each lower or each higher than the one before, before the search gives up.
const MOST_TURNS: u32 = 12;
/// Replications of each rate.
const REPLICATIONS: u64 = 2;

/// The highest rate that a design stands, between two rates that were tried.
#[derive(Clone, Debug, Serialize)]
pub struct Saturation {
    /// Requests per second that it stands; nothing where it stands none, or the load has no rate.
    pub low_rps: Option<f64>,
    /// Requests per second that it does not stand; nothing where it stands all that were tried.
    pub high_rps: Option<f64>,
    /// Why it does not stand these.
    pub failings: Vec<String>,
    /// Objectives that decided, as in the file; none where goodput did.
    pub judged_by: Vec<String>,
    /// Why there is nothing to search for.
    pub left_out: Option<&'static str>,
    /// Designs that were run.
    pub trials: u64,
    /// Events that were stepped through.
    pub events: u64,
    /// Whether the search ended before its end.
    pub cut: bool,
}

impl Saturation {
    /// Searches by bisection from the bottleneck's bound, with the same random numbers at every
    /// rate. Faults are left out.
    ///
    /// # Errors
    ///
    /// Where `run` was stopped.
    pub fn new(design: &Design, run: &mut Run<'_>) -> Result<Self, Stopped> {
        let objectives = objectives(design);
        let mut found = Self {
            low_rps: None,
            high_rps: None,
            failings: Vec::new(),
            judged_by: objectives
                .iter()
                .map(|one| format!("{} {}", one.metric.name(), one.text))
                .collect(),
            left_out: None,
            trials: 0,
            events: 0,
            cut: false,
        };
        let Some(rate) = design.load.mean_rate() else {
            found.left_out = Some("people who wait for answers come at no rate of their own");
            return Ok(found);
        };
        let mut lab = Lab::new(Stage::Saturation, run);
        let ended = found.bisect(design, rate, &objectives, &mut lab);
        found.cut |= spent(ended)?.is_none();
        found.trials = lab.trials;
        found.events = lab.events;
        Ok(found)
    }

    fn bisect(
        &mut self,
        design: &Design,
        rate: f64,
        objectives: &[&Objective],
        lab: &mut Lab<'_, '_>,
    ) -> Result<(), Halt> {
        let requests = requests(design);
        let bound = bounds(design).first().map(|bound| bound.rate_rps);
        // Nothing is full at its bound yet where requests come at equal distances.
        let mut next = bound.map_or(rate, |bound| bound * (1.0 - BRACKET / 2.0));
        let mut turns = 0;
        loop {
            let mut design = at_rate(design, next / rate);
            shorten(&mut design, requests);
            let tried = lab.try_one(Trial {
                design,
                replications: REPLICATIONS,
                apart: None,
            })?;
            self.cut |= tried.is_cut();
            let mut failings = tried.failings(objectives);
            if tried.is_cut() {
                failings.push("more happens than is stepped through".to_owned());
            }
            if failings.is_empty() {
                self.low_rps = Some(next);
            } else {
                self.high_rps = Some(next);
                self.failings = failings;
            }
            next = match (self.low_rps, self.high_rps) {
                (Some(low), Some(high)) if high - low <= BRACKET * high => return Ok(()),
                (Some(low), Some(high)) => f64::midpoint(low, high),
                // The first steps are small ones: most designs stand nearly what they can do.
                (Some(low), None) => low * if turns == 0 { 1.0 + BRACKET } else { 2.0 },
                (None, Some(high)) => high * if turns == 0 { 0.9 } else { 0.6 },
                (None, None) => return Ok(()),
            };
            turns += u32::from(self.low_rps.is_none() || self.high_rps.is_none());
            if turns > MOST_TURNS {
                return Ok(());
            }
        }
    }
}

/// The objectives that more load makes worse.
fn objectives(design: &Design) -> Vec<&Objective> {
    let all = design.objectives.iter();
    all.filter(|one| !matches!(one.metric, Metric::Cost | Metric::Throughput))
        .collect()
}

/// A design with so many times as many requests, and nothing that breaks.
pub(super) fn at_rate(design: &Design, times: f64) -> Design {
    let mut design = design.clone();
    design.load.arrivals = scaled(&design.load.arrivals, times);
    design.faults.clear();
    design
}
