//! Work that takes more than a moment: starting it, asking after it, cancelling it.

use axum::{
    Json,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use onsite_app::views::{JobView, RunRequest, SubmitRequest};

use super::{ANSWER, ANSWER_AND_INPUTS, Failure, id};
use crate::{body, error::ApiError, state::Server};

/// Runs an answer on the samples and on own inputs.
#[utoipa::path(post, path = "/api/attempts/{attempt}/runs", tag = "jobs",
    params(("attempt" = String, Path, description = "The attempt's id")),
    request_body = RunRequest,
    responses((status = 202, body = JobView, description = "The job, at Location"), Failure))]
pub async fn run(
    State(server): State<Server>,
    attempt: Path<String>,
    body::Json(asked): body::Json<RunRequest, ANSWER_AND_INPUTS>,
) -> Result<Response, ApiError> {
    let attempt = id("attempt", attempt)?;
    server
        .ask(move |app| app.run(attempt, asked))
        .await
        .map(accepted)
}

/// Hands in an answer, which is kept and then judged on every case.
#[utoipa::path(post, path = "/api/attempts/{attempt}/submissions", tag = "jobs",
    params(("attempt" = String, Path, description = "The attempt's id")),
    request_body = SubmitRequest,
    responses((status = 202, body = JobView, description = "The job, at Location"), Failure))]
pub async fn submit(
    State(server): State<Server>,
    attempt: Path<String>,
    body::Json(asked): body::Json<SubmitRequest, ANSWER>,
) -> Result<Response, ApiError> {
    let attempt = id("attempt", attempt)?;
    server
        .ask(move |app| app.submit(attempt, asked))
        .await
        .map(accepted)
}

/// Searches over a design that was judged: the cheapest counts of its structure, and the one change
/// that helps most. What is found comes with the judgement.
#[utoipa::path(post, path = "/api/submissions/{submission}/search", tag = "jobs",
    params(("submission" = String, Path, description = "The submission's id")),
    responses((status = 202, body = JobView, description = "The job, at Location"), Failure))]
pub async fn search(
    State(server): State<Server>,
    submission: Path<String>,
) -> Result<Response, ApiError> {
    let submission = id("submission", submission)?;
    server
        .ask(move |app| app.search_answer(submission))
        .await
        .map(accepted)
}

/// A job as it stands.
#[utoipa::path(get, path = "/api/jobs/{job}", tag = "jobs",
    params(("job" = String, Path, description = "The job's id")),
    responses((status = 200, body = JobView, description = "The job"), Failure))]
pub async fn job(
    State(server): State<Server>,
    job: Path<String>,
) -> Result<Json<JobView>, ApiError> {
    let job = id("job", job)?;
    server.ask(move |app| app.job(job)).await.map(Json)
}

/// Cancels a job; one that has ended stays as it ended.
#[utoipa::path(delete, path = "/api/jobs/{job}", tag = "jobs",
    params(("job" = String, Path, description = "The job's id")),
    responses((status = 200, body = JobView, description = "The job"), Failure))]
pub async fn cancel(
    State(server): State<Server>,
    job: Path<String>,
) -> Result<Json<JobView>, ApiError> {
    let job = id("job", job)?;
    server.ask(move |app| app.cancel(job)).await.map(Json)
}

fn accepted(job: JobView) -> Response {
    let place = format!("/api/jobs/{}", job.id);
    (StatusCode::ACCEPTED, [(header::LOCATION, place)], Json(job)).into_response()
}
