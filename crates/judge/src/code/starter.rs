//! The text that an editor starts with, from the signature.

mod java;
mod r;
mod rust;

use onsite_domain::{
    code::{CodeQuestion, Language},
    signature::{Form, Function, Type, TypedName},
};

use super::cpp;

/// The starter of a language: the code that is given, the package's own, else one made from the signature.
pub(crate) fn starter(question: &CodeQuestion, language: Language) -> String {
    let given = question.given.as_ref();
    let given = given.and_then(|given| given.sources.get(&language));
    if let Some(own) = given.or_else(|| question.starters.get(&language)) {
        return own.clone();
    }
    match language {
        Language::Python => python(&question.form),
        Language::Cpp => in_cpp(&question.form),
        Language::Java => java::starter(&question.form),
        Language::Rust => rust::starter(&question.form),
        Language::R => r::starter(&question.form),
    }
}

fn python_type(ty: &Type) -> String {
    match ty {
        Type::Int => "int".to_owned(),
        Type::Float => "float".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => "str".to_owned(),
        Type::List(inner) => format!("list[{}]", python_type(inner)),
        Type::Matrix(inner) => format!("list[list[{}]]", python_type(inner)),
        Type::Tree(_) => "TreeNode | None".to_owned(),
        Type::LinkedList(_) => "ListNode | None".to_owned(),
        Type::Graph => "list[list[int]]".to_owned(),
        Type::Optional(inner) => match &**inner {
            Type::Tree(_) | Type::LinkedList(_) | Type::Optional(_) => python_type(inner),
            _ => format!("{} | None", python_type(inner)),
        },
        Type::Void => "None".to_owned(),
    }
}

fn python_parameters(parameters: &[TypedName]) -> Vec<String> {
    parameters
        .iter()
        .map(|p| format!("{}: {}", p.name, python_type(&p.ty)))
        .collect()
}

fn python_method(name: &str, parameters: &[TypedName], returns: &Type) -> String {
    let mut all = vec!["self".to_owned()];
    all.extend(python_parameters(parameters));
    format!(
        "    def {name}({}) -> {}:\n        pass\n",
        all.join(", "),
        python_type(returns)
    )
}

fn python(form: &Form) -> String {
    let body = match form {
        Form::Program => {
            return "import sys\n\n\ndef main() -> None:\n    \
                    lines = sys.stdin.read().splitlines()\n\n\nmain()\n"
                .to_owned();
        }
        Form::Function { function } => format!(
            "def {}({}) -> {}:\n    pass\n",
            function.name,
            python_parameters(&function.parameters).join(", "),
            python_type(&function.returns)
        ),
        Form::Class {
            name,
            constructor,
            methods,
        } => {
            let mut parts = vec![python_method("__init__", constructor, &Type::Void)];
            parts.extend(
                methods
                    .iter()
                    .map(|m| python_method(&m.name, &m.parameters, &m.returns)),
            );
            format!("class {name}:\n{}", parts.join("\n"))
        }
        Form::RoundTrip {
            name,
            encode,
            decode,
            value,
        } => {
            let given = python_method(encode, &[named("value", value)], &Type::String);
            let back = python_method(decode, &[named("text", &Type::String)], value);
            format!("class {name}:\n{given}\n{back}")
        }
    };
    python_nodes(form) + &body
}

fn named(name: &str, ty: &Type) -> TypedName {
    TypedName {
        name: name.to_owned(),
        ty: ty.clone(),
    }
}

fn python_nodes(form: &Form) -> String {
    let nodes = cpp::Nodes::of(form).unwrap_or_default();
    let tree = nodes.tree.map(|_| {
        "# Given:\n# class TreeNode:\n\
         #     def __init__(self, val=0, left=None, right=None): ...\n"
            .to_owned()
    });
    let list = nodes.list.map(|_| {
        "# Given:\n# class ListNode:\n#     def __init__(self, val=0, next=None): ...\n".to_owned()
    });
    let lines: Vec<String> = tree.into_iter().chain(list).collect();
    paragraph(&lines, "\n\n")
}

/// A parameter as C++ takes it: small things by value, the rest by constant reference.
fn cpp_parameter(parameter: &TypedName) -> String {
    let ty = cpp::type_name(&parameter.ty);
    match parameter.ty {
        Type::Int | Type::Float | Type::Bool | Type::Tree(_) | Type::LinkedList(_) => {
            format!("{ty} {}", parameter.name)
        }
        _ => format!("const {ty}& {}", parameter.name),
    }
}

fn cpp_function(function: &Function, indent: &str) -> String {
    let parameters: Vec<String> = function.parameters.iter().map(cpp_parameter).collect();
    let body = if function.returns == Type::Void {
        ""
    } else {
        "return {};"
    };
    let body = if body.is_empty() {
        String::new()
    } else {
        format!("{indent}    {body}\n")
    };
    format!(
        "{indent}{} {}({}) {{\n{body}{indent}}}\n",
        cpp::type_name(&function.returns),
        function.name,
        parameters.join(", ")
    )
}

fn in_cpp(form: &Form) -> String {
    let body = match form {
        Form::Program => {
            return "#include <iostream>\n#include <string>\n\nint main() {\n    \
                    std::string line;\n    while (std::getline(std::cin, line)) {\n    }\n}\n"
                .to_owned();
        }
        Form::Function { function } => cpp_function(function, ""),
        Form::Class {
            name,
            constructor,
            methods,
        } => {
            let parameters: Vec<String> = constructor.iter().map(cpp_parameter).collect();
            let explicit = if constructor.len() == 1 {
                "explicit "
            } else {
                ""
            };
            let made = format!(
                "    {explicit}{name}({}) {{\n    }}\n",
                parameters.join(", ")
            );
            let parts: Vec<String> = std::iter::once(made)
                .chain(methods.iter().map(|m| cpp_function(m, "    ")))
                .collect();
            cpp_class(name, &parts)
        }
        Form::RoundTrip {
            name,
            encode,
            decode,
            value,
        } => {
            let parts = halves(encode, decode, value).map(|m| cpp_function(&m, "    "));
            cpp_class(name, &parts)
        }
    };
    cpp_includes(form) + &cpp_nodes(form) + &body
}

/// The two methods of a round trip.
fn halves(encode: &str, decode: &str, value: &Type) -> [Function; 2] {
    let method = |name: &str, parameter: TypedName, returns: Type| Function {
        name: name.to_owned(),
        parameters: vec![parameter],
        returns,
    };
    [
        method(encode, named("value", value), Type::String),
        method(decode, named("text", &Type::String), value.clone()),
    ]
}

fn cpp_class(name: &str, parts: &[String]) -> String {
    format!("class {name} {{\npublic:\n{}}};\n", parts.join("\n"))
}

fn cpp_includes(form: &Form) -> String {
    let mut names: Vec<String> = cpp::all_types(form)
        .into_iter()
        .map(cpp::type_name)
        .collect();
    if matches!(form, Form::RoundTrip { .. }) {
        names.push("std::string".to_owned());
    }
    let lines: Vec<String> = ["optional", "string", "vector"]
        .into_iter()
        .filter(|header| {
            let wanted = format!("std::{header}");
            names.iter().any(|name| name.contains(&wanted))
        })
        .map(|header| format!("#include <{header}>\n"))
        .collect();
    paragraph(&lines, "\n")
}

/// Lines with a gap after them; nothing where there are none.
fn paragraph(lines: &[String], gap: &str) -> String {
    if lines.is_empty() {
        String::new()
    } else {
        lines.concat() + gap
    }
}

fn cpp_nodes(form: &Form) -> String {
    let nodes = cpp::Nodes::of(form).unwrap_or_default();
    let tree = nodes.tree.map(|inner| {
        let ty = cpp::type_name(&inner);
        format!("// Given: struct TreeNode {{ {ty} val; TreeNode *left, *right; }};\n")
    });
    let list = nodes.list.map(|inner| {
        let ty = cpp::type_name(&inner);
        format!("// Given: struct ListNode {{ {ty} val; ListNode* next; }};\n")
    });
    let lines: Vec<String> = tree.into_iter().chain(list).collect();
    paragraph(&lines, "\n")
}
