//! A `code` question that begins with given code, and how far an answer moved away from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::code::Language;

/// Most lines of given code.
pub const MOST_GIVEN_LINES: usize = 400;
/// Lines that an answer may have beyond the given code's before it is only counted, not compared.
const MOST_MORE_LINES: usize = 1000;
/// A changed line counts once for each of so many characters.
const LINE_WIDTH: usize = 100;
/// Unchanged lines shown before and after a change.
const CONTEXT: usize = 2;
/// Most lines of a difference that are shown.
const MOST_SHOWN: usize = 200;
/// Longest line that is shown, in characters.
const LONGEST_SHOWN: usize = 200;

/// Code that an answer starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What is to become of it.
    pub goal: Goal,
    /// The code, in every language in which the question is asked.
    pub sources: BTreeMap<Language, String>,
}

/// What is to become of given code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "goal", rename_all = "snake_case")]
pub enum Goal {
    /// It is right and too dear: the same results for less.
    Improve,
    /// It is faulty: right results with few lines changed.
    Mend {
        /// Most lines that may change.
        most_changed_lines: u32,
    },
}

/// How far an answer moved away from given code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Changes {
    /// Lines that changed: replaced ones once, taken out or put in ones once.
    pub lines: u32,
    /// Most that may change.
    pub most: u32,
    /// The changes with what stands around them.
    pub difference: Vec<ChangedLine>,
    /// Whether more changed than is shown.
    pub shortened: bool,
}

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChangedLine {
    /// What became of it.
    pub change: Change,
    /// Its number: in the given code where it was taken out, else in the answer.
    pub line: u32,
    /// The line.
    pub text: String,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It stands as it stood.
    Same,
    /// It was taken out.
    Removed,
    /// It was put in.
    Added,
}

impl Changes {
    /// Whether no more changed than may.
    pub const fn fit(&self) -> bool {
        self.lines <= self.most
    }

    /// Compares an answer with the given code, line by line. Empty lines and white space at a
    /// line's end do not count; a long line counts once for each hundred characters.
    pub fn between(given: &str, answer: &str, most: u32) -> Self {
        let (given, answer) = (lines(given), lines(answer));
        if given.len() > MOST_GIVEN_LINES || answer.len() > given.len() + MOST_MORE_LINES {
            return Self {
                lines: count(answer.len().abs_diff(given.len())).max(most.saturating_add(1)),
                most,
                difference: Vec::new(),
                shortened: true,
            };
        }
        let steps = compare(&given, &answer);
        let (difference, shortened) = shown(&steps);
        Self {
            lines: changed(&steps),
            most,
            difference,
            shortened,
        }
    }
}

/// A line with something on it, and its number.
#[derive(Clone, Copy)]
struct Line<'t> {
    number: usize,
    text: &'t str,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let numbered = text.lines().zip(1..);
    let trimmed = numbered.map(|(text, number)| Line {
        number,
        text: text.trim_end(),
    });
    trimmed.filter(|line| !line.text.is_empty()).collect()
}

/// The lines of both texts in one order, by a longest common subsequence.
fn compare<'t>(given: &[Line<'t>], answer: &[Line<'t>]) -> Vec<(Change, Line<'t>)> {
    let width = answer.len() + 1;
    // How many lines the rests of both texts have in common.
    let mut common = vec![0_u32; (given.len() + 1) * width];
    for (i, old) in given.iter().enumerate().rev() {
        for (j, new) in answer.iter().enumerate().rev() {
            common[i * width + j] = if old.text == new.text {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut steps) = (0, 0, Vec::new());
    loop {
        match (given.get(i), answer.get(j)) {
            (Some(old), Some(new)) if old.text == new.text => {
                steps.push((Change::Same, *new));
                (i, j) = (i + 1, j + 1);
            }
            (Some(old), new)
                if new.is_none() || common[(i + 1) * width + j] >= common[i * width + j + 1] =>
            {
                steps.push((Change::Removed, *old));
                i += 1;
            }
            (_, Some(new)) => {
                steps.push((Change::Added, *new));
                j += 1;
            }
            _ => return steps,
        }
    }
}

/// Lines that changed: of each run between unchanged lines, the longer side.
fn changed(steps: &[(Change, Line<'_>)]) -> u32 {
    let runs = steps.split(|(change, _)| *change == Change::Same);
    let weight = |run: &[(Change, Line<'_>)], wanted: Change| {
        let lines = run.iter().filter(|(change, _)| *change == wanted);
        let widths = lines.map(|(_, line)| line.text.chars().count().div_ceil(LINE_WIDTH));
        widths.sum::<usize>()
    };
    count(
        runs.map(|run| weight(run, Change::Removed).max(weight(run, Change::Added)))
            .sum(),
    )
}

fn shown(steps: &[(Change, Line<'_>)]) -> (Vec<ChangedLine>, bool) {
    let near = |at: usize| {
        let from = at.saturating_sub(CONTEXT);
        let to = steps.len().min(at + CONTEXT + 1);
        steps[from..to]
            .iter()
            .any(|(change, _)| *change != Change::Same)
    };
    let mut kept = steps.iter().enumerate().filter(|(at, _)| near(*at));
    let difference = kept
        .by_ref()
        .take(MOST_SHOWN)
        .map(|(_, (change, line))| ChangedLine {
            change: *change,
            line: count(line.number),
            text: line.text.chars().take(LONGEST_SHOWN).collect(),
        })
        .collect();
    (difference, kept.next().is_some())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
