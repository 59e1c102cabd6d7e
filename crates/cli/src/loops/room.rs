//! A round in the shell: what is typed is said, and what begins with a slash is done.

use std::{
    io::{BufRead as _, IsTerminal as _, Read as _},
    path::Path,
    time::Duration,
};

use onsite_app::{
    App,
    loops::views::{LoopAction, LoopPage, RoundView, Who},
    read_answer,
    views::SubmitRequest,
};
use onsite_domain::{
    answer::Answer,
    code::Language,
    growth::{Growth, GrowthClass},
    loops::Phase,
    question::Kind,
};

use super::{act, round_of};
use crate::{error::CliError, output};

/// Longest line that is read from the keyboard.
const MOST_LINE_BYTES: u64 = 64 * 1024;
/// How often a judgement is looked for.
const LOOK: Duration = Duration::from_millis(100);

const COMMANDS: &str = "\
  what you type is said to the interviewer; a line that begins with / does something:
  /next          lets the interviewer go on
  /fact TEXT     asks for a fact
  /asked FACT    insists on having asked for a fact that was offered
  /claim T, M    claims what the next answer costs, such as /claim log n, n
  /hint          takes the next hint, at its price
  /file PATH     hands in the answer in a file, and waits for its verdict
  /note TEXT     notes something as the interviewer
  /phase         moves on to the next part
  /end           ends the round";

/// A round in the shell.
pub struct ShellRoom<'a> {
    app: &'a App,
    page: LoopPage,
    round: String,
    /// Lines that were printed.
    told: usize,
    quiet: bool,
    /// What was claimed, for the next answer.
    claim: Option<Growth>,
}

impl<'a> ShellRoom<'a> {
    /// The room of a round that has begun; `quiet` prints no line of it.
    pub const fn new(app: &'a App, page: LoopPage, round: String, quiet: bool) -> Self {
        Self {
            app,
            page,
            round,
            told: 0,
            quiet,
            claim: None,
        }
    }

    /// Takes lines until the round ends or there are no more; the loop as it stands then.
    pub fn sit(mut self) -> Result<LoopPage, CliError> {
        self.tell()?;
        if std::io::stdin().is_terminal() && !self.quiet {
            output::line(COMMANDS)?;
        }
        self.listen()?;
        Ok(self.page)
    }

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
            for fact in &line.appeals {
                let (id, asked) = (&fact.id, &fact.asked);
                output::line(&format!("   if you asked “{asked}”: /asked {id}"))?;
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
            "/asked" => self.appeal(text)?,
            "/claim" => {
                self.claim = Some(read_claim(&text)?);
                return Ok(());
            }
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

    /// Insists that the question which was not understood last was about a fact.
    fn appeal(&self, fact: String) -> Result<LoopAction, CliError> {
        let round = self.round()?;
        let missed = round
            .lines
            .iter()
            .rev()
            .find(|line| !line.appeals.is_empty());
        let question = missed.and_then(|line| line.question.clone());
        let (Some(missed), Some(question)) = (missed, question) else {
            let message = "no question of yours was left without an answer";
            return Err(CliError::bad_input(message, "Ask with /fact first."));
        };
        Ok(LoopAction::Appeal {
            round: round.number,
            question,
            text: missed.text.clone(),
            fact,
        })
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
                let language = ending.and_then(Language::find).ok_or_else(|| {
                    let message = format!("{} does not say its language", file.display());
                    let help = format!("Name it with one of {} at its end.", Language::endings());
                    CliError::bad_input(message, help)
                })?;
                Answer::Code {
                    language,
                    source: text,
                }
            }
            Kind::Design => Answer::Design { text },
            Kind::Experiment => Answer::Experiment { text },
            Kind::Numeric => Answer::Numeric { text },
            Kind::Story => Answer::Story {
                parts: onsite_app::read_telling(&text)?,
            },
        };
        let claim = self.claim.take();
        let request = SubmitRequest {
            answer,
            claim,
            told_from: None,
        };
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

/// What a line claims: a class of time, and after a comma one of memory.
fn read_claim(text: &str) -> Result<Growth, CliError> {
    let class = |part: &str| -> Result<GrowthClass, CliError> {
        serde_json::from_value(part.trim().into()).map_err(|_| {
            let help = "Write time, or time and memory: /claim log n, n. Classes: 1, log n, \
                        sqrt n, n, n log n, n sqrt n, n^2, n^2 log n, n^3, 2^n.";
            CliError::bad_input(format!("“{}” is no class of growth", part.trim()), help)
        })
    };
    let (time, space) = match text.split_once(',') {
        Some((time, space)) => (class(time)?, Some(class(space)?)),
        None => (class(text)?, None),
    };
    Ok(Growth {
        time: Some(time),
        space,
    })
}
