//! The packet of a loop as Markdown: what a page prints, for a file.

use std::fmt::Write as _;

use onsite_domain::{
    id::Id,
    loops::{Combination, Decision},
};
use serde::Serialize;

use crate::{App, error::Error};

use super::views::{CastVote, DebriefView, LineView, LoopPage, RoundView, VoteView, Who};

impl App {
    /// The packet: rounds, what was said, scorecards, votes, gates, decision, what to mend.
    pub fn packet(&self, id: Id) -> Result<String, Error> {
        Ok(markdown(&self.loop_page(id)?))
    }
}

/// A word of the record, as people write it.
pub fn word(value: impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().replace('_', " ")
}

fn markdown(page: &LoopPage) -> String {
    let mut text = format!("# {}\n\n", page.title);
    // Writing to a string does not fail, here and below.
    let _ = writeln!(
        text,
        "Loop {} at {:?}. Numbers in brackets are entries of its timeline.",
        page.id, page.level
    );
    if let Some(debrief) = &page.debrief {
        of_debrief(&mut text, debrief);
    }
    for round in &page.rounds {
        describe(&mut text, round);
    }
    text
}

fn of_debrief(text: &mut String, debrief: &DebriefView) {
    let decided = debrief
        .decision
        .map_or("not decided yet".to_owned(), decision);
    let _ = writeln!(
        text,
        "\n## Decision\n\n**{decided}.** By rule, from the first votes: {}.",
        by_rule(&debrief.combination)
    );
    if let Some(veto) = &debrief.veto {
        let _ = writeln!(
            text,
            "\nThe bar raiser vetoed a hire [{}]: {} {}",
            veto.entry,
            veto.because,
            cited(&veto.cites)
        );
    }
    of_votes(text, &debrief.votes);
    let _ = writeln!(text);
    for gate in &debrief.gates {
        let over = gate.focus.join(", ");
        let of = if over.is_empty() {
            over
        } else {
            format!(": {over}")
        };
        let _ = writeln!(
            text,
            "- Gate *{}* {}{of}",
            gate.gate.title,
            word(gate.standing)
        );
    }
    for line in &debrief.disagreements {
        let _ = writeln!(text, "- {line}");
    }
    for argument in &debrief.arguments {
        let _ = writeln!(
            text,
            "- Argued: {} {}",
            argument.text,
            cited(&argument.cites)
        );
    }
    if !debrief.mends.is_empty() {
        let _ = writeln!(text, "\n## To mend\n");
    }
    for mend in &debrief.mends {
        let _ = writeln!(
            text,
            "- by {}: **{}**. {}",
            mend.by, mend.what, mend.because
        );
    }
}

fn of_votes(text: &mut String, votes: &[VoteView]) {
    let _ = writeln!(
        text,
        "\n| interviewer | predicted | first vote | after reading | last |\n|---|---|---|---|---|"
    );
    for vote in votes {
        let none = || "–".to_owned();
        let cell = |cast: Option<&CastVote>| {
            cast.map_or_else(none, |cast| format!("{} [{}]", word(cast.vote), cast.entry))
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            word(vote.seat),
            cell(vote.predicted.as_ref()),
            cell(Some(&vote.first)),
            cell(vote.second.as_ref()),
            cell(vote.last.as_ref())
        );
    }
    for cast in votes.iter().filter_map(|vote| vote.last.as_ref()) {
        let because = cast.because.as_deref().unwrap_or_default();
        let _ = writeln!(text, "\nVote changed [{}]: {because}", cast.entry);
    }
}

fn describe(text: &mut String, round: &RoundView) {
    let _ = writeln!(
        text,
        "\n## {} ({}, {} min)\n\n{}",
        round.title,
        word(round.seat),
        round.minutes,
        round.purpose
    );
    if let Some(sealed) = &round.sealed {
        let _ = writeln!(
            text,
            "\n### Scorecard [{}], filled by {}\n",
            sealed.entry,
            word(sealed.by)
        );
        if let Some(card) = &sealed.scorecard {
            let _ = writeln!(
                text,
                "{}\n\nVote: **{}**\n\n| rated | rating | by | rests on |\n|---|---|---|---|",
                card.notes.trim(),
                word(card.vote)
            );
            for rating in &card.ratings {
                let title = round.focus.iter().find(|focus| focus.id == rating.focus);
                let title = title.map_or(rating.focus.as_str(), |focus| focus.title.as_str());
                let _ = writeln!(
                    text,
                    "| {title} | {} | {} | {} |",
                    word(rating.rating),
                    word(rating.by),
                    cited(&rating.cites)
                );
            }
        } else {
            let _ = writeln!(text, "Not to be read before the debrief.");
        }
        for (_, amendment) in &sealed.amendments {
            let _ = writeln!(text, "\nAmended: {amendment}");
        }
    }
    if !round.lines.is_empty() {
        let _ = writeln!(text, "\n### What was said\n");
    }
    for line in &round.lines {
        let _ = writeln!(text, "- [{}] {}", line.entry, spoken(line));
    }
}

fn spoken(line: &LineView) -> String {
    let who = match line.who {
        Who::Interviewer => "Interviewer: ",
        Who::Candidate => "You: ",
        Who::Note => "",
    };
    let quote = line
        .quote
        .as_ref()
        .map_or(String::new(), |quote| format!("(on “{quote}”) "));
    let verdict = line.verdict.as_ref();
    let verdict = verdict.map_or(String::new(), |it| {
        format!(" Verdict: {}.", it.replace('_', " "))
    });
    format!("{who}{quote}{}{verdict}", line.text.replace('\n', " "))
}

fn cited(cites: &[onsite_domain::loops::Cite]) -> String {
    use onsite_domain::loops::Cite;
    let each = cites.iter().map(|cite| match cite {
        Cite::Moment { entry } => format!("[{entry}]"),
        Cite::Evidence { evidence } => format!("[{evidence}]"),
    });
    each.collect::<Vec<_>>().join(" ")
}

fn by_rule(combination: &Combination) -> String {
    let reason = combination
        .reason
        .map_or(String::new(), |reason| format!(" ({})", word(reason)));
    format!(
        "{}{reason}, {} of {} votes for",
        decision(combination.decision),
        combination.votes_for,
        combination.votes
    )
}

/// A decision in words.
pub fn decision(decision: Decision) -> String {
    match decision {
        Decision::Hire => "hire".to_owned(),
        Decision::HireAt { level } => format!("hire at {level:?}"),
        Decision::NoHire => "no hire".to_owned(),
        Decision::NoDecision => "no decision".to_owned(),
    }
}
