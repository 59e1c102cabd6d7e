//! Turns a package into a question of the kind `code`: what can be carried over is, what a question
//! also needs is left as a marked blank, and whatever was not carried over is named.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use onsite_domain::{
    code,
    kattis::{Package, Program, Submission, Validation, Written},
    question::Kind,
};

use super::{Read, Remark, folder::Folder, read};
use crate::{
    Error,
    code::{LEAST_FAILING, LEAST_SECRET},
    files::join,
    package::is_id,
    source::MOST_FILE_BYTES,
};

/// The checker of a question whose package uses the default validator.
const DEFAULT_CHECKER: &str = include_str!("default_checker.py");
/// The checker of a question whose package brings a validator in Python.
const OWN_CHECKER: &str = include_str!("own_checker.py");
/// Most cases that are carried over: their names begin with two digits, and blanks may follow.
const MOST_CASES: usize = 85;
/// Most bytes of a question that its cases may take.
const MOST_CASE_BYTES: usize = 12 * 1024 * 1024;

/// A question that was made of a package.
#[derive(Debug)]
pub struct Imported {
    /// The question's id.
    pub id: String,
    /// The files that were written.
    pub files: Vec<PathBuf>,
    /// What was not carried over, or is not as it was.
    pub remarks: Vec<Remark>,
}

/// Why no question was made.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The package cannot be read, or could not be judged as a question.
    #[error("no question can be made of {}\n{}", .0.display(), words(.1))]
    Package(PathBuf, Vec<Remark>),
    /// The bank cannot take it.
    #[error(transparent)]
    Bank(#[from] Error),
}

fn words(remarks: &[Remark]) -> String {
    let lines: Vec<String> = remarks.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Makes a question in the folder of a bank; nothing is written where none can be made.
pub fn import(path: &Path, bank: &Path, id: Option<&str>) -> Result<Imported, ImportError> {
    let refused = |faults| ImportError::Package(path.to_owned(), faults);
    let Read {
        package,
        faults,
        not_run,
        notes,
    } = read(path);
    let package = package.ok_or_else(|| refused(faults))?;
    let id = id.map_or_else(|| slug(&package.name), str::to_owned);
    if !is_id(&id) {
        return Err(Error::BadId(id.chars().take(80).collect()).into());
    }
    let folder = bank.join(Kind::Code.name()).join(&id);
    if folder.exists() {
        return Err(Error::Exists(folder).into());
    }
    let root = Folder::open(path).map_err(|error| {
        refused(vec![remark(
            "",
            format!("it cannot be read: {error}"),
            "mend the folder",
        )])
    })?;
    let mut question = Question {
        package: &package,
        root: &root,
        files: Vec::new(),
        remarks: [not_run, notes].concat(),
        cases: 0,
    };
    question.make(&id).map_err(|fault| refused(vec![fault]))?;
    let Question { files, remarks, .. } = question;
    let mut written = Vec::new();
    for (name, text) in files {
        let file = folder.join(name);
        let parent = file.parent().unwrap_or(&folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&file, text))
            .map_err(|cause| Error::Write {
                path: file.clone(),
                cause,
            })?;
        written.push(file);
    }
    Ok(Imported {
        id,
        files: written,
        remarks,
    })
}

fn remark(file: impl Into<String>, message: impl Into<String>, help: impl Into<String>) -> Remark {
    Remark {
        file: file.into(),
        line: None,
        message: message.into(),
        help: help.into(),
    }
}

struct Question<'a> {
    package: &'a Package,
    root: &'a Folder,
    files: Vec<(String, String)>,
    remarks: Vec<Remark>,
    /// Cases that were written.
    cases: usize,
}

impl Question<'_> {
    fn make(&mut self, id: &str) -> Result<(), Remark> {
        if self.package.interactive {
            return Err(remark(
                "problem.yaml",
                "questions do not talk to an answer, as this package does",
                "judge it with `onsite judge --package`",
            ));
        }
        let checker = self.checker()?;
        self.put("checker.py", checker);
        self.test_cases();
        let submissions = self.answers();
        self.prose();
        let manifest = self.manifest(id, &submissions);
        self.put("question.toml", manifest);
        if self.package.scoring {
            self.say(
                "problem.yaml",
                "a question has no scores and no groups",
                "an answer passes when every case is accepted",
            );
        }
        if !self.package.includes.is_empty() {
            let message = "files that are added to submissions are not carried over";
            self.say("include", message, "answers stand alone");
        }
        Ok(())
    }

    fn put(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.files.push((name.into(), text.into()));
    }

    fn say(&mut self, file: &str, message: impl Into<String>, help: impl Into<String>) {
        self.remarks.push(remark(file, message, help));
    }

    /// The checker that stands for the package's validation.
    fn checker(&mut self) -> Result<String, Remark> {
        let cases = self.package.data.cases();
        let flags = cases.first().map_or(&[][..], |case| &case.flags);
        let differ = cases.iter().any(|case| case.flags != flags);
        if differ {
            return Err(remark(
                "data",
                "the groups call the output validator with different flags",
                "a question has one checker; judge it with `onsite judge --package`",
            ));
        }
        if cases.iter().any(|case| !case.arguments.is_empty()) {
            return Err(remark(
                "data",
                "cases give arguments to the submission",
                "an answer reads standard input alone; judge it with `onsite judge --package`",
            ));
        }
        let list = python_list(flags);
        let validators = match &self.package.validation {
            Validation::Default => return Ok(DEFAULT_CHECKER.replace("FLAGS = []", &list)),
            Validation::Custom { validators, .. } => validators,
        };
        let lone = match validators.as_slice() {
            [one] if one.language == Written::In(code::Language::Python) => one.files.as_slice(),
            _ => &[],
        };
        let [source] = lone else {
            return Err(remark(
                validators.first().map_or("", |v| v.path.as_str()),
                "only an output validator of one file in Python can become a checker",
                "rewrite it in Python, or judge the package with `onsite judge --package`",
            ));
        };
        let text = String::from_utf8_lossy(&source.bytes);
        Ok(OWN_CHECKER
            .replace("FLAGS = []", &list)
            .replace("SOURCE = \"\"", &format!("SOURCE = {}", python_text(&text))))
    }

    /// The cases, and blanks for those that are missing.
    fn test_cases(&mut self) {
        let mut secret = 0;
        let mut whole = 0;
        let mut sample = false;
        for case in self.package.data.cases() {
            let read = |path: &Path| {
                let bytes = super::folder::read_file(path, MOST_FILE_BYTES).ok()?;
                String::from_utf8(bytes).ok()
            };
            let place = format!("data/{}", case.name);
            let texts = read(&case.input).zip(read(&case.answer));
            let fits = |(i, a): &(String, String)| whole + i.len() + a.len() <= MOST_CASE_BYTES;
            let room = self.cases < MOST_CASES;
            let Some((input, answer)) = texts.filter(fits).filter(|_| room) else {
                self.say(
                    &place,
                    "the case is not carried over: it is no text, too large, or one too many",
                    "write a generator.py that makes one like it",
                );
                continue;
            };
            whole += input.len() + answer.len();
            let base = case.name.rsplit('/').next().unwrap_or_default();
            let part = match case.group {
                code::Group::Sample => "sample",
                _ => "secret",
            };
            let name = self.case_name(base);
            self.put(format!("tests/{part}/{name}.in"), input);
            self.put(format!("tests/{part}/{name}.ans"), answer);
            secret += usize::from(part == "secret");
            sample |= part == "sample";
        }
        let blank = "{blank: a case, input and answer}\n";
        let mut blanks = (secret..LEAST_SECRET)
            .map(|_| "secret")
            .collect::<Vec<&str>>();
        if !sample {
            blanks.push("sample");
        }
        for part in blanks {
            let name = self.case_name("blank");
            for ending in ["in", "ans"] {
                self.put(format!("tests/{part}/{name}.{ending}"), blank);
            }
        }
        self.put(
            "tests/invalid/01-blank.in",
            "{blank: an input outside the bounds}\n",
        );
        self.put(
            "validator.py",
            "def validate(input):\n    # {blank: refuse what is outside the statement's bounds}\n    \
             if not input:\n        raise ValueError(\"there is no input\")\n",
        );
        if self.root.has("input_validators") {
            self.say(
                "input_validators",
                "input validators are not carried over",
                "validator.py says what an input may be; it is left as a blank",
            );
        }
    }

    /// A name in the order of the package; its own number goes, for the new one takes its place.
    fn case_name(&mut self, base: &str) -> String {
        self.cases += 1;
        let slug = slug(base);
        let short: String = slug
            .trim_start_matches(|c: char| c.is_ascii_digit() || c == '-')
            .chars()
            .take(40)
            .collect();
        let short = short.trim_end_matches('-');
        let short = if short.is_empty() { "case" } else { short };
        format!("{:02}-{short}", self.cases)
    }

    /// The submissions that can be answers; returns those that must fail.
    fn answers(&mut self) -> Vec<String> {
        let mut failing = Vec::new();
        let mut languages = BTreeSet::new();
        let mut taken = BTreeSet::new();
        for Submission { program, expected } in &self.package.submissions {
            let folder = &*expected.folder;
            let verdict = code::Verdict::ALL
                .into_iter()
                .find(|verdict| verdict.name() == folder);
            let (Some(text), Some(_), Written::In(language)) =
                (lone_text(program), verdict, program.language)
            else {
                self.say(
                    &program.path,
                    "the submission is not carried over",
                    "an answer is one file, in a language of questions, below its verdict",
                );
                continue;
            };
            let base = program.path.rsplit('/').next().unwrap_or_default();
            let base = base.split('.').next().unwrap_or_default();
            let mut name = slug(base).replace('-', "_");
            while !taken.insert((folder.to_owned(), name.clone(), language)) {
                name.push_str("_2");
            }
            let path = format!("{folder}/{name}.{}", language.extension());
            self.put(format!("submissions/{path}"), text);
            if folder == "accepted" {
                languages.insert(language);
            } else {
                failing.push(path);
            }
        }
        for language in code::Language::REQUIRED {
            if !languages.contains(&language) {
                let path = format!("submissions/accepted/blank.{}", language.extension());
                self.put(
                    path,
                    format!("{{blank: an accepted answer in {}}}\n", language.title()),
                );
            }
        }
        for number in failing.len()..LEAST_FAILING {
            let path = format!("wrong_answer/blank_{number}.py");
            self.put(
                format!("submissions/{path}"),
                "{blank: a mistake that a real candidate makes}\n",
            );
            failing.push(path);
        }
        failing
    }

    fn prose(&mut self) {
        let mut statement = self.statement();
        let credit = &self.package.credit;
        let mut line = |name: &str, value: &str| {
            let _ = writeln!(
                statement,
                "{name}: {}.  ",
                value.trim().trim_end_matches('.')
            );
        };
        line("Taken from the package", &self.package.name);
        if !credit.authors.is_empty() {
            line("Authors", &credit.authors.join(", "));
        }
        if let Some(source) = &credit.source {
            line("Source", source);
        }
        if let Some(url) = &credit.source_url {
            line("Address", url);
        }
        if let Some(owner) = &credit.rights_owner {
            line("Rights", owner);
        }
        line("Licence of the package", &credit.licence);
        self.put("statement.md", statement);
        for (name, ask) in [
            (
                "interviewer.md",
                "the script: what to leave unsaid, and where to push back",
            ),
            ("editorial.md", "derive the answer, and compare approaches"),
        ] {
            self.put(name, format!("{{blank: {ask}}}\n"));
        }
        self.put(
            "rubric.toml",
            "[[anchor]]\ncompetency = \"coding\"\nbelow = \"{blank: below the bar}\"\n\
             at = \"{blank: at the bar}\"\nabove = \"{blank: above the bar}\"\n",
        );
        if matches!(&*credit.licence, "unknown" | "permission" | "educational") {
            let licence = credit.licence.clone();
            self.say(
                "problem.yaml",
                format!("its licence is “{licence}”"),
                "keep the question to yourself until its owner allows more",
            );
        }
    }

    /// The statement, in English where there is one.
    fn statement(&mut self) -> String {
        let mut found: Vec<(bool, String)> = Vec::new();
        for folder in ["problem_statement", "statement"] {
            for entry in self.root.list(folder).unwrap_or_default() {
                let ending = entry.name.rsplit_once('.').map_or("", |(_, ending)| ending);
                if entry.name.starts_with("problem.") && matches!(ending, "md" | "tex") {
                    let english = matches!(
                        &*entry.name,
                        "problem.en.md" | "problem.en.tex" | "problem.md" | "problem.tex"
                    );
                    found.push((!english, join(folder, &entry.name)));
                }
            }
        }
        found.sort();
        let Some((_, path)) = found.first() else {
            let message = "there is no statement in Markdown or LaTeX";
            self.say(
                "problem_statement",
                message,
                "statement.md is left as a blank",
            );
            return "{blank: say what is given, what is asked, and the bounds}\n\n".to_owned();
        };
        for (_, other) in &found[1..] {
            self.remarks.push(remark(
                other.clone(),
                "a question has one statement",
                format!("{path} is carried over"),
            ));
        }
        let text = self.root.text(path, 60 * 1024).unwrap_or_default();
        if path
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ending == "md")
        {
            return format!("{}\n\n", text.trim());
        }
        self.remarks.push(remark(
            path.clone(),
            "the statement is in LaTeX",
            "it stands in statement.md as it is; write it anew in Markdown",
        ));
        let fence = "~".repeat(8);
        format!(
            "{{blank: write the statement below in Markdown}}\n\n{fence}tex\n{}\n{fence}\n\n",
            text.trim()
        )
    }

    fn manifest(&mut self, id: &str, failing: &[String]) -> String {
        let limits = &self.package.limits;
        let wanted = limits.time_ms.unwrap_or(2000);
        let cpu_ms = wanted.clamp(50, 10_000);
        let memory = limits.memory_mib.clamp(16, 1024);
        if limits.time_ms.is_none() {
            self.say(
                "problem.yaml",
                "no time limit is fixed",
                "2000 ms stand in question.toml; twice the slowest accepted answer is the least",
            );
        } else if cpu_ms != wanted {
            let message = format!("a question's time limit is at most 10000 ms, and not {wanted}");
            self.say("problem.yaml", message, "choose smaller cases");
        }
        if memory != limits.memory_mib {
            let message = format!(
                "{} MiB of memory are more than a question has",
                limits.memory_mib
            );
            self.say(
                "problem.yaml",
                message,
                format!("{memory} MiB stand in question.toml"),
            );
        }
        let mut text = format!(
            "format = 1\nid = \"{id}\"\nkind = \"code\"\nrevision = 1\ntitle = {}\n\
             summary = \"{{blank: one line that says what is asked}}\"\nlevel = \"L5\"\n\
             difficulty = \"medium\"\nminutes = 30\ncompetencies = [\"coding\"]\n\
             topics = [\"imported\"]\ncovers = []\n",
            quoted(&self.package.title)
        );
        for (step, ask) in [
            ("nudge", "what to look at"),
            ("key_step", "the step the answer turns on"),
        ] {
            let _ = write!(
                text,
                "\n[[hint]]\nstep = \"{step}\"\ntext = \"{{blank: {ask}}}\"\n"
            );
        }
        for ask in ["what an interviewer asks next", "what is asked after that"] {
            let _ = write!(
                text,
                "\n[[follow_up]]\nask = \"{{blank: {ask}}}\"\n\
                 looks_for = \"{{blank: {ask}: what a strong reply shows}}\"\n"
            );
        }
        let _ = write!(
            text,
            "\n[code]\nlimits = {{ cpu_ms = {cpu_ms}, memory_mib = {memory}, output_kib = {} }}\n\
             \n[code.answer]\nform = \"program\"\n\n[code.checker]\nkind = \"program\"\n\
             file = \"checker.py\"\n",
            limits.output_mib.clamp(1, 64) << 10
        );
        for path in failing {
            let _ = write!(
                text,
                "\n[[code.submission]]\nfile = \"{path}\"\n\
                 because = \"{{blank: the mistake that {path} makes}}\"\n"
            );
        }
        text
    }
}

/// The text of a program of one file.
fn lone_text(program: &Program) -> Option<String> {
    match program.files.as_slice() {
        [one] => String::from_utf8(one.bytes.clone()).ok(),
        _ => None,
    }
}

/// Small letters and digits in words joined by hyphens.
fn slug(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// A text in TOML; JSON's escapes are a part of TOML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text in Python; JSON's escapes are a part of Python's.
fn python_text(text: &str) -> String {
    quoted(text)
}

fn python_list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| python_text(word)).collect();
    format!("FLAGS = [{}]", words.join(", "))
}
