//! Answers to questions, measured on the inputs that a question's `growth.py` makes.

use onsite_domain::{
    answer::Answer,
    code::{Checker, CodeQuestion, Language, Verdict},
    growth::{AnswerGrowth, DeclaredGrowth, Growth, GrowthClass, Within},
    question::Body,
    signature::{Form, Function, Type, TypedName},
};
use onsite_sandbox::Cancel;

use crate::support::{Trials, code, judge, question, shipped};

pub const TRIALS: Trials = &[
    (
        "a function in Python and C++ against what is expected",
        functions,
    ),
    ("calls of a class are measured one by one", calls),
    ("what prepares is not measured", prepared),
    ("inputs that do not fit are named", bad_inputs),
    ("the proof holds answers against their class", proof),
];

fn parameter(name: &str, ty: Type) -> TypedName {
    TypedName {
        name: name.to_owned(),
        ty,
    }
}

fn function(name: &str, parameters: Vec<TypedName>, returns: Type) -> Function {
    Function {
        name: name.to_owned(),
        parameters,
        returns,
    }
}

fn declared(expected: GrowthClass, junior: GrowthClass) -> DeclaredGrowth {
    let time = |class| Growth {
        time: Some(class),
        space: None,
    };
    DeclaredGrowth {
        of: "n values".to_owned(),
        expected: time(expected),
        junior: Some(time(junior)),
        best: None,
        class_required: false,
    }
}

const LISTS: &str = "import random\n\n\ndef make(n, seed):\n    \
                     return [[random.Random(seed).randrange(10**6) for _ in range(n)]]\n";

fn total() -> CodeQuestion {
    let values = parameter("values", Type::List(Box::new(Type::Int)));
    let form = Form::Function {
        function: function("solve", vec![values], Type::Int),
    };
    CodeQuestion {
        growth: Some(Box::new(declared(
            GrowthClass::Linear,
            GrowthClass::Quadratic,
        ))),
        growth_inputs: Some(LISTS.to_owned()),
        ..code(form, Checker::Exact, &[("[[1, 2]]", "3"), ("[[]]", "0")])
    }
}

const BAG: &str = "def make(n, seed):\n    \
                   put = [['put', [seed + k]] for k in range(n)]\n    \
                   return {'prepare': [['Bag', []]] + put, 'measure': [['has', [-1], 40]]}\n";

fn bag(inputs: &str) -> CodeQuestion {
    let value = || vec![parameter("value", Type::Int)];
    let form = Form::Class {
        name: "Bag".to_owned(),
        constructor: Vec::new(),
        methods: vec![
            function("put", value(), Type::Void),
            function("has", value(), Type::Bool),
        ],
    };
    CodeQuestion {
        growth: Some(Box::new(declared(
            GrowthClass::Constant,
            GrowthClass::Linear,
        ))),
        growth_inputs: Some(inputs.to_owned()),
        ..code(form, Checker::Exact, &[("[[\"Bag\", []]]", "[null]")])
    }
}

fn measure(code: CodeQuestion, language: Language, source: &str) -> AnswerGrowth {
    let answer = Answer::Code {
        language,
        source: source.to_owned(),
    };
    let question = question(Body::Code(code));
    let found = judge().growth(&question, &answer, &|_| {}, &Cancel::new());
    found.expect("a measurement").expect("a declared class")
}

fn functions() {
    let linear = "def solve(values):\n    total = 0\n    for value in values:\n        \
                  total += value\n    return total\n";
    let found = measure(total(), Language::Python, linear);
    assert_ne!(found.within_expected, Within::No, "{}", found.note);
    assert_eq!(found.expected.time, Some(GrowthClass::Linear));
    assert!(found.time.is_some_and(|time| time.points.len() >= 4));
    let pairs = "long long solve(const std::vector<long long>& values) {\n    \
                 long long sum = 0;\n    for (long long a : values)\n        \
                 for (long long b : values) sum += (a ^ b) % 7;\n    return sum;\n}\n";
    let found = measure(
        total(),
        Language::Cpp,
        &format!("#include <vector>\n{pairs}"),
    );
    assert_eq!(found.within_expected, Within::No, "{}", found.note);
    assert!(found.note.contains("n^2"), "{}", found.note);
}

const LIST_BAG: &str = "class Bag:\n    def __init__(self):\n        self.kept = []\n\n    \
                        def put(self, value):\n        self.kept.append(value)\n\n    \
                        def has(self, value):\n        return value in self.kept\n";
const SET_BAG: &str = "#include <unordered_set>\nclass Bag {\n    \
                       std::unordered_set<long long> kept;\npublic:\n    \
                       void put(long long value) { kept.insert(value); }\n    \
                       bool has(long long value) { return kept.count(value) > 0; }\n};\n";

fn calls() {
    let found = measure(bag(BAG), Language::Python, LIST_BAG);
    assert_eq!(found.within_expected, Within::No, "{}", found.note);
    let found = measure(bag(BAG), Language::Cpp, SET_BAG);
    assert_ne!(found.within_expected, Within::No, "{}", found.note);
}

fn prepared() {
    // The same calls measured as a whole grow with their number.
    let whole = BAG
        .replace("{'prepare': ", "(")
        .replace(", 'measure': ", ") + (");
    let whole = whole.replace("40]]}", "40]])");
    let found = measure(bag(&whole), Language::Cpp, SET_BAG);
    assert_eq!(found.within_expected, Within::No, "{}", found.note);
}

fn bad_inputs() {
    let bad = [
        (
            "def make(n, seed):\n    return [1, 2]\n",
            "no list of 1 arguments",
        ),
        (
            "def make(n, seed):\n    raise KeyError(n)\n",
            "raised KeyError",
        ),
        ("def make(n, seed):\n    return [[{1}]]\n", "no JSON"),
    ];
    for (inputs, why) in bad {
        for (language, source) in [
            (Language::Python, "def solve(values):\n    return 0\n"),
            (
                Language::Cpp,
                "#include <vector>\nint solve(std::vector<long long>) { return 0; }\n",
            ),
        ] {
            let code = CodeQuestion {
                growth_inputs: Some(inputs.to_owned()),
                ..total()
            };
            let found = measure(code, language, source);
            assert!(found.note.contains(why), "{language:?}: {}", found.note);
            assert!(found.note.contains("growth.py"), "{}", found.note);
            assert!(found.time.is_none());
        }
    }
    let found = measure(
        bag("def make(n, seed):\n    return [['Bag', []], ['took', [n]]]\n"),
        Language::Python,
        LIST_BAG,
    );
    assert!(found.note.contains("number 2"), "{}", found.note);
}

fn proof() {
    let linear = "def solve(values):\n    return sum(value for value in values)\n";
    let pairs = "def solve(values):\n    for a in values:\n        for b in values:\n            \
                 a ^ b\n    return sum(values)\n";
    let faults = |answers| {
        let code = CodeQuestion { answers, ..total() };
        let question = question(Body::Code(code));
        let proof = judge().prove(&question, &|_| {}, &Cancel::new());
        let faults = proof.expect("a proof").faults;
        faults.into_iter().map(|f| f.code).collect::<Vec<_>>()
    };
    let accepted = |source| shipped("submissions/accepted/one.py", Verdict::Accepted, source);
    assert!(!faults(vec![accepted(linear)]).contains(&"grows-faster"));
    assert!(faults(vec![accepted(pairs)]).contains(&"grows-faster"));
    let mut named = accepted(pairs);
    named.growth = Some(GrowthClass::Quadratic);
    assert!(!faults(vec![named]).contains(&"grows-faster"));
}
