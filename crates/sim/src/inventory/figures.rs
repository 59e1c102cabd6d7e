//! What is counted, and the figures that are made of it.

use super::world::{Inventory, Item};
use crate::daily::{DAY, Figure, Unit};

/// Days of a year, as figures count them.
const YEAR: f64 = 365.0;

/// What is counted of all items together.
#[derive(Clone, Copy)]
pub(super) enum Whole {
    /// Days.
    Days,
    /// Days at whose end more was there than the room holds.
    OverDays,
    /// Room that was taken beyond it, added up over the days.
    Over,
}
/// How many of these there are.
pub(super) const WHOLE: usize = Whole::Over as usize + 1;

/// What is counted of each item.
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// Units that were asked for.
    Demanded,
    /// Units of these that were there.
    Filled,
    /// Units that customers got, at once or later.
    Supplied,
    /// Units in stock, times nanoseconds.
    Stock,
    /// Units that customers wait for, times nanoseconds.
    Backorders,
    /// Nanoseconds without any unit in stock.
    Empty,
    /// Orders.
    Orders,
    /// Units that were delivered.
    Received,
    /// Units that were thrown away.
    Wasted,
    /// Deliveries, each of which ends a cycle.
    Cycles,
    /// Cycles in which nobody went without.
    GoodCycles,
    /// Times that the first customer since a delivery went without.
    Stockouts,
}
/// How many of these there are.
pub(super) const ALL: usize = Of::Stockouts as usize + 1;

/// The lines of a report; a last count holds the days.
pub(crate) const LINES: [(&str, &str, f64); 3] = [
    ("Stock at the end of the day", "units", 1.0),
    ("Met at once", "units a day", 1.0),
    ("Demand", "units a day", 1.0),
];
/// Their places.
pub(super) const STOCK: usize = 0;
pub(super) const MET: usize = 1;
pub(super) const DEMAND: usize = 2;

/// The unit of a figure by its name without an item's.
pub(super) fn unit_of(name: &str) -> Option<Unit> {
    Some(match name {
        "fill_rate" | "cycle_service" | "out_of_stock" | "waste" | "over_capacity" => Unit::Share,
        "cost_per_day" => Unit::Dollars,
        "average_stock" | "average_backorders" | "stockouts_per_year" | "orders_per_year"
        | "turns" => Unit::Number,
        _ => return None,
    })
}

type Parts = Vec<(usize, f64)>;

impl Inventory {
    /// The figures: of all items together, then, where there are several, of each.
    pub(crate) fn figures(&self) -> Vec<Figure> {
        let all: Vec<usize> = (0..self.items.len()).collect();
        let mut figures = self.figures_of(&all, "");
        if self.capacity.is_some() {
            figures.push(figure(
                "over_capacity".to_owned(),
                (vec![(Whole::OverDays as usize, 1.0)], days(1.0)),
                Some(1.0),
            ));
        }
        if self.items.len() > 1 {
            for (at, item) in self.items.iter().enumerate() {
                figures.extend(self.figures_of(&[at], &format!("/{}", item.name)));
            }
        }
        figures
    }

    /// The figures of some items, whose names end in `suffix`.
    fn figures_of(&self, items: &[usize], suffix: &str) -> Vec<Figure> {
        let each = |of: Of, weight: f64| -> Parts {
            let place = |&item: &usize| (WHOLE + item * ALL + of as usize, weight);
            items.iter().map(place).collect()
        };
        let is_whole = items.len() == self.items.len() && suffix.is_empty();
        let per_day = 1.0 / DAY as f64;
        let time = days(DAY as f64 * items.len() as f64);
        let year = days(1.0 / YEAR);
        let mut cost: Parts = items
            .iter()
            .flat_map(|&at| cost(WHOLE + at * ALL, &self.items[at]))
            .collect();
        if is_whole {
            cost.push((Whole::Over as usize, self.overflow_cost));
        }
        let stock = each(Of::Stock, per_day);
        let yearly = |parts: &Parts| -> Parts {
            parts
                .iter()
                .map(|&(at, weight)| (at, weight / YEAR))
                .collect()
        };
        let waits = each(Of::Backorders, per_day);
        let rows: [(&str, Parts, Parts, Option<f64>); 10] = [
            ("cost_per_day", cost, days(1.0), None),
            (
                "fill_rate",
                each(Of::Filled, 1.0),
                each(Of::Demanded, 1.0),
                Some(1.0),
            ),
            (
                "cycle_service",
                each(Of::GoodCycles, 1.0),
                each(Of::Cycles, 1.0),
                Some(1.0),
            ),
            ("out_of_stock", each(Of::Empty, 1.0), time, Some(per_day)),
            ("average_stock", stock.clone(), days(1.0), None),
            ("average_backorders", waits, days(1.0), None),
            (
                "stockouts_per_year",
                each(Of::Stockouts, 1.0),
                year.clone(),
                None,
            ),
            ("orders_per_year", each(Of::Orders, 1.0), year, None),
            ("turns", each(Of::Supplied, 1.0), yearly(&stock), None),
            (
                "waste",
                each(Of::Wasted, 1.0),
                each(Of::Received, 1.0),
                Some(1.0),
            ),
        ];
        rows.into_iter()
            .map(|(name, above, below, trials)| {
                figure(format!("{name}{suffix}"), (above, below), trials)
            })
            .collect()
    }
}

fn figure(name: String, (above, below): (Parts, Parts), trials: Option<f64>) -> Figure {
    let plain = name.split('/').next().unwrap_or_default();
    let unit = unit_of(plain).expect("every figure has a unit");
    Figure {
        name,
        unit,
        above,
        below,
        trials,
    }
}

/// The days that were measured, each with a weight.
fn days(weight: f64) -> Parts {
    vec![(Whole::Days as usize, weight)]
}

/// What an item costs; `first` is the place of its first count.
fn cost(first: usize, item: &Item) -> Parts {
    let costs = item.costs;
    let per_day = 1.0 / DAY as f64;
    [
        (Of::Stock, costs.holding * per_day),
        (Of::Backorders, costs.backorder * per_day),
        (Of::Orders, costs.order),
        (Of::Demanded, costs.shortage),
        (Of::Filled, -costs.shortage),
        (Of::Wasted, costs.waste),
    ]
    .into_iter()
    .map(|(of, weight)| (first + of as usize, weight))
    .collect()
}
