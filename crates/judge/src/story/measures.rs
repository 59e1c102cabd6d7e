//! What is counted and timed in a telling.

use onsite_domain::story::{Measure, Part};

use super::{
    gaps::is_i,
    numbers::is_number,
    telling::{SetUp, Spoken, Telling},
    text::Text,
};

/// Every measure of a telling.
pub(super) fn measures(telling: &Telling<'_>) -> Vec<Measure> {
    let mut list = Vec::new();
    let words: usize = telling.parts.iter().map(|p| p.text.tokens.len()).sum();
    list.push(counted(
        "words",
        words,
        "words",
        format!("{words} words in all"),
    ));
    for spoken in &telling.parts {
        let (name, title) = (spoken.part.name(), title(spoken.part));
        let words = spoken.text.tokens.len();
        let id = format!("words_{name}");
        list.push(counted(
            &id,
            words,
            "words",
            format!("{title}: {words} words"),
        ));
        if spoken.clock_ms.is_some() {
            let seconds = spoken.seconds();
            let text = format!("{title}: spoken in {seconds:.0} s");
            list.push(measure(&format!("spoken_{name}"), seconds, "s", text));
        }
    }
    set_up(telling, &mut list);
    let sum = |count: &dyn Fn(&Text<'_>) -> usize| -> usize {
        telling.parts.iter().map(|spoken| count(&spoken.text)).sum()
    };
    for (id, count, what) in [
        ("i", sum(&own), "“I”, “me”, “my”"),
        ("we", sum(&joint), "“we”, “us”, “our”"),
        ("numbers", sum(&numbers), "numbers"),
    ] {
        list.push(counted(id, count, "", format!("{what}: {count}")));
    }
    list
}

fn set_up(telling: &Telling<'_>, list: &mut Vec<Measure>) {
    let SetUp {
        words,
        seconds,
        timed,
    } = telling.set_up();
    let all: f64 = telling.parts.iter().map(Spoken::seconds).sum();
    let how = if timed {
        "as spoken"
    } else {
        "at 150 words a minute"
    };
    list.push(counted(
        "set_up_words",
        words,
        "words",
        format!("Set-up: {words} words before the first own action"),
    ));
    list.push(measure(
        "set_up_seconds",
        seconds,
        "s",
        format!("Set-up: {seconds:.0} s {how}; a listener follows for 30"),
    ));
    if all > 0.0 {
        let share = 100.0 * seconds / all;
        let text = format!("Set-up: {share:.0}% of the telling");
        list.push(measure("set_up_share", share, "%", text));
    }
}

fn title(part: Part) -> &'static str {
    match part {
        Part::Context => "Context",
        Part::Problem => "Problem",
        Part::Actions => "Actions",
        Part::Decisions => "Decisions",
        Part::Result => "Result",
        Part::Lesson => "Lesson",
        Part::People => "People",
    }
}

/// "I" in all its forms, outside others' words.
fn own(text: &Text<'_>) -> usize {
    let tokens = text.tokens.as_slice();
    let mine = |at: usize| {
        let word = tokens[at].lower.as_str();
        !tokens[at].quoted && matches!(word, "me" | "my" | "mine" | "myself")
    };
    (0..tokens.len())
        .filter(|at| is_i(text, tokens, *at) || mine(*at))
        .count()
}

/// "We" in all its forms, outside others' words; the country is no "us".
fn joint(text: &Text<'_>) -> usize {
    let counts = |token: &&super::text::Token| {
        let ours = matches!(
            token.lower.as_str(),
            "we" | "we're" | "we've" | "we'd" | "we'll" | "us" | "our" | "ours" | "ourselves"
        );
        ours && !token.quoted && &text.whole[token.at.clone()] != "US"
    };
    text.tokens.iter().filter(counts).count()
}

/// Numbers; words that make up one number count once.
fn numbers(text: &Text<'_>) -> usize {
    let mut found = 0;
    let mut before = false;
    for at in 0..text.tokens.len() {
        let is = is_number(text, at);
        let near = at > 0 && {
            let (last, this) = (&text.tokens[at - 1].at, &text.tokens[at].at);
            text.whole[last.end..this.start]
                .chars()
                .all(char::is_whitespace)
        };
        found += usize::from(is && !(before && near));
        before = is;
    }
    found
}

fn counted(id: &str, count: usize, unit: &str, text: String) -> Measure {
    let value = f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    measure(id, value, unit, text)
}

fn measure(id: &str, value: f64, unit: &str, text: String) -> Measure {
    Measure {
        id: id.to_owned(),
        value,
        unit: unit.to_owned(),
        text,
    }
}
