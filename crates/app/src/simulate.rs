//! Running simulations on all cores: work in blocks, put together in order.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _},
    num::NonZero,
    path::Path,
    sync::{
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant},
};

use onsite_judge::Room;
use onsite_sim::{
    MOST_BYTES, Problem,
    daily::{self, Counts, Daily},
    design::{self, Design, Engine, Outcome, Replications, SlowRequest},
    experiment::{BLOCK, ExperimentPlan, Report, Tally},
};

use crate::error::Error;

/// A simulation that gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// The file does not read; every problem that was found.
    #[error("the file has {} problems", .0.len())]
    Problems(Vec<Problem>),
    /// It was stopped.
    #[error("it was stopped")]
    Stopped,
}

/// Events between two looks at whether to stop.
const STEP: u64 = 200_000;
/// Replications of a world that goes day by day, where nobody asked for a number.
const DAILY_REPLICATIONS: u64 = 16;
/// Most replications and events that are added where an objective is undecided.
const MOST_REPLICATIONS: u64 = 40;
const MOST_EVENTS: u64 = 500_000_000;

/// A design to run.
pub struct DesignRun<'a> {
    /// The design's text.
    pub design: &'a str,
    /// The text of load, faults and objectives, where they stand apart.
    pub scenario: Option<&'a str>,
    /// From which all chance is drawn.
    pub seed: u64,
    /// Runs with other random numbers; nothing for as many as give intervals of use, and more
    /// where these leave an objective undecided.
    pub replications: Option<u64>,
}

/// Reads the text of a plan or design from a file, or from standard input for `-`; no more than a
/// simulation reads, so that a device without an end does no harm.
pub fn read_text(file: &Path) -> Result<String, Error> {
    let failed = |cause| Error::File {
        what: format!("cannot read {}", file.display()),
        cause,
    };
    let opened: Box<dyn io::Read> = if file == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(file).map_err(failed)?)
    };
    let mut bytes = Vec::new();
    opened
        .take(MOST_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Error::invalid(
            "not-text",
            format!("{} is no text: byte {at} is not UTF-8", file.display()),
            "Name a file of TOML, saved as UTF-8.",
        )
    })
}

/// Blocks that may be begun before an earlier one is taken, for each core.
const AHEAD: u64 = 4;
/// Time between two looks at whether it was.
const PAUSE: Duration = Duration::from_millis(1);

/// Lets nobody wait for a worker that has panicked.
struct Alarm<'a>(&'a AtomicU64);

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.store(u64::MAX, Ordering::Relaxed);
        }
    }
}

/// Works on blocks `0..blocks` on all cores and hands what each gives to `take`, in the order of
/// blocks and on this thread. False where `stop` was set before the end; a block that has begun is
/// finished, so blocks should be short. None is begun far ahead of what was taken, so that what
/// waits to be taken stays little.
pub fn spread<T: Send>(
    blocks: u64,
    stop: &AtomicBool,
    work: &(dyn Fn(u64) -> T + Sync),
    take: &mut dyn FnMut(u64, T),
) -> bool {
    let cores = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    let next = AtomicU64::new(0);
    // Blocks that were taken; all of them where a worker has panicked.
    let taken = AtomicU64::new(0);
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..cores.min(blocks) {
            let (sender, next, taken) = (sender.clone(), &next, &taken);
            scope.spawn(move || {
                let _alarm = Alarm(taken);
                while !stop.load(Ordering::Relaxed) {
                    let block = next.fetch_add(1, Ordering::Relaxed);
                    while block - taken.load(Ordering::Relaxed).min(block) > AHEAD * cores
                        && !stop.load(Ordering::Relaxed)
                    {
                        thread::sleep(PAUSE);
                    }
                    // Nobody listens any more where taking has failed.
                    if block >= blocks || sender.send((block, work(block))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut early, mut wanted) = (BTreeMap::new(), 0);
        // Ends when every worker is gone, also by a panic, which the scope then passes on.
        for (block, result) in results {
            early.insert(block, result);
            while let Some(result) = early.remove(&wanted) {
                take(wanted, result);
                wanted += 1;
                taken.fetch_max(wanted, Ordering::Relaxed);
            }
        }
        wanted == blocks
    })
}

/// Runs an experiment's plan on simulated populations; `tell` hears how many are done. The same
/// text, seed and number of populations give the same figures on any number of cores.
pub fn experiment(
    text: &str,
    seed: u64,
    populations: u64,
    stop: &AtomicBool,
    tell: &dyn Fn(u64),
) -> Result<Report, SimulateError> {
    let began = Instant::now();
    let plan = ExperimentPlan::parse(text).map_err(SimulateError::Problems)?;
    // Enough in one piece that handing it over costs nothing, few enough to stop at once.
    let piece = BLOCK * (64 / plan.cost()).clamp(1, 16);
    let end = |at: u64| populations.min((at + 1).saturating_mul(piece));
    let mut tally = Tally::default();
    let whole = spread(
        populations.div_ceil(piece),
        stop,
        &|at| plan.run(seed, at * piece..end(at)),
        &mut |at, part| {
            tally.merge(&part);
            tell(end(at));
        },
    );
    if !whole {
        return Err(SimulateError::Stopped);
    }
    let mut report = Report::new(&plan, &tally);
    report.distributions = Some(plan.distributions(seed, populations));
    let go_on = || !stop.load(Ordering::Relaxed);
    let changes = plan.changes(seed, populations, &go_on);
    report.changes = Some(changes.ok_or(SimulateError::Stopped)?);
    report.seconds = began.elapsed().as_secs_f64();
    Ok(report)
}

/// Runs a design on all cores; `tell` hears how many thousandths of replications are done, of how
/// many. The same texts, seed and replications give the same figures on any machine.
pub fn design(
    run: &DesignRun<'_>,
    stop: &AtomicBool,
    tell: &(dyn Fn(u64, u64) + Sync),
) -> Result<design::Report, SimulateError> {
    let began = Instant::now();
    let design = Design::parse(run.design, run.scenario).map_err(SimulateError::Problems)?;
    let mut wanted = run.replications.unwrap_or_else(|| design.replications());
    let mut done = Replications::new(&design);
    loop {
        let first = done.count();
        // Set where one was cut, or all are to stop: no more are begun.
        let over = AtomicBool::new(false);
        // Thousandths of each replication.
        let parts: Vec<AtomicU64> = (first..wanted).map(|_| AtomicU64::new(0)).collect();
        let replicate = |block: u64| {
            let goes_on = || {
                if stop.load(Ordering::Relaxed) {
                    over.store(true, Ordering::Relaxed);
                }
                !over.load(Ordering::Relaxed)
            };
            if !goes_on() {
                return None;
            }
            let room = Room::new();
            let mut engine = Engine::new(&design, run.seed, first + block);
            let running = parts.iter().zip(0..).find(|&(_, at)| at == block);
            let (running, _) = running.expect("there is a part for each block");
            while !engine.step(STEP) {
                if !room.takes(engine.bytes(), &goes_on) {
                    return None;
                }
                running.store(engine.thousandths(), Ordering::Relaxed);
                let sum: u64 = parts.iter().map(|part| part.load(Ordering::Relaxed)).sum();
                tell(1000 * first + sum, 1000 * wanted);
            }
            running.store(1000, Ordering::Relaxed);
            Some(engine.finish())
        };
        spread(wanted - first, &over, &replicate, &mut |_, replication| {
            // Those after one that was cut would be cut alike, and decide nothing either.
            if let (Some(replication), false) = (replication, over.load(Ordering::Relaxed)) {
                over.store(replication.is_cut(), Ordering::Relaxed);
                done.add(replication);
            }
        });
        let cut = over.load(Ordering::Relaxed);
        if stop.load(Ordering::Relaxed) || done.count() < wanted && !cut {
            return Err(SimulateError::Stopped);
        }
        let mut report = done.report(&design);
        let undecided = report.objectives.values().any(|&o| o == Outcome::Undecided);
        let more = run.replications.is_none()
            && undecided
            && report.cut.is_none()
            && wanted < MOST_REPLICATIONS
            && report.events < MOST_EVENTS;
        if !more {
            let first = (run.seed, 0);
            let room = Room::new();
            let goes_on = |bytes| room.takes(bytes, &|| !stop.load(Ordering::Relaxed));
            report.slow_request =
                SlowRequest::find(&design, first, done.tail(), MOST_EVENTS, &goes_on);
            if stop.load(Ordering::Relaxed) {
                return Err(SimulateError::Stopped);
            }
            report.seconds = began.elapsed().as_secs_f64();
            return Ok(report);
        }
        wanted = (2 * wanted).min(MOST_REPLICATIONS);
    }
}

/// Runs a world that goes day by day on all cores, as [`design`] does a system.
pub fn daily(
    run: &DesignRun<'_>,
    stop: &AtomicBool,
    tell: &(dyn Fn(u64, u64) + Sync),
) -> Result<daily::Report, SimulateError> {
    let began = Instant::now();
    let daily = Daily::parse(run.design, run.scenario).map_err(SimulateError::Problems)?;
    let mut wanted = run.replications.unwrap_or(DAILY_REPLICATIONS);
    let mut done: Vec<Counts> = Vec::new();
    loop {
        let first = done.len() as u64;
        let over = AtomicU64::new(1000 * first);
        let replicate = |block: u64| {
            let mut running = daily.start(run.seed, first + block);
            let mut told = 0;
            while !running.step() {
                if stop.load(Ordering::Relaxed) {
                    return None;
                }
                let now = running.thousandths();
                if now > told {
                    let sum = over.fetch_add(now - told, Ordering::Relaxed) + now - told;
                    told = now;
                    tell(sum, 1000 * wanted);
                }
            }
            over.fetch_add(1000 - told, Ordering::Relaxed);
            Some(running.finish())
        };
        let whole = spread(wanted - first, stop, &replicate, &mut |_, counts| {
            done.extend(counts);
        });
        if !whole || (done.len() as u64) < wanted {
            return Err(SimulateError::Stopped);
        }
        let mut report = daily.report(&done);
        let undecided = report.objectives.values().any(|&o| o == Outcome::Undecided);
        if run.replications.is_some() || !undecided || wanted >= MOST_REPLICATIONS {
            report.seconds = began.elapsed().as_secs_f64();
            return Ok(report);
        }
        wanted = (2 * wanted).min(MOST_REPLICATIONS);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = "[plan]\nusers_per_arm = 1000\n[world]\ndistribution = \"bernoulli\"\n\
                        baseline = 0.1\nlift = 0.01\n";

    #[test]
    fn blocks_are_taken_in_order() {
        let mut seen = Vec::new();
        let work = |block: u64| {
            thread::sleep(Duration::from_millis(block * 7 % 5));
            block * block
        };
        let stop = AtomicBool::new(false);
        assert!(spread(50, &stop, &work, &mut |block, result| seen
            .push((block, result))));
        assert_eq!(seen, (0..50).map(|b| (b, b * b)).collect::<Vec<_>>());
        assert!(spread(0, &stop, &work, &mut |_, _| unreachable!()));
    }

    #[test]
    fn many_cores_give_what_one_gives() {
        let stop = AtomicBool::new(false);
        let report = experiment(PLAN, 3, 10_000, &stop, &|_| {}).unwrap();
        let plan = ExperimentPlan::parse(PLAN).unwrap();
        let alone = Report::new(&plan, &plan.run(3, 0..10_000));
        assert_eq!(report.result_hash, alone.result_hash);
    }

    const DESIGN: &str = "[[component]]\nname = \"q\"\nkind = \"service\"\nservice = \"1ms\"\n\
                          [load]\nentry = \"q\"\nrate = \"500/s\"\nduration = \"10s\"\n";

    #[test]
    fn replications_on_many_cores_give_what_one_gives() {
        let stop = AtomicBool::new(false);
        let run = |replications| DesignRun {
            design: DESIGN,
            scenario: None,
            seed: 7,
            replications,
        };
        let report = super::design(&run(Some(5)), &stop, &|_, _| {}).unwrap();
        let parsed = Design::parse(DESIGN, None).unwrap();
        let alone: Vec<design::Replication> = (0..5)
            .map(|replication| {
                let mut engine = Engine::new(&parsed, 7, replication);
                while !engine.step(17) {}
                engine.finish()
            })
            .collect();
        let alone = design::Report::new(&parsed, &alone);
        assert_eq!(report.result_hash, alone.result_hash);
    }

    #[test]
    fn undecided_objectives_get_more_replications() {
        let stop = AtomicBool::new(false);
        let replications = |bound: &str| {
            let text = format!("{DESIGN}[objectives]\nmean = \"<= {bound}\"\n");
            let run = DesignRun {
                design: &text,
                scenario: None,
                seed: 7,
                replications: None,
            };
            let report = super::design(&run, &stop, &|_, _| {}).unwrap();
            (report.objectives["mean"], report.replications)
        };
        let (clear, few) = replications("9ms");
        assert_eq!(clear, Outcome::Pass);
        // The true mean of M/D/1 at a half is 1.5 ms, which no number of runs decides.
        let (close, many) = replications("1.5ms");
        assert_eq!(close, Outcome::Undecided);
        assert!(many > few, "{few} and {many}");
    }

    /// How long a design goes on once it is stopped.
    fn stops(text: &str, replications: Option<u64>) -> Duration {
        let stop = AtomicBool::new(false);
        thread::scope(|scope| {
            let running = scope.spawn(|| {
                let run = DesignRun {
                    design: text,
                    scenario: None,
                    seed: 1,
                    replications,
                };
                super::design(&run, &stop, &|_, _| {})
            });
            thread::sleep(Duration::from_millis(300));
            stop.store(true, Ordering::Relaxed);
            let began = Instant::now();
            let ended = running.join().unwrap();
            assert!(matches!(ended, Err(SimulateError::Stopped)), "{ended:?}");
            began.elapsed()
        })
    }

    #[test]
    fn a_design_without_end_stops_within_a_second() {
        let text = DESIGN.replace("10s", "1000000s");
        for replications in [None, Some(10_000)] {
            let took = stops(&text, replications);
            assert!(took < Duration::from_secs(1), "{replications:?}: {took:?}");
        }
    }

    #[test]
    fn what_happens_at_once_without_end_stops_within_a_second() {
        let wide = |name: &str, more: &str| {
            format!(
                "[[component]]\nname = \"{name}\"\nkind = \"service\"\nservice = \"0ns\"\n\
                 concurrency = \"unlimited\"\n{more}\n"
            )
        };
        let link = |from: &str, to: &str, more: &str| {
            format!("[[link]]\nfrom = \"{from}\"\nto = \"{to}\"\n{more}\n")
        };
        let load = |rate: &str, more: &str| {
            format!("[load]\nentry = \"a\"\nrate = \"{rate}\"\nduration = \"100000s\"\n{more}")
        };
        let surges = "[[fault]]\nkind = \"surge\"\ntimes = 1000\nat = \"0s\"\nfor = \"1000s\"\n";
        let designs = [
            // A circle of messages that take no time.
            wide("a", "") + &wide("b", "") + &link("a", "b", "detached = true")
                + &link("b", "a", "detached = true")
                + &load("1/s", ""),
            // Calls that the link refuses.
            wide("a", "") + &wide("b", "")
                + &link("a", "b", "detached = true\nfan_out = 10000\nlimit = \"1/d\"")
                + &load("1M/s", ""),
            // Instances that are all looked through for each call.
            "[[component]]\nname = \"a\"\nkind = \"service\"\nservice = \"1000s\"\ninstances = 100000\n\
             pick = \"least_loaded\"\n"
                .to_owned()
                + &load("1M/s", ""),
            // A great job, again and again.
            wide("a", "")
                + "[[component]]\nname = \"j\"\nkind = \"batch_job\"\nservice = \"1ns\"\n\
                   concurrency = \"unlimited\"\njob = { every = \"1ns\", calls = 1000000 }\n"
                + &load("1/s", "warm_up = \"0s\"\n"),
            // So many surges that no time passes between requests, in a night without any.
            wide("a", "")
                + &load("1M/s", "warm_up = \"0s\"\ndiurnal = { amplitude = 1.0, period = \"40s\" }\n")
                + &surges.repeat(400),
        ];
        for (at, design) in designs.iter().enumerate() {
            let took = stops(design, None);
            assert!(took < Duration::from_secs(1), "design {at}: {took:?}");
        }
    }

    #[test]
    fn a_run_without_end_stops_within_a_second() {
        let stop = AtomicBool::new(false);
        let text = PLAN.replace("[world]", "looks = 100\nmethod = \"msprt\"\n[world]")
            + "[metrics]\ncount = 1000\ncorrection = \"benjamini_hochberg\"\n";
        let took = thread::scope(|scope| {
            let running = scope.spawn(|| experiment(&text, 1, u64::MAX, &stop, &|_| {}));
            thread::sleep(Duration::from_millis(300));
            stop.store(true, Ordering::Relaxed);
            let began = Instant::now();
            let ended = running.join().unwrap();
            assert!(matches!(ended, Err(SimulateError::Stopped)), "{ended:?}");
            began.elapsed()
        });
        assert!(took < Duration::from_secs(1), "{took:?}");
    }
}
