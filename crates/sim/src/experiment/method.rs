//! Decision rules: when to stop, and for what.

use super::{
    boundary::{Boundaries, Shape},
    normal::upper_point,
};

/// How the data decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// One test, at the end.
    Fixed,
    /// The test of one look, repeated at every look.
    Naive,
    /// The same stricter critical value at every look (Pocock 1977).
    Pocock,
    /// Critical values that fall with the square root of the look (O'Brien and Fleming 1979).
    OBrienFleming,
    /// Mixture sequential probability ratio test (Robbins 1970; Johari, Pekelis and Walsh 2015).
    Msprt,
    /// Probability under a normal posterior that the lift is above zero.
    Bayesian,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 6] = [
        Self::Fixed,
        Self::Naive,
        Self::Pocock,
        Self::OBrienFleming,
        Self::Msprt,
        Self::Bayesian,
    ];
    /// The names of all, in the same order.
    pub const NAMES: [&str; 6] = [
        "fixed",
        "naive",
        "pocock",
        "obrien_fleming",
        "msprt",
        "bayesian",
    ];

    /// The name in a plan.
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// What is known of the difference between the arms at a look.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Treatment's mean less control's.
    pub estimate: f64,
    /// Its variance as the test sees it, such as with both arms pooled.
    pub tested: f64,
    /// Its variance as the interval sees it.
    pub variance: f64,
}

/// What a rule says at a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet.
    None,
    /// The treatment is significantly better.
    Above,
    /// It is significantly worse.
    Below,
    /// It is stopped as harmful, without a claim of significance.
    Harm,
}

/// A method prepared for a plan: comparisons of squares, no p-value is ever worked out.
#[derive(Clone, Debug)]
pub struct Rule {
    kind: Kind,
    two_sided: bool,
    /// Square of the critical value of the stop for harm.
    harm: Option<f64>,
    /// Square of the critical value of the plain interval.
    interval: f64,
}

#[derive(Clone, Debug)]
enum Kind {
    /// Squares of critical values, look by look.
    Bounds(Boundaries, Vec<f64>),
    /// Variance of the mixture, and twice the logarithm of one over alpha.
    Mixture(f64, f64),
    /// Variance of the prior, and the square of the point where the posterior decides.
    Posterior(f64, f64),
}

/// What a rule is made of.
pub struct Terms {
    pub method: Method,
    pub alpha: f64,
    pub sides: u8,
    pub looks: usize,
    /// Variance of the mixture or of the prior.
    pub prior: f64,
    /// Probability from which the posterior decides.
    pub threshold: f64,
    /// One-sided level of the stop for harm at every look.
    pub harm: Option<f64>,
}

impl Rule {
    pub fn new(terms: &Terms) -> Self {
        let &Terms {
            method,
            alpha,
            sides,
            looks,
            ..
        } = terms;
        let bounds = |boundaries: Boundaries| {
            let squares = boundaries.upper.iter().map(|bound| bound * bound).collect();
            Kind::Bounds(boundaries, squares)
        };
        let critical = upper_point(alpha / f64::from(sides));
        let kind = match method {
            Method::Fixed | Method::Naive => bounds(Boundaries::flat(critical, looks, sides)),
            Method::Pocock => bounds(Boundaries::spending(Shape::Pocock, alpha, looks, sides)),
            Method::OBrienFleming => bounds(Boundaries::spending(
                Shape::OBrienFleming,
                alpha,
                looks,
                sides,
            )),
            Method::Msprt => Kind::Mixture(terms.prior, -2.0 * libm::log(alpha)),
            Method::Bayesian => {
                let point = upper_point(1.0 - terms.threshold);
                Kind::Posterior(terms.prior, point * point)
            }
        };
        let (interval, harm) = (upper_point(alpha / 2.0), terms.harm.map(upper_point));
        Self {
            kind,
            two_sided: sides == 2,
            harm: harm.map(|point| point * point),
            interval: interval * interval,
        }
    }

    /// Critical values of the statistic, where they do not depend on the data.
    pub const fn boundaries(&self) -> Option<&Boundaries> {
        match &self.kind {
            Kind::Bounds(boundaries, _) => Some(boundaries),
            _ => None,
        }
    }

    /// Size of the statistic that is just significant at a look, from zero, where the variance of
    /// the estimate is `variance`.
    pub fn critical(&self, look: usize, variance: f64) -> f64 {
        let square = match &self.kind {
            Kind::Bounds(_, squares) => squares[look],
            &Kind::Mixture(prior, doubled) => mixed(variance, prior, doubled),
            &Kind::Posterior(prior, point) => point * (1.0 + variance / prior),
        };
        libm::sqrt(square)
    }

    /// Decides at a look, from zero. A variance of zero or without an end never divides.
    #[inline]
    pub fn decide(&self, look: usize, reading: &Reading) -> Decision {
        let square = reading.estimate * reading.estimate;
        let needed = match &self.kind {
            Kind::Bounds(_, squares) => squares[look] * reading.tested,
            // What needs no logarithm is a lower bound, and settles most looks.
            &Kind::Mixture(prior, doubled)
                if square <= reading.tested * (1.0 + reading.tested / prior) * doubled =>
            {
                f64::INFINITY
            }
            &Kind::Mixture(prior, doubled) => mixture(reading.tested, prior, doubled),
            // P(lift > 0) = Φ(estimate·√(prior / (variance·(prior + variance)))).
            &Kind::Posterior(prior, point) => {
                point * reading.tested * (1.0 + reading.tested / prior)
            }
        };
        if square > needed {
            if reading.estimate > 0.0 {
                return Decision::Above;
            }
            if self.two_sided {
                return Decision::Below;
            }
        }
        match self.harm {
            Some(harm) if reading.estimate < 0.0 && square > harm * reading.tested => {
                Decision::Harm
            }
            _ => Decision::None,
        }
    }

    /// Whether the method's interval of level one less alpha holds the truth.
    #[inline]
    pub fn covers(&self, reading: &Reading, truth: f64) -> bool {
        let off = reading.estimate - truth;
        let half = match self.kind {
            Kind::Bounds(..) => self.interval * reading.variance,
            Kind::Mixture(prior, doubled) => mixture(reading.variance, prior, doubled),
            Kind::Posterior(prior, _) => {
                // The posterior is shrunk towards zero, its variance the harmonic sum.
                let kept = 1.0 / (1.0 + reading.variance / prior);
                let off = reading.estimate * kept - truth;
                return off * off <= self.interval * reading.variance * kept;
            }
        };
        off * off <= half
    }
}

/// Square of the estimate at which the likelihood ratio of a normal mixture reaches one over
/// alpha; `doubled` is `2·ln(1/alpha)`.
fn mixture(variance: f64, prior: f64, doubled: f64) -> f64 {
    variance * mixed(variance, prior, doubled)
}

/// The same of the statistic.
fn mixed(variance: f64, prior: f64, doubled: f64) -> f64 {
    (1.0 + variance / prior) * (doubled + libm::log1p(prior / variance))
}
