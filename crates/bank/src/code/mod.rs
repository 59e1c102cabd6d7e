//! Reads what belongs to a `code` question.

mod answers;
mod cases;
mod coherence;
mod given;

use std::collections::BTreeMap;

use onsite_domain::{
    code::{Checker, CodeQuestion, Language, Limits},
    growth::DeclaredGrowth,
    signature::{Form, Function, Type, TypedName},
};

pub(crate) use self::{answers::LEAST_FAILING, cases::LEAST_SECRET, given::Entry as GivenEntry};

use crate::{
    checks::{no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::{At, Table},
    numeric::program,
    package::MANIFEST,
    prose,
};

/// Files of the package's root that a code question may have.
const ROOT: [&str; 10] = [
    "question.toml",
    "facts.toml",
    "rubric.toml",
    "statement.md",
    "interviewer.md",
    "editorial.md",
    "generator.py",
    "validator.py",
    CHECKER,
    GROWTH,
];
/// The file of a `program` checker.
const CHECKER: &str = "checker.py";
/// The file that makes inputs for measuring growth.
const GROWTH: &str = "growth.py";

/// Reads the `[code]` table and the files that go with it.
pub(crate) fn read(files: &Files, mut table: Table<'_>, notes: &mut Notes) -> Option<CodeQuestion> {
    let limits = table.required::<Limits>("limits", notes);
    let language_limits = table.optional::<BTreeMap<Language, Limits>>("language_limits", notes);
    let plain = ["answer", "checker"].map(|key| table.plain(key));
    let form = table.required::<Form>("answer", notes);
    let checker = table.required::<Checker>("checker", notes);
    let growth = table.optional::<DeclaredGrowth>("growth", notes);
    let given = table.optional::<GivenEntry>("given", notes);
    let generated = table.each::<cases::Generated>("generated", notes);
    let submissions = table.each::<answers::Entry>("submission", notes);
    let line = table.line();
    table.finish(notes);

    if let Some(limits) = &limits {
        check_limits(&limits.value, limits.line, notes);
    }
    for (at, limits) in language_limits
        .iter()
        .flat_map(|l| l.value.values().map(|v| (l.line, v)))
    {
        check_limits(limits, at, notes);
    }
    if let Some(form) = &form {
        check_form(form, notes);
    }
    if let Some((form, checker)) = form.as_ref().zip(checker.as_ref()) {
        refuse_stray_keys(&plain, [form.line, checker.line], notes);
        check_draws(&form.value, checker, notes);
        check_unused(files, &checker.value, !generated.is_empty(), notes);
    }
    if let Some(growth) = &growth {
        check_growth(growth, notes);
    }
    let growth_inputs = files
        .contains(GROWTH)
        .then(|| program(files, GROWTH, &["make"], notes))
        .flatten();
    let measurable = form.as_ref().is_none_or(|form| form.value != Form::Program);
    check_growth_inputs(files, growth.as_ref(), measurable, notes);
    let generator = (!generated.is_empty())
        .then(|| program(files, "generator.py", &["generate"], notes))
        .flatten();
    let validator = program(files, "validator.py", &["validate"], notes);
    let checker = checker.and_then(|checker| read_checker(files, checker, notes));
    check_unknown(files, notes);
    let cases = match (&form, &checker) {
        (Some(form), Some(checker)) => {
            cases::read(files, &form.value, checker, &generated, line, notes)
        }
        _ => Vec::new(),
    };
    let given = given::read(files, given.as_ref(), notes);
    let answers = answers::read(files, &submissions, &cases, given.as_ref(), line, notes);
    if let (Some(form), Some(checker)) = (&form, &checker) {
        let parts = (&*cases, &*answers);
        coherence::check(files, (&form.value, checker), growth.as_ref(), parts, notes);
    }
    Some(CodeQuestion {
        form: form?.value,
        limits: limits?.value,
        language_limits: language_limits.map(|l| l.value).unwrap_or_default(),
        checker: checker?,
        growth: growth.map(|g| Box::new(g.value)),
        growth_inputs,
        cases,
        given,
        starters: starters(files, notes),
        generator,
        validator,
        invalid: invalid(files),
        answers,
    })
}

fn check_limits(limits: &Limits, line: u32, notes: &mut Notes) {
    let ranges = [
        ("cpu_ms", limits.cpu_ms, 50, 10_000),
        ("memory_mib", limits.memory_mib, 16, 1024),
        ("output_kib", limits.output_kib, 1, 64 * 1024),
    ];
    for (key, value, least, most) in ranges {
        if !(least..=most).contains(&value) {
            let message = format!("`{key}` is {value}, outside {least} to {most}");
            notes.add(
                "out-of-range",
                MANIFEST,
                line,
                message,
                "choose a value in the range",
            );
        }
    }
}

fn check_form(form: &At<Form>, notes: &mut Notes) {
    let mut bad = Signature {
        line: form.line,
        notes,
    };
    match &form.value {
        Form::Program => {}
        Form::Function { function } => {
            bad.unless_function(function);
            if function.returns == Type::Void {
                bad.say(
                    "a function that returns nothing",
                    "give it a result to judge",
                );
            }
        }
        Form::Class {
            name,
            constructor,
            methods,
        } => {
            bad.unless_camel(name);
            bad.unless_parameters(constructor);
            for method in methods {
                bad.unless_function(method);
            }
            if methods.iter().all(|method| method.returns == Type::Void) {
                bad.say("no method returns anything to judge", "add one that does");
            }
            let names = methods
                .iter()
                .map(|method| (method.name.as_str(), form.line));
            no_duplicates("the methods", MANIFEST, names, bad.notes);
        }
        Form::RoundTrip {
            name,
            encode,
            decode,
            value,
        } => {
            bad.unless_camel(name);
            bad.unless_snake(encode);
            bad.unless_snake(decode);
            if encode == decode {
                bad.say("both methods have one name", "name them apart");
            }
            if *value == Type::Void {
                bad.say("a round trip of nothing", "give the value a type");
            }
        }
    }
}

/// Says what no language could take of a signature, on the line where it stands.
struct Signature<'n> {
    line: u32,
    notes: &'n mut Notes,
}

impl Signature<'_> {
    fn say(&mut self, message: impl Into<String>, help: &str) {
        self.notes
            .add("bad-signature", MANIFEST, self.line, message, help);
    }

    fn unless_camel(&mut self, name: &str) {
        if !prose::is_camel(name) {
            let message = format!("“{name}” cannot name a class");
            self.say(
                message,
                "write it like LruCache; TreeNode and ListNode are given",
            );
        }
    }

    fn unless_snake(&mut self, name: &str) {
        if !prose::is_snake(name) {
            let message = format!("“{name}” cannot name a function or parameter");
            let help = "use small letters, digits and _, and no word with a meaning of its own in a language of answers";
            self.say(message, help);
        }
    }

    fn unless_function(&mut self, function: &Function) {
        self.unless_snake(&function.name);
        self.unless_parameters(&function.parameters);
    }

    fn unless_parameters(&mut self, parameters: &[TypedName]) {
        let names = parameters.iter().map(|p| (p.name.as_str(), self.line));
        no_duplicates("the parameters", MANIFEST, names, self.notes);
        for parameter in parameters {
            self.unless_snake(&parameter.name);
            if parameter.ty == Type::Void {
                let message = format!("“{}” is void", parameter.name);
                self.say(message, "only what a method returns may be void");
            }
        }
    }
}

fn check_growth(growth: &At<DeclaredGrowth>, notes: &mut Notes) {
    let At { value, line } = growth;
    not_empty("of", MANIFEST, &value.of, *line, notes);
    let mut bad = |message: &str| {
        let help = "classes in order: 1, log n, sqrt n, n, n log n, n sqrt n, n^2, …";
        notes.add("bad-growth", MANIFEST, *line, message, help);
    };
    let expected = value.expected.time;
    if expected.is_none() && value.expected.space.is_none() {
        bad("expected names neither time nor space");
    }
    let best = value.best.and_then(|growth| growth.time);
    if best
        .zip(expected)
        .is_some_and(|(best, expected)| best > expected)
    {
        bad("best is slower than expected");
    }
    let junior = value.junior.and_then(|growth| growth.time);
    if junior
        .zip(expected)
        .is_some_and(|(junior, expected)| junior < expected)
    {
        bad("junior is faster than expected");
    }
}

/// Holds `growth.py` to a question that declares classes of time and has calls to measure.
fn check_growth_inputs(
    files: &Files,
    growth: Option<&At<DeclaredGrowth>>,
    measurable: bool,
    notes: &mut Notes,
) {
    let mut bad = |code, file, line, message, help| notes.add(code, file, line, message, help);
    if files.contains(GROWTH) {
        let timed = growth.is_some_and(|growth| growth.value.expected.time.is_some());
        if !timed || !measurable {
            let message = "nothing is measured with it";
            let help = "declare expected = { time = … } in [code.growth] of a function, a class or \
                        a round trip, or take the file out";
            bad("unused", GROWTH, None, message, help);
        }
    } else if let Some(At { line, .. }) = growth.filter(|growth| growth.value.class_required) {
        let message = "class_required without growth.py: no class is measured";
        let help = "write growth.py, or take class_required out";
        bad("bad-growth", MANIFEST, Some(*line), message, help);
    }
}

/// Serde passes over stray keys of a variant without fields; they are refused here, in the tables
/// `answer` and `checker` as they stand on their lines.
fn refuse_stray_keys(tables: &[Option<toml::Value>; 2], lines: [u32; 2], notes: &mut Notes) {
    let without_fields: [(&str, &str, &[&str]); 2] = [
        ("answer", "form", &["program"]),
        ("checker", "kind", &["exact", "one_of"]),
    ];
    for ((table, line), (key, tag, bare)) in tables.iter().zip(lines).zip(without_fields) {
        let table = table.as_ref().and_then(toml::Value::as_table);
        let named = table.and_then(|table| table.get(tag)?.as_str());
        if named.is_none_or(|named| !bare.contains(&named)) {
            continue;
        }
        for stray in table.into_iter().flat_map(toml::Table::keys) {
            if stray != tag {
                let message = format!("`code.{key}.{stray}` is not known beside this {tag}");
                let help = format!("known here: {tag}");
                notes.add("unknown-key", MANIFEST, line, message, help);
            }
        }
    }
}

/// Holds the statistical checker to forms that can draw.
fn check_draws(form: &Form, checker: &At<Checker>, notes: &mut Notes) {
    let draws = match form {
        Form::Function { function } => function.returns == Type::List(Box::new(Type::Int)),
        Form::Class { methods, .. } => methods.iter().any(|m| m.returns == Type::Int),
        Form::RoundTrip { .. } | Form::Program => false,
    };
    if matches!(checker.value, Checker::Statistical { .. }) && !draws {
        let message = "nothing here draws for the statistical checker";
        let help = "it wants a function that returns list<int>, or a method that returns int and \
                    is called repeatedly";
        notes.add("bad-checker", MANIFEST, checker.line, message, help);
    }
}

fn read_checker(files: &Files, checker: At<Checker>, notes: &mut Notes) -> Option<Checker> {
    let mut bad = |message: &str, help: &str| {
        notes.add("out-of-range", MANIFEST, checker.line, message, help);
    };
    match checker.value {
        Checker::Float { absolute, relative } => {
            let fits = |value: f64| value.is_finite() && (0.0..0.5).contains(&value);
            if !fits(absolute) || !fits(relative) || (absolute == 0.0 && relative == 0.0) {
                bad(
                    "the tolerance lets nothing or everything through",
                    "give absolute or relative above 0 and below 0.5",
                );
            }
            Some(checker.value)
        }
        Checker::Statistical { false_alarm } => {
            if !(1e-12..=1e-3).contains(&false_alarm) {
                bad(
                    "false_alarm is outside 1e-12 to 1e-3",
                    "1e-6 serves most questions",
                );
            }
            Some(checker.value)
        }
        Checker::Program { ref file } => {
            if file != CHECKER {
                bad("the checker's file is not checker.py", "name it checker.py");
            }
            let file = program(files, CHECKER, &["check"], notes)?;
            Some(Checker::Program { file })
        }
        Checker::Exact | Checker::AnyOrder { .. } | Checker::OneOf => Some(checker.value),
    }
}

/// Notes programs that nothing calls.
fn check_unused(files: &Files, checker: &Checker, generates: bool, notes: &mut Notes) {
    if files.contains(CHECKER) && !matches!(checker, Checker::Program { .. }) {
        let help = "write kind = \"program\" in [code.checker], or take the file out";
        notes.add("unused", CHECKER, None, "no case is judged by it", help);
    }
    if files.contains("generator.py") && !generates {
        let help = "list cases under [[code.generated]], or take the file out";
        notes.add("unused", "generator.py", None, "it makes no case", help);
    }
}

fn check_unknown(files: &Files, notes: &mut Notes) {
    let known = |path: &str| {
        ROOT.contains(&path)
            || [
                "tests/sample/",
                "tests/secret/",
                "tests/invalid/",
                "submissions/",
                "starter/",
                "given/",
            ]
            .iter()
            .any(|folder| path.starts_with(folder))
    };
    for (path, _) in files.iter().filter(|(path, _)| !known(path)) {
        notes.add(
            "unknown-file",
            path,
            None,
            "a code package has no such file",
            "take it out; docs/package-format.md lists the files",
        );
    }
}

fn starters(files: &Files, notes: &mut Notes) -> BTreeMap<Language, String> {
    let mut starters = BTreeMap::new();
    for (path, text) in files.below("starter") {
        let language = Language::ALL
            .into_iter()
            .find(|language| path == format!("{}.{}", language.name(), language.extension()));
        if let Some(language) = language {
            starters.insert(language, text.to_owned());
        } else {
            let file = format!("starter/{path}");
            let names: Vec<String> = Language::ALL
                .map(|l| format!("{}.{}", l.name(), l.extension()))
                .into();
            let help = format!("give it one of the names {}", names.join(", "));
            notes.add("unknown-file", &file, None, "not a starter", help);
        }
    }
    starters
}

fn invalid(files: &Files) -> Vec<(String, String)> {
    files
        .below("tests/invalid")
        .filter_map(|(path, text)| Some((path.strip_suffix(".in")?.to_owned(), text.to_owned())))
        .collect()
}
