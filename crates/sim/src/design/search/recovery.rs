//! The gap between falling over and recovering: the highest rate at which a design comes back from
//! a surge that it cannot stand.

use serde::Serialize;

use super::{
    super::{
        model::{Arrivals, Design, Fault, FaultKind},
        tally::SLICES,
    },
    Halt, Lab, Run, Stage, Stopped, bounds,
    saturation::{BRACKET, Saturation, at_rate},
    spent,
    trial::{Trial, Tried, longest_timeout},
};

/// How high the surge is, as a multiple of the rate that is not stood.
const PEAK: f64 = 2.0;
/// How long it lasts, in times of the longest timeout, of the slowest service, and in requests.
const TIMEOUTS: f64 = 5.0;
const SERVICES: f64 = 20.0;
const REQUESTS: f64 = 2000.0;
/// Lengths of the surge before it, and in all.
const BEFORE: u64 = 2;
const WHOLE: u64 = 19;
/// Share of goodput that counts as come back.
const BACK: f64 = 0.99;
/// How much less must wait half of the time after the surge later, where not all are back yet.
const SHRINKS: f64 = 0.96;
/// Times that the rate is halved before the search gives up.
const MOST_HALVINGS: u32 = 7;

/// The highest rate at which a design comes back, between two rates that were tried.
#[derive(Clone, Debug, Serialize)]
pub struct Recovery {
    /// Requests per second from which it comes back; nothing where it does from none.
    pub low_rps: Option<f64>,
    /// Requests per second from which it does not; nothing where it does from all that it stands.
    pub high_rps: Option<f64>,
    /// Requests per second of the surge.
    pub surge_rps: Option<f64>,
    /// Its length, in seconds.
    pub surge_s: Option<f64>,
    /// Why there is nothing to search for.
    pub left_out: Option<&'static str>,
    /// Designs that were run.
    pub trials: u64,
    /// Events that were stepped through.
    pub events: u64,
    /// Whether the search ended before its end.
    pub cut: bool,
}

/// What every rate is tried with.
struct Surge {
    /// Mean rate of the file.
    rate: f64,
    /// Requests per second of the surge.
    peak: f64,
    /// Its length, in nanoseconds.
    length: u64,
}

impl Recovery {
    /// Searches below the rate that a design stands. Faults are left out, as are bursts, days and
    /// steps of the load.
    ///
    /// # Errors
    ///
    /// Where `run` was stopped.
    pub fn new(
        design: &Design,
        saturation: &Saturation,
        run: &mut Run<'_>,
    ) -> Result<Self, Stopped> {
        let mut found = Self {
            low_rps: None,
            high_rps: None,
            surge_rps: None,
            surge_s: None,
            left_out: None,
            trials: 0,
            events: 0,
            cut: false,
        };
        let rate = design.load.mean_rate();
        let ends = (saturation.low_rps, saturation.high_rps);
        let (Some(rate), (Some(stands), Some(high))) = (rate, ends) else {
            found.left_out =
                Some("no rate is known that it stands, and a higher one that it does not");
            return Ok(found);
        };
        let most = bounds(design)
            .first()
            .map_or(high, |bound| bound.rate_rps.max(high));
        let service = design.components.iter().map(|c| c.service.mean());
        let service = service.fold(0.0, f64::max);
        let length = (TIMEOUTS * longest_timeout(design))
            .max(SERVICES * service)
            .max(REQUESTS / most * 1e9)
            .min(design.load.duration as f64);
        let surge = Surge {
            rate,
            peak: PEAK * most,
            length: length as u64,
        };
        found.surge_rps = Some(surge.peak);
        found.surge_s = Some(length / 1e9);
        let mut lab = Lab::new(Stage::Recovery, run);
        let ended = found.bisect(design, stands, &surge, &mut lab);
        found.cut |= spent(ended)?.is_none();
        found.trials = lab.trials;
        found.events = lab.events;
        Ok(found)
    }

    fn bisect(
        &mut self,
        design: &Design,
        stands: f64,
        surge: &Surge,
        lab: &mut Lab<'_, '_>,
    ) -> Result<(), Halt> {
        let mut next = stands;
        let mut halvings = 0;
        loop {
            let tried = lab.try_one(Trial {
                design: surged(design, surge, next),
                replications: 1,
                apart: None,
            })?;
            self.cut |= tried.is_cut();
            if !tried.is_cut() && comes_back(&tried) {
                self.low_rps = Some(next);
            } else {
                self.high_rps = Some(next);
            }
            next = match (self.low_rps, self.high_rps) {
                (_, None) => return Ok(()),
                (Some(low), Some(high)) if high - low <= BRACKET * high => return Ok(()),
                (Some(low), Some(high)) => f64::midpoint(low, high),
                (None, Some(high)) => high / 2.0,
            };
            halvings += u32::from(self.low_rps.is_none());
            if halvings > MOST_HALVINGS {
                return Ok(());
            }
        }
    }
}

/// A design at a rate, with a surge.
fn surged(design: &Design, surge: &Surge, rate: f64) -> Design {
    let mut design = at_rate(design, rate / surge.rate);
    design.load.diurnal = None;
    if !matches!(design.load.arrivals, Arrivals::Constant { .. }) {
        design.load.arrivals = Arrivals::Poisson { rate };
    }
    design.load.warm_up = Some(surge.length);
    design.load.duration = surge.length.saturating_mul(WHOLE);
    design.faults.push(Fault {
        at: surge.length * BEFORE,
        duration: surge.length,
        kind: FaultKind::Surge {
            times: (surge.peak / rate).max(1.0),
        },
    });
    design
}

/// Whether goodput is back at the end, or ever less waits after the surge.
fn comes_back(tried: &Tried) -> bool {
    let series = &tried.report.series;
    let sum = |values: &[Option<f64>]| values.iter().flatten().sum::<f64>();
    let last = SLICES - SLICES / 8..;
    let goodput = sum(&series.goodput_rps[last.clone()]);
    if goodput >= BACK * sum(&series.offered_rps[last]) {
        return true;
    }
    // Whole quarters of the time after the surge.
    let first = SLICES * (BEFORE as usize + 1) / WHOLE as usize + 1;
    let quarter = (SLICES - first) / 4;
    let waiting = |which: usize| {
        let slices = SLICES - (4 - which) * quarter..SLICES - (3 - which) * quarter;
        let queues = series.queue.values();
        queues.map(|queue| sum(&queue[slices.clone()])).sum::<f64>()
    };
    waiting(3) < SHRINKS * waiting(1)
}
