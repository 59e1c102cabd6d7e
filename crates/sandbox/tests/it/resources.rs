//! Programs that use up what there is of something: processes, memory, disk, output, time. Each is
//! ended by its own limit, and an honest program runs after it as if nothing had been.

use std::io::Write;
use std::time::Duration;

use onsite_sandbox::{Ending, Execution, Mount, Program};

use crate::Test;
use crate::support::{Machine, patient, program, text};

pub const TESTS: &[(&str, Test)] = &[
    ("fork_bomb", |m| storm(m, "fork_bomb")),
    ("setsid_storm", |m| storm(m, "setsid_storm")),
    ("exec_storm", |m| storm(m, "exec_storm")),
    ("fork_count", |m| counted(m, "fork_count", 32..=32)),
    ("thread_count", |m| counted(m, "thread_count", 32..=32)),
    ("zombie_count", |m| counted(m, "zombie_count", 32..=32)),
    ("memory_heap", |m| out_of_memory(m, &["heap"])),
    ("memory_heap_at_once", |m| {
        out_of_memory(m, &["heap_at_once"]);
    }),
    ("memory_heap_of_many", |m| {
        out_of_memory(m, &["heap_of_many"]);
    }),
    ("memory_heap_hidden", |m| out_of_memory(m, &["heap_hidden"])),
    ("memory_mapped", |m| out_of_memory(m, &["mapped"])),
    ("memory_mapped_file", memory_mapped_file),
    ("memory_shared", |m| out_of_memory(m, &["shared"])),
    ("memory_stack", |m| out_of_memory(m, &["stack", "1000000"])),
    ("memory_static", memory_static),
    ("memory_python", memory_python),
    ("memory_of_files", memory_of_files),
    ("memory_of_pipes", memory_of_pipes),
    ("memory_beside_a_read_file", memory_beside_a_read_file),
    ("deep_recursion_within_memory", deep_recursion_within_memory),
    ("fill_scratch", fill_scratch),
    ("fill_holes", fill_holes),
    ("fill_inodes", |m| counted(m, "fill_inodes", 400..=500)),
    ("deep_folders", |m| counted(m, "deep", 400..=500)),
    ("descriptors", |m| counted(m, "descriptors", 250..=256)),
    ("endless_output", endless_output),
    ("endless_result", endless_result),
    ("endless_errors", endless_errors),
    ("slow_output", slow_output),
    ("sleep", |m| out_of_time(m, &["sleep"], Ending::WallLimit)),
    ("stop", |m| out_of_time(m, &["stop"], Ending::WallLimit)),
    ("busy", |m| out_of_time(m, &["busy", "1"], Ending::CpuLimit)),
    ("busy_tree", |m| {
        out_of_time(m, &["busy", "3"], Ending::CpuLimit);
    }),
    ("busy_forgotten", |m| {
        out_of_time(m, &["busy_forgotten", "3"], Ending::CpuLimit);
    }),
    ("busy_renamed", |m| {
        out_of_time(m, &["busy_renamed"], Ending::CpuLimit);
    }),
    ("busy_briefly", busy_briefly),
];

/// Processes that make processes until they are ended.
fn storm(machine: &Machine, attack: &str) {
    let execution = machine.run(&machine.endless(&[attack]));
    // The kernel's own memory for so many attempts may be what runs out first.
    let expected = [Ending::CpuLimit, Ending::WallLimit, Ending::MemoryLimit];
    assert!(
        expected.contains(&execution.ending),
        "{:?}",
        execution.ending
    );
}

/// Runs an attack that says how far it came.
fn counted(machine: &Machine, attack: &str, expected: std::ops::RangeInclusive<u64>) {
    let execution = machine.run(&machine.attack(&[attack]));
    assert_eq!(
        execution.ending,
        Ending::Exited(0),
        "{}",
        text(&execution.stderr)
    );
    let count: u64 = text(&execution.stdout).parse().expect("a number");
    assert!(expected.contains(&count), "{count} is not in {expected:?}");
}

fn out_of_memory(machine: &Machine, arguments: &[&str]) {
    assert_out_of_memory(machine, &machine.attack(arguments));
}

fn assert_out_of_memory(machine: &Machine, program: &Program) -> Execution {
    let execution = machine.run(program);
    assert_eq!(
        execution.ending,
        Ending::MemoryLimit,
        "{:?}, {} KiB, {}",
        execution.wall,
        execution.memory >> 10,
        text(&execution.stderr)
    );
    // Where memory is polled a program may get further, yet never far.
    assert!(
        execution.memory < 2 * program.limits.memory,
        "{} KiB",
        execution.memory >> 10
    );
    execution
}

fn memory_static(machine: &Machine) {
    let sources = [
        // Touched, it runs out; never touched, it is too large for the machine to load.
        "static volatile char a[1 << 28];\n\
         int main() { for (long i = 0; i < sizeof a; i++) a[i] = 1; }",
        "static volatile char a[1L << 46]; int main(int c, char **v) { return a[c]; }",
    ];
    for source in sources {
        let mut program = program(&["/scratch/a"]);
        let bytes = machine.compile(source, &["-mcmodel=large"]);
        program.files.push(crate::support::file("a", &bytes, true));
        assert_out_of_memory(machine, &program);
    }
}

fn memory_python(machine: &Machine) {
    for code in [
        "a = []\nwhile True: a.append('x' * 100000)",
        "a = 'x' * (1 << 45)",
    ] {
        assert_out_of_memory(machine, &program(&["/usr/bin/python3", "-c", code]));
    }
}

/// The kernel takes back the pages of a file that is read, for as long as the program has time.
fn memory_beside_a_read_file(machine: &Machine) {
    let mut read = tempfile::NamedTempFile::new_in("/var/tmp").expect("a file");
    read.write_all(&vec![1; 32 << 20]).expect("a file");
    read.as_file().sync_all().expect("a disk");
    let mut attack = machine.attack(&["thrash", "/read"]);
    attack.mounts.push(Mount {
        source: read.path().into(),
        target: "/read".into(),
    });
    let counted = machine.sandbox.layers().memory.is_cgroup();
    // Pages of a file are nobody's memory where no control group counts them.
    let expected = if counted {
        Ending::MemoryLimit
    } else {
        Ending::CpuLimit
    };
    let execution = machine.run(&attack);
    let memory = execution.memory >> 10;
    assert_eq!(execution.ending, expected, "{memory} KiB");
}

fn memory_of_files(machine: &Machine) {
    let mut attack = machine.attack(&["fill_scratch"]);
    attack.limits.scratch = 1 << 30;
    assert_out_of_memory(machine, &attack);
}

fn memory_mapped_file(machine: &Machine) {
    let mut attack = machine.attack(&["mapped_file"]);
    attack.limits.scratch = 1 << 30;
    assert_out_of_memory(machine, &attack);
}

/// Control groups count what waits in pipes and sockets; without them the kernel gives a user so
/// many pages for it and no more, and the program waits until its time is up.
fn memory_of_pipes(machine: &Machine) {
    let execution = machine.run(&machine.endless(&["pipes"]));
    let expected = if machine.sandbox.layers().memory.is_cgroup() {
        vec![Ending::MemoryLimit]
    } else {
        vec![Ending::WallLimit, Ending::CpuLimit]
    };
    assert!(
        expected.contains(&execution.ending),
        "{:?}, {} KiB",
        execution.ending,
        execution.memory >> 10
    );
}

/// A hole that cannot be filled is a fault of the program that writes to it.
fn fill_holes(machine: &Machine) {
    let size = machine.attack(&[]).limits.scratch;
    let attack = machine.attack(&["sparse_in_memory", &size.to_string()]);
    let execution = machine.run(&attack);
    assert_eq!(execution.ending, Ending::Signalled(7));
}

fn deep_recursion_within_memory(machine: &Machine) {
    let mut attack = machine.attack(&["stack", "200"]);
    attack.limits.memory = 256 << 20;
    assert_eq!(machine.run(&attack).ending, Ending::Exited(0));
}

fn fill_scratch(machine: &Machine) {
    let size = machine.attack(&[]).limits.scratch;
    counted(machine, "fill_scratch", size / 2..=size);
}

fn endless_output(machine: &Machine) {
    let execution = machine.run(&machine.attack(&["flood", "1", "-1"]));
    assert_eq!(execution.ending, Ending::OutputLimit);
    assert_eq!(execution.stdout.len(), 1 << 20);
    assert!(
        execution.wall < patient(Duration::from_secs(5)),
        "{:?}",
        execution.wall
    );
}

fn endless_result(machine: &Machine) {
    let execution = machine.run(&machine.attack(&["flood", "3", "-1"]));
    assert_eq!(execution.ending, Ending::OutputLimit);
    assert_eq!(execution.result.len(), 1 << 20);
}

fn endless_errors(machine: &Machine) {
    let execution = machine.run(&machine.attack(&["flood", "2", "20000000"]));
    assert_eq!(execution.ending, Ending::Exited(0));
    assert!(execution.stderr_truncated);
    assert_eq!(execution.stderr.len(), 64 << 10);

    let execution = machine.run(&machine.endless(&["flood", "2", "-1"]));
    let expected = [Ending::CpuLimit, Ending::WallLimit];
    assert!(
        expected.contains(&execution.ending),
        "{:?}",
        execution.ending
    );
}

/// What trickles out for ever is kept until the time is up.
fn slow_output(machine: &Machine) {
    let mut attack = machine.attack(&["slow_output"]);
    attack.limits.wall = patient(Duration::from_millis(700));
    let execution = machine.run(&attack);
    assert_eq!(execution.ending, Ending::WallLimit);
    let count = execution.stdout.len();
    assert!((1..=2000).contains(&count), "{count} bytes");
}

fn out_of_time(machine: &Machine, arguments: &[&str], expected: Ending) {
    let mut attack = machine.attack(arguments);
    attack.limits.cpu = Duration::from_millis(500);
    attack.limits.wall = if expected == Ending::WallLimit {
        Duration::from_millis(700)
    } else {
        patient(Duration::from_secs(20))
    };
    let execution = machine.run(&attack);
    assert_eq!(
        execution.ending, expected,
        "{:?} of {:?}",
        execution.cpu, execution.wall
    );
    match expected {
        Ending::WallLimit => assert!(execution.wall >= attack.limits.wall),
        _ => assert!(execution.cpu >= attack.limits.cpu),
    }
    assert!(
        execution.wall < patient(Duration::from_secs(20)),
        "{:?}",
        execution.wall
    );
}

/// Children that end unseen and that nobody waits for are counted by a control group; polling
/// may miss some, and the wall ends what it misses.
fn busy_briefly(machine: &Machine) {
    let mut attack = machine.attack(&["busy_briefly"]);
    attack.limits.cpu = Duration::from_millis(500);
    attack.limits.wall = patient(Duration::from_secs(4));
    let execution = machine.run(&attack);
    let expected = if machine.sandbox.layers().cpu.is_cgroup() {
        vec![Ending::CpuLimit]
    } else {
        vec![Ending::CpuLimit, Ending::WallLimit]
    };
    assert!(
        expected.contains(&execution.ending),
        "{:?}",
        execution.ending
    );
}
