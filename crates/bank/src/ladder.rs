//! Checks of the hint ladder: each rung gives more than the one before, and none gives away a
//! later one.

use std::collections::BTreeSet;

use onsite_domain::question::{Hint, HintStep};

use crate::{
    checks::{no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::At,
    package::MANIFEST,
};

/// Fewest letters of a word that carries meaning here.
const SHORTEST_WORD: usize = 4;
/// Words are compared by so many letters, so that endings do not tell them apart.
const STEM: usize = 6;
/// Fewest of a rung's own words that make giving them away certain.
const FEWEST_SHARED: usize = 3;
/// Words that any two hints may have in common.
const COMMON: [&str; 56] = [
    "after", "again", "also", "always", "another", "because", "before", "between", "both",
    "cannot", "does", "done", "each", "else", "even", "ever", "every", "first", "from", "gives",
    "have", "into", "just", "keep", "last", "least", "like", "many", "more", "most", "must",
    "need", "never", "nothing", "only", "other", "same", "says", "still", "such", "take", "than",
    "that", "them", "then", "there", "these", "they", "this", "until", "were", "what", "when",
    "which", "with", "your",
];

/// Checks order, completeness and what each rung gives away.
pub(crate) fn check(hints: &[At<Hint>], files: &Files, notes: &mut Notes) {
    check_order(hints, notes);
    for hint in hints {
        not_empty("hint text", MANIFEST, &hint.value.text, hint.line, notes);
    }
    let texts = hints.iter().map(|h| (h.value.text.as_str(), h.line));
    no_duplicates("hint texts", MANIFEST, texts, notes);
    check_weight(hints, notes);
    check_leaks(hints, files.get("statement.md").unwrap_or_default(), notes);
}

fn check_order(hints: &[At<Hint>], notes: &mut Notes) {
    for pair in hints.windows(2) {
        let [before, after] = pair else { continue };
        if after.value.step <= before.value.step {
            notes.add(
                "hint-order",
                MANIFEST,
                after.line,
                "the hints are not in ladder order, at most one per step",
                "put them in the order nudge, approach, key_step",
            );
        }
    }
    for (step, name) in [(HintStep::Nudge, "nudge"), (HintStep::KeyStep, "key_step")] {
        if !hints.iter().any(|hint| hint.value.step == step) {
            let message = format!("the hint “{name}” is missing");
            let help = "add it as [[hint]]: a ladder has at least nudge and key_step";
            notes.add("missing-hint", MANIFEST, None, message, help);
        }
    }
}

/// A nudge turns the eye and takes a sentence or two; one that is half as long again as the key
/// step says too much, or the two stand in each other's place.
fn check_weight(hints: &[At<Hint>], notes: &mut Notes) {
    let of = |step| hints.iter().find(|hint| hint.value.step == step);
    let (Some(nudge), Some(key)) = (of(HintStep::Nudge), of(HintStep::KeyStep)) else {
        return;
    };
    let words = |hint: &At<Hint>| hint.value.text.split_whitespace().count();
    let (short, long) = (words(nudge), words(key));
    if 2 * short > 3 * long {
        let message = format!("the nudge has {short} words, the key step {long}");
        let help = "the first hint only turns the eye: shorten it, or see whether the two stand \
                    in each other's place";
        notes.add("hint-weight", MANIFEST, nudge.line, message, help);
    }
}

/// A rung gives a later one away where it holds half of what that one adds to the statement, or a
/// piece of code or maths that only that one is to show.
fn check_leaks(hints: &[At<Hint>], statement: &str, notes: &mut Notes) {
    let stated = words(statement);
    for (index, earlier) in hints.iter().enumerate() {
        let said = words(&earlier.value.text);
        let shown = pieces(&earlier.value.text);
        for later in &hints[index + 1..] {
            let own = words(&later.value.text);
            let own: BTreeSet<_> = own.difference(&stated).collect();
            let given = own.iter().filter(|word| said.contains(**word)).count();
            let by_words = given >= FEWEST_SHARED && 2 * given >= own.len();
            let pieces = pieces(&later.value.text);
            let piece = pieces
                .intersection(&shown)
                .find(|piece| !statement.contains(*piece));
            let what = match piece {
                Some(piece) => format!("holds “{piece}”"),
                None if by_words => format!("has {given} of the {} words", own.len()),
                None => continue,
            };
            let message = format!(
                "the hint on line {} {what} that the one here is to add",
                earlier.line
            );
            let help = "an earlier hint leaves the later one something to say: take it out there";
            notes.add("hint-leak", MANIFEST, later.line, message, help);
        }
    }
}

/// The stems of the words that carry meaning.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() >= SHORTEST_WORD && !COMMON.contains(&word.as_str()))
        .map(|word| word.chars().take(STEM).collect())
        .collect()
}

/// What stands as code or as maths and is more than a name or a number.
fn pieces(text: &str) -> BTreeSet<&str> {
    ['`', '$']
        .into_iter()
        .flat_map(|mark| text.split(mark).skip(1).step_by(2))
        .map(str::trim)
        .filter(|piece| !piece.chars().all(|c| c.is_alphanumeric() || c == '_'))
        .collect()
}
