//! `onsite measure`: how the cost of a function grows, as text or JSON.

use std::fmt::Write as _;

use onsite_app::MeasureRequest;
use onsite_domain::{
    growth::{Estimate, GrowthClass, MeasuredClass, MeasuredPoint, Measurement, Signal},
    job::Progress,
};

use crate::{
    arguments::Measure, context::Context, error::CliError, output, progress::ProgressLine, report,
};

/// Columns of the table.
const SIGNALS: [Signal; 4] = [
    Signal::Counters,
    Signal::Callgrind,
    Signal::Clock,
    Signal::Allocator,
];

/// Measures; naming no class is an answer too.
pub fn measure(context: &Context, options: &Measure) -> Result<u8, CliError> {
    let request = MeasureRequest {
        file: options.file.clone(),
        language: options.language,
        entry: options.entry.clone(),
        inputs: options.inputs.clone(),
    };
    let bench = context.workbench(1)?;
    let line = ProgressLine::new();
    let tell = |progress: Progress| line.tell(&report::step(&progress));
    let measurement = bench.measure(&request, &tell)?;
    line.clear();
    if options.json {
        output::json(&measurement)?;
    } else {
        output::line(text(&options.entry, &measurement).trim_end())?;
    }
    Ok(0)
}

fn text(entry: &str, measurement: &Measurement) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{entry}");
    for (name, estimate) in [("time", &measurement.time), ("space", &measurement.space)] {
        let _ = writeln!(text, "  {name:<6} {}", summary(estimate));
    }
    let signals: Vec<&str> = measurement.signals.iter().map(|s| s.name()).collect();
    let seconds = std::time::Duration::from_millis(measurement.total_ms).as_secs_f64();
    let by = if signals.is_empty() {
        "nothing".to_owned()
    } else {
        signals.join(" and ")
    };
    let _ = writeln!(text, "  by {by}, in {seconds:.1} s\n");
    text.push_str(&table(measurement));
    for note in &measurement.notes {
        let _ = writeln!(text, "\nnote: {note}");
    }
    text
}

/// Class, confidence, what else it may be, and the power of n.
pub(crate) fn summary(estimate: &Estimate) -> String {
    let names = |classes: &[GrowthClass]| {
        let names: Vec<&str> = classes.iter().map(|class| class.name()).collect();
        names.join(" or ")
    };
    let percent = 100.0 * estimate.confidence;
    let mut text = match estimate.class {
        MeasuredClass::Known(class) => format!("{:<9} {percent:.0}% sure", class.name()),
        MeasuredClass::Unknown if estimate.points.is_empty() => "unknown   not measured".to_owned(),
        MeasuredClass::Unknown => "unknown".to_owned(),
    };
    if estimate.candidates.len() > 1 {
        let _ = write!(text, "; {}", names(&estimate.candidates));
    }
    if let Some(power) = estimate.exponent {
        let _ = write!(
            text,
            "; grows as n^{:.2} ({:.2} to {:.2})",
            power.value, power.low, power.high
        );
    }
    text
}

/// One row per size, one column per signal.
fn table(measurement: &Measurement) -> String {
    let (time, space) = (&measurement.time.points, &measurement.space.points);
    let points: Vec<&MeasuredPoint> = time.iter().chain(space).collect();
    let mut sizes: Vec<u32> = points.iter().map(|point| point.n).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let used = |signal: &Signal| points.iter().any(|point| point.signal == *signal);
    let columns: Vec<Signal> = SIGNALS.into_iter().filter(used).collect();
    let mut text = format!("{:>9}", "n");
    for signal in &columns {
        let _ = write!(text, "  {:>15}", signal.unit());
    }
    text.push('\n');
    for n in sizes {
        let _ = write!(text, "{n:>9}");
        for signal in &columns {
            let here = points.iter().find(|p| p.n == n && p.signal == *signal);
            let value = here.map_or_else(|| "–".to_owned(), |p| format!("{:.0}", p.value));
            let _ = write!(text, "  {value:>15}");
        }
        text.push('\n');
    }
    text
}
