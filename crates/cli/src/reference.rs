//! The reference of the command line, generated from what it takes.

use std::fmt::Write as _;

use clap::{Command, CommandFactory as _};

use crate::{arguments::Arguments, error::CliError, output};

/// Prints the reference as Markdown.
pub fn print() -> Result<u8, CliError> {
    let mut command = Arguments::command();
    command.build();
    let mut text = String::from(
        "# The command line\n\nGenerated from the program; `ONSITE_BLESS=1 cargo nextest run \
         --release -p onsite-cli reference`\nwrites it anew.\n",
    );
    describe(&mut text, &mut command);
    output::line(text.trim_end())?;
    Ok(0)
}

fn describe(text: &mut String, command: &mut Command) {
    let name = command
        .get_bin_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned();
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    let _ = write!(
        text,
        "\n## `{name}`\n\n```text\n{}\n```\n",
        help.join("\n").trim_end()
    );
    for inner in command.get_subcommands_mut() {
        describe(text, inner);
    }
}
