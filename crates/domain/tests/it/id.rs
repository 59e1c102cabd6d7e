//! Identities and instants: made, printed, read back, put in order.

use onsite_domain::{clock::Timestamp, id::Id};
use proptest::prelude::*;
use serde_json::{from_value, json, to_value};

#[test]
fn an_identity_is_a_version_7_uuid_of_its_time() {
    // The example of RFC 9562, appendix A.6; the version and variant bits replace the random ones.
    let random = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
    let made = Id::new(Timestamp::from_millis(0x017F_22E2_79B0), random);
    assert_eq!(made.to_string(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    assert_eq!(made.bytes()[..6], [0x01, 0x7f, 0x22, 0xe2, 0x79, 0xb0]);
}

#[test]
fn an_identity_is_a_text_in_json() {
    let text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
    let read: Id = text.parse().expect("an identity");
    assert_eq!(to_value(read).expect("JSON"), json!(text));
    assert_eq!(from_value::<Id>(json!(text)).expect("read"), read);
    for other in [
        json!(7),
        json!(null),
        json!([1]),
        json!("7"),
        json!({ "id": text }),
    ] {
        assert!(from_value::<Id>(other.clone()).is_err(), "{other}");
    }
}

#[test]
fn what_is_no_identity_is_refused_with_a_word_on_the_form() {
    let text = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
    for bad in [
        "",
        "7",
        "017f22e2",
        &text[1..],
        &format!("{text}0"),
        &format!(" {text}"),
        &text.replace('f', "g"),
        &text.replace('-', "_"),
        "../../../../etc/passwd",
    ] {
        let error = bad.parse::<Id>().expect_err(bad).to_string();
        assert!(error.contains("0190f3a2-…-…"), "{error}");
    }
    assert_eq!(
        text.to_uppercase().parse::<Id>().expect("read").to_string(),
        text
    );
}

#[test]
fn an_instant_is_a_number_in_json() {
    for millis in [0, 1, -1, 1_790_000_000_000, i64::MIN, i64::MAX] {
        let instant = Timestamp::from_millis(millis);
        assert_eq!(to_value(instant).expect("JSON"), json!(millis));
        assert_eq!(
            from_value::<Timestamp>(json!(millis)).expect("read"),
            instant
        );
        assert_eq!(instant.millis(), millis);
    }
    for other in [
        json!("1"),
        json!(1.5),
        json!(null),
        json!(u64::MAX),
        json!([1]),
    ] {
        assert!(from_value::<Timestamp>(other.clone()).is_err(), "{other}");
    }
}

#[test]
fn time_between_instants_is_never_below_zero() {
    for (earlier, later, between) in [
        (0, 0, 0),
        (0, 1, 1),
        (1, 0, 0),
        (-5, 5, 10),
        (5, -5, 0),
        (0, i64::MAX, 9_223_372_036_854_775_807),
        (i64::MIN, i64::MAX, 9_223_372_036_854_775_807),
        (i64::MAX, i64::MIN, 0),
    ] {
        let (from, to) = (
            Timestamp::from_millis(earlier),
            Timestamp::from_millis(later),
        );
        assert_eq!(to.millis_since(from), between, "{earlier} to {later}");
    }
}

proptest! {
    #[test]
    fn an_identity_reads_back_from_what_it_prints(millis: i64, random: [u8; 10]) {
        let made = Id::new(Timestamp::from_millis(millis), random);
        let text = made.to_string();
        prop_assert_eq!(text.parse::<Id>().expect("an identity"), made);
        prop_assert_eq!(text.len(), 36);
        prop_assert_eq!(&text[14..15], "7");
        prop_assert!("89ab".contains(&text[19..20]));
    }

    // Times that fit the 48 bits of the form: up to the year 10889.
    #[test]
    fn identities_sort_by_time(
        first in 0..1_i64 << 48, second in 0..1_i64 << 48, a: [u8; 10], b: [u8; 10],
    ) {
        prop_assume!(first != second);
        let (x, y) = (
            Id::new(Timestamp::from_millis(first), a),
            Id::new(Timestamp::from_millis(second), b),
        );
        prop_assert_eq!(x.cmp(&y), first.cmp(&second));
        prop_assert_eq!(x.to_string().cmp(&y.to_string()), first.cmp(&second));
    }

    #[test]
    fn random_bytes_tell_identities_of_one_time_apart(a: [u8; 10], b: [u8; 10]) {
        // Two and four bits make room for the version and the variant.
        let kept = |r: [u8; 10]| [&[r[0] & 0x0f, r[1], r[2] & 0x3f][..], &r[3..]].concat();
        let at = Timestamp::from_millis(1);
        prop_assert_eq!(Id::new(at, a) == Id::new(at, b), kept(a) == kept(b));
    }

    #[test]
    fn reading_any_text_as_an_identity_ends(text: String) {
        if let Ok(read) = text.parse::<Id>() {
            prop_assert_eq!(read.to_string().parse::<Id>().expect("an identity"), read);
        }
    }
}
