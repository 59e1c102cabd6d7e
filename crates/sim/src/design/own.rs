//! What somebody tries on top of a scenario: faults thrown in by hand, and another load.

use serde::Deserialize;
use toml::Spanned;

use super::{
    broken,
    check::Names,
    file::FaultFile,
    graph,
    model::{Arrivals, Design, Kind},
    reader::Reader,
};
use crate::problem::{Problem, read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OwnFile {
    #[serde(default)]
    fault: Vec<Spanned<FaultFile>>,
}

impl Design {
    /// Adds faults, written as in a file, whose names are those of the design's components.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the text, in order of line; then nothing was added.
    pub fn add_faults(&mut self, text: &str) -> Result<(), Vec<Problem>> {
        let file: OwnFile = read(text).map_err(|problem| vec![problem])?;
        let mut reader = Reader::new(text, 0);
        let components = &self.components;
        let names: Names<'_> = (components.iter().enumerate())
            .map(|(at, component)| (component.name.as_str(), at))
            .collect();
        let kinds: Vec<&str> = components
            .iter()
            .map(|component| match component.kind {
                Kind::Cache => "cache",
                _ => "",
            })
            .collect();
        let zones = components.iter().filter_map(|c| c.zones).max().unwrap_or(0);
        let faults = broken::faults(&mut reader, &file.fault, zones, &kinds, &names);
        if let Some(faults) = &faults {
            let places = graph::Places {
                components: vec![0; components.len()],
                links: vec![0; self.links.len()],
            };
            graph::check_partitions(&mut reader, components, &self.links, faults, &places);
        }
        let problems = reader.into_problems();
        match faults {
            Some(faults) if problems.is_empty() => {
                self.faults.extend(faults);
                Ok(())
            }
            _ => Err(problems),
        }
    }

    /// Has so many times as many requests come, at every time.
    pub fn scale_load(&mut self, times: f64) {
        match &mut self.load.arrivals {
            Arrivals::Poisson { rate } | Arrivals::Constant { rate } => *rate *= times,
            Arrivals::Bursty { rate, burst } => {
                *rate *= times;
                burst.rate *= times;
            }
            Arrivals::Trace { steps } => steps.iter_mut().for_each(|step| step.rate *= times),
            Arrivals::Closed { users, .. } => {
                *users = (f64::from(*users) * times).round().max(1.0) as u32;
            }
        }
    }

    /// The faults, each with its begin and end in seconds after the warm-up and in words.
    pub fn faults_told(&self) -> Vec<(f64, f64, String)> {
        let told = self.faults.iter().map(|fault| {
            let over = fault.at.saturating_add(fault.duration);
            let text = super::broke::fault_text(self, fault);
            (fault.at as f64 / 1e9, over as f64 / 1e9, text)
        });
        told.collect()
    }
}
