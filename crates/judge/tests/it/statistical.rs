//! The statistical checker: right samplers pass on every fixed seed, slightly wrong ones fail.

use onsite_domain::{
    code::{Checker, CodeQuestion, Language::Python, Verdict},
    signature::Form,
};

use crate::support::{Trials, code, detail, expect, function, judged, says, typed};

pub const TRIALS: Trials = &[
    ("right_samplers_pass", right_samplers_pass),
    ("wrong_samplers_fail", wrong_samplers_fail),
    ("wrong_samplers_of_many_fail", wrong_samplers_of_many_fail),
    (
        "impossible_draws_fail_at_once",
        impossible_draws_fail_at_once,
    ),
    ("a_program_may_print_draws", a_program_may_print_draws),
    (
        "a_broken_distribution_is_ours",
        a_broken_distribution_is_ours,
    ),
];

const CHECKER: Checker = Checker::Statistical { false_alarm: 1e-6 };

fn sampler() -> Form {
    Form::Class {
        name: "Sampler".to_owned(),
        constructor: vec![typed("weights", "list<float>"), typed("seed", "int")],
        methods: vec![function("draw", &[], "int")],
    }
}

fn sampling(weights: &[f64], draws: u32, seeds: std::ops::Range<u32>) -> CodeQuestion {
    let sum: f64 = weights.iter().sum();
    let shares: Vec<String> = weights.iter().map(|w| format!("{:?}", w / sum)).collect();
    let answer = format!("[null, {{\"distribution\": [{}]}}]", shares.join(","));
    let inputs: Vec<String> = seeds
        .map(|seed| format!("[[\"Sampler\", [{weights:?}, {seed}]], [\"draw\", [], {draws}]]"))
        .collect();
    let cases: Vec<(&str, &str)> = inputs
        .iter()
        .map(|i| (i.as_str(), answer.as_str()))
        .collect();
    let mut question = code(sampler(), CHECKER, &cases);
    question.limits.cpu_ms = 4000;
    question
}

fn source(body: &str) -> String {
    format!(
        "from bisect import bisect
from itertools import accumulate
from random import Random

class Sampler:
    def __init__(self, weights, seed):
        self.n = len(weights)
        self.r = Random(seed)
        self.ends = list(accumulate(weights))
        self.step = -1
        self.last = 0
        self.again = False
    def right(self):
        return min(bisect(self.ends, self.r.random() * self.ends[-1]), self.n - 1)
    def draw(self):
        self.step += 1
{body}
"
    )
}

fn right_samplers_pass() {
    let right = source("        return self.right()");
    expect(
        &sampling(&[1.0, 3.0], 5000, 0..100),
        Python,
        &right,
        Verdict::Accepted,
    );
    let rare = [1e-7, 0.001, 1.0, 5.0, 0.0, 0.3];
    expect(
        &sampling(&rare, 4000, 100..200),
        Python,
        &right,
        Verdict::Accepted,
    );
    let many: Vec<f64> = (1..=500).map(|i| 1.0 / f64::from(i)).collect();
    expect(
        &sampling(&many, 10_000, 200..240),
        Python,
        &right,
        Verdict::Accepted,
    );
    expect(
        &sampling(&[1.0; 10], 1, 0..5),
        Python,
        &right,
        Verdict::Accepted,
    );
    expect(
        &sampling(&[2.0], 1000, 0..1),
        Python,
        &right,
        Verdict::Accepted,
    );
    expect(
        &sampling(&[1.0; 1000], 10_000, 0..20),
        Python,
        &right,
        Verdict::Accepted,
    );
}

fn wrong_samplers_fail() {
    let question = sampling(&[1.0, 3.0, 2.0, 2.0], 10_000, 7..8);
    for (body, words) in [
        (
            "        return self.right() if self.r.random() < 0.9 else 0",
            &["outcome 0 came up", "about 1250 were expected"][..],
        ),
        ("        return 1", &["outcome 1 came up 10000 times"]),
        (
            "        return (0, 1, 1, 1, 2, 2, 3, 3)[self.step % 8]",
            &["was followed by", "must not depend"],
        ),
        (
            "        if self.r.random() > 0.1: self.last = self.right()\n        return self.last",
            &["was followed by"],
        ),
        (
            "        self.again = not self.again\n        if self.again: self.last = self.right()\n\
             \x20       return self.last",
            &["was followed by"],
        ),
        (
            "        if self.step % 8 == 0:\n            self.bag = [0, 1, 1, 1, 2, 2, 3, 3]\n\
             \x20           self.r.shuffle(self.bag)\n        return self.bag[self.step % 8]",
            &[""],
        ),
    ] {
        let judged = expect(&question, Python, &source(body), Verdict::WrongAnswer);
        says(&judged, words);
    }
}

fn wrong_samplers_of_many_fail() {
    let even = sampling(&[1.0; 1000], 10_000, 7..8);
    for (body, words) in [
        ("        return self.step % 1000", "dealt out in turn"),
        (
            "        return self.r.choice(range(0, 1000, 2))",
            "times in 10000 draws",
        ),
        (
            "        if self.step % 1000 == 0:\n            self.bag = list(range(1000))\n\
             \x20           self.r.shuffle(self.bag)\n        return self.bag[self.step % 1000]",
            "dealt out in turn",
        ),
        (
            "        return min(self.right(), self.right())",
            "times in 10000 draws",
        ),
    ] {
        let judged = expect(&even, Python, &source(body), Verdict::WrongAnswer);
        says(&judged, &[words]);
    }
    let falling: Vec<f64> = (1..=1000).map(|i| 1.0 / f64::from(i)).collect();
    let falling = sampling(&falling, 10_000, 7..8);
    let off_by_one = source("        return min(self.right() + 1, self.n - 1)");
    expect(&falling, Python, &off_by_one, Verdict::WrongAnswer);
    let skips = sampling(&[1.0; 300], 10_000, 7..8);
    let body = "        x = 150\n        while x == 150: x = self.right()\n        return x";
    let judged = expect(&skips, Python, &source(body), Verdict::WrongAnswer);
    says(
        &judged,
        &["outcome 150 came up 0 times in 10000 draws; about 33 were expected"],
    );
}

fn impossible_draws_fail_at_once() {
    let question = sampling(&[1.0, 0.0, 1.0], 3, 0..1);
    for (draw, words) in [
        ("1", "draw 1 is 1, which has probability zero"),
        ("3", "draw 1 is 3, which is not among the outcomes 0 to 2"),
        ("-1", "draw 1 is -1, which is not among"),
        ("'0'", "int expected"),
    ] {
        let body = format!("        return {draw}");
        let judged = expect(&question, Python, &source(&body), Verdict::WrongAnswer);
        says(&judged, &[words]);
    }
}

fn a_program_may_print_draws() {
    let question = code(
        Form::Program,
        CHECKER,
        &[("2000\n", "{\"distribution\": [0.25, 0.75]}")],
    );
    let right = "from random import Random\nr = Random(5)\n\
                 for _ in range(int(input())): print(int(r.random() >= 0.25))";
    expect(&question, Python, right, Verdict::Accepted);
    let wrong = right.replace("0.25)", "0.5)");
    expect(&question, Python, &wrong, Verdict::WrongAnswer);
    expect(&question, Python, "print('many')", Verdict::WrongAnswer);
}

fn a_broken_distribution_is_ours() {
    let mut question = sampling(&[1.0, 1.0], 10, 0..1);
    for answer in [
        "[null, {\"distribution\": [0.5, 0.6]}]",
        "[null, {\"distribution\": [1.5, -0.5]}]",
    ] {
        question.cases[0].data = onsite_domain::code::CaseData::Written {
            input: "[[\"Sampler\", [[1, 1], 0]], [\"draw\", [], 10]]".to_owned(),
            answer: answer.to_owned(),
        };
        let judged = judged(&question, Python, &source("        return self.right()"));
        assert_eq!(detail(&judged).verdict, Verdict::JudgingError);
    }
}
