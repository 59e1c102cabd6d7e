//! The same execution in isolate, the sandbox of the International Olympiad in Informatics, where it
//! is installed: a box is made, used once and taken away.

use std::{
    ffi::OsString,
    io::ErrorKind,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use onsite_sandbox::Program;

const ISOLATE: &str = "isolate";

/// What the isolate on the path calls itself; none where there is none.
pub fn version() -> Result<Option<String>> {
    let output = match Command::new(ISOLATE).arg("--version").output() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    ensure!(
        output.status.success(),
        "isolate --version: {}",
        output.status
    );
    let text = String::from_utf8(output.stdout)?;
    let line = text.lines().next().context("isolate has no version")?;
    Ok(Some(
        line.trim_start_matches("The process isolator ").to_owned(),
    ))
}

/// Runs the program in the box with this number; programs that run at once need boxes of their own.
pub fn run(program: &Program, number: usize) -> Result<()> {
    act(number, &["--init".into()])?;
    let mut arguments: Vec<OsString> = vec!["--silent".into(), "--run".into()];
    for mount in &program.mounts {
        let (target, source) = (mount.target.display(), mount.source.display());
        arguments.push(format!("--dir={target}={source}").into());
    }
    for (name, value) in &program.environment {
        let mut argument = OsString::from("--env=");
        argument.extend([name.as_os_str(), "=".as_ref(), value.as_os_str()]);
        arguments.push(argument);
    }
    arguments.push("--".into());
    arguments.extend(program.arguments.iter().cloned());
    act(number, &arguments)?;
    act(number, &["--cleanup".into()])
}

fn act(number: usize, arguments: &[OsString]) -> Result<()> {
    let output = Command::new(ISOLATE)
        .arg(format!("--box-id={number}"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "isolate {arguments:?}: {} {said}",
        output.status
    );
    Ok(())
}
