//! The public seam of the simulators, held to closed forms and to bad input.

mod binomial;
mod closed_forms;
mod experiments;
mod plans;
mod random;
mod worlds;
