//! A design under review: what may be wrong with it, what a candidate says is wrong, and what the
//! runs say to that.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::simulated::{Figure, Objective};

/// Most risks of one answer: naming everything is no review.
pub const MOST_RISKS: usize = 12;
/// Flaws that are to be found for each risk that the runs refute.
pub const FOUND_FOR_REFUTED: u32 = 2;

/// What belongs to a `design` question whose design is given, to be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The design under review: a file as `docs/designs.md` describes it, of the question's parts.
    pub given: String,
    /// The worst that it has to survive, as faults.
    pub hazards: String,
    /// What is wrong with it, and what only looks so.
    pub suspects: Vec<Suspect>,
}

impl Review {
    /// The flaws: what is wrong, without what only looks so.
    pub fn flaws(&self) -> impl Iterator<Item = &Suspect> {
        self.suspects.iter().filter(|suspect| suspect.real)
    }
}

/// Something that a reviewer may suspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspect {
    /// Its name in the misses of shipped answers.
    pub id: String,
    /// What is suspected, in a line.
    pub title: String,
    /// Components of the given design at which a reviewer may name it.
    pub components: Vec<String>,
    /// Kinds of trouble under which a reviewer may name it.
    pub troubles: Vec<Trouble>,
    /// Whether it is so. A design has to be told apart from what only looks wrong.
    #[serde(default = "yes")]
    pub real: bool,
    /// What an interviewer asks as long as a flaw is not found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probe: Option<String>,
    /// Why it is so, or is not, in Markdown, for whoever has named it.
    pub because: String,
}

const fn yes() -> bool {
    true
}

impl Suspect {
    /// What a run says to a risk that names it, where its test is a good one.
    pub const fn state(&self) -> Found {
        if self.real {
            Found::Confirmed
        } else {
            Found::Refuted
        }
    }

    /// Whether a component and a kind of trouble name it.
    pub fn is_named(&self, component: &str, trouble: Trouble) -> bool {
        self.components.iter().any(|name| name == component) && self.troubles.contains(&trouble)
    }
}

/// A kind of trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// Too few for what comes.
    Overload,
    /// Nothing stands in for it.
    SinglePoint,
    /// It waits for something slow without an end.
    SlowDependency,
    /// Calls that failed are made again and keep it full.
    RetryStorm,
    /// What waits is never turned away.
    UnboundedQueue,
    /// It has forgotten what it kept.
    ColdCache,
    /// One instance gets most of it.
    HotKey,
    /// What it tells is too old.
    Stale,
    /// It loses what is worth finding.
    RecallLoss,
    /// It costs more than it may.
    Cost,
}

impl Trouble {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Overload,
        Self::SinglePoint,
        Self::SlowDependency,
        Self::RetryStorm,
        Self::UnboundedQueue,
        Self::ColdCache,
        Self::HotKey,
        Self::Stale,
        Self::RecallLoss,
        Self::Cost,
    ];

    /// The name in a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Overload => "overload",
            Self::SinglePoint => "single_point",
            Self::SlowDependency => "slow_dependency",
            Self::RetryStorm => "retry_storm",
            Self::UnboundedQueue => "unbounded_queue",
            Self::ColdCache => "cold_cache",
            Self::HotKey => "hot_key",
            Self::Stale => "stale",
            Self::RecallLoss => "recall_loss",
            Self::Cost => "cost",
        }
    }

    /// What it is, in words.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Overload => "Overload: too few for what comes",
            Self::SinglePoint => "Single point of failure: nothing stands in for it",
            Self::SlowDependency => "Slow dependency: it waits for too long, and so does all else",
            Self::RetryStorm => "Retry storm: calls that failed are made again and keep it full",
            Self::UnboundedQueue => "Queue without a limit: what waits is never turned away",
            Self::ColdCache => "Cold cache: what it has forgotten is asked of others",
            Self::HotKey => "Hot key: one instance gets most of it",
            Self::Stale => "Stale: what it tells is too old",
            Self::RecallLoss => "Recall lost: it drops what is worth finding",
            Self::Cost => "Cost: more than it may be",
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a risk is about: the kind of trouble and the objective of these names.
///
/// # Errors
///
/// Which of them there is not, and which there are.
pub fn about<'o>(
    objectives: &'o [Objective],
    trouble: &str,
    breaks: &str,
) -> Result<(Trouble, &'o Objective), String> {
    let Some(kind) = Trouble::named(trouble) else {
        let known = Trouble::ALL.map(Trouble::name);
        return Err(format!(
            "risk: trouble \"{trouble}\" is not known; write one of {}",
            known.join(", ")
        ));
    };
    let Some(objective) = objectives.iter().find(|o| o.figure == breaks) else {
        let known: Vec<&str> = objectives.iter().map(|o| o.figure.as_str()).collect();
        return Err(format!(
            "risk: breaks \"{breaks}\" is no objective here; write one of {}",
            known.join(", ")
        ));
    };
    Ok((kind, objective))
}

/// What the runs say to an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewDetail {
    /// The risks, in the answer's order.
    pub risks: Vec<RiskDetail>,
    /// Flaws that were found.
    pub found: u32,
    /// Flaws that no confirmed risk names, in the question's order.
    pub missed: Vec<Missed>,
    /// Most risks that may be refuted beside what was found.
    pub most_refuted: u32,
}

impl ReviewDetail {
    /// Risks that the runs refuted.
    pub fn refuted(&self) -> usize {
        let refuted = |risk: &&RiskDetail| risk.state == Found::Refuted;
        self.risks.iter().filter(refuted).count()
    }

    /// Whether more was refuted than what was found makes up for.
    pub fn names_too_much(&self) -> bool {
        self.refuted() > self.most_refuted as usize
    }
}

/// A flaw that was not found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Missed {
    /// Its name in the package.
    pub id: String,
    /// What an interviewer asks.
    pub probe: String,
    /// Whether a risk names it whose run decides nothing.
    pub undecided: bool,
}

/// A risk as the runs found it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RiskDetail {
    /// The component it was named at.
    pub component: String,
    /// The kind of trouble, in words.
    pub trouble: String,
    /// What was tried, in words.
    pub test: String,
    /// The objective that was said to break.
    pub objective: Objective,
    /// What its figure is, in words.
    pub title: String,
    /// What the run says.
    pub state: Found,
    /// The figure under the test, where the run could give it.
    pub figure: Option<Figure>,
    /// The same figure without the test.
    pub without: Option<Figure>,
    /// The flaw, or what only looks like one, that it names.
    pub names: Option<String>,
    /// The reason that was given.
    pub why: String,
    /// What there is to say to it, in Markdown.
    pub notes: Vec<String>,
}

/// What a run says to a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// The objective breaks under the test.
    Confirmed,
    /// The objective is met under the test.
    Refuted,
    /// The run decides neither, or it breaks without the test too.
    Undecided,
}
