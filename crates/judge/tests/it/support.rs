//! Questions made in code, and one judge for the process.

use std::{cell::RefCell, collections::BTreeMap, path::Path, sync::OnceLock};

use onsite_domain::{
    answer::Answer,
    code::{
        CaseData, Checker, CodeDetail, CodeQuestion, Group, Language, Limits, ShippedAnswer,
        ShownCase, TestCase, Verdict,
    },
    judgement::{Detail, Judged},
    question::{Body, Difficulty, Level, Question},
    signature::{Form, Function, TypedName},
};
use onsite_judge::{Judge, Options, Reveal, Runtimes};
use onsite_sandbox::{Cancel, Helper, Sandbox};

use crate::HELPER;

/// Trials by name.
pub type Trials = &'static [(&'static str, fn())];

/// Everything shown, all cases run.
pub const ALL: Options = Options {
    seed: 0,
    reveal: Reveal::All,
    stop_at_first_failure: false,
    try_again: true,
};

/// A sandbox whose helper is this binary.
pub fn sandbox() -> Sandbox {
    Sandbox::new(Helper {
        program: std::env::current_exe().expect("its own path"),
        arguments: vec![HELPER.into()],
    })
    .expect("a sandbox")
}

/// The runtimes of this machine; every language must be there.
pub fn runtimes() -> Runtimes {
    let runtimes = Runtimes::find();
    for status in runtimes.status() {
        assert!(status.found.is_some(), "{}", status.missing_help);
    }
    runtimes
}

/// One judge for the process; what it builds is kept for the others.
pub fn judge() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("judge-cache");
    JUDGE.get_or_init(|| Judge::new(sandbox(), runtimes(), cache))
}

/// A judge with a cache of its own.
pub fn fresh_judge(cache: &Path) -> Judge {
    Judge::new(sandbox(), runtimes(), cache.to_owned())
}

pub fn typed(name: &str, ty: &str) -> TypedName {
    TypedName {
        name: name.to_owned(),
        ty: ty.parse().expect("a type"),
    }
}

pub fn function(name: &str, parameters: &[(&str, &str)], returns: &str) -> Function {
    Function {
        name: name.to_owned(),
        parameters: parameters.iter().map(|(n, t)| typed(n, t)).collect(),
        returns: returns.parse().expect("a type"),
    }
}

/// The form of a function `solve`.
pub fn solve(parameters: &[(&str, &str)], returns: &str) -> Form {
    Form::Function {
        function: function("solve", parameters, returns),
    }
}

pub fn case(name: &str, group: Group, input: &str, answer: &str) -> TestCase {
    TestCase {
        name: name.to_owned(),
        group,
        data: CaseData::Written {
            input: input.to_owned(),
            answer: answer.to_owned(),
        },
    }
}

/// A question of a form; the first case is the sample.
pub fn code(form: Form, checker: Checker, cases: &[(&str, &str)]) -> CodeQuestion {
    let cases = cases.iter().enumerate().map(|(i, (input, answer))| {
        let group = if i == 0 { Group::Sample } else { Group::Secret };
        case(&format!("{:02}", i + 1), group, input, answer)
    });
    CodeQuestion {
        form,
        limits: Limits {
            cpu_ms: 1000,
            memory_mib: 256,
            output_kib: 1024,
        },
        language_limits: BTreeMap::new(),
        checker,
        growth: None,
        growth_inputs: None,
        cases: cases.collect(),
        given: None,
        starters: BTreeMap::new(),
        generator: None,
        validator: None,
        invalid: Vec::new(),
        answers: Vec::new(),
    }
}

pub fn shipped(path: &str, expected: Verdict, source: &str) -> ShippedAnswer {
    let extension = path.rsplit('.').next().expect("an extension");
    ShippedAnswer {
        path: path.to_owned(),
        language: Language::find(extension).expect("a language"),
        source: source.to_owned(),
        expected,
        because: None,
        fails_on: None,
        growth: None,
    }
}

pub fn question(body: Body) -> Question {
    Question {
        id: "made-up".to_owned(),
        revision: 1,
        hash: String::new(),
        title: String::new(),
        summary: String::new(),
        level: Level::L5,
        difficulty: Difficulty::Easy,
        minutes: 10,
        competencies: Vec::new(),
        topics: Vec::new(),
        covers: Vec::new(),
        statement: String::new(),
        interviewer: String::new(),
        editorial: String::new(),
        hints: Vec::new(),
        facts: Vec::new(),
        follow_ups: Vec::new(),
        rubric: Vec::new(),
        body,
    }
}

pub fn answer(language: Language, source: &str) -> Answer {
    Answer::Code {
        language,
        source: source.to_owned(),
    }
}

/// Judges an answer with everything shown.
pub fn judged(code: &CodeQuestion, language: Language, source: &str) -> Judged {
    judged_with(judge(), code, language, source, &ALL)
}

pub fn judged_with(
    judge: &Judge,
    code: &CodeQuestion,
    language: Language,
    source: &str,
    options: &Options,
) -> Judged {
    let question = question(Body::Code(code.clone()));
    let told = RefCell::new(Vec::new());
    let judged = judge
        .judge(
            &question,
            &answer(language, source),
            options,
            &|progress| told.borrow_mut().push(progress),
            &Cancel::new(),
        )
        .expect("a judgement");
    let steps = told.borrow().iter().filter(|p| p.step.is_some()).count();
    assert_eq!(steps, detail(&judged).tests.len(), "a step per case");
    judged
}

pub fn detail(judged: &Judged) -> &CodeDetail {
    match &judged.detail {
        Detail::Code(detail) => detail,
        other => panic!("a code judgement was expected: {other:?}"),
    }
}

/// What is shown of the last case that was run.
pub fn last_shown(judged: &Judged) -> &ShownCase {
    let test = detail(judged).tests.last().expect("a case was run");
    test.shown.as_ref().expect("everything is shown")
}

/// Judges and compares the verdict; the words are in the failure.
pub fn expect(code: &CodeQuestion, language: Language, source: &str, verdict: Verdict) -> Judged {
    let judged = judged(code, language, source);
    assert_eq!(
        detail(&judged).verdict,
        verdict,
        "{language:?}\n{source}\n{judged:#?}"
    );
    judged
}

/// The words on what differs must contain each of these.
pub fn says(judged: &Judged, words: &[&str]) {
    let told = last_shown(judged).differences.join("\n");
    for word in words {
        assert!(
            told.contains(word),
            "{word:?} is not in {told:?}\n{judged:#?}"
        );
    }
}
