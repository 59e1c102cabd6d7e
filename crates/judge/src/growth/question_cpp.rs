//! Writes the C++ around an answer to a question whose growth is measured: it reads the inputs that
//! `growth.py` made, and calls the answer as the harness asks.

use onsite_domain::signature::{Form, Function, TypedName};

use crate::{
    code::{cpp_type, line},
    error::Error,
};

/// The main file for a form; a program has no growth that is measured.
pub(super) fn main(form: &Form) -> Result<String, Error> {
    let mut out = String::new();
    for name in ["onsite.hpp", "answer.cpp", "growth_question.hpp"] {
        line(&mut out, &format!("#include \"{name}\""));
    }
    match form {
        Form::Program => {
            return Err(Error::package(
                "growth.py",
                "a program's growth is not measured",
            ));
        }
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
        } => {
            let value = cpp_type(value);
            line(
                &mut out,
                &format!("struct OnsiteInput {{ {value} p0{{}}; }};"),
            );
            line(
                &mut out,
                "void onsite_read(onsite::Reader& in, OnsiteInput& made) { in.read(made.p0); }",
            );
            line(&mut out, "void onsite_ready(OnsiteInput&) {}");
            line(&mut out, "double onsite_share(OnsiteInput&) { return 1; }");
            line(
                &mut out,
                "void onsite_run(OnsiteInput& made) {\n    onsite::keep([&] {",
            );
            line(&mut out, &format!("        auto* object = new {name}();"));
            let kept = "auto* text = new std::string";
            line(
                &mut out,
                &format!("        {kept}(object->{encode}(made.p0));"),
            );
            line(
                &mut out,
                &format!("        return object->{decode}(*text);"),
            );
            line(&mut out, "    });\n}");
        }
    }
    out.push_str(TAIL);
    Ok(out)
}

/// What the harness calls, whatever the form.
const TAIL: &str = r#"
extern const char* const onsite_name;
const char* const onsite_name = "the answer";
extern const char* const onsite_maker;
const char* const onsite_maker = "growth.py";
void* onsite_gen(long n, unsigned seed) {
    std::string text = onsite::input_text(n, seed);
    if (text.empty()) return nullptr;
    auto* made = new OnsiteInput();
    onsite::Reader in(std::move(text));
    onsite_read(in, *made);
    return made;
}
long onsite_size(long above, long wanted) {
    long best = 0;
    for (const auto& line : onsite::lines)
        if (line.n > above && (!best || line.n <= wanted)) best = line.n;
    return best;
}
void onsite_prepare(void* input) { onsite_ready(*static_cast<OnsiteInput*>(input)); }
double onsite_calls(void* input) { return onsite_share(*static_cast<OnsiteInput*>(input)); }
void onsite_call(void* input) { onsite_run(*static_cast<OnsiteInput*>(input)); }
"#;

/// The types of parameters as a tuple.
fn tuple(parameters: &[TypedName]) -> String {
    let types: Vec<String> = parameters.iter().map(|p| cpp_type(&p.ty)).collect();
    format!("std::tuple<{}>", types.join(", "))
}

/// Reads a tuple's parts from the case.
fn reads(out: &mut String, into: &str, parameters: &[TypedName], indent: &str) {
    line(out, &format!("{indent}in.expect('[');"));
    for (index, parameter) in parameters.iter().enumerate() {
        let ty = cpp_type(&parameter.ty);
        line(
            out,
            &format!("{indent}std::get<{index}>({into}) = in.next<{ty}>();"),
        );
    }
    line(out, &format!("{indent}in.expect(']');"));
}

/// A function object around a call, which is there only where the call can be compiled.
fn around(capture: &str, call: &str) -> String {
    let given = "std::forward<decltype(each)>(each)...";
    format!(
        "[{capture}](auto&&... each) -> decltype(auto) \
         requires requires {{ {call}({given}); }} {{ return {call}({given}); }}"
    )
}

fn function_main(out: &mut String, function: &Function) {
    let Function {
        name, parameters, ..
    } = function;
    line(
        out,
        &format!("struct OnsiteInput {{ {} given; }};", tuple(parameters)),
    );
    line(
        out,
        "void onsite_read(onsite::Reader& in, OnsiteInput& made) {",
    );
    reads(out, "made.given", parameters, "    ");
    line(out, "}\nvoid onsite_ready(OnsiteInput&) {}");
    line(out, "double onsite_share(OnsiteInput&) { return 1; }");
    line(out, "void onsite_run(OnsiteInput& made) {");
    let call = around("", name);
    let called = format!("onsite::call_with({call}, made.given)");
    line(
        out,
        &format!("    onsite::keep([&] {{ return {called}; }});\n}}"),
    );
}

fn class_main(out: &mut String, name: &str, constructor: &[TypedName], methods: &[Function]) {
    line(out, &format!("using OnsiteInput = onsite::Calls<{name}>;"));
    line(
        out,
        &format!("onsite::Step<{name}> onsite_step(onsite::Reader& in, bool first) {{"),
    );
    line(
        out,
        &format!("    onsite::Step<{name}> step;\n    std::string name;"),
    );
    line(
        out,
        "    in.expect('[');\n    in.read(name);\n    in.expect(',');",
    );
    line(out, "    if (first) {");
    line(out, &format!("        {} given{{}};", tuple(constructor)));
    reads(out, "given", constructor, "        ");
    let call = around("", &format!("new {name}"));
    line(
        out,
        &format!(
            "        step.make = [given = std::move(given)]({name}*& object) mutable {{ object = \
             onsite::call_with({call}, given); }};"
        ),
    );
    line(out, "    }");
    for method in methods {
        line(
            out,
            &format!("    else if (name == \"{}\") {{", method.name),
        );
        line(
            out,
            &format!("        {} given{{}};", tuple(&method.parameters)),
        );
        reads(out, "given", &method.parameters, "        ");
        let call = around("object", &format!("object->{}", method.name));
        // Each of several times gets arguments of its own.
        let called = format!("onsite::call_with({call}, own)");
        let kept = if method.returns == onsite_domain::signature::Type::Void {
            format!("{called};")
        } else {
            format!("onsite::look_at({called});")
        };
        line(
            out,
            &format!(
                "        step.make = [given = std::move(given)]({name}*& object) {{ auto own = \
                 given; {kept} }};"
            ),
        );
        line(out, "    }");
    }
    line(out, "    else {\n        onsite::broken_input();\n    }");
    line(out, "    if (in.take(',')) in.read(step.times);");
    line(out, "    in.expect(']');\n    return step;\n}");
    line(out, CLASS);
}

/// Reads the calls and makes them.
const CLASS: &str = r"void onsite_read(onsite::Reader& in, OnsiteInput& made) {
    in.expect('[');
    in.read(made.apart);
    bool first = true;
    for (auto* steps : {&made.prepare, &made.measure}) {
        in.expect(',');
        in.expect('[');
        if (in.take(']')) continue;
        do {
            steps->push_back(onsite_step(in, first));
            first = false;
        } while (in.take(','));
        in.expect(']');
    }
}
void onsite_ready(OnsiteInput& made) { made.run(made.prepare); }
double onsite_share(OnsiteInput& made) { return made.share(); }
void onsite_run(OnsiteInput& made) { made.run(made.measure); }";
