//! The words that the rules look for, and how they are looked for.
//!
//! A phrase is words between single spaces; `*` ends one that may go on. American and British
//! spelling both stand here.

mod amounts;
mod blame;
mod decisions;
mod results;

pub(super) use self::{
    amounts::{BY_FAR, NO_COMPARATIVES, NOT_VAGUE_AFTER, VAGUE},
    blame::{BLAME, DENIALS, MACHINES_FAIL, NEVER, OWN_SIDE, PEOPLE},
    decisions::{
        ALTERNATIVE, BETWEEN, CHOOSING, DECIDING, GROUP_DECISION, MY_DECISION, STATES, SUFFERED,
    },
    results::{BASELINE, EXPERIMENT, LEARNING, MEASURED, NO_BASELINE},
};

use super::text::Token;

/// Whether a phrase begins at an index.
pub(super) fn begins(tokens: &[Token], at: usize, phrase: &str) -> bool {
    phrase.split(' ').enumerate().all(|(offset, word)| {
        tokens
            .get(at + offset)
            .is_some_and(|token| match word.strip_suffix('*') {
                Some(stem) => token.lower.starts_with(stem),
                None => token.lower == word,
            })
    })
}

/// Where the first of some phrases begins.
pub(super) fn find(tokens: &[Token], phrases: &[&str]) -> Option<usize> {
    (0..tokens.len()).find(|at| phrases.iter().any(|phrase| begins(tokens, *at, phrase)))
}

/// Whether the token is one of some words.
pub(super) fn is_one(token: Option<&Token>, words: &[&str]) -> bool {
    token.is_some_and(|token| words.contains(&token.lower.as_str()))
}
