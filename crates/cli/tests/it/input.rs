//! Bad input: what, where, what to do, code 2, and nothing on standard output.

use std::{
    fs::{self, File, TryLockError},
    net::TcpListener,
    path::PathBuf,
    process::Stdio,
    thread,
    time::Duration,
};

use serde_json::Value;

use crate::support::{Shell, finish, root, shipped};

#[test]
fn judge_says_what_is_wrong_with_its_input() {
    let shell = Shell::new();
    let answer = shell.write("answer.py", "def iou(a, b):\n    return 0\n");
    let answer = answer.to_str().unwrap();
    let judge = |question: &str, file: &str| shell.run(&["judge", question, file, "--json"]);
    judge("ious", answer).assert_refused(&["“ious”", "Did you mean", "“iou”"]);
    judge("no-such-question-at-all", answer).assert_refused(&["no-such-question-at-all"]);
    judge("../iou", answer).assert_refused(&["there is no question"]);
    judge("iou", "missing.py").assert_refused(&["missing.py", "help:"]);
    judge("iou", ".").assert_refused(&["is a folder"]);
    shell.write("latin.py", b"x = 1\ns = '\xe9'\n");
    judge("iou", "latin.py").assert_refused(&["latin.py", "not UTF-8", "line 2"]);
    shell.write("notes.txt", "def iou(a, b):\n    return 0\n");
    judge("iou", "notes.txt").assert_refused(&["notes.txt", "--language"]);
    let big = std::fs::File::create(shell.path("big.py")).unwrap();
    big.set_len(50_000_000).unwrap();
    judge("iou", "big.py").assert_refused(&["big.py", "50000000", "262144"]);
    judge("urn-draws", answer).assert_refused(&["is not a number"]);
    shell
        .run(&["judge", "iou", answer, "--language", "cobol"])
        .assert_refused(&["cobol", "python, cpp"]);
    shell.run(&["judge", "iou"]).assert_refused(&["FILE"]);
    shell
        .run(&["jugde", "iou", answer])
        .assert_refused(&["jugde", "judge"]);
}

#[test]
fn names_that_a_file_gives_do_not_steer_the_terminal() {
    let shell = Shell::new();
    let starter = root().join("bank/design/ads-ranking/starter.toml");
    let starter = std::fs::read_to_string(starter).unwrap();
    let sheet = "[framing.label]\npick = \"\\u001b[31mred\"\nwhy = \"It is known.\"\n";
    shell.write("design.toml", format!("{starter}\n{sheet}"));
    let output = shell.run(&["judge", "ads-ranking", "design.toml"]);
    output.assert_refused(&["\\u{1b}[31mred"]);
    assert!(!output.stderr.contains('\u{1b}'), "{}", output.stderr);
}

#[test]
fn a_bank_that_is_not_there_is_named() {
    let shell = Shell::new();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_onsite"));
    command
        .args(["bank", "check", "--bank", "nowhere", "--data"])
        .arg(&shell.data);
    finish(command).assert_refused(&["nowhere", "no such folder"]);
}

#[test]
fn addresses_are_of_this_machine() {
    let shell = Shell::new();
    for address in ["0.0.0.0:4400", "192.168.1.2:4400", "[::]:4400"] {
        shell
            .run(&["serve", "--addr", address])
            .assert_refused(&["this machine only"]);
    }
    for address in ["4400", "localhost", "localhost:99999", "onsite.example:80"] {
        shell
            .run(&["serve", "--addr", address])
            .assert_refused(&["not an address", "127.0.0.1"]);
    }
}

#[test]
fn a_port_in_use_is_named() {
    let shell = Shell::new();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = other.local_addr().unwrap().to_string();
    // It answers nothing, as another program may.
    drop(std::thread::spawn(move || other.incoming().for_each(drop)));
    shell.run(&["serve", "--addr", &taken]).assert_refused(&[
        &taken,
        "in use by another program",
        "--addr",
    ]);

    let onsite = Shell::new();
    let served = onsite.serve();
    let taken = served.addr.to_string();
    shell
        .run(&["serve", "--addr", &taken])
        .assert_refused(&[&taken, "another Onsite", "--addr"]);
    onsite.run(&["serve", "--addr", &taken]).assert_refused(&[
        &taken,
        "already",
        &served.pid().to_string(),
        "onsite open",
    ]);
}

#[test]
fn a_clock_that_is_none_is_named() {
    let shell = Shell::new();
    let mut command = shell.command(&["serve", "--addr", "127.0.0.1:0"]);
    command.env("ONSITE_CLOCK", "yesterday");
    finish(command).assert_refused(&["ONSITE_CLOCK=yesterday", "2026-03-01T09:00:00Z"]);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let shell = Shell::new();
    let file = shipped("iou", "accepted/clamped.py");
    let mut command = shell.command(&["judge", "iou", file.to_str().unwrap(), "--json"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(
        ended.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    assert_eq!(ended.stderr, b"");
}

#[test]
fn doctor_says_what_is_there() {
    let shell = Shell::new();
    let ended = shell.run(&["doctor", "--json"]);
    let found = ended.json();
    let names: Vec<_> = found["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| &c["name"])
        .collect();
    for name in ["Python", "C++", "Sandbox", "Bank"] {
        assert!(
            names.iter().any(|found| *found == name),
            "{name} in {names:?}"
        );
    }
    // The tests keep Python packages from being installed, which it must notice.
    assert_eq!(packages(&found)["status"], "missing");
    assert_eq!(ended.code, Some(1));
}

#[test]
fn python_packages_are_made_once_by_two_at_a_time() {
    let shell = Shell::new();
    fs::remove_file(shell.data.join("python")).unwrap();
    let site = || {
        let found = shell.run(&["doctor", "--json"]).json();
        let packages = packages(&found);
        assert_eq!(packages["status"], "ok", "{packages}");
        PathBuf::from(packages["found"].as_str().unwrap())
    };
    let sites: Vec<PathBuf> = thread::scope(|scope| {
        let both = [scope.spawn(site), scope.spawn(site)];
        both.map(|one| one.join().unwrap()).to_vec()
    });
    assert_eq!(sites[0], sites[1]);
    assert!(sites[0].join("numpy/__init__.py").is_file());

    // What was marked as made and is gone is made again.
    fs::remove_dir_all(&sites[0]).unwrap();
    assert_eq!(site(), sites[0]);
    assert!(sites[0].join("numpy/__init__.py").is_file());

    // One that is killed leaves an installer, which the next one waits for.
    fs::remove_dir_all(&sites[0]).unwrap();
    let mut command = shell.command(&["doctor"]);
    let silent = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut killed = silent.spawn().unwrap();
    while !sites[0].join("pip").exists() {
        assert_eq!(killed.try_wait().unwrap(), None, "it ended too early");
        thread::sleep(Duration::from_millis(10));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let making = File::open(shell.data.join("python/making")).unwrap();
    assert!(matches!(making.try_lock(), Err(TryLockError::WouldBlock)));
    drop(making);
    assert_eq!(site(), sites[0]);
    assert!(sites[0].join("numpy/__init__.py").is_file());
}

fn packages(found: &Value) -> Value {
    let checks = found["checks"].as_array().unwrap();
    let mut named = checks.iter().filter(|c| c["name"] == "Python packages");
    named.next().unwrap().clone()
}
