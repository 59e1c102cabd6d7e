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
    time::Instant,
};

use onsite_sim::{
    MOST_BYTES, Problem,
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

/// Works on blocks `0..blocks` on all cores and hands what each gives to `take`, in the order of
/// blocks and on this thread. False where `stop` was set before the end; a block that has begun is
/// finished, so blocks should be short.
pub fn spread<T: Send>(
    blocks: u64,
    stop: &AtomicBool,
    work: &(dyn Fn(u64) -> T + Sync),
    take: &mut dyn FnMut(u64, T),
) -> bool {
    let cores = thread::available_parallelism().map_or(1, NonZero::get) as u64;
    let next = AtomicU64::new(0);
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for _ in 0..cores.min(blocks) {
            let (sender, next) = (sender.clone(), &next);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let block = next.fetch_add(1, Ordering::Relaxed);
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
    report.seconds = began.elapsed().as_secs_f64();
    Ok(report)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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
