//! The proof of a question's `growth.py`: on its inputs accepted answers do not clearly grow faster
//! than expected, and slow ones do. Only instructions are counted, so that it comes out the same on
//! every run; where nothing can count, nothing is asked.

use onsite_domain::{
    code::{CodeQuestion, ShippedAnswer, Verdict},
    growth::GrowthClass,
};

use crate::{
    Proof,
    bench::Bench,
    error::Error,
    growth::{self, CLEAR, Found},
};

const FILE: &str = "growth.py";
/// The share of the likelihood that a slow answer's being worse than expected must have.
const MORE_LIKELY_THAN_NOT: f64 = 0.5;

/// Counts what an answer does on growing inputs, and notes what does not fit its verdict.
pub(super) fn answer(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    answer: &ShippedAnswer,
    proof: &mut Proof,
) -> Result<(), Error> {
    let slow = match answer.expected {
        Verdict::Accepted => false,
        Verdict::TimeLimitExceeded => true,
        _ => return Ok(()),
    };
    let expected = question
        .growth
        .as_ref()
        .and_then(|growth| growth.expected.time);
    let Some(expected) = expected.filter(|_| question.growth_inputs.is_some()) else {
        return Ok(());
    };
    let handed = (answer.language, answer.source.as_str());
    let found = match growth::brief(bench, question, handed) {
        Ok(Some(found)) => found,
        Ok(None) => return Ok(()),
        Err(Error::Measure { message }) => {
            proof.fault(
                "growth-inputs",
                FILE,
                format!("{} cannot be measured: {message}", answer.path),
                "mend growth.py; docs/growth.md says what it must give",
            );
            return Ok(());
        }
        Err(other) => return Err(other),
    };
    let most = answer.growth.unwrap_or(expected);
    if slow && (answer.growth.is_none() || most.is_far_above(expected)) {
        not_slow(&found, answer, expected, proof);
    } else if found.share_of(|class| class.is_far_above(most)) >= CLEAR {
        let (got, wanted) = (names(&found), most.name());
        proof.fault(
            "grows-faster",
            &answer.path,
            format!("on the inputs of growth.py its time grows as {got}; {wanted} was expected"),
            "mend the answer or growth.py, or name the class in `growth` of its \
             [[code.submission]]",
        );
    }
    Ok(())
}

/// Holds a slow answer to growing faster than expected; one that could be counted at too few sizes
/// does.
fn not_slow(found: &Found, answer: &ShippedAnswer, expected: GrowthClass, proof: &mut Proof) {
    if found.candidates.is_empty() {
        return;
    }
    if found.share_of(|class| class.is_far_above(expected)) < MORE_LIKELY_THAN_NOT {
        let (got, wanted) = (names(found), expected.name());
        proof.fault(
            "not-slower",
            &answer.path,
            format!(
                "on the inputs of growth.py its time grows as {got}, not faster than the {wanted} \
                 that is expected of an accepted answer"
            ),
            "make inputs that are hard for it, or name its class in `growth` of its \
             [[code.submission]]",
        );
    }
}

fn names(found: &Found) -> String {
    let names: Vec<&str> = found.candidates.iter().map(|class| class.name()).collect();
    names.join(" or ")
}
