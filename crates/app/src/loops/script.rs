//! The interviewer by script: what is said next, and why.

use onsite_domain::{
    growth::{DeclaredGrowth, Growth},
    judgement::{Detail, Outcome},
    loops::{Cause, Phase, PlannedQuestion, Seat},
    question::{Body, Question},
    story::StoryQuestion,
};

use super::room::{HandedIn, Room};

/// How often a story is probed: into its gaps, and where it shows fewer, by prepared extensions.
const PROBES: usize = 3;
/// Most prepared extensions of one technical question.
const MOST_FOLLOW_UPS: usize = 2;

/// A line of the interviewer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name; each is said once in a round.
    pub name: String,
    /// The question it belongs to.
    pub question: Option<String>,
    /// Why it is said.
    pub cause: Cause,
    /// The candidate's words that led to it.
    pub quote: Option<String>,
    /// The words.
    pub text: String,
}

/// What the interviewer does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Says a line.
    Say(Line),
    /// Puts a question, which is opened in an attempt of its own.
    Put(Line),
    /// Waits for an answer to a question.
    AwaitAnswer,
    /// Waits for a judgement.
    AwaitJudgement,
    /// Has nothing left for this phase.
    Nothing,
}

/// How an interviewer opens a round.
pub fn introduction(room: &Room<'_>) -> Line {
    let plan = &room.round.plan;
    let seat = match plan.seat {
        Seat::HiringManager => "I am hiring for this team",
        Seat::BarRaiser => "I am from another team, and here as the bar raiser",
        Seat::Peer => "I work in the team",
    };
    let parts: Vec<String> = plan
        .phases
        .iter()
        .filter(|phase| phase.phase != Phase::Introduction)
        .map(|phase| {
            let what = match phase.phase {
                Phase::Introduction => "a word on both of us",
                Phase::Principles => "how you have worked so far",
                Phase::Technical => "one technical question",
                Phase::OwnQuestions => "your own questions",
            };
            format!("{what} ({} min)", phase.minutes)
        })
        .collect();
    Line {
        name: "introduction".to_owned(),
        question: None,
        cause: Cause::Script,
        quote: None,
        text: format!(
            "Thank you for coming. {seat}. We have {} minutes: {}. I take notes while you speak, \
             and may interrupt to keep us on time. Ask me whatever you need to know; not \
             everything is in the question.",
            plan.minutes(),
            parts.join(", then ")
        ),
    }
}

/// What the interviewer does next in the phase a round is in.
pub fn next(room: &Room<'_>) -> Next {
    match room.round.phase.map(|(phase, _)| phase) {
        Some(phase @ (Phase::Principles | Phase::Technical)) => room
            .asks_in(phase)
            .map(|asked| of_question(room, asked))
            .find(|next| *next != Next::Nothing)
            .unwrap_or(Next::Nothing),
        Some(Phase::OwnQuestions) if !room.was_said("own-questions") => Next::Say(Line {
            name: "own-questions".to_owned(),
            question: None,
            cause: Cause::Script,
            quote: None,
            text: "We have a few minutes left, and they are yours. What would you like to ask me?"
                .to_owned(),
        }),
        _ => Next::Nothing,
    }
}

fn of_question(room: &Room<'_>, asked: &PlannedQuestion) -> Next {
    let Some(question) = room.question(&asked.question) else {
        return Next::Nothing;
    };
    let id = &asked.question;
    if !room.was_said(&format!("put:{id}")) {
        return Next::Put(Line {
            name: format!("put:{id}"),
            question: Some(id.clone()),
            cause: Cause::Script,
            quote: None,
            text: opening(question),
        });
    }
    let answers = room.handed_in(id);
    match (&question.body, answers.last()) {
        (_, None) => Next::AwaitAnswer,
        (Body::Story(story), Some(last)) => story_line(room, question, story, last),
        (Body::Code(_) | Body::Design(_) | Body::Experiment(_) | Body::Numeric(_), Some(last)) => {
            technical_line(room, question, last)
        }
    }
}

/// How a question is put: a story's in full, since it is one sentence; of another its summary,
/// while the statement lies beside.
fn opening(question: &Question) -> String {
    match &question.body {
        Body::Story(_) => {
            let paragraphs = question.statement.split("\n\n").map(str::trim);
            let prose = |it: &&str| !it.is_empty() && !it.starts_with('#');
            let first = paragraphs.into_iter().find(prose).unwrap_or_default();
            first
                .trim_start_matches('>')
                .replace("\n>", " ")
                .replace('\n', " ")
                .trim()
                .to_owned()
        }
        Body::Code(_) | Body::Design(_) | Body::Experiment(_) | Body::Numeric(_) => {
            format!("{} The statement lies in front of you.", question.summary)
        }
    }
}

fn line(question: &Question, name: &str, cause: Cause, quote: Option<String>, text: &str) -> Line {
    Line {
        name: format!("{name}:{}", question.id),
        question: Some(question.id.clone()),
        cause,
        quote,
        text: text.to_owned(),
    }
}

/// Probes into the gaps of what was told last, prepared extensions where it shows too few, then one
/// pushback.
fn story_line(
    room: &Room<'_>,
    question: &Question,
    story: &StoryQuestion,
    last: &HandedIn,
) -> Next {
    let Some(judgement) = &last.judgement else {
        return Next::AwaitJudgement;
    };
    let id = &question.id;
    let probes = room.said(&format!("probe:{id}:"));
    let extensions = (0..PROBES)
        .take_while(|place| room.was_said(&format!("follow-up-{place}:{id}")))
        .count();
    if probes + extensions < PROBES {
        let gaps = match &judgement.result.detail {
            Detail::Story(told) => told.gaps.as_slice(),
            _ => &[],
        };
        for gap in gaps {
            let name = format!("probe:{id}:{}", gap.gap.name());
            if !room.was_said(&name) {
                return Next::Say(Line {
                    name,
                    question: Some(id.clone()),
                    cause: Cause::Probe,
                    quote: gap.quote.clone(),
                    text: gap.probe.clone(),
                });
            }
        }
        if let Some(extension) = question.follow_ups.get(extensions) {
            let name = format!("follow-up-{extensions}");
            let text = &extension.ask;
            return Next::Say(line(question, &name, Cause::FollowUp, None, text));
        }
    }
    let seed = room.attempt(id).map_or(0, |attempt| attempt.seed);
    let count = story.pushback.len() as u64;
    let drawn = (count > 0).then(|| usize::try_from(seed % count).unwrap_or(0));
    match drawn.map(|place| &story.pushback[place]) {
        Some(pushback) if !room.was_said(&format!("pushback:{id}")) => {
            let text = &pushback.say;
            Next::Say(line(question, "pushback", Cause::Pushback, None, text))
        }
        _ => Next::Nothing,
    }
}

/// What missing key points call for, then prepared extensions once an answer passes.
fn technical_line(room: &Room<'_>, question: &Question, last: &HandedIn) -> Next {
    let Some(judgement) = &last.judgement else {
        return Next::AwaitJudgement;
    };
    let id = &question.id;
    let probe = |name: &str, quote: Option<String>, text: &str| {
        let name = format!("probe:{id}:{name}");
        (!room.was_said(&name)).then(|| {
            Next::Say(Line {
                name,
                question: Some(id.clone()),
                cause: Cause::Probe,
                quote,
                text: text.to_owned(),
            })
        })
    };
    if judgement.result.outcome != Outcome::Pass {
        let name = format!("fails-{}", last.entry);
        let words = judgement.result.verdict().replace('_', " ");
        let text = "That does not hold yet. Which input would you try first, and what do you \
                    expect to see?";
        return probe(&name, Some(words), text).unwrap_or(Next::AwaitAnswer);
    }
    if let Body::Code(code) = &question.body
        && let Some(growth) = &code.growth
    {
        let asked = match made(last) {
            None => probe(
                "cost",
                None,
                "What does your answer cost, in time and in memory? Say what n is.",
            ),
            Some(claim) if !holds(claim, growth) => probe(
                "claim",
                Some(in_words(claim)),
                "How did you come to that cost? Walk me through the line that costs most.",
            ),
            Some(_) => None,
        };
        if let Some(asked) = asked {
            return asked;
        }
    }
    let said = (0..MOST_FOLLOW_UPS)
        .take_while(|place| room.was_said(&format!("follow-up-{place}:{id}")))
        .count();
    match question.follow_ups.get(said) {
        Some(follow_up) if said < MOST_FOLLOW_UPS => {
            let name = format!("follow-up-{said}");
            Next::Say(line(question, &name, Cause::FollowUp, None, &follow_up.ask))
        }
        _ => Next::Nothing,
    }
}

/// What was claimed with an answer; a claim that names nothing is none.
pub fn made(answer: &HandedIn) -> Option<Growth> {
    let claim = answer.submission.claim;
    claim.filter(|claim| *claim != Growth::default())
}

/// Whether every class that a claim names is that of an answer at the bar, or of the best known;
/// what it leaves out is not held against it.
pub fn holds(claim: Growth, declared: &DeclaredGrowth) -> bool {
    let same = |claimed: Option<_>, known: Option<_>| claimed.is_none() || claimed == known;
    let names = |known: Growth| same(claim.time, known.time) && same(claim.space, known.space);
    names(declared.expected) || declared.best.is_some_and(names)
}

/// A claim in words: `time n log n, memory n`.
pub fn in_words(claim: Growth) -> String {
    let word = |class| {
        serde_json::to_value(class)
            .ok()
            .and_then(|it| it.as_str().map(str::to_owned))
    };
    let parts = [("time", claim.time), ("memory", claim.space)];
    parts
        .into_iter()
        .filter_map(|(what, class)| Some(format!("{what} {}", word(class?)?)))
        .collect::<Vec<_>>()
        .join(", ")
}
