//! Designs made of parts: held to objectives under every scenario, refused with lines, proved; and
//! the framing judged apart.

use onsite_domain::{
    answer::Answer,
    design::{DesignDetail, DesignQuestion, Scenario},
    framing::{Cell, Choice, Framed},
    judgement::{Detail, Judged, Outcome},
    question::Body,
    simulated::{Met, Objective, Shipped},
};
use onsite_judge::{Error, Options};
use onsite_sandbox::Cancel;

use crate::support::{ALL, Trials, judge, question};

pub const TRIALS: Trials = &[
    ("objectives_decide", objectives_decide),
    ("framing_is_judged_apart", framing_is_judged_apart),
    ("claims_stand_beside_figures", claims_stand_beside_figures),
    (
        "a_storm_of_retries_is_bounded",
        a_storm_of_retries_is_bounded,
    ),
    ("designs_that_do_not_read", designs_that_do_not_read),
    ("cancelled_at_once", cancelled_at_once),
    ("proofs", proofs),
];

const PARTS: &str = r#"[[part]]
name = "edge"
title = "Edge"
about = "Where requests enter."
kind = "load_balancer"
entry = true
price = "$0/h"

[[part]]
name = "worker"
title = "Worker"
about = "Does the work."
kind = "service"
service = { distribution = "exponential", mean = "10ms" }
price = "$0.36/h"

[[part]]
name = "extra"
title = "Extra"
about = "Makes an answer better, where there is time."
kind = "service"
service = "50ms"
concurrency = "unlimited"
price = "$0/h"
recall_without = 0.8
"#;

const USUAL: &str = "[load]\nentry = \"edge\"\nrate = \"400/s\"\nwarm_up = \"2s\"\n\
                     duration = \"40s\"\ndeadline = \"200ms\"\n";
const CRASH: &str = "[[fault]]\nat = \"10s\"\nfor = \"10s\"\nkind = \"crash\"\n\
                     component = \"worker\"\nfraction = 0.5\n";

pub fn design(workers: u32, more: &str) -> String {
    format!(
        "[[component]]\nname = \"in\"\npart = \"edge\"\n\n\
         [[component]]\nname = \"work\"\npart = \"worker\"\ninstances = {workers}\n\
         pick = \"least_loaded\"\nqueue = {{ limit = 20 }}\n\n\
         [[link]]\nfrom = \"in\"\nto = \"work\"\n{more}"
    )
}

const EXTRA: &str = "[[component]]\nname = \"extra\"\npart = \"extra\"\n\
                     [[link]]\nfrom = \"in\"\nto = \"extra\"\noptional = true\n";

fn objective(figure: &str, at_least: Option<f64>, at_most: Option<f64>) -> Objective {
    Objective {
        figure: figure.to_owned(),
        at_least,
        at_most,
        because: format!("It costs something to miss {figure}."),
    }
}

fn cell(id: &str) -> Cell {
    let choice = |id: &str, against: Option<&str>| Choice {
        id: id.to_owned(),
        text: format!("The {id}"),
        against: against.map(str::to_owned),
        clash: Vec::new(),
    };
    Cell {
        id: id.to_owned(),
        asks: "Which one?".to_owned(),
        probe: "Why?".to_owned(),
        most: 1,
        option: vec![choice("good", None), choice("bad", Some("It is bad."))],
    }
}

const SHEET: &str = "[framing.label]\npick = \"good\"\nwhy = \"a reason of six whole words\"\n";

/// 400 calls a second of 10 ms each: four workers' worth.
pub fn asked() -> DesignQuestion {
    let shipped = |path: &str, text: String, misses: &[&str]| Shipped {
        path: path.to_owned(),
        text,
        misses: misses.iter().map(|&name| name.to_owned()).collect(),
        because: "It is so.".to_owned(),
    };
    let scenario = |id: &str, text: String| Scenario {
        id: id.to_owned(),
        title: format!("The {id} load"),
        path: format!("scenarios/{id}.toml"),
        text,
    };
    DesignQuestion {
        starter: design(1, ""),
        parts: Some(PARTS.to_owned()),
        scenarios: vec![
            scenario("usual", USUAL.to_owned()),
            scenario("crash", format!("{USUAL}{CRASH}")),
        ],
        objectives: vec![
            objective("usual/p99", None, Some(60.0)),
            objective("usual/cost", None, Some(3.0)),
            objective("crash/goodput", Some(0.97), None),
            objective("usual/calls/worker", Some(0.99), None),
            objective("recall", Some(0.75), None),
        ],
        framing: vec![cell("label")],
        review: None,
        designs: vec![
            shipped(
                "designs/meets.toml",
                format!("{SHEET}{}", design(10, "")),
                &[],
            ),
            shipped(
                "designs/few.toml",
                design(5, ""),
                &["usual/p99", "crash/goodput"],
            ),
            shipped("designs/many.toml", design(20, ""), &["usual/cost"]),
        ],
    }
}

fn judged(asked: &DesignQuestion, text: &str, seed: u64) -> Result<Judged, Error> {
    let options = Options { seed, ..ALL };
    let question = question(Body::Design(asked.clone()));
    let answer = Answer::Design {
        text: text.to_owned(),
    };
    judge().judge(&question, &answer, &options, &|_| {}, &Cancel::new())
}

fn detail(judged: &Judged) -> &DesignDetail {
    match &judged.detail {
        Detail::Design(detail) => detail,
        other => panic!("{other:?}"),
    }
}

fn misses(judged: &Judged) -> Vec<&str> {
    let weighed = detail(judged).objectives.iter();
    let missed = weighed.filter(|weighed| weighed.met == Met::Misses);
    missed
        .map(|weighed| weighed.objective.figure.as_str())
        .collect()
}

fn objectives_decide() {
    let asked = asked();
    let no_work = "[[component]]\nname = \"in\"\npart = \"edge\"\n";
    for (text, missed) in [
        (design(10, ""), vec![]),
        (design(10, EXTRA), vec![]),
        (design(20, ""), vec!["usual/cost"]),
        (design(5, ""), vec!["usual/p99", "crash/goodput"]),
        // What does no work is quick.
        (no_work.to_owned(), vec!["usual/calls/worker"]),
    ] {
        let judged = judged(&asked, &text, 3).expect("it reads");
        assert_eq!(misses(&judged), missed, "{text}");
        let outcome = if missed.is_empty() {
            Outcome::Pass
        } else {
            Outcome::Fail
        };
        assert_eq!(judged.outcome, outcome, "{text}");
        assert!(judged.layers.is_empty(), "nothing was run as a program");
        assert_eq!(detail(&judged).runs.len(), 2);
    }
    let hash = |seed| {
        let judged = judged(&asked, &design(10, ""), seed).expect("it reads");
        detail(&judged).runs[0].result_hash.clone()
    };
    assert_eq!(hash(3), hash(3));
    assert_ne!(hash(3), hash(4));
    // Without the extra 80% are found, with it all: 1 × share + 0.8 × (1 − share).
    let recall = |text: &str| {
        let judged = judged(&asked, text, 3).expect("it reads");
        let figures = detail(&judged).figures.clone();
        figures
            .into_iter()
            .find(|f| f.name == "recall")
            .expect("a figure")
            .value
    };
    assert!((recall(&design(10, "")) - 0.8).abs() < 1e-9);
    assert!((recall(&design(10, EXTRA)) - 1.0).abs() < 1e-9);
    let hurried = EXTRA.replace("optional = true", "optional = true\ntimeout = \"20ms\"");
    assert!((recall(&design(10, &hurried)) - 0.8).abs() < 1e-9);
}

fn framing_is_judged_apart() {
    let asked = asked();
    for (sheet, state, said) in [
        (SHEET.to_owned(), Framed::Sound, None),
        (
            SHEET.replace("\"good\"", "\"bad\""),
            Framed::Contradicts,
            Some("It is bad."),
        ),
        (SHEET.replace("of six whole words", ""), Framed::Vague, None),
        (String::new(), Framed::Empty, None),
    ] {
        let judged = judged(&asked, &format!("{sheet}{}", design(10, "")), 3).expect("it reads");
        assert_eq!(judged.outcome, Outcome::Pass, "the run alone decides");
        let cell = &detail(&judged).framing.cells[0];
        assert_eq!(cell.state, state, "{sheet}");
        let finding = judged.findings.iter().find(|f| f.id == "framing_label");
        assert_eq!(finding.map(|f| f.text.as_str()), said, "{sheet}");
    }
}

fn claims_stand_beside_figures() {
    let asked = asked();
    let text = format!(
        "[claim]\np99 = \"5ms\"\ncost = \"$2.5\"\n{}",
        design(10, "")
    );
    let judged = judged(&asked, &text, 3).expect("it reads");
    let detail = detail(&judged);
    let claimed: Vec<f64> = detail.claims.iter().map(|claim| claim.claimed).collect();
    assert_eq!(claimed, [5.0, 2.5]);
    // 10 × $0.36 an hour for 400 a second: $2.5 for a million.
    assert!(
        (detail.claims[1].figure.value - 2.5).abs() < 0.1,
        "{detail:?}"
    );
    let said: Vec<&str> = judged.findings.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(
        said,
        ["claim_p99"],
        "ten milliseconds of work are not done in five"
    );
}

fn a_storm_of_retries_is_bounded() {
    let asked = asked();
    let text = design(3, "timeout = \"1ms\"\nretries = 100\n");
    let judged = judged(&asked, &text, 3).expect("it reads");
    assert_ne!(judged.outcome, Outcome::Pass);
    let wide = "[[component]]\nname = \"in\"\npart = \"edge\"\n[[component]]\nname = \"work\"\n\
                part = \"worker\"\ninstances = 10\n[[link]]\nfrom = \"in\"\nto = \"work\"\n\
                fan_out = 10000\n";
    let judged = self::judged(&asked, wide, 3).expect("it reads");
    assert_ne!(judged.outcome, Outcome::Pass);
    assert!(detail(&judged).runs[0].cut, "{:?}", judged.findings);
    assert!(
        judged.findings.iter().any(|f| f.id == "cut_usual"),
        "{:?}",
        judged.findings
    );
}

fn designs_that_do_not_read() {
    let asked = asked();
    for (text, words) in [
        (
            "[[component]]\nname = \"in\"\npart = \"edge\"\nservice = \"1ns\"\n".to_owned(),
            "line 1",
        ),
        (
            format!("[framing.lable]\npick = \"good\"\n{}", design(10, "")),
            "line 1",
        ),
        (
            format!("[framing.label]\npick = \"great\"\n{}", design(10, "")),
            "great",
        ),
        (
            format!("[objectives]\np99 = \"<= 1h\"\n{}", design(10, "")),
            "objectives",
        ),
        ("[[component".to_owned(), "line 1"),
        (String::new(), "component"),
    ] {
        match judged(&asked, &text, 0) {
            Err(Error::DoesNotRead { message }) => {
                assert!(message.contains(words), "{text}: {message}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }
}

fn cancelled_at_once() {
    let mut asked = asked();
    asked.scenarios[0].text = USUAL.replace("40s", "100000s");
    let cancel = Cancel::new();
    cancel.cancel();
    let answer = Answer::Design {
        text: design(10, ""),
    };
    let question = question(Body::Design(asked));
    let ended = judge().judge(&question, &answer, &ALL, &|_| {}, &cancel);
    assert!(matches!(ended, Err(Error::Cancelled)), "{ended:?}");
}

fn proofs() {
    let prove = |asked: DesignQuestion| {
        let question = question(Body::Design(asked));
        let proof = judge().prove(&question, &|_| {}, &Cancel::new());
        proof.expect("a proof").faults
    };
    assert_eq!(prove(asked()), []);
    // One that is said to meet and misses, one that is said to miss and meets, a start that is
    // already right, and no framing that holds.
    let mut asked = asked();
    asked.designs[0].text = design(5, "");
    asked.designs[2].text = design(10, "");
    asked.starter = format!("{SHEET}{}", design(10, ""));
    let faults = prove(asked);
    let found = |code: &str, file: &str| faults.iter().any(|f| f.code == code && f.file == file);
    assert!(found("wrong-outcome", "designs/meets.toml"), "{faults:?}");
    assert!(found("wrong-outcome", "designs/many.toml"), "{faults:?}");
    assert!(found("starter-passes", "starter.toml"), "{faults:?}");
    assert!(found("no-sound-framing", "question.toml"), "{faults:?}");
}
