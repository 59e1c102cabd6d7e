//! Sources that attack the compiler: each is ended by a limit or refused, is a compile error in a
//! few words, and leaves the next one's building as it was.

use std::fmt::Write as _;

use onsite_domain::code::{
    Checker, CodeQuestion,
    Language::{self, Cpp, Python},
    Verdict,
};

use crate::support::{Trials, code, detail, expect, judged, solve};

pub const TRIALS: Trials = &[
    ("endless_includes", endless_includes),
    (
        "includes_of_what_is_not_theirs",
        includes_of_what_is_not_theirs,
    ),
    ("expansion", expansion),
    ("templates", templates),
    ("constants", constants),
    ("the_assembler", the_assembler),
    ("nesting", nesting),
    ("python", python),
];

/// Longest message that is kept of a compiler.
const MOST_WORDS: usize = 5000;

fn question() -> CodeQuestion {
    code(
        solve(&[("n", "int")], "int"),
        Checker::Exact,
        &[("[1]", "1")],
    )
}

fn refused(language: Language, source: &str) {
    let start: String = source.chars().take(200).collect();
    let judged = judged(&question(), language, source);
    let detail = detail(&judged);
    assert_eq!(detail.verdict, Verdict::CompileError, "{start}");
    let words = detail.compile_output.as_deref().expect("words");
    assert!(!words.is_empty() && words.len() < MOST_WORDS, "{words}");
}

/// Builds each, and an honest answer that no earlier test has built.
fn all_refused(name: &str, sources: &[&str]) {
    for source in sources {
        let source = format!("{source}\nint solve(int n) {{ return n; }}\n");
        refused(Cpp, &source);
    }
    let honest = format!("int solve(int n) {{ return n; }} // after {name}\n");
    expect(&question(), Cpp, &honest, Verdict::Accepted);
}

fn endless_includes() {
    all_refused(
        "endless includes",
        &[
            "#include </dev/random>",
            "#include \"/dev/zero\"",
            "#include __FILE__\n#include __FILE__",
        ],
    );
}

fn includes_of_what_is_not_theirs() {
    all_refused(
        "includes of what is not theirs",
        &[
            "#include \"/etc/passwd\"",
            "#include \"/proc/1/environ\"",
            "#include \"/proc/self/mem\"\n#error nothing was there",
            "#include \"/dev/stdin\"\n#error nothing was there",
            "#include \"/root\"",
            "#include \"../answer.py\"",
        ],
    );
}

/// A few lines that stand for more than any memory holds.
fn expansion() {
    let mut source = String::from("#define X0 0,0,0,0,0,0,0,0,0,0\n");
    for n in 1..12 {
        let before = format!("X{},", n - 1).repeat(10);
        let before = before.trim_end_matches(',');
        writeln!(source, "#define X{n} {before}").expect("a string takes it");
    }
    source += "int numbers[] = { X11 };";
    let errors = "int x = nothing;\n".repeat(10_000);
    all_refused("expansion", &[&source, &errors]);
}

fn templates() {
    all_refused(
        "templates",
        &[
            "template<int n> struct A { A<n + 1> *next; static constexpr int v = A<n + 1>::v; };\n\
             int x = A<0>::v;",
            "template<int n, class T> struct B { static constexpr long v =\n\
             B<n - 1, T>::v + B<n - 1, T *>::v; };\n\
             template<class T> struct B<0, T> { static constexpr long v = 1; };\n\
             static_assert(B<40, int>::v == 0);",
        ],
    );
}

fn constants() {
    all_refused(
        "constants",
        &[
            "constexpr long f() { long s = 0; for (long i = 0; i < 1L << 40; i++) s += i; return s; }\n\
             constexpr long x = f();",
            "constexpr long f(long n) { return n < 2 ? n : f(n - 1) + f(n - 2); }\n\
             constexpr long x = f(1000000);",
            // An initialised array is as large in the file.
            "char large[1L << 33] = {1};",
        ],
    );
}

fn the_assembler() {
    all_refused(
        "the assembler",
        &[
            "asm(\".rept 1000000000\\n.quad 1\\n.endr\");",
            "asm(\".fill 0x7fffffffffff, 1, 1\");",
            "asm(\".incbin \\\"/etc/passwd\\\"\");",
            "asm(\".include \\\"/dev/urandom\\\"\");",
        ],
    );
}

fn nesting() {
    let parentheses = format!("int x = {}1{};", "(".repeat(100_000), ")".repeat(100_000));
    let braces = format!("void f() {}", "{".repeat(200_000));
    all_refused("nesting", &[&parentheses, &braces]);
}

/// Python compiles within the run, under the limits of the case.
fn python() {
    for source in [
        format!("x = {}1{}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("x = {}", "[".repeat(100_000)),
        format!("x = {}1", "-".repeat(200_000)),
        format!("x = {}", "a.".repeat(100_000)),
        "if 1:\n".to_owned()
            + &(1..200)
                .map(|n| " ".repeat(n) + "if 1:\n")
                .collect::<String>(),
    ] {
        refused(Python, &source);
        expect(
            &question(),
            Python,
            "def solve(n): return n",
            Verdict::Accepted,
        );
    }
}
