//! Files of worlds that drift: what is refused, with its line, and the same every time.

use onsite_sim::daily::{Counts, Daily};

const GOOD: &str = "\
[drift]
duration = \"200d\"
warm_up = \"60d\"
decisions = 1000
base_rate = 0.2
separation = 2.0
label_delay = \"14d\"
false_negative_cost = \"$3\"
false_positive_cost = \"$1\"
training_cost = \"$100\"
[[shift]]
kind = \"prior\"
by = 1.0
at = \"100d\"
[[monitor]]
kind = \"stability\"
window = \"7d\"
threshold = 0.1
[training]
window = \"30d\"
half_life = \"10d\"
on_alarm = true
[objectives]
bad_days = \"<= 50%\"
";

#[test]
fn every_bad_value_is_said_with_its_line() {
    assert!(Daily::parse(GOOD, None).is_ok());
    for (good, bad, line, said) in [
        ("\"200d\"", "\"200\"", 2, "duration"),
        ("\"60d\"", "\"14d\"", 1, "labels take 14"),
        ("decisions = 1000", "decisions = 0", 4, "decisions"),
        ("base_rate = 0.2", "base_rate = 1.2", 5, "base_rate"),
        ("separation = 2.0", "separation = nan", 6, "separation"),
        ("\"$3\"", "\"3 pounds\"", 8, "false_negative_cost"),
        ("\"prior\"", "\"mood\"", 12, "kind"),
        ("by = 1.0", "by = 100.0", 13, "by"),
        ("at = \"100d\"", "over = \"100d\"", 11, "no course"),
        (
            "at = \"100d\"",
            "at = \"100d\"\nuntil = \"50d\"",
            11,
            "before it begins",
        ),
        (
            "window = \"7d\"",
            "allowance = 0.5",
            15,
            "stability index takes",
        ),
        ("\"stability\"", "\"cusum\"", 15, "cusum takes"),
        (
            "\"stability\"",
            "\"page_hinkley\"",
            15,
            "page_hinkley takes",
        ),
        ("threshold = 0.1", "threshold = -0.1", 18, "threshold"),
        (
            "threshold = 0.1",
            "threshold = 0.1\nthen = \"panic\"",
            19,
            "then",
        ),
        ("\"prior\"\nby = 1.0", "\"broken\"\nby = 1.5", 13, "by"),
        ("\"30d\"", "\"0d\"", 20, "window"),
        ("half_life", "halving", 21, "halving"),
        ("bad_days", "fill_rate", 24, "fill_rate"),
        ("\"<= 50%\"", "\"50%\"", 24, "begin with"),
    ] {
        let text = GOOD.replacen(good, bad, 1);
        let found = Daily::parse(&text, None).expect_err(bad);
        let told = found
            .iter()
            .any(|p| p.line == Some(line) && p.message.contains(said));
        assert!(told, "{bad}: {found:?}");
    }
    let (world, _) = GOOD.split_once("[training]").unwrap();
    let found = Daily::parse(world, None).unwrap_err();
    assert!(found[0].message.contains("[training]"), "{found:?}");
}

#[test]
fn the_same_seed_gives_the_same() {
    let daily = Daily::parse(GOOD, None).unwrap();
    let run = |seed| -> Vec<Counts> { (0..4).map(|at| daily.replicate(seed, at)).collect() };
    let hash = |seed| daily.report(&run(seed)).result_hash;
    assert_eq!(hash(1), hash(1));
    assert_ne!(hash(1), hash(2));
}

#[test]
fn nobody_is_cheaper_than_who_knows() {
    for kind in ["prior", "feature", "concept", "broken"] {
        for course in ["at = \"100d\"\nover = \"50d\"", "period = \"60d\""] {
            let text = GOOD
                .replace("\"prior\"", &format!("\"{kind}\""))
                .replace("at = \"100d\"", course);
            let daily = Daily::parse(&text, None).unwrap();
            let all: Vec<Counts> = (0..8).map(|at| daily.replicate(5, at)).collect();
            let excess = daily.report(&all).figures["excess_cost_per_day"];
            assert!(excess.high.unwrap() > 0.0, "{kind} {course}: {excess:?}");
        }
    }
}
