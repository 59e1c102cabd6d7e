//! Packages whose design is given, to be reviewed: what is wrong with one is said with its place.

use crate::support::Small;

const PACKAGE: &str = "design/review-the-checkout";

fn with_review() -> Small {
    let bank = Small::new();
    bank.add(PACKAGE);
    bank
}

#[test]
fn a_review_is_whole() {
    assert_eq!(with_review().said(), "");
}

/// A file of the package, what gives way to what in it, the code and the file that must be named.
type Fault = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const QUESTION: &str = "question.toml";
const FAULTS: [Fault; 10] = [
    (
        QUESTION,
        "components = [\"receipts\"]",
        "components = [\"post\"]",
        "bad-design",
        QUESTION,
    ),
    (
        QUESTION,
        "[\"retry_storm\"]",
        "[\"gremlins\"]",
        "wrong-value",
        QUESTION,
    ),
    (
        QUESTION,
        "[\"retry_storm\"]",
        "[\"single_point\"]",
        "duplicate",
        QUESTION,
    ),
    (
        QUESTION,
        "id = \"retries\"",
        "id = \"threads\"",
        "duplicate",
        QUESTION,
    ),
    (
        QUESTION,
        "misses = [\"one-basket\",",
        "misses = [\"no-basket\",",
        "unknown-figure",
        QUESTION,
    ),
    (
        QUESTION,
        "probe = \"Every",
        "hint = \"Every",
        "unknown-key",
        QUESTION,
    ),
    (
        "given.toml",
        "to = \"fraud\"",
        "to = \"froud\"",
        "bad-design",
        "given.toml",
    ),
    (
        "hazards.toml",
        "component = \"stock\"",
        "component = \"stick\"",
        "bad-design",
        "hazards.toml",
    ),
    (
        "designs/five.toml",
        "\"retry_storm\"",
        "\"gremlins\"",
        "bad-design",
        "designs/five.toml",
    ),
    (
        "designs/five.toml",
        "times = 4",
        "times = 40",
        "bad-design",
        "designs/five.toml",
    ),
];

#[test]
fn faults_of_reviews_are_named_with_their_place() {
    for (file, from, to, code, place) in FAULTS {
        let bank = with_review();
        bank.replace(&format!("{PACKAGE}/{file}"), from, to);
        let said = bank.said();
        let start = format!("[{code}] bank/{PACKAGE}/{place}:");
        let found = said.lines().any(|line| line.starts_with(&start));
        assert!(found, "expected {start} for {to}, got:\n{said}");
    }
}

#[test]
fn what_belongs_to_reviews_is_in_no_other_package() {
    let bank = Small::new();
    bank.write("design/ads-ranking/given.toml", "");
    let said = bank.said();
    assert!(
        said.starts_with("[unknown-file] bank/design/ads-ranking/given.toml"),
        "{said}"
    );
}
