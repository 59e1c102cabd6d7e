//! The signature as the Python harness reads it.

use onsite_domain::signature::{Form, Function, Type, TypedName};
use serde_json::{Map, Value, json};

/// The signature as JSON: types are names, or pairs of a name and the type inside.
pub(crate) fn of(form: &Form) -> Value {
    match form {
        Form::Program => json!({}),
        Form::Function { function } => json!({
            "entry": function.name,
            "parameters": types(&function.parameters),
            "returns": ty(&function.returns),
        }),
        Form::Class {
            name,
            constructor,
            methods,
        } => {
            let method = |m: &Function| {
                let types = json!([types(&m.parameters), ty(&m.returns)]);
                (m.name.clone(), types)
            };
            let methods: Map<String, Value> = methods.iter().map(method).collect();
            json!({ "entry": name, "constructor": types(constructor), "methods": methods })
        }
        Form::RoundTrip {
            name,
            encode,
            decode,
            value,
        } => json!({ "entry": name, "encode": encode, "decode": decode, "value": ty(value) }),
    }
}

fn types(parameters: &[TypedName]) -> Vec<Value> {
    parameters.iter().map(|p| ty(&p.ty)).collect()
}

fn ty(of: &Type) -> Value {
    let pair = |name: &str, inner: &Type| json!([name, ty(inner)]);
    match of {
        Type::List(inner) => pair("list", inner),
        Type::Matrix(inner) => pair("matrix", inner),
        Type::Tree(inner) => pair("tree", inner),
        Type::LinkedList(inner) => pair("linked_list", inner),
        Type::Optional(inner) => pair("optional", inner),
        Type::Int | Type::Float | Type::Bool | Type::String | Type::Graph | Type::Void => {
            json!(of.to_string())
        }
    }
}
