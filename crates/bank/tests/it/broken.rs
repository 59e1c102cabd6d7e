//! What is wrong is said with its place: one thing broken at a time, and noise in every file.

use std::fs;

use onsite_bank::{Error, lock::Lock, new};
use onsite_domain::question::Kind;
use proptest::prelude::*;

use crate::support::Small;

const IOU: &str = "code/iou/question.toml";
const URN: &str = "numeric/urn-draws/question.toml";

#[test]
fn a_small_bank_is_whole() {
    assert_eq!(Small::new().said(), "");
}

/// Breaks a bank in one place and holds what is said to its code and place.
fn check(breaks: impl Fn(&Small), code: &str, place: &str) {
    let bank = Small::new();
    breaks(&bank);
    let said = bank.said();
    let found = said
        .lines()
        .any(|line| line.starts_with(&format!("[{code}] {place}")));
    assert!(found, "expected [{code}] {place}, got:\n{said}");
    assert!(said.contains("help: "), "no help in:\n{said}");
}

#[test]
fn each_fault_is_named_with_its_place() {
    check(
        |b| b.replace(IOU, "format = 1", "format = 2"),
        "newer-format",
        "bank/code/iou/question.toml:",
    );
    check(
        |b| b.replace(IOU, "id = \"iou\"", "id = \"uoi\""),
        "id-not-folder",
        "bank/code/iou/question.toml:",
    );
    check(
        |b| b.replace(IOU, "kind = \"code\"", "kind = \"numeric\""),
        "kind-not-folder",
        "bank/code/iou/question.toml:",
    );
    check(
        |b| b.replace(IOU, "format = 1", "format = 1\ncolour = 3"),
        "unknown-key",
        "bank/code/iou/question.toml:2",
    );
    check(
        |b| b.replace(IOU, "level = \"L", "level = \"M"),
        "wrong-value",
        "bank/code/iou/question.toml:",
    );
    check(
        |b| b.replace(IOU, "covers = [", "covers = [\"q-nothing\", "),
        "unknown-cover",
        "bank/code/iou/question.toml:",
    );
    check(
        |b| b.replace(IOU, "covers = [", "covers = [\"q-urn-draws\", "),
        "unfit-cover",
        "bank/code/iou/question.toml:",
    );
    check(
        |b| b.replace(IOU, "type = \"list<float>\"", "type = \"lost<float>\""),
        "wrong-value",
        "bank/code/iou/question.toml:",
    );
    check(
        |b| b.replace(IOU, "step = \"nudge\"", "step = \"key_step\""),
        "hint-order",
        "bank/code/iou/question.toml:",
    );
    check(
        |b| b.write(IOU, [0xff, 0xfe, 0x00]),
        "not-utf8",
        "bank/code/iou/question.toml",
    );
    check(
        |b| b.write(IOU, "format = = 1"),
        "toml",
        "bank/code/iou/question.toml:1",
    );
    check(
        |b| b.write("code/iou/notes.txt", "stray"),
        "unknown-file",
        "bank/code/iou/notes.txt",
    );
    check(
        |b| b.write("code/stray", "stray"),
        "not-a-folder",
        "bank/code/stray",
    );
    check(
        |b| b.write("code/iou/tests/secret/98-odd.in", "[[0,0,1,1],[0,0,1,1]]"),
        "case-without-answer",
        "bank/code/iou/tests/secret/98-odd.in",
    );
    check(
        |b| b.write("code/iou/tests/secret/98-odd.ans", "1"),
        "answer-without-case",
        "bank/code/iou/tests/secret/98-odd.ans",
    );
    check(
        |b| b.write("code/iou/submissions/wrong_answer/silent.py", "x"),
        "no-reason",
        "bank/code/iou/submissions/wrong_answer/silent.py",
    );
    check(
        |b| b.write("code/iou/submissions/splendid/x.py", "x"),
        "unknown-file",
        "bank/code/iou/submissions/splendid/x.py",
    );
    check(
        |b| fs::remove_file(b.path("code/iou/rubric.toml")).unwrap(),
        "missing-file",
        "bank/code/iou/rubric.toml",
    );
    check(
        |b| fs::remove_file(b.path("code/iou/validator.py")).unwrap(),
        "missing-file",
        "bank/code/iou/validator.py",
    );
    check(
        |b| b.replace(URN, "[[numeric.example]]", "[[numeric.exemple]]"),
        "unknown-key",
        "bank/numeric/urn-draws/question.toml:",
    );
}

#[test]
fn a_case_of_the_wrong_type_is_placed() {
    let bank = Small::new();
    bank.write(
        "code/iou/tests/secret/98-odd.in",
        "[[0, 0, \"one\", 1], [0, 0, 1, 1]]",
    );
    bank.write("code/iou/tests/secret/98-odd.ans", "1");
    let said = bank.said();
    assert!(
        said.contains("98-odd.in: the input, argument 1 [2]: expected float"),
        "{said}"
    );
}

#[test]
fn all_faults_are_said_at_once() {
    let bank = Small::new();
    bank.replace(IOU, "minutes = ", "minutes = 9");
    bank.replace(URN, "unit = ", "unite = ");
    bank.write("code/iou/notes.txt", "stray");
    let said = bank.said();
    for code in [
        "[out-of-range]",
        "[unknown-key]",
        "[missing-key]",
        "[unknown-file]",
    ] {
        assert!(said.contains(code), "{code} is not in:\n{said}");
    }
}

#[test]
fn a_link_is_refused() {
    let bank = Small::new();
    std::os::unix::fs::symlink("/etc/passwd", bank.path("code/iou/tests/secret/99-link.in"))
        .unwrap();
    assert!(
        bank.said()
            .contains("[symlink] bank/code/iou/tests/secret/99-link.in")
    );
}

#[test]
fn a_bank_that_is_not_there_is_said() {
    let bank = Small::new();
    fs::remove_dir_all(bank.path("")).unwrap();
    assert!(bank.said().starts_with("[no-bank]"));
}

#[test]
fn a_changed_test_needs_a_new_revision() {
    let bank = Small::new();
    let source = bank.source();
    assert!(Lock::update(&source, &bank.load().bank).unwrap().is_empty());
    assert!(Lock::check(&source, &bank.load().bank).is_empty());

    bank.replace("code/iou/statement.md", ".", "!");
    assert!(
        Lock::check(&source, &bank.load().bank).is_empty(),
        "prose needs no revision"
    );

    bank.replace(IOU, "cpu_ms = 1000", "cpu_ms = 2000");
    let refused = Lock::update(&source, &bank.load().bank).unwrap();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].help.contains("revision = 2"), "{}", refused[0]);

    bank.replace(IOU, "revision = 1", "revision = 2");
    assert!(Lock::update(&source, &bank.load().bank).unwrap().is_empty());
    bank.replace(IOU, "revision = 2", "revision = 1");
    assert!(
        !Lock::check(&source, &bank.load().bank).is_empty(),
        "a revision never goes back"
    );
}

#[test]
fn a_new_package_points_at_its_blanks() {
    let bank = Small::new();
    for kind in Kind::ALL {
        new::scaffold(kind, &format!("my-{}", kind.name()), &bank.path("")).unwrap();
    }
    let said = bank.said();
    assert!(said.contains("bank/code/my-code/question.toml:5"), "{said}");
    assert!(
        said.contains("bank/numeric/my-numeric/formula.py"),
        "{said}"
    );
    assert!(
        !said.contains("[toml]") && !said.contains("[unknown-key]"),
        "{said}"
    );

    let again = new::scaffold(Kind::Numeric, "my-code", &bank.path(""));
    assert!(matches!(again, Err(Error::Exists(_))));
    let outside = new::scaffold(Kind::Code, "../outside", &bank.path(""));
    assert!(matches!(outside, Err(Error::BadId(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn noise_in_any_file_is_said_and_never_panics(
        which in 0_usize..9,
        noise in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let file = [
            IOU, URN, "code/iou/rubric.toml", "code/iou/statement.md", "competencies.toml",
            "catalogue.toml", "proofs.toml", "code/iou/tests/secret/01-identical.in",
            "code/iou/validator.py",
        ][which];
        let bank = Small::new();
        bank.write(file, &noise);
        bank.load();
    }
}
