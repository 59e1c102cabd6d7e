//! A plan: what is measured on whom, how it is decided, and the world it is tried in.

use super::{
    assignment::Assignment,
    keys::{Reader, Section},
    method::{Method, Rule, Terms},
    metrics::{Correction, Metrics},
    normal::upper_point,
    population::Scenario,
    read_world,
    world::World,
};
use crate::Problem;

/// Most users in an arm.
pub const MOST_USERS: u64 = 1_000_000_000;
/// Most looks.
pub const MOST_LOOKS: u64 = 100;
/// Most metrics that are judged together.
pub const MOST_METRICS: u64 = 1_000;
/// Largest size of a number that is measured, so that squares stay exact enough.
pub(super) const LARGEST: f64 = 1e12;

/// A plan that was read and checked, with everything prepared that does not change between
/// populations.
#[derive(Clone, Debug)]
pub struct ExperimentPlan {
    /// Who is assigned, such as `user`.
    pub unit: String,
    /// What is measured, such as `conversion`.
    pub metric: String,
    /// Level of the test.
    pub alpha: f64,
    /// One-sided (for more) or two-sided.
    pub sides: u8,
    /// Units planned for each arm.
    pub users_per_arm: u64,
    /// Equally spaced looks at the data, the last one at the end.
    pub looks: usize,
    /// How the data decide.
    pub method: Method,
    /// Correlation of the metric with what is known from before; zero for no adjustment.
    pub covariate_correlation: f64,
    /// Level of the test of the sample ratio.
    pub sample_ratio_alpha: f64,
    /// One-sided level of the stop for harm at every look.
    pub harm_alpha: Option<f64>,
    /// Where the method has one: standard deviation of the mixture or prior, in units of the
    /// metric.
    pub prior_standard_deviation: f64,
    /// Whether rows within a unit are analysed as if they were independent.
    pub by_row: bool,
    /// The world that is simulated.
    pub world: World,
    /// Metrics that are judged together at the end.
    pub metrics: Option<Metrics>,
    pub(super) rule: Rule,
    pub(super) scenarios: [Scenario; 3],
    pub(super) assignment: Assignment,
    pub(super) decided: Decided,
}

/// What of `[plan]` was read without a problem.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Decided {
    pub alpha: f64,
    pub sides: u8,
    pub users: u64,
    pub looks: u64,
    pub method: Method,
    pub correlation: f64,
    pub threshold: f64,
    pub prior: Option<f64>,
    pub by_row: bool,
    pub sample_ratio: f64,
    pub harm: Option<f64>,
}

impl ExperimentPlan {
    /// Reads a plan whose world stands apart: it may have no table but `[plan]`.
    pub fn parse_in(plan: &str, world: &str) -> Result<Self, Vec<Problem>> {
        let (mut reader, tables) = Reader::tables(plan);
        if let Some(tables) = &tables {
            reader.unknown_tables(tables, &["plan"]);
        }
        if !reader.problems.is_empty() {
            return Err(reader.problems);
        }
        // What comes first keeps its lines.
        Self::parse(&format!("{plan}\n{world}"))
    }

    /// Reads a plan; every problem is told at once, where one does not hide another.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let (mut reader, tables) = Reader::tables(text);
        let Some(tables) = tables else {
            return Err(reader.problems);
        };
        reader.unknown_tables(&tables, &["plan", "world", "metrics"]);
        let mut section = reader.section(&tables, "plan", true);
        let names = (
            reader.text(&mut section, "unit", "user"),
            reader.text(&mut section, "metric", "metric"),
        );
        let decided = if section.exists() {
            decided(&mut reader, &mut section)
        } else {
            None
        };
        reader.unknown_keys(&section);
        let mut section = reader.section(&tables, "world", true);
        let world = if section.exists() {
            let by_row = decided.as_ref().is_some_and(|decided| decided.by_row);
            read_world::world(&mut reader, &mut section, by_row)
        } else {
            None
        };
        reader.unknown_keys(&section);
        let mut section = reader.section(&tables, "metrics", false);
        let metrics = if section.exists() {
            metrics(&mut reader, &mut section)
        } else {
            None
        };
        reader.unknown_keys(&section);
        match (names, decided, world) {
            ((Some(unit), Some(metric)), Some(decided), Some(world))
                if reader.problems.is_empty() =>
            {
                Ok(Self::prepared(unit, metric, decided, world, metrics))
            }
            _ => {
                reader.problems.sort_by_key(|problem| problem.line);
                Err(reader.problems)
            }
        }
    }

    /// The same world under other decisions, without several metrics.
    pub(super) fn decided_otherwise(&self, decided: Decided) -> Self {
        let mut world = self.world.clone();
        world.by_row = decided.by_row;
        Self::prepared(self.unit.clone(), self.metric.clone(), decided, world, None)
    }

    fn prepared(
        unit: String,
        metric: String,
        decided: Decided,
        world: World,
        metrics: Option<Metrics>,
    ) -> Self {
        let looks = decided.looks as usize;
        let kept = 1.0 - decided.correlation * decided.correlation;
        let variance = kept * world.variance_of_difference(0.0, decided.users);
        // The lift that one look would find with probability 0.8: known before the experiment.
        let detectable = upper_point(decided.alpha / f64::from(decided.sides)) + upper_point(0.2);
        let least = 1.0 / decided.users as f64;
        let usual = detectable * libm::sqrt(variance).max(least * 1e-3);
        let prior = decided.prior.unwrap_or(usual);
        let rule = Rule::new(&Terms {
            method: decided.method,
            alpha: decided.alpha,
            sides: decided.sides,
            looks,
            prior: prior * prior,
            threshold: decided.threshold,
            harm: decided.harm,
        });
        let scenarios = [
            (0.0, false),
            (world.lift, true),
            (world.harmful_lift, false),
        ]
        .map(|(lift, novelty)| Scenario::new(&world, lift, novelty, decided.users, looks));
        Self {
            unit,
            metric,
            alpha: decided.alpha,
            sides: decided.sides,
            users_per_arm: decided.users,
            looks,
            method: decided.method,
            covariate_correlation: decided.correlation,
            sample_ratio_alpha: decided.sample_ratio,
            harm_alpha: decided.harm,
            prior_standard_deviation: prior,
            by_row: decided.by_row,
            metrics: metrics.map(|metrics| {
                let drift = world.lift / libm::sqrt(variance).max(f64::MIN_POSITIVE);
                metrics.with_drift(drift.clamp(-1e6, 1e6))
            }),
            assignment: Assignment::new(
                &world,
                decided.users,
                scenarios[1].treated(),
                decided.sample_ratio,
            ),
            world,
            rule,
            scenarios,
            decided,
        }
    }
}

fn decided(reader: &mut Reader, section: &mut Section<'_, '_>) -> Option<Decided> {
    let level = "a number from 1e-9 to below 0.5";
    let is_level = |x: f64| (1e-9..0.5).contains(&x);
    let alpha = reader.number(section, "alpha", Some(0.05), level, is_level);
    let sides = reader.whole(section, "sides", Some(2), (1, 2));
    let users = reader.whole(section, "users_per_arm", None, (1, MOST_USERS));
    let looks = reader.whole(section, "looks", Some(1), (1, MOST_LOOKS));
    let method = reader
        .word(section, "method", Some(0), &Method::NAMES)
        .map(|at| Method::ALL[at]);
    let correlation = reader.number(
        section,
        "covariate_correlation",
        Some(0.0),
        "a number above -1 and below 1; 0 for no adjustment",
        |x| x.abs() < 1.0,
    );
    let threshold = reader.number(
        section,
        "threshold",
        Some(0.95),
        "a probability from 0.5 to 0.999999999",
        |x| (0.5..=0.999_999_999).contains(&x),
    );
    let spread = "a number from 1e-12 to 1e12, in units of the metric";
    let is_spread = |x: f64| (1e-12..=LARGEST).contains(&x);
    // Each has its own name; the method decides which one counts.
    let mixture = reader.number(
        section,
        "mixture_standard_deviation",
        Some(0.0),
        spread,
        is_spread,
    );
    let prior = reader.number(
        section,
        "prior_standard_deviation",
        Some(0.0),
        spread,
        is_spread,
    );
    let analysis = reader.word(section, "analysis", Some(0), &["unit", "row"]);
    let sample_ratio = reader.number(section, "sample_ratio_alpha", Some(0.001), level, is_level);
    let harm = reader.number(section, "harm_alpha", Some(0.0), level, is_level);
    agree(reader, section, (users, looks, sides, method));
    let own = if method == Some(Method::Msprt) {
        mixture?
    } else {
        prior?
    };
    Some(Decided {
        alpha: alpha?,
        sides: sides? as u8,
        users: users?,
        looks: looks?,
        method: method?,
        correlation: correlation?,
        threshold: threshold?,
        prior: (own > 0.0).then_some(own),
        by_row: analysis? == 1,
        sample_ratio: sample_ratio?,
        harm: harm.map(|harm| (harm > 0.0).then_some(harm))?,
    })
}

/// What must hold between the keys of a plan.
fn agree(
    reader: &mut Reader,
    section: &Section<'_, '_>,
    (users, looks, sides, method): (Option<u64>, Option<u64>, Option<u64>, Option<Method>),
) {
    if let (Some(looks), Some(users)) = (looks, users)
        && looks > users
    {
        let what = format!("{looks} looks at {users} users an arm");
        reader.refuse(section, "looks", &what, "at most one look for each user");
    }
    if let (Some(looks @ 2..), Some(Method::Fixed)) = (looks, method) {
        reader.refuse(
            section,
            "looks",
            &format!("the method fixed has one look, not {looks}"),
            "set looks = 1, or a method for several: naive, pocock, obrien_fleming, msprt, bayesian",
        );
    }
    if let (Some(1), Some(Method::Msprt)) = (sides, method) {
        let help = "set sides = 2: the mixture stands for lifts of both signs";
        reader.refuse(section, "sides", "the method msprt has two sides", help);
    }
}

fn metrics(reader: &mut Reader, section: &mut Section<'_, '_>) -> Option<Metrics> {
    let count = reader.whole(section, "count", None, (1, MOST_METRICS));
    let with_lift = reader.whole(section, "with_lift", Some(0), (0, MOST_METRICS));
    let correction = reader
        .word(section, "correction", Some(0), &Correction::NAMES)
        .map(|at| Correction::ALL[at]);
    let allowed = "a number from 1e-9 to below 0.5";
    let level = reader.number(section, "level", Some(0.05), allowed, |x| {
        (1e-9..0.5).contains(&x)
    });
    let effect = reader.number(
        section,
        "effect",
        Some(0.0),
        "a number from -100 to 100, in standard errors at the end",
        |x| x.abs() <= 100.0,
    );
    if let (Some(count), Some(with_lift)) = (count, with_lift)
        && with_lift > count
    {
        let what = format!("{with_lift} of {count} metrics");
        reader.refuse(section, "with_lift", &what, "at most as many as count");
    }
    let drift = section.has("effect").then_some(effect?);
    Some(Metrics::new(count?, with_lift?, correction?, level?, drift))
}
