//! The `onsite` command: for people and for scripts.
//!
//! Reads arguments, asks `onsite-app`, prints what it answers and ends with a code that scripts
//! can rely on. No rule about questions, verdicts or evidence stands here.

mod arguments;
mod bank;
mod context;
mod design;
mod doctor;
mod error;
mod experiment;
mod judge;
mod kattis;
mod loops;
mod measure;
mod open;
mod output;
mod portable;
mod practise;
mod problems;
mod progress;
mod reference;
mod report;
mod review;
mod running;
mod search;
mod search_answer;
mod serve;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use crate::{
    arguments::{Arguments, BankCommand, Command, DesignCommand, ExperimentCommand},
    context::Context,
    error::CliError,
};

/// The word that turns this binary into the sandbox's helper.
const SANDBOX: &str = "__sandbox";
/// The word that prints the reference in `docs/cli.md`.
const REFERENCE: &str = "__reference";

fn main() -> ExitCode {
    match std::env::args_os().nth(1) {
        // Before anything that could start a thread.
        Some(word) if word == SANDBOX => onsite_app::helper_main(),
        Some(word) if word == REFERENCE => return ended(reference::print()),
        _ => {}
    }
    let arguments = Arguments::parse();
    log_to_stderr();
    ended(run(arguments))
}

fn run(arguments: Arguments) -> Result<u8, CliError> {
    let context = Context::new(arguments.data, arguments.bank);
    match arguments.command {
        Command::Serve(options) => serve::serve(&context, &options),
        Command::Open(options) => open::open(&context, &options),
        Command::Practise(options) => practise::practise(&context, &options),
        Command::Judge(options) => judge::judge(&context, &options),
        Command::Measure(options) => measure::measure(&context, &options),
        Command::Design { command } => match command {
            DesignCommand::Run(options) => design::run(&options),
            DesignCommand::Search(options) => match &options.question {
                Some(question) => search_answer::run(&context, question, &options),
                None => search::run(&options),
            },
            DesignCommand::Components { json } => design::components(json),
        },
        Command::Experiment {
            command: ExperimentCommand::Run(options),
        } => experiment::run(&options),
        Command::Experiment {
            command: ExperimentCommand::Data(options),
        } => experiment::data(&options),
        Command::Bank { command } => match command {
            BankCommand::Check(options) => bank::check(&context, options),
            BankCommand::Coverage(options) => bank::coverage(&context, &options),
            BankCommand::New(options) => bank::new(&context, &options),
            BankCommand::Import(options) => bank::import(&context, &options),
            BankCommand::Schemas => bank::schemas(&context),
            BankCommand::Lock => bank::lock(&context),
        },
        Command::Loop { command } => loops::run(&context, &command),
        Command::Doctor(options) => doctor::doctor(&context, &options),
        Command::Export { file } => portable::export(&context, &file),
        Command::Import { file } => portable::import(&context, &file),
    }
}

fn ended(result: Result<u8, CliError>) -> ExitCode {
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            error.print();
            ExitCode::from(error.code)
        }
    }
}

fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("ONSITE_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
}
