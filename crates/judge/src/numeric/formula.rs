//! The formula of a numeric question, run in the sandbox and kept by its source and parameters.

use std::collections::BTreeMap;

use onsite_domain::numeric::{Drawn, NumericQuestion};
use serde_json::{Value, json};

use crate::{
    bench::Bench,
    cache::Key,
    error::Error,
    package::{HARNESS, PackageProgram, Reply},
};

/// What the formula says for one draw.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Truth {
    /// The right answer.
    pub(crate) answer: f64,
    /// What each known wrong turn gives.
    pub(crate) wrong_turns: BTreeMap<String, f64>,
}

/// The truth for one draw.
pub(crate) fn truth(
    bench: &Bench<'_>,
    question: &NumericQuestion,
    drawn: &Drawn,
) -> Result<Truth, Error> {
    let key = Key::new(
        "formula",
        &[
            HARNESS.as_bytes(),
            question.formula.as_bytes(),
            json!(drawn).to_string().as_bytes(),
        ],
    );
    let kept = bench.cache.get(&key);
    if let Some(value) = kept.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
        && let Ok(truth) = read(question, &value)
    {
        return Ok(truth);
    }
    let value = program(question)
        .call_once(bench, json!([drawn]))
        .and_then(plain)?;
    let truth = read(question, &value)?;
    bench.cache.put(&key, value.to_string().as_bytes());
    Ok(truth)
}

/// The truths for several draws, in one execution.
pub(crate) fn truths(
    bench: &Bench<'_>,
    question: &NumericQuestion,
    draws: &[Drawn],
) -> Result<Vec<Truth>, Error> {
    let requests: Vec<Value> = draws.iter().map(|drawn| json!([drawn])).collect();
    program(question)
        .call(bench, &requests)?
        .into_iter()
        .map(|reply| read(question, &plain(reply)?))
        .collect()
}

fn program(question: &NumericQuestion) -> PackageProgram<'_> {
    PackageProgram {
        action: "formula",
        file: "formula.py",
        source: &question.formula,
    }
}

fn plain(reply: Reply) -> Result<Value, Error> {
    match reply {
        Reply::Value(value) => Ok(value),
        Reply::Refused(why) => Err(Error::package("formula.py", why)),
    }
}

/// Reads what the formula gave; numbers that are not finite, and missing wrong turns, are faults.
fn read(question: &NumericQuestion, value: &Value) -> Result<Truth, Error> {
    let finite = |what: &str, value: Option<&Value>| {
        value
            .and_then(Value::as_f64)
            .ok_or_else(|| Error::package("formula.py", format!("{what} is not a finite number")))
    };
    let turns = &value["wrong_turns"];
    let wrong_turns = question
        .wrong_turns
        .iter()
        .map(|turn| {
            let what = format!("wrong_turns(p)[\"{}\"]", turn.id);
            Ok((turn.id.clone(), finite(&what, turns.get(&turn.id))?))
        })
        .collect::<Result<_, Error>>()?;
    Ok(Truth {
        answer: finite("answer(p)", value.get("answer"))?,
        wrong_turns,
    })
}
