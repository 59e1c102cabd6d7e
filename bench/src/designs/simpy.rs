//! The queue in `SimPy`, in a virtual environment under the target folder.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};

use super::queue::Outcome;
use crate::measure::tell;

const PYTHONS: [&str; 2] = ["python3.11", "python3"];
const PACKAGE: &str = "simpy==4.1.1";
const MODEL: &str = include_str!("queue.py");

/// A Python that has its package.
pub struct SimPy {
    python: PathBuf,
    /// Which Python.
    pub version: String,
}

impl SimPy {
    /// Makes the environment where it is not there yet.
    pub fn set_up() -> Result<Self> {
        let binary = env::current_exe()?;
        let target = binary.ancestors().nth(2).context("no target folder")?;
        let folder = target.join("bench-simpy");
        let python = folder.join("bin/python");
        if said(&python, &["-c", "import simpy"]).is_err() {
            tell("installing SimPy");
            let make = |name| {
                let folder = folder.to_str().context("the target folder's name")?;
                said(Path::new(name), &["-m", "venv", "--clear", folder])
            };
            PYTHONS
                .into_iter()
                .map(make)
                .reduce(Result::or)
                .context("no Python")??;
            said(&python, &["-m", "pip", "install", "--quiet", PACKAGE])?;
        }
        let version = said(&python, &["--version"])?.trim().to_owned();
        Ok(Self { python, version })
    }

    /// Runs until all customers have been served.
    pub fn run(&self, seed: u64, customers: u32) -> Result<(Outcome, Duration)> {
        let (seed, count) = (seed.to_string(), customers.to_string());
        let said = said(&self.python, &["-c", MODEL, &seed, &count])?;
        let mut figures = said.split_whitespace().map(str::parse::<f64>);
        let mut next = || figures.next().context("SimPy said too little");
        let mean_wait = next()??;
        let cpu = Duration::from_secs_f64(next()??);
        let outcome = Outcome {
            customers: f64::from(customers),
            mean_wait,
        };
        Ok((outcome, cpu))
    }
}

/// What a command prints, where it ends well.
fn said(program: &Path, words: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .args(words)
        .output()
        .with_context(|| format!("{} does not run", program.display()))?;
    ensure!(
        output.status.success(),
        "{}: {}",
        program.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8(output.stdout)?)
}
