//! The fit of growth classes: closed forms with seeded noise, and what no input may do to it.

use onsite_domain::growth::{GrowthClass, MeasuredClass};
use onsite_judge::{FoundGrowth, Series, space_class, time_class};
use proptest::{prelude::*, test_runner::TestRunner};

use crate::support::Trials;

pub const TRIALS: Trials = &[
    ("closed forms get their class", closed_forms),
    ("noise costs confidence, not the class", noisy_forms),
    ("numbers made late are no logarithm", numbers_made_late),
    (
        "pairs of numbers made late are no logarithm",
        pairs_of_numbers_made_late,
    ),
    ("what comes after a fall counts", falls),
    ("caches are no logarithm", caches),
    ("a clock that leaves the counts behind is heard", copies),
    ("memory by stairs gets its class", stairs),
    (
        "memory of numbers made late gets its class",
        memory_of_numbers_made_late,
    ),
    ("few points name no class", few_points),
    ("unit and order do not matter", unit_and_order),
    ("hostile points do no harm", hostile),
    ("the exponent is the power of n", exponents),
];

type Point = (u32, f64);

/// A closed form, from a seed's sizes up to one that fits the class.
struct Form {
    class: GrowthClass,
    most: u32,
    cost: fn(f64) -> f64,
}

/// Each class plain, and with lower terms that weigh at small sizes.
const FORMS: [Form; 20] = [
    form(GrowthClass::Constant, 65_536, |_| 5_000.0),
    form(GrowthClass::Constant, 4_096, |_| 90_000.0),
    form(GrowthClass::Logarithmic, 65_536, |n| 300.0 * n.log2()),
    form(GrowthClass::Logarithmic, 65_536, |n| {
        1_000.0 + 180.0 * n.log2()
    }),
    form(GrowthClass::SquareRoot, 65_536, |n| 400.0 * n.sqrt()),
    form(GrowthClass::SquareRoot, 65_536, |n| {
        3_000.0 + 200.0 * n.sqrt()
    }),
    form(GrowthClass::Linear, 65_536, |n| 500.0 * n),
    form(GrowthClass::Linear, 65_536, |n| 1.2e6 + 400.0 * n),
    form(GrowthClass::Linearithmic, 32_768, |n| 40.0 * n * n.log2()),
    form(GrowthClass::Linearithmic, 16_384, |n| {
        300.0 * n + 40.0 * n * n.log2()
    }),
    form(GrowthClass::LinearSquareRoot, 8_192, |n| 60.0 * n.powf(1.5)),
    form(GrowthClass::LinearSquareRoot, 8_192, |n| {
        500.0 * n + 60.0 * n.powf(1.5)
    }),
    form(GrowthClass::Quadratic, 800, |n| 150.0 * n * n),
    form(GrowthClass::Quadratic, 800, |n| {
        9_000.0 + 700.0 * n + 80.0 * n * n
    }),
    form(GrowthClass::QuadraticLogarithmic, 400, |n| {
        60.0 * n * n * n.log2()
    }),
    form(GrowthClass::QuadraticLogarithmic, 400, |n| {
        100.0 * n * n + 60.0 * n * n * n.log2()
    }),
    form(GrowthClass::Cubic, 96, |n| 100.0 * n.powi(3)),
    form(GrowthClass::Cubic, 96, |n| {
        5_000.0 * n + 600.0 * n * n + 80.0 * n.powi(3)
    }),
    form(GrowthClass::Exponential, 18, |n| 200.0 * n.exp2()),
    form(GrowthClass::Exponential, 24, |n| {
        3_000.0 + 300.0 * 1.618_f64.powf(n)
    }),
];

const fn form(class: GrowthClass, most: u32, cost: fn(f64) -> f64) -> Form {
    Form { class, most, cost }
}

/// Sixteen sizes over up to seven octaves, or every size where there are few.
fn sizes(most: u32) -> Vec<u32> {
    let low = (most / 128).max(4);
    let span = f64::from(most) / f64::from(low);
    let mut sizes: Vec<u32> = (0..16)
        .map(|i| (f64::from(low) * span.powf(f64::from(i) / 15.0)).round())
        .filter_map(|n| format!("{n:.0}").parse().ok())
        .collect();
    sizes.dedup();
    sizes
}

/// Noise in units of its size, drawn from a seed: a sum of twelve even draws.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        let mut even = || {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
            self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(self.0 >> 32).expect("32 bits")) / f64::from(u32::MAX)
        };
        (0..12).map(|_| even()).sum::<f64>() - 6.0
    }
}

fn points(sizes: &[u32], cost: impl Fn(f64) -> f64, noise: f64, seed: u64) -> Vec<Point> {
    let mut draws = Noise(seed);
    let twice = sizes.iter().flat_map(|n| [*n, *n]);
    twice
        .map(|n| (n, cost(f64::from(n)) * (noise * draws.next()).exp()))
        .collect()
}

fn time(counts: &[Point], clock: &[Point], late: bool) -> FoundGrowth {
    time_class(&Series {
        counts,
        clock,
        late,
    })
}

#[track_caller]
fn assert_class(found: &FoundGrowth, class: GrowthClass, what: &str) {
    assert_eq!(
        found.class,
        MeasuredClass::Known(class),
        "{what}: {found:?}"
    );
    assert_eq!(found.candidates.first(), Some(&class), "{what}");
}

fn closed_forms() {
    for (index, form) in FORMS.iter().enumerate() {
        let exact = points(&sizes(form.most), form.cost, 0.0, 1);
        for late in [false, true] {
            let found = time(&exact, &[], late);
            assert_class(&found, form.class, &format!("form {index}, late {late}"));
        }
    }
}

fn noisy_forms() {
    let (mut right, mut sure, mut sure_and_wrong, mut all) = (0, 0, 0, 0);
    for form in &FORMS {
        for seed in 0..20 {
            let counts = points(&sizes(form.most), form.cost, 0.01, 2 * seed);
            let clock = points(&sizes(form.most), form.cost, 0.1, 2 * seed + 1);
            let found = time(&counts, &clock, false);
            let fits = found.class == MeasuredClass::Known(form.class);
            all += 1;
            right += i32::from(fits);
            sure += i32::from(found.confidence >= 0.9);
            sure_and_wrong += i32::from(found.confidence >= 0.9 && !fits);
        }
    }
    assert!(100 * right >= 95 * all, "{right} of {all} are right");
    assert!(
        100 * sure_and_wrong <= 2 * sure,
        "{sure_and_wrong} of {sure} sure ones are wrong"
    );
}

fn numbers_made_late() {
    let cost = |n: f64| 440.0 * n + 80.0 * (n - 15_000.0).max(0.0);
    let sizes = sizes(98_304);
    let found = time(&points(&sizes, cost, 0.0, 1), &[], true);
    assert_class(&found, GrowthClass::Linear, "a sum beyond thirty bits");
    let cost = |n: f64| 160.0 * n * n + 60.0 * (n - 256.0).max(0.0).powi(2);
    let found = time(&points(&self::sizes(800), cost, 0.0, 1), &[], true);
    assert_class(&found, GrowthClass::Quadratic, "indices beyond 256");
}

/// Instructions and nanoseconds, as measured: inversions of a list counted by pairs, in Python 3.11.
fn pairs_of_numbers_made_late() {
    let counts = [
        (8, 24_386.0),
        (11, 38_578.0),
        (16, 68_030.0),
        (23, 125_134.0),
        (33, 233_196.0),
        (47, 467_311.0),
        (67, 932_974.0),
        (96, 1_886_058.0),
        (137, 3_782_577.0),
        (195, 7_598_274.0),
        (278, 16_572_712.0),
        (397, 37_472_050.0),
        (566, 78_081_473.0),
    ];
    let clock = [
        (8, 4_661.0),
        (11, 5_541.0),
        (16, 7_420.0),
        (23, 11_071.0),
        (33, 17_698.0),
        (47, 32_854.0),
        (67, 59_175.0),
        (96, 115_883.0),
        (137, 224_416.0),
        (195, 437_509.0),
        (278, 939_407.0),
        (397, 2_035_326.0),
        (566, 4_299_786.0),
        (808, 8_916_996.0),
        (1_152, 18_183_162.0),
    ];
    let found = time(&counts, &clock, true);
    assert_class(&found, GrowthClass::Quadratic, "the larger of a pair");
}

/// Some functions of C take another way where the input is long, and a cheaper one.
fn falls() {
    let find = |n: f64| 1_500.0 + if n < 30_000.0 { 11.0 * n } else { 1.5 * n };
    // Where many sizes lie beyond, and where few do.
    for most in [200_000, 73_728] {
        let counts = points(&sizes(most), find, 0.0, 1);
        let clock = points(&sizes(most), |n| find(n) / 6.0, 0.1, 2);
        let found = time(&counts, &clock, true);
        assert_class(&found, GrowthClass::Linear, "one fall");
    }
}

fn caches() {
    let sizes = sizes(65_536);
    let counts = points(&sizes, |n| 200.0 * n, 0.002, 1);
    let slower = |n: f64| 6.0 * n * (1.0 + 3.0 * (n / 20_000.0).min(1.0));
    let found = time(&counts, &points(&sizes, slower, 0.05, 2), true);
    assert_class(&found, GrowthClass::Linear, "past the second cache");
}

fn copies() {
    let counts = points(&sizes(8_192), |n| 600.0 * n + 0.01 * n * n, 0.0, 1);
    let clock = points(&sizes(65_536), |n| 50.0 * n + 0.1 * n * n, 0.03, 2);
    let found = time(&counts, &clock, true);
    assert!(
        found.candidates.contains(&GrowthClass::Quadratic),
        "{found:?}"
    );
}

fn stairs() {
    let tables = |n: f64| 800.0 + 72.0 * 2_f64.powf((1.5 * n).log2().ceil());
    let found = space_class(&points(&sizes(65_536), tables, 0.0, 1), false);
    assert_class(&found, GrowthClass::Linear, "a hash table");
    let found = space_class(&points(&sizes(65_536), |_| 1_080.0, 0.0, 1), false);
    assert_class(&found, GrowthClass::Constant, "a few numbers");
    let found = space_class(&points(&sizes(600), |n| 800.0 + 8.0 * n * n, 0.0, 1), false);
    assert_class(&found, GrowthClass::Quadratic, "a table of pairs");
}

/// Bytes beyond the input, as a selection sort and a table of products take them in Python.
fn memory_of_numbers_made_late() {
    let found = |most: u32, cost: fn(f64) -> f64| {
        let points = points(&sizes(most), cost, 0.0, 1);
        (space_class(&points, true), space_class(&points, false))
    };
    let few = |n: f64| 1_244.0 + if n > 256.0 { 184.0 } else { 0.0 };
    let (late, plain) = found(1_200, few);
    assert_class(&late, GrowthClass::Constant, "a few numbers");
    assert_ne!(plain.class, late.class, "{plain:?}");
    // Half of n² products; all but the some 1,500 that are at most 256 are made anew.
    let pairs = |n: f64| 800.0 + 8.0 * n + 64.0 * (n * n / 2.0 - 1_500.0).max(0.0);
    let (late, plain) = found(900, pairs);
    assert_class(&late, GrowthClass::Quadratic, "pairs");
    assert_ne!(plain.class, late.class, "{plain:?}");
}

fn few_points() {
    for count in 0..4 {
        let few: Vec<Point> = (1..=count).map(|n| (n, f64::from(n))).collect();
        let found = time(&few, &few, true);
        assert_eq!(found.class, MeasuredClass::Unknown);
        assert!(found.confidence.abs() < f64::EPSILON && found.candidates.is_empty());
    }
}

/// Cases per property; each fits hundreds of sums.
const CASES: u32 = 48;

fn runner() -> TestRunner {
    TestRunner::new(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    })
}

fn unit_and_order() {
    let cases = (0..FORMS.len(), -20_i32..20, any::<u64>());
    let property = |(index, power, seed): (usize, i32, u64)| {
        let form = &FORMS[index];
        let counts = points(&sizes(form.most), form.cost, 0.01, seed);
        let found = time(&counts, &counts, true);
        // A power of two scales without rounding.
        let scale = 2_f64.powi(power);
        let mut other: Vec<Point> = counts.iter().map(|(n, y)| (*n, y * scale)).collect();
        let turn = other.len() / 3;
        other.rotate_left(turn);
        other.reverse();
        let again = time(&other, &counts, true);
        prop_assert_eq!(&found.class, &again.class);
        prop_assert!((found.confidence - again.confidence).abs() < 1e-6);
        prop_assert_eq!(&found.candidates, &again.candidates);
        Ok(())
    };
    runner().run(&cases, property).expect("it holds");
}

fn hostile() {
    let number = prop_oneof![
        any::<f64>(),
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(0.0),
        Just(f64::MIN_POSITIVE),
        Just(f64::MAX),
        -1e3..1e12_f64,
    ];
    let size = prop_oneof![any::<u32>(), 0..40_u32, Just(u32::MAX)];
    let series = prop::collection::vec((size, number), 0..60);
    let cases = (series.clone(), series, any::<bool>());
    let property = |(counts, clock, late): (Vec<Point>, Vec<Point>, bool)| {
        for found in [time(&counts, &clock, late), space_class(&counts, late)] {
            prop_assert!((0.0..=1.0).contains(&found.confidence), "{:?}", found);
            if let MeasuredClass::Known(class) = found.class {
                prop_assert_eq!(found.candidates[0], class);
            }
        }
        Ok(())
    };
    runner().run(&cases, property).expect("it holds");
}

fn exponents() {
    for (power, most) in [
        (0.0, 65_536),
        (0.5, 65_536),
        (1.0, 65_536),
        (2.0, 800),
        (3.0, 96),
    ] {
        let series = points(&sizes(most), |n| 100.0 * n.powf(power), 0.01, 3);
        let found = time(&series, &[], false).exponent.expect("enough points");
        assert!((found.value - power).abs() < 0.05, "{power}: {found:?}");
        assert!(found.low <= found.value && found.value <= found.high);
    }
}
