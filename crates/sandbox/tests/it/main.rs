//! The sandbox from outside: facts about plain programs, and hostile programs with the executions
//! they must come to. Every test runs twice, as root and as an ordinary user; a layer that this
//! machine cannot give is a skip with its reason, and a failure where `CI` is set.

mod conversation;
mod facts;
mod hostile;
mod resources;
mod support;
mod warm;

use std::os::unix::process::CommandExt;
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};
use support::{HELPER, Machine, as_user};

type Test = fn(&Machine);

fn main() {
    if std::env::args().nth(1).as_deref() == Some(HELPER) {
        onsite_sandbox::helper_main();
    }
    let mut arguments = Arguments::from_args();
    // After each test the machine is searched for what it left behind.
    arguments.test_threads = Some(1);
    let tests = [
        facts::TESTS,
        conversation::TESTS,
        hostile::TESTS,
        resources::TESTS,
        warm::TESTS,
    ]
    .concat();
    let trials = tests
        .iter()
        .flat_map(|&(name, test)| [root(name, test), user(name, test)]);
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|facts| {
        use std::os::unix::fs::MetadataExt;
        facts.uid() == 0
    })
}

fn is_ci() -> bool {
    std::env::var_os("CI").is_some()
}

fn root(name: &str, test: Test) -> Trial {
    let trial = Trial::test(format!("root::{name}"), move || {
        if !is_root() {
            return Err("this needs root".into());
        }
        perform(test)
    });
    // Without root there is nothing to try; where it is promised, that is a failure.
    trial.with_ignored_flag(!is_root() && !is_ci())
}

fn user(name: &str, test: Test) -> Trial {
    let full = format!("user::{name}");
    let copied = full.clone();
    Trial::test(full, move || {
        if is_root() {
            perform_as_user(&copied)
        } else {
            perform(test)
        }
    })
}

fn perform(test: Test) -> Result<(), Failed> {
    match Machine::new() {
        Ok(machine) => {
            test(&machine);
            machine.assert_clean();
            Ok(())
        }
        Err(error @ onsite_sandbox::Error::NoNamespaces { .. }) if !is_ci() => {
            eprintln!("skipped: {error}");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Runs one test of this binary again, as an ordinary user, from a copy that user can read.
fn perform_as_user(name: &str) -> Result<(), Failed> {
    let copy = as_user::copy_of_this_binary()?;
    let output = Command::new(copy.binary())
        .args(["--exact", name, "--nocapture"])
        .current_dir("/")
        .gid(as_user::ID)
        .uid(as_user::ID)
        .process_group(0)
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    let text = [output.stdout, output.stderr].concat();
    Err(String::from_utf8_lossy(&text).into_owned().into())
}
