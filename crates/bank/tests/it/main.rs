//! Tests of the bank through its public seam: folders in, questions and diagnostics out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod broken;
mod coherence;
mod facts;
mod finding;
mod lists;
mod presets;
mod real_bank;
mod review;
mod story;
mod support;
