//! The public seam of the simulators, held to closed forms and to bad input.

mod behaviour;
mod binomial;
mod design_forms;
mod designs;
mod drift_forms;
mod drifts;
mod experiment_forms;
mod experiments;
mod inventories;
mod inventory_forms;
mod links;
mod loads;
mod parts;
mod plans;
mod random;
mod replicas;
mod scaling;
mod support;
mod worlds;
mod zones;
