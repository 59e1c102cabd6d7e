//! The real binary from outside: what it prints, how it ends, and what survives.

mod architecture;
mod bank;
mod input;
mod judge;
mod portable;
mod practise;
mod reference;
mod serve;
mod support;
