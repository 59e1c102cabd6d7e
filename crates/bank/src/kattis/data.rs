//! `data/`: the tree of test cases, and how their results add up.

use onsite_domain::{
    code,
    kattis::{
        Aggregation, Case, Child, Format, Group, LegacyRules, ModernRules, Rules, ScoreMode,
        VerdictMode,
    },
};

use super::{fields::Fields, folder::Folder, metadata::Metadata, remarks::Remarks};
use crate::files::join;

/// Most test cases of one package.
const MOST_CASES: usize = 5000;
/// How deep groups nest.
const MOST_DEPTH: usize = 8;
/// Settings of a group, in the older formats.
const LEGACY: &str = "testdata.yaml";
/// Settings of a group, in the newer one.
const MODERN: &str = "test_group.yaml";

/// What a group hands on to those below.
#[derive(Clone, Debug)]
struct Inherited {
    legacy: LegacyRules,
    modern: ModernRules,
    flags: Vec<String>,
    arguments: Vec<String>,
}

/// Reads all test data.
pub(super) fn read(folder: &Folder, metadata: &Metadata, remarks: &mut Remarks) -> Option<Group> {
    let mut reader = Reader {
        folder,
        metadata,
        remarks,
        cases: 0,
    };
    let aggregation = if metadata.scoring {
        Aggregation::Sum
    } else {
        Aggregation::PassFail
    };
    let mut settings = Inherited {
        legacy: LegacyRules::default(),
        modern: ModernRules {
            max_score: None,
            aggregation,
            require_pass: Vec::new(),
        },
        flags: metadata.flags.clone(),
        arguments: Vec::new(),
    };
    if metadata.format != Format::Modern {
        reader.legacy_settings("", &mut settings);
    }
    let mut whole = Group {
        name: String::new(),
        rules: reader.rules(&settings),
        children: Vec::new(),
    };
    for name in ["sample", "secret"] {
        if folder.has(&join("data", name)) {
            let group = reader.group(name, &settings, 1);
            whole.children.push(Child::Group(group));
        }
    }
    reader.overlooked();
    let secret = whole.children.iter().any(|child| match child {
        Child::Group(group) => group.name == "secret" && !group.cases().is_empty(),
        Child::Case(_) => false,
    });
    if !secret {
        remarks.fault(
            "data/secret",
            None,
            "there is no secret test case",
            "put at least one pair of .in and .ans files here",
        );
    }
    secret.then_some(whole)
}

struct Reader<'a> {
    folder: &'a Folder,
    metadata: &'a Metadata,
    remarks: &'a mut Remarks,
    cases: usize,
}

impl Reader<'_> {
    fn rules(&self, settings: &Inherited) -> Rules {
        match self.metadata.format {
            Format::Modern => Rules::Modern(settings.modern.clone()),
            Format::Legacy | Format::Draft => Rules::Legacy(settings.legacy.clone()),
        }
    }

    fn group(&mut self, name: &str, above: &Inherited, depth: usize) -> Group {
        let mut settings = above.clone();
        // These are said of the whole, not handed on.
        settings.legacy.ignore_sample = false;
        if self.metadata.format == Format::Modern {
            self.modern_settings(name, &mut settings);
        } else {
            self.legacy_settings(name, &mut settings);
        }
        let mut group = Group {
            name: name.to_owned(),
            rules: self.rules(&settings),
            children: Vec::new(),
        };
        self.children(name, &settings, depth, &mut group.children);
        group
    }

    fn children(
        &mut self,
        name: &str,
        settings: &Inherited,
        depth: usize,
        children: &mut Vec<Child>,
    ) {
        let place = join("data", name);
        let entries = match self.folder.list(&place) {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("it cannot be read: {error}");
                self.remarks.fault(place, None, message, "mend the folder");
                return;
            }
        };
        let has = |file: &str| entries.iter().any(|e| !e.folder && e.name == file);
        for entry in &entries {
            let path = join(name, &entry.name);
            if entry.folder {
                self.below(&path, settings, depth, children);
                continue;
            }
            let (base, ending) = entry.name.rsplit_once('.').unwrap_or((&entry.name, ""));
            match ending {
                "in" if self.cases == MOST_CASES => {}
                "in" => {
                    if let Some(case) = self.case(name, base, has(&format!("{base}.ans")), settings)
                    {
                        children.push(Child::Case(case));
                    }
                }
                "ans" if !has(&format!("{base}.in")) => self.remarks.fault(
                    join("data", &path),
                    None,
                    format!("there is no {base}.in beside it"),
                    "add the input, or take the answer away",
                ),
                "ans" | "hint" | "desc" | "png" | "jpg" | "jpeg" | "svg" | "interaction"
                | "statement" | "download" | "md" | "yaml" => {}
                _ => self.remarks.note(
                    join("data", &path),
                    None,
                    "the format does not know this file",
                    "it is not used",
                ),
            }
        }
        if self.cases == MOST_CASES {
            self.cases += 1;
            self.remarks.fault(
                place,
                None,
                format!("there are more than {MOST_CASES} test cases"),
                "judge it in parts",
            );
        }
        // Files and folders together, by name without ending.
        children.sort_by(|a, b| name_of(a).cmp(name_of(b)));
    }

    fn below(&mut self, path: &str, settings: &Inherited, depth: usize, children: &mut Vec<Child>) {
        let place = join("data", path);
        if path
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ending == "files")
        {
            let help = "cases give their input on standard input, and by arguments";
            let message = "files beside the input are not supported";
            self.remarks.fault(place, None, message, help);
        } else if depth == MOST_DEPTH {
            let message = format!("groups nest more than {MOST_DEPTH} deep");
            self.remarks.fault(place, None, message, "nest them less");
        } else if self.metadata.format == Format::Modern && !self.folder.has(&join(&place, MODERN))
        {
            // Without settings it is a folder and no group.
            self.children(path, settings, depth + 1, children);
        } else {
            let group = self.group(path, settings, depth + 1);
            children.push(Child::Group(group));
        }
    }

    fn case(
        &mut self,
        group: &str,
        base: &str,
        answered: bool,
        settings: &Inherited,
    ) -> Option<Case> {
        self.cases += 1;
        let name = join(group, base);
        let place = join("data", &name);
        if !answered {
            self.remarks.fault(
                format!("{place}.ans"),
                None,
                "the answer file is missing",
                "add it; it may be empty where a validator does not need it",
            );
            return None;
        }
        let (mut flags, mut arguments) = (settings.flags.clone(), settings.arguments.clone());
        let own = format!("{place}.yaml");
        if self.metadata.format == Format::Modern && self.folder.has(&own) {
            let mut fields = Fields::read(self.folder, &own, self.remarks)?;
            let stated = fields.words("output_validator_args", self.remarks);
            flags = stated.unwrap_or(flags);
            arguments = fields.words("args", self.remarks).unwrap_or(arguments);
            fields.overlook(&[
                "input_validator_args",
                "input_visualizer_args",
                "output_visualizer_args",
                "full_feedback",
                "hint",
                "description",
            ]);
            fields.finish(self.remarks);
        }
        let find = |ending: &str| self.folder.place(&format!("{place}.{ending}"));
        match (find("in"), find("ans")) {
            (Ok(input), Ok(answer)) => Some(Case {
                group: if group.split('/').next() == Some("sample") {
                    code::Group::Sample
                } else {
                    code::Group::Secret
                },
                name,
                input,
                answer,
                flags,
                arguments,
            }),
            (Err(error), _) | (_, Err(error)) => {
                let message = format!("the case cannot be read: {error}");
                self.remarks
                    .fault(place, None, message, "put the files themselves here");
                None
            }
        }
    }

    fn legacy_settings(&mut self, name: &str, settings: &mut Inherited) {
        let file = join(&join("data", name), LEGACY);
        if !self.folder.has(&file) {
            return;
        }
        let Some(mut fields) = Fields::read(self.folder, &file, self.remarks) else {
            return;
        };
        let rules = &mut settings.legacy;
        let breaks = [("break", true), ("continue", false)];
        if let Some(breaks) = fields.word("on_reject", &breaks, self.remarks) {
            rules.break_on_reject = breaks;
        }
        let line = fields.line_of("grading");
        let custom = [("default", false), ("custom", true)];
        if fields.word("grading", &custom, self.remarks) == Some(true) {
            self.remarks.fault(
                &file,
                line,
                "graders of the package's own (`grading: custom`) are not supported",
                "the default grader and its flags are",
            );
        }
        let line = fields.line_of("grader_flags");
        if let Some(flags) = fields.words("grader_flags", self.remarks) {
            *rules = LegacyRules {
                verdicts: VerdictMode::WorstError,
                scores: ScoreMode::Sum,
                ignore_sample: false,
                accept_if_any: false,
                ..rules.clone()
            };
            for flag in flags {
                if !grader_flag(rules, &flag, name) {
                    let message = format!("the default grader knows no flag “{flag}” here");
                    let help = "mend its spelling, or take it out";
                    self.remarks.fault(&file, line, message, help);
                }
            }
        }
        let any = f64::MIN..=f64::MAX;
        if let Some(score) = fields.number("accept_score", any.clone(), self.remarks) {
            rules.accept_score = score;
        }
        if let Some(score) = fields.number("reject_score", any, self.remarks) {
            rules.reject_score = score;
        }
        let line = fields.line_of("range");
        if let Some(words) = fields.words("range", self.remarks) {
            let bounds: Option<Vec<f64>> = words.iter().map(|word| word.parse().ok()).collect();
            match bounds.as_deref() {
                Some([least, most]) if least <= most => rules.range = (*least, *most),
                _ => self.remarks.fault(
                    &file,
                    line,
                    "`range` is not two numbers, the lower first",
                    "write for example `range: 0 100`",
                ),
            }
        }
        self.legacy_flags(&mut fields, settings);
        fields.overlook(&["input_validator_flags"]);
        if self.metadata.format == Format::Draft && fields.has("scoring") {
            self.overlook_draft(&file, &mut fields);
        }
        fields.finish(self.remarks);
    }

    /// Takes the output validator's flags, plain or as a map with a name.
    fn legacy_flags(&mut self, fields: &mut Fields, settings: &mut Inherited) {
        let key = "output_validator_flags";
        let stated = if fields.is_map(key) {
            fields.map(key, self.remarks).and_then(|mut map| {
                map.overlook(&["name"]);
                let flags = map.words("flags", self.remarks);
                map.finish(self.remarks);
                flags
            })
        } else {
            fields.words(key, self.remarks)
        };
        if let Some(flags) = stated {
            settings.flags = [self.metadata.flags.clone(), flags].concat();
        }
    }

    fn overlook_draft(&mut self, file: &str, fields: &mut Fields) {
        self.remarks.note(
            file,
            fields.line_of("scoring"),
            "`scoring` is a key of a draft of the format",
            "it is not used",
        );
        fields.overlook(&["scoring"]);
    }

    fn modern_settings(&mut self, name: &str, settings: &mut Inherited) {
        let place = join("data", name);
        if self.folder.has(&join(&place, LEGACY)) {
            self.remarks.note(
                join(&place, LEGACY),
                None,
                "this is a file of the older formats",
                format!("it is not used; the newer one reads {MODERN}"),
            );
        }
        let scoring = self.metadata.scoring && name != "sample";
        settings.modern = ModernRules {
            max_score: (scoring && name == "secret").then_some(100.0),
            aggregation: if scoring && name == "secret" {
                Aggregation::Sum
            } else {
                Aggregation::PassFail
            },
            require_pass: Vec::new(),
        };
        let file = join(&place, MODERN);
        if !self.folder.has(&file) {
            return;
        }
        let Some(mut fields) = Fields::read(self.folder, &file, self.remarks) else {
            return;
        };
        let rules = &mut settings.modern;
        if fields.says("max_score", "unbounded") {
            fields.overlook(&["max_score"]);
            rules.max_score = None;
        } else if let Some(most) = fields.number("max_score", 0.0..=1e12, self.remarks) {
            rules.max_score = Some(most);
        }
        let ways = [
            ("pass-fail", Aggregation::PassFail),
            ("sum", Aggregation::Sum),
            ("min", Aggregation::Least),
        ];
        if let Some(way) = fields.word("score_aggregation", &ways, self.remarks) {
            rules.aggregation = way;
        }
        let required = fields.words("require_pass", self.remarks);
        rules.require_pass = required.unwrap_or_default();
        if let Some(flags) = fields.words("output_validator_args", self.remarks) {
            settings.flags = flags;
        }
        if let Some(arguments) = fields.words("args", self.remarks) {
            settings.arguments = arguments;
        }
        if fields.has("static_validation_score") {
            self.remarks.fault(
                &file,
                fields.line_of("static_validation_score"),
                "static validators are not supported",
                "groups are scored by their test cases",
            );
        }
        fields.overlook(&[
            "input_validator_args",
            "static_validator_args",
            "input_visualizer_args",
            "output_visualizer_args",
            "full_feedback",
            "static_validation_score",
        ]);
        fields.finish(self.remarks);
    }

    /// Names what lies in `data` beside samples and secret cases.
    fn overlooked(&mut self) {
        for entry in self.folder.list("data").unwrap_or_default() {
            if !matches!(&*entry.name, "sample" | "secret" | LEGACY) {
                self.remarks.note(
                    join("data", &entry.name),
                    None,
                    "only `sample` and `secret` are run",
                    "it is not used",
                );
            }
        }
    }
}

fn grader_flag(rules: &mut LegacyRules, flag: &str, group: &str) -> bool {
    match flag {
        "worst_error" | "no_errors" => rules.verdicts = VerdictMode::WorstError,
        "first_error" => rules.verdicts = VerdictMode::FirstError,
        "always_accept" => rules.verdicts = VerdictMode::AlwaysAccept,
        "sum" => rules.scores = ScoreMode::Sum,
        "avg" => rules.scores = ScoreMode::Average,
        "min" => rules.scores = ScoreMode::Least,
        "max" => rules.scores = ScoreMode::Greatest,
        "accept_if_any_accepted" => rules.accept_if_any = true,
        "ignore_sample" if group.is_empty() => rules.ignore_sample = true,
        _ => return false,
    }
    true
}

fn name_of(child: &Child) -> &str {
    match child {
        Child::Case(case) => &case.name,
        Child::Group(group) => &group.name,
    }
}
