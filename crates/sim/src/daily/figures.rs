//! Figures as ratios of counts, and the objectives and claims that name them.

use std::collections::BTreeMap;

use toml::{Spanned, Value};

use crate::{
    design::{
        Outcome,
        reader::Reader,
        sections::{ratio_of, widened},
        units,
    },
    estimate::Estimate,
    problem::{Problem, line_of},
};

use super::{Counts, DAY};

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share of one.
    Share,
    /// Dollars.
    Dollars,
    /// Days.
    Days,
    /// A plain number.
    Number,
}

impl Unit {
    /// Reads a value in this unit.
    fn read(self, text: &str) -> Result<f64, String> {
        match self {
            Self::Share => match units::share(text)? {
                share if share > 1.0 => Err(format!("\"{text}\" is more than all")),
                share => Ok(share),
            },
            Self::Dollars => units::dollars(text),
            Self::Days => Ok(units::duration(text)? / DAY as f64),
            Self::Number => {
                let number = text.trim().parse::<f64>().ok();
                number
                    .filter(|number| number.is_finite() && *number >= 0.0)
                    .ok_or_else(|| format!("\"{text}\" is no number of zero or more"))
            }
        }
    }

    /// A value as an example of how to write one.
    const fn example(self) -> &'static str {
        match self {
            Self::Share => "98%",
            Self::Dollars => "$120",
            Self::Days => "3d",
            Self::Number => "40",
        }
    }
}

/// A figure: a sum of counts over another, each count with its weight.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// Its name in objectives; of one item, followed by a slash and the item's name.
    pub(crate) name: String,
    pub(crate) unit: Unit,
    pub(crate) above: Vec<(usize, f64)>,
    pub(crate) below: Vec<(usize, f64)>,
    /// How many independent trials one of what is below stands for, at most; for shares of events.
    pub(crate) trials: Option<f64>,
}

impl Figure {
    /// What replications say of it.
    pub(crate) fn estimate(&self, replications: &[Counts]) -> Estimate {
        let sum = |parts: &[(usize, f64)], of: &Counts| -> f64 {
            let weighed = parts
                .iter()
                .map(|&(at, weight)| weight * of.counts[at] as f64);
            weighed.sum()
        };
        let sums: Vec<(f64, f64)> = replications
            .iter()
            .map(|counts| (sum(&self.above, counts), sum(&self.below, counts)))
            .collect();
        let ratio = ratio_of(&sums);
        match self.trials {
            Some(each) => {
                let below: f64 = sums.iter().map(|(_, below)| below).sum();
                widened(ratio, below * each)
            }
            None => Estimate {
                low: ratio.low.map(|low| low.max(0.0)),
                ..ratio
            },
        }
    }
}

/// A figure and a bound for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// Which figure.
    pub name: String,
    /// Whether it must stay at or below the bound, else at or above.
    pub at_most: bool,
    /// The bound: a share, dollars, days or a number.
    pub bound: f64,
    /// As the file has it.
    pub text: String,
}

impl Bound {
    /// Whether the whole interval of a figure meets it.
    pub(crate) fn weigh(&self, figure: Estimate) -> Outcome {
        let (Some(low), Some(high)) = (figure.low, figure.high) else {
            return Outcome::Undecided;
        };
        let (pass, fail) = if self.at_most {
            (high <= self.bound, low > self.bound)
        } else {
            (low >= self.bound, high < self.bound)
        };
        match (pass, fail) {
            (true, _) => Outcome::Pass,
            (_, true) => Outcome::Fail,
            _ => Outcome::Undecided,
        }
    }
}

/// A figure and the value that is expected of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Which figure.
    pub name: String,
    /// The value: a share, dollars, days or a number.
    pub value: f64,
}

/// A table of figures by name, as it is written.
pub(crate) type AskedFile = BTreeMap<String, Spanned<Value>>;

/// Objectives and claims, with their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    pub(crate) objectives: Vec<Bound>,
    pub(crate) claims: Vec<Claim>,
    /// The text and the place of each name.
    places: Vec<(String, usize, usize)>,
}

impl Asked {
    /// Reads objectives and claims; `unit_of` is the unit of a figure's name before any slash.
    pub(crate) fn read(
        reader: &mut Reader<'_>,
        index: usize,
        objectives: Option<&AskedFile>,
        claims: Option<&AskedFile>,
        unit_of: &dyn Fn(&str) -> Option<Unit>,
    ) -> Self {
        let mut asked = Self::default();
        // In the file's order; a table of keys comes sorted by name.
        let ordered = |file: Option<&AskedFile>| {
            let mut entries: Vec<(String, Spanned<Value>)> = file
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect();
            entries.sort_by_key(|(_, value)| value.span().start);
            entries
        };
        for (is_claim, (name, value)) in ordered(objectives)
            .into_iter()
            .map(|entry| (false, entry))
            .chain(ordered(claims).into_iter().map(|entry| (true, entry)))
        {
            let at = value.span().start;
            asked.places.push((name.clone(), index, at));
            let figure = name.split('/').next().unwrap_or_default();
            // A name that is not known is told once the world is there.
            let Some(unit) = unit_of(figure) else {
                continue;
            };
            let text = value.get_ref().as_str().unwrap_or_default();
            let example = unit.example();
            if is_claim {
                match unit.read(text) {
                    Ok(value) => asked.claims.push(Claim { name, value }),
                    Err(message) => {
                        let help = format!("write what you expect, as in {name} = \"{example}\"");
                        reader.wrong(at, format!("claim {name}: {message}"), help);
                    }
                }
            } else {
                match bound(unit, text) {
                    Ok((at_most, bound)) => asked.objectives.push(Bound {
                        name,
                        at_most,
                        bound,
                        text: text.trim().to_owned(),
                    }),
                    Err(message) => {
                        let help = format!("write it as in {name} = \">= {example}\"");
                        reader.wrong(at, format!("objective {name}: {message}"), help);
                    }
                }
            }
        }
        asked
    }

    /// Adds what stands in another text.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.objectives.extend(other.objectives);
        self.claims.extend(other.claims);
        self.places.extend(other.places);
        self
    }

    /// A problem for each name that no run gives.
    pub(super) fn unknown(&self, figures: &[Figure], texts: &[&str]) -> Vec<Problem> {
        let known = |name: &str| figures.iter().any(|figure| figure.name == name);
        let plain: Vec<&str> = figures
            .iter()
            .map(|figure| figure.name.as_str())
            .filter(|name| !name.contains('/'))
            .collect();
        let unknown = self.places.iter().filter(|(name, ..)| !known(name));
        unknown
            .map(|(name, index, at)| {
                let line = texts.get(*index).map(|text| line_of(text, *at));
                let mut problem = Problem::new(
                    line,
                    format!("\"{name}\" is no figure of this run"),
                    format!(
                        "write one of {}; of one item, with a slash and its name",
                        plain.join(", ")
                    ),
                );
                problem.text = *index;
                problem
            })
            .collect()
    }
}

/// Reads "<= $120" in the unit of a figure.
fn bound(unit: Unit, text: &str) -> Result<(bool, f64), String> {
    let text = text.trim();
    let (at_most, rest) = if let Some(rest) = text.strip_prefix("<=") {
        (true, rest)
    } else if let Some(rest) = text.strip_prefix(">=") {
        (false, rest)
    } else {
        return Err(format!("\"{text}\" does not begin with <= or >="));
    };
    Ok((at_most, unit.read(rest)?))
}
