//! What a person has set.

use onsite_domain::{code::Language, loops::Target};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a person has set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// The language new answers start in.
    pub language: Language,
    /// Vim keys in the editor.
    pub vim: bool,
    /// Editor font size, in pixels (11 to 24).
    pub editor_px: u32,
    /// Whether the timer is shown.
    pub show_timer: bool,
    /// Share of the width that the statement takes, in percent (20 to 80).
    pub split_columns: u32,
    /// Share of the height that the editor takes, in percent (20 to 90).
    pub split_rows: u32,
    /// What the person prepares for.
    pub target: Target,
    /// Whether the first page shows the first quarter of an hour until it has been held.
    pub offer_first_quarter: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            language: Language::Python,
            vim: false,
            editor_px: 14,
            show_timer: true,
            split_columns: 42,
            split_rows: 62,
            target: Target::default(),
            offer_first_quarter: true,
        }
    }
}

/// Colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}
