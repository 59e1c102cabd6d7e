//! `onsite practise`: a question in the shell.

use std::{
    fs,
    io::{BufRead as _, BufReader, Lines, Read as _, Write as _},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use serde_json::{Value, json};

use crate::support::{Shell, shipped, signal};

/// A session at the keyboard.
struct Session {
    child: Child,
    keys: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Session {
    fn start(mut command: Command) -> Self {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let keys = child.stdin.take().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, keys, lines }
    }

    /// Reads on until a line starts with a text.
    #[track_caller]
    fn until(&mut self, text: &str) -> String {
        let mut seen = Vec::new();
        for line in self.lines.by_ref() {
            let line = line.unwrap();
            if line.starts_with(text) {
                return line;
            }
            seen.push(line);
        }
        panic!("no line starts with “{text}” in: {}", seen.join("\n"));
    }

    fn press(&mut self, key: &str) {
        writeln!(self.keys, "{key}").unwrap();
    }

    fn quit(mut self) -> String {
        self.press("q");
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        let mut errors = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut errors)
            .unwrap();
        errors
    }
}

#[test]
fn every_save_runs_the_samples_and_s_submits() {
    let shell = Shell::new();
    let command = shell.command(&["practise", "iou", "--language", "python"]);
    let mut session = Session::start(command);
    session.until("Write your answer in iou.py");
    session.until("s + Enter submits");
    let file = shell.path("iou.py");
    assert!(fs::read_to_string(&file).unwrap().contains("def iou("));

    fs::write(&file, "def iou(a, b):\n    return 0.125\n").unwrap();
    session.until("Samples: Wrong answer");
    session.press("h");
    session.until("Hint 1 (recorded)");
    fs::copy(shipped("iou", "accepted/clamped.py"), &file).unwrap();
    session.until("Samples: Accepted");
    session.press("s");
    session.until("Submitted: Accepted");
    assert!(!session.quit().contains("not recorded"));

    let served = shell.serve();
    let attempts = served.json("GET", "/api/questions/iou/attempts", &Value::Null);
    assert_eq!(attempts[0]["attempt"]["state"], "solved");
    assert_eq!(attempts[0]["attempt"]["hints"].as_array().unwrap().len(), 1);
    let attempt = attempts[0]["attempt"]["id"].as_str().unwrap();
    let page = served.json("GET", &format!("/api/attempts/{attempt}"), &Value::Null);
    assert_eq!(
        page["drafts"][0]["text"],
        fs::read_to_string(&file).unwrap()
    );
}

#[test]
fn a_number_is_typed() {
    let shell = Shell::new();
    let mut session = Session::start(shell.command(&["practise", "urn-draws"]));
    session.until("Type a number");
    session.press("-1");
    session.until("Submitted: Not right");
    session.press("seven");
    let said = session.quit();
    assert!(said.contains("“seven” is not a number"), "{said}");
}

#[test]
fn a_story_is_told_in_a_file() {
    let shell = Shell::new();
    let question = "decided-without-manager";
    let mut session = Session::start(shell.command(&["practise", question]));
    session.until("Write your story in decided-without-manager.toml");
    session.until("s + Enter submits");
    let file = shell.path("decided-without-manager.toml");
    assert!(fs::read_to_string(&file).unwrap().contains("\nresult = "));
    fs::write(&file, "actions = \"We built it. We sold it.\"\n").unwrap();
    session.until("Told: ");
    session.until("1. we_for_i (actions)");
    let told = "actions = \"I sold it.\"\n[spoken_seconds]\nactions = 9.5\n";
    fs::write(&file, told).unwrap();
    session.until("Told: ");
    session.press("s");
    session.until("Submitted: ");
    session.quit();

    // The draft is the page's own: a list of parts.
    let served = shell.serve();
    let attempts = served.json(
        "GET",
        &format!("/api/questions/{question}/attempts"),
        &Value::Null,
    );
    let attempt = attempts[0]["attempt"]["id"].as_str().unwrap();
    let page = served.json("GET", &format!("/api/attempts/{attempt}"), &Value::Null);
    assert_eq!(page["workspace"]["kind"], "story");
    assert_eq!(page["workspace"]["parts"].as_array().unwrap().len(), 7);
    assert_eq!(page["drafts"][0]["slot"], "story");
    let draft: Value = serde_json::from_str(page["drafts"][0]["text"].as_str().unwrap()).unwrap();
    let part = json!([{ "part": "actions", "text": "I sold it.", "spoken_ms": 9500 }]);
    assert_eq!(draft, part);
    let submission = &page["submissions"][0];
    assert_eq!(submission["submission"]["answer"]["parts"], part);
    assert_eq!(submission["judgement"]["outcome"], "unjudged");
    assert_eq!(submission["evidence"], json!([]));
}

#[test]
fn beside_a_server_it_says_that_nothing_is_recorded() {
    let shell = Shell::new();
    let served = shell.serve();
    let mut session = Session::start(shell.command(&["practise", "iou", "--language", "python"]));
    session.until("s + Enter submits");
    fs::copy(shipped("iou", "accepted/clamped.py"), shell.path("iou.py")).unwrap();
    session.until("Samples: Accepted");
    session.press("s");
    session.until("Submitted: Accepted");
    assert!(session.quit().contains("not recorded"));
    assert_eq!(
        served.json("GET", "/api/questions/iou/attempts", &Value::Null),
        json!([])
    );
    signal(served.pid(), "INT");
    assert_eq!(served.wait(), Some(0));
}

#[test]
fn what_was_written_before_is_kept() {
    let shell = Shell::new();
    shell.write("iou.py", "# mine\n");
    let mut session = Session::start(shell.command(&["practise", "iou"]));
    session.until("Write your answer in iou.py");
    session.quit();
    assert_eq!(
        fs::read_to_string(shell.path("iou.py")).unwrap(),
        "# mine\n"
    );
    shell
        .run(&["practise", "ious"])
        .assert_refused(&["Did you mean", "iou"]);
}
