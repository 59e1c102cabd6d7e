//! How far an answer moved away from given code.

use onsite_domain::given::{Change, Changes};

const GIVEN: &str = "one\ntwo\nthree\nfour\nfive\nsix\nseven\n";

fn lines(answer: &str) -> u32 {
    Changes::between(GIVEN, answer, 2).lines
}

#[test]
fn a_line_counts_once_however_it_changed() {
    for (answer, changed) in [
        (GIVEN, 0),
        ("one\n2\nthree\nfour\nfive\nsix\nseven\n", 1),
        ("one\nthree\nfour\nfive\nsix\nseven\n", 1),
        ("one\ntwo\nand a half\nthree\nfour\nfive\nsix\nseven\n", 1),
        ("one\n2\n2.5\nthree\nfour\nfive\nsix\nseven\n", 2),
        ("two\none\nthree\nfour\nfive\nsix\nseven\n", 2),
        ("0\ntwo\nthree\nfour\nfive\nsix\n8\n", 2),
        ("", 7),
    ] {
        assert_eq!(lines(answer), changed, "{answer:?}");
    }
}

#[test]
fn empty_lines_and_white_space_at_an_end_do_not_count() {
    let loose = GIVEN.replace('\n', "  \r\n\n\t\n");
    assert_eq!(lines(&loose), 0);
    // White space that begins a line means something.
    assert_eq!(lines(&GIVEN.replace("four", "    four")), 1);
}

#[test]
fn a_long_line_is_no_way_around_the_bound() {
    let long = GIVEN.replace("four", &"4; ".repeat(100));
    assert_eq!(lines(&long), 3);
    assert!(!Changes::between(GIVEN, &long, 2).fit());
    assert!(Changes::between(GIVEN, &long, 3).fit());
}

#[test]
fn the_difference_shows_what_stands_around_a_change() {
    let changes = Changes::between(GIVEN, &GIVEN.replace("four", "4"), 2);
    let shown: Vec<_> = changes
        .difference
        .iter()
        .map(|line| (line.change, line.line, line.text.as_str()))
        .collect();
    let expected = [
        (Change::Same, 2, "two"),
        (Change::Same, 3, "three"),
        (Change::Removed, 4, "four"),
        (Change::Added, 4, "4"),
        (Change::Same, 5, "five"),
        (Change::Same, 6, "six"),
    ];
    assert_eq!(shown, expected);
    assert!(!changes.shortened);
}

#[test]
fn a_huge_answer_is_counted_and_not_compared() {
    let huge = "x\n".repeat(100_000);
    let changes = Changes::between(GIVEN, &huge, 60);
    assert_eq!(changes.lines, 99_993);
    assert!(changes.shortened && changes.difference.is_empty() && !changes.fit());
    let many = Changes::between("", &"y\n".repeat(900), 4);
    assert_eq!((many.lines, many.difference.len()), (900, 200));
    assert!(many.shortened);
}
