//! The JSON of what is kept and sent: field by field, as other programs rely on it.

use std::{collections::BTreeMap, fmt::Debug};

use onsite_domain::{
    answer::{Answer, MOST_ANSWER_BYTES, Submission},
    attempt::{Attempt, AttemptState, Draft, HintTaken, Timer},
    code::{CodeDetail, Group, Language, ShownCase, TestResult, Verdict},
    evidence::{Direction, Evidence, Observer},
    growth::{Growth, GrowthClass},
    job::{Job, JobState, Progress},
    judgement::{Detail, Finding, JUDGE_VERSION, Judged, Judgement, Outcome},
    numeric::{NumericDetail, Show, WrongTurn},
    question::{Difficulty, HintStep, Kind, Level},
    signature::SignatureLine,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, from_value, json, to_value};

use crate::support::{at, attempt, id};

const FIRST: &str = "01a0c450-6c00-7000-8000-000000000001";

fn both_ways<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, written: &Value) {
    assert_eq!(&to_value(value).expect("JSON"), written);
    let read: T = from_value(written.clone()).unwrap_or_else(|e| panic!("{written}: {e}"));
    assert_eq!(&read, value);
}

/// Without any one of its fields a value is not read, except those that may be absent.
fn needs_all_but<T: DeserializeOwned + Debug>(written: &Value, optional: &[&str]) {
    for key in written.as_object().expect("an object").keys() {
        let mut part = written.clone();
        part.as_object_mut().expect("an object").remove(key);
        let read = from_value::<T>(part);
        assert_eq!(
            read.is_ok(),
            optional.contains(&key.as_str()),
            "without {key}: {read:?}"
        );
    }
}

fn names<T>(table: &[(T, &str)])
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    for (value, name) in table {
        both_ways(value, &json!(name));
    }
    for other in [
        "",
        "other",
        "Open ",
        &table[0].1.to_uppercase().replace('L', "l"),
    ] {
        assert!(from_value::<T>(json!(other)).is_err(), "{other:?}");
    }
}

#[test]
fn names_of_what_comes_in_a_few_kinds() {
    names(&[
        (Kind::Code, "code"),
        (Kind::Design, "design"),
        (Kind::Experiment, "experiment"),
        (Kind::Numeric, "numeric"),
        (Kind::Story, "story"),
    ]);
    names(&[
        (Level::L4, "L4"),
        (Level::L5, "L5"),
        (Level::L6, "L6"),
        (Level::L7, "L7"),
    ]);
    names(&[
        (Difficulty::Easy, "easy"),
        (Difficulty::Medium, "medium"),
        (Difficulty::Hard, "hard"),
    ]);
    names(&[
        (HintStep::Nudge, "nudge"),
        (HintStep::Approach, "approach"),
        (HintStep::KeyStep, "key_step"),
    ]);
    names(&[
        (AttemptState::Open, "open"),
        (AttemptState::Solved, "solved"),
        (AttemptState::Told, "told"),
        (AttemptState::GaveUp, "gave_up"),
    ]);
    names(&[
        (JobState::Queued, "queued"),
        (JobState::Running, "running"),
        (JobState::Done, "done"),
        (JobState::Failed, "failed"),
        (JobState::Cancelled, "cancelled"),
    ]);
    names(&[
        (Outcome::Pass, "pass"),
        (Outcome::Fail, "fail"),
        (Outcome::Undecided, "undecided"),
        (Outcome::Unjudged, "unjudged"),
        (Outcome::JudgingError, "judging_error"),
    ]);
    names(&[
        (Observer::Judge, "judge"),
        (Observer::Simulator, "simulator"),
        (Observer::OneSelf, "one_self"),
        (Observer::Peer, "peer"),
        (Observer::Interviewer, "interviewer"),
        (Observer::Model, "model"),
    ]);
    names(&[(Direction::For, "for"), (Direction::Against, "against")]);
    names(&[
        (Group::Sample, "sample"),
        (Group::Secret, "secret"),
        (Group::Own, "own"),
    ]);
    names(&[
        (Show::Number, "number"),
        (Show::Percent, "percent"),
        (Show::Dollars, "dollars"),
    ]);
}

#[test]
fn levels_difficulties_and_hints_are_in_order() {
    assert!([Level::L4, Level::L5, Level::L6, Level::L7].is_sorted());
    assert!([Difficulty::Easy, Difficulty::Medium, Difficulty::Hard].is_sorted());
    assert!([HintStep::Nudge, HintStep::Approach, HintStep::KeyStep].is_sorted());
}

#[test]
fn a_job_has_ended_or_not() {
    for (state, ended) in [
        (JobState::Queued, false),
        (JobState::Running, false),
        (JobState::Done, true),
        (JobState::Failed, true),
        (JobState::Cancelled, true),
    ] {
        assert_eq!(state.has_ended(), ended, "{state:?}");
    }
}

#[test]
fn answers() {
    let code = Answer::Code {
        language: Language::Cpp,
        source: "int f();".to_owned(),
    };
    let number = Answer::Numeric {
        text: "1/8".to_owned(),
    };
    both_ways(
        &code,
        &json!({ "kind": "code", "language": "cpp", "source": "int f();" }),
    );
    both_ways(&number, &json!({ "kind": "numeric", "text": "1/8" }));
    assert_eq!((code.kind(), &*code.text()), (Kind::Code, "int f();"));
    assert_eq!((number.kind(), &*number.text()), (Kind::Numeric, "1/8"));
    let plan = Answer::Experiment {
        text: "[plan]".to_owned(),
    };
    both_ways(&plan, &json!({ "kind": "experiment", "text": "[plan]" }));
    assert_eq!((plan.kind(), &*plan.text()), (Kind::Experiment, "[plan]"));
    assert!(!plan.is_empty());
    let design = Answer::Design {
        text: " \n".to_owned(),
    };
    both_ways(&design, &json!({ "kind": "design", "text": " \n" }));
    assert_eq!(design.kind(), Kind::Design);
    assert!(design.is_empty());
    assert_eq!(MOST_ANSWER_BYTES, 262_144);
    for bad in [
        json!({}),
        json!({ "kind": "essay", "text": "" }),
        json!({ "kind": "Code", "language": "cpp", "source": "" }),
        json!({ "kind": "code", "language": "cobol", "source": "" }),
        json!({ "kind": "code", "source": "" }),
        json!({ "kind": "code", "language": "cpp" }),
        json!({ "kind": "code", "language": "cpp", "source": null }),
        json!({ "kind": "numeric" }),
        json!({ "kind": "numeric", "text": 0.125 }),
        json!({ "language": "cpp", "source": "" }),
    ] {
        assert!(from_value::<Answer>(bad.clone()).is_err(), "{bad}");
    }
}

#[test]
fn submissions() {
    let submission = Submission {
        id: id(3),
        person: id(1),
        attempt: id(2),
        question: "urn-draws".to_owned(),
        revision: 3,
        at: at(5),
        answer: Answer::Numeric {
            text: "12%".to_owned(),
        },
        claim: Some(Growth {
            time: Some(GrowthClass::Linear),
            space: None,
        }),
        told_from: Some(id(8)),
    };
    let written = json!({
        "id": id(3).to_string(), "person": FIRST, "attempt": id(2).to_string(),
        "question": "urn-draws", "revision": 3, "at": 1_790_000_000_005_i64,
        "answer": { "kind": "numeric", "text": "12%" },
        "claim": { "time": "n" }, "told_from": id(8).to_string(),
    });
    both_ways(&submission, &written);
    needs_all_but::<Submission>(&written, &["claim", "told_from"]);
    let unclaimed = Submission {
        claim: None,
        told_from: None,
        ..submission
    };
    assert_eq!(to_value(&unclaimed).expect("JSON")["claim"], Value::Null);
}

#[test]
fn attempts_and_drafts() {
    let attempt = Attempt {
        hints: vec![HintTaken {
            index: 0,
            at: at(4),
        }],
        timer: Timer {
            elapsed_ms: 1500,
            running_since: Some(at(6)),
        },
        ..attempt()
    };
    let written = json!({
        "id": id(2).to_string(), "person": FIRST, "question": "iou", "revision": 3,
        "seed": 9_007_199_254_740_991_u64,
        "started": 1_790_000_000_000_i64, "touched": 1_790_000_000_000_i64, "state": "open",
        "hints": [{ "index": 0, "at": 1_790_000_000_004_i64 }],
        "timer": { "elapsed_ms": 1500, "running_since": 1_790_000_000_006_i64 },
    });
    both_ways(&attempt, &written);
    needs_all_but::<Attempt>(&written, &[]);
    both_ways(
        &Timer::default(),
        &json!({ "elapsed_ms": 0, "running_since": null }),
    );

    let draft = Draft {
        of: id(2),
        slot: "python".to_owned(),
        text: "def".to_owned(),
        cursor: 3,
        version: 7,
        saved: at(9),
    };
    let written = json!({
        "of": id(2).to_string(), "slot": "python", "text": "def", "cursor": 3, "version": 7,
        "saved": 1_790_000_000_009_i64,
    });
    both_ways(&draft, &written);
    needs_all_but::<Draft>(&written, &[]);
}

#[test]
fn evidence() {
    let evidence = Evidence {
        id: id(5),
        source: id(4),
        source_revision: 3,
        person: id(1),
        competency: "correctness".to_owned(),
        observer: Observer::Judge,
        direction: Direction::Against,
        strength: 0.25,
        level: Level::L6,
        moment: at(7),
    };
    let written = json!({
        "id": id(5).to_string(), "source": id(4).to_string(), "source_revision": 3,
        "person": FIRST, "competency": "correctness", "observer": "judge",
        "direction": "against", "strength": 0.25, "level": "L6",
        "moment": 1_790_000_000_007_i64,
    });
    both_ways(&evidence, &written);
    needs_all_but::<Evidence>(&written, &[]);
}

fn test_result() -> (TestResult, Value) {
    let result = TestResult {
        name: "01-apart".to_owned(),
        group: Group::Sample,
        verdict: Verdict::WrongAnswer,
        cpu_ms: 12,
        wall_ms: 15,
        memory_kib: 9000,
        shown: Some(ShownCase {
            input: "[1]".to_owned(),
            expected: Some("2".to_owned()),
            differences: vec!["2 expected, 3 given".to_owned()],
            ..ShownCase::default()
        }),
    };
    let written = json!({
        "name": "01-apart", "group": "sample", "verdict": "wrong_answer", "cpu_ms": 12,
        "wall_ms": 15, "memory_kib": 9000,
        "shown": {
            "input": "[1]", "expected": "2", "actual": null, "stdout": "", "stderr": "",
            "differences": ["2 expected, 3 given"], "shortened": false, "input_shortened": false,
        },
    });
    (result, written)
}

#[test]
fn jobs_and_progress() {
    let job = Job {
        id: id(6),
        person: id(1),
        submission: id(3),
        state: JobState::Failed,
        made: at(8),
        error: Some("the disk is full".to_owned()),
    };
    let written = json!({
        "id": id(6).to_string(), "person": FIRST, "submission": id(3).to_string(),
        "state": "failed", "made": 1_790_000_000_008_i64, "error": "the disk is full",
    });
    both_ways(&job, &written);
    needs_all_but::<Job>(&written, &["error"]);

    let (result, step) = test_result();
    let progress = Progress {
        stage: "running test cases".to_owned(),
        done: 1,
        total: 9,
        step: Some(result),
    };
    let written = json!({ "stage": "running test cases", "done": 1, "total": 9, "step": step });
    both_ways(&progress, &written);
    needs_all_but::<Progress>(&written, &["step"]);
}

fn judged(outcome: Outcome, detail: Detail) -> Judged {
    Judged {
        outcome,
        score: None,
        findings: vec![Finding {
            id: "wrong_turn".to_owned(),
            text: "You …".to_owned(),
        }],
        layers: vec!["seccomp".to_owned()],
        detail,
    }
}

fn number() -> Detail {
    Detail::Numeric(NumericDetail {
        given: Some(0.5),
        drawn: BTreeMap::from([("red".to_owned(), 4.0)]),
        right: None,
        unit: "probability".to_owned(),
        wrong_turn: Some(WrongTurn {
            id: "one".to_owned(),
            explanation: "You …".to_owned(),
        }),
        total_ms: 3,
    })
}

fn code(verdict: Verdict) -> Detail {
    Detail::Code(CodeDetail {
        verdict,
        language: Language::Python,
        tests: vec![test_result().0],
        total_tests: 7,
        compile_ms: None,
        compile_output: None,
        changes: None,
        growth: None,
        total_ms: 40,
    })
}

#[test]
fn judgements() {
    // What was judged stands beside the identity, not inside a field of its own.
    let judgement = |submission, result| Judgement {
        id: id(4),
        submission,
        question: "iou".to_owned(),
        revision: 3,
        judge_version: JUDGE_VERSION,
        at: at(6),
        result,
    };
    let of_code = judgement(
        Some(id(3)),
        judged(Outcome::Fail, code(Verdict::WrongAnswer)),
    );
    let written = json!({
        "id": id(4).to_string(), "submission": id(3).to_string(), "question": "iou",
        "revision": 3, "judge_version": JUDGE_VERSION, "at": 1_790_000_000_006_i64,
        "outcome": "fail",
        "findings": [{ "id": "wrong_turn", "text": "You …" }],
        "layers": ["seccomp"],
        "detail": {
            "kind": "code", "verdict": "wrong_answer", "language": "python",
            "tests": [test_result().1], "total_tests": 7, "compile_ms": null,
            "compile_output": null, "total_ms": 40,
        },
    });
    both_ways(&of_code, &written);
    needs_all_but::<Judgement>(&written, &["submission"]);

    let scored = Judged {
        score: Some(0.5),
        ..judged(Outcome::Pass, number())
    };
    let written = json!({
        "id": id(4).to_string(), "submission": null, "question": "iou", "revision": 3,
        "judge_version": JUDGE_VERSION, "at": 1_790_000_000_006_i64, "outcome": "pass",
        "score": 0.5,
        "findings": [{ "id": "wrong_turn", "text": "You …" }],
        "layers": ["seccomp"],
        "detail": {
            "kind": "numeric", "given": 0.5, "drawn": { "red": 4.0 }, "right": null,
            "unit": "probability", "wrong_turn": { "id": "one", "explanation": "You …" },
            "total_ms": 3,
        },
    });
    both_ways(&judgement(None, scored), &written);
    let mut unknown = written;
    unknown["detail"]["kind"] = json!("essay");
    assert!(from_value::<Judgement>(unknown).is_err());
}

#[test]
fn a_judgement_is_listed_in_one_word() {
    for verdict in Verdict::ALL {
        assert_eq!(
            judged(Outcome::Fail, code(verdict)).verdict(),
            verdict.name()
        );
    }
    for outcome in [
        Outcome::Pass,
        Outcome::Fail,
        Outcome::Undecided,
        Outcome::Unjudged,
        Outcome::JudgingError,
    ] {
        let word = judged(outcome, number()).verdict();
        assert_eq!(json!(word), to_value(outcome).expect("JSON"));
    }
}

#[test]
fn lines_of_a_signature() {
    let line = SignatureLine {
        text: "f() -> int".to_owned(),
    };
    both_ways(&line, &json!({ "text": "f() -> int" }));
}
