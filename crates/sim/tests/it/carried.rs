//! What requests carry: items through stages, decisions by scores, and what nobody knows yet, held
//! to closed forms.

use std::{fmt::Write as _, ops::Range};

use onsite_sim::design::{Design, Most, Parts, Passes};

use crate::support::{assert_holds, run, run_design};

const REPLICATIONS: u64 = 40;

/// Probability that a standard normal is above x.
fn above(x: f64) -> f64 {
    0.5 * libm::erfc(x * std::f64::consts::FRAC_1_SQRT_2)
}

/// A front that asks others in turn, at a hundred requests a second for thirty seconds.
fn chain(stages: &[(&str, &str)], load: &str) -> String {
    let mut text = format!(
        "[[component]]\nname = \"front\"\nkind = \"load_balancer\"\n\n\
         [load]\nentry = \"front\"\nrate = \"100/s\"\nwarm_up = \"1s\"\nduration = \"30s\"\n{load}\n"
    );
    for (at, (component, link)) in stages.iter().enumerate() {
        let _ = write!(
            text,
            "\n[[component]]\nname = \"s{at}\"\nkind = \"model\"\nconcurrency = \"unlimited\"\n{component}\n\
             \n[[link]]\nfrom = \"front\"\nto = \"s{at}\"\nstep = {}\n{link}\n",
            at + 1
        );
    }
    text
}

const SCORER: &str = "service = \"1ms\"\nstage = { auc = 0.9, threshold = 1.2 }";
/// The distance of the scores' means at an area of 0.9: √2 · 1.2815515655446.
const APART: f64 = 1.812_387_604_873_65;

#[test]
fn a_score_decides_as_its_curve_says() {
    let load = "items = { count = 1, positives = 0.05 }";
    let report = run("one score", &chain(&[(SCORER, "")], load), REPLICATIONS);
    let (found, false_alarms) = (above(1.2 - APART), above(1.2));
    let flagged = 0.05 * found + 0.95 * false_alarms;
    assert_holds("recall", found, report.recall.unwrap());
    assert_holds("flagged", flagged, report.flagged.unwrap());
    // Bayes.
    assert_holds(
        "precision",
        0.05 * found / flagged,
        report.precision.unwrap(),
    );
    let stage = report.components["s0"].stage.as_ref().unwrap();
    assert_eq!(stage.items_in.value, Some(1.0));
    assert_holds("items out", flagged, stage.items_out);
}

#[test]
fn passes_multiply_and_the_second_sees_what_the_first_passed() {
    let first = "service = \"1ms\"\nstage = { recall = 0.9, false_positive_rate = 0.2 }";
    let load = "items = { count = 1, positives = 0.1 }";
    let stages = [(first, ""), (SCORER, "when = \"passed\"")];
    let report = run("two passes", &chain(&stages, load), REPLICATIONS);
    let (found, false_alarms) = (0.9 * above(1.2 - APART), 0.2 * above(1.2));
    assert_holds("recall", found, report.recall.unwrap());
    let flagged = 0.1 * found + 0.9 * false_alarms;
    assert_holds(
        "precision",
        0.1 * found / flagged,
        report.precision.unwrap(),
    );
    let open = 0.1 * 0.9 + 0.9 * 0.2;
    assert_holds(
        "second pass",
        open,
        report.components["s1"].calls_per_answer,
    );
    let second = report.components["s1"].stage.as_ref().unwrap();
    assert_holds("recall of the second", above(1.2 - APART), second.recall);
}

/// A scorer that fades by half in ten seconds, and the job that trains it.
fn fading(service: &str) -> String {
    let stage = "service = \"1ms\"\nstage = { auc = 0.9, threshold = 1.2, \
                 fades = { half = \"10s\", trained_by = \"train\" } }";
    let design = chain(&[(stage, "")], "items = { count = 4, positives = 0.25 }");
    format!(
        "{design}\n[[component]]\nname = \"train\"\nkind = \"batch_job\"\n\
         service = \"{service}\"\nconcurrency = 1\njob = {{ every = \"10s\", calls = 1 }}\n"
    )
}

/// The mean recall while a model goes through these of its steps, in each for as long.
fn faded(steps: Range<u32>) -> f64 {
    let many = f64::from(steps.end - steps.start);
    let of = |step| above(1.2 - APART * 0.5_f64.powf(f64::from(step) / 64.0));
    steps.map(of).sum::<f64>() / many
}

#[test]
fn a_model_fades_until_the_next_is_there() {
    let trained = run("trained anew", &fading("1us"), REPLICATIONS);
    assert_holds("recall", faded(0..64), trained.recall.unwrap());
    // What is there was begun five seconds ago, on average.
    let age = trained.components["train"].job.as_ref().unwrap().age_s;
    assert!((age.value.unwrap() - 5.0).abs() < 0.01, "{age:?}");
    // What fails brings nothing: two of three jobs come while the trainer is down.
    let down =
        "\n[[fault]]\nat = \"5s\"\nfor = \"20s\"\nkind = \"outage\"\ncomponent = \"train\"\n";
    let once = run("trained once", &(fading("1us") + down), REPLICATIONS);
    assert_holds("recall", faded(0..192), once.recall.unwrap());
    let never = run("never trained", &fading("1h"), REPLICATIONS);
    assert_holds("recall", faded(0..192), never.recall.unwrap());
}

#[test]
fn a_trainer_that_needs_longer_than_its_period_brings_each_model_late() {
    // Two at a time, 15 s each, every 10 s: what is there is 15 to 25 s old once the first has ended.
    let late = fading("15s").replace("concurrency = 1\n", "concurrency = 2\n");
    let late = run("late", &late, REPLICATIONS);
    let job = late.components["train"].job.as_ref().unwrap();
    assert!((job.time_s.value.unwrap() - 15.0).abs() < 1e-6, "{job:?}");
    // For half of the run it is as old as the run, then 15 to 25 s, and 15 to 20 s.
    let expected = (96.0 * faded(0..96) + 64.0 * faded(96..160) + 32.0 * faded(96..128)) / 192.0;
    assert_holds("recall", expected, late.recall.unwrap());
    // One at a time, 12.5 s each: the second waits, and brings a model that is 15 s old.
    let later = run("later", &fading("12500ms"), REPLICATIONS);
    let expected = (160.0 * faded(0..160) + 32.0 * faded(96..128)) / 192.0;
    assert_holds("recall", expected, later.recall.unwrap());
}

#[test]
fn an_answer_that_takes_no_trainer_has_a_model_that_fades() {
    let part = |name: &str, kind: &str, rest: &str| {
        format!(
            "[[part]]\nname = \"{name}\"\ntitle = \"{name}\"\nabout = \"It.\"\nkind = \"{kind}\"\n{rest}\n\n"
        )
    };
    let parts = [
        part("front", "load_balancer", "entry = true"),
        part(
            "ranker",
            "model",
            "service = \"1ms\"\nconcurrency = \"unlimited\"\n\
              stage = { auc = 0.9, threshold = 1.2, fades = { half = \"10s\", trained_by = \"nightly\" } }",
        ),
        part(
            "nightly",
            "batch_job",
            "service = \"1us\"\njob = { every = \"10s\", calls = 1 }",
        ),
    ];
    let parts = Parts::parse(&parts.concat()).unwrap();
    let scenario = "[load]\nentry = \"front\"\nrate = \"100/s\"\nwarm_up = \"1s\"\nduration = \"30s\"\n\
                    items = { count = 4, positives = 0.25 }\n";
    let answer = "[[component]]\nname = \"f\"\npart = \"front\"\n\n\
                  [[component]]\nname = \"r\"\npart = \"ranker\"\n\n\
                  [[link]]\nfrom = \"f\"\nto = \"r\"\n\n";
    let trainer = "[[component]]\nname = \"t\"\npart = \"nightly\"\n";
    for (text, steps) in [
        (answer.to_owned(), 0..192),
        (format!("{answer}{trainer}"), 0..64),
    ] {
        let design = Design::parse_in(&text, &parts, scenario).unwrap();
        let report = run_design("an answer", &design, REPLICATIONS);
        assert_holds("recall", faded(steps), report.recall.unwrap());
        // A run in which the model grows old is not cut into sections that differ by that.
        let few = run_design("few replications", &design, 4).recall.unwrap();
        assert!(few.high.unwrap() - few.low.unwrap() < 0.1, "{few:?}");
    }
}

#[test]
fn says_what_cannot_fade_or_train() {
    let whole = fading("1us");
    for (from, to, expected) in [
        (
            "trained_by = \"train\"",
            "trained_by = \"front\"",
            "\"front\" is no batch job",
        ),
        (
            "trained_by = \"train\"",
            "trained_by = \"it\"",
            "\"it\" is no batch job",
        ),
        ("half = \"10s\"", "half = \"0s\"", "fades half"),
        (
            "auc = 0.9, threshold = 1.2",
            "recall = 0.9, share = 0.5",
            "has no auc",
        ),
    ] {
        let problems = Design::parse(&whole.replace(from, to), None).unwrap_err();
        assert!(problems[0].message.contains(expected), "{problems:?}");
        assert_eq!(problems[0].line, Some(17), "{problems:?}");
    }
}

#[test]
fn items_go_through_stages_and_each_takes_its_time() {
    // 10,000 items, a hundredth of them worth it: 1,000 from an index, of which half go on by
    // chance, and the best 50 of these.
    let index = "service = \"1ms\"\nstage = { recall = 0.8, most = 1000 }";
    let filter = "service = \"0ms\"\nstage = { recall = 0.5, false_positive_rate = 0.5 }";
    let ranker = "service = \"2ms\"\nstage = { auc = 0.9, most = 50, each = \"10us\" }";
    let load = "items = { count = 10000, positives = 0.01 }";
    let stages = [(index, ""), (filter, ""), (ranker, "")];
    let report = run("funnel", &chain(&stages, load), REPLICATIONS);
    let stage = |name: &str| report.components[name].stage.as_ref().unwrap();
    assert_eq!(stage("s0").items_in.value, Some(10_000.0));
    assert_eq!(stage("s0").items_out.value, Some(1000.0));
    assert_holds("found", 0.8, stage("s0").recall);
    assert_holds("halved", 500.0, stage("s1").items_out);
    assert_eq!(stage("s2").items_out.value, Some(50.0));
    // Half of 80 positives are among the 500: the threshold at which 50 pass.
    let passed = |t: f64| 40.0 * above(t - APART) + 460.0 * above(t);
    let (mut low, mut high) = (0.0, 4.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if passed(middle) > 50.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    // The curve bends: the mean over how many come differs a little from that at their mean.
    let recalled = stage("s2").recall.value.unwrap();
    assert!(
        (recalled - above(low - APART)).abs() < 0.01,
        "recalled {recalled}"
    );
    let product = 0.8 * 0.5 * recalled;
    assert!((report.recall.unwrap().value.unwrap() - product).abs() < 0.002);
    assert_holds("time", 1.0 + 2.0 + 500.0 * 0.01, report.latency_ms.mean);
}

#[test]
fn what_does_not_answer_in_time_leaves_or_drops_its_items() {
    // Two calls in ten are too slow.
    let slow = "service = { distribution = \"bimodal\", fast = \"1ms\", slow = \"50ms\", share = 0.2 }\n\
                stage = { recall = 0.9, false_positive_rate = 0.1 }";
    let load = "items = { count = 1, positives = 0.1 }";
    let link = "optional = true\ntimeout = \"10ms\"";
    let passed = run("passed on", &chain(&[(slow, link)], load), REPLICATIONS);
    assert_holds("recall", 0.8 * 0.9 + 0.2, passed.recall.unwrap());
    assert_holds(
        "flagged",
        0.2 + 0.8 * (0.1 * 0.9 + 0.9 * 0.1),
        passed.flagged.unwrap(),
    );
    let link = "optional = true\ntimeout = \"10ms\"\nunanswered = \"drop\"";
    let dropped = run("dropped", &chain(&[(slow, link)], load), REPLICATIONS);
    assert_holds("recall", 0.8 * 0.9, dropped.recall.unwrap());
    assert_holds("precision", 0.5, dropped.precision.unwrap());
    // A request that fails finds nothing.
    let failed = run(
        "failed",
        &chain(&[(slow, "timeout = \"10ms\"")], load),
        REPLICATIONS,
    );
    assert_holds("recall", 0.8 * 0.9, failed.recall.unwrap());
    assert_holds("errors", 0.2, failed.error_rate);
}

#[test]
fn what_is_new_is_known_once_it_is_old_enough() {
    // Ages are exponential with mean 10 h; a store that is filled once a day knows nothing younger
    // than something between 1 h and 25 h.
    let daily = "service = \"1ms\"\n\
                 knows_after = { distribution = \"uniform\", low = \"1h\", high = \"25h\" }";
    let load = "ages = { distribution = \"exponential\", mean = \"10h\" }";
    let alone = run("daily", &chain(&[(daily, "")], load), REPLICATIONS);
    let cold = 1.0 - 10.0 / 24.0 * ((-0.1_f64).exp() - (-2.5_f64).exp());
    assert_holds("cold", cold, alone.cold_share.unwrap());
    assert_holds(
        "cold at the store",
        cold,
        alone.components["s0"].cold_share.unwrap(),
    );
    // Asked where the daily store does not know: 30 minutes suffice.
    let stream = "service = \"2ms\"\nknows_after = \"30min\"";
    let stages = [(daily, ""), (stream, "when = \"cold\"")];
    let both = run("both", &chain(&stages, load), REPLICATIONS);
    assert_holds("asked", cold, both.components["s1"].calls_per_answer);
    assert_holds("cold", 1.0 - (-0.05_f64).exp(), both.cold_share.unwrap());
    // What does not answer knows nothing.
    let late = "optional = true\ntimeout = \"1ms\"";
    let unanswered = run("late", &chain(&[(stream, late)], load), REPLICATIONS);
    assert_eq!(unanswered.cold_share.unwrap().value, Some(1.0));
}

#[test]
fn chance_of_one_stage_does_not_stir_another() {
    let load = "items = { count = 1, positives = 0.1 }";
    let other = SCORER.replace("1.2", "0.3");
    let one = run("apart", &chain(&[(SCORER, ""), (SCORER, "")], load), 1);
    let two = run(
        "apart",
        &chain(&[(SCORER, ""), (other.as_str(), "")], load),
        1,
    );
    assert_eq!(one.latency_ms.mean.value, two.latency_ms.mean.value);
    let out = |report: &onsite_sim::design::Report| {
        report.components["s0"]
            .stage
            .as_ref()
            .unwrap()
            .items_out
            .value
    };
    assert_eq!(out(&one), out(&two));
    assert_ne!(one.result_hash, two.result_hash);
}

#[test]
fn says_where_what_is_carried_is_wrong() {
    let refused = |stages: &[(&str, &str)], load: &str, expected: &str, line: u32| {
        let problems = Design::parse(&chain(stages, load), None).unwrap_err();
        let found = problems
            .iter()
            .find(|problem| problem.message.contains(expected));
        let found = found.unwrap_or_else(|| panic!("{expected}: {problems:?}"));
        assert_eq!(found.line, Some(line), "{problems:?}");
    };
    let items = "items = { count = 1, positives = 0.1 }";
    refused(
        &[(SCORER, "")],
        "",
        "s0\": stage, and requests have no items",
        12,
    );
    refused(
        &[("service = \"1ms\"\nknows_after = \"1h\"", "")],
        items,
        "requests have no ages",
        12,
    );
    refused(
        &[(SCORER, "when = \"cold\"")],
        items,
        "no request carries",
        19,
    );
    refused(
        &[(SCORER, "fan_out = 2")],
        items,
        "work on the same items",
        19,
    );
    refused(
        &[(SCORER, "unanswered = \"drop\"")],
        items,
        "the caller fails",
        23,
    );
    refused(
        &[(
            "service = \"1ms\"",
            "optional = true\nunanswered = \"drop\"",
        )],
        items,
        "no stage is behind it",
        18,
    );
    let both = "service = \"1ms\"\nstage = { auc = 0.9 }";
    refused(&[(both, "")], items, "does not say which items pass", 17);
    let flat = "service = \"1ms\"\nstage = { auc = 0.3, threshold = 1.0 }";
    refused(&[(flat, "")], items, "stage auc is 0.3", 17);
    refused(
        &[(SCORER, "")],
        "items = { count = 0, positives = 0.1 }",
        "items count is 0",
        10,
    );
    let objective =
        "items = { count = 1, positives = 0.1 }\n\n[objectives]\ncold_share = \"<= 5%\"";
    refused(
        &[(SCORER, "")],
        objective,
        "cold_share: requests have no ages",
        13,
    );
}

#[test]
fn says_which_stages_stand_in_one_step() {
    let items = "items = { count = 1, positives = 0.1 }";
    let beside = format!(
        "{}\n[[link]]\nfrom = \"front\"\nto = \"s1\"\nstep = 1\n",
        chain(&[(SCORER, ""), (SCORER, "")], items)
    );
    let problems = Design::parse(&beside, None).unwrap_err();
    assert!(problems[0].message.contains("in this step"), "{problems:?}");
}

#[test]
fn an_answer_chooses_where_a_part_cuts_and_no_more() {
    let parts = "network = \"1ms\"\n\n[[part]]\nname = \"front\"\ntitle = \"Front\"\nabout = \"Front.\"\n\
                 kind = \"load_balancer\"\nentry = true\n";
    let part = |name: &str, stage: &str| {
        format!(
            "\n[[part]]\nname = \"{name}\"\ntitle = \"{name}\"\nabout = \"It.\"\nkind = \"model\"\n\
             service = \"1ms\"\n{stage}\n"
        )
    };
    let parts = format!(
        "{parts}{}{}{}",
        part("scorer", "stage = { auc = 0.9, threshold = 1.0 }"),
        part("ranker", "stage = { auc = 0.9, most = 100 }"),
        part("plain", "")
    );
    let parts = Parts::parse(&parts).unwrap();
    let scenario = "[load]\nentry = \"front\"\nrate = \"10/s\"\nduration = \"1s\"\n\
                    items = { count = 1, positives = 0.5 }\n";
    let answer = |part: &str, stage: &str| {
        let text = format!(
            "[[component]]\nname = \"front\"\npart = \"front\"\n\n\
             [[component]]\nname = \"it\"\npart = \"{part}\"\n{stage}\n\n\
             [[link]]\nfrom = \"front\"\nto = \"it\"\noptional = true\n"
        );
        Design::parse_in(&text, &parts, scenario)
    };
    let passes = |part: &str, stage: &str| {
        let design = answer(part, stage).unwrap();
        design.components[1].stage.unwrap().passes
    };
    assert!(matches!(
        passes("scorer", ""),
        Passes::Above { threshold: 1.0, .. }
    ));
    let lower = passes("scorer", "stage = { threshold = 0.5 }");
    assert!(matches!(lower, Passes::Above { threshold: 0.5, .. }));
    let fewer = passes("ranker", "stage = { most = 80 }");
    assert!(matches!(
        fewer,
        Passes::Best {
            most: Most::Count(80),
            ..
        }
    ));
    for (part, stage, expected) in [
        (
            "scorer",
            "stage = { auc = 0.99 }",
            "auc is the question's to say",
        ),
        (
            "scorer",
            "stage = { most = 3 }",
            "\"scorer\" has a threshold",
        ),
        ("ranker", "stage = { most = 101 }", "passes 100 at most"),
        ("ranker", "stage = { share = 0.1 }", "passes a number"),
        ("plain", "stage = { most = 1 }", "does nothing with items"),
        ("plain", "", "nothing gets along without"),
    ] {
        let problems = answer(part, stage).unwrap_err();
        assert!(problems[0].message.contains(expected), "{problems:?}");
    }
}
