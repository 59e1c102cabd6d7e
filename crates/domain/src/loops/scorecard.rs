//! A scorecard: notes, ratings that cite what was seen, and a vote.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{evidence::Observer, id::Id};

/// How a candidate compares with those who hold the role at the level today.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    /// Nothing was seen of it.
    NotObserved,
    /// Below the bar.
    Below,
    /// At the bar.
    Meets,
    /// Raises the bar: better than half of those who hold the role.
    Raises,
}

/// An overall recommendation; there is no neutral one.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Vote {
    /// Strongly against.
    StrongNoHire,
    /// Against.
    NoHire,
    /// For.
    Hire,
    /// Strongly for.
    StrongHire,
}

impl Vote {
    /// Every vote, from against to for.
    pub const ALL: [Self; 4] = [
        Self::StrongNoHire,
        Self::NoHire,
        Self::Hire,
        Self::StrongHire,
    ];

    /// Whether it is for hiring.
    pub const fn is_for(self) -> bool {
        matches!(self, Self::Hire | Self::StrongHire)
    }

    /// The vote that follows from ratings, by rule; nothing where nothing was observed.
    ///
    /// With none below the bar it is hire, and strong hire where more than half raise it. With any
    /// below it is no hire, and strong no hire where more than half are below.
    pub fn of_ratings<'a>(ratings: impl IntoIterator<Item = &'a FocusRating>) -> Option<Self> {
        let (mut below, mut raises, mut observed) = (0, 0, 0);
        for rating in ratings {
            observed += u32::from(rating.rating != Rating::NotObserved);
            below += u32::from(rating.rating == Rating::Below);
            raises += u32::from(rating.rating == Rating::Raises);
        }
        match (below, observed) {
            (_, 0) => None,
            (0, _) if 2 * raises > observed => Some(Self::StrongHire),
            (0, _) => Some(Self::Hire),
            _ if 2 * below > observed => Some(Self::StrongNoHire),
            _ => Some(Self::NoHire),
        }
    }

    /// The vote after reading everything, by rule: one step towards what all ratings together say.
    #[must_use]
    pub fn after_reading<'a>(self, all: impl IntoIterator<Item = &'a FocusRating>) -> Self {
        let Some(together) = Self::of_ratings(all) else {
            return self;
        };
        let place = Self::ALL.iter().position(|vote| *vote == self).unwrap_or(0);
        match self.cmp(&together) {
            std::cmp::Ordering::Less => Self::ALL[place + 1],
            std::cmp::Ordering::Equal => self,
            std::cmp::Ordering::Greater => Self::ALL[place - 1],
        }
    }
}

/// What a statement rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "cite", rename_all = "snake_case")]
pub enum Cite {
    /// A moment of this loop, by its entry's number.
    Moment {
        /// The entry.
        entry: u32,
    },
    /// A piece of evidence of the record.
    Evidence {
        /// The evidence.
        evidence: Id,
    },
}

/// A rating of one competency or principle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FocusRating {
    /// The competency or principle.
    pub focus: String,
    /// The rating.
    pub rating: Rating,
    /// Who rated.
    pub by: Observer,
    /// What it rests on; needed where the rating is not at the bar.
    pub cites: Vec<Cite>,
}

/// One interviewer's view of one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Scorecard {
    /// The version of the form it was written on.
    pub form_version: u32,
    /// What was asked and answered, strong and weak points.
    pub notes: String,
    /// One rating for each focus of the round.
    pub ratings: Vec<FocusRating>,
    /// The recommendation.
    pub vote: Vote,
}
