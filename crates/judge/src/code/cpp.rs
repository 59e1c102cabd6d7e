//! Writes the C++ around an answer: types, and the main file that hands it a case.

use std::fmt::Write;

use onsite_domain::signature::{Form, Function, Type, TypedName};

use crate::error::Error;

/// A type as C++ writes it.
pub(crate) fn type_name(ty: &Type) -> String {
    match ty {
        Type::Int => "long long".to_owned(),
        Type::Float => "double".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => "std::string".to_owned(),
        Type::List(inner) => format!("std::vector<{}>", type_name(inner)),
        Type::Matrix(inner) => format!("std::vector<std::vector<{}>>", type_name(inner)),
        Type::Tree(_) => "TreeNode*".to_owned(),
        Type::LinkedList(_) => "ListNode*".to_owned(),
        Type::Graph => "std::vector<std::vector<long long>>".to_owned(),
        Type::Optional(inner) => format!("std::optional<{}>", type_name(inner)),
        Type::Void => "void".to_owned(),
    }
}

/// The types inside the trees and the linked lists of a signature.
#[derive(Default)]
pub(crate) struct Nodes {
    /// What a tree holds.
    pub(crate) tree: Option<Type>,
    /// What a linked list holds.
    pub(crate) list: Option<Type>,
}

impl Nodes {
    /// Collects them; there is one node type each, so all trees must hold the same.
    pub(crate) fn of(form: &Form) -> Result<Self, Error> {
        let mut nodes = Self::default();
        for ty in all_types(form) {
            nodes.collect(ty)?;
        }
        Ok(nodes)
    }

    fn collect(&mut self, ty: &Type) -> Result<(), Error> {
        let (slot, inner) = match ty {
            Type::Tree(inner) => (&mut self.tree, inner),
            Type::LinkedList(inner) => (&mut self.list, inner),
            Type::List(inner) | Type::Matrix(inner) | Type::Optional(inner) => {
                return self.collect(inner);
            }
            _ => return Ok(()),
        };
        match slot {
            Some(known) if *known != **inner => Err(Error::package(
                "question.toml",
                format!("nodes hold {known} in one place and {inner} in another; use one type"),
            )),
            _ => {
                *slot = Some((**inner).clone());
                Ok(())
            }
        }
    }
}

/// Every type that a signature names, parameters first.
pub(crate) fn all_types(form: &Form) -> Vec<&Type> {
    fn types(parameters: &[TypedName]) -> impl Iterator<Item = &Type> {
        parameters.iter().map(|p| &p.ty)
    }
    match form {
        Form::Program => Vec::new(),
        Form::Function { function } => types(&function.parameters)
            .chain(std::iter::once(&function.returns))
            .collect(),
        Form::Class {
            constructor,
            methods,
            ..
        } => types(constructor)
            .chain(
                methods
                    .iter()
                    .flat_map(|m| types(&m.parameters).chain(std::iter::once(&m.returns))),
            )
            .collect(),
        Form::RoundTrip { value, .. } => vec![value],
    }
}

/// What stands at the head of the harness: what its nodes hold, where that is no integer.
pub(crate) fn prelude(form: &Form) -> Result<String, Error> {
    let mut out = String::new();
    let nodes = Nodes::of(form)?;
    for (name, ty) in [("TREE", nodes.tree), ("LIST", nodes.list)] {
        if let Some(ty) = ty.filter(|ty| *ty != Type::Int) {
            line(
                &mut out,
                &format!("#define ONSITE_{name}_VALUE {}", type_name(&ty)),
            );
        }
    }
    Ok(out)
}

/// The main file; nothing for a program, which has its own.
pub(crate) fn main(form: &Form) -> Option<String> {
    let mut out = String::new();
    line(&mut out, "#include \"onsite.hpp\"");
    line(&mut out, "#include \"answer.cpp\"");
    match form {
        Form::Program => return None,
        Form::Function { function } => function_main(&mut out, function),
        Form::Class {
            name,
            constructor,
            methods,
        } => class_main(&mut out, name, constructor, methods),
        Form::RoundTrip {
            name,
            encode,
            decode,
            value,
        } => round_trip_main(&mut out, name, encode, decode, value),
    }
    Some(out)
}

/// Adds a line to a source text.
pub(crate) fn line(out: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{text}");
}

/// Declares a variable per parameter, read from the case.
fn arguments(out: &mut String, parameters: &[TypedName], indent: &str) -> String {
    for (index, parameter) in parameters.iter().enumerate() {
        let ty = type_name(&parameter.ty);
        line(out, &format!("{indent}{ty} p{index} = in.next<{ty}>();"));
    }
    let names: Vec<String> = (0..parameters.len()).map(|i| format!("p{i}")).collect();
    names.join(", ")
}

const OPEN: &str =
    "int main() {\n    return onsite::run([](onsite::Reader& in, onsite::Writer& out) {";
const CLOSE: &str = "    });\n}";

fn function_main(out: &mut String, function: &Function) {
    line(out, OPEN);
    line(out, "        in.expect('[');");
    let names = arguments(out, &function.parameters, "        ");
    line(
        out,
        &format!("        out.write({}({names}));", function.name),
    );
    line(out, CLOSE);
}

fn class_main(out: &mut String, name: &str, constructor: &[TypedName], methods: &[Function]) {
    line(out, OPEN);
    line(out, "        out.text += '[';\n        in.expect('[');");
    line(out, "        onsite::Call made(in, out);");
    line(out, &format!("        {name}* object = nullptr;"));
    line(out, "        made.make([&] {");
    let names = arguments(out, constructor, "            ");
    line(out, &format!("            object = new {name}({names});"));
    line(out, "            out.null();\n        });");
    line(out, "        while (in.take(',')) {");
    line(out, "            onsite::Call call(in, out);");
    let mut branch = "if";
    for method in methods {
        line(
            out,
            &format!("            {branch} (call.name == \"{}\") {{", method.name),
        );
        line(out, "                call.make([&] {");
        let names = arguments(out, &method.parameters, "                    ");
        let call = format!("object->{}({names})", method.name);
        let kept = if method.returns == Type::Void {
            format!("                    {call};\n                    out.null();")
        } else {
            format!("                    out.write({call});")
        };
        line(out, &kept);
        line(out, "                });\n            }");
        branch = "else if";
    }
    let otherwise = if methods.is_empty() { "" } else { "else " };
    line(
        out,
        &format!("            {otherwise}onsite::broken_input();"),
    );
    line(out, "        }\n        out.text += ']';");
    line(out, CLOSE);
}

fn round_trip_main(out: &mut String, name: &str, encode: &str, decode: &str, value: &Type) {
    line(out, "int main(int, char** arguments) {");
    line(
        out,
        "    bool encodes = std::string(arguments[1]) == \"encode\";",
    );
    line(
        out,
        "    return onsite::run([&](onsite::Reader& in, onsite::Writer& out) {",
    );
    line(out, &format!("        {name}* object = new {name}();"));
    line(out, "        if (encodes) {");
    let ty = type_name(value);
    line(out, &format!("            {ty} p0 = in.next<{ty}>();"));
    line(
        out,
        &format!("            out.write(object->{encode}(p0));"),
    );
    line(out, "        } else {");
    line(out, "            std::string p0 = in.next<std::string>();");
    line(
        out,
        &format!("            out.write(object->{decode}(p0));"),
    );
    line(out, "        }");
    line(out, CLOSE);
}
