//! Naming the step that failed, so that every failure says what was being done.

use std::io;

use crate::wire::{Failure, FailureClass};

/// The result of a step of building the sandbox.
pub type Step<T> = Result<T, Failure>;

/// Adds the name of the step to an operating system's error.
pub trait Context<T> {
    /// Names the step of building the sandbox that failed.
    fn step(self, name: impl Into<String>) -> Step<T>;
    /// Names the step of making namespaces that was refused.
    fn namespace_step(self, name: impl Into<String>) -> Step<T>;
}

impl<T> Context<T> for io::Result<T> {
    fn step(self, name: impl Into<String>) -> Step<T> {
        self.map_err(|source| Failure::new(FailureClass::Setup, name, &source))
    }

    fn namespace_step(self, name: impl Into<String>) -> Step<T> {
        self.map_err(|source| Failure::new(FailureClass::Namespaces, name, &source))
    }
}
