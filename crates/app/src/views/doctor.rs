//! What is installed, what protects, and what is missing.

use serde::Serialize;
use utoipa::ToSchema;

/// What is installed, what protects, what is missing and how to get it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Doctor {
    /// Version of Onsite.
    pub version: String,
    /// The checks, in order.
    pub checks: Vec<DoctorCheck>,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DoctorCheck {
    /// What, such as `Python` or `memory limit`.
    pub name: String,
    /// How it is.
    pub status: DoctorStatus,
    /// What was found.
    pub found: String,
    /// What to do, where something is missing.
    pub help: Option<String>,
}

/// How a checked thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DoctorStatus {
    /// There.
    Ok,
    /// Works, but weaker than it could.
    Weak,
    /// Missing.
    Missing,
}
