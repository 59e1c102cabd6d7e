//! Runs a C++ function on growing inputs: once natively, for the clock and the memory, and once
//! under callgrind, for instructions.

use onsite_domain::job::Progress;
use onsite_sandbox::Program;

use super::{
    Measured, enough,
    facts::{Facts, Point},
    inside, limits, not_counted, tell, under_callgrind,
};
use crate::{
    bench::Bench,
    code::{Linked, link},
    error::Error,
};

const HARNESS: &str = include_str!("../harness/growth.cpp");
/// Processor seconds that each part spends on measuring.
const CLOCK_SECONDS: &str = "1.2";
const COUNT_SECONDS: &str = "1.4";

/// The facts of the clock, the counts, and what could not be done.
pub(super) fn run(
    bench: &Bench<'_>,
    measured: &Measured,
    progress: &dyn Fn(Progress),
) -> Result<(Facts, Vec<Point>, Vec<String>), Error> {
    tell(progress, "compiling");
    let built = build(bench, measured)?;
    tell(progress, "timing");
    let mut clock = built.clone();
    clock
        .arguments
        .extend(["clock", CLOCK_SECONDS].map(Into::into));
    clock.limits = limits(8, 1024);
    let execution = bench.execute(&clock)?;
    let facts = Facts::read(&execution.result);
    enough(measured, &facts, &execution)?;
    tell(progress, "counting instructions");
    let mut counting = built;
    counting
        .arguments
        .extend(["count", COUNT_SECONDS].map(Into::into));
    for (n, cost) in &facts.plan {
        counting
            .arguments
            .extend([n.to_string().into(), cost.to_string().into()]);
    }
    let mut counts = Vec::new();
    if let Some(mut counting) = under_callgrind(bench, counting) {
        counting.limits = limits(12, 1536);
        counts = Facts::read(&bench.execute(&counting)?.result).counts;
    }
    let notes = counts.is_empty().then(|| not_counted(bench));
    Ok((facts, counts, notes.into_iter().collect()))
}

fn build(bench: &Bench<'_>, measured: &Measured) -> Result<Program, Error> {
    let (name, text) = &measured.source;
    let source = inside(name, "answer.cpp");
    let linked = Linked {
        source: (&source, text),
        main: &around(&source, &measured.entry),
        ours: HARNESS,
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
