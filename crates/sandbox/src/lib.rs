//! Runs one program under limits and reports facts about how it ended.
