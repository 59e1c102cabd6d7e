//! What callgrind writes of the functions that calls go through.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{basis::as_f64, facts::Point, fit::averaged};

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
    whole: f64,
    /// How often it was called.
    times: f64,
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
                && share >= LEAST_SHARE)
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
    fn and(self, other: Cost) -> Cost {
        Cost {
            whole: self.whole + other.whole,
            times: self.times + other.times,
        }
    }
}

/// The file in which a harness leaves what callgrind wrote: before each part stands a line with
/// `call`, the size, and the number of calls that the counts are divided by.
pub(crate) const FILE: &str = "functions";
/// The function that runs Python, and what is added for its calls within its calls.
const INTERPRETER: &str = "_PyEval_EvalFrameDefault";
/// How many times as much a call of a loop costs at the largest size as at the middle of all, and
/// how much at least. What only computes is dearer too with numbers that Python makes anew.
const MORE: f64 = 2.5;
const LEAST_EACH: f64 = 150.0;
/// Parts of the names of functions that free what others made, and grow as those do.
const FREEING: [&str; 3] = ["dealloc", "clear", "Clear"];
/// The share of all instructions below which a loop is not heard.
const LEAST_SHARE: f64 = 0.003;
/// Most bytes, calls and functions that are read, and loops that are heard; a program may write what
/// it likes.
pub(crate) const MOST_BYTES: u64 = 16 << 20;
const MOST_CALLS: usize = 512;
const MOST_FUNCTIONS: usize = 4096;
const MOST_LOOPS: usize = 32;
/// Longest name of a function that is kept, in bytes.
const MOST_NAME: usize = 100;

/// What every function cost, by its name, at each size that was counted, in the order of the calls.
pub(crate) fn read(text: &str) -> BTreeMap<String, Vec<(u32, Cost)>> {
    let mut functions: BTreeMap<String, Vec<(u32, Cost)>> = BTreeMap::new();
    let mut sizes = Vec::new();
    for part in parts(text).into_iter().take(MOST_CALLS) {
        let Some((n, calls, lines)) = part else {
            continue;
        };
        for (name, cost) in of_one_call(lines) {
            let is_new = !functions.contains_key(name);
            if is_new && (functions.len() >= MOST_FUNCTIONS || !is_plain(name)) {
                continue;
            }
            let costs = functions.entry(name.to_owned()).or_default();
            costs.resize(sizes.len(), (0, Cost::default()));
            costs.push((
                n,
                Cost {
                    whole: cost.whole / calls,
                    times: cost.times / calls,
                },
            ));
        }
        sizes.push(n);
    }
    for costs in functions.values_mut() {
        costs.resize(sizes.len(), (0, Cost::default()));
        for (cost, n) in costs.iter_mut().zip(&sizes) {
            cost.0 = *n;
        }
    }
    functions
}

/// Whether a name can be shown to whoever reads the note.
fn is_plain(name: &str) -> bool {
    name.len() <= MOST_NAME && name.chars().all(|c| c.is_ascii_graphic() || c == ' ')
}

/// The parts of the file: size, number of calls, and the lines of callgrind.
fn parts(text: &str) -> Vec<Option<(u32, f64, &str)>> {
    let bodies = text.split("\ncall ").enumerate();
    bodies
        .map(|(index, part)| {
            let part = match index {
                0 => part.strip_prefix("call ")?,
                _ => part,
            };
            let (head, lines) = part.split_once('\n')?;
            let (n, calls) = head.split_once(' ')?;
            let calls: f64 = calls.parse().ok()?;
            (calls >= 1.0).then_some((n.parse().ok()?, calls, lines))
        })
        .collect()
}

/// What each function costs that does not come back to the interpreter. A name is written once, and
/// known by its number from then on; the line after `calls=` is what those calls cost.
fn of_one_call(lines: &str) -> HashMap<&str, Cost> {
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut calls: Vec<(&str, &str, Cost)> = Vec::new();
    let (mut from, mut to) = ("", "");
    let mut lines = lines.lines();
    while let Some(line) = lines.next() {
        if let Some(named) = line.strip_prefix("fn=") {
            from = name(named, &mut names);
        } else if let Some(named) = line.strip_prefix("cfn=") {
            to = name(named, &mut names);
        } else if let Some(times) = line.strip_prefix("calls=") {
            let times = number(times, 0);
            let whole = lines.next().map_or(0.0, |line| number(line, 1));
            calls.push((from, to, Cost { whole, times }));
        }
    }
    let returning = returning(&calls);
    let mut costs: HashMap<&str, Cost> = HashMap::new();
    for (from, to, cost) in calls {
        if from != to && !returning.contains(to) {
            let sum = costs.entry(to).or_default();
            *sum = sum.and(cost);
        }
    }
    costs
}

/// The interpreter, and the functions from which it may be called.
fn returning<'t>(calls: &[(&'t str, &'t str, Cost)]) -> HashSet<&'t str> {
    let mut callers: HashMap<&str, Vec<&'t str>> = HashMap::new();
    let mut left: Vec<&str> = Vec::new();
    for (from, to, _) in calls {
        callers.entry(to).or_default().push(from);
        left.extend(
            [from, to]
                .into_iter()
                .filter(|it| it.starts_with(INTERPRETER)),
        );
    }
    let mut returning = HashSet::new();
    while let Some(function) = left.pop() {
        if returning.insert(function) {
            left.extend(callers.remove(function).unwrap_or_default());
        }
    }
    returning
}

/// The number at a place of a line.
fn number(line: &str, place: usize) -> f64 {
    let text = line.split_ascii_whitespace().nth(place);
    text.and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

/// The name in `(number) name`, or the one that the number was given before.
fn name<'t>(named: &'t str, known: &mut HashMap<&'t str, &'t str>) -> &'t str {
    match named.split_once(' ') {
        Some((number, name)) => {
            known.insert(number, name);
            name
        }
        None => known.get(named).copied().unwrap_or(named),
    }
}
