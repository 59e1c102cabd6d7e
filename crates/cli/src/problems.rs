//! How everything that is wrong with a design or a plan is said.

use std::{fmt::Write as _, path::Path};

use onsite_app::sim::Problem;

use crate::error::CliError;

/// Every problem with file, line and help, one after the other; `files` are in the order in which
/// their texts were handed in.
pub fn refused(files: &[&Path], problems: &[Problem], guide: &str) -> CliError {
    let names: Vec<String> = files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    let of = |problem: &Problem| names.get(problem.text).map_or("", String::as_str);
    let wrong: Vec<&str> = files_with(problems, &names);
    let mut text = match problems.len() {
        1 => format!("a problem in {}", wrong.join(" and ")),
        count => format!("{count} problems in {}", wrong.join(" and ")),
    };
    for problem in problems {
        let line = problem
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        let _ = write!(
            text,
            "\n{}{line}: {}\n  help: {}",
            of(problem),
            problem.message,
            problem.help
        );
    }
    CliError::bad_input(text, format!("{guide} has every key."))
}

/// The names of files that have a problem, once each.
fn files_with<'n>(problems: &[Problem], names: &'n [String]) -> Vec<&'n str> {
    let has = |at: usize| problems.iter().any(|problem| problem.text == at);
    let with = names.iter().enumerate().filter(|&(at, _)| has(at));
    with.map(|(_, name)| name.as_str()).collect()
}
