//! The functions within a call that work through what grows.

use std::collections::BTreeMap;

use super::{basis::as_f64, facts::Point, fit::averaged};

/// How many times as much a call of a loop costs at the largest size as at the middle of all, and
/// how much at least. What only computes is dearer too with numbers that Python makes anew.
const MORE: f64 = 2.5;
const LEAST_EACH: f64 = 150.0;
/// Parts of the names of functions that free what others made, and grow as those do.
const FREEING: [&str; 3] = ["dealloc", "clear", "Clear"];
/// The shares of all instructions below and above which a loop is not heard. What functions that call
/// each other cost is counted more than once, and a program may write what it likes.
const LEAST_SHARE: f64 = 0.003;
const MOST_SHARE: f64 = 1.05;
/// Most loops that are heard; a program may write what it likes.
const MOST_LOOPS: usize = 32;

/// Instructions that were counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    /// Of whole calls.
    pub(crate) calls: Vec<Point>,
    /// Of functions that do not come back to the interpreter, by their names.
    pub(crate) functions: BTreeMap<String, Vec<(u32, Cost)>>,
}

/// What the calls of a function come to in one call of what is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Cost {
    /// Instructions, with those of what it calls.
    pub(super) whole: f64,
    /// How often it was called.
    pub(super) times: f64,
}

/// A function that does more at each call the larger the size.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Loop<'c> {
    pub(crate) name: &'c str,
    /// Its share of all instructions at the largest size.
    pub(crate) share: f64,
    pub(crate) counts: Vec<Point>,
}

impl Counts {
    /// The functions that work through what grows, such as copying, searching and sorting. Others do
    /// as much at every call, and grow as what calls them. The largest first.
    pub(crate) fn loops(&self) -> Vec<Loop<'_>> {
        let all = averaged(&self.calls);
        let Some((largest, whole)) = all.last() else {
            return Vec::new();
        };
        let middle = all[all.len() / 2].0;
        let frees = |name: &str| FREEING.iter().any(|part| name.contains(part));
        let functions = self.functions.iter().filter(|(name, _)| !frees(name));
        let loops = functions.filter_map(|(name, costs)| {
            let at = |n: u32| {
                let costs = costs.iter().filter(|(other, _)| *other == n);
                costs.fold(Cost::default(), |sum, (_, cost)| sum.and(*cost))
            };
            let (low, high) = (at(middle), at(*largest));
            let each = |cost: Cost| cost.whole / cost.times;
            let calls = self.calls.iter().filter(|(n, _)| n == largest).count();
            let share = high.whole / as_f64(calls) / whole;
            (low.times > 0.0
                && each(high) >= (MORE * each(low)).max(LEAST_EACH)
                && (LEAST_SHARE..=MOST_SHARE).contains(&share))
            .then(|| Loop {
                name,
                share,
                counts: costs.iter().map(|(n, cost)| (*n, cost.whole)).collect(),
            })
        });
        let mut loops: Vec<_> = loops.collect();
        loops.sort_by(|a, b| b.share.total_cmp(&a.share));
        loops.truncate(MOST_LOOPS);
        loops
    }
}

impl Cost {
    pub(super) fn and(self, other: Cost) -> Cost {
        Cost {
            whole: self.whole + other.whole,
            times: self.times + other.times,
        }
    }
}
