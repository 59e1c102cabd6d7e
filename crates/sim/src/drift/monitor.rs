//! Monitors: the stability index of inputs, and cumulative sums of wrong decisions.

use super::{
    model::{Day, Model},
    world::{Drift, Expected, Monitor, Statistic, Then},
};

/// A monitor under way.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    monitor: Monitor,
    sum: f64,
    /// Days since the sum began, and the wrong decisions on them.
    seen: (f64, f64),
    /// Day from which on it may raise an alarm again.
    quiet_until: usize,
    /// First day whose decisions are those of the live model.
    live_since: usize,
}

impl Watch {
    pub(super) const fn new(monitor: Monitor, day: usize) -> Self {
        Self {
            monitor,
            sum: 0.0,
            seen: (0.0, 0.0),
            quiet_until: day,
            live_since: day,
        }
    }

    /// Begins again with another model.
    pub(super) fn begin_again(&mut self, day: usize) {
        *self = Self::new(self.monitor, day);
    }

    /// What follows its alarms.
    pub(super) const fn then(&self) -> Then {
        self.monitor.then
    }

    /// Whether an alarm is raised at the end of a day, with the first and the last day that it
    /// rests on.
    pub(super) fn look(
        &mut self,
        world: &Drift,
        model: &Model,
        history: &[Day],
    ) -> Option<(usize, usize)> {
        let today = history.len() - 1;
        match self.monitor.statistic {
            Statistic::Stability {
                window,
                every,
                threshold,
            } => {
                let (window, every) = (window as usize, every as usize);
                let since = today + 1 - self.live_since;
                if !since.is_multiple_of(every) || since < window || today < self.quiet_until {
                    return None;
                }
                let days = &history[today + 1 - window..];
                let now: Vec<u64> = (0..world.bins)
                    .map(|bin| days.iter().map(|day| day.came[bin]).sum())
                    .collect();
                if stability(&model.inputs, &now) <= threshold {
                    return None;
                }
                self.quiet_until = today + window;
                Some((today + 1 - window, today))
            }
            Statistic::Sum {
                expected,
                allowance,
                threshold,
            } => {
                let known = today.checked_sub(world.label_delay as usize)?;
                if known < self.live_since || history[known].aside {
                    return None;
                }
                let (decisions, wrong) = (world.decisions as f64, history[known].wrong as f64);
                self.seen = (self.seen.0 + 1.0, self.seen.1 + wrong);
                let share = match expected {
                    Expected::Training => model.wrong,
                    Expected::Mean => self.seen.1 / (self.seen.0 * decisions),
                };
                let spread = libm::sqrt(decisions * share * (1.0 - share)).max(f64::MIN_POSITIVE);
                let over = (wrong - decisions * share) / spread;
                self.sum = (self.sum + over - allowance).max(0.0);
                if self.sum <= threshold {
                    return None;
                }
                (self.sum, self.seen) = (0.0, (0.0, 0.0));
                Some((known, known))
            }
        }
    }
}

/// The population stability index of two counts by bin; half a decision in an empty one.
fn stability(before: &[u64], now: &[u64]) -> f64 {
    let shares = |counts: &[u64]| -> Vec<f64> {
        let all: u64 = counts.iter().sum();
        let share = |&count: &u64| (count as f64).max(0.5) / all as f64;
        counts.iter().map(share).collect()
    };
    let pairs = shares(before).into_iter().zip(shares(now));
    pairs
        .map(|(was, is)| (is - was) * libm::log(is / was))
        .sum()
}
