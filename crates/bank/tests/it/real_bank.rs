//! The project's own bank: whole, locked, and with what every question owes its reader.

use std::{fs, path::Path};

use onsite_bank::{Bank, Source, coverage, lock::Lock, schema};

use crate::support::real;

#[test]
fn it_loads_without_a_fault_and_agrees_with_its_lock() {
    let source = Source::Directory(real());
    let loaded = Bank::load(&source);
    let said: Vec<_> = loaded.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new());
    assert!(loaded.bank.questions().count() >= 9);
    let said: Vec<_> = Lock::check(&source, &loaded.bank)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn the_embedded_bank_is_the_one_on_disk() {
    let (disk, inside) = (
        Bank::load(&Source::Directory(real())),
        Bank::load(&Source::Embedded),
    );
    let ids = |bank: &Bank| -> Vec<(String, String)> {
        bank.questions()
            .map(|q| (q.id.clone(), q.hash.clone()))
            .collect()
    };
    assert_eq!(ids(&disk.bank), ids(&inside.bank));
}

/// A model answer, what the interviewer expects, more practice, and an approach.
#[test]
fn every_question_carries_its_card() {
    for question in Bank::load(&Source::Directory(real())).bank.questions() {
        let id = &question.id;
        assert!(
            question.editorial.split_whitespace().count() >= 60,
            "{id}: a model answer"
        );
        assert!(
            !question.rubric.is_empty(),
            "{id}: what the interviewer expects"
        );
        assert!(question.follow_ups.len() >= 2, "{id}: more practice");
        assert!(question.hints.len() >= 2, "{id}: an approach");
    }
}

#[test]
fn the_schemas_are_the_ones_committed() {
    for (name, text) in schema::schemas() {
        let committed = fs::read_to_string(real().join("schemas").join(name)).unwrap_or_default();
        assert!(
            committed == format!("{text:#}\n"),
            "{name} drifted: run `onsite bank schemas`"
        );
    }
}

#[test]
fn the_tests_that_prove_items_exist() {
    for proof in coverage::named_proofs(&Source::Directory(real())).unwrap() {
        let (file, name) = proof.test.split_once("::").unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../..")
            .join(file);
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            text.contains(&format!("fn {name}(")),
            "{}: no test {}",
            proof.id,
            proof.test
        );
    }
}
