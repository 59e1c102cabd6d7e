//! `onsite doctor`: what is installed, what protects, what is missing and how to get it.

use std::fmt::Write as _;

use onsite_app::{
    StartError, Workbench,
    views::{Doctor, DoctorCheck, DoctorStatus},
};

use crate::{
    arguments,
    context::Context,
    error::{CliError, NOT_PASSING},
    output,
    progress::ProgressLine,
};

/// Looks at everything; ends with 1 where something is missing.
pub fn doctor(context: &Context, options: &arguments::Doctor) -> Result<u8, CliError> {
    let config = context.config(&context.data()?, 1)?;
    let line = ProgressLine::new();
    let found = match Workbench::open(config) {
        Ok(bench) => bench.doctor(&|text| line.tell(text)),
        // Without a sandbox nothing runs, and what is missing for it is what was asked.
        Err(StartError::Sandbox(error)) => no_sandbox(&error.to_string()),
        Err(error) => return Err(error.into()),
    };
    line.clear();
    if options.json {
        output::json(&found)?;
    } else {
        output::line(text(&found).trim_end())?;
    }
    let missing = found
        .checks
        .iter()
        .any(|check| check.status == DoctorStatus::Missing);
    Ok(if missing { NOT_PASSING } else { 0 })
}

fn no_sandbox(error: &str) -> Doctor {
    Doctor {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        checks: vec![DoctorCheck {
            name: "Sandbox".to_owned(),
            status: DoctorStatus::Missing,
            found: error.to_owned(),
            help: Some("Mend this first; without the sandbox no answer is run.".to_owned()),
        }],
    }
}

fn text(doctor: &Doctor) -> String {
    let width = doctor
        .checks
        .iter()
        .map(|check| check.name.chars().count())
        .max()
        .unwrap_or(0);
    let mut text = format!("Onsite {}\n\n", doctor.version);
    for check in &doctor.checks {
        let status = match check.status {
            DoctorStatus::Ok => "ok",
            DoctorStatus::Weak => "weak",
            DoctorStatus::Missing => "MISSING",
        };
        let _ = writeln!(text, "{status:<8} {:<width$}  {}", check.name, check.found);
        for help in check.help.iter().flat_map(|help| help.lines()) {
            let _ = writeln!(text, "{:9}{help}", "");
        }
    }
    text
}
