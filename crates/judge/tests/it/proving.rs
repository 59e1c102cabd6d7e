//! Proofs: a whole package holds, and breaking any one part of it is found.

use onsite_domain::{
    code::{
        CaseData, Checker, CodeQuestion, Group,
        Language::{Cpp, Java, Python, R, Rust},
        TestCase, Verdict,
    },
    numeric::NumericQuestion,
    question::Body,
};
use onsite_judge::{Judge, Proof};
use onsite_sandbox::Cancel;

use crate::{
    numeric::urn,
    support::{Trials, case, code, judge, question, runtimes, sandbox, shipped, solve},
};

pub const TRIALS: Trials = &[
    ("a_whole_package_holds", a_whole_package_holds),
    ("every_broken_answer_is_found", every_broken_answer_is_found),
    ("every_broken_case_is_found", every_broken_case_is_found),
    ("hidden_cases_do_their_work", hidden_cases_do_their_work),
    ("starters_must_fail", starters_must_fail),
    (
        "accepted_answers_leave_a_margin",
        accepted_answers_leave_a_margin,
    ),
    (
        "a_missing_language_is_a_fault",
        a_missing_language_is_a_fault,
    ),
    (
        "a_missing_further_language_is_told",
        a_missing_further_language_is_told,
    ),
    (
        "a_whole_numeric_package_holds",
        a_whole_numeric_package_holds,
    ),
    ("every_broken_number_is_found", every_broken_number_is_found),
];

pub fn whole() -> CodeQuestion {
    let mut made = code(
        solve(&[("a", "list<int>")], "int"),
        Checker::Exact,
        &[("[[1, 2]]", "3"), ("[[-5]]", "-5"), ("[[]]", "0")],
    );
    made.limits.cpu_ms = 300;
    made.generator = Some(
        "import random\ndef generate(arguments):\n    rng = random.Random(int(arguments[0]))\n\
         \x20   a = [rng.randrange(9) for _ in range(2000)]\n    return (a,), sum(a)\n"
            .to_owned(),
    );
    made.cases.push(TestCase {
        name: "04-many".to_owned(),
        group: Group::Secret,
        data: CaseData::Generated {
            arguments: vec!["1".to_owned()],
        },
    });
    made.validator = Some(
        "def validate(input):\n    if len(input[0]) > 5000:\n        raise ValueError('long')\n"
            .to_owned(),
    );
    made.invalid = vec![("01-long".to_owned(), format!("[[{}1]]", "1,".repeat(5000)))];
    let mut positive = shipped(
        "submissions/wrong_answer/positive.py",
        Verdict::WrongAnswer,
        "def solve(a): return sum(abs(x) for x in a)",
    );
    positive.fails_on = Some("02".to_owned());
    made.answers = vec![
        shipped(
            "submissions/accepted/sum.py",
            Verdict::Accepted,
            "def solve(a): return sum(a)",
        ),
        shipped(
            "submissions/accepted/sum.cpp",
            Verdict::Accepted,
            "long long solve(const std::vector<long long>& a) {\n\
             long long s = 0; for (auto x : a) s += x; return s; }",
        ),
        positive,
        shipped(
            "submissions/time_limit_exceeded/slow.py",
            Verdict::TimeLimitExceeded,
            "def solve(a):\n    for _ in range(len(a) ** 3): pass\n    return sum(a)",
        ),
        shipped(
            "submissions/run_time_error/empty.py",
            Verdict::RunTimeError,
            "def solve(a): return a[0] + sum(a[1:])",
        ),
        shipped(
            "submissions/compile_error/typo.cpp",
            Verdict::CompileError,
            "int solve(",
        ),
    ];
    made
}

pub fn prove(made: &CodeQuestion) -> Proof {
    let question = question(Body::Code(made.clone()));
    judge()
        .prove(&question, &|_| {}, &Cancel::new())
        .expect("a proof")
}

pub fn finds(made: &CodeQuestion, code: &str, file: &str, words: &str) {
    let proof = prove(made);
    let found = proof.faults.iter().any(|fault| {
        fault.code == code
            && fault.file == file
            && fault.message.contains(words)
            && !fault.help.is_empty()
    });
    assert!(found, "no {code} in {file} with {words:?}: {proof:#?}");
}

fn a_whole_package_holds() {
    let proof = prove(&whole());
    assert_eq!(proof.faults, [], "{proof:#?}");
    assert_eq!(proof.answers, 6);
    assert_eq!(proof.cases, 4);
    let fresh = proof.cpu;
    assert!(fresh.as_millis() > 300, "{fresh:?}");
    // The compilation that is saved the second time still counts.
    let again = prove(&whole()).cpu;
    assert!(again > fresh / 2, "{again:?} after {fresh:?}");
}

fn every_broken_answer_is_found() {
    let broken = |index: usize, source: &str| {
        let mut made = whole();
        source.clone_into(&mut made.answers[index].source);
        made
    };
    finds(
        &broken(0, "def solve(a): return sum(a) + (len(a) == 0)"),
        "wrong-verdict",
        "submissions/accepted/sum.py",
        "accepted was expected; it got wrong_answer on 03: The result: 0 expected, 1 given.",
    );
    finds(
        &broken(1, "int solve("),
        "wrong-verdict",
        "submissions/accepted/sum.cpp",
        "compile_error",
    );
    finds(
        &broken(2, "def solve(a): return sum(a)"),
        "wrong-verdict",
        "submissions/wrong_answer/positive.py",
        "wrong_answer was expected; it got accepted",
    );
    finds(
        &broken(2, "def solve(a): return 7"),
        "fails-elsewhere",
        "submissions/wrong_answer/positive.py",
        "it was to fail on 02 first; it fails on wrong_answer on 01",
    );
    finds(
        &broken(3, "def solve(a): return sum(a)"),
        "wrong-verdict",
        "submissions/time_limit_exceeded/slow.py",
        "accepted",
    );
}

fn every_broken_case_is_found() {
    let mut made = whole();
    made.cases[1] = case("02", Group::Secret, "[[-5]]", "-6");
    finds(
        &made,
        "wrong-verdict",
        "submissions/accepted/sum.py",
        "on 02",
    );
    let mut made = whole();
    made.cases[1] = case("02", Group::Secret, "[[\"x\"]]", "-5");
    finds(
        &made,
        "package-program",
        "tests/secret/02.in",
        "expected int",
    );
    let mut made = whole();
    made.cases[1] = case("02", Group::Secret, "[[-5]]", "x");
    finds(&made, "package-program", "tests/secret/02.ans", "not JSON");
    let mut made = whole();
    made.generator = made.generator.map(|g| g.replace("int(arguments[0])", ""));
    finds(&made, "not-deterministic", "generator.py", "04-many");
    let mut made = whole();
    made.validator = Some("def validate(input): raise ValueError('never')".to_owned());
    finds(&made, "case-refused", "validator.py", "02: never");
    let mut made = whole();
    made.validator = Some("def validate(input): pass".to_owned());
    finds(
        &made,
        "invalid-accepted",
        "validator.py",
        "tests/invalid/01-long",
    );
    let mut made = whole();
    made.validator = Some("def validate(input): return input[7]".to_owned());
    finds(&made, "package-program", "validator.py", "IndexError");
}

fn hidden_cases_do_their_work() {
    let mut made = whole();
    made.answers[2] = shipped(
        "submissions/wrong_answer/sample.py",
        Verdict::WrongAnswer,
        "def solve(a): return 7 if a == [1, 2] else sum(a)",
    );
    finds(
        &made,
        "samples-only",
        "submissions/wrong_answer/sample.py",
        "it fails on 01, and every hidden case lets it pass",
    );
    let mut made = whole();
    made.answers.truncate(3);
    made.answers.push(shipped(
        "submissions/wrong_answer/zero.py",
        Verdict::WrongAnswer,
        "def solve(a): return max(0, sum(a))",
    ));
    finds(
        &made,
        "weak-cases",
        "question.toml",
        "all 2 answers that fail do so on 02",
    );
}

fn starters_must_fail() {
    let mut made = whole();
    made.starters
        .insert(Python, "def solve(a): return sum(a)".to_owned());
    finds(&made, "starter-passes", "starter/python.py", "Python");
    let mut made = whole();
    made.starters.insert(Cpp, "int solve(".to_owned());
    finds(&made, "starter-broken", "starter/cpp.cpp", "compile_error");
}

fn accepted_answers_leave_a_margin() {
    let mut made = whole();
    "import time
def solve(a):
    begun = time.process_time()
    while len(a) > 9 and time.process_time() - begun < 0.17: pass
    return sum(a)
"
    .clone_into(&mut made.answers[0].source);
    finds(
        &made,
        "no-margin",
        "submissions/accepted/sum.py",
        "of 300 ms on 04-many",
    );
    let mut made = whole();
    made.limits.memory_mib = 128;
    "def solve(a):\n    x = bytearray(80 << 20)\n    return sum(a)"
        .clone_into(&mut made.answers[0].source);
    finds(
        &made,
        "no-margin",
        "submissions/accepted/sum.py",
        "MiB of 128 MiB",
    );
}

fn a_missing_language_is_a_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let judge = Judge::new(sandbox(), runtimes().without(Cpp), folder.path().to_owned());
    let question = question(Body::Code(whole()));
    let proof = judge
        .prove(&question, &|_| {}, &Cancel::new())
        .expect("a proof");
    assert!(
        proof.faults.iter().any(|f| f.code == "language-missing"),
        "{proof:#?}"
    );
}

fn a_missing_further_language_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut made = whole();
    let source = "fn solve(a: Vec<i64>) -> i64 { a.iter().sum() }";
    let path = "submissions/accepted/sum.rs";
    made.answers
        .push(crate::support::shipped(path, Verdict::Accepted, source));
    let question = question(Body::Code(made.clone()));
    let without = Judge::new(
        sandbox(),
        runtimes().without(Rust).without(R).without(Java),
        folder.path().to_owned(),
    );
    let proof = without
        .prove(&question, &|_| {}, &Cancel::new())
        .expect("a proof");
    assert_eq!(proof.faults, [], "{proof:#?}");
    assert_eq!(proof.not_run.len(), 1, "{proof:#?}");
    assert_eq!(proof.not_run[0].file, path);
    assert!(proof.not_run[0].help.contains("sudo apt install rustc"));
    let proof = judge()
        .prove(&question, &|_| {}, &Cancel::new())
        .expect("a proof");
    assert_eq!(
        (proof.faults, proof.not_run),
        (Vec::new(), Vec::new()),
        "Rust is there"
    );
}

fn prove_numeric(made: &NumericQuestion) -> Proof {
    let question = question(Body::Numeric(made.clone()));
    judge()
        .prove(&question, &|_| {}, &Cancel::new())
        .expect("a proof")
}

fn a_whole_numeric_package_holds() {
    let proof = prove_numeric(&urn());
    assert_eq!(proof.faults, [], "{proof:#?}");
    assert_eq!(proof.cases, 12);
    assert!(proof.answers > 12);
}

/// The part that is changed, what in it, into what, the fault and words of its message.
type Broken = (Part, &'static str, &'static str, &'static str, &'static str);

#[derive(Clone, Copy)]
enum Part {
    Formula,
    Simulation,
}

const BROKEN: &[Broken] = &[
    (
        Part::Formula,
        "(p['red'] - 1) / (n - 1)",
        "(p['red'] - 1) / n",
        "simulation-disagrees",
        "standard errors",
    ),
    (
        Part::Formula,
        "'one': p['red'] / n}",
        "'one': (p['red'] / n) ** 2}",
        "wrong-turn-confused",
        "told as",
    ),
    (
        Part::Formula,
        "'one': p['red'] / n}",
        "'one': answer(p)}",
        "wrong-turn-passes",
        "only 0 of 12",
    ),
    (
        Part::Formula,
        "return p['red']",
        "return nothing",
        "package-program",
        "NameError",
    ),
    (
        Part::Simulation,
        "return share, answer, (share * (1 - share) / runs) ** 0.5",
        "return answer, answer, 0.1",
        "simulation-believes",
        "`one`",
    ),
    (
        Part::Simulation,
        "(share * (1 - share) / runs) ** 0.5",
        "0.0",
        "package-program",
        "standard_error",
    ),
    (
        Part::Simulation,
        "import random",
        "import random, nonesuch",
        "package-program",
        "No module named",
    ),
];

fn every_broken_number_is_found() {
    let finds = |made: &NumericQuestion, code: &str, words: &str| {
        let proof = prove_numeric(made);
        let mut faults = proof.faults.iter();
        let found = faults.any(|fault| fault.code == code && fault.message.contains(words));
        assert!(found, "no {code} with {words:?}: {proof:#?}");
    };
    for (part, from, to, code, words) in BROKEN {
        let mut made = urn();
        let source = match part {
            Part::Formula => &mut made.formula,
            Part::Simulation => &mut made.simulation,
        };
        assert!(source.contains(from), "{from:?} is not in {source}");
        *source = source.replace(from, to);
        finds(&made, code, words);
    }
    let mut made = urn();
    made.examples[0].passes = true;
    finds(&made, "example", "example 1");
    "much".clone_into(&mut made.examples[0].answer);
    finds(&made, "example", "not a number");
}
