//! The model: how often the answer is yes in each bin, learned from days with labels.

use super::world::{Drift, Moved, Training};

/// One day as it was.
#[derive(Clone, Debug)]
pub(super) struct Day {
    /// Decisions in each bin.
    pub(super) came: Vec<u64>,
    /// Those of them whose answer is yes.
    pub(super) yes: Vec<u64>,
    /// Wrong decisions of the model that was live.
    pub(super) wrong: u64,
    /// The world as it was.
    pub(super) moved: Moved,
    /// Whether an alarm has set it aside.
    pub(super) aside: bool,
}

/// A model, and what monitors compare with.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// Whether it says yes, by bin.
    pub(super) says: Vec<bool>,
    /// Inputs that it was trained on, by bin.
    pub(super) inputs: Vec<u64>,
    /// Share of decisions that it gets wrong on these.
    pub(super) wrong: f64,
    /// The world of the days that it was trained on, where it was the same on all of them.
    pub(super) moved: Option<Moved>,
}

impl Model {
    /// Learns from what has labels on the morning of a day; nothing where all of that is set aside.
    pub(super) fn train(world: &Drift, history: &[Day], today: usize) -> Option<Self> {
        let Training {
            window, half_life, ..
        } = world.training;
        let end = today.saturating_sub(world.label_delay as usize).max(1);
        let start = end.saturating_sub(window as usize);
        let days: Vec<(usize, &Day)> = (start..end)
            .map(|day| (end - 1 - day, &history[day]))
            .filter(|(_, day)| !day.aside)
            .collect();
        let (_, first) = days.first()?;
        let mut says = Vec::with_capacity(world.bins);
        let mut inputs = vec![0; world.bins];
        let mut wrong = 0;
        let decisions = world.decisions as f64 * days.len() as f64;
        let all: u64 = days.iter().flat_map(|(_, day)| &day.yes).sum();
        let rate = all as f64 / decisions;
        for (bin, inputs) in inputs.iter_mut().enumerate() {
            // One decision of the average keeps an empty bin from deciding by nothing.
            let (mut yes, mut came) = (rate, 1.0);
            for (age, day) in days.iter().rev() {
                let weight = half_life.map_or(1.0, |days| libm::exp2(-(*age as f64) / days));
                yes += weight * day.yes[bin] as f64;
                came += weight * day.came[bin] as f64;
            }
            let say = world.pays(yes / came);
            says.push(say);
            for (_, day) in &days {
                *inputs += day.came[bin];
                wrong += if say {
                    day.came[bin] - day.yes[bin]
                } else {
                    day.yes[bin]
                };
            }
        }
        Some(Self {
            says,
            inputs,
            wrong: wrong as f64 / decisions,
            moved: days
                .iter()
                .all(|(_, day)| day.moved == first.moved)
                .then_some(first.moved),
        })
    }
}
