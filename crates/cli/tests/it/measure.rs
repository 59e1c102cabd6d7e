//! `onsite measure`: what scripts rely on, and how bad input ends.

use serde_json::Value;

use crate::support::Shell;

const SOLVE: &str = "def solve(items):\n    total = 0\n    for item in items:\n        \
                     total += item\n    return total\n";
const MAKE: &str = "def make(n, seed):\n    return ([seed] * n,)\n";
const COUNT: &str = "#include <vector>\nstruct Input { std::vector<int> items; };\n\
                     Input* gen(long n, unsigned) { return new Input{std::vector<int>(n)}; }\n\
                     long solve(Input& in) { long total = 0; for (int i : in.items) total += i; \
                     return total; }\n";
const CLASSES: [&str; 11] = [
    "1",
    "log n",
    "sqrt n",
    "n",
    "n log n",
    "n sqrt n",
    "n^2",
    "n^2 log n",
    "n^3",
    "2^n",
    "unknown",
];

#[track_caller]
fn assert_shape(said: &Value) {
    for of in ["time", "space"] {
        let estimate = &said[of];
        let class = estimate["class"].as_str().unwrap();
        assert!(CLASSES.contains(&class), "{class}");
        let confidence = estimate["confidence"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&confidence));
        for candidate in estimate["candidates"].as_array().unwrap() {
            assert!(CLASSES[..10].contains(&candidate.as_str().unwrap()));
        }
        let points = estimate["points"].as_array().unwrap();
        assert!(points.len() >= 4, "{of}: {points:?}");
        for point in points {
            assert!(point["n"].as_u64().unwrap() > 0);
            assert!(point["value"].as_f64().unwrap() >= 0.0);
            assert!(point["signal"].is_string());
        }
    }
    let known = ["clock", "counters", "callgrind"];
    for signal in said["signals"].as_array().unwrap() {
        assert!(known.contains(&signal.as_str().unwrap()), "{signal}");
    }
}

#[test]
fn python_is_measured() {
    let shell = Shell::new();
    shell.write("answer.py", SOLVE);
    shell.write("gen.py", MAKE);
    let common = [
        "measure",
        "answer.py",
        "--entry",
        "solve",
        "--inputs",
        "gen.py:make",
    ];
    let ended = shell.run(&[&common[..], &["--json"]].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_shape(&ended.json());
}

#[test]
fn cpp_is_measured() {
    let shell = Shell::new();
    shell.write("answer.cpp", COUNT);
    let ended = shell.run(&["measure", "answer.cpp", "--entry", "solve", "--json"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_shape(&ended.json());
    let ended = shell.run(&["measure", "answer.cpp", "--entry", "solve"]);
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    for word in ["time", "space", "instructions", "bytes", "in "] {
        assert!(ended.stdout.contains(word), "{word} in {}", ended.stdout);
    }
}

#[test]
fn bad_input_says_what_and_prints_nothing() {
    let shell = Shell::new();
    shell.write("answer.py", SOLVE);
    shell.write("gen.py", MAKE);
    shell.write("scalar.py", "def make(n, seed):\n    return n\n");
    shell.write("answer.txt", SOLVE);
    for (arguments, words) in [
        (
            &["answer.py", "--entry", "solve"][..],
            "--inputs gen.py:make",
        ),
        (
            &["answer.py", "--entry", "solved", "--inputs", "gen.py:make"],
            "answer.py defines no function solved; it defines solve",
        ),
        (
            &["answer.py", "--entry", "solve", "--inputs", "gen.py"],
            "no function is named",
        ),
        (
            &[
                "answer.py",
                "--entry",
                "solve",
                "--inputs",
                "nowhere.py:make",
            ],
            "cannot read nowhere.py",
        ),
        (
            &[
                "answer.py",
                "--entry",
                "solve",
                "--inputs",
                "scalar.py:make",
            ],
            "make(4, 1) of scalar.py returned int",
        ),
        (
            &["answer.txt", "--entry", "solve", "--inputs", "gen.py:make"],
            "its ending does not tell the language",
        ),
        (
            &["nowhere.cpp", "--entry", "solve"],
            "cannot read nowhere.cpp",
        ),
    ] {
        let ended = shell.run(&[&["measure", "--json"], arguments].concat());
        assert_eq!(ended.code, Some(2), "{arguments:?}: {}", ended.stderr);
        assert_eq!(ended.stdout, "", "{arguments:?}");
        assert!(
            ended.stderr.contains(words),
            "{words:?} in {}",
            ended.stderr
        );
        assert!(ended.stderr.contains("help: "), "{}", ended.stderr);
    }
}
