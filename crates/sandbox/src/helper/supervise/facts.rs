//! The end of an execution: ends its processes and states how it ended and what it used.

use std::fs::File;
use std::io::Read;
use std::os::fd::AsFd;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::Duration;

use super::{BUILD, Outcome, Report, Running, Stop, Watched};
use crate::execution::{Ending, Execution};
use crate::layers::Layers;
use crate::sys;
use crate::wire::{Failure, FailureClass};

impl Watched<'_> {
    /// Ends every process of the execution and states what is known.
    pub(super) fn end(mut self, stop: Option<Stop>) -> Outcome {
        let used = self.end_processes();
        if self.ended.is_none() && self.failure.is_none() {
            // The copy is gone too by now, and the Python about to say so.
            self.hear_python();
        }
        for sink in &mut self.sinks {
            sink.drain();
        }
        match stop {
            Some(Stop::Abandoned) => return Outcome::Abandoned,
            Some(Stop::Cancelled) => return failed(FailureClass::Cancelled, "", 0),
            Some(Stop::TooSlowToBuild) => {
                return failed(FailureClass::Setup, "build in time", libc::ETIMEDOUT);
            }
            Some(Stop::Limit(_)) | None => {}
        }
        if let Some(failure) = self.failure.take() {
            return Outcome::Failed(failure);
        }
        match self.running.take() {
            Some(running) => self.state(stop, &running, used),
            None => failed(FailureClass::Setup, "build: a process died", libc::ECHILD),
        }
    }

    /// States how a program that was started ended, `used` being the time of all processes.
    fn state(self, stop: Option<Stop>, running: &Running, used: Duration) -> Outcome {
        let nothing = (Duration::ZERO, Duration::ZERO);
        let (own, elsewhere) = self
            .ended
            .map_or(nothing, |ended| (ended.own_cpu, ended.elsewhere));
        let cpu = match self.group.cpu() {
            Some(counted) => counted.saturating_sub(running.cpu_before),
            None => (used.saturating_sub(own.max(running.cpu_before)) + elsewhere).max(running.cpu),
        };
        let wall = self
            .ended
            .map_or(running.start.elapsed(), |ended| ended.wall);
        let Some(ending) = self.ending(stop, running, cpu, wall) else {
            return failed(
                FailureClass::Setup,
                "watch: the sandbox was killed",
                libc::ECHILD,
            );
        };
        let collected = self.collect(running);
        let memory = self.peak(running);
        let private_proc = running.watch.is_private();
        let [stdout, result, stderr] = self.sinks;
        Outcome::Done(Execution {
            ending,
            cpu,
            wall,
            memory,
            stdout: stdout.bytes,
            stderr: stderr.bytes,
            stderr_truncated: stderr.over,
            result: result.bytes,
            collected,
            layers: Layers {
                private_proc,
                ..self.tools.layers.clone()
            },
        })
    }

    /// Ends the first process, with which the kernel ends its namespace, and waits for it; returns the
    /// processor time of all.
    fn end_processes(&mut self) -> Duration {
        self.hear_of_first();
        match (self.first, &self.ended, self.python) {
            (Some(first), None, _) => sys::kill(first),
            (Some(_), Some(_), Some(_)) => self.launcher.let_go(),
            // Having told of the program's end it goes by itself.
            _ => {}
        }
        let waited = self.first.and_then(|first| sys::wait(first).ok());
        let by_itself = waited.is_some_and(|waited| waited.status == 0);
        if !by_itself || self.ended.is_none() || self.failure.is_some() {
            self.launcher.doubt();
        }
        waited.map_or(Duration::ZERO, |waited| waited.cpu)
    }

    /// Waits for the number of the first process, where it was not heard yet: without it nobody can
    /// be ended.
    fn hear_of_first(&mut self) {
        while self.first.is_none() && self.failure.is_none() {
            let status = self.launcher.status();
            let report = match sys::wait_readable(&[Some(status)], BUILD) {
                Ok([true]) => Report::receive(status),
                _ => return,
            };
            match report {
                Ok(Some(Report::Ready(ready))) => self.first = Some(ready.number),
                Ok(Some(Report::Failed(failure))) => self.failure = Some(failure),
                Ok(Some(Report::Ended(_))) => {}
                Ok(None) | Err(_) => return,
            }
        }
    }

    /// Decides how it ended; `None` when somebody else ended the sandbox.
    fn ending(
        &self,
        stop: Option<Stop>,
        running: &Running,
        cpu: Duration,
        wall: Duration,
    ) -> Option<Ending> {
        let limits = &self.program.limits;
        if self.sinks[..2].iter().any(|sink| sink.over) {
            return Some(Ending::OutputLimit);
        }
        if self.group.ran_out_of_memory() {
            return Some(Ending::MemoryLimit);
        }
        if let Some(Stop::Limit(ending)) = stop {
            return Some(ending);
        }
        if cpu > limits.cpu {
            return Some(Ending::CpuLimit);
        }
        if wall > limits.wall + running.queued {
            return Some(Ending::WallLimit);
        }
        let status = self.ended?.status;
        if !libc::WIFSIGNALED(status) {
            return Some(Ending::Exited(libc::WEXITSTATUS(status)));
        }
        let signal = libc::WTERMSIG(status);
        // Nothing but a mapping larger than the machine is answered with SIGSYS, and a file whose
        // segments are larger is ended while it is being executed.
        let refused = signal == libc::SIGSYS
            || ([libc::SIGKILL, libc::SIGSEGV].contains(&signal)
                && running.static_bytes > limits.memory);
        Some(if refused {
            Ending::MemoryLimit
        } else {
            Ending::Signalled(signal)
        })
    }

    fn peak(&self, running: &Running) -> u64 {
        if let Some(peak) = self.group.memory_peak() {
            let shared = self.python.map_or(0, |python| python.memory);
            return peak.saturating_sub(running.memory_before) + shared;
        }
        running
            .peak
            .max(self.ended.map_or(0, |ended| ended.peak_bytes))
    }

    /// Reads the files that the caller asked for. The program wrote them and chose their names'
    /// meaning; only plain ones are read, and nobody is left who could change them.
    fn collect(&self, running: &Running) -> Vec<(PathBuf, Vec<u8>)> {
        let limit = self.program.limits.collect_bytes;
        let read = |path: &PathBuf| -> Option<(PathBuf, Vec<u8>)> {
            let flags = libc::O_RDONLY | libc::O_NONBLOCK | libc::O_NOCTTY;
            let fd = sys::open_beneath(running.scratch.as_fd(), path, flags, 0).ok()?;
            let file = File::from(fd);
            let facts = file.metadata().ok()?;
            if !facts.is_file() || facts.nlink() != 1 || facts.len() > limit {
                return None;
            }
            let mut bytes = Vec::new();
            file.take(facts.len()).read_to_end(&mut bytes).ok()?;
            Some((path.clone(), bytes))
        };
        self.program.collect.iter().filter_map(read).collect()
    }
}

fn failed(class: FailureClass, step: &str, errno: i32) -> Outcome {
    Outcome::Failed(Failure {
        class,
        step: step.to_owned(),
        errno,
    })
}
