//! What every command needs to start: data directory, bank, clock, helper.

use std::{
    fs,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use onsite_app::{App, Config, Helper, Workbench, clock::RecordClock};

use crate::{SANDBOX, error::CliError};

/// Most judgements at once, however many processors there are.
const MOST_WORKERS: usize = 8;

/// What was named on the command line for every command.
pub struct Context {
    data: Option<PathBuf>,
    bank: Option<PathBuf>,
}

impl Context {
    /// Keeps what was named.
    pub const fn new(data: Option<PathBuf>, bank: Option<PathBuf>) -> Self {
        Self { data, bank }
    }

    /// The data directory.
    pub fn data(&self) -> Result<PathBuf, CliError> {
        let data = onsite_app::data_dir(self.data.as_deref())
            .ok_or(onsite_app::StartError::NoDataDirectory)?;
        // The server and its jobs must not depend on where they were started.
        std::path::absolute(&data).map_err(|cause| CliError::file("find", &data, &cause))
    }

    /// The bank that was named, which must be there.
    pub fn bank(&self) -> Result<Option<PathBuf>, CliError> {
        match &self.bank {
            Some(bank) if !bank.is_dir() => Err(CliError::bad_input(
                format!("--bank {}: there is no such folder", bank.display()),
                "Name the folder that holds the kinds of questions, such as `bank`.",
            )),
            bank => Ok(bank.clone()),
        }
    }

    /// Bank, judge and clock, without the record; `workers` judgements may run at once.
    pub fn workbench(&self, workers: usize) -> Result<Workbench, CliError> {
        let data = self.data()?;
        Ok(Workbench::open(self.config(&data, workers)?)?)
    }

    /// The product with the record of a data directory, which it holds until stopped.
    pub fn app(&self, data: &Path, workers: usize) -> Result<App, CliError> {
        Ok(App::start(self.config(data, workers)?)?)
    }

    /// How to start with the record of a data directory.
    pub fn config(&self, data: &Path, workers: usize) -> Result<Config, CliError> {
        // Made here rather than by the first to write there, so that only its owner sees it.
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(data)
            .map_err(|cause| CliError::file("make", data, &cause))?;
        let program = std::env::current_exe().map_err(|cause| {
            CliError::ours(
                format!("the program does not find itself: {cause}"),
                "Start it anew.",
            )
        })?;
        let clock = RecordClock::from_environment().map_err(|error| {
            CliError::bad_input(error, "Mend or unset ONSITE_CLOCK; it is for rehearsals.")
        })?;
        Ok(Config {
            data: data.to_owned(),
            bank: self.bank()?,
            helper: Helper {
                program,
                arguments: vec![SANDBOX.into()],
            },
            clock,
            workers,
        })
    }
}

/// Processors that programs may run on at once.
pub fn processors() -> usize {
    std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MOST_WORKERS)
}
