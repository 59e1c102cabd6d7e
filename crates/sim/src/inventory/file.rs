//! The file's tables and keys, before anything is checked. `docs/inventory.md` describes each.

use serde::{Deserialize, de::IgnoredAny};
use toml::{Spanned, Value};

use crate::daily::{AskedFile, Text, Whole};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) inventory: Option<Spanned<WorldFile>>,
    #[serde(default)]
    pub(super) item: Vec<Spanned<ItemFile>>,
    #[serde(default)]
    pub(super) policy: Vec<Spanned<PolicyFile>>,
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
    pub(super) inventory: Option<Spanned<WorldFile>>,
    #[serde(default)]
    pub(super) item: Vec<Spanned<ItemFile>>,
    pub(super) objectives: Option<AskedFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WorldFile {
    pub(super) duration: Text,
    pub(super) warm_up: Option<Text>,
    pub(super) shortage: Text,
    pub(super) capacity: Option<Whole>,
    pub(super) overflow_cost: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemFile {
    pub(super) name: Text,
    pub(super) demand: Spanned<DemandFile>,
    pub(super) season: Option<SeasonFile>,
    pub(super) promotion: Option<PromotionFile>,
    pub(super) lead_time: Option<Spanned<Value>>,
    pub(super) holding_cost: Option<Text>,
    pub(super) order_cost: Option<Text>,
    pub(super) shortage_cost: Option<Text>,
    pub(super) backorder_cost: Option<Text>,
    pub(super) waste_cost: Option<Text>,
    pub(super) room: Option<Whole>,
    pub(super) shelf_life: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DemandFile {
    pub(super) distribution: Text,
    pub(super) rate: Text,
    pub(super) cv: Option<Spanned<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeasonFile {
    pub(super) amplitude: Spanned<f64>,
    pub(super) period: Text,
    pub(super) peak: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromotionFile {
    pub(super) every: Text,
    pub(super) duration: Text,
    pub(super) times: Spanned<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyFile {
    pub(super) item: Option<Text>,
    pub(super) review: Option<Text>,
    pub(super) reorder_point: Option<Whole>,
    pub(super) order_up_to: Option<Whole>,
    pub(super) order_quantity: Option<Whole>,
    pub(super) forecast: Option<ForecastFile>,
    pub(super) safety: Option<Spanned<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ForecastFile {
    pub(super) method: Text,
    pub(super) window: Text,
    pub(super) period: Option<Text>,
    pub(super) cycles: Option<Whole>,
}
