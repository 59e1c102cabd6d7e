//! Every verdict in Python and C++, and how each is told.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Instant,
};

use Language::{Cpp, Python};
use onsite_domain::{
    code::{Checker, Language, Verdict},
    judgement::{Judged, Outcome},
    signature::Form,
};
use onsite_judge::{Options, Reveal};

use crate::support::{
    ALL, Trials, code, detail, expect, function, judge, judged_with, last_shown, says, solve,
};

pub const TRIALS: Trials = &[
    ("accepted", accepted),
    ("wrong_answer", wrong_answer),
    ("time_limit_by_work", time_limit_by_work),
    ("time_limit_on_a_busy_machine", time_limit_on_a_busy_machine),
    ("time_limit_by_waiting", time_limit_by_waiting),
    (
        "time_that_ran_out_is_tried_again",
        time_that_ran_out_is_tried_again,
    ),
    ("memory_limit", memory_limit),
    ("output_limit", output_limit),
    ("run_time_error", run_time_error),
    ("compile_error", compile_error),
    ("programs", programs),
    ("classes", classes),
    ("round_trips", round_trips),
    ("judging_error", judging_error),
    ("stdout_stays_apart", stdout_stays_apart),
    (
        "tracebacks_are_the_answers_own",
        tracebacks_are_the_answers_own,
    ),
    ("reveal", reveal),
    ("deep_recursion", deep_recursion),
];

fn double() -> onsite_domain::code::CodeQuestion {
    code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[2]", "4"), ("[-5]", "-10"), ("[0]", "0")],
    )
}

fn accepted() {
    let judged = expect(
        &double(),
        Python,
        "def solve(n):\n    return 2 * n\n",
        Verdict::Accepted,
    );
    assert_eq!(judged.outcome, Outcome::Pass);
    assert_eq!(detail(&judged).tests.len(), 3);
    assert!(!judged.layers.is_empty());
    assert!(detail(&judged).tests.iter().all(|t| t.memory_kib > 0));
    let unsaid = "std::map<int, int> twice;
        int solve(int n) { twice[n] = std::max(2 * n, INT_MIN); return twice[n]; }";
    expect(&double(), Cpp, unsaid, Verdict::Accepted);
    // New at every run of the tests, which share a cache.
    let new = tempfile::tempdir().expect("a folder");
    let source = format!("long long solve(long long n) {{ return 2 * n; }} // {new:?}");
    let judged = expect(&double(), Cpp, &source, Verdict::Accepted);
    assert!(detail(&judged).compile_ms.is_some_and(|ms| ms > 0));
    let again = expect(&double(), Cpp, &source, Verdict::Accepted);
    assert_eq!(detail(&again).compile_ms, Some(0), "the program was kept");
}

fn wrong_answer() {
    for (language, source) in [
        (Python, "def solve(n): return n * n"),
        (Cpp, "int solve(int n) { return n * n; }"),
    ] {
        let judged = expect(&double(), language, source, Verdict::WrongAnswer);
        assert_eq!(judged.outcome, Outcome::Fail);
        let failed = &detail(&judged).tests[1];
        let shown = failed.shown.as_ref().expect("shown");
        assert_eq!(shown.input, "[-5]");
        assert_eq!(shown.expected.as_deref(), Some("-10"));
        assert_eq!(shown.actual.as_deref(), Some("25"));
        assert_eq!(shown.differences, ["The result: -10 expected, 25 given."]);
    }
}

fn time_limit_by_work() {
    for (language, source) in [
        (Python, "def solve(n):\n    while True: pass\n"),
        (
            Cpp,
            "int solve(int n) { volatile int x = 0; for (;;) ++x; }",
        ),
    ] {
        let question = code(
            solve(&[("n", "int")], "int"),
            Checker::Exact,
            &[("[1]", "1")],
        );
        let judged = expect(&question, language, source, Verdict::TimeLimitExceeded);
        says(&judged, &["1000 ms of processor time"]);
        let test = &detail(&judged).tests[0];
        assert!(test.cpu_ms >= 900);
        assert!(!is_busy(&judged) || test.cpu_ms < test.wall_ms, "{test:?}");
    }
}

/// Whether the judgement says that the machine was too busy to trust it.
fn is_busy(judged: &Judged) -> bool {
    judged.findings.iter().any(|finding| finding.id == "busy")
}

fn time_limit_on_a_busy_machine() {
    let question = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[1]", "1")],
    );
    // They end by themselves too, should an assertion fail.
    let (done, begun) = (AtomicBool::new(false), Instant::now());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let judged = std::thread::scope(|scope| {
        for _ in 0..4 * cores {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) && begun.elapsed().as_secs() < 60 {
                    std::hint::spin_loop();
                }
            });
        }
        let source = "int solve(int n) { volatile int x = 0; for (;;) ++x; } // among others";
        let judged = expect(&question, Cpp, source, Verdict::TimeLimitExceeded);
        done.store(true, Ordering::Relaxed);
        judged
    });
    assert!(is_busy(&judged), "{:?}", judged.findings);
}

/// The first run has no end before the moment in the input; the second begins after it.
#[expect(
    clippy::disallowed_methods,
    reason = "the answer reads the machine's clock"
)]
fn time_that_ran_out_is_tried_again() {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a clock");
    let moment = now.as_secs_f64() + 0.9;
    let question = code(
        solve(&[("moment", "float")], "int"),
        Checker::Exact,
        &[(&format!("[{moment}]"), "1")],
    );
    let source = "import time\ndef solve(moment):\n    late = time.time() > moment\n    \
                  while not late: pass\n    return 1\n";
    let judged = expect(&question, Python, source, Verdict::Accepted);
    assert!(detail(&judged).tests[0].cpu_ms < 900);
}

fn time_limit_by_waiting() {
    let mut question = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[1]", "1")],
    );
    question.limits.cpu_ms = 100;
    for (language, source) in [
        (Python, "import time\ndef solve(n):\n    time.sleep(60)\n"),
        (
            Cpp,
            "#include <unistd.h>\nint solve(int n) { return sleep(60); }",
        ),
    ] {
        let judged = expect(&question, language, source, Verdict::TimeLimitExceeded);
        says(&judged, &["waiting"]);
    }
}

fn memory_limit() {
    let mut question = double();
    question.limits.memory_mib = 64;
    for (language, source) in [
        (Python, "def solve(n):\n    return len([0] * 10**9)"),
        (
            Python,
            "def solve(n):\n    x = []\n    while True: x.append(bytes(10**6))",
        ),
        (
            Cpp,
            "int solve(int n) { std::vector<long long> v; for (;;) v.push_back(n); }",
        ),
        (
            Cpp,
            "static char block[300 << 20];\nint solve(int n) {\n\
             for (auto& c : block) c = static_cast<char>(n);\nreturn block[n * n]; }",
        ),
        (
            Cpp,
            "int solve(int n) { std::vector<char> v(1ull << 45); return v[n]; }",
        ),
    ] {
        expect(&question, language, source, Verdict::MemoryLimitExceeded);
    }
}

fn output_limit() {
    for (language, source) in [
        (Python, "def solve(n):\n    while True: print('x' * 1000)"),
        (
            Cpp,
            "#include <cstdio>\nint solve(int n) { for (;;) std::puts(\"xxxxxxxxxxxxxxxxxxxxxxxx\"); }",
        ),
    ] {
        expect(&double(), language, source, Verdict::OutputLimitExceeded);
    }
    let question = code(
        solve(&[("n", "int")], "string"),
        Checker::Exact,
        &[("[1]", "\"\"")],
    );
    let source = "def solve(n): return 'x' * 2_000_000";
    expect(&question, Python, source, Verdict::OutputLimitExceeded);
}

fn run_time_error() {
    for (language, source, words) in [
        (
            Python,
            "def solve(n):\n    return 1 // 0\n",
            "ZeroDivisionError",
        ),
        (Python, "def solve(n):\n    return 1 // 0\n", "line 2"),
        (
            Python,
            "import sys\ndef solve(n): sys.exit(0)",
            "before returning",
        ),
        (
            Python,
            "import os\ndef solve(n): os._exit(0)",
            "code 0 before returning",
        ),
        (Python, "def other(n): pass", "does not define “solve”"),
        (
            Python,
            "import os\ndef solve(n): os.kill(os.getpid(), 11)",
            "signal 11",
        ),
        (
            Python,
            "import nonesuch\ndef solve(n): return 1",
            "No module named",
        ),
        (
            Cpp,
            "int solve(int n) { return *(volatile int*)0; }",
            "Segmentation fault",
        ),
        (
            Cpp,
            "#include <stdlib.h>\nint solve(int n) { exit(0); }",
            "before returning",
        ),
        (
            Cpp,
            "#include <stdlib.h>\nint solve(int n) { abort(); }",
            "signal 6",
        ),
        (
            Cpp,
            "#include <stdexcept>\nint solve(int) { throw std::runtime_error(\"no\"); }",
            "no",
        ),
        (
            Cpp,
            "int solve(int n) { std::vector<int> v(2); return v[n + 9]; }",
            "signal 6",
        ),
        (
            Cpp,
            "int solve(int n) { std::vector<int> v(2); return v.at(n + 9); }",
            "out_of_range",
        ),
        (Cpp, "int solve(int n) { throw 5; }", "not a std::exception"),
    ] {
        let question = code(
            solve(&[("n", "int")], "int"),
            Checker::Exact,
            &[("[1]", "1")],
        );
        let judged = expect(&question, language, source, Verdict::RunTimeError);
        says(&judged, &[words]);
    }
}

fn compile_error() {
    let judged = expect(
        &double(),
        Python,
        "def solve(n:\n    return\n",
        Verdict::CompileError,
    );
    let output = detail(&judged).compile_output.clone().expect("words");
    assert!(output.contains("answer.py\", line 1"), "{output}");
    assert!(!output.contains("harness"), "{output}");
    assert!(detail(&judged).tests.is_empty());
    let judged = expect(
        &double(),
        Cpp,
        "int solve(int n) {\n    return nothing;\n}\n",
        Verdict::CompileError,
    );
    let output = detail(&judged).compile_output.clone().expect("words");
    assert!(output.starts_with("answer.cpp"), "{output}");
    assert!(output.contains("answer.cpp:2:12"), "{output}");
    let endless = "template<int n> struct A { static constexpr int v = A<n-1>::v + A<n-2>::v; };\n\
                   #include __FILE__\nint solve(int n) { return 1; }";
    let judged = expect(&double(), Cpp, endless, Verdict::CompileError);
    assert!(
        detail(&judged)
            .compile_output
            .as_ref()
            .expect("words")
            .len()
            < 5000
    );
    expect(&double(), Python, "x = '\u{0}'", Verdict::CompileError);
}

fn programs() {
    let question = code(
        Form::Program,
        Checker::Exact,
        &[("1 2\n", "3\n"), ("5 6\n", "11")],
    );
    let cases = [
        (
            Python,
            "print(sum(map(int, input().split())))",
            Verdict::Accepted,
        ),
        (
            Python,
            "if __name__ == '__main__':\n    print(3, ' ')\n    exit(0)",
            Verdict::WrongAnswer,
        ),
        (Python, "import sys\nsys.exit('no')", Verdict::RunTimeError),
        (Python, "print(1/0)", Verdict::RunTimeError),
        (Python, "print(", Verdict::CompileError),
        (
            Cpp,
            "#include <iostream>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b; }",
            Verdict::Accepted,
        ),
        (Cpp, "int main() { return 3; }", Verdict::RunTimeError),
        (
            Cpp,
            "#include <cstdio>\nint main() { std::puts(\"\\xff\"); }",
            Verdict::WrongAnswer,
        ),
        (Cpp, "int main() {}", Verdict::WrongAnswer),
    ];
    for (language, source, verdict) in cases {
        expect(&question, language, source, verdict);
    }
    let judged = expect(&question, Cpp, "int main() {}", Verdict::WrongAnswer);
    says(&judged, &["Nothing was printed."]);
}

fn counter() -> Form {
    Form::Class {
        name: "Counter".to_owned(),
        constructor: vec![crate::support::typed("start", "int")],
        methods: vec![
            function("add", &[("values", "list<int>")], "void"),
            function("total", &[], "int"),
        ],
    }
}

const COUNTER_PY: &str = "class Counter:
    def __init__(self, start):
        self.sum = start
    def add(self, values):
        self.sum += sum(values)
        values.clear()
    def total(self):
        self.sum += 1
        return self.sum - 1
";

const COUNTER_CPP: &str = "class Counter {
    long long sum;
public:
    explicit Counter(long long start) : sum(start) {}
    void add(std::vector<long long>& values) {
        for (auto v : values) sum += v;
        values.clear();
    }
    long long total() { return sum++; }
};";

fn classes() {
    let question = code(
        counter(),
        Checker::Exact,
        &[(
            r#"[["Counter", [3]], ["add", [[1, 2]], 2], ["total", []], ["total", [], 3]]"#,
            "[null, [null, null], 9, [10, 11, 12]]",
        )],
    );
    expect(&question, Python, COUNTER_PY, Verdict::Accepted);
    expect(&question, Cpp, COUNTER_CPP, Verdict::Accepted);
    let wrong = COUNTER_PY.replace("- 1", "- 0");
    let judged = expect(&question, Python, &wrong, Verdict::WrongAnswer);
    says(&judged, &["Call 3, total: 9 expected, 10 given."]);
}

fn round_trips() {
    let form = Form::RoundTrip {
        name: "Codec".to_owned(),
        encode: "pack".to_owned(),
        decode: "unpack".to_owned(),
        value: "list<string>".parse().expect("a type"),
    };
    let value = r#"["a,b", "", "é\n", "\""]"#;
    let question = code(form, Checker::Exact, &[(value, value)]);
    let right = "import json
class Codec:
    def pack(self, value): return json.dumps(value)
    def unpack(self, text): return json.loads(text)
";
    expect(&question, Python, right, Verdict::Accepted);
    let right = "struct Codec {
    std::string pack(const std::vector<std::string>& v) {
        std::string s;
        for (auto& e : v) s += std::to_string(e.size()) + ':' + e;
        return s;
    }
    std::vector<std::string> unpack(const std::string& s) {
        std::vector<std::string> v;
        for (std::size_t i = 0; i < s.size();) {
            std::size_t colon = s.find(':', i);
            std::size_t n = std::stoul(s.substr(i, colon - i));
            v.push_back(s.substr(colon + 1, n));
            i = colon + 1 + n;
        }
        return v;
    }
};";
    expect(&question, Cpp, right, Verdict::Accepted);
    let cheat = "class Codec:
    kept = None
    def pack(self, value):
        Codec.kept = value
        open('/tmp/kept', 'w').write(repr(value))
        return ''
    def unpack(self, text):
        return Codec.kept or eval(open('/tmp/kept').read())
";
    expect(&question, Python, cheat, Verdict::RunTimeError);
    let wordless = "class Codec:
    def pack(self, value): return value
    def unpack(self, text): return text
";
    expect(&question, Python, wordless, Verdict::WrongAnswer);
    let long = "class Codec:
    def pack(self, value): return 'x' * 1048577
    def unpack(self, text): return []
";
    let mut roomy = question.clone();
    roomy.limits.output_kib = 8192;
    expect(&roomy, Python, long, Verdict::OutputLimitExceeded);
    let lossy = "class Codec:
    def pack(self, value): return ','.join(value)
    def unpack(self, text): return text.split(',')
";
    let judged = expect(&question, Python, lossy, Verdict::WrongAnswer);
    says(&judged, &["The text in between: “a,b,,"]);
}

fn judging_error() {
    let mut question = double();
    question.checker = Checker::Program {
        file: "def check(input, answer, output):\n    raise KeyError('ours')\n".to_owned(),
    };
    let judged = expect(
        &question,
        Python,
        "def solve(n): return n",
        Verdict::JudgingError,
    );
    assert_eq!(judged.outcome, Outcome::JudgingError);
    assert!(judged.findings[0].text.contains("KeyError"));
    let hidden = Options {
        reveal: Reveal::None,
        ..ALL
    };
    let judged = judged_with(
        judge(),
        &question,
        Python,
        "def solve(n): return n",
        &hidden,
    );
    assert_eq!(judged.outcome, Outcome::JudgingError);
    assert!(!judged.findings[0].text.contains("KeyError"));
}

fn stdout_stays_apart() {
    for (language, source) in [
        (
            Python,
            "import sys\ndef solve(n):\n    print('[\"value\", 7]')\n    print('e', file=sys.stderr)\n    return 2 * n",
        ),
        (
            Cpp,
            "#include <iostream>\nint solve(int n) {\n\
             std::cout << \"[\\\"value\\\", 7]\";\nstd::cerr << \"e\";\nreturn 2 * n; }",
        ),
    ] {
        let judged = expect(&double(), language, source, Verdict::Accepted);
        let shown = last_shown(&judged);
        assert_eq!(shown.stdout.trim(), "[\"value\", 7]");
        assert_eq!(shown.stderr.trim(), "e");
        assert_eq!(shown.actual.as_deref(), Some("0"));
    }
}

fn tracebacks_are_the_answers_own() {
    let source = "def inner(n):\n    return [][n]\n\ndef solve(n):\n    return inner(n)\n";
    let judged = expect(&double(), Python, source, Verdict::RunTimeError);
    let stderr = &last_shown(&judged).stderr;
    assert!(
        stderr.contains("File \"answer.py\", line 5, in solve"),
        "{stderr}"
    );
    assert!(stderr.contains("return [][n]"), "{stderr}");
    assert!(!stderr.contains("harness"), "{stderr}");
    let endless = "def solve(n):\n    return solve(n + 1)\n";
    let mut question = double();
    question.limits.memory_mib = 1024;
    question.limits.cpu_ms = 4000;
    let judged = expect(&question, Python, endless, Verdict::RunTimeError);
    says(&judged, &["RecursionError"]);
    assert!(last_shown(&judged).stderr.len() < 5000);
}

fn reveal() {
    let wrong = "def solve(n): return 2 * n if n == 2 else 1";
    let count_shown = |reveal, stop| {
        let options = Options {
            seed: 0,
            reveal,
            stop_at_first_failure: stop,
            try_again: true,
        };
        let judged = judged_with(judge(), &double(), Python, wrong, &options);
        let tests = &detail(&judged).tests;
        assert_eq!(detail(&judged).total_tests, 3);
        let shown = tests.iter().filter(|t| t.shown.is_some()).count();
        (tests.len(), shown)
    };
    assert_eq!(count_shown(Reveal::None, false), (3, 1));
    assert_eq!(count_shown(Reveal::FirstFailure, false), (3, 2));
    assert_eq!(count_shown(Reveal::FirstFailure, true), (2, 2));
    assert_eq!(count_shown(Reveal::All, false), (3, 3));
}

fn deep_recursion() {
    let mut question = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[100000]", "100000")],
    );
    question.limits.cpu_ms = 3000;
    let source = "def solve(n):\n    return 0 if n == 0 else 1 + solve(n - 1)\n";
    expect(&question, Python, source, Verdict::Accepted);
    let source = "long long depth(long long n, volatile char* p) {\n\
                  volatile char block[200]; block[0] = *p;\n\
                  return n == 0 ? block[0] : 1 + depth(n - 1, block); }\n\
                  long long solve(long long n) { volatile char c = 0; return depth(n, &c); }";
    expect(&question, Cpp, source, Verdict::Accepted);
}
