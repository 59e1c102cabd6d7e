//! The figures of a run, in words.

use onsite_domain::{experiment, simulated::Figure};
use onsite_sim::experiment::Report;

/// The figures that a run gives, in the order in which they are shown.
pub(super) fn of(report: &Report) -> Vec<Figure> {
    let figures = report.figures();
    let shown = figures.filter_map(|(name, estimate)| {
        let (title, unit) = experiment::figure(name)?;
        Some(Figure {
            name: name.to_owned(),
            title: title.to_owned(),
            unit,
            value: estimate.value?,
            low: estimate.low?,
            high: estimate.high?,
        })
    });
    shown.collect()
}
