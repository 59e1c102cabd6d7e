//! Caches: which key makes room, and misses that wait for each other.

use onsite_sim::design::{Design, Report};

use crate::support::{assert_holds, run};

/// A cache before an origin. `cache` is the rest of its table, `link` that of the link between.
fn cached(cache: &str, link: &str, keys: &str, load: &str) -> String {
    format!(
        "[[component]]\nname = \"cache\"\nkind = \"cache\"\nservice = \"1us\"\n\
         concurrency = \"unlimited\"\ncache = {{ {cache} }}\n\
         [[component]]\nname = \"origin\"\nkind = \"service\"\nconcurrency = \"unlimited\"\n\
         service = \"20ms\"\n\
         [[link]]\nfrom = \"cache\"\nto = \"origin\"\n{link}\n\
         [load]\nentry = \"cache\"\nkeys = {{ {keys} }}\n{load}\n"
    )
}

/// Calls that a component ended well, in all.
fn calls(report: &Report, name: &str, seconds: f64) -> String {
    let rate = report.components[name].throughput_rps.value;
    format!("{:.0}", rate.expect("it was called") * seconds)
}

fn hits(report: &Report) -> onsite_sim::Estimate {
    let hits = report.components["cache"].hit_rate;
    hits.expect("the component is a cache")
}

#[test]
fn the_most_popular_keys_stay_where_uses_are_counted() {
    // In the long run, the 50 keys used most often are the 50 most popular ones: few keys and a
    // steep law, so that they are told apart within the warm-up.
    let (count, capacity, zipf) = (200, 50, 1.2_f64);
    let popularity = |key: i32| f64::from(key).powf(-zipf);
    let top: f64 = (1..=capacity).map(popularity).sum();
    let expected = top / (1..=count).map(popularity).sum::<f64>();
    let text = |policy: &str| {
        cached(
            &format!("capacity = {capacity}, policy = \"{policy}\""),
            "",
            &format!("count = {count}, zipf = {zipf}"),
            "rate = \"10k/s\"\nwarm_up = \"60s\"\nduration = \"10s\"",
        )
    };
    let lfu = run("least frequently used", &text("lfu"), 4);
    let found = hits(&lfu).value.unwrap();
    // Keys beside the fiftieth still change places now and then, which costs a little.
    assert!(
        (expected - 0.002..expected + 0.001).contains(&found),
        "{found}, expected {expected}"
    );
    let lru = run("least recently used", &text("lru"), 4);
    assert!(
        hits(&lru).high.unwrap() < expected - 0.03,
        "{:?}",
        hits(&lru)
    );
}

#[test]
fn a_cache_of_all_keys_hits_whatever_makes_room() {
    for policy in ["lru", "lfu"] {
        let text = cached(
            &format!("capacity = 100, policy = \"{policy}\""),
            "",
            "count = 100",
            "rate = \"10k/s\"\nwarm_up = \"2s\"\nduration = \"1s\"",
        );
        assert_eq!(hits(&run(policy, &text, 1)).value, Some(1.0), "{policy}");
    }
}

#[test]
fn what_is_kept_grows_old_and_is_flushed_with_its_counts() {
    // One key, asked for each 10 ms. It is good for 95 ms, used or not; then one call asks the
    // origin, which takes 20 ms, and another misses meanwhile. What that one brings 10 ms later is
    // good for eleven calls: two of thirteen miss.
    let one = |more: &str| {
        cached(
            &format!("capacity = 1, policy = \"lfu\"{more}"),
            "",
            "count = 1",
            "arrivals = \"constant\"\nrate = \"100/s\"\nwarm_up = \"1s\"\nduration = \"64s\"",
        )
    };
    let report = run("grows old", &one(", ttl = \"95ms\""), 1);
    let share = hits(&report).value.unwrap();
    assert!((share - 11.0 / 13.0).abs() < 0.001, "{share}");
    let lru = run(
        "grows old",
        &one(", ttl = \"95ms\"").replace("lfu", "lru"),
        1,
    );
    assert_eq!(hits(&lru).value, Some(share));
    assert_eq!(hits(&run("good for ever", &one(""), 1)).value, Some(1.0));
    let flush = "[[fault]]\nat = \"8s\"\nkind = \"flush\"\ncomponent = \"cache\"\n";
    let flushed = run("flushed", &(one("") + flush), 1);
    let missed = (1.0 - hits(&flushed).value.unwrap()) * 6400.0;
    assert!((missed - 2.0).abs() < 0.01, "{missed}");
}

/// A thousand people who ask for the same key at once, again and again: the cache forgets it before
/// each round.
fn crowd(coalesce: bool, more: &str, faults: &str) -> String {
    cached(
        &format!("capacity = 10, ttl = \"500ms\", coalesce = {coalesce}"),
        more,
        "count = 1",
        &format!(
            "arrivals = \"closed\"\nusers = 1000\nthink = \"979999us\"\nwarm_up = \"500ms\"\n\
             duration = \"10s\"\n{faults}"
        ),
    )
}

#[test]
fn a_crowd_that_misses_together_makes_one_call() {
    // All think for the same time: ten rounds within ten seconds.
    let apart = run("apart", &crowd(false, "", ""), 1);
    assert_eq!(calls(&apart, "origin", 10.0), "10000");
    let together = run("together", &crowd(true, "", ""), 1);
    assert_eq!(calls(&together, "origin", 10.0), "10");
    for report in [&apart, &together] {
        assert_eq!(calls(report, "cache", 10.0), "10000");
        assert_eq!(report.error_rate.value, Some(0.0));
        // Nobody waits longer or shorter for the one call than for their own.
        let slowest = report.latency_ms.p999.value.unwrap();
        assert!((slowest - 20.001).abs() < 0.4, "{slowest}");
        assert_eq!(hits(report).value, Some(0.0));
    }
}

#[test]
fn those_that_wait_share_what_becomes_of_the_call() {
    // The caller gives up after 5 ms, each time: the one call fails for all.
    let failed = run("fails", &crowd(true, "timeout = \"5ms\"", ""), 1);
    assert_eq!(failed.error_rate.value, Some(1.0));
    let slowest = failed.latency_ms.p999.value;
    assert_eq!(slowest, None, "nobody is answered");
}

#[test]
fn those_that_wait_at_an_instance_fail_with_it_and_nobody_later() {
    // Crashes while all wait for the third round's call, and is up again before it is answered.
    let crash = |at: &str| {
        format!(
            "[[fault]]\nat = \"{at}\"\nfor = \"1ms\"\nkind = \"crash\"\ncomponent = \"cache\"\n"
        )
    };
    let report = run("crash", &crowd(true, "", &crash("2490ms")), 1);
    let failed = report.error_rate.value.unwrap() * 10_000.0;
    assert_eq!(format!("{failed:.0}"), "1000");
    assert_eq!(calls(&report, "origin", 10.0), "10");

    // One call each millisecond, of which the first of each twenty asks. The crash comes with five
    // inside, and turns one away; the next asks anew, although the old call is still under way.
    let stream = cached(
        "capacity = 1, ttl = \"1ns\", coalesce = true",
        "",
        "count = 1",
        "arrivals = \"constant\"\nrate = \"1k/s\"\nwarm_up = \"20500us\"\nduration = \"6400ms\"",
    );
    let report = run("crash in a stream", &(stream + &crash("88ms")), 1);
    let failed = report.error_rate.value.unwrap() * 6400.0;
    assert!((1.0..=7.0).contains(&failed.round()), "{failed}");
}

#[test]
fn keys_that_differ_are_asked_for_apart() {
    // Without coalescing, a Poisson stream of one key that is never kept for long calls the origin
    // each time; with it, once for each time that nobody asks: the fractions of M/D/∞ busy periods.
    let text = |count: u32| {
        cached(
            "capacity = 100, ttl = \"1ns\", coalesce = true",
            "",
            &format!("count = {count}"),
            "rate = \"100/s\"\nwarm_up = \"5s\"\nduration = \"200s\"",
        )
    };
    for count in [1, 4] {
        let name = format!("{count} keys");
        let each = 100.0 / f64::from(count);
        // A call comes, then for 20 ms others join it.
        let cycle = 1.0 / each + 0.02;
        let report = run(&name, &text(count), 40);
        let origin = report.components["origin"].throughput_rps;
        assert_holds(&name, f64::from(count) / cycle, origin);
    }
}

#[test]
fn what_a_cache_cannot_do_is_said() {
    for (cache, words) in [
        ("capacity = 1, policy = \"fifo\"", "policy"),
        ("capacity = 1, coalesce = \"yes\"", "boolean"),
    ] {
        let text = cached(cache, "", "count = 10", "rate = \"1/s\"\nduration = \"1s\"");
        let problems = Design::parse(&text, None).unwrap_err();
        let said = format!("{problems:?}");
        assert!(said.contains(words), "{said}");
    }
    let many = cached(
        "capacity = 1, policy = \"lfu\"",
        "",
        "count = 20000000",
        "rate = \"1/s\"\nduration = \"1s\"",
    );
    let problems = Design::parse(&many, None).unwrap_err();
    assert!(
        problems[0]
            .message
            .contains("count the uses of 20000000 keys"),
        "{problems:?}"
    );
    assert!(Design::parse(&many.replace("lfu", "lru"), None).is_ok());
}
