//! When a figure left its bound and what stood out then; and what is tried on top of a design.

use onsite_sim::design::{Design, Outcome, Report};

use crate::support::{replicate, run, seed};

/// Two services behind each other; the second turns calls away where it is full.
fn chain(first: u32, second: u32, load: &str) -> String {
    format!(
        "[[component]]\nname = \"ranker\"\nkind = \"service\"\ninstances = {first}\nconcurrency = 1\n\
         service = {{ distribution = \"exponential\", mean = \"10ms\" }}\n\
         [[component]]\nname = \"store\"\nkind = \"service\"\ninstances = {second}\nconcurrency = 1\n\
         service = {{ distribution = \"exponential\", mean = \"10ms\" }}\nqueue = {{ limit = 3 }}\n\
         [[link]]\nfrom = \"ranker\"\nto = \"store\"\n\
         [load]\nentry = \"ranker\"\nwarm_up = \"5s\"\nduration = \"64s\"\n{load}\n"
    )
}

fn broke(name: &str, text: &str) -> Vec<(&'static str, f64, String)> {
    let report = run(name, text, 4);
    let all = report.broke.into_iter();
    all.map(|b| (b.figure, b.from_s, b.text)).collect()
}

#[test]
fn a_fault_is_named_with_what_stood_out() {
    let load = "rate = \"500/s\"\n[[fault]]\nat = \"20s\"\nfor = \"10s\"\nkind = \"crash\"\n\
                component = \"ranker\"\nfraction = 0.6\n[objectives]\np99 = \"<= 500ms\"\n\
                error_rate = \"<= 50%\"\n";
    let text = chain(10, 20, load);
    let found = broke("a_fault_is_named", &text);
    let [(figure, from, text)] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(*figure, "p99");
    // The queues grow from 20 s on; a wait of half a second takes a little more than that.
    assert!((20.0..=22.0).contains(from), "{from}");
    // Of all its places, those that are down are not taken: what is left is not called full.
    let said = format!("From {from} s on: 60% of ranker is down from 20 s to 30 s.");
    assert_eq!(*text, said);
}

#[test]
fn what_turns_calls_away_is_named() {
    let load = "rate = \"500/s\"\n[objectives]\nerror_rate = \"<= 1%\"\n";
    let found = broke("turns_away", &chain(20, 3, load));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0, found[0].1), ("error_rate", 0.0));
    let text = &found[0].2;
    assert!(
        text.starts_with("From the start: store turned away 4"),
        "{text}"
    );
}

#[test]
fn a_surge_is_named() {
    let load = "rate = \"300/s\"\n[[fault]]\nat = \"10s\"\nfor = \"20s\"\nkind = \"surge\"\ntimes = 3\n\
                [objectives]\np99 = \"<= 1s\"\n";
    let found = broke("a_surge", &chain(4, 5, load));
    let text = &found[0].2;
    assert!(
        text.contains("3 times as many requests come from 10 s to 30 s"),
        "{text}"
    );
    assert!(text.contains("store turned away"), "{text}");
}

#[test]
fn nothing_that_stands_out_is_said_so() {
    let load = "rate = \"50/s\"\n[objectives]\nmean = \"<= 1ms\"\ngoodput = \">= 1%\"\n";
    let found = broke("nothing_stands_out", &chain(10, 10, load));
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].2,
        "From the start: nothing broke, no component turned calls away, and none was more than 85% \
         full."
    );
}

#[test]
fn one_slice_beyond_is_no_break_where_two_follow_later() {
    // A short stall at 10 s, a long one at 30 s: the second is the first that lasts.
    let load = "rate = \"100/s\"\n[[fault]]\nat = \"10s\"\nfor = \"100ms\"\nkind = \"slow\"\n\
                component = \"ranker\"\ntimes = 30\n\
                [[fault]]\nat = \"30s\"\nfor = \"5s\"\nkind = \"slow\"\ncomponent = \"ranker\"\n\
                times = 30\n[objectives]\nmean = \"<= 40ms\"\n";
    let found = broke("one_slice", &chain(20, 20, load));
    assert_eq!((found[0].0, found[0].1), ("mean", 30.0), "{found:?}");
}

#[test]
fn what_is_tried_is_added() {
    let design = Design::parse(&chain(10, 10, "rate = \"100/s\"\n"), None).unwrap();
    let tried = |faults: &str, load: f64| {
        let mut design = design.clone();
        design.add_faults(faults).unwrap();
        design.scale_load(load);
        let replication = replicate(&design, seed("what_is_tried_is_added"), 0);
        Report::new(&design, &[replication])
    };
    let same = tried("", 1.0);
    let plain = Report::new(
        &design,
        &[replicate(&design, seed("what_is_tried_is_added"), 0)],
    );
    assert_eq!(same.result_hash, plain.result_hash);
    let came = |report: &Report| report.throughput_rps.value.unwrap();
    assert!((came(&tried("", 3.0)) / came(&same) - 3.0).abs() < 0.2);
    let outage =
        "[[fault]]\nat = \"0s\"\nfor = \"32s\"\nkind = \"outage\"\ncomponent = \"store\"\n";
    let broken = tried(outage, 1.0);
    assert!((broken.error_rate.value.unwrap() - 0.5).abs() < 0.05);
    assert_eq!(broken.objectives.values().next(), None::<&Outcome>);

    let mut other = design.clone();
    let unknown = outage.replace("store", "shop");
    let problems = other.add_faults(&format!("{outage}{unknown}")).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].line, Some(10));
    assert_eq!(other, design, "nothing was added");
    let many = outage.repeat(1001);
    assert!(other.add_faults(&many).is_err());
}
