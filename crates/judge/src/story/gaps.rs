//! The rules by which gaps are found: one function per gap, in the order in which an interviewer
//! probes. A rule that cannot hear a part, because it was told aloud and not written down, is
//! silent about it.

use onsite_domain::story::{Gap, Part, SET_UP_SECONDS};

use super::{
    numbers::is_number,
    telling::{Heard, Spoken, Telling},
    text::{Sentence, Text, Token},
    words::{
        ALTERNATIVE, BASELINE, BETWEEN, BLAME, BY_FAR, CHOOSING, DECIDING, DENIALS, EXPERIMENT,
        GROUP_DECISION, LEARNING, MACHINES_FAIL, MEASURED, MY_DECISION, NEVER, NO_BASELINE,
        NO_COMPARATIVES, NOT_VAGUE_AFTER, OWN_SIDE, PEOPLE, STATES, SUFFERED, VAGUE, begins, find,
        is_one,
    },
};

/// Fewest words that say what was learned.
const FEWEST_LESSON_WORDS: usize = 3;
/// How far "I" may stand before the word that makes a sentence its decision.
const DECISION_REACH: usize = 10;
/// How far a denial or a person may stand before words of blame.
const BLAME_REACH: usize = 6;

/// A gap and the words that show it.
pub(super) struct Found {
    pub(super) gap: Gap,
    pub(super) part: Part,
    pub(super) quote: Option<String>,
}

/// Every gap of a telling.
pub(super) fn gaps(telling: &Telling<'_>) -> Vec<Found> {
    let rules = [
        long_set_up,
        we_for_i,
        decision,
        result,
        vague_amount,
        blame,
        no_lesson,
    ];
    rules.iter().flat_map(|rule| rule(telling)).collect()
}

/// A gap shown by a sentence.
fn shown(gap: Gap, part: Part, text: &Text<'_>, sentence: &Sentence, at: Option<usize>) -> Found {
    Found {
        gap,
        part,
        quote: Some(text.quote(sentence, at)),
    }
}

fn absent(gap: Gap, part: Part) -> Found {
    Found {
        gap,
        part,
        quote: None,
    }
}

fn long_set_up(telling: &Telling<'_>) -> Vec<Found> {
    let limit = f64::from(SET_UP_SECONDS);
    if telling.set_up().seconds <= limit {
        return Vec::new();
    }
    let mut left = limit;
    for spoken in telling.parts.iter().take_while(|s| s.part < Part::Actions) {
        let seconds = spoken.seconds();
        if seconds > left {
            // The sentence in which the time runs out, taking words as evenly spoken.
            let share = left / seconds;
            let words = spoken.text.tokens.len();
            let over = |index: usize| index_share(index, words) >= share;
            let sentence = spoken
                .text
                .sentences
                .iter()
                .find(|sentence| over(sentence.tokens.end));
            return vec![match sentence {
                Some(s) => shown(Gap::LongSetUp, spoken.part, &spoken.text, s, None),
                None => absent(Gap::LongSetUp, spoken.part),
            }];
        }
        left -= seconds;
    }
    Vec::new()
}

/// How much of a text lies before a word.
pub(super) fn index_share(index: usize, words: usize) -> f64 {
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if words == 0 {
        1.0
    } else {
        count(index) / count(words)
    }
}

fn we_for_i(telling: &Telling<'_>) -> Vec<Found> {
    let (mut own, mut group) = (0, 0);
    let mut first: Option<Found> = None;
    for (part, text, sentence) in telling.sentences(&[Part::Actions, Part::Decisions]) {
        let tokens = text.of(sentence);
        let acts = (0..tokens.len())
            .filter(|at| is_i(text, tokens, *at))
            .count();
        let joint = (0..tokens.len()).filter(|at| is_we(tokens, *at)).count();
        own += acts;
        group += joint;
        if first.is_none() && joint > 0 && acts == 0 {
            first = Some(shown(Gap::WeForI, part, text, sentence, None));
        }
    }
    let found = first.filter(|_| group > own);
    found.into_iter().collect()
}

/// Whether the teller is the one who acts: "I" and its short forms, outside others' words, and not
/// a Roman one or a running index.
pub(super) fn is_i(text: &Text<'_>, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.quoted {
        return false;
    }
    match token.lower.as_str() {
        "i'm" | "i've" | "i'd" | "i'll" | "im" | "ive" => true,
        "i" => {
            let before = at.checked_sub(1).and_then(|at| tokens.get(at));
            let next = tokens.get(at + 1);
            let roman = is_one(
                before,
                &["type", "phase", "tier", "volume", "appendix", "table"],
            ) && (next.is_none()
                || is_one(
                    next,
                    &["error", "errors", "and", "or", "of", "trial", "trials"],
                ));
            let small = &text.whole[token.at.clone()] == "i";
            let index = small
                && (is_one(next, &["in"])
                    || is_one(before, &["for", "index"])
                    || text.whole[token.at.end..]
                        .trim_start()
                        .starts_with(['=', '<', ']']));
            !(roman || index)
        }
        _ => false,
    }
}

/// Whether the group acts: "we" and its short forms, or "the team" at a sentence's beginning.
fn is_we(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    if token.quoted {
        return false;
    }
    match token.lower.as_str() {
        "we" | "we're" | "we've" | "we'd" | "we'll" | "weve" => true,
        "team" | "group" => {
            at == 1
                && is_one(tokens.first(), &["the", "our", "my"])
                && !is_one(
                    tokens.get(2),
                    &["lead", "leader", "leads", "manager", "of", "next"],
                )
        }
        _ => false,
    }
}

/// Whether "I" at an index does something rather than is something.
pub(super) fn acts(text: &Text<'_>, tokens: &[Token], at: usize, idle: &[&str]) -> bool {
    if !is_i(text, tokens, at) {
        return false;
    }
    let is_between =
        |token: &&Token| BETWEEN.contains(&token.lower.as_str()) || token.lower.ends_with("ly");
    let verb = tokens[at + 1..]
        .iter()
        .take(4)
        .find(|token| !is_between(token));
    // "I'm" and "I'd" are what their second half says.
    let short = matches!(tokens[at].lower.as_str(), "i'm" | "im" | "i'd" | "i'll");
    !short && verb.is_some_and(|verb| !idle.contains(&verb.lower.as_str()))
}

/// Whether the first own action stands in a sentence.
pub(super) fn has_own_action(text: &Text<'_>, sentence: &Sentence) -> bool {
    let tokens = text.of(sentence);
    (0..tokens.len()).any(|at| acts(text, tokens, at, &STATES))
}

fn decision(telling: &Telling<'_>) -> Vec<Found> {
    const WHERE: [Part; 2] = [Part::Actions, Part::Decisions];
    let unheard = WHERE.iter().any(|part| telling.is_unheard(*part));
    let own = telling
        .sentences(&WHERE)
        .find_map(|(part, text, sentence)| {
            own_decision(part, text, sentence).map(|at| (part, text, sentence, at))
        });
    let Some((part, text, sentence, at)) = own else {
        if unheard {
            return Vec::new();
        }
        return vec![undecided(telling)];
    };
    let named =
        |(_, text, sentence): (Part, &Text<'_>, &Sentence)| names_alternative(text.of(sentence));
    if unheard || telling.sentences(&WHERE).any(named) {
        return Vec::new();
    }
    let at = sentence.tokens.start + at;
    vec![shown(Gap::NoAlternative, part, text, sentence, Some(at))]
}

/// Where in a sentence the teller decides.
fn own_decision(part: Part, text: &Text<'_>, sentence: &Sentence) -> Option<usize> {
    let tokens = text.of(sentence);
    if let Some(at) = find(tokens, &MY_DECISION) {
        return Some(at);
    }
    (0..tokens.len()).find(|at| {
        if !acts(text, tokens, *at, &SUFFERED) {
            return false;
        }
        let reach = &tokens[*at..tokens.len().min(at + DECISION_REACH)];
        part == Part::Decisions || find(reach, &DECIDING).is_some()
    })
}

fn names_alternative(tokens: &[Token]) -> bool {
    find(tokens, &ALTERNATIVE).is_some()
        || (find(tokens, &CHOOSING).is_some() && find(tokens, &["over"]).is_some())
}

/// No decision, with the sentence that comes nearest to one.
fn undecided(telling: &Telling<'_>) -> Found {
    let nearest = telling
        .sentences(&[Part::Decisions, Part::Actions])
        .find(|(_, text, sentence)| find(text.of(sentence), &GROUP_DECISION).is_some())
        .or_else(|| telling.sentences(&[Part::Decisions]).next());
    match nearest {
        Some((part, text, sentence)) => shown(Gap::NoDecision, part, text, sentence, None),
        None => absent(Gap::NoDecision, Part::Decisions),
    }
}

/// No result at all, or what is missing in it.
fn result(telling: &Telling<'_>) -> Vec<Found> {
    let spoken = match telling.heard(Part::Result) {
        Heard::Not => return vec![absent(Gap::NoResult, Part::Result)],
        Heard::Aloud => return Vec::new(),
        Heard::Words(spoken) => spoken,
    };
    let text = &spoken.text;
    let all = text.tokens.as_slice();
    let Some(number) = (0..all.len()).find(|at| is_number(text, *at)) else {
        let vague = text.sentences.iter().find(|s| vague(text.of(s)).is_some());
        let sentence = vague.or_else(|| text.sentences.first());
        return vec![match sentence {
            Some(sentence) => shown(Gap::NoNumber, Part::Result, text, sentence, None),
            None => absent(Gap::NoNumber, Part::Result),
        }];
    };
    let carries = |s: &&Sentence| s.tokens.contains(&number);
    let Some(sentence) = text.sentences.iter().find(carries) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if !text.sentences.iter().any(|s| compares(text, s)) {
        found.push(shown(
            Gap::NoBaseline,
            Part::Result,
            text,
            sentence,
            Some(number),
        ));
    }
    let experiment = || {
        telling
            .sentences(&[Part::Actions, Part::Decisions])
            .any(|(_, text, sentence)| find(text.of(sentence), &EXPERIMENT).is_some())
    };
    if find(all, &MEASURED).is_none() && !experiment() {
        found.push(shown(
            Gap::NotMeasured,
            Part::Result,
            text,
            sentence,
            Some(number),
        ));
    }
    found
}

/// Whether a sentence sets its number beside another.
fn compares(text: &Text<'_>, sentence: &Sentence) -> bool {
    let tokens = text.of(sentence);
    let number = |at: usize| {
        let at = sentence.tokens.start + at;
        at < sentence.tokens.end && is_number(text, at)
    };
    let by_word = (0..tokens.len()).any(|at| {
        let hit = BASELINE.iter().any(|phrase| begins(tokens, at, phrase));
        let idiom = || {
            let from = at.saturating_sub(2);
            (from..=at).any(|from| {
                NO_BASELINE
                    .iter()
                    .any(|phrase| begins(tokens, from, phrase))
            })
        };
        hit && !idiom()
    });
    // "more than 40" says one number; "more than the old one" compares.
    let by_than = (0..tokens.len()).any(|at| {
        let after = usize::from(is_one(tokens.get(at + 1), &["a", "the"]));
        tokens[at].lower == "than" && at + 1 < tokens.len() && !number(at + 1 + after)
    });
    // "From 17 to 15", "by 2 points from 17", "down from 17"; not "from 12 sites".
    let near = |at: usize| (at + 1..at + 5).any(number);
    let moves = |at: usize| matches!(tokens[at].lower.as_str(), "to" | "by") && near(at);
    let changes = (0..tokens.len()).any(moves);
    let by_from = (0..tokens.len()).any(|at| {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        tokens[at].lower == "from" && near(at) && (changes || is_one(before, &["down", "up"]))
    });
    by_word || by_than || by_from
}

/// Where an amount stands in words.
fn vague(tokens: &[Token]) -> Option<usize> {
    (0..tokens.len()).find(|at| {
        let before = at.checked_sub(1).and_then(|at| tokens.get(at));
        !tokens[*at].quoted
            && !is_one(before, &NOT_VAGUE_AFTER)
            && (VAGUE.iter().any(|phrase| begins(tokens, *at, phrase)) || is_by_far(tokens, *at))
    })
}

/// "Much better", "far fewer", "way faster".
fn is_by_far(tokens: &[Token], at: usize) -> bool {
    BY_FAR.contains(&tokens[at].lower.as_str())
        && tokens.get(at + 1).is_some_and(|next| {
            let word = next.lower.as_str();
            matches!(word, "more" | "less" | "worse")
                || (word.ends_with("er") && !NO_COMPARATIVES.contains(&word))
        })
}

fn vague_amount(telling: &Telling<'_>) -> Vec<Found> {
    let numberless = |text: &Text<'_>, tokens: &std::ops::Range<usize>| {
        !tokens.clone().any(|at| is_number(text, at))
    };
    // Where the whole result has no number, that is said already.
    let whole = |part: Part, text: &Text<'_>| {
        part == Part::Result && numberless(text, &(0..text.tokens.len()))
    };
    telling
        .sentences(&[Part::Actions, Part::Decisions, Part::Result])
        .find_map(|(part, text, sentence)| {
            let at = vague(text.of(sentence))?;
            let counts = numberless(text, &sentence.tokens) && !whole(part, text);
            let at = sentence.tokens.start + at;
            counts.then(|| shown(Gap::VagueAmount, part, text, sentence, Some(at)))
        })
        .into_iter()
        .collect()
}

fn blame(telling: &Telling<'_>) -> Vec<Found> {
    telling
        .sentences(&Part::ALL)
        .find_map(|(part, text, sentence)| {
            let tokens = text.of(sentence);
            let at = (0..tokens.len()).find(|at| blames(tokens, *at))?;
            let at = sentence.tokens.start + at;
            Some(shown(Gap::Blame, part, text, sentence, Some(at)))
        })
        .into_iter()
        .collect()
}

/// Whether words of blame begin at an index and are meant.
fn blames(tokens: &[Token], at: usize) -> bool {
    if tokens[at].quoted {
        return false;
    }
    let before = &tokens[at.saturating_sub(BLAME_REACH)..at];
    if before.iter().any(|t| DENIALS.contains(&t.lower.as_str())) {
        return false;
    }
    let subject = before.iter().rev().map(|t| t.lower.as_str());
    let mut subject = subject.filter(|word| PEOPLE.contains(word) || OWN_SIDE.contains(word));
    let subject = subject.next();
    let person = subject.is_some_and(|word| PEOPLE.contains(&word));
    let next = tokens.get(at + 2);
    if begins(tokens, at, "failed to") {
        return person && next.is_some() && !is_one(next, &MACHINES_FAIL);
    }
    if begins(tokens, at, "never") {
        return person && is_one(tokens.get(at + 1), &NEVER);
    }
    if begins(tokens, at, "i blame") || begins(tokens, at, "i blamed") {
        return !is_one(next, &["myself", "nobody", "no", "my", "neither"]);
    }
    let phrase = BLAME.iter().find(|phrase| begins(tokens, at, phrase));
    phrase.is_some_and(|phrase| {
        let after = tokens.get(at + phrase.split(' ').count());
        let own = subject.is_some_and(|word| OWN_SIDE.contains(&word));
        match *phrase {
            "fault of" => !is_one(after, &["mine", "ours", "my", "our"]),
            "to blame" | "was at fault" | "were at fault" => !own,
            phrase => person || !NEEDS_PERSON.contains(&phrase),
        }
    })
}

/// Words that blame only where a person is their subject.
const NEEDS_PERSON: [&str; 15] = [
    "dropped the ball",
    "messed up",
    "screwed up",
    "botched",
    "didn't care",
    "did not care",
    "never cared",
    "didn't listen",
    "did not listen",
    "didn't understand",
    "did not understand",
    "had no idea",
    "careless",
    "lazy",
    "no idea what",
];

fn no_lesson(telling: &Telling<'_>) -> Vec<Found> {
    let lesson = match telling.heard(Part::Lesson) {
        Heard::Aloud => return Vec::new(),
        Heard::Words(spoken) => Some(spoken),
        Heard::Not => None,
    };
    let learned = |spoken: &Spoken<'_>| find(&spoken.text.tokens, &LEARNING).is_some();
    let in_result = match telling.heard(Part::Result) {
        Heard::Aloud | Heard::Not => false,
        Heard::Words(spoken) => learned(spoken),
    };
    match lesson {
        Some(spoken) if spoken.text.tokens.len() >= FEWEST_LESSON_WORDS => Vec::new(),
        _ if in_result => Vec::new(),
        Some(spoken) => spoken.text.sentences.first().map_or_else(
            || vec![absent(Gap::NoLesson, Part::Lesson)],
            |s| vec![shown(Gap::NoLesson, Part::Lesson, &spoken.text, s, None)],
        ),
        None => vec![absent(Gap::NoLesson, Part::Lesson)],
    }
}
