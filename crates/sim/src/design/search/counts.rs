//! The cheapest numbers of instances that meet the objectives.

use std::{cmp::Ordering, collections::BTreeMap};

use serde::Serialize;

use super::{
    super::model::{Design, Objective},
    Halt, Lab, MOST_EVENTS, Run, Sought, Stage, Stopped,
    bound::Flows,
    requests, spent,
    trial::{Trial, Tried, fits, shorten},
};

/// Shares of their places that components use where the search begins.
const USED: [f64; 9] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.2, 0.1];
/// Rounds over all components.
const MOST_ROUNDS: u32 = 3;
/// Most cheaper choices that are all tried.
const MOST_CHEAPER: usize = 300;
/// Choices that are tried at once.
const AT_ONCE: usize = 8;
/// Most instances of a component.
const MOST_INSTANCES: u32 = 100_000;
/// Replications of each choice.
const REPLICATIONS: u64 = 2;

/// The cheapest counts that were found.
#[derive(Clone, Debug, Serialize)]
pub struct Counts {
    /// Whether the given design meets its objectives.
    pub given_meets: Option<bool>,
    /// What a million requests cost with it, in dollars.
    pub given_usd_per_million: Option<f64>,
    /// Instances of each component that may have others; none where nothing was found.
    pub instances: BTreeMap<String, u32>,
    /// What a million requests cost with these.
    pub usd_per_million: Option<f64>,
    /// Whether every cheaper choice was tried, but for those that leave a component full.
    pub exact: bool,
    /// Why there is nothing to search for.
    pub left_out: Option<&'static str>,
    /// Designs that were run.
    pub trials: u64,
    /// Events that were stepped through.
    pub events: u64,
    /// Whether the search ended before its end.
    pub cut: bool,
}

/// Instances of each component that may have others.
type Choice = Vec<u32>;

/// What was tried, and the best of it.
struct Finding<'d> {
    sought: Sought<'d>,
    /// The first of the designs.
    design: &'d Design,
    /// Components that may have others, by their place.
    free: Vec<usize>,
    /// Fewest instances of each that do not leave it full, and steps in which it may have more.
    least: Choice,
    step: Choice,
    requests: f64,
    /// Whether a choice meets the objectives.
    known: BTreeMap<Choice, bool>,
    best: Option<(Choice, Option<f64>)>,
    /// The given design under each scenario, once it was tried.
    given: Vec<Tried>,
    given_meets: bool,
    exact: bool,
}

impl Counts {
    /// Searches over the instances of every component that costs something and does not scale by
    /// itself: from numbers that use a share of the bottleneck's bound, each component in turn gets
    /// the fewest that still meet, the dearest first, until none gets fewer. Where few choices are
    /// cheaper than what that finds, all of them are tried.
    ///
    /// # Errors
    ///
    /// Where `run` was stopped.
    pub fn new(design: &Design, run: &mut Run<'_>) -> Result<Self, Stopped> {
        let objectives: Vec<&Objective> = design.objectives.iter().collect();
        let sought = Sought {
            designs: std::slice::from_ref(design),
            meets: &|_, _, tried| {
                tried.lasting_failings().is_empty() && objectives.iter().all(|one| tried.meets(one))
            },
            may: &|_| true,
        };
        Self::of(sought, MOST_EVENTS, run)
    }

    /// The same for a design under several scenarios.
    pub(super) fn of(
        sought: Sought<'_>,
        most_events: u64,
        run: &mut Run<'_>,
    ) -> Result<Self, Stopped> {
        let design = &sought.designs[0];
        let mut found = Self {
            given_meets: None,
            given_usd_per_million: None,
            instances: BTreeMap::new(),
            usd_per_million: None,
            exact: false,
            left_out: None,
            trials: 0,
            events: 0,
            cut: false,
        };
        let free = |&at: &usize| {
            let component = &design.components[at];
            component.autoscale.is_none() && component.price > 0.0
        };
        let free: Vec<usize> = (0..design.components.len()).filter(free).collect();
        let bounded = |design: &Design| !design.objectives.is_empty();
        if !sought.designs.iter().any(bounded) || free.is_empty() {
            found.left_out = Some(if free.is_empty() {
                "no component both costs something and has a number of its own"
            } else {
                "there are no objectives to meet"
            });
            return Ok(found);
        }
        let mut lab = Lab::up_to(most_events, Stage::Counts, run);
        let mut finding = Finding::new(sought, free);
        let ended = finding.search(&mut lab);
        found.cut = spent(ended)?.is_none();
        found.trials = lab.trials;
        found.events = lab.events;
        found.exact = finding.exact;
        if !finding.given.is_empty() {
            found.given_meets = Some(finding.given_meets);
            found.given_usd_per_million = cost(&finding.given);
        }
        if let Some((choice, cost)) = finding.best {
            let names = finding
                .free
                .iter()
                .map(|&at| design.components[at].name.clone());
            found.instances = names.zip(choice).collect();
            found.usd_per_million = cost;
        }
        Ok(found)
    }
}

impl<'d> Finding<'d> {
    fn new(sought: Sought<'d>, free: Vec<usize>) -> Self {
        let design = &sought.designs[0];
        let step = |&at: &usize| design.components[at].replicas.map_or(1, |r| r.count);
        let mut finding = Self {
            sought,
            design,
            step: free.iter().map(step).collect(),
            least: Vec::new(),
            free,
            requests: requests(design),
            known: BTreeMap::new(),
            best: None,
            given: Vec::new(),
            given_meets: false,
            exact: false,
        };
        // Not full at exactly all of its places.
        finding.least = finding.using(0.999);
        finding
    }

    /// Instances at which components use a share of their places.
    fn using(&self, share: f64) -> Choice {
        let flows = Flows::new(self.design);
        let calls = self.design.load.mean_rate().map(|rate| flows.at(rate));
        let each = self.free.iter().zip(&self.step);
        let wanted = each.map(|(&at, &step)| {
            let load = calls.as_ref().and_then(|calls| flows.load(at, calls[at]));
            let places = f64::from(self.design.components[at].instances);
            let needed = load.map_or(1.0, |load| libm::ceil(load * places / share));
            (needed.clamp(1.0, f64::from(MOST_INSTANCES)) as u32).next_multiple_of(step)
        });
        wanted.collect()
    }

    /// Dollars for an hour of a choice.
    fn price(&self, choice: &Choice) -> f64 {
        let each = self.free.iter().zip(choice);
        each.map(|(&at, &count)| self.design.components[at].price * f64::from(count))
            .sum()
    }

    fn cheaper(&self, a: &Choice, b: &Choice) -> Ordering {
        self.price(a)
            .total_cmp(&self.price(b))
            .then_with(|| a.cmp(b))
    }

    /// A choice under every scenario.
    fn trials(&self, choice: &Choice) -> Vec<Trial> {
        let trial = |design: &Design| {
            let mut design = design.clone();
            for (&at, &count) in self.free.iter().zip(choice) {
                design.components[at].instances = count;
            }
            shorten(&mut design, self.requests);
            Trial {
                design,
                replications: REPLICATIONS,
                apart: None,
            }
        };
        self.sought.designs.iter().map(trial).collect()
    }

    /// Whether a choice meets what is wanted, from its runs under every scenario.
    fn holds(&self, tried: &[Tried]) -> bool {
        let mut each = self.given.iter().zip(tried).enumerate();
        each.all(|(at, (given, tried))| !tried.is_cut() && (self.sought.meets)(at, given, tried))
    }

    fn note(&mut self, choice: &Choice, meets: bool, cost: Option<f64>) {
        let best = self.best.as_ref();
        if meets && best.is_none_or(|(best, _)| self.cheaper(choice, best).is_lt()) {
            self.best = Some((choice.clone(), cost));
        }
        self.known.insert(choice.clone(), meets);
    }

    /// Tries those of some choices that are not known yet.
    fn try_all(&mut self, choices: &[Choice], lab: &mut Lab<'_, '_>) -> Result<(), Halt> {
        let mut new = Vec::new();
        let mut trials = Vec::new();
        for choice in choices {
            if self.known.contains_key(choice) || new.contains(&choice) {
                continue;
            }
            let own = self.trials(choice);
            let one = &own[0].design;
            // What takes too much memory is not run, nor what may not be.
            if fits(one) && (self.sought.may)(one) {
                new.push(choice);
                trials.extend(own);
            } else {
                self.known.insert(choice.clone(), false);
            }
        }
        if trials.is_empty() {
            return Ok(());
        }
        let tried = lab.try_all(&trials)?;
        let each = tried.chunks(self.sought.designs.len());
        for (choice, tried) in new.into_iter().zip(each) {
            self.note(choice, self.holds(tried), cost(tried));
        }
        Ok(())
    }

    fn meets(&mut self, choice: &Choice, lab: &mut Lab<'_, '_>) -> Result<bool, Halt> {
        self.try_all(std::slice::from_ref(choice), lab)?;
        Ok(self.known[choice])
    }

    fn search(&mut self, lab: &mut Lab<'_, '_>) -> Result<(), Halt> {
        let given: Choice = self
            .free
            .iter()
            .map(|&at| self.design.components[at].instances)
            .collect();
        self.given = lab.try_all(&self.trials(&given))?;
        self.given_meets = self.holds(&self.given);
        self.note(&given, self.given_meets, cost(&self.given));
        let starts: Vec<Choice> = USED.iter().map(|&share| self.using(share)).collect();
        self.try_all(&starts, lab)?;
        let Some((mut choice, _)) = self.best.clone() else {
            return Ok(());
        };
        for _ in 0..MOST_ROUNDS {
            let before = choice.clone();
            let mut dearest: Vec<usize> = (0..choice.len()).collect();
            let price =
                |at: usize| self.design.components[self.free[at]].price * f64::from(choice[at]);
            dearest.sort_by(|&a, &b| price(b).total_cmp(&price(a)));
            for at in dearest {
                choice[at] = self.fewest(&choice, at, lab)?;
            }
            if choice == before {
                break;
            }
        }
        self.try_cheaper(lab)
    }

    /// The fewest instances of one component that still meet, where more never hurt.
    fn fewest(&mut self, choice: &Choice, at: usize, lab: &mut Lab<'_, '_>) -> Result<u32, Halt> {
        let step = self.step[at];
        // In steps: too few, and enough.
        let (mut few, mut enough) = (self.least[at].min(choice[at]) / step - 1, choice[at] / step);
        while enough - few > 1 {
            // What is known at once first: one fewer tells most often that no fewer will do.
            let middle = if enough == choice[at] / step {
                enough - (enough - few).div_ceil(4)
            } else {
                u32::midpoint(few, enough)
            };
            let mut other = choice.clone();
            other[at] = middle * step;
            if self.meets(&other, lab)? {
                enough = middle;
            } else {
                few = middle;
            }
        }
        Ok(enough * step)
    }

    /// Tries every choice that is cheaper than the best, from the cheapest on, where these are few.
    fn try_cheaper(&mut self, lab: &mut Lab<'_, '_>) -> Result<(), Halt> {
        let Some((best, _)) = self.best.clone() else {
            return Ok(());
        };
        let mut cheaper = Vec::new();
        if !self.list(&best, &mut self.least.clone(), 0, &mut cheaper) {
            return Ok(());
        }
        cheaper.sort_by(|a, b| self.cheaper(a, b));
        for some in cheaper.chunks(AT_ONCE) {
            self.try_all(some, lab)?;
            if some.iter().any(|choice| self.known[choice]) {
                break;
            }
        }
        self.exact = true;
        Ok(())
    }

    /// Lists the choices that are cheaper than another, from a component on; says whether these are
    /// few enough.
    fn list(
        &self,
        best: &Choice,
        choice: &mut Choice,
        at: usize,
        cheaper: &mut Vec<Choice>,
    ) -> bool {
        if self.cheaper(choice, best).is_ge() {
            return true;
        }
        if at == choice.len() {
            cheaper.push(choice.clone());
            return cheaper.len() <= MOST_CHEAPER;
        }
        let least = choice[at];
        while self.price(choice) <= self.price(best) {
            if !self.list(best, choice, at + 1, cheaper) {
                return false;
            }
            choice[at] += self.step[at];
        }
        choice[at] = least;
        true
    }
}

/// What a million requests cost, which is that of the first scenario.
fn cost(tried: &[Tried]) -> Option<f64> {
    tried.first()?.report.cost_usd_per_million.value
}
