//! Numbers in speech: digits with their signs and units, and words such as "half" and "two thirds".
//!
//! A year, an ordinal, a name with digits in it and "one" as a pronoun are no numbers.

use super::text::{Text, Token};

/// Signs of currencies that stand before an amount.
const CURRENCIES: [char; 6] = ['$', '€', '£', '¥', '₹', '₩'];
/// Words that are numbers by themselves.
const CARDINALS: [&str; 29] = [
    "zero",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
];
/// Other words that say how much.
const AMOUNTS: [&str; 24] = [
    "million",
    "billion",
    "trillion",
    "dozen",
    "half",
    "halved",
    "halve",
    "halving",
    "double",
    "doubled",
    "doubling",
    "triple",
    "tripled",
    "tripling",
    "trebled",
    "quadrupled",
    "quadruple",
    "twice",
    "thrice",
    "twofold",
    "threefold",
    "fourfold",
    "fivefold",
    "tenfold",
];
/// What makes "one" a number.
const AFTER_ONE: [&str; 26] = [
    "percent",
    "per",
    "percentage",
    "point",
    "in",
    "million",
    "billion",
    "thousand",
    "hundred",
    "third",
    "quarter",
    "fifth",
    "tenth",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "dollar",
    "euro",
    "pound",
    "case",
    "error",
    "incident",
];
/// Fractions, after "a" or a number.
const FRACTIONS: [&str; 12] = [
    "third",
    "thirds",
    "quarter",
    "quarters",
    "fifth",
    "fifths",
    "sixth",
    "eighth",
    "eighths",
    "tenth",
    "tenths",
    "hundredth",
];
/// Words before "a third" that make it a share.
const BEFORE_FRACTION: [&str; 10] = [
    "than", "by", "to", "about", "around", "nearly", "almost", "over", "under", "roughly",
];
/// Words before a year.
const BEFORE_YEAR: [&str; 22] = [
    "in", "of", "since", "by", "until", "till", "during", "early", "late", "mid", "summer",
    "winter", "spring", "autumn", "fall", "year", "before", "after", "from", "to", "through",
    "around",
];
const MONTHS: [&str; 21] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "aug",
    "sep",
    "oct",
    "nov",
];
/// Words before a number that make it a name, such as "phase 2".
const BEFORE_NAME: [&str; 20] = [
    "phase", "type", "version", "level", "step", "part", "section", "chapter", "table", "figure",
    "appendix", "room", "floor", "tier", "stage", "class", "grade", "question", "line", "python",
];

/// Whether the token at an index is a number.
pub(super) fn is_number(text: &Text<'_>, index: usize) -> bool {
    let token = &text.tokens[index];
    let word = token.lower.as_str();
    let before = index.checked_sub(1).map(|i| &text.tokens[i]);
    let next = text.tokens.get(index + 1);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return digits(text, token, before);
    }
    if word.starts_with(char::is_numeric) {
        // ½, ⅔, and digits of other scripts.
        return true;
    }
    if next.is_some_and(|next| word == "double" && next.lower.starts_with("check")) {
        return false;
    }
    CARDINALS.contains(&word)
        || AMOUNTS.contains(&word)
        || is_joined(word)
        || (word == "one"
            && (next.is_some_and(|n| counts_one(&n.lower)) || ends_range(text, index)))
        || (FRACTIONS.contains(&word) && is_fraction(text, index))
        || (word == "none" && next.is_some_and(|next| next.lower == "of"))
}

/// "from nine to one".
fn ends_range(text: &Text<'_>, index: usize) -> bool {
    let before = &text.tokens[index.saturating_sub(5)..index];
    before.last().is_some_and(|token| token.lower == "to")
        && before.iter().any(|token| token.lower == "from")
}

/// "twenty-five", "two-thirds", "ten-fold", "six-week"; not "two-tower" and "zero-shot".
fn is_joined(word: &str) -> bool {
    let Some((first, last)) = word.split_once('-') else {
        return false;
    };
    let single = last.strip_suffix('s').unwrap_or(last);
    (CARDINALS.contains(&first) || first == "one")
        && (CARDINALS.contains(&last)
            || last == "one"
            || last == "fold"
            || last == "half"
            || FRACTIONS.contains(&last)
            || AFTER_ONE.contains(&single))
}

/// Whether a word after "one" makes it a number: a unit, also in the plural.
fn counts_one(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    let rate = matches!(word, "a" | "an" | "each" | "every");
    rate || AFTER_ONE.contains(&word) || AFTER_ONE.contains(&single)
}

/// "a third of", "two thirds", "by a third", but not "the third attempt" and "last quarter".
fn is_fraction(text: &Text<'_>, index: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| text.tokens.get(at)).map(|t| &*t.lower);
    let Some(before) = word(index.checked_sub(1)) else {
        return false;
    };
    let counted = CARDINALS.contains(&before) || before == "one" || before == "by";
    let of = word(Some(index + 1)).is_some_and(|w| matches!(w, "of" | "the" | "less" | "more"));
    let ahead = word(index.checked_sub(2)).is_some_and(|word| BEFORE_FRACTION.contains(&word));
    let name = word(Some(index + 1)).is_some_and(|w| matches!(w, "party" | "time" | "person"));
    counted || (before == "a" && (of || (ahead && !name)))
}

/// Whether a word that begins with a digit says how much.
fn digits(text: &Text<'_>, token: &Token, before: Option<&Token>) -> bool {
    let word = token.lower.as_str();
    let ahead = &text.whole[..token.at.start];
    if ahead.ends_with(CURRENCIES) || ahead.ends_with(['−', '+', '~', '≈', '<', '>', '≥', '≤'])
    {
        return true;
    }
    let behind = &text.whole[token.at.end..];
    if behind.trim_start().starts_with(['%', '‰']) || behind.starts_with(['€', '£', '$', '°'])
    {
        return true;
    }
    let ordinal = ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| word.strip_suffix(ending).is_some_and(all_digits));
    let before = before.map(|token| token.lower.as_str());
    let named = before.is_some_and(|before| BEFORE_NAME.contains(&before));
    !(ordinal || named || is_date(word, before))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A year, a day of a month, or a date such as 2024-05.
fn is_date(word: &str, before: Option<&str>) -> bool {
    let is_year = |part: &str| {
        part.len() == 4 && (part.starts_with("19") || part.starts_with("20")) && all_digits(part)
    };
    let month = before.is_some_and(|before| MONTHS.contains(&before));
    let parts: Vec<&str> = word.split(['-', '/']).take(4).collect();
    if parts.len() > 1 && parts.iter().any(|part| is_year(part)) {
        return true;
    }
    if is_year(word) || word.strip_suffix('s').is_some_and(is_year) {
        return month || before.is_none_or(|before| BEFORE_YEAR.contains(&before));
    }
    // "May 3", but "may 3 of them" is not how anyone speaks.
    month && all_digits(word) && word.len() <= 2
}
