//! Reads the presets of loops, `loops/*.toml`.

use std::collections::{BTreeMap, BTreeSet};

use onsite_domain::{
    loops::{Form, Gate, Preset, Role, RoundPlan, Seat, Source as Says, StagePlan},
    question::Level,
};

use crate::{
    Diagnostic, Source,
    checks::{no_duplicates, not_empty},
    coverage::Catalogue,
    diagnostic::Notes,
    files::read_text,
    manifest::{At, Table},
    package::{FORMAT, format_is_known, is_id},
    source::EntryKind,
};

/// The folder of presets.
pub(crate) const LOOPS: &str = "loops";

/// What presets may refer to.
pub(crate) struct Known<'a> {
    pub(crate) competencies: BTreeSet<&'a str>,
    pub(crate) principles: BTreeSet<&'a str>,
    pub(crate) questions: BTreeSet<&'a str>,
    pub(crate) catalogue: &'a Catalogue,
}

/// Reads every preset that is whole, by id.
pub(crate) fn read_all(
    source: &Source,
    known: &Known<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Preset> {
    let mut presets = BTreeMap::new();
    for entry in source.list(LOOPS).unwrap_or_default() {
        let mut notes = Notes::of_bank();
        let name = entry.name.unwrap_or_else(|name| name);
        let file = format!("{LOOPS}/{name}");
        match name.strip_suffix(".toml") {
            Some(id) if entry.kind == EntryKind::File => {
                let text = read_text(source, LOOPS, &name, &mut notes);
                let preset = text.and_then(|text| read(&file, id, &text, known, &mut notes));
                if let Some(preset) = preset.filter(|_| notes.is_empty()) {
                    presets.insert(id.to_owned(), preset);
                }
            }
            _ => {
                let help = "this folder holds one TOML file per preset";
                notes.add("unknown-file", &file, None, "not a preset", help);
            }
        }
        diagnostics.extend(notes.into_list());
    }
    presets
}

fn read(file: &str, id: &str, text: &str, known: &Known<'_>, notes: &mut Notes) -> Option<Preset> {
    let mut table = Table::parse(file, text, notes)?;
    if !format_is_known(&mut table, file, "preset", notes) {
        return None;
    }
    let given = table.required::<String>("id", notes);
    let revision = table.required::<u32>("revision", notes);
    let title = table.required::<String>("title", notes);
    let summary = table.required::<String>("summary", notes);
    let role = table.required::<Role>("role", notes);
    let level = table.required::<Level>("level", notes);
    let any_target = table.optional::<bool>("any_target", notes);
    let covers = table
        .optional::<Vec<String>>("covers", notes)
        .unwrap_or_default();
    let sources = table.each::<Says>("source", notes);
    let stages = table.each::<StagePlan>("stage", notes);
    let rounds = table.each::<RoundPlan>("round", notes);
    let gates = table.each::<Gate>("gate", notes);
    let form = table.required::<Form>("form", notes);
    table.finish(notes);
    let mut check = Check { file, known, notes };
    check.head(id, given.as_ref(), [&title, &summary], &covers);
    check.all(&sources, &rounds, &gates, form.as_ref());
    Some(Preset {
        format: FORMAT,
        id: id.to_owned(),
        revision: revision?.value,
        title: title?.value,
        summary: summary?.value,
        role: role?.value,
        level: level?.value,
        any_target: any_target.is_some_and(|it| it.value),
        covers: covers.value,
        sources: values(sources),
        stages: values(stages),
        rounds: values(rounds),
        gates: values(gates),
        form: form?.value,
    })
}

fn values<T>(list: Vec<At<T>>) -> Vec<T> {
    list.into_iter().map(|at| at.value).collect()
}

struct Check<'a> {
    file: &'a str,
    known: &'a Known<'a>,
    notes: &'a mut Notes,
}

impl Check<'_> {
    fn head(
        &mut self,
        id: &str,
        given: Option<&At<String>>,
        texts: [&Option<At<String>>; 2],
        covers: &At<Vec<String>>,
    ) {
        if let Some(given) = given
            && (given.value != id || !is_id(id))
        {
            let message = format!("the id is “{}”, the file “{id}”", given.value);
            let help = format!("write id = \"{id}\", in small letters, digits and hyphens");
            self.notes
                .add("id-not-file", self.file, given.line, message, help);
        }
        for text in texts.into_iter().flatten() {
            not_empty(
                "title or summary",
                self.file,
                &text.value,
                text.line,
                self.notes,
            );
        }
        let known = |item: &&String| self.known.catalogue.get(item).is_none();
        for item in covers.value.iter().filter(known) {
            let message = format!("the catalogue has no “{item}”");
            let help = "see bank/catalogue.toml";
            self.notes
                .add("unknown-cover", self.file, covers.line, message, help);
        }
    }

    fn all(
        mut self,
        sources: &[At<Says>],
        rounds: &[At<RoundPlan>],
        gates: &[At<Gate>],
        form: Option<&At<Form>>,
    ) {
        let first = rounds.first().map_or(1, |round| round.line);
        if !(1..=8).contains(&rounds.len()) || sources.is_empty() {
            let message = "a preset has one to eight rounds, and says where its figures come from";
            let help = "write each round as [[round]] and each source as [[source]]";
            self.notes
                .add("wrong-count", self.file, first, message, help);
        }
        let ids = rounds
            .iter()
            .map(|round| (round.value.id.as_str(), round.line));
        no_duplicates("rounds", self.file, ids, self.notes);
        let ids = gates.iter().map(|gate| (gate.value.id.as_str(), gate.line));
        no_duplicates("gates", self.file, ids, self.notes);
        for round in rounds {
            self.round(round, rounds.len() > 1);
        }
        self.panel(rounds, first);
        let rated: BTreeSet<&String> = rounds
            .iter()
            .flat_map(|round| round.value.focus())
            .collect();
        for gate in gates {
            for focus in gate
                .value
                .focus
                .iter()
                .filter(|focus| !rated.contains(focus))
            {
                let message = format!(
                    "the gate “{}” is over “{focus}”, which no round rates",
                    gate.value.id
                );
                let help = "name competencies and principles of the rounds";
                self.notes
                    .add("unrated-gate", self.file, gate.line, message, help);
            }
        }
        if let Some(form) = form {
            let ratings: BTreeSet<_> = form
                .value
                .ratings
                .iter()
                .map(|label| label.rating)
                .collect();
            let votes: BTreeSet<_> = form.value.votes.iter().map(|label| label.vote).collect();
            let whole = ratings.len() == 4 && form.value.ratings.len() == 4;
            if !whole || votes.len() != 4 || form.value.votes.len() != 4 {
                let help = "give each of the four ratings and each of the four votes one label";
                self.notes.add(
                    "form-labels",
                    self.file,
                    form.line,
                    "the form does not label every rating and vote once",
                    help,
                );
            }
        }
    }

    fn round(&mut self, At { value: round, line }: &At<RoundPlan>, is_panel: bool) {
        let name = &round.id;
        if !round.phases_in_order() {
            let message = format!("the phases of “{name}” are not in order, or missing");
            let help = "each once; introduction first and own_questions last";
            self.notes
                .add("phase-order", self.file, *line, message, help);
        }
        if !(10..=120).contains(&round.minutes()) {
            let message = format!("“{name}” takes {} minutes", round.minutes());
            self.notes.add(
                "wrong-value",
                self.file,
                *line,
                message,
                "plan 10 to 120 minutes",
            );
        }
        if round.competencies.is_empty() {
            let message = format!("“{name}” observes no competency");
            self.notes.add(
                "wrong-count",
                self.file,
                *line,
                message,
                "name at least one",
            );
        }
        let lists = [
            ("competency", &round.competencies, &self.known.competencies),
            ("principle", &round.principles, &self.known.principles),
        ];
        for (what, ids, known) in lists {
            for id in ids.iter().filter(|id| !known.contains(id.as_str())) {
                let message = format!("the {what} “{id}” is not known");
                let help = "see bank/competencies.toml and bank/principles.toml";
                self.notes
                    .add("unknown-focus", self.file, *line, message, help);
            }
        }
        for id in round
            .asks
            .iter()
            .filter(|id| !self.known.questions.contains(id.as_str()))
        {
            let message = format!("“{name}” asks “{id}”, which is no question of the bank");
            let help = "name a question by its folder";
            self.notes
                .add("unknown-question", self.file, *line, message, help);
        }
        let sat = is_panel && round.waits_for.is_none();
        if sat && !round.principles.is_empty() && !(2..=3).contains(&round.principles.len()) {
            let message = format!("“{name}” holds {} principles", round.principles.len());
            self.notes.add(
                "wrong-count",
                self.file,
                *line,
                message,
                "an interviewer holds two or three",
            );
        }
    }

    fn panel(&mut self, rounds: &[At<RoundPlan>], first: u32) {
        for (seat, name) in [
            (Seat::HiringManager, "hiring_manager"),
            (Seat::BarRaiser, "bar_raiser"),
        ] {
            let holders = rounds
                .iter()
                .filter(|round| round.value.seat == seat)
                .count();
            // Alone, an interviewer leads the debrief and hires for nobody.
            let needed = usize::from(seat == Seat::BarRaiser || rounds.len() > 1);
            if holders != needed {
                let message = format!("{holders} rounds have the seat {name}");
                self.notes.add(
                    "panel",
                    self.file,
                    first,
                    message,
                    "exactly one round has it; a single round is the bar raiser's",
                );
            }
        }
        let mut by_principle: BTreeMap<&String, u32> = BTreeMap::new();
        for principle in rounds.iter().flat_map(|round| &round.value.principles) {
            *by_principle.entry(principle).or_default() += 1;
        }
        for (principle, _) in by_principle.into_iter().filter(|(_, rounds)| *rounds > 2) {
            let message = format!("more than two rounds hold “{principle}”");
            self.notes.add(
                "wrong-count",
                self.file,
                first,
                message,
                "two interviewers are the most",
            );
        }
    }
}
