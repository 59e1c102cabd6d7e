//! Steps through the days of one replication: deliveries, reviews and demand, each item by itself,
//! and at night the room that all of them take.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, VecDeque},
};

use super::{
    demand::Days,
    figures::{ALL, DEMAND, MET, Of, STOCK, WHOLE, Whole},
    forecast::Errors,
    world::{Inventory, Item, Rule},
};
use crate::{
    daily::{Counts, DAY, SLICES},
    random::Stream,
};

/// One replication under way.
pub(crate) struct Engine<'a> {
    world: &'a Inventory,
    items: Vec<State<'a>>,
    day: u32,
    whole: [u128; WHOLE],
    lines: Vec<[u64; SLICES]>,
    /// Moments of a day's demand, kept to be filled again.
    times: Vec<u64>,
}

impl<'a> Engine<'a> {
    pub(crate) fn new(world: &'a Inventory, seed: u64, replication: u64) -> Self {
        let item = |item| State::new(item, world.backorders, seed, replication);
        Self {
            world,
            items: world.items.iter().map(item).collect(),
            day: 0,
            whole: [0; WHOLE],
            lines: vec![[0; SLICES]; super::LINES.len() + 1],
            times: Vec::new(),
        }
    }

    /// Steps through one day; true at the end.
    pub(crate) fn step(&mut self) -> bool {
        let (days, warm_up) = (self.world.days, self.world.warm_up);
        if self.day >= warm_up + days {
            return true;
        }
        let measured = self.day.checked_sub(warm_up);
        let slice = measured.map(|day| day as usize * SLICES / days as usize);
        let mut room = 0;
        for state in &mut self.items {
            let of_day = state.day(self.day, measured.is_some(), &mut self.times);
            room += state.item.room * state.on_hand;
            if let Some(slice) = slice {
                self.lines[STOCK][slice] += state.on_hand;
                self.lines[DEMAND][slice] += of_day.demanded;
                self.lines[MET][slice] += of_day.met;
            }
        }
        if let Some(slice) = slice {
            self.lines[super::LINES.len()][slice] += 1;
            self.whole[Whole::Days as usize] += 1;
            let over = self
                .world
                .capacity
                .map_or(0, |most| room.saturating_sub(most));
            self.whole[Whole::OverDays as usize] += u128::from(over > 0);
            self.whole[Whole::Over as usize] += u128::from(over);
        }
        self.day += 1;
        self.day >= warm_up + days
    }

    pub(crate) fn thousandths(&self) -> u64 {
        let all = u64::from(self.world.warm_up + self.world.days);
        1000 * u64::from(self.day) / all
    }

    pub(crate) fn finish(self) -> Counts {
        let mut counts = self.whole.to_vec();
        counts.extend(self.items.iter().flat_map(|state| state.counts));
        Counts {
            counts,
            lines: self.lines,
        }
    }
}

/// What came of one day.
struct OfDay {
    demanded: u64,
    met: u64,
}

/// One item in one replication.
struct State<'a> {
    item: &'a Item,
    backorders: bool,
    days: Days,
    leads: Stream,
    on_hand: u64,
    waiting: u64,
    on_order: u64,
    /// Deliveries: when, the number of the order, how many units.
    due: BinaryHeap<Reverse<(u64, u64, u64)>>,
    /// Orders that were made.
    made: u64,
    /// What is there by the moment until which it is good, oldest first; empty where it keeps.
    batches: VecDeque<(u64, u64)>,
    /// Whether somebody has gone without since the last delivery.
    short: bool,
    /// Units that the policy has seen asked for, day by day: where customers go away, those that
    /// were sold.
    seen: Vec<u32>,
    errors: Errors,
    /// Up to when time is counted.
    now: u64,
    measured: bool,
    counts: [u128; ALL],
}

impl<'a> State<'a> {
    fn new(item: &'a Item, backorders: bool, seed: u64, replication: u64) -> Self {
        let stream = |purpose| Stream::new(seed, &["inventory", &item.name, purpose], replication);
        let on_hand = item.policy.first(item.demand.rate, item.lead);
        let good_until = item.shelf_life.into_iter();
        Self {
            item,
            backorders,
            days: Days::new(item.demand, stream("demand")),
            leads: stream("lead time"),
            on_hand,
            waiting: 0,
            on_order: 0,
            due: BinaryHeap::new(),
            made: 0,
            batches: good_until.map(|life| (life, on_hand)).collect(),
            short: false,
            seen: Vec::new(),
            errors: Errors::default(),
            now: 0,
            measured: false,
            counts: [0; ALL],
        }
    }

    /// One day: in the morning what is no longer good is thrown away, deliveries come and the stock
    /// may be reviewed; then customers come, and deliveries among them.
    fn day(&mut self, day: u32, measured: bool, times: &mut Vec<u64>) -> OfDay {
        let start = u64::from(day) * DAY;
        (self.now, self.measured) = (start, measured);
        self.throw_away(start);
        self.deliver(start);
        let forecast = self.forecast_of_day();
        if let Some(review) = self.item.policy.review
            && day.is_multiple_of(review)
        {
            self.order(start);
            self.deliver(start);
        }
        self.days.fill(day, times);
        let (mut met, waited) = (0, self.backorders);
        for &time in times.iter() {
            let time = start + time;
            self.deliver(time);
            self.pass(time);
            met += u64::from(self.ask());
            if self.item.policy.review.is_none() {
                self.order(time);
                self.deliver(time);
            }
        }
        self.deliver(start + DAY - 1);
        self.pass(start + DAY);
        let demanded = times.len() as u64;
        let seen = if waited { demanded } else { met };
        if let Some(forecast) = forecast {
            self.seen.push(u32::try_from(seen).unwrap_or(u32::MAX));
            self.errors.add(seen as f64 - forecast);
        }
        self.count(Of::Demanded, demanded);
        self.count(Of::Filled, met);
        OfDay { demanded, met }
    }

    /// What a policy that forecasts expects of the day that begins.
    fn forecast_of_day(&self) -> Option<f64> {
        match &self.item.policy.rule {
            Rule::Forecast { forecast, .. } => {
                Some(forecast.expect(&self.seen, 1.0, self.item.demand.rate))
            }
            _ => None,
        }
    }

    fn count(&mut self, of: Of, by: u64) {
        if self.measured {
            self.counts[of as usize] += u128::from(by);
        }
    }

    /// Lets time pass with everything as it is.
    fn pass(&mut self, until: u64) {
        let time = until - self.now;
        self.now = until;
        if self.measured {
            self.counts[Of::Stock as usize] += u128::from(self.on_hand) * u128::from(time);
            self.counts[Of::Backorders as usize] += u128::from(self.waiting) * u128::from(time);
        }
        if self.on_hand == 0 {
            self.count(Of::Empty, time);
        }
    }

    /// One unit is asked for; whether it is there.
    fn ask(&mut self) -> bool {
        if self.on_hand > 0 {
            self.take(1);
            self.count(Of::Supplied, 1);
            return true;
        }
        if !self.short {
            self.short = true;
            self.count(Of::Stockouts, 1);
        }
        self.waiting += u64::from(self.backorders);
        false
    }

    /// Takes units out of the stock, oldest first.
    fn take(&mut self, mut units: u64) {
        self.on_hand -= units;
        while let Some((_, there)) = self.batches.front_mut() {
            let taken = units.min(*there);
            *there -= taken;
            units -= taken;
            if *there > 0 {
                break;
            }
            self.batches.pop_front();
        }
    }

    fn throw_away(&mut self, now: u64) {
        while let Some(&(until, units)) = self.batches.front()
            && until <= now
        {
            self.batches.pop_front();
            self.on_hand -= units;
            self.count(Of::Wasted, units);
        }
    }

    /// Takes in what has arrived by a moment; customers who wait are served first.
    fn deliver(&mut self, now: u64) {
        while let Some(&Reverse((time, _, units))) = self.due.peek()
            && time <= now
        {
            self.due.pop();
            self.pass(time.max(self.now));
            self.on_order -= units;
            self.on_hand += units;
            if let Some(life) = self.item.shelf_life {
                // A lead time that varies may bring a younger batch earlier.
                let until = time.saturating_add(life);
                let place = self.batches.partition_point(|&(other, _)| other <= until);
                self.batches.insert(place, (until, units));
            }
            let served = self.waiting.min(self.on_hand);
            self.waiting -= served;
            self.take(served);
            self.count(Of::Supplied, served);
            self.count(Of::Received, units);
            self.count(Of::Cycles, 1);
            self.count(Of::GoodCycles, u64::from(!self.short));
            self.short = self.waiting > 0;
        }
    }

    /// Looks at the inventory position, and orders.
    fn order(&mut self, now: u64) {
        let position = (self.on_hand + self.on_order).saturating_sub(self.waiting);
        // With many waiting, the position is below zero.
        let owed = self.waiting.saturating_sub(self.on_hand + self.on_order);
        let units = match &self.item.policy.rule {
            Rule::UpTo { level } => (level + owed).saturating_sub(position),
            Rule::PointLevel { point, level } if position <= *point => level + owed - position,
            Rule::PointLot { point, lot } if position <= *point => {
                ((point + owed - position) / lot + 1) * lot
            }
            Rule::Forecast { forecast, safety } => {
                let rate = self.item.demand.rate;
                let horizon = self.item.policy.horizon(self.item.lead);
                let expected = forecast.expect(&self.seen, horizon, rate);
                let error = self.errors.size(forecast.window, rate);
                let level = expected + safety * error * libm::sqrt(horizon);
                (level.ceil().max(0.0) as u64 + owed).saturating_sub(position)
            }
            Rule::PointLevel { .. } | Rule::PointLot { .. } => 0,
        };
        if units == 0 {
            return;
        }
        self.on_order += units;
        self.made += 1;
        let time = now.saturating_add(self.item.lead.draw(&mut self.leads));
        self.due.push(Reverse((time, self.made, units)));
        self.count(Of::Orders, 1);
    }
}
