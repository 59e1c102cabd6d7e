//! The public seam of the simulators, held to closed forms and to bad input.

mod behaviour;
mod binomial;
mod closed_forms;
mod designs;
mod experiments;
mod plans;
mod random;
mod support;
