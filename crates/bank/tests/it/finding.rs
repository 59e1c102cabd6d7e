//! Which bank is found, what of the catalogue counts, and that editors and loader know the same keys.

use std::{collections::BTreeSet, fs, path::Path};

use onsite_bank::{Source, coverage, schema};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::Small;

#[test]
fn the_bank_is_found_beside_a_lock_or_in_the_binary() {
    let root = TempDir::new().unwrap();
    let inner = root.path().join("bank/code/iou");
    fs::create_dir_all(&inner).unwrap();
    assert_eq!(Source::find(None, &inner), Source::Embedded);
    fs::write(root.path().join("bank.lock"), "").unwrap();
    let found = Source::Directory(root.path().join("bank"));
    assert_eq!(Source::find(None, &inner), found);
    let named = Source::Directory("elsewhere".into());
    assert_eq!(Source::find(Some(Path::new("elsewhere")), &inner), named);
}

fn working(bank: &Small, proven: &[&str]) -> Vec<String> {
    let proven: BTreeSet<String> = proven.iter().map(ToString::to_string).collect();
    let source = bank.source();
    let counted = coverage::count(&source, &bank.load().bank, None, &proven).unwrap();
    assert!(counted.missing.len() > 700);
    counted.working
}

#[test]
fn an_id_counts_only_through_a_proven_package_of_its_practice_or_a_named_test() {
    let bank = Small::new();
    let by_test = working(&bank, &[]);
    assert_eq!(by_test, ["rule-question-card"]);
    let with_iou = working(&bank, &["iou", "not-in-the-bank"]);
    assert!(with_iou.contains(&"q-iou".to_owned()), "{with_iou:?}");
    assert!(
        !with_iou.contains(&"q-urn-draws".to_owned()),
        "{with_iou:?}"
    );
}

#[test]
fn another_catalogue_is_counted_and_a_broken_one_is_refused_with_its_line() {
    let bank = Small::new();
    let own = bank.path("../own.toml");
    let count = |text: &str| {
        fs::write(&own, text).unwrap();
        let proven = BTreeSet::from(["iou".to_owned()]);
        coverage::count(&bank.source(), &bank.load().bank, Some(&own), &proven)
    };
    let item = "kind = \"question\"\npractice = \"code\"\npart = \"spine\"\ntitle = \"Boxes\"\n";
    let counted = count(&format!(
        "[[item]]\nid = \"q-iou\"\n{item}[[item]]\nid = \"q-x\"\n{item}"
    ));
    let counted = counted.unwrap();
    assert_eq!(counted.working, ["q-iou"]);
    assert_eq!(counted.missing, ["q-x"]);
    let refused = count("[[item]]\nid = 3\n").unwrap_err().to_string();
    assert!(refused.contains("own.toml:"), "{refused}");
}

/// The keys that the loader knows, from what it says of one that it does not.
fn known(bank: &Small, unknown: &str) -> BTreeSet<String> {
    let diagnostics = bank.load().diagnostics;
    let said = diagnostics
        .iter()
        .find(|d| d.code == "unknown-key" && d.message.contains(unknown))
        .unwrap();
    let keys = said.help.strip_prefix("known here: ").unwrap();
    keys.split(", ").map(str::to_owned).collect()
}

fn keys(schema: &Value) -> BTreeSet<String> {
    let properties = schema["properties"].as_object().unwrap();
    properties.keys().cloned().collect()
}

#[test]
fn schemas_and_loader_know_the_same_keys() {
    let schemas = schema::schemas();
    for (kind, name, file) in [
        ("code", "Code", "code/iou/question.toml"),
        ("design", "Design", "design/ads-ranking/question.toml"),
        (
            "experiment",
            "Experiment",
            "experiment/stop-as-soon-as-sure/question.toml",
        ),
        ("numeric", "Numeric", "numeric/urn-draws/question.toml"),
        (
            "story",
            "Story",
            "story/decided-without-manager/question.toml",
        ),
    ] {
        let wanted = format!("question-{kind}.json");
        let (_, text) = schemas.iter().find(|(file, _)| *file == wanted).unwrap();
        let schema: Value = serde_json::from_str(text).unwrap();
        let bank = Small::new();
        bank.replace(file, "format = 1", "format = 1\ncolour = 3");
        // The table of designs has nothing but lists of tables.
        let table = if kind == "design" {
            "[[design.scenario]]\nid = \"usual\""
        } else {
            &format!("[{kind}]\n")
        };
        bank.replace(
            file,
            table,
            &format!(
                "[{kind}]\nshape = 3\n{}",
                table.trim_start_matches(&format!("[{kind}]\n"))
            ),
        );
        assert_eq!(known(&bank, "`colour`"), keys(&schema), "{file}");
        let table = known(&bank, &format!("`{kind}.shape`"));
        assert_eq!(table, keys(&schema["$defs"][name]), "[{kind}]");
    }
}
