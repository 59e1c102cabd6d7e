//! Growth classes: their order, and how they are written.

use onsite_domain::growth::{DeclaredGrowth, Growth, GrowthClass};
use proptest::prelude::*;
use serde_json::{from_str, from_value, json, to_value};

/// Every class as it is written, slowest growth first.
const WRITTEN: [(GrowthClass, &str); 10] = [
    (GrowthClass::Constant, "1"),
    (GrowthClass::Logarithmic, "log n"),
    (GrowthClass::SquareRoot, "sqrt n"),
    (GrowthClass::Linear, "n"),
    (GrowthClass::Linearithmic, "n log n"),
    (GrowthClass::LinearSquareRoot, "n sqrt n"),
    (GrowthClass::Quadratic, "n^2"),
    (GrowthClass::QuadraticLogarithmic, "n^2 log n"),
    (GrowthClass::Cubic, "n^3"),
    (GrowthClass::Exponential, "2^n"),
];

/// What a class stands for, with a factor that tells the logarithm from a small power.
fn steps(class: GrowthClass, n: f64) -> f64 {
    match class {
        GrowthClass::Constant => 1.0,
        GrowthClass::Logarithmic => n.log2(),
        GrowthClass::SquareRoot => n.sqrt(),
        GrowthClass::Linear => n,
        GrowthClass::Linearithmic => n * n.log2(),
        GrowthClass::LinearSquareRoot => n * n.sqrt(),
        GrowthClass::Quadratic => n.powi(2),
        GrowthClass::QuadraticLogarithmic => n.powi(2) * n.log2(),
        GrowthClass::Cubic => n.powi(3),
        GrowthClass::Exponential => n.exp2(),
    }
}

#[test]
fn is_written_as_the_table_says_and_read_back() {
    for (class, text) in WRITTEN {
        assert_eq!(to_value(class).expect("JSON"), json!(text));
        assert_eq!(from_value::<GrowthClass>(json!(text)).expect("read"), class);
    }
}

#[test]
fn no_other_spelling_is_read() {
    for text in [
        "", "0", "O(n)", "o(1)", "N", " n", "n ", "n  log n", "nlogn", "log(n)", "n*log n", "n²",
        "n2", "n^4", "n!", "linear", "Linear", "2^N",
    ] {
        let read = from_value::<GrowthClass>(json!(text));
        assert!(read.is_err(), "{text:?}: {read:?}");
    }
    assert!(from_value::<GrowthClass>(json!(1)).is_err());
    assert!(from_value::<GrowthClass>(json!(null)).is_err());
}

#[test]
fn the_order_of_the_classes_is_the_order_of_the_numbers() {
    for (a, text_a) in WRITTEN {
        for (b, text_b) in WRITTEN {
            let numbers = steps(a, 1000.0).total_cmp(&steps(b, 1000.0));
            assert_eq!(a.cmp(&b), numbers, "{text_a} and {text_b}");
        }
    }
}

#[test]
fn a_claim_may_leave_either_class_out() {
    let growth = |time, space| Growth { time, space };
    for (value, text) in [
        (growth(None, None), r"{}"),
        (growth(Some(GrowthClass::Linear), None), r#"{"time":"n"}"#),
        (
            growth(None, Some(GrowthClass::Constant)),
            r#"{"space":"1"}"#,
        ),
        (
            growth(
                Some(GrowthClass::Linearithmic),
                Some(GrowthClass::Logarithmic),
            ),
            r#"{"time":"n log n","space":"log n"}"#,
        ),
    ] {
        assert_eq!(serde_json::to_string(&value).expect("JSON"), text);
        assert_eq!(from_str::<Growth>(text).expect("read"), value);
    }
    let empty: Growth = from_str(r#"{"time":null,"space":null}"#).expect("read");
    assert_eq!(empty, Growth::default());
}

#[test]
fn a_declaration_needs_its_expected_class_and_what_is_counted() {
    let least = json!({ "of": "one draw, n weights", "expected": { "time": "log n" } });
    let read: DeclaredGrowth = from_value(least.clone()).expect("read");
    assert_eq!((read.junior, read.best), (None, None));
    assert_eq!(to_value(&read).expect("JSON"), least);

    let whole = json!({
        "of": "one draw, n weights",
        "expected": { "time": "log n", "space": "n" },
        "junior": { "time": "n" },
        "best": { "time": "1" },
    });
    let read: DeclaredGrowth = from_value(whole.clone()).expect("read");
    assert!(read.best.expect("best").time < read.expected.time);
    assert!(read.expected.time < read.junior.expect("junior").time);
    assert_eq!(to_value(&read).expect("JSON"), whole);

    for missing in ["of", "expected"] {
        let mut part = least.clone();
        part.as_object_mut().expect("an object").remove(missing);
        assert!(
            from_value::<DeclaredGrowth>(part).is_err(),
            "without {missing}"
        );
    }
}

proptest! {
    #[test]
    fn a_text_is_a_class_only_if_a_class_is_written_so(text in "[n0-3^ logsqrt]{0,9}") {
        let read = from_value::<GrowthClass>(json!(text)).ok();
        let known = WRITTEN.iter().find(|(_, written)| *written == text).map(|(class, _)| *class);
        prop_assert_eq!(read, known);
    }
}

#[test]
fn a_logarithm_more_is_not_far_above() {
    use GrowthClass::{Constant, Linear, LinearSquareRoot, Linearithmic, Logarithmic, Quadratic};
    assert!(!Logarithmic.is_far_above(Constant));
    assert!(!Linearithmic.is_far_above(Linear));
    assert!(LinearSquareRoot.is_far_above(Linear));
    assert!(Linear.is_far_above(Logarithmic));
    assert!(Linearithmic.is_far_above(Logarithmic));
    for class in GrowthClass::ALL {
        assert!(!class.is_far_above(class));
        assert!(!Constant.is_far_above(class) || !class.is_far_above(Constant));
    }
    assert!(!Linear.is_far_above(Quadratic));
}
