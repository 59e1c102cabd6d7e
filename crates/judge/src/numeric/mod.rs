//! The `numeric` kind: reads a number, draws the parameters, and compares with the formula.

mod formula;
mod prove;

use std::time::Instant;

use onsite_domain::{
    judgement::{Detail, Finding, Judged, Outcome},
    numeric::{NumericDetail, NumericQuestion, WrongTurn},
};

use self::formula::Truth;
use crate::{Options, Reveal, bench::Bench, error::Error};

pub(crate) use prove::prove;

/// Judges a number.
pub(crate) fn judge(
    bench: &Bench<'_>,
    question: &NumericQuestion,
    text: &str,
    options: &Options,
) -> Result<Judged, Error> {
    let began = Instant::now();
    let given = question.read(text)?;
    let drawn = question.draw(options.seed);
    let mut detail = NumericDetail {
        given: Some(given),
        drawn,
        right: None,
        unit: question.unit.clone(),
        wrong_turn: None,
        total_ms: 0,
    };
    let (outcome, findings) = match formula::truth(bench, question, &detail.drawn) {
        Ok(truth) => weigh(question, &truth, given, options.reveal, &mut detail),
        Err(error) if error.is_ours() => (
            Outcome::JudgingError,
            vec![Finding {
                id: "judging_error".to_owned(),
                text: format!(
                    "Your answer could not be judged; the fault is not yours, and it does not \
                     count. The cause: {error}"
                ),
            }],
        ),
        Err(error) => return Err(error),
    };
    detail.total_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(Judged {
        outcome,
        score: None,
        findings,
        layers: bench.layers(),
        detail: Detail::Numeric(detail),
    })
}

fn weigh(
    question: &NumericQuestion,
    truth: &Truth,
    given: f64,
    reveal: Reveal,
    detail: &mut NumericDetail,
) -> (Outcome, Vec<Finding>) {
    let passes = question.tolerance.accepts(given, truth.answer);
    if passes || reveal == Reveal::All {
        detail.right = Some(truth.answer);
    }
    if passes {
        return (Outcome::Pass, Vec::new());
    }
    detail.wrong_turn = wrong_turn(question, truth, given).cloned();
    let finding = match &detail.wrong_turn {
        Some(turn) => Some(("wrong_turn", turn.explanation.clone())),
        None => slip(question, truth.answer, given),
    };
    let findings = finding
        .into_iter()
        .map(|(id, text)| Finding {
            id: id.to_owned(),
            text,
        })
        .collect();
    (Outcome::Fail, findings)
}

/// The known wrong turn that gives this number; of several, the nearest.
fn wrong_turn<'a>(
    question: &'a NumericQuestion,
    truth: &Truth,
    given: f64,
) -> Option<&'a WrongTurn> {
    question
        .wrong_turns
        .iter()
        .filter_map(|turn| Some((turn, *truth.wrong_turns.get(&turn.id)?)))
        .filter(|(_, value)| question.tolerance.accepts(given, *value))
        .min_by(|(_, a), (_, b)| (given - a).abs().total_cmp(&(given - b).abs()))
        .map(|(turn, _)| turn)
}

/// A slip of the pen rather than of thought.
fn slip(question: &NumericQuestion, right: f64, given: f64) -> Option<(&'static str, String)> {
    let is = |value: f64| question.tolerance.accepts(value, right);
    // An answer within tolerance of zero is near its own negative and its own hundredth.
    if is(0.0) {
        return None;
    }
    if is(-given) {
        let text = "Your number has the wrong sign; its size is right.";
        return Some(("sign", text.to_owned()));
    }
    if is(given / 100.0) || is(given * 100.0) {
        let larger = if is(given / 100.0) { "large" } else { "small" };
        return Some((
            "hundredfold",
            format!(
                "Your number is a hundred times too {larger}: percent and fractions may be mixed \
                 up. The answer is asked for as: {}.",
                question.unit
            ),
        ));
    }
    None
}
