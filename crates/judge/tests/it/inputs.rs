//! Run: samples and inputs of one's own, what is expected of them, and what is refused.

use onsite_domain::{
    answer::{Answer, MOST_ANSWER_BYTES},
    code::{
        CaseData, Checker, CodeQuestion, Group,
        Language::{Cpp, Python},
        TestCase, Verdict,
    },
    judgement::Judged,
    question::Body,
    signature::Form,
};
use onsite_judge::{Error, MOST_OWN_INPUT_BYTES, MOST_OWN_INPUTS};
use onsite_sandbox::Cancel;

use crate::support::{
    ALL, Trials, answer, code, detail, expect, fresh_judge, judge, last_shown, question, shipped,
    solve, typed,
};

pub const TRIALS: Trials = &[
    ("samples_and_own_inputs", samples_and_own_inputs),
    ("bad_inputs_are_named", bad_inputs_are_named),
    ("the_validator_refuses", the_validator_refuses),
    (
        "own_inputs_without_one_right_result",
        own_inputs_without_one_right_result,
    ),
    ("bad_answers", bad_answers),
    ("samples_are_shown", samples_are_shown),
    ("generated_cases", generated_cases),
    ("cancelling", cancelling),
];

fn sums() -> CodeQuestion {
    let mut made = code(
        solve(&[("a", "list<int>")], "int"),
        Checker::Exact,
        &[("[[1, 2]]", "3"), ("[[5]]", "5")],
    );
    made.answers = vec![
        shipped(
            "submissions/wrong_answer/zero.py",
            Verdict::WrongAnswer,
            "def solve(a): return 0",
        ),
        shipped("submissions/accepted/sum.cpp", Verdict::Accepted, "none"),
        shipped(
            "submissions/accepted/sum.py",
            Verdict::Accepted,
            "def solve(a): return sum(a)",
        ),
    ];
    made.validator = Some(
        "def validate(input):\n    if len(input[0]) > 5:\n        raise ValueError('at most 5')\n"
            .to_owned(),
    );
    made
}

fn run(code: &CodeQuestion, handed: &Answer, own: &[&str]) -> Result<Judged, Error> {
    let own: Vec<String> = own.iter().map(|input| (*input).to_owned()).collect();
    let question = question(Body::Code(code.clone()));
    judge().run(&question, handed, &own, &ALL, &|_| {}, &Cancel::new())
}

fn samples_and_own_inputs() {
    let wrong = answer(
        Python,
        "def solve(a): return max(a, default=0) + (len(a) > 1)",
    );
    let judged = run(&sums(), &wrong, &["[[]]", "[[1, -4, 4]]", "[[7]]"]).expect("a judgement");
    let told = detail(&judged);
    let rows: Vec<_> = told
        .tests
        .iter()
        .map(|t| (t.name.as_str(), t.group, t.verdict))
        .collect();
    assert_eq!(
        rows,
        [
            ("01", Group::Sample, Verdict::Accepted),
            ("own-1", Group::Own, Verdict::Accepted),
            ("own-2", Group::Own, Verdict::WrongAnswer),
            ("own-3", Group::Own, Verdict::Accepted),
        ]
    );
    assert_eq!(told.total_tests, 4);
    let shown = told.tests[2].shown.as_ref().expect("shown");
    assert_eq!(shown.expected.as_deref(), Some("1"));
    assert_eq!(shown.actual.as_deref(), Some("5"));
}

fn bad_inputs_are_named() {
    let right = answer(Python, "def solve(a): return sum(a)");
    for (inputs, index, words) in [
        (&["[[1]]", "[[1"][..], 1, "not JSON"),
        (&["[1]"], 0, "argument 1: expected list<int>, found 1"),
        (&["[[1], 2]"], 0, "a list of 1 argument(s)"),
        (&["[[1]]", "[[1.5]]"], 1, "argument 1 [0]: expected int"),
        (&[""], 0, "not JSON"),
    ] {
        match run(&sums(), &right, inputs) {
            Err(Error::OwnInput { index: at, message }) => {
                assert_eq!(at, index);
                assert!(message.contains(words), "{words:?} is not in {message:?}");
            }
            other => panic!("{inputs:?}: {other:?}"),
        }
    }
    let many = vec!["[[1]]"; MOST_OWN_INPUTS + 1];
    assert!(matches!(
        run(&sums(), &right, &many),
        Err(Error::OwnInput { .. })
    ));
    let long = " ".repeat(MOST_OWN_INPUT_BYTES + 1);
    assert!(matches!(
        run(&sums(), &right, &[&long]),
        Err(Error::OwnInput { index: 0, .. })
    ));
    let class = code(
        Form::Class {
            name: "Thing".to_owned(),
            constructor: vec![typed("a", "int")],
            methods: Vec::new(),
        },
        Checker::Exact,
        &[("[[\"Thing\", [1]]]", "[null]")],
    );
    let thing = answer(Python, "class Thing:\n    def __init__(self, a): pass");
    run(&class, &thing, &["[[\"Thing\", [3]]]"]).expect("a judgement");
    let error = run(&class, &thing, &["[[\"Thing\", [3]], [\"other\", []]]"]).expect_err("refused");
    assert!(error.to_string().contains("input 1: call 2"), "{error}");
}

fn the_validator_refuses() {
    let right = answer(Python, "def solve(a): return sum(a)");
    let error = run(&sums(), &right, &["[[1]]", "[[1,2,3,4,5,6]]"]).expect_err("refused");
    assert_eq!(error.to_string(), "input 2: at most 5");
    let mut broken = sums();
    broken.validator = Some("def validate(input):\n    return input[9]\n".to_owned());
    let judged = run(&broken, &right, &["[[1]]"]).expect("a judgement");
    assert_eq!(detail(&judged).verdict, Verdict::JudgingError);
    assert!(
        judged.findings[0].text.contains("IndexError"),
        "{judged:#?}"
    );
}

fn own_inputs_without_one_right_result() {
    let mut several = code(
        solve(&[("n", "int")], "int"),
        Checker::OneOf,
        &[("[1]", "[1, -1]")],
    );
    several.answers = vec![shipped(
        "submissions/accepted/a.py",
        Verdict::Accepted,
        "solve = lambda n: n",
    )];
    let judged = run(&several, &answer(Python, "solve = lambda n: -n"), &["[4]"]).expect("judged");
    assert_eq!(detail(&judged).verdict, Verdict::Accepted);
    assert!(last_shown(&judged).differences[0].contains("not judged"));

    let mut failing = sums();
    "def solve(a): return 1 // len(a)".clone_into(&mut failing.answers[2].source);
    let judged = run(
        &failing,
        &answer(Python, "def solve(a): return 3"),
        &["[[]]"],
    )
    .expect("judged");
    assert_eq!(last_shown(&judged).expected, None);
    assert!(last_shown(&judged).differences[0].contains("reference"));

    let random = code(
        solve(&[("n", "int")], "list<int>"),
        Checker::Statistical { false_alarm: 1e-6 },
        &[("[1]", "{\"distribution\": [0.5, 0.5]}")],
    );
    let judged = run(
        &random,
        &answer(Python, "solve = lambda n: [0] * n"),
        &["[400]"],
    )
    .expect("judged");
    assert_eq!(detail(&judged).verdict, Verdict::Accepted);
    assert!(last_shown(&judged).differences[0].contains("random"));

    let programs = CodeQuestion {
        answers: vec![shipped(
            "submissions/accepted/a.py",
            Verdict::Accepted,
            "print(int(input()) * 2)",
        )],
        ..code(Form::Program, Checker::Exact, &[("1\n", "2\n")])
    };
    let cpp = "#include <iostream>\nint main() { int a; std::cin >> a; std::cout << a + a; }";
    let judged = run(&programs, &answer(Cpp, cpp), &["21"]).expect("judged");
    assert_eq!(last_shown(&judged).expected.as_deref(), Some("42\n"));
    assert_eq!(detail(&judged).verdict, Verdict::Accepted);
}

fn bad_answers() {
    let long = answer(Python, &"#".repeat(MOST_ANSWER_BYTES + 1));
    assert!(matches!(
        run(&sums(), &long, &[]),
        Err(Error::AnswerTooLarge { .. })
    ));
    let number = Answer::Numeric {
        text: "5".to_owned(),
    };
    assert!(matches!(
        run(&sums(), &number, &[]),
        Err(Error::WrongKind { .. })
    ));
}

fn generated() -> CodeQuestion {
    let mut made = sums();
    made.generator = Some(
        "import random\ndef generate(arguments):\n    rng = random.Random(int(arguments[0]))\n\
         \x20   a = [rng.randrange(100) for _ in range(5)]\n    return [a], sum(a)\n"
            .to_owned(),
    );
    made.cases.push(TestCase {
        name: "00-generated".to_owned(),
        group: Group::Sample,
        data: CaseData::Generated {
            arguments: vec!["3".to_owned()],
        },
    });
    made
}

fn samples_are_shown() {
    let question = question(Body::Code(generated()));
    let samples = judge().samples(&question, &Cancel::new()).expect("samples");
    assert_eq!(samples.len(), 2);
    assert_eq!(samples[0].name, "01");
    assert_eq!(samples[0].shown.input, "[[1, 2]]");
    assert_eq!(samples[0].shown.expected.as_deref(), Some("3"));
    assert_eq!(samples[0].shown.actual, None);
    assert_eq!(samples[1].shown.input, "[[30,75,69,16,47]]");
}

fn generated_cases() {
    let right = "def solve(a): return sum(a)";
    expect(&generated(), Python, right, Verdict::Accepted);

    // What is kept of them is checked when read, and made again when damaged.
    let folder = tempfile::tempdir().expect("a folder");
    let judge = fresh_judge(folder.path());
    let question = question(Body::Code(generated()));
    let first = judge.samples(&question, &Cancel::new()).expect("samples");
    let mut damaged = 0;
    for shelf in std::fs::read_dir(folder.path()).expect("the cache") {
        for entry in std::fs::read_dir(shelf.expect("a shelf").path()).expect("a shelf") {
            std::fs::write(entry.expect("an entry").path(), "[[[9]], 9]").expect("damaged");
            damaged += 1;
        }
    }
    assert_eq!(damaged, 2, "the case and the compiled harness");
    let again = judge.samples(&question, &Cancel::new()).expect("samples");
    assert_eq!(first, again);

    for (generator, words) in [
        ("def generate(arguments): return 1 / 0", "ZeroDivisionError"),
        (
            "def generate(arguments): raise ValueError('no')",
            "ValueError: no",
        ),
        (
            "def generate(arguments): return [1], 1",
            "argument 1: expected list<int>",
        ),
        ("def generate(arguments): return [[1]], 'x'", "expected int"),
        ("def generate(arguments): return 5", "(input, answer)"),
        (
            "def generate(arguments): return {1}, 5",
            "not JSON serializable",
        ),
        ("def generate(", "SyntaxError"),
    ] {
        let mut broken = generated();
        broken.generator = Some(generator.to_owned());
        let judged = expect(&broken, Python, right, Verdict::JudgingError);
        let told = &judged.findings[0].text;
        assert!(told.contains(words), "{words:?} is not in {told:?}");
        assert!(told.contains("generator.py"), "{told:?}");
    }
}

fn cancelling() {
    let question = question(Body::Code(code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[1]", "1")],
    )));
    let cancel = Cancel::new();
    let other = cancel.clone();
    let busy = answer(Python, "def solve(n):\n    while True: pass");
    // Cancelled at the first sign that it runs, from within the call.
    let judged = judge().judge(
        &question,
        &busy,
        &ALL,
        &|progress| {
            if progress.stage == "running test cases" {
                other.cancel();
            }
        },
        &cancel,
    );
    assert!(matches!(judged, Err(Error::Cancelled)), "{judged:?}");
    let judged = judge().judge(&question, &busy, &ALL, &|_| {}, &cancel);
    assert!(matches!(judged, Err(Error::Cancelled)), "{judged:?}");
}
