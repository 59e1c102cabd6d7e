//! Steps through the days of one replication: decisions, labels that come due, alarms, training.

use super::{
    figures::{ALL, BAD, BEST, LINES, Of, WRONG},
    model::{Day, Model},
    monitor::Watch,
    world::{Drift, Then},
};
use crate::{
    daily::{Counts, SLICES},
    random::Stream,
};

/// One replication under way.
pub(crate) struct Engine<'a> {
    world: &'a Drift,
    stream: Stream,
    /// Days that were, from the start of the warm-up.
    history: Vec<Day>,
    /// The live model; none while the warm-up lasts.
    model: Option<Model>,
    watches: Vec<Watch>,
    /// Morning on which a training starts, and on which its model goes live.
    start: Option<usize>,
    ready: Option<(usize, Model)>,
    onsets: Vec<u32>,
    /// The onset that no alarm has followed yet.
    waiting: Option<u32>,
    counts: [u128; ALL],
    lines: Vec<[u64; SLICES]>,
}

impl<'a> Engine<'a> {
    pub(crate) fn new(world: &'a Drift, seed: u64, replication: u64) -> Self {
        Self {
            world,
            stream: Stream::new(seed, &["drift", "decisions"], replication),
            history: Vec::new(),
            model: None,
            watches: Vec::new(),
            start: None,
            ready: None,
            onsets: world.onsets(),
            waiting: None,
            counts: [0; ALL],
            lines: vec![[0; SLICES]; LINES.len() + 1],
        }
    }

    /// Steps through one day; true at the end.
    pub(crate) fn step(&mut self) -> bool {
        let (days, warm_up) = (self.world.days as usize, self.world.warm_up as usize);
        let today = self.history.len();
        if today >= warm_up + days {
            return true;
        }
        if today >= warm_up {
            self.morning(today, today - warm_up);
        }
        let moved = self.world.moved(self.measured(today));
        let bins = self.world.on(moved);
        let mut left = (self.world.decisions, 1.0);
        let mut came = Vec::with_capacity(self.world.bins);
        let mut yes = Vec::with_capacity(self.world.bins);
        for bin in 0..self.world.bins {
            // Decisions fall into bins as a multinomial draw, one binomial after the other.
            let here = if bin + 1 == self.world.bins {
                left.0
            } else {
                self.stream.binomial(left.0, bins.share[bin] / left.1)
            };
            left = (
                left.0 - here,
                (left.1 - bins.share[bin]).max(f64::MIN_POSITIVE),
            );
            came.push(here);
            yes.push(self.stream.binomial(here, bins.yes[bin]));
        }
        let mut of_day = Day {
            came,
            yes,
            wrong: 0,
            moved,
            aside: false,
        };
        if today >= warm_up {
            of_day.wrong = self.judge(&of_day, &bins.share, &bins.yes, today - warm_up);
        }
        self.history.push(of_day);
        if today >= warm_up {
            self.evening(today, today - warm_up);
        }
        self.history.len() >= warm_up + days
    }

    /// What is due in the morning: onsets are noted, models go live, trainings start.
    fn morning(&mut self, today: usize, day: usize) {
        if self.model.is_none() {
            self.model = Model::train(self.world, &self.history, today);
            let monitors = self.world.monitors.iter();
            self.watches = monitors
                .map(|&monitor| Watch::new(monitor, today))
                .collect();
        }
        if self.onsets.contains(&(day as u32)) {
            self.close(day as u32);
            self.waiting = Some(day as u32);
            self.count(Of::Onsets, 1);
        }
        if let Some((_, model)) = self.ready.take_if(|(due, _)| *due <= today) {
            self.model = Some(model);
            for watch in &mut self.watches {
                watch.begin_again(today);
            }
        }
        let by_calendar = self.world.training.every;
        let by_calendar =
            by_calendar.is_some_and(|every| day > 0 && day.is_multiple_of(every as usize));
        let by_alarm = self.start.take_if(|start| *start <= today).is_some();
        if (by_calendar || by_alarm)
            && self.ready.is_none()
            && let Some(model) = Model::train(self.world, &self.history, today)
        {
            self.count(Of::Trainings, 1);
            self.ready = Some((today + self.world.training_time as usize, model));
        }
    }

    /// An onset that no alarm followed until a day.
    fn close(&mut self, day: u32) {
        if let Some(onset) = self.waiting.take() {
            self.count(Of::Missed, 1);
            self.count(Of::Delay, u64::from(day - onset));
        }
    }

    fn count(&mut self, of: Of, by: u64) {
        self.counts[of as usize] += u128::from(by);
    }

    /// Counts the decisions of a day; how many the live model got wrong.
    fn judge(&mut self, of_day: &Day, share: &[f64], yes: &[f64], day: usize) -> u64 {
        let world = self.world;
        let slice = day * SLICES / world.days as usize;
        let says = self
            .model
            .as_ref()
            .map_or_else(Vec::new, |model| model.says.clone());
        let (mut wrong, mut best_wrong, mut cost, mut best_cost) = (0, 0, 0.0, 0.0);
        for bin in 0..world.bins {
            let (is, is_not) = (of_day.yes[bin], of_day.came[bin] - of_day.yes[bin]);
            let best = world.pays(yes[bin]);
            let expected = |say: bool| {
                if say {
                    share[bin] * (1.0 - yes[bin]) * world.costs.false_positive
                } else {
                    share[bin] * yes[bin] * world.costs.false_negative
                }
            };
            cost += expected(says[bin]);
            best_cost += expected(best);
            let off = |say: bool| if say { (is_not, 0) } else { (0, is) };
            let (positives, negatives) = off(says[bin]);
            let (best_positives, best_negatives) = off(best);
            self.count(Of::FalsePositives, positives);
            self.count(Of::FalseNegatives, negatives);
            self.count(Of::BestFalsePositives, best_positives);
            self.count(Of::BestFalseNegatives, best_negatives);
            wrong += positives + negatives;
            best_wrong += best_positives + best_negatives;
        }
        let is_bad = cost > best_cost * (1.0 + world.tolerance);
        self.count(Of::Days, 1);
        self.count(Of::Decisions, world.decisions);
        self.count(Of::BadDays, u64::from(is_bad));
        self.lines[WRONG][slice] += wrong;
        self.lines[BEST][slice] += best_wrong;
        self.lines[BAD][slice] += u64::from(is_bad);
        self.lines[LINES.len()][slice] += 1;
        wrong
    }

    /// Monitors look at what is known by the end of a day.
    fn evening(&mut self, today: usize, day: usize) {
        let Some(model) = self.model.take() else {
            return;
        };
        let mut watches = std::mem::take(&mut self.watches);
        for watch in &mut watches {
            let Some(rests_on) = watch.look(self.world, &model, &self.history) else {
                continue;
            };
            self.count(Of::Alarms, 1);
            // Nothing has moved from the training to the days that the alarm rests on.
            let mut days = self.history[rests_on.0..=rests_on.1].iter();
            let is_false = days.all(|day| Some(day.moved) == model.moved);
            self.count(Of::FalseAlarms, u64::from(is_false));
            if !is_false && let Some(onset) = self.waiting.take() {
                self.count(Of::Delay, (day as u64).saturating_sub(u64::from(onset)));
            }
            let training = self.world.training;
            match watch.then() {
                Then::Train => {
                    if training.on_alarm && self.start.is_none() && self.ready.is_none() {
                        self.start = Some(today + 1 + training.wait as usize);
                    }
                }
                Then::Look => {}
                Then::SetAside => {
                    for day in &mut self.history[rests_on.0..=rests_on.1] {
                        day.aside = true;
                    }
                }
            }
        }
        self.watches = watches;
        self.model = Some(model);
        if day + 1 == self.world.days as usize {
            self.close(self.world.days);
        }
    }

    /// A day counted from the start of what is measured.
    fn measured(&self, day: usize) -> i64 {
        let day = i64::try_from(day).unwrap_or(i64::MAX);
        day - i64::from(self.world.warm_up)
    }

    pub(crate) fn thousandths(&self) -> u64 {
        let all = u64::from(self.world.warm_up + self.world.days);
        1000 * self.history.len() as u64 / all
    }

    pub(crate) fn finish(self) -> Counts {
        Counts {
            counts: self.counts.to_vec(),
            lines: self.lines,
        }
    }
}
