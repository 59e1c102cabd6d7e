//! The starter in Java.

use onsite_domain::signature::{Form, Function, Type, TypedName};

use super::{halves, paragraph};
use crate::code::{cpp::Nodes, java::type_name};

/// The starter of a form.
pub(super) fn starter(form: &Form) -> String {
    let (name, parts) = match form {
        Form::Program => {
            return "import java.util.*;\n\npublic class Main {\n    \
                    public static void main(String[] args) {\n        \
                    Scanner in = new Scanner(System.in);\n    }\n}\n"
                .to_owned();
        }
        Form::Function { function } => ("Solution", vec![method(function)]),
        Form::Class {
            name,
            constructor,
            methods,
        } => {
            let made = format!("    {name}({}) {{\n    }}\n", parameters(constructor));
            let parts = std::iter::once(made).chain(methods.iter().map(method));
            (name.as_str(), parts.collect())
        }
        Form::RoundTrip {
            name,
            encode,
            decode,
            value,
        } => (
            name.as_str(),
            halves(encode, decode, value).iter().map(method).collect(),
        ),
    };
    let imports = "import java.util.*;\n\n";
    format!(
        "{imports}{}class {name} {{\n{}}}\n",
        nodes(form),
        parts.join("\n")
    )
}

fn parameters(of: &[TypedName]) -> String {
    let all: Vec<String> = of
        .iter()
        .map(|p| format!("{} {}", type_name(&p.ty), p.name))
        .collect();
    all.join(", ")
}

fn method(function: &Function) -> String {
    let body = match nothing(&function.returns) {
        "" => String::new(),
        value => format!("        return {value};\n"),
    };
    format!(
        "    {} {}({}) {{\n{body}    }}\n",
        type_name(&function.returns),
        function.name,
        parameters(&function.parameters)
    )
}

/// What an empty method returns.
const fn nothing(ty: &Type) -> &'static str {
    match ty {
        Type::Void => "",
        Type::Int | Type::Float => "0",
        Type::Bool => "false",
        Type::String => "\"\"",
        _ => "null",
    }
}

fn nodes(form: &Form) -> String {
    let nodes = Nodes::of(form).unwrap_or_default();
    let tree = nodes.tree.map(|inner| {
        let ty = type_name(&inner);
        format!("// Given: class TreeNode {{ {ty} val; TreeNode left, right; }}\n")
    });
    let list = nodes.list.map(|inner| {
        let ty = type_name(&inner);
        format!("// Given: class ListNode {{ {ty} val; ListNode next; }}\n")
    });
    let lines: Vec<String> = tree.into_iter().chain(list).collect();
    paragraph(&lines, "\n")
}
