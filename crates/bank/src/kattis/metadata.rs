//! `problem.yaml`: what kind of package it is, its limits and whose it is.

use std::collections::BTreeMap;

use onsite_domain::kattis::{Credit, Format, Limits};

use super::{
    fields::Fields,
    folder::Folder,
    remarks::Remarks,
    yaml::{Node, Value},
};

/// The file.
pub(super) const FILE: &str = "problem.yaml";
/// Where older tools keep a fixed time limit, in seconds.
const TIME_LIMIT: &str = ".timelimit";
/// The longest time limit, in seconds.
const MOST_SECONDS: f64 = 300.0;
/// The most memory, in MiB.
const MOST_MEMORY: f64 = 16.0 * 1024.0;

/// What `problem.yaml` says.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word of the file, and they are independent"
)]
pub(super) struct Metadata {
    pub(super) format: Format,
    pub(super) title: Option<String>,
    pub(super) scoring: bool,
    pub(super) minimize: bool,
    pub(super) interactive: bool,
    /// Whether the package brings its output validators; in the newer formats the folder says so.
    pub(super) custom: Option<bool>,
    /// Whether validators give scores.
    pub(super) score: bool,
    pub(super) flags: Vec<String>,
    pub(super) limits: Limits,
    pub(super) credit: Credit,
    /// Texts that stand for `{{name}}` in programs.
    pub(super) constants: BTreeMap<String, String>,
}

/// Reads the file; what is wrong is remarked upon.
pub(super) fn read(folder: &Folder, remarks: &mut Remarks) -> Option<Metadata> {
    if !folder.has(FILE) {
        remarks.fault(
            FILE,
            None,
            "it is missing",
            "name the folder of a package, which has this file",
        );
        return None;
    }
    let mut fields = Fields::read(folder, FILE, remarks)?;
    let versions = [
        ("legacy", Format::Legacy),
        ("legacy-icpc", Format::Legacy),
        ("2023-07-draft", Format::Draft),
        ("2023-07", Format::Draft),
        ("2025-09-draft", Format::Modern),
        ("2025-09", Format::Modern),
    ];
    let stated = fields.has("problem_format_version");
    let format = fields
        .word("problem_format_version", &versions, remarks)
        .or((!stated).then_some(Format::Legacy))?;
    let mut metadata = Metadata {
        format,
        title: title(&mut fields),
        scoring: false,
        minimize: false,
        interactive: false,
        custom: None,
        score: false,
        flags: Vec::new(),
        limits: limits(folder, &mut fields, format, remarks),
        credit: credit(&mut fields, remarks),
        constants: constants(&mut fields, remarks),
    };
    kind(&mut metadata, &mut fields, remarks);
    if format == Format::Legacy {
        validation(&mut metadata, &mut fields, remarks);
    }
    fields.overlook(&["uuid", "keywords", "version", "embargo_until", "languages"]);
    fields.overlook(&["allow_file_writing", "libraries"]);
    fields.finish(remarks);
    Some(metadata)
}

fn title(fields: &mut Fields) -> Option<String> {
    match fields.take("name")?.value {
        Value::Text(text) => Some(text),
        Value::Map(names) => {
            let english = names.iter().find(|(language, _)| language == "en");
            english
                .or(names.first())
                .and_then(|(_, name)| name.text().map(str::to_owned))
        }
        _ => None,
    }
}

fn kind(metadata: &mut Metadata, fields: &mut Fields, remarks: &mut Remarks) {
    let line = fields.line_of("type");
    for word in fields.words("type", remarks).unwrap_or_default() {
        match (&*word, metadata.format) {
            ("pass-fail", _) => {}
            ("scoring", _) => metadata.scoring = true,
            ("interactive", Format::Draft | Format::Modern) => metadata.interactive = true,
            ("multi-pass" | "submit-answer", Format::Draft | Format::Modern) => remarks.fault(
                FILE,
                line,
                format!("packages of type `{word}` are not supported"),
                "pass-fail, scoring and interactive packages are judged",
            ),
            _ => remarks.fault(
                FILE,
                line,
                format!("`type` is “{word}”"),
                "use pass-fail or scoring, in newer formats also interactive",
            ),
        }
    }
    // In the newer format a validator may always score; in the older it is stated.
    metadata.score = metadata.format != Format::Legacy && metadata.scoring;
    if metadata.format == Format::Modern {
        return;
    }
    if let Some(mut grading) = fields.map("grading", remarks) {
        let words = [("max", false), ("min", true)];
        metadata.minimize = grading
            .word("objective", &words, remarks)
            .unwrap_or_default();
        grading.overlook(&["show_test_data_groups"]);
        grading.finish(remarks);
    }
}

fn validation(metadata: &mut Metadata, fields: &mut Fields, remarks: &mut Remarks) {
    let line = fields.line_of("validation");
    let words = fields.words("validation", remarks).unwrap_or_default();
    let mut words = words.iter().map(String::as_str);
    let first = words.next().unwrap_or("default");
    metadata.custom = Some(first == "custom");
    let mut bad = !matches!(first, "default" | "custom");
    for word in words {
        match word {
            "score" if first == "custom" => metadata.score = true,
            "interactive" if first == "custom" => metadata.interactive = true,
            _ => bad = true,
        }
    }
    if bad {
        remarks.fault(
            FILE,
            line,
            "`validation` is none that the format knows",
            "use default, or custom, which interactive and score may follow",
        );
    }
    if metadata.score && !metadata.scoring {
        remarks.fault(
            FILE,
            line,
            "`validation` gives scores, but the package is not `type: scoring`",
            "add `type: scoring`, or take `score` out",
        );
    }
    metadata.flags = fields.words("validator_flags", remarks).unwrap_or_default();
}

fn limits(folder: &Folder, fields: &mut Fields, format: Format, remarks: &mut Remarks) -> Limits {
    let legacy = format == Format::Legacy;
    let mut limits = Limits {
        time_ms: None,
        permille: if legacy { 5000 } else { 2000 },
        resolution_ms: 1000,
        round_up: !legacy,
        memory_mib: 2048,
        output_mib: 8,
        code_kib: 128,
        compile_seconds: 60,
        compile_mib: 2048,
        validation_seconds: 60,
        validation_mib: 2048,
        validation_output_mib: 8,
    };
    limits.time_ms = time_limit(folder, remarks);
    let Some(mut stated) = fields.map("limits", remarks) else {
        return limits;
    };
    multipliers(&mut limits, &mut stated, legacy, remarks);
    // Older packages of some tools fix it here too.
    let fixed = stated.number("time_limit", 0.001..=MOST_SECONDS, remarks);
    limits.time_ms = fixed.map(millis).or(limits.time_ms);
    let whole = [
        ("memory", &mut limits.memory_mib, MOST_MEMORY),
        ("output", &mut limits.output_mib, 64.0),
        ("code", &mut limits.code_kib, 4096.0),
        (
            "compilation_time",
            &mut limits.compile_seconds,
            MOST_SECONDS,
        ),
        ("compilation_memory", &mut limits.compile_mib, MOST_MEMORY),
        (
            "validation_time",
            &mut limits.validation_seconds,
            MOST_SECONDS,
        ),
        ("validation_memory", &mut limits.validation_mib, MOST_MEMORY),
        ("validation_output", &mut limits.validation_output_mib, 64.0),
    ];
    for (key, place, most) in whole {
        if let Some(number) = stated.number(key, 1.0..=most, remarks) {
            *place = rounded(number.ceil());
        }
    }
    stated.finish(remarks);
    limits
}

/// The time limit in the file of older tools.
fn time_limit(folder: &Folder, remarks: &mut Remarks) -> Option<u64> {
    if !folder.has(TIME_LIMIT) {
        return None;
    }
    let text = folder.text(TIME_LIMIT, 64).unwrap_or_default();
    let seconds = text.trim().parse().ok();
    let seconds = seconds.filter(|s| (0.001..=MOST_SECONDS).contains(s));
    if seconds.is_none() {
        remarks.fault(
            TIME_LIMIT,
            1,
            "it does not hold a time limit",
            format!("write seconds, from 0.001 to {MOST_SECONDS}"),
        );
    }
    seconds.map(millis)
}

/// How a limit is worked out that is not fixed.
fn multipliers(limits: &mut Limits, stated: &mut Fields, legacy: bool, remarks: &mut Remarks) {
    let range = 1.0..=1000.0;
    if legacy {
        let multiplier = stated.number("time_multiplier", range, remarks);
        limits.permille = multiplier.map_or(limits.permille, millis);
        stated.overlook(&["time_safety_margin"]);
        return;
    }
    if let Some(mut multipliers) = stated.map("time_multipliers", remarks) {
        let multiplier = multipliers.number("ac_to_time_limit", range, remarks);
        limits.permille = multiplier.map_or(limits.permille, millis);
        multipliers.overlook(&["time_limit_to_tle"]);
        multipliers.finish(remarks);
    }
    let resolution = stated.number("time_resolution", 0.001..=MOST_SECONDS, remarks);
    limits.resolution_ms = resolution.map_or(limits.resolution_ms, millis);
    stated.overlook(&["validation_passes"]);
}

/// Thousandths of a number.
fn millis(seconds: f64) -> u64 {
    rounded((seconds * 1000.0).round()).max(1)
}

/// A number that was checked to be small and not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the ranges above keep it far below 2^53 and above zero"
)]
const fn rounded(number: f64) -> u64 {
    number as u64
}

fn credit(fields: &mut Fields, remarks: &mut Remarks) -> Credit {
    let mut credit = Credit {
        licence: "unknown".to_owned(),
        ..Credit::default()
    };
    if let Some((authors, _)) = fields.text("author", remarks) {
        let split = authors.replace(" and ", ",");
        let names = split.split(',').map(str::trim).filter(|n| !n.is_empty());
        credit.authors = names.map(str::to_owned).collect();
    }
    if let Some(node) = fields.take("credits") {
        let authors = match &node.value {
            Value::Map(pairs) => pairs.iter().find(|(key, _)| key == "authors"),
            _ => None,
        };
        let node = authors.map_or(&node, |(_, authors)| authors);
        credit.authors = people(node);
    }
    if let Some(node) = fields.take("source") {
        let first = match &node.value {
            Value::List(all) => all.first().unwrap_or(&node),
            _ => &node,
        };
        let part = |key: &str| match &first.value {
            Value::Map(pairs) => {
                let found = pairs.iter().find(|(name, _)| name == key);
                found.and_then(|(_, value)| value.text().map(str::to_owned))
            }
            _ => None,
        };
        credit.source = first.text().map(str::to_owned).or_else(|| part("name"));
        credit.source_url = part("url");
    }
    if let Some((url, _)) = fields.text("source_url", remarks) {
        credit.source_url = Some(url);
    }
    let names = [
        "unknown",
        "public domain",
        "cc0",
        "cc by",
        "cc by-sa",
        "educational",
        "permission",
    ];
    let words = names.map(|name| (name, name));
    if let Some(licence) = fields.word("license", &words, remarks) {
        licence.clone_into(&mut credit.licence);
    }
    credit.rights_owner = fields.text("rights_owner", remarks).map(|(text, _)| text);
    credit
}

/// Names, alone or in a list, each a text or a map with a name.
fn people(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Text(name) => vec![name.clone()],
        Value::List(all) => all.iter().flat_map(people).collect(),
        Value::Map(pairs) => {
            let name = pairs.iter().find(|(key, _)| key == "name");
            name.into_iter()
                .flat_map(|(_, name)| people(name))
                .collect()
        }
        Value::Null => Vec::new(),
    }
}

fn constants(fields: &mut Fields, remarks: &mut Remarks) -> BTreeMap<String, String> {
    let mut constants = BTreeMap::new();
    let Some(mut stated) = fields.map("constants", remarks) else {
        return constants;
    };
    for (name, node) in stated.drain() {
        match node.value {
            Value::Text(text) => {
                constants.insert(format!("{name}.value"), text.clone());
                constants.insert(name, text);
            }
            Value::Map(variants) => {
                for (variant, node) in variants {
                    let text = node.text().unwrap_or_default().to_owned();
                    if variant == "value" {
                        constants.insert(name.clone(), text.clone());
                    }
                    constants.insert(format!("{name}.{variant}"), text);
                }
            }
            _ => remarks.fault(
                FILE,
                node.line,
                format!("the constant `{name}` has no value"),
                "write a number or a text",
            ),
        }
    }
    constants
}
