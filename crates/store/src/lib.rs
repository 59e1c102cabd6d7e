//! The record: keeps domain values in an embedded `SQLite` database.
//!
//! [`Store`] is the contract, [`SqliteStore`] the database behind it. Values are kept as JSON of
//! the domain types beside the columns that queries need, so that no kind of question is named
//! here. No rules live here either: callers compute changes, the store makes them whole, durable
//! and, for what was handed in, judged and seen, final.

mod error;
mod sqlite;
mod store;

pub use error::{Error, OpenError, Source};
pub use sqlite::{Info, SqliteStore};
pub use store::{
    Finished, KeptStory, MOST_BYTES, MOST_NAME_BYTES, MOST_ROWS, MOST_SETTINGS, MOST_SLOTS,
    QuestionState, Saved, Store,
};
