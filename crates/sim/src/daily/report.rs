//! Figures of a run that goes day by day: what `onsite design run --json` prints of one.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Counts, Daily, SLICES, Unit};
use crate::{design::Outcome, estimate::Estimate};

/// Figures of a run. Everything is simulated.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Always true: nothing here was measured on real goods or models.
    pub simulated: bool,
    /// Figures by name; those of one item after a slash.
    pub figures: BTreeMap<String, Estimate>,
    /// The names, in the order in which they are shown, and what each is counted in.
    #[serde(skip)]
    pub order: Vec<(String, Unit)>,
    /// Objectives by name.
    pub objectives: BTreeMap<String, Outcome>,
    /// Their bounds, as in the file.
    pub bounds: BTreeMap<String, String>,
    /// What happened over the measured days, on average over all replications.
    pub lines: Vec<Line>,
    /// Days in a slice of the lines.
    pub slice_days: f64,
    /// Days that were measured in each replication.
    pub days: u32,
    /// Days before those.
    pub warm_up_days: u32,
    /// Runs with other random numbers.
    pub replications: usize,
    /// Time that the run took, in seconds; the caller's to fill in.
    pub seconds: f64,
    /// The same for the same file, seed and replications on every machine.
    pub result_hash: String,
}

/// A value for each slice of the measured time.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// What it is, in words.
    pub title: &'static str,
    /// What it is counted in.
    pub unit: &'static str,
    /// The values; nothing where a slice has no day.
    pub values: Vec<Option<f64>>,
}

impl Report {
    pub(super) fn new(daily: &Daily, replications: &[Counts]) -> Self {
        let figures = daily.figures();
        let (days, warm_up_days) = daily.span();
        let mut report = Self {
            simulated: true,
            figures: figures
                .iter()
                .map(|figure| (figure.name.clone(), figure.estimate(replications)))
                .collect(),
            order: figures
                .into_iter()
                .map(|figure| (figure.name, figure.unit))
                .collect(),
            objectives: BTreeMap::new(),
            bounds: BTreeMap::new(),
            lines: lines(daily, replications),
            slice_days: f64::from(days) / SLICES as f64,
            days,
            warm_up_days,
            replications: replications.len(),
            seconds: 0.0,
            result_hash: hash(replications),
        };
        for objective in daily.objectives() {
            let name = &objective.name;
            let outcome = objective.weigh(report.figure(name));
            report.objectives.insert(name.clone(), outcome);
            report
                .bounds
                .insert(name.clone(), format!("{name} {}", objective.text));
        }
        report
    }

    /// The figure of a name.
    pub fn figure(&self, name: &str) -> Estimate {
        self.figures.get(name).copied().unwrap_or_default()
    }
}

/// The lines: what a slice counted, over its days.
fn lines(daily: &Daily, replications: &[Counts]) -> Vec<Line> {
    let over = |line: usize, slice: usize| -> f64 {
        let counts = replications.iter().map(|r| r.lines[line][slice] as f64);
        counts.sum()
    };
    let named = daily.lines();
    let line = |(at, &(title, unit, by)): (usize, &(&'static str, &'static str, f64))| Line {
        title,
        unit,
        values: (0..SLICES)
            .map(|slice| {
                let days = over(named.len(), slice);
                (days > 0.0).then(|| by * over(at, slice) / days)
            })
            .collect(),
    };
    named.iter().enumerate().map(line).collect()
}

/// FNV-1a over all counts.
fn hash(replications: &[Counts]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut see = |bytes: &[u8]| {
        for &byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    for replication in replications {
        for count in &replication.counts {
            see(&count.to_le_bytes());
        }
        for line in &replication.lines {
            for count in line {
                see(&count.to_le_bytes());
            }
        }
    }
    format!("{hash:016x}")
}
