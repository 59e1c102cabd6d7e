#![doc = include_str!("../README.md")]

#[cfg(not(target_os = "linux"))]
compile_error!("onsite-sandbox runs programs with Linux namespaces and builds only for Linux");

mod cancel;
mod conversation;
mod error;
mod execution;
mod helper;
mod layers;
mod pool;
mod program;
#[expect(
    unsafe_code,
    reason = "system calls that no crate in use wraps; all of them are here"
)]
mod sys;
mod wire;

pub use cancel::Cancel;
pub use conversation::Conversation;
pub use error::Error;
pub use execution::{Ending, Execution};
pub use helper::helper_main;
pub use layers::{Controller, Layers};
pub use pool::{Helper, Sandbox};
pub use program::{File, Limits, Mount, Program, STRETCH, Warm};
