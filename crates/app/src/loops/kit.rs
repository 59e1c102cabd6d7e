//! The interviewer kit: a round as one HTML file for a friend, and the scorecard that comes back.
//!
//! The file holds what an interviewer needs and nothing of the candidate's: no answer, no hidden
//! case. A key that only the kit and the record know tells a scorecard that was changed on its way.

use onsite_domain::{
    clock::Timestamp,
    evidence::Observer,
    hex::hex,
    id::Id,
    loops::{Act, Actor, Cite, FocusRating, Loop, Rating, Scorecard, Vote},
    question::{Body, Question},
    story::Gap,
};
use onsite_store::Store as _;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{App, error::Error, markdown::render};

use super::{
    room::Room,
    script, show,
    views::{AnchorText, KitFile, LoopPage},
};

const PAGE: &str = include_str!("kit.html");
/// The version of the file that comes back.
const FILE_FORMAT: u32 = 1;
/// Longest file that is read back, in bytes.
pub const MOST_KIT_BYTES: usize = 1024 * 1024;
/// Most moments that a friend notes.
const MOST_MOMENTS: usize = 200;

/// The file that comes back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentBack {
    onsite_scorecard: u32,
    #[serde(rename = "loop")]
    of: Id,
    round: u32,
    kit: Id,
    form_version: u32,
    body: String,
    seal: String,
}

/// What was sealed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sealed {
    notes: String,
    moments: Vec<Moment>,
    ratings: Vec<Rated>,
    vote: Vote,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Moment {
    /// Milliseconds after the clock was started.
    after: u64,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rated {
    focus: String,
    rating: Rating,
    cites: Vec<usize>,
}

impl App {
    /// The kit of a round as HTML; made once, and the same whenever it is asked for again.
    pub fn kit(&self, id: Id, round: u32) -> Result<KitFile, Error> {
        let mut state = self.settled(id)?;
        let made = state.round(round).and_then(|round| round.kit);
        let kit = if let Some(kit) = made {
            kit
        } else {
            let now = self.now()?;
            let kit = self.core.bench.ids.id(now);
            let before = state.entries().len();
            state.act(Actor::Candidate, Act::HandOver { round, kit }, now)?;
            // The key first: a kit whose key is lost could never be read back.
            let seed = || self.core.bench.ids.seed();
            let key = format!("{:014x}{:014x}{:014x}", seed(), seed(), seed());
            let value = serde_json::to_string(&key).expect("text is JSON");
            self.core.store.set_setting(&setting(kit), &value)?;
            self.append(id, &state, before)?;
            kit
        };
        let key = self.key(kit)?;
        let kept = self.kept(&state)?;
        let room = Room::of(&self.core.bench.bank, &state, &kept, round);
        let room = room.ok_or(Error::Unknown { what: "loop", id })?;
        let content = content(&room, id, kit, &key).to_string();
        // Inside a script element nothing may look like its end.
        Ok(KitFile {
            name: format!("interview-{}.html", room.round.plan.id),
            html: PAGE.replace("__KIT__", &content.replace('<', "\\u003c")),
        })
    }

    /// Takes a scorecard that came back.
    pub fn import_kit(&self, id: Id, text: &str) -> Result<LoopPage, Error> {
        let not_ours = |why: String| {
            let help = "Take the file that the kit saved, as it is; nothing was changed.";
            Error::invalid("not-a-scorecard", why, help)
        };
        if text.len() > MOST_KIT_BYTES {
            return Err(Error::TooLarge {
                what: "the scorecard's file".to_owned(),
                bytes: text.len() as u64,
                most: MOST_KIT_BYTES as u64,
            });
        }
        let sent: SentBack = serde_json::from_str(text)
            .map_err(|error| not_ours(format!("this is no scorecard of a kit: {error}")))?;
        if sent.onsite_scorecard != FILE_FORMAT {
            let why = format!("the file is of format {}", sent.onsite_scorecard);
            return Err(not_ours(format!("{why}; this version reads {FILE_FORMAT}")));
        }
        let mut state = self.settled(id)?;
        let expected = state.round(sent.round).and_then(|round| round.kit);
        if sent.of != id || expected != Some(sent.kit) {
            return Err(Error::invalid(
                "another-kit",
                "this scorecard belongs to another loop or another kit",
                "Open the loop whose kit you sent, and bring it in there.",
            ));
        }
        if seal(&self.key(sent.kit)?, &sent.body) != sent.seal {
            return Err(not_ours(
                "this scorecard was changed after it was sealed".to_owned(),
            ));
        }
        let sealed: Sealed = serde_json::from_str(&sent.body)
            .map_err(|error| not_ours(format!("this scorecard cannot be read: {error}")))?;
        let before = state.entries().len();
        let now = self.now()?;
        take(&mut state, sent.round, sent.form_version, sealed, now)?;
        self.append(id, &state, before)?;
        self.loop_page(id)
    }

    fn key(&self, kit: Id) -> Result<String, Error> {
        let text = self.core.store.setting(&setting(kit))?;
        let key = text.and_then(|text| serde_json::from_str(&text).ok());
        key.ok_or(Error::Unknown {
            what: "kit",
            id: kit,
        })
    }
}

fn setting(kit: Id) -> String {
    format!("kit.{kit}")
}

fn seal(key: &str, body: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(key.as_bytes());
    hasher.update(body.as_bytes());
    hex(&hasher.finalize())
}

/// Puts the friend's moments and scorecard into the timeline, in the interviewer's seat.
fn take(
    state: &mut Loop,
    round: u32,
    form_version: u32,
    sealed: Sealed,
    now: Timestamp,
) -> Result<(), Error> {
    if sealed.moments.len() > MOST_MOMENTS {
        return Err(Error::invalid(
            "too-many-moments",
            format!("{} moments are more than a kit takes", sealed.moments.len()),
            "Take the file that the kit saved.",
        ));
    }
    let seat = Actor::Interviewer { round };
    let mut entries = Vec::new();
    for moment in sealed.moments {
        let minutes = moment.after / 60_000;
        let text = format!("{} (at {minutes} min, by your friend's clock)", moment.text);
        entries.push(state.act(seat, Act::Note { round, text }, now)?.number);
    }
    let rating = |rated: Rated| FocusRating {
        focus: rated.focus,
        rating: rated.rating,
        by: Observer::Peer,
        cites: rated
            .cites
            .into_iter()
            // One past the end cites nothing there is, which the machine refuses.
            .map(|place| Cite::Moment {
                entry: entries.get(place).copied().unwrap_or(u32::MAX),
            })
            .collect(),
    };
    let scorecard = Scorecard {
        form_version,
        notes: sealed.notes,
        ratings: sealed.ratings.into_iter().map(rating).collect(),
        vote: sealed.vote,
    };
    let by = Observer::Peer;
    state.act(
        seat,
        Act::Seal {
            round,
            by,
            scorecard,
        },
        now,
    )?;
    Ok(())
}

/// What the page shows.
fn content(room: &Room<'_>, id: Id, kit: Id, key: &str) -> Value {
    let plan = &room.round.plan;
    let form = room.state.plan().map(|plan| &plan.form);
    let phases: Vec<Value> = plan
        .phases
        .iter()
        .map(|it| json!({ "title": show::phase_title(it.phase), "minutes": it.minutes }))
        .collect();
    let questions: Vec<Value> = plan
        .questions
        .iter()
        .filter_map(|asked| Some((asked, room.question(&asked.question)?)))
        .map(|(asked, question)| script_of(question, show::phase_title(asked.phase)))
        .collect();
    let focus: Vec<Value> = plan
        .focus()
        .map(|id| {
            let focus = show::focus(room, id);
            let anchor = |it: &AnchorText| json!({ "below": it.below, "at": it.at, "above": it.above });
            let anchors: Vec<Value> = focus.anchors.iter().map(anchor).collect();
            json!({ "id": id, "title": focus.title, "observes": focus.observes, "anchors": anchors })
        })
        .collect();
    json!({
        "kit": kit, "key": key, "loop": id, "round": room.number, "round_id": plan.id,
        "title": plan.title, "purpose": plan.purpose, "phases": phases,
        "introduction": script::introduction(room).text,
        "questions": questions, "focus": focus, "form": form,
    })
}

/// What an interviewer says and asks on one question.
fn script_of(question: &Question, phase: &str) -> Value {
    let pairs = |list: Vec<(String, String)>| -> Vec<[String; 2]> {
        list.into_iter()
            .map(|(first, second)| [first, second])
            .collect()
    };
    let facts = question.facts.iter();
    let facts = facts.filter_map(|fact| Some((fact.asked.first()?.clone(), fact.answer.clone())));
    let hints = (1..).zip(&question.hints);
    let hints = hints.map(|(number, hint)| (format!("Hint {number}"), hint.text.clone()));
    let follow_ups = question.follow_ups.iter();
    let follow_ups = follow_ups.map(|it| (it.ask.clone(), it.looks_for.clone()));
    let (mut probes, mut pushback) = (Vec::new(), Vec::new());
    if let Body::Story(story) = &question.body {
        let probe = |gap: Gap| (gap.name().replace('_', " "), story.probe(gap).to_owned());
        probes = Gap::ALL.into_iter().map(probe).collect();
        let pairs = story.pushback.iter();
        pushback = pairs
            .map(|it| (it.say.clone(), it.looks_for.clone()))
            .collect();
    }
    json!({
        "title": question.title,
        "phase": phase,
        "script": format!("{}{}", render(&question.statement), render(&question.interviewer)),
        "facts": pairs(facts.collect()),
        "hints": pairs(hints.collect()),
        "probes": pairs(probes),
        "pushback": pairs(pushback),
        "follow_ups": pairs(follow_ups.collect()),
    })
}
