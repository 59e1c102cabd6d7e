//! Values that several modules start from.

use onsite_domain::{
    attempt::{Attempt, AttemptState, Timer},
    clock::Timestamp,
    code::{Checker, CodeQuestion, Limits},
    id::Id,
    question::{Body, Difficulty, Level, Question},
    signature::{Form, Function, Type, TypedName},
};

/// An instant, in milliseconds after an arbitrary start.
pub fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_790_000_000_000 + millis)
}

/// An identity by number.
pub fn id(number: u8) -> Id {
    let mut random = [0; 10];
    random[9] = number;
    Id::new(at(0), random)
}

/// An attempt that has just begun.
pub fn attempt() -> Attempt {
    Attempt {
        id: id(2),
        person: id(1),
        question: "iou".to_owned(),
        revision: 3,
        seed: (1 << 53) - 1,
        started: at(0),
        touched: at(0),
        state: AttemptState::Open,
        hints: Vec::new(),
        timer: Timer::default(),
    }
}

/// The type that a text names.
pub fn ty(text: &str) -> Type {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// Named and typed parameters.
pub fn parameters(list: &[(&str, &str)]) -> Vec<TypedName> {
    list.iter()
        .map(|(name, text)| TypedName {
            name: (*name).to_owned(),
            ty: ty(text),
        })
        .collect()
}

/// A function or method.
pub fn function(name: &str, list: &[(&str, &str)], returns: &str) -> Function {
    Function {
        name: name.to_owned(),
        parameters: parameters(list),
        returns: ty(returns),
    }
}

/// A cache with a capacity, whose methods read and write.
pub fn cache() -> Form {
    Form::Class {
        name: "Cache".to_owned(),
        constructor: parameters(&[("capacity", "int")]),
        methods: vec![
            function("get", &[("key", "int")], "optional<string>"),
            function("put", &[("key", "int"), ("value", "string")], "void"),
        ],
    }
}

/// A `code` question without test cases that observes two competencies.
pub fn question() -> Question {
    Question {
        id: "iou".to_owned(),
        revision: 3,
        hash: "0".repeat(64),
        title: "Overlap of boxes".to_owned(),
        summary: "How much two boxes overlap.".to_owned(),
        level: Level::L5,
        difficulty: Difficulty::Easy,
        minutes: 20,
        competencies: vec!["coding-fluency".to_owned(), "correctness".to_owned()],
        topics: Vec::new(),
        covers: Vec::new(),
        statement: String::new(),
        interviewer: String::new(),
        editorial: String::new(),
        hints: Vec::new(),
        facts: Vec::new(),
        follow_ups: Vec::new(),
        rubric: Vec::new(),
        body: Body::Code(code()),
    }
}

/// What belongs to the `code` question.
pub fn code() -> CodeQuestion {
    CodeQuestion {
        form: Form::Function {
            function: function(
                "iou",
                &[("a", "list<float>"), ("b", "list<float>")],
                "float",
            ),
        },
        limits: Limits {
            cpu_ms: 1000,
            memory_mib: 256,
            output_kib: 8192,
        },
        language_limits: std::collections::BTreeMap::new(),
        checker: Checker::Exact,
        growth: None,
        growth_inputs: None,
        cases: Vec::new(),
        given: None,
        starters: std::collections::BTreeMap::new(),
        generator: None,
        validator: None,
        invalid: Vec::new(),
        answers: Vec::new(),
    }
}
