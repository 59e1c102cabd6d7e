//! What to practise next: where one stands with a question, lists, and the order of work.

mod list;
mod order;
mod similar;
mod standing;

pub use list::{Day, Guide, LONGEST_DAY, PracticeList};
pub use order::{draw, interleave};
pub use similar::{Likeness, likeness};
pub use standing::{History, QuestionStanding, REVIEW_AFTER_MS, solved_late, standing};
