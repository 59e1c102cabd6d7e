//! The starter in R.

use onsite_domain::signature::{Form, Function, Type, TypedName};

use super::{halves, paragraph};
use crate::code::cpp::Nodes;

/// The starter of a form.
pub(super) fn starter(form: &Form) -> String {
    let body = match form {
        Form::Program => return "lines <- readLines(file(\"stdin\"))\n".to_owned(),
        Form::Function { function } => format!(
            "{}{} <- function({}) {{\n}}\n",
            described(function, ""),
            function.name,
            parameters(&function.parameters)
        ),
        Form::Class {
            name,
            constructor,
            methods,
        } => class(name, constructor, methods),
        Form::RoundTrip {
            name,
            encode,
            decode,
            value,
        } => class(name, &[], &halves(encode, decode, value)),
    };
    nodes(form) + &body
}

/// A function that returns a list of functions; what they share lives in its call.
fn class(name: &str, constructor: &[TypedName], methods: &[Function]) -> String {
    let methods: Vec<String> = methods
        .iter()
        .map(|m| {
            format!(
                "{}    {} = function({}) {{\n    }}",
                described(m, "    "),
                m.name,
                parameters(&m.parameters)
            )
        })
        .collect();
    format!(
        "{name} <- function({}) {{\n  list(\n{}\n  )\n}}\n",
        parameters(constructor),
        methods.join(",\n")
    )
}

fn parameters(of: &[TypedName]) -> String {
    let all: Vec<&str> = of.iter().map(|p| p.name.as_str()).collect();
    all.join(", ")
}

/// What R's own functions do not say: the types.
fn described(function: &Function, indent: &str) -> String {
    let parameters = function
        .parameters
        .iter()
        .map(|p| format!("{indent}# {}: {}\n", p.name, words(&p.ty)));
    let returns = match &function.returns {
        Type::Void => String::new(),
        ty => format!("{indent}# Returns {}.\n", words(ty)),
    };
    parameters.chain(std::iter::once(returns)).collect()
}

/// A type in the words of R.
fn words(ty: &Type) -> String {
    let vector = |inner: &Type| match inner {
        Type::Int => Some("numeric vector of whole numbers"),
        Type::Float => Some("numeric vector"),
        Type::Bool => Some("logical vector"),
        Type::String => Some("character vector"),
        _ => None,
    };
    match ty {
        Type::Int => "a whole number".to_owned(),
        Type::Float => "a number".to_owned(),
        Type::Bool => "TRUE or FALSE".to_owned(),
        Type::String => "a string".to_owned(),
        Type::List(inner) => match (vector(inner), &**inner) {
            (Some(words), _) => words.to_owned(),
            (None, Type::Optional(plain)) if vector(plain).is_some() => {
                format!(
                    "{}, NA where there is none",
                    vector(plain).unwrap_or_default()
                )
            }
            (None, other) => format!("a list, each item: {}", words(other)),
        },
        Type::Matrix(inner) => format!("a matrix of {}", words(inner)),
        Type::Tree(_) => "a TreeNode or NULL".to_owned(),
        Type::LinkedList(_) => "a ListNode or NULL".to_owned(),
        Type::Graph => {
            "a list: item i + 1 is the vector of the neighbours of node i, counted from 0"
                .to_owned()
        }
        Type::Optional(inner) => format!("{}, or NULL", words(inner)),
        Type::Void => "nothing".to_owned(),
    }
}

fn nodes(form: &Form) -> String {
    let nodes = Nodes::of(form).unwrap_or_default();
    let tree = nodes
        .tree
        .map(|_| "# Given: TreeNode(val, left, right), a list(val, left, right).\n".to_owned());
    let list = nodes
        .list
        .map(|_| "# Given: ListNode(val, next), a list(val, `next`).\n".to_owned());
    let lines: Vec<String> = tree.into_iter().chain(list).collect();
    paragraph(&lines, "\n")
}
