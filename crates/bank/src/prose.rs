//! Checks of Markdown and of blanks left by the skeleton: what a reader would trip over.

use crate::{
    diagnostic::Notes,
    files::{Files, line_at},
};

/// What marks a blank that `onsite bank new` leaves for the author.
pub(crate) const BLANK: &str = "{blank:";

/// Longest prose file, in bytes.
const MOST_PROSE_BYTES: usize = 64 * 1024;

/// The prose of every package, with the fewest words that can do its work.
const PROSE: [(&str, usize, &str); 3] = [
    (
        "statement.md",
        40,
        "say what is given, what is asked, the bounds, and an example",
    ),
    (
        "interviewer.md",
        30,
        "say what to leave unsaid, what to answer when asked, where to push back",
    ),
    (
        "editorial.md",
        60,
        "derive the answer, compare approaches, say what is below, at and above the bar",
    ),
];

/// Elements that make a page load something or run something.
const LOADING_TAGS: [&str; 12] = [
    "<img", "<script", "<iframe", "<link", "<object", "<embed", "<video", "<audio", "<source",
    "<style", "<base", "<form",
];

/// Checks the prose files of a package.
pub(crate) fn check(files: &Files, notes: &mut Notes) {
    for (file, fewest, should) in PROSE {
        let Some(text) = files.get(file) else {
            notes.add(
                "missing-file",
                file,
                None,
                format!("{file} is missing"),
                should,
            );
            continue;
        };
        let words = text.split_whitespace().count();
        if words < fewest {
            let message = format!("{words} words are too few; {fewest} is the least");
            notes.add("too-short", file, None, message, should);
        }
        if text.len() > MOST_PROSE_BYTES {
            let message = format!("prose has at most {} KiB", MOST_PROSE_BYTES / 1024);
            notes.add("too-large", file, None, message, "shorten it");
        }
        nothing_is_loaded(file, text, notes);
    }
}

/// Notes every blank that the skeleton left.
pub(crate) fn check_blanks(files: &Files, notes: &mut Notes) {
    for (file, text) in files.iter() {
        for (offset, found) in text.match_indices(BLANK) {
            let rest = &text[offset + found.len()..];
            let what = rest.split(['}', '\n']).next().unwrap_or_default().trim();
            notes.add(
                "blank",
                file,
                line_at(text.as_bytes(), offset),
                format!("a blank is left: {what}"),
                "write what it asks for in its place, braces and all",
            );
        }
    }
}

/// Refuses what would make a page ask another host, or run something.
fn nothing_is_loaded(file: &str, text: &str, notes: &mut Notes) {
    let by_reference = text.contains("![");
    for (number, line) in (1_u32..).zip(text.lines()) {
        let lower = line.to_ascii_lowercase();
        let image = lower.match_indices("](").any(|(at, _)| {
            lower[..at].contains("![") && is_remote(lower[at + 2..].trim_start_matches(['<', ' ']))
        });
        let reference = by_reference
            && lower.trim_start().starts_with('[')
            && lower
                .split_once("]:")
                .is_some_and(|(_, target)| is_remote(target.trim_start_matches(['<', ' '])));
        if image || reference {
            notes.add(
                "remote-image",
                file,
                number,
                "the image is loaded from another host",
                "say it in words, a table or a fenced drawing: no page asks another host",
            );
        }
        if let Some(tag) = LOADING_TAGS.iter().find(|tag| has_tag(&lower, tag)) {
            let message = format!("`{tag}>` is not allowed in prose");
            notes.add("html", file, number, message, "use Markdown");
        }
    }
}

fn is_remote(target: &str) -> bool {
    ["http:", "https:", "//", "ftp:"]
        .iter()
        .any(|start| target.starts_with(start))
}

/// Whether a line opens the element; `<linked` does not open `<link`.
fn has_tag(line: &str, tag: &str) -> bool {
    line.match_indices(tag).any(|(at, _)| {
        let next = line[at + tag.len()..].chars().next();
        next.is_none_or(|c| c.is_whitespace() || matches!(c, '>' | '/'))
    })
}

/// Whether a text is words of small letters and digits joined by hyphens.
pub(crate) fn is_slug(text: &str) -> bool {
    text.split('-').all(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

/// Whether a text is a `snake_case` name that every language takes.
pub(crate) fn is_snake(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && text.len() <= 40
        && !text.contains("__")
        && !RESERVED.contains(&text)
}

/// Whether a text is an `UpperCamelCase` name that every language takes.
pub(crate) fn is_camel(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_uppercase())
        && bytes.all(|b| b.is_ascii_alphanumeric())
        && text.len() <= 40
        && !["TreeNode", "ListNode", "None", "True", "False"].contains(&text)
}

/// Words with a meaning of their own in a language of answers, and names that a harness needs.
const RESERVED: [&str; 143] = [
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "del",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "nonlocal",
    "not",
    "or",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
    "alignas",
    "alignof",
    "asm",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "case",
    "catch",
    "char",
    "compl",
    "concept",
    "const",
    "consteval",
    "constexpr",
    "constinit",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "friend",
    "goto",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "nullptr",
    "operator",
    "private",
    "protected",
    "public",
    "register",
    "requires",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "switch",
    "template",
    "this",
    "throw",
    "true",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "xor",
    "main",
    "self",
    "std",
    "co_await",
    "co_return",
    "co_yield",
    "final",
    "override",
    "match",
    "crate",
    "fn",
    "impl",
    "let",
    "loop",
    "mod",
    "move",
    "mut",
    "pub",
    "ref",
    "super",
    "trait",
    "type",
    "unsafe",
    "use",
    "where",
    "dyn",
    "abstract",
    "become",
    "box",
    "macro",
    "priv",
    "typeof",
    "unsized",
    "boolean",
    "byte",
    "extends",
    "implements",
    "instanceof",
    "interface",
    "native",
    "package",
    "strictfp",
    "synchronized",
    "throws",
    "transient",
    "function",
    "next",
    "repeat",
];
