//! Searches over answers to design questions: cheaper counts under all scenarios, within what the
//! parts allow.

use onsite_domain::{answer::Answer, design_search::DesignSearch, question::Body};
use onsite_judge::Error;
use onsite_sandbox::Cancel;
use onsite_sim::design::search::{Stage, Trial};

use crate::{
    design::{asked, design},
    support::{ALL, Trials, judge, question},
};

pub const TRIALS: Trials = &[
    (
        "counts_are_lowered_until_a_scenario_misses",
        counts_are_lowered_until_a_scenario_misses,
    ),
    ("a_search_that_is_stopped", a_search_that_is_stopped),
];

fn search(text: &str, stopped: bool) -> Result<DesignSearch, Error> {
    let question = question(Body::Design(asked()));
    let answer = Answer::Design {
        text: text.to_owned(),
    };
    let judged = judge().judge(&question, &answer, &ALL, &|_| {}, &Cancel::new())?;
    let mut run = |_: Stage, trials: &[Trial]| {
        let tried = trials.iter().map(|trial| {
            let one = |number| trial.replicate(3, number, &mut |_| true);
            let all: Option<Vec<_>> = (0..trial.replications()).map(one).collect();
            Some(trial.tried(&all?))
        });
        if stopped { None } else { tried.collect() }
    };
    judge().search(&question, &answer, &judged, &mut run)
}

fn counts_are_lowered_until_a_scenario_misses() {
    // Twenty workers cost too much, five are too few when some of them crash.
    let found = search(&design(20, ""), false).expect("a search");
    assert!(!found.given_meets);
    let cheapest = found.cheapest.expect("counts that meet");
    let work = cheapest.counts.iter().find(|one| one.component == "work");
    let work = work.expect("workers have a number");
    assert_eq!(work.given, 20);
    assert!((6..=10).contains(&work.found), "{}", work.found);
    let cost = cheapest.usd_per_million.expect("a cost");
    assert!(
        cost <= 3.0 && Some(cost) < found.given_usd_per_million,
        "{cost}"
    );
}

fn a_search_that_is_stopped() {
    let stopped = search(&design(10, ""), true);
    assert!(matches!(stopped, Err(Error::Cancelled)), "{stopped:?}");
}
