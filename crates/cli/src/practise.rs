//! `onsite practise`: one question in the shell, judged on every save.
//!
//! Takes the same path as the web app, so that drafts, hints and submissions are one record.

use std::{
    fs,
    io::{self, BufRead as _, Read as _},
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, RecvTimeoutError, sync_channel},
    time::{Duration, SystemTime},
};

use onsite_app::{
    App,
    bank::telling,
    read_answer, read_telling,
    views::{
        DraftRequest, JobView, LanguageView, QuestionPage, ReviewView, RunRequest, SubmitRequest,
        Workspace,
    },
};
use onsite_domain::{
    answer::Answer,
    attempt::{AttemptState, Draft},
    code::Language,
    id::Id,
    job::JobState,
    question::Body,
    story::Told,
};

use crate::{
    arguments::Practise, context::Context, error::CliError, output, progress::ProgressLine, report,
    review, terminal,
};

/// How often the file is looked at.
const LOOK: Duration = Duration::from_millis(250);
/// The draft that holds a telling, as a JSON list of its parts.
const STORY_SLOT: &str = "story";
/// Where the page keeps a plan.
const DESIGN_SLOT: &str = "design";
const PLAN_SLOT: &str = "plan";
/// Longest line that is read from the keyboard.
const MOST_LINE_BYTES: u64 = 4096;

/// Practises a question until `q` or the end of input.
pub fn practise(context: &Context, options: &Practise) -> Result<u8, CliError> {
    let desk = Desk::open(context, &options.question)?;
    let done = desk.work(options);
    desk.app.stop();
    done.map(|()| 0)
}

/// The file that an answer is written in.
enum Sheet {
    /// Source text in a language.
    Code(Language, PathBuf),
    /// A design.
    Design(PathBuf),
    /// A plan of an experiment.
    Plan(PathBuf),
    /// A telling.
    Story(PathBuf),
}

impl Sheet {
    const fn file(&self) -> &PathBuf {
        match self {
            Self::Code(_, file) | Self::Design(file) | Self::Plan(file) | Self::Story(file) => file,
        }
    }

    /// The draft it is kept as.
    const fn slot(&self) -> &'static str {
        match self {
            Self::Code(language, _) => language.name(),
            Self::Design(_) => DESIGN_SLOT,
            Self::Plan(_) => PLAN_SLOT,
            Self::Story(_) => STORY_SLOT,
        }
    }

    fn read(&self) -> Result<Answer, CliError> {
        Ok(match self {
            Self::Code(language, file) => Answer::Code {
                language: *language,
                source: read_answer(file)?,
            },
            Self::Design(file) => Answer::Design {
                text: read_answer(file)?,
            },
            Self::Plan(file) => Answer::Experiment {
                text: read_answer(file)?,
            },
            Self::Story(file) => Answer::Story {
                parts: read_telling(&read_answer(file)?)?,
            },
        })
    }
}

/// An attempt at one question, with all that is needed to work on it.
struct Desk {
    app: App,
    page: QuestionPage,
    runtime: tokio::runtime::Runtime,
    /// Holds what is not recorded, where a server has the record.
    _unrecorded: Option<tempfile::TempDir>,
}

impl Desk {
    fn open(context: &Context, question: &str) -> Result<Self, CliError> {
        let data = context.data()?;
        let (app, unrecorded) = match App::start(context.config(&data, 1)?) {
            Ok(app) => (app, None),
            Err(error) if error.is_in_use() => {
                let folder = beside(&data).map_err(|cause| CliError::file("use", &data, &cause))?;
                eprintln!(
                    "A server has the record of {} open, so this is not recorded; the page that \
                     `onsite open` opens records.\n",
                    data.display()
                );
                (context.app(folder.path(), 1)?, Some(folder))
            }
            Err(error) => return Err(error.into()),
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|cause| {
                CliError::ours(
                    cause,
                    "Close what uses many files or much memory, and try again.",
                )
            })?;
        let opened = app
            .open(question, false)
            .and_then(|page| match page.attempt.state {
                AttemptState::Open => Ok(page),
                AttemptState::Solved | AttemptState::Told | AttemptState::GaveUp => {
                    app.open(question, true)
                }
            });
        match opened {
            Ok(page) => Ok(Self {
                app,
                page,
                runtime,
                _unrecorded: unrecorded,
            }),
            Err(error) => {
                app.stop();
                Err(error.into())
            }
        }
    }

    fn work(&self, options: &Practise) -> Result<(), CliError> {
        let card = &self.page.question;
        output::line(&format!(
            "{} ({:?}, {} minutes)\n",
            card.title, card.level, card.minutes
        ))?;
        let bench = self.app.workbench();
        let statement = bench.question(&card.id)?.statement.clone();
        output::line(&terminal::markdown(&self.filled(&statement)?))?;
        match &self.page.workspace {
            Workspace::Code { languages, .. } => {
                let language = self.language(options, languages)?;
                self.write_code(language)
            }
            Workspace::Design {
                starter, review, ..
            } => self.design(starter, review.as_ref()),
            Workspace::Experiment { starter, .. } => self.plan(starter),
            Workspace::Numeric {
                unit, tolerance, ..
            } => self.answer_number(unit, tolerance),
            Workspace::Story { .. } => self.tell(),
        }
    }

    /// The language to work in, which must be able to run here.
    fn language<'a>(
        &self,
        options: &Practise,
        languages: &'a [LanguageView],
    ) -> Result<&'a LanguageView, CliError> {
        let here = |language: &Language| self.file(*language).is_file();
        let wanted = match options
            .language
            .or_else(|| Language::ALL.into_iter().find(here))
        {
            Some(language) => language,
            None => self.app.settings()?.language,
        };
        let view = languages
            .iter()
            .find(|view| view.language == wanted)
            .ok_or_else(|| {
                CliError::bad_input(
                    format!(
                        "{} is not asked in {}",
                        self.page.question.id,
                        wanted.title()
                    ),
                    "Leave --language out to get one that is.",
                )
            })?;
        if view.available {
            return Ok(view);
        }
        Err(CliError::bad_input(
            format!("{} is not installed", view.title),
            view.help.as_deref().unwrap_or("Run `onsite doctor`."),
        ))
    }

    fn file(&self, language: Language) -> PathBuf {
        self.sheet(language.extension())
    }

    fn sheet(&self, extension: &str) -> PathBuf {
        PathBuf::from(format!("{}.{extension}", self.page.question.id))
    }

    fn draft(&self, slot: &str) -> Option<&Draft> {
        self.page.drafts.iter().find(|draft| draft.slot == slot)
    }

    fn write_code(&self, view: &LanguageView) -> Result<(), CliError> {
        let language = view.language;
        let file = self.file(language);
        let draft = self.draft(language.name());
        let start = draft.map_or(&view.starter, |draft| &draft.text);
        let invitation = format!(
            "Write your answer in {}. Every save runs the samples.",
            file.display()
        );
        self.write(&Sheet::Code(language, file), start, &invitation)
    }

    fn design(&self, starter: &str, given: Option<&ReviewView>) -> Result<(), CliError> {
        let file = self.sheet("toml");
        let draft = self.draft(DESIGN_SLOT);
        let start = draft.map_or(starter, |draft| &draft.text);
        let what = match given {
            Some(given) => {
                output::line(&review::given(given))?;
                "the risks that you see"
            }
            None => "your framing and your design",
        };
        let invitation = format!(
            "Write {what} in {}. Every save runs it; docs/designs.md has every key.",
            file.display()
        );
        self.write(&Sheet::Design(file), start, &invitation)
    }

    fn plan(&self, starter: &str) -> Result<(), CliError> {
        let file = self.sheet("toml");
        let draft = self.draft(PLAN_SLOT);
        let start = draft.map_or(starter, |draft| &draft.text);
        let invitation = format!(
            "Write your plan in {}. Every save runs it; docs/experiments.md has every key.",
            file.display()
        );
        self.write(&Sheet::Plan(file), start, &invitation)
    }

    fn tell(&self) -> Result<(), CliError> {
        let file = self.sheet("toml");
        let told: Vec<Told> = self
            .draft(STORY_SLOT)
            .and_then(|draft| serde_json::from_str(&draft.text).ok())
            .unwrap_or_default();
        let invitation = format!(
            "Write your story in {}, part by part. Every save shows what an interviewer would ask \
             next.",
            file.display()
        );
        self.write(&Sheet::Story(file), &telling::write(&told), &invitation)
    }

    /// Works on a file until `q` or the end of input; every save is kept and run.
    fn write(&self, sheet: &Sheet, start: &str, invitation: &str) -> Result<(), CliError> {
        let file = sheet.file();
        match fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(file)
        {
            Ok(mut out) => io::Write::write_all(&mut out, start.as_bytes())
                .map_err(|cause| CliError::file("write", file, &cause))?,
            Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
            Err(cause) => return Err(CliError::file("write", file, &cause)),
        }
        // Before the candidate is told to write, or the first save could be taken for the start.
        let mut seen = stamp(file);
        output::line(&format!(
            "{invitation}\ns + Enter submits, h + Enter takes a hint, q + Enter quits."
        ))?;
        let lines = keyboard();
        let mut version = self.draft(sheet.slot()).map_or(0, |draft| draft.version);
        loop {
            match lines.recv_timeout(LOOK) {
                Ok(line) => match line.trim() {
                    "q" => return Ok(()),
                    "h" => self.hint()?,
                    "s" => self.judged(|| self.submit(sheet.read()?))?,
                    "" => {}
                    other => eprintln!("“{other}” is not known here; s submits, h hints, q quits."),
                },
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            }
            let now = stamp(file);
            if now != seen && now.is_some() {
                version += 1;
                self.judged(|| {
                    let answer = sheet.read()?;
                    self.keep(sheet.slot(), &answer, version)?;
                    self.run(answer)
                })?;
            }
            seen = now;
        }
    }

    fn answer_number(&self, unit: &str, tolerance: &str) -> Result<(), CliError> {
        output::line(&format!(
            "Type a number in {unit} and Enter to submit it. {tolerance}\n\
             h + Enter takes a hint, q + Enter quits."
        ))?;
        for line in keyboard() {
            match line.trim() {
                "" => {}
                "q" => return Ok(()),
                "h" => self.hint()?,
                number => {
                    let answer = Answer::Numeric {
                        text: number.to_owned(),
                    };
                    self.judged(|| self.submit(answer))?;
                }
            }
        }
        Ok(())
    }

    fn keep(&self, slot: &str, answer: &Answer, version: u64) -> Result<(), CliError> {
        let text = match answer {
            // As the page keeps it, so that a story begun here goes on there.
            Answer::Story { parts } => serde_json::to_string(parts).expect("parts are plain data"),
            other => other.text().into_owned(),
        };
        let request = DraftRequest {
            text,
            cursor: 0,
            version,
        };
        self.app.save_draft(self.page.attempt.id, slot, request)?;
        Ok(())
    }

    fn run(&self, answer: Answer) -> Result<JobView, CliError> {
        let request = RunRequest {
            answer,
            own_inputs: Vec::new(),
        };
        Ok(self.app.run(self.page.attempt.id, request)?)
    }

    fn submit(&self, answer: Answer) -> Result<JobView, CliError> {
        Ok(self.app.submit(
            self.page.attempt.id,
            SubmitRequest {
                answer,
                claim: None,
                told_from: None,
            },
        )?)
    }

    /// Starts a job, waits for it and prints what it gave; what is wrong with the answer or its
    /// file is said, and work goes on.
    fn judged(&self, start: impl FnOnce() -> Result<JobView, CliError>) -> Result<(), CliError> {
        let ended = match start() {
            Ok(job) => self.wait(job.id)?,
            Err(error) => {
                error.print();
                return Ok(());
            }
        };
        let what = match (&ended.submission, &self.page.workspace) {
            (Some(_), _) => "Submitted",
            (None, Workspace::Design { .. } | Workspace::Experiment { .. }) => "Run",
            (None, Workspace::Story { .. }) => "Told",
            (None, _) => "Samples",
        };
        match (ended.state, &ended.judgement, &ended.error) {
            (_, Some(judgement), _) => {
                output::line(&format!("\n{what}: {}", report::of(judgement).trim_end()))
            }
            (JobState::Failed, None, Some(error)) => output::line(&format!("\n{what}: {error}")),
            (state, ..) => output::line(&format!("\n{what}: not judged ({state:?})")),
        }
    }

    fn wait(&self, job: Id) -> Result<JobView, CliError> {
        let line = ProgressLine::new();
        let mut watch = self.app.watch(job)?;
        let mut seen = 0;
        loop {
            for notice in watch.after(seen) {
                seen = notice.number;
                if let Some(progress) = &notice.progress {
                    line.tell(&report::step(progress));
                }
                if notice.state.has_ended() {
                    return Ok(self.app.job(job)?);
                }
            }
            if !self.runtime.block_on(watch.changed()) {
                return Ok(self.app.job(job)?);
            }
        }
    }

    fn hint(&self) -> Result<(), CliError> {
        let attempt = self.page.attempt.id;
        let before = self.app.attempt(attempt)?.hints.len();
        let taken = self.app.take_hint(attempt)?.hints;
        let question = self.app.workbench().question(&self.page.question.id)?;
        match question.hints.get(before) {
            Some(hint) if taken.len() > before => {
                let text = terminal::markdown(&self.filled(&hint.text)?);
                output::line(&format!(
                    "\nHint {} (recorded): {}",
                    before + 1,
                    text.trim_end()
                ))
            }
            _ => output::line("There are no more hints."),
        }
    }

    /// A text of the question with the attempt's drawn parameters in it.
    fn filled(&self, text: &str) -> Result<String, CliError> {
        let question = self.app.workbench().question(&self.page.question.id)?;
        Ok(match &question.body {
            Body::Code(_) | Body::Design(_) | Body::Experiment(_) | Body::Story(_) => {
                text.to_owned()
            }
            Body::Numeric(numeric) => numeric.fill(text, &numeric.draw(self.page.attempt.seed)),
        })
    }
}

/// A data directory for what is not recorded, which shares what only saves time.
fn beside(data: &Path) -> io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for shared in ["cache", "python"] {
        let there = data.join(shared);
        if there.is_dir() {
            std::os::unix::fs::symlink(there, folder.path().join(shared))?;
        }
    }
    Ok(folder)
}

/// What changes when a file is saved.
fn stamp(file: &Path) -> Option<(SystemTime, u64)> {
    let facts = fs::metadata(file).ok()?;
    Some((facts.modified().ok()?, facts.len()))
}

/// Lines as they are typed; ends with the input.
fn keyboard() -> Receiver<String> {
    let (sender, lines) = sync_channel(8);
    std::thread::spawn(move || {
        loop {
            let mut line = Vec::new();
            let read = io::stdin()
                .lock()
                .take(MOST_LINE_BYTES)
                .read_until(b'\n', &mut line);
            let text = String::from_utf8_lossy(&line).into_owned();
            if !read.is_ok_and(|length| length > 0) || sender.send(text).is_err() {
                return;
            }
        }
    });
    lines
}
