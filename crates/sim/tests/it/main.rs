//! The public seam of the simulators, held to closed forms and to bad input.

mod random;
