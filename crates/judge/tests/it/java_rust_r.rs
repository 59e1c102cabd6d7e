//! Java, Rust and R through the same trials as Python and C++: every type, form and verdict, and
//! attempts to be accepted by anything but the right result.

use Language::{Java, R, Rust};
use onsite_domain::{
    code::{
        Checker, CodeQuestion, Language,
        Verdict::{
            self, Accepted, CompileError, MemoryLimitExceeded, OutputLimitExceeded, RunTimeError,
            TimeLimitExceeded, WrongAnswer,
        },
    },
    signature::Form,
};

use crate::{
    support::{Trials, code, detail, expect, function, judged, last_shown, says, solve, typed},
    types::VALUES,
};

pub const TRIALS: Trials = &[
    ("every_type_in_java", || every_type(Java)),
    ("every_type_in_rust", || every_type(Rust)),
    ("every_type_in_r", || every_type(R)),
    ("verdicts_in_java", || verdicts(Java, JAVA)),
    ("verdicts_in_rust", || verdicts(Rust, RUST)),
    ("verdicts_in_r", || verdicts(R, IN_R)),
    ("limits_in_java", limits_in_java),
    ("limits_in_rust", limits_in_rust),
    ("limits_in_r", limits_in_r),
    ("java_is_lenient", java_is_lenient),
    ("java_at_its_heap", java_at_its_heap),
    ("classes", classes),
    ("round_trips", round_trips),
    ("programs", programs),
    ("compiled_once", compiled_once),
    ("r_holds_no_large_integers", r_holds_no_large_integers),
    ("zeros_in_r", zeros_in_r),
    ("mismatches_in_r", mismatches_in_r),
    ("forging", forging),
    ("deep_recursion", deep_recursion),
    ("nodes", nodes),
];

/// A type as Java and Rust write it.
fn written(ty: &str) -> (&'static str, &'static str) {
    match ty {
        "int" => ("long", "i64"),
        "float" => ("double", "f64"),
        "bool" => ("boolean", "bool"),
        "string" => ("String", "String"),
        "list<float>" => ("double[]", "Vec<f64>"),
        "list<bool>" => ("boolean[]", "Vec<bool>"),
        "list<list<string>>" => ("String[][]", "Vec<Vec<String>>"),
        "matrix<int>" => ("long[][]", "Vec<Vec<i64>>"),
        "graph" => ("int[][]", "Vec<Vec<i64>>"),
        "tree<int>" => ("TreeNode", "Option<Rc<RefCell<TreeNode>>>"),
        "tree<string>" => ("TreeNode", "Option<Rc<RefCell<TreeNode<String>>>>"),
        "linked_list<float>" => ("ListNode", "Option<Box<ListNode<f64>>>"),
        "linked_list<int>" => ("ListNode", "Option<Box<ListNode>>"),
        "optional<int>" => ("Long", "Option<i64>"),
        "list<optional<string>>" => ("String[]", "Vec<Option<String>>"),
        "list<tree<int>>" => ("TreeNode[]", "Vec<Option<Rc<RefCell<TreeNode>>>>"),
        other => panic!("{other} is not in the table"),
    }
}

fn every_type(language: Language) {
    for (ty, _, values) in VALUES {
        let cases: Vec<(String, String)> = values
            .iter()
            .filter(|value| language != R || !value.contains("922337203685477580"))
            .map(|value| {
                let end = if value.ends_with("][") { "\"" } else { "" };
                let value = format!("{value}{end}");
                (format!(" [ {value} , 5 ]\n"), value)
            })
            .collect();
        let cases: Vec<(&str, &str)> = cases.iter().map(|(i, a)| (&**i, &**a)).collect();
        let form = solve(&[("value", ty), ("more", "int")], ty);
        let question = code(form, Checker::Exact, &cases);
        let (java, rust) = written(ty);
        let source = match language {
            Java => format!(
                "class Solution {{ {java} solve({java} value, int more) {{\n\
                 if (more != 5) throw new RuntimeException();\nreturn value; }} }}"
            ),
            Rust => format!(
                "use std::{{rc::Rc, cell::RefCell}};\n\
                 fn solve(value: {rust}, more: i64) -> {rust} {{ assert!(more == 5); value }}"
            ),
            _ => "solve <- function(value, more) { stopifnot(more == 5); value }".to_owned(),
        };
        expect(&question, language, &source, Accepted);
    }
}

fn double() -> CodeQuestion {
    code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[2]", "4"), ("[-5]", "-10"), ("[0]", "0")],
    )
}

/// A source, its verdict, and what is said of it or by the compiler.
type Row = (&'static str, Verdict, &'static str);

fn verdicts(language: Language, rows: &[Row]) {
    for (source, verdict, words) in rows {
        let judged = expect(&double(), language, source, *verdict);
        if *verdict == CompileError {
            let output = detail(&judged).compile_output.clone().expect("words");
            assert!(output.contains(words), "{output}");
            assert!(!output.contains("harness"), "{output}");
        } else if !words.is_empty() {
            let shown = detail(&judged).tests.iter().flat_map(|test| &test.shown);
            let told: Vec<&str> = shown
                .flat_map(|shown| shown.differences.iter().map(String::as_str))
                .collect();
            assert!(
                told.join("\n").contains(words),
                "{words:?} is not in {told:?}\n{source}"
            );
        }
    }
}

const JAVA: &[Row] = &[
    (
        "class Solution { long solve(long n) { return 2 * n; } }",
        Accepted,
        "",
    ),
    (
        "public class Solution { public static int solve(int n) { return 2 * n; } }",
        Accepted,
        "",
    ),
    (
        "class Solution { long solve(long n) { return n * n; } }",
        WrongAnswer,
        "-10 expected, 25",
    ),
    (
        "class Solution {\n  long solve(long n) {\n    return new int[0].length / (n - n);\n  }\n}",
        RunTimeError,
        "/ by zero (line 3)",
    ),
    (
        "class Solution { long other(long n) { return n; } }",
        RunTimeError,
        "does not define",
    ),
    (
        "class Other { long solve(long n) { return n; } }",
        RunTimeError,
        "class Solution",
    ),
    (
        "class Solution { long solve(long n) { System.exit(0); return 1; } }",
        RunTimeError,
        "before",
    ),
    (
        "class Solution {\n  long solve(long n) {\n    return nothing;\n  }\n}",
        CompileError,
        "answer.java:3: error",
    ),
    (
        "class Solution { String solve(long n) { return \"4\"; } }",
        WrongAnswer,
        "int",
    ),
    (
        "class Solution { Long solve(long n) { return null; } }",
        WrongAnswer,
        "nothing (null)",
    ),
    (
        "class Solution { long solve(long n) { System.out.println(\"[\\\"value\\\", 7]\"); \
         return 2 * n; } }",
        Accepted,
        "",
    ),
    (
        "class Solution { static long x = 1 / (long) new int[0].length; long solve(long n) { return n; } }",
        RunTimeError,
        "by zero (line 1)",
    ),
];

const RUST: &[Row] = &[
    ("fn solve(n: i64) -> i64 { 2 * n }", Accepted, ""),
    ("pub fn solve(n: i64) -> i32 { 2 * n as i32 }", Accepted, ""),
    (
        "fn solve(n: i64) -> i64 { n * n }",
        WrongAnswer,
        "-10 expected, 25",
    ),
    (
        "fn solve(n: i64) -> i64 {\n    let v: Vec<i64> = vec![];\n    v[n.unsigned_abs() as usize]\n}",
        RunTimeError,
        "index out of bounds: the len is 0 but the index is 2 (line 3)",
    ),
    (
        "fn solve(_: i64) -> i64 { None.unwrap() }",
        RunTimeError,
        "unwrap",
    ),
    (
        "fn solve(n: i64) -> i64 { if n > 0 { std::process::exit(0) } n }",
        RunTimeError,
        "before",
    ),
    (
        "fn solve(n: i64) -> i64 { if n > 0 { std::process::abort() } n }",
        RunTimeError,
        "signal 6",
    ),
    (
        "fn solve(n: i64) -> i64 {\n    nothing\n}",
        CompileError,
        "answer.rs:2:5",
    ),
    ("fn other(n: i64) -> i64 { n }", CompileError, "solve"),
    (
        "fn solve(n: i64) -> String { n.to_string() }",
        WrongAnswer,
        "int",
    ),
    (
        "fn solve(n: i64) -> i64 { println!(\"[\\\"value\\\", 7]\"); 2 * n }",
        Accepted,
        "",
    ),
];

const IN_R: &[Row] = &[
    ("solve <- function(n) 2 * n", Accepted, ""),
    (
        "solve <- function(n) n * n",
        WrongAnswer,
        "-10 expected, 25",
    ),
    (
        "solve <- function(n) {\n  x <- 1\n  stop(\"no such thing\")\n}",
        RunTimeError,
        "Error: no such thing (line 3)",
    ),
    (
        "other <- function(n) n",
        RunTimeError,
        "does not define “solve”",
    ),
    (
        "solve <- function(n) quit(status = 0)",
        RunTimeError,
        "before",
    ),
    (
        "solve <- function(n) library(nonesuch)",
        RunTimeError,
        "nonesuch",
    ),
    (
        "solve <- function(n) {\n  return(1\n}",
        CompileError,
        "answer.R:3:1",
    ),
    ("solve <- function(n) \"4\"", WrongAnswer, "int expected"),
    ("solve <- function(n) NULL", WrongAnswer, "nothing (NULL)"),
    (
        "solve <- function(n) { print('[\"value\", 7]'); message(\"e\"); 2 * n }",
        Accepted,
        "",
    ),
];

fn limits_in_java() {
    let work = "class Solution { long solve(long n) { long x = 0; while (true) { x += n; \
                if (x == 1) return x; } } }";
    let slow = expect(&double(), Java, work, TimeLimitExceeded);
    says(
        &slow,
        &[
            "1000 ms of processor time",
            "1000 ms that Java gets to start",
        ],
    );
    let mut question = double();
    question.limits.memory_mib = 64;
    let list = "import java.util.*; class Solution { long solve(long n) { \
                List<byte[]> all = new ArrayList<>(); while (true) all.add(new byte[1 << 20]); } }";
    expect(&question, Java, list, MemoryLimitExceeded);
    let one = "class Solution { long solve(long n) { return new long[1 << 28].length; } }";
    expect(&question, Java, one, MemoryLimitExceeded);
    let endless = "class Solution { long solve(long n) { return 1 + solve(n + 1); } }";
    let mut question = double();
    question.limits.cpu_ms = 3000;
    // The stack or the memory ends first, as the machine has it, and in each case anew.
    let ended = judged(&question, Java, endless);
    for test in &detail(&ended).tests {
        let said = test.shown.iter().flat_map(|shown| &shown.differences);
        let said: Vec<&str> = said.map(String::as_str).collect();
        let why = match test.verdict {
            RunTimeError => "StackOverflowError",
            MemoryLimitExceeded => "more than its 256 MiB of memory",
            _ => "no verdict like this",
        };
        assert!(said.join("\n").contains(why), "{ended:#?}");
    }
    let flood = "class Solution { long solve(long n) { while (true) System.out.println(\
                 \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"); } }";
    expect(&question, Java, flood, OutputLimitExceeded);
}

fn limits_in_rust() {
    let work =
        "fn solve(n: i64) -> i64 { let mut x = n; loop { x = std::hint::black_box(x + 1) } }";
    expect(&double(), Rust, work, TimeLimitExceeded);
    let mut question = double();
    question.limits.memory_mib = 64;
    let list = "fn solve(n: i64) -> i64 { let mut v = vec![]; loop { v.push(vec![n; 100_000]) } }";
    expect(&question, Rust, list, MemoryLimitExceeded);
    let flood = "fn solve(_: i64) -> i64 { loop { println!(\"{}\", \"x\".repeat(1000)) } }";
    expect(&double(), Rust, flood, OutputLimitExceeded);
}

fn limits_in_r() {
    let judged = expect(
        &double(),
        R,
        "solve <- function(n) repeat n",
        TimeLimitExceeded,
    );
    says(&judged, &["500 ms that R gets to start"]);
    let list =
        "solve <- function(n) { x <- list(); repeat x[[length(x) + 1]] <- numeric(1e5) + n }";
    let mut question = double();
    question.limits.memory_mib = 64;
    expect(&question, R, list, MemoryLimitExceeded);
    let flood = "solve <- function(n) repeat cat(strrep(\"x\", 1000))";
    expect(&double(), R, flood, OutputLimitExceeded);
}

fn java_is_lenient() {
    let question = code(
        solve(
            &[
                ("values", "list<int>"),
                ("word", "string"),
                ("best", "optional<int>"),
            ],
            "list<int>",
        ),
        Checker::Exact,
        &[
            ("[[3, 1], \"a\", null]", "[3, 1, 1]"),
            ("[[], \"a\", 4]", "[1]"),
        ],
    );
    for source in [
        "import java.util.*; class Solution { List<Integer> solve(List<Integer> values, \
         CharSequence word, Optional<Long> best) { values.add(word.length()); return values; } }",
        "import java.util.*; class Solution { int[] solve(int[] values, char[] word, Integer best) \
         { int[] all = Arrays.copyOf(values, values.length + 1); all[values.length] = word.length; \
         return all; } }",
        "import java.util.*; class Solution { Deque<Long> solve(Deque<Long> values, String word, \
         Long best) { values.add(1L); return values; } }",
    ] {
        expect(&question, Java, source, Accepted);
    }
    let large = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[3000000000]", "1")],
    );
    let judged = expect(
        &large,
        Java,
        "class Solution { int solve(int n) { return 1; } }",
        RunTimeError,
    );
    says(&judged, &["3000000000 where int is declared"]);
}

/// A right answer that needs nearly all of its limit is not failed for what Java itself takes.
fn java_at_its_heap() {
    let mut question = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[50]", "50")],
    );
    question.limits.memory_mib = 64;
    question.limits.cpu_ms = 2000;
    let source = "class Solution { long solve(long n) { byte[][] all = new byte[(int) n][]; \
                  for (int i = 0; i < n; i++) { all[i] = new byte[1 << 20]; \
                  for (int j = 0; j < all[i].length; j += 512) all[i][j] = 1; } \
                  return all.length; } }";
    expect(&question, Java, source, Accepted);
    question.limits.memory_mib = 16;
    expect(&question, Java, source, MemoryLimitExceeded);
}

fn classes() {
    let form = Form::Class {
        name: "Counter".to_owned(),
        constructor: vec![typed("start", "int")],
        methods: vec![
            function("add", &[("values", "list<int>")], "void"),
            function("total", &[], "int"),
        ],
    };
    let question = code(
        form,
        Checker::Exact,
        &[(
            r#"[["Counter", [3]], ["add", [[1, 2]], 2], ["total", []], ["total", [], 3]]"#,
            "[null, [null, null], 9, [10, 11, 12]]",
        )],
    );
    for (language, source) in [
        (
            Java,
            "import java.util.*; class Counter { private long sum; Counter(long start) \
             { sum = start; } void add(List<Long> values) { for (long v : values) sum += v; \
             values.clear(); } long total() { return sum++; } }",
        ),
        (
            Rust,
            "struct Counter { sum: i64 }\nimpl Counter {\n\
             fn new(start: i64) -> Self { Self { sum: start } }\n\
             fn add(&mut self, mut values: Vec<i64>) { self.sum += values.iter().sum::<i64>(); \
             values.clear(); }\nfn total(&mut self) -> i64 { self.sum += 1; self.sum - 1 } }",
        ),
        (
            R,
            "Counter <- function(start) {\n  sum_ <- start\n  list(\n\
             add = function(values) { sum_ <<- sum_ + sum(values) },\n\
             total = function() { sum_ <<- sum_ + 1; sum_ - 1 }\n  )\n}",
        ),
    ] {
        expect(&question, language, source, Accepted);
        let wrong = source.replacen("- 1", "- 0", 1).replacen("sum++", "sum", 1);
        let judged = expect(&question, language, &wrong, WrongAnswer);
        let says_where = if language == Java {
            "Call 4, total"
        } else {
            "Call 3, total"
        };
        says(&judged, &[says_where]);
    }
}

fn round_trips() {
    let form = Form::RoundTrip {
        name: "Codec".to_owned(),
        encode: "pack".to_owned(),
        decode: "unpack".to_owned(),
        value: "list<string>".parse().expect("a type"),
    };
    let value = r#"["a,b", "", "é\n", "\""]"#;
    let question = code(form, Checker::Exact, &[(value, value), ("[]", "[]")]);
    for (language, source) in [
        (
            Java,
            "import java.util.*; class Codec { String pack(String[] all) { StringBuilder s = \
             new StringBuilder(); for (String each : all) s.append(each.length()).append(':')\
             .append(each); return s.toString(); } List<String> unpack(String s) { List<String> v = \
             new ArrayList<>(); for (int i = 0; i < s.length();) { int c = s.indexOf(':', i); \
             int n = Integer.parseInt(s.substring(i, c)); v.add(s.substring(c + 1, c + 1 + n)); \
             i = c + 1 + n; } return v; } }",
        ),
        (
            Rust,
            "struct Codec;\nimpl Codec {\nfn new() -> Self { Codec }\n\
             fn pack(&self, all: Vec<String>) -> String { all.iter().map(|s| \
             format!(\"{}:{s}\", s.len())).collect() }\n\
             fn unpack(&self, text: String) -> Vec<String> { let (mut v, mut rest) = (vec![], \
             text.as_str()); while let Some((n, more)) = rest.split_once(':') { let n: usize = \
             n.parse().unwrap(); v.push(more[..n].to_owned()); rest = &more[n..]; } v } }",
        ),
        (
            R,
            "Codec <- function() list(\n\
             pack = function(value) paste(vapply(value, function(s) paste0(paste(utf8ToInt(s), \
             collapse = \" \"), \"|\"), \"\"), collapse = \"\"),\n\
             unpack = function(text) { parts <- strsplit(text, \"|\", fixed = TRUE)[[1]]; \
             vapply(strsplit(parts, \" \"), function(codes) intToUtf8(as.integer(codes)), \"\") })",
        ),
    ] {
        expect(&question, language, source, Accepted);
    }
}

fn programs() {
    let question = code(
        Form::Program,
        Checker::Exact,
        &[("1 2\n", "3\n"), ("5 6\n", "11")],
    );
    for (language, source, verdict) in [
        (
            Java,
            "import java.util.*; public class Sum { public static void main(String[] args) { \
             Scanner in = new Scanner(System.in); System.out.println(in.nextInt() + in.nextInt()); } }",
            Accepted,
        ),
        (
            Java,
            "class Main { public static void main(String[] args) { System.exit(3); } }",
            RunTimeError,
        ),
        (
            Java,
            "class Main { public static void main(String[] args) { throw new RuntimeException(); } }",
            RunTimeError,
        ),
        (
            Java,
            "class Main { public static void main(String[] args) {} }",
            WrongAnswer,
        ),
        (Java, "class Main { void main() {} }", RunTimeError),
        (Java, "class Main {", CompileError),
        (
            Rust,
            "#![allow(dead_code)]\nfn main() { let mut s = String::new(); \
             std::io::stdin().read_line(&mut s).unwrap(); println!(\"{}\", \
             s.split_whitespace().map(|w| w.parse::<i64>().unwrap()).sum::<i64>()); }",
            Accepted,
        ),
        (Rust, "fn main() { panic!(); }", RunTimeError),
        (Rust, "fn main() {}", WrongAnswer),
        (Rust, "fn main() {", CompileError),
        (
            R,
            "values <- scan(file(\"stdin\"), quiet = TRUE)\ncat(sum(values), \"\\n\")",
            Accepted,
        ),
        (R, "stop(\"no\")", RunTimeError),
        (R, "quit(status = 4)", RunTimeError),
        (R, "invisible(1)", WrongAnswer),
        (R, "x <- (", CompileError),
    ] {
        expect(&question, language, source, verdict);
    }
}

fn compiled_once() {
    // What was compiled is kept from one run of the tests to the next.
    let new = std::process::id();
    for (language, source) in [
        (
            Java,
            "class Solution { long solve(long n) { return n + n; } }",
        ),
        (Rust, "fn solve(n: i64) -> i64 { n + n }"),
    ] {
        let source = &format!("{source} // {new}");
        let judged = expect(&double(), language, source, Accepted);
        assert!(
            detail(&judged).compile_ms.is_some_and(|ms| ms > 0),
            "{language:?}"
        );
        let again = expect(&double(), language, source, Accepted);
        assert_eq!(detail(&again).compile_ms, Some(0), "{language:?}");
    }
    let judged = expect(&double(), R, "solve <- function(n) n + n", Accepted);
    assert_eq!(detail(&judged).compile_ms, None);
}

fn r_holds_no_large_integers() {
    let question = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[
            ("[9007199254740992]", "9007199254740992"),
            ("[9007199254740993]", "9007199254740993"),
        ],
    );
    let judged = expect(&question, R, "solve <- function(n) n", RunTimeError);
    assert_eq!(detail(&judged).tests[0].verdict, Accepted);
    says(&judged, &["9007199254740993", "2^53", "another language"]);
    let judged = expect(&double(), R, "solve <- function(n) 2^60", WrongAnswer);
    says(&judged, &["2^53"]);
}

fn zeros_in_r() {
    let question = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[3]", "0")],
    );
    expect(&question, R, "solve <- function(n) -0", Accepted);
    let listed = code(
        solve(&[("n", "int")], "list<int>"),
        Checker::Exact,
        &[("[3]", "[0,3]")],
    );
    expect(&listed, R, "solve <- function(n) c(-0, n)", Accepted);
}

fn mismatches_in_r() {
    for (ty, answer, given, words) in [
        ("int", "3", "3.5", &["int expected", "3.5"][..]),
        ("int", "3", "TRUE", &["int expected", "logical TRUE"]),
        ("int", "3", "c(1, 2)", &["vector of length 2"]),
        ("int", "3", "NA", &["int expected"]),
        ("int", "3", "NaN", &["int expected"]),
        ("bool", "true", "1", &["bool expected"]),
        (
            "list<int>",
            "[3]",
            "c(\"a\", \"b\")",
            &["list<int> expected"],
        ),
        (
            "list<int>",
            "[3]",
            "list(1, \"b\")",
            &["[1]", "int expected"],
        ),
        ("list<int>", "[3]", "sum", &["list<int> expected"]),
        (
            "matrix<int>",
            "[[1]]",
            "list(1, c(2, 3))",
            &["rows of one length"],
        ),
        ("tree<int>", "[1]", "1", &["tree<int> expected"]),
        ("tree<int>", "[1]", "TreeNode(\"1\")", &["int expected"]),
        ("string", "\"a\"", "rawToChar(as.raw(255))", &["UTF-8"]),
    ] {
        let question = code(solve(&[], ty), Checker::Exact, &[("[]", answer)]);
        let source = format!("solve <- function() {given}");
        let judged = expect(&question, R, &source, WrongAnswer);
        says(&judged, words);
    }
    for (ty, answer, given) in [
        ("list<int>", "[]", "NULL"),
        ("list<int>", "[1, 2]", "list(1L, 2)"),
        ("list<optional<int>>", "[1, null]", "c(1, NA)"),
        ("list<optional<int>>", "[null, null]", "c(NA, NA)"),
        ("list<optional<int>>", "[1, null]", "list(1, NULL)"),
        ("optional<string>", "null", "NA"),
        ("list<list<int>>", "[[1, 3], [2, 4]]", "matrix(1:4, 2)"),
        ("matrix<float>", "[[1.5]]", "list(list(1.5))"),
        (
            "tree<int>",
            "[1, null, 2]",
            "TreeNode(1, NULL, TreeNode(2))",
        ),
        ("linked_list<int>", "[1, 2]", "ListNode(1, ListNode(2))"),
        ("float", "\"-inf\"", "-Inf"),
    ] {
        let question = code(solve(&[], ty), Checker::Exact, &[("[]", answer)]);
        expect(
            &question,
            R,
            &format!("solve <- function() {given}"),
            Accepted,
        );
    }
}

/// Answers that would have the harness say something else than it does.
const FORGED: &[(Language, &str)] = &[
    (
        Java,
        "class Solution { int solve(int n) { System.out.print(\"[\\\"value\\\",6765]\"); \
         Runtime.getRuntime().halt(0); return 0; } }",
    ),
    (
        Java,
        "package onsite; class Main { public static void main(String[] a) {} } \
         class Writer { void write(Object t, Object v) {} }",
    ),
    (
        Java,
        "import java.lang.reflect.*; class Solution { int solve(int n) throws Exception { \
         Field f = Class.forName(\"onsite.Main\").getDeclaredField(\"channel\"); \
         f.setAccessible(true); ((java.io.OutputStream) f.get(null)).write(\
         \"[\\\"value\\\",6765]\".getBytes()); return 6765; } }",
    ),
    (
        Java,
        "class Solution { int solve(int n) { new Thread(() -> { while (true); }).start(); return 1; } }",
    ),
    (
        Java,
        "class Solution { int solve(int n) { throw new Error() { public String toString() \
            { throw this; } }; } }",
    ),
    (
        Rust,
        "fn solve(_: i64) -> i64 { println!(\"[\\\"value\\\",6765]\"); 0 }",
    ),
    (
        Rust,
        "use std::{fs::File, io::Write, os::fd::FromRawFd};\nfn solve(_: i64) -> i64 { \
         unsafe { File::from_raw_fd(3) }.write_all(b\"[\\\"value\\\",6765]\").unwrap(); 6765 }",
    ),
    (
        Rust,
        "mod onsite { pub fn run<T>(_: T) {} }\nfn solve(n: i64) -> i64 { n }",
    ),
    (Rust, "fn main() {}\nfn solve(n: i64) -> i64 { n }"),
    (
        Rust,
        "fn solve(_: i64) -> i64 { include_str!(\"/etc/passwd\").len() as i64 }",
    ),
    (Rust, "}}}}"),
    (
        R,
        "solve <- function(n) { system(\"echo '[\\\"value\\\",6765]' >&3\"); 6765 }",
    ),
    (
        R,
        "encode <- function(...) \"6765\"\ntell <- function(...) 1\nsolve <- function(n) NULL",
    ),
    (
        R,
        "solve <- function(n) { cat(\"[\\\"value\\\",6765]\"); NULL }",
    ),
    (R, "solve <- function(n) structure(list(), class = \"x\")"),
    (
        R,
        "length.x <- function(x) stop(\"no\")\nsolve <- function(n) structure(1, class = \"x\")",
    ),
];

fn forging() {
    let question = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[20]", "6765"), ("[30]", "832040")],
    );
    for &(language, source) in FORGED {
        let judged = judged(&question, language, source);
        let verdict = detail(&judged).verdict;
        assert!(
            matches!(verdict, WrongAnswer | RunTimeError | CompileError),
            "{language:?} {verdict:?}\n{source}\n{judged:#?}"
        );
    }
    let java = "import java.nio.file.*; class Solution { long solve(long n) throws Exception { \
                String secret = n == 30 ? \"832\" + \"040\" : \"67\" + \"65\"; \
                for (Path file : (Iterable<Path>) Files.walk(Path.of(\"/scratch\"))::iterator) \
                if (Files.isRegularFile(file) && new String(Files.readAllBytes(file), \
                \"ISO-8859-1\").contains(secret)) return Long.parseLong(secret); return -1; } }";
    let looked = expect(&question, Java, java, WrongAnswer);
    assert_eq!(last_shown(&looked).actual.as_deref(), Some("-1"));
}

fn deep_recursion() {
    let mut question = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[100000]", "100000")],
    );
    question.limits.cpu_ms = 3000;
    let java = "class Solution { long solve(long n) { return n == 0 ? 0 : 1 + solve(n - 1); } }";
    expect(&question, Java, java, Accepted);
    let rust = "fn solve(n: i64) -> i64 { if n == 0 { 0 } else { 1 + std::hint::black_box(solve(n - 1)) } }";
    expect(&question, Rust, rust, Accepted);
    // R keeps kilobytes per call, so what is endless ends as an error or at the limit.
    let judged = judged(&question, R, "solve <- function(n) 1 + solve(n + 1)");
    let verdict = detail(&judged).verdict;
    assert!(
        matches!(verdict, RunTimeError | MemoryLimitExceeded),
        "{judged:#?}"
    );
    // So deep that R has no stack left to say it on before it is unwound.
    let deep = "f <- function(n) if (n == 0) 0 else 1 + f(n - 1)\nsolve <- function(n) f(60000)";
    question.limits.memory_mib = 512;
    let overflowed = expect(&question, R, deep, RunTimeError);
    let said = format!("{overflowed:?}");
    assert!(said.contains("stack overflow"), "{said}");
    question.cases.truncate(1);
    let shallow = code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[2000]", "2000")],
    );
    let r = "solve <- function(n) if (n == 0) 0 else 1 + solve(n - 1)";
    expect(&shallow, R, r, Accepted);
}

fn nodes() {
    let question = code(
        solve(
            &[("root", "tree<int>"), ("tail", "linked_list<int>")],
            "linked_list<int>",
        ),
        Checker::Exact,
        &[("[[5, 3, 8, null, 4], [1, 2]]", "[3, 4, 5, 8, 1, 2]")],
    );
    for (language, source) in [
        (
            Java,
            "class Solution { ListNode solve(TreeNode root, ListNode tail) { return root == null ? \
             tail : solve(root.left, new ListNode(root.val, solve(root.right, tail))); } }",
        ),
        (
            Rust,
            "use std::{cell::RefCell, rc::Rc};\n\
             fn solve(root: Option<Rc<RefCell<TreeNode>>>, tail: Option<Box<ListNode>>) \
             -> Option<Box<ListNode>> {\nlet Some(node) = root else { return tail };\n\
             let node = node.borrow();\nlet mut own = Box::new(ListNode::new(node.val));\n\
             own.next = solve(node.right.clone(), tail);\nsolve(node.left.clone(), Some(own)) }",
        ),
        (
            R,
            "solve <- function(root, tail) {\n  if (is.null(root)) return(tail)\n\
             solve(root$left, ListNode(root$val, solve(root$right, tail)))\n}",
        ),
    ] {
        expect(&question, language, source, Accepted);
    }
    let long = format!("[{}]", vec!["1"; 50_000].join(","));
    let form = solve(&[("list", "linked_list<int>")], "linked_list<int>");
    let mut question = code(form, Checker::Exact, &[(&format!("[{long}]"), &long)]);
    question.limits.cpu_ms = 5000;
    for (language, source) in [
        (
            Java,
            "class Solution { ListNode solve(ListNode list) { return list; } }",
        ),
        (
            Rust,
            "fn solve(list: Option<Box<ListNode>>) -> Option<Box<ListNode>> { list }",
        ),
        (R, "solve <- function(list) list"),
    ] {
        expect(&question, language, source, Accepted);
    }
}
