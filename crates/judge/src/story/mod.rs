//! The `story` kind: measures a telling and finds its gaps, by rules over its words alone.
//!
//! Nothing here is a score, and nothing runs: each gap picks the next probe and shows the words
//! that caused it. Whether a story is true, sincere or well told is not measured.

mod gaps;
mod measures;
mod numbers;
mod prove;
mod telling;
mod text;
mod words;

use onsite_domain::{
    judgement::{Detail, Finding, Judged, Outcome},
    story::{Gap, GapFound, StoryDetail, StoryQuestion, Told},
};

use self::telling::Telling;

pub(crate) use prove::prove;

/// What goes with every measure.
const LIMITS: &str = "These are counts of words and time, not marks: they only choose what an \
                      interviewer asks next. Whether a story is true, sincere or charming is not \
                      measured.";

/// Measures a telling and finds its gaps; the probes are those of a question, where one is given.
pub fn measure_telling(parts: &[Told], question: Option<&StoryQuestion>) -> StoryDetail {
    let telling = Telling::new(parts);
    let probe = |gap: Gap| question.map_or(gap.probe(), |question| question.probe(gap));
    let gaps = gaps::gaps(&telling).into_iter().map(|found| GapFound {
        gap: found.gap,
        part: found.part,
        // A list's mark alone is no word that anybody said.
        quote: found.quote.filter(|quote| !quote.trim().is_empty()),
        probe: probe(found.gap).to_owned(),
    });
    StoryDetail {
        gaps: gaps.collect(),
        measures: measures::measures(&telling),
    }
}

/// Measures a telling; it neither passes nor fails.
pub(crate) fn judge(question: &StoryQuestion, parts: &[Told]) -> Judged {
    Judged {
        outcome: Outcome::Unjudged,
        score: None,
        findings: vec![Finding {
            id: "limits".to_owned(),
            text: LIMITS.to_owned(),
        }],
        // Nothing runs, so nothing protects.
        layers: Vec::new(),
        detail: Detail::Story(measure_telling(parts, Some(question))),
    }
}
