//! `onsite loop`: plan a loop, sit a round in the shell, seal its scorecard, hold the debrief.

mod room;

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use onsite_app::{
    App,
    loops::views::{
        DebriefView, GivenRating, LoopAction, LoopPage, LoopRequest, NewLoop, RoundView,
    },
    loops::{decision, word},
};
use onsite_domain::{
    id::Id,
    loops::{Decision, Stage, Vote},
    question::Level,
};
use serde::Deserialize;

use self::room::ShellRoom;
use crate::{
    arguments::{
        Debrief, KitOptions, LoopCommand, NewLoopOptions, SealOptions, ShowLoop, StartRound,
    },
    context::{Context, processors},
    error::CliError,
    output,
};

/// Longest scorecard file.
const MOST_CARD_BYTES: u64 = 1024 * 1024;

/// Does one of the commands.
pub fn run(context: &Context, command: &LoopCommand) -> Result<u8, CliError> {
    let app = context.app(&context.data()?, processors())?;
    let done = match command {
        LoopCommand::New(options) => new(&app, options),
        LoopCommand::Show(options) => show(&app, options),
        LoopCommand::Start(options) => start(&app, options),
        LoopCommand::Kit(options) => kit(&app, options),
        LoopCommand::Seal(options) => seal(&app, options),
        LoopCommand::Debrief(options) => debrief(&app, options),
    };
    app.stop();
    done.map(|()| 0)
}

fn new(app: &App, options: &NewLoopOptions) -> Result<(), CliError> {
    let page = app.new_loop(&NewLoop {
        preset: options.preset.clone(),
        rounds: options.round.clone(),
        date: options.date.clone(),
    })?;
    print(&page, options.json)
}

fn show(app: &App, options: &ShowLoop) -> Result<(), CliError> {
    let page = find(app, options.id.as_deref())?;
    print(&page, options.json)
}

/// The loop that was named, else the newest.
fn find(app: &App, id: Option<&str>) -> Result<LoopPage, CliError> {
    let id: Id = if let Some(text) = id {
        text.parse().map_err(|error| {
            let help = "`onsite loop show` shows it.";
            CliError::bad_input(format!("“{text}” is {error}"), help)
        })?
    } else {
        let newest = app.loops()?.into_iter().next().ok_or_else(|| {
            let help = "Plan one with `onsite loop new`.";
            CliError::bad_input("there is no loop yet", help)
        })?;
        newest.id
    };
    Ok(app.loop_page(id)?)
}

fn act(app: &App, page: &LoopPage, action: LoopAction) -> Result<LoopPage, CliError> {
    let seen = page.seen;
    Ok(app.act(page.id, LoopRequest { seen, action })?)
}

fn round_of<'p>(page: &'p LoopPage, id: &str) -> Result<&'p RoundView, CliError> {
    page.rounds
        .iter()
        .find(|round| round.id == id)
        .ok_or_else(|| {
            let known: Vec<&str> = page.rounds.iter().map(|round| round.id.as_str()).collect();
            let help = format!("Its rounds: {}.", known.join(", "));
            CliError::bad_input(format!("this loop has no round “{id}”"), help)
        })
}

/// Sits a round: starts it, or goes on with it, and takes lines until it ends.
fn start(app: &App, options: &StartRound) -> Result<(), CliError> {
    let mut page = find(app, options.id.as_deref())?;
    let number = round_of(&page, &options.round)?.number;
    if round_of(&page, &options.round)?.started.is_none() {
        page = act(app, &page, LoopAction::Start { round: number })?;
    }
    let page = ShellRoom::new(app, page, options.round.clone(), options.json).sit()?;
    if options.json {
        output::json(&page)?;
    }
    Ok(())
}

/// A scorecard as it is written in a file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CardFile {
    notes: String,
    #[serde(default, rename = "rating")]
    ratings: Vec<GivenRating>,
}

/// Seals a scorecard from a file; without one, writes a form to fill in.
fn seal(app: &App, options: &SealOptions) -> Result<(), CliError> {
    let page = find(app, options.id.as_deref())?;
    let round = round_of(&page, &options.round)?;
    let Some(file) = &options.file else {
        let path = PathBuf::from(format!("scorecard-{}.toml", round.id));
        write_new(&path, &blank(&page, round))?;
        let said = format!(
            "{} is the form. Fill it in, then: onsite loop seal {} {}",
            path.display(),
            round.id,
            path.display()
        );
        return if options.json {
            output::json(&serde_json::json!({ "form": path }))
        } else {
            output::line(&said)
        };
    };
    let text = read_card(file)?;
    if text.trim_start().starts_with('{') {
        // A scorecard that came back from a kit carries its own seal.
        return print(&app.import_kit(page.id, &text)?, options.json);
    }
    let card: CardFile = toml::from_str(&text).map_err(|error| {
        let message = format!("{}: {}", file.display(), error.message());
        let line = error
            .span()
            .map(|span| text[..span.start].matches('\n').count() + 1);
        let place = line.map_or(String::new(), |line| format!(" (line {line})"));
        CliError::bad_input(
            format!("{message}{place}"),
            "See the form that `onsite loop seal` writes.",
        )
    })?;
    let action = LoopAction::Seal {
        round: round.number,
        notes: card.notes,
        ratings: card.ratings,
    };
    let mut page = page.clone();
    if let Some(vote) = options.predict {
        let round = round.number;
        page = act(app, &page, LoopAction::Predict { round, vote })?;
    }
    print(&act(app, &page, action)?, options.json)
}

/// Writes the interviewer kit of a round.
fn kit(app: &App, options: &KitOptions) -> Result<(), CliError> {
    let page = find(app, options.id.as_deref())?;
    let round = round_of(&page, &options.round)?.number;
    let kit = app.kit(page.id, round)?;
    let path = PathBuf::from(kit.name);
    write_new(&path, &kit.html)?;
    output::line(&format!(
        "{} is the kit. Send it to your friend; seal what comes back with: onsite loop seal {} FILE",
        path.display(),
        options.round
    ))
}

fn read_card(file: &Path) -> Result<String, CliError> {
    let opened = fs::File::open(file).map_err(|cause| CliError::file("read", file, &cause))?;
    let mut text = String::new();
    let read = opened.take(MOST_CARD_BYTES + 1).read_to_string(&mut text);
    let read = read.map_err(|cause| CliError::file("read", file, &cause))?;
    if read as u64 > MOST_CARD_BYTES {
        let message = format!("{} is longer than a scorecard can be", file.display());
        return Err(CliError::bad_input(
            message,
            "Name the form that you filled in.",
        ));
    }
    Ok(text)
}

fn write_new(path: &Path, text: &str) -> Result<(), CliError> {
    use std::io::Write as _;
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|cause| CliError::file("write", path, &cause))
}

/// The form of a round's scorecard, with its anchors and what can be cited.
fn blank(page: &LoopPage, round: &RoundView) -> String {
    use std::fmt::Write as _;
    let mut text = format!(
        "# {}: {}\n# {}\nnotes = \"\"\"\n\"\"\"\n",
        round.title, round.purpose, page.form.notes
    );
    // Writing to a string does not fail.
    let _ = writeln!(
        text,
        "\n# Ratings: not_observed, below, meets, raises. {}",
        page.form.scale
    );
    let _ = writeln!(
        text,
        "# Below and raises cite what they rest on, such as cites = [4]:"
    );
    for line in &round.lines {
        let shown: String = line.text.chars().take(80).collect();
        let _ = writeln!(text, "#   {:>3}  {}", line.entry, shown.replace('\n', " "));
    }
    for focus in &round.focus {
        let _ = writeln!(text, "\n# {}: {}", focus.title, focus.observes);
        if let Some(evidence) = &focus.evidence {
            let _ = writeln!(
                text,
                "# Filled by the judge's evidence: {}",
                evidence.because
            );
            continue;
        }
        for anchor in &focus.anchors {
            let _ = writeln!(
                text,
                "#   below: {}\n#   meets: {}\n#   raises: {}",
                anchor.below, anchor.at, anchor.above
            );
        }
        let _ = writeln!(
            text,
            "[[rating]]\nfocus = \"{}\"\nrating = \"not_observed\"\ncites = []",
            focus.id
        );
    }
    text
}

/// Holds the debrief as far as it can go: opens it, reads, votes again, and decides where a
/// decision is given.
fn debrief(app: &App, options: &Debrief) -> Result<(), CliError> {
    let mut page = find(app, options.id.as_deref())?;
    for (round, vote) in &options.predict {
        let number = round_of(&page, round)?.number;
        page = act(
            app,
            &page,
            LoopAction::Predict {
                round: number,
                vote: *vote,
            },
        )?;
    }
    if page.stage == Stage::Rounds {
        let without = options.without.clone();
        page = act(app, &page, LoopAction::OpenDebrief { without })?;
    }
    if page.stage == Stage::Reading {
        page = act(app, &page, LoopAction::FinishReading)?;
    }
    if let Some(decision) = options.decide {
        page = act(app, &page, LoopAction::Decide { decision })?;
        page = act(app, &page, LoopAction::Inform)?;
    }
    print(&page, options.json)
}

fn print(page: &LoopPage, json: bool) -> Result<(), CliError> {
    if json {
        output::json(page)
    } else {
        output::line(in_words(page).trim_end())
    }
}

/// A loop as text.
fn in_words(page: &LoopPage) -> String {
    use std::fmt::Write as _;
    let mut text = format!("{}  {}\n", page.title, page.id);
    // Writing to a string does not fail.
    for round in &page.rounds {
        let state = match (&round.sealed, &round.ended, &round.started) {
            (Some(_), ..) => "sealed",
            (None, Some(_), _) => "sat, its scorecard is open",
            (None, None, Some(_)) => "its clock is running",
            _ => "not sat yet",
        };
        let _ = writeln!(
            text,
            "  {:<12} {:>3} min  {:<15} {state}",
            round.id,
            round.minutes,
            word(round.seat)
        );
        let card = round
            .sealed
            .as_ref()
            .and_then(|sealed| sealed.scorecard.as_ref());
        for rating in card.iter().flat_map(|card| &card.ratings) {
            let _ = writeln!(
                text,
                "      {:<28} {:<13} by {}",
                rating.focus,
                word(rating.rating),
                word(rating.by)
            );
        }
        if let Some(card) = card {
            let _ = writeln!(text, "      vote: {}", word(card.vote));
        }
    }
    if let Some(debrief) = &page.debrief {
        of_debrief(&mut text, debrief);
    }
    let _ = writeln!(text, "next: {}", next(page));
    text
}

fn of_debrief(text: &mut String, debrief: &DebriefView) {
    use std::fmt::Write as _;
    for gate in &debrief.gates {
        let _ = writeln!(
            text,
            "  gate {:<12} {} {}",
            gate.gate.id,
            word(gate.standing),
            gate.focus.join(", ")
        );
    }
    for vote in &debrief.votes {
        let later = [("after reading", &vote.second), ("at last", &vote.last)];
        let later: Vec<String> = later
            .into_iter()
            .filter_map(|(when, cast)| Some(format!(", {when} {}", word(cast.as_ref()?.vote))))
            .collect();
        let (seat, first) = (word(vote.seat), word(vote.first.vote));
        let _ = writeln!(text, "  {seat}: {first}{}", later.concat());
    }
    if let Some(veto) = &debrief.veto {
        let _ = writeln!(text, "  vetoed by the bar raiser: {}", veto.because);
    }
    for line in &debrief.disagreements {
        let _ = writeln!(text, "  {line}");
    }
    let reason = debrief
        .combination
        .reason
        .map_or(String::new(), |reason| format!(" ({})", word(reason)));
    let _ = writeln!(
        text,
        "  by rule: {}{reason}",
        decision(debrief.combination.decision)
    );
    if let Some(made) = debrief.decision {
        let _ = writeln!(text, "  decided: {}", decision(made));
    }
    for mend in &debrief.mends {
        let _ = writeln!(text, "  by {}: {} — {}", mend.by, mend.what, mend.because);
    }
}

fn next(page: &LoopPage) -> String {
    use onsite_app::loops::views::NextStep;
    let id = |round: u32| {
        let round = page.rounds.iter().find(|it| it.number == round);
        round.map_or("", |round| round.id.as_str())
    };
    let is_sealed = |round: u32| {
        let round = page.rounds.iter().find(|it| it.number == round);
        round.is_some_and(|round| round.sealed.is_some())
    };
    match page.next {
        NextStep::Continue { round } | NextStep::Start { round } => {
            format!("onsite loop start {}", id(round))
        }
        NextStep::Predict { round } if is_sealed(round) => {
            format!("onsite loop debrief --predict {}=VOTE", id(round))
        }
        NextStep::Predict { round } | NextStep::Seal { round } => {
            format!("onsite loop seal {} [FILE --predict VOTE]", id(round))
        }
        NextStep::AwaitKit { round } => format!("the kit of {} is still to come back", id(round)),
        NextStep::Debrief | NextStep::Read => "onsite loop debrief".to_owned(),
        NextStep::Decide | NextStep::Inform => "onsite loop debrief --decide …".to_owned(),
        NextStep::Done => "nothing; this loop is over".to_owned(),
    }
}

/// Reads a decision: a word, or a level below the loop's.
pub fn read_decision(text: &str) -> Result<Decision, String> {
    Ok(match text {
        "hire" => Decision::Hire,
        "no-hire" => Decision::NoHire,
        "no-decision" => Decision::NoDecision,
        "L4" => Decision::HireAt { level: Level::L4 },
        "L5" => Decision::HireAt { level: Level::L5 },
        "L6" => Decision::HireAt { level: Level::L6 },
        _ => return Err("use hire, no-hire, no-decision, or a lower level such as L4".to_owned()),
    })
}

/// Reads a vote.
pub fn read_vote(text: &str) -> Result<Vote, String> {
    Ok(match text {
        "strong-no-hire" => Vote::StrongNoHire,
        "no-hire" => Vote::NoHire,
        "hire" => Vote::Hire,
        "strong-hire" => Vote::StrongHire,
        _ => return Err("use strong-no-hire, no-hire, hire or strong-hire".to_owned()),
    })
}

/// Reads a prediction: `ROUND=VOTE`.
pub fn read_prediction(text: &str) -> Result<(String, Vote), String> {
    let (round, vote) = text.split_once('=').ok_or("write it as ROUND=VOTE")?;
    Ok((round.to_owned(), read_vote(vote)?))
}
