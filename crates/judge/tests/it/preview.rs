//! Previews of designs, what is tried on top of them, and what runs tell while they run.

use std::{
    cell::{Cell, RefCell},
    time::{Duration, Instant},
};

use onsite_domain::{
    answer::Answer,
    design::DesignQuestion,
    design_run::{CallEnd, Preview},
    judgement::Detail,
    question::Body,
    simulated::Met,
};
use onsite_judge::{Error, Tried};
use onsite_sandbox::Cancel;

use crate::{
    design::{asked, design},
    support::{ALL, Trials, judge, question},
};

pub const TRIALS: Trials = &[
    (
        "a_fault_by_hand_makes_it_miss",
        a_fault_by_hand_makes_it_miss,
    ),
    ("more_load_makes_it_miss", more_load_makes_it_miss),
    (
        "what_there_is_several_of_stands_in_tables",
        what_there_is_several_of_stands_in_tables,
    ),
    ("what_cannot_be_tried", what_cannot_be_tried),
    ("hostile_designs_are_cut", hostile_designs_are_cut),
    ("runs_tell_how_far_they_are", runs_tell_how_far_they_are),
    ("cancelled_within_a_second", cancelled_within_a_second),
];

fn tried(scenario: &str, faults: &str, load: f64) -> Tried {
    Tried {
        scenario: scenario.to_owned(),
        faults: faults.to_owned(),
        load,
    }
}

fn preview(text: &str, tried: &Tried) -> Result<Preview, Error> {
    preview_of(asked(), text, tried)
}

fn preview_of(asked: DesignQuestion, text: &str, tried: &Tried) -> Result<Preview, Error> {
    let question = question(Body::Design(asked));
    let answer = Answer::Design {
        text: text.to_owned(),
    };
    judge().preview(&question, &answer, tried, 3, &Cancel::new())
}

fn met(preview: &Preview, figure: &str) -> Met {
    let mut all = preview.objectives.iter();
    let found = all.find(|weighed| weighed.objective.figure == figure);
    found.unwrap_or_else(|| panic!("{figure}")).met
}

fn a_fault_by_hand_makes_it_miss() {
    let crash = "[[fault]]\nkind = \"crash\"\nat = \"25s\"\nfor = \"10s\"\n\
                 component = \"work\"\nfraction = 0.5\n";
    let fine = preview(&design(10, ""), &tried("crash", "", 1.0)).expect("a preview");
    assert_eq!(met(&fine, "crash/goodput"), Met::Meets);
    assert_eq!(fine.run.broke, []);
    assert_eq!(fine.run.faults.len(), 1, "that of the scenario");

    let broken = preview(&design(6, ""), &tried("crash", crash, 1.0)).expect("a preview");
    assert_eq!(met(&broken, "crash/goodput"), Met::Misses);
    assert_eq!(
        broken.run.faults[1].text,
        "50% of work is down from 25 s to 35 s"
    );
    assert_eq!(broken.run.replications, 1);
    let broke = &broken.run.broke[0];
    assert_eq!(broke.title, "Answered in time");
    assert!(
        broke.text.contains("50% of work is down from 10 s to 20 s"),
        "{}",
        broke.text
    );
    assert!((10.0..11.0).contains(&broke.from_s), "{}", broke.text);

    let mended = preview(&design(10, ""), &tried("crash", crash, 1.0)).expect("a preview");
    assert_eq!(met(&mended, "crash/goodput"), Met::Meets);

    // The same again is the same, and a slow request's calls are the design's.
    let again = preview(&design(10, ""), &tried("crash", crash, 1.0)).expect("a preview");
    assert_eq!(again.run, mended.run);
    let slow = again.run.slow_request.expect("a slow request");
    let names: Vec<&str> = slow
        .calls
        .iter()
        .map(|call| call.component.as_str())
        .collect();
    assert_eq!(names, ["in", "work"]);
    assert!(
        slow.calls
            .iter()
            .all(|call| call.critical && call.end == CallEnd::Answered)
    );
    assert!((slow.calls[0].ended_ms - slow.latency_ms).abs() < 1e-9);
}

fn more_load_makes_it_miss() {
    let usual = preview(&design(10, ""), &tried("usual", "", 1.0)).expect("a preview");
    assert_eq!(met(&usual, "usual/p99"), Met::Meets);
    assert_eq!(met(&usual, "recall"), Met::Meets);
    let loaded = preview(&design(10, ""), &tried("usual", "", 3.0)).expect("a preview");
    assert_eq!(met(&loaded, "usual/p99"), Met::Misses);
    let text = &loaded.run.broke[0].text;
    assert!(
        text.starts_with("From the start: work turned away "),
        "{text}"
    );
    let all: u64 = loaded.run.histogram.iter().map(|bin| bin.count).sum();
    let first = usual.run.histogram.iter().map(|bin| bin.count).sum::<u64>();
    assert!(all > 2 * first, "{all} and {first}");
}

const SPOOL_AND_JOB: &str = "[[part]]\nname = \"spool\"\ntitle = \"Spool\"\nabout = \"Hands on.\"\n\
    kind = \"queue\"\nservice = \"1ms\"\n\
    [[part]]\nname = \"night\"\ntitle = \"Night\"\nabout = \"Counts.\"\n\
    kind = \"batch_job\"\nservice = \"1ms\"\nconcurrency = 4\n\
    job = { every = \"5s\", calls = 400 }\n";
const SPOOLED: &str = "[[component]]\nname = \"spool\"\npart = \"spool\"\n\
    [[component]]\nname = \"night\"\npart = \"night\"\n\
    [[link]]\nfrom = \"in\"\nto = \"spool\"\n\
    [[link]]\nfrom = \"spool\"\nto = \"work\"\nin_flight = 8\n";

fn what_there_is_several_of_stands_in_tables() {
    let plain = preview(&design(10, ""), &tried("usual", "", 1.0)).expect("a preview");
    let titles = |preview: &Preview| -> Vec<String> {
        let tables = preview.run.tables.iter();
        tables.map(|table| table.title.clone()).collect()
    };
    assert_eq!(titles(&plain), ["More of each component"]);

    let mut more = asked();
    more.parts = more.parts.map(|parts| format!("{parts}{SPOOL_AND_JOB}"));
    let text = format!("{}{SPOOLED}", design(20, ""));
    let found = preview_of(more, &text, &tried("usual", "", 1.0)).expect("a preview");
    assert_eq!(
        titles(&found),
        ["More of each component", "Messages", "Batch jobs"]
    );
    let value = |table: usize, row: usize, name: &str| {
        let figures = &found.run.tables[table].rows[row].figures;
        let figure = figures.iter().find(|figure| figure.name == name);
        figure
            .unwrap_or_else(|| panic!("{name}: {figures:?}"))
            .value
    };
    assert_eq!(found.run.tables[1].rows.len(), 1, "the one link alone");
    assert_eq!(found.run.tables[1].rows[0].name, "spool → work");
    // Every request is handed on once, and none is given up.
    assert!((value(1, 0, "throughput") - 400.0).abs() < 30.0);
    assert!(
        value(1, 0, "lag_mean") > 10.0,
        "its work alone takes so long"
    );
    assert!(value(1, 0, "lost_messages").abs() < 1e-9);
    assert_eq!(found.run.tables[2].rows[0].name, "night");
    // 400 calls of 1 ms, four at once.
    let time = value(2, 0, "time");
    assert!((0.095..0.11).contains(&time), "{time} s");
    // It begins every five seconds, so that what it worked on is 2.5 s older on average.
    let age = value(2, 0, "age");
    assert!((2.3..3.2).contains(&age), "{age} s");
    // The run's own figures hold all that there are, those of messages among them.
    assert!(found.run.figures.iter().any(|one| one.name == "lag_p99"));
    assert!(!plain.run.figures.iter().any(|one| one.name == "lag_p99"));
}

fn what_cannot_be_tried() {
    let fault = |rest: &str| format!("[[fault]]\nat = \"1s\"\n{rest}\n");
    for (tried, words) in [
        (tried("night", "", 1.0), "no scenario “night”"),
        (tried("usual", "", 0.0), "0 times the load"),
        (tried("usual", "", f64::NAN), "NaN times the load"),
        (tried("usual", "[[fault", 1.0), "unclosed"),
        (tried("usual", "[load]\nrate = \"1/s\"\n", 1.0), "load"),
        (
            tried(
                "usual",
                &fault("for = \"1s\"\nkind = \"outage\"\ncomponent = \"worker\""),
                1.0,
            ),
            "no component \"worker\"",
        ),
        (
            tried(
                "usual",
                &fault("kind = \"flush\"\ncomponent = \"work\""),
                1.0,
            ),
            "keeps nothing",
        ),
        (
            tried(
                "usual",
                &fault("for = \"1s\"\nkind = \"partition\"\ncomponent = \"in\"\nother = \"work\""),
                1.0,
            ),
            "has no timeout",
        ),
    ] {
        match preview(&design(10, ""), &tried) {
            Err(Error::NotTried { message }) => assert!(message.contains(words), "{message}"),
            other => panic!("{tried:?}: {other:?}"),
        }
    }
    let unread = preview("[[component", &tried("usual", "", 1.0));
    assert!(
        matches!(unread, Err(Error::DoesNotRead { .. })),
        "{unread:?}"
    );
    let number = Answer::Numeric {
        text: "1".to_owned(),
    };
    let question = question(Body::Design(asked()));
    let refused = judge().preview(
        &question,
        &number,
        &tried("usual", "", 1.0),
        3,
        &Cancel::new(),
    );
    assert!(
        matches!(refused, Err(Error::NotTried { .. })),
        "{refused:?}"
    );
}

fn hostile_designs_are_cut() {
    let storm = design(1, "fan_out = 10000\nretries = 100\ntimeout = \"1ms\"\n");
    let began = Instant::now();
    let cut = preview(&storm, &tried("usual", "", 10.0)).expect("a preview");
    assert!(cut.run.cut);
    assert!(
        cut.objectives
            .iter()
            .all(|weighed| weighed.met == Met::Undecided)
    );
    assert!(
        began.elapsed() < Duration::from_secs(20),
        "{:?}",
        began.elapsed()
    );
}

fn runs_tell_how_far_they_are() {
    let question = question(Body::Design(asked()));
    let answer = Answer::Design {
        text: design(10, ""),
    };
    let told = RefCell::new(Vec::new());
    let tell = |progress: onsite_domain::job::Progress| told.borrow_mut().push(progress);
    let judged = judge().judge(&question, &answer, &ALL, &tell, &Cancel::new());
    let Detail::Design(detail) = judged.expect("a judgement").detail else {
        panic!("no design")
    };
    assert!(detail.runs.iter().all(|run| run.slow_request.is_some()));
    let told = told.into_inner();
    assert!(told.is_sorted_by_key(|progress| progress.done));
    assert!(
        told.iter()
            .all(|progress| progress.done <= 100 && progress.total == 100)
    );
    let stage = |stage: &str| told.iter().any(|progress| progress.stage == stage);
    assert!(stage("The usual load, replication 1 of 4"), "{told:?}");
    assert!(stage("The crash load, replication 4 of 4"), "{told:?}");
}

fn cancelled_within_a_second() {
    let mut asked = asked();
    for scenario in &mut asked.scenarios {
        scenario.text = scenario.text.replace("40s", "100000s");
    }
    let question = question(Body::Design(asked));
    let answer = Answer::Design {
        text: design(10, ""),
    };
    let (cancel, at) = (Cancel::new(), Cell::new(None));
    let tell = |progress: onsite_domain::job::Progress| {
        if progress.done > 0 && at.get().is_none() {
            at.set(Some(Instant::now()));
            cancel.cancel();
        }
    };
    let ended = judge().judge(&question, &answer, &ALL, &tell, &cancel);
    assert!(matches!(ended, Err(Error::Cancelled)), "{ended:?}");
    let took = at.get().expect("it had begun").elapsed();
    assert!(took < Duration::from_secs(1), "{took:?}");
}
