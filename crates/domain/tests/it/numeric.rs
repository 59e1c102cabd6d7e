//! Numbers: reading what is typed, printing what is drawn, and how close is close enough.

use std::collections::BTreeMap;

use onsite_domain::{
    draw::Stream,
    numeric::{NumericQuestion, Parameter, ReadNumberError, Show, Tolerance, Unit},
};
use proptest::prelude::*;

/// A question in dollars that also understands cents, percent, thousands and examples.
pub fn question() -> NumericQuestion {
    let unit = |name: &str, scale: f64| Unit {
        name: name.to_owned(),
        scale,
    };
    NumericQuestion {
        parameters: Vec::new(),
        unit: "dollars".to_owned(),
        units: vec![
            unit("$", 1.0),
            unit("cents", 0.5),
            unit("%", 0.25),
            unit("k", 1000.0),
            unit("thousand dollars", 1000.0),
            unit("examples", 1.0),
            unit("e", 2.0),
        ],
        tolerance: Tolerance {
            absolute: 0.5,
            relative: 0.0,
        },
        formula: String::new(),
        simulation: String::new(),
        wrong_turns: Vec::new(),
        examples: Vec::new(),
    }
}

fn parameter(name: &str, values: &[f64], show: Show) -> Parameter {
    Parameter {
        name: name.to_owned(),
        values: values.to_vec(),
        show,
    }
}

#[test]
fn reads_numbers_in_many_spellings() {
    let table = [
        ("0", 0.0),
        ("31231", 31231.0),
        ("+5", 5.0),
        ("-5", -5.0),
        ("−5", -5.0),
        ("0.125", 0.125),
        (".5", 0.5),
        ("5.", 5.0),
        ("007", 7.0),
        // Thousands apart, in one way throughout.
        ("31,231", 31231.0),
        ("1,234,567.25", 1_234_567.25),
        ("-1,234", -1234.0),
        ("1 000 000", 1_000_000.0),
        ("1_000", 1000.0),
        ("1,000e3", 1_000_000.0),
        // Powers of ten.
        ("1.25e-1", 0.125),
        ("1.25e−1", 0.125),
        ("3E5", 300_000.0),
        ("3e+2", 300.0),
        // Fractions.
        ("1/8", 0.125),
        ("-1/8", -0.125),
        ("1/-8", -0.125),
        (" 3 / 4 ", 0.75),
        ("1,000/8", 125.0),
        // Units behind.
        ("480 dollars", 480.0),
        ("480 DOLLARS", 480.0),
        ("480$", 480.0),
        ("10 cents", 5.0),
        ("10cents", 5.0),
        ("1/8%", 0.03125),
        ("50%", 12.5),
        ("50 %", 12.5),
        ("31.2 k", 31200.0),
        ("-3k", -3000.0),
        ("3 thousand dollars", 3000.0),
        ("1e3 cents", 500.0),
        // Units that begin like an exponent.
        ("3 examples", 3.0),
        ("3examples", 3.0),
        ("3e2 examples", 300.0),
        ("3 e", 6.0),
        ("3e", 6.0),
        // Units in front, where they are signs and no words.
        ("$480", 480.0),
        ("$ 480", 480.0),
        ("-$480", -480.0),
        ("−$480", -480.0),
        ("$-480", -480.0),
        ("$1,234.50", 1234.5),
        ("$1/2", 0.5),
        ("$1e3", 1000.0),
        // White space around.
        ("\t 42 \r\n", 42.0),
        ("\u{a0}42\u{3000}", 42.0),
    ];
    for (text, value) in table {
        assert_eq!(question().read(text), Ok(value), "{text:?}");
    }
}

#[test]
fn refuses_what_is_no_number() {
    let table = [
        "",
        " ",
        "-",
        "−",
        "+",
        ".",
        ",",
        "/",
        "e",
        "$",
        "$$5",
        "--5",
        "-$-5",
        "+-5",
        "many",
        "five dollars",
        "dollars 5",
        "k5",
        "1.2.3",
        "1..2",
        "1e2e3",
        "e5",
        "1 2",
        "1 -2",
        "1-2",
        "- 5",
        "1/0",
        "0/0",
        "1/",
        "/2",
        "1/2/3",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "infinity",
        "$inf",
        "$nan",
        "-$infinity",
        "1e999",
        "-1e999",
        "1/1e-320",
        "1e308 k",
        "$1e309",
        "$480k",
        "$480 cents",
    ];
    for text in table {
        let read = question().read(text);
        assert!(
            matches!(&read, Err(ReadNumberError::Number(_))),
            "{text:?}: {read:?}"
        );
    }
}

#[test]
fn refuses_separators_that_may_be_decimal_commas() {
    let table = [
        "3,5",
        "3,50",
        "3,1415",
        "1234,567",
        "1,23,456",
        "1,234,56",
        ",234",
        "1,,234",
        "1,234,",
        "0,125",
        "-0,125",
        "00,125",
        "1 234,567",
        "1,234 567",
        "1_234,567",
        "1.234,567",
        "1.5 3",
        "1,-23",
        "1e1,000",
        "1/0,125",
        "1\u{a0}234",
    ];
    for text in table {
        let read = question().read(text);
        assert!(read.is_err(), "{text:?}: {read:?}");
    }
}

#[test]
fn refuses_units_it_does_not_know_and_names_those_it_does() {
    for (text, unit) in [
        ("5 apples", "apples"),
        ("5€", "€"),
        ("5 dollar", "dollar"),
        ("5 $ $", "$ $"),
        ("5 thousand  dollars", "thousand  dollars"),
        ("5%%", "%%"),
        ("5 eggs", "eggs"),
        ("0x10", "x10"),
        ("٥", ""),
    ] {
        let read = question().read(text);
        if unit.is_empty() {
            assert!(
                matches!(read, Err(ReadNumberError::Number(_))),
                "{text:?}: {read:?}"
            );
            continue;
        }
        let refused = ReadNumberError::Unit {
            given: unit.to_owned(),
            known: "dollars, $, cents, %, k, thousand dollars, examples, e".to_owned(),
        };
        assert_eq!(read, Err(refused), "{text:?}");
    }
}

#[test]
fn an_error_quotes_little_of_a_long_text() {
    let long = 256 * 1024;
    for text in [
        "9".repeat(long),
        "é".repeat(long),
        format!("5 {}", "x".repeat(long)),
    ] {
        let told = question().read(&text).expect_err("no number").to_string();
        assert!(told.chars().count() < 250, "{}", told.len());
    }
    // Long, and a number all the same.
    let small = format!("0.{}1", "0".repeat(long));
    assert_eq!(question().read(&small), Ok(0.0));
    assert_eq!(question().read(&format!("{}7", "0".repeat(long))), Ok(7.0));
}

#[test]
fn prints_numbers() {
    let table = [
        (Show::Number, 0.0, "0"),
        (Show::Number, -0.0, "0"),
        (Show::Number, 7.0, "7"),
        (Show::Number, 100.0, "100"),
        (Show::Number, 999.0, "999"),
        (Show::Number, 1000.0, "1,000"),
        (Show::Number, 31231.5, "31,231.5"),
        (Show::Number, 1e6, "1,000,000"),
        (Show::Number, -1234.0, "−1,234"),
        (Show::Number, -123.0, "−123"),
        (Show::Number, 0.125, "0.125"),
        (Show::Number, 1.0 / 3.0, "0.333333"),
        (Show::Number, 0.1 + 0.2, "0.3"),
        (Show::Number, 1e-7, "0.0000001"),
        (Show::Number, 0.000_001_5, "0.0000015"),
        (Show::Number, 1e16, "10,000,000,000,000,000"),
        (Show::Percent, 0.07, "7%"),
        (Show::Percent, 0.005, "0.5%"),
        (Show::Percent, 1.0, "100%"),
        (Show::Percent, 0.000_000_01, "0.000001%"),
        (Show::Percent, -0.05, "−5%"),
        (Show::Dollars, 480.0, "$480"),
        (Show::Dollars, 1234.5, "$1,234.5"),
        (Show::Dollars, -480.0, "−$480"),
    ];
    for (show, value, text) in table {
        assert_eq!(show.print(value), text, "{show:?} of {value:e}");
    }
    assert_eq!(Show::default(), Show::Number);
}

#[test]
fn fills_every_mark_of_a_statement() {
    let mut question = question();
    question.parameters = vec![
        parameter("n", &[12000.0], Show::Number),
        parameter("rate", &[0.05], Show::Percent),
        parameter("cost", &[80.0], Show::Dollars),
    ];
    let drawn = question.draw(0);
    for (statement, filled) in [
        (
            "{{n}} users at {{rate}}, {{cost}} each",
            "12,000 users at 5%, $80 each",
        ),
        ("{{n}}{{n}} and {{n}}", "12,00012,000 and 12,000"),
        (
            "{{other}} {n} {{ n }} {{N}} n",
            "{{other}} {n} {{ n }} {{N}} n",
        ),
        ("{{{n}}}", "{{{n}}}"),
        ("", ""),
    ] {
        let filled = filled.replace("{{{n}}}", "{12,000}");
        assert_eq!(question.fill(statement, &drawn), filled, "{statement:?}");
    }
}

#[test]
fn draws_in_the_order_of_the_parameters() {
    let values: Vec<f64> = (0..64_u8).map(f64::from).collect();
    let mut question = question();
    question.parameters = vec![
        parameter("z", &values, Show::Number),
        parameter("a", &values[..7], Show::Number),
    ];
    for seed in 0..100 {
        let mut stream = Stream::new(seed);
        let first = values[stream.below(64)];
        let second = values[stream.below(7)];
        let expected = BTreeMap::from([("z".to_owned(), first), ("a".to_owned(), second)]);
        assert_eq!(question.draw(seed), expected, "seed {seed}");
    }
}

#[test]
fn draws_every_value() {
    let mut question = question();
    question.parameters = vec![parameter("a", &[4.0, 5.0, 6.0], Show::Number)];
    let mut seen: Vec<f64> = (0..64).map(|seed| question.draw(seed)["a"]).collect();
    seen.sort_by(f64::total_cmp);
    seen.dedup();
    assert_eq!(seen, [4.0, 5.0, 6.0]);
}

#[test]
fn closeness_is_within_either_bound() {
    let tolerance = |absolute, relative| Tolerance { absolute, relative };
    let table = [
        // The bounds are powers of two, so that a difference is what it seems.
        (tolerance(0.5, 0.0), 10.0, 10.0, true),
        (tolerance(0.5, 0.0), 10.5, 10.0, true),
        (tolerance(0.5, 0.0), 9.5, 10.0, true),
        (tolerance(0.5, 0.0), 10.5_f64.next_up(), 10.0, false),
        (tolerance(0.5, 0.0), 9.5_f64.next_down(), 10.0, false),
        (tolerance(0.5, 0.0), 10.5_f64.next_down(), 10.0, true),
        (tolerance(0.0, 0.25), 10.0, 8.0, true),
        (tolerance(0.0, 0.25), 6.0, 8.0, true),
        (tolerance(0.0, 0.25), 10.0_f64.next_up(), 8.0, false),
        (tolerance(0.0, 0.25), 6.0_f64.next_down(), 8.0, false),
        // Relative to the right answer, not to the given one.
        (tolerance(0.0, 0.25), 8.0, 10.5, true),
        (tolerance(0.0, 0.25), 8.0, 6.25, false),
        (tolerance(0.0, 0.25), -10.0, -8.0, true),
        (tolerance(0.0, 0.25), -8.0, 8.0, false),
        (tolerance(0.0, 0.25), 0.0, 0.0, true),
        (tolerance(0.0, 0.25), 1e-300, 0.0, false),
        // Either bound is enough.
        (tolerance(1.0, 0.25), 1.0, 0.0, true),
        (tolerance(1.0, 0.25), 100.0, 80.0, true),
        (tolerance(1.0, 0.25), 100.5, 80.0, false),
        // Nothing but the number itself.
        (tolerance(0.0, 0.0), 0.1, 0.1, true),
        (tolerance(0.0, 0.0), 0.1_f64.next_up(), 0.1, false),
        // What is no number is close to none.
        (tolerance(0.5, 0.25), f64::NAN, 1.0, false),
        (tolerance(0.5, 0.25), 1.0, f64::NAN, false),
        (tolerance(0.5, 0.25), f64::INFINITY, 1.0, false),
        (tolerance(0.5, 0.25), 1.0, f64::INFINITY, false),
        (tolerance(0.5, 0.25), 1.0, f64::NEG_INFINITY, false),
        (tolerance(0.5, 0.25), f64::INFINITY, f64::INFINITY, false),
    ];
    for (tolerance, given, right, accepts) in table {
        let said = tolerance.accepts(given, right);
        assert_eq!(said, accepts, "{given} for {right} within {tolerance:?}");
    }
}

/// A number with at most six decimals that a float holds to that precision.
fn millionths() -> impl Strategy<Value = f64> {
    (-100_000_000_000_000..=100_000_000_000_000_i64).prop_map(|n| {
        // Below 2⁵³, so that the text is what the float says.
        format!("{n}e-6").parse().expect("a number")
    })
}

fn show() -> impl Strategy<Value = Show> {
    prop::sample::select(vec![Show::Number, Show::Percent, Show::Dollars])
}

/// Texts made of what numbers are made of, which go deeper than any text would.
fn near_numbers() -> impl Strategy<Value = String> {
    "[-+−0-9.,/_eE $%k\u{a0}é]{0,24}"
}

fn finite_or_short(text: &str) -> Result<(), TestCaseError> {
    match question().read(text) {
        Ok(value) => prop_assert!(value.is_finite(), "{:?}: {}", text, value),
        Err(error) => prop_assert!(error.to_string().chars().count() < 250),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn reads_what_it_prints(value in millionths()) {
        for show in [Show::Number, Show::Dollars] {
            let text = show.print(value);
            prop_assert_eq!(question().read(&text), Ok(value), "{}", text);
        }
    }

    #[test]
    fn prints_to_six_decimals_at_least(value in -1e9..1e9_f64, show in show()) {
        let text = show.print(value);
        // The unit % is a quarter in this question.
        let scale = if show == Show::Percent { 25.0 } else { 1.0 };
        let read = question().read(&text).expect("a number") / scale;
        let most = 5e-7 + 1e-14 * value.abs();
        prop_assert!((read - value).abs() <= most, "{} read as {}", text, read);
    }

    #[test]
    fn prints_small_numbers_to_six_digits(digits in 1.0..10.0_f64, exponent in -30..-1_i32) {
        let value = digits * 10_f64.powi(exponent);
        let text = Show::Number.print(-value);
        let read = question().read(&text).expect("a number");
        prop_assert!((read + value).abs() <= 0.51e-5 * value, "{} for {}", text, value);
    }

    #[test]
    fn white_space_and_the_kind_of_minus_say_nothing(
        value in millionths(),
        before in "[ \\t\r\n]{0,4}",
        after in "[ \\t\r\n]{0,4}",
    ) {
        let text = value.to_string();
        let other = format!("{before}{}{after}", text.replace('-', "−"));
        prop_assert_eq!(question().read(&text), Ok(value));
        prop_assert_eq!(question().read(&other), Ok(value));
    }

    #[test]
    fn reading_any_text_ends_in_a_number_or_a_short_error(text: String) {
        finite_or_short(&text)?;
    }

    #[test]
    fn reading_nearly_a_number_ends_in_a_number_or_a_short_error(text in near_numbers()) {
        finite_or_short(&text)?;
    }

    #[test]
    fn a_unit_scales(value in -1e6..1e6_f64) {
        for (name, scale) in [(" dollars", 1.0), (" cents", 0.5), ("%", 0.25), ("k", 1000.0)] {
            let text = format!("{value}{name}");
            prop_assert_eq!(question().read(&text), Ok(value * scale), "{}", text);
        }
    }

    #[test]
    fn a_seed_says_what_is_drawn(seed: u64) {
        let mut question = question();
        let values = [1.0, 2.0, 4.0];
        question.parameters = vec![
            parameter("a", &values, Show::Number),
            parameter("b", &values[..1], Show::Number),
        ];
        let drawn = question.draw(seed);
        prop_assert_eq!(&drawn, &question.draw(seed));
        prop_assert!(values.contains(&drawn["a"]));
        prop_assert_eq!(drawn["b"].to_bits(), values[0].to_bits());
    }

    #[test]
    fn being_closer_never_hurts(
        right in -1e3..1e3_f64, off in 0.0..10.0_f64, nearer in 0.0..=1.0_f64,
        absolute in 0.0..5.0_f64, relative in 0.0..0.5_f64,
    ) {
        let tolerance = Tolerance { absolute, relative };
        prop_assert!(tolerance.accepts(right, right));
        // Both differences are taken again from the sums, which round.
        let (far, near) = (right + off, right + off * nearer);
        if tolerance.accepts(far, right) {
            prop_assert!(tolerance.accepts(near, right));
        }
    }
}
