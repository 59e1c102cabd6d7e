//! Compares what programs print: line by line, token by token, or without regard to order.

use super::{checker::Closeness, difference};

/// The lines of a text without white space at their ends, and without empty lines at the end.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}

/// Compares lines; white space at the end of a line or of the text does not matter.
pub(crate) fn difference(expected: &str, actual: &str) -> Vec<String> {
    let (wanted, given) = (lines(expected), lines(actual));
    if wanted == given {
        return Vec::new();
    }
    if given.is_empty() {
        return vec!["Nothing was printed.".to_owned()];
    }
    let mut words = Vec::new();
    let tokens =
        |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
    let (mut left, mut right) = (wanted.clone(), given.clone());
    left.sort_unstable();
    right.sort_unstable();
    if tokens(expected) == tokens(actual) {
        words.push("Only spaces and line breaks differ.".to_owned());
    } else if left == right {
        words.push("The right lines in another order.".to_owned());
    } else if wanted.len() != given.len() {
        words.push(format!(
            "{} lines were printed; {} were expected.",
            given.len(),
            wanted.len()
        ));
    }
    let at = wanted
        .iter()
        .zip(&given)
        .take_while(|(a, b)| a == b)
        .count();
    let line = at + 1;
    words.push(match (wanted.get(at), given.get(at)) {
        (Some(w), Some(g)) => {
            difference::sentence(&format!("line {line}: {}", difference::of_strings(w, g)))
        }
        (Some(w), None) => format!("Line {line} is missing: {}.", difference::quoted(w)),
        (None, g) => format!(
            "Line {line} is one too many: {}.",
            difference::quoted(g.unwrap_or(&""))
        ),
    });
    words
}

/// Compares tokens: numbers within a tolerance, all else exactly.
pub(crate) fn token_difference(expected: &str, actual: &str, close: Closeness) -> Vec<String> {
    let wanted: Vec<&str> = expected.split_whitespace().collect();
    let given: Vec<&str> = actual.split_whitespace().collect();
    for (index, (w, g)) in wanted.iter().zip(&given).enumerate() {
        let number = index + 1;
        let (Ok(a), Ok(b)) = (w.parse::<f64>(), g.parse::<f64>()) else {
            if w == g {
                continue;
            }
            return vec![difference::sentence(&format!(
                "word {number}: {}",
                difference::of_strings(w, g)
            ))];
        };
        let same = a.total_cmp(&b).is_eq() || (a.is_nan() && b.is_nan());
        if same || (a.is_finite() && b.is_finite() && close.accepts(a, b)) {
            continue;
        }
        return vec![format!(
            "Number {number}: {w} expected, {g} given, off by {:.3e}.",
            (a - b).abs()
        )];
    }
    if wanted.len() == given.len() {
        Vec::new()
    } else if given.is_empty() {
        vec!["Nothing was printed.".to_owned()]
    } else {
        vec![format!(
            "{} words were printed; {} were expected.",
            given.len(),
            wanted.len()
        )]
    }
}

/// Compares lines in any order; with `nested` also the words of each line.
pub(crate) fn unordered_difference(expected: &str, actual: &str, nested: bool) -> Vec<String> {
    let sorted = |text: &str| -> Vec<String> {
        let mut sorted: Vec<String> = lines(text)
            .into_iter()
            .map(|line| {
                if !nested {
                    return line.to_owned();
                }
                let mut words: Vec<&str> = line.split_whitespace().collect();
                words.sort_unstable();
                words.join(" ")
            })
            .collect();
        sorted.sort();
        sorted
    };
    let (wanted, given) = (sorted(expected), sorted(actual));
    if wanted == given {
        return Vec::new();
    }
    if given.is_empty() {
        return vec!["Nothing was printed.".to_owned()];
    }
    // Both are sorted, so the first line that the other has not is found in one walk.
    let lacks = |from: &[String], other: &[String]| {
        let mut rest = other.iter().peekable();
        from.iter()
            .find(|line| {
                while rest.next_if(|next| next < line).is_some() {}
                rest.next_if(|next| next == line).is_none()
            })
            .cloned()
    };
    let missing =
        lacks(&wanted, &given).map(|l| format!("A line is missing: {}.", difference::quoted(&l)));
    let extra = lacks(&given, &wanted).map(|l| {
        format!(
            "A line was not expected, or not as often: {}.",
            difference::quoted(&l)
        )
    });
    missing.into_iter().chain(extra).collect()
}
