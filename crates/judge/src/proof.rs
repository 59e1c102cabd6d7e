//! What a question's proof of itself found.

use std::time::Duration;

/// What the proof of one package may cost in processor time.
pub(crate) const MOST_CPU: Duration = Duration::from_secs(40);

/// The result of one package's proof; without faults, the question holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// Answers that were run.
    pub answers: u32,
    /// Test cases, or draws of parameters.
    pub cases: u32,
    /// Processor time of everything that was run; what came out of the cache counts as what it
    /// cost to make.
    pub cpu: Duration,
    /// What is not as it should be.
    pub faults: Vec<Fault>,
    /// Answers that were not run, for their language is not installed and not one of those in
    /// which every question has an answer.
    pub not_run: Vec<Fault>,
}

/// Something in a package that does not behave as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable name, such as `wrong-verdict`.
    pub code: &'static str,
    /// File inside the package.
    pub file: String,
    /// Line in it, where one is meant.
    pub line: Option<u32>,
    /// What was found.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Proof {
    /// Adds a fault.
    pub(crate) fn fault(
        &mut self,
        code: &'static str,
        file: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.faults.push(Fault {
            code,
            file: file.into(),
            line: None,
            message: message.into(),
            help: help.into(),
        });
    }

    /// Takes note of the cost, and of its being too much.
    pub(crate) fn spent(&mut self, cpu: Duration) {
        self.cpu = cpu;
        if cpu > MOST_CPU {
            self.fault(
                "too-dear",
                "question.toml",
                format!(
                    "the proof takes {:.1} CPU seconds; at most {} are allowed",
                    cpu.as_secs_f64(),
                    MOST_CPU.as_secs()
                ),
                "lower the time limit, shrink the largest cases, or ship fewer slow answers",
            );
        }
    }
}
