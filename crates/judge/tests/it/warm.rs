//! A Python that stands ready gives the judgement of one that is started for the case, on every
//! answer in Python that a question of the bank ships: those are started for the case here, and
//! stand ready here or, where that shows all there is to compare, in the bank's proof.

use std::{path::Path, sync::OnceLock};

use libtest_mimic::Trial;
use onsite_bank::{Bank, Source};
use onsite_domain::{
    answer::Answer,
    code::{Checker, CodeQuestion, Language, ShippedAnswer, Verdict},
    judgement::Detail,
    question::{Body, Question},
};
use onsite_judge::{Judge, Options, Reveal};
use onsite_sandbox::Cancel;

use crate::support::{judge, runtimes, sandbox};

/// One trial for each question of the bank that has code.
pub fn trials() -> Vec<Trial> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bank");
    let loaded = Bank::load(&Source::Directory(folder));
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let trial = |question: &std::sync::Arc<Question>| {
        let question = question.clone();
        Trial::test(format!("warm::{}", question.id), move || {
            judged_alike(&question);
            Ok(())
        })
    };
    let has_code = |question: &&std::sync::Arc<Question>| matches!(question.body, Body::Code(_));
    loaded
        .bank
        .questions()
        .filter(has_code)
        .map(trial)
        .collect()
}

/// A judge that starts a Python for every case.
fn cold() -> &'static Judge {
    static JUDGE: OnceLock<(Judge, tempfile::TempDir)> = OnceLock::new();
    let made = JUDGE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = folder.path().join("cache");
        (Judge::new(sandbox().cold(), runtimes(), cache), folder)
    });
    &made.0
}

fn judged_alike(question: &Question) {
    let Body::Code(code) = &question.body else {
        panic!("{} has no code", question.id);
    };
    let mut compared = 0;
    for ShippedAnswer {
        path,
        source,
        expected,
        ..
    } in answers(code)
    {
        compared += 1;
        if matches!(expected, Verdict::Accepted | Verdict::TimeLimitExceeded) {
            // The bank's proof holds the warm one to this verdict, and an accepted answer to every
            // case; at which case a slow one's time is up is up to the machine.
            let cold = verdicts(cold(), question, source);
            let last = cold.last().expect("a verdict");
            assert_eq!(last.1, format!("{expected:?}"), "{path}: {cold:?}");
            continue;
        }
        let (mut warm, mut cold) = (
            verdicts(judge(), question, source),
            verdicts(cold(), question, source),
        );
        if matches!(code.checker, Checker::Statistical { .. }) {
            // Each run draws anew, so that a wrong answer may be told by chance one case sooner.
            warm.drain(..warm.len() - 1);
            cold.drain(..cold.len() - 1);
        }
        assert_eq!(warm, cold, "{path}");
    }
    assert!(compared > 0, "it ships no answer in Python");
}

fn answers(code: &CodeQuestion) -> impl Iterator<Item = &ShippedAnswer> {
    let answers = code.answers.iter();
    answers.filter(|answer| answer.language == Language::Python)
}

/// The verdict on each case, up to the first that is not accepted.
fn verdicts(judge: &Judge, question: &Question, source: &str) -> Vec<(String, String)> {
    let answer = Answer::Code {
        language: Language::Python,
        source: source.to_owned(),
    };
    let options = Options {
        seed: 0,
        reveal: Reveal::All,
        stop_at_first_failure: true,
        try_again: false,
    };
    let judged = judge
        .judge(question, &answer, &options, &|_| {}, &Cancel::new())
        .expect("a judgement");
    let Detail::Code(detail) = judged.detail else {
        panic!("another kind's judgement");
    };
    let tests = detail.tests.into_iter();
    tests
        .map(|test| (test.name, format!("{:?}", test.verdict)))
        .chain([(String::new(), format!("{:?}", detail.verdict))])
        .collect()
}
