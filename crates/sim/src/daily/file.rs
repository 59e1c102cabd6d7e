//! What files of worlds have in common: values with their places, and an answer that stands in one
//! text with its world or apart from it.

use toml::Spanned;

use super::{Asked, AskedFile, Unit};
use crate::{
    design::reader::Reader,
    problem::{Problem, read},
};

/// A text with its place in the file.
pub(crate) type Text = Spanned<String>;
/// A whole number with its place in the file.
pub(crate) type Whole = Spanned<i64>;

/// Reads the text that stands apart; its problems are those of text 1.
pub(crate) fn apart<T: serde::de::DeserializeOwned>(
    text: Option<&str>,
) -> Result<Option<T>, Vec<Problem>> {
    text.map(read).transpose().map_err(|mut problem| {
        problem.text = 1;
        vec![problem]
    })
}

/// Readers of the answer and of the world: of one text, or of two.
pub(crate) struct Readers<'a> {
    pub(crate) ours: Reader<'a>,
    pub(crate) theirs: Reader<'a>,
    /// Which text the world stands in.
    world: usize,
}

impl<'a> Readers<'a> {
    pub(crate) fn new(text: &'a str, apart: Option<&'a str>) -> Self {
        let world = usize::from(apart.is_some());
        Self {
            ours: Reader::new(text, 0),
            theirs: Reader::new(apart.unwrap_or(text), world),
            world,
        }
    }

    /// Says which tables an answer leaves to a world that stands apart.
    pub(crate) fn left_to_the_world(
        &mut self,
        tables: [(&str, Option<usize>); 2],
        objectives: Option<&AskedFile>,
    ) {
        let bounds = objectives.and_then(|o| o.values().map(|value| value.span().start).min());
        for (table, at) in tables.into_iter().chain([("objectives", bounds)]) {
            if let Some(at) = at {
                let message = format!("[{table}] stands with the world");
                self.ours.wrong(at, message, "take it out of the answer");
            }
        }
    }

    /// What was found, with the world's objectives and the answer's claims; or everything that is
    /// wrong, in order of line.
    pub(crate) fn settle<T>(
        mut self,
        found: Option<T>,
        objectives: Option<&AskedFile>,
        claims: Option<&AskedFile>,
        unit_of: &dyn Fn(&str) -> Option<Unit>,
    ) -> Result<(T, Asked), Vec<Problem>> {
        let asked = Asked::read(&mut self.theirs, self.world, objectives, None, unit_of);
        let asked = asked.and(Asked::read(&mut self.ours, 0, None, claims, unit_of));
        let mut problems = self.ours.into_problems();
        problems.extend(self.theirs.into_problems());
        match found {
            Some(found) if problems.is_empty() => Ok((found, asked)),
            _ => {
                problems.sort_by_key(|problem| (problem.text, problem.line));
                Err(problems)
            }
        }
    }
}
