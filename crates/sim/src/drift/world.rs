//! A world that drifts, and what is done about it.
//!
//! Something that is decided on has a score x: normal with variance one around +d/2 where the answer
//! is yes, and around −d/2 where it is no. The model sees x in bins that were all alike likely at
//! first. What shifts moves the share of yes, where x lies, or what x means.

/// A world, its monitors and its training.
#[derive(Clone, Debug)]
pub(crate) struct Drift {
    /// Days that are measured.
    pub(crate) days: u32,
    /// Days before those, from which the first model learns.
    pub(crate) warm_up: u32,
    /// Decisions a day.
    pub(super) decisions: u64,
    /// Share of yes before anything shifts.
    pub(super) base_rate: f64,
    /// Distance between the two normals.
    pub(super) separation: f64,
    pub(super) bins: usize,
    /// Ends of the bins, without the outermost.
    pub(super) edges: Vec<f64>,
    /// Days from a decision to its label.
    pub(super) label_delay: u32,
    pub(super) costs: Costs,
    /// Days that a training takes.
    pub(super) training_time: u32,
    /// Excess cost, as a share of the best cost, from which on a model is a bad one.
    pub(super) tolerance: f64,
    pub(super) shifts: Vec<Shift>,
    pub(super) monitors: Vec<Monitor>,
    pub(super) training: Training,
}

/// Dollars.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    pub(super) false_negative: f64,
    pub(super) false_positive: f64,
    pub(super) training: f64,
    /// Of an alarm that somebody looks at.
    pub(super) alarm: f64,
}

/// What moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Moves {
    /// The log-odds of yes.
    Prior,
    /// Where x lies; what it means stays.
    Feature,
    /// What x means; where it lies stays.
    Concept,
    /// The share of decisions whose x is lost and is read as the highest.
    Broken,
}

/// How far the odds of yes, where x lies and what it means have moved, and the share that is lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moved([f64; 4]);

/// Something that moves, counted in days from the start of what is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    pub(super) moves: Moves,
    /// How far.
    pub(super) by: f64,
    pub(super) course: Course,
}

/// When and how it moves.
#[derive(Clone, Copy, Debug)]
pub(super) enum Course {
    /// From a day on, over some days, until another day.
    Step {
        at: u32,
        over: u32,
        until: Option<u32>,
    },
    /// There and back, as a sine.
    Seasonal { period: f64 },
}

/// What raises alarms, and what these lead to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Monitor {
    pub(super) statistic: Statistic,
    pub(super) then: Then,
}

/// What follows an alarm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Then {
    /// A training, where these start on alarms.
    Train,
    /// Somebody looks, and nothing changes.
    Look,
    /// The days that it rests on are left out of trainings and of sums of wrong decisions.
    SetAside,
}

/// What is watched.
#[derive(Clone, Copy, Debug)]
pub(super) enum Statistic {
    /// The population stability index of the inputs of a window against those of the training.
    Stability {
        window: u32,
        every: u32,
        threshold: f64,
    },
    /// The cumulative sum of a day's wrong decisions over those that are expected, in standard
    /// deviations.
    Sum {
        expected: Expected,
        allowance: f64,
        threshold: f64,
    },
}

/// Which share of wrong decisions is expected.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expected {
    /// That of the training: a cumulative sum.
    Training,
    /// The mean of all days since the sum began: the test of Page and Hinkley.
    Mean,
}

/// When a model is trained again, and on what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Training {
    /// Days with labels that it learns from.
    pub(super) window: u32,
    /// Days after which a day counts half.
    pub(super) half_life: Option<f64>,
    pub(super) every: Option<u32>,
    pub(super) on_alarm: bool,
    /// Days from an alarm to the start of its training.
    pub(super) wait: u32,
}

/// Each bin on one day: its share of what is decided on, and the share of yes in it.
#[derive(Clone, Debug)]
pub(super) struct Bins {
    pub(super) share: Vec<f64>,
    pub(super) yes: Vec<f64>,
}

impl Bins {
    /// The same where a share of x is lost and is read as the highest.
    fn lose(mut self, lost: f64) -> Self {
        let rate: f64 = self.share.iter().zip(&self.yes).map(|(s, y)| s * y).sum();
        for share in &mut self.share {
            *share *= 1.0 - lost;
        }
        if let (Some(share), Some(yes)) = (self.share.last_mut(), self.yes.last_mut()) {
            *yes = (*share * *yes + lost * rate) / (*share + lost);
            *share += lost;
        }
        self
    }
}

/// The normal distribution up to x.
pub(super) fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

impl Shift {
    /// How far it is on a day.
    fn on(&self, day: i64) -> f64 {
        match self.course {
            Course::Seasonal { period } => {
                self.by * libm::sin(std::f64::consts::TAU * day as f64 / period)
            }
            Course::Step { at, over, until } => {
                let gone = day - i64::from(at);
                if gone < 0 || until.is_some_and(|until| day >= i64::from(until)) {
                    0.0
                } else if gone < i64::from(over) {
                    self.by * (gone + 1) as f64 / f64::from(over)
                } else {
                    self.by
                }
            }
        }
    }
}

impl Drift {
    /// How far everything has moved on a day, counted from the start of what is measured.
    pub(super) fn moved(&self, day: i64) -> Moved {
        let all = [Moves::Prior, Moves::Feature, Moves::Concept, Moves::Broken];
        Moved(all.map(|moves| {
            let shifts = self.shifts.iter().filter(|shift| shift.moves == moves);
            shifts.map(|shift| shift.on(day)).sum()
        }))
    }

    /// The bins where everything has moved so far.
    pub(super) fn on(&self, Moved([odds, feature, concept, lost]): Moved) -> Bins {
        let odds = libm::log(self.base_rate / (1.0 - self.base_rate)) + odds;
        let prior = 1.0 / (1.0 + libm::exp(-odds));
        let bins = self.bins_of(prior, feature, concept);
        let lost = lost.clamp(0.0, 1.0);
        if lost > 0.0 { bins.lose(lost) } else { bins }
    }

    /// Bins of a share of yes, after x has moved and what it means has.
    pub(super) fn bins_of(&self, prior: f64, feature: f64, concept: f64) -> Bins {
        let half = self.separation / 2.0;
        // Up to an edge, by class; what x means is read where it was before it moved.
        let masses = |moved: f64| -> Vec<(f64, f64)> {
            let up_to = |edge: f64, centre: f64| normal(edge - centre - moved);
            let mut low = (0.0, 0.0);
            let mut bins = Vec::with_capacity(self.bins);
            for at in 0..self.bins {
                let high = self
                    .edges
                    .get(at)
                    .map_or((1.0, 1.0), |&edge| (up_to(edge, half), up_to(edge, -half)));
                bins.push((prior * (high.0 - low.0), (1.0 - prior) * (high.1 - low.1)));
                low = high;
            }
            bins
        };
        let lies = masses(feature);
        let means = masses(concept);
        Bins {
            share: lies.iter().map(|(yes, no)| yes + no).collect(),
            yes: means
                .iter()
                .map(|(yes, no)| (yes / (yes + no).max(f64::MIN_POSITIVE)).clamp(0.0, 1.0))
                .collect(),
        }
    }

    /// Whether to say yes pays where this share is yes.
    pub(super) fn pays(&self, yes: f64) -> bool {
        yes * self.costs.false_negative > (1.0 - yes) * self.costs.false_positive
    }

    /// The days on which something begins to move, in order, each once.
    pub(super) fn onsets(&self) -> Vec<u32> {
        let mut days: Vec<u32> = self
            .shifts
            .iter()
            .flat_map(|shift| match shift.course {
                // What was broken and is mended again is nothing to be found.
                Course::Step { at, .. } if shift.moves == Moves::Broken => [Some(at), None],
                Course::Step { at, until, .. } => [Some(at), until],
                Course::Seasonal { .. } => [None, None],
            })
            .flatten()
            .filter(|day| *day < self.days)
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}
