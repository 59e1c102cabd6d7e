//! The default output validator: token by token, as its flags say.

use onsite_domain::value::shorten;

/// Most characters of a token that are shown.
const SHOWN: usize = 60;

/// What the flags ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Flags {
    case_sensitive: bool,
    space_change_sensitive: bool,
    absolute: Option<f64>,
    relative: Option<f64>,
}

impl Flags {
    /// Reads the flags; what is wrong with them comes back in words.
    pub(super) fn read(words: &[String]) -> Result<Self, String> {
        let mut flags = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut tolerance = || {
                let number = words.next().and_then(|word| number(word.as_bytes()));
                number
                    .filter(|number| *number >= 0.0)
                    .ok_or_else(|| format!("the flag “{word}” needs a number after it"))
            };
            match &**word {
                "case_sensitive" => flags.case_sensitive = true,
                "space_change_sensitive" => flags.space_change_sensitive = true,
                "float_absolute_tolerance" => flags.absolute = Some(tolerance()?),
                "float_relative_tolerance" => flags.relative = Some(tolerance()?),
                "float_tolerance" => {
                    let both = tolerance()?;
                    (flags.absolute, flags.relative) = (Some(both), Some(both));
                }
                other => return Err(format!("the default validator knows no flag “{other}”")),
            }
        }
        Ok(flags)
    }

    fn accepts(self, wanted: &[u8], given: &[u8]) -> bool {
        if (self.absolute.is_some() || self.relative.is_some())
            && let Some(wanted) = number(wanted)
        {
            return number(given).is_some_and(|given| self.is_near(wanted, given));
        }
        if self.case_sensitive {
            wanted == given
        } else {
            wanted.eq_ignore_ascii_case(given)
        }
    }

    fn is_near(self, wanted: f64, given: f64) -> bool {
        let apart = (wanted - given).abs();
        self.absolute.is_some_and(|most| apart <= most)
            || self
                .relative
                .is_some_and(|most| apart <= most * wanted.abs())
    }
}

/// Compares an output with the answer file; what is wrong with it, if anything is.
pub(super) fn compare(flags: Flags, answer: &[u8], output: &[u8]) -> Option<String> {
    if flags.space_change_sensitive {
        return compare_spaces(flags, answer, output);
    }
    let (mut wanted, mut given) = (tokens(answer), tokens(output));
    let mut at = 0_usize;
    loop {
        at += 1;
        match (wanted.next(), given.next()) {
            (None, None) => return None,
            (Some(wanted), Some(given)) if flags.accepts(wanted, given) => {}
            (Some(wanted), Some(given)) => {
                return Some(format!(
                    "Token {at}: {} was expected, {} was printed.",
                    shown(wanted),
                    shown(given)
                ));
            }
            (Some(wanted), None) => {
                return Some(format!(
                    "The output ends before token {at}, {}.",
                    shown(wanted)
                ));
            }
            (None, Some(given)) => {
                return Some(format!("Token {at} is one too many: {}.", shown(given)));
            }
        }
    }
}

/// Compares white space too, byte by byte.
fn compare_spaces(flags: Flags, answer: &[u8], output: &[u8]) -> Option<String> {
    let (mut wanted, mut given) = (pieces(answer), pieces(output));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return None,
            (Some(w), Some(g)) if is_space(w[0]) != is_space(g[0]) => {
                return Some(format!(
                    "White space differs: {} was expected, {} was printed.",
                    shown(w),
                    shown(g)
                ));
            }
            (Some(w), Some(g)) if is_space(w[0]) && w == g => {}
            (Some(w), Some(g)) if !is_space(w[0]) && flags.accepts(w, g) => {}
            (Some(w), Some(g)) => {
                return Some(format!(
                    "{} was expected, {} was printed.",
                    shown(w),
                    shown(g)
                ));
            }
            (Some(w), None) => return Some(format!("The output ends before {}.", shown(w))),
            (None, Some(g)) => {
                return Some(format!("The output goes on with {}.", shown(g)));
            }
        }
    }
}

/// White space as C knows it.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r')
}

fn tokens(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| is_space(*byte))
        .filter(|token| !token.is_empty())
}

/// Runs of white space and of anything else, in turn.
fn pieces(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.chunk_by(|a, b| is_space(*a) == is_space(*b))
}

/// A finite number in decimal notation.
fn number(token: &[u8]) -> Option<f64> {
    let plain = token
        .iter()
        .all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte));
    let text = std::str::from_utf8(token).ok().filter(|_| plain)?;
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn shown(token: &[u8]) -> String {
    // A character takes at most four bytes, so no more of them can be shown.
    let text = String::from_utf8_lossy(&token[..token.len().min(4 * SHOWN)]);
    format!("“{}”", shorten(&text, SHOWN))
}
