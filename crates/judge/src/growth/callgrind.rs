//! What callgrind writes of the functions that calls go through.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::loops::Cost;

/// The file in which a harness leaves what callgrind wrote: before each part stands a line with
/// `call`, the size, and the number of calls that the counts are divided by.
pub(crate) const FILE: &str = "functions";
/// The function that runs Python, and what is added for its calls within its calls.
const INTERPRETER: &str = "_PyEval_EvalFrameDefault";
/// Most bytes, calls and functions that are read; a program may write what it likes.
pub(crate) const MOST_BYTES: u64 = 16 << 20;
const MOST_CALLS: usize = 512;
const MOST_FUNCTIONS: usize = 4096;
/// Longest name of a function that is kept, in bytes.
const MOST_NAME: usize = 100;

/// What every function cost, by its name, at each size that was counted, in the order of the calls.
pub(crate) fn read(text: &str) -> BTreeMap<String, Vec<(u32, Cost)>> {
    let mut functions: BTreeMap<String, Vec<(u32, Cost)>> = BTreeMap::new();
    let mut sizes = Vec::new();
    for part in parts(text).take(MOST_CALLS) {
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
fn parts(text: &str) -> impl Iterator<Item = Option<(u32, f64, &str)>> {
    text.split("\ncall ").enumerate().map(|(index, part)| {
        let part = match index {
            0 => part.strip_prefix("call ")?,
            _ => part,
        };
        let (head, lines) = part.split_once('\n')?;
        let (n, calls) = head.split_once(' ')?;
        let calls: f64 = calls.parse().ok()?;
        (calls >= 1.0).then_some((n.parse().ok()?, calls, lines))
    })
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
    let number = text.and_then(|text| text.parse().ok());
    number
        .filter(|number: &f64| number.is_finite())
        .unwrap_or(0.0)
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
