//! How like one question another is.

use crate::question::Question;

/// A shared topic counts for this much,
const TOPIC: i64 = 6;
/// the topic that names both patterns for so much more,
const PATTERN: i64 = 4;
/// a shared competency for this much,
const COMPETENCY: i64 = 1;
/// and each step of difficulty between the two takes this much away.
const STEP: i64 = 2;

/// What makes a question like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// How like; more is more.
    pub score: i64,
    /// Topics that both have, in the order of the first question's.
    pub topics: Vec<String>,
    /// Competencies that both observe, by id.
    pub competencies: Vec<String>,
    /// Steps of difficulty from the first question to the other: above zero where that is harder.
    pub steps: i64,
}

/// How like `other` is to `this`; nothing where they are of different kinds or share neither topic
/// nor competency.
pub fn likeness(this: &Question, other: &Question) -> Option<Likeness> {
    if this.id == other.id || this.kind() != other.kind() {
        return None;
    }
    let shared = |ours: &[String], theirs: &[String]| -> Vec<String> {
        let both = ours.iter().filter(|label| theirs.contains(label));
        both.cloned().collect()
    };
    let topics = shared(&this.topics, &other.topics);
    let competencies = shared(&this.competencies, &other.competencies);
    if topics.is_empty() && competencies.is_empty() {
        return None;
    }
    let steps = rung(other) - rung(this);
    let same_pattern = !topics.is_empty() && this.pattern() == other.pattern();
    let count = |list: &[String]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    let score = TOPIC * count(&topics)
        + if same_pattern { PATTERN } else { 0 }
        + COMPETENCY * count(&competencies)
        - STEP * (steps - 1).abs();
    Some(Likeness {
        score,
        topics,
        competencies,
        steps,
    })
}

/// Level and difficulty on one scale: the hard question of a level is as hard as the usual one of
/// the next.
const fn rung(question: &Question) -> i64 {
    question.level as i64 + question.difficulty as i64
}
