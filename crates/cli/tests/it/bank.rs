//! `onsite bank …`: a broken package is found, with its place.

use std::{fs, path::Path};

use crate::copied::Copy;

#[test]
fn a_changed_case_needs_a_new_revision_and_must_be_right() {
    let copy = Copy::new();
    let proven = copy.bank(&["check", "iou", "--json"]);
    assert_eq!(proven.code, Some(0), "{proven:?}");
    assert!(proven.json()["answers_run"].as_u64().unwrap() > 0);
    let again = copy.bank(&["check", "iou", "--json"]).json();
    assert_eq!(
        again["answers_run"], 0,
        "what has not changed is not proved again"
    );

    copy.edit("code/iou/tests/secret/15-tiny.ans", |_| "0.5\n".to_owned());
    let refused = copy.bank(&["check", "iou", "--shape"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(
        refused.stdout.contains("without a new revision"),
        "{}",
        refused.stdout
    );
    assert!(
        refused.stdout.contains("revision = 2"),
        "{}",
        refused.stdout
    );
    copy.bank(&["lock"])
        .assert_refused(&["without a new revision", "bank.lock is not written"]);

    copy.edit("code/iou/question.toml", |text| {
        text.replace("revision = 1", "revision = 2")
    });
    let locked = copy.bank(&["lock"]);
    assert_eq!(locked.code, Some(0), "{locked:?}");
    let broken = copy.bank(&["check", "iou"]);
    assert_eq!(broken.code, Some(1), "{broken:?}");
    assert!(broken.stdout.contains("15-tiny"), "{}", broken.stdout);
    assert!(broken.stdout.contains("help:"), "{}", broken.stdout);
}

#[test]
fn a_broken_file_is_named_with_its_line() {
    let copy = Copy::new();
    copy.edit("code/iou/question.toml", |text| {
        text.replace("minutes = ", "minuts = ")
    });
    let refused = copy.bank(&["check", "--shape"]);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    let place = refused
        .stdout
        .lines()
        .find(|line| line.starts_with("bank/code/iou/question.toml:"));
    let line = place.and_then(|line| line.split(':').nth(1)?.parse::<u32>().ok());
    assert!(line.is_some(), "{}", refused.stdout);
    let judged = copy.bank(&["check", "no-such", "--shape"]);
    judged.assert_refused(&["no-such"]);
}

#[test]
fn a_new_package_starts_whole_but_for_its_blanks() {
    let copy = Copy::new();
    let made = copy.bank(&["new", "code", "my-question"]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(made.stdout.contains("question.toml"), "{}", made.stdout);
    assert!(
        copy.project
            .join("bank/code/my-question/statement.md")
            .is_file()
    );
    let blanks = copy.bank(&["check", "my-question", "--shape"]);
    assert_eq!(blanks.code, Some(2), "{blanks:?}");
    assert!(
        blanks.stdout.contains("bank/code/my-question/"),
        "{}",
        blanks.stdout
    );
    copy.bank(&["new", "code", "my-question"])
        .assert_refused(&["there already"]);
    copy.bank(&["new", "code", "My Question"])
        .assert_refused(&["My Question"]);
    copy.bank(&["new", "poem", "ode"])
        .assert_refused(&["poem", "code, design, experiment, numeric, story"]);
}

#[test]
fn schemas_are_as_committed() {
    let copy = Copy::new();
    let folder = copy.project.join("bank/schemas");
    let committed = snapshot(&folder);
    fs::remove_dir_all(&folder).unwrap();
    let written = copy.bank(&["schemas"]);
    assert_eq!(written.code, Some(0), "{written:?}");
    assert!(
        snapshot(&folder) == committed,
        "run `onsite bank schemas` and commit bank/schemas"
    );
}

fn snapshot(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}
