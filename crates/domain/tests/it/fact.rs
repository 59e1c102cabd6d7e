//! Which fact a text asks for.

use onsite_domain::fact::{Fact, asked_for, nearest};
use proptest::{collection::vec, prelude::*, sample::subsequence};

fn fact(id: &str, asked: &[&str]) -> Fact {
    Fact {
        id: id.to_owned(),
        asked: asked.iter().map(|&phrase| phrase.to_owned()).collect(),
        answer: format!("What is told of {id}."),
    }
}

/// Facts of a shop, with words that several of them share.
fn shop() -> Vec<Fact> {
    vec![
        fact(
            "hours",
            &[
                "when does the shop open",
                "what are the opening hours",
                "is the shop open on Sundays",
            ],
        ),
        fact(
            "prices",
            &[
                "what does a copy cost",
                "are duplicates dear",
                "is the price per page",
                "how large is the price of one page",
            ],
        ),
        fact(
            "sizes",
            &[
                "how large can a page be",
                "which sizes of paper are used",
                "do you stop at A3",
            ],
        ),
        fact("colour", &["colour", "is colour printing possible"]),
    ]
}

fn found<'a>(facts: &'a [Fact], text: &str) -> Option<&'a str> {
    asked_for(facts, text).map(|fact| fact.id.as_str())
}

#[test]
fn finds_the_fact_that_is_meant() {
    let table = [
        // As it stands, in other letters, with other marks.
        ("when does the shop open", Some("hours")),
        ("WHEN does the Shop open?!", Some("hours")),
        ("the shop’s opening hours, please", Some("hours")),
        // Endings and spellings.
        ("what do copies cost", Some("prices")),
        ("what does copying cost", Some("prices")),
        ("what is the largest page", Some("sizes")),
        ("are you using any paper size", Some("sizes")),
        ("when is it stopped, at A3", Some("sizes")),
        ("price of 1 page", Some("prices")),
        ("is duplication dear", Some("prices")),
        // Words around it that no fact knows.
        (
            "Sorry, before I walk over there: on Sundays, would the shop be open at all?",
            Some("hours"),
        ),
        // A word that one fact alone knows tells more than those that several know.
        ("is a large page at another price", Some("prices")),
        // One word is enough where it is the phrasing, or where hardly more is said.
        (
            "I wonder whether you have got colour over there",
            Some("colour"),
        ),
        ("Sundays?", Some("hours")),
        ("what about Sundays", Some("hours")),
        ("my aunt comes to visit on Sundays", None),
        // Small words alone ask for nothing, and neither do words that no fact knows.
        ("what is it", None),
        ("tell me about your weekend", None),
        ("", None),
        ("…?!", None),
    ];
    let facts = shop();
    for (text, wanted) in table {
        assert_eq!(found(&facts, text), wanted, "{text}");
    }
}

#[test]
fn the_nearest_facts_share_words_with_what_was_asked() {
    let facts = shop();
    let near = |text: &str| -> Vec<&str> {
        let found = nearest(&facts, text, 2).into_iter();
        found.map(|fact| fact.id.as_str()).collect()
    };
    for fact in &facts {
        for phrase in &fact.asked {
            // What finds a fact is nearest to it, too.
            if found(&facts, phrase) == Some(&fact.id) {
                assert!(near(phrase).contains(&fact.id.as_str()), "{phrase}");
            }
        }
    }
    assert_eq!(near("xylophone quince"), Vec::<&str>::new());
    assert!(nearest(&facts, &facts[0].asked[0], 0).is_empty());
}

#[test]
fn of_equals_the_first_is_told() {
    let facts = [
        fact("first", &["same words"]),
        fact("second", &["words, same"]),
    ];
    assert_eq!(found(&facts, "the same words"), Some("first"));
    assert_eq!(found(&[], "the same words"), None);
}

#[test]
fn a_phrasing_of_small_words_asks_for_nothing() {
    let facts = [fact("small", &["what is it", ""])];
    assert_eq!(found(&facts, "what is it"), None);
    assert_eq!(found(&facts, ""), None);
}

/// Words without endings, so that each is one of its own.
fn word() -> impl Strategy<Value = String> {
    "[bcdfghk][aou][bcdfghk][aou][bcdfghk]{2}".prop_map(|word| word + "q")
}

/// Sets of facts of whose phrasings no two hold the same words.
fn disjoint() -> impl Strategy<Value = Vec<Fact>> {
    let phrasing = vec(word(), 1..5);
    vec(vec(phrasing, 1..5), 1..6).prop_map(|sets| {
        let mut seen = std::collections::BTreeSet::new();
        let mut facts = Vec::new();
        for (at, phrasings) in sets.into_iter().enumerate() {
            let mut asked = Vec::new();
            for mut words in phrasings {
                let phrase = words.join(" ");
                words.sort();
                words.dedup();
                if seen.insert(words) {
                    asked.push(phrase);
                }
            }
            let id = format!("fact-{at}");
            let answer = String::new();
            facts.push(Fact { id, asked, answer });
        }
        facts
    })
}

proptest! {
    #[test]
    fn nothing_makes_it_panic(
        asked in vec(vec(any::<String>(), 0..4), 0..4),
        text in any::<String>(),
    ) {
        let facts: Vec<_> = asked
            .into_iter()
            .map(|asked| Fact { id: String::new(), asked, answer: String::new() })
            .collect();
        asked_for(&facts, &text);
        for fact in &facts {
            for phrase in &fact.asked {
                asked_for(&facts, phrase);
            }
        }
    }

    #[test]
    fn a_phrasing_finds_its_own_fact(facts in disjoint()) {
        for fact in &facts {
            for phrase in &fact.asked {
                prop_assert_eq!(found(&facts, phrase), Some(fact.id.as_str()));
            }
        }
    }

    #[test]
    fn the_order_of_words_does_not_matter(
        words in subsequence(
            vec!["open", "shop", "Sundays", "copy", "price", "page", "large", "colour", "aunt", "is"],
            0..10,
        ).prop_flat_map(|words| (Just(words.clone()), Just(words).prop_shuffle())),
    ) {
        let facts = shop();
        let (one, other) = words;
        prop_assert_eq!(found(&facts, &one.join(" ")), found(&facts, &other.join(", ")));
    }

    #[test]
    fn what_no_fact_knows_changes_nothing_in_a_long_text(
        unknown in vec(word(), 0..6),
        which in 0_usize..3,
    ) {
        let facts = shop();
        let phrase = &facts[which].asked[0];
        let text = format!("{} {phrase}", unknown.join(" "));
        prop_assert_eq!(found(&facts, &text), Some(facts[which].id.as_str()));
    }
}
