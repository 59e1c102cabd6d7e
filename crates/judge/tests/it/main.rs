//! The judge through its public seam. The binary is its own sandbox helper.

mod bombs;
mod checkers;
mod design;
mod experiment;
mod forging;
mod given;
mod growth;
mod growth_answer;
mod growth_fit;
mod inputs;
mod java_rust_r;
mod languages;
mod numeric;
mod preview;
mod proving;
mod review;
mod searched;
mod starters;
mod statistical;
mod story;
mod support;
mod tampering;
mod types;
mod verdicts;
mod warm;

use std::{ffi::OsStr, process::ExitCode};

use libtest_mimic::{Arguments, Trial};

/// The word that makes this binary the sandbox helper.
pub const HELPER: &str = "__sandbox";

fn main() -> ExitCode {
    if std::env::args_os().nth(1).as_deref() == Some(OsStr::new(HELPER)) {
        onsite_sandbox::helper_main();
    }
    let trials = [
        ("verdicts", verdicts::TRIALS),
        ("types", types::TRIALS),
        ("checkers", checkers::TRIALS),
        ("statistical", statistical::TRIALS),
        ("design", design::TRIALS),
        ("preview", preview::TRIALS),
        ("searched", searched::TRIALS),
        ("experiment", experiment::TRIALS),
        ("forging", forging::TRIALS),
        ("given", given::TRIALS),
        ("tampering", tampering::TRIALS),
        ("bombs", bombs::TRIALS),
        ("growth", growth::TRIALS),
        ("growth_answer", growth_answer::TRIALS),
        ("growth_fit", growth_fit::TRIALS),
        ("inputs", inputs::TRIALS),
        ("languages", languages::TRIALS),
        ("starters", starters::TRIALS),
        ("numeric", numeric::TRIALS),
        ("proving", proving::TRIALS),
        ("review", review::TRIALS),
        ("story", story::TRIALS),
        ("java_rust_r", java_rust_r::TRIALS),
    ];
    let trials = trials.iter().flat_map(|(area, trials)| {
        trials.iter().map(move |(name, run)| {
            Trial::test(format!("{area}::{name}"), move || {
                run();
                Ok(())
            })
        })
    });
    let trials = trials.chain(warm::trials()).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
