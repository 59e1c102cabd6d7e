//! Reviews of a given design: what a test may break.

use onsite_sim::design::{Parts, Reviewed};

const PARTS: &str = r#"[[part]]
name = "shop"
title = "Shop"
about = "Where requests enter."
kind = "service"
service = "1ms"
entry = true

[[part]]
name = "fraud"
title = "Fraud check"
about = "Scores a purchase."
kind = "service"
service = "1ms"

[[part]]
name = "mail"
title = "Mail"
about = "Writes to customers."
kind = "queue"
detached = true
"#;

const GIVEN: &str = r#"[[component]]
name = "shop"
part = "shop"

[[component]]
name = "fraud"
part = "fraud"

[[component]]
name = "mail"
part = "mail"

[[link]]
from = "shop"
to = "fraud"
timeout = "50ms"

[[link]]
from = "shop"
to = "mail"
detached = true
"#;

fn partition(component: &str, other: &str, lasts: &str) -> String {
    format!(
        "kind = \"partition\", component = \"{component}\", other = \"{other}\", at = \"1s\", for = \"{lasts}\""
    )
}

fn hazards(other: &str) -> String {
    let keys = partition("shop", other, "2s").replace(", ", "\n");
    format!("[[fault]]\n{keys}\n")
}

fn risk(fault: &str) -> String {
    format!(
        "[[risk]]\ncomponent = \"fraud\"\ntrouble = \"slow_dependency\"\nbreaks = \"usual/p99\"\n\
         why = \"It waits.\"\nfault = {{ {fault} }}\n"
    )
}

#[test]
fn a_partition_is_tried_where_callers_learn_of_it() {
    let parts = Parts::parse(PARTS).unwrap();
    let tried = |hazards: &str, fault: &str| {
        let reviewed = Reviewed::parse(GIVEN, &parts, hazards).unwrap();
        let risks = reviewed.risks(&risk(fault), 12);
        risks.map_err(|problems| problems[0].to_string())
    };
    let apart = hazards("fraud");
    for (component, other) in [("shop", "fraud"), ("fraud", "shop")] {
        let risks = tried(&apart, &partition(component, other, "1s")).unwrap();
        assert!(risks[0].fault.is_some(), "{risks:?}");
    }
    for (component, other, lasts) in [("shop", "mail", "1s"), ("shop", "fraud", "3s")] {
        let refused = tried(&apart, &partition(component, other, lasts)).unwrap_err();
        assert!(refused.contains("need not survive"), "{refused}");
    }
    // Nobody waits for what is sent by the way.
    tried(&hazards("mail"), &partition("mail", "shop", "2s")).unwrap();
}

#[test]
fn a_partition_that_callers_never_learn_of_is_refused() {
    let parts = Parts::parse(PARTS).unwrap();
    let given = GIVEN.replace("timeout = \"50ms\"\n", "");
    let Err(problems) = Reviewed::parse(&given, &parts, &hazards("fraud")) else {
        panic!("it reads");
    };
    let problem = &problems[0];
    assert_eq!((problem.text, problem.line), (1, Some(1)), "{problem}");
    assert!(
        problem.message.contains("\"shop\" → \"fraud\""),
        "{problem}"
    );
}
