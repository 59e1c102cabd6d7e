//! Random work against a model in memory: both must say the same after every step.

use std::collections::BTreeMap;

use onsite_domain::{
    answer::Submission,
    attempt::{Attempt, AttemptState, Draft},
    evidence::Evidence,
    id::Id,
    job::{Job, JobState},
    judgement::{Judgement, Outcome},
};
use onsite_store::{Finished, QuestionState, Saved, SqliteStore, Store};
use proptest::prelude::*;

use crate::support::{
    at, attempt, draft, evidence, id, job, judgement, person, record, submission,
};

const QUESTIONS: [&str; 3] = ["iou", "lru-cache", "urn-draws"];

/// One step; an index picks among what is there.
#[derive(Clone, Debug)]
enum Step {
    Begin {
        question: usize,
    },
    Change {
        attempt: usize,
        gives_up: bool,
    },
    Type {
        attempt: usize,
        slot: u8,
        version: u64,
        text: u8,
    },
    Submit {
        attempt: usize,
    },
    Set {
        job: usize,
        state: JobState,
    },
    Finish {
        job: usize,
        passes: bool,
        pieces: u8,
    },
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..64_usize;
    let state = prop::sample::select(vec![
        JobState::Queued,
        JobState::Running,
        JobState::Failed,
        JobState::Cancelled,
    ]);
    prop_oneof![
        2 => (0..QUESTIONS.len()).prop_map(|question| Step::Begin { question }),
        2 => (which.clone(), any::<bool>())
            .prop_map(|(attempt, gives_up)| Step::Change { attempt, gives_up }),
        4 => (which.clone(), 0..2_u8, 0..4_u64, 0..3_u8)
            .prop_map(|(attempt, slot, version, text)| Step::Type { attempt, slot, version, text }),
        4 => which.clone().prop_map(|attempt| Step::Submit { attempt }),
        2 => (which.clone(), state).prop_map(|(job, state)| Step::Set { job, state }),
        4 => (which, any::<bool>(), 0..3_u8)
            .prop_map(|(job, passes, pieces)| Step::Finish { job, passes, pieces }),
        1 => Just(Step::Reopen),
    ]
}

/// The record as plain lists, in the order of insertion.
#[derive(Default)]
struct Model {
    made: u64,
    attempts: Vec<Attempt>,
    drafts: BTreeMap<(Id, String), Draft>,
    submissions: Vec<Submission>,
    jobs: Vec<Job>,
    judgements: Vec<Judgement>,
    evidence: Vec<Evidence>,
}

impl Model {
    fn next(&mut self) -> u64 {
        self.made += 1;
        1000 + self.made
    }

    /// Takes a step on both sides.
    fn take(&mut self, store: &dyn Store, step: &Step) {
        match *step {
            Step::Begin { question } => {
                let new = attempt(self.next(), QUESTIONS[question]);
                store.insert_attempt(&new).unwrap();
                self.attempts.push(new);
            }
            Step::Change { attempt, gives_up } => {
                let now = at(i64::try_from(self.next()).unwrap());
                let Some(here) = pick(&mut self.attempts, attempt) else {
                    return;
                };
                let mut change = |it: &mut Attempt| {
                    if gives_up {
                        it.give_up(now);
                    } else {
                        it.take_hint(3, now);
                    }
                };
                change(here);
                let there = store.update_attempt(here.id, &mut change).unwrap();
                assert_eq!(there.as_ref(), Some(&*here));
            }
            Step::Type {
                attempt,
                slot,
                version,
                text,
            } => {
                self.save(store, attempt, (slot, version, text));
            }
            Step::Submit { attempt } => self.submit(store, attempt),
            Step::Set { job, state } => {
                let Some(here) = pick(&mut self.jobs, job) else {
                    return;
                };
                let may = !here.state.has_ended();
                assert_eq!(store.set_job(here.id, state, None).unwrap(), may);
                if may {
                    here.state = state;
                }
            }
            Step::Finish {
                job,
                passes,
                pieces,
            } => self.finish(store, job, passes, pieces),
            Step::Reopen => {}
        }
    }

    fn save(&mut self, store: &dyn Store, attempt: usize, typed: (u8, u64, u8)) {
        let (slot, version, text) = typed;
        let Some(of) = pick(&mut self.attempts, attempt) else {
            return;
        };
        let new = draft(of, &slot.to_string(), version, &text.to_string());
        let place = (new.of, new.slot.clone());
        let told = match self.drafts.get(&place) {
            Some(old) if old.version > version => Saved::Stale(old.clone()),
            Some(old) if old.version == version && old.text != new.text => {
                Saved::Stale(old.clone())
            }
            _ => Saved::Saved,
        };
        assert_eq!(store.save_draft(&new).unwrap(), told);
        if told == Saved::Saved {
            self.drafts.insert(place, new);
        }
    }

    fn submit(&mut self, store: &dyn Store, attempt: usize) {
        let (first, second) = (self.next(), self.next());
        let Some(of) = pick(&mut self.attempts, attempt) else {
            return;
        };
        let answer = submission(first, of, "1");
        let waiting = job(second, &answer);
        store.submit(&answer, &waiting, None).unwrap();
        self.submissions.push(answer);
        self.jobs.push(waiting);
    }

    fn finish(&mut self, store: &dyn Store, job: usize, passes: bool, pieces: u8) {
        let number = self.next();
        let ids: Vec<u64> = (0..pieces).map(|_| self.next()).collect();
        let Some(here) = pick(&mut self.jobs, job) else {
            return;
        };
        let answer = self
            .submissions
            .iter()
            .find(|it| it.id == here.submission)
            .unwrap();
        let outcome = if passes { Outcome::Pass } else { Outcome::Fail };
        let judged = judgement(number, answer, outcome);
        let seen: Vec<_> = ids
            .iter()
            .map(|n| evidence(*n, &judged, QUESTIONS[0]))
            .collect();
        let mut change = |it: &mut Attempt| {
            if passes {
                it.judged(Outcome::Pass, at(7));
            }
            seen.clone()
        };
        let told = store.finish(here.id, &judged, &mut change).unwrap();
        if here.state.has_ended() {
            assert_eq!(told, Finished::Before(here.state));
            return;
        }
        assert_eq!(told, Finished::Now);
        here.state = JobState::Done;
        let of = self
            .attempts
            .iter_mut()
            .find(|it| it.id == answer.attempt)
            .unwrap();
        change(of);
        self.judgements.push(judged);
        self.evidence.extend(seen);
    }

    /// Both sides hold the same.
    fn compare(&self, store: &dyn Store) {
        assert_eq!(
            store.attempts(person(), None, 999).unwrap(),
            newest(&self.attempts, |_| true)
        );
        let unfinished: Vec<_> = self
            .jobs
            .iter()
            .filter(|it| !it.state.has_ended())
            .cloned()
            .collect();
        assert_eq!(store.unfinished_jobs().unwrap(), unfinished);
        assert_eq!(
            store.evidence(person(), None, 999).unwrap(),
            newest(&self.evidence, |_| true)
        );
        for of in &self.attempts {
            let drafts = self.drafts.values().filter(|it| it.of == of.id);
            assert_eq!(
                store.drafts(of.id).unwrap(),
                drafts.cloned().collect::<Vec<_>>()
            );
            let handed_in = newest(&self.submissions, |it| it.attempt == of.id);
            assert_eq!(store.submissions(of.id).unwrap(), handed_in);
            let judged = newest(&self.judgements, |it| {
                handed_in
                    .iter()
                    .any(|answer| Some(answer.id) == it.submission)
            });
            assert_eq!(store.judgements_of_attempt(of.id).unwrap(), judged);
        }
        for kept in &self.jobs {
            assert_eq!(store.job(kept.id).unwrap().as_ref(), Some(kept));
        }
        for question in QUESTIONS {
            let latest = newest(&self.attempts, |it| it.question == question)
                .into_iter()
                .next();
            assert_eq!(store.latest_attempt(person(), question).unwrap(), latest);
        }
        assert_eq!(store.question_states(person()).unwrap(), self.states());
    }

    fn states(&self) -> BTreeMap<String, QuestionState> {
        let mut states = BTreeMap::new();
        for of in &self.attempts {
            let state = states.entry(of.question.clone()).or_insert(QuestionState {
                attempts: 0,
                solved: 0,
                told: 0,
                latest: of.state,
                touched: of.touched,
                submissions: 0,
            });
            state.attempts += 1;
            state.told += u32::from(of.state == AttemptState::Told);
            state.solved += u32::from(of.state == AttemptState::Solved);
            state.latest = of.state;
            state.touched = state.touched.max(of.touched);
        }
        for answer in &self.submissions {
            states
                .entry(answer.question.clone())
                .and_modify(|it| it.submissions += 1);
        }
        states
    }
}

fn pick<T>(list: &mut [T], index: usize) -> Option<&mut T> {
    let length = list.len().max(1);
    list.get_mut(index % length)
}

fn newest<T: Clone>(list: &[T], keep: impl Fn(&T) -> bool) -> Vec<T> {
    list.iter().rev().filter(|it| keep(it)).cloned().collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn random_work_is_kept_as_a_model_says(steps in prop::collection::vec(step(), 1..60)) {
        let (dir, mut store) = record();
        let mut model = Model::default();
        for step in &steps {
            if matches!(step, Step::Reopen) {
                drop(store);
                store = SqliteStore::open(dir.path(), at(100), id(900)).unwrap();
            }
            model.take(&store, step);
            model.compare(&store);
        }
    }
}
