//! A story question's proof of itself: its tellings show exactly the gaps they state.

use std::collections::BTreeSet;

use onsite_domain::{
    question::Level,
    story::{Gap, StoryQuestion},
};

use super::measure_telling;
use crate::proof::Proof;

/// The files that faults are found in.
const MANIFEST: &str = "question.toml";

/// Measures every telling of a question and holds it to what the question says of it.
pub(crate) fn prove(question: &StoryQuestion) -> Proof {
    let mut proof = Proof::default();
    let mut seen = BTreeSet::new();
    for example in &question.tellings {
        proof.answers += 1;
        let found = measure_telling(&example.telling, Some(question)).gaps;
        let given: BTreeSet<Gap> = found.iter().map(|found| found.gap).collect();
        let stated: BTreeSet<Gap> = example.gaps.iter().copied().collect();
        proof.cases += u32::try_from(given.len()).unwrap_or(u32::MAX);
        for found in found.iter().filter(|found| !stated.contains(&found.gap)) {
            let words = found.quote.as_deref().map_or_else(
                || "by what is missing".to_owned(),
                |quote| format!("by “{quote}”"),
            );
            proof.fault(
                "unstated-gap",
                &example.path,
                format!(
                    "it shows `{}` in `{}`, {words}, which is not stated",
                    found.gap.name(),
                    found.part.name()
                ),
                "mend the telling, or state the gap in its [[story.telling]]",
            );
        }
        for gap in stated.difference(&given) {
            proof.fault(
                "gap-not-found",
                &example.path,
                format!(
                    "it is to show `{}` and does not; {}",
                    gap.name(),
                    gap.rule()
                ),
                "tell it so that the gap is there, or take the gap out of its [[story.telling]]",
            );
        }
        seen.extend(given);
    }
    silence(question, &mut proof);
    probes(question, &seen, &mut proof);
    anchors(question, &mut proof);
    proof
}

/// Saying nothing must be found to lack a result.
fn silence(question: &StoryQuestion, proof: &mut Proof) {
    proof.cases += 1;
    let gaps = measure_telling(&[], Some(question)).gaps;
    if !gaps.iter().any(|found| found.gap == Gap::NoResult) {
        proof.fault(
            "gap-not-found",
            MANIFEST,
            "an empty telling does not show `no_result`",
            "this is a fault of the judge; report it",
        );
    }
}

/// Every gap that a telling shows has a probe of the question's own.
fn probes(question: &StoryQuestion, seen: &BTreeSet<Gap>, proof: &mut Proof) {
    for gap in seen {
        if !question.probes.iter().any(|probe| probe.on == *gap) {
            proof.fault(
                "no-probe",
                MANIFEST,
                format!("a telling shows `{}` and no probe is on it", gap.name()),
                "add a [[story.probe]] that asks for it in this question's words",
            );
        }
    }
}

/// No two levels may say the same: an anchor that fits two levels tells them apart by nothing.
fn anchors(question: &StoryQuestion, proof: &mut Proof) {
    let plain = |text: &str| {
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.join(" ")
    };
    let mut said: Vec<(Level, &str, String)> = Vec::new();
    for anchor in &question.anchors {
        for (key, text) in [
            ("below", &anchor.below),
            ("at", &anchor.at),
            ("above", &anchor.above),
        ] {
            let text = plain(text);
            if let Some((level, other, _)) = said.iter().find(|(_, _, said)| *said == text) {
                proof.fault(
                    "same-anchor",
                    MANIFEST,
                    format!(
                        "the anchor `{key}` of {:?} says the same as `{other}` of {level:?}",
                        anchor.level
                    ),
                    "say what differs: scope, ambiguity, influence, evidence of the result",
                );
            }
            said.push((anchor.level, key, text));
        }
    }
}
