//! A telling taken apart: what of each part was heard, and how long its set-up takes.

use onsite_domain::story::{Part, Told, WORDS_PER_MINUTE};

use super::{
    gaps::{has_own_action, index_share},
    text::{Sentence, Text},
};

/// A part that was told.
pub(super) struct Spoken<'t> {
    pub(super) part: Part,
    pub(super) text: Text<'t>,
    pub(super) clock_ms: Option<u64>,
}

/// A telling taken apart; parts without words and without time are left out.
pub(super) struct Telling<'t> {
    pub(super) parts: Vec<Spoken<'t>>,
}

/// What was heard of a part.
pub(super) enum Heard<'a, 't> {
    /// Nothing: it was not told.
    Not,
    /// That it was told, and no words.
    Aloud,
    /// Its words.
    Words(&'a Spoken<'t>),
}

/// How much comes before the first own action.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SetUp {
    pub(super) words: usize,
    pub(super) seconds: f64,
    /// Whether a clock ran for all of it.
    pub(super) timed: bool,
}

impl Spoken<'_> {
    /// How long the part takes: as timed, else at an even pace.
    pub(super) fn seconds(&self) -> f64 {
        self.clock_ms.map_or_else(
            || seconds_of_words(self.text.tokens.len()),
            |ms| std::time::Duration::from_millis(ms).as_secs_f64(),
        )
    }
}

fn seconds_of_words(words: usize) -> f64 {
    let words = f64::from(u32::try_from(words).unwrap_or(u32::MAX));
    words * 60.0 / f64::from(WORDS_PER_MINUTE)
}

impl<'t> Telling<'t> {
    /// Takes a telling apart.
    pub(super) fn new(parts: &'t [Told]) -> Self {
        let told =
            |part: &&Told| !part.text.trim().is_empty() || part.spoken_ms.is_some_and(|ms| ms > 0);
        let parts = parts.iter().filter(told).map(|told| Spoken {
            part: told.part,
            text: Text::new(&told.text),
            clock_ms: told.spoken_ms.filter(|ms| *ms > 0),
        });
        Self {
            parts: parts.collect(),
        }
    }

    /// What was heard of a part.
    pub(super) fn heard(&self, part: Part) -> Heard<'_, 't> {
        match self.parts.iter().find(|spoken| spoken.part == part) {
            None => Heard::Not,
            Some(spoken) if spoken.text.tokens.is_empty() => {
                // Signs without a word are as good as nothing, unless it was told aloud.
                if spoken.clock_ms.is_some() {
                    Heard::Aloud
                } else {
                    Heard::Not
                }
            }
            Some(spoken) => Heard::Words(spoken),
        }
    }

    /// Whether a part was told aloud and not written down.
    pub(super) fn is_unheard(&self, part: Part) -> bool {
        matches!(self.heard(part), Heard::Aloud)
    }

    /// The sentences of some parts, in the order in which the parts are named.
    pub(super) fn sentences<'a>(
        &'a self,
        parts: &'a [Part],
    ) -> impl Iterator<Item = (Part, &'a Text<'t>, &'a Sentence)> {
        parts.iter().flat_map(move |part| {
            let spoken = self.parts.iter().find(|spoken| spoken.part == *part);
            spoken.into_iter().flat_map(|spoken| {
                let sentences = spoken.text.sentences.iter();
                sentences.map(|sentence| (spoken.part, &spoken.text, sentence))
            })
        })
    }

    /// How much of context and problem comes before the first own action.
    pub(super) fn set_up(&self) -> SetUp {
        let mut set_up = SetUp {
            timed: true,
            ..SetUp::default()
        };
        for spoken in self.parts.iter().take_while(|s| s.part < Part::Actions) {
            let all = spoken.text.tokens.len();
            let mut sentences = spoken.text.sentences.iter();
            let action = sentences.find(|sentence| has_own_action(&spoken.text, sentence));
            let before = action.map_or(all, |sentence| sentence.tokens.start);
            set_up.words += before;
            set_up.seconds += spoken.seconds() * index_share(before, all);
            set_up.timed &= spoken.clock_ms.is_some();
            if action.is_some() {
                break;
            }
        }
        set_up
    }
}
