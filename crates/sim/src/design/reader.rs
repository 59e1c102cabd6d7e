//! Reads quantities out of a file and keeps what is wrong with them.

use std::{fmt::Display, ops::RangeInclusive};

use serde::Deserialize as _;
use toml::{Spanned, Value};

use super::{
    file::{KeysFile, LawFile, Text, Whole},
    law::Law,
    units,
    zipf::Zipf,
};
use crate::problem::{Problem, line_of};

/// Most problems that are kept; a file of noise would otherwise yield thousands.
const MOST_PROBLEMS: usize = 50;
/// Most keys of a law of keys.
const MOST_KEYS: i64 = 1_000_000_000;

/// One of the texts, and what is wrong with it.
pub(crate) struct Reader<'a> {
    text: &'a str,
    index: usize,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(crate) const fn new(text: &'a str, index: usize) -> Self {
        Self {
            text,
            index,
            problems: Vec::new(),
        }
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Notes that something at a place is wrong.
    pub(crate) fn wrong(&mut self, at: usize, message: impl Into<String>, help: impl Into<String>) {
        if self.problems.len() < MOST_PROBLEMS {
            let mut problem = Problem::new(line_of(self.text, at), message, help);
            problem.text = self.index;
            self.problems.push(problem);
        }
    }

    /// A quantity that `units` reads; `what` names its owner and key.
    pub(crate) fn quantity(
        &mut self,
        what: &str,
        text: &Text,
        read: fn(&str) -> Result<f64, String>,
    ) -> Option<f64> {
        match read(text.get_ref()) {
            Ok(value) => Some(value),
            Err(message) => {
                let help = "quantities are strings with a unit; docs/designs.md lists them";
                self.wrong(text.span().start, format!("{what}: {message}"), help);
                None
            }
        }
    }

    /// A time, in whole nanoseconds.
    pub(crate) fn duration(&mut self, what: &str, text: &Text) -> Option<u64> {
        let time = self.quantity(what, text, units::duration)?;
        Some((time + 0.5) as u64)
    }

    /// A time above zero, in whole nanoseconds.
    pub(crate) fn positive_duration(&mut self, what: &str, text: &Text) -> Option<u64> {
        let time = self.duration(what, text)?;
        if time == 0 {
            let help = "write a time of at least 1ns";
            self.wrong(text.span().start, format!("{what} is zero"), help);
            return None;
        }
        Some(time)
    }

    /// A rate, per second, which may be zero.
    pub(crate) fn any_rate(&mut self, what: &str, text: &Text) -> Option<f64> {
        self.quantity(what, text, units::rate)
    }

    /// A rate above zero, per second.
    pub(crate) fn rate(&mut self, what: &str, text: &Text) -> Option<f64> {
        let rate = self.any_rate(what, text)?;
        if rate <= 0.0 {
            let help =
                "write how many come, as in \"100/s\"; a load without requests measures nothing";
            self.wrong(text.span().start, format!("{what} is zero"), help);
            return None;
        }
        Some(rate)
    }

    /// A price, in dollars for an hour.
    pub(crate) fn price(&mut self, what: &str, text: &Text) -> Option<f64> {
        self.quantity(what, text, units::price)
    }

    /// A whole number within bounds.
    pub(crate) fn whole(
        &mut self,
        what: &str,
        number: &Whole,
        allowed: RangeInclusive<u32>,
    ) -> Option<u32> {
        let value = *number.get_ref();
        let found = u32::try_from(value).ok().filter(|v| allowed.contains(v));
        if found.is_none() {
            self.out_of_range(what, number.span().start, value, &allowed);
        }
        found
    }

    /// A number within bounds.
    pub(crate) fn number(
        &mut self,
        what: &str,
        number: &Spanned<f64>,
        allowed: RangeInclusive<f64>,
    ) -> Option<f64> {
        let value = *number.get_ref();
        let found = Some(value).filter(|v| allowed.contains(v));
        if found.is_none() {
            self.out_of_range(what, number.span().start, value, &allowed);
        }
        found
    }

    fn out_of_range<T: Display>(
        &mut self,
        what: &str,
        at: usize,
        value: impl Display,
        allowed: &RangeInclusive<T>,
    ) {
        let help = format!("write a number of {} to {}", allowed.start(), allowed.end());
        self.wrong(at, format!("{what} is {value}"), help);
    }

    /// One of some names.
    pub(crate) fn one_of<T: Copy>(
        &mut self,
        what: &str,
        text: &Text,
        names: &[(&str, T)],
    ) -> Option<T> {
        let found = names.iter().find(|(name, _)| *name == text.get_ref());
        if found.is_none() {
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            self.wrong(
                text.span().start,
                format!("{what}: \"{}\" is not known", text.get_ref()),
                format!("write one of {}", names.join(", ")),
            );
        }
        found.map(|(_, value)| *value)
    }

    /// A law of times: a text for a constant one, else a table.
    pub(crate) fn law(&mut self, what: &str, value: &Spanned<Value>) -> Option<Law> {
        let read = match value.get_ref() {
            Value::String(text) => {
                let time = units::duration(text);
                time.map(|time| Law::Constant {
                    time: (time + 0.5) as u64,
                })
            }
            other => LawFile::deserialize(other.clone())
                .map_err(|error| error.message().trim().to_owned())
                .and_then(|file| law(&file)),
        };
        match read {
            Ok(law) => Some(law),
            Err(message) => {
                let help = "write a time such as \"2ms\", or { distribution = \"exponential\", mean = \"2ms\" }";
                self.wrong(value.span().start, format!("{what}: {message}"), help);
                None
            }
        }
    }

    /// A law of keys.
    pub(super) fn keys(&mut self, what: &str, file: &Spanned<KeysFile>) -> Option<Zipf> {
        let (at, file) = (file.span().start, file.get_ref());
        if !(1..=MOST_KEYS).contains(&file.count) {
            self.out_of_range(&format!("{what} count"), at, file.count, &(1..=MOST_KEYS));
            return None;
        }
        if !(0.0..=10.0).contains(&file.zipf) {
            self.out_of_range(&format!("{what} zipf"), at, file.zipf, &(0.0..=10.0));
            return None;
        }
        let count = u32::try_from(file.count).ok()?;
        Some(Zipf::new(count, file.zipf))
    }
}

/// A law from its table.
fn law(file: &LawFile) -> Result<Law, String> {
    let time = |key: &str, text: &Option<String>| match text {
        Some(text) => units::duration(text).map_err(|error| format!("{key}: {error}")),
        None => Err(format!("a {} distribution needs {key}", file.distribution)),
    };
    let number = |key: &str, value: Option<f64>, most: f64| match value {
        Some(value) if (0.0..=most).contains(&value) => Ok(value),
        Some(value) => Err(format!("{key} is {value}, not a number of 0 to {most}")),
        None => Err(format!("a {} distribution needs {key}", file.distribution)),
    };
    let used: &[&str] = match file.distribution.as_str() {
        "constant" | "exponential" => &["mean"],
        "lognormal" => &["mean", "cv"],
        "uniform" => &["low", "high"],
        "bimodal" => &["fast", "slow", "share"],
        other => {
            return Err(format!(
                "the distribution \"{other}\" is not known: constant, exponential, lognormal, \
                 uniform or bimodal"
            ));
        }
    };
    let given = [
        ("mean", file.mean.is_some()),
        ("cv", file.cv.is_some()),
        ("low", file.low.is_some()),
        ("high", file.high.is_some()),
        ("fast", file.fast.is_some()),
        ("slow", file.slow.is_some()),
        ("share", file.share.is_some()),
    ];
    for (key, given) in given {
        if given && !used.contains(&key) {
            return Err(format!(
                "a {} distribution has no {key}; it has {}",
                file.distribution,
                used.join(", ")
            ));
        }
    }
    Ok(match file.distribution.as_str() {
        "constant" => Law::Constant {
            time: (time("mean", &file.mean)? + 0.5) as u64,
        },
        "exponential" => Law::Exponential {
            mean: time("mean", &file.mean)?,
        },
        "lognormal" => {
            let (mean, cv) = (time("mean", &file.mean)?, number("cv", file.cv, 100.0)?);
            if mean > 0.0 && cv > 0.0 {
                Law::log_normal(mean, cv)
            } else {
                Law::Constant {
                    time: (mean + 0.5) as u64,
                }
            }
        }
        "uniform" => {
            let (low, high) = (time("low", &file.low)?, time("high", &file.high)?);
            if low > high {
                return Err("low is above high".to_owned());
            }
            Law::Uniform { low, high }
        }
        _ => Law::Bimodal {
            fast: time("fast", &file.fast)?,
            slow: time("slow", &file.slow)?,
            share: number("share", file.share, 1.0)?,
        },
    })
}
