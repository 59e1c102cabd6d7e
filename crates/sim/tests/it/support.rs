//! Runs designs, and compares figures with what they must be.

use onsite_sim::{
    Estimate,
    design::{Design, Engine, Replication, Report},
};

/// A seed made from a name, so that none is ever chosen.
pub fn seed(name: &str) -> u64 {
    let mix = |seed: u64, byte: u8| (seed ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// One replication, to its end.
pub fn replicate(design: &Design, seed: u64, replication: u64) -> Replication {
    let mut engine = Engine::new(design, seed, replication);
    while !engine.step(100_000) {}
    engine.finish()
}

/// A report of some replications.
pub fn run(name: &str, text: &str, replications: u64) -> Report {
    let design = match Design::parse(text, None) {
        Ok(design) => design,
        Err(problems) => panic!("{name}: {problems:?}"),
    };
    run_design(name, &design, replications)
}

/// The same of a design that was read already.
pub fn run_design(name: &str, design: &Design, replications: u64) -> Report {
    let all: Vec<Replication> = (0..replications)
        .map(|replication| replicate(design, seed(name), replication))
        .collect();
    Report::new(design, &all)
}

/// Fails where a value lies outside the 99.99% interval; `estimate` holds the 99% one of forty
/// sections, and Student's t at 99.99% is 1.6 times that at 99% for 39 degrees of freedom.
#[track_caller]
pub fn assert_holds(what: &str, expected: f64, estimate: Estimate) {
    let (Some(value), Some(low), Some(high)) = (estimate.value, estimate.low, estimate.high) else {
        panic!("{what}: there is no figure");
    };
    let (below, above) = (1.6 * (value - low), 1.6 * (high - value));
    assert!(
        value - below <= expected && expected <= value + above,
        "{what}: {value} within {low} to {high}, expected {expected}"
    );
}
