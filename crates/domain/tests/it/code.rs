//! What belongs to `code` questions: languages, limits, the reference, names.

use onsite_domain::{
    code::{Checker, Language, Limits, ShippedAnswer, Verdict},
    question::{Body, Kind},
};
use serde_json::{from_value, json, to_value};

use crate::support::{code, question};

fn answer(path: &str, language: Language, expected: Verdict) -> ShippedAnswer {
    ShippedAnswer {
        path: path.to_owned(),
        language,
        source: String::new(),
        expected,
        because: None,
        fails_on: None,
        growth: None,
    }
}

#[test]
fn a_language_is_found_by_name_and_extension() {
    for (name, language) in [
        ("python", Some(Language::Python)),
        ("python3", Some(Language::Python)),
        ("py", Some(Language::Python)),
        ("cpp", Some(Language::Cpp)),
        ("cc", Some(Language::Cpp)),
        ("cxx", Some(Language::Cpp)),
        ("c++", Some(Language::Cpp)),
        ("", None),
        ("c", None),
        (".py", None),
        ("Python", None),
        ("python2", None),
        ("py3", None),
        ("java", Some(Language::Java)),
        ("rust", Some(Language::Rust)),
        ("rs", Some(Language::Rust)),
        ("r", Some(Language::R)),
        ("R", Some(Language::R)),
        ("kotlin", None),
    ] {
        assert_eq!(Language::find(name), language, "{name:?}");
    }
    for language in Language::ALL {
        assert_eq!(Language::find(language.name()), Some(language));
        assert_eq!(Language::find(language.extension()), Some(language));
        assert_eq!(to_value(language).expect("JSON"), json!(language.name()));
    }
    let titles = ["Python", "C++", "Java", "Rust", "R"];
    assert_eq!(Language::ALL.map(Language::title), titles);
    assert!(Language::Java.allowance().memory_mib > 0 && Language::Rust.allowance().cpu_ms == 0);
}

#[test]
fn a_language_may_have_limits_of_its_own() {
    let mut code = code();
    let own = Limits {
        cpu_ms: 5000,
        memory_mib: 64,
        output_kib: 1,
    };
    code.language_limits.insert(Language::Python, own);
    assert_eq!(code.limits_for(Language::Python), own);
    assert_eq!(code.limits_for(Language::Cpp), code.limits);
}

#[test]
fn the_reference_is_an_accepted_answer_in_python_if_there_is_one() {
    use Language::{Cpp, Python};
    use Verdict::{Accepted, TimeLimitExceeded, WrongAnswer};
    type Shipped = (&'static str, Language, Verdict);
    let cases: [(&[Shipped], Option<&str>); 5] = [
        (&[], None),
        (
            &[("a", Python, WrongAnswer), ("b", Cpp, TimeLimitExceeded)],
            None,
        ),
        (
            &[("a", Python, WrongAnswer), ("b", Cpp, Accepted)],
            Some("b"),
        ),
        (
            &[
                ("a", Cpp, Accepted),
                ("b", Python, Accepted),
                ("c", Python, Accepted),
            ],
            Some("b"),
        ),
        (&[("a", Cpp, Accepted), ("b", Cpp, Accepted)], Some("a")),
    ];
    for (answers, reference) in cases {
        let mut code = code();
        code.answers = answers.iter().map(|(p, l, v)| answer(p, *l, *v)).collect();
        assert_eq!(
            code.reference().map(|a| a.path.as_str()),
            reference,
            "{answers:?}"
        );
    }
}

#[test]
fn verdicts_have_one_name_everywhere() {
    let names = [
        "accepted",
        "wrong_answer",
        "time_limit_exceeded",
        "memory_limit_exceeded",
        "output_limit_exceeded",
        "run_time_error",
        "compile_error",
        "judging_error",
    ];
    assert_eq!(Verdict::ALL.map(Verdict::name), names);
    for verdict in Verdict::ALL {
        assert_eq!(to_value(verdict).expect("JSON"), json!(verdict.name()));
        assert_eq!(
            from_value::<Verdict>(json!(verdict.name())).expect("read"),
            verdict
        );
    }
    for other in ["Accepted", "runtime_error", "", "ok"] {
        assert!(from_value::<Verdict>(json!(other)).is_err(), "{other:?}");
    }
}

#[test]
fn limits_leave_the_output_out() {
    let read: Limits = from_value(json!({ "cpu_ms": 1, "memory_mib": 2 })).expect("read");
    assert_eq!(read.output_kib, 8192);
    let whole = json!({ "cpu_ms": 1, "memory_mib": 2, "output_kib": 8192 });
    assert_eq!(to_value(read).expect("JSON"), whole);
    for bad in [
        json!({ "cpu_ms": 1 }),
        json!({ "memory_mib": 2 }),
        json!({ "cpu_ms": -1, "memory_mib": 2 }),
        json!({ "cpu_ms": 1.5, "memory_mib": 2 }),
    ] {
        assert!(from_value::<Limits>(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn checkers_are_told_by_their_kind() {
    for (checker, written) in [
        (Checker::Exact, json!({ "kind": "exact" })),
        (
            Checker::Float {
                absolute: 0.0,
                relative: 0.5,
            },
            json!({ "kind": "float", "absolute": 0.0, "relative": 0.5 }),
        ),
        (
            Checker::AnyOrder { nested: true },
            json!({ "kind": "any_order", "nested": true }),
        ),
        (Checker::OneOf, json!({ "kind": "one_of" })),
        (
            Checker::Statistical { false_alarm: 0.25 },
            json!({ "kind": "statistical", "false_alarm": 0.25 }),
        ),
        (
            Checker::Program {
                file: "checker.py".to_owned(),
            },
            json!({ "kind": "program", "file": "checker.py" }),
        ),
    ] {
        assert_eq!(to_value(&checker).expect("JSON"), written);
        assert_eq!(from_value::<Checker>(written).expect("read"), checker);
    }
    let unnested = from_value::<Checker>(json!({ "kind": "any_order" })).expect("read");
    assert_eq!(unnested, Checker::AnyOrder { nested: false });
    for bad in [
        json!({}),
        json!("exact"),
        json!({ "kind": "Exact" }),
        json!({ "kind": "fuzzy" }),
        json!({ "kind": "float", "absolute": 0.1 }),
        json!({ "kind": "program" }),
        json!({ "nested": true }),
    ] {
        assert!(from_value::<Checker>(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn a_question_is_of_the_kind_of_its_body() {
    let mut question = question();
    assert_eq!(question.kind(), Kind::Code);
    question.body = Body::Numeric(crate::numeric::question());
    assert_eq!(question.kind(), Kind::Numeric);
    for kind in Kind::ALL {
        assert_eq!(to_value(kind).expect("JSON"), json!(kind.name()));
    }
}
