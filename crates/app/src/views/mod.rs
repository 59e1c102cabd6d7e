//! What the app shows of the record and the bank: the shapes the API and the web app share.
//!
//! Markdown is already HTML here; maths stays as `<span data-math-style>` for the page to set.

mod doctor;
mod editorial;
mod job;
mod list;
mod preview;
mod question;
mod settings;
mod today;

pub use self::{
    doctor::*, editorial::*, job::*, list::*, preview::*, question::*, settings::*, today::*,
};
