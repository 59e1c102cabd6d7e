//! The `numeric` kind: parameters drawn per attempt, an answer with a unit, known wrong turns.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::draw::Stream;

/// What belongs to a `numeric` question.
#[derive(Clone, Debug, PartialEq)]
pub struct NumericQuestion {
    /// Parameters, drawn in this order.
    pub parameters: Vec<Parameter>,
    /// The unit an answer is in, as shown beside the field.
    pub unit: String,
    /// Other units that are understood.
    pub units: Vec<Unit>,
    /// How close an answer must be.
    pub tolerance: Tolerance,
    /// Python source: `answer(p)` and `wrong_turns(p)`.
    pub formula: String,
    /// Python source: `simulate(p, answer, seed)`.
    pub simulation: String,
    /// Known wrong turns.
    pub wrong_turns: Vec<WrongTurn>,
    /// Worked examples that hold the formula from outside.
    pub examples: Vec<Example>,
}

/// A parameter and the values it is drawn from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Name, used as `{{name}}` in the statement and `p["name"]` in the programs.
    pub name: String,
    /// The values, each equally likely.
    pub values: Vec<f64>,
    /// How it is printed.
    #[serde(default)]
    pub show: Show,
}

/// How a number is printed in a statement.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// As a plain number, thousands separated.
    #[default]
    Number,
    /// As a percentage.
    Percent,
    /// As an amount in dollars.
    Dollars,
}

/// A unit that is understood beside the question's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// As written after the number, such as `%`.
    pub name: String,
    /// What one of it is in the question's unit.
    pub scale: f64,
}

/// How close an answer must be: within either bound.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    /// Greatest absolute difference.
    #[serde(default)]
    pub absolute: f64,
    /// Greatest difference relative to the right answer.
    #[serde(default)]
    pub relative: f64,
}

impl Tolerance {
    /// Whether `given` is close enough to `right`.
    pub fn accepts(self, given: f64, right: f64) -> bool {
        let difference = (given - right).abs();
        // Relative to an infinite number, every number would be close.
        difference.is_finite()
            && (difference <= self.absolute || difference <= self.relative * right.abs())
    }
}

/// A mistake that many make, and what to say to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WrongTurn {
    /// Key in what `wrong_turns(p)` returns.
    pub id: String,
    /// What went wrong, in Markdown, in the second person.
    pub explanation: String,
}

/// An answer for one seed with the outcome it must get, worked out apart from the formula.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The seed the parameters are drawn from.
    pub seed: u64,
    /// The answer as a candidate would type it.
    pub answer: String,
    /// Whether it passes.
    pub passes: bool,
    /// Where the number comes from, or why it fails.
    pub because: String,
}

/// Values drawn for one attempt, by parameter name.
pub type Drawn = BTreeMap<String, f64>;

impl NumericQuestion {
    /// Draws the parameters of a seed; the same seed always gives the same values.
    pub fn draw(&self, seed: u64) -> Drawn {
        let mut stream = Stream::new(seed);
        self.parameters
            .iter()
            .map(|p| (p.name.clone(), p.values[stream.below(p.values.len())]))
            .collect()
    }

    /// The statement with drawn values in place of its `{{parameter}}` marks.
    pub fn fill(&self, statement: &str, drawn: &Drawn) -> String {
        self.parameters
            .iter()
            .fold(statement.to_owned(), |text, parameter| {
                let value = drawn.get(&parameter.name).copied().unwrap_or(f64::NAN);
                text.replace(
                    &format!("{{{{{}}}}}", parameter.name),
                    &parameter.show.print(value),
                )
            })
    }

    /// Reads what a candidate typed as a number in the question's unit.
    pub fn read(&self, text: &str) -> Result<f64, ReadNumberError> {
        // The minus sign of print, as the statements show it.
        let text = text.trim().replace('−', "-");
        // An amount such as "$480" or "-$480" carries its unit in front.
        let amount = self.known_units().find_map(|(name, scale)| {
            let (sign, rest) = text.split_at(text.len() - text.trim_start_matches('-').len());
            let amount = rest.strip_prefix(name).filter(|_| !starts_a_word(name))?;
            Some((format!("{sign}{}", amount.trim_start()), scale))
        });
        if let Some((number, scale)) = amount {
            return finite(read_number(number.trim(), &text)? * scale, &text);
        }
        let split = text
            .find(|c: char| !(c.is_ascii_digit() || "+-.,/_eE ".contains(c)))
            .unwrap_or(text.len());
        let (mut number, mut unit) = text.split_at(split);
        // "3 e" is a unit that begins like an exponent; "3e5" is a number.
        if let Some(cut) = number.trim_end().strip_suffix(['e', 'E']) {
            unit = &text[cut.len()..];
            number = cut;
        }
        let value = read_number(number.trim(), &text)?;
        let unit = unit.trim();
        if unit.is_empty() {
            return Ok(value);
        }
        let mut known = self.known_units();
        match known.find(|(name, _)| name.eq_ignore_ascii_case(unit)) {
            Some((_, scale)) => finite(value * scale, &text),
            None => Err(ReadNumberError::Unit {
                given: short(unit),
                known: self
                    .known_units()
                    .map(|(name, _)| name)
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
        }
    }

    /// The question's own unit, then the others, each with what one of it is in the own.
    fn known_units(&self) -> impl Iterator<Item = (&str, f64)> {
        std::iter::once((self.unit.as_str(), 1.0))
            .chain(self.units.iter().map(|u| (u.name.as_str(), u.scale)))
    }
}

impl Show {
    /// Prints a value.
    pub fn print(self, value: f64) -> String {
        let (before, value, after) = match self {
            Self::Number => ("", value, ""),
            Self::Percent => ("", value * 100.0, "%"),
            Self::Dollars => ("$", value, ""),
        };
        let digits = separate_thousands(&print_digits(value.abs()));
        let sign = if value < 0.0 && digits != "0" {
            "−"
        } else {
            ""
        };
        format!("{sign}{before}{digits}{after}")
    }
}

/// Why a typed answer is not a number in a known unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadNumberError {
    /// Not a finite number.
    #[error("“{0}” is not a number; write it like 31231, 31,231, 0.125, 1/8 or 1.25e-1")]
    Number(String),
    /// A unit that the question does not know.
    #[error("the unit “{given}” is not known here; leave it out or use one of: {known}")]
    Unit {
        /// What was written after the number.
        given: String,
        /// What may stand there.
        known: String,
    },
}

fn starts_a_word(unit: &str) -> bool {
    unit.chars().next().is_none_or(char::is_alphanumeric)
}

/// As much of a text as an error quotes.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Reads a number; an error quotes all that was written.
fn read_number(text: &str, written: &str) -> Result<f64, ReadNumberError> {
    let part = |part: &str| -> Result<f64, ReadNumberError> {
        let value = without_separators(part.trim()).and_then(|plain| plain.parse().ok());
        finite(value.unwrap_or(f64::NAN), written)
    };
    match text.split_once('/') {
        Some((top, bottom)) => finite(part(top)? / part(bottom)?, written),
        None => part(text),
    }
}

fn finite(value: f64, written: &str) -> Result<f64, ReadNumberError> {
    if value.is_finite() {
        Ok(value)
    } else {
        Err(ReadNumberError::Number(short(written)))
    }
}

/// Takes out thousands separators of one kind where they stand every three digits; "3,5" is
/// refused rather than read as 35, and so is "0,125" rather than read as 125.
fn without_separators(text: &str) -> Option<String> {
    let separators = [',', '_', ' '];
    let Some(separator) = text.chars().find(|c| separators.contains(c)) else {
        return Some(text.to_owned());
    };
    let whole = text.split(['.', 'e', 'E']).next().unwrap_or(text);
    let rest = &text[whole.len()..];
    let mut groups = whole.trim_start_matches(['+', '-']).split(separator);
    let first_fits = groups
        .next()
        .is_some_and(|g| (1..=3).contains(&g.len()) && !g.starts_with('0'));
    let fits = first_fits && groups.all(|g| g.len() == 3) && !rest.contains(separators);
    fits.then(|| whole.replace(separator, "") + rest)
}

/// Prints a number that is not negative to six decimals, or to six digits where it is so small
/// that six decimals would not show it.
fn print_digits(value: f64) -> String {
    if value < 0.1 {
        let digits = format!("{value:.5e}");
        return digits.parse::<f64>().map_or(digits, |v| v.to_string());
    }
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn separate_thousands(text: &str) -> String {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// What a judgement of a number says beyond its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct NumericDetail {
    /// What was read from the answer, in the question's unit.
    pub given: Option<f64>,
    /// Parameters as drawn.
    pub drawn: BTreeMap<String, f64>,
    /// The right answer; absent while it stays hidden.
    pub right: Option<f64>,
    /// The unit.
    pub unit: String,
    /// The wrong turn that gives this number, where one does.
    pub wrong_turn: Option<WrongTurn>,
    /// Wall time of the judgement, in milliseconds.
    pub total_ms: u64,
}
