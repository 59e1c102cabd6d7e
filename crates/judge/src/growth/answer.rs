//! Measures how an answer to a question grows on the inputs of its `growth.py`, and holds it against
//! what the question expects.

use std::time::Instant;

use onsite_domain::{
    code::{CodeQuestion, Language},
    growth::{AnswerGrowth, DeclaredGrowth, GrowthClass, MeasuredClass, Within},
    job::Progress,
    signature::Form,
};

use super::{Evaluated, Found, MEASURED, Measured, cpp, evaluate, loops::Counts, python, time};
use crate::{bench::Bench, error::Error, run::as_millis};

/// A share of the likelihood from which something counts as clear.
pub(crate) const CLEAR: f64 = 0.9;
/// Processor seconds of a brief measurement.
const BRIEF_PYTHON: f64 = 0.5;
const BRIEF_CPP: f64 = 0.6;

/// Measures an answer; nothing in a language that is not measured, or where the question has no classes or no inputs to measure with.
pub(crate) fn judge(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    (language, source): (Language, &str),
    progress: &dyn Fn(Progress),
) -> Result<Option<AnswerGrowth>, Error> {
    let begun = Instant::now();
    let Some((declared, expected, measured)) = subject(question, language, source) else {
        return Ok(None);
    };
    let mut growth = AnswerGrowth {
        of: declared.of.clone(),
        time: None,
        space: None,
        expected: declared.expected,
        junior: declared.junior,
        within_expected: Within::Unsure,
        note: String::new(),
        signals: Vec::new(),
        notes: Vec::new(),
        busy: false,
        total_ms: 0,
    };
    match evaluate(bench, &measured, Some(&question.form), progress) {
        Ok(Evaluated {
            measurement,
            time: found,
            busy,
        }) => {
            growth.within_expected = within(&found, expected);
            growth.note = words(&found, declared, expected, growth.within_expected);
            growth.busy = busy;
            growth.time = Some(measurement.time);
            growth.space = Some(measurement.space);
            growth.signals = measurement.signals;
            growth.notes = measurement.notes;
        }
        Err(Error::Measure { message }) => growth.note = format!("Not measured: {message}."),
        Err(error @ Error::TooBusy { .. }) => {
            growth.busy = true;
            growth.note = format!("Not measured: {error}.");
        }
        Err(error) => return Err(error),
    }
    growth.total_ms = as_millis(begun.elapsed());
    Ok(Some(growth))
}

/// Counts instructions at a few sizes and says what that tells; nothing where nothing can count.
pub(crate) fn brief(
    bench: &Bench<'_>,
    question: &CodeQuestion,
    (language, source): (Language, &str),
) -> Result<Option<Found>, Error> {
    let Some((_, _, measured)) = subject(question, language, source) else {
        return Ok(None);
    };
    let counts = match language {
        Language::Python => python::brief(bench, &measured, &question.form, BRIEF_PYTHON)?,
        _ => cpp::brief(bench, &measured, &question.form, BRIEF_CPP)?,
    };
    let counts = Counts {
        calls: counts,
        ..Counts::default()
    };
    Ok((!counts.calls.is_empty()).then(|| time(language, &counts, &[]).0))
}

/// What is measured of an answer, and what is expected of it.
fn subject<'q>(
    question: &'q CodeQuestion,
    language: Language,
    source: &str,
) -> Option<(&'q DeclaredGrowth, GrowthClass, Measured)> {
    let declared = question.growth.as_ref()?;
    if !MEASURED.contains(&language) {
        return None;
    }
    let inputs = question.growth_inputs.clone()?;
    let measured = Measured {
        language,
        source: (
            format!("answer.{}", language.extension()),
            source.to_owned(),
        ),
        entry: question.form.entry()?.to_owned(),
        inputs: Some(("growth.py".to_owned(), inputs, "make".to_owned())),
    };
    Some((declared, declared.expected.time?, measured))
}

/// The name of a form, as the harness knows it.
pub(super) const fn form_name(form: &Form) -> &'static str {
    match form {
        Form::Program => "program",
        Form::Function { .. } => "function",
        Form::Class { .. } => "class",
        Form::RoundTrip { .. } => "round_trip",
    }
}

fn within(found: &Found, expected: GrowthClass) -> Within {
    if found.share_of(|class| class.is_far_above(expected)) >= CLEAR {
        Within::No
    } else if found.class.known().is_some_and(|class| class <= expected)
        && found.share_of(|class| class.is_far_above(expected)) <= 1.0 - CLEAR
    {
        Within::Yes
    } else {
        Within::Unsure
    }
}

/// What it comes to.
fn words(
    found: &Found,
    declared: &DeclaredGrowth,
    expected: GrowthClass,
    within: Within,
) -> String {
    let name = expected.name();
    let MeasuredClass::Known(class) = found.class else {
        return "The measurement names no class.".to_owned();
    };
    let measured = class.name();
    let junior = declared.junior.and_then(|growth| growth.time);
    match within {
        Within::Yes if class < expected => {
            format!("The time grows as {measured}, less than the {name} that is expected.")
        }
        Within::Yes => format!("The time grows as {name}, as expected."),
        Within::No if junior == Some(class) => {
            format!("The time grows as {measured}, as a junior answer's does; {name} is expected.")
        }
        Within::No => format!("The time grows as {measured}; {name} is expected."),
        Within::Unsure if class > expected && !class.is_far_above(expected) => format!(
            "The time grows as {measured}, a logarithm more than the {name} that is expected; \
             that is not held against it."
        ),
        Within::Unsure => {
            format!(
                "The time may grow as {measured}; whether that is more than {name} is not sure."
            )
        }
    }
}
