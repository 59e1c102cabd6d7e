//! Stocks whose figures are known: newsvendor, base stock, reorder points, the economic lot.

#![expect(
    clippy::cast_precision_loss,
    reason = "counts here are whole numbers below 2^53"
)]

use onsite_sim::{
    Estimate,
    daily::{Counts, Daily, Report},
};

use crate::support::{assert_holds, seed};

/// Replications that the interval of `assert_holds` counts on.
const REPLICATIONS: u64 = 40;

/// A report; the seed is made of `name`.
fn run(name: &str, text: &str) -> Report {
    let daily = Daily::parse(text, None).unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
    let all: Vec<Counts> = (0..REPLICATIONS)
        .map(|replication| daily.replicate(seed(name), replication))
        .collect();
    daily.report(&all)
}

/// One item with a policy.
fn one(shortage: &str, item: &str, policy: &str) -> String {
    format!(
        "[inventory]\nduration = \"1000d\"\nwarm_up = \"100d\"\nshortage = \"{shortage}\"\n\
         [[item]]\nname = \"a\"\n{item}\n[[policy]]\n{policy}\n"
    )
}

fn poisson(mean: f64) -> impl Iterator<Item = f64> {
    let mut p = (-mean).exp();
    (0..).map(move |k| {
        if k > 0 {
            p *= mean / f64::from(k);
        }
        p
    })
}

/// P(D ≤ k) for a Poisson demand.
fn at_most(mean: f64, k: i64) -> f64 {
    let terms = usize::try_from(k + 1).unwrap_or(0);
    poisson(mean).take(terms).sum()
}

/// E(D − k)⁺ for a Poisson demand.
fn beyond(mean: f64, k: i64) -> f64 {
    // E(D − k)⁺ = mean − k + Σ_{j<k} (k − j) P(D = j)
    let below: f64 = (0..k)
        .zip(poisson(mean))
        .map(|(j, p)| (k - j) as f64 * p)
        .sum();
    mean - k as f64 + below
}

fn erlang_b(servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |b, n| load * b / (f64::from(n) + load * b))
}

fn figure(report: &Report, name: &str) -> Estimate {
    report.figures[name]
}

#[test]
fn base_stock_with_backorders() {
    // 12 a day, 3 days: what is asked for in a lead time is Poisson with mean 36. Who comes finds
    // nothing with P(D ≥ S); E(D − S)⁺ wait on average (Zipkin 2000, section 6.2).
    let mean = 36.0;
    for level in [30_i64, 36, 44] {
        let name = format!("base stock {level}");
        let text = one(
            "backorders",
            "demand = { distribution = \"poisson\", rate = \"12/d\" }\nlead_time = \"3d\"",
            &format!("order_up_to = {level}"),
        );
        let report = run(&name, &text);
        let fill = at_most(mean, level - 1);
        assert_holds(&name, fill, figure(&report, "fill_rate"));
        assert_holds(&name, 1.0 - fill, figure(&report, "out_of_stock"));
        assert_holds(
            &name,
            beyond(mean, level),
            figure(&report, "average_backorders"),
        );
        let stock = level as f64 - mean + beyond(mean, level);
        assert_holds(&name, stock, figure(&report, "average_stock"));
    }
}

#[test]
fn base_stock_with_lost_sales() {
    // A stock of S is S servers that a sale keeps busy for its lead time: Erlang B, whatever the
    // law of the lead time (Karush 1957).
    let laws = [
        "\"2d\"",
        "{ distribution = \"exponential\", mean = \"2d\" }",
        "{ distribution = \"lognormal\", mean = \"2d\", cv = 1.5 }",
    ];
    for law in laws {
        let name = format!("lost sales, lead time {law}");
        let text = one(
            "lost_sales",
            &format!(
                "demand = {{ distribution = \"poisson\", rate = \"4/d\" }}\nlead_time = {law}"
            ),
            "order_up_to = 10",
        );
        let report = run(&name, &text);
        assert_holds(&name, 1.0 - erlang_b(10, 8.0), figure(&report, "fill_rate"));
    }
}

#[test]
fn reviewed_every_few_days() {
    // Between an order and the delivery of the next, R + L days pass: at the end of a cycle S less
    // the demand of these is left.
    let (level, mean) = (90, 8.0 * 9.0);
    let text = one(
        "backorders",
        "demand = { distribution = \"poisson\", rate = \"8/d\" }\nlead_time = \"2d\"",
        "review = \"7d\"\norder_up_to = 90",
    );
    let report = run("periodic review", &text);
    let name = "periodic review";
    assert_holds(name, at_most(mean, level), figure(&report, "cycle_service"));
    // Who goes without in a cycle: E(D(R + L) − S)⁺ less what was short when it began.
    let short = beyond(mean, level) - beyond(16.0, level);
    assert_holds(name, 1.0 - short / 56.0, figure(&report, "fill_rate"));
    // Of the days 100 to 1,099, 143 are reviewed, and each orders.
    let orders = figure(&report, "orders_per_year").value.unwrap();
    assert!((orders - 0.365 * 143.0).abs() < 1e-9, "{orders}");
}

#[test]
fn reorder_point_and_lot() {
    // The inventory position is uniform on s + 1 … s + Q (Hadley and Whitin 1963): everything is
    // the mean of base stocks of these levels.
    let mean = 30.0;
    for (point, lot) in [(28_i64, 12_i64), (35, 25)] {
        let name = format!("s {point}, Q {lot}");
        let text = one(
            "backorders",
            "demand = { distribution = \"poisson\", rate = \"10/d\" }\nlead_time = \"3d\"",
            &format!("reorder_point = {point}\norder_quantity = {lot}"),
        );
        let report = run(&name, &text);
        let over = |of: &dyn Fn(i64) -> f64| -> f64 {
            (point + 1..=point + lot).map(of).sum::<f64>() / lot as f64
        };
        assert_holds(
            &name,
            over(&|y| at_most(mean, y - 1)),
            figure(&report, "fill_rate"),
        );
        let waits = over(&|y| beyond(mean, y));
        assert_holds(&name, waits, figure(&report, "average_backorders"));
        let stock = over(&|y| y as f64) - mean + waits;
        assert_holds(&name, stock, figure(&report, "average_stock"));
        assert_holds(
            &name,
            3650.0 / lot as f64,
            figure(&report, "orders_per_year"),
        );
        // In single units, (s, S) with S = s + Q is the same policy.
        let twin = text.replace(
            &format!("order_quantity = {lot}"),
            &format!("order_up_to = {}", point + lot),
        );
        assert_eq!(run(&name, &twin).result_hash, report.result_hash, "{name}");
    }
}

#[test]
fn newsvendor() {
    // Fresh every morning, thrown away at night; overage $3, underage $5: the best quantity is the
    // least with P(D ≤ q) of at least 5/8 (Arrow, Harris and Marschak 1951).
    let mean = 40.0;
    let cost = |q: i64| 3.0 * (q as f64 - mean + beyond(mean, q)) + 5.0 * beyond(mean, q);
    let best = (0..100).find(|&q| at_most(mean, q) >= 5.0 / 8.0).unwrap();
    let mut found = Vec::new();
    for quantity in [best - 8, best, best + 8] {
        let name = format!("newsvendor of {quantity}");
        let text = one(
            "lost_sales",
            "demand = { distribution = \"poisson\", rate = \"40/d\" }\nshelf_life = \"1d\"\n\
             shortage_cost = \"$5\"\nwaste_cost = \"$3\"",
            &format!("review = \"1d\"\norder_up_to = {quantity}"),
        );
        let report = run(&name, &text);
        assert_holds(
            &name,
            at_most(mean, quantity),
            figure(&report, "cycle_service"),
        );
        assert_holds(&name, cost(quantity), figure(&report, "cost_per_day"));
        let waste = (cost(quantity) - 5.0 * beyond(mean, quantity)) / 3.0 / quantity as f64;
        assert_holds(&name, waste, figure(&report, "waste"));
        found.push(figure(&report, "cost_per_day").value.unwrap());
    }
    assert!(found[1] < found[0] && found[1] < found[2], "{found:?}");
}

#[test]
fn economic_lot() {
    // 20 a day that come evenly: K·20/Q + h(Q + 1)/2, in units that are sold one by one.
    let lots = [100_u32, 200, 400];
    let mut found = Vec::new();
    for lot in lots {
        let text = one(
            "lost_sales",
            "demand = { distribution = \"constant\", rate = \"20/d\" }\n\
             order_cost = \"$40\"\nholding_cost = \"$0.04\"",
            &format!("reorder_point = 0\norder_quantity = {lot}"),
        );
        let report = run("economic lot", &text);
        let expected = 40.0 * 20.0 / f64::from(lot) + 0.04 * f64::from(lot + 1) / 2.0;
        let cost = figure(&report, "cost_per_day");
        assert!(
            (cost.value.unwrap() - expected).abs() < 1e-6,
            "{cost:?}, expected {expected}"
        );
        assert_eq!(figure(&report, "fill_rate").value, Some(1.0));
        found.push(cost.value.unwrap());
    }
    // √(2·40·20 / 0.04) = 200.
    assert!(found[1] < found[0] && found[1] < found[2], "{found:?}");
}

#[test]
fn demand_has_the_moments_that_it_says() {
    // Fresh stock of more than anybody asks for: what is wasted is what was not asked for.
    for (law, rate) in [
        ("\"normal\", cv = 0.25", 50.0),
        ("\"negative_binomial\", cv = 0.5", 50.0),
        ("\"poisson\"", 50.0),
    ] {
        let level = 60_u32;
        let text = one(
            "lost_sales",
            &format!(
                "demand = {{ distribution = {law}, rate = \"{rate}/d\" }}\nshelf_life = \"1d\""
            ),
            &format!("review = \"1d\"\norder_up_to = {level}"),
        );
        let report = run(law, &text);
        // P(D ≤ 60) of each.
        let expected = match law {
            "\"poisson\"" => at_most(rate, i64::from(level)),
            "\"normal\", cv = 0.25" => 0.799_546, // Φ(10.5 / 12.5)
            _ => {
                // 1/shape is cv² − 1/mean; the terms by their recursion.
                let shape = 1.0 / (0.25 - 1.0 / rate);
                let odds = rate / (rate + shape);
                let mut term = (1.0 - odds).powf(shape);
                let mut sum = term;
                for k in 0..level {
                    term *= odds * (shape + f64::from(k)) / f64::from(k + 1);
                    sum += term;
                }
                sum
            }
        };
        assert_holds(law, expected, figure(&report, "cycle_service"));
    }
}

#[test]
fn a_forecast_meets_a_season_that_an_average_misses() {
    let policy = |forecast: &str| {
        format!(
            "[inventory]\nduration = \"728d\"\nwarm_up = \"728d\"\nshortage = \"backorders\"\n\
             [[item]]\nname = \"a\"\ndemand = {{ distribution = \"poisson\", rate = \"40/d\" }}\n\
             season = {{ amplitude = 0.8, period = \"28d\" }}\nlead_time = \"3d\"\n\
             [[policy]]\nreview = \"7d\"\nsafety = 1.65\nforecast = {{ {forecast} }}\n"
        )
    };
    let average = run(
        "average",
        &policy("method = \"moving_average\", window = \"28d\""),
    );
    let seasonal = "method = \"seasonal\", window = \"28d\", period = \"28d\", cycles = 8";
    let seasonal = run("seasonal", &policy(seasonal));
    let fill = |report: &Report| figure(report, "fill_rate");
    let stock = |report: &Report| figure(report, "average_stock");
    assert!(fill(&seasonal).low > fill(&average).high, "{seasonal:?}");
    assert!(stock(&seasonal).high < stock(&average).low, "{average:?}");
}
