//! Walks the test data in order and adds the results up: pure, whoever runs the cases.

use std::collections::BTreeSet;

use super::{
    Aggregation, Case, CaseScore, Child, Group, LegacyRules, ModernRules, Rules, ScoreMode,
    VerdictMode,
};
use crate::code::Verdict;

/// The result of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Graded {
    /// Its verdict.
    pub verdict: Verdict,
    /// Its score, whether or not the package is scoring.
    pub score: f64,
}

/// Why there is no result: the package contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("data/{group}: {message}")]
pub struct GradeError {
    /// The group, by its path below `data`.
    pub group: String,
    /// What is wrong.
    pub message: String,
}

/// From worst to best, as the default grader orders them.
const ORDER: [Verdict; 7] = [
    Verdict::JudgingError,
    Verdict::RunTimeError,
    Verdict::MemoryLimitExceeded,
    Verdict::TimeLimitExceeded,
    Verdict::OutputLimitExceeded,
    Verdict::WrongAnswer,
    Verdict::CompileError,
];

impl Group {
    /// Has every case run that the rules ask for, in order, and adds up what they gave.
    ///
    /// A judging error ends everything, for nothing could be said after it.
    pub fn grade<E: From<GradeError>>(
        &self,
        run: &mut dyn FnMut(&Case) -> Result<CaseScore, E>,
    ) -> Result<Graded, E> {
        Grader {
            run,
            passed: BTreeSet::new(),
            broken: false,
        }
        .group(self)
    }
}

struct Grader<'a, E> {
    run: &'a mut dyn FnMut(&Case) -> Result<CaseScore, E>,
    /// Groups of the newer format whose cases were all accepted.
    passed: BTreeSet<String>,
    /// Whether a judging error ended it.
    broken: bool,
}

impl<E: From<GradeError>> Grader<'_, E> {
    fn group(&mut self, group: &Group) -> Result<Graded, E> {
        match &group.rules {
            Rules::Legacy(rules) => self.legacy(group, rules),
            Rules::Modern(rules) if group.name.is_empty() => self.modern_root(group, rules),
            Rules::Modern(rules) => self.modern(group, rules),
        }
    }

    fn case(&mut self, case: &Case) -> Result<CaseScore, E> {
        let given = (self.run)(case)?;
        self.broken |= given.verdict == Verdict::JudgingError;
        Ok(given)
    }

    fn legacy(&mut self, group: &Group, rules: &LegacyRules) -> Result<Graded, E> {
        let mut results = Vec::new();
        for child in &group.children {
            let graded = match child {
                Child::Group(below) => self.group(below)?,
                Child::Case(case) => {
                    let given = self.case(case)?;
                    let usual = if given.verdict == Verdict::Accepted {
                        rules.accept_score
                    } else {
                        rules.reject_score
                    };
                    Graded {
                        verdict: given.verdict,
                        score: given.score.unwrap_or(usual),
                    }
                }
            };
            results.push(graded);
            let rejected = graded.verdict != Verdict::Accepted;
            // What is ignored must not end the judging either.
            let ignored = rules.ignore_sample && results.len() < group.children.len();
            if self.broken || (rejected && rules.break_on_reject && !ignored) {
                break;
            }
        }
        if self.broken {
            return Ok(Graded {
                verdict: Verdict::JudgingError,
                score: 0.0,
            });
        }
        let graded = add_up(rules, &results);
        let (least, most) = rules.range;
        if graded.verdict == Verdict::Accepted && !(least..=most).contains(&graded.score) {
            return Err(wrong(
                group,
                format!("a score of {} is outside {least} to {most}", graded.score),
            ));
        }
        Ok(graded)
    }

    /// The whole: every case counts for the verdict, `secret` alone for the score.
    fn modern_root(&mut self, group: &Group, rules: &ModernRules) -> Result<Graded, E> {
        let mut whole = Graded {
            verdict: Verdict::Accepted,
            score: 0.0,
        };
        for child in &group.children {
            let Child::Group(below) = child else { continue };
            let graded = self.group(below)?;
            if whole.verdict == Verdict::Accepted {
                whole.verdict = graded.verdict;
            }
            if below.name == "secret" {
                whole.score = graded.score;
            }
            let rejected = whole.verdict != Verdict::Accepted;
            if self.broken || (rejected && rules.aggregation == Aggregation::PassFail) {
                break;
            }
        }
        Ok(whole)
    }

    fn modern(&mut self, group: &Group, rules: &ModernRules) -> Result<Graded, E> {
        if rules
            .require_pass
            .iter()
            .any(|name| !self.passed.contains(name))
        {
            return Ok(Graded {
                verdict: Verdict::WrongAnswer,
                score: 0.0,
            });
        }
        let each = each_score(group, rules);
        let (mut verdict, mut scores) = (Verdict::Accepted, Vec::new());
        for child in &group.children {
            let graded = match child {
                Child::Group(below) => self.group(below)?,
                Child::Case(case) => {
                    let given = self.case(case)?;
                    let score = case_score(rules, given, each).map_err(|m| wrong(group, m))?;
                    Graded {
                        verdict: given.verdict,
                        score,
                    }
                }
            };
            if verdict == Verdict::Accepted {
                verdict = graded.verdict;
            }
            scores.push(graded.score);
            let hopeless = match rules.aggregation {
                Aggregation::PassFail => verdict != Verdict::Accepted,
                Aggregation::Least => graded.score <= 0.0,
                Aggregation::Sum => false,
            };
            if self.broken || hopeless {
                break;
            }
        }
        if verdict == Verdict::Accepted {
            self.passed.insert(group.name.clone());
        }
        let score = match rules.aggregation {
            Aggregation::PassFail if verdict == Verdict::Accepted => {
                rules.max_score.unwrap_or_default()
            }
            Aggregation::PassFail => 0.0,
            Aggregation::Sum => scores.iter().sum(),
            Aggregation::Least => scores.iter().copied().fold(f64::INFINITY, f64::min),
        };
        if rules.max_score.is_some_and(|most| score > most + 1e-9) {
            return Err(wrong(
                group,
                format!("a score of {score} is over `max_score`"),
            ));
        }
        // Thirds of a hundred may sum to a hair more than it.
        let score = rules.max_score.map_or(score, |most| score.min(most));
        Ok(Graded {
            verdict,
            score: if score.is_finite() { score } else { 0.0 },
        })
    }
}

/// The most that one case of the group is worth.
fn each_score(group: &Group, rules: &ModernRules) -> Option<f64> {
    let most = rules.max_score?;
    match rules.aggregation {
        Aggregation::Least | Aggregation::PassFail => Some(most),
        Aggregation::Sum => {
            let count = u32::try_from(group.children.len().max(1)).unwrap_or(u32::MAX);
            Some(most / f64::from(count))
        }
    }
}

fn case_score(rules: &ModernRules, given: CaseScore, each: Option<f64>) -> Result<f64, String> {
    if given.verdict != Verdict::Accepted || rules.aggregation == Aggregation::PassFail {
        return Ok(0.0);
    }
    match (given.score, given.share, each) {
        (Some(score), None, most) if score >= 0.0 && most.is_none_or(|m| score <= m + 1e-9) => {
            Ok(score)
        }
        (None, Some(share), Some(most)) if (0.0..=1.0).contains(&share) => Ok(share * most),
        (None, None, Some(most)) => Ok(most),
        (None, None, None) => {
            Err("the score is unbounded, and the output validator wrote no score.txt".to_owned())
        }
        _ => Err("the score that the output validator wrote is not one it may give".to_owned()),
    }
}

fn add_up(rules: &LegacyRules, results: &[Graded]) -> Graded {
    let counted = match results {
        [.., last] if rules.ignore_sample => std::slice::from_ref(last),
        all => all,
    };
    let mut failed = counted
        .iter()
        .map(|graded| graded.verdict)
        .filter(|verdict| *verdict != Verdict::Accepted);
    let any = counted.iter().any(|g| g.verdict == Verdict::Accepted);
    let verdict = match rules.verdicts {
        VerdictMode::AlwaysAccept => Verdict::Accepted,
        _ if rules.accept_if_any && any => Verdict::Accepted,
        VerdictMode::FirstError => failed.next().unwrap_or(Verdict::Accepted),
        VerdictMode::WorstError => failed
            .min_by_key(|verdict| ORDER.iter().position(|other| other == verdict))
            .unwrap_or(Verdict::Accepted),
    };
    let scores = counted.iter().map(|graded| graded.score);
    let sum: f64 = scores.clone().sum();
    let count = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    let score = match rules.scores {
        _ if counted.is_empty() => 0.0,
        ScoreMode::Sum => sum,
        ScoreMode::Average => sum / f64::from(count),
        ScoreMode::Least => scores.fold(f64::INFINITY, f64::min),
        ScoreMode::Greatest => scores.fold(f64::NEG_INFINITY, f64::max),
    };
    Graded { verdict, score }
}

fn wrong<E: From<GradeError>>(group: &Group, message: String) -> E {
    GradeError {
        group: group.name.clone(),
        message,
    }
    .into()
}
