//! `onsite judge`: every way in which an answer ends, in Python and C++.

use std::fs;

use crate::support::{Ended, Shell, root, shipped};

/// Judges a file as JSON, and holds the report to what scripts rely on.
#[track_caller]
fn verdict(shell: &Shell, file: &std::path::Path) -> (String, Ended) {
    let file = file.to_str().unwrap();
    let ended = shell.run(&["judge", "weighted-sampling", file, "--json"]);
    let judgement = ended.json();
    let verdict = judgement["verdict"].as_str().unwrap().to_owned();
    assert_eq!(judgement["detail"]["verdict"], judgement["verdict"]);
    assert_eq!(judgement["question"], "weighted-sampling");
    let passes = verdict == "accepted";
    assert_eq!(judgement["outcome"], if passes { "pass" } else { "fail" });
    assert_eq!(ended.code, Some(i32::from(!passes)), "{}", ended.stderr);
    for test in judgement["detail"]["tests"].as_array().unwrap() {
        assert!(
            test["name"].is_string() && test["verdict"].is_string(),
            "{test}"
        );
        for number in ["cpu_ms", "wall_ms", "memory_kib"] {
            assert!(test[number].is_u64(), "{number} in {test}");
        }
    }
    assert!(judgement["detail"]["total_ms"].is_u64());
    assert!(!judgement["layers"].as_array().unwrap().is_empty());
    (verdict, ended)
}

#[test]
fn right_answers_pass() {
    let shell = Shell::new();
    for path in [
        "accepted/prefix_sums.py",
        "accepted/alias.py",
        "accepted/prefix_sums.cpp",
    ] {
        let (given, ended) = verdict(&shell, &shipped("weighted-sampling", path));
        assert_eq!(given, "accepted", "{path}: {}", ended.stdout);
        let compiled = ended.json()["detail"]["compile_ms"].is_u64();
        assert_eq!(compiled, path.ends_with("cpp"), "{path}");
    }
}

#[test]
fn wrong_and_slow_answers_get_their_verdict() {
    let shell = Shell::new();
    for (path, expected) in [
        ("wrong_answer/whole_numbers.py", "wrong_answer"),
        ("wrong_answer/falls_to_the_last.cpp", "wrong_answer"),
        ("time_limit_exceeded/linear_scan.py", "time_limit_exceeded"),
        ("time_limit_exceeded/linear_scan.cpp", "time_limit_exceeded"),
    ] {
        let (given, ended) = verdict(&shell, &shipped("weighted-sampling", path));
        assert_eq!(given, expected, "{path}: {}", ended.stdout);
        let tests = ended.json()["detail"]["tests"].clone();
        let last = tests.as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            last["verdict"], expected,
            "judging stops at the first failure"
        );
        assert!(
            last["shown"]["input"].is_string(),
            "the first failing case is shown: {last}"
        );
    }
}

#[test]
fn crashing_hungry_and_uncompilable_answers_get_their_verdict() {
    let shell = Shell::new();
    let class = "class WeightedSampler:\n    def __init__(self, weights):\n";
    let cpp = |body: &str| {
        format!(
            "#include <cstdlib>\n#include <vector>\nclass WeightedSampler {{\npublic:\n  \
             explicit WeightedSampler(const std::vector<double>&) {{ {body} }}\n  \
             long long draw() {{ return 0; }}\n}};\n"
        )
    };
    let hungry = "for (;;) { auto* p = static_cast<volatile char*>(std::malloc(1 << 20)); \
                  for (int i = 0; i < (1 << 20); i += 512) p[i] = 1; }";
    let answers = [
        (
            "crash.py",
            format!("{class}        raise KeyError('lost')\n"),
            "run_time_error",
        ),
        (
            "hungry.py",
            format!("{class}        self.x = b'x' * (1 << 34)\n"),
            "memory_limit_exceeded",
        ),
        (
            "broken.py",
            "class WeightedSampler(:\n".to_owned(),
            "compile_error",
        ),
        ("crash.cpp", cpp("std::abort();"), "run_time_error"),
        ("hungry.cpp", cpp(hungry), "memory_limit_exceeded"),
        (
            "broken.cpp",
            "class WeightedSampler { int".to_owned(),
            "compile_error",
        ),
    ];
    for (name, source, expected) in answers {
        let file = shell.write(name, source);
        let (given, ended) = verdict(&shell, &file);
        assert_eq!(given, expected, "{name}: {}", ended.stdout);
    }
}

#[test]
fn the_report_names_the_first_failing_case() {
    let shell = Shell::new();
    let source = "def iou(a, b):\n    print('hello')\n    return 0.25\n";
    let file = shell.write("answer.py", source);
    let ended = shell.run(&["judge", "iou", file.to_str().unwrap()]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    for word in [
        "Wrong answer: 0 of",
        "First failing case",
        "Input:",
        "Expected:",
        "Actual:\n  0.25",
        "hello",
    ] {
        assert!(
            ended.stdout.contains(word),
            "“{word}” is not in: {}",
            ended.stdout
        );
    }
    assert_eq!(ended.stderr, "", "progress is for terminals only");
}

#[test]
fn the_answer_may_come_from_standard_input() {
    let shell = Shell::new();
    let source = std::fs::read(shipped("iou", "accepted/clamped.py")).unwrap();
    let ended = shell.run_with_input(&["judge", "iou", "-", "--language", "python"], &source);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.starts_with("Accepted: "), "{}", ended.stdout);
}

#[test]
fn the_seed_draws_the_numbers() {
    let shell = Shell::new();
    let drawn = |seed: &str| {
        let arguments = ["judge", "urn-draws", "-", "--seed", seed, "--json"];
        let ended = shell.run_with_input(&arguments, b"-1\n");
        assert_eq!(ended.code, Some(1), "{ended:?}");
        let judgement = ended.json();
        assert_eq!(judgement["verdict"], "fail");
        judgement["detail"]["drawn"].clone()
    };
    assert_eq!(drawn("7"), drawn("7"));
    let others: Vec<_> = ["1", "2", "3"].map(drawn).into();
    assert!(others.iter().any(|other| *other != drawn("7")));
}

#[test]
fn a_story_is_measured_and_gets_no_mark() {
    let shell = Shell::new();
    let telling = root().join("bank/story/decided-without-manager/tellings/all_of_us.toml");
    let file = telling.to_str().unwrap();
    let ended = shell.run(&["judge", "decided-without-manager", file, "--json"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let judgement = ended.json();
    assert_eq!(judgement["verdict"], "unjudged");
    assert_eq!(judgement["outcome"], "unjudged");
    assert!(judgement.get("score").is_none(), "{judgement}");
    let gap = &judgement["detail"]["gaps"][0];
    assert_eq!(gap["gap"], "we_for_i");
    let quote = gap["quote"].as_str().unwrap();
    assert!(
        fs::read_to_string(&telling).unwrap().contains(quote),
        "{quote}"
    );

    let shown = shell.run(&["judge", "decided-without-manager", file]);
    assert_eq!(shown.code, Some(0), "{shown:?}");
    for words in ["we_for_i", "> We looked", "Probe: Who pressed", "sincere"] {
        assert!(
            shown.stdout.contains(words),
            "“{words}” is not in: {}",
            shown.stdout
        );
    }

    for (text, words) in [
        ("", "nothing is told"),
        ("context = \"a\"\nmoral = \"b\"", "moral"),
        ("context = \"a\"\ncontext = \"b\"", "duplicate"),
        ("I did it.", "line 1"),
    ] {
        let file = shell.write("telling.toml", text);
        let ended = shell.run(&["judge", "decided-without-manager", file.to_str().unwrap()]);
        ended.assert_refused(&[words]);
    }
    let long = format!("actions = \"{}\"", "word ".repeat(20_000));
    let file = shell.write("telling.toml", long);
    let ended = shell.run(&["judge", "decided-without-manager", file.to_str().unwrap()]);
    ended.assert_refused(&["at most 65536"]);
}
