//! HTTP rim of Onsite: routes, the API's description, protections, the embedded web app.
//!
//! Every route asks `onsite-app` and turns its answer into HTTP. Nothing here knows a kind of
//! question, SQL or the sandbox, and nothing here decides what a candidate may see.

mod api;
mod assets;
mod body;
mod error;
mod guard;
mod pages;
mod secret;
mod serve;
mod state;

pub use api::openapi;
pub use error::{ApiError, ErrorBody};
pub use secret::{Secret, SecretError};
pub use serve::{NAME, router, serve};
pub use state::Server;
