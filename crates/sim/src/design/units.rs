//! Quantities with units: "40ms", "100k/s", "99.9%", "$0.042/h".

/// Nanoseconds in a second.
pub(crate) const SECOND: f64 = 1e9;
/// Longest time that is read: about three years.
const LONGEST_SECONDS: f64 = 1e8;
/// Highest rate that is read.
const MOST_PER_SECOND: f64 = 1e9;

const TIMES: [(&str, f64); 8] = [
    ("ns", 1.0),
    ("us", 1e3),
    ("µs", 1e3),
    ("ms", 1e6),
    ("s", SECOND),
    ("min", 60.0 * SECOND),
    ("h", 3600.0 * SECOND),
    ("d", 86_400.0 * SECOND),
];
const MULTIPLES: [(&str, f64); 5] = [("", 1.0), ("k", 1e3), ("K", 1e3), ("M", 1e6), ("G", 1e9)];

/// Splits into a number that is zero or more and what follows it.
fn number(text: &str) -> Result<(f64, &str), String> {
    let text = text.trim();
    let end = text
        .char_indices()
        .find(|&(at, c)| !is_of_number(text, at, c))
        .map_or(text.len(), |(at, _)| at);
    let value: f64 = text[..end]
        .replace('_', "")
        .parse()
        .map_err(|_| format!("\"{text}\" does not begin with a number of zero or more"))?;
    if value.is_finite() {
        Ok((value, text[end..].trim()))
    } else {
        Err(format!("\"{text}\" is too large"))
    }
}

/// Whether a character at a place belongs to a number such as 1.5e-3.
fn is_of_number(text: &str, at: usize, c: char) -> bool {
    let follows = |at: usize| {
        let rest = text[at + 1..].trim_start_matches(['+', '-']);
        rest.starts_with(|c: char| c.is_ascii_digit())
    };
    match c {
        '0'..='9' | '.' | '_' => true,
        'e' | 'E' => at > 0 && follows(at),
        '+' | '-' => at > 0 && matches!(text.as_bytes()[at - 1], b'e' | b'E'),
        _ => false,
    }
}

/// A time, in nanoseconds.
pub(crate) fn duration(text: &str) -> Result<f64, String> {
    let (value, unit) = number(text)?;
    if value == 0.0 && unit.is_empty() {
        return Ok(0.0);
    }
    let (_, scale) = TIMES.iter().find(|(name, _)| *name == unit).ok_or_else(|| {
        format!("\"{text}\" is no time: write a number and ns, us, ms, s, min, h or d, as in \"40ms\"")
    })?;
    let nanoseconds = value * scale;
    if nanoseconds > LONGEST_SECONDS * SECOND {
        return Err(format!("\"{text}\" is longer than {LONGEST_SECONDS} s"));
    }
    Ok(nanoseconds)
}

/// A rate, per second.
pub(crate) fn rate(text: &str) -> Result<f64, String> {
    let wrong = || {
        format!("\"{text}\" is no rate: write a number and /s, /min, /h or /d, as in \"100k/s\"")
    };
    let (value, rest) = number(text)?;
    let (multiple, unit) = rest.split_once('/').ok_or_else(wrong)?;
    let scale = multiple_of(multiple.trim()).ok_or_else(wrong)?;
    let unit = unit.trim();
    let (_, time) = TIMES
        .iter()
        .find(|(name, _)| *name == unit)
        .ok_or_else(wrong)?;
    let per_second = value * scale * SECOND / time;
    if per_second > MOST_PER_SECOND {
        return Err(format!(
            "\"{text}\" is more than {MOST_PER_SECOND} a second"
        ));
    }
    Ok(per_second)
}

/// A share of one: "99.9%" or "0.999".
pub(crate) fn share(text: &str) -> Result<f64, String> {
    let (value, unit) = number(text)?;
    match unit {
        "" => Ok(value),
        "%" => Ok(value / 100.0),
        _ => Err(format!(
            "\"{text}\" is no share: write a number of 0 to 1, or per cent, as in \"99.9%\""
        )),
    }
}

/// Dollars, before any "/h".
pub(crate) fn dollars(text: &str) -> Result<f64, String> {
    let wrong = |_| format!("\"{text}\" is no amount of dollars, as in \"$0.042\"");
    let (value, rest) = number(text.trim().trim_start_matches('$')).map_err(wrong)?;
    if rest.is_empty() {
        Ok(value)
    } else {
        Err(wrong(String::new()))
    }
}

/// Dollars for an hour: "$0.042/h".
pub(crate) fn price(text: &str) -> Result<f64, String> {
    match text.split_once('/') {
        Some((amount, unit)) if unit.trim() == "h" => dollars(amount),
        _ => Err(format!(
            "\"{text}\" is no price: write dollars for an hour, as in \"$0.042/h\""
        )),
    }
}

fn multiple_of(text: &str) -> Option<f64> {
    let found = MULTIPLES.iter().find(|(name, _)| *name == text);
    found.map(|(_, scale)| *scale)
}
