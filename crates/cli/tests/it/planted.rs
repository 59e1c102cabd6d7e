//! Mistakes planted in real packages, one in each: `onsite bank check` finds every one, where it is
//! and nothing else.

use std::{collections::BTreeSet, fs};

use serde_json::Value;

use crate::copied::Copy;

/// A question, the code that its mistake must be told by, and the mistake.
type Shape = (&'static str, &'static str, fn(&Copy));

/// Mistakes that are seen without running anything.
const SHAPES: &[Shape] = &[
    ("lru-cache", "hint-weight", |bank| {
        bank.edit("code/lru-cache/question.toml", |text| {
            text.replacen("step = \"nudge\"", "step = \"aside\"", 1)
                .replacen("step = \"key_step\"", "step = \"nudge\"", 1)
                .replacen("step = \"aside\"", "step = \"key_step\"", 1)
        });
        bank.edit("code/lru-cache/question.toml", in_ladder_order);
    }),
    ("streaming-median", "hint-leak", |bank| {
        bank.replace(
            "code/streaming-median/question.toml",
            "Split the numbers into a lower and an upper half.",
            "Keep a max-heap of the lower half and a min-heap of the upper: push onto the lower \
             heap, move its greatest to the upper, move the least back if that is larger.",
        );
    }),
    ("trending-terms", "bad-growth", |bank| {
        let file = "code/trending-terms/question.toml";
        bank.replace(file, "expected = {", "aside = {");
        bank.replace(file, "junior = {", "expected = {");
        bank.replace(file, "aside = {", "junior = {");
    }),
    ("label-versions", "no-slow-answer", |bank| {
        bank.edit("code/label-versions/question.toml", |text| {
            without(&text, |table| table.contains("_limit_exceeded/"))
        });
        for answers in ["time_limit_exceeded", "memory_limit_exceeded"] {
            let folder = format!("code/label-versions/submissions/{answers}");
            fs::remove_dir_all(bank.path(&folder)).unwrap();
        }
    }),
    ("serialize-tree", "missing-anchor", |bank| {
        bank.edit("code/serialize-tree/rubric.toml", |text| {
            without(&text, |table| table.contains("\"edge-cases\""))
        });
    }),
    ("users-per-arm", "mistaken-fact", |bank| {
        bank.replace(
            "numeric/users-per-arm/facts.toml",
            "\"relative or absolute\"",
            "\"per arm or in all\"",
        );
    }),
    ("fewest-hops", "revision", |bank| {
        let file = "code/fewest-hops/tests/secret/03-one-station.ans";
        bank.replace(file, "0", "1");
    }),
    ("linked-accounts", "too-few", |bank| {
        bank.edit("code/linked-accounts/question.toml", |text| {
            without(&text, |table| table.contains("accepted/union_find.cpp"))
        });
        bank.remove("code/linked-accounts/submissions/accepted/union_find.cpp");
    }),
    ("paid-in-two-parts", "unknown-mention", |bank| {
        let file = "code/paid-in-two-parts/editorial.md";
        bank.replace(file, "cases 27", "cases 72");
    }),
    ("motif-on-a-ring", "other-sample", |bank| {
        let file = "code/motif-on-a-ring/statement.md";
        bank.replace(file, "`[6, 8]`", "`[6]`");
    }),
    ("splits-per-prediction", "repeated-case", |bank| {
        let folder = bank.path("code/splits-per-prediction/tests/secret");
        for half in ["in", "ans"] {
            let from = folder.join(format!("17-comb.{half}"));
            fs::copy(from, folder.join(format!("18-comb-again.{half}"))).unwrap();
        }
        let manifest = "code/splits-per-prediction/question.toml";
        bank.edit(manifest, raised);
    }),
];

/// A manifest without the tables of lists of which `unwanted` is so.
fn without(text: &str, unwanted: fn(&str) -> bool) -> String {
    let (head, tables) = tables(text);
    let kept = tables.into_iter().filter(|table| !unwanted(table));
    head + &kept.collect::<String>()
}

/// A manifest whose hints stand in the order of the ladder, whatever they say.
#[expect(
    clippy::needless_pass_by_value,
    reason = "an edit takes a text and gives another"
)]
fn in_ladder_order(text: String) -> String {
    let (head, mut all) = tables(&text);
    let rung = |table: &String| {
        ["\"nudge\"", "\"approach\"", "\"key_step\""]
            .iter()
            .position(|step| table.contains(step))
    };
    all.sort_by_key(|table| {
        if table.starts_with("[[hint]]") {
            rung(table)
        } else {
            None
        }
    });
    head + &all.concat()
}

/// What stands before the first table of a list, and these tables.
fn tables(text: &str) -> (String, Vec<String>) {
    let (head, rest) = text.split_once("[[").unwrap();
    let tables = rest
        .split("\n[[")
        .map(|table| format!("[[{}\n", table.trim_start_matches("[[")));
    (head.to_owned(), tables.collect())
}

/// A manifest of the next revision, as its author would write it.
#[expect(
    clippy::needless_pass_by_value,
    reason = "an edit takes a text and gives another"
)]
fn raised(text: String) -> String {
    let (head, rest) = text.split_once("\nrevision = ").unwrap();
    let (number, rest) = rest.split_once('\n').unwrap();
    let next = number.parse::<u32>().unwrap() + 1;
    format!("{head}\nrevision = {next}\n{rest}")
}

#[test]
fn mistakes_of_shape_are_found_where_they_were_planted() {
    let bank = Copy::new();
    for (_, _, plant) in SHAPES {
        plant(&bank);
    }
    let checked = bank.bank(&["check", "--shape", "--json"]);
    assert_eq!(checked.code, Some(2), "{checked:?}");
    let report = checked.json();
    let told = |finding: &Value| {
        let part = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
        assert!(!part("help").is_empty(), "{finding}");
        (part("question"), part("code"))
    };
    let found: BTreeSet<_> = report["shape"]
        .as_array()
        .unwrap()
        .iter()
        .map(told)
        .collect();
    let planted = SHAPES
        .iter()
        .map(|(question, code, _)| ((*question).to_owned(), (*code).to_owned()))
        .collect();
    assert_eq!(found, planted, "{report:#}");
}

/// Plants a mistake in one package as its author would leave it, revision raised and locked, and
/// asserts that its proof finds it: every fault has one of `codes`, and one is in `file`.
#[track_caller]
fn is_found(question: &str, plant: impl FnOnce(&Copy, &str), codes: &[&str], file: &str) {
    let bank = Copy::new();
    let kind = ["code", "numeric"]
        .into_iter()
        .find(|kind| bank.path(&format!("{kind}/{question}")).is_dir())
        .unwrap();
    let folder = format!("{kind}/{question}");
    plant(&bank, &folder);
    bank.edit(&format!("{folder}/question.toml"), raised);
    bank.bank(&["lock"]).assert_done();
    let checked = bank.bank(&["check", question, "--json"]);
    assert_eq!(checked.code, Some(1), "{checked:?}");
    let report = checked.json();
    let faults = report["questions"][0]["faults"].as_array().unwrap();
    let known = |fault: &Value| codes.contains(&fault["code"].as_str().unwrap());
    assert!(faults.iter().all(known), "{report:#}");
    let place = format!("{folder}/{file}");
    let there = |fault: &Value| fault["code"] == codes[0] && fault["file"] == *place;
    assert!(faults.iter().any(there), "{place}: {report:#}");
}

#[test]
fn a_wrong_expected_output_is_found() {
    is_found(
        "redirect-loop",
        |bank, at| {
            let file = format!("{at}/tests/secret/09-loop-of-two.ans");
            bank.replace(&file, "[0, 2]", "[0, 3]");
        },
        &["wrong-verdict", "fails-elsewhere"],
        "submissions/accepted/two_speeds.py",
    );
}

#[test]
fn a_weak_set_of_cases_is_found() {
    is_found(
        "iou",
        |bank, at| {
            bank.remove(&format!("{at}/tests/secret/26-areas-cancel.in"));
            bank.remove(&format!("{at}/tests/secret/26-areas-cancel.ans"));
            let manifest = format!("{at}/question.toml");
            bank.replace(&manifest, "fails_on = \"26-areas-cancel\"\n", "");
        },
        &["wrong-verdict"],
        "submissions/run_time_error/signed_areas.py",
    );
}

#[test]
fn a_limit_that_is_too_tight_is_found() {
    is_found(
        "rectangles-with-total",
        |bank, at| {
            let manifest = format!("{at}/question.toml");
            bank.replace(&manifest, "cpu_ms = 1000", "cpu_ms = 100");
        },
        &["wrong-verdict", "no-margin", "fails-elsewhere"],
        "submissions/accepted/bands_and_prefixes.py",
    );
}

#[test]
fn a_generator_without_a_seed_is_found() {
    is_found(
        "forest-or-boosting",
        |bank, at| {
            let file = format!("{at}/generator.py");
            bank.replace(&file, "random.Random(seed)", "random.Random()");
        },
        &["not-deterministic"],
        "generator.py",
    );
}

#[test]
fn a_validator_that_takes_an_invalid_input_is_found() {
    is_found(
        "forest-or-boosting",
        |bank, at| {
            let file = format!("{at}/validator.py");
            bank.replace(
                &file,
                "for costs in (trees, *rounds)",
                "for costs in (*rounds,)",
            );
        },
        &["invalid-accepted"],
        "validator.py",
    );
}

#[test]
fn a_case_that_does_not_show_the_mistake_is_found() {
    is_found(
        "two-stages",
        |bank, at| {
            let (is, named) = ("\"03-target-zero\"", "\"10-square-of-one-part\"");
            bank.edit(&format!("{at}/question.toml"), |text| {
                let (before, entry) = text.split_once("wrong_answer/skips_zeros.py").unwrap();
                let entry = entry.replacen(is, named, 1);
                format!("{before}wrong_answer/skips_zeros.py{entry}")
            });
        },
        &["fails-elsewhere"],
        "submissions/wrong_answer/skips_zeros.py",
    );
}

#[test]
fn a_wrong_answer_that_is_right_is_found() {
    is_found(
        "bytes-scanned",
        |bank, at| {
            let folder = bank.path(&format!("{at}/submissions"));
            let right = folder.join("accepted/count_the_rest.py");
            fs::copy(right, folder.join("wrong_answer/matching_rows.py")).unwrap();
        },
        &["wrong-verdict"],
        "submissions/wrong_answer/matching_rows.py",
    );
}

#[test]
fn a_checker_that_takes_anything_is_found() {
    is_found(
        "nights-on-a-ring",
        |bank, at| {
            let file = format!("{at}/checker.py");
            bank.replace(&file, "    values, rest = input\n", "    return\n");
        },
        &["wrong-verdict", "starter-passes", "weak-cases"],
        "submissions/wrong_answer/as_a_line.py",
    );
}

#[test]
fn a_formula_that_counts_one_too_few_is_found() {
    // Without the Python packages the simulation cannot run, and says so as well.
    is_found(
        "urn-draws",
        |bank, at| {
            let file = format!("{at}/formula.py");
            let (is, one_off) = ("range(int(p[\"least\"]),", "range(int(p[\"least\"]) + 1,");
            bank.replace(&file, is, one_off);
        },
        &[
            "example",
            "package-program",
            "wrong-turn-passes",
            "wrong-turn-confused",
        ],
        "question.toml",
    );
}
