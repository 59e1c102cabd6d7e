//! What a policy expects of the days to come, from what it has seen.

/// Errors of forecasts that their size is worked out from, at least.
const LEAST_ERRORS: usize = 28;

/// How many times as much, or as little, as in earlier seasons is believed: the days of a lull say
/// next to nothing.
const MOST_CHANGE: f64 = 3.0;

/// A way to forecast demand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forecast {
    /// Days that are averaged, or compared with the same days of earlier seasons.
    pub(super) window: usize,
    pub(super) season: Option<Seasons>,
}

/// Earlier seasons that a forecast looks at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seasons {
    /// Length of one, in days.
    pub(super) period: usize,
    /// How many, at most.
    pub(super) cycles: usize,
}

impl Forecast {
    /// Demand that is expected in the `horizon` days that follow what was `seen`; `rate` a day where
    /// nothing was.
    pub(super) fn expect(&self, seen: &[u32], horizon: f64, rate: f64) -> f64 {
        let recent = &seen[seen.len().saturating_sub(self.window)..];
        if recent.is_empty() {
            return rate * horizon;
        }
        let sum: f64 = recent.iter().map(|&units| f64::from(units)).sum();
        let average = sum / recent.len() as f64;
        let Some(season) = self.season else {
            return average * horizon;
        };
        if seen.len() < season.period + self.window {
            return average * horizon;
        }
        // The same days of earlier seasons, raised or lowered to what was sold of late.
        let from = seen.len() - self.window;
        let before: f64 = (from..seen.len()).map(|day| season.same(seen, day)).sum();
        let level = if before > 0.0 { sum / before } else { 1.0 };
        let level = level.clamp(1.0 / MOST_CHANGE, MOST_CHANGE);
        let whole = horizon.floor();
        let next = seen.len();
        let mut ahead: f64 = (next..next + whole as usize)
            .map(|day| season.same(seen, day))
            .sum();
        ahead += (horizon - whole) * season.same(seen, next + whole as usize);
        ahead * level
    }
}

impl Seasons {
    /// Mean of the same day in the latest seasons that were seen.
    fn same(self, seen: &[u32], day: usize) -> f64 {
        // Earlier than the day, and seen.
        let back = (day + 1)
            .saturating_sub(seen.len())
            .div_ceil(self.period)
            .max(1);
        let days =
            (back..back + self.cycles).map_while(|cycle| day.checked_sub(cycle * self.period));
        let (mut sum, mut count) = (0.0, 0.0);
        for day in days {
            sum += f64::from(seen[day]);
            count += 1.0;
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }
}

/// A forecast of each next day beside what came.
#[derive(Debug, Default)]
pub(super) struct Errors(Vec<f64>);

impl Errors {
    /// Keeps how far a forecast was off.
    pub(super) fn add(&mut self, error: f64) {
        self.0.push(error);
    }

    /// Root of the mean square of the latest errors; that of a Poisson demand where there are none.
    pub(super) fn size(&self, window: usize, rate: f64) -> f64 {
        let latest = &self.0[self.0.len().saturating_sub(window.max(LEAST_ERRORS))..];
        if latest.is_empty() {
            return libm::sqrt(rate);
        }
        let squares: f64 = latest.iter().map(|error| error * error).sum();
        libm::sqrt(squares / latest.len() as f64)
    }
}
