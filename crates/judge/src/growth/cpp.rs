//! Runs a C++ function on growing inputs: once natively, for the clock and the memory, and once
//! for instructions.

use onsite_domain::{job::Progress, signature::Form};
use onsite_sandbox::{File, Program};

use super::{
    Measured, SLACK, counted, counting, enough,
    facts::{Facts, Point},
    inside, limits,
    loops::Counts,
    not_counted, python, question_cpp, tell,
};
use crate::{
    bench::Bench,
    cache::Key,
    code::{Linked, link, spec_of},
    error::Error,
};

const HARNESS: &str = include_str!("../harness/growth.cpp");
/// Gives an answer to a question its inputs.
const AROUND_ANSWER: &str = include_str!("../harness/growth_question.hpp");
/// Processor seconds that each part spends on measuring.
const CLOCK_SECONDS: &str = "1.2";
const COUNT_SECONDS: &str = "2.6";
/// Sizes where nothing says what a call costs; there are inputs of each.
const BRIEF_SIZES: [u32; 9] = [14, 27, 54, 109, 217, 434, 869, 1738, 3476];

/// The facts of the clock, the counts, and what could not be done.
pub(super) fn run(
    bench: &Bench<'_>,
    measured: &Measured,
    form: Option<&Form>,
    progress: &dyn Fn(Progress),
) -> Result<(Facts, Counts, Vec<String>), Error> {
    tell(progress, "compiling");
    let built = match form {
        Some(form) => {
            let inputs = python::inputs(bench, measured, form, "make")?;
            answer(bench, measured, form, inputs)?
        }
        None => build(bench, measured)?,
    };
    tell(progress, "timing");
    let mut clock = built.clone();
    clock
        .arguments
        .extend(["clock", CLOCK_SECONDS].map(Into::into));
    clock.limits = limits(8, 1024);
    let execution = bench.execute(&clock)?;
    let mut facts = Facts::read(&execution.result);
    facts.busy = execution.wall > 2 * execution.cpu + SLACK;
    enough(measured, &facts, &execution)?;
    tell(progress, "counting instructions");
    let mut program = built;
    program
        .arguments
        .extend(["count", COUNT_SECONDS].map(Into::into));
    plan(&mut program, facts.plan.iter().copied());
    let counts = counted(bench, counting(bench, program))?;
    let notes = counts.calls.is_empty().then(|| not_counted(bench));
    Ok((facts, counts, notes.into_iter().collect()))
}

/// Counts at a few sizes, without the clock; nothing where there is no callgrind.
pub(super) fn brief(
    bench: &Bench<'_>,
    measured: &Measured,
    form: &Form,
    seconds: f64,
) -> Result<Vec<Point>, Error> {
    if bench.valgrind().is_none() {
        return Ok(Vec::new());
    }
    let inputs = few_inputs(bench, measured, form)?;
    let mut program = answer(bench, measured, form, inputs)?;
    program
        .arguments
        .extend(["brief".into(), seconds.to_string().into()]);
    // What a call costs is not known, so that each size gets one input.
    plan(&mut program, BRIEF_SIZES.into_iter().map(|n| (n, 1.0)));
    let mut program = counting(bench, program);
    program.limits = limits(12, 1536);
    Ok(Facts::read(&bench.execute(&program)?.result).counts)
}

/// Names the sizes that are to be counted, with what a call costs.
fn plan(program: &mut Program, sizes: impl Iterator<Item = Point>) {
    for (n, cost) in sizes {
        program
            .arguments
            .extend([n.to_string().into(), cost.to_string().into()]);
    }
}

/// An answer to a question, with the inputs that its `growth.py` makes.
fn answer(
    bench: &Bench<'_>,
    measured: &Measured,
    form: &Form,
    inputs: File,
) -> Result<Program, Error> {
    let linked = Linked {
        source: ("answer.cpp", &measured.source.1),
        main: &question_cpp::main(form)?,
        ours: HARNESS,
        harness: Some((form, ("growth_question.hpp", AROUND_ANSWER))),
    };
    let mut program = link(bench, &linked)?.map_err(|said| Error::Measure {
        message: format!("the answer does not compile for measuring:\n{said}"),
    })?;
    program.files.push(inputs);
    Ok(program)
}

/// The inputs of small sizes, which all answers to a question in C++ are given.
fn few_inputs(bench: &Bench<'_>, measured: &Measured, form: &Form) -> Result<File, Error> {
    let maker = measured.inputs.as_ref().map_or("", |(_, text, _)| text);
    let spec = spec_of(form).to_string();
    let key = Key::new(
        "few inputs",
        &[
            maker.as_bytes(),
            spec.as_bytes(),
            python::HARNESS.as_bytes(),
        ],
    );
    if let Some(bytes) = bench.cache.get(&key) {
        return Ok(File {
            name: python::MADE.into(),
            bytes,
            executable: false,
        });
    }
    let inputs = python::inputs(bench, measured, form, "make_few")?;
    bench.cache.put(&key, &inputs.bytes);
    Ok(inputs)
}

fn build(bench: &Bench<'_>, measured: &Measured) -> Result<Program, Error> {
    let (name, text) = &measured.source;
    let source = inside(name, "answer.cpp");
    let linked = Linked {
        source: (&source, text),
        main: &around(&source, &measured.entry),
        ours: HARNESS,
        harness: None,
    };
    link(bench, &linked)?.map_err(|said| Error::Measure {
        message: refusal(measured, &said),
    })
}

/// What the function is compiled with: the harness calls it by names of its own.
fn around(source: &str, entry: &str) -> String {
    format!(
        r#"#include "{source}"
#include <new>
#include <type_traits>
extern const char* const onsite_name;
const char* const onsite_name = "{entry}";
extern const char* const onsite_maker;
const char* const onsite_maker = "gen";
void onsite_prepare(void*) {{}}
double onsite_calls(void*) {{ return 1; }}
long onsite_size(long, long wanted) {{ return wanted; }}
void* onsite_gen(long n, unsigned seed) {{
    Input* made = gen(n, seed);
    return made;
}}
// The result is kept where the compiler must believe that it is read, and never destroyed.
template <class In>
[[gnu::noinline]] void onsite_call_on(In* input) {{
    using Result = std::decay_t<decltype({entry}(*input))>;
    asm volatile("" : "+r"(input) : : "memory");
    if constexpr (std::is_void_v<Result>) {{
        {entry}(*input);
    }} else {{
        alignas(Result) static unsigned char room[sizeof(Result)];
        new (room) Result({entry}(*input));
        asm volatile("" : : "r"(room) : "memory");
    }}
    asm volatile("" : : : "memory");
}}
void onsite_call(void* input) {{
    onsite_call_on(static_cast<Input*>(input));
}}
"#
    )
}

/// Why it does not compile, in the words of whoever reads the file.
fn refusal(measured: &Measured, said: &str) -> String {
    let (name, entry) = (&measured.source.0, &measured.entry);
    for (missing, needed) in [
        (
            entry.as_str(),
            format!("a function {entry} that takes Input&"),
        ),
        ("Input", "a type Input".to_owned()),
        ("gen", "Input* gen(long n, unsigned seed)".to_owned()),
    ] {
        let absent = [
            format!("‘{missing}’ was not declared"),
            format!("'{missing}' was not declared"),
            format!("‘{missing}’ does not name a type"),
            format!("there are no arguments to ‘{missing}’"),
        ];
        if said
            .lines()
            .any(|line| line.starts_with("main.cpp") && absent.iter().any(|a| line.contains(a)))
        {
            return format!("{name} defines no {missing}; it needs {needed}");
        }
    }
    format!("{name} does not compile:\n{said}")
}
