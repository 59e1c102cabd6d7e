//! Questions that begin with given code: mended in few lines, improved, and proved to be faulty.

use std::collections::BTreeMap;

use onsite_domain::{
    code::{
        Checker, CodeQuestion,
        Language::{Cpp, Python},
        Verdict,
    },
    given::{Change, Given, Goal},
    judgement::Outcome,
};
use onsite_judge::{Error, Judge};

use crate::{
    proving::{finds, prove, whole},
    support::{Trials, answer, code, detail, expect, judge, question, shipped, solve},
};

pub const TRIALS: Trials = &[
    (
        "a_mend_passes_and_a_rewrite_does_not",
        a_mend_passes_and_a_rewrite_does_not,
    ),
    (
        "a_wrong_rewrite_keeps_its_verdict",
        a_wrong_rewrite_keeps_its_verdict,
    ),
    (
        "given_code_is_what_an_editor_starts_with",
        given_code_is_what_an_editor_starts_with,
    ),
    (
        "a_language_without_given_code_is_refused",
        a_language_without_given_code_is_refused,
    ),
    ("code_to_mend_must_be_faulty", code_to_mend_must_be_faulty),
    (
        "code_to_improve_must_be_right_and_dear",
        code_to_improve_must_be_right_and_dear,
    ),
];

const FAULTY: &str = "def solve(a):\n    total = 1\n    for x in a:\n        total += x\n    \
                      return total\n";
const MENDED: &str = "def solve(a):\n    total = 0\n\n    for x in a:\n        total += x\n    \
                      return total\n";
const ANEW: &str = "def solve(numbers):\n    return sum(numbers)\n";

/// A sum whose given code begins at one.
fn mending() -> CodeQuestion {
    let mut made = code(
        solve(&[("a", "list<int>")], "int"),
        Checker::Exact,
        &[("[[1, 2]]", "3"), ("[[]]", "0")],
    );
    made.given = Some(Given {
        goal: Goal::Mend {
            most_changed_lines: 2,
        },
        sources: BTreeMap::from([(Python, FAULTY.to_owned())]),
    });
    made
}

fn a_mend_passes_and_a_rewrite_does_not() {
    let made = mending();
    let judged = expect(&made, Python, MENDED, Verdict::Accepted);
    assert_eq!(judged.outcome, Outcome::Pass);
    assert!(judged.findings.is_empty());
    let changes = detail(&judged).changes.as_ref().expect("changes");
    assert_eq!((changes.lines, changes.most), (1, 2));
    let put_in = changes
        .difference
        .iter()
        .find(|line| line.change == Change::Added)
        .expect("a line put in");
    assert_eq!((put_in.line, put_in.text.as_str()), (2, "    total = 0"));

    let judged = expect(&made, Python, ANEW, Verdict::WrongAnswer);
    assert_eq!(judged.outcome, Outcome::Fail);
    // The cases themselves are right, and say so.
    let tests = &detail(&judged).tests;
    assert!(tests.iter().all(|test| test.verdict == Verdict::Accepted));
    assert_eq!(judged.findings[0].id, "too_many_changes");
    assert!(judged.findings[0].text.contains("5 lines"), "{judged:#?}");
}

fn a_wrong_rewrite_keeps_its_verdict() {
    let raising = "def solve(numbers):\n    a = 1\n    b = 2\n    raise ValueError(a + b)\n";
    let judged = expect(&mending(), Python, raising, Verdict::RunTimeError);
    assert_eq!(judged.findings[0].id, "too_many_changes");
    let judged = expect(&mending(), Python, FAULTY, Verdict::WrongAnswer);
    assert!(judged.findings.is_empty(), "nothing changed: {judged:#?}");
}

fn given_code_is_what_an_editor_starts_with() {
    let mut made = mending();
    made.starters.insert(Python, "# own\n".to_owned());
    assert_eq!(Judge::starter(&made, Python), FAULTY);
}

fn a_language_without_given_code_is_refused() {
    let question = question(onsite_domain::question::Body::Code(mending()));
    let refused = judge().accepts(&question, &answer(Cpp, "int solve();"), &[]);
    assert!(
        matches!(refused, Err(Error::LanguageNotAsked { language: Cpp })),
        "{refused:?}"
    );
}

fn code_to_mend_must_be_faulty() {
    let mut made = mending();
    let mut anew = shipped(
        "submissions/wrong_answer/anew.py",
        Verdict::WrongAnswer,
        ANEW,
    );
    anew.because = Some("It is written anew.".to_owned());
    made.answers = vec![
        shipped("submissions/accepted/mend.py", Verdict::Accepted, MENDED),
        anew,
    ];
    let proof = prove(&made);
    assert_eq!(proof.faults, [], "{proof:#?}");
    let mut sound = made.clone();
    sound.given.as_mut().expect("given").sources = BTreeMap::from([(Python, MENDED.to_owned())]);
    finds(&sound, "given", "given/python.py", "it got accepted");
    let mut broken = made.clone();
    broken.given.as_mut().expect("given").sources =
        BTreeMap::from([(Python, FAULTY.replace("def", "fed"))]);
    finds(&broken, "given", "given/python.py", "compile_error");
}

fn code_to_improve_must_be_right_and_dear() {
    let mut made = whole();
    let dear = "def solve(a):\n    for _ in range(len(a) ** 3): pass\n    return sum(a)";
    let improving = |source: &str| {
        Some(Given {
            goal: Goal::Improve,
            sources: BTreeMap::from([(Python, source.to_owned())]),
        })
    };
    made.answers.retain(|answer| answer.language == Python);
    made.given = improving(dear);
    let proof = prove(&made);
    assert_eq!(proof.faults, [], "{proof:#?}");
    made.given = improving("def solve(a): return sum(a)");
    finds(&made, "given", "given/python.py", "it got accepted");
    made.given = improving("def solve(a): return max(a)");
    finds(&made, "given", "given/python.py", "it got wrong_answer");
}
