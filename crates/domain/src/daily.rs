//! Runs that go day by day, in words: stocks of goods that are ordered again, models in a world
//! that drifts.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::simulated::FigureUnit;

/// Something over the measured days, a value for each slice of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DayLine {
    /// What it is, in words.
    pub title: String,
    /// What it is counted in.
    pub unit: String,
    /// Days of a slice.
    pub slice_days: f64,
    /// The values; nothing where a slice has no day.
    pub values: Vec<Option<f64>>,
}

/// What a figure of such a run is in words, and its unit; nothing for a name that no run gives. A
/// slash and a name after it say of which item.
pub fn figure(name: &str) -> Option<(String, FigureUnit)> {
    use FigureUnit::{Days, Dollars, PerYear, Share, Units};
    let (name, item) = match name.split_once('/') {
        Some((name, item)) => (name, Some(item)),
        None => (name, None),
    };
    let (title, unit) = match name {
        "cost_per_day" => ("Cost of a day", Dollars),
        "fill_rate" => ("Fill rate", Share),
        "cycle_service" => ("Cycles without a stockout", Share),
        "out_of_stock" => ("Time out of stock", Share),
        "average_stock" => ("Average stock", Units),
        "average_backorders" => ("Average backorders", Units),
        "stockouts_per_year" => ("Stockouts", PerYear),
        "orders_per_year" => ("Orders", PerYear),
        "turns" => ("Turns", PerYear),
        "waste" => ("Thrown away, of what was delivered", Share),
        "excess_cost_per_day" => ("Cost of a day, over that of who knows", Dollars),
        "wrong_decisions" => ("Wrong decisions", Share),
        "bad_days" => ("Days with a bad model", Share),
        "detection_delay" => ("From shift to alarm", Days),
        "missed" => ("Shifts without an alarm", Share),
        "alarms_per_year" => ("Alarms", PerYear),
        "false_alarms_per_year" => ("False alarms", PerYear),
        "trainings_per_year" => ("Trainings", PerYear),
        "over_capacity" => ("Days on which the room does not hold all", Share),
        _ => return None,
    };
    let title = item.map_or_else(|| title.to_owned(), |item| format!("{title}, {item}"));
    Some((title, unit))
}
