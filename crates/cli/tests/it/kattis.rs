//! Packages of the Kattis and ICPC formats: one fixture per feature, with the verdict of every
//! submission, and what is said of packages that cannot be judged.

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::support::{Shell, root};

fn fixture(name: &str) -> PathBuf {
    root().join("crates/judge/tests/kattis").join(name)
}

/// Judges every submission of a fixture and holds what each got against the table.
#[track_caller]
fn check(name: &str, rows: &[(&str, &str, Option<f64>)]) -> Value {
    let shell = Shell::new();
    let folder = fixture(name);
    let ended = shell.run(&[
        "judge",
        "--package",
        folder.to_str().unwrap(),
        "--all",
        "--json",
    ]);
    let report = ended.json();
    let given: Vec<(String, String, Option<f64>)> = report["submissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap().to_owned();
            (text("submission"), text("given"), row["score"].as_f64())
        })
        .collect();
    let wanted: Vec<(String, String, Option<f64>)> = rows
        .iter()
        .map(|(file, given, score)| (format!("submissions/{file}"), (*given).to_owned(), *score))
        .collect();
    assert_eq!(given, wanted, "{report:#}");
    for row in report["submissions"].as_array().unwrap() {
        assert_eq!(row["as_expected"], true, "{row:#}");
    }
    assert_eq!(report["faults"], Value::Array(Vec::new()));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    report
}

const AC: &str = "accepted";
const WA: &str = "wrong_answer";
const TLE: &str = "time_limit_exceeded";
const MLE: &str = "memory_limit_exceeded";
const RTE: &str = "run_time_error";

#[test]
fn tolerances_fixed_limits_and_programs_of_several_files() {
    check(
        "tolerance",
        &[
            ("accepted/Halves.java", AC, None),
            ("accepted/halves.rs", AC, None),
            ("accepted/other_words.py", AC, None),
            ("accepted/plain.c", AC, None),
            ("accepted/two_classes", AC, None),
            ("accepted/two_files", AC, None),
            ("accepted/two_modules", AC, None),
            ("accepted/two_parts", AC, None),
            ("run_time_error/Hungry.java", RTE, None),
            ("run_time_error/hungry.cpp", MLE, None),
            ("run_time_error/panics.rs", RTE, None),
            ("run_time_error/raises.py", RTE, None),
            ("time_limit_exceeded/Spins.java", TLE, None),
            ("time_limit_exceeded/spins.cpp", TLE, None),
            ("time_limit_exceeded/waits.py", TLE, None),
            ("wrong_answer/one_too_many.py", WA, None),
            ("wrong_answer/rounded.py", WA, None),
        ],
    );
}

#[test]
fn case_and_white_space_by_the_flags_of_groups() {
    check(
        "strict",
        &[
            ("accepted/echo.py", AC, None),
            ("accepted/small_where_it_may.py", AC, None),
            ("wrong_answer/one_space.py", WA, None),
            ("wrong_answer/small.py", WA, None),
        ],
    );
}

#[test]
fn output_validators_in_cpp_with_flags() {
    let report = check(
        "divisor",
        &[
            ("accepted/itself.cpp", AC, None),
            ("accepted/least.py", AC, None),
            ("wrong_answer/half.py", WA, None),
            ("wrong_answer/nothing.py", WA, None),
            ("wrong_answer/one.py", WA, None),
        ],
    );
    let messages: Vec<&str> = report["submissions"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["message"].as_str())
        .collect();
    let expected = [
        "it does not divide",
        "there is no number",
        "the divisor is too small",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn every_one_of_several_validators_must_accept() {
    check(
        "two_validators",
        &[
            ("accepted/eight.py", AC, None),
            ("wrong_answer/large.py", WA, None),
            ("wrong_answer/odd.py", WA, None),
        ],
    );
}

#[test]
fn interactive_packages_and_who_is_to_blame() {
    check(
        "higher_lower",
        &[
            ("accepted/halves.cpp", AC, None),
            ("accepted/halves.py", AC, None),
            ("accepted/talks_on.py", AC, None),
            ("run_time_error/crashes.py", RTE, None),
            ("run_time_error/crashes_when_right.py", RTE, None),
            ("time_limit_exceeded/keeps_it_back.py", TLE, None),
            ("time_limit_exceeded/spins_when_right.py", TLE, None),
            ("wrong_answer/counts.py", WA, None),
            ("wrong_answer/crashes_when_rejected.cpp", WA, None),
            ("wrong_answer/says_nothing.py", WA, None),
            ("wrong_answer/spins_when_rejected.cpp", WA, None),
        ],
    );
}

#[test]
fn groups_with_scores() {
    check(
        "parts",
        &[
            ("accepted/sum.py", AC, Some(100.0)),
            ("partially_accepted/short.cpp", AC, Some(60.0)),
            ("partially_accepted/without_sign.py", AC, Some(70.0)),
            ("wrong_answer/zero.py", WA, None),
        ],
    );
}

#[test]
fn scores_by_the_validator() {
    check(
        "scores",
        &[
            ("accepted/one.py", AC, Some(2.0)),
            ("accepted/three.py", AC, Some(6.0)),
            ("partially_accepted/two.py", AC, Some(4.0)),
            ("wrong_answer/none.py", WA, None),
        ],
    );
}

#[test]
fn added_files_and_a_limit_that_is_worked_out() {
    let report = check(
        "added",
        &[
            ("accepted/asks.cpp", AC, None),
            ("accepted/asks.py", AC, None),
            ("accepted/brings_its_own", AC, None),
            ("time_limit_exceeded/spins.py", TLE, None),
            ("wrong_answer/guesses.py", WA, None),
        ],
    );
    let limit = report["submissions"][0]["limit_ms"].as_u64().unwrap();
    assert!(limit >= 1000 && limit.is_multiple_of(1000), "{limit}");
}

#[test]
fn the_newer_format() {
    let report = check(
        "modern",
        &[
            ("accepted/add.py", AC, Some(100.0)),
            ("brute_force/crashes.py", RTE, Some(0.0)),
            ("partially_accepted/off_by_one.py", WA, Some(55.0)),
            ("partially_accepted/small.py", WA, Some(40.0)),
            ("wrong_answer/echo.py", WA, Some(0.0)),
        ],
    );
    assert_eq!(report["notes"], Value::Array(Vec::new()));
}

#[test]
fn one_submission_is_reported_like_any_answer() {
    let shell = Shell::new();
    let folder = fixture("divisor");
    let folder = folder.to_str().unwrap();
    let right = shell.write("right", "print(int(input()))\n");
    let right = right.to_str().unwrap();
    let ended = shell.run(&[
        "judge",
        "--package",
        folder,
        right,
        "--language",
        "python",
        "--json",
    ]);
    let judged = ended.json();
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(judged["verdict"], "accepted");
    assert_eq!(
        (&judged["detail"]["verdict"], &judged["outcome"]),
        (&judged["verdict"], &"pass".into())
    );
    let tests = judged["detail"]["tests"].as_array().unwrap();
    assert_eq!(tests.len(), 3);
    for number in ["cpu_ms", "wall_ms", "memory_kib"] {
        assert!(tests[0][number].is_u64(), "{number} in {}", tests[0]);
    }
    assert!(!judged["layers"].as_array().unwrap().is_empty());

    let broken = shell.write("broken.cpp", "int main( {\n");
    let ended = shell.run(&["judge", "--package", folder, broken.to_str().unwrap()]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    assert!(
        ended.stdout.starts_with("Compile error"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("broken.cpp:1"), "{}", ended.stdout);

    let java = shell.write("Main.java", "class Main {}\n");
    let ended = shell.run(&["judge", "--package", folder, java.to_str().unwrap()]);
    assert_eq!(ended.code, Some(2), "{}", ended.stdout);
}

#[test]
fn an_answer_never_sees_what_is_expected() {
    let shell = Shell::new();
    // What is shown of the machine itself takes longer to walk than a case may.
    let spy = "import os\n\nfound = [\n    os.path.join(folder, name)\n    for top in os.listdir(\"/\") \
               if top not in (\"usr\", \"proc\", \"runtime\")\n    if not os.path.islink(\"/\" + top)\n    \
               for folder, _, names in os.walk(\"/\" + top)\n    for name in names\n    if name.endswith((\".ans\", \".in\")) or \
               \"onsite.case\" in folder\n]\nprint(found or \"half 1.5\")\n";
    let file = shell.write("spy.py", spy);
    let folder = fixture("tolerance");
    let words = [
        "judge",
        "--package",
        folder.to_str().unwrap(),
        file.to_str().unwrap(),
        "--json",
    ];
    let judged = shell.run(&words).json();
    assert_eq!(
        judged["detail"]["tests"][0]["verdict"], "accepted",
        "{judged:#}"
    );
}

/// A whole package in a folder of its own, to be broken.
fn copy(shell: &Shell, name: &str) -> PathBuf {
    let to = shell.path(name);
    copy_all(&fixture(name), &to);
    to
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What is done to a package.
type Break = fn(&Path);

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Each way to break a package, and the words that name the part.
const BROKEN: [(&str, &str, Break, &[&str]); 19] = [
    (
        "no metadata",
        "divisor",
        |p| fs::remove_file(p.join("problem.yaml")).unwrap(),
        &["problem.yaml", "missing"],
    ),
    (
        "no YAML",
        "divisor",
        |p| write(p, "problem.yaml", "name: [a\nb: c\n"),
        &["problem.yaml:", "YAML"],
    ),
    (
        "an unknown key",
        "divisor",
        |p| write(p, "problem.yaml", "name: a\nlimit:\n  memory: 3\n"),
        &["problem.yaml:3", "`limit`"],
    ),
    (
        "a key twice",
        "divisor",
        |p| write(p, "problem.yaml", "name: a\nname: b\n"),
        &["problem.yaml:2", "`name`"],
    ),
    (
        "an alias",
        "divisor",
        |p| write(p, "problem.yaml", "name: &a [x]\nkeywords: *a\n"),
        &["problem.yaml:1", "anchor"],
    ),
    (
        "a wrong limit",
        "divisor",
        |p| write(p, "problem.yaml", "limits:\n  memory: lots\n"),
        &["problem.yaml:2", "`memory`", "lots"],
    ),
    (
        "a format to come",
        "divisor",
        |p| write(p, "problem.yaml", "problem_format_version: 2099-01\n"),
        &["problem.yaml:1", "2099-01"],
    ),
    (
        "another kind",
        "modern",
        |p| {
            write(
                p,
                "problem.yaml",
                "problem_format_version: 2025-09\ntype: multi-pass\n",
            );
        },
        &["problem.yaml:2", "multi-pass"],
    ),
    (
        "a wrong time",
        "divisor",
        |p| write(p, ".timelimit", "soon\n"),
        &[".timelimit:1", "time limit"],
    ),
    (
        "no secret data",
        "divisor",
        |p| fs::remove_dir_all(p.join("data/secret")).unwrap(),
        &["data/secret", "no secret test case"],
    ),
    (
        "no answer file",
        "divisor",
        |p| fs::remove_file(p.join("data/secret/2.ans")).unwrap(),
        &["data/secret/2.ans", "missing"],
    ),
    (
        "no input",
        "divisor",
        |p| fs::remove_file(p.join("data/secret/2.in")).unwrap(),
        &["data/secret/2.ans", "2.in"],
    ),
    (
        "a grader of its own",
        "parts",
        |p| write(p, "data/testdata.yaml", "grading: custom\n"),
        &["data/testdata.yaml:1", "grading: custom"],
    ),
    (
        "an unknown flag",
        "parts",
        |p| write(p, "data/testdata.yaml", "grader_flags: median\n"),
        &["data/testdata.yaml:1", "median"],
    ),
    (
        "no validator",
        "divisor",
        |p| fs::remove_dir_all(p.join("output_validators/divides")).unwrap(),
        &["output_validators", "no output validator"],
    ),
    (
        "a script",
        "divisor",
        |p| write(p, "output_validators/divides/run", "#!/bin/sh\n"),
        &["output_validators/divides", "script"],
    ),
    (
        "another language",
        "two_validators",
        |p| write(p, "output_validators/more.rb", "exit 42\n"),
        &["output_validators/more.rb", ".rb"],
    ),
    (
        "a link out",
        "divisor",
        |p| {
            fs::remove_file(p.join("data/secret/1.in")).unwrap();
            symlink("/etc/hostname", p.join("data/secret/1.in")).unwrap();
        },
        &["data/secret", "leads out of the package"],
    ),
    (
        "a folder for a case",
        "divisor",
        |p| {
            fs::remove_file(p.join("data/secret/1.in")).unwrap();
            fs::create_dir(p.join("data/secret/1.in")).unwrap();
        },
        &["data/secret/1.ans", "1.in"],
    ),
];

#[test]
fn broken_packages_are_refused_by_the_part_that_is_broken() {
    let shell = Shell::new();
    let answer = shell.write("answer.py", "print(1)\n");
    for (what, name, damage, words) in BROKEN {
        let folder = copy(&shell, name);
        damage(&folder);
        let place = folder.to_str().unwrap();
        let ended = shell.run(&[
            "judge",
            "--package",
            place,
            answer.to_str().unwrap(),
            "--json",
        ]);
        assert_eq!(ended.code, Some(2), "{what}: {}", ended.stdout);
        assert_eq!(ended.stdout, "", "{what}");
        for word in words {
            assert!(ended.stderr.contains(word), "{what}: {}", ended.stderr);
        }
        fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn validators_that_misbehave_are_judging_errors() {
    let sources: [(&str, &str); 4] = [
        ("import sys\nsys.exit(0)\n", "exited with code 0"),
        ("raise ValueError('lost')\n", "ValueError: lost"),
        (
            "import sys\nopen(sys.argv[3] + 'score.txt', 'w').write('3')\nsys.exit(42)\n",
            "gave a score",
        ),
        ("while True:\n    pass\n", "took more than 1 s"),
    ];
    let shell = Shell::new();
    let answer = shell.write("answer.py", "print(8)\n");
    let folder = copy(&shell, "two_validators");
    let yaml = "source: Onsite\nvalidation: custom\nlimits:\n  validation_time: 1\n";
    write(&folder, "problem.yaml", yaml);
    for (source, words) in sources {
        write(&folder, "output_validators/even.py", source);
        let place = folder.to_str().unwrap();
        let ended = shell.run(&[
            "judge",
            "--package",
            place,
            answer.to_str().unwrap(),
            "--json",
        ]);
        let judged = ended.json();
        assert_eq!(judged["verdict"], "judging_error", "{judged:#}");
        assert_eq!(ended.code, Some(3));
        let message = judged["detail"]["tests"][0]["message"].as_str().unwrap();
        assert!(
            message.contains(words) && message.contains("even.py"),
            "{message}"
        );
    }
}

#[test]
fn a_folder_of_packages_is_judged_whole_and_says_what_is_not() {
    let shell = Shell::new();
    let all = shell.path("all");
    copy_all(&fixture("two_validators"), &all.join("good"));
    copy_all(&fixture("two_validators"), &all.join("wrong"));
    write(
        &all.join("wrong"),
        "submissions/accepted/seven.py",
        "print(7)\n",
    );
    write(
        &all.join("wrong"),
        "submissions/accepted/old.rb",
        "puts 8\n",
    );
    write(&all.join("empty"), "problem.yaml", "name: nothing\n");
    write(&all.join("none"), "readme.txt", "no package\n");
    let ended = shell.run(&["judge", "--package", all.to_str().unwrap(), "--all"]);
    assert_eq!(ended.code, Some(1), "{}", ended.stderr);
    for words in [
        "wrong/submissions/accepted/seven.py",
        "NOT AS EXPECTED",
        "it is odd",
        "wrong/submissions/accepted/old.rb: it is written in a language that is not run here",
        "empty/data/secret: there is no secret test case",
        "7 submissions run, 1 not as expected; 1 not run; 1 faults of packages",
    ] {
        assert!(ended.stdout.contains(words), "{words}: {}", ended.stdout);
    }
    let none = all.join("none");
    let ended = shell.run(&["judge", "--package", none.to_str().unwrap(), "--all"]);
    assert_eq!(ended.code, Some(2), "{}", ended.stdout);
    assert!(ended.stderr.contains("no package"), "{}", ended.stderr);
}

/// An empty bank beside its lock.
fn empty_bank(shell: &Shell) -> PathBuf {
    let bank = shell.path("bank");
    fs::create_dir(&bank).unwrap();
    for entry in fs::read_dir(root().join("bank")).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            fs::copy(entry.path(), bank.join(entry.file_name())).unwrap();
        }
    }
    bank
}

fn import(shell: &Shell, bank: &Path, package: &Path) -> crate::support::Ended {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_onsite"));
    command
        .args(["bank", "import"])
        .arg(package)
        .arg("--data")
        .arg(&shell.data)
        .arg("--bank")
        .arg(bank);
    crate::support::finish(command)
}

/// How many blanks a question has, and the remarks on its shape beside those: a text that is a
/// blank is too short as well.
fn shape(shell: &Shell, bank: &Path, id: &str) -> (usize, Vec<String>) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_onsite"));
    command
        .args(["bank", "check", "--shape", "--json", "--data"])
        .arg(&shell.data)
        .arg("--bank")
        .arg(bank);
    let report = crate::support::finish(command).json();
    let all = report["shape"].as_array().unwrap().iter();
    let (blanks, others): (Vec<&Value>, Vec<&Value>) = all
        .filter(|one| one["question"] == id)
        .partition(|one| ["blank", "too-short"].contains(&one["code"].as_str().unwrap()));
    (
        blanks.len(),
        others.iter().map(ToString::to_string).collect(),
    )
}

#[test]
fn a_package_becomes_a_question_with_blanks() {
    let shell = Shell::new();
    let bank = empty_bank(&shell);
    for (name, id) in [("tolerance", "tolerance"), ("two_even", "two-even")] {
        let package = if name == "two_even" {
            let package = copy(&shell, "two_validators");
            fs::remove_file(package.join("output_validators/small.py")).unwrap();
            let to = shell.path(name);
            fs::rename(package, &to).unwrap();
            to
        } else {
            fixture(name)
        };
        let ended = import(&shell, &bank, &package);
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        let (blanks, others) = shape(&shell, &bank, id);
        assert!(blanks > 0, "{}", ended.stdout);
        assert_eq!(others, Vec::<String>::new());
    }
    let statement = fs::read_to_string(bank.join("code/tolerance/statement.md")).unwrap();
    for words in ["The Onsite project", "cc by", "Print half of each number"] {
        assert!(statement.contains(words), "{statement}");
    }
    let again = import(&shell, &bank, &fixture("tolerance"));
    assert_eq!(again.code, Some(2));
    assert!(
        again.stderr.contains("is there already"),
        "{}",
        again.stderr
    );
}

#[test]
fn what_makes_no_question_is_named_and_nothing_is_written() {
    let shell = Shell::new();
    let bank = empty_bank(&shell);
    for (name, words) in [
        ("higher_lower", "do not talk"),
        ("divisor", "one file in Python"),
        ("strict", "different flags"),
    ] {
        let ended = import(&shell, &bank, &fixture(name));
        assert_eq!(ended.code, Some(2), "{name}: {}", ended.stdout);
        assert!(ended.stderr.contains(words), "{name}: {}", ended.stderr);
    }
    assert!(!bank.join("code").exists());
}
