//! Plans a loop: which questions its rounds ask.

use std::collections::{BTreeMap, BTreeSet};

use onsite_bank::Bank;
use onsite_domain::{
    loops::{Phase, Plan, PlannedQuestion, RoundPlan},
    question::{Body, Kind, Question},
};
use onsite_store::QuestionState;

/// Minutes that a behavioural question takes, probes included.
const STORY_MINUTES: u32 = 12;

/// Puts questions into every round of a plan: those it always asks, then for each phase the ones
/// that were practised least.
pub fn choose(plan: &mut Plan, bank: &Bank, states: &BTreeMap<String, QuestionState>) {
    let mut used = BTreeSet::new();
    for round in &mut plan.rounds {
        let mut chooser = Chooser {
            bank,
            states,
            used: &mut used,
        };
        round.questions = chooser.questions(round);
    }
}

struct Chooser<'a> {
    bank: &'a Bank,
    states: &'a BTreeMap<String, QuestionState>,
    used: &'a mut BTreeSet<String>,
}

impl Chooser<'_> {
    fn questions(&mut self, round: &RoundPlan) -> Vec<PlannedQuestion> {
        let mut asked = Vec::new();
        for plan in &round.phases {
            match plan.phase {
                Phase::Principles => {
                    let most = (plan.minutes / STORY_MINUTES).max(1) as usize;
                    let always = self.always(round, |question| question.kind() == Kind::Story);
                    let chosen = if always.is_empty() {
                        self.stories(&round.principles, most)
                    } else {
                        always
                    };
                    asked.extend(chosen.into_iter().map(|it| planned(&it, plan.phase)));
                }
                Phase::Technical => {
                    let always = self.always(round, |question| question.kind() != Kind::Story);
                    let chosen = if always.is_empty() {
                        self.technical(round, plan.minutes).into_iter().collect()
                    } else {
                        always
                    };
                    asked.extend(chosen.into_iter().map(|it| planned(&it, plan.phase)));
                }
                Phase::Introduction | Phase::OwnQuestions => {}
            }
        }
        asked
    }

    fn always(&mut self, round: &RoundPlan, wanted: fn(&Question) -> bool) -> Vec<Question> {
        let named = round.asks.iter().filter_map(|id| self.bank.get(id));
        let found: Vec<Question> = named
            .filter(|question| wanted(question))
            .map(|question| question.as_ref().clone())
            .collect();
        self.used
            .extend(found.iter().map(|question| question.id.clone()));
        found
    }

    /// A story for each principle in turn, until there are enough.
    fn stories(&mut self, principles: &[String], most: usize) -> Vec<Question> {
        let mut chosen = Vec::new();
        for principle in principles.iter().take(most) {
            let fits = |question: &Question| match &question.body {
                Body::Story(story) => story.principles.contains(principle),
                Body::Code(_) | Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) => false,
            };
            chosen.extend(self.least_practised(fits));
        }
        chosen
    }

    fn technical(&mut self, round: &RoundPlan, minutes: u32) -> Option<Question> {
        let kind = round.technical?;
        let fits = |question: &Question| {
            let shared = |id| question.competencies.contains(id);
            question.kind() == kind
                && question.minutes <= minutes
                && round.competencies.iter().any(shared)
        };
        self.least_practised(fits)
    }

    fn least_practised(&mut self, fits: impl Fn(&Question) -> bool) -> Option<Question> {
        let attempts = |id: &str| self.states.get(id).map_or(0, |state| state.attempts);
        let chosen = self
            .bank
            .questions()
            .filter(|question| !self.used.contains(&question.id) && fits(question))
            .min_by_key(|question| (attempts(&question.id), question.id.clone()))?;
        self.used.insert(chosen.id.clone());
        Some(chosen.as_ref().clone())
    }
}

fn planned(question: &Question, phase: Phase) -> PlannedQuestion {
    PlannedQuestion {
        question: question.id.clone(),
        revision: question.revision,
        title: question.title.clone(),
        kind: question.kind(),
        phase,
    }
}
