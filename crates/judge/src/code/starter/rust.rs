//! The starter in Rust.

use onsite_domain::signature::{Form, Function, Type, TypedName};

use super::{halves, paragraph};
use crate::code::{cpp::Nodes, rustc::type_name};

/// The starter of a form.
pub(super) fn starter(form: &Form) -> String {
    let body = match form {
        Form::Program => {
            return "use std::io::Read;\n\nfn main() {\n    let mut text = String::new();\n    \
                    std::io::stdin().read_to_string(&mut text).unwrap();\n}\n"
                .to_owned();
        }
        Form::Function { function } => self::function(function, None, ""),
        Form::Class {
            name,
            constructor,
            methods,
        } => {
            let made = format!(
                "    pub fn new({}) -> Self {{\n        Self {{}}\n    }}\n",
                parameters(constructor)
            );
            let methods = methods.iter().map(method);
            class(
                name,
                &std::iter::once(made).chain(methods).collect::<Vec<_>>(),
            )
        }
        Form::RoundTrip {
            name,
            encode,
            decode,
            value,
        } => {
            let made = "    pub fn new() -> Self {\n        Self {}\n    }\n".to_owned();
            let halves = halves(encode, decode, value);
            let methods = halves.iter().map(method);
            class(
                name,
                &std::iter::once(made).chain(methods).collect::<Vec<_>>(),
            )
        }
    };
    nodes(form) + &body
}

fn class(name: &str, parts: &[String]) -> String {
    format!(
        "struct {name} {{}}\n\nimpl {name} {{\n{}}}\n",
        parts.join("\n")
    )
}

fn parameters(of: &[TypedName]) -> String {
    let all: Vec<String> = of
        .iter()
        .map(|p| format!("{}: {}", p.name, type_name(&p.ty, false)))
        .collect();
    all.join(", ")
}

fn method(function: &Function) -> String {
    self::function(function, Some("&mut self"), "    ")
}

fn function(function: &Function, own: Option<&str>, indent: &str) -> String {
    let given = parameters(&function.parameters);
    let all: Vec<&str> = own
        .into_iter()
        .chain(Some(given.as_str()).filter(|given| !given.is_empty()))
        .collect();
    let (returns, body) = match &function.returns {
        Type::Void => (String::new(), String::new()),
        ty => (
            format!(" -> {}", type_name(ty, false)),
            format!("{indent}    {}\n", nothing(ty)),
        ),
    };
    format!(
        "{indent}pub fn {}({}){returns} {{\n{body}{indent}}}\n",
        function.name,
        all.join(", ")
    )
}

/// What an empty function returns.
const fn nothing(ty: &Type) -> &'static str {
    match ty {
        Type::Int => "0",
        Type::Float => "0.0",
        Type::Bool => "false",
        Type::String => "String::new()",
        Type::List(_) | Type::Matrix(_) | Type::Graph => "Vec::new()",
        Type::Tree(_) | Type::LinkedList(_) | Type::Optional(_) => "None",
        Type::Void => "",
    }
}

fn nodes(form: &Form) -> String {
    let nodes = Nodes::of(form).unwrap_or_default();
    let (mut uses, mut given) = (Vec::new(), Vec::new());
    if let Some(inner) = nodes.tree {
        let tree = type_name(&Type::Tree(Box::new(inner.clone())), false);
        let ty = type_name(&inner, false);
        uses.push("use std::{cell::RefCell, rc::Rc};\n\n".to_owned());
        given.push(format!(
            "// Given: struct TreeNode {{ val: {ty}, left: {tree}, right: {tree} }}\n"
        ));
    }
    if let Some(inner) = nodes.list {
        let list = type_name(&Type::LinkedList(Box::new(inner.clone())), false);
        let ty = type_name(&inner, false);
        given.push(format!(
            "// Given: struct ListNode {{ val: {ty}, next: {list} }}\n"
        ));
    }
    uses.concat() + &paragraph(&given, "\n")
}
