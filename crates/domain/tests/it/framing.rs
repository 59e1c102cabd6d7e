//! The framing sheet: what contradicts, what says nothing, what holds.

use onsite_domain::framing::{Cell, Choice, Clash, Framed, Written, check, refuse};

fn choice(id: &str, against: Option<&str>, clash: &[&str]) -> Choice {
    let clash = clash.iter().map(|with| Clash {
        with: (*with).to_owned(),
        because: format!("{id} and {with} cannot both hold."),
    });
    Choice {
        id: id.to_owned(),
        text: format!("The {id}"),
        against: against.map(str::to_owned),
        clash: clash.collect(),
    }
}

fn cell(id: &str, most: u32, option: Vec<Choice>) -> Cell {
    Cell {
        id: id.to_owned(),
        asks: format!("Which {id}?"),
        probe: format!("Why that {id}?"),
        most,
        option,
    }
}

fn cells() -> Vec<Cell> {
    vec![
        cell(
            "label",
            1,
            vec![choice("click", None, &[]), choice("order", None, &[])],
        ),
        cell(
            "retraining",
            1,
            vec![
                choice("hourly", None, &["label.order"]),
                choice("daily", None, &[]),
                choice("never", Some("The world moves."), &[]),
            ],
        ),
        cell(
            "features",
            2,
            vec![
                choice("recent", None, &[]),
                choice("history", None, &[]),
                choice("later", Some("Not there yet."), &[]),
            ],
        ),
    ]
}

const REASON: &str = "a reason of six whole words";

type Sheet<'a> = [(&'a [&'a str], &'a str); 3];

fn states(sheet: &Sheet<'_>) -> Vec<(Framed, Vec<String>)> {
    let cells = cells();
    let written = |id: &str| {
        let at = cells.iter().position(|cell| cell.id == id);
        let (pick, why) = sheet[at.expect("a cell")];
        Written {
            pick: pick.iter().map(|&id| id.to_owned()).collect(),
            why: why.to_owned(),
        }
    };
    let detail = check(&cells, &written);
    let cells = detail.cells.into_iter();
    cells.map(|cell| (cell.state, cell.notes)).collect()
}

#[test]
fn a_sheet_is_held_to_its_cells() {
    use Framed::{Contradicts, Empty, Sound, Vague};
    let table: [(Sheet<'_>, [Framed; 3]); 6] = [
        (
            [
                (&["click"], REASON),
                (&["hourly"], REASON),
                (&["recent", "history"], REASON),
            ],
            [Sound, Sound, Sound],
        ),
        // An hour is enough for clicks, and not for orders; it is said where the clash stands.
        (
            [
                (&["order"], REASON),
                (&["hourly"], REASON),
                (&["recent"], REASON),
            ],
            [Sound, Contradicts, Sound],
        ),
        (
            [
                (&["order"], REASON),
                (&["never"], ""),
                (&["recent", "later"], REASON),
            ],
            [Sound, Contradicts, Contradicts],
        ),
        (
            [
                (&[], REASON),
                (&["daily"], "because of that"),
                (&["recent"], ""),
            ],
            [Empty, Vague, Vague],
        ),
        ([(&[], ""), (&[], ""), (&[], "")], [Empty, Empty, Empty]),
        // A clash with a choice that was not made is none.
        (
            [(&[], ""), (&["hourly"], REASON), (&[], "")],
            [Empty, Sound, Empty],
        ),
    ];
    for (sheet, wanted) in table {
        let found = states(&sheet);
        let kinds: Vec<Framed> = found.iter().map(|(state, _)| *state).collect();
        assert_eq!(kinds, wanted, "{sheet:?}");
        for (state, notes) in found {
            assert_eq!(notes.is_empty(), state == Sound, "{notes:?}");
        }
    }
    let clash = &states(&table[1].0)[1].1;
    assert_eq!(clash, &["hourly and label.order cannot both hold."]);
    let probe = &states(&table[3].0)[0].1;
    assert_eq!(probe, &["Why that label?"]);
}

#[test]
fn what_no_cell_has_is_refused() {
    let cells = cells();
    let pick = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect::<Vec<_>>();
    assert_eq!(
        refuse(&cells, "features", &pick(&["recent", "later"])),
        None
    );
    for (cell, picked, words) in [
        ("lable", pick(&["click"]), "no cell `lable`"),
        ("label", pick(&["clicks"]), "no choice `clicks`"),
        ("label", pick(&["click", "order"]), "2 choices; 1 at most"),
    ] {
        let said = refuse(&cells, cell, &picked).expect("refused");
        assert!(said.contains(words), "{said}");
    }
}
