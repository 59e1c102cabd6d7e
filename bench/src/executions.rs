//! One execution in the sandbox, held against fork and exec alone and, where it is installed, against
//! isolate: a native program that does nothing, a Python that prints, a Python that adds with numpy.

use std::{
    fs, io,
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use onsite_sandbox::{Cancel, Ending, Helper, Mount, Program, Sandbox, Warm};

use crate::{
    bare, isolate,
    measure::{Spread, millis, ratios, spread, tell},
    processes,
};

/// The word under which the binary is the sandbox's helper.
const HELPER: &str = "__sandbox";
/// The word under which this runs once more, as an ordinary user.
pub const INNER: &str = "executions-inner";
const NOTHING: &str = "int main(void) { return 0; }\n";
const PRINT: &str = "def main(): print(1)";
const NUMPY: &str = "import numpy\ndef main(): print(numpy.arange(10).sum())";
const CALL: &str = "\nif __name__ == '__main__': main()\n";
/// What an ordinary user is; nobody.
const USER: u32 = 65534;
/// Where numpy is seen inside.
const SITE: &str = "/runtime/site";

/// What is run, and how often at a time.
struct Case {
    name: &'static str,
    program: Program,
    bare: Vec<String>,
    environment: Vec<(String, String)>,
    times: u32,
    bare_times: u32,
    isolate_times: u32,
}

/// One line of the table.
struct Row {
    name: &'static str,
    cpu: Spread,
    wall: Spread,
    cpu_ms: Spread,
    bare_ms: Spread,
    rate: Spread,
    bare_rate: Spread,
    /// Processor time and time over isolate's, and how much of it isolate takes.
    isolate: Option<(Spread, Spread, Spread)>,
}

/// Prints the table, and the same for an ordinary user where this one is root.
pub fn run(onsite: &Path, site: Option<&Path>, rounds: u32, inner: bool) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let sandbox = Sandbox::new(Helper {
        program: onsite.to_owned(),
        arguments: vec![HELPER.into()],
    })?;
    let cases = cases(scratch.path(), site)?;
    let isolate = if inner { None } else { isolate::version()? };
    let rows: Vec<Row> = cases
        .iter()
        .map(|case| row(&sandbox, case, rounds, isolate.is_some()))
        .collect::<Result<_>>()?;
    tell("");
    println!(
        "One execution over fork and exec, {}: median of {rounds} (least–greatest); layers: {}",
        if inner {
            "as an ordinary user"
        } else {
            "as this user"
        },
        sandbox.layers()
    );
    println!(
        "{:<14}{:>24}{:>24}{:>12}{:>12}{:>12}{:>12}",
        "", "CPU", "time", "CPU", "bare", "per second", "bare"
    );
    for row in &rows {
        println!(
            "{:<14}{:>24}{:>24}{:>9.2} ms{:>9.2} ms{:>12.0}{:>12.0}",
            row.name,
            ratio(row.cpu),
            ratio(row.wall),
            row.cpu_ms.median,
            row.bare_ms.median,
            row.rate.median,
            row.bare_rate.median,
        );
    }
    if let Some(version) = isolate {
        print_isolate(&version, &rows);
    } else if !inner {
        println!("isolate is not installed, so nothing is held against it");
    }
    let memory = processes::memory()?;
    println!(
        "Memory of a slot with its Pythons that stand ready: {} MiB",
        memory >> 20
    );
    println!();
    if !inner && nix::unistd::geteuid().is_root() {
        return as_user(onsite, site, rounds);
    }
    Ok(())
}

fn print_isolate(version: &str, rows: &[Row]) {
    println!(
        "One execution over isolate {version}, --init, --run and --cleanup, no control groups:"
    );
    for row in rows {
        if let Some((cpu, wall, cpu_ms)) = row.isolate {
            println!(
                "{:<14}{:>24}{:>24}{:>9.2} ms",
                row.name,
                ratio(cpu),
                ratio(wall),
                cpu_ms.median
            );
        }
    }
}

fn ratio(spread: Spread) -> String {
    format!(
        "{:.3} × ({:.3}–{:.3})",
        spread.median, spread.least, spread.most
    )
}

/// Runs this program again as an ordinary user, from copies which that user can read.
fn as_user(onsite: &Path, site: Option<&Path>, rounds: u32) -> Result<()> {
    let folder = tempfile::tempdir()?;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    let copy = |from: &Path, name: &str| -> Result<PathBuf> {
        let to = folder.path().join(name);
        fs::copy(from, &to)?;
        fs::set_permissions(&to, fs::Permissions::from_mode(0o755))?;
        Ok(to)
    };
    let own = copy(&std::env::current_exe()?, "onsite-bench")?;
    let mut command = Command::new(own);
    command.arg(INNER).arg(copy(onsite, "onsite")?);
    command.arg(rounds.to_string());
    // Only where that user can read it.
    command.args(site.filter(|site| readable_by_all(site)));
    let status = command
        .uid(USER)
        .gid(USER)
        .env("TMPDIR", "/tmp")
        .current_dir("/")
        .status()?;
    ensure!(status.success(), "as an ordinary user: {status}");
    Ok(())
}

/// Where a data directory keeps Onsite's Python packages.
pub fn site(data: &Path) -> Option<PathBuf> {
    let mut next = vec![data.join("python")];
    while let Some(folder) = next.pop() {
        if folder.join("numpy/__init__.py").exists() {
            return Some(folder);
        }
        let inner = fs::read_dir(folder).into_iter().flatten().flatten();
        next.extend(inner.map(|entry| entry.path()).filter(|path| path.is_dir()));
    }
    None
}

fn readable_by_all(path: &Path) -> bool {
    path.ancestors().all(|folder| {
        let facts = fs::metadata(folder);
        facts.is_ok_and(|facts| facts.permissions().mode() & 0o005 == 0o005)
    })
}

fn cases(scratch: &Path, site: Option<&Path>) -> Result<Vec<Case>> {
    let source = scratch.join("nothing.c");
    let nothing = scratch.join("nothing");
    fs::write(&source, NOTHING)?;
    let status = Command::new("gcc")
        .args(["-O2", "-static", "-o"])
        .args([&nothing, &source])
        .status()
        .context("cannot start gcc")?;
    ensure!(status.success(), "gcc failed: {status}");
    let native = Case {
        name: "native",
        program: Program {
            arguments: vec!["/native/nothing".into()],
            mounts: vec![Mount {
                source: scratch.to_owned(),
                target: "/native".into(),
            }],
            ..Program::default()
        },
        bare: vec![nothing.display().to_string()],
        environment: Vec::new(),
        times: 1200,
        bare_times: 1200,
        isolate_times: 100,
    };
    let python = bare::python()?;
    let plain = in_python("plain Python", &python, PRINT, [100, 50, 20], None);
    let numpy = site.map(|site| in_python("numpy", &python, NUMPY, [50, 6, 6], Some(site)));
    Ok([Some(native), Some(plain), numpy]
        .into_iter()
        .flatten()
        .collect())
}

fn in_python(
    name: &'static str,
    python: &Path,
    script: &str,
    [times, bare_times, isolate_times]: [u32; 3],
    site: Option<&Path>,
) -> Case {
    let own = |text: &str| text.to_owned();
    let flags = ["-s", "-S", "-B"].map(own);
    let at = |path: &Path| vec![(own("PYTHONPATH"), path.display().to_string())];
    let inside = site.map_or(Vec::new(), |_| at(Path::new(SITE)));
    let one_thread = (own("OPENBLAS_NUM_THREADS"), own("1"));
    let interpreter: Vec<_> = std::iter::once(python.display().to_string())
        .chain(flags)
        .collect();
    let whole = [
        interpreter.clone(),
        vec![own("-c"), format!("{script}{CALL}")],
    ]
    .concat();
    // What lies below /usr is seen inside anyway.
    let installation = python.parent().and_then(Path::parent);
    let installation = installation.filter(|folder| !folder.starts_with("/usr"));
    let os = |list: &[String]| list.iter().map(Into::into).collect();
    Case {
        name,
        program: Program {
            arguments: os(&whole),
            environment: inside
                .into_iter()
                .chain([one_thread.clone()])
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            mounts: site
                .map(|site| (site, Path::new(SITE)))
                .into_iter()
                .chain(installation.map(|folder| (folder, folder)))
                .map(|(source, target)| Mount {
                    source: source.to_owned(),
                    target: target.to_owned(),
                })
                .collect(),
            warm: Some(Warm {
                interpreter: os(&interpreter),
                script: format!("{script}{CALL}"),
                ..Warm::default()
            }),
            ..Program::default()
        },
        bare: whole,
        environment: site
            .map_or(Vec::new(), at)
            .into_iter()
            .chain([one_thread])
            .collect(),
        times,
        bare_times,
        isolate_times,
    }
}

/// What one run of a round took.
#[derive(Clone, Copy)]
struct Each {
    cpu: Duration,
    wall: Duration,
    /// Runs in a second, on all cores.
    rate: f64,
}

fn row(sandbox: &Sandbox, case: &Case, rounds: u32, with_isolate: bool) -> Result<Row> {
    let ours = |_| -> Result<()> {
        let execution = sandbox.run(&case.program, &Cancel::new())?;
        let said = String::from_utf8_lossy(&execution.stderr);
        ensure!(
            execution.ending == Ending::Exited(0),
            "{:?} {said}",
            execution.ending
        );
        Ok(())
    };
    let bare = |_| -> Result<()> {
        let mut command = Command::new(&case.bare[0]);
        command
            .args(&case.bare[1..])
            .env_clear()
            .envs(case.environment.iter().cloned());
        let status = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()?;
        ensure!(status.success(), "{status}");
        Ok(())
    };
    let isolate = |number| isolate::run(&case.program, number);
    ours(0)?;
    bare(0)?;
    let mut pairs = Vec::new();
    let mut boxes = Vec::new();
    for round in 1..=rounds {
        tell(&format!("executions, {} … {round}/{rounds}", case.name));
        let own = each(case.times, &ours)?;
        pairs.push((own, each(case.bare_times, &bare)?));
        if with_isolate {
            boxes.push((own, each(case.isolate_times, &isolate)?));
        }
    }
    let over = |pairs: &[(Each, Each)], of: fn(&Each) -> Duration| {
        ratios(pairs.iter().map(|(ours, other)| (of(ours), of(other))))
    };
    let (cpu, wall) = (|each: &Each| each.cpu, |each: &Each| each.wall);
    Ok(Row {
        name: case.name,
        cpu: over(&pairs, cpu),
        wall: over(&pairs, wall),
        cpu_ms: millis(pairs.iter().map(|pair| pair.0.cpu)),
        bare_ms: millis(pairs.iter().map(|pair| pair.1.cpu)),
        rate: spread(pairs.iter().map(|pair| pair.0.rate).collect()),
        bare_rate: spread(pairs.iter().map(|pair| pair.1.rate).collect()),
        isolate: with_isolate.then(|| {
            let cpu_ms = millis(boxes.iter().map(|pair| pair.1.cpu));
            (over(&boxes, cpu), over(&boxes, wall), cpu_ms)
        }),
    })
}

/// Runs one after another, then on all cores at once; a run is told which of those at once it is.
fn each(times: u32, run: &(impl Fn(usize) -> Result<()> + Sync)) -> Result<Each> {
    let cpu = processes::cpu();
    let began = Instant::now();
    for _ in 0..times {
        run(0)?;
    }
    let wall = began.elapsed();
    let cpu = processes::cpu().saturating_sub(cpu);
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let began = Instant::now();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|number| scope.spawn(move || (0..times).try_for_each(|_| run(number))))
            .collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .map_err(|_| io::Error::other("a thread panicked"))?
        })
    })?;
    let rate = f64::from(times) * f64::from(u32::try_from(cores)?) / began.elapsed().as_secs_f64();
    Ok(Each {
        cpu: cpu / times,
        wall: wall / times,
        rate,
    })
}
