//! What the harnesses tell, one JSON value to a line. They share a process with what they measure,
//! so that nothing in here is taken for more than numbers and words.

use serde_json::Value;

/// Most lines that are read; harnesses tell far fewer.
const MOST_LINES: usize = 4096;
/// Most of a harness's words that are kept, in characters.
const MOST_WORDS: usize = 900;
/// Most notes that are kept.
const MOST_NOTES: usize = 4;

/// A size and what was measured there.
pub(crate) type Point = (u32, f64);

/// Everything that one harness told.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Facts {
    /// Nanoseconds.
    pub(crate) clock: Vec<Point>,
    /// Instructions.
    pub(crate) counts: Vec<Point>,
    /// Bytes.
    pub(crate) memory: Vec<Point>,
    /// Sizes that are to be counted, with the seconds that one call takes.
    pub(crate) plan: Vec<Point>,
    /// Why nothing can be measured.
    pub(crate) refused: Option<String>,
    /// What was left out.
    pub(crate) notes: Vec<String>,
    /// What it was about to do last, and at which size.
    pub(crate) trying: Option<(String, u32)>,
    /// Whether other programs took more than half of the processor; not told, but found.
    pub(crate) busy: bool,
    /// Whether it came to its end.
    pub(crate) done: bool,
}

impl Facts {
    /// Reads what stands in the lines; what is cut off or no fact is passed over.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut facts = Self::default();
        for line in bytes.split(|b| *b == b'\n').take(MOST_LINES) {
            if let Ok(Value::Object(fact)) = serde_json::from_slice(line) {
                facts.add(&fact);
            }
        }
        facts
    }

    fn add(&mut self, fact: &serde_json::Map<String, Value>) {
        let number = |key: &str| fact.get(key).and_then(Value::as_f64);
        let words = |key: &str| fact.get(key).and_then(Value::as_str).map(shortened);
        let whole = |key: &str| {
            let number = fact.get(key).and_then(Value::as_u64)?;
            u32::try_from(number).ok()
        };
        if let Some(n) = whole("n") {
            for (key, points) in [
                ("clock", &mut self.clock),
                ("count", &mut self.counts),
                ("memory", &mut self.memory),
            ] {
                points.extend(number(key).map(|value| (n, value)));
            }
        }
        if let (Some(n), Some(cost)) = (whole("plan"), number("cost")) {
            self.plan.push((n, cost));
        }
        if let (Some(what), Some(n)) = (words("trying"), whole("n")) {
            self.trying = Some((what, n));
        }
        self.refused = self.refused.take().or_else(|| words("refused"));
        if self.notes.len() < MOST_NOTES {
            self.notes.extend(words("note"));
        }
        self.done |= fact.contains_key("done");
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(MOST_WORDS).collect()
}
