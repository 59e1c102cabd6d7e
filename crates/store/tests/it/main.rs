//! The record through its public seams: one suite for every database, and what is `SQLite`'s own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod crash;
mod files;
mod model;
mod story;
mod support;
