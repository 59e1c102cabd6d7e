//! Drafts, saved as they are typed.

use axum::{
    Json,
    extract::{Path, State},
};
use onsite_app::views::{DraftRequest, DraftSaved};

use super::{DRAFT, Failure, id};
use crate::{body, error::ApiError, state::Server};

/// Saves a text as typed; a newer one that is stored stays, and is answered with `saved` false.
#[utoipa::path(put, path = "/api/attempts/{attempt}/drafts/{slot}", tag = "attempts",
    params(
        ("attempt" = String, Path, description = "The attempt's id"),
        ("slot" = String, Path, description = "Which of the attempt's texts"),
    ),
    request_body = DraftRequest,
    responses((status = 200, body = DraftSaved, description = "What is stored now"), Failure))]
pub async fn save(
    State(server): State<Server>,
    Path((attempt, slot)): Path<(String, String)>,
    body::Json(draft): body::Json<DraftRequest, DRAFT>,
) -> Result<Json<DraftSaved>, ApiError> {
    let attempt = id("attempt", Path(attempt))?;
    server
        .ask(move |app| app.save_draft(attempt, &slot, draft))
        .await
        .map(Json)
}
