//! The public seam of the simulators, held to closed forms and to bad input.

mod behaviour;
mod closed_forms;
mod random;
mod support;
