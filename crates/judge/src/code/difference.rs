//! What is different about two values, in words that help the one who has to find it.

use onsite_domain::{signature::Type, value::shorten};
use serde_json::Value;

use super::checker::Closeness;

/// Most characters of a value inside a sentence.
const MOST: usize = 60;

/// A value as it stands in a sentence.
pub(crate) fn quoted_value(value: &Value) -> String {
    format!("`{}`", shorten(&value.to_string(), MOST))
}

/// A text as it stands in a sentence.
pub(crate) fn quoted(text: &str) -> String {
    format!("“{}”", shorten(text, MOST))
}

/// Begins with a capital and ends with a full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = shorten(text.trim(), 1000);
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let end = if text.ends_with(['.', '!', '?', '…']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{end}", letters.as_str())
}

/// The differences between two values of a type; none where they are equal or close enough.
pub(crate) fn of_values(
    place: &str,
    ty: &Type,
    expected: &Value,
    actual: &Value,
    close: Closeness,
) -> Vec<String> {
    let Some(first) = first_difference(place, expected, actual, close) else {
        return Vec::new();
    };
    let mut words = Vec::new();
    if let (Value::Array(wanted), Value::Array(given)) = (expected, actual) {
        let list = !matches!(ty, Type::Tree(_));
        if list && same_elements(wanted, given) {
            words.push(sentence(&format!(
                "{place}: the right elements in another order"
            )));
        } else if wanted.len() != given.len() {
            words.push(sentence(&format!(
                "{place}: {} given, {} expected",
                counted(given.len()),
                wanted.len()
            )));
        }
    }
    words.push(sentence(&first));
    words
}

/// The differences between two lists whose order does not matter, known to differ.
pub(crate) fn of_multisets(
    place: &str,
    expected: &Value,
    actual: &Value,
    sort: &dyn Fn(&Value) -> Value,
) -> Vec<String> {
    let (expected, actual) = (sort(expected), sort(actual));
    let (Some(wanted), Some(given)) = (expected.as_array(), actual.as_array()) else {
        return vec![sentence(&format!(
            "{place}: {} expected, {} given",
            quoted_value(&expected),
            quoted_value(&actual)
        ))];
    };
    let (missing, extra) = apart(wanted, given);
    let mut words = Vec::new();
    if wanted.len() != given.len() {
        words.push(sentence(&format!(
            "{place}: {} given, {} expected",
            counted(given.len()),
            wanted.len()
        )));
    }
    let listed = |values: &[&Value]| {
        let shown: Vec<String> = values.iter().take(3).map(|v| quoted_value(v)).collect();
        let more = values.len().saturating_sub(3);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("{}{more}", shown.join(", "))
    };
    if !missing.is_empty() {
        words.push(sentence(&format!("{place}: missing: {}", listed(&missing))));
    }
    if !extra.is_empty() {
        words.push(sentence(&format!(
            "{place}: not expected, or not as often: {}",
            listed(&extra)
        )));
    }
    words
}

fn counted(count: usize) -> String {
    if count == 1 {
        "1 element".to_owned()
    } else {
        format!("{count} elements")
    }
}

/// What one of two sorted lists has more of than the other.
fn apart<'a>(wanted: &'a [Value], given: &'a [Value]) -> (Vec<&'a Value>, Vec<&'a Value>) {
    let keys = |values: &'a [Value]| {
        let mut keys: Vec<(String, &Value)> = values.iter().map(|v| (v.to_string(), v)).collect();
        keys.sort_by(|a, b| a.0.cmp(&b.0));
        keys
    };
    let (wanted, given) = (keys(wanted), keys(given));
    let (mut i, mut j) = (0, 0);
    let (mut missing, mut extra) = (Vec::new(), Vec::new());
    while i < wanted.len() || j < given.len() {
        let order = match (wanted.get(i), given.get(j)) {
            (Some(a), Some(b)) => a.0.cmp(&b.0),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        if order.is_lt() {
            missing.push(wanted[i].1);
        } else if order.is_gt() {
            extra.push(given[j].1);
        }
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
    (missing, extra)
}

fn same_elements(a: &[Value], b: &[Value]) -> bool {
    let (missing, extra) = apart(a, b);
    missing.is_empty() && extra.is_empty()
}

/// The first place where two values differ, and how.
fn first_difference(
    place: &str,
    expected: &Value,
    actual: &Value,
    close: Closeness,
) -> Option<String> {
    match (expected, actual) {
        (Value::Array(wanted), Value::Array(given)) => {
            let inside = wanted.iter().zip(given).enumerate();
            for (index, (wanted, given)) in inside {
                let inner = first_difference(&format!("{place} [{index}]"), wanted, given, close);
                if inner.is_some() {
                    return inner;
                }
            }
            let shared = wanted.len().min(given.len());
            match (wanted.get(shared), given.get(shared)) {
                (None, None) => None,
                (Some(next), _) => Some(format!(
                    "{place} ends after {}; {} was expected next",
                    counted(shared),
                    quoted_value(next)
                )),
                (None, Some(next)) => Some(format!(
                    "{place} should end after {}; {} follows",
                    counted(shared),
                    quoted_value(next)
                )),
            }
        }
        (Value::String(wanted), Value::String(given)) if wanted != given => {
            Some(format!("{place}: {}", of_strings(wanted, given)))
        }
        (Value::Number(wanted), Value::Number(given)) => {
            number_difference(place, wanted, given, close)
        }
        (wanted, given) if wanted == given => None,
        (wanted, given) => Some(format!(
            "{place}: {} expected, {} given",
            quoted_value(wanted),
            quoted_value(given)
        )),
    }
}

fn number_difference(
    place: &str,
    wanted: &serde_json::Number,
    given: &serde_json::Number,
    close: Closeness,
) -> Option<String> {
    // Whole numbers of 64 bits do not all fit a float.
    let whole = wanted.is_i64() && given.is_i64();
    let (Some(w), Some(g)) = (wanted.as_f64(), given.as_f64()) else {
        return (wanted != given).then(|| format!("{place}: {wanted} expected, {given} given"));
    };
    if (whole && wanted == given) || (!whole && close.accepts(w, g)) {
        return None;
    }
    let told = format!("{place}: {wanted} expected, {given} given");
    let hint = if whole {
        String::new()
    } else if w != 0.0 && close.accepts(w, -g) {
        ", which has the wrong sign".to_owned()
    } else {
        let allowed = close.absolute.max(close.relative * w.abs());
        let apart = (w - g).abs();
        if allowed > 0.0 {
            format!(", off by {apart:.3e} where {allowed:.3e} is allowed")
        } else {
            format!(", off by {apart:.3e}")
        }
    };
    Some(told + &hint)
}

/// How two texts differ, that do.
pub(crate) fn of_strings(wanted: &str, given: &str) -> String {
    let both = || format!("{} expected, {} given", quoted(wanted), quoted(given));
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    if wanted.to_lowercase() == given.to_lowercase() {
        return format!("{}; only upper and lower case differ", both());
    }
    if bare(wanted) == bare(given) {
        return format!(
            "{:?} expected, {:?} given; only white space differs",
            shorten(wanted, MOST),
            shorten(given, MOST)
        );
    }
    let at = wanted
        .chars()
        .zip(given.chars())
        .take_while(|(a, b)| a == b)
        .count();
    if at < MOST {
        return both();
    }
    let from = |text: &str| text.chars().skip(at.saturating_sub(10)).collect::<String>();
    format!(
        "the first difference is at character {}: …{} expected, …{} given",
        at + 1,
        quoted(&from(wanted)),
        quoted(&from(given))
    )
}
