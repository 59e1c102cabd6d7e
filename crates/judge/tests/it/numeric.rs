//! Numbers: reading, tolerance, wrong turns and slips.

use onsite_domain::{
    answer::Answer,
    judgement::{Detail, Judged, Outcome},
    numeric::{
        Example, NumericDetail, NumericQuestion, Parameter, Show, Tolerance, Unit, WrongTurn,
    },
    question::Body,
};
use onsite_judge::{Error, Options, Reveal};
use onsite_sandbox::Cancel;

use crate::support::{ALL, Trials, judge, question};

pub const TRIALS: Trials = &[
    ("right_and_wrong", right_and_wrong),
    ("reading", reading),
    ("wrong_turns", wrong_turns),
    ("slips", slips),
    ("reveal", reveal),
    ("seeds", seeds),
    ("faults_are_ours", faults_are_ours),
];

/// The chance that two balls drawn without replacement are both red.
pub fn urn() -> NumericQuestion {
    NumericQuestion {
        parameters: vec![
            Parameter {
                name: "red".to_owned(),
                values: vec![3.0, 4.0, 5.0],
                show: Show::Number,
            },
            Parameter {
                name: "blue".to_owned(),
                values: vec![4.0, 6.0, 7.0],
                show: Show::Number,
            },
        ],
        unit: "probability".to_owned(),
        units: vec![Unit {
            name: "%".to_owned(),
            scale: 0.01,
        }],
        tolerance: Tolerance {
            absolute: 0.0005,
            relative: 0.0,
        },
        formula: "def answer(p):
    n = p['red'] + p['blue']
    return p['red'] / n * (p['red'] - 1) / (n - 1)

def wrong_turns(p):
    n = p['red'] + p['blue']
    return {'replaced': (p['red'] / n) ** 2, 'one': p['red'] / n}
"
        .to_owned(),
        simulation: "import random

def simulate(p, answer, seed):
    rng = random.Random(seed)
    urn = [1] * int(p['red']) + [0] * int(p['blue'])
    runs = 20000
    hits = sum(sum(rng.sample(urn, 2)) == 2 for _ in range(runs))
    share = hits / runs
    return share, answer, (share * (1 - share) / runs) ** 0.5
"
        .to_owned(),
        wrong_turns: vec![turn("replaced"), turn("one")],
        examples: vec![Example {
            seed: 0,
            answer: "1/11".to_owned(),
            passes: false,
            because: String::new(),
        }],
    }
}

fn turn(id: &str) -> WrongTurn {
    WrongTurn {
        id: id.to_owned(),
        explanation: format!("You went {id}."),
    }
}

fn give(question: &NumericQuestion, text: &str, options: &Options) -> Result<Judged, Error> {
    let question = crate::support::question(Body::Numeric(question.clone()));
    let answer = Answer::Numeric {
        text: text.to_owned(),
    };
    judge().judge(&question, &answer, options, &|_| {}, &Cancel::new())
}

fn told(judged: &Judged) -> &NumericDetail {
    match &judged.detail {
        Detail::Numeric(detail) => detail,
        other => panic!("a numeric judgement was expected: {other:?}"),
    }
}

const HIDDEN: Options = Options {
    reveal: Reveal::None,
    ..ALL
};

/// The right answer of seed 0, worked out here.
fn right() -> f64 {
    let drawn = urn().draw(0);
    let (red, all) = (drawn["red"], drawn["red"] + drawn["blue"]);
    red / all * (red - 1.0) / (all - 1.0)
}

fn right_and_wrong() {
    let judged = give(&urn(), &format!("{:.4}", right()), &HIDDEN).expect("judged");
    assert_eq!(judged.outcome, Outcome::Pass, "{judged:#?}");
    assert!(
        told(&judged)
            .right
            .is_some_and(|r| (r - right()).abs() < 1e-12)
    );
    assert!(!judged.layers.is_empty());
    let near = give(&urn(), &format!("{}", right() + 0.00049), &HIDDEN).expect("judged");
    assert_eq!(near.outcome, Outcome::Pass);
    let off = give(&urn(), &format!("{}", right() + 0.00051), &HIDDEN).expect("judged");
    assert_eq!(off.outcome, Outcome::Fail);
    assert_eq!(told(&off).right, None);
    assert!(off.findings.is_empty());
}

fn reading() {
    let percent = give(&urn(), &format!("{}%", right() * 100.0), &HIDDEN).expect("judged");
    assert_eq!(percent.outcome, Outcome::Pass);
    for text in ["", "many", "0.1 apples", "nan", "1/0", "0,1"] {
        let refused = give(&urn(), text, &HIDDEN);
        assert!(
            matches!(refused, Err(Error::NotANumber(_))),
            "{text:?}: {refused:?}"
        );
    }
}

fn wrong_turns() {
    let drawn = urn().draw(0);
    let share = drawn["red"] / (drawn["red"] + drawn["blue"]);
    for (value, id) in [(share * share, "replaced"), (share, "one")] {
        let judged = give(&urn(), &value.to_string(), &HIDDEN).expect("judged");
        assert_eq!(judged.outcome, Outcome::Fail);
        assert_eq!(
            told(&judged).wrong_turn.as_ref().map(|t| t.id.as_str()),
            Some(id)
        );
        assert_eq!(judged.findings[0].id, "wrong_turn");
        assert_eq!(judged.findings[0].text, format!("You went {id}."));
    }
}

fn slips() {
    for (value, id) in [
        (-right(), "sign"),
        (right() * 100.0, "hundredfold"),
        (right() / 100.0, "hundredfold"),
    ] {
        let mut question = urn();
        question.tolerance = Tolerance {
            absolute: 0.0,
            relative: 1e-3,
        };
        let judged = give(&question, &value.to_string(), &HIDDEN).expect("judged");
        assert_eq!(judged.outcome, Outcome::Fail);
        assert_eq!(judged.findings[0].id, id, "{judged:#?}");
    }
}

fn reveal() {
    let judged = give(&urn(), "0.9", &ALL).expect("judged");
    assert_eq!(judged.outcome, Outcome::Fail);
    assert!(told(&judged).right.is_some());
    let first = Options {
        reveal: Reveal::FirstFailure,
        ..ALL
    };
    assert_eq!(
        told(&give(&urn(), "0.9", &first).expect("judged")).right,
        None
    );
}

fn seeds() {
    let drawn = |seed| {
        let options = Options { seed, ..ALL };
        told(&give(&urn(), "0.5", &options).expect("judged"))
            .drawn
            .clone()
    };
    assert_eq!(drawn(3), urn().draw(3));
    assert!((0..9).any(|seed| drawn(seed) != drawn(0)));
}

fn faults_are_ours() {
    for formula in [
        "def answer(p): return 1 / 0\ndef wrong_turns(p): return {}",
        "def answer(p): return float('nan')\ndef wrong_turns(p): return {'replaced': 1, 'one': 1}",
        "def answer(p): return 1\ndef wrong_turns(p): return {'replaced': 1}",
        "def answer(p):\n    while True: pass",
        "import os\nos._exit(0)",
    ] {
        let mut broken = urn();
        formula.clone_into(&mut broken.formula);
        let judged = give(&broken, "0.5", &HIDDEN).expect("judged");
        assert_eq!(judged.outcome, Outcome::JudgingError, "{formula}");
        assert!(
            judged.findings[0].text.contains("formula.py"),
            "{judged:#?}"
        );
    }
    let question = question(Body::Numeric(urn()));
    let code = crate::support::answer(onsite_domain::code::Language::Python, "");
    let refused = judge().judge(&question, &code, &ALL, &|_| {}, &Cancel::new());
    assert!(matches!(refused, Err(Error::WrongKind { .. })));
}
