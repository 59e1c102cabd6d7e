//! Links while they run: what they draw from, and what they let through.

use super::{
    super::{
        model::{Breaker, Limit, Link},
        plan::Plan,
    },
    events::{Events, Kind},
};
use crate::random::Stream;

/// Parts of the time over which a breaker counts.
const PARTS: usize = 10;

/// State of a link.
pub(super) struct LinkState {
    pub(super) share: Stream,
    pub(super) latency: Stream,
    /// Lanes for a constant latency there and back.
    pub(super) there: usize,
    pub(super) back: usize,
    pub(super) timeouts: usize,
    pub(super) hedges: usize,
    /// Retries that may still be made.
    pub(super) tokens: f64,
    /// Partitions that lose its messages.
    pub(super) cut: u32,
    /// What lets calls through, for links that do not simply make them.
    pub(super) guard: Option<Box<Guard>>,
}

/// The links of a design, ready to run.
pub(super) fn states(
    plan: &Plan<'_>,
    events: &mut Events,
    seed: u64,
    replication: u64,
) -> Vec<LinkState> {
    let name = |at: usize| plan.design.components[at].name.as_str();
    let links = plan
        .links
        .iter()
        .zip(&plan.ordinals)
        .map(|(link, ordinal)| {
            let ordinal = ordinal.to_string();
            let stream = |purpose| {
                let words = ["link", name(link.from), name(link.to), purpose, &ordinal];
                // The first of a pair is named without its number.
                let words = &words[..if ordinal == "0" { 4 } else { 5 }];
                Stream::new(seed, words, replication)
            };
            LinkState {
                share: stream("share"),
                latency: stream("latency"),
                there: events.lane(Kind::Deliver),
                back: events.lane(Kind::Respond),
                timeouts: events.lane(Kind::Timeout),
                hedges: events.lane(Kind::Hedge),
                tokens: link.budget.unwrap_or(0.0).max(1.0),
                cut: 0,
                guard: Guard::new(link).map(Box::new),
            }
        });
    links.collect()
}

/// What lets calls through.
pub(super) struct Guard {
    breaker: Option<Breaker>,
    limit: Option<Limit>,
    /// When a call may come that finds its whole allowance unused.
    due: u64,
    state: State,
    /// Calls that ended and that failed, by part of the time over which is counted.
    parts: [(u64, u64); PARTS],
    /// The part that was counted last, since time zero.
    part: u64,
}

/// What a breaker does with calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Lets them through.
    Closed,
    /// Refuses them until a time.
    Open(u64),
    /// Waits for the outcome of one, and refuses others.
    Trying,
}

/// How a call is let through.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// It is not.
    Refused,
    /// It is made.
    Made,
    /// It is made, and its outcome decides whether others are.
    Trial,
}

impl Guard {
    fn new(link: &Link) -> Option<Self> {
        let guarded = link.breaker.is_some() || link.limit.is_some() || link.hedge.is_some();
        guarded.then_some(Self {
            breaker: link.breaker,
            limit: link.limit,
            due: 0,
            state: State::Closed,
            parts: [(0, 0); PARTS],
            part: 0,
        })
    }

    /// Whether a call may be made now.
    pub(super) fn pass(&mut self, now: u64) -> Pass {
        let trial = match self.state {
            State::Closed => false,
            State::Open(until) if until <= now => true,
            State::Open(_) | State::Trying => return Pass::Refused,
        };
        if let Some(limit) = self.limit {
            // Each call uses up `every`; as much as `burst` calls use may be saved up.
            let saved = limit.every.saturating_mul(u64::from(limit.burst) - 1);
            if self.due > now.saturating_add(saved) {
                return Pass::Refused;
            }
            self.due = self.due.max(now).saturating_add(limit.every);
        }
        if trial {
            self.state = State::Trying;
            return Pass::Trial;
        }
        Pass::Made
    }

    /// A call that was made ended.
    pub(super) fn learned(&mut self, trial: bool, well: bool, now: u64) {
        let Some(breaker) = self.breaker else { return };
        if trial {
            self.state = if well {
                State::Closed
            } else {
                State::Open(now.saturating_add(breaker.open))
            };
            return;
        }
        if self.state != State::Closed {
            return;
        }
        let part = now / (breaker.window / PARTS as u64).max(1);
        // What lies more than the whole window back is forgotten.
        for old in (self.part + 1..=part).take(PARTS) {
            self.parts[(old % PARTS as u64) as usize] = (0, 0);
        }
        self.part = part;
        let here = &mut self.parts[(part % PARTS as u64) as usize];
        here.0 += 1;
        here.1 += u64::from(!well);
        let (ended, failed) = self
            .parts
            .iter()
            .fold((0, 0), |(a, b), (x, y)| (a + x, b + y));
        if !well
            && ended >= u64::from(breaker.calls)
            && failed as f64 >= breaker.errors * ended as f64
        {
            self.state = State::Open(now.saturating_add(breaker.open));
            self.parts = [(0, 0); PARTS];
        }
    }
}
