//! What is asked of a preview.

use onsite_domain::answer::Answer;
use serde::Deserialize;
use utoipa::ToSchema;

/// Asks for one short run of an answer as it stands, which is not kept.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// The answer.
    pub answer: Answer,
    /// The scenario, by its name in objectives.
    pub scenario: String,
    /// What breaks besides, as tables `[[fault]]` of a file; names are those of the answer.
    #[serde(default)]
    pub faults: String,
    /// How many times as many requests come as the scenario says.
    #[serde(default = "as_many")]
    pub load: f64,
}

const fn as_many() -> f64 {
    1.0
}
