//! An interviewer's kit, out and back.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An interviewer kit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct KitFile {
    /// A name for the file.
    pub name: String,
    /// The page, whole; it needs nothing beside it.
    pub html: String,
}

/// A scorecard that came back from a kit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KitImport {
    /// The text of the file.
    pub text: String,
}
