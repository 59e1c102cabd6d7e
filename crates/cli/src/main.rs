//! The onsite command.
fn main() {}
