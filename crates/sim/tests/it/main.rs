//! The public seam of the simulators, held to closed forms and to bad input.

mod behaviour;
mod binomial;
mod broke;
mod caches;
mod deliveries;
mod design_forms;
mod designs;
mod distributions;
mod experiment_forms;
mod experiments;
mod failures;
mod inventories;
mod inventory_forms;
mod jobs;
mod links;
mod loads;
mod parts;
mod plans;
mod random;
mod replicas;
mod rows;
mod scaling;
mod slow;
mod support;
mod worlds;
mod zones;
