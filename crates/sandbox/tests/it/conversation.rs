//! Two programs that talk to each other: what reaches whom, who hung up, and what limits hold.

use std::time::Duration;

use onsite_sandbox::{Cancel, Conversation, Ending, Error, Program};

use crate::Test;
use crate::support::{Machine, children, program, text};

pub const TESTS: &[(&str, Test)] = &[
    ("they_hear_each_other", they_hear_each_other),
    ("who_hangs_up_first_is_known", who_hangs_up_first_is_known),
    ("ending_late_is_no_crash", ending_late_is_no_crash),
    ("waiting_for_each_other_ends", waiting_for_each_other_ends),
    ("endless_talk_is_cut_off", endless_talk_is_cut_off),
    ("what_is_no_talk_is_refused", what_is_no_talk_is_refused),
    ("cancel_ends_both", cancel_ends_both),
    ("a_missing_partner_is_named", a_missing_partner_is_named),
    ("a_run_after_a_talk_is_alone", a_run_after_a_talk_is_alone),
];

fn shell(script: &str) -> Program {
    program(&["/bin/sh", "-c", script])
}

fn talk(machine: &Machine, one: &str, other: &str) -> Conversation {
    let programs = [shell(one), shell(other)];
    machine
        .sandbox
        .converse([&programs[0], &programs[1]], &Cancel::new())
        .expect("they talk")
}

fn endings(conversation: &Conversation) -> [Ending; 2] {
    conversation.executions.each_ref().map(|e| e.ending)
}

fn they_hear_each_other(machine: &Machine) {
    let ask = "for n in 1 2 3; do echo $n; read back; echo $back >&2; done";
    let reply = "while read n; do echo got $n; done; echo end >&2";
    let talked = talk(machine, ask, reply);
    assert_eq!(endings(&talked), [Ending::Exited(0); 2]);
    assert_eq!(text(&talked.executions[0].stderr), "got 1\ngot 2\ngot 3\n");
    assert_eq!(text(&talked.executions[1].stderr), "end\n");
    assert_eq!((talked.written, talked.over), ([6, 18], [false; 2]));
    assert!(talked.executions.iter().all(|e| e.stdout.is_empty()));
    assert_eq!(talked.first_to_hang_up, 0);

    // More than the pipes and the relay hold at once.
    let talked = talk(machine, "head -c 900000 /dev/zero", "wc -c >&2");
    assert_eq!(text(&talked.executions[1].stderr).trim(), "900000");
}

fn who_hangs_up_first_is_known(machine: &Machine) {
    // The second ends only because the first did, and the other way round.
    let waits = "while read line; do :; done; exit 4";
    let talked = talk(machine, "exit 3", waits);
    assert_eq!(endings(&talked), [Ending::Exited(3), Ending::Exited(4)]);
    assert_eq!(talked.first_to_hang_up, 0);
    let talked = talk(machine, waits, "exit 3");
    assert_eq!(endings(&talked), [Ending::Exited(4), Ending::Exited(3)]);
    assert_eq!(talked.first_to_hang_up, 1);
    // Closing the output is hanging up.
    let talked = talk(
        machine,
        waits,
        "exec >&-; while read line; do :; done; exit 5",
    );
    assert_eq!(endings(&talked), [Ending::Exited(4), Ending::Exited(5)]);
    assert_eq!(talked.first_to_hang_up, 1);
}

fn ending_late_is_no_crash(machine: &Machine) {
    let late = "while read line; do :; done; head -c 1000000 /dev/zero; exit 6";
    let talked = talk(machine, late, "exit 7");
    assert_eq!(endings(&talked), [Ending::Exited(6), Ending::Exited(7)]);
    assert_eq!(talked.written[0], 1_000_000);
}

fn waiting_for_each_other_ends(machine: &Machine) {
    let mut waits = shell("read line; exit 8");
    let partner = waits.clone();
    waits.limits.wall = Duration::from_millis(300);
    let talked = machine
        .sandbox
        .converse([&waits, &partner], &Cancel::new())
        .expect("they wait");
    assert_eq!(endings(&talked), [Ending::WallLimit, Ending::Exited(8)]);
    assert_eq!(talked.first_to_hang_up, 0);
}

fn endless_talk_is_cut_off(machine: &Machine) {
    let mut endless = shell("exec yes");
    endless.limits.output = 100_000;
    let reader = shell("cat > /dev/null; exit 9");
    let talked = machine
        .sandbox
        .converse([&endless, &reader], &Cancel::new())
        .expect("one talks");
    // Its output is gone, and it ends by writing there or by noticing that it cannot.
    assert_ne!(talked.executions[0].ending, Ending::Exited(0));
    assert_eq!(talked.executions[1].ending, Ending::Exited(9));
    assert_eq!(talked.over, [true, false]);
}

fn what_is_no_talk_is_refused(machine: &Machine) {
    let mut fed = shell("exit 0");
    fed.stdin = b"input".to_vec();
    let error = machine
        .sandbox
        .converse([&fed, &shell("exit 0")], &Cancel::new())
        .expect_err("it has an input of its own");
    assert!(matches!(error, Error::Malformed(_)), "{error}");
}

fn cancel_ends_both(machine: &Machine) {
    let cancel = Cancel::new();
    let waits = shell("echo here >&2; read line");
    std::thread::scope(|scope| {
        let talk = scope.spawn(|| machine.sandbox.converse([&waits, &waits], &cancel));
        cancel.cancel();
        let error = talk
            .join()
            .expect("no panic")
            .expect_err("it was cancelled");
        assert!(matches!(error, Error::Cancelled), "{error}");
    });
}

fn a_missing_partner_is_named(machine: &Machine) {
    let missing = program(&["/nowhere/program"]);
    let waits = shell("read line; exit 0");
    let error = machine
        .sandbox
        .converse([&waits, &missing], &Cancel::new())
        .expect_err("nobody is there");
    assert!(matches!(error, Error::MissingProgram { .. }), "{error}");
}

fn a_run_after_a_talk_is_alone(machine: &Machine) {
    talk(machine, "echo one", "cat >&2");
    let mut cat = program(&["/bin/cat"]);
    cat.stdin = b"alone".to_vec();
    for _ in 0..3 {
        assert_eq!(text(&machine.run(&cat).stdout), "alone");
    }
    let helpers = children(&[std::process::id()].into());
    assert!(helpers.len() <= 2, "helpers are used again: {helpers:?}");
}
