//! The file's tables and keys, before anything is checked. `docs/drift.md` describes each.

use serde::{Deserialize, de::IgnoredAny};
use toml::Spanned;

use crate::daily::{AskedFile, Text, Whole};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) drift: Option<Spanned<WorldFile>>,
    #[serde(default)]
    pub(super) shift: Vec<Spanned<ShiftFile>>,
    #[serde(default)]
    pub(super) monitor: Vec<Spanned<MonitorFile>>,
    pub(super) training: Option<Spanned<TrainingFile>>,
    pub(super) objectives: Option<AskedFile>,
    pub(super) claim: Option<AskedFile>,
    /// Read by who asked for it; a run does not.
    #[serde(rename = "framing")]
    _framing: Option<IgnoredAny>,
}

/// The world where it stands apart.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApartFile {
    pub(super) drift: Option<Spanned<WorldFile>>,
    #[serde(default)]
    pub(super) shift: Vec<Spanned<ShiftFile>>,
    pub(super) objectives: Option<AskedFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorldFile {
    pub(super) duration: Text,
    pub(super) warm_up: Text,
    pub(super) decisions: Whole,
    pub(super) base_rate: Spanned<f64>,
    pub(super) separation: Spanned<f64>,
    pub(super) bins: Option<Whole>,
    pub(super) label_delay: Option<Text>,
    pub(super) false_negative_cost: Text,
    pub(super) false_positive_cost: Text,
    pub(super) training_cost: Option<Text>,
    pub(super) training_time: Option<Text>,
    pub(super) alarm_cost: Option<Text>,
    pub(super) tolerance: Option<Spanned<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShiftFile {
    pub(super) kind: Text,
    pub(super) by: Spanned<f64>,
    pub(super) at: Option<Text>,
    pub(super) over: Option<Text>,
    pub(super) until: Option<Text>,
    pub(super) period: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MonitorFile {
    pub(super) kind: Text,
    pub(super) threshold: Spanned<f64>,
    pub(super) window: Option<Text>,
    pub(super) every: Option<Text>,
    pub(super) allowance: Option<Spanned<f64>>,
    pub(super) then: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TrainingFile {
    pub(super) window: Text,
    pub(super) half_life: Option<Text>,
    pub(super) every: Option<Text>,
    pub(super) on_alarm: Option<bool>,
    pub(super) wait: Option<Text>,
}
