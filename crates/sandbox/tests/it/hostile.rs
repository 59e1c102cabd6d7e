//! Programs that attack a boundary: what is not theirs to read, write, call, reach or leave behind.
//! After each the machine is searched for what it left, and an honest program must run as if nothing
//! had been.

use std::path::PathBuf;
use std::time::Duration;

use onsite_sandbox::{Ending, Execution};

use crate::Test;
use crate::support::{Machine, patient, text};

pub const TESTS: &[(&str, Test)] = &[
    ("read_files", read_files),
    ("write_outside", |m| repelled(m, "write_outside")),
    ("sockets", |m| repelled(m, "sockets")),
    ("signals", |m| repelled(m, "signals")),
    ("kill_all", |m| repelled(m, "kill_all")),
    ("kill_group", kill_group),
    ("trace", |m| repelled(m, "trace")),
    ("mounts", |m| repelled(m, "mounts")),
    ("namespaces", |m| repelled(m, "namespaces")),
    ("keys", |m| repelled(m, "keys")),
    ("rings", |m| repelled(m, "rings")),
    ("programs_for_the_kernel", |m| {
        repelled(m, "programs_for_the_kernel");
    }),
    ("faults_by_hand", |m| repelled(m, "faults_by_hand")),
    ("memory_between_processes", |m| {
        repelled(m, "memory_between_processes");
    }),
    ("clocks", |m| repelled(m, "clocks")),
    ("devices", |m| repelled(m, "devices")),
    ("privileges", |m| repelled(m, "privileges")),
    ("other_architecture", other_architecture),
    ("links", |m| repelled(m, "links")),
    ("long_names", long_names),
    ("sparse", sparse),
    ("collect", collect),
    ("collect_while_swapped", collect_while_swapped),
    ("leavings", leavings),
    ("daemon", daemon),
];

fn repelled(machine: &Machine, attack: &str) {
    assert_repelled(&machine.run(&machine.attack(&[attack])));
}

fn assert_repelled(execution: &Execution) {
    assert_eq!(
        execution.ending,
        Ending::Exited(0),
        "{}",
        text(&execution.stdout)
    );
}

fn read_files(machine: &Machine) {
    let binary = std::env::current_exe().expect("this binary has a path");
    let here = std::env::current_dir().expect("a current directory");
    // The manifest's directory is where the source lies: the question bank would lie beside it.
    let source = env!("CARGO_MANIFEST_DIR");
    let home = std::env::var("HOME").unwrap_or_else(|_| "/root".to_owned());
    let secrets = [
        &binary.to_string_lossy(),
        &here.to_string_lossy(),
        source,
        home.as_str(),
    ]
    .map(str::to_owned);
    let outside = secrets
        .iter()
        .map(String::as_str)
        .filter(|path| *path != "/");
    let arguments: Vec<&str> = std::iter::once("read_files").chain(outside).collect();
    assert_repelled(&machine.run(&machine.attack(&arguments)));
}

fn kill_group(machine: &Machine) {
    let execution = machine.run(&machine.attack(&["kill_group"]));
    assert_eq!(execution.ending, Ending::Signalled(9));
}

/// It is ended for its call, or where the kernel knows no such numbers, for none.
fn other_architecture(machine: &Machine) {
    let execution = machine.run(&machine.attack(&["other_architecture"]));
    let expected = [Ending::MemoryLimit, Ending::Signalled(11)];
    assert!(
        expected.contains(&execution.ending),
        "{:?}, {}",
        execution.ending,
        text(&execution.stdout)
    );
}

/// Paths longer than any call takes go with the scratch directory, whatever they are called.
fn long_names(machine: &Machine) {
    let name = "n".repeat(255);
    let mut attack = machine.attack(&["long_names"]);
    attack.collect = vec![name.clone().into(), vec![name; 60].join("/").into()];
    let execution = machine.run(&attack);
    assert_repelled(&execution);
    assert_eq!(text(&execution.stdout), "100");
    assert_eq!(execution.collected, []);
}

/// A file of holes is limited as if it were full, and what is collected is what may be collected.
fn sparse(machine: &Machine) {
    let mut attack = machine.attack(&["sparse"]);
    attack.collect = vec!["sparse".into()];
    attack.limits.collect_bytes = 16 << 20;
    let execution = machine.run(&attack);
    assert_repelled(&execution);
    let sizes: Vec<usize> = execution.collected.iter().map(|(_, b)| b.len()).collect();
    assert_eq!(sizes, [16 << 20]);

    attack.limits.collect_bytes -= 1;
    assert_eq!(machine.run(&attack).collected, []);
}

fn collect(machine: &Machine) {
    let mut attack = machine.attack(&["collect"]);
    attack.limits.collect_bytes = 1000;
    attack.collect = [
        "plain",
        "symlink",
        "symlink_to_symlink",
        "process_link",
        "folder_link/bin/env",
        "linked",
        "hard_link",
        "fifo",
        "folder",
        "folder/inner",
        "large",
    ]
    .map(Into::into)
    .to_vec();
    let execution = machine.run(&attack);
    assert_eq!(execution.ending, Ending::Exited(0));
    let expected: Vec<(PathBuf, Vec<u8>)> = vec![
        ("plain".into(), b"plain".to_vec()),
        ("folder/inner".into(), b"folder/inner".to_vec()),
    ];
    assert_eq!(execution.collected, expected);
}

/// What swaps its files for links until it is ended hands over its own file or none.
fn collect_while_swapped(machine: &Machine) {
    let mut attack = machine.attack(&["collect_while_swapped"]);
    attack.collect = ["wanted", "other", "folder/env", "other_folder/env"]
        .map(Into::into)
        .to_vec();
    let execution = machine.run(&attack);
    assert_eq!(execution.ending, Ending::Exited(0));
    for (path, bytes) in execution.collected {
        let own = ["wanted", "folder/env"].map(str::as_bytes);
        assert!(own.contains(&bytes.as_slice()), "{}", path.display());
    }
}

/// Whoever comes next, in the same helper, finds nothing of the one before.
fn leavings(machine: &Machine) {
    for _ in 0..3 {
        assert_eq!(
            machine.run(&machine.attack(&["leave"])).ending,
            Ending::Exited(0)
        );
        repelled(machine, "look");
    }
}

/// A process that leaves its session neither holds up the answer nor lives on.
fn daemon(machine: &Machine) {
    let execution = machine.run(&machine.attack(&["daemon"]));
    assert_eq!(execution.ending, Ending::Exited(0));
    assert!(
        execution.wall < patient(Duration::from_secs(5)),
        "{:?}",
        execution.wall
    );
}
