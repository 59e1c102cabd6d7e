//! Reads one package: the part that every kind shares, then what belongs to its kind.

use std::collections::BTreeSet;

use onsite_domain::{
    fact::Fact,
    question::{Anchor, Body, Competency, Difficulty, FollowUp, Hint, Kind, Level, Question},
    story::Principle,
};

use crate::{
    checks::{at_one_line, count, in_range, no_duplicates, not_empty, one_line},
    code,
    coverage::{Catalogue, Practice},
    design,
    diagnostic::{Diagnostic, Notes},
    experiment, facts,
    files::{Files, join},
    hash, ladder,
    manifest::{At, Table},
    numeric, prose, story,
};

/// The package format that this version reads.
pub const FORMAT: u32 = 1;

/// The file that says what a question is.
pub(crate) const MANIFEST: &str = "question.toml";
/// The file of anchors.
pub(crate) const RUBRIC: &str = "rubric.toml";

/// What the bank knows that a package may refer to.
pub(crate) struct Context<'a> {
    pub(crate) competencies: &'a [Competency],
    pub(crate) principles: &'a [Principle],
    pub(crate) catalogue: &'a Catalogue,
    /// The ids of all questions, also of those that turn out broken.
    pub(crate) questions: &'a BTreeSet<&'a str>,
}

/// What became of one package.
pub(crate) struct Read {
    /// The question, where it is whole.
    pub(crate) question: Option<Question>,
    /// Title and where it stands, for the check that titles are unique.
    pub(crate) title: Option<(String, u32)>,
    /// Hash over every file.
    pub(crate) fingerprint: String,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the package of a kind and folder name.
pub(crate) fn read(
    files: &Files,
    kind: Kind,
    id: &str,
    context: &Context<'_>,
    mut notes: Notes,
) -> Read {
    let mut title = None;
    let question = read_question(files, kind, id, context, &mut title, &mut notes);
    let whole = notes.is_empty();
    Read {
        question: question.filter(|_| whole),
        title,
        fingerprint: hash::everything(files),
        diagnostics: notes.into_list(),
    }
}

fn read_question(
    files: &Files,
    kind: Kind,
    id: &str,
    context: &Context<'_>,
    title: &mut Option<(String, u32)>,
    notes: &mut Notes,
) -> Option<Question> {
    if !is_id(id) {
        notes.add(
            "bad-id",
            "",
            None,
            format!("“{id}” cannot be an id"),
            "name the folder with small letters and digits in words joined by hyphens, 3 to 60 \
             characters",
        );
    }
    let Some(text) = files.get(MANIFEST) else {
        let help = "a package begins with it; `onsite bank new` makes one";
        notes.add(
            "missing-file",
            MANIFEST,
            None,
            "question.toml is missing",
            help,
        );
        return None;
    };
    let mut table = Table::parse(MANIFEST, text, notes)?;
    if !format_is_known(&mut table, MANIFEST, "package", notes) {
        return None;
    }
    let common = Common::read(&mut table, kind, id, notes);
    let plain = table.plain(kind.name());
    let part = table.table(kind.name(), notes);
    table.finish(notes);

    *title = common.title.as_ref().map(|t| (t.value.clone(), t.line));
    common.check(files, context, notes);
    prose::check(files, notes);
    prose::check_blanks(files, notes);
    let facts = facts::read(files, notes);
    let rubric = read_rubric(files, common.competencies.as_ref(), notes);
    let body = part.and_then(|part| match kind {
        Kind::Code => code::read(files, part, notes).map(Body::Code),
        Kind::Design => design::read(files, part, notes).map(Body::Design),
        Kind::Experiment => experiment::read(files, part, notes).map(Body::Experiment),
        Kind::Numeric => numeric::read(files, part, notes).map(Body::Numeric),
        Kind::Story => story::read(files, part, context.principles, notes).map(Body::Story),
    });
    let declares_growth = matches!(&body, Some(Body::Code(code)) if code.growth.is_some());
    check_covers(
        &common.covers,
        kind,
        declares_growth,
        context.catalogue,
        notes,
    );
    if let Some(Body::Story(story)) = &body {
        check_principle_covers(&common.covers, &story.principles, context, notes);
    }
    let hash = hash::judged(files, kind.name(), plain.as_ref());
    common.into_question(files, rubric, facts, hash, body?)
}

/// Whether the format is this version's; another one says nothing that could be trusted.
pub(crate) fn format_is_known(
    table: &mut Table<'_>,
    file: &str,
    what: &str,
    notes: &mut Notes,
) -> bool {
    match table.required::<u32>("format", notes) {
        None => false,
        Some(At { value: FORMAT, .. }) => true,
        Some(At { value, line }) if value > FORMAT => {
            let message = format!("the {what} is of format {value}; this version reads {FORMAT}");
            notes.add("newer-format", file, line, message, "update Onsite");
            false
        }
        Some(At { value, line }) => {
            let message = format!("there is no format {value}");
            let help = format!("write format = {FORMAT}");
            notes.add("wrong-value", file, line, message, help);
            false
        }
    }
}

/// Whether a text can be a question's id.
pub(crate) fn is_id(text: &str) -> bool {
    (3..=60).contains(&text.len()) && prose::is_slug(text)
}

/// The part of `question.toml` that every kind shares, as far as it could be read.
struct Common {
    id: String,
    revision: Option<At<u32>>,
    title: Option<At<String>>,
    summary: Option<At<String>>,
    level: Option<At<Level>>,
    difficulty: Option<At<Difficulty>>,
    minutes: Option<At<u32>>,
    competencies: Option<At<Vec<String>>>,
    topics: Option<At<Vec<String>>>,
    covers: At<Vec<String>>,
    hints: Vec<At<Hint>>,
    follow_ups: Vec<At<FollowUp>>,
}

impl Common {
    fn read(table: &mut Table<'_>, kind: Kind, id: &str, notes: &mut Notes) -> Self {
        if let Some(given) = table.required::<String>("id", notes)
            && given.value != id
        {
            let message = format!("the id is “{}”, the folder “{id}”", given.value);
            let help = format!("write id = \"{id}\", or rename the folder");
            notes.add("id-not-folder", MANIFEST, given.line, message, help);
        }
        if let Some(given) = table.required::<String>("kind", notes)
            && given.value != kind.name()
        {
            let name = kind.name();
            let message = format!("the kind is “{}”, the folder above “{name}”", given.value);
            let help = format!("write kind = \"{name}\", or move the package");
            notes.add("kind-not-folder", MANIFEST, given.line, message, help);
        }
        Self {
            id: id.to_owned(),
            revision: table.required("revision", notes),
            title: table.required("title", notes),
            summary: table.required("summary", notes),
            level: table.required("level", notes),
            difficulty: table.required("difficulty", notes),
            minutes: table.required("minutes", notes),
            competencies: table.required("competencies", notes),
            topics: table.required("topics", notes),
            covers: table.optional("covers", notes).unwrap_or_default(),
            hints: table.each("hint", notes),
            follow_ups: table.each("follow_up", notes),
        }
    }

    fn check(&self, files: &Files, context: &Context<'_>, notes: &mut Notes) {
        let revision = self.revision.as_ref().map(|r| (f64::from(r.value), r.line));
        in_range("revision", revision, 1.0, 1e6, notes);
        let minutes = self.minutes.as_ref().map(|m| (f64::from(m.value), m.line));
        in_range("minutes", minutes, 5.0, 90.0, notes);
        for (key, text, most) in [("title", &self.title, 80), ("summary", &self.summary, 200)] {
            if let Some(text) = text {
                one_line(key, text, most, notes);
            }
        }
        if let Some(given) = &self.competencies {
            Self::check_competencies(given, context, notes);
        }
        if let Some(topics) = &self.topics {
            no_duplicates("topics", MANIFEST, at_one_line(topics), notes);
            for topic in topics.value.iter().filter(|t| !prose::is_slug(t)) {
                let message = format!("the topic “{topic}” is not a label");
                let help = "use small letters and digits in words joined by hyphens";
                notes.add("bad-topic", MANIFEST, topics.line, message, help);
            }
            count("topics", topics.value.len(), 1, 12, topics.line, notes);
        }
        ladder::check(&self.hints, files, notes);
        self.check_follow_ups(context, notes);
    }

    fn check_competencies(given: &At<Vec<String>>, context: &Context<'_>, notes: &mut Notes) {
        no_duplicates("competencies", MANIFEST, at_one_line(given), notes);
        count("competencies", given.value.len(), 1, 6, given.line, notes);
        let known = |id: &String| context.competencies.iter().any(|c| c.id == *id);
        for id in given.value.iter().filter(|id| !known(id)) {
            let ids: Vec<_> = context.competencies.iter().map(|c| c.id.as_str()).collect();
            let message = format!("the competency “{id}” is not known");
            let help = format!("bank/competencies.toml has: {}", ids.join(", "));
            notes.add("unknown-competency", MANIFEST, given.line, message, help);
        }
    }

    fn check_follow_ups(&self, context: &Context<'_>, notes: &mut Notes) {
        let line = self.follow_ups.first().map_or(1, |f| f.line);
        count("[[follow_up]]", self.follow_ups.len(), 2, 12, line, notes);
        for follow_up in &self.follow_ups {
            not_empty("ask", MANIFEST, &follow_up.value.ask, follow_up.line, notes);
            not_empty(
                "looks_for",
                MANIFEST,
                &follow_up.value.looks_for,
                follow_up.line,
                notes,
            );
            let known = |id: &&String| context.questions.contains(id.as_str()) && **id != self.id;
            let question = follow_up.value.question.as_ref();
            if let Some(id) = question.filter(|id| !known(id)) {
                let message = format!("the bank has no other question “{id}”");
                let help = "name the folder of the question that asks this with cases of its own";
                notes.add("unknown-question", MANIFEST, follow_up.line, message, help);
            }
        }
        let asks = self
            .follow_ups
            .iter()
            .map(|f| (f.value.ask.as_str(), f.line));
        no_duplicates("follow-ups", MANIFEST, asks, notes);
    }

    fn into_question(
        self,
        files: &Files,
        rubric: Vec<Anchor>,
        facts: Vec<Fact>,
        hash: String,
        body: Body,
    ) -> Option<Question> {
        Some(Question {
            id: self.id,
            revision: self.revision?.value,
            hash,
            title: self.title?.value,
            summary: self.summary?.value,
            level: self.level?.value,
            difficulty: self.difficulty?.value,
            minutes: self.minutes?.value,
            competencies: self.competencies?.value,
            topics: self.topics?.value,
            covers: self.covers.value,
            statement: files.get("statement.md")?.to_owned(),
            interviewer: files.get("interviewer.md")?.to_owned(),
            editorial: files.get("editorial.md")?.to_owned(),
            hints: self.hints.into_iter().map(|h| h.value).collect(),
            facts,
            follow_ups: self.follow_ups.into_iter().map(|f| f.value).collect(),
            rubric,
            body,
        })
    }
}

fn read_rubric(
    files: &Files,
    competencies: Option<&At<Vec<String>>>,
    notes: &mut Notes,
) -> Vec<Anchor> {
    let Some(text) = files.get(RUBRIC) else {
        let help = "write one [[anchor]] per competency of the question";
        notes.add("missing-file", RUBRIC, None, "rubric.toml is missing", help);
        return Vec::new();
    };
    let Some(mut table) = Table::parse(RUBRIC, text, notes) else {
        return Vec::new();
    };
    let anchors: Vec<At<Anchor>> = table.each("anchor", notes);
    table.finish(notes);
    let mut seen = BTreeSet::new();
    for At { value, line } in &anchors {
        let id = &value.competency;
        if !seen.insert(id.as_str()) {
            let message = format!("“{id}” has more than one anchor");
            notes.add("duplicate", RUBRIC, *line, message, "keep one");
        }
        if competencies.is_some_and(|known| !known.value.contains(id)) {
            let message = format!("“{id}” is not a competency of this question");
            let help = "add it to competencies in question.toml, or take the anchor out";
            notes.add("stray-anchor", RUBRIC, *line, message, help);
        }
        for (key, text) in [
            ("below", &value.below),
            ("at", &value.at),
            ("above", &value.above),
        ] {
            not_empty(key, RUBRIC, text, *line, notes);
        }
    }
    for id in competencies.iter().flat_map(|known| &known.value) {
        if !seen.contains(id.as_str()) {
            let message = format!("the competency “{id}” has no anchor");
            let help = "add an [[anchor]] with competency, below, at and above";
            notes.add("missing-anchor", RUBRIC, None, message, help);
        }
    }
    anchors.into_iter().map(|anchor| anchor.value).collect()
}

fn check_covers(
    covers: &At<Vec<String>>,
    kind: Kind,
    declares_growth: bool,
    catalogue: &Catalogue,
    notes: &mut Notes,
) {
    no_duplicates("covers", MANIFEST, at_one_line(covers), notes);
    let mut questions = Vec::new();
    for id in &covers.value {
        let Some(item) = catalogue.get(id) else {
            let message = format!("the catalogue has no “{id}”");
            let help = "take an id of bank/catalogue.toml";
            notes.add("unknown-cover", MANIFEST, covers.line, message, help);
            continue;
        };
        if item.kind == "question" {
            questions.push(id.as_str());
        }
        if !item.practice.is_made_real_by(kind, declares_growth) {
            let message = format!(
                "“{id}” is practised as {}, which this package is not",
                item.practice.name()
            );
            let help = if item.practice == Practice::CodeGrowth && kind == Kind::Code {
                "declare [code.growth], or take the id out".to_owned()
            } else {
                "take the id out; a package of that practice covers it".to_owned()
            };
            notes.add("unfit-cover", MANIFEST, covers.line, message, help);
        }
    }
    if questions.len() > 1 {
        let message = format!("one package covers {} questions", questions.join(", "));
        let help = "keep one: every question of the catalogue has a package of its own";
        notes.add("two-questions", MANIFEST, covers.line, message, help);
    }
}

/// A principle of the catalogue is covered only by a question that asks for it.
fn check_principle_covers(
    covers: &At<Vec<String>>,
    asked: &[String],
    context: &Context<'_>,
    notes: &mut Notes,
) {
    let is_principle = |id: &&String| {
        let item = context.catalogue.get(id);
        item.is_some_and(|item| item.kind == "principle")
    };
    for id in covers.value.iter().filter(is_principle) {
        let mut asks = context.principles.iter().filter(|p| asked.contains(&p.id));
        if !asks.any(|principle| principle.covers == *id) {
            let message = format!("“{id}” is not a principle that this question asks for");
            let help = "add it to `story.principles`, or take the id out of `covers`";
            notes.add("unfit-cover", MANIFEST, covers.line, message, help);
        }
    }
}

/// The path of a package in the bank.
pub(crate) fn folder_of(kind: Kind, id: &str) -> String {
    join(kind.name(), id)
}
