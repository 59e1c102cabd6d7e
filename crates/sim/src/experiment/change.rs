//! Which one change of a plan would improve its decisions most.

use serde::Serialize;

use super::{
    method::Method,
    plan::{Decided, ExperimentPlan, MOST_LOOKS, MOST_USERS},
    report::Report,
    run::BLOCK,
    world::Distribution,
};
use crate::Estimate;

/// Most populations that every change is tried on.
const TRIED: u64 = 4 * BLOCK;

/// Changes of one key, each tried in the plan's world.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes {
    /// What was tried.
    pub tried: Vec<Change>,
    /// The change after which decisions are right most often; none where that is not beyond doubt.
    pub helps_most: Option<String>,
}

/// One change and what comes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The key and its new value, as a plan has them.
    pub change: String,
    /// Significant results without a lift.
    pub false_alarm_rate: Estimate,
    /// Significant results with the lift.
    pub power: Estimate,
    /// Users in an arm when it ends, with the lift.
    pub expected_users_per_arm: Estimate,
    /// Decisions that are right.
    pub right_decision_rate: Estimate,
}

impl ExperimentPlan {
    /// What can be tried: one key at a time, where that makes another plan that reads.
    fn one_change(&self) -> Vec<(String, Decided)> {
        let now = &self.decided;
        let mut all = Vec::new();
        let mut add = |change: String, decided: Decided| {
            if decided != *now {
                all.push((change, decided));
            }
        };
        let users = (now.users + now.users.div_ceil(2)).min(MOST_USERS);
        add(
            format!("users_per_arm = {users}"),
            Decided {
                users,
                ..now.clone()
            },
        );
        let alpha = (now.alpha / 2.0).max(1e-9);
        add(
            format!("alpha = {alpha}"),
            Decided {
                alpha,
                ..now.clone()
            },
        );
        let rows = now.by_row
            && (self.world.design_effect() > 1.0
                || matches!(self.world.distribution, Distribution::Ratio(_)));
        if rows {
            let by_row = false;
            add(
                "analysis = \"unit\"".to_owned(),
                Decided {
                    by_row,
                    ..now.clone()
                },
            );
        }
        for (change, decided) in self.other_methods() {
            add(change, decided);
        }
        if now.method != Method::Fixed {
            let mut counts = vec![1, now.looks.div_ceil(2), 2 * now.looks];
            counts.dedup();
            for looks in counts {
                let looks = looks.min(MOST_LOOKS).min(now.users);
                add(
                    format!("looks = {looks}"),
                    Decided {
                        looks,
                        ..now.clone()
                    },
                );
            }
        }
        all
    }

    /// Every other method that the looks and the sides allow.
    fn other_methods(&self) -> impl Iterator<Item = (String, Decided)> {
        let now = &self.decided;
        let reads = |method: &Method| match method {
            Method::Fixed => now.looks == 1,
            Method::Msprt => now.looks > 1 && now.sides == 2,
            _ => now.looks > 1,
        };
        let others = Method::ALL.into_iter().filter(reads);
        others.filter(|&method| method != now.method).map(|method| {
            let decided = Decided {
                method,
                // A width of its own: that of the other method means something else.
                prior: None,
                ..now.clone()
            };
            (format!("method = \"{}\"", method.name()), decided)
        })
    }

    /// Tries every change on the first of as many populations as are run. `go_on` is asked before
    /// each; nothing where it says no.
    ///
    /// A plan without more false alarms than its level comes before one with; among those the one
    /// whose decisions are right more often. It helps where the plan breaks its level and the
    /// change does not, or where decisions are right more often beyond both intervals.
    pub fn changes(
        &self,
        seed: u64,
        populations: u64,
        go_on: &dyn Fn() -> bool,
    ) -> Option<Changes> {
        let populations = populations.min(TRIED);
        let run = |plan: &Self| Report::new(plan, &plan.run(seed, 0..populations));
        let now = run(&self.decided_otherwise(self.decided.clone()));
        let mut tried = Vec::new();
        let mut best: Option<(bool, Estimate, String)> = None;
        for (change, decided) in self.one_change() {
            if !go_on() {
                return None;
            }
            let report = run(&self.decided_otherwise(decided));
            let (holds, right) = (holds(&report), report.right_decision_rate);
            let better = best
                .as_ref()
                .is_none_or(|(held, than, _)| (holds, right.value) > (*held, than.value));
            if better {
                best = Some((holds, right, change.clone()));
            }
            tried.push(Change {
                change,
                false_alarm_rate: report.false_alarm_rate,
                power: report.power,
                expected_users_per_arm: report.expected_users_per_arm,
                right_decision_rate: right,
            });
        }
        let helps = |(held, right, _): &(bool, Estimate, String)| {
            let mends = *held && !holds(&now);
            mends || *held == holds(&now) && right.low > now.right_decision_rate.high
        };
        Some(Changes {
            tried,
            helps_most: best.filter(helps).map(|(.., change)| change),
        })
    }
}

/// Whether false alarms are no more than the plan's level, as far as the run can tell.
fn holds(report: &Report) -> bool {
    report
        .false_alarm_rate
        .low
        .is_none_or(|low| low <= report.alpha)
}
