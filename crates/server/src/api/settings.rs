//! What a person has set.

use axum::{Json, extract::State};
use onsite_app::{App, views::Settings};

use super::{Failure, SMALL};
use crate::{body, error::ApiError, state::Server};

/// The settings.
#[utoipa::path(get, path = "/api/settings", tag = "settings",
    responses((status = 200, body = Settings, description = "The settings"), Failure))]
pub async fn settings(State(server): State<Server>) -> Result<Json<Settings>, ApiError> {
    server.ask(App::settings).await.map(Json)
}

/// Replaces the settings.
#[utoipa::path(put, path = "/api/settings", tag = "settings",
    request_body = Settings,
    responses((status = 200, body = Settings, description = "As stored"), Failure))]
pub async fn set(
    State(server): State<Server>,
    body::Json(settings): body::Json<Settings, SMALL>,
) -> Result<Json<Settings>, ApiError> {
    server
        .ask(move |app| app.set_settings(&settings))
        .await
        .map(Json)
}
