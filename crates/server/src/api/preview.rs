//! A short run of an answer as it stands, answered at once.

use axum::{
    Json,
    extract::{Path, State},
};
use onsite_app::views::PreviewRequest;
use onsite_domain::design_run::Preview;

use super::{ANSWER, Failure, id};
use crate::{body, error::ApiError, state::Server};

/// Runs an answer once as it stands and with what is tried on top of it; a later preview of the same
/// attempt cuts it off. Nothing of it is kept.
#[utoipa::path(post, path = "/api/attempts/{attempt}/preview", tag = "attempts",
    params(("attempt" = String, Path, description = "The attempt's id")),
    request_body = PreviewRequest,
    responses((status = 200, body = Preview, description = "What the run gave"), Failure))]
pub async fn preview(
    State(server): State<Server>,
    attempt: Path<String>,
    body::Json(asked): body::Json<PreviewRequest, ANSWER>,
) -> Result<Json<Preview>, ApiError> {
    let attempt = id("attempt", attempt)?;
    server
        .ask(move |app| app.preview(attempt, &asked))
        .await
        .map(Json)
}
