//! `onsite serve`: what survives a crash, one server per data directory, and stopping.

use std::{fs, os::unix::fs::PermissionsExt as _};

use serde_json::{Value, json};

use crate::support::{Served, Shell, signal};

/// Opens a question and returns its attempt.
fn open(served: &Served, question: &str) -> String {
    let path = format!("/api/questions/{question}/open");
    let page = served.json("POST", &path, &json!({}));
    page["attempt"]["id"].as_str().unwrap().to_owned()
}

fn submit(served: &Served, attempt: &str, source: &str) -> String {
    let path = format!("/api/attempts/{attempt}/submissions");
    let answer = json!({"kind": "code", "language": "python", "source": source});
    let job = served.json("POST", &path, &json!({"answer": answer}));
    job["id"].as_str().unwrap().to_owned()
}

/// Takes its whole time limit in every case.
const SLEEPER: &str = "import time\ntime.sleep(600)\n";

#[test]
fn a_crash_loses_neither_draft_nor_submission() {
    let shell = Shell::new();
    let served = shell.serve();
    let attempt = open(&served, "iou");
    let draft = json!({"text": "def iou(a, b):\n    ret", "cursor": 22, "version": 4});
    let path = format!("/api/attempts/{attempt}/drafts/python");
    assert_eq!(served.json("PUT", &path, &draft)["saved"], true);
    // The first is being judged and the second waits when the server is killed.
    let running = submit(&served, &attempt, SLEEPER);
    let waiting = submit(&served, &attempt, "def iou(a, b):\n    return 0.25\n");
    served.kill();

    let served = shell.serve();
    let page = served.json("GET", &format!("/api/attempts/{attempt}"), &Value::Null);
    assert_eq!(page["drafts"][0]["text"], draft["text"]);
    assert_eq!(page["drafts"][0]["cursor"], 22);
    assert_eq!(page["submissions"].as_array().unwrap().len(), 2);
    let judged = served.ended(&waiting);
    assert_eq!(judged["state"], "done", "{judged}");
    assert_eq!(judged["judgement"]["detail"]["verdict"], "wrong_answer");
    let judged = served.ended(&running);
    assert_eq!(
        judged["judgement"]["detail"]["verdict"], "time_limit_exceeded",
        "{judged}"
    );

    // Told to stop, it keeps what it could not finish, too.
    let cut_off = submit(&served, &attempt, SLEEPER);
    signal(served.pid(), "TERM");
    assert_eq!(served.wait(), Some(0));
    let served = shell.serve();
    let judged = served.ended(&cut_off);
    assert_eq!(
        judged["judgement"]["detail"]["verdict"], "time_limit_exceeded",
        "{judged}"
    );
}

#[test]
fn a_second_interrupt_ends_it_at_once() {
    let shell = Shell::new();
    let served = shell.serve();
    let attempt = open(&served, "iou");
    submit(&served, &attempt, SLEEPER);
    signal(served.pid(), "INT");
    signal(served.pid(), "INT");
    // The first may have been enough before the second came.
    assert!(matches!(served.wait(), Some(0 | 130)));
    assert_eq!(
        shell.serve().json("GET", "/api/today", &Value::Null)["unfinished"][0]["submissions"],
        1
    );
}

#[test]
fn one_server_has_a_data_directory() {
    let shell = Shell::new();
    let served = shell.serve();
    shell
        .run(&["serve", "--addr", "127.0.0.1:0"])
        .assert_refused(&[
            "in use by another Onsite",
            &served.pid().to_string(),
            "onsite open",
        ]);
    let opened = shell.run(&["open", "--print"]);
    assert_eq!(opened.code, Some(0), "{opened:?}");
    let address = format!("http://{}/?secret=", served.addr);
    assert!(opened.stdout.starts_with(&address), "{}", opened.stdout);
    let note = fs::metadata(shell.data.join("server.json")).unwrap();
    assert_eq!(note.permissions().mode() & 0o077, 0);
    signal(served.pid(), "INT");
    assert_eq!(served.wait(), Some(0));
    assert!(!shell.data.join("server.json").exists());
    shell
        .run(&["open"])
        .assert_refused(&["no Onsite serves", "onsite serve"]);
}

#[test]
fn a_login_outlives_a_restart_and_a_crash_leaves_no_trace() {
    let shell = Shell::new();
    let served = shell.serve();
    let before = shell.run(&["open"]).stdout;
    served.kill();
    // The note of the killed server is still there, and nothing answers.
    shell.run(&["open"]).assert_refused(&["no Onsite serves"]);
    let served = shell.serve();
    let after = shell.run(&["open"]).stdout;
    let secret = |line: &str| line.trim().split_once("secret=").unwrap().1.to_owned();
    assert_eq!(secret(&before), secret(&after));
    assert_eq!(served.ask("GET", "/api/settings", &Value::Null).0, 200);
}

#[test]
fn the_clock_goes_on_after_a_restart() {
    let shell = Shell::new();
    let start = || {
        let mut command = shell.command(&["serve", "--addr", "127.0.0.1:0"]);
        command.env("ONSITE_CLOCK", "2026-03-01T09:00:00Z×1000");
        Served::start(command)
    };
    let served = start();
    let attempt = open(&served, "iou");
    let page = served.json("GET", &format!("/api/attempts/{attempt}"), &Value::Null);
    let first = page["attempt"]["started"].as_i64().unwrap();
    assert!(first >= 1_772_355_600_000, "{first}");
    let today = served.json("GET", "/api/today", &Value::Null);
    assert!(
        today["clock"].as_str().unwrap().contains("2026-03-01"),
        "{today}"
    );
    served.kill();
    let served = start();
    let page = served.json("POST", "/api/questions/iou/open", &json!({"fresh": true}));
    let second = page["attempt"]["started"].as_i64().unwrap();
    assert!(second >= first, "{second} is before {first}");
}
