//! Every type goes through every language and back, and what is not of its type is told.

use onsite_domain::code::{
    Checker,
    Language::{Cpp, Python},
    Verdict,
};

use crate::support::{Trials, code, expect, says, solve};

pub const TRIALS: Trials = &[
    ("echo", echo),
    ("nodes_are_read_and_built", nodes_are_read_and_built),
    ("mismatches_are_told", mismatches_are_told),
    ("mismatches_are_told_in_cpp", mismatches_are_told_in_cpp),
    ("circles_end", circles_end),
    ("leniencies", leniencies),
    ("large_lists", large_lists),
];

/// A type, as C++ writes it, and values of it.
pub const VALUES: &[(&str, &str, &[&str])] = &[
    (
        "int",
        "long long",
        &["0", "-1", "9223372036854775807", "-9223372036854775808"],
    ),
    (
        "float",
        "double",
        &[
            "0.1",
            "-2.5e-308",
            "5e-324",
            "1.7976931348623157e308",
            "3.0",
            "\"nan\"",
            "\"inf\"",
            "\"-inf\"",
            "0.30000000000000004",
        ],
    ),
    ("bool", "bool", &["true", "false"]),
    (
        "string",
        "std::string",
        &[
            "\"\"",
            r#""a \"b\" \\ \/ \n\t\u0001""#,
            r#""é\u00e9\u20ac\ud83d\ude00 ]["#,
            "\"[1, 2]\"",
        ],
    ),
    (
        "list<float>",
        "std::vector<double>",
        &["[]", "[1, 2.5, \"inf\"]"],
    ),
    ("list<bool>", "std::vector<bool>", &["[true, false]"]),
    (
        "list<list<string>>",
        "std::vector<std::vector<std::string>>",
        &["[[], [\"a\"], [\"b\", \"\"]]"],
    ),
    (
        "matrix<int>",
        "std::vector<std::vector<long long>>",
        &["[[1, 2], [3, 4]]", "[]", "[[]]"],
    ),
    (
        "graph",
        "std::vector<std::vector<long long>>",
        &["[[1, 2], [], [0]]", "[]"],
    ),
    (
        "tree<int>",
        "TreeNode*",
        &[
            "[]",
            "[1]",
            "[1, null, 2, 3]",
            "[1, 2, 3, null, null, 4, 5]",
            "[null]",
        ],
    ),
    ("tree<string>", "TreeNode*", &["[\"a\", null, \"null\"]"]),
    ("linked_list<float>", "ListNode*", &["[]", "[1.5, 2]"]),
    ("linked_list<int>", "ListNode*", &["[3, 1, 2]"]),
    ("optional<int>", "std::optional<long long>", &["null", "7"]),
    (
        "list<optional<string>>",
        "std::vector<std::optional<std::string>>",
        &["[null, \"x\"]"],
    ),
    (
        "list<tree<int>>",
        "std::vector<TreeNode*>",
        &["[[1, 2], []]"],
    ),
];

fn echo() {
    for (ty, cpp, values) in VALUES {
        let cases: Vec<(String, String)> = values
            .iter()
            .map(|value| {
                let value = if value.ends_with("][") {
                    format!("{value}\"")
                } else {
                    (*value).to_owned()
                };
                (format!(" [ {value} , 5 ]\n"), value)
            })
            .collect();
        let cases: Vec<(&str, &str)> = cases.iter().map(|(i, a)| (&**i, &**a)).collect();
        let form = solve(&[("value", ty), ("more", "int")], ty);
        let question = code(form, Checker::Exact, &cases);
        let python = "def solve(value, more):\n    assert more == 5\n    return value\n";
        expect(&question, Python, python, Verdict::Accepted);
        let source = format!("{cpp} solve({cpp} value, int more) {{ return value; }}");
        expect(&question, Cpp, &source, Verdict::Accepted);
    }
}

fn nodes_are_read_and_built() {
    let question = code(
        solve(
            &[("root", "tree<int>"), ("tail", "linked_list<int>")],
            "linked_list<int>",
        ),
        Checker::Exact,
        &[("[[5, 3, 8, null, 4], [1, 2]]", "[3, 4, 5, 8, 1, 2]")],
    );
    let python = "def solve(root: TreeNode, tail: ListNode) -> ListNode:
    def walk(node):
        if node:
            yield from walk(node.left)
            yield node.val
            yield from walk(node.right)
    for value in reversed(list(walk(root))):
        tail = ListNode(value, tail)
    return tail
";
    expect(&question, Python, python, Verdict::Accepted);
    let cpp = "void walk(TreeNode* node, std::vector<long long>& out) {
    if (!node) return;
    walk(node->left, out);
    out.push_back(node->val);
    walk(node->right, out);
}
ListNode* solve(TreeNode* root, ListNode* tail) {
    std::vector<long long> out;
    walk(root, out);
    for (auto i = out.rbegin(); i != out.rend(); ++i) tail = new ListNode(*i, tail);
    return tail;
}";
    expect(&question, Cpp, cpp, Verdict::Accepted);
}

fn mismatches_are_told() {
    for (ty, answer, python, words) in [
        (
            "int",
            "3",
            "None",
            &["int expected", "nothing (None)", "return"][..],
        ),
        ("int", "3", "'3'", &["int expected", "the string '3'"]),
        ("int", "3", "3.0", &["int expected", "float 3.0"]),
        ("int", "3", "[3]", &["int expected", "type list"]),
        ("int", "3", "True", &["int expected", "bool True"]),
        ("int", "3", "10**30", &["beyond 64 bits"]),
        ("int", "3", "10**9999", &["beyond 64 bits"]),
        ("float", "3", "'3'", &["float expected", "the string"]),
        ("float", "3", "10**999", &["beyond the range"]),
        ("bool", "true", "1", &["bool expected", "int 1"]),
        ("list<int>", "[3]", "3", &["list<int> expected", "int 3"]),
        (
            "list<int>",
            "[3]",
            "[1, '3']",
            &["[1]", "int expected", "the string '3'"],
        ),
        ("list<int>", "[3]", "{3}", &["type set"]),
        ("list<int>", "[3]", "(x for x in [3])", &["type generator"]),
        ("string", "\"a\"", "'\\ud800'", &["surrogate"]),
        (
            "matrix<int>",
            "[[1]]",
            "[[1], [2, 3]]",
            &["rows of one length"],
        ),
        ("graph", "[[0]]", "[[1]]", &["neighbours below 1"]),
        (
            "tree<int>",
            "[1]",
            "[1]",
            &["tree<int> expected", "type list"],
        ),
        (
            "tree<int>",
            "[1]",
            "TreeNode('1')",
            &["int expected", "the string"],
        ),
    ] {
        let question = code(solve(&[], ty), Checker::Exact, &[("[]", answer)]);
        let source = format!("def solve(): return {python}");
        let judged = expect(&question, Python, &source, Verdict::WrongAnswer);
        says(&judged, words);
    }
}

fn mismatches_are_told_in_cpp() {
    for (ty, answer, cpp, words) in [
        (
            "int",
            "3",
            "double solve() { return 3; }",
            &["expected int", "3.0"][..],
        ),
        (
            "int",
            "3",
            "bool solve() { return true; }",
            &["expected int", "true"],
        ),
        (
            "int",
            "3",
            "unsigned long long solve() { return ~0ull; }",
            &["expected int", "18446744073709551615"],
        ),
        (
            "matrix<int>",
            "[[1]]",
            "std::vector<std::vector<int>> solve() { return {{1}, {2, 3}}; }",
            &["rows of one length"],
        ),
        (
            "string",
            "\"a\"",
            "std::string solve() { return \"\\xff\"; }",
            &["UTF-8"],
        ),
    ] {
        let question = code(solve(&[], ty), Checker::Exact, &[("[]", answer)]);
        let judged = expect(&question, Cpp, cpp, Verdict::WrongAnswer);
        says(&judged, words);
    }
    let question = code(solve(&[], "int"), Checker::Exact, &[("[]", "3")]);
    let source = "struct Own {}; Own solve() { return {}; }";
    expect(&question, Cpp, source, Verdict::CompileError);
}

fn circles_end() {
    for (ty, source) in [
        (
            "linked_list<int>",
            "def solve():\n    n = ListNode(1)\n    n.next = n\n    return n",
        ),
        (
            "tree<int>",
            "def solve():\n    n = TreeNode(1)\n    n.left = TreeNode(2, n)\n    return n",
        ),
        (
            "list<list<int>>",
            "def solve():\n    x = []\n    x.append(x)\n    return x",
        ),
    ] {
        let question = code(solve(&[], ty), Checker::Exact, &[("[]", "[]")]);
        expect(&question, Python, source, Verdict::WrongAnswer);
    }
    for (ty, source) in [
        (
            "linked_list<int>",
            "ListNode* solve() { auto n = new ListNode(1); n->next = new ListNode(2, n); return n; }",
        ),
        (
            "linked_list<int>",
            "ListNode* solve() { auto n = new ListNode(1); n->next = n; return n; }",
        ),
        (
            "tree<int>",
            "TreeNode* solve() { auto n = new TreeNode(1); n->left = n; n->right = n; return n; }",
        ),
    ] {
        let mut question = code(solve(&[], ty), Checker::Exact, &[("[]", "[]")]);
        question.limits.memory_mib = 512;
        let judged = expect(&question, Cpp, source, Verdict::WrongAnswer);
        says(&judged, &["circle"]);
    }
}

fn leniencies() {
    for (ty, answer, python) in [
        ("float", "3.0", "3"),
        ("float", "0.5", "__import__('fractions').Fraction(1, 2)"),
        ("list<int>", "[1, 2]", "(1, 2)"),
        ("list<list<int>>", "[[1], [2]]", "[(1,), [2]]"),
        (
            "tree<int>",
            "[1, null, 2]",
            "TreeNode(1, None, TreeNode(2))",
        ),
        (
            "tree<int>",
            "[1, null, 2, null, null]",
            "TreeNode(1, None, TreeNode(2))",
        ),
        ("list<float>", "[1, -0.0]", "[1.0, 0.0]"),
    ] {
        let question = code(solve(&[], ty), Checker::Exact, &[("[]", answer)]);
        let source = format!("def solve(): return {python}");
        expect(&question, Python, &source, Verdict::Accepted);
    }
    // Annotations of names that were not imported are no error.
    let question = code(
        solve(&[("a", "list<int>")], "int"),
        Checker::Exact,
        &[("[[1]]", "1")],
    );
    let source = "def solve(a: List[int]) -> int: return a[0]";
    expect(&question, Python, source, Verdict::Accepted);
}

fn large_lists() {
    let list: Vec<String> = (0..200_000).map(|i| (i * 7919).to_string()).collect();
    let list = format!("[{}]", list.join(","));
    let mut question = code(
        solve(&[("a", "list<int>")], "list<int>"),
        Checker::Exact,
        &[(&format!("[{list}]"), &list)],
    );
    question.limits.output_kib = 8192;
    expect(
        &question,
        Python,
        "def solve(a): return a",
        Verdict::Accepted,
    );
    let cpp = "std::vector<long long> solve(const std::vector<long long>& a) { return a; }";
    let judged = expect(&question, Cpp, cpp, Verdict::Accepted);
    assert!(crate::support::last_shown(&judged).shortened);
}
