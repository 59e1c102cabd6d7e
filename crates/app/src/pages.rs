//! Puts the record and the bank together into what pages show.

use std::collections::BTreeMap;

use onsite_domain::{
    answer::Submission,
    attempt::{Attempt, AttemptState},
    clock::Clock as _,
    code::{CodeQuestion, Language},
    experiment,
    growth::{DeclaredGrowth, Growth, GrowthClass},
    id::Id,
    job::JobState,
    judgement::Outcome,
    numeric::NumericQuestion,
    question::{Body, Question},
    signature::Form,
    story::{
        LONGEST_PART_MS, LevelAnchor, MOST_TOLD_BYTES, Part, Pushback, SET_UP_SECONDS,
        StoryQuestion,
    },
};
use onsite_judge::Judge;
use onsite_sandbox::Cancel;
use onsite_store::{QuestionState, Store as _};

use crate::{
    App,
    error::Error,
    markdown::render,
    practice::Standings,
    simulated::{design_workspace, objectives},
    views::{
        AnchorView, AttemptView, ClaimView, EditorialView, FirstStep, FollowUpView, HintView,
        LanguageView, LevelView, NextHint, PartView, PushbackView, QuestionCard, QuestionList,
        QuestionName, QuestionPage, Sample, SubmissionView, Today, Unfinished, Workspace,
    },
};

/// The question a newcomer is led to.
const FIRST_QUESTION: &str = "weighted-sampling";
/// Most cards of one kind on the first page.
const MOST_CARDS: usize = 6;
/// Most earlier attempts that are listed.
const MOST_ATTEMPTS: usize = 100;

impl App {
    /// What to do next.
    pub fn today(&self) -> Result<Today, Error> {
        let standings = self.standings()?;
        let open =
            self.core
                .store
                .attempts_in(self.core.person, AttemptState::Open, MOST_CARDS * 4)?;
        let now = self.core.bench.clock.now();
        let mut unfinished: Vec<Unfinished> = Vec::new();
        for attempt in open {
            let Some(question) = self.core.bench.bank.get(&attempt.question) else {
                continue;
            };
            let known = unfinished
                .iter()
                .any(|other| other.question.id == question.id);
            if known || unfinished.len() == MOST_CARDS {
                continue;
            }
            let submissions = self.core.store.submissions(attempt.id)?.len();
            unfinished.push(Unfinished {
                question: standings.card(question),
                elapsed_ms: attempt.timer.elapsed_at(now),
                submissions: u32::try_from(submissions).unwrap_or(u32::MAX),
            });
        }
        let mut solved: Vec<QuestionCard> = self
            .cards(&standings)
            .into_iter()
            .filter(|card| {
                standings
                    .states()
                    .get(&card.id)
                    .is_some_and(|state| state.solved > 0)
            })
            .collect();
        solved.sort_by_key(|card| std::cmp::Reverse(card.touched));
        solved.truncate(MOST_CARDS);
        let first_steps = self.first_steps(standings.states())?;
        let suggestion = if unfinished.is_empty() {
            self.suggest(&standings)
        } else {
            None
        };
        let clock = self.core.bench.clock.note();
        Ok(Today {
            first_quarter: self.first_quarter()?,
            unfinished,
            first_steps,
            solved,
            suggestion,
            clock,
        })
    }

    /// Every question.
    pub fn questions(&self) -> Result<QuestionList, Error> {
        let standings = self.standings()?;
        let bank = &self.core.bench.bank;
        let mut broken: Vec<&str> = self
            .core
            .bench
            .diagnostics
            .iter()
            .filter_map(|d| d.question.as_deref())
            .collect();
        broken.sort_unstable();
        broken.dedup();
        broken.retain(|id| bank.get(id).is_none());
        Ok(QuestionList {
            questions: self.cards(&standings),
            competencies: bank.competencies().cloned().collect(),
            unreadable: u32::try_from(broken.len()).unwrap_or(u32::MAX),
        })
    }

    /// Opens a question for work.
    pub fn open(&self, question: &str, fresh: bool) -> Result<QuestionPage, Error> {
        let attempt = self.open_attempt(question, fresh)?;
        self.page_of(attempt)
    }

    /// The page of an attempt.
    pub fn page(&self, attempt: Id) -> Result<QuestionPage, Error> {
        self.page_of(self.attempt(attempt)?)
    }

    /// The attempts at a question, newest first.
    pub fn attempts_of(&self, question: &str) -> Result<Vec<AttemptView>, Error> {
        let question = self.core.bench.question(question)?;
        let person = self.core.person;
        let attempts = self
            .core
            .store
            .attempts(person, Some(&question.id), MOST_ATTEMPTS)?;
        let now = self.core.bench.clock.now();
        attempts
            .into_iter()
            .map(|attempt| {
                let submissions = self.submissions_of(&question, &attempt)?;
                Ok(AttemptView {
                    elapsed_ms: attempt.timer.elapsed_at(now),
                    attempt,
                    submissions,
                })
            })
            .collect()
    }

    /// The editorial, once it is unlocked.
    pub fn editorial(&self, attempt: Id) -> Result<EditorialView, Error> {
        let attempt = self.attempt(attempt)?;
        let question = self.core.bench.question(&attempt.question)?;
        if !attempt.unlocks_editorial() {
            return Err(Error::EditorialLocked);
        }
        let growth = declared(&question).cloned();
        let title = |id: &str| {
            self.core
                .bench
                .bank
                .competency(id)
                .map_or_else(|| id.to_owned(), |c| c.title.clone())
        };
        Ok(EditorialView {
            html: render(&filled(&question, &question.editorial, attempt.seed)),
            follow_ups: question
                .follow_ups
                .iter()
                .map(|f| FollowUpView {
                    ask: render(&f.ask),
                    looks_for: render(&f.looks_for),
                    question: f.question.as_ref().and_then(|id| {
                        let found = self.core.bench.bank.get(id)?;
                        Some(QuestionName {
                            id: found.id.clone(),
                            title: found.title.clone(),
                        })
                    }),
                })
                .collect(),
            rubric: question
                .rubric
                .iter()
                .map(|anchor| AnchorView {
                    competency: title(&anchor.competency),
                    below: render(&anchor.below),
                    at: render(&anchor.at),
                    above: render(&anchor.above),
                })
                .collect(),
            growth,
            levels: levels(&question),
            pushbacks: pushbacks(&question),
        })
    }

    fn page_of(&self, attempt: Attempt) -> Result<QuestionPage, Error> {
        let question = self.core.bench.question(&attempt.question)?;
        let standings = self.standings()?;
        let now = self.core.bench.clock.now();
        let hints = attempt.hints.iter().filter_map(|taken| {
            let hint = question.hints.get(usize::try_from(taken.index).ok()?)?;
            let html = render(&filled(&question, &hint.text, attempt.seed));
            Some(HintView {
                step: hint.step,
                html,
            })
        });
        let next_hint = question
            .hints
            .get(attempt.hints.len())
            .map(|hint| NextHint {
                step: hint.step,
                cost: hint_cost(&attempt).to_owned(),
            });
        Ok(QuestionPage {
            question: standings.card(&question),
            statement: render(&filled(&question, &question.statement, attempt.seed)),
            workspace: self.workspace(&question)?,
            elapsed_ms: attempt.timer.elapsed_at(now),
            hints: hints.collect(),
            next_hint,
            editorial_unlocked: attempt.unlocks_editorial(),
            drafts: self.core.store.drafts(attempt.id)?,
            submissions: self.submissions_of(&question, &attempt)?,
            jobs: self.jobs_of(attempt.id),
            attempt,
        })
    }

    fn workspace(&self, question: &Question) -> Result<Workspace, Error> {
        Ok(match &question.body {
            Body::Code(code) => self.code_workspace(question, code)?,
            Body::Design(design) => design_workspace(design),
            Body::Experiment(asked) => Workspace::Experiment {
                starter: asked.starter.clone(),
                objectives: objectives(&asked.objectives, |figure| {
                    let (title, unit) = experiment::figure(figure)?;
                    Some((title.to_owned(), unit))
                }),
                populations: asked.populations,
            },
            Body::Numeric(numeric) => Workspace::Numeric {
                unit: numeric.unit.clone(),
                units: numeric.units.iter().map(|unit| unit.name.clone()).collect(),
                tolerance: tolerance(numeric),
            },
            Body::Story(story) => self.story_workspace(story),
        })
    }

    fn story_workspace(&self, story: &StoryQuestion) -> Workspace {
        let parts = Part::ALL.into_iter().map(|part| PartView {
            part,
            asks: part.asks().to_owned(),
        });
        let bank = &self.core.bench.bank;
        Workspace::Story {
            parts: parts.collect(),
            principles: story
                .principles
                .iter()
                .filter_map(|id| bank.principle(id).cloned())
                .collect(),
            set_up_seconds: SET_UP_SECONDS,
            most_bytes: u32::try_from(MOST_TOLD_BYTES).unwrap_or(u32::MAX),
            longest_part_ms: LONGEST_PART_MS,
        }
    }

    fn code_workspace(&self, question: &Question, code: &CodeQuestion) -> Result<Workspace, Error> {
        let status = self.core.bench.judge.runtimes().status();
        let mut languages: Vec<LanguageView> = Language::ALL
            .into_iter()
            .filter(|language| code.is_asked_in(*language))
            .map(|language| {
                let known = status.iter().find(|s| s.language == language);
                let available = known.is_some_and(|s| s.found.is_some());
                LanguageView {
                    language,
                    title: language.title().to_owned(),
                    available,
                    help: known.filter(|_| !available).map(|s| s.missing_help.clone()),
                    starter: Judge::starter(code, language),
                    limits: code.limits_for(language),
                }
            })
            .collect();
        languages.sort_by_key(|language| !language.available);
        let samples = self
            .core
            .bench
            .judge
            .samples(question, &Cancel::new())?
            .into_iter()
            .map(|sample| Sample {
                name: sample.name,
                input: sample.shown.input,
                expected: sample.shown.expected.unwrap_or_default(),
            })
            .collect::<Vec<_>>();
        let hidden = code.cases.len().saturating_sub(samples.len());
        Ok(Workspace::Code {
            signature: code
                .form
                .lines()
                .into_iter()
                .map(|line| line.text)
                .collect(),
            languages,
            hidden: u32::try_from(hidden).unwrap_or(u32::MAX),
            samples,
            input_help: input_help(&code.form),
            given: code.given.as_ref().map(|given| given.goal),
            claim_of: code.growth.as_ref().map(|growth| growth.of.clone()),
        })
    }

    fn submissions_of(
        &self,
        question: &Question,
        attempt: &Attempt,
    ) -> Result<Vec<SubmissionView>, Error> {
        let store = &self.core.store;
        store
            .submissions(attempt.id)?
            .into_iter()
            .map(|submission| {
                let judgement = store.judgements(submission.id)?.into_iter().next();
                let evidence = match &judgement {
                    Some(judgement) => store.evidence_of(judgement.id)?,
                    None => Vec::new(),
                };
                let job = store.job_of(submission.id)?;
                let passed = judgement
                    .as_ref()
                    .is_some_and(|j| j.result.outcome == Outcome::Pass);
                let claim = (passed || attempt.unlocks_editorial())
                    .then(|| claim_view(question, &submission))
                    .flatten();
                Ok(SubmissionView {
                    job: job.as_ref().map_or(JobState::Failed, |job| job.state),
                    job_id: job.map_or(submission.id, |job| job.id),
                    judgement,
                    evidence,
                    claim,
                    submission,
                })
            })
            .collect()
    }

    fn cards(&self, standings: &Standings) -> Vec<QuestionCard> {
        let questions = self.core.bench.bank.questions();
        let mut cards: Vec<_> = questions.map(|q| standings.card(q)).collect();
        cards.sort_by(|a, b| a.title.cmp(&b.title));
        cards
    }

    fn first_steps(
        &self,
        states: &BTreeMap<String, QuestionState>,
    ) -> Result<Vec<FirstStep>, Error> {
        let path = format!("/practise/{FIRST_QUESTION}");
        let Some(question) = self.core.bench.bank.get(FIRST_QUESTION) else {
            return Ok(Vec::new());
        };
        let handed_in = states.values().any(|state| state.submissions > 0);
        let solved = states.values().any(|state| state.solved > 0);
        let second = states.keys().any(|id| id != FIRST_QUESTION);
        let claimed = handed_in && self.has_claimed()?;
        let step = |title: &str, text: &str, done: bool, path: &str| FirstStep {
            title: title.to_owned(),
            text: text.to_owned(),
            done,
            path: path.to_owned(),
        };
        let steps = vec![
            step(
                &format!("Open “{}”", question.title),
                "An interview question on the left, an editor on the right. Nothing is timed \
                 against you.",
                states.contains_key(FIRST_QUESTION),
                &path,
            ),
            step(
                "Hand in an answer",
                "Run tries it on the samples; Submit judges it on hidden cases and names the \
                 first that fails.",
                handed_in,
                &path,
            ),
            step(
                "State what it costs",
                "Interviewers ask for time and memory. Say it before you submit and it is kept \
                 beside the verdict.",
                claimed,
                &path,
            ),
            step(
                "Get one accepted",
                "The editorial opens then, with what an interviewer looks for below, at and \
                 above the bar.",
                solved,
                &path,
            ),
            step(
                "Try another kind",
                "A question with a number for an answer has its own numbers in every attempt.",
                second,
                "/practise",
            ),
        ];
        Ok(if steps.iter().all(|step| step.done) {
            Vec::new()
        } else {
            steps
        })
    }

    fn has_claimed(&self) -> Result<bool, Error> {
        let person = self.core.person;
        for question in self
            .core
            .bench
            .bank
            .questions()
            .filter(|q| declared(q).is_some())
        {
            let submissions =
                self.core
                    .store
                    .submissions_to(person, &question.id, MOST_ATTEMPTS)?;
            if submissions
                .iter()
                .any(|submission| submission.claim.is_some())
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The first question not yet opened, the newcomer's own first, then from the lowest level up.
    fn suggest(&self, standings: &Standings) -> Option<QuestionCard> {
        let new = self
            .core
            .bench
            .bank
            .questions()
            .filter(|q| !standings.states().contains_key(&q.id));
        new.min_by_key(|q| (q.id != FIRST_QUESTION, q.level, q.difficulty, &q.id))
            .map(|question| standings.card(question))
    }
}

fn declared(question: &Question) -> Option<&DeclaredGrowth> {
    match &question.body {
        Body::Code(code) => code.growth.as_deref(),
        Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) | Body::Story(_) => None,
    }
}

fn levels(question: &Question) -> Vec<LevelView> {
    let anchors = match &question.body {
        Body::Story(story) => story.anchors.as_slice(),
        Body::Code(_) | Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) => &[],
    };
    let view = |anchor: &LevelAnchor| LevelView {
        level: anchor.level,
        below: render(&anchor.below),
        at: render(&anchor.at),
        above: render(&anchor.above),
    };
    anchors.iter().map(view).collect()
}

fn pushbacks(question: &Question) -> Vec<PushbackView> {
    let pushbacks = match &question.body {
        Body::Story(story) => story.pushback.as_slice(),
        Body::Code(_) | Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) => &[],
    };
    let view = |pushback: &Pushback| PushbackView {
        say: render(&pushback.say),
        counter_fact: pushback.counter_fact,
        looks_for: render(&pushback.looks_for),
    };
    pushbacks.iter().map(view).collect()
}

/// A text of a question with the attempt's drawn parameters in place of its marks.
fn filled(question: &Question, text: &str, seed: u64) -> String {
    match &question.body {
        Body::Code(_) | Body::Design(_) | Body::Experiment(_) | Body::Story(_) => text.to_owned(),
        Body::Numeric(numeric) => numeric.fill(text, &numeric.draw(seed)),
    }
}

const fn hint_cost(attempt: &Attempt) -> &'static str {
    if attempt.unlocks_editorial() {
        "This attempt is over; the hint costs nothing."
    } else {
        "A pass counts a quarter less with each hint; taking it is recorded."
    }
}

fn tolerance(question: &NumericQuestion) -> String {
    let bounds = question.tolerance;
    match (bounds.absolute > 0.0, bounds.relative > 0.0) {
        (true, true) => format!(
            "Right within {} {} or {}% of the answer.",
            bounds.absolute,
            question.unit,
            bounds.relative * 100.0
        ),
        (true, false) => format!("Right within {} {}.", bounds.absolute, question.unit),
        (false, true) => format!("Right within {}% of the answer.", bounds.relative * 100.0),
        (false, false) => "It must be exact.".to_owned(),
    }
}

fn input_help(form: &Form) -> String {
    match form {
        Form::Function { function } => format!(
            "A JSON list of the {} argument(s) of {}, such as the samples show.",
            function.parameters.len(),
            function.name
        ),
        Form::Class { name, .. } => format!(
            "A JSON list of calls: [\"{name}\", [arguments…]] first, then [\"method\", \
             [arguments…]]; a third entry repeats a call."
        ),
        Form::RoundTrip { value, .. } => format!("One JSON value of type {value}."),
        Form::Program => "The text the program reads from standard input.".to_owned(),
    }
}

fn claim_view(question: &Question, submission: &Submission) -> Option<ClaimView> {
    let claimed = submission.claim?;
    let declared = declared(question)?.clone();
    let text = [
        compare("time", claimed.time, &declared, |growth| growth.time),
        compare("memory", claimed.space, &declared, |growth| growth.space),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ");
    Some(ClaimView {
        claimed,
        declared,
        text,
    })
}

fn compare(
    what: &str,
    claimed: Option<GrowthClass>,
    declared: &DeclaredGrowth,
    part: impl Fn(&Growth) -> Option<GrowthClass>,
) -> Option<String> {
    let (claimed, expected) = (claimed?, part(&declared.expected)?);
    let is = |growth: &Option<Growth>| growth.as_ref().and_then(&part) == Some(claimed);
    Some(if claimed == expected {
        format!("You claimed the {what} class an answer at the bar has.")
    } else if is(&declared.best) {
        format!("You claimed the best {what} class known, better than the bar asks.")
    } else if is(&declared.junior) {
        format!("You claimed the {what} class of a junior answer; the bar asks for better.")
    } else {
        format!("The {what} class you claimed is not the one an answer at the bar has.")
    })
}
