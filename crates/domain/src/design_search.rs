//! How far an answer to a design question is from the cheapest that was found of its structure, and
//! which one change helps most. Everything is simulated.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::simulated::Figure;

/// What a search over an answer found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DesignSearch {
    /// Whether the answer meets every objective by its figures, whatever their intervals.
    pub given_meets: bool,
    /// What a million requests cost with it, in dollars.
    pub given_usd_per_million: Option<f64>,
    /// The cheapest numbers of instances that meet every objective; none where none did.
    pub cheapest: Option<Cheapest>,
    /// Why nothing was looked for, where there was nothing to look for.
    pub left_out: Option<String>,
    /// The figure that changes are held to: of the answer as it is.
    pub looked_at: Option<Figure>,
    /// The scenario that changes are tried under, in words.
    pub scenario: String,
    /// The changes that help most, the best first.
    pub changes: Vec<DesignChange>,
    /// Changes that were tried.
    pub tried: u64,
    /// Runs of designs, each under one scenario.
    pub runs: u64,
    /// Events that were stepped through.
    pub events: u64,
    /// Whether it ended before its end, since it had stepped through all that it may.
    pub cut: bool,
    /// Wall time, in milliseconds.
    pub total_ms: u64,
}

/// The cheapest numbers of instances that were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Cheapest {
    /// What a million requests cost with them, in dollars.
    pub usd_per_million: Option<f64>,
    /// Of each component that may have others, by name.
    pub counts: Vec<CheapestCount>,
    /// Whether every cheaper choice was tried.
    pub exact: bool,
}

/// How many instances a component has, and how many it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CheapestCount {
    /// The component.
    pub component: String,
    /// What the answer has.
    pub given: u32,
    /// What was found.
    pub found: u32,
}

/// A change of one thing, and what it does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct DesignChange {
    /// The component, or the two ends of the link.
    pub at: String,
    /// What is changed there, as it is written.
    pub change: String,
    /// The figure with it.
    pub figure: Option<Figure>,
    /// How much more it is than without; nothing where without it there is none.
    pub difference: Option<Figure>,
    /// What a million requests cost with it, in dollars.
    pub usd_per_million: Option<f64>,
    /// Whether it meets every objective of a time, a share of requests or a cost under this scenario.
    pub meets: bool,
}
