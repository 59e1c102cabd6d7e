//! One attempt: its page, timer, hints, end and editorial.

use axum::{
    Json,
    extract::{Path, State},
};
use onsite_app::{
    App,
    views::{BeatRequest, EditorialView, QuestionPage, TimerView},
};

use super::{Failure, SMALL, id};
use crate::{body, error::ApiError, state::Server};

/// An attempt with everything its page needs.
#[utoipa::path(get, path = "/api/attempts/{attempt}", tag = "attempts",
    params(("attempt" = String, Path, description = "The attempt's id")),
    responses((status = 200, body = QuestionPage, description = "The attempt"), Failure))]
pub async fn page(
    State(server): State<Server>,
    attempt: Path<String>,
) -> Result<Json<QuestionPage>, ApiError> {
    let attempt = id("attempt", attempt)?;
    server.ask(move |app| app.page(attempt)).await.map(Json)
}

/// Beats the timer: every ten seconds while work goes on, and once when it pauses.
#[utoipa::path(post, path = "/api/attempts/{attempt}/beat", tag = "attempts",
    params(("attempt" = String, Path, description = "The attempt's id")),
    request_body = BeatRequest,
    responses((status = 200, body = TimerView, description = "The timer"), Failure))]
pub async fn beat(
    State(server): State<Server>,
    attempt: Path<String>,
    body::Json(asked): body::Json<BeatRequest, SMALL>,
) -> Result<Json<TimerView>, ApiError> {
    let attempt = id("attempt", attempt)?;
    server
        .ask(move |app| app.beat(attempt, asked.running))
        .await
        .map(Json)
}

/// Takes the next hint, which is recorded.
#[utoipa::path(post, path = "/api/attempts/{attempt}/hints", tag = "attempts",
    params(("attempt" = String, Path, description = "The attempt's id")),
    responses((status = 200, body = QuestionPage, description = "With the hint"), Failure))]
pub async fn take_hint(
    State(server): State<Server>,
    attempt: Path<String>,
) -> Result<Json<QuestionPage>, ApiError> {
    let attempt = id("attempt", attempt)?;
    let changed = move |app: &App| {
        app.take_hint(attempt)?;
        app.page(attempt)
    };
    server.ask(changed).await.map(Json)
}

/// Gives up, which is recorded and opens the editorial.
#[utoipa::path(post, path = "/api/attempts/{attempt}/give-up", tag = "attempts",
    params(("attempt" = String, Path, description = "The attempt's id")),
    responses((status = 200, body = QuestionPage, description = "Given up"), Failure))]
pub async fn give_up(
    State(server): State<Server>,
    attempt: Path<String>,
) -> Result<Json<QuestionPage>, ApiError> {
    let attempt = id("attempt", attempt)?;
    let changed = move |app: &App| {
        app.give_up(attempt)?;
        app.page(attempt)
    };
    server.ask(changed).await.map(Json)
}

/// The editorial; 403 until an answer passed or the attempt was given up.
#[utoipa::path(get, path = "/api/attempts/{attempt}/editorial", tag = "attempts",
    params(("attempt" = String, Path, description = "The attempt's id")),
    responses((status = 200, body = EditorialView, description = "The editorial"), Failure))]
pub async fn editorial(
    State(server): State<Server>,
    attempt: Path<String>,
) -> Result<Json<EditorialView>, ApiError> {
    let attempt = id("attempt", attempt)?;
    server
        .ask(move |app| app.editorial(attempt))
        .await
        .map(Json)
}
