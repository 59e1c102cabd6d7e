//! The public seam of the simulators, held to closed forms and to bad input.

mod behaviour;
mod binomial;
mod caches;
mod design_forms;
mod designs;
mod experiment_forms;
mod experiments;
mod links;
mod loads;
mod parts;
mod plans;
mod random;
mod replicas;
mod scaling;
mod search;
mod support;
mod worlds;
mod zones;
