//! Every checker on what is right, what is nearly right, and what is told of the difference.

use onsite_domain::{
    code::{Checker, Language::Python, Verdict},
    signature::Form,
};

use crate::support::{Trials, code, expect, says, solve};

pub const TRIALS: Trials = &[
    ("exact", exact),
    ("float", float),
    ("any_order", any_order),
    ("one_of", one_of),
    ("program", program),
    ("printed_exact", printed_exact),
    ("printed_float", printed_float),
    ("printed_any_order", printed_any_order),
    ("printed_one_of", printed_one_of),
    ("printed_program", printed_program),
];

const RIGHT: &[&str] = &[];

/// A type, the expected result, what is returned, and words of the difference (none: accepted).
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

fn values(checker: &Checker, rows: &[Row]) {
    for (ty, expected, given, words) in rows {
        let question = code(solve(&[], ty), checker.clone(), &[("[]", expected)]);
        let source = format!("nan, inf = float('nan'), float('inf')\ndef solve(): return {given}");
        judge_row(&question, &source, words);
    }
}

/// The expected text, the printed text, and words of the difference (none: accepted).
type Printed = (&'static str, &'static str, &'static [&'static str]);

fn printed(checker: &Checker, rows: &[Printed]) {
    for (expected, given, words) in rows {
        let question = code(Form::Program, checker.clone(), &[("", expected)]);
        let source = format!("print({given:?}, end='')");
        judge_row(&question, &source, words);
    }
}

fn judge_row(question: &onsite_domain::code::CodeQuestion, source: &str, words: &[&str]) {
    let verdict = if words.is_empty() {
        Verdict::Accepted
    } else {
        Verdict::WrongAnswer
    };
    let judged = expect(question, Python, source, verdict);
    says(&judged, words);
}

fn exact() {
    values(
        &Checker::Exact,
        &[
            ("int", "3", "3", RIGHT),
            ("int", "3", "4", &["The result: 3 expected, 4 given."]),
            ("float", "0.1", "0.1", RIGHT),
            ("float", "1", "1.0", RIGHT),
            ("float", "0.3", "0.1 + 0.2", &["off by 5.551e-17"]),
            ("float", "\"nan\"", "nan", RIGHT),
            ("float", "\"inf\"", "inf", RIGHT),
            ("float", "\"inf\"", "-inf", &["inf"]),
            ("float", "1.5", "-1.5", &["wrong sign"]),
            ("float", "1.5", "nan", &["`1.5` expected", "nan"]),
            ("string", "\"Yes\"", "'yes'", &["only upper and lower case"]),
            ("string", "\"a b\"", "'a  b'", &["only white space"]),
            ("string", "\"ab\"", "'ac'", &["“ab” expected, “ac” given"]),
            (
                "list<int>",
                "[1, 2, 3]",
                "[3, 1, 2]",
                &["another order", "[0]: 1 expected, 3"],
            ),
            (
                "list<int>",
                "[1, 2, 3]",
                "[1, 2]",
                &["2 elements given, 3 expected", "`3` was"],
            ),
            (
                "list<int>",
                "[1]",
                "[1, 2]",
                &["2 elements given", "`2` follows"],
            ),
            (
                "list<list<int>>",
                "[[1], [2, 3]]",
                "[[1], [2, 4]]",
                &["[1] [1]: 3 expected, 4"],
            ),
            ("optional<int>", "null", "None", RIGHT),
            (
                "optional<int>",
                "null",
                "0",
                &["`null` expected, `0` given"],
            ),
            (
                "optional<int>",
                "0",
                "None",
                &["`0` expected, `null` given"],
            ),
            (
                "tree<int>",
                "[1, 2]",
                "TreeNode(1, None, TreeNode(2))",
                &["[1]: `2` expected"],
            ),
            (
                "int",
                "9007199254740993",
                "9007199254740992",
                &["9007199254740993 expected"],
            ),
            ("bool", "true", "False", &["`true` expected, `false` given"]),
        ],
    );
}

fn float() {
    let checker = Checker::Float {
        absolute: 1e-6,
        relative: 1e-9,
    };
    values(
        &checker,
        &[
            ("float", "1.0", "1.0000009", RIGHT),
            (
                "float",
                "1.0",
                "1.0000011",
                &["off by 1.100e-6 where 1.000e-6 is allowed"],
            ),
            ("float", "1e9", "1e9 + 0.9", RIGHT),
            ("float", "1e9", "1e9 + 1.1", &["off by 1.100e0"]),
            ("float", "0", "1e-7", RIGHT),
            ("float", "\"nan\"", "nan", RIGHT),
            ("float", "\"inf\"", "inf", RIGHT),
            ("float", "\"inf\"", "1e308", &["inf"]),
            ("float", "1.0", "nan", &["nan"]),
            ("float", "1.0", "inf", &["inf"]),
            ("float", "2.0", "-2.0000001", &["wrong sign"]),
            ("list<float>", "[1, 2]", "[1 + 1e-7, 2]", RIGHT),
            (
                "matrix<float>",
                "[[1, 2]]",
                "[[1, 2.1]]",
                &["[0] [1]: 2.0 expected, 2.1 given"],
            ),
            (
                "list<float>",
                "[1, 2]",
                "[1]",
                &["1 element given, 2 expected"],
            ),
            ("optional<float>", "null", "0.0", &["null"]),
            ("int", "3", "4", &["3 expected"]),
        ],
    );
    let strict = Checker::Float {
        absolute: 0.0,
        relative: 1e-3,
    };
    values(
        &strict,
        &[
            ("float", "0", "1e-300", &["off by"]),
            ("float", "-100", "-100.09", RIGHT),
            ("float", "-100", "-100.11", &["allowed"]),
        ],
    );
}

fn any_order() {
    values(
        &Checker::AnyOrder { nested: false },
        &[
            ("list<int>", "[1, 2, 2]", "[2, 1, 2]", RIGHT),
            (
                "list<int>",
                "[1, 2, 2]",
                "[2, 1, 1]",
                &["missing: `2`", "often: `1`"],
            ),
            (
                "list<int>",
                "[1, 2]",
                "[2]",
                &["1 element given, 2 expected", "missing: `1`"],
            ),
            ("list<float>", "[1, 2.5]", "[2.5, 1.0]", RIGHT),
            ("list<list<int>>", "[[1, 2], [3]]", "[[3], [1, 2]]", RIGHT),
            (
                "list<list<int>>",
                "[[1, 2], [3]]",
                "[[3], [2, 1]]",
                &["missing: `[1,2]`"],
            ),
            ("list<string>", "[\"a\", \"b\"]", "['b', 'a']", RIGHT),
        ],
    );
    values(
        &Checker::AnyOrder { nested: true },
        &[
            ("list<list<int>>", "[[1, 2], [3]]", "[[3], [2, 1]]", RIGHT),
            (
                "list<list<int>>",
                "[[1, 2], [3]]",
                "[[3, 2], [1]]",
                &["missing"],
            ),
            ("list<int>", "[]", "[]", RIGHT),
        ],
    );
}

fn one_of() {
    values(
        &Checker::OneOf,
        &[
            ("list<int>", "[[0, 1], [1, 2]]", "[1, 2]", RIGHT),
            (
                "list<int>",
                "[[0, 1], [1, 2]]",
                "[2, 1]",
                &["none of the 2 right ones"],
            ),
            ("int", "[5]", "6", &["5 expected, 6 given"]),
            ("float", "[1, 2]", "2.0", RIGHT),
        ],
    );
}

fn program() {
    let checker = Checker::Program {
        file: "def check(input, answer, output):
    (n,) = input
    if len(output) != answer:
        raise ValueError(f'you give {len(output)} parts, not {answer}')
    if sum(output) != n:
        raise ValueError('your parts do not sum to n')
"
        .to_owned(),
    };
    let question = code(
        solve(&[("n", "int")], "list<int>"),
        checker.clone(),
        &[("[5]", "2")],
    );
    // The expected value need not be of the type of the result.
    let judged = expect(
        &question,
        Python,
        "def solve(n): return [n]",
        Verdict::JudgingError,
    );
    assert!(judged.findings[0].text.contains("01.ans"), "{judged:#?}");
    let question = code(
        solve(&[("n", "int")], "list<int>"),
        two(),
        &[("[5]", "[1, 1]")],
    );
    expect(
        &question,
        Python,
        "def solve(n): return [n - 1, 1]",
        Verdict::Accepted,
    );
    let judged = expect(
        &question,
        Python,
        "def solve(n): return [n]",
        Verdict::WrongAnswer,
    );
    says(&judged, &["You give 1 parts, not 2."]);
}

fn two() -> Checker {
    Checker::Program {
        file: "def check(input, answer, output):
    if len(output) != len(answer):
        raise ValueError(f'you give {len(output)} parts, not {len(answer)}')
    if sum(output) != input[0]:
        raise ValueError('your parts do not sum to n')
"
        .to_owned(),
    }
}

fn printed_exact() {
    printed(
        &Checker::Exact,
        &[
            ("1 2\n3\n", "1 2\n3\n", RIGHT),
            ("1 2\n3\n", "1 2  \n3\n\n\n", RIGHT),
            ("1 2\n3", "1 2\r\n3", RIGHT),
            (
                "1 2\n3\n",
                "1  2\n3",
                &["Only spaces and line breaks differ"],
            ),
            (
                "1 2\n3\n",
                "3\n1 2\n",
                &["The right lines in another order"],
            ),
            (
                "1\n2\n",
                "1\n",
                &["1 lines were printed; 2", "Line 2 is missing: “2”"],
            ),
            ("1\n", "1\n2\n", &["Line 2 is one too many: “2”"]),
            ("Yes\n", "yes\n", &["Line 1", "only upper and lower case"]),
            ("x\n", "", &["Nothing was printed"]),
            ("\n\n", "", RIGHT),
            (" 1", "1", &["Only spaces"]),
        ],
    );
}

fn printed_float() {
    let checker = Checker::Float {
        absolute: 1e-3,
        relative: 0.0,
    };
    printed(
        &checker,
        &[
            ("0.5 ok\n", "0.5004\nok", RIGHT),
            (
                "0.5\n",
                "0.502",
                &["Number 1: 0.5 expected, 0.502 given, off by 2.000e-3"],
            ),
            ("0.5 1\n", "0.5", &["1 words were printed; 2"]),
            ("ok\n", "no", &["Word 1"]),
            ("inf\n", "inf", RIGHT),
            ("inf\n", "1e308", &["inf expected"]),
            ("1\n", "nan", &["nan given"]),
            ("nan\n", "nan", RIGHT),
            ("1\n", "", &["Nothing was printed"]),
        ],
    );
}

fn printed_any_order() {
    printed(
        &Checker::AnyOrder { nested: false },
        &[
            ("a b\nc\nc\n", "c\na b\nc", RIGHT),
            (
                "a b\nc\n",
                "c\nb a",
                &["A line is missing: “a b”", "not expected", "“b a”"],
            ),
            ("a\na\nb\n", "a\nb\nb\n", &["missing: “a”", "often: “b”"]),
            ("a\n", "", &["Nothing was printed"]),
        ],
    );
    printed(
        &Checker::AnyOrder { nested: true },
        &[("a b\nc\n", "c\nb a", RIGHT)],
    );
}

fn printed_one_of() {
    printed(
        &Checker::OneOf,
        &[
            (r#"["1 2\n", "2 1\n"]"#, "2 1", RIGHT),
            (r#"["1 2\n", "2 1\n"]"#, "1 1", &["none of the 2"]),
            (r#"["1 2\n"]"#, "1 3", &["Line 1"]),
        ],
    );
}

fn printed_program() {
    let checker = Checker::Program {
        file: "def check(input, answer, output):
    if int(output) * int(output) != int(input):
        raise ValueError('your number is not a root')
"
        .to_owned(),
    };
    let question = code(Form::Program, checker, &[("49\n", "7\n")]);
    expect(&question, Python, "print(-7)", Verdict::Accepted);
    let judged = expect(&question, Python, "print(8)", Verdict::WrongAnswer);
    says(&judged, &["Your number is not a root."]);
}
