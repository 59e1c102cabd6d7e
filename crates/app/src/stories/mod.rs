//! The use cases of kept stories: each is stored once, and told for several questions.
//!
//! What was told stays as it was told: a submission keeps its own words, whatever becomes of the
//! story it was told from.

pub mod views;

use std::collections::BTreeMap;

use onsite_domain::{
    answer::Answer,
    id::Id,
    question::Body,
    story::{Story, StoryError, check_telling},
};
use onsite_store::{KeptStory, Store as _};

use self::views::{
    NewStory, StoryCard, StoryFault, StoryList, StoryPage, StoryRequest, StorySaved, UsedFor,
};
use crate::{App, app::MOST_DRAFT_BYTES, error::Error};

/// Most stories of a person.
pub const MOST_STORIES: usize = 200;
/// Most bytes of a story as it is kept: far more than is told, so that one that is too long is
/// kept as well.
pub const MOST_STORY_BYTES: usize = MOST_DRAFT_BYTES;
/// Highest number of saves of one story.
const MOST_VERSION: u64 = u32::MAX as u64;
/// Most tellings of one question that are looked through.
const MOST_TELLINGS: usize = 1_000;

type Uses = BTreeMap<Id, Vec<UsedFor>>;

impl App {
    /// Every kept story.
    pub fn stories(&self) -> Result<StoryList, Error> {
        let kept = self.core.store.stories(self.core.person, MOST_STORIES)?;
        let mut uses = self.uses()?;
        let cards = kept.into_iter().map(|kept| StoryCard {
            id: kept.id,
            touched: kept.touched,
            blanks: kept.story.blanks(),
            used: uses.remove(&kept.id).unwrap_or_default(),
            title: kept.story.title,
            principles: kept.story.principles,
        });
        Ok(StoryList {
            stories: cards.collect(),
            principles: self.core.bench.bank.principles().cloned().collect(),
        })
    }

    /// Keeps a new story: an empty one, or what was told.
    pub fn new_story(&self, request: &NewStory) -> Result<StoryPage, Error> {
        if !request.told.is_empty() {
            check_telling(&request.told).map_err(onsite_judge::Error::NotATelling)?;
        }
        let mut story = Story::of_telling(&request.title, &request.told);
        if let Some(question) = &request.question
            && let Body::Story(asked) = &self.core.bench.question(question)?.body
        {
            story.principles.clone_from(&asked.principles);
        }
        let id = self.core.bench.ids.id(self.now()?);
        self.insert(id, StoryRequest { story, version: 1 })
    }

    /// A kept story with everything its page needs.
    pub fn story(&self, id: Id) -> Result<StoryPage, Error> {
        let kept = self.core.store.story(id)?.ok_or_else(|| unknown(id))?;
        self.story_page(kept)
    }

    /// Saves a story as typed, unless a newer one is kept.
    pub fn save_story(&self, id: Id, request: StoryRequest) -> Result<StorySaved, Error> {
        let story = self.to_keep(id, request)?;
        let kept = self.core.store.save_story(&story)?;
        let kept = kept.ok_or_else(|| unknown(id))?;
        Ok(StorySaved {
            saved: kept.version == story.version && kept.story == story.story,
            version: kept.version,
            faults: faults(&kept.story),
            blanks: kept.story.blanks(),
            story: kept.story,
        })
    }

    /// Deletes a story for good and shows it as it was; what was told of it stays.
    pub fn delete_story(&self, id: Id) -> Result<StoryPage, Error> {
        let kept = self.core.store.delete_story(id)?;
        self.story_page(kept.ok_or_else(|| unknown(id))?)
    }

    /// Brings back a story that was deleted.
    pub fn restore_story(&self, id: Id, request: StoryRequest) -> Result<StoryPage, Error> {
        self.insert(id, request)
    }

    /// The story that a telling is told from; nothing where it is gone meanwhile.
    pub(crate) fn told_from(
        &self,
        answer: &Answer,
        story: Option<Id>,
    ) -> Result<Option<Id>, Error> {
        let Some(id) = story else {
            return Ok(None);
        };
        if !matches!(answer, Answer::Story { .. }) {
            return Err(Error::invalid(
                "told-from",
                "only a telling is told from a story",
                "Leave out `told_from` with any other answer.",
            ));
        }
        Ok(self.core.store.story(id)?.map(|kept| kept.id))
    }

    fn insert(&self, id: Id, request: StoryRequest) -> Result<StoryPage, Error> {
        let record = &self.core.store;
        if record.stories(self.core.person, MOST_STORIES)?.len() >= MOST_STORIES {
            return Err(Error::invalid(
                "too-many-stories",
                format!("{MOST_STORIES} stories are kept already, which is the most"),
                "Delete one that you no longer tell, then keep this one.",
            ));
        }
        let story = self.to_keep(id, request)?;
        if !record.insert_story(&story)? {
            return Err(Error::invalid(
                "story-is-there",
                "this story is there already",
                "Open it from the list of stories.",
            ));
        }
        self.story_page(story)
    }

    /// A story as it is handed to the record, unless it is larger than any that is kept.
    fn to_keep(&self, id: Id, request: StoryRequest) -> Result<KeptStory, Error> {
        let StoryRequest { story, version } = request;
        if !(1..=MOST_VERSION).contains(&version) {
            return Err(Error::invalid(
                "story-version",
                format!("the version {version} is not one of 1 to {MOST_VERSION}"),
                "Count saves from the version that the story was read at.",
            ));
        }
        let bytes = serde_json::to_vec(&story).map_or(usize::MAX, |text| text.len());
        if bytes > MOST_STORY_BYTES {
            return Err(Error::TooLarge {
                what: "the story".to_owned(),
                bytes: bytes as u64,
                most: MOST_STORY_BYTES as u64,
            });
        }
        Ok(KeptStory {
            id,
            person: self.core.person,
            version,
            touched: self.now()?,
            story,
        })
    }

    fn story_page(&self, kept: KeptStory) -> Result<StoryPage, Error> {
        Ok(StoryPage {
            id: kept.id,
            version: kept.version,
            touched: kept.touched,
            telling: kept.story.telling(),
            faults: faults(&kept.story),
            blanks: kept.story.blanks(),
            used: self.uses()?.remove(&kept.id).unwrap_or_default(),
            principles: self.core.bench.bank.principles().cloned().collect(),
            story: kept.story,
        })
    }

    /// What each story was told for, over the questions that the bank asks.
    fn uses(&self) -> Result<Uses, Error> {
        let mut uses = Uses::new();
        let bank = &self.core.bench.bank;
        let questions = bank.questions();
        for question in questions.filter(|it| matches!(it.body, Body::Story(_))) {
            let person = self.core.person;
            let told = self
                .core
                .store
                .submissions_to(person, &question.id, MOST_TELLINGS)?;
            for story in told.into_iter().filter_map(|telling| telling.told_from) {
                let asked = uses.entry(story).or_default();
                match asked.last_mut().filter(|it| it.question == question.id) {
                    Some(of) => of.tellings += 1,
                    None => asked.push(UsedFor {
                        question: question.id.clone(),
                        title: question.title.clone(),
                        tellings: 1,
                    }),
                }
            }
        }
        Ok(uses)
    }
}

fn faults(story: &Story) -> Vec<StoryFault> {
    let fault = |error: StoryError| StoryFault {
        field: error.field().to_owned(),
        message: error.to_string(),
    };
    story.faults().into_iter().map(fault).collect()
}

const fn unknown(id: Id) -> Error {
    Error::Unknown { what: "story", id }
}
