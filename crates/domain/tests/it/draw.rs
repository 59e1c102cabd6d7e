//! The seeded stream: the published numbers, and indexes that cover a list evenly.

use std::collections::BTreeSet;

use onsite_domain::draw::Stream;
use proptest::prelude::*;

/// The first numbers of a seed, from the reference implementations in C and Java.
const PUBLISHED: [(u64, [u64; 5]); 2] = [
    (
        1_234_567,
        [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ],
    ),
    (
        0,
        [
            16_294_208_416_658_607_535,
            7_960_286_522_194_355_700,
            487_617_019_471_545_679,
            17_909_611_376_780_542_444,
            1_961_750_202_426_094_747,
        ],
    ),
];

#[test]
fn gives_the_published_numbers() {
    for (seed, numbers) in PUBLISHED {
        let mut stream = Stream::new(seed);
        assert_eq!(numbers.map(|_| stream.next()), numbers, "seed {seed}");
    }
}

#[test]
fn every_index_comes_up_about_equally_often() {
    let mut stream = Stream::new(7);
    let mut seen = [0_u32; 6];
    for _ in 0..60_000 {
        seen[stream.below(6)] += 1;
    }
    // Five standard deviations either way.
    assert!(
        seen.iter().all(|n| (9_544..=10_456).contains(n)),
        "{seen:?}"
    );
}

#[test]
#[should_panic(expected = "nothing to draw from")]
fn an_empty_list_has_no_index() {
    Stream::new(1).below(0);
}

proptest! {
    #[test]
    fn an_index_is_below_the_count(seed: u64, count in 1..=usize::MAX) {
        let mut stream = Stream::new(seed);
        for _ in 0..8 {
            prop_assert!(stream.below(count) < count);
        }
    }

    #[test]
    fn a_seed_says_everything(seed: u64, skip in 0..64_usize) {
        let mut first = Stream::new(seed);
        for _ in 0..skip {
            first.next();
        }
        let mut kept = first.clone();
        let mut again = Stream::new(seed);
        for _ in 0..skip {
            again.next();
        }
        for _ in 0..16 {
            let number = first.next();
            prop_assert_eq!(number, kept.next());
            prop_assert_eq!(number, again.next());
        }
    }

    // The generator's step is a bijection of the state, so that no number repeats within a period.
    #[test]
    fn neighbouring_seeds_and_steps_differ(seed: u64) {
        let mut stream = Stream::new(seed);
        let steps: BTreeSet<u64> = (0..256).map(|_| stream.next()).collect();
        prop_assert_eq!(steps.len(), 256);
        let seeds: BTreeSet<u64> =
            (0..256).map(|n| Stream::new(seed.wrapping_add(n)).next()).collect();
        prop_assert_eq!(seeds.len(), 256);
    }
}
