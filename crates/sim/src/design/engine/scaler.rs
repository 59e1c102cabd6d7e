//! How many instances of a component run, as their use rises and falls.

use super::super::model::Autoscale;

/// The scaler of one component.
pub(super) struct Scaler {
    wanted: Autoscale,
    /// Instances that take calls.
    active: u32,
    /// Instances that are being started; they are paid for.
    starting: u32,
    since: u64,
    /// Instances that take calls, and that are paid for, summed over nanoseconds.
    active_area: u128,
    paid_area: u128,
    /// What was handed over of calls in service, and what was seen of both at the last look.
    busy_before: u128,
    busy_seen: u128,
    active_seen: u128,
    paid_handed: u128,
}

/// What a scaler wants.
pub(super) enum Order {
    /// So many more, once they have started.
    Start(u32),
    /// So many fewer, at once.
    Stop(u32),
}

impl Scaler {
    pub(super) const fn new(wanted: Autoscale, active: u32) -> Self {
        Self {
            wanted,
            active,
            starting: 0,
            since: 0,
            active_area: 0,
            paid_area: 0,
            busy_before: 0,
            busy_seen: 0,
            active_seen: 0,
            paid_handed: 0,
        }
    }

    pub(super) const fn wanted(&self) -> Autoscale {
        self.wanted
    }

    fn touch(&mut self, now: u64) {
        let passed = u128::from(now - self.since);
        self.active_area += u128::from(self.active) * passed;
        self.paid_area += u128::from(self.active + self.starting) * passed;
        self.since = now;
    }

    /// Hands over what was paid for since the last boundary; `busy` is the area since then of the
    /// calls in service.
    pub(super) fn hand_over(&mut self, busy: u128, now: u64) -> u128 {
        self.touch(now);
        self.busy_before += busy;
        let paid = self.paid_area - self.paid_handed;
        self.paid_handed = self.paid_area;
        paid
    }

    /// Looks at how much was used since the last look. `busy` is the area of calls in service since
    /// the last boundary, `places` how many calls one instance serves.
    pub(super) fn look(&mut self, busy: u128, places: u32, now: u64) -> Order {
        self.touch(now);
        let busy = self.busy_before + busy;
        let used = (busy - self.busy_seen) as f64;
        let had = (self.active_area - self.active_seen) as f64 * f64::from(places);
        self.busy_seen = busy;
        self.active_seen = self.active_area;
        let use_now = if had > 0.0 { used / had } else { 0.0 };
        // What fills some instances to the target exactly needs no more of them.
        let needed = libm::ceil(f64::from(self.active) * use_now / self.wanted.target - 1e-9);
        let needed = (needed.max(0.0) as u32).clamp(self.wanted.min, self.wanted.max);
        if needed > self.active + self.starting {
            let more = needed - self.active - self.starting;
            self.starting += more;
            Order::Start(more)
        } else if needed < self.active && self.starting == 0 {
            let fewer = self.active - needed;
            self.active = needed;
            Order::Stop(fewer)
        } else {
            Order::Stop(0)
        }
    }

    /// An instance has started.
    pub(super) fn started(&mut self, now: u64) {
        self.touch(now);
        self.starting -= 1;
        self.active += 1;
    }
}
