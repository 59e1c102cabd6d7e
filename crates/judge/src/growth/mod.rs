//! Measures how the cost of a function grows with its input: runs it on growing inputs in the
//! sandbox, and names the class with how sure that is. Only `answer` knows what a question expects.

mod answer;
mod basis;
mod callgrind;
mod cpp;
mod facts;
mod fit;
mod loops;
mod python;
mod question_cpp;

use std::time::{Duration, Instant};

use onsite_domain::{
    code::Language,
    growth::{Estimate, GrowthClass, MeasuredPoint, Measurement, Signal},
    job::Progress,
    signature::Form,
};
use onsite_sandbox::{Ending, Execution, Limits, Program};

use crate::{bench::Bench, error::Error, run::as_millis};
use facts::{Facts, Point};
use loops::{Counts, Loop};

pub(crate) use answer::{CLEAR, brief, judge};
pub use fit::{Found, Series, space_class, time_class};

/// Longest source that is measured, in bytes.
pub const MOST_SOURCE_BYTES: usize = onsite_domain::answer::MOST_ANSWER_BYTES;
/// The languages whose growth is measured.
const MEASURED: [Language; 2] = [Language::Python, Language::Cpp];
/// What one part of a measurement may take on the clock. The harnesses cut themselves short before;
/// this ends what hangs.
const WALL: Duration = Duration::from_secs(25);
/// What starting a program may take on the clock beside its processor time.
const SLACK: Duration = Duration::from_millis(500);
/// Instructions by which a loop in C is raised: what calling it costs.
const CALL_IN_C: f64 = 50.0;
/// What stands in the names of functions that sort.
const SORTING: &str = "sort";
/// The share of the likelihood from which such a loop is heard; there are many of them.
const SURE_OF_PART: f64 = 0.95;
/// Fewest sizes from which a class is named.
const FEWEST_SIZES: usize = 4;

/// A function to measure, and where its inputs come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Its language.
    pub language: Language,
    /// The file's name, for messages, and its text.
    pub source: (String, String),
    /// The function.
    pub entry: String,
    /// For Python, the file that makes the inputs, its text, and the function that does.
    pub inputs: Option<(String, String, String)>,
}

/// Measures a function.
pub(crate) fn measure(
    bench: &Bench<'_>,
    measured: &Measured,
    progress: &dyn Fn(Progress),
) -> Result<Measurement, Error> {
    check(measured)?;
    evaluate(bench, measured, None, progress).map(|found| found.measurement)
}

/// What a measurement found, and how.
struct Evaluated {
    measurement: Measurement,
    time: Found,
    /// Whether other programs took more than half of the processor.
    busy: bool,
}

/// Measures a function, or an answer of a form.
fn evaluate(
    bench: &Bench<'_>,
    measured: &Measured,
    form: Option<&Form>,
    progress: &dyn Fn(Progress),
) -> Result<Evaluated, Error> {
    let begun = Instant::now();
    let (clock, counts, mut notes) = match measured.language {
        Language::Python => python::run(bench, measured, form, progress)?,
        _ => cpp::run(bench, measured, form, progress)?,
    };
    notes.extend(clock.notes);
    if clock.busy {
        notes.push(
            "other programs took more than half of the processor; the clock is not to be trusted"
                .to_owned(),
        );
    }
    let bytes = match measured.language {
        Language::Python => 800.0,
        _ => 150.0,
    };
    let (found, note) = time(measured.language, &counts, &clock.clock);
    notes.extend(note);
    let signal = |signal, points: &[Point]| (!points.is_empty()).then_some(signal);
    let signals: Vec<Signal> = [
        signal(counter(bench), &counts.calls),
        signal(Signal::Clock, &clock.clock),
    ]
    .into_iter()
    .flatten()
    .collect();
    let points = [
        (counter(bench), &counts.calls),
        (Signal::Clock, &clock.clock),
    ];
    let measurement = Measurement {
        time: estimate(found.clone(), &points),
        space: estimate(
            space_class(&raised(&clock.memory, bytes), late(measured.language)),
            &[(Signal::Allocator, &clock.memory)],
        ),
        signals,
        notes,
        total_ms: as_millis(begun.elapsed()),
    };
    Ok(Evaluated {
        measurement,
        time: found,
        busy: clock.busy,
    })
}

/// Whether numbers up to 256 are made only once.
fn late(language: Language) -> bool {
    language == Language::Python
}

/// Names the class of time from what was measured in a language, and says where a loop in C decided.
fn time(language: Language, counts: &Counts, clock: &[Point]) -> (Found, Option<String>) {
    let (calls, ticks) = match language {
        Language::Python => (1000.0, 3000.0),
        _ => (150.0, 300.0),
    };
    let late = late(language);
    let found = time_class(&Series {
        counts: &raised(&counts.calls, calls),
        clock: &raised(clock, ticks),
        late,
    });
    let Some(class) = found.class.known() else {
        return (found, None);
    };
    let mut deciding: Option<(Loop<'_>, Found)> = None;
    for part in counts.loops() {
        let of_part = time_class(&Series {
            counts: &raised(&part.counts, CALL_IN_C),
            clock: &[],
            late,
        });
        // Numbers that are made anew from some size on look like a logarithm in what is short
        // otherwise; of what CPython does, only sorting has one.
        let sorts = part.name.contains(SORTING);
        let above = |other: GrowthClass| other.is_far_above(class) || (sorts && other > class);
        // One calls another; the innermost says best what is done.
        let known = deciding.as_ref().and_then(|(_, found)| found.class.known());
        if of_part.share_of(above) >= SURE_OF_PART && of_part.class.known() >= known {
            deciding = Some((part, of_part));
        }
    }
    let Some((part, of_part)) = deciding else {
        return (found, None);
    };
    let note = format!(
        "{:.1}% of the instructions at the largest size are those of {} within Python, which grow \
         faster than the others",
        100.0 * part.share,
        part.name
    );
    (found.with_part(&of_part), Some(note))
}

/// Adds what a call costs whatever it does, so that next to nothing is not read for its noise.
fn raised(points: &[Point], by: f64) -> Vec<Point> {
    points.iter().map(|(n, value)| (*n, value + by)).collect()
}

fn estimate(found: Found, series: &[(Signal, &Vec<Point>)]) -> Estimate {
    let points = series.iter().flat_map(|(signal, points)| {
        fit::averaged(points)
            .into_iter()
            .map(|(n, value)| MeasuredPoint {
                n,
                signal: *signal,
                value,
            })
    });
    Estimate {
        class: found.class,
        confidence: found.confidence,
        candidates: found.candidates,
        exponent: found.exponent,
        points: points.collect(),
        signals: series
            .iter()
            .filter(|(_, points)| !points.is_empty())
            .map(|(signal, _)| *signal)
            .collect(),
    }
}

/// Refuses what cannot be measured whatever the function does.
fn check(measured: &Measured) -> Result<(), Error> {
    let refuse = |message: String| Err(Error::Measure { message });
    let (name, text) = &measured.source;
    let inputs = measured.inputs.as_ref();
    let texts = [(name, text)].into_iter();
    for (name, text) in texts.chain(inputs.map(|(name, text, _)| (name, text))) {
        if text.len() > MOST_SOURCE_BYTES {
            let bytes = text.len();
            return refuse(format!(
                "{name} is {bytes} bytes long; at most {MOST_SOURCE_BYTES} are read"
            ));
        }
    }
    let maker = inputs.map(|(.., function)| function);
    for function in [&measured.entry].into_iter().chain(maker) {
        if !is_name(function) {
            return refuse(format!("{function:?} is not the name of a function"));
        }
    }
    match (measured.language, inputs) {
        (Language::Python, None) => refuse(format!(
            "nothing makes inputs for {name}; name a file and its function: \
             --inputs gen.py:make, where make(n, seed) returns the tuple of the arguments"
        )),
        (Language::Cpp, Some(_)) => refuse(format!(
            "{name} makes its own inputs: leave --inputs out, and define Input and \
             Input* gen(long n, unsigned seed) in it"
        )),
        (Language::Python | Language::Cpp, _) => Ok(()),
        (other, _) => refuse(format!(
            "growth is measured in Python and C++, and {name} is {}",
            other.title()
        )),
    }
}

/// Whether a text names a function: letters, digits and underscores, the first no digit.
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    text.len() <= 200
        && chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}

/// The name of a file inside the sandbox: its own where that is plain.
fn inside(name: &str, otherwise: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let ours = ["harness", "counts", "inputs.pickle", "main.cpp", "growth"];
    let taken = ours.iter().any(|start| name.starts_with(start));
    if name.len() <= 100 && name.chars().all(plain) && !name.starts_with('.') && !taken {
        name.to_owned()
    } else {
        otherwise.to_owned()
    }
}

/// What either language may use.
fn limits(cpu: u64, memory_mib: u64) -> Limits {
    Limits {
        cpu: Duration::from_secs(cpu),
        wall: WALL,
        memory: memory_mib << 20,
        output: 1 << 20,
        result: 2 << 20,
        collect_bytes: 48 << 20,
        ..Limits::default()
    }
}

/// Judges what a harness told of the clock: an error where it is not enough to go on.
fn enough(measured: &Measured, facts: &Facts, execution: &Execution) -> Result<(), Error> {
    let refuse = |message: String| Err(Error::Measure { message });
    if let Some(why) = &facts.refused {
        return refuse(why.clone());
    }
    let (name, entry) = (&measured.source.0, &measured.entry);
    if fit::averaged(&facts.clock).len() >= FEWEST_SIZES {
        return Ok(());
    }
    // One that waits or never returns is interrupted long before, where there is time to.
    if execution.ending == Ending::WallLimit && execution.cpu < WALL / 8 {
        return Err(Error::TooBusy {
            part: "timing",
            cpu: execution.cpu.as_secs_f64(),
            wall: execution.wall.as_secs_f64(),
        });
    }
    let at = facts.trying.as_ref().map_or_else(
        || format!("{entry} of {name}"),
        |(what, n)| match (what.as_str(), &measured.inputs) {
            ("make", Some((file, _, function))) => format!("{function} of {file} at n = {n}"),
            _ => format!("{entry} of {name} at n = {n}"),
        },
    );
    let why = match execution.ending {
        Ending::CpuLimit | Ending::WallLimit => "does not return in time and cannot be interrupted",
        Ending::MemoryLimit => "needs more memory than there is",
        Ending::OutputLimit => "prints without end",
        Ending::Signalled(_) | Ending::Exited(_) if !facts.done => "ended the process",
        _ => {
            return refuse(format!(
                "{entry} of {name} could be measured at fewer than {FEWEST_SIZES} sizes; \
                 its cost grows too fast, or it fails on all but the smallest inputs"
            ));
        }
    };
    refuse(format!("{at} {why}"))
}

/// Runs what counts; of functions where the program collects what callgrind wrote of them.
fn counted(bench: &Bench<'_>, mut counting: Program) -> Result<Counts, Error> {
    counting.limits = limits(12, 1536);
    counting.limits.collect_bytes = callgrind::MOST_BYTES;
    let mut execution = bench.execute(&counting)?;
    let functions = execution.collected.pop().map(|(_, bytes)| bytes);
    Ok(Counts {
        calls: Facts::read(&execution.result).counts,
        functions: callgrind::read(&String::from_utf8_lossy(&functions.unwrap_or_default())),
    })
}

/// What counts instructions. Callgrind does by function too; the machine's counters do not.
fn counter(bench: &Bench<'_>) -> Signal {
    if bench.valgrind().is_some() {
        Signal::Callgrind
    } else {
        Signal::Counters
    }
}

/// Puts callgrind before a program; where there is none, has it find the machine's counters, if they
/// may be read.
fn counting(bench: &Bench<'_>, mut program: Program) -> Program {
    if let Some(valgrind) = bench.valgrind() {
        let options = [
            "-q",
            "--tool=callgrind",
            "--instr-atstart=no",
            "--callgrind-out-file=/scratch/counts",
            "--main-stacksize=268435456",
            "--dump-line=no",
            "--vgdb=no",
        ];
        let before =
            std::iter::once(valgrind.as_os_str().to_owned()).chain(options.iter().map(Into::into));
        program.arguments = before.chain(program.arguments).collect();
    } else {
        program.counted = true;
        program
            .environment
            .push(("ONSITE_COUNTER".into(), "machine".into()));
    }
    // Else copies are counted by the byte from some thousands of bytes on, and by the word below; and
    // small blocks that were freed are joined, all at once, when the first large one is.
    program.environment.push((
        "GLIBC_TUNABLES".into(),
        "glibc.cpu.x86_rep_movsb_threshold=1073741824:\
         glibc.cpu.x86_rep_stosb_threshold=1073741824:\
         glibc.malloc.tcache_count=65535"
            .into(),
    ));
    program
}

/// What is said where counting gave nothing.
fn not_counted(bench: &Bench<'_>) -> String {
    if bench.valgrind().is_some() {
        "callgrind counted nothing in time, as on a very busy machine; the class comes from the \
         clock alone"
            .to_owned()
    } else {
        "valgrind is not installed (`sudo apt install valgrind`), and the machine's counters cannot \
         be read; the class comes from the clock alone"
            .to_owned()
    }
}

fn tell(progress: &dyn Fn(Progress), stage: &str) {
    progress(Progress {
        stage: stage.to_owned(),
        done: 0,
        total: 0,
        step: None,
    });
}
