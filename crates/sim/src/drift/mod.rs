//! A model in a world that drifts: decisions that are made day by day, labels that come late,
//! monitors that raise alarms, and training again. `docs/drift.md` has every key.

mod engine;
mod figures;
mod file;
mod model;
mod monitor;
mod read;
mod world;

pub(crate) use engine::Engine;
pub(crate) use figures::LINES;
pub(crate) use read::parse;
pub(crate) use world::Drift;

/// The table by which a world that drifts is told from others.
pub(crate) const TABLE: &str = "drift";
