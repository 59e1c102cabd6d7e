//! The order in which tasks wait: a Run goes before judging, judging before growth, and within a
//! class people take turns.

use std::collections::BTreeMap;

use onsite_domain::{
    answer::{Answer, Submission},
    id::Id,
};

use crate::views::JobWork;

/// What a job is to do.
#[derive(Clone, Debug)]
pub struct Task {
    /// Identity.
    pub id: Id,
    /// Whose it is.
    pub person: Id,
    /// The attempt it belongs to.
    pub attempt: Id,
    /// The work.
    pub work: Work,
}

/// The work of a job.
#[derive(Clone, Debug)]
pub enum Work {
    /// Judges a submission on all cases.
    Submission(Box<Submission>),
    /// Runs an answer on samples and own inputs.
    Run {
        /// The question.
        question: String,
        /// From which parameters are drawn.
        seed: u64,
        /// The answer.
        answer: Answer,
        /// Own inputs.
        own_inputs: Vec<String>,
    },
    /// Searches over a design that was judged.
    Search {
        /// The submission.
        submission: Box<Submission>,
        /// Its judgement.
        judgement: Id,
    },
    /// Measures how an accepted answer grows, once its judgement is kept.
    Growth {
        /// The submission.
        submission: Box<Submission>,
        /// Its judgement.
        judgement: Id,
    },
}

impl Task {
    pub(crate) fn submission(&self) -> Option<Id> {
        match &self.work {
            Work::Submission(submission)
            | Work::Search { submission, .. }
            | Work::Growth { submission, .. } => Some(submission.id),
            Work::Run { .. } => None,
        }
    }

    /// What it does; in this order what waits goes first.
    pub(crate) const fn rank(&self) -> JobWork {
        match &self.work {
            Work::Run { .. } => JobWork::Run,
            Work::Submission(_) => JobWork::Judging,
            Work::Search { .. } => JobWork::Search,
            Work::Growth { .. } => JobWork::Growth,
        }
    }
}

/// The tasks that wait.
#[derive(Default)]
pub(crate) struct Waiting {
    /// In the order in which they came.
    tasks: Vec<Task>,
    /// When each person's turn was last.
    turns: BTreeMap<Id, u64>,
    turn: u64,
}

impl Waiting {
    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Which there are, in the order in which they came.
    pub(crate) fn ids(&self) -> Vec<Id> {
        self.tasks.iter().map(|task| task.id).collect()
    }

    /// Has a task wait.
    pub(crate) fn push(&mut self, task: Task) {
        self.tasks.push(task);
    }

    /// Takes a task out; whether it was there.
    pub(crate) fn remove(&mut self, id: Id) -> bool {
        let before = self.tasks.len();
        self.tasks.retain(|task| task.id != id);
        self.tasks.len() < before
    }

    /// Takes the task that is next.
    pub(crate) fn take(&mut self) -> Option<Task> {
        let tasks: Vec<&Task> = self.tasks.iter().collect();
        let task = self.tasks.remove(first(&tasks, &self.turns)?);
        self.turn += 1;
        self.turns.insert(task.person, self.turn);
        if self.tasks.is_empty() {
            self.turns.clear();
        }
        Some(task)
    }

    /// How many go before a task.
    pub(crate) fn ahead(&self, id: Id) -> u32 {
        let mut tasks: Vec<&Task> = self.tasks.iter().collect();
        let (mut turns, mut turn) = (self.turns.clone(), self.turn);
        let mut before = 0;
        while let Some(at) = first(&tasks, &turns) {
            let task = tasks.remove(at);
            if task.id == id {
                return before;
            }
            before += 1;
            turn += 1;
            turns.insert(task.person, turn);
        }
        0
    }
}

/// The place of the task that is next, people served as `turns` says: the first class, in it the
/// person whose turn was longest ago, of that person what came first.
fn first(tasks: &[&Task], turns: &BTreeMap<Id, u64>) -> Option<usize> {
    let turn = |task: &Task| turns.get(&task.person).copied().unwrap_or(0);
    (0..tasks.len()).min_by_key(|at| (tasks[*at].rank(), turn(tasks[*at]), *at))
}
