//! Lists: what they name is there, once, in days that can be done.

use crate::support::Small;

const LISTS: &str = "lists.toml";

/// A list of one day with some questions.
fn list(questions: &str) -> String {
    format!(
        "[[guide]]\nid = \"000\"\ntitle = \"A guide\"\n\n[[list]]\nid = \"short\"\n\
         title = \"Short\"\ntext = \"Two questions.\"\n\n[[list.day]]\ntitle = \"Day 1\"\n\
         questions = [{questions}]\n"
    )
}

#[test]
fn a_list_and_a_guide_are_read() {
    let bank = Small::new();
    bank.write(LISTS, list("\"iou\", \"urn-draws\""));
    assert_eq!(bank.said(), "");
    let loaded = bank.load().bank;
    let lists: Vec<_> = loaded.lists().collect();
    assert_eq!(lists[0].day[0].questions, ["iou", "urn-draws"]);
    let guides: Vec<_> = loaded.guides().collect();
    assert_eq!(
        guides[0].questions,
        ["iou"],
        "what covers a question of that source"
    );
}

#[test]
fn faults_of_lists_are_named() {
    let days = "\"iou\", \"urn-draws\"";
    for (text, code) in [
        (list("\"iou\", \"no-such\""), "unknown-question"),
        (list("\"iou\", \"urn-draws\", \"iou\""), "duplicate"),
        (list(""), "out-of-range"),
        (list(days).replace("\"short\"", "\"Not An Id\""), "bad-id"),
        (list(days).replace("\"000\"", "\"999\""), "unknown-source"),
        (list(days).replace("\"Two questions.\"", "\" \""), "empty"),
        (list(days) + "colour = 1\n", "unknown-key"),
        ("[[list]]".to_owned(), "wrong-value"),
        ("[[list".to_owned(), "toml"),
    ] {
        let bank = Small::new();
        bank.write(LISTS, &text);
        let said = bank.said();
        assert!(
            said.contains(&format!("[{code}] bank/{LISTS}")),
            "{code}:\n{said}"
        );
    }
}

#[test]
fn a_day_is_no_longer_than_an_evening_and_no_pattern_comes_twice_in_a_row() {
    let bank = Small::new();
    bank.write(LISTS, list("\"iou\", \"urn-draws\""));
    bank.replace("code/iou/question.toml", "minutes = 15", "minutes = 90");
    bank.replace(
        "code/iou/question.toml",
        "topics = [\"geometry\"",
        "topics = [\"combinatorics\"",
    );
    let said = bank.said();
    assert!(said.contains("[out-of-range] bank/lists.toml"), "{said}");
    assert!(said.contains("[same-pattern] bank/lists.toml"), "{said}");
}
