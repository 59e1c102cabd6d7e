//! The facts of the real bank, asked for in words that stand in no package.

use onsite_bank::{Bank, Source};
use onsite_domain::fact::{Fact, asked_for};

use crate::support::real;

/// Words a candidate may use, and the fact of the question that they ask for.
const OTHER_WORDS: [(&str, [(&str, &str); 12]); 9] = [
    (
        "iou",
        [
            (
                "Is each box given as top-left and bottom-right corner?",
                "box-format",
            ),
            (
                "Just to be sure, does y go down like in image coordinates?",
                "box-format",
            ),
            ("Are these pixel coordinates, or real lengths?", "lengths"),
            ("Is it guaranteed that x1 <= x2 and y1 <= y2?", "inverted"),
            ("Could a box have a width of zero?", "no-area"),
            ("What if one of the lists is empty?", "missing"),
            ("How large can the numbers be?", "coordinates"),
            ("Do we only deal with axis-aligned rectangles?", "rotated"),
            (
                "Are the numbers corners, or a corner plus width and height?",
                "box-format",
            ),
            ("What happens if a box has no area at all?", "no-area"),
            ("Should I fix boxes whose corners are swapped?", "inverted"),
            ("May one of the boxes be None?", "missing"),
        ],
    ),
    (
        "lru-cache",
        [
            (
                "So reading a key makes it the most recently used one?",
                "get-is-use",
            ),
            (
                "If I put an existing key, do I just update its value?",
                "overwrite-is-use",
            ),
            (
                "What do I give back when the key isn't in the cache?",
                "miss",
            ),
            ("Are keys and values always ints?", "values"),
            ("Could someone build a cache with capacity 0?", "capacity"),
            ("Do you want O(1) for get and put?", "speed"),
            ("Will multiple threads access this cache?", "threads"),
            ("Is it okay to use collections.OrderedDict?", "library"),
            (
                "What should I return for a key that does not exist?",
                "miss",
            ),
            ("Is capacity always positive?", "capacity"),
            ("Should I worry about concurrent access?", "threads"),
            ("Does get refresh the entry?", "get-is-use"),
        ],
    ),
    (
        "serialize-tree",
        [
            (
                "Can the strings in the nodes contain commas or quotes?",
                "contents",
            ),
            (
                "Do I have to support Unicode, emojis for example?",
                "contents",
            ),
            (
                "Is it possible that several nodes hold the same value?",
                "unique",
            ),
            ("Can I assume it is a BST?", "shape"),
            ("Am I free to pick my own format?", "format"),
            (
                "Will serialize and deserialize be called on the same instance?",
                "processes",
            ),
            ("How long can the serialized string get?", "length"),
            (
                "Could deserialize receive garbage or malformed input?",
                "hostile",
            ),
            ("How deep might the tree get?", "shape"),
            ("Are values guaranteed to be distinct?", "unique"),
            (
                "Is there any character that never appears in the values?",
                "contents",
            ),
            ("Would it be fine to use JSON?", "json"),
        ],
    ),
    (
        "streaming-median",
        [
            (
                "How often will you call median compared with add?",
                "volume",
            ),
            ("Roughly how many numbers do we expect?", "volume"),
            ("Are they all integers, and may some be negative?", "range"),
            (
                "With an even count, is it the average of the two in the middle?",
                "even",
            ),
            ("Could the same number show up several times?", "duplicates"),
            (
                "What should happen if I call median before anything was added?",
                "empty",
            ),
            ("Can I hold all of the numbers in memory?", "memory"),
            (
                "Is this over a sliding window or over everything so far?",
                "window",
            ),
            ("What do you want for an even number of elements?", "even"),
            ("Median of an empty stream?", "empty"),
            (
                "Does it have to be exact, or is an approximation ok?",
                "memory",
            ),
            ("Do old values ever drop out?", "window"),
        ],
    ),
    (
        "warehouse-path",
        [
            ("What's the biggest grid I should expect?", "size"),
            ("Only four directions, or diagonally as well?", "diagonal"),
            (
                "If there is more than one shortest path, which do you want?",
                "several",
            ),
            ("What should I output when G is unreachable?", "no-way"),
            (
                "Can I drive onto a belt from the opposite direction?",
                "against-belt",
            ),
            ("And if a belt points straight into a shelf?", "stuck"),
            ("Is there always exactly one S and one G?", "ends"),
            ("Does standing on a belt move me along for free?", "carried"),
            (
                "If two paths are equally good, either one is ok?",
                "several",
            ),
            ("Are diagonal steps allowed?", "diagonal"),
            ("Could a belt push the robot off the grid?", "stuck"),
            ("Is the goal always reachable?", "no-way"),
        ],
    ),
    (
        "weighted-sampling",
        [
            (
                "How many times will draw be called on one sampler?",
                "counts",
            ),
            (
                "Will the weights ever be updated after construction?",
                "changing",
            ),
            ("Can I assume the weights sum up to 1?", "sum"),
            ("Might some of the weights be zero?", "zero-weights"),
            ("Could we get negative weights or an empty list?", "illegal"),
            ("Are these ints or floats?", "range"),
            (
                "Am I allowed to call random.choices or numpy?",
                "random-source",
            ),
            ("Do we sample with replacement?", "replacement"),
            ("Are these already normalised?", "sum"),
            ("Can there be weights of zero?", "zero-weights"),
            (
                "After I draw an index, can I get the same one again?",
                "replacement",
            ),
            ("How many elements will the list have?", "counts"),
        ],
    ),
    (
        "costs-precision-recall",
        [
            ("What does it cost us when we miss a fraud?", "prices"),
            (
                "And how much does blocking an honest customer cost?",
                "prices",
            ),
            ("Is there any cost for the frauds we do catch?", "caught"),
            (
                "Is recall computed on the number of transactions or on the amounts?",
                "counted",
            ),
            (
                "Do we know the false positive rate of the model?",
                "false-alarm-rate",
            ),
            (
                "How many transactions get flagged in total?",
                "false-alarm-rate",
            ),
            ("Are the fraud labels trustworthy?", "labels"),
            ("Could there be frauds nobody ever found?", "labels"),
            ("What's the price of a false alarm?", "prices"),
            (
                "When we catch a fraud, does it still cost us something?",
                "caught",
            ),
            ("Is precision weighted by dollar amount?", "counted"),
            ("How good are the labels?", "labels"),
        ],
    ),
    (
        "urn-draws",
        [
            ("Do I put the balls back in?", "replacement"),
            ("Is this sampling without replacement?", "replacement"),
            ("Is the order of the draws important?", "order"),
            (
                "Should I treat the red balls as indistinguishable?",
                "order",
            ),
            ("Are all the balls taken at once?", "at-once"),
            ("Do we draw them one at a time?", "at-once"),
            ("Am I allowed a calculator here?", "calculator"),
            ("Is a fraction ok as the answer?", "calculator"),
            (
                "After each draw, does the ball go back into the urn?",
                "replacement",
            ),
            ("Does it matter in which order they come out?", "order"),
            ("How exact do you need the number?", "calculator"),
            ("Do I draw all of them simultaneously?", "at-once"),
        ],
    ),
    (
        "users-per-arm",
        [
            ("Is that lift a relative one?", "relative"),
            ("Do you mean percentage points?", "relative"),
            (
                "So the number of users per group, not the total?",
                "per-arm",
            ),
            ("Should the test be one-tailed or two-tailed?", "two-sided"),
            ("Which significance level and power should I use?", "errors"),
            ("Is the traffic split 50/50 between two variants?", "arms"),
            (
                "Are we going to peek at the results before the end?",
                "looks",
            ),
            ("Can the same user show up more than once?", "unit"),
            ("Is the improvement absolute or relative?", "relative"),
            ("What power are we aiming for?", "errors"),
            ("Can we stop the experiment early?", "looks"),
            ("How many groups does the experiment have?", "arms"),
        ],
    ),
];

/// What asks for nothing that a question knows.
const BESIDE_THE_POINT: [&str; 15] = [
    "Tell me about your weekend.",
    "What is your salary range?",
    "Can we take a short break?",
    "How do you like working here?",
    "Could you repeat that, please?",
    "Which team would I join?",
    "Let me think about it for a minute.",
    "Is the office close to the station?",
    "Who else will interview me today?",
    "Nice weather today, isn't it?",
    "I need a glass of water.",
    "Do you have kids?",
    "When will I hear back from you?",
    "My last project was a recommender.",
    "Is remote work possible?",
];

/// Of a hundred askings in other words, how many must be understood at the least.
const FEWEST_UNDERSTOOD: usize = 80;

fn facts(bank: &Bank, question: &str) -> Vec<Fact> {
    bank.get(question).unwrap().facts.clone()
}

#[test]
fn facts_are_found_in_other_words() {
    let bank = Bank::load(&Source::Directory(real())).bank;
    for (question, askings) in OTHER_WORDS {
        let facts = facts(&bank, question);
        let missed: Vec<_> = askings
            .iter()
            .map(|(asked, wanted)| (asked, wanted, asked_for(&facts, asked)))
            .map(|(asked, wanted, found)| (asked, wanted, found.map_or("", |fact| &fact.id)))
            .filter(|(_, wanted, found)| *wanted != found)
            .collect();
        let understood = askings.len() - missed.len();
        assert!(
            understood * 100 >= askings.len() * FEWEST_UNDERSTOOD,
            "{question}: {missed:?}"
        );
    }
}

#[test]
fn what_is_beside_the_point_finds_no_fact() {
    let bank = Bank::load(&Source::Directory(real())).bank;
    for (question, _) in OTHER_WORDS {
        let facts = facts(&bank, question);
        for text in BESIDE_THE_POINT {
            let found = asked_for(&facts, text).map(|fact| &fact.id);
            assert_eq!(found, None, "{question}: {text}");
        }
    }
}

#[test]
fn every_question_that_has_facts_is_asked_here() {
    let bank = Bank::load(&Source::Directory(real())).bank;
    let told: Vec<_> = OTHER_WORDS.iter().map(|(question, _)| *question).collect();
    for question in bank.questions() {
        let tested = told.contains(&question.id.as_str());
        assert_eq!(tested, !question.facts.is_empty(), "{}", question.id);
    }
}
