//! `onsite experiment run`: what a plan does in a simulated world, as text or JSON.

use std::{fmt::Write as _, sync::atomic::AtomicBool};

use onsite_app::{
    sim::{
        Estimate,
        experiment::{ExperimentPlan, MOST_ROWS, Report},
    },
    simulate::{self, SimulateError},
};

use crate::{
    arguments::{ExperimentData, RunExperiment},
    error::CliError,
    output,
    problems::refused,
    progress::ProgressLine,
};

/// Runs a plan; what it finds is no verdict.
pub fn run(options: &RunExperiment) -> Result<u8, CliError> {
    let text = simulate::read_text(&options.plan)?;
    let line = ProgressLine::new();
    let all = options.replications;
    let tell = |done: u64| line.tell(&format!("{done} of {all} populations"));
    // Nobody but the terminal stops it, and that ends the whole program.
    let stop = AtomicBool::new(false);
    let ran = simulate::experiment(&text, options.seed, all, &stop, &tell);
    line.clear();
    let report = ran.map_err(|error| match error {
        SimulateError::Problems(problems) => {
            refused(&[&options.plan], &problems, "docs/experiments.md")
        }
        SimulateError::Stopped => CliError::ours(error, "Run it again."),
    })?;
    if options.json {
        output::json(&report)?;
    } else {
        output::line(self::text(&report, options.seed).trim_end())?;
    }
    Ok(0)
}

/// Writes the rows of one experiment.
pub fn data(options: &ExperimentData) -> Result<u8, CliError> {
    let text = simulate::read_text(&options.plan)?;
    let plan = ExperimentPlan::parse(&text)
        .map_err(|problems| refused(&[&options.plan], &problems, "docs/experiments.md"))?;
    let rows = plan.rows(options.seed).ok_or_else(|| {
        CliError::bad_input(
            format!(
                "{}: {} users an arm, and rows of at most {} are written",
                options.plan.display(),
                plan.users_per_arm,
                MOST_ROWS / 2
            ),
            "Write rows for fewer users; `onsite experiment run` takes any number.",
        )
    })?;
    output::line(rows.trim_end())?;
    Ok(0)
}

/// How a figure is written.
#[derive(Clone, Copy)]
enum Unit {
    Percent,
    Users,
    Days,
    Factor,
}

impl Unit {
    fn write(self, value: f64) -> String {
        match self {
            Self::Percent => format!("{:.2}%", 100.0 * value),
            Self::Users => format!("{value:.0}"),
            Self::Days => format!("{value:.1}"),
            Self::Factor => format!("{value:.3}"),
        }
    }
}

fn text(report: &Report, seed: u64) -> String {
    let mut text = format!(
        "simulated: {} on {} populations by {}, seed {seed}, in {:.1} s\n\n",
        report.metric, report.populations, report.method, report.seconds
    );
    let _ = writeln!(text, "{:<38}  {:>10}  99% interval", "", "figure");
    for (name, estimate, unit) in rows(report) {
        if let Estimate {
            value: Some(value),
            low: Some(low),
            high: Some(high),
        } = estimate
        {
            let _ = writeln!(
                text,
                "{name:<38}  {:>10}  {} to {}",
                unit.write(value),
                unit.write(low),
                unit.write(high)
            );
        }
    }
    if !report.boundaries.is_empty() {
        let _ = writeln!(
            text,
            "\ncritical values  {}",
            boundaries(&report.boundaries)
        );
    }
    if let Some(deviation) = report.prior_standard_deviation {
        let _ = writeln!(
            text,
            "\nprior            normal, mean 0, standard deviation {deviation:.6}"
        );
    }
    if let Some(exact) = &report.by_integration {
        let _ = writeln!(
            text,
            "by integration   false alarms {}, power {}, users an arm {:.0}",
            Unit::Percent.write(exact.false_alarm_rate),
            Unit::Percent.write(exact.power),
            exact.expected_users_per_arm
        );
    }
    let _ = writeln!(
        text,
        "result hash      {}\n\n{}",
        report.result_hash,
        words(report)
    );
    text
}

fn rows(report: &Report) -> Vec<(&'static str, Estimate, Unit)> {
    use Unit::{Days, Factor, Percent, Users};
    vec![
        ("false alarms, no lift", report.false_alarm_rate, Percent),
        ("power, with the lift", report.power, Percent),
        (
            "significant with the wrong sign",
            report.wrong_sign_rate,
            Percent,
        ),
        (
            "users an arm at the end",
            report.expected_users_per_arm,
            Users,
        ),
        (
            "  without a lift",
            report.expected_users_per_arm_without_lift,
            Users,
        ),
        ("looks", report.expected_looks, Factor),
        ("days", report.days, Days),
        ("intervals that hold the lift", report.coverage, Percent),
        (
            "exaggeration of significant lifts",
            report.exaggeration,
            Factor,
        ),
        (
            "alarms of the sample ratio",
            report.sample_ratio_alarm_rate,
            Percent,
        ),
        (
            "ships what changes nothing",
            report.ship_rate_without_lift,
            Percent,
        ),
        ("ships the lift", report.ship_rate_with_lift, Percent),
        (
            "ships a harmful treatment",
            report.ship_rate_when_harmful,
            Percent,
        ),
        (
            "decisions that are right",
            report.right_decision_rate,
            Percent,
        ),
        (
            "stops a harmful treatment as harmful",
            report.harm_stop_rate,
            Percent,
        ),
        (
            "variance left by the covariate",
            report.variance_left,
            Factor,
        ),
        (
            "several metrics: false discovery rate",
            report.false_discovery_rate,
            Percent,
        ),
        ("  any false find", report.family_wise_error_rate, Percent),
        ("  moved metrics found", report.metrics_power, Percent),
    ]
}

fn boundaries(values: &[f64]) -> String {
    const MOST: usize = 8;
    let mut shown: Vec<String> = values
        .iter()
        .take(MOST)
        .map(|z| format!("{z:.3}"))
        .collect();
    if let Some(last) = values.get(MOST..).and_then(<[f64]>::last) {
        shown.push(format!("… {last:.3}"));
    }
    shown.join(" ")
}

/// What the figures mean.
fn words(report: &Report) -> String {
    let percent = |estimate: Estimate| Unit::Percent.write(estimate.value.unwrap_or_default());
    let mut text = format!(
        "Of such experiments without any effect {} claim one; with the plan's lift {} find it,\n\
         after {:.0} users an arm on average.",
        percent(report.false_alarm_rate),
        percent(report.power),
        report.expected_users_per_arm.value.unwrap_or_default(),
    );
    if report
        .false_alarm_rate
        .low
        .is_some_and(|low| low > report.alpha)
    {
        let alpha = Unit::Percent.write(report.alpha);
        let _ = write!(
            text,
            "\nThat is more false alarms than the {alpha} the plan sets."
        );
    }
    let missing = 1.0 - report.alpha;
    if report.coverage.high.is_some_and(|high| high < missing) {
        let level = Unit::Percent.write(missing);
        let _ = write!(
            text,
            "\nIntervals said to be {level} hold the true lift less often."
        );
    }
    if let Some(changes) = &report.changes {
        let _ = match &changes.helps_most {
            Some(change) => write!(text, "\nThe one change that helps most: {change}."),
            None => write!(
                text,
                "\nNone of {} single changes helps beyond doubt.",
                changes.tried.len()
            ),
        };
    }
    if let Some(times) = report.exaggeration.value {
        let _ = write!(
            text,
            "\nA significant lift looks {times:.2} times as large as it is."
        );
    }
    text
}
