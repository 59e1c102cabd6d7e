//! Runs R: nothing is compiled, and the judge writes a case as R keeps values itself, for reading
//! text is slow there.

use onsite_domain::{
    code::{CodeQuestion, Language},
    signature::Form,
};
use onsite_sandbox::Program;
use serde_json::Value;

use super::{
    build::{Build, Built, environment},
    rvalue, spec,
};
use crate::{
    bench::{Bench, scratch_file},
    error::Error,
};

const HARNESS: &str = include_str!("../harness/answer.R");
/// What every session of R loads, without what draws.
const PACKAGES: &str = "stats,utils,methods";

/// Makes an answer ready.
pub(super) fn build(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    source: &str,
) -> Result<Build, Error> {
    let runtime = bench.runtime(Language::R)?;
    // The binary itself, for what stands before it is a shell script that costs as much as a start.
    let home = runtime
        .inside()
        .ancestors()
        .nth(3)
        .unwrap_or(runtime.inside());
    let home = home.to_string_lossy();
    let library = format!("{home}/lib");
    let arguments = [
        "--no-echo",
        "--no-restore",
        "--vanilla",
        "--max-ppsize=500000",
        "--file=harness.R",
        "--args",
    ];
    let program = Program {
        arguments: std::iter::once(runtime.inside().as_os_str().to_owned())
            .chain(arguments.map(Into::into))
            .collect(),
        environment: environment(&[
            ("PATH", "/usr/bin:/bin"),
            ("R_HOME", &home),
            ("LD_LIBRARY_PATH", &library),
            ("R_DEFAULT_PACKAGES", PACKAGES),
            ("TZ", "UTC"),
            // One thread, so that processor time means the same on every machine.
            ("OMP_NUM_THREADS", "1"),
            ("OPENBLAS_NUM_THREADS", "1"),
        ]),
        files: vec![
            scratch_file("harness.R", HARNESS),
            scratch_file("signature.R", &expression(&spec::of(&question.form))),
            scratch_file("answer.R", source),
        ],
        mounts: runtime.mounts(),
        ..Program::default()
    };
    let built = Built::of_values(program, question.form.clone());
    Ok(Build::Ready(Box::new(built)))
}

/// A signature as an expression: names and lists of them, none of which need quoting.
fn expression(of: &Value) -> String {
    match of {
        Value::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("`{name}` = {}", expression(value)))
                .collect();
            format!("list({})", members.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(expression).collect();
            format!("list({})", items.join(", "))
        }
        other => other.to_string(),
    }
}

/// The input of one mode as R reads it.
pub(super) fn input(form: &Form, mode: &str, input: &[u8]) -> Vec<u8> {
    if *form == Form::Program {
        return input.to_vec();
    }
    // It was read and checked before it came here.
    let value: Value = serde_json::from_slice(input).unwrap_or_default();
    rvalue::case(form, mode, &value)
}
