//! A queue with eight servers, stepped by the engine, by a bare loop, and by what others use.

use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, ensure};
use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeValLike as _,
};
use onsite_sim::design::{Design, Engine, Report};

use super::{bare, peer, simpy::SimPy};
use crate::measure::{Spread, spread, tell};

/// Servers.
pub const SERVERS: usize = 8;
/// Mean time of service, in nanoseconds.
pub const SERVICE: f64 = 1e9;
/// Mean time between two arrivals: the servers are in use for 0.8 of their time.
pub const BETWEEN: f64 = 1e9 / 6.4;

/// Mean wait by Erlang's formula, in times of service.
const WAIT: f64 = 0.286_03;
/// Standard error of the mean wait of *n* customers, times the root of *n*, rounded up.
const NOISE: f64 = 5.0;

/// What each run steps through.
const OURS: f64 = 312_500.0;
const BARE: u32 = 2_000_000;
const PEER: u32 = 500_000;
const SIMPY: u32 = 200_000;

/// What a run found.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    /// Customers that were served.
    pub customers: f64,
    /// How long they waited, in times of service.
    pub mean_wait: f64,
}

impl Outcome {
    /// Of customers that waited for some nanoseconds together.
    #[expect(clippy::cast_precision_loss, reason = "far more precise than the mean")]
    pub fn new(customers: u32, waited: u64) -> Self {
        let customers = f64::from(customers);
        Self {
            customers,
            mean_wait: waited as f64 / SERVICE / customers,
        }
    }
}

/// Runs of one kind.
struct Row {
    what: String,
    /// Customers that a second of processor time serves, run by run.
    rates: Vec<f64>,
    outcomes: Vec<Outcome>,
}

impl Row {
    fn new(what: &str) -> Self {
        Self {
            what: what.to_owned(),
            rates: Vec::new(),
            outcomes: Vec::new(),
        }
    }

    fn add(&mut self, (outcome, cpu): (Outcome, Duration)) {
        self.rates.push(outcome.customers / cpu.as_secs_f64());
        self.outcomes.push(outcome);
    }

    /// The mean wait over all runs, where it is the right one.
    fn mean_wait(&self) -> Result<f64> {
        let customers: f64 = self.outcomes.iter().map(|o| o.customers).sum();
        let waited = self.outcomes.iter().map(|o| o.customers * o.mean_wait);
        let mean = waited.sum::<f64>() / customers;
        ensure!(
            (mean - WAIT).abs() < 4.0 * NOISE / customers.sqrt(),
            "{}: customers wait for {mean:.4} times of service, not {WAIT}: not the same queue",
            self.what
        );
        Ok(mean)
    }
}

/// Prints customers per second of processor time, and how ours compare.
pub fn run(times: u32) -> Result<()> {
    let simpy = SimPy::set_up();
    let mut ours = Row::new("onsite");
    let mut rows = [
        Row::new("bare loop"),
        Row::new("nexosim 1.0"),
        Row::new("SimPy 4.1"),
    ];
    for seed in 0..u64::from(times) {
        tell(&format!("M/M/8, {} of {times}", seed + 1));
        let [bare, peer, python] = &mut rows;
        ours.add(timed(|| engine(seed))?);
        bare.add(timed(|| Ok(bare::run(seed, BARE)))?);
        peer.add(timed(|| peer::run(seed, PEER))?);
        if let Ok(simpy) = &simpy {
            python.add(simpy.run(seed, SIMPY)?);
        }
    }
    tell("");
    println!(
        "M/M/8 at 0.8, customers per second of processor time on one core: median of {times} \
         (least–greatest)"
    );
    println!(
        "{:<14}{:>26}{:>26}{:>12}",
        "", "thousands a second", "onsite over it", "mean wait"
    );
    print(&ours, None)?;
    for row in &rows {
        match &simpy {
            Err(error) if row.rates.is_empty() => {
                println!("{:<14}{:>26}   {error:#}", row.what, "not run");
            }
            _ => print(row, Some(&ours))?,
        }
    }
    if let Ok(simpy) = &simpy {
        println!("SimPy by {}", simpy.version);
    }
    Ok(())
}

fn print(row: &Row, ours: Option<&Row>) -> Result<()> {
    let rate = spread(row.rates.iter().map(|rate| rate / 1e3).collect());
    let ratio = ours.map_or_else(String::new, |ours| {
        let turns = ours.rates.iter().zip(&row.rates);
        let Spread {
            median,
            least,
            most,
        } = spread(turns.map(|(ours, theirs)| ours / theirs).collect());
        format!("{median:.2} × ({least:.2}–{most:.2})")
    });
    println!(
        "{:<14}{:>26}{:>26}{:>12.4}",
        row.what,
        format!("{:.0} ({:.0}–{:.0})", rate.median, rate.least, rate.most),
        ratio,
        row.mean_wait()?
    );
    Ok(())
}

/// A design's text, as a user hands it over, up to its report.
fn engine(seed: u64) -> Result<Outcome> {
    let text = format!(
        "[[component]]\nname = \"q\"\nkind = \"service\"\nconcurrency = {SERVERS}\n\
         service = {{ distribution = \"exponential\", mean = \"1s\" }}\n\
         [load]\nentry = \"q\"\nrate = \"6.4/s\"\nwarm_up = \"1000s\"\nduration = \"{OURS}s\"\n"
    );
    let design = Design::parse(&text, None).map_err(|problems| anyhow!("{problems:?}"))?;
    let mut engine = Engine::new(&design, seed, 0);
    while !engine.step(1_000_000) {}
    let report = Report::new(&design, &[engine.finish()]);
    let wait = report.components["q"].wait_ms.mean.value;
    let throughput = report.throughput_rps.value;
    Ok(Outcome {
        customers: throughput.context("no throughput")? * OURS,
        mean_wait: wait.context("no mean wait")? / 1e3,
    })
}

/// What work finds, and the processor time of this process that it took.
pub fn timed<T>(work: impl FnOnce() -> Result<T>) -> Result<(T, Duration)> {
    let before = cpu()?;
    let found = work()?;
    Ok((found, cpu()?.saturating_sub(before)))
}

fn cpu() -> Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let micros = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    Ok(Duration::from_micros(u64::try_from(micros)?))
}
