//! The list of questions, and opening one.

use axum::{
    Json,
    extract::{Path, State},
};
use onsite_app::{
    App,
    views::{AttemptView, OpenRequest, QuestionList, QuestionPage},
};

use super::{Failure, SMALL};
use crate::{body, error::ApiError, state::Server};

/// Every question, with where one stands.
#[utoipa::path(get, path = "/api/questions", tag = "practise",
    responses((status = 200, body = QuestionList, description = "Every question"), Failure))]
pub async fn questions(State(server): State<Server>) -> Result<Json<QuestionList>, ApiError> {
    server.ask(App::questions).await.map(Json)
}

/// Opens a question: the open attempt, else the latest one unless a fresh one is asked for, else a
/// new one.
#[utoipa::path(post, path = "/api/questions/{question}/open", tag = "practise",
    params(("question" = String, Path, description = "The question's id")),
    request_body = OpenRequest,
    responses((status = 200, body = QuestionPage, description = "The question, opened"), Failure))]
pub async fn open(
    State(server): State<Server>,
    Path(question): Path<String>,
    body::Json(asked): body::Json<OpenRequest, SMALL>,
) -> Result<Json<QuestionPage>, ApiError> {
    server
        .ask(move |app| app.open(&question, asked.fresh))
        .await
        .map(Json)
}

/// The attempts on a question, newest first.
#[utoipa::path(get, path = "/api/questions/{question}/attempts", tag = "practise",
    params(("question" = String, Path, description = "The question's id")),
    responses((status = 200, body = [AttemptView], description = "Newest first"), Failure))]
pub async fn attempts_of(
    State(server): State<Server>,
    Path(question): Path<String>,
) -> Result<Json<Vec<AttemptView>>, ApiError> {
    server
        .ask(move |app| app.attempts_of(&question))
        .await
        .map(Json)
}
