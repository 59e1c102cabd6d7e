//! What is wrong is said with its place: one thing broken at a time, and noise in every file.

use std::fs;

use onsite_bank::{Error, lock::Lock, new};
use onsite_domain::question::Kind;
use proptest::prelude::*;

use crate::support::Small;

const IOU: &str = "code/iou/question.toml";
const ADS: &str = "design/ads-ranking/question.toml";
const SURE: &str = "experiment/stop-as-soon-as-sure/question.toml";
const URN: &str = "numeric/urn-draws/question.toml";
const TOLD: &str = "story/decided-without-manager/question.toml";
const PRESET: &str = "loops/two-rounds.toml";
const FACTS: &str = "code/iou/facts.toml";
/// Files that noise is written into.
const NOISY: [&str; 20] = [
    PRESET,
    IOU,
    ADS,
    "design/ads-ranking/parts.toml",
    "design/ads-ranking/scenarios/crash.toml",
    "design/ads-ranking/designs/two_stages.toml",
    SURE,
    "experiment/stop-as-soon-as-sure/world.toml",
    URN,
    TOLD,
    "story/decided-without-manager/tellings/strong.toml",
    "principles.toml",
    "code/iou/rubric.toml",
    FACTS,
    "code/iou/statement.md",
    "competencies.toml",
    "catalogue.toml",
    "proofs.toml",
    "code/iou/tests/secret/04-identical.in",
    "code/iou/validator.py",
];

#[test]
fn a_small_bank_is_whole() {
    assert_eq!(Small::new().said(), "");
}

/// One thing broken, and the code and place that must be said of it.
type Fault = (fn(&Small), &'static str, &'static str);

/// Breaks a bank in one place at a time and holds what is said to its code and place.
fn check(faults: &[Fault]) {
    for (breaks, code, place) in faults {
        let bank = Small::new();
        breaks(&bank);
        let said = bank.said();
        let found = said
            .lines()
            .any(|line| line.starts_with(&format!("[{code}] {place}")));
        assert!(found, "expected [{code}] {place}, got:\n{said}");
        assert!(said.contains("help: "), "no help in:\n{said}");
    }
}

#[test]
fn faults_of_the_shared_part_are_named_with_their_place() {
    check(&[
        (
            |b| b.replace(IOU, "format = 1", "format = 2"),
            "newer-format",
            "bank/code/iou/question.toml:1",
        ),
        (
            |b| b.replace(IOU, "id = \"iou\"", "id = \"uoi\""),
            "id-not-folder",
            "bank/code/iou/question.toml:2",
        ),
        (
            |b| b.replace(IOU, "kind = \"code\"", "kind = \"numeric\""),
            "kind-not-folder",
            "bank/code/iou/question.toml:3",
        ),
        (
            |b| b.replace(IOU, "format = 1", "format = 1\ncolour = 3"),
            "unknown-key",
            "bank/code/iou/question.toml:2",
        ),
        (
            |b| b.replace(IOU, "level = \"L", "level = \"M"),
            "wrong-value",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "competencies = [", "competencies = [\"juggling\", "),
            "unknown-competency",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "looks_for =", "question = \"jugglers\"\nlooks_for ="),
            "unknown-question",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "looks_for =", "question = \"iou\"\nlooks_for ="),
            "unknown-question",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "step = \"nudge\"", "step = \"key_step\""),
            "hint-order",
            "bank/code/iou/question.toml:",
        ),
    ]);
}

#[test]
fn faults_of_files_are_named_with_their_place() {
    check(&[
        (
            |b| b.write(IOU, [0xff, 0xfe, 0x00]),
            "not-utf8",
            "bank/code/iou/question.toml:1",
        ),
        (
            |b| b.write(IOU, "format = = 1"),
            "toml",
            "bank/code/iou/question.toml:1",
        ),
        (
            |b| fs::remove_file(b.path("code/iou/rubric.toml")).unwrap(),
            "missing-file",
            "bank/code/iou/rubric.toml",
        ),
        (
            |b| {
                b.append(
                    "code/iou/editorial.md",
                    "\n\n![a](https://example.org/a.png)\n",
                );
            },
            "remote-image",
            "bank/code/iou/editorial.md:",
        ),
        (
            |b| b.append("code/iou/statement.md", "\n\n<script>\n"),
            "html",
            "bank/code/iou/statement.md:",
        ),
        (
            |b| b.write("code/iou/statement.md", "Write it."),
            "too-short",
            "bank/code/iou/statement.md",
        ),
        (
            |b| b.write("code/iou/statement.md", "word ".repeat(1_000_000)),
            "too-large",
            "bank/code/iou/statement.md",
        ),
    ]);
}

#[test]
fn faults_of_the_catalogue_and_its_ids_are_named_with_their_place() {
    check(&[
        (
            |b| b.replace(IOU, "covers = [", "covers = [\"q-nothing\", "),
            "unknown-cover",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "covers = [", "covers = [\"q-urn-draws\", "),
            "unfit-cover",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "covers = [", "covers = [\"q-lru-cache\", "),
            "two-questions",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.append("catalogue.toml", "\n[[item]]\nid = \"x\"\ncolour = 3\n"),
            "unknown-key",
            "bank/catalogue.toml:",
        ),
        (
            |b| {
                b.append(
                    "proofs.toml",
                    "\n[[proof]]\nid = \"q-nothing\"\ntest = \"a::b\"\n",
                );
            },
            "unknown-cover",
            "bank/proofs.toml:",
        ),
        (
            |b| {
                b.append(
                    "proofs.toml",
                    "\n[[proof]]\nid = \"q-iou\"\ntest = \"a::b\"\n",
                );
            },
            "unfit-cover",
            "bank/proofs.toml:",
        ),
        (
            |b| {
                let again = "id = \"coding\"\ntitle = \"Coding\"\nobserves = \"Code.\"\n";
                b.append("competencies.toml", &format!("\n[[competency]]\n{again}"));
            },
            "duplicate",
            "bank/competencies.toml:",
        ),
        (
            |b| fs::remove_file(b.path("competencies.toml")).unwrap(),
            "missing-file",
            "bank/competencies.toml",
        ),
    ]);
}

#[test]
fn faults_of_code_are_named_with_their_place() {
    check(&[
        (
            |b| b.replace(IOU, "type = \"list<float>\"", "type = \"lost<float>\""),
            "wrong-value",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "name = \"iou\"", "name = \"while\""),
            "bad-signature",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "returns = \"float\"", "returns = \"void\""),
            "bad-signature",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "kind = \"float\"", "kind = \"exact\""),
            "unknown-key",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "cpu_ms = ", "cpu_ms = 9"),
            "out-of-range",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.append(IOU, "\n[code.growth]\nof = \"one box\"\nexpected = {}\n"),
            "bad-growth",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.write("code/iou/growth.py", "def make(n, seed): return []\n"),
            "unused",
            "bank/code/iou/growth.py",
        ),
        (
            |b| {
                let text = "\n[code.growth]\nof = \"a box\"\nexpected = { time = \"1\" }\n\
                            class_required = true\n";
                b.append(IOU, text);
            },
            "bad-growth",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.write("code/iou/checker.py", "def check(i, a, o): pass\n"),
            "unused",
            "bank/code/iou/checker.py",
        ),
        (
            |b| fs::remove_file(b.path("code/iou/validator.py")).unwrap(),
            "missing-file",
            "bank/code/iou/validator.py",
        ),
        (
            |b| b.write("code/iou/validator.py", "x = 1\n"),
            "missing-function",
            "bank/code/iou/validator.py",
        ),
    ]);
}

#[test]
fn faults_of_cases_and_answers_are_named_with_their_place() {
    check(&[
        (
            |b| b.write("code/iou/tests/secret/98-odd.in", "[[0,0,1,1],[0,0,1,1]]"),
            "case-without-answer",
            "bank/code/iou/tests/secret/98-odd.in",
        ),
        (
            |b| b.write("code/iou/tests/secret/98-odd.ans", "1"),
            "answer-without-case",
            "bank/code/iou/tests/secret/98-odd.ans",
        ),
        (
            |b| b.case("98-odd", "[[0,0,1,1],[0,0,1,1]", "1"),
            "not-json",
            "bank/code/iou/tests/secret/98-odd.in:1",
        ),
        (
            |b| b.case("98-odd", "[[0,0,1,1],[0,0,1,1]]", "\"one\""),
            "wrong-type",
            "bank/code/iou/tests/secret/98-odd.ans",
        ),
        (
            |b| b.case("odd", "[[0,0,1,1],[0,0,1,1]]", "1"),
            "bad-name",
            "bank/code/iou/tests/secret/odd.in",
        ),
        (
            |b| b.write("code/iou/submissions/wrong_answer/silent.py", "x"),
            "no-reason",
            "bank/code/iou/submissions/wrong_answer/silent.py",
        ),
        (
            |b| b.write("code/iou/submissions/splendid/x.py", "x"),
            "unknown-file",
            "bank/code/iou/submissions/splendid/x.py",
        ),
        (
            |b| b.write("code/iou/submissions/accepted/x.py", "#".repeat(300_000)),
            "too-large",
            "bank/code/iou/submissions/accepted/x.py",
        ),
        (
            |b| {
                let entry = "file = \"wrong_answer/none.py\"\nbecause = \"It is not there.\"\n";
                b.append(IOU, &format!("\n[[code.submission]]\n{entry}"));
            },
            "missing-file",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.replace(IOU, "fails_on = \"", "fails_on = \"no-"),
            "unknown-case",
            "bank/code/iou/question.toml:",
        ),
    ]);
}

/// Gives `iou` code to start from.
fn give(bank: &Small, table: &str) {
    bank.write("code/iou/given/python.py", "def iou(a, b):\n    return 1\n");
    bank.write("code/iou/given/cpp.cpp", "double iou();\n");
    bank.write("code/iou/given/r.R", "iou <- function(a, b) 1\n");
    bank.append(IOU, &format!("\n[code.given]\n{table}\n"));
}

#[test]
fn faults_of_given_code_are_named_with_their_place() {
    let bank = Small::new();
    give(&bank, "goal = \"mend\"\nmost_changed_lines = 3");
    assert_eq!(bank.said(), "");
    check(&[
        (
            |b| give(b, "goal = \"mend\""),
            "out-of-range",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| give(b, "goal = \"mend\"\nmost_changed_lines = 0"),
            "out-of-range",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| give(b, "goal = \"improve\"\nmost_changed_lines = 3"),
            "wrong-value",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| give(b, "goal = \"admire\""),
            "wrong-value",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| give(b, "goal = \"improve\"\ncolour = 3"),
            "unknown-key",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.append(IOU, "\n[code.given]\ngoal = \"improve\"\n"),
            "too-few",
            "bank/code/iou/question.toml:",
        ),
        (
            |b| b.write("code/iou/given/python.py", "x = 1\n"),
            "unused",
            "bank/code/iou/given/python.py",
        ),
    ]);
}

#[test]
fn faults_of_files_of_given_code_are_named_with_their_place() {
    check(&[
        (
            |b| {
                give(b, "goal = \"improve\"");
                b.write("code/iou/starter/python.py", "x = 1\n");
            },
            "unused",
            "bank/code/iou/starter/python.py",
        ),
        (
            |b| {
                give(b, "goal = \"improve\"");
                b.write("code/iou/given/perl.pl", "x = 1\n");
            },
            "unknown-file",
            "bank/code/iou/given/perl.pl",
        ),
        (
            |b| {
                give(b, "goal = \"improve\"");
                b.write("code/iou/given/python.py", "x = 1\n".repeat(401));
            },
            "too-large",
            "bank/code/iou/given/python.py",
        ),
        (
            |b| {
                give(b, "goal = \"improve\"");
                fs::remove_file(b.path("code/iou/given/cpp.cpp")).unwrap();
            },
            "unknown-file",
            "bank/code/iou/submissions/accepted/",
        ),
    ]);
}

#[test]
fn faults_of_numeric_packages_are_named_with_their_place() {
    check(&[
        (
            |b| b.replace(URN, "[[numeric.example]]", "[[numeric.exemple]]"),
            "unknown-key",
            "bank/numeric/urn-draws/question.toml:",
        ),
        (
            |b| {
                b.append(
                    "numeric/urn-draws/statement.md",
                    "\nThere are {{green}} more.\n",
                );
            },
            "unknown-mark",
            "bank/numeric/urn-draws/statement.md:",
        ),
        (
            |b| {
                let blue = "name = \"violet\"\nvalues = [1, 2]\n";
                b.append(URN, &format!("\n[[numeric.parameter]]\n{blue}"));
            },
            "unused-parameter",
            "bank/numeric/urn-draws/question.toml:",
        ),
        (
            |b| b.write("numeric/urn-draws/simulation.py", "x = 1\n"),
            "missing-function",
            "bank/numeric/urn-draws/simulation.py",
        ),
        (
            |b| b.write("numeric/urn-draws/tests/01-a.in", "1"),
            "unknown-file",
            "bank/numeric/urn-draws/tests/01-a.in",
        ),
    ]);
}

/// Adds a fact to `iou`, asked for in as many ways, each with a word of its own.
fn fact(bank: &Small, id: &str, ways: usize, first: &str, answer: &str) {
    let mut asked = vec![first.to_owned()];
    asked.extend((1..ways).map(|way| format!("way {way}{way}{way} to the moon")));
    let entry = format!("id = {id:?}\nasked = {asked:?}\nanswer = {answer:?}\n");
    bank.append(FACTS, &format!("\n[[fact]]\n{entry}"));
}

#[test]
fn faults_of_facts_are_named_with_their_place() {
    const PLACE: &str = "bank/code/iou/facts.toml:";
    check(&[
        (|b| b.append(FACTS, "\n[[fact]"), "toml", PLACE),
        (|b| b.append(FACTS, "\n[[fakt]]\n"), "unknown-key", PLACE),
        (
            |b| b.replace(FACTS, "answer = ", "colour = 3\nanswer = "),
            "unknown-key",
            PLACE,
        ),
        (
            |b| fact(b, "Moon Shine", 10, "is there a moon", "Yes."),
            "bad-id",
            PLACE,
        ),
        (
            |b| fact(b, "inverted", 10, "is there a moon", "Yes."),
            "duplicate",
            PLACE,
        ),
        (
            |b| fact(b, "moon", 10, "is there a moon", " "),
            "empty",
            PLACE,
        ),
        (
            |b| fact(b, "moon", 9, "is there a moon", "Yes."),
            "too-few",
            PLACE,
        ),
        (
            |b| fact(b, "moon", 41, "is there a moon", "Yes."),
            "too-many",
            PLACE,
        ),
        (
            |b| {
                for at in 0..16 {
                    fact(b, &format!("moon-{at}"), 10, "is there a moon", "Yes.");
                }
            },
            "too-many",
            "bank/code/iou/facts.toml",
        ),
        (
            |b| fact(b, "moon", 10, &"moon ".repeat(41), "Yes."),
            "too-long",
            PLACE,
        ),
        (
            |b| fact(b, "moon", 10, "can corners be inverted", "Yes."),
            "mistaken-fact",
            PLACE,
        ),
        (
            |b| fact(b, "moon", 10, "what is it", "Yes."),
            "mistaken-fact",
            PLACE,
        ),
    ]);
}

#[test]
fn faults_of_design_packages_are_named_with_their_place() {
    const PACKAGE: &str = "bank/design/ads-ranking/question.toml:";
    check(&[
        (
            |b| b.replace(ADS, "figure = \"usual/p99\"", "figure = \"usual/luck\""),
            "unknown-figure",
            PACKAGE,
        ),
        (
            |b| b.replace(ADS, "figure = \"usual/p99\"", "figure = \"night/p99\""),
            "unknown-figure",
            PACKAGE,
        ),
        (
            |b| b.replace(ADS, "calls/ranker+cpu-ranker", "calls/ranker+gpu"),
            "unknown-figure",
            PACKAGE,
        ),
        (
            |b| b.replace(ADS, "misses = [\"usual/calls/ranker+cpu-ranker\"]\n", ""),
            "too-few",
            PACKAGE,
        ),
        (
            |b| b.replace(ADS, "with = \"label.order\"", "with = \"label.luck\""),
            "unknown-choice",
            PACKAGE,
        ),
        (
            |b| b.replace(ADS, "id = \"crash\"", "id = \"crush\""),
            "missing-file",
            "bank/design/ads-ranking/scenarios/crush.toml",
        ),
        (
            |b| b.append("design/ads-ranking/parts.toml", "luck = 3\n"),
            "bad-design",
            "bank/design/ads-ranking/parts.toml:",
        ),
        (
            |b| b.append("design/ads-ranking/scenarios/crash.toml", "luck = 3\n"),
            "bad-design",
            "bank/design/ads-ranking/scenarios/crash.toml:",
        ),
        (
            |b| b.append("design/ads-ranking/designs/unranked.toml", "share = 0.5\n"),
            "bad-design",
            "bank/design/ads-ranking/designs/unranked.toml:",
        ),
        (
            |b| {
                b.replace(
                    "design/ads-ranking/designs/two_stages.toml",
                    "pick = \"value\"",
                    "pick = \"money\"",
                );
            },
            "bad-design",
            "bank/design/ads-ranking/designs/two_stages.toml:",
        ),
        (
            |b| b.write("design/ads-ranking/designs/more.toml", ""),
            "no-reason",
            "bank/design/ads-ranking/designs/more.toml",
        ),
    ]);
}

#[test]
fn faults_of_experiment_packages_are_named_with_their_place() {
    const PLANS: &str = "experiment/stop-as-soon-as-sure/plans";
    check(&[
        (
            |b| b.replace(SURE, "populations = 10000", "populations = 10"),
            "out-of-range",
            "bank/experiment/stop-as-soon-as-sure/question.toml:",
        ),
        (
            |b| b.replace(SURE, "figure = \"power\"", "figure = \"luck\""),
            "unknown-figure",
            "bank/experiment/stop-as-soon-as-sure/question.toml:",
        ),
        (
            |b| b.replace(SURE, "at_least = 0.79\n", ""),
            "out-of-range",
            "bank/experiment/stop-as-soon-as-sure/question.toml:",
        ),
        (
            |b| b.replace(SURE, "misses = [\"power\"]\n", ""),
            "too-few",
            "bank/experiment/stop-as-soon-as-sure/question.toml:",
        ),
        (
            |b| b.replace(SURE, "file = \"peeks.toml\"", "file = \"none.toml\""),
            "missing-file",
            "bank/experiment/stop-as-soon-as-sure/question.toml:",
        ),
        (
            |b| {
                b.write(
                    &format!("{PLANS}/more.toml"),
                    "[plan]\nusers_per_arm = 10\n",
                );
            },
            "no-reason",
            "bank/experiment/stop-as-soon-as-sure/plans/more.toml",
        ),
        (
            |b| b.append(&format!("{PLANS}/peeks.toml"), "luck = 3\n"),
            "bad-plan",
            "bank/experiment/stop-as-soon-as-sure/plans/peeks.toml:",
        ),
        (
            |b| b.append("experiment/stop-as-soon-as-sure/world.toml", "luck = 3\n"),
            "bad-plan",
            "bank/experiment/stop-as-soon-as-sure/world.toml:",
        ),
        (
            |b| b.write("experiment/stop-as-soon-as-sure/notes.txt", "x"),
            "unknown-file",
            "bank/experiment/stop-as-soon-as-sure/notes.txt",
        ),
    ]);
}

#[test]
fn faults_of_story_packages_are_named_with_their_place() {
    check(&[
        (
            |b| {
                b.replace(
                    TOLD,
                    "principles = [\"ownership\"]",
                    "principles = [\"thrift\"]",
                );
            },
            "unknown-principle",
            "bank/story/decided-without-manager/question.toml:",
        ),
        (
            |b| b.replace(TOLD, "\"lp-ownership\"", "\"lp-dive-deep\""),
            "unfit-cover",
            "bank/story/decided-without-manager/question.toml:",
        ),
        (
            |b| b.replace(TOLD, "on = \"we_for_i\"", "on = \"modesty\""),
            "wrong-value",
            "bank/story/decided-without-manager/question.toml:",
        ),
        (
            |b| b.replace(TOLD, "on = \"we_for_i\"", "on = \"long_set_up\""),
            "duplicate",
            "bank/story/decided-without-manager/question.toml:",
        ),
        (
            |b| b.replace(TOLD, "counter_fact = \"none\"", "counter_fact = \"true\""),
            "too-few",
            "bank/story/decided-without-manager/question.toml:",
        ),
        (
            |b| b.replace(TOLD, "level = \"L6\"", "level = \"L5\""),
            "missing-anchor",
            "bank/story/decided-without-manager/question.toml:",
        ),
        (
            |b| b.replace(TOLD, "gaps = []", "gaps = [\"blame\"]"),
            "too-few",
            "bank/story/decided-without-manager/question.toml:",
        ),
    ]);
}

#[test]
fn faults_of_tellings_and_principles_are_named_with_their_place() {
    check(&[
        (
            |b| b.replace(TOLD, "file = \"no_end.toml\"", "file = \"none.toml\""),
            "missing-file",
            "bank/story/decided-without-manager/question.toml:",
        ),
        (
            |b| b.replace(TOLD, "file = \"no_end.toml\"", "file = \"none.toml\""),
            "no-reason",
            "bank/story/decided-without-manager/tellings/no_end.toml",
        ),
        (
            |b| {
                b.append(
                    "story/decided-without-manager/tellings/no_end.toml",
                    "moral = 3\n",
                );
            },
            "bad-telling",
            "bank/story/decided-without-manager/tellings/no_end.toml:",
        ),
        (
            |b| b.write("story/decided-without-manager/tellings/no_end.toml", ""),
            "bad-telling",
            "bank/story/decided-without-manager/tellings/no_end.toml",
        ),
        (
            |b| b.write("story/decided-without-manager/tellings/notes.txt", "x"),
            "unknown-file",
            "bank/story/decided-without-manager/tellings/notes.txt",
        ),
        (
            |b| {
                b.replace(
                    "principles.toml",
                    "covers = \"lp-ownership\"",
                    "covers = \"q-iou\"",
                );
            },
            "unknown-cover",
            "bank/principles.toml:",
        ),
        (
            |b| {
                b.replace(
                    "principles.toml",
                    "id = \"ownership\"",
                    "id = \"dive-deep\"",
                );
            },
            "duplicate",
            "bank/principles.toml:",
        ),
    ]);
}

#[test]
fn what_does_not_belong_is_named() {
    check(&[
        (
            |b| b.write("code/iou/notes.txt", "stray"),
            "unknown-file",
            "bank/code/iou/notes.txt",
        ),
        (
            |b| b.write("code/stray", "stray"),
            "not-a-folder",
            "bank/code/stray",
        ),
        (
            |b| b.write("stray.toml", "x = 1"),
            "unknown-file",
            "bank/stray.toml",
        ),
        (
            |b| b.write("poem/ode/question.toml", "format = 1"),
            "unknown-file",
            "bank/poem",
        ),
        (
            |b| b.write("code/urn-draws/question.toml", "format = 1"),
            "duplicate",
            "bank/numeric/urn-draws",
        ),
    ]);
}

#[test]
fn diagnostics_say_where_what_and_what_to_do() {
    let bank = Small::new();
    bank.replace(IOU, "minutes = ", "minutes = 9");
    bank.replace(IOU, "format = 1", "format = 1\ncolour = 3");
    bank.case("98-odd", "[[0, 0, 1, 1], [0, 0, 1, 1]]", "\"one\"");
    insta::assert_snapshot!(bank.said(), @r#"
    [unknown-key] bank/code/iou/question.toml:2: `colour` is not known
      help: known here: format, id, kind, revision, title, summary, level, difficulty, minutes, competencies, topics, covers, hint, follow_up, code
    [out-of-range] bank/code/iou/question.toml:10: `minutes` is 915, outside 5 to 90
      help: choose a value in the range
    [wrong-type] bank/code/iou/tests/secret/98-odd.ans: the answer: expected float, found "one"
      help: make it fit what the signature returns and the checker expects
    "#);
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

    bank.replace(IOU, "cpu_ms = 1000", "cpu_ms = 1500");
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
fn a_broken_package_keeps_its_place_in_the_lock() {
    let bank = Small::new();
    let source = bank.source();
    Lock::update(&source, &bank.load().bank).unwrap();
    bank.replace(IOU, "format = 1", "format = 2");
    assert!(Lock::update(&source, &bank.load().bank).unwrap().is_empty());
    bank.replace(IOU, "format = 2", "format = 1");
    bank.replace(IOU, "cpu_ms = 1000", "cpu_ms = 1500");
    assert_eq!(Lock::check(&source, &bank.load().bank).len(), 1);
}

#[test]
fn a_question_that_is_gone_is_said_until_the_lock_is_written_anew() {
    let bank = Small::new();
    let source = bank.source();
    Lock::update(&source, &bank.load().bank).unwrap();
    fs::remove_dir_all(bank.path("code/iou")).unwrap();
    assert_eq!(Lock::check(&source, &bank.load().bank).len(), 1);
    Lock::update(&source, &bank.load().bank).unwrap();
    assert!(Lock::check(&source, &bank.load().bank).is_empty());
}

#[test]
fn noise_in_the_lock_is_said() {
    let bank = Small::new();
    let most = format!("[question.iou]\nrevision = {}\nhash = \"\"\n", u32::MAX);
    for noise in [
        "[question",
        "[question.iou]\nrevision = -1\nhash = \"\"\n",
        &most,
    ] {
        bank.write("../bank.lock", noise);
        let said = Lock::check(&bank.source(), &bank.load().bank);
        assert!(!said.is_empty(), "{noise}");
    }
    bank.write("../bank.lock", "[question");
    assert!(matches!(
        Lock::update(&bank.source(), &bank.load().bank),
        Err(Error::NotRead { .. })
    ));
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
        which in 0_usize..NOISY.len(),
        noise in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let bank = Small::new();
        bank.write(NOISY[which], &noise);
        bank.load();
    }

    /// Broken files that still look like what they should be reach further than noise does.
    #[test]
    fn a_file_cut_or_changed_anywhere_never_panics(
        which in 0_usize..NOISY.len(),
        at in any::<prop::sample::Index>(),
        cut in any::<bool>(),
        byte in any::<u8>(),
    ) {
        let bank = Small::new();
        let mut bytes = fs::read(bank.path(NOISY[which])).unwrap();
        let at = at.index(bytes.len());
        if cut {
            bytes.truncate(at);
        } else {
            bytes[at] = byte;
        }
        bank.write(NOISY[which], bytes);
        bank.load();
    }
}
