//! `onsite bank …`: checking, counting and growing the bank.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use onsite_app::{
    BankReport, CheckOptions, CheckProgress,
    bank::{Bank, Diagnostic, Source, kattis, lock::Lock, new, schema},
};

use crate::{
    arguments::{Check, Coverage, Import, New},
    context::{Context, processors},
    error::{BAD_INPUT, CliError},
    output,
    progress::ProgressLine,
};

/// Lets questions prove themselves.
pub fn check(context: &Context, options: Check) -> Result<u8, CliError> {
    let bench = context.workbench(processors())?;
    let line = ProgressLine::new();
    let tell = |progress: CheckProgress| line.tell(&step(&progress));
    let wanted = CheckOptions {
        questions: options.questions,
        all: options.all,
        shape_only: options.shape,
    };
    let report = bench.check_bank(&wanted, &tell)?;
    line.clear();
    if options.json {
        output::json(&report)?;
    } else {
        let questions = bench.bank().questions().count();
        output::line(text(&report, options.shape.then_some(questions)).trim_end())?;
    }
    Ok(report.exit_code())
}

/// Counts what of the catalogue works.
pub fn coverage(context: &Context, options: &Coverage) -> Result<u8, CliError> {
    let bench = context.workbench(processors())?;
    let line = ProgressLine::new();
    let tell = |progress: CheckProgress| line.tell(&step(&progress));
    let coverage = bench.coverage(options.catalogue.as_deref(), &tell)?;
    line.clear();
    if options.json {
        output::json(&coverage)?;
        return Ok(0);
    }
    let (working, missing) = (coverage.working.len(), coverage.missing.len());
    let mut text = format!(
        "{working} of {} ids of the catalogue work\n",
        working + missing
    );
    for (title, ids) in [
        ("working", &coverage.working),
        ("missing", &coverage.missing),
    ] {
        let _ = write!(text, "\n{title} ({})\n", ids.len());
        for id in ids {
            let _ = writeln!(text, "  {id}");
        }
    }
    output::line(text.trim_end())?;
    Ok(0)
}

/// Starts a new package.
pub fn new(context: &Context, options: &New) -> Result<u8, CliError> {
    let folder = folder(context)?;
    let files = new::scaffold(options.kind, &options.id, &folder)
        .map_err(|error| CliError::bad_input(error, "Nothing that was there before is changed."))?;
    let mut text = String::new();
    for file in &files {
        let _ = writeln!(text, "{}", file.display());
    }
    let _ = write!(
        text,
        "\nFill in what is marked, then run `onsite bank check {}`; docs/authoring.md leads through it.",
        options.id
    );
    output::line(&text)?;
    Ok(0)
}

/// Makes a question of a package in another format.
pub fn import(context: &Context, options: &Import) -> Result<u8, CliError> {
    let folder = folder(context)?;
    let imported = kattis::import(&options.package, &folder, options.id.as_deref())
        .map_err(|error| CliError::bad_input(error, "Nothing is written."))?;
    let mut text = String::new();
    for file in &imported.files {
        let _ = writeln!(text, "{}", file.display());
    }
    if !imported.remarks.is_empty() {
        text.push_str("\nNot as it was in the package:\n");
    }
    for remark in &imported.remarks {
        let _ = writeln!(text, "{remark}");
    }
    let _ = write!(
        text,
        "\nFill in what is marked, then run `onsite bank check {}`; docs/kattis.md says what was carried over.",
        imported.id
    );
    output::line(&text)?;
    Ok(0)
}

/// Writes the schemas of package files.
pub fn schemas(context: &Context) -> Result<u8, CliError> {
    let folder = folder(context)?.join("schemas");
    let failed = |path: &Path, cause: std::io::Error| CliError::file("write", path, &cause);
    fs::create_dir_all(&folder).map_err(|cause| failed(&folder, cause))?;
    for (name, schema) in schema::schemas() {
        let path = folder.join(name);
        let text = format!("{schema:#}\n");
        fs::write(&path, text).map_err(|cause| failed(&path, cause))?;
        output::line(&path.display().to_string())?;
    }
    Ok(0)
}

/// Writes the lock, unless something changed that needs a new revision.
pub fn lock(context: &Context) -> Result<u8, CliError> {
    let source = Source::Directory(folder(context)?);
    let loaded = Bank::load(&source);
    if !loaded.diagnostics.is_empty() {
        let why = "bank.lock is not written while packages are broken";
        return Ok(refused(&loaded.diagnostics, why));
    }
    let refusals = Lock::update(&source, &loaded.bank).map_err(|error| {
        CliError::bad_input(
            error,
            "Take bank.lock from version control again if it is damaged.",
        )
    })?;
    if !refusals.is_empty() {
        return Ok(refused(&refusals, "bank.lock is not written"));
    }
    let count = loaded.bank.questions().count();
    let path = source.lock_path().unwrap_or_default();
    output::line(&format!("{} holds {count} questions.", path.display()))?;
    Ok(0)
}

fn refused(diagnostics: &[Diagnostic], why: &str) -> u8 {
    for diagnostic in diagnostics {
        eprintln!("{diagnostic}");
    }
    eprintln!("{why}.");
    BAD_INPUT
}

/// The folder of the bank, which must be one that can be written.
fn folder(context: &Context) -> Result<PathBuf, CliError> {
    let here = env::current_dir().unwrap_or_default();
    let source = Source::find(context.bank()?.as_deref(), &here);
    source.directory().map(Path::to_path_buf).ok_or_else(|| {
        CliError::bad_input(
            "there is no bank here that can be changed; the one inside the program cannot",
            "Run it in a clone of the project, or name a folder with --bank DIR.",
        )
    })
}

fn step(progress: &CheckProgress) -> String {
    format!(
        "checking {}/{}  {}",
        progress.done, progress.total, progress.what
    )
}

/// The report as text; `shape_only` tells how many questions were read where nothing was run.
fn text(report: &BankReport, shape_only: Option<usize>) -> String {
    let mut text = String::new();
    for diagnostic in &report.shape {
        let _ = writeln!(text, "{diagnostic}");
    }
    let mut faults = 0;
    for fault in report
        .questions
        .iter()
        .flat_map(|question| &question.faults)
    {
        faults += 1;
        let line = fault
            .line
            .map_or_else(String::new, |line| format!(":{line}"));
        let _ = writeln!(
            text,
            "bank/{}{line}: {}\n  help: {}",
            fault.file, fault.message, fault.help
        );
    }
    for left_out in report.questions.iter().flat_map(|q| &q.not_run) {
        let _ = writeln!(text, "not run: bank/{left_out}");
    }
    if let Some(over) = &report.over_budget {
        let _ = writeln!(text, "{over}");
    }
    let shape = report.shape.len();
    if let Some(questions) = shape_only {
        let _ = writeln!(text, "{questions} questions read: {shape} faults of shape");
        return text;
    }
    for question in &report.questions {
        let _ = writeln!(
            text,
            "{:<28} {} {:>3} answers, {:>5} cases, {:>5.1} CPU s{}",
            question.question,
            if question.faults.is_empty() {
                "proves itself "
            } else {
                "HAS FAULTS    "
            },
            question.answers,
            question.cases,
            seconds(question.cpu_ms),
            if question.remembered {
                " (unchanged since)"
            } else {
                ""
            },
        );
    }
    let _ = writeln!(
        text,
        "{} questions, {} answers run, {:.1} CPU s: {shape} faults of shape, {faults} of behaviour",
        report.questions.len(),
        report.answers_run,
        seconds(report.cpu_ms),
    );
    text
}

fn seconds(ms: u64) -> f64 {
    std::time::Duration::from_millis(ms).as_secs_f64()
}
