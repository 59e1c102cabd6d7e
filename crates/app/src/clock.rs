//! The clocks: the machine's, and one set by `ONSITE_CLOCK` for tests and rehearsals.

use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Instant,
};

use onsite_domain::clock::{Clock, Timestamp};

/// A clock that never goes backwards, whether the machine's or one that was set.
pub struct RecordClock {
    source: Source,
    /// For a clock that was set, where it started; moved on when a restart continues it.
    origin: AtomicI64,
    floor: AtomicI64,
}

enum Source {
    Machine,
    Set { started: Instant, rate: f64 },
}

/// The text of `ONSITE_CLOCK` is not a clock.
#[derive(Debug, thiserror::Error)]
#[error(
    "ONSITE_CLOCK={0}: expected an instant like 2026-03-01T09:00:00Z, with ×10 behind it to run \
     ten times as fast or ×0 to stand still"
)]
pub struct ParseClockError(String);

impl RecordClock {
    /// The machine's clock.
    pub fn machine() -> Self {
        Self {
            source: Source::Machine,
            origin: AtomicI64::new(i64::MIN),
            floor: AtomicI64::new(i64::MIN),
        }
    }

    /// A clock from the text of `ONSITE_CLOCK`.
    pub fn set(text: &str) -> Result<Self, ParseClockError> {
        let bad = || ParseClockError(text.to_owned());
        let (instant, rate) = match text.split_once(['×', 'x']) {
            None => (text, 1.0),
            Some((instant, rate)) => (instant, rate.trim().parse().map_err(|_| bad())?),
        };
        if !(0.0..=1e6).contains(&rate) {
            return Err(bad());
        }
        let origin: jiff::Timestamp = instant.trim().parse().map_err(|_| bad())?;
        Ok(Self {
            source: Source::Set {
                started: Instant::now(),
                rate,
            },
            origin: AtomicI64::new(origin.as_millisecond()),
            floor: AtomicI64::new(i64::MIN),
        })
    }

    /// The clock that the environment asks for.
    pub fn from_environment() -> Result<Self, ParseClockError> {
        match std::env::var("ONSITE_CLOCK") {
            Ok(text) if !text.trim().is_empty() => Self::set(&text),
            _ => Ok(Self::machine()),
        }
    }

    /// Whether it was set rather than read off the machine.
    pub const fn is_set(&self) -> bool {
        matches!(self.source, Source::Set { .. })
    }

    /// What the screen says of a clock that was set.
    pub fn note(&self) -> Option<String> {
        let Source::Set { rate, .. } = self.source else {
            return None;
        };
        let now = jiff::Timestamp::from_millisecond(self.now().millis()).unwrap_or_default();
        Some(match rate {
            0.0 => format!("The clock is set to {now:.0} and stands still."),
            1.0 => format!("The clock is set: it is now {now:.0}."),
            _ => format!("The clock is set: it is now {now:.0}, running {rate} times as fast."),
        })
    }

    /// Goes on from an instant that the record has already seen.
    pub fn resume_from(&self, seen: Timestamp) {
        self.origin.fetch_max(seen.millis(), Ordering::SeqCst);
        self.floor.fetch_max(seen.millis(), Ordering::SeqCst);
    }
}

impl Clock for RecordClock {
    fn now(&self) -> Timestamp {
        let now = match self.source {
            Source::Machine => jiff::Timestamp::now().as_millisecond(),
            Source::Set { started, rate } => {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a rate of at most 10^6 over years stays far inside 64 bits"
                )]
                let passed = (started.elapsed().as_secs_f64() * 1000.0 * rate) as i64;
                self.origin.load(Ordering::SeqCst).saturating_add(passed)
            }
        };
        Timestamp::from_millis(self.floor.fetch_max(now, Ordering::SeqCst).max(now))
    }
}
