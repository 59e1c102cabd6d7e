//! The first page.

use axum::{Json, extract::State};
use onsite_app::{App, views::Today};

use super::Failure;
use crate::{error::ApiError, state::Server};

/// What to do next: open attempts, first steps, a suggestion.
#[utoipa::path(get, path = "/api/today", tag = "practise",
    responses((status = 200, body = Today, description = "What to do next"), Failure))]
pub async fn today(State(server): State<Server>) -> Result<Json<Today>, ApiError> {
    server.ask(App::today).await.map(Json)
}
