//! `onsite loop`: plan a loop, sit a round in the shell, seal its scorecard, hold the debrief.

use std::{
    fs,
    io::{BufRead as _, IsTerminal as _, Read as _},
    path::{Path, PathBuf},
    time::Duration,
};

use onsite_app::{
    App,
    loops::views::{GivenRating, LoopAction, LoopPage, LoopRequest, NewLoop, RoundView, Who},
    loops::{decision, word},
    read_answer,
    views::SubmitRequest,
};
use onsite_domain::{
    answer::Answer,
    code::Language,
    id::Id,
    loops::{Decision, Phase, Stage, Vote},
    question::{Kind, Level},
};
use serde::Deserialize;

use crate::{
    arguments::{
        Debrief, KitOptions, LoopCommand, NewLoopOptions, SealOptions, ShowLoop, StartRound,
    },
    context::{Context, processors},
    error::CliError,
    output,
};

/// Longest line that is read from the keyboard.
const MOST_LINE_BYTES: u64 = 64 * 1024;
/// Longest scorecard file.
const MOST_CARD_BYTES: u64 = 1024 * 1024;
/// How often a judgement is looked for.
const LOOK: Duration = Duration::from_millis(100);

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

const COMMANDS: &str = "\
  what you type is said to the interviewer; a line that begins with / does something:
  /next          lets the interviewer go on
  /fact TEXT     asks for a fact
  /hint          takes the next hint, at its price
  /file PATH     hands in the answer in a file, and waits for its verdict
  /note TEXT     notes something as the interviewer
  /phase         moves on to the next part
  /end           ends the round";

/// Sits a round: starts it, or goes on with it, and takes lines until it ends.
fn start(app: &App, options: &StartRound) -> Result<(), CliError> {
    let mut page = find(app, options.id.as_deref())?;
    let number = round_of(&page, &options.round)?.number;
    if round_of(&page, &options.round)?.started.is_none() {
        page = act(app, &page, LoopAction::Start { round: number })?;
    }
    let mut room = ShellRoom {
        app,
        page,
        round: options.round.clone(),
        told: 0,
        quiet: options.json,
    };
    room.tell()?;
    if std::io::stdin().is_terminal() && !options.json {
        output::line(COMMANDS)?;
    }
    room.listen()?;
    if options.json {
        output::json(&room.page)?;
    }
    Ok(())
}

/// A round in the shell.
struct ShellRoom<'a> {
    app: &'a App,
    page: LoopPage,
    round: String,
    /// Lines that were printed.
    told: usize,
    quiet: bool,
}

impl ShellRoom<'_> {
    fn round(&self) -> Result<&RoundView, CliError> {
        round_of(&self.page, &self.round)
    }

    /// Prints what was said since.
    fn tell(&mut self) -> Result<(), CliError> {
        let lines = &round_of(&self.page, &self.round)?.lines;
        for line in lines.iter().skip(self.told).filter(|_| !self.quiet) {
            let who = match line.who {
                Who::Interviewer => "interviewer",
                Who::Candidate => "you",
                Who::Note => "—",
            };
            if let Some(quote) = &line.quote {
                output::line(&format!("{who}: (on “{quote}”) {}", line.text))?;
            } else {
                output::line(&format!("{who}: {}", line.text))?;
            }
        }
        self.told = lines.len();
        Ok(())
    }

    fn listen(&mut self) -> Result<(), CliError> {
        let mut input = std::io::stdin().lock();
        while self.round()?.ended.is_none() {
            let mut line = String::new();
            let read = input
                .by_ref()
                .take(MOST_LINE_BYTES)
                .read_line(&mut line)
                .map_err(|cause| CliError::bad_input(format!("standard input: {cause}"), ""))?;
            if read == 0 {
                break;
            }
            // A refusal ends nothing: it is told, and the round goes on.
            if let Err(error) = self.obey(line.trim()) {
                error.print();
            }
            self.page = self.app.loop_page(self.page.id)?;
            self.tell()?;
        }
        Ok(())
    }

    fn obey(&mut self, line: &str) -> Result<(), CliError> {
        let round = self.round()?.number;
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let text = rest.trim().to_owned();
        let action = match word {
            "" => return Ok(()),
            "/next" => LoopAction::Next { round },
            "/fact" => LoopAction::AskFact {
                round,
                question: self.question()?,
                text,
            },
            "/hint" => LoopAction::Hint {
                round,
                question: self.question()?,
            },
            "/file" => return self.hand_in(Path::new(&text)),
            "/note" => LoopAction::Note { round, text },
            "/phase" => LoopAction::Enter {
                round,
                phase: self.next_phase()?,
            },
            "/end" => LoopAction::End { round },
            _ if word.starts_with('/') => {
                let message = format!("there is no command {word}");
                return Err(CliError::bad_input(message, format!("\n{COMMANDS}")));
            }
            _ => LoopAction::Say {
                round,
                to: None,
                text: line.to_owned(),
                spoken_ms: None,
            },
        };
        act(self.app, &self.page, action).map(drop)
    }

    /// The question that was put last.
    fn question(&self) -> Result<String, CliError> {
        let last = self.round()?.questions.last();
        let last = last.map(|asked| asked.question.clone());
        last.ok_or_else(|| CliError::bad_input("no question was put yet", "Say /next first."))
    }

    fn next_phase(&self) -> Result<Phase, CliError> {
        let round = self.round()?;
        let here = round.phase.map(|(phase, _)| phase);
        let mut phases = round.phases.iter().map(|plan| plan.phase);
        phases.find(|phase| Some(*phase) == here);
        let next = phases.next();
        next.ok_or_else(|| CliError::bad_input("this is the last part", "End it with /end."))
    }

    fn hand_in(&mut self, file: &Path) -> Result<(), CliError> {
        let text = read_answer(file)?;
        let asked = self.round()?.questions.last().cloned();
        let asked = asked
            .ok_or_else(|| CliError::bad_input("no question was put yet", "Say /next first."))?;
        let answer = match asked.kind {
            Kind::Code => {
                let ending = file.extension().and_then(|ending| ending.to_str());
                let language = Language::ALL
                    .into_iter()
                    .find(|language| Some(language.extension()) == ending)
                    .ok_or_else(|| {
                        let message = format!("{} does not say its language", file.display());
                        CliError::bad_input(message, "Name it with .py or .cpp at its end.")
                    })?;
                Answer::Code {
                    language,
                    source: text,
                }
            }
            Kind::Numeric => Answer::Numeric { text },
            Kind::Story => Answer::Story {
                parts: onsite_app::read_telling(&text)?,
            },
        };
        let claim = None;
        let request = SubmitRequest { answer, claim };
        let mut job = self.app.submit(asked.attempt, request)?;
        while !job.state.has_ended() {
            std::thread::sleep(LOOK);
            job = self.app.job(job.id)?;
        }
        match (&job.judgement, &job.error) {
            (Some(judgement), _) if !self.quiet => {
                output::line(crate::report::of(judgement).trim_end())
            }
            (None, Some(error)) => Err(CliError::ours(error, "Hand it in again.")),
            _ => Ok(()),
        }
    }
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
            let second = vote.second.map_or(String::new(), |vote| {
                format!(", after reading {}", word(vote))
            });
            let _ = writeln!(text, "  {}: {}{second}", word(vote.seat), word(vote.first));
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
    let _ = writeln!(text, "next: {}", next(page));
    text
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
