//! Several metrics judged together: how many of the finds are false.

use super::normal::upper_point;
use crate::Stream;

/// How the level is shared among metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Each at the whole level.
    None,
    /// Each at the level over their number: holds the chance of any false find.
    Bonferroni,
    /// Step-up of Benjamini and Hochberg (1995): holds the expected share of false finds.
    BenjaminiHochberg,
}

impl Correction {
    /// Every correction.
    pub const ALL: [Self; 3] = [Self::None, Self::Bonferroni, Self::BenjaminiHochberg];
    /// Their names, in the same order.
    pub const NAMES: [&str; 3] = ["none", "bonferroni", "benjamini_hochberg"];
}

/// Independent metrics, each tested once at the end, two-sided.
#[derive(Clone, Debug)]
pub struct Metrics {
    /// How many there are.
    pub count: usize,
    /// How many of them are moved, the first ones.
    pub with_lift: usize,
    /// How the level is shared.
    pub correction: Correction,
    /// The level, also called q.
    pub level: f64,
    /// By how many standard errors those that are moved are moved; nothing for the world's lift.
    pub effect: Option<f64>,
    drift: f64,
    /// Least size of the statistic to be found, by rank from the largest.
    critical: Vec<f64>,
}

/// What one population's metrics came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Finds {
    /// Found and moved.
    pub right: u64,
    /// Found and not moved.
    pub wrong: u64,
}

impl Metrics {
    pub(crate) fn new(
        count: u64,
        with_lift: u64,
        correction: Correction,
        level: f64,
        effect: Option<f64>,
    ) -> Self {
        let at = |tail: f64| upper_point(tail / 2.0);
        let critical = match correction {
            Correction::None => vec![at(level); count as usize],
            Correction::Bonferroni => vec![at(level / count as f64); count as usize],
            Correction::BenjaminiHochberg => (1..=count)
                .map(|rank| at(level * rank as f64 / count as f64))
                .collect(),
        };
        Self {
            count: count as usize,
            with_lift: with_lift as usize,
            correction,
            level,
            effect,
            drift: effect.unwrap_or_default(),
            critical,
        }
    }

    /// Takes the drift of the world's lift where no effect of their own is set.
    pub(crate) fn with_drift(mut self, drift: f64) -> Self {
        self.drift = self.effect.unwrap_or(drift);
        self
    }

    /// Draws all statistics of one population and counts the finds; `sizes` is room to work in.
    pub(crate) fn draw(&self, stream: &mut Stream, sizes: &mut Vec<(f64, bool)>) -> Finds {
        sizes.clear();
        sizes.extend((0..self.count).map(|at| {
            let moved = at < self.with_lift;
            let drift = if moved { self.drift } else { 0.0 };
            ((drift + stream.normal()).abs(), moved)
        }));
        let found = if self.correction == Correction::BenjaminiHochberg {
            sizes.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
            // All down to the last rank that reaches its own critical value.
            let last = (0..self.count).rfind(|&rank| sizes[rank].0 >= self.critical[rank]);
            &sizes[..last.map_or(0, |rank| rank + 1)]
        } else {
            sizes.retain(|(size, _)| *size >= self.critical[0]);
            &sizes[..]
        };
        let right = found.iter().filter(|(_, moved)| *moved).count() as u64;
        Finds {
            right,
            wrong: found.len() as u64 - right,
        }
    }
}
