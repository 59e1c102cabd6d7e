//! Measuring real functions through the sandbox. What is asked is one-sided, with room for a busy
//! machine: how often the exact class is named is the benchmark's to say.

use std::{fs, path::Path, time::Duration, time::Instant};

use onsite_domain::{
    code::Language,
    growth::{GrowthClass, MeasuredClass, Measurement, Signal},
};
use onsite_judge::{Error, Judge, Measured};
use onsite_sandbox::Cancel;

use crate::support::{Trials, judge, runtimes, sandbox};

pub const TRIALS: Trials = &[
    ("Python within its class", python_within),
    ("C++ within its class", cpp_within),
    ("memory and stack are counted", memory),
    ("a class too slow is told from the one expected", too_slow),
    ("a loop in C is heard behind much Python", loop_in_c),
    ("what is forged of functions is no harm", forged_functions),
    (
        "without valgrind the machine counts or the clock measures",
        without_valgrind,
    ),
    ("nothing is kept from call to call", nothing_is_kept),
    ("bad inputs in Python are named", bad_python),
    ("bad files in C++ are named", bad_cpp),
    ("what never returns ends in time", never_returns),
];

fn corpus(language: &str, file: &str) -> (String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/growth/corpus");
    let text = fs::read_to_string(folder.join(language).join(file)).expect("a corpus file");
    (file.to_owned(), text)
}

fn python(file: &str, entry: &str, make: &str) -> Measured {
    let source = corpus("python", file);
    Measured {
        language: Language::Python,
        inputs: Some((source.0.clone(), source.1.clone(), make.to_owned())),
        source,
        entry: entry.to_owned(),
    }
}

fn cpp(file: &str, entry: &str) -> Measured {
    Measured {
        language: Language::Cpp,
        source: corpus("cpp", file),
        entry: entry.to_owned(),
        inputs: None,
    }
}

fn python_texts(source: &str, inputs: &str) -> Measured {
    Measured {
        language: Language::Python,
        source: ("answer.py".to_owned(), source.to_owned()),
        entry: "solve".to_owned(),
        inputs: Some(("gen.py".to_owned(), inputs.to_owned(), "make".to_owned())),
    }
}

fn cpp_text(source: &str) -> Measured {
    Measured {
        language: Language::Cpp,
        source: ("answer.cpp".to_owned(), source.to_owned()),
        entry: "solve".to_owned(),
        inputs: None,
    }
}

fn measure_with(judge: &Judge, measured: &Measured) -> Result<Measurement, Error> {
    judge.measure(measured, &|_| {}, &Cancel::new())
}

#[track_caller]
fn measured(measured: &Measured) -> Measurement {
    measure_with(judge(), measured).unwrap_or_else(|error| panic!("{}: {error}", measured.entry))
}

#[track_caller]
fn at_most(measurement: &Measurement, class: GrowthClass, entry: &str) {
    let found = measurement.time.class.known();
    assert!(
        found.is_some_and(|found| found <= class),
        "{entry}: {:?}",
        measurement.time
    );
    assert!(measurement.signals.contains(&Signal::Clock));
    assert!(
        measurement.signals.contains(&Signal::Callgrind),
        "{:?}",
        measurement.notes
    );
    assert!(measurement.time.points.len() >= 8, "{entry}");
}

fn python_within() {
    for (file, entry, make, class) in [
        ("lists.py", "first", "values", GrowthClass::Logarithmic),
        (
            "lists.py",
            "binary_search",
            "rising_and_goal",
            GrowthClass::SquareRoot,
        ),
        ("lists.py", "maximum", "values", GrowthClass::Linearithmic),
        (
            "lists.py",
            "sorted_built_in",
            "values",
            GrowthClass::LinearSquareRoot,
        ),
        (
            "lists.py",
            "duplicates_by_pairs",
            "values",
            GrowthClass::QuadraticLogarithmic,
        ),
    ] {
        at_most(&measured(&python(file, entry, make)), class, entry);
    }
}

fn cpp_within() {
    for (entry, class) in [
        ("bisected", GrowthClass::SquareRoot),
        ("sum", GrowthClass::Linearithmic),
        ("sorted", GrowthClass::LinearSquareRoot),
    ] {
        at_most(&measured(&cpp("values.cpp", entry)), class, entry);
    }
}

/// Sorting takes two in a hundred of the instructions here, which no sum of terms shows.
fn loop_in_c() {
    let source = "def solve(items):\n    total = 0\n    for item in items:\n        \
                  for _ in range(200):\n            total = item\n    return RESULT\n";
    let inputs = "import random\ndef make(n, seed):\n    draw = random.Random(seed)\n    \
                  return ([draw.random() for _ in range(n)],)\n";
    let with = |result: &str| measured(&python_texts(&source.replace("RESULT", result), inputs));
    let sorted = with("sorted(items)[0], total");
    let class = sorted.time.class.known();
    assert!(class > Some(GrowthClass::Linear), "{:?}", sorted.time);
    assert!(
        sorted.notes.iter().any(|note| note.contains("faster")),
        "{:?}",
        sorted.notes
    );
    let summed = with("sum(items), total");
    at_most(&summed, GrowthClass::Linear, "sum");
    assert!(summed.notes.is_empty(), "{:?}", summed.notes);
}

/// An answer can write what callgrind would have written. It makes its own class no better by that,
/// names nothing that a terminal obeys, and adds no figures that are no numbers.
fn forged_functions() {
    let part = r#"
def part(n, function, cost):
    text = "\ncall %s 1\nfn=(1) %s\ncfn=(2) %s\ncalls=%s 0\n0 %s\n" % (n, "x", function, 1, cost)
    return text.encode()
"#;
    let unsound = r#"
def solve(items):
    n = len(items)
    with open("/scratch/functions", "ab") as file:
        file.write(part(n, "\x1b[31msort", n**3))
        file.write(part(n, "list_sort_" + "x" * 200, n**3))
        file.write(part(n, "forged_sort", "inf"))
        file.write(part(n, "forged_sort", "nan"))
        file.write(part(n, "forged_sort", -n))
        file.write(part(0, "forged_sort", 1))
        file.write(part(4_000_000_000, "forged_sort", 10**30))
        file.write(part("x", "forged_sort", "y"))
        file.write(b"\xff\xfe\ncall \ncall 1\ncall 1 nan\ncalls=1\n")
    return sum(items)
"#;
    let more_than_all = r#"
def solve(items):
    n = len(items)
    with open("/scratch/functions", "ab") as file:
        file.write(part(n, "forged_merge", 100 * n**2))
    return sum(items)
"#;
    let inputs = "def make(n, seed):\n    return (list(range(n)),)\n";
    for solve in [unsound, more_than_all] {
        let found = measured(&python_texts(&format!("{part}{solve}"), inputs));
        let class = found.time.class.known();
        assert!(class >= Some(GrowthClass::Linear), "{:?}", found.time);
        for note in &found.notes {
            let plain = note.chars().all(|c| !c.is_control()) && note.len() < 300;
            assert!(plain && !note.contains("forged"), "{note:?}");
        }
    }
}

fn memory() {
    let space = |measured: &Measured| self::measured(measured).space.class;
    let known = MeasuredClass::Known;
    let maximum = space(&python("lists.py", "maximum", "values"));
    assert_eq!(maximum, known(GrowthClass::Constant));
    let deep = space(&python("lists.py", "recursive_sum", "values"));
    assert_eq!(deep, known(GrowthClass::Linear), "frames are memory");
    let deep = space(&cpp("values.cpp", "recursive_sum"));
    assert_eq!(deep, known(GrowthClass::Linear), "the stack is memory");
    let flat = space(&cpp("values.cpp", "sum"));
    assert_eq!(flat, known(GrowthClass::Constant));
}

fn too_slow() {
    let slow = [
        (
            measured(&python("lists.py", "queue_by_list", "values")),
            GrowthClass::Linear,
        ),
        (
            measured(&python("numbers.py", "fibonacci", "number")),
            GrowthClass::Cubic,
        ),
        (
            measured(&cpp("values.cpp", "bubble_sort")),
            GrowthClass::Linearithmic,
        ),
    ];
    for (measurement, expected) in slow {
        let found = measurement.time.class.known();
        assert!(
            found.is_some_and(|found| found > expected),
            "{:?}",
            measurement.time
        );
    }
}

fn without_valgrind() {
    let folder = tempfile::tempdir().expect("a folder");
    let runtimes = runtimes().without_valgrind();
    let judge = Judge::new(sandbox(), runtimes, folder.path().join("cache"));
    let maximum = [
        python("lists.py", "maximum", "values"),
        cpp("values.cpp", "maximum"),
    ];
    for measured in maximum {
        let measurement = measure_with(&judge, &measured).expect("a measurement");
        if measurement.signals != [Signal::Counters, Signal::Clock] {
            assert_eq!(measurement.signals, [Signal::Clock]);
            let mut notes = measurement.notes.iter();
            assert!(notes.any(|note| note.contains("apt install valgrind")));
        }
        let class = measurement.time.class.known();
        assert!(class.is_none_or(|class| class <= GrowthClass::Quadratic));
    }
}

fn nothing_is_kept() {
    let source = "kept = {}\ndef solve(n):\n    if n not in kept:\n        kept[n] = \
                  sum(i & 3 for i in range(n))\n    return kept[n]\n";
    let found = measured(&python_texts(
        source,
        "def make(n, seed):\n    return (n,)\n",
    ));
    let class = found.time.class.known();
    assert!(
        class.is_some_and(|class| class >= GrowthClass::Linear),
        "{:?}",
        found.time
    );
}

const SOLVE: &str = "def solve(items):\n    return sum(items)\n";
const MAKE: &str = "def make(n, seed):\n    return (list(range(n)),)\n";

/// A file, its inputs, and words that must be said of them.
const BAD_PYTHON: &[(&str, &str, &str)] = &[
    (
        SOLVE,
        "def make(n, seed):\n    raise KeyError('weights')\n",
        "make(4, 1) of gen.py raised KeyError: 'weights' (gen.py, line 2)",
    ),
    (
        SOLVE,
        "def make(n, seed):\n    return n\n",
        "make(4, 1) of gen.py returned int; return the tuple",
    ),
    (
        SOLVE,
        "def make(n, seed):\n    return (list(range(2 ** n)),)\n",
        "grow too fast",
    ),
    (
        SOLVE,
        "def make(n, seed):\n    return ([1, 2, 3],)\n",
        "make of gen.py ignores n",
    ),
    (
        SOLVE,
        "def make(n, seed):\n    while True: pass\n",
        "make(4, 1) of gen.py took more than",
    ),
    (
        SOLVE,
        "def make(n, seed:\n",
        "gen.py cannot be read as Python: SyntaxError",
    ),
    (
        SOLVE,
        "def other(n, seed):\n    return ()\n",
        "gen.py defines no function make; it defines other",
    ),
    (
        "def answer(items):\n    return 1\n",
        MAKE,
        "answer.py defines no function solve; it defines answer",
    ),
    (
        "def solve(items)\n    return 1\n",
        MAKE,
        "answer.py cannot be read as Python: SyntaxError",
    ),
    (
        "import nothing_of_that_name\n",
        MAKE,
        "answer.py cannot be loaded: ModuleNotFoundError",
    ),
    ("solve = 3\n", MAKE, "solve in answer.py is not a function"),
    (
        "def solve(a, b):\n    return 1\n",
        MAKE,
        "solve(…) of answer.py raised TypeError",
    ),
    (
        "import os\ndef solve(items):\n    os._exit(0)\n",
        MAKE,
        "solve of answer.py at n = 4 ended the process",
    ),
];

fn bad_python() {
    for (source, inputs, words) in BAD_PYTHON {
        refused(&python_texts(source, inputs), words);
    }
    let mut none = python_texts(SOLVE, MAKE);
    none.inputs = None;
    refused(&none, "--inputs gen.py:make");
    let mut odd = python_texts(SOLVE, MAKE);
    "solve()".clone_into(&mut odd.entry);
    refused(&odd, "is not the name of a function");
}

const INPUT: &str = "#include <vector>\nstruct Input { std::vector<int> v; };\n";
const GEN: &str = "Input* gen(long n, unsigned) { return new Input{std::vector<int>(n)}; }\n";
const COUNT: &str = "long solve(Input& in) { return in.v.size(); }\n";

fn bad_cpp() {
    for (source, words) in [
        (format!("{INPUT}{GEN}"), "answer.cpp defines no solve"),
        (format!("{INPUT}{COUNT}"), "answer.cpp defines no gen"),
        (
            "long solve(int) { return 1; }\n".to_owned(),
            "answer.cpp defines no Input",
        ),
        (
            format!("{INPUT}{GEN}long solve(Input& in) {{ return in.w; }}\n"),
            "answer.cpp:4:",
        ),
        (
            format!(
                "{INPUT}Input* gen(long, unsigned) {{ return new Input{{{{1, 2}}}}; }}\n{COUNT}"
            ),
            "gen ignores n",
        ),
        (
            format!("{INPUT}Input* gen(long, unsigned) {{ throw 1; }}\n{COUNT}"),
            "gen at n = 4: it threw",
        ),
        (
            format!("{INPUT}Input* gen(long, unsigned) {{ return nullptr; }}\n{COUNT}"),
            "gen at n = 4: it returned no Input",
        ),
        (
            format!(
                "{INPUT}Input* gen(long n, unsigned) {{ return new \
                  Input{{std::vector<int>(1L << n)}}; }}\n{COUNT}"
            ),
            "grow too fast",
        ),
        (
            format!("{INPUT}{GEN}long solve(Input& in) {{ return in.v.at(in.v.size()); }}\n"),
            "solve at n = 4: it threw",
        ),
    ] {
        refused(&cpp_text(&source), words);
    }
    let mut with_inputs = cpp_text(COUNT);
    with_inputs.inputs = Some(("gen.py".to_owned(), MAKE.to_owned(), "make".to_owned()));
    refused(&with_inputs, "leave --inputs out");
}

fn never_returns() {
    let begun = Instant::now();
    let patience = Duration::from_mins(1);
    for (source, words) in [
        (
            "def solve(items):\n    while True: pass\n",
            "solve(…) of answer.py did not return",
        ),
        (
            "def solve(items):\n    while True:\n        try:\n            while True: pass\n        \
          except BaseException: pass\n",
            "solve",
        ),
        ("def solve(items):\n    return 7 ** (7 ** 77)\n", "solve"),
        (
            "import time\ndef solve(items):\n    time.sleep(1000)\n",
            "did not return",
        ),
    ] {
        refused(&python_texts(source, MAKE), words);
        assert!(begun.elapsed() < 4 * patience, "{source}");
    }
    let endless =
        format!("{INPUT}{GEN}long solve(Input&) {{ for (volatile int i = 0;; ) i = 1; }}\n");
    refused(&cpp_text(&endless), "solve at n = 4 did not return");
}

#[track_caller]
fn refused(measured: &Measured, words: &str) {
    match measure_with(judge(), measured) {
        Err(error @ Error::Measure { .. }) => {
            let said = error.to_string();
            assert!(said.contains(words), "{said:?} does not say {words:?}");
            assert!(!error.is_ours());
        }
        other => panic!("expected {words:?}, got {other:?}"),
    }
}
