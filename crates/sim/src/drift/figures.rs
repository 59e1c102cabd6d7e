//! What is counted, and the figures that are made of it.

use super::world::Drift;
use crate::daily::{Figure, Unit};

/// Days of a year, as figures count them.
const YEAR: f64 = 365.0;

/// What is counted.
#[derive(Clone, Copy)]
pub(super) enum Of {
    Days,
    Decisions,
    /// Said yes, and it was no.
    FalsePositives,
    /// Said no, and it was yes.
    FalseNegatives,
    /// The same of who knows each bin as it is on the day.
    BestFalsePositives,
    BestFalseNegatives,
    /// Days with a bad model.
    BadDays,
    Trainings,
    Alarms,
    /// Alarms while everything was as it had been in training.
    FalseAlarms,
    /// Days on which something began to move.
    Onsets,
    /// Days from these to the first alarm, or to the next, or to the end.
    Delay,
    /// Onsets without an alarm until the next, or to the end.
    Missed,
}
/// How many of these there are.
pub(super) const ALL: usize = Of::Missed as usize + 1;

/// The lines of a report; a last count holds the days.
pub(crate) const LINES: [(&str, &str, f64); 3] = [
    ("Wrong decisions", "a day", 1.0),
    ("Wrong decisions of who knows", "a day", 1.0),
    ("Bad models", "share of days", 1.0),
];
/// Their places.
pub(super) const WRONG: usize = 0;
pub(super) const BEST: usize = 1;
pub(super) const BAD: usize = 2;

/// The unit of a figure.
pub(super) fn unit_of(name: &str) -> Option<Unit> {
    Some(match name {
        "wrong_decisions" | "bad_days" | "missed" => Unit::Share,
        "cost_per_day" | "excess_cost_per_day" => Unit::Dollars,
        "detection_delay" => Unit::Days,
        "alarms_per_year" | "false_alarms_per_year" | "trainings_per_year" => Unit::Number,
        _ => return None,
    })
}

impl Drift {
    /// The figures.
    pub(crate) fn figures(&self) -> Vec<Figure> {
        let one = |of: Of, weight: f64| vec![(of as usize, weight)];
        let costs = self.costs;
        let cost = vec![
            (Of::FalsePositives as usize, costs.false_positive),
            (Of::FalseNegatives as usize, costs.false_negative),
            (Of::Trainings as usize, costs.training),
            (Of::Alarms as usize, costs.alarm),
        ];
        let best = [
            (Of::BestFalsePositives as usize, -costs.false_positive),
            (Of::BestFalseNegatives as usize, -costs.false_negative),
        ];
        let excess = cost.iter().copied().chain(best).collect();
        let wrong = vec![
            (Of::FalsePositives as usize, 1.0),
            (Of::FalseNegatives as usize, 1.0),
        ];
        let (day, year) = (one(Of::Days, 1.0), one(Of::Days, 1.0 / YEAR));
        let onset = one(Of::Onsets, 1.0);
        let rows = [
            ("cost_per_day", cost, day.clone(), None),
            ("excess_cost_per_day", excess, day.clone(), None),
            ("wrong_decisions", wrong, one(Of::Decisions, 1.0), Some(1.0)),
            ("bad_days", one(Of::BadDays, 1.0), day, Some(1.0)),
            ("detection_delay", one(Of::Delay, 1.0), onset.clone(), None),
            ("missed", one(Of::Missed, 1.0), onset, Some(1.0)),
            ("alarms_per_year", one(Of::Alarms, 1.0), year.clone(), None),
            (
                "false_alarms_per_year",
                one(Of::FalseAlarms, 1.0),
                year.clone(),
                None,
            ),
            ("trainings_per_year", one(Of::Trainings, 1.0), year, None),
        ];
        rows.into_iter()
            .map(|(name, above, below, trials)| Figure {
                name: name.to_owned(),
                unit: unit_of(name).expect("every figure has a unit"),
                above,
                below,
                trials,
            })
            .collect()
    }
}
