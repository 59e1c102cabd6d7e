//! What the command line takes; `docs/cli.md` is generated from here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use onsite_domain::{
    code::Language,
    kattis::Written,
    loops::{Decision, Vote},
    question::Kind,
};

/// Interview practice for scientists, where every answer runs.
#[derive(Parser)]
#[command(
    name = "onsite",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    after_help = CONTRACT
)]
pub struct Arguments {
    /// Where the record lives [default: `$XDG_DATA_HOME/onsite` or `~/.local/share/onsite`]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "ONSITE_DATA",
        hide_env = true
    )]
    pub data: Option<PathBuf>,
    /// The bank [default: the one around the working directory, else the built-in one]
    #[arg(long, global = true, value_name = "DIR")]
    pub bank: Option<PathBuf>,
    #[command(subcommand)]
    pub command: Command,
}

const CONTRACT: &str = "\
Results go to standard output, all else to standard error. With --json, standard output
holds exactly one JSON value; where a command fails it stays empty, and the error stands
as text on standard error.

Exit codes:
  0  done, and passing where something is judged
  1  not passing or undecided; for doctor, something is missing
  2  wrong usage or bad input
  3  a fault of Onsite or of the machine

Environment:
  ONSITE_DATA   as --data
  ONSITE_LOG    what is logged to standard error, such as info
  ONSITE_CLOCK  sets the clock, for rehearsals, such as 2026-03-01T09:00:00Z×10";

#[derive(Subcommand)]
pub enum Command {
    /// Serves the web app on this machine.
    Serve(Serve),
    /// Opens the running server in the browser, with its secret.
    Open(Open),
    /// Practises a question in the shell: starter to a file, judged on every save.
    Practise(Practise),
    /// Judges an answer in a file, without recording it.
    Judge(Judge),
    /// Measures how the time and memory of a function grow with its input.
    Measure(Measure),
    /// Runs system designs under their load.
    Design {
        #[command(subcommand)]
        command: DesignCommand,
    },
    /// Runs plans of experiments on simulated populations.
    Experiment {
        #[command(subcommand)]
        command: ExperimentCommand,
    },
    /// Checks, counts and grows the bank of questions.
    Bank {
        #[command(subcommand)]
        command: BankCommand,
    },
    /// Sits a loop: rounds, sealed scorecards, a debrief.
    Loop {
        #[command(subcommand)]
        command: LoopCommand,
    },
    /// Says what is installed, what protects, what is missing and how to get it.
    Doctor(Doctor),
    /// Writes everything in the record to a file, also while a server runs.
    Export {
        /// The file to write; one that exists is not overwritten.
        #[arg(value_name = "FILE.zip")]
        file: PathBuf,
    },
    /// Brings in what `onsite export` wrote, into a data directory without a record.
    Import {
        /// The file to read.
        #[arg(value_name = "FILE.zip")]
        file: PathBuf,
    },
}

#[derive(Args)]
pub struct Serve {
    /// Where to listen, on this machine only; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:4400")]
    pub addr: String,
    /// Leaves the browser closed.
    #[arg(long)]
    pub no_open: bool,
}

#[derive(Args)]
pub struct Open {
    /// Prints the address and leaves the browser closed.
    #[arg(long)]
    pub print: bool,
}

#[derive(Args)]
pub struct Practise {
    /// The question's id.
    pub question: String,
    /// The answer's language [default: that of its file here, else the one set in the web app]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
}

#[derive(Args)]
pub struct Judge {
    /// The question's id; with --package the submission, a file or a folder of files.
    #[arg(value_name = "QUESTION", required_unless_present = "package")]
    pub question: Option<String>,
    /// The answer's file; - reads standard input.
    #[arg(required_unless_present = "package", conflicts_with = "package")]
    pub file: Option<PathBuf>,
    /// A package in a format of Kattis or the ICPC, in place of a question; docs/kattis.md says
    /// what is supported.
    #[arg(long, value_name = "DIR")]
    pub package: Option<PathBuf>,
    /// Judges every submission that the package ships, or every package right below the folder,
    /// and prints what was expected and what was given.
    #[arg(long, requires = "package", conflicts_with_all = ["question", "written"])]
    pub all: bool,
    /// The answer's language, where the file's ending does not say it.
    #[arg(long = "language", value_name = "LANGUAGE", value_parser = written)]
    pub written: Option<Written>,
    /// From which the parameters of a numeric question are drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Measures growth of an answer that is not accepted, too.
    #[arg(long)]
    pub growth: bool,
    /// Prints the judgement as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Measure {
    /// The file that defines the function.
    pub file: PathBuf,
    /// The function; in C++ it takes `Input&`, and the file also defines `Input` and
    /// `Input* gen(long n, unsigned seed)`.
    #[arg(long, value_name = "NAME")]
    pub entry: String,
    /// For Python, the file and function that make inputs: `make(n, seed)` returns the tuple of
    /// the arguments.
    #[arg(long, value_name = "FILE:FUNCTION")]
    pub inputs: Option<String>,
    /// The file's language, where its ending does not say it.
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub language: Option<Language>,
    /// Prints the measurement as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub enum DesignCommand {
    /// Says what a design does under its load, or what policies do with a stock of goods, and whether
    /// objectives are met.
    Run(RunDesign),
    /// Searches over a design: the rate at which it falls over and the one from which it recovers,
    /// the cheapest counts that meet its objectives, and which one change helps most.
    Search(SearchDesign),
    /// Lists the kinds of components, with what each takes where a file says nothing, and why.
    Components {
        /// Prints the list as JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct SearchDesign {
    /// The design's file; - reads standard input. docs/designs.md says what is in it.
    pub design: PathBuf,
    /// A file with load, faults and objectives, for a design that has none of its own.
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// The question that the design answers: it is judged first, then searched over under all
    /// scenarios of the question, for the cheapest counts and the change that helps most.
    #[arg(long, value_name = "QUESTION", conflicts_with = "scenario")]
    pub question: Option<String>,
    /// From which all chance is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Prints what was found as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct RunDesign {
    /// The file of a design, or of stocks; - reads standard input. docs/designs.md and
    /// docs/inventory.md say what is in it.
    pub design: PathBuf,
    /// A file with load, faults and objectives, or with the world of a stock, for a design that has
    /// none of its own.
    #[arg(long, value_name = "FILE")]
    pub scenario: Option<PathBuf>,
    /// From which all chance is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Runs with other random numbers [default: as many as give intervals of use]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub replications: Option<u64>,
    /// Prints the figures as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub enum ExperimentCommand {
    /// Says how often a plan raises false alarms, finds the lift, and what else it does.
    Run(RunExperiment),
    /// Writes the rows of one experiment with the lift, as comma-separated values, for analysis.
    Data(ExperimentData),
}

#[derive(Args)]
pub struct ExperimentData {
    /// The plan's file; - reads standard input. docs/experiments.md says what is in it.
    pub plan: PathBuf,
    /// From which all chance is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
}

#[derive(Args)]
pub struct RunExperiment {
    /// The plan's file; - reads standard input. docs/experiments.md says what is in it.
    pub plan: PathBuf,
    /// From which all chance is drawn.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub seed: u64,
    /// Populations: each is one experiment without the lift, one with it and one that is harmful.
    #[arg(long, value_name = "N", default_value_t = 10_000,
          value_parser = clap::value_parser!(u64).range(1..=1_000_000_000_000))]
    pub replications: u64,
    /// Prints the figures as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Subcommand)]
pub enum BankCommand {
    /// Lets every question prove itself: shape first, then what its answers get.
    Check(Check),
    /// Counts which ids of the catalogue work.
    Coverage(Coverage),
    /// Starts a new question package.
    New(New),
    /// Makes a question of a package in a format of Kattis or the ICPC.
    Import(Import),
    /// Writes the JSON Schemas of package files to schemas/ in the bank.
    Schemas,
    /// Writes revisions and hashes to bank.lock; a change without a new revision is refused.
    Lock,
}

#[derive(Args)]
pub struct Check {
    /// The questions to check; without any, the whole bank.
    pub questions: Vec<String>,
    /// Proves again also what has not changed since it was last proved.
    #[arg(long)]
    pub all: bool,
    /// Checks the shape only; runs nothing.
    #[arg(long, conflicts_with = "all")]
    pub shape: bool,
    /// Prints the report as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Coverage {
    /// A catalogue other than the bank's own.
    #[arg(long, value_name = "FILE")]
    pub catalogue: Option<PathBuf>,
    /// Prints the ids as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct New {
    /// The kind of question.
    #[arg(value_parser = kind)]
    pub kind: Kind,
    /// The new question's id, such as `my-question`.
    pub id: String,
}

#[derive(Args)]
pub struct Import {
    /// The package's folder.
    #[arg(value_name = "DIR")]
    pub package: PathBuf,
    /// The new question's id [default: made from the folder's name]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

#[derive(Subcommand)]
pub enum LoopCommand {
    /// Plans a loop.
    New(NewLoopOptions),
    /// Shows a loop: its rounds, scorecards, votes and what to do next.
    Show(ShowLoop),
    /// Starts a round, or goes on with it; lines of standard input are said to the interviewer.
    Start(StartRound),
    /// Writes a round's interviewer kit: one HTML file for a friend, who then rates the round.
    Kit(KitOptions),
    /// Seals a scorecard from a file, a friend's kit included; without one, writes the form.
    Seal(SealOptions),
    /// Opens the debrief, reads, votes again, and decides where a decision is given.
    Debrief(Debrief),
}

#[derive(Args)]
pub struct NewLoopOptions {
    /// What to plan.
    #[arg(long, value_name = "PRESET", default_value = "applied-scientist-l5")]
    pub preset: String,
    /// A round to sit; may be repeated [default: all that can be sat]
    #[arg(long, value_name = "ROUND")]
    pub round: Vec<String>,
    /// The day of the real interview, such as 2026-12-01.
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Prints the loop as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct ShowLoop {
    /// The loop's id [default: the newest loop]
    pub id: Option<String>,
    /// Prints the loop as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct StartRound {
    /// The round's id, such as coding.
    pub round: String,
    /// The loop's id [default: the newest loop]
    #[arg(long, value_name = "LOOP")]
    pub id: Option<String>,
    /// Prints the loop as JSON once standard input ends.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct KitOptions {
    /// The round's id, such as leadership.
    pub round: String,
    /// The loop's id [default: the newest loop]
    #[arg(long, value_name = "LOOP")]
    pub id: Option<String>,
}

#[derive(Args)]
pub struct SealOptions {
    /// The round's id, such as coding.
    pub round: String,
    /// The filled-in form.
    pub file: Option<PathBuf>,
    /// The loop's id [default: the newest loop]
    #[arg(long, value_name = "LOOP")]
    pub id: Option<String>,
    /// The vote you expect, said before it is sealed.
    #[arg(long, value_name = "VOTE", value_parser = crate::loops::read_vote)]
    pub predict: Option<Vote>,
    /// Prints the loop as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Debrief {
    /// The loop's id [default: the newest loop]
    pub id: Option<String>,
    /// The vote you expect of a round, such as coding=hire; may be repeated.
    #[arg(long, value_name = "ROUND=VOTE", value_parser = crate::loops::read_prediction)]
    pub predict: Vec<(String, Vote)>,
    /// Why not to wait for scorecards that are missing.
    #[arg(long, value_name = "REASON")]
    pub without: Option<String>,
    /// The decision: hire, no-hire, no-decision, or a lower level such as L4.
    #[arg(long, value_name = "DECISION", value_parser = crate::loops::read_decision)]
    pub decide: Option<Decision>,
    /// Prints the loop as JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Doctor {
    /// Prints the checks as JSON.
    #[arg(long)]
    pub json: bool,
}

fn language(text: &str) -> Result<Language, String> {
    Language::find(text).ok_or_else(|| {
        let known: Vec<_> = Language::ALL
            .iter()
            .map(|language| language.name())
            .collect();
        format!("unknown language; use one of: {}", known.join(", "))
    })
}

fn written(text: &str) -> Result<Written, String> {
    Written::find(text).map_or_else(|| language(text).map(Written::In), Ok)
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::ALL
        .into_iter()
        .find(|kind| kind.name() == text)
        .ok_or_else(|| {
            let known: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            format!("unknown kind; use one of: {}", known.join(", "))
        })
}
