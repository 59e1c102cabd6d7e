//! Parts of a package that contradict each other, and hints that give too much away.

use crate::support::Small;

const IOU: &str = "code/iou/question.toml";

/// Breaks a bank in one place and holds what is said to its code.
#[track_caller]
fn says(code: &str, breaks: impl FnOnce(&Small)) {
    let bank = Small::new();
    breaks(&bank);
    let said = bank.said();
    assert!(
        said.lines()
            .any(|line| line.starts_with(&format!("[{code}]"))),
        "{code}:\n{said}"
    );
}

#[test]
fn a_hint_leaves_the_next_one_something_to_say() {
    says("hint-leak", |bank| {
        bank.replace(
            IOU,
            "Work on one axis first:",
            "The smaller of the two right ends, less the larger of the two left ends, never less \
             than zero; two axes give the intersection. Work on one axis first:",
        );
    });
    says("hint-leak", |bank| {
        bank.replace(
            IOU,
            "Work on one axis first:",
            "Mind `return 0.0`. Work on one axis:",
        );
        bank.replace(
            IOU,
            "union = area(a)",
            "`return 0.0` early; union = area(a)",
        );
    });
    says("hint-weight", |bank| {
        let much = "and look again ".repeat(20);
        bank.replace(
            IOU,
            "Work on one axis first:",
            &format!("{much}, on one axis first:"),
        );
    });
}

#[test]
fn cases_and_prose_agree() {
    says("repeated-case", |bank| {
        bank.case("27-identical-again", "[[0, 0, 2, 2],  [0, 0, 2, 2]]", "1.0");
        bank.case(
            "28-identical-once-more",
            "[[0, 0, 2, 2], [0, 0, 2, 2]]",
            "1.0",
        );
    });
    says("unknown-mention", |bank| {
        bank.append("code/iou/editorial.md", "\nSee case 77.\n");
    });
    let fine = Small::new();
    fine.append(
        "code/iou/editorial.md",
        "\nSee case 15, in this case 100 boxes.\n",
    );
    assert_eq!(fine.said(), "");
}

#[test]
fn a_slower_class_is_shown_by_an_answer() {
    says("no-slow-answer", |bank| {
        bank.replace(
            IOU,
            "[[code.generated]]",
            "[code.growth]\nof = \"n boxes\"\nexpected = { time = \"n\" }\n\
             junior = { time = \"n^2\" }\n\n[[code.generated]]",
        );
    });
}
