//! The list of questions, and opening one.

use axum::{
    Json,
    extract::{Path, State},
};
use onsite_app::{
    App,
    views::{
        AttemptView, DrawRequest, Drawn, LikeThis, ListCard, ListView, OpenRequest, QuestionList,
        QuestionPage,
    },
};

use super::{DRAWN_FROM, Failure, SMALL};
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

/// Every list, with how much of it is done.
#[utoipa::path(get, path = "/api/lists", tag = "practise",
    responses((status = 200, body = [ListCard], description = "Every list"), Failure))]
pub async fn lists(State(server): State<Server>) -> Result<Json<Vec<ListCard>>, ApiError> {
    server.ask(App::lists).await.map(Json)
}

/// A list with its questions in order.
#[utoipa::path(get, path = "/api/lists/{list}", tag = "practise",
    params(("list" = String, Path, description = "The list's id")),
    responses((status = 200, body = ListView, description = "The list"), Failure))]
pub async fn list(
    State(server): State<Server>,
    Path(list): Path<String>,
) -> Result<Json<ListView>, ApiError> {
    server.ask(move |app| app.list(&list)).await.map(Json)
}

/// Questions like one, not solved yet.
#[utoipa::path(get, path = "/api/questions/{question}/like", tag = "practise",
    params(("question" = String, Path, description = "The question's id")),
    responses((status = 200, body = [LikeThis], description = "The most like first"), Failure))]
pub async fn like_this(
    State(server): State<Server>,
    Path(question): Path<String>,
) -> Result<Json<Vec<LikeThis>>, ApiError> {
    server
        .ask(move |app| app.like_this(&question))
        .await
        .map(Json)
}

/// Draws one of some questions by chance.
#[utoipa::path(post, path = "/api/questions/draw", tag = "practise",
    request_body = DrawRequest,
    responses((status = 200, body = Drawn, description = "The question drawn"), Failure))]
pub async fn draw(
    State(server): State<Server>,
    body::Json(asked): body::Json<DrawRequest, DRAWN_FROM>,
) -> Result<Json<Drawn>, ApiError> {
    server
        .ask(move |app| app.draw(&asked.among))
        .await
        .map(Json)
}
