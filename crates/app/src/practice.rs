//! What to practise: standings, lists, the next question, one by chance.

use std::collections::{BTreeMap, BTreeSet};

use onsite_domain::{
    attempt::AttemptState,
    clock::{Clock as _, Timestamp},
    draw::Stream,
    practice::{self, History, Likeness, QuestionStanding},
    question::Question,
};
use onsite_store::{MOST_ROWS, QuestionState, Store as _};

use crate::{
    App,
    error::Error,
    views::{
        Drawn, LikeThis, ListCard, ListGroup, ListPart, ListView, MOST_DRAWN_FROM, QuestionCard,
    },
};

/// Most questions that are offered as like another.
const MOST_LIKE: usize = 3;
/// Fewest questions that make a topic a list.
const FEWEST_OF_TOPIC: usize = 2;

/// Where a person stands with every question.
pub(crate) struct Standings {
    states: BTreeMap<String, QuestionState>,
    /// Questions that were solved within their minutes and without help.
    unaided: BTreeSet<String>,
    now: Timestamp,
}

impl Standings {
    /// The record of each question that was ever opened.
    pub(crate) const fn states(&self) -> &BTreeMap<String, QuestionState> {
        &self.states
    }

    /// Where the person stands with a question.
    pub(crate) fn of(&self, question: &str) -> QuestionStanding {
        let history = self.states.get(question).map(|state| History {
            best: state.best(),
            unaided: self.unaided.contains(question),
            handed_in: state.submissions > 0,
            touched: state.touched,
        });
        practice::standing(history, self.now)
    }

    /// A question as lists show it.
    pub(crate) fn card(&self, question: &Question) -> QuestionCard {
        QuestionCard {
            id: question.id.clone(),
            kind: question.kind(),
            title: question.title.clone(),
            summary: question.summary.clone(),
            level: question.level,
            difficulty: question.difficulty,
            minutes: question.minutes,
            competencies: question.competencies.clone(),
            topics: question.topics.clone(),
            standing: self.of(&question.id),
            touched: self.states.get(&question.id).map(|state| state.touched),
        }
    }
}

/// A list before it is shown: what it is called, and its days or its questions in no order yet.
struct Found<'a> {
    group: ListGroup,
    id: String,
    title: String,
    text: String,
    days: Vec<(String, Vec<&'a Question>)>,
}

impl App {
    /// Where the person stands with every question.
    pub(crate) fn standings(&self) -> Result<Standings, Error> {
        let (store, person) = (&self.core.store, self.core.person);
        let mut read: BTreeMap<String, Timestamp> = BTreeMap::new();
        for attempt in store.attempts_in(person, AttemptState::GaveUp, MOST_ROWS)? {
            let first = read.entry(attempt.question).or_insert(attempt.started);
            *first = attempt.started.min(*first);
        }
        let mut unaided = BTreeSet::new();
        for attempt in store.attempts_in(person, AttemptState::Solved, MOST_ROWS)? {
            let Some(question) = self.core.bench.bank.get(&attempt.question) else {
                continue;
            };
            let read = read.get(&attempt.question).copied();
            if !practice::solved_late(&attempt, question.minutes, read) {
                unaided.insert(attempt.question);
            }
        }
        Ok(Standings {
            states: store.question_states(person)?,
            unaided,
            now: self.core.bench.clock.now(),
        })
    }

    /// Every list: chosen ones, the guides' own, by competency and by topic.
    pub fn lists(&self) -> Result<Vec<ListCard>, Error> {
        let standings = self.standings()?;
        let lists = self.found_lists();
        Ok(lists
            .iter()
            .map(|list| list_card(list, &standings))
            .collect())
    }

    /// A list with its questions in the order in which they are practised.
    pub fn list(&self, id: &str) -> Result<ListView, Error> {
        let standings = self.standings()?;
        let list = self.found_lists().into_iter().find(|list| list.id == id);
        let list = list.ok_or_else(|| {
            Error::invalid(
                "unknown-list",
                format!("there is no list “{id}”"),
                "Choose one that Practise shows.",
            )
        })?;
        let card = list_card(&list, &standings);
        let part = |(title, questions): (String, Vec<&Question>)| ListPart {
            title,
            minutes: questions.iter().map(|question| question.minutes).sum(),
            questions: questions.into_iter().map(|q| q.id.clone()).collect(),
        };
        let parts = match list.group {
            ListGroup::Chosen => list.days.into_iter().map(part).collect(),
            ListGroup::Guide | ListGroup::Competency | ListGroup::Topic => {
                let topic = list.id.strip_prefix("topic-");
                let mixed = list
                    .days
                    .into_iter()
                    .map(|(title, questions)| part((title, interleaved(questions, topic))));
                mixed.collect()
            }
        };
        Ok(ListView { card, parts })
    }

    /// Questions like one, not solved yet, with what makes them so.
    pub fn like_this(&self, question: &str) -> Result<Vec<LikeThis>, Error> {
        let this = self.core.bench.question(question)?;
        let standings = self.standings()?;
        let bank = &self.core.bench.bank;
        let mut like: Vec<(Likeness, &Question)> = bank
            .questions()
            .filter(|other| !standings.of(&other.id).is_done())
            .filter_map(|other| Some((practice::likeness(&this, other)?, other.as_ref())))
            .collect();
        like.sort_by(|(a, one), (b, other)| b.score.cmp(&a.score).then(one.id.cmp(&other.id)));
        like.truncate(MOST_LIKE);
        let shown = like.into_iter().map(|(likeness, other)| LikeThis {
            question: standings.card(other),
            because: self.because(&likeness),
        });
        Ok(shown.collect())
    }

    fn because(&self, likeness: &Likeness) -> String {
        let (what, labels): (_, Vec<String>) = if likeness.topics.is_empty() {
            let bank = &self.core.bench.bank;
            let title = |id: &String| {
                bank.competency(id)
                    .map_or_else(|| id.clone(), |c| c.title.clone())
            };
            (
                "competency",
                likeness.competencies.iter().map(title).collect(),
            )
        } else {
            let words = |topic: &String| topic.replace('-', " ");
            ("topic", likeness.topics.iter().map(words).collect())
        };
        let many = if labels.len() == 1 { "Same" } else { "Shared" };
        let plural = match (labels.len(), what) {
            (1, what) => what.to_owned(),
            (_, "topic") => "topics".to_owned(),
            _ => "competencies".to_owned(),
        };
        let far = match likeness.steps.unsigned_abs() {
            0 => "as hard".to_owned(),
            1 => "one step ".to_owned(),
            steps => format!("{steps} steps "),
        };
        let way = match likeness.steps {
            0 => "",
            1.. => "harder",
            _ => "easier",
        };
        format!("{many} {plural}: {}; {far}{way}.", labels.join(", "))
    }

    /// Draws one of some questions by chance, none of those met last while another one is left.
    pub fn draw(&self, among: &[String]) -> Result<Drawn, Error> {
        if among.len() > MOST_DRAWN_FROM {
            return Err(Error::invalid(
                "too-many",
                format!("one of {} questions is to be drawn", among.len()),
                format!("Narrow the list; {MOST_DRAWN_FROM} is the most."),
            ));
        }
        let bank = &self.core.bench.bank;
        let known: BTreeSet<&str> = among.iter().map(String::as_str).collect();
        let known: Vec<&str> = known
            .into_iter()
            .filter(|id| bank.get(id).is_some())
            .collect();
        let states = self.core.store.question_states(self.core.person)?;
        let mut recent: Vec<_> = states.iter().collect();
        recent.sort_by_key(|(_, state)| std::cmp::Reverse(state.touched));
        let recent: Vec<&str> = recent.into_iter().map(|(id, _)| id.as_str()).collect();
        let mut stream = Stream::new(self.core.bench.ids.seed());
        let drawn = practice::draw(&known, &recent, &mut stream).ok_or_else(|| {
            Error::invalid(
                "nothing-to-draw",
                "there is no question to draw from",
                "Clear a filter, or choose another list.",
            )
        })?;
        Ok(Drawn {
            question: drawn.to_owned(),
        })
    }

    fn found_lists(&self) -> Vec<Found<'_>> {
        let bank = &self.core.bench.bank;
        let named = |ids: &[String]| -> Vec<&Question> {
            ids.iter()
                .filter_map(|id| bank.get(id).map(AsRef::as_ref))
                .collect()
        };
        let mut lists: Vec<Found<'_>> = bank
            .lists()
            .map(|list| Found {
                group: ListGroup::Chosen,
                id: list.id.clone(),
                title: list.title.clone(),
                text: list.text.clone(),
                days: list
                    .day
                    .iter()
                    .map(|day| (day.title.clone(), named(&day.questions)))
                    .collect(),
            })
            .collect();
        lists.extend(bank.guides().map(|guide| Found {
            group: ListGroup::Guide,
            id: format!("guide-{}", guide.guide.id),
            title: guide.guide.title.clone(),
            text: "Questions that this guide's reader was asked.".to_owned(),
            days: vec![(String::new(), named(&guide.questions))],
        }));
        let (mut competencies, mut topics) = (BTreeMap::new(), BTreeMap::new());
        for question in bank.questions() {
            for id in &question.competencies {
                competencies
                    .entry(id.as_str())
                    .or_insert_with(Vec::new)
                    .push(question.as_ref());
            }
            for id in &question.topics {
                topics
                    .entry(id.as_str())
                    .or_insert_with(Vec::new)
                    .push(question.as_ref());
            }
        }
        lists.extend(bank.competencies().filter_map(|competency| {
            let questions = competencies.remove(competency.id.as_str())?;
            Some(Found {
                group: ListGroup::Competency,
                id: format!("competency-{}", competency.id),
                title: competency.title.clone(),
                text: competency.observes.clone(),
                days: vec![(String::new(), questions)],
            })
        }));
        let topics = topics
            .into_iter()
            .filter(|(_, of)| of.len() >= FEWEST_OF_TOPIC);
        lists.extend(topics.map(|(topic, questions)| Found {
            group: ListGroup::Topic,
            id: format!("topic-{topic}"),
            title: topic.replace('-', " "),
            text: String::new(),
            days: vec![(String::new(), questions)],
        }));
        lists.retain(|list| list.days.iter().any(|(_, questions)| !questions.is_empty()));
        lists
    }
}

/// From the easiest to the hardest, with no two of one pattern after each other where that can be
/// avoided; in a topic's own list that topic is no pattern.
fn interleaved<'a>(mut questions: Vec<&'a Question>, topic: Option<&str>) -> Vec<&'a Question> {
    questions.sort_by_key(|question| (question.level, question.difficulty, &question.id));
    let pattern = |question: &&'a Question| -> &'a str {
        let mut topics = question.topics.iter().map(String::as_str);
        topics
            .find(|other| Some(*other) != topic)
            .unwrap_or_default()
    };
    let patterns: Vec<&str> = questions.iter().map(pattern).collect();
    let order = practice::interleave(&patterns);
    order.into_iter().map(|place| questions[place]).collect()
}

fn list_card(list: &Found<'_>, standings: &Standings) -> ListCard {
    let questions = || list.days.iter().flat_map(|(_, questions)| questions);
    let done = questions().filter(|question| standings.of(&question.id).is_done());
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    ListCard {
        id: list.id.clone(),
        group: list.group,
        title: list.title.clone(),
        text: list.text.clone(),
        done: count(done.count()),
        questions: count(questions().count()),
    }
}
