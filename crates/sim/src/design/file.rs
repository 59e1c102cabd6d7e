//! The file's tables and keys, before anything is checked. `docs/designs.md` describes each.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};
use toml::{Spanned, Value};

/// A text with its place in the file.
pub(super) type Text = Spanned<String>;
/// A number with its place in the file.
pub(super) type Whole = Spanned<i64>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DesignFile {
    #[serde(default)]
    pub(super) component: Vec<Spanned<ComponentFile>>,
    #[serde(default)]
    pub(super) link: Vec<Spanned<LinkFile>>,
    pub(super) load: Option<Spanned<LoadFile>>,
    pub(super) fault: Option<Vec<Spanned<FaultFile>>>,
    pub(super) objectives: Option<BTreeMap<String, Spanned<Value>>>,
    pub(super) claim: Option<BTreeMap<String, Spanned<Value>>>,
    /// Read by who asked for it; a run does not.
    #[serde(rename = "framing")]
    _framing: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScenarioFile {
    pub(super) load: Option<Spanned<LoadFile>>,
    pub(super) fault: Option<Vec<Spanned<FaultFile>>>,
    pub(super) objectives: Option<BTreeMap<String, Spanned<Value>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ComponentFile {
    pub(super) name: Text,
    pub(super) kind: Option<Text>,
    /// Which of a question's parts it is.
    pub(super) part: Option<Text>,
    /// Where it stands on a canvas; a run does not care.
    #[serde(rename = "at")]
    _at: Option<[f64; 2]>,
    pub(super) instances: Option<Whole>,
    /// A number, or "unlimited".
    pub(super) concurrency: Option<Spanned<Value>>,
    pub(super) service: Option<Spanned<Value>>,
    pub(super) errors: Option<Spanned<f64>>,
    pub(super) queue: Option<QueueFile>,
    pub(super) pick: Option<Text>,
    pub(super) hold: Option<bool>,
    pub(super) batch: Option<Spanned<BatchFile>>,
    pub(super) cache: Option<Spanned<CacheFile>>,
    pub(super) job: Option<Spanned<JobFile>>,
    pub(super) replicas: Option<Spanned<ReplicasFile>>,
    pub(super) autoscale: Option<Spanned<AutoscaleFile>>,
    pub(super) stage: Option<Spanned<StageFile>>,
    pub(super) knows_after: Option<Spanned<Value>>,
    pub(super) zones: Option<Whole>,
    pub(super) price: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QueueFile {
    pub(super) limit: Option<Whole>,
    pub(super) when_full: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BatchFile {
    pub(super) size: Whole,
    pub(super) wait: Text,
    pub(super) each: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CacheFile {
    pub(super) capacity: Option<Whole>,
    pub(super) ttl: Option<Text>,
    pub(super) keys: Option<Spanned<KeysFile>>,
    pub(super) policy: Option<Text>,
    pub(super) coalesce: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JobFile {
    pub(super) every: Text,
    pub(super) calls: Whole,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageFile {
    pub(super) auc: Option<Spanned<f64>>,
    pub(super) threshold: Option<Spanned<f64>>,
    pub(super) recall: Option<Spanned<f64>>,
    pub(super) false_positive_rate: Option<Spanned<f64>>,
    pub(super) most: Option<Whole>,
    pub(super) share: Option<Spanned<f64>>,
    pub(super) each: Option<Text>,
    pub(super) fades: Option<Spanned<FadesFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FadesFile {
    pub(super) half: Text,
    pub(super) trained_by: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ItemsFile {
    pub(super) count: Whole,
    pub(super) positives: Spanned<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AutoscaleFile {
    pub(super) min: Whole,
    pub(super) max: Whole,
    pub(super) target_utilization: Spanned<f64>,
    pub(super) every: Option<Text>,
    pub(super) delay: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReplicasFile {
    pub(super) count: Whole,
    pub(super) lag: Option<Spanned<Value>>,
    pub(super) read: Option<Whole>,
    pub(super) write: Option<Whole>,
    pub(super) failover: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeysFile {
    pub(super) count: i64,
    #[serde(default)]
    pub(super) zipf: f64,
}

/// A law that is written as a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LawFile {
    pub(super) distribution: String,
    pub(super) mean: Option<String>,
    pub(super) cv: Option<f64>,
    pub(super) low: Option<String>,
    pub(super) high: Option<String>,
    pub(super) fast: Option<String>,
    pub(super) slow: Option<String>,
    pub(super) share: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LinkFile {
    pub(super) from: Text,
    pub(super) to: Text,
    pub(super) share: Option<Spanned<f64>>,
    pub(super) fan_out: Option<Whole>,
    pub(super) step: Option<Whole>,
    pub(super) latency: Option<Spanned<Value>>,
    pub(super) timeout: Option<Text>,
    pub(super) retries: Option<Whole>,
    pub(super) backoff: Option<Text>,
    pub(super) budget: Option<Spanned<f64>>,
    pub(super) optional: Option<bool>,
    pub(super) detached: Option<bool>,
    pub(super) in_flight: Option<Whole>,
    pub(super) only: Option<Vec<Text>>,
    pub(super) hedge: Option<Text>,
    pub(super) breaker: Option<Spanned<BreakerFile>>,
    /// A rate, or a table.
    pub(super) limit: Option<Spanned<Value>>,
    pub(super) priority: Option<Whole>,
    pub(super) writes: Option<bool>,
    pub(super) when: Option<Text>,
    pub(super) unanswered: Option<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BreakerFile {
    pub(super) errors: Spanned<f64>,
    pub(super) window: Text,
    pub(super) open: Text,
    pub(super) calls: Option<Whole>,
}

/// A limit that is written as a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitFile {
    pub(super) rate: String,
    pub(super) burst: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LoadFile {
    pub(super) entry: Text,
    pub(super) arrivals: Option<Text>,
    pub(super) rate: Option<Text>,
    pub(super) users: Option<Whole>,
    pub(super) think: Option<Spanned<Value>>,
    pub(super) warm_up: Option<Text>,
    pub(super) duration: Text,
    pub(super) deadline: Option<Text>,
    pub(super) keys: Option<Spanned<KeysFile>>,
    pub(super) items: Option<ItemsFile>,
    pub(super) ages: Option<Spanned<Value>>,
    pub(super) burst: Option<BurstFile>,
    pub(super) trace: Option<Vec<StepFile>>,
    pub(super) diurnal: Option<Spanned<DiurnalFile>>,
    #[serde(default)]
    pub(super) mix: Vec<TypeFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BurstFile {
    pub(super) rate: Text,
    pub(super) length: Text,
    pub(super) calm: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StepFile {
    pub(super) at: Text,
    pub(super) rate: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DiurnalFile {
    pub(super) amplitude: Spanned<f64>,
    pub(super) period: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TypeFile {
    pub(super) name: Text,
    pub(super) share: Spanned<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FaultFile {
    pub(super) at: Text,
    #[serde(rename = "for")]
    pub(super) duration: Option<Text>,
    pub(super) kind: Text,
    pub(super) component: Option<Text>,
    pub(super) fraction: Option<Spanned<f64>>,
    pub(super) times: Option<Spanned<f64>>,
    pub(super) errors: Option<Spanned<f64>>,
    pub(super) zone: Option<Whole>,
    pub(super) other: Option<Text>,
}
