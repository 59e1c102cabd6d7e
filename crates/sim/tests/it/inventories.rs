//! Files of stocks: what is refused, with its line, and what must hold of every run.

#![expect(clippy::float_cmp, reason = "a share of nothing is exact")]

use onsite_sim::daily::{Counts, Daily};

const GOOD: &str = "\
[inventory]
duration = \"60d\"
shortage = \"lost_sales\"
capacity = 100
[[item]]
name = \"a\"
demand = { distribution = \"poisson\", rate = \"5/d\" }
lead_time = \"2d\"
[[policy]]
reorder_point = 10
order_up_to = 40
[objectives]
fill_rate = \">= 50%\"
[claim]
cost_per_day = \"$3\"
";

fn problems(text: &str) -> Vec<(Option<u32>, String)> {
    let refused = Daily::parse(text, None).expect_err("it reads");
    refused.into_iter().map(|p| (p.line, p.message)).collect()
}

#[test]
fn every_bad_value_is_said_with_its_line() {
    assert!(Daily::parse(GOOD, None).is_ok());
    for (good, bad, line, said) in [
        ("\"60d\"", "\"0d\"", 2, "duration"),
        ("\"60d\"", "\"36h\"", 2, "duration"),
        ("\"60d\"", "\"40000d\"", 2, "longer"),
        ("lost_sales", "gone", 3, "shortage"),
        ("100", "-4", 4, "capacity"),
        ("\"a\"", "\"a/b\"", 6, "name"),
        ("poisson", "gauss", 7, "distribution"),
        ("\"5/d\"", "\"0/d\"", 7, "zero"),
        ("\"5/d\"", "\"900000/d\"", 1, "steps"),
        ("\"poisson\"", "\"normal\"", 7, "cv"),
        (
            "\"poisson\"",
            "\"negative_binomial\", cv = 0.1",
            7,
            "Poisson",
        ),
        ("\"poisson\"", "\"poisson\", cv = 0.1", 7, "cv"),
        ("\"2d\"", "\"soon\"", 8, "lead_time"),
        (
            "reorder_point = 10",
            "reorder_point = 40",
            11,
            "orders up to 40 at 40",
        ),
        ("order_up_to = 40", "safety = 1.0", 10, "no policy together"),
        ("order_up_to = 40", "order_up_to = -1", 11, "order_up_to"),
        ("[[policy]]", "[[policy]]\nitem = \"b\"", 10, "no item"),
        ("fill_rate", "filling", 13, "filling"),
        (">= 50%", "= 50%", 13, "begin with"),
        (">= 50%", ">= 500%", 13, "more than all"),
        ("\"$3\"", "\"3 euros\"", 15, "cost_per_day"),
        ("shortage =", "shortages =", 3, "shortages"),
    ] {
        let text = GOOD.replacen(good, bad, 1);
        let found = problems(&text);
        let told = found
            .iter()
            .any(|(at, message)| *at == Some(line) && message.contains(said));
        assert!(told, "{bad}: {found:?}");
    }
    let none = GOOD.replace("[[policy]]\nreorder_point = 10\norder_up_to = 40\n", "");
    assert!(problems(&none)[0].1.contains("no policy"), "{none}");
    let twice = format!("{GOOD}[[policy]]\norder_up_to = 3\n");
    assert!(problems(&twice)[0].1.contains("two policies"));
}

#[test]
fn a_world_that_stands_apart_is_sealed() {
    let (world, _) = GOOD.split_once("[[policy]]").unwrap();
    let world = format!("{world}[objectives]\nfill_rate = \">= 50%\"\n");
    let answer = "[[policy]]\norder_up_to = 40\n[claim]\nfill_rate = \"99%\"\n";
    let daily = Daily::parse(answer, Some(&world)).unwrap();
    assert_eq!((daily.objectives().len(), daily.claims().len()), (1, 1));
    let cheaper = format!("{answer}[inventory]\nduration = \"1d\"\nshortage = \"backorders\"\n");
    let refused = Daily::parse(&cheaper, Some(&world)).unwrap_err();
    assert_eq!(
        (refused[0].text, refused[0].line),
        (0, Some(5)),
        "{refused:?}"
    );
    let broken = world.replace("100", "\"much\"");
    let refused = Daily::parse(answer, Some(&broken)).unwrap_err();
    assert_eq!(
        (refused[0].text, refused[0].line),
        (1, Some(4)),
        "{refused:?}"
    );
}

#[test]
fn the_same_seed_gives_the_same_and_another_item_does_not_stir_it() {
    let daily = Daily::parse(GOOD, None).unwrap();
    let run = |daily: &Daily, seed| -> Vec<Counts> {
        (0..4).map(|at| daily.replicate(seed, at)).collect()
    };
    let first = daily.report(&run(&daily, 1));
    assert_eq!(first.result_hash, daily.report(&run(&daily, 1)).result_hash);
    assert_ne!(first.result_hash, daily.report(&run(&daily, 2)).result_hash);
    let more = GOOD.replacen(
        "[[policy]]",
        "[[item]]\nname = \"b\"\ndemand = { distribution = \"poisson\", rate = \"1/d\" }\n[[policy]]",
        1,
    );
    let more = Daily::parse(&more, None).unwrap();
    let both = more.report(&run(&more, 1));
    assert_eq!(both.figures["fill_rate/a"], first.figures["fill_rate"]);
}

#[test]
fn what_comes_in_goes_out_or_stays() {
    // Over a whole run without warm-up: what was there and came is what was sold, wasted and left.
    let text = GOOD
        .replace("lead_time", "shelf_life = \"4d\"\nlead_time")
        .replace("order_up_to = 40", "order_up_to = 60");
    let daily = Daily::parse(&text, None).unwrap();
    let report = daily.report(&[daily.replicate(3, 0), daily.replicate(3, 1)]);
    let value = |name: &str| report.figures[name].value.unwrap();
    assert!(value("waste") > 0.0 && value("waste") < 1.0, "{report:?}");
    assert!(value("fill_rate") <= 1.0 && value("average_stock") <= 60.0);
    assert_eq!(value("over_capacity"), 0.0);
}
