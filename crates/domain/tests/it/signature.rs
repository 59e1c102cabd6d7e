//! Signatures: types as text, forms, and the lines they are shown in.

use onsite_domain::signature::{Form, Function, Type, TypedName};
use proptest::prelude::*;
use serde_json::{from_value, json, to_value};

use crate::support::{cache, function, ty};

/// Any type that a text can name, nested to the depth given at most.
pub fn any_type(depth: u32) -> BoxedStrategy<Type> {
    let plain = || {
        let types = vec![Type::Int, Type::Float, Type::Bool, Type::String];
        prop::sample::select(types).boxed()
    };
    if depth == 0 {
        return prop_oneof![4 => plain(), 1 => Just(Type::Graph)].boxed();
    }
    let boxed = |strategy: BoxedStrategy<Type>, wrap: fn(Box<Type>) -> Type| {
        strategy.prop_map(move |inner| wrap(Box::new(inner)))
    };
    prop_oneof![
        2 => any_type(0),
        3 => boxed(any_type(depth - 1), Type::List),
        2 => boxed(any_type(depth - 1), Type::Optional),
        1 => boxed(plain(), Type::Matrix),
        1 => boxed(plain(), Type::Tree),
        1 => boxed(plain(), Type::LinkedList),
    ]
    .boxed()
}

#[test]
fn reads_types() {
    let list = |inner| Type::List(Box::new(inner));
    for (text, read) in [
        ("int", Type::Int),
        ("float", Type::Float),
        ("bool", Type::Bool),
        ("string", Type::String),
        ("graph", Type::Graph),
        ("void", Type::Void),
        ("list<int>", list(Type::Int)),
        ("list<graph>", list(Type::Graph)),
        ("matrix<float>", Type::Matrix(Box::new(Type::Float))),
        ("tree<int>", Type::Tree(Box::new(Type::Int))),
        (
            "linked_list<string>",
            Type::LinkedList(Box::new(Type::String)),
        ),
        ("optional<bool>", Type::Optional(Box::new(Type::Bool))),
        ("list<tree<int>>", list(Type::Tree(Box::new(Type::Int)))),
        (
            "list<list<list<list<int>>>>",
            list(list(list(list(Type::Int)))),
        ),
        ("  list < list< int > > ", list(list(Type::Int))),
    ] {
        assert_eq!(text.parse::<Type>(), Ok(read), "{text:?}");
    }
}

#[test]
fn refuses_what_is_no_type() {
    for text in [
        "",
        " ",
        "Int",
        "INT",
        "i64",
        "str",
        "integer",
        "number",
        "any",
        "list",
        "list<>",
        "list<",
        "list>",
        "<int>",
        "list<int",
        "listint>",
        "list<int>>",
        "list<<int>>",
        "list<int>,",
        "list<int, int>",
        "list[int]",
        "map<string>",
        "list<any>",
        "int<int>",
        "graph<int>",
        "list<void>",
        "optional<void>",
        "matrix<void>",
        "tree<void>",
        "linked_list<void>",
        "matrix<list<int>>",
        "matrix<graph>",
        "tree<tree<int>>",
        "tree<optional<int>>",
        "linked_list<list<int>>",
        "linked list<int>",
        // Five deep.
        "list<list<list<list<list<int>>>>>",
    ] {
        let error = text.parse::<Type>().expect_err(text).to_string();
        assert!(error.contains("is not a type; use int, float"), "{error}");
        assert!(from_value::<Type>(json!(text)).is_err(), "{text:?}");
    }
    let deep = format!("{}int{}", "list<".repeat(50_000), ">".repeat(50_000));
    assert!(deep.parse::<Type>().is_err());
    for other in [
        json!(1),
        json!(null),
        json!(["int"]),
        json!({ "list": "int" }),
    ] {
        assert!(from_value::<Type>(other.clone()).is_err(), "{other}");
    }
}

#[test]
fn a_form_is_told_by_its_tag() {
    let iou = json!({
        "form": "function",
        "function": {
            "name": "iou",
            "parameters": [{ "name": "a", "type": "list<float>" }],
            "returns": "float",
        },
    });
    let read: Form = from_value(iou.clone()).expect("read");
    let written = Form::Function {
        function: function("iou", &[("a", "list<float>")], "float"),
    };
    assert_eq!(read, written);
    assert_eq!(to_value(&read).expect("JSON"), iou);

    let class = to_value(cache()).expect("JSON");
    assert_eq!(class["form"], json!("class"));
    assert_eq!(class["methods"][0]["returns"], json!("optional<string>"));
    assert_eq!(from_value::<Form>(class).expect("read"), cache());

    let codec = json!({
        "form": "round_trip", "name": "Codec", "encode": "encode", "decode": "decode",
        "value": "tree<int>",
    });
    let read: Form = from_value(codec.clone()).expect("read");
    assert_eq!(to_value(&read).expect("JSON"), codec);

    let program = from_value::<Form>(json!({ "form": "program" })).expect("read");
    assert_eq!(program, Form::Program);
    for bad in [
        json!({}),
        json!("program"),
        json!({ "form": "script" }),
        json!({ "form": "Program" }),
        json!({ "form": "function" }),
        json!({ "form": "class", "name": "Cache", "constructor": [] }),
        json!({ "form": "round_trip", "name": "Codec", "value": "int" }),
    ] {
        assert!(from_value::<Form>(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn the_entry_is_what_an_answer_must_define() {
    let codec = Form::RoundTrip {
        name: "Codec".to_owned(),
        encode: "encode".to_owned(),
        decode: "decode".to_owned(),
        value: ty("tree<int>"),
    };
    let iou = Form::Function {
        function: function("iou", &[], "float"),
    };
    let forms = [
        (iou, Some("iou")),
        (cache(), Some("Cache")),
        (codec, Some("Codec")),
    ];
    for (form, entry) in forms.iter().chain([&(Form::Program, None)]) {
        assert_eq!(form.entry(), *entry, "{form:?}");
    }
}

#[test]
fn a_signature_is_shown_in_neutral_lines() {
    let lines =
        |form: &Form| -> Vec<String> { form.lines().into_iter().map(|line| line.text).collect() };
    let iou = Form::Function {
        function: function(
            "iou",
            &[("a", "list<float>"), ("b", "list<float>")],
            "float",
        ),
    };
    assert_eq!(
        lines(&iou),
        ["iou(a: list<float>, b: list<float>) -> float"]
    );
    assert_eq!(
        lines(&cache()),
        [
            "Cache(capacity: int)",
            "get(key: int) -> optional<string>",
            "put(key: int, value: string) -> void",
        ]
    );
    let codec = Form::RoundTrip {
        name: "Codec".to_owned(),
        encode: "pack".to_owned(),
        decode: "unpack".to_owned(),
        value: ty("tree<int>"),
    };
    assert_eq!(
        lines(&codec),
        [
            "pack(value: tree<int>) -> string",
            "unpack(text: string) -> tree<int>"
        ]
    );
    assert!(lines(&Form::Program).is_empty());
    let none = Form::Function {
        function: function("now", &[], "int"),
    };
    assert_eq!(lines(&none), ["now() -> int"]);
}

#[test]
fn a_function_needs_its_name_parameters_and_result() {
    let whole = json!({ "name": "f", "parameters": [], "returns": "void" });
    assert!(from_value::<Function>(whole.clone()).is_ok());
    for missing in ["name", "parameters", "returns"] {
        let mut part = whole.clone();
        part.as_object_mut().expect("an object").remove(missing);
        assert!(from_value::<Function>(part).is_err(), "without {missing}");
    }
    assert!(from_value::<TypedName>(json!({ "name": "a", "ty": "int" })).is_err());
    assert!(from_value::<TypedName>(json!({ "name": "a", "type": "integer" })).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_type_reads_back_from_what_it_prints(ty in any_type(4)) {
        let text = ty.to_string();
        prop_assert_eq!(text.parse::<Type>(), Ok(ty.clone()));
        prop_assert_eq!(to_value(&ty).expect("JSON"), json!(text));
        prop_assert_eq!(from_value::<Type>(json!(text)).expect("read"), ty);
    }

    #[test]
    fn reading_any_text_as_a_type_ends(text in "[a-z_<> ]{0,40}|(list<|tree<|int|>){0,12}") {
        if let Ok(read) = text.parse::<Type>() {
            prop_assert_eq!(read.to_string(), text.replace(' ', ""));
        }
    }
}
