//! `onsite design search`: what a search over a design found, as text or JSON.

use std::{fmt::Write as _, sync::atomic::AtomicBool};

use onsite_app::{
    search::{self, DesignSearch},
    sim::{
        Estimate,
        design::{
            Metric,
            search::{Bound, Change, Changes, Counts, Recovery, Saturation, Search, Stage},
        },
    },
};

use crate::{
    arguments::SearchDesign,
    design::{GUIDE, dollars, failed, milliseconds, percent, rate, texts},
    error::CliError,
    output,
    progress::ProgressLine,
};

/// Most bounds that are listed.
const MOST_BOUNDS: usize = 12;

/// Searches over a design.
pub fn run(options: &SearchDesign) -> Result<u8, CliError> {
    let (design, scenario) = texts(&options.design, options.scenario.as_deref())?;
    let line = ProgressLine::new();
    let tell = |stage: Stage, done: u64| {
        line.tell(&format!("{}, {done} designs run", search::stage(stage)));
    };
    let request = DesignSearch {
        design: &design,
        scenario: scenario.as_deref(),
        seed: options.seed,
    };
    // Nobody but the terminal stops it, and that ends the whole program.
    let stop = AtomicBool::new(false);
    let ran = search::search(&request, &stop, &tell);
    line.clear();
    let found =
        ran.map_err(|error| failed(error, GUIDE, &options.design, options.scenario.as_deref()))?;
    if options.json {
        output::json(&found)?;
    } else {
        output::line(text(&found, options.seed).trim_end())?;
    }
    Ok(0)
}

fn text(found: &Search, seed: u64) -> String {
    let Search {
        saturation,
        recovery,
        counts,
        changes,
        ..
    } = found;
    let trials = saturation.trials + recovery.trials + counts.trials + changes.trials;
    let mut text = format!(
        "simulated: {trials} designs on shortened replications, seed {seed}, {} events in {:.1} s\n\n",
        found.events, found.seconds
    );
    text.push_str(&bounds(&found.bounds));
    text.push('\n');
    text.push_str(&fall(saturation));
    text.push('\n');
    text.push_str(&gap(recovery, saturation));
    text.push('\n');
    text.push_str(&cheapest(counts));
    text.push('\n');
    text.push_str(&best(changes));
    text
}

fn bounds(bounds: &[Bound]) -> String {
    let Some(first) = bounds.first() else {
        return "bottleneck: no rate fills any component\n".to_owned();
    };
    let mut text = format!(
        "bottleneck: {} is full at {}\n",
        first.component,
        rate(first.rate_rps)
    );
    let shown = bounds.iter().take(MOST_BOUNDS);
    let width = shown.clone().map(|one| one.component.chars().count()).max();
    let width = width.unwrap_or(0);
    for one in shown {
        let _ = writeln!(
            text,
            "  {:<width$} {:>16}  {} calls a request",
            one.component,
            rate(one.rate_rps),
            (one.calls_per_request * 1000.0).round() / 1000.0
        );
    }
    if bounds.len() > MOST_BOUNDS {
        let _ = writeln!(text, "  and {} more", bounds.len() - MOST_BOUNDS);
    }
    text
}

fn fall(found: &Saturation) -> String {
    let what = match (found.left_out, found.low_rps, found.high_rps) {
        (Some(why), ..) => format!("not searched for: {why}"),
        (_, Some(low), Some(high)) => format!(
            "stands {}, falls over at {}: {}",
            rate(low),
            rate(high),
            found.failings.join(", ")
        ),
        (_, None, Some(high)) => format!(
            "stands no rate that was tried, down to {}: {}",
            rate(high),
            found.failings.join(", ")
        ),
        (_, Some(low), None) => format!("stands every rate that was tried, up to {}", rate(low)),
        (_, None, None) => "nothing was tried".to_owned(),
    };
    let judged = if found.left_out.is_some() {
        String::new()
    } else if found.judged_by.is_empty() {
        "  judged by goodput, without objectives of the design\n".to_owned()
    } else {
        format!("  judged by {}\n", found.judged_by.join(", "))
    };
    format!("saturation: {what}\n{judged}{}", cut(found.cut))
}

fn gap(found: &Recovery, saturation: &Saturation) -> String {
    let what = match (found.left_out, found.low_rps, found.high_rps) {
        (Some(why), ..) => format!("not searched for: {why}"),
        (_, Some(_), None) => "from every rate that it stands: no gap".to_owned(),
        (_, Some(low), Some(high)) => {
            let lost = saturation.low_rps.map_or(0.0, |stands| 1.0 - low / stands);
            format!(
                "from up to {}, not from {}: a gap of {} below what it stands",
                rate(low),
                rate(high),
                percent(lost)
            )
        }
        (_, None, Some(high)) => format!("from no rate that was tried, down to {}", rate(high)),
        (_, None, None) => "nothing was tried".to_owned(),
    };
    let mut text = format!("recovers: {what}\n");
    if let (Some(peak), Some(length)) = (found.surge_rps, found.surge_s) {
        let _ = writeln!(
            text,
            "  after a surge of {} for {}",
            rate(peak),
            milliseconds(1e3 * length)
        );
    }
    text + cut(found.cut)
}

fn cheapest(found: &Counts) -> String {
    let mut text = String::from("cheapest counts: ");
    let given = match (found.given_meets, found.given_usd_per_million) {
        (Some(meets), Some(cost)) => format!(
            "the given design {} and costs {} a million requests",
            if meets {
                "meets its objectives"
            } else {
                "misses an objective"
            },
            dollars(cost)
        ),
        _ => String::new(),
    };
    match (found.left_out, found.usd_per_million) {
        (Some(why), _) => {
            let _ = writeln!(text, "not searched for: {why}");
        }
        (_, None) => {
            let _ = writeln!(text, "none that were tried meet the objectives\n  {given}");
        }
        (_, Some(cost)) => {
            let counts: Vec<String> = found
                .instances
                .iter()
                .map(|(name, count)| format!("{name} {count}"))
                .collect();
            let _ = writeln!(text, "{}", counts.join(", "));
            let times = found.given_usd_per_million.map(|given| given / cost);
            let times =
                times.map_or_else(String::new, |times| format!(": {times:.2} times as much"));
            let _ = writeln!(
                text,
                "  {} a million requests; {given}{times}\n  {}",
                dollars(cost),
                if found.exact {
                    "exact: every cheaper choice was tried"
                } else {
                    "found by descent; a cheaper choice may exist"
                }
            );
        }
    }
    text + cut(found.cut)
}

fn best(found: &Changes) -> String {
    let metric = found.metric.name();
    let aim = found.objective.as_ref().map_or_else(
        || format!("{metric}, as no objective is missed"),
        |objective| format!("{objective}, which is missed"),
    );
    let mut text = format!(
        "one change: looks at {aim}; the given design has {}\n",
        value(found.metric, found.given.figure.value)
    );
    for change in &found.best {
        text.push_str(&line(found, change));
    }
    if found.best.is_empty() {
        let _ = writeln!(text, "  none of {} helps for certain", found.tried);
    } else {
        let _ = writeln!(text, "  {} were tried", found.tried);
    }
    text + cut(found.cut)
}

fn line(found: &Changes, change: &Change) -> String {
    let (metric, effect) = (found.metric, &change.effect);
    let Estimate {
        value: by,
        low,
        high,
    } = effect.difference;
    let by = match (by, low, high) {
        (Some(by), Some(low), Some(high)) => format!(
            ", {} ({} to {})",
            signed(metric, by),
            signed(metric, low),
            signed(metric, high)
        ),
        _ => ", where without it a queue grows".to_owned(),
    };
    let cost = effect.usd_per_million.map_or_else(String::new, |cost| {
        format!("; {} a million requests", dollars(cost))
    });
    format!(
        "  {}: {}\n    {metric} {}{by}{cost}{}\n",
        change.at,
        change.change,
        value(metric, effect.figure.value),
        if effect.meets && found.objective.is_some() {
            "; meets every objective"
        } else {
            ""
        },
        metric = metric.name(),
    )
}

/// A figure of a metric.
fn value(metric: Metric, figure: Option<f64>) -> String {
    figure.map_or_else(
        || "none, as a queue grows".to_owned(),
        |figure| match metric {
            metric if metric.is_time() => milliseconds(figure),
            Metric::Cost => dollars(figure),
            Metric::Throughput => rate(figure),
            _ => format!("{:.3}%", 100.0 * figure),
        },
    )
}

fn signed(metric: Metric, figure: f64) -> String {
    let sign = if figure < 0.0 { "−" } else { "+" };
    format!("{sign}{}", value(metric, Some(figure.abs())))
}

const fn cut(cut: bool) -> &'static str {
    if cut {
        "  cut: more happens than is stepped through\n"
    } else {
        ""
    }
}
