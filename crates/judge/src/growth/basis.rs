//! The functions that classes of growth stand for, and how sums of them are fitted to points.

use onsite_domain::growth::GrowthClass;

/// One point: the size and what was measured there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample {
    /// The size.
    pub(crate) n: f64,
    /// What was measured, above zero.
    pub(crate) y: f64,
    /// The relative standard error of that, from inputs of the same size.
    pub(crate) spread: f64,
}

/// A term of a fitted sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Term {
    /// `n^power log^logs n`.
    Power(f64, i32),
    /// What making numbers costs beyond a size: Python makes the numbers up to 256 only once.
    Late(Late),
    /// `base^n`.
    Exponential(f64),
}

/// Where numbers are made anew: how often, beyond which size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Late {
    pub(crate) of: Made,
    pub(crate) from: f64,
}

/// Which numbers are made anew beyond a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Made {
    /// Those of one loop: `n - from`.
    Each,
    /// Those of one of two loops: `n (n - from)`.
    OfOne,
    /// The larger of a pair: `n^2 - from^2`.
    OfLarger,
    /// The smaller of a pair, or what pairs come to: `(n - from)^2`.
    OfSmaller,
}

impl Made {
    /// How many there are.
    fn count(self, n: f64, from: f64) -> f64 {
        let beyond = (n - from).max(0.0);
        match self {
            Self::Each => beyond,
            Self::OfOne => n * beyond,
            Self::OfLarger => (n + from) * beyond,
            Self::OfSmaller => beyond * beyond,
        }
    }

    /// The power of n that they grow with.
    const fn power(self) -> f64 {
        match self {
            Self::Each => 1.0,
            Self::OfOne | Self::OfLarger | Self::OfSmaller => 2.0,
        }
    }
}

/// Most that the smallest size may save, as a share of its cost.
const MOST_SAVED: f64 = 0.5;
/// Most that making numbers may cost, as a share of what is done with them.
const MOST_LATE: f64 = 0.5;
/// Most terms of one class.
const MOST_TERMS: usize = 5;

impl Term {
    /// Its value, as a share of its value at the largest size.
    fn at(self, n: f64, largest: f64) -> f64 {
        match self {
            Self::Power(power, logs) => {
                let log = |n: f64| (n + 1.0).log2();
                (n / largest).powf(power) * (log(n) / log(largest)).powi(logs)
            }
            Self::Late(Late { of, from }) => of.count(n, from) / of.count(largest, from).max(1.0),
            Self::Exponential(base) => base.powf(n - largest),
        }
    }
}

/// The terms of a class: the constant first, then lower ones, the leading ones last, and how many
/// lead.
pub(crate) fn terms(class: GrowthClass, late: Option<Late>) -> (Vec<Term>, usize) {
    let p = Term::Power;
    let one = p(0.0, 0);
    let (mut lower, leading) = match class {
        GrowthClass::Constant => (vec![], one),
        GrowthClass::Logarithmic => (vec![one], p(0.0, 1)),
        GrowthClass::SquareRoot => (vec![one], p(0.5, 0)),
        GrowthClass::Linear => (vec![one, p(0.0, 1)], p(1.0, 0)),
        GrowthClass::Linearithmic => (vec![one, p(1.0, 0)], p(1.0, 1)),
        GrowthClass::LinearSquareRoot => (vec![one, p(1.0, 0)], p(1.5, 0)),
        GrowthClass::Quadratic => (vec![one, p(1.0, 0)], p(2.0, 0)),
        GrowthClass::QuadraticLogarithmic => (vec![one, p(1.0, 0), p(2.0, 0)], p(2.0, 1)),
        GrowthClass::Cubic => (vec![one, p(1.0, 0), p(2.0, 0)], p(3.0, 0)),
        GrowthClass::Exponential => (vec![one, p(1.0, 0)], Term::Exponential(2.0)),
    };
    let alone = matches!(class, GrowthClass::Linear | GrowthClass::Quadratic);
    let mut lead = 1;
    if let Some(late) = late {
        lower.push(Term::Late(late));
        lead += usize::from(alone);
    }
    lower.push(leading);
    (lower, lead)
}

/// How numbers may be made late in a class.
pub(crate) const fn made_late(class: GrowthClass) -> &'static [Made] {
    match class {
        GrowthClass::Linear | GrowthClass::Linearithmic => &[Made::Each],
        GrowthClass::Quadratic | GrowthClass::QuadraticLogarithmic => {
            &[Made::OfOne, Made::OfLarger, Made::OfSmaller]
        }
        _ => &[],
    }
}

/// A sum of terms fitted to points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fitted {
    terms: Vec<Term>,
    weights: Vec<f64>,
    lead: usize,
    largest: f64,
    /// Root of the mean square of the relative errors.
    pub(crate) misfit: f64,
}

impl Fitted {
    /// The fitted value at a size.
    pub(crate) fn at(&self, n: f64) -> f64 {
        let values = self.terms.iter().zip(&self.weights);
        values
            .map(|(term, weight)| weight * term.at(n, self.largest))
            .sum()
    }

    /// The share of the leading terms in the value at the largest size.
    pub(crate) fn leading_share(&self) -> f64 {
        let all: f64 = self.weights.iter().map(|w| w.max(0.0)).sum();
        let leading: f64 = self.weights.iter().rev().take(self.lead).sum();
        leading.max(0.0) / all.max(f64::MIN_POSITIVE)
    }
}

/// Fits the terms by least squares of relative errors, no weight below zero.
pub(crate) fn fit(terms: &[Term], lead: usize, samples: &[Sample], largest: f64) -> Option<Fitted> {
    let rows: Vec<Vec<f64>> = samples
        .iter()
        .map(|s| terms.iter().map(|t| t.at(s.n, largest) / s.y).collect())
        .collect();
    let mut best: Option<(f64, Vec<f64>)> = None;
    // There are few terms, so that every set of them that may be above zero can be tried.
    for set in 1_u32..1 << terms.len().min(MOST_TERMS) {
        let chosen: Vec<usize> = (0..terms.len()).filter(|j| set & (1 << j) != 0).collect();
        let Some(solved) = solve(&rows, &chosen) else {
            continue;
        };
        if solved.iter().any(|w| !w.is_finite()) {
            continue;
        }
        let mut weights = vec![0.0; terms.len()];
        for (j, weight) in chosen.iter().zip(solved) {
            weights[*j] = weight;
        }
        // What small sizes save, such as numbers that are made only once, is a constant below zero.
        let saved = samples.first().map_or(0.0, |s| MOST_SAVED * s.y);
        if weights[0] < -saved || weights[1..].iter().any(|w| *w < 0.0) {
            continue;
        }
        if late_is_dear(terms, &weights) {
            continue;
        }
        let error = mean_square(&rows, &weights);
        if error.is_finite() && best.as_ref().is_none_or(|(known, _)| error < *known) {
            best = Some((error, weights));
        }
    }
    best.map(|(error, weights)| Fitted {
        terms: terms.to_vec(),
        weights,
        lead,
        largest,
        misfit: error.sqrt(),
    })
}

/// Whether making numbers would cost more than what is done with them.
fn late_is_dear(terms: &[Term], weights: &[f64]) -> bool {
    let value = |wanted: Term| {
        let found = terms.iter().position(|t| *t == wanted);
        found.map_or(0.0, |at| weights[at])
    };
    terms.iter().zip(weights).any(|(term, weight)| match term {
        Term::Late(late) => *weight > MOST_LATE * value(Term::Power(late.of.power(), 0)),
        _ => false,
    })
}

fn mean_square(rows: &[Vec<f64>], weights: &[f64]) -> f64 {
    let error = |row: &Vec<f64>| -> f64 {
        let value: f64 = row.iter().zip(weights).map(|(x, w)| x * w).sum();
        (value - 1.0).powi(2)
    };
    rows.iter().map(error).sum::<f64>() / as_f64(rows.len().max(1))
}

/// Solves the normal equations for the chosen columns; every row should come to one.
fn solve(rows: &[Vec<f64>], chosen: &[usize]) -> Option<Vec<f64>> {
    let size = chosen.len();
    let mut matrix = vec![vec![0.0; size + 1]; size];
    for row in rows {
        for (i, a) in chosen.iter().enumerate() {
            for (j, b) in chosen.iter().enumerate() {
                matrix[i][j] += row[*a] * row[*b];
            }
            matrix[i][size] += row[*a];
        }
    }
    for column in 0..size {
        let pivot = (column..size).max_by(|a, b| {
            matrix[*a][column]
                .abs()
                .total_cmp(&matrix[*b][column].abs())
        })?;
        matrix.swap(column, pivot);
        let head = matrix[column][column];
        if !head.is_finite() || head.abs() < f64::MIN_POSITIVE {
            return None;
        }
        for other in 0..size {
            if other != column {
                let factor = matrix[other][column] / head;
                let taken: Vec<f64> = matrix[column].iter().map(|x| factor * x).collect();
                for (x, taken) in matrix[other].iter_mut().zip(taken) {
                    *x -= taken;
                }
            }
        }
    }
    Some((0..size).map(|i| matrix[i][size] / matrix[i][i]).collect())
}

/// A count as a number to compute with.
pub(crate) fn as_f64(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
