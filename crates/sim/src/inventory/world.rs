//! A world of stocks, and the policies that order for them.

use super::{demand::Demand, forecast::Forecast};
use crate::design::Law;

/// A world of stocks with a policy for each.
#[derive(Clone, Debug)]
pub(crate) struct Inventory {
    /// Days that are measured.
    pub(crate) days: u32,
    /// Days before those.
    pub(crate) warm_up: u32,
    /// Whether customers wait for what is not there; else they go away.
    pub(super) backorders: bool,
    /// Room that all items together have.
    pub(super) capacity: Option<u64>,
    /// Dollars for what needs more room, a unit of room and day.
    pub(super) overflow_cost: f64,
    pub(super) items: Vec<Item>,
}

/// An item, and how it is ordered.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) name: String,
    pub(super) demand: Demand,
    /// From order to delivery.
    pub(super) lead: Law,
    pub(super) costs: Costs,
    /// Room that a unit takes.
    pub(super) room: u64,
    /// How long a unit is good for after its delivery, in nanoseconds.
    pub(super) shelf_life: Option<u64>,
    pub(super) policy: Policy,
}

/// Dollars.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    /// For a unit in stock and a day.
    pub(super) holding: f64,
    /// For an order, however large.
    pub(super) order: f64,
    /// For a unit that is not there when it is asked for.
    pub(super) shortage: f64,
    /// For a unit that is waited for, and a day.
    pub(super) backorder: f64,
    /// For a unit that is thrown away.
    pub(super) waste: f64,
}

/// When and how much is ordered.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    /// Days from one look at the stock to the next; none where each sale is looked at.
    pub(super) review: Option<u32>,
    pub(super) rule: Rule,
}

/// How much is ordered. What counts as stock is the inventory position: what is there and on order,
/// less what is waited for.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    /// Base stock: always up to a level.
    UpTo { level: u64 },
    /// (s, S): at or below a point, up to a level.
    PointLevel { point: u64, level: u64 },
    /// (s, Q): at or below a point, as many lots as bring it above.
    PointLot { point: u64, lot: u64 },
    /// Up to what is forecast until the delivery after next, and some for safety.
    Forecast { forecast: Forecast, safety: f64 },
}

impl Policy {
    /// Days from an order to the delivery of the next, on average.
    pub(super) fn horizon(&self, lead: Law) -> f64 {
        f64::from(self.review.unwrap_or(0)) + lead.mean() / crate::daily::DAY as f64
    }

    /// How much there is at the start.
    pub(super) fn first(&self, rate: f64, lead: Law) -> u64 {
        match &self.rule {
            Rule::UpTo { level } | Rule::PointLevel { level, .. } => *level,
            Rule::PointLot { point, lot } => point + lot,
            Rule::Forecast { .. } => (rate * self.horizon(lead)).ceil() as u64,
        }
    }
}
