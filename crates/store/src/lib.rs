//! Keeps domain values in an embedded SQLite database.
