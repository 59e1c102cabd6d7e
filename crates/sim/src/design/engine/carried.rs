//! What calls carry: a copy of their caller's, which the answer brings back changed. What was not
//! waited for, or did not end well, brings nothing.

use std::collections::HashMap;

use super::{
    super::{
        carried::{Fades, Passes, When, threshold},
        model::Design,
    },
    Engine,
    watch::Watch,
};
use crate::{Stream, experiment::normal::upper_tail};

/// Thresholds that are remembered, at most.
const REMEMBERED: usize = 4096;

/// Whether somebody who was asked knows what a request is about, the last the strongest.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Knowledge {
    #[default]
    NotAsked,
    Cold,
    Known,
}

/// What a call carries.
#[derive(Clone, Copy, Default)]
pub(super) struct Carried {
    /// How old what its request is about is, in nanoseconds.
    age: u64,
    /// Positives that the request came with.
    came: u32,
    positives: u32,
    others: u32,
    knowledge: Knowledge,
    /// Whether a stage has worked on the items since the call was made.
    staged: bool,
}

impl Carried {
    pub(super) const fn items(&self) -> u64 {
        self.positives as u64 + self.others as u64
    }
}

/// Where chance of a component's comes from, and what was worked out before.
struct Station {
    stage: Stream,
    knows: Stream,
    /// Thresholds by positives, others, and how far the model has faded.
    thresholds: HashMap<(u32, u32, u32), f64>,
}

/// Where what requests carry comes from.
pub(super) struct Carrying {
    items: Stream,
    ages: Stream,
    stations: Vec<Station>,
}

impl Carrying {
    pub(super) fn new(design: &Design, seed: u64, replication: u64) -> Self {
        let load = |purpose| Stream::new(seed, &["load", purpose], replication);
        let station = |name: &str| {
            let stream = |purpose| Stream::new(seed, &["component", name, purpose], replication);
            Station {
                stage: stream("stage"),
                knows: stream("knows"),
                thresholds: HashMap::new(),
            }
        };
        let carries = design.load.items.is_some() || design.load.ages.is_some();
        let components = design.components.iter().filter(|_| carries);
        Self {
            items: load("items"),
            ages: load("ages"),
            stations: components
                .map(|component| station(&component.name))
                .collect(),
        }
    }
}

impl<W: Watch> Engine<'_, W> {
    /// A call begins with what a request carries; one of a job's component with chance of its own.
    pub(super) fn carry_in(&mut self, call: u32, job: Option<usize>) {
        let load = &self.plan.design.load;
        let carrying = &mut self.carrying;
        let (of_items, of_ages) = match job {
            Some(at) => {
                let station = &mut carrying.stations[at];
                (&mut station.stage, &mut station.knows)
            }
            None => (&mut carrying.items, &mut carrying.ages),
        };
        let mut carried = Carried::default();
        if let Some(items) = load.items {
            let positives = of_items.binomial(u64::from(items.count), items.positives);
            carried.positives = positives as u32;
            carried.others = items.count - carried.positives;
            carried.came = carried.positives;
        }
        if let Some(ages) = load.ages {
            carried.age = ages.draw(of_ages);
        }
        *self.calls.carried(call) = carried;
    }

    /// A call carries what another does.
    pub(super) fn carry_on(&mut self, from: u32, to: u32) {
        let mut carried = *self.calls.carried(from);
        carried.staged = false;
        *self.calls.carried(to) = carried;
    }

    /// Whether a link is taken by a call that carries what it does.
    pub(super) fn takes(&mut self, call: u32, when: When) -> bool {
        let carried = self.calls.carried(call);
        match when {
            When::Always => true,
            When::Passed => carried.items() > 0,
            When::Cold => carried.knowledge == Knowledge::Cold,
            When::Known => carried.knowledge != Knowledge::Cold,
        }
    }

    /// A component works on what a call carries.
    pub(super) fn work_on(&mut self, call: u32) {
        let at = usize::from(self.calls[call].station);
        let component = self.plan.stations[at].component;
        let station = &mut self.carrying.stations[at];
        let carried = self.calls.carried(call);
        let mut known = true;
        if let Some(after) = component.knows_after {
            known = carried.age >= after.draw(&mut station.knows);
            let found = if known {
                Knowledge::Known
            } else {
                Knowledge::Cold
            };
            carried.knowledge = carried.knowledge.max(found);
            self.window.asked(at, known);
        }
        if let Some(stage) = component.stage {
            let before = (carried.positives, carried.others);
            // What it knows nothing of it leaves as it is.
            if known {
                let (passes, step) = match stage.fades {
                    None => (stage.passes, 0),
                    Some(fades) => {
                        let step = fades.step(self.jobs.age(fades.trained_by, self.now));
                        (stage.passes.fading(Fades::left(step)), step)
                    }
                };
                station.pass(passes, step, carried);
            }
            carried.staged = true;
            let after = (carried.positives, carried.others);
            self.window.staged(at, before, after);
        }
    }

    /// A call ended well, and its caller goes on with what it brings.
    pub(super) fn carry_back(&mut self, call: u32, caller: u32) {
        let brought = *self.calls.carried(call);
        let carried = self.calls.carried(caller);
        carried.knowledge = carried.knowledge.max(brought.knowledge);
        if brought.staged {
            carried.positives = brought.positives;
            carried.others = brought.others;
            carried.staged = true;
        }
    }

    /// A caller gets along without an answer.
    pub(super) fn carry_without(&mut self, link: usize, caller: u32) {
        let (wanted, told) = (self.plan.links[link], self.plan.told[link]);
        let carried = self.calls.carried(caller);
        if told {
            carried.knowledge = carried.knowledge.max(Knowledge::Cold);
        }
        if wanted.drops {
            carried.positives = 0;
            carried.others = 0;
            carried.staged = true;
        }
    }

    /// A request ended, well or not.
    pub(super) fn carried_out(&mut self, call: u32, well: bool) {
        let count = self.plan.design.load.items.map_or(0, |items| items.count);
        let carried = self.calls.carried(call);
        let left = (carried.positives, carried.others);
        let cold = carried.knowledge == Knowledge::Cold;
        let came = (carried.came, count - carried.came);
        let window = &mut self.window;
        window.carried_out(came, well.then_some(left), cold);
    }
}

impl Station {
    /// Passes some of the items on, by a model that has faded in so many steps.
    fn pass(&mut self, passes: Passes, step: u32, carried: &mut Carried) {
        let (positives, others) = (carried.positives, carried.others);
        let mut each = |of: u32, chance: f64| self.stage.binomial(u64::from(of), chance) as u32;
        match passes {
            Passes::All => {}
            Passes::Rates {
                recall,
                false_positive_rate,
            } => {
                carried.positives = each(positives, recall);
                carried.others = each(others, false_positive_rate);
            }
            Passes::Above {
                separation,
                threshold,
            } => {
                carried.positives = each(positives, upper_tail(threshold - separation));
                carried.others = each(others, upper_tail(threshold));
            }
            Passes::Best { separation, most } => {
                let wanted = most.of(carried.items());
                if wanted < carried.items() {
                    let full = self.thresholds.len() >= REMEMBERED;
                    let cut = || threshold(separation, positives, others, wanted);
                    let cut = if full {
                        let known = self.thresholds.get(&(positives, others, step));
                        known.copied().unwrap_or_else(cut)
                    } else {
                        *self
                            .thresholds
                            .entry((positives, others, step))
                            .or_insert_with(cut)
                    };
                    carried.fill(each(positives, upper_tail(cut - separation)), wanted);
                }
            }
            Passes::Found { recall, most } => {
                let wanted = most.of(carried.items());
                carried.fill(each(positives, recall), wanted);
            }
        }
    }
}

impl Carried {
    /// Leaves so many items, so many positives among them if that can be.
    fn fill(&mut self, positives: u32, wanted: u64) {
        let least = wanted.saturating_sub(u64::from(self.others)) as u32;
        let most = wanted.min(u64::from(self.positives)) as u32;
        self.positives = positives.max(least).min(most);
        self.others = (wanted - u64::from(self.positives)) as u32;
    }
}
