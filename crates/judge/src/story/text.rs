//! Words and sentences of what was told, each with its place, so that a quote is an exact slice.
//!
//! Made for speech that was typed: bullets for sentences, lines wrapped anywhere, full stops left
//! out. Everything here goes once through the text.

use std::ops::Range;

/// Longest stretch between quotation marks that is taken for somebody else's words, in bytes.
const MOST_SPEECH_BYTES: usize = 400;
/// Longest quote, in characters.
pub(super) const MOST_QUOTE_CHARS: usize = 200;
/// How much before the words that matter a cut quote begins, in characters.
const QUOTE_LEAD_CHARS: usize = 60;
/// A line at least this long was wrapped rather than ended.
const WRAPPED_CHARS: usize = 60;

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 33] = [
    "approx", "ca", "cf", "co", "corp", "dept", "dr", "e.g", "eq", "est", "etc", "fig", "figs",
    "i.e", "inc", "jr", "ltd", "max", "min", "mr", "mrs", "ms", "no", "nos", "prof", "resp", "sec",
    "sr", "st", "u.k", "u.s", "vol", "vs",
];
/// Abbreviations that also end sentences; a capital after them begins a new one.
const EITHER: [&str; 12] = [
    "co", "corp", "etc", "inc", "ltd", "max", "min", "ms", "no", "sec", "u.k", "u.s",
];
/// Most signs that are looked at between a stop and what follows it; a row of dots stays cheap.
const MOST_SIGNS: usize = 8;

/// A word, number or name.
#[derive(Debug)]
pub(super) struct Token {
    /// Where it stands, in bytes.
    pub(super) at: Range<usize>,
    /// In small letters, with straight apostrophes.
    pub(super) lower: String,
    /// Whether it stands in somebody else's words.
    pub(super) quoted: bool,
}

/// A sentence: where it stands, and which tokens are in it.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    /// Where it stands, in bytes, without space around it.
    pub(super) at: Range<usize>,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

/// A text taken apart.
#[derive(Debug)]
pub(super) struct Text<'t> {
    /// The text as told.
    pub(super) whole: &'t str,
    /// Its words.
    pub(super) tokens: Vec<Token>,
    /// Its sentences.
    pub(super) sentences: Vec<Sentence>,
}

impl<'t> Text<'t> {
    /// Takes a text apart.
    pub(super) fn new(whole: &'t str) -> Self {
        let mut tokens = tokens(whole);
        mark_speech(whole, &mut tokens);
        let sentences = sentences(whole, &tokens);
        Self {
            whole,
            tokens,
            sentences,
        }
    }

    /// The tokens of a sentence.
    pub(super) fn of(&self, sentence: &Sentence) -> &[Token] {
        &self.tokens[sentence.tokens.clone()]
    }

    /// The sentence as an exact slice: whole where it is short enough, else the words around the
    /// token `around` of the text.
    pub(super) fn quote(&self, sentence: &Sentence, around: Option<usize>) -> String {
        let text = &self.whole[sentence.at.clone()];
        if text.chars().nth(MOST_QUOTE_CHARS).is_none() {
            return text.to_owned();
        }
        let hit = around.map(|index| &self.tokens[index].at);
        let near = hit.is_none_or(|at| {
            text[..at.end - sentence.at.start].chars().count() <= MOST_QUOTE_CHARS
        });
        let start = if near {
            sentence.at.start
        } else {
            self.lead(sentence, hit.map_or(sentence.at.start, |at| at.start))
        };
        self.cut(start, sentence.at.end)
    }

    /// Where a quote begins so that it leads up to a byte: at a word of the sentence.
    fn lead(&self, sentence: &Sentence, hit: usize) -> usize {
        let mut start = hit;
        for token in self.of(sentence).iter().rev() {
            if token.at.start > hit {
                continue;
            }
            let lead = self.whole[token.at.start..hit].chars().count();
            if lead > QUOTE_LEAD_CHARS {
                break;
            }
            start = token.at.start;
        }
        start
    }

    /// From a byte on, as many whole words as fit a quote; at least the beginning of one.
    fn cut(&self, start: usize, end: usize) -> String {
        let rest = &self.whole[start..end];
        let Some((most, _)) = rest.char_indices().nth(MOST_QUOTE_CHARS) else {
            return rest.to_owned();
        };
        let words = rest[..most].trim_end();
        let cut_in_word = rest[most..].starts_with(|c: char| !c.is_whitespace());
        let at_word = words.rfind(char::is_whitespace).filter(|_| cut_in_word);
        at_word
            .map_or(words, |at| words[..at].trim_end())
            .to_owned()
    }
}

/// What holds two halves of one word together between letters or digits.
fn joins(before: char, between: char, after: char) -> bool {
    match between {
        '\'' | '’' | '-' | '‑' | '/' | '&' | '_' | '@' => true,
        '.' | ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        _ => false,
    }
}

fn tokens(whole: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = whole.char_indices().peekable();
    // Whether no word has come since the line began.
    let mut fresh = true;
    while let Some((start, first)) = chars.next() {
        fresh |= first == '\n';
        if !first.is_alphanumeric() {
            continue;
        }
        let (mut end, mut last) = (start + first.len_utf8(), first);
        while let Some((at, c)) = chars.peek().copied() {
            if c.is_alphanumeric() || is_mark(c) {
                last = c;
                end = at + c.len_utf8();
                chars.next();
                continue;
            }
            let after = whole[at + c.len_utf8()..].chars().next();
            let Some(after) = after.filter(|a| a.is_alphanumeric()) else {
                break;
            };
            if !joins(last, c, after) && !is_dotted(&whole[start..at], c, after) {
                break;
            }
            last = c;
            chars.next();
        }
        // The number of an entry in a list says nothing.
        if std::mem::take(&mut fresh) && is_entry(&whole[start..]) {
            continue;
        }
        let lower = whole[start..end]
            .to_lowercase()
            .replace('’', "'")
            .replace('‑', "-");
        tokens.push(Token {
            at: start..end,
            lower,
            quoted: false,
        });
    }
    tokens
}

/// Whether a character belongs to the letter before it: an accent set apart.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a full stop stands inside an abbreviation such as `i.e` or `U.S`.
fn is_dotted(before: &str, between: char, after: char) -> bool {
    let single = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    // The last piece is enough to look at; the ones before it were looked at on the way.
    let last = before.rsplit('.').next().unwrap_or(before);
    between == '.' && after.is_alphabetic() && single(last)
}

/// Marks what stands in double quotation marks: somebody else's words, or words held at a distance.
fn mark_speech(whole: &str, tokens: &mut [Token]) {
    let mut open: Option<usize> = None;
    let mut next = 0;
    for (at, c) in whole.char_indices() {
        match c {
            '“' | '«' => open = Some(at),
            '\n' if whole[at + 1..].starts_with('\n') => open = None,
            '"' if open.is_none() => open = Some(at),
            '"' | '”' | '»' => {
                if let Some(start) = open.take().filter(|start| at - start <= MOST_SPEECH_BYTES) {
                    while tokens.get(next).is_some_and(|token| token.at.start < start) {
                        next += 1;
                    }
                    while tokens.get(next).is_some_and(|token| token.at.start < at) {
                        tokens[next].quoted = true;
                        next += 1;
                    }
                }
            }
            _ => {}
        }
    }
}

fn sentences(whole: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut found = Vec::new();
    let (mut start, mut next) = (0, 0);
    let mut add = |range: Range<usize>, next: &mut usize| {
        let at = trimmed(whole, range);
        let first = *next;
        while tokens
            .get(*next)
            .is_some_and(|token| token.at.start < at.end)
        {
            *next += 1;
        }
        // A sentence without a word is a rule, a dash or a smile.
        if *next > first {
            let tokens = first..*next;
            found.push(Sentence { at, tokens });
        }
    };
    let mut word = 0;
    let mut line = 0;
    for (at, c) in whole.char_indices() {
        while tokens.get(word).is_some_and(|token| token.at.end <= at) {
            word += 1;
        }
        let inside = tokens.get(word).is_some_and(|token| token.at.start < at);
        let end = at + c.len_utf8();
        let ends = match c {
            _ if inside => false,
            '.' => stop_ends(&whole[end..], at, line, &tokens[..word]),
            '!' | '?' | '…' => next_begins(&whole[end..]),
            '。' | '！' | '？' => true,
            '\n' => line_ends(whole, line, at),
            _ => false,
        };
        if c == '\n' {
            line = end;
        }
        if ends {
            let closed = end + closing(&whole[end..]);
            add(start..closed, &mut next);
            start = closed;
        }
    }
    add(start..whole.len(), &mut next);
    found
}

/// Whether a character may stand between a stop and the space after it.
fn closes(c: char) -> bool {
    matches!(c, '"' | '”' | '»' | '’' | ')' | ']' | '.' | '!' | '?' | '…')
}

/// Bytes of quotation marks and brackets that close what a stop ended.
fn closing(rest: &str) -> usize {
    let signs = rest.chars().take(MOST_SIGNS).take_while(|c| closes(*c));
    signs.map(char::len_utf8).sum()
}

/// Whether what follows a stop could begin a sentence: space or the end.
fn next_begins(rest: &str) -> bool {
    let after = &rest[closing(rest)..];
    after.chars().next().is_none_or(char::is_whitespace)
}

/// Whether a full stop at a byte ends a sentence, from what follows it, where its line begins and
/// the words before it.
fn stop_ends(rest: &str, at: usize, line: usize, before: &[Token]) -> bool {
    if !next_begins(rest) {
        return false;
    }
    let Some((last, others)) = before.split_last().filter(|(last, _)| last.at.end == at) else {
        // After a bracket, a sign or a percentage.
        return true;
    };
    // "a." at the beginning of a line begins an entry of a list.
    let begins_line = last.at.start >= line && others.last().is_none_or(|t| t.at.end <= line);
    let word = last.lower.as_str();
    if begins_line && word.chars().nth(1).is_none() {
        return false;
    }
    if !ABBREVIATIONS.contains(&word) {
        return true;
    }
    let first = rest
        .chars()
        .take(2 * MOST_SIGNS)
        .find(|c| c.is_alphanumeric());
    first.is_none_or(|c| c.is_uppercase() && EITHER.contains(&word))
}

/// Whether a line break ends a sentence: at a blank line, before a bullet, and where the line is
/// too short to have been wrapped, unless the next goes on in small letters.
fn line_ends(whole: &str, line: usize, at: usize) -> bool {
    let rest = &whole[at + 1..];
    let line = whole[line..at].trim();
    let next = rest.trim_start_matches([' ', '\t', '\r']);
    if next.is_empty() || next.starts_with('\n') || line.is_empty() || is_entry(next) {
        return true;
    }
    let goes_on = next.chars().next().is_some_and(char::is_lowercase);
    !goes_on && line.chars().nth(WRAPPED_CHARS).is_none()
}

/// Whether a line begins an entry of a list.
fn is_entry(line: &str) -> bool {
    let bullet = line.starts_with(['-', '*', '•', '–', '—', '+', '·', '▪', '‣'])
        && line.chars().nth(1).is_some_and(char::is_whitespace);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=2).contains(&digits)
        && line[digits..].starts_with(['.', ')'])
        && line[digits + 1..].starts_with([' ', '\t']);
    bullet || numbered
}

/// A range without the space and the bullet around what it holds.
fn trimmed(whole: &str, range: Range<usize>) -> Range<usize> {
    let text = &whole[range.clone()];
    let mut start = text.trim_start();
    if is_entry(start) {
        let after = start.trim_start_matches(|c: char| !c.is_whitespace());
        start = after.trim_start();
    }
    let from = range.end - start.len();
    from..from + start.trim_end().len()
}
