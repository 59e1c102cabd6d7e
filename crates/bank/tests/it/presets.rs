//! What is wrong in a preset is said with its place, one thing broken at a time.

use crate::support::Small;

const PRESET: &str = "loops/two-rounds.toml";

/// What is replaced, by what, and the code and line that must be said of it; a line is left out
/// where only the file is certain.
const FAULTS: &[(&str, &str, &str, &str)] = &[
    ("format = 1", "format = 9", "newer-format", "1"),
    (
        "id = \"two-rounds\"",
        "id = \"three-rounds\"",
        "id-not-file",
        "2",
    ),
    ("title = \"Two rounds\"", "title = \" \"", "empty", "4"),
    (
        "role = \"applied_scientist\"",
        "role = \"astronaut\"",
        "wrong-value",
        "6",
    ),
    (
        "level = \"L5\"",
        "level = \"L5\"\ncolour = 3",
        "unknown-key",
        "8",
    ),
    (
        "level = \"L5\"",
        "level = \"L5\"\ncovers = [\"q-nothing\"]",
        "unknown-cover",
        "8",
    ),
    (
        "[[source]]\nsays = \"Two rounds are the fewest that carry a decision.\"\nfrom = \"docs/loops.md\"\n",
        "",
        "wrong-count",
        "",
    ),
    ("id = \"leading\"", "id = \"coding\"", "duplicate", ""),
    ("seat = \"bar_raiser\"", "seat = \"peer\"", "panel", ""),
    (
        "{ phase = \"introduction\", minutes = 5 },\n    { phase = \"technical\"",
        "{ phase = \"own_questions\", minutes = 5 },\n    { phase = \"technical\"",
        "phase-order",
        "",
    ),
    ("minutes = 35", "minutes = 350", "wrong-value", ""),
    (
        "competencies = [\"communication\"]",
        "competencies = []",
        "wrong-count",
        "",
    ),
    (
        "competencies = [\"communication\"]",
        "competencies = [\"charm\"]",
        "unknown-focus",
        "",
    ),
    (
        "principles = [\"ownership\", \"dive-deep\"]",
        "principles = [\"ownership\"]",
        "wrong-count",
        "",
    ),
    (
        "asks = [\"iou\"]",
        "asks = [\"uoi\"]",
        "unknown-question",
        "",
    ),
    (
        "focus = [\"coding\", \"edge-cases\"]",
        "focus = [\"coding\", \"statistics\"]",
        "unrated-gate",
        "",
    ),
    (
        "    { vote = \"hire\", label = \"Hire\" },\n",
        "",
        "form-labels",
        "",
    ),
];

#[track_caller]
fn holds(said: &str, code: &str, place: &str) {
    let start = format!("[{code}] bank/loops/{place}");
    let found = said.lines().any(|line| line.starts_with(&start));
    assert!(found, "expected {start}, got:\n{said}");
    assert!(said.contains("help: "), "no help in:\n{said}");
}

#[test]
fn faults_of_a_preset_are_named_with_their_place() {
    for (from, to, code, line) in FAULTS {
        let bank = Small::new();
        bank.replace(PRESET, from, to);
        holds(&bank.said(), code, &format!("two-rounds.toml:{line}"));
    }
    let bank = Small::new();
    bank.write("loops/notes.md", "no preset");
    holds(&bank.said(), "unknown-file", "notes.md");
}
