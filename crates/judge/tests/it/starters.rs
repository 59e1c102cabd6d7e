//! Starters of every type and form compile and do not pass.

use Language::{Cpp, Python};
use onsite_domain::{
    code::{Checker, CodeQuestion, Language, Verdict},
    signature::Form,
};
use onsite_judge::Judge;

use crate::support::{Trials, code, detail, function, judged, solve, typed};

pub const TRIALS: Trials = &[
    ("of_every_type", of_every_type),
    ("of_every_form", of_every_form),
    ("the_packages_own", the_packages_own),
    ("as_they_read", as_they_read),
];

fn does_not_pass(question: &CodeQuestion) {
    for language in Language::ALL {
        let starter = Judge::starter(question, language);
        let judged = judged(question, language, &starter);
        let verdict = detail(&judged).verdict;
        assert!(
            matches!(verdict, Verdict::WrongAnswer | Verdict::RunTimeError),
            "{verdict:?}\n{starter}\n{judged:#?}"
        );
    }
}

fn of_every_type() {
    for (ty, value) in [
        ("int", "1"),
        ("float", "1.5"),
        ("bool", "true"),
        ("string", "\"a\""),
        ("graph", "[[0]]"),
        ("list<string>", "[\"a\"]"),
        ("matrix<float>", "[[1]]"),
        ("tree<string>", "[\"a\"]"),
        ("linked_list<bool>", "[true]"),
        ("optional<int>", "1"),
        ("optional<tree<int>>", "[1]"),
        ("list<list<optional<float>>>", "[[1]]"),
    ] {
        let form = solve(&[("value", ty), ("other", ty)], ty);
        let input = format!("[{value}, {value}]");
        does_not_pass(&code(form, Checker::Exact, &[(&input, value)]));
    }
}

fn cache() -> Form {
    Form::Class {
        name: "Cache".to_owned(),
        constructor: vec![typed("capacity", "int")],
        methods: vec![
            function("get", &[("key", "string")], "optional<int>"),
            function("put", &[("key", "string"), ("value", "int")], "void"),
        ],
    }
}

fn codec() -> Form {
    Form::RoundTrip {
        name: "Codec".to_owned(),
        encode: "encode".to_owned(),
        decode: "decode".to_owned(),
        value: "tree<int>".parse().expect("a type"),
    }
}

fn of_every_form() {
    let calls = r#"[["Cache", [1]], ["put", ["a", 2]], ["get", ["a"]]]"#;
    does_not_pass(&code(
        cache(),
        Checker::Exact,
        &[(calls, "[null, null, 2]")],
    ));
    does_not_pass(&code(codec(), Checker::Exact, &[("[1]", "[1]")]));
    does_not_pass(&code(Form::Program, Checker::Exact, &[("1\n", "1\n")]));
    let none = Form::Class {
        name: "Plain".to_owned(),
        constructor: Vec::new(),
        methods: vec![function("get", &[], "int")],
    };
    let calls = r#"[["Plain", []], ["get", []]]"#;
    does_not_pass(&code(none, Checker::Exact, &[(calls, "[null, 4]")]));
}

fn the_packages_own() {
    let mut question = code(solve(&[], "int"), Checker::Exact, &[("[]", "1")]);
    question.starters.insert(Python, "# own\n".to_owned());
    assert_eq!(Judge::starter(&question, Python), "# own\n");
    assert!(Judge::starter(&question, Cpp).contains("long long solve()"));
}

fn as_they_read() {
    let question = code(cache(), Checker::Exact, &[]);
    assert_eq!(
        Judge::starter(&question, Python),
        "class Cache:
    def __init__(self, capacity: int) -> None:
        pass

    def get(self, key: str) -> int | None:
        pass

    def put(self, key: str, value: int) -> None:
        pass
"
    );
    assert_eq!(
        Judge::starter(&question, Cpp),
        "#include <optional>
#include <string>

class Cache {
public:
    explicit Cache(long long capacity) {
    }

    std::optional<long long> get(const std::string& key) {
        return {};
    }

    void put(const std::string& key, long long value) {
    }
};
"
    );
    let question = code(codec(), Checker::Exact, &[]);
    assert_eq!(
        Judge::starter(&question, Python),
        "# Given:
# class TreeNode:
#     def __init__(self, val=0, left=None, right=None): ...


class Codec:
    def encode(self, value: TreeNode | None) -> str:
        pass

    def decode(self, text: str) -> TreeNode | None:
        pass
"
    );
}
