//! The real binary from outside: what it prints, how it ends, and what survives.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says where"
)]

mod architecture;
mod bank;
mod copied;
mod design;
mod experiment;
mod hostile;
mod input;
mod judge;
mod kattis;
mod loops;
mod measure;
mod planted;
mod portable;
mod practise;
mod reference;
mod serve;
mod support;
