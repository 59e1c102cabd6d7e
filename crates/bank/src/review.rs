//! Reads what belongs to a review: the given design, what it has to survive, what is wrong with it,
//! and the reviews that the package ships.

use onsite_domain::{
    design::Scenario,
    review::{self, MOST_RISKS, Review, Suspect},
    simulated::Objective,
};
use onsite_sim::design::{Design, Parts, Reviewed};

use crate::{
    checks::{count, no_duplicates, not_empty},
    diagnostic::Notes,
    files::Files,
    manifest::At,
    package::MANIFEST,
    simulated::{note_problems, text},
};

/// The design under review.
pub(crate) const GIVEN: &str = "given.toml";
/// What it has to survive.
pub(crate) const HAZARDS: &str = "hazards.toml";
/// What shipped reviews miss that name too much which is not so.
pub(crate) const REFUTED: &str = "refuted";

/// Reads the files and the table `[[design.suspect]]`; nothing where a file is missing.
pub(crate) fn read(
    files: &Files,
    suspects: Vec<At<Suspect>>,
    scenarios: &[Scenario],
    parts: &Parts,
    notes: &mut Notes,
) -> Option<Review> {
    let (given, hazards) = (text(files, GIVEN, notes), text(files, HAZARDS, notes));
    let (given, hazards) = (given?, hazards?);
    for scenario in scenarios {
        if let Err(problems) = Design::parse_in(&given, parts, &scenario.text) {
            note_problems("bad-design", &[GIVEN, &scenario.path], problems, notes);
            return None;
        }
    }
    check(&suspects, notes);
    Some(Review {
        given,
        hazards,
        suspects: suspects.into_iter().map(|suspect| suspect.value).collect(),
    })
}

/// Notes what is wrong with the suspects.
fn check(suspects: &[At<Suspect>], notes: &mut Notes) {
    let line = suspects.first().map_or(1, |suspect| suspect.line);
    let real = suspects.iter().filter(|s| s.value.real).count();
    count("flaws", real, 2, MOST_RISKS, line, notes);
    let only_looks = suspects.len() - real;
    count("suspects that are not real", only_looks, 1, 12, line, notes);
    let ids = suspects.iter().map(|s| (s.value.id.as_str(), s.line));
    let ids = ids.chain([(REFUTED, line)]);
    no_duplicates("[[design.suspect]]", MANIFEST, ids, notes);
    for At { value, line } in suspects {
        not_empty("title", MANIFEST, &value.title, *line, notes);
        not_empty("because", MANIFEST, &value.because, *line, notes);
        count("components", value.components.len(), 1, 12, *line, notes);
        count("troubles", value.troubles.len(), 1, 12, *line, notes);
        if value.real {
            let probe = value.probe.as_deref().unwrap_or_default();
            not_empty("probe", MANIFEST, probe, *line, notes);
        }
    }
    let named = |at: &At<Suspect>| {
        let (line, suspect) = (at.line, at.value.clone());
        let troubles = suspect.troubles.into_iter();
        let pairs = troubles.flat_map(move |trouble| {
            let of = suspect.components.clone().into_iter();
            of.map(move |component| (format!("{} at {component}", trouble.name()), line))
        });
        pairs.collect::<Vec<_>>()
    };
    // A risk names one suspect, or it could not be said which.
    let named: Vec<(String, u32)> = suspects.iter().flat_map(named).collect();
    let named = named.iter().map(|(pair, line)| (pair.as_str(), *line));
    no_duplicates("what suspects are named by", MANIFEST, named, notes);
}

/// Notes what is wrong with the reviews that a package holds, by file.
pub(crate) fn check_answers<'a>(
    review: &Review,
    parts: &Parts,
    objectives: &[Objective],
    answers: impl Iterator<Item = (&'a str, &'a str)>,
    notes: &mut Notes,
) {
    let reviewed = match Reviewed::parse(&review.given, parts, &review.hazards) {
        Ok(reviewed) => reviewed,
        Err(problems) => {
            note_problems("bad-design", &[GIVEN, HAZARDS], problems, notes);
            return;
        }
    };
    for suspect in &review.suspects {
        for component in &suspect.components {
            if !reviewed.has(component) {
                let message = format!("the given design has no component “{component}”");
                let help = "write a name of given.toml";
                notes.add("bad-design", MANIFEST, None, message, help);
            }
        }
    }
    for (file, answer) in answers {
        match reviewed.risks(answer, MOST_RISKS) {
            Ok(risks) => {
                for risk in risks {
                    if let Err(message) = review::about(objectives, &risk.trouble, &risk.breaks) {
                        let help = "mend the name, or question.toml";
                        notes.add("bad-design", file, risk.line, message, help);
                    }
                }
            }
            Err(problems) => note_problems("bad-design", &[file], problems, notes),
        }
    }
}

/// What shipped reviews may miss, with the line of each.
pub(crate) fn names(suspects: &[At<Suspect>], line: u32) -> Vec<(String, u32)> {
    let flaws = suspects.iter().filter(|suspect| suspect.value.real);
    let flaws = flaws.map(|suspect| (suspect.value.id.clone(), suspect.line));
    flaws.chain([(REFUTED.to_owned(), line)]).collect()
}
