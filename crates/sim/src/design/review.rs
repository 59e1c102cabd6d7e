//! Reads the review of a given design: risks, each with a test within what the design has to
//! survive.

use serde::{Deserialize, de::IgnoredAny};
use toml::Spanned;

use super::{
    broken, check,
    file::{DesignFile, FaultFile, Text},
    model::{Design, Fault, FaultKind},
    parts::Parts,
    reader::Reader,
    scenario::{named, zones},
};
use crate::problem::{Problem, line_of, read};

/// A design under review, and the worst that it has to survive.
pub struct Reviewed<'a> {
    file: DesignFile,
    parts: &'a Parts,
    hazards: Vec<Fault>,
}

/// A risk as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// Its line, from one.
    pub line: u32,
    /// The component it is named at.
    pub component: String,
    /// The kind of trouble.
    pub trouble: String,
    /// The objective that is said to break.
    pub breaks: String,
    /// The reason.
    pub why: String,
    /// What breaks in the test; nothing where the load does.
    pub fault: Option<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReviewFile {
    #[serde(default)]
    risk: Vec<Spanned<RiskFile>>,
    /// Read by who asked for it.
    #[serde(rename = "framing")]
    _framing: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RiskFile {
    component: Text,
    trouble: String,
    breaks: String,
    #[serde(default)]
    why: String,
    fault: Option<Spanned<FaultFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HazardsFile {
    fault: Vec<Spanned<FaultFile>>,
}

impl<'a> Reviewed<'a> {
    /// Reads a design under review, and what it has to survive, whose names are those of its
    /// components and whose problems are those of text 1.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with what it has to survive; of the design, what does not read at
    /// all: `Design::parse_in` says the rest.
    pub fn parse(given: &str, parts: &'a Parts, hazards: &str) -> Result<Self, Vec<Problem>> {
        let file: DesignFile = read(given).map_err(|problem| vec![problem])?;
        let mut reviewed = Self {
            file,
            parts,
            hazards: Vec::new(),
        };
        let hazard_file: HazardsFile = read(hazards).map_err(|mut problem| {
            problem.text = 1;
            vec![problem]
        })?;
        let mut reader = Reader::new(hazards, 1);
        let faults = reviewed.faults(&mut reader, &hazard_file.fault);
        for (fault, spanned) in faults.iter().flatten().zip(&hazard_file.fault) {
            if let FaultKind::Partition { component, other } = fault.kind
                && let Some(ends) = reviewed.waits_for_ever(component, other)
            {
                let message = format!("the link {ends} has no timeout, and would wait for ever");
                let help = "let the design have a timeout there, or take the partition out";
                reader.wrong(spanned.span().start, message, help);
            }
        }
        let problems = reader.into_problems();
        match faults {
            Some(hazards) if problems.is_empty() => {
                reviewed.hazards = hazards;
                Ok(reviewed)
            }
            _ => Err(problems),
        }
    }

    /// A link between two components that would never learn that a partition has lost its messages.
    fn waits_for_ever(&self, component: usize, other: usize) -> Option<String> {
        let names = self.names();
        let kinds = check::kinds(&self.file.component, Some(self.parts));
        let mut links = self.file.link.iter().map(Spanned::get_ref);
        let waits = links.find(|link| {
            let [from, to] = [&link.from, &link.to].map(|end| names.get(end.get_ref().as_str()));
            let (Some(&from), Some(&to)) = (from, to) else {
                return false;
            };
            let messages = matches!(kinds[from], "queue" | "stream");
            let awaited = !link.detached.unwrap_or(messages) || link.in_flight.is_some();
            [(component, other), (other, component)].contains(&(from, to))
                && awaited
                && link.timeout.is_none()
        })?;
        let (from, to) = (waits.from.get_ref(), waits.to.get_ref());
        Some(format!("\"{from}\" → \"{to}\""))
    }

    /// Whether the design has a component of this name.
    pub fn has(&self, component: &str) -> bool {
        self.names().contains_key(component)
    }

    /// Reads the risks of an answer.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in order of line.
    pub fn risks(&self, answer: &str, most: usize) -> Result<Vec<Risk>, Vec<Problem>> {
        let file: ReviewFile = read(answer).map_err(|problem| vec![problem])?;
        let mut reader = Reader::new(answer, 0);
        if let Some(beyond) = file.risk.get(most) {
            let message = format!("there are {} risks, more than {most}", file.risk.len());
            let help = "keep those that matter most";
            reader.wrong(beyond.span().start, message, help);
        }
        let mut risks: Vec<Risk> = Vec::new();
        for spanned in file.risk.iter().take(most) {
            let (at, risk) = (spanned.span().start, spanned.get_ref());
            let is_same =
                |r: &&Risk| r.component == *risk.component.get_ref() && r.trouble == risk.trouble;
            if let Some(earlier) = risks.iter().find(is_same) {
                let message = format!(
                    "{} at \"{}\" was named on line {}",
                    risk.trouble, earlier.component, earlier.line
                );
                reader.wrong(at, message, "keep the test that shows it best");
            }
            named(
                &mut reader,
                "risk: component",
                &risk.component,
                &self.names(),
            );
            let fault = risk.fault.as_ref();
            let fault = fault.and_then(|fault| self.fault(&mut reader, fault));
            risks.push(Risk {
                line: line_of(answer, at),
                component: risk.component.get_ref().clone(),
                trouble: risk.trouble.clone(),
                breaks: risk.breaks.clone(),
                why: risk.why.clone(),
                fault,
            });
        }
        let problems = reader.into_problems();
        if problems.is_empty() {
            Ok(risks)
        } else {
            Err(problems)
        }
    }

    /// Reads the fault of a test, which is within what the design has to survive.
    fn fault(&self, reader: &mut Reader<'_>, spanned: &Spanned<FaultFile>) -> Option<Fault> {
        let fault = self.faults(reader, std::slice::from_ref(spanned))?.pop()?;
        if self.hazards.iter().any(|hazard| is_within(&fault, hazard)) {
            return Some(fault);
        }
        let file = spanned.get_ref();
        let of = file.component.as_ref();
        let of = of.map_or_else(String::new, |name| format!(" of \"{}\"", name.get_ref()));
        let message = format!(
            "the design need not survive this {}{of}",
            file.kind.get_ref()
        );
        let help = "choose what it has to survive, or less of it: the question lists that";
        reader.wrong(spanned.span().start, message, help);
        None
    }

    fn faults(&self, reader: &mut Reader<'_>, files: &[Spanned<FaultFile>]) -> Option<Vec<Fault>> {
        let components = &self.file.component;
        let kinds = check::kinds(components, Some(self.parts));
        broken::faults(reader, files, zones(components), &kinds, &self.names())
    }

    /// The components' names, and which one each is.
    fn names(&self) -> check::Names<'_> {
        let names = self.file.component.iter().zip(0..);
        names
            .map(|(file, at)| (file.get_ref().name.get_ref().as_str(), at))
            .collect()
    }
}

impl Design {
    /// The same design, with one more thing that breaks.
    #[must_use]
    pub fn with_fault(&self, fault: Fault) -> Self {
        let mut design = self.clone();
        design.faults.push(fault);
        design
    }
}

/// Whether a fault is no worse than what has to be survived; when it comes is free.
fn is_within(fault: &Fault, worst: &Fault) -> bool {
    use FaultKind::{BadDeploy, Crash, Flush, Partition, Slow, Surge, ZoneLoss};
    let no_worse = match (fault.kind, worst.kind) {
        (
            Crash {
                component,
                fraction,
            },
            Crash {
                component: whose,
                fraction: most,
            },
        ) => component == whose && fraction <= most,
        (
            Slow {
                component,
                fraction,
                times,
            },
            Slow {
                component: whose,
                fraction: most,
                times: slowest,
            },
        ) => component == whose && fraction <= most && times <= slowest,
        (
            BadDeploy {
                component,
                fraction,
                errors,
            },
            BadDeploy {
                component: whose,
                fraction: most,
                errors: worst,
            },
        ) => component == whose && fraction <= most && errors <= worst,
        (Flush { component }, Flush { component: whose }) => component == whose,
        (ZoneLoss { zone }, ZoneLoss { zone: which }) => zone == which,
        (
            Partition { component, other },
            Partition {
                component: whose,
                other: from,
            },
        ) => [(whose, from), (from, whose)].contains(&(component, other)),
        (Surge { times }, Surge { times: most }) => times <= most,
        _ => false,
    };
    no_worse && fault.duration <= worst.duration
}
