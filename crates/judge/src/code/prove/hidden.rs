//! What the hidden cases are worth: they alone catch every answer that must fail, and not one of
//! them all.

use std::collections::BTreeSet;

use onsite_domain::{
    code::{CodeDetail, Group, ShippedAnswer, TestCase, Verdict},
    judgement::Detail,
};

use super::Prover;
use crate::error::Error;

/// The hidden cases that answers failed on.
#[derive(Default)]
pub(super) struct Caught {
    cases: BTreeSet<String>,
    answers: usize,
}

impl Prover<'_> {
    /// Takes note of the first hidden case that an answer fails on. One that a sample stops is run
    /// again without samples: these are known, so that an answer may hold their results.
    pub(super) fn hidden(
        &mut self,
        answer: &ShippedAnswer,
        detail: &CodeDetail,
    ) -> Result<(), Error> {
        let Some(failed) = detail.tests.last().map(|test| test.name.clone()) else {
            return Ok(());
        };
        let secret = |case: &&TestCase| case.group == Group::Secret;
        let mut hidden = self.question.cases.iter().filter(secret);
        if hidden.any(|case| case.name == failed) {
            self.caught.take(failed);
            return Ok(());
        }
        let hidden = self.question.cases.iter().filter(secret);
        let judged = self.judge_on(answer.language, &answer.source, hidden)?;
        let Detail::Code(detail) = &judged.detail else {
            return Ok(());
        };
        match detail.tests.last() {
            Some(test) if detail.verdict != Verdict::Accepted => {
                self.caught.take(test.name.clone());
            }
            _ => self.proof.fault(
                "samples-only",
                &answer.path,
                format!("it fails on {failed}, and every hidden case lets it pass"),
                "add a hidden case that shows the mistake: what a sample expects is known",
            ),
        }
        Ok(())
    }

    /// Notes hidden cases of which one does the work of all.
    pub(super) fn weigh_cases(&mut self) {
        if self.caught.answers > 1
            && let [only] = self.caught.cases.iter().collect::<Vec<_>>()[..]
        {
            let message = format!(
                "all {} answers that fail do so on {only}; no other hidden case has shown its worth",
                self.caught.answers
            );
            self.proof.fault(
                "weak-cases",
                "question.toml",
                message,
                "add a case for each way to go wrong, or an answer that shows what a case is for",
            );
        }
    }
}

impl Caught {
    fn take(&mut self, case: String) {
        self.cases.insert(case);
        self.answers += 1;
    }
}
