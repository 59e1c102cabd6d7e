//! Reviews of a given design: every risk is tried, what is found is held to what is wrong, naming
//! everything does not pass, and the package proves itself.

use onsite_domain::{
    answer::Answer,
    design::{DesignQuestion, Scenario},
    judgement::{Detail, Judged, Outcome},
    question::Body,
    review::{Found, Review, ReviewDetail, Suspect, Trouble},
    simulated::{Objective, Shipped},
};
use onsite_judge::Error;
use onsite_sandbox::Cancel;

use crate::support::{ALL, Trials, judge, question};

pub const TRIALS: Trials = &[
    ("runs_decide", runs_decide),
    ("a_list_of_everything_fails", a_list_of_everything_fails),
    ("what_breaks_anyway", what_breaks_anyway),
    ("reviews_that_do_not_read", reviews_that_do_not_read),
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
"#;

/// 400 calls a second of 10 ms each on six workers, of which four are needed.
const GIVEN: &str = r#"[[component]]
name = "in"
part = "edge"

[[component]]
name = "work"
part = "worker"
instances = 6
pick = "least_loaded"

[[link]]
from = "in"
to = "work"
"#;

const USUAL: &str = r#"[load]
entry = "edge"
rate = "400/s"
warm_up = "2s"
duration = "20s"
deadline = "200ms"
"#;

const HAZARDS: &str = r#"[[fault]]
kind = "crash"
component = "work"
fraction = 0.5
at = "5s"
for = "5s"

[[fault]]
kind = "slow"
component = "work"
times = 3
at = "5s"
for = "5s"

[[fault]]
kind = "surge"
times = 1.1
at = "5s"
for = "5s"
"#;

fn risk(trouble: &str, breaks: &str, fault: &str) -> String {
    let fault = if fault.is_empty() {
        String::new()
    } else {
        format!("fault = {{ component = \"work\", at = \"5s\", for = \"5s\", {fault} }}\n")
    };
    format!(
        "[[risk]]\ncomponent = \"work\"\ntrouble = \"{trouble}\"\nbreaks = \"{breaks}\"\n{fault}\
         why = \"a reason of six whole words\"\n\n"
    )
}

fn half_gone() -> String {
    risk(
        "overload",
        "usual/goodput",
        "kind = \"crash\", fraction = 0.5",
    )
}

fn slow() -> String {
    risk("slow_dependency", "usual/p99", "kind = \"slow\", times = 3")
}

fn dear() -> String {
    risk("cost", "usual/cost", "")
}

fn hot() -> String {
    // The same hour with one worker less, which five carry.
    risk(
        "hot_key",
        "usual/goodput",
        "kind = \"crash\", fraction = 0.1",
    )
}

fn asked() -> DesignQuestion {
    let objective = |figure: &str, at_least: Option<f64>, at_most: Option<f64>| Objective {
        figure: figure.to_owned(),
        at_least,
        at_most,
        because: "It costs something to break it.".to_owned(),
    };
    let suspect = |id: &str, trouble: Trouble, real: bool| Suspect {
        id: id.to_owned(),
        title: format!("The {id}"),
        components: vec!["work".to_owned()],
        troubles: vec![trouble],
        real,
        probe: real.then(|| format!("What of the {id}?")),
        because: format!("So it is with the {id}."),
    };
    let shipped = |path: &str, text: String, misses: &[&str]| Shipped {
        path: path.to_owned(),
        text,
        misses: misses.iter().map(|&name| name.to_owned()).collect(),
        because: "It is so.".to_owned(),
    };
    DesignQuestion {
        starter: String::new(),
        parts: Some(PARTS.to_owned()),
        scenarios: vec![Scenario {
            id: "usual".to_owned(),
            title: "The usual load".to_owned(),
            path: "scenarios/usual.toml".to_owned(),
            text: USUAL.to_owned(),
        }],
        objectives: vec![
            objective("usual/p99", None, Some(150.0)),
            objective("usual/goodput", Some(0.97), None),
            objective("usual/cost", None, Some(3.0)),
        ],
        framing: Vec::new(),
        review: Some(Review {
            given: GIVEN.to_owned(),
            hazards: HAZARDS.to_owned(),
            suspects: vec![
                suspect("half", Trouble::Overload, true),
                suspect("slowness", Trouble::SlowDependency, true),
                suspect("price", Trouble::Cost, false),
            ],
        }),
        designs: vec![
            shipped("designs/both.toml", half_gone() + &slow(), &[]),
            shipped("designs/one.toml", half_gone(), &["slowness"]),
            shipped(
                "designs/looks.toml",
                dear() + &hot(),
                &["half", "slowness", "refuted"],
            ),
        ],
    }
}

fn judged(asked: &DesignQuestion, text: &str) -> Result<Judged, Error> {
    let question = question(Body::Design(asked.clone()));
    let answer = Answer::Design {
        text: text.to_owned(),
    };
    judge().judge(&question, &answer, &ALL, &|_| {}, &Cancel::new())
}

fn review(judged: &Judged) -> &ReviewDetail {
    match &judged.detail {
        Detail::Design(detail) => detail.review.as_ref().expect("a review"),
        other => panic!("{other:?}"),
    }
}

fn states(judged: &Judged) -> Vec<Found> {
    review(judged).risks.iter().map(|risk| risk.state).collect()
}

fn runs_decide() {
    let both = judged(&asked(), &(half_gone() + &slow())).expect("a judgement");
    assert_eq!(both.outcome, Outcome::Pass);
    assert_eq!(states(&both), [Found::Confirmed, Found::Confirmed]);
    let [first, second] = review(&both).risks.as_slice() else {
        panic!("{both:?}");
    };
    // Beside the figure under the test stands the one without.
    let goodput = |figure: &Option<onsite_domain::simulated::Figure>| {
        figure.as_ref().expect("a figure").value
    };
    assert!(goodput(&first.figure) < 0.97 && goodput(&first.without) > 0.99);
    assert!(goodput(&second.figure) > 150.0 && goodput(&second.without) < 150.0);
    assert_eq!(
        first.test,
        "The usual load: 50% of work is down from 5 s to 10 s"
    );
    assert_eq!(first.names.as_deref(), Some("The half"));

    // Half the instances and a tenth: the one breaks it, the other does not.
    let weaker = half_gone().replace("0.5", "0.1");
    let weaker = judged(&asked(), &weaker).expect("a judgement");
    assert_eq!(states(&weaker), [Found::Refuted]);
    assert_eq!(weaker.outcome, Outcome::Fail);
    // That it names a flaw stays unsaid until its test shows it.
    assert_eq!(review(&weaker).risks[0].names, None);
    let ids: Vec<&str> = weaker.findings.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(ids, ["missed_half", "missed_slowness", "refuted"]);
    assert_eq!(weaker.findings[0].text, "What of the half?");

    let nothing = judged(&asked(), "").expect("a judgement");
    assert_eq!(nothing.outcome, Outcome::Fail);
    assert_eq!(nothing.findings.len(), 1, "{:?}", nothing.findings);
}

fn a_list_of_everything_fails() {
    let one_refuted = half_gone() + &slow() + &dear();
    let one_refuted = judged(&asked(), &one_refuted).expect("a judgement");
    assert_eq!(one_refuted.outcome, Outcome::Pass);
    let because = &review(&one_refuted).risks[2].notes;
    assert_eq!(because, &["So it is with the price."]);

    let everything = half_gone() + &slow() + &dear() + &hot();
    let everything = judged(&asked(), &everything).expect("a judgement");
    assert_eq!(everything.outcome, Outcome::Fail);
    assert_eq!(review(&everything).found, 2);
    let ids: Vec<&str> = everything.findings.iter().map(|f| f.id.as_str()).collect();
    assert_eq!(ids, ["refuted"]);
}

fn what_breaks_anyway() {
    let mut asked = asked();
    asked.objectives[2].at_most = Some(0.1);
    // The load as it is shows it; a fault beside it shows nothing.
    let bare = judged(&asked, &dear()).expect("a judgement");
    assert_eq!(states(&bare), [Found::Confirmed]);
    let beside = risk("cost", "usual/cost", "kind = \"crash\", fraction = 0.5");
    let beside = judged(&asked, &beside).expect("a judgement");
    assert_eq!(states(&beside), [Found::Undecided]);
    assert!(
        review(&beside).risks[0].notes[0].contains("without this fault too"),
        "{:?}",
        review(&beside).risks[0]
    );
}

fn reviews_that_do_not_read() {
    let many: String = [
        "overload",
        "single_point",
        "slow_dependency",
        "retry_storm",
        "stale",
    ]
    .into_iter()
    .flat_map(|trouble| {
        ["in", "work", "edge"].map(|at| {
            dear()
                .replace("cost\"\nb", &format!("{trouble}\"\nb"))
                .replace("\"work\"", &format!("\"{at}\""))
        })
    })
    .collect();
    for (text, said) in [
        (
            half_gone().replace("0.5", "0.6"),
            "line 5: the design need not survive this crash of \"work\"",
        ),
        (
            half_gone().replace("for = \"5s\"", "for = \"6s\""),
            "need not survive",
        ),
        (
            half_gone().replace("\"overload\"", "\"gremlins\""),
            "line 1: risk: trouble \"gremlins\"",
        ),
        (
            half_gone().replace("usual/goodput", "usual/luck"),
            "line 1: risk: breaks \"usual/luck\"",
        ),
        (
            half_gone().replace("component = \"work\"\n", "component = \"edge\"\n"),
            "there is no component \"edge\"",
        ),
        (half_gone() + &half_gone(), "was named on line 1"),
        (many, "there are 15 risks, more than 12"),
        (format!("{GIVEN}{}", half_gone()), "component"),
    ] {
        match judged(&asked(), &text) {
            Err(Error::DoesNotRead { message }) => {
                assert!(
                    message.contains(said),
                    "{message}, where it was to say {said}"
                );
            }
            other => panic!("{other:?}"),
        }
    }
}

fn proofs() {
    let prove = |asked: DesignQuestion| {
        let question = question(Body::Design(asked));
        let proof = judge().prove(&question, &|_| {}, &Cancel::new());
        proof.expect("a proof").faults
    };
    assert_eq!(prove(asked()), []);
    // One that misses what it is said to find, one that finds what it is said to miss, a start that
    // passes, and a suspect that nobody has tried.
    let mut asked = asked();
    asked.designs[0].text = slow();
    asked.designs[1].text = half_gone() + &slow();
    asked.designs[2].text = hot() + &risk("stale", "usual/p99", "");
    asked.starter = half_gone() + &slow();
    let faults = prove(asked);
    let found = |code: &str, file: &str| faults.iter().any(|f| f.code == code && f.file == file);
    assert!(found("wrong-outcome", "designs/both.toml"), "{faults:?}");
    assert!(found("wrong-outcome", "designs/one.toml"), "{faults:?}");
    assert!(!found("wrong-outcome", "designs/looks.toml"), "{faults:?}");
    assert!(found("wrong-outcome", "question.toml"), "{faults:?}");
    assert!(found("starter-passes", "starter.toml"), "{faults:?}");
}
