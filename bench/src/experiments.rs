//! How many populations of an experiment's plan one core runs in a second.

use std::time::Instant;

use anyhow::{Result, anyhow};
use onsite_sim::experiment::ExperimentPlan;

use crate::measure::{spread, tell};

/// A plan, and how many populations are run at a time.
const PLANS: [(&str, &str, &str, u64); 5] = [
    ("fixed, bernoulli", "", COUNTS, 2_000_000),
    ("fixed, normal", "", NUMBERS, 2_000_000),
    (
        "pocock, 5 looks",
        "looks = 5\nmethod = \"pocock\"",
        COUNTS,
        1_000_000,
    ),
    (
        "msprt, 100 looks",
        "looks = 100\nmethod = \"msprt\"",
        COUNTS,
        100_000,
    ),
    (
        "fixed, CUPED",
        "covariate_correlation = 0.5",
        COUNTS,
        1_000_000,
    ),
];
const COUNTS: &str = "distribution = \"bernoulli\"\nbaseline = 0.05\nlift = 0.005";
const NUMBERS: &str = "distribution = \"normal\"\nstandard_deviation = 1\nlift = 0.02";

/// Prints millions of populations a second, of which each is three experiments of two arms with
/// 31,231 users each: without a lift, with it, and harmful.
pub fn run(times: u32) -> Result<()> {
    println!("millions of populations a second on one core, of {times} runs");
    for (name, method, world, populations) in PLANS {
        let text = format!("[plan]\nusers_per_arm = 31231\n{method}\n[world]\n{world}\n");
        let plan = ExperimentPlan::parse(&text).map_err(|problems| anyhow!("{problems:?}"))?;
        let mut rates = Vec::new();
        for seed in 0..u64::from(times) {
            tell(name);
            let began = Instant::now();
            let tally = plan.run(seed, 0..populations);
            let seconds = began.elapsed().as_secs_f64();
            let millions = f64::from(u32::try_from(tally.populations)?) / 1e6;
            rates.push(millions / seconds);
        }
        tell("");
        let rate = spread(rates);
        println!(
            "{name:<18} {:6.2} ({:.2}–{:.2})",
            rate.median, rate.least, rate.most
        );
    }
    Ok(())
}
