//! What an author writes is held to its fields: a surplus one, such as a misspelt option, is
//! refused rather than passed over.

use onsite_domain::{
    code::{Checker, Limits},
    growth::{DeclaredGrowth, Growth},
    numeric::{Example, Parameter, Tolerance, Unit, WrongTurn},
    question::{Anchor, Competency, FollowUp, Hint},
    signature::{Form, Function, TypedName},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, from_value, json};

fn held<T: DeserializeOwned + Serialize>(whole: Value) {
    let name = std::any::type_name::<T>();
    let read: T = from_value(whole.clone()).unwrap_or_else(|e| panic!("{name}: {whole}: {e}"));
    // Nothing that was read is lost when it is written.
    let written = serde_json::to_value(&read).expect("JSON");
    for (key, value) in whole.as_object().expect("an object") {
        assert_eq!(written.get(key), Some(value), "{name}: {key}");
    }
    let mut surplus = whole;
    surplus["surplus"] = json!(1);
    let refused = from_value::<T>(surplus.clone());
    assert!(refused.is_err(), "{name} takes {surplus}");
}

#[test]
fn surplus_fields_are_refused() {
    let growth = json!({ "time": "n" });
    held::<Growth>(growth.clone());
    held::<DeclaredGrowth>(json!({ "of": "one call", "expected": growth }));
    held::<Limits>(json!({ "cpu_ms": 1, "memory_mib": 2 }));
    held::<Tolerance>(json!({ "absolute": 0.5, "relative": 0.0 }));
    held::<Unit>(json!({ "name": "%", "scale": 0.01 }));
    held::<Parameter>(json!({ "name": "rate", "values": [0.5, 1.0], "show": "percent" }));
    held::<WrongTurn>(json!({ "id": "inverse", "explanation": "You …" }));
    held::<Example>(json!({ "seed": 1, "answer": "1/8", "passes": true, "because": "…" }));
    held::<Hint>(json!({ "step": "key_step", "text": "…" }));
    held::<FollowUp>(json!({ "ask": "…", "looks_for": "…" }));
    held::<Anchor>(json!({ "competency": "c", "below": "1", "at": "2", "above": "3" }));
    held::<Competency>(json!({ "id": "c", "title": "C", "observes": "…" }));
    held::<TypedName>(json!({ "name": "a", "type": "int" }));
    held::<Function>(json!({ "name": "f", "parameters": [], "returns": "int" }));
}

#[test]
fn surplus_fields_of_checkers_are_refused() {
    held::<Checker>(json!({ "kind": "exact" }));
    held::<Checker>(json!({ "kind": "one_of" }));
    held::<Checker>(json!({ "kind": "any_order" }));
    held::<Checker>(json!({ "kind": "float", "absolute": 0.5, "relative": 0.0 }));
    held::<Checker>(json!({ "kind": "statistical", "false_alarm": 0.25 }));
    held::<Checker>(json!({ "kind": "program", "file": "checker.py" }));
}

#[test]
fn surplus_fields_of_forms_are_refused() {
    held::<Form>(json!({ "form": "program" }));
    held::<Form>(json!({
        "form": "function", "function": { "name": "f", "parameters": [], "returns": "int" },
    }));
    held::<Form>(json!({ "form": "class", "name": "C", "constructor": [], "methods": [] }));
    held::<Form>(json!({
        "form": "round_trip", "name": "C", "encode": "e", "decode": "d", "value": "int",
    }));
}

#[test]
fn what_may_be_left_out_has_a_plain_meaning() {
    let tolerance: Tolerance = from_value(json!({})).expect("read");
    assert_eq!(
        tolerance,
        Tolerance {
            absolute: 0.0,
            relative: 0.0
        }
    );
    let parameter: Parameter = from_value(json!({ "name": "n", "values": [1] })).expect("read");
    assert_eq!(parameter.show, onsite_domain::numeric::Show::Number);
}
