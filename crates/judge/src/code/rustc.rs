//! Compiles Rust. The harness is a crate that is compiled once; an answer is included in a main
//! file, which keeps the numbers of its lines and lets the file call what is private.

use onsite_domain::{
    code::Language,
    signature::{Form, Function, Type, TypedName},
};
use onsite_sandbox::{File, Program};

use super::{
    build::{Build, Made, binary_program, bytes_file, compiled, compiler, key, part},
    cpp::line,
};
use crate::{
    bench::{Bench, scratch_file},
    error::Error,
};

const HARNESS: &str = include_str!("../harness/onsite.rs");
const FLAGS: [&str; 6] = [
    "--edition=2021",
    "-O",
    "--cap-lints=allow",
    "--color=never",
    "-Cstrip=symbols",
    "-Ccodegen-units=1",
];
/// Lines of the compiler that say nothing of the answer.
const OURS: [&str; 2] = ["error: aborting due to", "For more information about"];

/// Makes an answer ready.
pub(super) fn build(bench: &Bench<'_>, form: &Form, source: &str) -> Result<Build, Error> {
    let runtime = bench.runtime(Language::Rust)?;
    let main = main(form);
    let flags = FLAGS.join(" ");
    let texts = [&flags, HARNESS, main.as_deref().unwrap_or_default(), source];
    let key = key(runtime, "built answer", &texts);
    let make = || {
        let mut files = vec![scratch_file("answer.rs", source)];
        let mut arguments = Vec::new();
        if let Some(main) = &main {
            files.push(scratch_file("main.rs", main));
            files.push(bytes_file("libonsite.rlib", harness(bench)?));
            arguments.extend(["--extern", "onsite=libonsite.rlib", "main.rs"]);
        } else {
            arguments.push("answer.rs");
        }
        Made::by(bench, &rustc(bench, &arguments, files, "answer")?, &OURS)
    };
    compiled(bench, Language::Rust, &key, make, |binary| {
        (binary_program(binary), None)
    })
}

fn harness(bench: &Bench<'_>) -> Result<Vec<u8>, Error> {
    let runtime = bench.runtime(Language::Rust)?;
    let key = key(runtime, "harness crate", &[&FLAGS.join(" "), HARNESS]);
    part(bench, "the harness for Rust", &key, || {
        let arguments = ["--crate-type=rlib", "--crate-name=onsite", "onsite.rs"];
        let files = vec![scratch_file("onsite.rs", HARNESS)];
        rustc(bench, &arguments, files, "libonsite.rlib")
    })
}

/// The compiler, which makes one file of others.
pub(crate) fn rustc(
    bench: &Bench<'_>,
    inputs: &[&str],
    files: Vec<File>,
    output: &str,
) -> Result<Program, Error> {
    let mut program = compiler(bench.runtime(Language::Rust)?, files, output);
    let fixed = FLAGS.iter().chain(inputs);
    program.arguments.extend(fixed.map(Into::into));
    program.arguments.extend(["-o", output].map(Into::into));
    Ok(program)
}

/// A type as Rust writes it, with paths in full where `paths` asks for them.
pub(crate) fn type_name(ty: &Type, paths: bool) -> String {
    let node = |name: &str, inner: &Type| match inner {
        Type::Int => name.to_owned(),
        other => format!("{name}<{}>", type_name(other, paths)),
    };
    match ty {
        Type::Int => "i64".to_owned(),
        Type::Float => "f64".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::String => "String".to_owned(),
        Type::List(inner) => format!("Vec<{}>", type_name(inner, paths)),
        Type::Matrix(inner) => format!("Vec<Vec<{}>>", type_name(inner, paths)),
        Type::Tree(inner) if paths => {
            let node = node("onsite::TreeNode", inner);
            format!("Option<std::rc::Rc<std::cell::RefCell<{node}>>>")
        }
        Type::Tree(inner) => format!("Option<Rc<RefCell<{}>>>", node("TreeNode", inner)),
        Type::LinkedList(inner) => {
            let name = if paths {
                "onsite::ListNode"
            } else {
                "ListNode"
            };
            format!("Option<Box<{}>>", node(name, inner))
        }
        Type::Graph => "Vec<Vec<i64>>".to_owned(),
        Type::Optional(inner) => format!("Option<{}>", type_name(inner, paths)),
        Type::Void => "()".to_owned(),
    }
}

/// The main file; nothing for a program, which has its own.
fn main(form: &Form) -> Option<String> {
    let mut out = String::from(
        "include!(\"answer.rs\");\n\
         #[allow(unused_imports)]\nuse onsite::{ListNode, TreeNode};\n\n\
         fn main() {\n",
    );
    match form {
        Form::Program => return None,
        Form::Function { function } => {
            out.push_str("    onsite::run(|from, to| {\n        from.expect(b'[');\n");
            let names = arguments(&mut out, &function.parameters, "        ");
            let call = format!("{}({names})", function.name);
            line(
                &mut out,
                &format!("        {}", written(&call, &function.returns)),
            );
        }
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
        } => {
            let ty = type_name(value, true);
            line(
                &mut out,
                &format!(
                    "    let encodes = std::env::args().nth(1).as_deref() == Some(\"encode\");\n    \
                     onsite::run(move |from, to| {{\n        \
                     let mut object = {name}::new();\n        \
                     if encodes {{\n            \
                     let p0: {ty} = from.next();\n            \
                     to.write::<String>(&object.{encode}(p0));\n        \
                     }} else {{\n            \
                     let p0: String = from.next();\n            \
                     to.write::<{ty}>(&object.{decode}(p0));\n        \
                     }}"
                ),
            );
        }
    }
    out.push_str("    });\n}\n");
    Some(out)
}

fn class_main(out: &mut String, name: &str, constructor: &[TypedName], methods: &[Function]) {
    line(
        out,
        "    onsite::run(|from, to| {\n        to.raw(\"[\");\n        from.expect(b'[');\n        \
         let call = onsite::Call::read(from);\n        let mut made = None;\n        \
         call.make(from, to, |from, to| {",
    );
    let names = arguments(out, constructor, "            ");
    line(
        out,
        &format!(
            "            made = Some({name}::new({names}));\n            to.raw(\"null\");\n        \
             }});\n        let mut object = made.unwrap();\n        while from.more() {{\n            \
             let call = onsite::Call::read(from);\n            match call.name.as_str() {{"
        ),
    );
    for method in methods {
        line(
            out,
            &format!(
                "                {:?} => call.make(from, to, |from, to| {{",
                method.name
            ),
        );
        let names = arguments(out, &method.parameters, "                    ");
        let call = format!("object.{}({names})", method.name);
        line(
            out,
            &format!(
                "                    {}\n                }}),",
                written(&call, &method.returns)
            ),
        );
    }
    line(
        out,
        "                _ => call.unknown(),\n            }\n        }\n        to.raw(\"]\");",
    );
}

/// What writes the result of a call. Which type the answer returns is left to it where that is one
/// that can be written, as with an `i32` or a `usize` for an integer.
fn written(call: &str, returns: &Type) -> String {
    match returns {
        Type::Void => format!("let _ = {call}; to.raw(\"null\");"),
        _ => format!("to.write(&{call});"),
    }
}

/// Declares a variable per parameter, read from the case.
fn arguments(out: &mut String, parameters: &[TypedName], indent: &str) -> String {
    for (index, parameter) in parameters.iter().enumerate() {
        let ty = type_name(&parameter.ty, true);
        line(out, &format!("{indent}let p{index}: {ty} = from.next();"));
    }
    let names: Vec<String> = (0..parameters.len()).map(|i| format!("p{i}")).collect();
    names.join(", ")
}
