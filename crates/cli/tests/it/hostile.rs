//! Hostile designs, worlds and plans through the real binary: an error that names the place, or a
//! run that says it was cut; never more than 1 GiB of memory, and ended within a second.

use std::{
    fmt::Write as _,
    fs,
    io::Read as _,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::{Shell, root, signal};

/// Most memory that a run may take, in KiB.
const MOST_KIB: u64 = 1024 * 1024;
/// Most time that ending it takes.
const ENDS: Duration = Duration::from_secs(1);

/// What becomes of a hostile file.
enum Becomes {
    /// It is refused, with all of these words.
    Refused(&'static [&'static str]),
    /// It runs, and says why it was cut.
    Cut(&'static str),
    /// It runs so many milliseconds, and then is ended, unless it ends by itself.
    Runs(u64),
}
use Becomes::{Cut, Refused, Runs};

fn component(name: &str, kind: &str, more: &str) -> String {
    format!("[[component]]\nname = \"{name}\"\nkind = \"{kind}\"\n{more}\n")
}

fn service(name: &str, time: &str, more: &str) -> String {
    component(name, "service", &format!("service = \"{time}\"\n{more}"))
}

/// A box that serves everything at once.
fn wide(name: &str, time: &str, more: &str) -> String {
    service(name, time, &format!("concurrency = \"unlimited\"\n{more}"))
}

fn link(from: &str, to: &str, more: &str) -> String {
    format!("[[link]]\nfrom = \"{from}\"\nto = \"{to}\"\n{more}\n")
}

fn load(rate: &str, duration: &str, more: &str) -> String {
    format!("[load]\nentry = \"a\"\nrate = \"{rate}\"\nduration = \"{duration}\"\n{more}\n")
}

fn repeated(count: u32, one: impl Fn(u32) -> String) -> String {
    (0..count).map(one).collect()
}

/// Files that do not read.
#[expect(clippy::too_many_lines, reason = "a table")]
fn unreadable() -> Vec<(&'static str, String, Becomes)> {
    let one = service("a", "1ms", "");
    let usual = load("1k/s", "10s", "");
    let fault = "[[fault]]\nkind = \"crash\"\nat = \"1s\"\nfor = \"1s\"\ncomponent = \"a\"\n";
    let with = |more: &str| service("a", "1ms", more) + &usual;
    vec![
        (
            "components",
            repeated(40_000, |n| service(&format!("c{n}"), "1ms", "")) + &usual,
            Refused(&["40000 components, more than 500", "design.toml:2501:"]),
        ),
        (
            "links",
            one.clone() + &link("a", "a", "").repeat(60_000) + &usual,
            Refused(&["60000 links, more than 5000"]),
        ),
        (
            "faults",
            one.clone() + &usual + &fault.repeat(40_000),
            Refused(&["40000 faults, more than 1000"]),
        ),
        (
            "objectives",
            one.clone()
                + &usual
                + "[objectives]\n"
                + &repeated(100_000, |n| format!("p{n} = \"<= 1ms\"\n")),
            Refused(&["\"p0\""]),
        ),
        (
            "a circle without a queue",
            one.clone()
                + &service("b", "1ms", "")
                + &link("a", "b", "")
                + &link("b", "a", "")
                + &usual,
            Refused(&["closes a circle"]),
        ),
        (
            "what nobody calls",
            one.clone() + &service("b", "1ms", "") + &usual,
            Refused(&["component \"b\" is never called"]),
        ),
        (
            "nothing",
            String::new(),
            Refused(&["no component", "no [load]"]),
        ),
        ("no load", one.clone(), Refused(&["there is no [load]"])),
        (
            "an empty load",
            one.clone() + &load("0/s", "10s", ""),
            Refused(&["rate is zero"]),
        ),
        (
            "a negative count",
            with("instances = -5"),
            Refused(&["instances is -5"]),
        ),
        (
            "an absurd count",
            with("instances = 1000000000000000000"),
            Refused(&["component \"a\": instances is 1000000000000000000"]),
        ),
        (
            "no number",
            with("errors = nan"),
            Refused(&["errors is NaN"]),
        ),
        (
            "infinity",
            with("errors = inf"),
            Refused(&["errors is inf"]),
        ),
        (
            "a negative time",
            service("a", "-1ms", "") + &usual,
            Refused(&["\"-1ms\""]),
        ),
        (
            "no unit",
            service("a", "1 parsec", "") + &usual,
            Refused(&["parsec"]),
        ),
        (
            "an absurd rate",
            one.clone() + &load("1e300/s", "1s", ""),
            Refused(&["1e300/s"]),
        ),
        (
            "an absurd time",
            one.clone() + &load("1/s", "1e300s", ""),
            Refused(&["1e300s"]),
        ),
        (
            "users",
            one.clone()
                + "[load]\nentry = \"a\"\narrivals = \"closed\"\nusers = 1000000000\nthink = \"0ns\"\nduration = \"1s\"\n",
            Refused(&["users is 1000000000"]),
        ),
        (
            "endless retries",
            one.clone()
                + &service("b", "1ms", "")
                + &link("a", "b", "retries = 1000000000")
                + &usual,
            Refused(&["retries is 1000000000"]),
        ),
        (
            "a huge cache",
            component("a", "cache", "cache = { capacity = 4000000000 }\n") + &usual,
            Refused(&["capacity is 4000000000"]),
        ),
        (
            "counted keys",
            component(
                "a",
                "cache",
                "instances = 100\ncache = { capacity = 10, policy = \"lfu\" }\n",
            ) + &load("1k/s", "10s", "keys = { count = 1000000000, zipf = 1.0 }"),
            Refused(&["caches count the uses of 100000000000 keys"]),
        ),
        (
            "a long name",
            service(&"x".repeat(1_000_000), "1ms", "") + &usual,
            Refused(&["no usable name"]),
        ),
        (
            "nested lists",
            "a = ".to_owned() + &"[".repeat(1_000_000),
            Refused(&["design.toml:1:"]),
        ),
        (
            "nested tables",
            "a = ".to_owned() + &"{ a = ".repeat(500_000),
            Refused(&["design.toml:1:"]),
        ),
        (
            "dotted keys",
            vec!["a"; 1_000_000].join(".") + " = 1",
            Refused(&["recursion"]),
        ),
        (
            "too long",
            "#".repeat(5_000_000),
            Refused(&["more than 4194304"]),
        ),
    ]
}

/// Designs that run, and take all that a run may take.
#[expect(clippy::too_many_lines, reason = "a table")]
fn greedy() -> Vec<(&'static str, String, Becomes)> {
    let stuck = "service = { distribution = \"bimodal\", fast = \"1us\", slow = \"1d\", share = 0.000001 }\nconcurrency = \"unlimited\"\n";
    let all = "1000s";
    vec![
        (
            "an overload without a limit",
            service("a", "1s", "") + &load("1G/s", all, ""),
            Cut("calls"),
        ),
        (
            "an overload with timeouts, retries and second calls",
            wide("a", "1us", "")
                + &service("b", "100s", "")
                + &link(
                    "a",
                    "b",
                    "timeout = \"90s\"\nretries = 100\nhedge = \"1s\"\nlatency = \"10ms\"",
                )
                + &load("1M/s", all, ""),
            Cut("calls"),
        ),
        (
            "timeouts of what is long over",
            wide("a", "1us", "")
                + &component("b", "service", stuck)
                + &link("a", "b", "timeout = \"2d\"\nhedge = \"1d\"")
                + &load("10M/s", all, ""),
            Runs(8000),
        ),
        (
            "a great fan-out",
            wide("a", "1us", "")
                + &repeated(4, |n| wide(&format!("c{n}"), "1us", ""))
                + &link("a", "c0", "fan_out = 10000")
                + &repeated(3, |n| {
                    link(&format!("c{n}"), &format!("c{}", n + 1), "fan_out = 10000")
                })
                + &load("1k/s", all, ""),
            Cut("calls"),
        ),
        (
            "misses that wait for each other",
            component(
                "a",
                "cache",
                "cache = { capacity = 4000000, policy = \"lfu\", coalesce = true }\n",
            ) + &wide("b", "100s", "")
                + &link("a", "b", "")
                + &load("10M/s", all, "keys = { count = 16000000, zipf = 0.0 }"),
            Cut("calls"),
        ),
        (
            "writes that a replica never has",
            wide("a", "1us", "")
                + &component(
                    "b",
                    "database",
                    "service = \"1us\"\nconcurrency = \"unlimited\"\ninstances = 9\nreplicas = { count = 9, lag = \"1d\" }\n",
                )
                + &link("a", "b", "writes = true")
                + &load("10M/s", all, "keys = { count = 1000000000, zipf = 0.0 }"),
            Cut("calls"),
        ),
        (
            "a circle of messages that grows",
            component("a", "queue", "service = \"0ns\"\n")
                + &wide("b", "0ns", "")
                + &link("a", "b", "fan_out = 10000")
                + &link("b", "a", "detached = true\nfan_out = 10000")
                + &load("1/s", all, ""),
            Cut("calls"),
        ),
        (
            "a circle of messages that take no time",
            component("a", "queue", "service = \"0ns\"\n")
                + &wide("b", "0ns", "")
                + &link("a", "b", "")
                + &link("b", "a", "detached = true")
                + &load("1/s", all, ""),
            Runs(1200),
        ),
        (
            "a million instances",
            service("a", "1us", "instances = 100000")
                + &repeated(9, |n| {
                    service(&format!("c{n}"), "1us", "instances = 100000")
                })
                + &link("a", "c0", "")
                + &repeated(8, |n| link(&format!("c{n}"), &format!("c{}", n + 1), ""))
                + &load("1M/s", all, ""),
            Runs(1200),
        ),
        (
            "500 components",
            service("a", "1us", "")
                + &repeated(499, |n| service(&format!("c{n}"), "1us", ""))
                + &link("a", "c0", "")
                + &repeated(498, |n| link(&format!("c{n}"), &format!("c{}", n + 1), ""))
                + &load("100k/s", all, ""),
            Runs(1200),
        ),
    ]
}

/// Worlds that go day by day, and plans of experiments: how they are run, and what becomes of them.
fn others() -> Vec<(&'static [&'static str], &'static str, Becomes)> {
    const DESIGN: &[&str] = &["design", "run", "design.toml", "--json"];
    const RUN: &[&str] = &["experiment", "run", "design.toml", "--json"];
    const ALL: &[&str] = &[
        "experiment",
        "run",
        "design.toml",
        "--json",
        "--replications",
        "1000000000000",
    ];
    const DATA: &[&str] = &["experiment", "data", "design.toml"];
    vec![
        (
            DESIGN,
            "[inventory]\nduration = \"1000000000d\"\nshortage = \"lost_sales\"\n[[item]]\nname = \"a\"\n\
             demand = { distribution = \"poisson\", rate = \"1/d\" }\n[[policy]]\nreview = \"1d\"\norder_up_to = 5\n",
            Refused(&["inventory duration", "1000000000d"]),
        ),
        (
            DESIGN,
            "[inventory]\nduration = \"1000d\"\nshortage = \"lost_sales\"\n[[item]]\nname = \"a\"\n\
             demand = { distribution = \"poisson\", rate = \"1G/s\" }\n[[policy]]\nreview = \"1d\"\norder_up_to = 5\n",
            Refused(&["steps, more than 10000000"]),
        ),
        (
            DESIGN,
            "[drift]\nduration = \"1000000d\"\nwarm_up = \"90d\"\ndecisions = 2000\nbase_rate = 0.2\n\
             separation = 2.0\nlabel_delay = \"14d\"\nbins = 100\nfalse_negative_cost = \"$3\"\n\
             false_positive_cost = \"$1\"\n[training]\nwindow = \"60d\"\non_alarm = true\n",
            Refused(&["design.toml:2:", "drift duration"]),
        ),
        (
            RUN,
            "[plan]\nusers_per_arm = 1000000000000\n[world]\ndistribution = \"bernoulli\"\nbaseline = 0.1\nlift = 0.01\n",
            Refused(&[
                "design.toml:2:",
                "`users_per_arm` in `[plan]`: 1000000000000",
            ]),
        ),
        (
            RUN,
            "[plan]\nusers_per_arm = 1000\nlooks = 1000000000\nmethod = \"naive\"\n[world]\n\
             distribution = \"bernoulli\"\nbaseline = 0.1\nlift = 0.01\n",
            Refused(&["design.toml:3:", "`looks` in `[plan]`: 1000000000"]),
        ),
        (
            RUN,
            "[plan]\nusers_per_arm = 1000\n[world]\ndistribution = \"bernoulli\"\nbaseline = 0.1\nlift = 0.01\n\
             [metrics]\ncount = 1000000000\n",
            Refused(&["design.toml:8:", "`count` in `[metrics]`: 1000000000"]),
        ),
        (
            ALL,
            "[plan]\nusers_per_arm = 1000000000\nlooks = 100\nmethod = \"msprt\"\n[world]\n\
             distribution = \"bernoulli\"\nbaseline = 0.1\nlift = 0.01\n[metrics]\ncount = 1000\n",
            Runs(1200),
        ),
        (
            DATA,
            "[plan]\nusers_per_arm = 1000000000\n[world]\ndistribution = \"bernoulli\"\nbaseline = 0.1\nlift = 0.01\n",
            Refused(&["rows of at most 250000"]),
        ),
    ]
}

/// What a run came to: its end, and the most memory that it took, in KiB.
struct Came {
    code: Option<i32>,
    stdout: String,
    stderr: String,
    kib: u64,
}

/// Runs a command; ends it by hand after a time.
fn watched(shell: &Shell, arguments: &[&str], longest: Duration) -> Came {
    let mut child = shell
        .command(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipes = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
    let stdout = thread::spawn(move || {
        let mut text = String::new();
        pipes.0.read_to_string(&mut text).map(|_| text)
    });
    let stderr = thread::spawn(move || {
        let mut text = String::new();
        pipes.1.read_to_string(&mut text).map(|_| text)
    });
    let (began, mut ended, mut kib) = (Instant::now(), None, 0);
    let status = loop {
        kib = high_water(child.id()).unwrap_or(0).max(kib);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if ended.is_none() && began.elapsed() > longest {
            signal(child.id(), "INT");
            ended = Some(Instant::now());
        }
        thread::sleep(Duration::from_millis(2));
    };
    let took = ended.map_or(Duration::ZERO, |ended: Instant| ended.elapsed());
    assert!(took < ENDS, "{arguments:?}: ended after {took:?}");
    Came {
        code: status.code(),
        stdout: stdout.join().unwrap().unwrap(),
        stderr: stderr.join().unwrap().unwrap(),
        kib,
    }
}

/// The most memory that a process has taken; nothing once it has ended.
fn high_water(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Runs a file and says what is not as it should be.
fn wrong(shell: &Shell, arguments: &[&str], text: &str, becomes: &Becomes) -> Option<String> {
    shell.write("design.toml", text);
    let longest = match becomes {
        Runs(milliseconds) => Duration::from_millis(*milliseconds),
        _ => Duration::from_mins(1),
    };
    let Came {
        code,
        stdout,
        stderr,
        kib,
    } = watched(shell, arguments, longest);
    let mut wrong = String::new();
    if kib > MOST_KIB {
        let _ = write!(wrong, " {kib} KiB;");
    }
    let report = serde_json::from_str::<Value>(&stdout);
    match becomes {
        Refused(words) => {
            let said = words.iter().all(|word| stderr.contains(word));
            if code != Some(2) || !stdout.is_empty() || !said {
                let _ = write!(wrong, " code {code:?}, not refused for {words:?};");
            }
        }
        Cut(why) => {
            if code != Some(0) || report.is_ok_and(|report| report["cut"] != *why) {
                let _ = write!(wrong, " code {code:?}, not cut by {why};");
            }
        }
        Runs(_) => {}
    }
    if stderr.contains("panicked") {
        wrong.push_str(" panicked;");
    }
    let start: String = stderr.chars().take(300).collect();
    (!wrong.is_empty()).then(|| format!("{wrong} {start}"))
}

fn try_all<'t>(cases: impl Iterator<Item = (&'t str, &'t [&'t str], &'t str, &'t Becomes)>) {
    let shell = Shell::new();
    let wrongs = cases.filter_map(|(name, arguments, text, becomes)| {
        wrong(&shell, arguments, text, becomes).map(|wrong| format!("{name}:{wrong}"))
    });
    let wrongs: Vec<String> = wrongs.collect();
    assert!(wrongs.is_empty(), "{wrongs:#?}");
}

const RUN_DESIGN: &[&str] = &["design", "run", "design.toml", "--json"];

#[test]
fn what_does_not_read_is_refused_with_its_place() {
    let cases = unreadable();
    let cases = cases.iter();
    try_all(cases.map(|(name, text, becomes)| (*name, RUN_DESIGN, text.as_str(), becomes)));
}

#[test]
fn designs_that_take_all_are_cut_or_ended() {
    let cases = greedy();
    let cases = cases.iter();
    try_all(cases.map(|(name, text, becomes)| (*name, RUN_DESIGN, text.as_str(), becomes)));
}

#[test]
fn a_search_over_what_takes_all_stays_within_its_memory() {
    let cases = greedy();
    let some = ["timeouts, retries", "wait for each other", "instances"];
    let cases = cases
        .iter()
        .filter(|(name, ..)| some.iter().any(|words| name.contains(words)));
    let search = &["design", "search", "design.toml", "--json"];
    try_all(cases.map(|(name, text, _)| (*name, search.as_slice(), text.as_str(), &Runs(3000))));
}

#[test]
fn days_and_plans_without_end_are_refused_or_ended() {
    let cases = others();
    let cases = cases.iter();
    try_all(cases.map(|(arguments, text, becomes)| (*text, *arguments, *text, becomes)));
}

#[test]
fn a_server_judges_and_tries_what_takes_all_within_its_memory() {
    let shell = Shell::new();
    let served = shell.serve();
    let page = served.json("POST", "/api/questions/price-of-the-hour/open", &json!({}));
    let attempt = page["attempt"]["id"].as_str().unwrap();
    let good = root().join("bank/design/price-of-the-hour/designs/three_gpus.toml");
    let good = fs::read_to_string(good).unwrap();
    let without_end =
        "fan_out = 10000\ntimeout = \"1ms\"\nretries = 100\nhedge = \"1us\"\nstep = 1";
    // The four calls that the edge waits for first.
    let greedy = good.replacen("step = 1", without_end, 4);
    assert_ne!(good, greedy);
    let answer = |number: u32| json!({"kind": "design", "text": format!("{greedy}# {number}\n")});
    let jobs: Vec<Value> = (0..3)
        .map(|number| {
            let path = format!("/api/attempts/{attempt}/submissions");
            served.json("POST", &path, &json!({"answer": answer(number)}))
        })
        .collect();
    let surges =
        "[[fault]]\nkind = \"surge\"\ntimes = 1000\nat = \"0s\"\nfor = \"1s\"\n".repeat(300);
    let asked = json!({
        "answer": answer(3), "scenario": "usual", "faults": surges, "load": 10.0
    });
    let tried = served.json("POST", &format!("/api/attempts/{attempt}/preview"), &asked);
    assert_eq!(tried["run"]["cut"], true);
    let began = Instant::now();
    for job in &jobs {
        let path = format!("/api/jobs/{}", job["id"].as_str().unwrap());
        // It may have ended by itself.
        served.ask("DELETE", &path, &Value::Null);
    }
    for job in &jobs {
        let ended = served.ended(job["id"].as_str().unwrap());
        assert_ne!(ended["state"], "running", "{ended}");
    }
    assert!(began.elapsed() < ENDS, "{:?}", began.elapsed());
    let kib = high_water(served.pid()).unwrap();
    assert!(kib <= MOST_KIB, "{kib} KiB");
}
