//! Searches over designs, held to what formulas give.

use onsite_sim::design::{
    Design,
    search::{
        Bound, Changes, Counts, Recovery, Saturation, Search, Stage, Stopped, Trial, Tried, bounds,
    },
};

use crate::support::seed;

fn design(text: &str) -> Design {
    Design::parse(text, None).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// Runs trials one after the other, with the seed that a name gives.
fn alone(name: &str) -> impl FnMut(Stage, &[Trial]) -> Option<Vec<Tried>> {
    let seed = seed(name);
    move |_, trials| {
        let one = |trial: &Trial| {
            let all = 0..trial.replications();
            let all: Option<Vec<_>> = all
                .map(|replication| trial.replicate(seed, replication, &mut |_| true))
                .collect();
            Some(trial.tried(&all?))
        };
        trials.iter().map(one).collect()
    }
}

/// Instances with a queue each, whose exponential service takes 10 ms: each can do 100/s.
fn queues(instances: u32, rate: u32, more: &str) -> String {
    format!(
        "[[component]]\nname = \"edge\"\nkind = \"load_balancer\"\n\
         [[component]]\nname = \"server\"\nkind = \"service\"\ninstances = {instances}\npick = \"random\"\n\
         service = {{ distribution = \"exponential\", mean = \"10ms\" }}\nprice = \"$1/h\"\n\
         [[link]]\nfrom = \"edge\"\nto = \"server\"\n\
         [load]\nentry = \"edge\"\nrate = \"{rate}/s\"\nduration = \"100s\"\n{more}\n"
    )
    .replace("kind = \"load_balancer\"", "kind = \"load_balancer\"\nprice = \"$0/h\"")
}

fn bound(text: &str, name: &str) -> f64 {
    let found = bounds(&design(text));
    let of = |one: &&Bound| one.component == name;
    found
        .iter()
        .find(of)
        .map_or(f64::INFINITY, |one| one.rate_rps)
}

fn close(what: &str, found: f64, expected: f64, share: f64) {
    assert!(
        (found / expected - 1.0).abs() <= share,
        "{what}: {found}, expected {expected}"
    );
}

#[test]
fn the_rate_that_fills_a_component_is_known_before_it_runs() {
    close("queues", bound(&queues(5, 100, ""), "server"), 500.0, 1e-9);
    let link = "from = \"edge\"\nto = \"server\"\n";
    for (more, expected) in [
        ("share = 0.25", 2000.0),
        ("fan_out = 4", 125.0),
        ("fan_out = 4\nshare = 0.5", 250.0),
        // No more than these are let through, whatever comes.
        ("limit = \"200/s\"", f64::INFINITY),
        ("limit = \"2k/s\"", 500.0),
    ] {
        let text = queues(5, 100, "").replace(link, &format!("{link}{more}\n"));
        let found = bound(&text, "server");
        if expected.is_finite() {
            close(more, found, expected, 1e-6);
        } else {
            assert!(found.is_infinite(), "{more}: {found}");
        }
    }
    let gpu = "[[component]]\nname = \"gpu\"\nkind = \"batcher\"\nservice = \"2ms\"\n\
               batch = { size = 64, wait = \"5ms\", each = \"40us\" }\n\
               [load]\nentry = \"gpu\"\nrate = \"1/s\"\nduration = \"1s\"\n";
    close("batches", bound(gpu, "gpu"), 14_035.0, 1e-4);
    // A thread that waits for 10 ms after 2 ms of its own.
    let text = queues(50, 100, "").replace(
        "kind = \"load_balancer\"",
        "kind = \"service\"\nservice = \"2ms\"\nconcurrency = 12\nhold = true",
    );
    close("held", bound(&text, "edge"), 1000.0, 1e-9);
    // One type in four takes the link.
    let types =
        "[[load.mix]]\nname = \"a\"\nshare = 0.25\n[[load.mix]]\nname = \"b\"\nshare = 0.75\n";
    let text = queues(5, 100, types).replace(link, &format!("{link}only = [\"a\"]\n"));
    close("types", bound(&text, "server"), 2000.0, 1e-9);
}

#[test]
fn what_a_cache_has_does_not_come_to_what_is_behind() {
    // Che's approximation for LRU; the sum of the most popular keys for LFU.
    let popularity = |key: i32| f64::from(key).powf(-0.8);
    let all: f64 = (1..=10_000).map(popularity).sum();
    let top = |count: i32| (1..=count).map(popularity).sum::<f64>() / all;
    for (policy, capacity, hits) in [
        ("lru", 100, 0.156_62),
        ("lru", 1000, 0.436_66),
        ("lfu", 100, top(100)),
        ("lfu", 5000, top(5000)),
    ] {
        let text = queues(5, 100, "keys = { count = 10000, zipf = 0.8 }").replace(
            "kind = \"load_balancer\"\nprice = \"$0/h\"",
            &format!(
                "kind = \"cache\"\ncache = {{ capacity = {capacity}, policy = \"{policy}\" }}"
            ),
        );
        close(policy, bound(&text, "server"), 500.0 / (1.0 - hits), 1e-3);
    }
}

#[test]
fn a_design_falls_over_where_its_formula_says() {
    // M/M/1 behind a random pick: 99% are answered within ln 100 / (mu − lambda).
    let formula = 5.0 * (100.0 - 100.0_f64.ln() / 0.1);
    let text = queues(5, 100, "[objectives]\np99 = \"<= 100ms\"");
    let found = Saturation::new(&design(&text), &mut alone("p99")).unwrap();
    let (low, high) = (found.low_rps.unwrap(), found.high_rps.unwrap());
    assert!(high - low <= 0.02 * high && !found.cut, "{found:?}");
    // The bracket, and as much again for what runs of some minutes do not tell.
    assert!(0.96 * low < formula && formula < 1.04 * high, "{found:?}");
    assert_eq!(found.failings, ["p99 <= 100ms is missed"]);
    assert_eq!(found.judged_by, ["p99 <= 100ms"]);
    // Without objectives, where the queue grows.
    let text = queues(5, 100, "").replace("100s", "600s");
    let found = Saturation::new(&design(&text), &mut alone("grows")).unwrap();
    let (low, high) = (found.low_rps.unwrap(), found.high_rps.unwrap());
    assert!((470.0..=500.0).contains(&low) && high <= 511.0, "{found:?}");
    // With a deadline, goodput is lost before.
    let text = queues(5, 100, "deadline = \"250ms\"");
    let found = Saturation::new(&design(&text), &mut alone("deadline")).unwrap();
    // 99.9% within the deadline.
    let formula = 5.0 * (100.0 - 1000.0_f64.ln() / 0.25);
    let (low, high) = (found.low_rps.unwrap(), found.high_rps.unwrap());
    assert!(0.95 * low < formula && formula < 1.05 * high, "{found:?}");
}

/// Ten instances that do 1,000 calls a second; callers give up after 100 ms, and nobody tells the
/// instances.
fn storm(retries: u32) -> String {
    queues(10, 100, "")
        .replace(
            "{ distribution = \"exponential\", mean = \"10ms\" }",
            "\"10ms\"",
        )
        .replace(
            "to = \"server\"\n",
            &format!("to = \"server\"\ntimeout = \"100ms\"\nretries = {retries}\n"),
        )
}

/// What a search for the rate that a design stands gives.
fn stands(low: f64, high: f64) -> Saturation {
    Saturation {
        low_rps: Some(low),
        high_rps: Some(high),
        failings: Vec::new(),
        judged_by: Vec::new(),
        left_out: None,
        trials: 0,
        events: 0,
        cut: false,
    }
}

#[test]
fn a_design_recovers_below_its_capacity_over_attempts() {
    for retries in [1, 2] {
        let name = format!("{retries} retries");
        let design = design(&storm(retries));
        let found = Recovery::new(&design, &stands(980.0, 999.0), &mut alone(&name)).unwrap();
        let formula = 1000.0 / (1.0 + f64::from(retries));
        let (low, high) = (found.low_rps.unwrap(), found.high_rps.unwrap());
        assert!(high - low <= 0.02 * high, "{found:?}");
        assert!(
            0.96 * low < formula && formula < 1.04 * high,
            "{name}: {found:?}"
        );
    }
}

#[test]
fn without_retries_a_design_recovers_from_all_that_it_stands() {
    let design = design(&storm(0));
    let found = Recovery::new(&design, &stands(900.0, 918.0), &mut alone("no retries")).unwrap();
    assert_eq!(
        (found.low_rps, found.high_rps),
        (Some(900.0), None),
        "{found:?}"
    );
    assert_eq!(found.trials, 1, "{found:?}");
}

#[test]
fn the_cheapest_counts_are_the_fewest_that_meet() {
    // M/M/1 at 400/s over n: p99 is 138 ms with six instances and 230 ms with five.
    let text = |instances: u32| queues(instances, 400, "[objectives]\np99 = \"<= 170ms\"");
    for instances in [4, 12] {
        let name = format!("from {instances}");
        let found = Counts::new(&design(&text(instances)), &mut alone(&name)).unwrap();
        assert_eq!(found.instances["server"], 6, "{found:?}");
        assert_eq!(
            found.instances.len(),
            1,
            "what costs nothing stays: {found:?}"
        );
        assert!(found.exact && !found.cut, "{found:?}");
        assert_eq!(found.given_meets, Some(instances == 12));
        // Six dollars an hour over 400/s.
        close(
            "the cost",
            found.usd_per_million.unwrap(),
            6e6 / (3600.0 * 400.0),
            0.02,
        );
        let times = found.given_usd_per_million.unwrap() / found.usd_per_million.unwrap();
        close("how far it is", times, f64::from(instances) / 6.0, 0.01);
    }
    let impossible = text(4).replace("170ms", "1ms");
    let found = Counts::new(&design(&impossible), &mut alone("impossible")).unwrap();
    assert_eq!(
        (found.usd_per_million, found.instances.len()),
        (None, 0),
        "{found:?}"
    );
    let found = Counts::new(&design(&queues(4, 100, "")), &mut alone("none")).unwrap();
    assert!(found.left_out.is_some() && found.trials == 0, "{found:?}");
}

#[test]
fn the_change_that_helps_most_is_named_with_its_interval() {
    // Random queues at 0.8 of what they can do: joining the shorter of two is the largest step.
    let text = queues(
        10,
        800,
        "[objectives]\np99 = \"<= 120ms\"\ncost = \"<= $9\"",
    );
    let found = Changes::new(&design(&text), &mut alone("two choices")).unwrap();
    assert_eq!(found.objective.as_deref(), Some("p99 <= 120ms"));
    let best = &found.best[0];
    assert_eq!(
        (best.at.as_str(), best.change.as_str()),
        ("server", "pick = \"power_of_two\"")
    );
    assert!(best.effect.meets && !found.given.meets, "{found:?}");
    let by = best.effect.difference;
    // From ln 100 / (100 − 80) s.
    close("without it", found.given.figure.value.unwrap(), 230.3, 0.06);
    let gain = found.given.figure.value.unwrap() - best.effect.figure.value.unwrap();
    close("the difference", -by.value.unwrap(), gain, 0.1);
    assert!(
        by.low.unwrap() < by.value.unwrap() && by.high.unwrap() < 0.0,
        "{by:?}"
    );
    // A limit sheds requests, which shortens the times of the others; that is no help.
    let sheds = |change: &onsite_sim::design::search::Change| change.change.contains("timeout");
    assert!(!found.best.iter().any(sheds), "{found:?}");
    // A queue that grows without end has no figure until it no longer grows.
    let text = queues(10, 1050, "[objectives]\np99 = \"<= 900ms\"");
    let found = Changes::new(&design(&text), &mut alone("grows")).unwrap();
    assert_eq!(found.given.figure.value, None, "{found:?}");
    assert_eq!(found.best[0].change, "instances = 11", "{found:?}");
}

#[test]
fn a_search_finds_the_same_again_and_stops_when_told() {
    let text = queues(
        5,
        300,
        "deadline = \"200ms\"\n[objectives]\np99 = \"<= 150ms\"",
    );
    let design = design(&text.replace("100s", "20s"));
    let found = || {
        let found = Search::new(&design, &mut alone("again")).unwrap();
        serde_json::to_string(&found).unwrap()
    };
    assert_eq!(found(), found());
    let mut left = 3;
    let mut run = alone("stops");
    let stopped = Search::new(&design, &mut |stage, trials: &[Trial]| {
        left -= 1;
        if left == 0 { None } else { run(stage, trials) }
    });
    assert_eq!(stopped.unwrap_err(), Stopped);
    assert_eq!(left, 0, "nothing is run after that");
}

#[test]
fn what_cannot_be_searched_says_so() {
    let closed = queues(5, 300, "").replace(
        "rate = \"300/s\"",
        "arrivals = \"closed\"\nusers = 20\nthink = \"100ms\"",
    );
    let closed = design(&closed);
    let found = Saturation::new(&closed, &mut alone("closed")).unwrap();
    assert!(found.left_out.is_some() && found.trials == 0, "{found:?}");
    let found = Recovery::new(&closed, &found, &mut alone("closed")).unwrap();
    assert!(found.left_out.is_some() && found.trials == 0, "{found:?}");
}
