//! Reads question packages into domain values, or diagnostics with file, line and help.
//!
//! [`Bank::load`] reads a whole bank from a [`Source`] and reports every problem at once. Nothing here
//! runs a program: whether an answer gets its verdict is the judge's to say.

mod bank;
mod checks;
mod code;
pub mod coverage;
mod design;
mod diagnostic;
mod error;
mod experiment;
mod facts;
mod files;
mod hash;
pub mod kattis;
mod ladder;
mod lists;
pub mod lock;
mod manifest;
pub mod new;
mod numeric;
mod package;
mod preset;
mod principles;
mod prose;
mod review;
pub mod schema;
mod simulated;
mod source;
mod story;
pub mod telling;

pub use bank::{Bank, Loaded};
pub use diagnostic::Diagnostic;
pub use error::Error;
pub use files::{MOST_FILES, MOST_PACKAGE_BYTES};
pub use lists::GuideList;
pub use package::FORMAT;
pub use source::{MOST_FILE_BYTES, Source};
