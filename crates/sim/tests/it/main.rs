//! The public seam of the simulators, held to closed forms and to bad input.

mod binomial;
mod experiments;
mod plans;
mod random;
