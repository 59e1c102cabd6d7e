//! Tests of the bank through its public seam: folders in, questions and diagnostics out.

mod broken;
mod real_bank;
mod support;
