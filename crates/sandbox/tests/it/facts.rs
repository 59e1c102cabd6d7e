//! Facts about programs that mean no harm.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use onsite_sandbox::{Cancel, Ending, Error, Execution, Mount, Program, Sandbox};

use crate::Test;
use crate::support::{Machine, children, file, groups, helper, patient, program, text};

pub const TESTS: &[(&str, Test)] = &[
    ("exit_code", exit_code),
    ("signal", signal),
    ("input_comes_out", input_comes_out),
    (
        "output_result_and_errors_stay_apart",
        output_result_and_errors_stay_apart,
    ),
    (
        "environment_is_only_what_is_given",
        environment_is_only_what_is_given,
    ),
    (
        "files_are_placed_and_collected",
        files_are_placed_and_collected,
    ),
    ("mounts_are_read_only", mounts_are_read_only),
    (
        "time_and_memory_are_plausible",
        time_and_memory_are_plausible,
    ),
    (
        "waiting_for_a_processor_is_no_waiting",
        waiting_for_a_processor_is_no_waiting,
    ),
    ("python_runs", python_runs),
    (
        "instructions_are_counted_where_the_machine_can",
        instructions_are_counted_where_the_machine_can,
    ),
    ("cancel_ends_promptly", cancel_ends_promptly),
    ("cancelled_before_start", cancelled_before_start),
    ("many_at_once", many_at_once),
    ("dead_helper_is_replaced", dead_helper_is_replaced),
    ("nothing_outlives_the_sandbox", nothing_outlives_the_sandbox),
    ("missing_program", missing_program),
    ("missing_mount", missing_mount),
    (
        "malformed_programs_are_refused",
        malformed_programs_are_refused,
    ),
    ("helper_that_is_none", helper_that_is_none),
    ("layers_are_named", layers_are_named),
];

fn shell(script: &str) -> Program {
    program(&["/bin/sh", "-c", script])
}

fn exit_code(machine: &Machine) {
    assert_eq!(machine.run(&shell("exit 42")).ending, Ending::Exited(42));
    assert_eq!(
        machine.run(&program(&["/bin/true"])).ending,
        Ending::Exited(0)
    );
}

fn signal(machine: &Machine) {
    for signal in [6, 9, 11, 15] {
        let execution = machine.run(&shell(&format!("kill -{signal} $$")));
        assert_eq!(execution.ending, Ending::Signalled(signal));
    }
}

fn input_comes_out(machine: &Machine) {
    let mut cat = program(&["/bin/cat"]);
    cat.stdin = (0..500_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    let execution = machine.run(&cat);
    assert_eq!(execution.ending, Ending::Exited(0));
    assert!(
        execution.stdout == cat.stdin,
        "every byte comes out in order"
    );

    // A program need not read its input.
    cat.arguments = vec!["/bin/true".into()];
    assert_eq!(machine.run(&cat).ending, Ending::Exited(0));
}

fn output_result_and_errors_stay_apart(machine: &Machine) {
    let execution = machine.run(&shell("echo out; echo result >&3; echo error >&2"));
    assert_eq!(text(&execution.stdout), "out\n");
    assert_eq!(text(&execution.result), "result\n");
    assert_eq!(text(&execution.stderr), "error\n");
    assert!(!execution.stderr_truncated);
}

fn environment_is_only_what_is_given(machine: &Machine) {
    let mut env = program(&["/usr/bin/env"]);
    env.environment = vec![("A".into(), "1 = one".into()), ("B".into(), "".into())];
    assert_eq!(text(&machine.run(&env).stdout), "A=1 = one\nB=\n");
    let pwd = machine.run(&program(&["/bin/pwd"]));
    assert_eq!(text(&pwd.stdout), "/scratch\n");
}

fn files_are_placed_and_collected(machine: &Machine) {
    let mut copy = shell("cat folder/in > out; ./run; test -x folder/in && exit 9; exit 0");
    copy.files = vec![
        file("folder/in", b"in", false),
        file("run", b"#!/bin/sh\nprintf ran > folder/out", true),
    ];
    copy.collect = ["out", "folder/out", "absent", "folder"]
        .map(Into::into)
        .to_vec();
    let execution = machine.run(&copy);
    assert_eq!(
        execution.ending,
        Ending::Exited(0),
        "{}",
        text(&execution.stderr)
    );
    let expected: Vec<(PathBuf, Vec<u8>)> = vec![
        ("out".into(), b"in".to_vec()),
        ("folder/out".into(), b"ran".to_vec()),
    ];
    assert_eq!(execution.collected, expected);
}

fn mounts_are_read_only(machine: &Machine) {
    let host = tempfile::tempdir().expect("a temporary directory");
    // Neither the way there nor the file is open to others than its owner.
    let folder = host.path().join("folder");
    fs::create_dir(&folder).expect("a folder");
    let mut lone = fs::File::create(folder.join("lone")).expect("a file");
    lone.write_all(b"seen").expect("a file");
    lone.set_permissions(fs::Permissions::from_mode(0o600))
        .expect("permissions");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("permissions");

    let mut look = shell(
        "cat /seen/folder/lone /seen/lone && ! touch /seen/folder/new && ! echo x > /seen/lone \
         && ls /seen/folder",
    );
    look.mounts = vec![
        Mount {
            source: folder.clone(),
            target: "/seen/folder".into(),
        },
        Mount {
            source: folder.join("lone"),
            target: "/seen/lone".into(),
        },
        Mount {
            source: folder.clone(),
            target: "/scratch/below".into(),
        },
    ];
    let execution = machine.run(&look);
    assert_eq!(
        execution.ending,
        Ending::Exited(0),
        "{}",
        text(&execution.stderr)
    );
    assert_eq!(text(&execution.stdout), "seenseenlone\n");
    assert_eq!(fs::read(folder.join("lone")).expect("a file"), b"seen");
}

fn time_and_memory_are_plausible(machine: &Machine) {
    let burn = "import time\na = bytearray(30 << 20)\nt = time.process_time()\n\
                while time.process_time() < t + 0.2: pass\ntime.sleep(0.2)";
    let execution = machine.run(&program(&["/usr/bin/python3", "-c", burn]));
    assert_eq!(execution.ending, Ending::Exited(0));
    let cpu = execution.cpu.as_millis();
    let most = patient(Duration::from_millis(1500)).as_millis();
    assert!((190..most).contains(&cpu), "{cpu} ms of processor time");
    assert!(
        execution.wall >= Duration::from_millis(390),
        "{:?} on the wall",
        execution.wall
    );
    let memory = execution.memory >> 20;
    assert!((28..64).contains(&memory), "{memory} MiB");

    let light = machine.run(&program(&["/bin/true"]));
    assert!(light.memory < 16 << 20, "{} bytes", light.memory);
    let most = patient(Duration::from_millis(200));
    assert!(light.cpu < most, "{:?}", light.cpu);
}

/// On a busy machine a program that could run gets the time that it waited; one that sleeps does
/// not.
fn waiting_for_a_processor_is_no_waiting(machine: &Machine) {
    let done = AtomicBool::new(false);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..4 * cores {
            scope.spawn(|| {
                // Not `spin_loop`, at which an emulated processor stops to look around.
                while !done.load(Ordering::Relaxed) {
                    std::hint::black_box(0);
                }
            });
        }
        let timed = |arguments: &[&str]| {
            let mut program = machine.attack(arguments);
            program.limits.cpu = patient(Duration::from_secs(1));
            program.limits.wall = Duration::from_millis(600);
            machine.run(&program)
        };
        let worked = timed(&["work", "200"]);
        let slept = timed(&["sleep"]);
        done.store(true, Ordering::Relaxed);
        assert_eq!(worked.ending, Ending::Exited(0), "{:?}", worked.wall);
        assert_eq!(slept.ending, Ending::WallLimit, "{:?}", slept.wall);
    });
}

fn python_runs(machine: &Machine) {
    let code = "import asyncio, json, os, subprocess, tempfile, threading\n\
                async def f(): await asyncio.sleep(0); return 1\n\
                print(asyncio.run(f()))\n\
                t = threading.Thread(target=lambda: print(2)); t.start(); t.join()\n\
                print(subprocess.run(['/bin/echo', '3'], capture_output=True).stdout.decode())\n\
                with tempfile.TemporaryFile() as f: f.write(b'4')";
    let execution = machine.run(&program(&["/usr/bin/python3", "-c", code]));
    assert_eq!(
        execution.ending,
        Ending::Exited(0),
        "{}",
        text(&execution.stderr)
    );
    assert_eq!(text(&execution.stdout), "1\n2\n3\n\n");
}

fn instructions_are_counted_where_the_machine_can(machine: &Machine) {
    let code = "import os, stat, sys\n\
                try: found = stat.S_ISSOCK(os.fstat(4).st_mode)\n\
                except OSError: sys.exit('nothing counts')\n\
                def now(): os.write(4, b'?'); return int.from_bytes(os.read(4, 8), 'little')\n\
                def took(n):\n    \
                    before = now()\n    \
                    for _ in range(n): pass\n    \
                    return now() - before\n\
                took(1000); few, many = took(100_000), took(1_000_000)\n\
                print(found, 5 * few < many < 20 * few)\n\
                try:\n    \
                    while True: os.write(4, b'?')\n\
                except OSError: pass";
    let mut counted = program(&["/usr/bin/python3", "-c", code]);
    let ran = |execution: &Execution| {
        let ended = execution.ending == Ending::Exited(0);
        (ended, text(&execution.stdout) + &text(&execution.stderr))
    };
    let nothing = (false, "nothing counts\n".to_owned());
    assert_eq!(ran(&machine.run(&counted)), nothing);
    counted.counted = true;
    let found = ran(&machine.run(&counted));
    let hardware = fs::read_dir("/sys/bus/event_source/devices").is_ok_and(|devices| {
        let names = devices.filter_map(|it| it.ok()?.file_name().into_string().ok());
        names
            .into_iter()
            .any(|name| name.contains("cpu") || name.contains("pmu"))
    });
    // Where there are counters, whoever owns the machine may keep them to himself.
    if !hardware || found != (true, "True True\n".to_owned()) {
        assert_eq!(found, nothing);
    }
}

fn cancel_ends_promptly(machine: &Machine) {
    let cancel = Cancel::new();
    let mut sleep = shell("echo started >&3; sleep 1000 & sleep 1000");
    sleep.limits.wall = patient(Duration::from_secs(100));
    let start = Instant::now();
    let answer = std::thread::scope(|scope| {
        let run = scope.spawn(|| machine.sandbox.run(&sleep, &cancel));
        // The shell and both its children are there before they are cancelled.
        wait_until(|| descendants(&children(&own())).len() >= 4);
        cancel.cancel();
        run.join().expect("the run does not panic")
    });
    assert!(matches!(answer, Err(Error::Cancelled)), "{answer:?}");
    assert!(
        start.elapsed() < patient(Duration::from_secs(30)),
        "{:?}",
        start.elapsed()
    );
}

fn own() -> BTreeSet<u32> {
    BTreeSet::from([std::process::id()])
}

fn descendants(of: &BTreeSet<u32>) -> BTreeSet<u32> {
    let mut all = of.clone();
    loop {
        let more = children(&all);
        if more.is_subset(&all) {
            return all;
        }
        all.extend(more);
    }
}

fn wait_until(condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(
            start.elapsed() < patient(Duration::from_secs(30)),
            "it did not come to be"
        );
        std::thread::yield_now();
    }
}

fn cancelled_before_start(machine: &Machine) {
    let cancel = Cancel::new();
    cancel.cancel();
    assert!(cancel.clone().is_cancelled());
    let answer = machine.sandbox.run(&program(&["/bin/true"]), &cancel);
    assert!(matches!(answer, Err(Error::Cancelled)), "{answer:?}");
}

fn many_at_once(machine: &Machine) {
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8)
            .map(|n| {
                scope.spawn(move || {
                    let script = format!("echo {n} > f; sleep 0.1; cat f; exit {n}");
                    (n, machine.run(&shell(&script)))
                })
            })
            .collect();
        for run in runs {
            let (n, execution) = run.join().expect("the run does not panic");
            assert_eq!(execution.ending, Ending::Exited(n));
            assert_eq!(text(&execution.stdout), format!("{n}\n"));
        }
    });
}

/// Kills a helper while it runs a program, and another while it waits.
fn dead_helper_is_replaced(machine: &Machine) {
    let kill = |pid: &u32| {
        let status = std::process::Command::new("/bin/kill")
            .args(["-9", &pid.to_string()])
            .status();
        assert!(status.expect("kill runs").success());
    };
    let sleep = shell("sleep 1000");
    let (answer, tree) = std::thread::scope(|scope| {
        let run = scope.spawn(|| machine.sandbox.run(&sleep, &Cancel::new()));
        wait_until(|| descendants(&children(&own())).len() >= 3);
        let helpers = children(&own());
        let tree = descendants(&helpers);
        helpers.iter().for_each(kill);
        (run.join().expect("the run does not panic"), tree)
    });
    assert!(
        matches!(answer, Err(Error::HelperFailed { .. })),
        "{answer:?}"
    );
    // What it ran dies with it.
    let alive = |pid: &u32| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        stat.rsplit_once(") ")
            .is_some_and(|(_, rest)| !rest.starts_with('Z'))
    };
    wait_until(|| !tree.iter().any(alive));

    assert_eq!(
        machine.run(&program(&["/bin/true"])).ending,
        Ending::Exited(0)
    );
    let idle = children(&own());
    idle.iter().for_each(kill);
    wait_until(|| !idle.iter().any(alive));
    assert_eq!(
        machine.run(&program(&["/bin/true"])).ending,
        Ending::Exited(0)
    );
}

fn nothing_outlives_the_sandbox(_: &Machine) {
    let before = children(&own());
    let other = Sandbox::new(helper()).expect("a second sandbox");
    let helpers: BTreeSet<u32> = children(&own()).difference(&before).copied().collect();
    assert_eq!(helpers.len(), 1);
    drop(other);
    assert_eq!(children(&own()), before);
    assert_eq!(groups(&helpers), Vec::<PathBuf>::new());
}

fn missing_program(machine: &Machine) {
    let answer = machine
        .sandbox
        .run(&program(&["/usr/bin/no-such"]), &Cancel::new());
    let Err(error @ Error::MissingProgram { .. }) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(
        error.to_string(),
        "cannot execute /usr/bin/no-such inside the sandbox: \
         No such file or directory (os error 2)"
    );
}

fn missing_mount(machine: &Machine) {
    let mut look = program(&["/bin/true"]);
    look.mounts = vec![Mount {
        source: "/no/such".into(),
        target: "/seen".into(),
    }];
    let answer = machine.sandbox.run(&look, &Cancel::new());
    let Err(error @ Error::SetupFailed { .. }) = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(
        error.to_string(),
        "the sandbox could not be built: take /no/such: No such file or directory (os error 2)"
    );
}

fn malformed_programs_are_refused(machine: &Machine) {
    let with = |change: fn(&mut Program)| {
        let mut program = program(&["/bin/true"]);
        change(&mut program);
        program
    };
    let mount = |target: &str| {
        vec![Mount {
            source: "/usr".into(),
            target: target.into(),
        }]
    };
    let mut programs = vec![
        with(|p| p.arguments.clear()),
        with(|p| p.arguments[0] = "bin/true".into()),
        with(|p| p.arguments.push("zero\0byte".into())),
        with(|p| p.files = vec![file("../out", b"", false)]),
        with(|p| p.files = vec![file("/out", b"", false)]),
        with(|p| p.files = vec![file("", b"", false)]),
        with(|p| p.collect = vec!["../../etc/passwd".into()]),
        with(|p| p.limits.memory = 0),
        with(|p| p.limits.wall = Duration::ZERO),
    ];
    for target in [
        "/",
        "/proc/x",
        "/dev",
        "/tmp",
        "/scratch",
        "relative",
        "/seen/../proc",
    ] {
        let mut program = program(&["/bin/true"]);
        program.mounts = mount(target);
        programs.push(program);
    }
    for program in &programs {
        let answer = machine.sandbox.run(program, &Cancel::new());
        assert!(
            matches!(answer, Err(Error::Malformed(_))),
            "{program:?}: {answer:?}"
        );
    }
    let large = with(|p| p.stdin = vec![0; 257 << 20]);
    let answer = machine.sandbox.run(&large, &Cancel::new());
    assert!(matches!(answer, Err(Error::TooLarge { .. })), "too large");
}

fn helper_that_is_none(_: &Machine) {
    for program in ["/bin/true", "/no/such"] {
        let helper = onsite_sandbox::Helper {
            program: program.into(),
            arguments: Vec::new(),
        };
        let answer = Sandbox::new(helper);
        assert!(
            matches!(answer, Err(Error::HelperFailed { .. })),
            "{answer:?}"
        );
    }
}

fn layers_are_named(machine: &Machine) {
    let layers = machine.sandbox.layers();
    let names = layers.names();
    for always in [
        "namespaces",
        "capabilities dropped",
        "no_new_privs",
        "seccomp",
    ] {
        assert!(names.iter().any(|name| name == always), "{names:?}");
    }
    assert_eq!(machine.run(&program(&["/bin/true"])).layers, *layers);
    assert_eq!(layers.to_string(), names.join(", "));
    let lacks_groups = layers
        .missing()
        .iter()
        .any(|(name, _)| name == "memory: cgroup");
    assert_eq!(layers.memory.is_cgroup(), !lacks_groups);
    if layers.memory.is_cgroup() && layers.processes.is_cgroup() {
        assert!(layers.strong());
    }
    // Who prepared the machine for certain layers says so, and must have got them.
    let promised = std::env::var("ONSITE_TEST_LAYERS").unwrap_or_default();
    for layer in promised.split(',').filter(|layer| !layer.is_empty()) {
        assert!(names.iter().any(|name| name == layer), "{layer}: {names:?}");
    }
}
