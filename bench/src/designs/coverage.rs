//! How often the intervals of reports hold a figure that is known.

use anyhow::{Result, anyhow};
use onsite_sim::{
    Estimate,
    design::{Design, Engine, Replication, Report},
};

use crate::measure::tell;

/// Measured times, in times of service: one that has few of anything, and a usual one.
const DURATIONS: [u32; 2] = [2_000, 20_000];

/// A figure of a report, and its true value.
type Figure = (&'static str, fn(&Report) -> Estimate, f64);

/// Mean wait, in milliseconds as the report has it.
fn wait(report: &Report) -> Estimate {
    report.components["q"].wait_ms.mean
}

/// The wait that one call in a hundred exceeds.
fn long_wait(report: &Report) -> Estimate {
    report.components["q"].wait_ms.p99
}

/// The same of the time from entry to answer.
fn long_response(report: &Report) -> Estimate {
    report.latency_ms.p99
}

/// A queue whose mean service is a second, by its arrivals per second.
struct Queue {
    name: &'static str,
    rate: f64,
    more: &'static str,
    figures: &'static [Figure],
}

const QUEUES: [Queue; 4] = [
    Queue {
        name: "M/M/1 at 0.5",
        rate: 0.5,
        more: "",
        figures: &[
            ("mean wait", wait, 1e3),
            ("p99 wait", long_wait, 7_824.0),
            ("p99 response", long_response, 9_210.3),
        ],
    },
    Queue {
        name: "M/M/1 at 0.8",
        rate: 0.8,
        more: "",
        figures: &[
            ("mean wait", wait, 4e3),
            ("p99 wait", long_wait, 21_910.1),
            ("p99 response", long_response, 23_025.9),
        ],
    },
    Queue {
        name: "M/M/8 at 0.8",
        rate: 6.4,
        more: "concurrency = 8",
        figures: &[
            ("mean wait", wait, 286.03),
            ("p99 wait", long_wait, 2_389.7),
            ("p99 response", long_response, 5_152.2),
        ],
    },
    Queue {
        name: "Erlang B, 8, 6.4",
        rate: 6.4,
        more: "concurrency = 8\nqueue = { limit = 0 }",
        figures: &[("turned away", |r| r.components["q"].shed_rate, 0.144_394)],
    },
];

/// What the intervals of one figure did.
#[derive(Clone, Copy, Default)]
struct Count {
    held: u32,
    /// The truth lies above the interval, or below it.
    above: u32,
    below: u32,
    /// Half widths over the truth, and errors over the truth, summed.
    width: f64,
    error: f64,
}

impl Count {
    fn add(&mut self, estimate: Estimate, truth: f64) {
        let (Some(value), Some(low), Some(high)) = (estimate.value, estimate.low, estimate.high)
        else {
            return;
        };
        self.above += u32::from(truth > high);
        self.below += u32::from(truth < low);
        self.held += u32::from((low..=high).contains(&truth));
        self.width += (high - low) / 2.0 / truth;
        self.error += (value - truth) / truth;
    }

    /// Intervals that there were at all.
    const fn given(&self) -> u32 {
        self.held + self.above + self.below
    }
}

/// Prints, for each design, duration and figure, the share of intervals that held the truth.
pub fn run(seeds: u32) -> Result<()> {
    println!("99% intervals that hold the truth, over {seeds} seeds");
    println!(
        "{:<18}{:>9}{:>13}  {:<14}{:>8}{:>8}{:>8}{:>8}{:>9}{:>9}",
        "", "duration", "replications", "", "held", "above", "below", "none", "± half", "bias"
    );
    for queue in &QUEUES {
        for duration in DURATIONS {
            let text = format!(
                "[[component]]\nname = \"q\"\nkind = \"service\"\n{}\n\
                 service = {{ distribution = \"exponential\", mean = \"1s\" }}\n\
                 [load]\nentry = \"q\"\nrate = \"{}/s\"\nduration = \"{duration}s\"\n",
                queue.more, queue.rate
            );
            let design = Design::parse(&text, None).map_err(|problems| anyhow!("{problems:?}"))?;
            let replications = design.replications();
            let mut counts = vec![Count::default(); queue.figures.len()];
            for seed in 0..u64::from(seeds) {
                tell(&format!("{}, {duration}: {seed} of {seeds}", queue.name));
                let all: Vec<Replication> = (0..replications)
                    .map(|replication| replicate(&design, seed, replication))
                    .collect();
                let report = Report::new(&design, &all);
                for (count, (_, read, truth)) in counts.iter_mut().zip(queue.figures) {
                    count.add(read(&report), *truth);
                }
            }
            tell("");
            for (count, (figure, _, _)) in counts.iter().zip(queue.figures) {
                let given = count.given();
                print!(
                    "{:<18}{duration:>9}{replications:>13}  {figure:<14}",
                    queue.name
                );
                if given == 0 {
                    println!("{:>8}{:>24}", "–", seeds);
                    continue;
                }
                let share = |of: f64| 100.0 * of / f64::from(given);
                println!(
                    "{:>7.1}%{:>8}{:>8}{:>8}{:>8.2}%{:>8.2}%",
                    share(f64::from(count.held)),
                    count.above,
                    count.below,
                    seeds - given,
                    share(count.width),
                    share(count.error),
                );
            }
        }
    }
    Ok(())
}

fn replicate(design: &Design, seed: u64, replication: u64) -> Replication {
    let mut engine = Engine::new(design, seed, replication);
    while !engine.step(1_000_000) {}
    engine.finish()
}
