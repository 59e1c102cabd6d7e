//! Values against types: what each type takes and refuses, and where a mismatch is named.

use std::collections::VecDeque;

use onsite_domain::{
    signature::{Form, Type},
    value::{MOST_REPEATS, check, check_input, shorten},
};
use proptest::prelude::*;
use serde_json::{Value, from_str, json};

use crate::{
    signature::any_type,
    support::{cache, function, ty},
};

fn read(text: &str) -> Value {
    from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn each_type_takes_its_values() {
    let table: [(&str, &[&str]); 18] = [
        (
            "int",
            &["0", "-1", "9223372036854775807", "-9223372036854775808"],
        ),
        (
            "float",
            &[
                "0",
                "0.5",
                "-1e300",
                "18446744073709551615",
                r#""nan""#,
                r#""inf""#,
                r#""-inf""#,
            ],
        ),
        ("bool", &["true", "false"]),
        ("string", &[r#""""#, r#""é\u0000\n""#, r#""nan""#]),
        ("void", &["null"]),
        ("list<int>", &["[]", "[1]", "[1,2,3]"]),
        ("list<float>", &["[1, 0.5, \"nan\"]"]),
        (
            "list<list<string>>",
            &["[]", "[[]]", r#"[["a"],[],["b","c"]]"#],
        ),
        (
            "matrix<int>",
            &["[]", "[[]]", "[[],[]]", "[[1]]", "[[1,2],[3,4],[5,6]]"],
        ),
        (
            "tree<int>",
            &[
                "[]",
                "[1]",
                "[1,2]",
                "[1,null,2]",
                "[1,2,3,null,null,4]",
                "[1,null,null]",
                "[null]",
            ],
        ),
        ("linked_list<string>", &["[]", r#"["a","b"]"#]),
        (
            "graph",
            &["[]", "[[]]", "[[0]]", "[[1],[0]]", "[[1,2,1],[],[0]]"],
        ),
        ("optional<int>", &["null", "3"]),
        ("optional<list<int>>", &["null", "[]", "[3]"]),
        ("list<optional<int>>", &["[null, 1, null]"]),
        ("list<tree<bool>>", &["[[], [true, null, false]]"]),
        ("optional<optional<int>>", &["null", "1"]),
        ("list<graph>", &["[[], [[0]]]"]),
    ];
    for (ty_text, values) in table {
        for value in values {
            assert_eq!(
                check(&ty(ty_text), &read(value), "x"),
                Ok(()),
                "{value} as {ty_text}"
            );
        }
    }
}

/// Checks that a type refuses each value, and at which place below `x`.
fn refuses(ty_text: &str, values: &[(&str, &str)]) {
    for (value, place) in values {
        let refused = check(&ty(ty_text), &read(value), "x").expect_err("refused");
        assert_eq!(
            refused.place,
            format!("x{place}"),
            "{value} as {ty_text}: {refused}"
        );
    }
}

#[test]
fn plain_types_refuse_all_else() {
    let all = |ty_text, values: &[&str]| {
        for value in values {
            refuses(ty_text, &[(value, "")]);
        }
    };
    all(
        "int",
        &["1.0", "1e3", "0.5", r#""1""#, "true", "null", "[1]", "{}"],
    );
    // Just beyond 64 bits, either way.
    all("int", &["9223372036854775808", "-9223372036854775809"]);
    all(
        "float",
        &[
            r#""NaN""#,
            r#""1.5""#,
            r#""infinity""#,
            "true",
            "null",
            "[]",
        ],
    );
    all("bool", &["0", "1", r#""true""#, "null"]);
    all("string", &["1", "null", r#"["a"]"#]);
    all("void", &["0", "false", r#""""#, "[]"]);
}

#[test]
fn types_of_types_refuse_all_else_and_say_where() {
    refuses(
        "list<int>",
        &[("1", ""), ("null", ""), (r#""12""#, ""), ("{}", "")],
    );
    refuses("list<int>", &[("[1,null]", " [1]"), ("[[1]]", " [0]")]);
    refuses(
        "list<list<int>>",
        &[("[[1],2]", " [1]"), ("[[1],[2,true]]", " [1] [1]")],
    );
    refuses(
        "matrix<int>",
        &[
            ("null", ""),
            ("[1]", " [0]"),
            ("[[1,2],[3,true]]", " [1] [1]"),
        ],
    );
    refuses(
        "matrix<int>",
        &[("[[1],[2,3]]", ""), ("[[1],[]]", ""), ("[[],[1]]", "")],
    );
    refuses(
        "tree<int>",
        &[("null", ""), ("[1,[2]]", " [1]"), ("[1.5]", " [0]")],
    );
    // Entries without a parent.
    refuses("tree<int>", &[("[null,1]", ""), ("[1,null,null,2]", "")]);
    refuses("tree<int>", &[("[1,2,null,null,null,3]", "")]);
    refuses(
        "linked_list<int>",
        &[("null", ""), ("[null]", " [0]"), ("[1,[2]]", " [1]")],
    );
    refuses(
        "graph",
        &[("null", ""), ("[0]", " [0]"), ("[[0.0]]", " [0] [0]")],
    );
    refuses("graph", &[("[[null]]", " [0] [0]")]);
    // Neighbours that are no nodes.
    refuses("graph", &[("[[1]]", ""), ("[[-1]]", ""), ("[[],[2]]", "")]);
    refuses("graph", &[("[[9223372036854775807]]", "")]);
    refuses("optional<int>", &[("1.5", ""), ("[]", "")]);
    refuses("optional<list<int>>", &[("[1,\"2\"]", " [1]"), ("0", "")]);
}

#[test]
fn a_mismatch_reads_well_and_quotes_little() {
    let told = |ty_text: &str, value: &Value| {
        check(&ty(ty_text), value, "argument 2")
            .expect_err("refused")
            .to_string()
    };
    assert_eq!(
        told("int", &json!("7")),
        "argument 2: expected int, found \"7\""
    );
    assert_eq!(
        told("list<list<float>>", &json!([[1], [true]])),
        "argument 2 [1] [0]: expected float, found true"
    );
    assert_eq!(
        told("graph", &json!([[5]])),
        "argument 2: expected neighbours below 1, the number of nodes, found [[5]]"
    );
    let long = told("int", &json!("é".repeat(100_000)));
    assert!(long.chars().count() < 100, "{}", long.len());
}

#[test]
fn a_function_takes_a_list_of_its_arguments() {
    let form = Form::Function {
        function: function(
            "scale",
            &[("xs", "list<float>"), ("by", "int")],
            "list<float>",
        ),
    };
    for good in ["[[], 1]", "[[1, 2.5], -3]"] {
        assert_eq!(check_input(&form, &read(good)), Ok(()), "{good}");
    }
    for (bad, place) in [
        ("[]", "the input"),
        ("[[1]]", "the input"),
        ("[[1], 2, 3]", "the input"),
        (r#"{"xs": [1], "by": 2}"#, "the input"),
        ("null", "the input"),
        ("[[1], 2.5]", "the input, argument 2"),
        ("[[1, null], 2]", "the input, argument 1 [1]"),
    ] {
        let refused = check_input(&form, &read(bad)).expect_err(bad);
        assert_eq!(refused.place, place, "{bad}: {refused}");
    }
    let none = Form::Function {
        function: function("now", &[], "int"),
    };
    assert_eq!(check_input(&none, &json!([])), Ok(()));
    assert!(check_input(&none, &json!([1])).is_err());
}

#[test]
fn a_class_takes_calls_that_begin_with_its_construction() {
    for good in [
        r#"[["Cache", [2]]]"#,
        r#"[["Cache", [2]], ["put", [1, "a"]], ["get", [1]]]"#,
        r#"[["Cache", [2]], ["get", [1], 1], ["get", [1], 1000000]]"#,
    ] {
        assert_eq!(check_input(&cache(), &read(good)), Ok(()), "{good}");
    }
    for (bad, place) in [
        ("[]", "the input"),
        ("null", "the input"),
        (r#"{"Cache": [2]}"#, "the input"),
        (r#"["Cache", [2]]"#, "call 1"),
        (r#"[["get", [1]]]"#, "call 1"),
        (r#"[["cache", [2]]]"#, "call 1"),
        (r#"[["Cache", []]]"#, "call 1"),
        (r#"[["Cache", 2]]"#, "call 1"),
        (r#"[["Cache"]]"#, "call 1"),
        ("[[]]", "call 1"),
        ("[[null, []]]", "call 1"),
        (r#"[["Cache", ["2"]]]"#, "call 1, argument 1"),
        (r#"[["Cache", [2]], ["Cache", [2]]]"#, "call 2"),
        (r#"[["Cache", [2]], ["drop", [1]]]"#, "call 2"),
        (r#"[["Cache", [2]], ["__init__", [1]]]"#, "call 2"),
        (r#"[["Cache", [2]], ["Get", [1]]]"#, "call 2"),
        (
            r#"[["Cache", [2]], ["get", [1]], ["get", [1, 2]]]"#,
            "call 3",
        ),
        (r#"[["Cache", [2]], ["put", [1, 2]]]"#, "call 2, argument 2"),
        (r#"[["Cache", [2]], ["get", [1], 0]]"#, "call 2"),
        (r#"[["Cache", [2]], ["get", [1], -1]]"#, "call 2"),
        (r#"[["Cache", [2]], ["get", [1], 1.0]]"#, "call 2"),
        (r#"[["Cache", [2]], ["get", [1], "2"]]"#, "call 2"),
        (r#"[["Cache", [2]], ["get", [1], null]]"#, "call 2"),
        (r#"[["Cache", [2]], ["get", [1], 1000001]]"#, "call 2"),
        (r#"[["Cache", [2]], ["get", [1], 2, 3]]"#, "call 2"),
    ] {
        let refused = check_input(&cache(), &read(bad)).expect_err(bad);
        assert_eq!(refused.place, place, "{bad}: {refused}");
    }
    assert_eq!(MOST_REPEATS, 1_000_000);
}

#[test]
fn a_class_is_constructed_once() {
    let refused = check_input(&cache(), &json!([["Cache", [2], 3]])).expect_err("refused");
    assert_eq!(refused.place, "call 1");
}

#[test]
fn a_mismatch_in_a_call_names_what_may_stand_there() {
    let told = |input: Value| {
        check_input(&cache(), &input)
            .expect_err("refused")
            .to_string()
    };
    let first = told(json!([["get", [1]]]));
    assert!(first.contains("expected construction of Cache"), "{first}");
    let later = told(json!([["Cache", [1]], ["pop", []]]));
    assert!(later.contains("expected one of get, put"), "{later}");
}

#[test]
fn a_round_trip_takes_its_value_and_a_program_anything() {
    let codec = Form::RoundTrip {
        name: "Codec".to_owned(),
        encode: "encode".to_owned(),
        decode: "decode".to_owned(),
        value: ty("tree<int>"),
    };
    assert_eq!(check_input(&codec, &json!([1, null, 2])), Ok(()));
    let refused = check_input(&codec, &json!([[1, null, 2]])).expect_err("refused");
    assert_eq!(refused.place, "the value [0]");
    for any in [json!(null), json!("3\n1 2 3\n"), json!({})] {
        assert_eq!(check_input(&Form::Program, &any), Ok(()));
    }
}

#[test]
fn shortening_keeps_whole_characters_and_marks_the_cut() {
    for (text, most, short) in [
        ("", 0, ""),
        ("abc", 3, "abc"),
        ("abcd", 3, "abc…"),
        ("äöü", 3, "äöü"),
        ("äöüß", 3, "äöü…"),
        ("𝒳𝒴", 1, "𝒳…"),
        ("a", 0, "…"),
    ] {
        assert_eq!(shorten(text, most), short, "{text:?} to {most}");
    }
}

/// A binary tree; its values stand in the order in which it is grown.
#[derive(Clone, Debug)]
struct Node(Value, [Option<Box<Node>>; 2]);

fn node(leaf: BoxedStrategy<Value>) -> impl Strategy<Value = Option<Box<Node>>> {
    let none = Just(None::<Box<Node>>);
    none.prop_recursive(4, 12, 2, move |inner| {
        let whole = (leaf.clone(), inner.clone(), inner);
        prop_oneof![
            1 => Just(None),
            4 => whole.prop_map(|(value, left, right)| {
                Some(Box::new(Node(value, [left, right])))
            }),
        ]
    })
}

/// The tree level by level, with a null for every child that is missing.
fn levels(root: Option<&Node>) -> Vec<Value> {
    let mut out = Vec::new();
    let mut next = VecDeque::from([root]);
    while let Some(node) = next.pop_front() {
        out.push(node.map_or(Value::Null, |Node(value, _)| value.clone()));
        next.extend(
            node.iter()
                .flat_map(|node| node.1.iter().map(Option::as_deref)),
        );
    }
    out
}

fn of_type(ty: &Type) -> BoxedStrategy<Value> {
    let many = |inner: &Type| prop::collection::vec(of_type(inner), 0..4);
    match ty {
        Type::Int => any::<i64>().prop_map(|n| json!(n)).boxed(),
        Type::Float => prop_oneof![
            4 => any::<i32>().prop_map(|n| json!(f64::from(n) / 64.0)),
            1 => prop::sample::select(vec!["nan", "inf", "-inf"]).prop_map(|s| json!(s)),
            1 => any::<i64>().prop_map(|n| json!(n)),
        ]
        .boxed(),
        Type::Bool => any::<bool>().prop_map(|b| json!(b)).boxed(),
        Type::String => any::<String>().prop_map(|s| json!(s)).boxed(),
        Type::Void => Just(Value::Null).boxed(),
        Type::List(inner) | Type::LinkedList(inner) => many(inner).prop_map(Value::from).boxed(),
        Type::Optional(inner) => prop_oneof![1 => Just(Value::Null), 3 => of_type(inner)].boxed(),
        Type::Matrix(inner) => {
            let inner = of_type(inner);
            (0..4_usize, 0..4_usize)
                .prop_flat_map(move |(rows, columns)| {
                    let row = prop::collection::vec(inner.clone(), columns);
                    prop::collection::vec(row.prop_map(Value::from), rows)
                })
                .prop_map(Value::from)
                .boxed()
        }
        Type::Tree(inner) => (node(of_type(inner)), any::<bool>())
            .prop_map(|(root, whole)| {
                let mut out = levels(root.as_deref());
                while !whole && out.last().is_some_and(Value::is_null) {
                    out.pop();
                }
                Value::from(out)
            })
            .boxed(),
        Type::Graph => (0..5_usize)
            .prop_flat_map(|nodes| {
                let row = prop::collection::vec(0..nodes.max(1), 0..4);
                prop::collection::vec(row, nodes)
            })
            .prop_map(|rows| json!(rows))
            .boxed(),
    }
}

fn typed() -> impl Strategy<Value = (Type, Value)> {
    any_type(3).prop_flat_map(|ty| {
        let value = of_type(&ty);
        (Just(ty), value)
    })
}

/// Puts an object, which no type takes, in place of a value at the end of the steps, and says where that is.
fn spoil(value: &mut Value, steps: &[usize], place: String) -> String {
    match (value, steps.split_first()) {
        (Value::Array(items), Some((step, rest))) if !items.is_empty() => {
            let index = step % items.len();
            spoil(&mut items[index], rest, format!("{place} [{index}]"))
        }
        (value, _) => {
            *value = json!({ "not": "a value" });
            place
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_value_is_of_its_type_and_survives_being_written((ty, value) in typed()) {
        prop_assert_eq!(check(&ty, &value, "x"), Ok(()), "{}", ty);
        let text = value.to_string();
        let again = read(&text);
        prop_assert_eq!(check(&ty, &again, "x"), Ok(()), "{}", ty);
        prop_assert_eq!(again.to_string(), text);
    }

    #[test]
    fn a_spoilt_value_is_refused_where_it_is_spoilt(
        (ty, mut value) in typed(), steps in prop::collection::vec(any::<usize>(), 0..5),
    ) {
        let place = spoil(&mut value, &steps, "x".to_owned());
        let refused = check(&ty, &value, "x").expect_err("refused");
        prop_assert_eq!(refused.place, place, "{} as {}", value, ty);
    }

    #[test]
    fn a_value_of_another_shape_is_refused((ty, _) in typed(), (_, value) in typed()) {
        let fits = match &ty {
            Type::Int => value.is_i64(),
            Type::Float => value.is_number() || value.is_string(),
            Type::Bool => value.is_boolean(),
            Type::String => value.is_string(),
            Type::Void => value.is_null(),
            Type::Optional(_) => true,
            Type::List(_) | Type::LinkedList(_) | Type::Matrix(_) | Type::Tree(_)
            | Type::Graph => value.is_array(),
        };
        prop_assert!(fits || check(&ty, &value, "x").is_err(), "{} as {}", value, ty);
    }

    #[test]
    fn a_tree_with_an_entry_that_hangs_nowhere_is_refused(
        root in node(any::<i64>().prop_map(|n| json!(n)).boxed()), extra in any::<Option<i64>>(),
    ) {
        let mut entries = levels(root.as_deref());
        let tree = ty("tree<int>");
        prop_assert_eq!(check(&tree, &json!(entries), "x"), Ok(()));
        entries.push(json!(extra));
        prop_assert!(check(&tree, &json!(entries), "x").is_err());
    }

    #[test]
    fn a_matrix_with_one_row_longer_is_refused(
        rows in 2..5_usize, columns in 0..4_usize, longer in 0..5_usize,
    ) {
        let mut matrix = vec![vec![1; columns]; rows];
        prop_assert_eq!(check(&ty("matrix<int>"), &json!(matrix), "x"), Ok(()));
        matrix[longer % rows].push(1);
        prop_assert!(check(&ty("matrix<int>"), &json!(matrix), "x").is_err());
        prop_assert_eq!(check(&ty("list<list<int>>"), &json!(matrix), "x"), Ok(()));
    }
}
