//! What is installed, what protects and what is missing.

use axum::{Json, extract::State};
use onsite_app::views::Doctor;

use super::Failure;
use crate::{error::ApiError, state::Server};

/// What is installed, what protects, what is missing and how to get it.
#[utoipa::path(get, path = "/api/doctor", tag = "settings",
    responses((status = 200, body = Doctor, description = "The checks"), Failure))]
pub async fn doctor(State(server): State<Server>) -> Result<Json<Doctor>, ApiError> {
    server.ask(|app| Ok(app.doctor())).await.map(Json)
}
