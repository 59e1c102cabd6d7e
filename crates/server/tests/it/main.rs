//! The server from outside: the router without a socket, except where stopping is what is tried.
//!
//! This binary is also the sandbox's helper, so that a real app stands behind every test.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on fails, and says where"
)]

mod access;
mod bodies;
mod contract;
mod practice;
mod stopping;
mod stories;
mod support;

use libtest_mimic::{Arguments, Trial};

type Test = fn();

fn main() {
    if std::env::args().nth(1).as_deref() == Some(support::HELPER) {
        onsite_app::helper_main();
    }
    let tests: Vec<(&str, Test)> = [
        access::TESTS,
        bodies::TESTS,
        contract::TESTS,
        practice::TESTS,
        stopping::TESTS,
        stories::TESTS,
    ]
    .concat();
    let trial = |(name, test): (&str, Test)| {
        Trial::test(name, move || {
            test();
            Ok(())
        })
    };
    let trials = tests.into_iter().map(trial).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
