//! Stocks of goods that are ordered again: demand that comes day by day, policies that look at the
//! stock and order, deliveries that take their time, and what that costs. `docs/inventory.md` has
//! every key.

mod demand;
mod engine;
mod figures;
mod file;
mod forecast;
mod read;
mod world;

pub(crate) use engine::Engine;
pub(crate) use figures::LINES;
pub(crate) use read::parse;
pub(crate) use world::Inventory;

/// The table by which a world of stocks is told from others.
pub(crate) const TABLE: &str = "inventory";
