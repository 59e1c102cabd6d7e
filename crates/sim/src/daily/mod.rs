//! What the simulations that go day by day have in common: a world that a question may seal, an
//! answer to it, figures that are ratios of whole numbers, and the objectives that bound them.

mod figures;
mod file;
mod quantities;
mod report;

use toml::Table;

pub use figures::{Bound, Claim, Unit};
pub use report::{Line, Report};

pub(crate) use figures::{Asked, AskedFile, Figure};
pub(crate) use file::{Readers, Text, Whole, apart};
pub(crate) use quantities::{dollars, whole_days};

use crate::{
    drift::{self, Drift},
    inventory::{self, Inventory},
    problem::Problem,
};

/// Slices of the measured time in the lines of a report.
pub const SLICES: usize = 64;
/// The page that describes worlds that drift.
const DRIFT: &str = "docs/drift.md";
/// Nanoseconds in a day.
pub(crate) const DAY: u64 = 86_400_000_000_000;

/// A world, what an answer does in it, and what it has to meet.
#[derive(Clone, Debug)]
pub struct Daily {
    world: World,
    asked: Asked,
}

#[derive(Clone, Debug)]
enum World {
    Inventory(Inventory),
    Drift(Drift),
}

/// What one replication came to, in whole numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Counts, in the order that the engine's figures know.
    pub(crate) counts: Vec<u128>,
    /// Counts of each line, slice by slice; the last line counts days.
    pub(crate) lines: Vec<[u64; SLICES]>,
}

/// One replication that is being stepped through.
pub struct Running<'a>(Engine<'a>);

enum Engine<'a> {
    Inventory(inventory::Engine<'a>),
    Drift(Box<drift::Engine<'a>>),
}

impl Daily {
    /// The page that describes a text, where it is of a world that goes day by day and of no system
    /// of components.
    pub fn guide(text: &str) -> Option<&'static str> {
        // A text that does not read is left to whoever reads designs.
        let tables: Table = toml::from_str(text).unwrap_or_default();
        [
            (inventory::TABLE, "docs/inventory.md"),
            (drift::TABLE, DRIFT),
        ]
        .into_iter()
        .find_map(|(table, guide)| tables.contains_key(table).then_some(guide))
    }

    /// Reads a world and an answer, in one text, or the world and its objectives apart. Problems of
    /// what stands apart are those of text 1.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with either text, in order of line.
    pub fn parse(text: &str, apart: Option<&str>) -> Result<Self, Vec<Problem>> {
        let drifts = [Some(text), apart].into_iter().flatten();
        let drifts = drifts.filter_map(Self::guide).any(|guide| guide == DRIFT);
        let (world, asked) = if drifts {
            let (world, asked) = drift::parse(text, apart)?;
            (World::Drift(world), asked)
        } else {
            let (world, asked) = inventory::parse(text, apart)?;
            (World::Inventory(world), asked)
        };
        let daily = Self { world, asked };
        daily.check_names(text, apart)?;
        Ok(daily)
    }

    /// Every objective and claim is on a figure that a run gives.
    fn check_names(&self, text: &str, apart: Option<&str>) -> Result<(), Vec<Problem>> {
        let figures = self.figures();
        let problems = self
            .asked
            .unknown(&figures, &[text, apart.unwrap_or_default()]);
        if problems.is_empty() {
            Ok(())
        } else {
            Err(problems)
        }
    }

    /// The figures that a run gives, by their names in objectives.
    pub fn names(&self) -> Vec<String> {
        let figures = self.figures();
        figures.into_iter().map(|figure| figure.name).collect()
    }

    /// What the file's objectives are.
    pub fn objectives(&self) -> &[Bound] {
        &self.asked.objectives
    }

    /// What the answer's author expects.
    pub fn claims(&self) -> &[Claim] {
        &self.asked.claims
    }

    /// Begins one replication.
    pub fn start(&self, seed: u64, replication: u64) -> Running<'_> {
        Running(match &self.world {
            World::Inventory(world) => {
                Engine::Inventory(inventory::Engine::new(world, seed, replication))
            }
            World::Drift(world) => {
                Engine::Drift(Box::new(drift::Engine::new(world, seed, replication)))
            }
        })
    }

    /// One replication to its end.
    pub fn replicate(&self, seed: u64, replication: u64) -> Counts {
        let mut running = self.start(seed, replication);
        while !running.step() {}
        running.finish()
    }

    /// Figures of replications, in their order.
    pub fn report(&self, replications: &[Counts]) -> Report {
        Report::new(self, replications)
    }

    fn figures(&self) -> Vec<Figure> {
        match &self.world {
            World::Inventory(world) => world.figures(),
            World::Drift(world) => world.figures(),
        }
    }

    /// Names and units of the lines, and the number by which each is multiplied.
    fn lines(&self) -> &'static [(&'static str, &'static str, f64)] {
        match &self.world {
            World::Inventory(_) => &inventory::LINES,
            World::Drift(_) => &drift::LINES,
        }
    }

    /// Days that are measured, and those before.
    fn span(&self) -> (u32, u32) {
        match &self.world {
            World::Inventory(world) => (world.days, world.warm_up),
            World::Drift(world) => (world.days, world.warm_up),
        }
    }
}

impl Running<'_> {
    /// Steps through one day; true at the end.
    pub fn step(&mut self) -> bool {
        match &mut self.0 {
            Engine::Inventory(engine) => engine.step(),
            Engine::Drift(engine) => engine.step(),
        }
    }

    /// How far it is, in thousandths.
    pub fn thousandths(&self) -> u64 {
        match &self.0 {
            Engine::Inventory(engine) => engine.thousandths(),
            Engine::Drift(engine) => engine.thousandths(),
        }
    }

    /// What it came to.
    pub fn finish(self) -> Counts {
        match self.0 {
            Engine::Inventory(engine) => engine.finish(),
            Engine::Drift(engine) => engine.finish(),
        }
    }
}
