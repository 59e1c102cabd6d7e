//! How much of its limits an accepted answer leaves free.

use std::collections::BTreeMap;

use onsite_domain::{
    code::{CodeDetail, CodeQuestion, Group, Language, Limits, ShippedAnswer, TestCase},
    judgement::Detail,
    signature::Form,
};
use serde_json::Value;

use super::Prover;
use crate::{
    code::{
        attempt, build,
        case::{Case, Expected},
    },
    error::Error,
    run::as_millis,
};

/// How often an accepted answer is run at most before its time is called too long.
const MEASUREMENTS: usize = 3;

impl Prover<'_> {
    /// An accepted answer must leave half of the limits free.
    pub(super) fn margin(
        &mut self,
        answer: &ShippedAnswer,
        detail: &CodeDetail,
    ) -> Result<(), Error> {
        let limits = self.question.limits_for(answer.language);
        let (base, start) = self.base(answer.language, limits)?;
        let half_memory = limits.memory_mib * 1024 / 2;
        let times = self.times(answer, detail, limits.cpu_ms / 2 + start)?;
        for (test, cpu_ms) in detail.tests.iter().zip(times) {
            let memory = test.memory_kib.saturating_sub(base);
            let time = cpu_ms.saturating_sub(start);
            let over = if time > limits.cpu_ms / 2 {
                format!("{time} ms of {} ms", limits.cpu_ms)
            } else if memory > half_memory {
                format!("{} MiB of {} MiB", memory / 1024, limits.memory_mib)
            } else {
                continue;
            };
            self.proof.fault(
                "no-margin",
                &answer.path,
                format!("it uses {over} on {}, over half of the limit", test.name),
                "raise the limit, shrink the case or make the answer faster",
            );
        }
        Ok(())
    }

    /// The CPU time of every case. Whatever else the machine does can only add to a time, so a case
    /// over `half` is measured again, and its least time counts.
    fn times(
        &self,
        answer: &ShippedAnswer,
        detail: &CodeDetail,
        half: u64,
    ) -> Result<Vec<u64>, Error> {
        let mut times: BTreeMap<&str, u64> = detail
            .tests
            .iter()
            .map(|test| (test.name.as_str(), test.cpu_ms))
            .collect();
        for _ in 1..MEASUREMENTS {
            let over = |case: &&TestCase| times.get(&*case.name).is_some_and(|&time| time > half);
            let cases: Vec<&TestCase> = self.question.cases.iter().filter(over).collect();
            if cases.is_empty() {
                break;
            }
            let again = self.judge_on(answer.language, &answer.source, cases.into_iter())?;
            if let Detail::Code(again) = &again.detail {
                for test in &again.tests {
                    if let Some(time) = times.get_mut(&*test.name) {
                        *time = test.cpu_ms.min(*time);
                    }
                }
            }
        }
        let of = |name: &str| times.get(name).copied().unwrap_or_default();
        Ok(detail.tests.iter().map(|test| of(&test.name)).collect())
    }

    /// What a program that does nothing takes, where its language has a runtime of its own:
    /// memory in KiB, and in milliseconds the time that a start is allowed for.
    fn base(&mut self, language: Language, limits: Limits) -> Result<(u64, u64), Error> {
        if let Some(base) = self.bases.get(&language) {
            return Ok(*base);
        }
        let Some(nothing) = nothing(language) else {
            return Ok((0, 0));
        };
        let empty = CodeQuestion {
            form: Form::Program,
            ..self.question.clone()
        };
        let case = Case {
            name: "empty".to_owned(),
            group: Group::Own,
            input: String::new(),
            value: Value::Null,
            expected: Expected::Unjudged(String::new()),
        };
        let base = match build::build(self.bench, &empty, language, nothing)? {
            build::Build::Ready(built) => {
                let run = attempt::attempt(self.bench, &empty.form, &built, limits, &case)?;
                let start = as_millis(run.used.cpu).min(language.allowance().cpu_ms);
                (run.used.memory / 1024, start)
            }
            build::Build::Failed { .. } => (0, 0),
        };
        self.bases.insert(language, base);
        Ok(base)
    }
}

/// A program that does nothing, in a language whose runtime takes memory before it does anything.
const fn nothing(language: Language) -> Option<&'static str> {
    match language {
        Language::Python | Language::R => Some(""),
        Language::Java => Some("class Main { public static void main(String[] a) {} }"),
        Language::Cpp | Language::Rust => None,
    }
}
