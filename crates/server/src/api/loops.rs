//! Loops: plan one, sit its rounds, seal its scorecards, hold its debrief.

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use onsite_app::{
    App,
    loops::{
        MOST_KIT_BYTES,
        views::{KitFile, KitImport, LoopCard, LoopPage, LoopRequest, NewLoop, PresetView},
    },
    views::{DraftRequest, DraftSaved},
};
use onsite_domain::loops::Entry;

use super::{DRAFT, ESCAPED, Failure, SMALL, id, no_such};
use crate::{body, error::ApiError, state::Server};

/// Most bytes of a body that acts in a loop: the longest text of an entry, escaped.
const ACTION: usize = ESCAPED * 64 * 1024 + SMALL;
/// Most bytes of a body with a scorecard that came back.
const KIT: usize = ESCAPED * MOST_KIT_BYTES + SMALL;

/// The loops that can be planned.
#[utoipa::path(get, path = "/api/presets", tag = "loops",
    responses((status = 200, body = Vec<PresetView>, description = "The presets"), Failure))]
pub async fn presets(State(server): State<Server>) -> Result<Json<Vec<PresetView>>, ApiError> {
    server.ask(|app| Ok(app.presets())).await.map(Json)
}

/// Every loop, newest first.
#[utoipa::path(get, path = "/api/loops", tag = "loops",
    responses((status = 200, body = Vec<LoopCard>, description = "The loops"), Failure))]
pub async fn list(State(server): State<Server>) -> Result<Json<Vec<LoopCard>>, ApiError> {
    server.ask(App::loops).await.map(Json)
}

/// Plans a loop.
#[utoipa::path(post, path = "/api/loops", tag = "loops", request_body = NewLoop,
    responses((status = 200, body = LoopPage, description = "The loop"), Failure))]
pub async fn plan(
    State(server): State<Server>,
    body::Json(asked): body::Json<NewLoop, SMALL>,
) -> Result<Json<LoopPage>, ApiError> {
    server.ask(move |app| app.new_loop(&asked)).await.map(Json)
}

/// A loop with everything its pages need.
#[utoipa::path(get, path = "/api/loops/{loop}", tag = "loops",
    params(("loop" = String, Path, description = "The loop's id")),
    responses((status = 200, body = LoopPage, description = "The loop"), Failure))]
pub async fn page(
    State(server): State<Server>,
    asked: Path<String>,
) -> Result<Json<LoopPage>, ApiError> {
    let asked = id("loop", asked)?;
    server.ask(move |app| app.loop_page(asked)).await.map(Json)
}

/// Acts in a loop; refused where it went on since the page saw it.
#[utoipa::path(post, path = "/api/loops/{loop}/actions", tag = "loops",
    params(("loop" = String, Path, description = "The loop's id")),
    request_body = LoopRequest,
    responses((status = 200, body = LoopPage, description = "As it stands then"), Failure))]
pub async fn act(
    State(server): State<Server>,
    asked: Path<String>,
    body::Json(request): body::Json<LoopRequest, ACTION>,
) -> Result<Json<LoopPage>, ApiError> {
    let asked = id("loop", asked)?;
    server
        .ask(move |app| app.act(asked, request))
        .await
        .map(Json)
}

/// Keeps what is written of a scorecard; the slot is `scorecard_` and the round's number.
#[utoipa::path(put, path = "/api/loops/{loop}/drafts/{slot}", tag = "loops",
    params(("loop" = String, Path, description = "The loop's id"),
           ("slot" = String, Path, description = "Such as `scorecard_0`")),
    request_body = DraftRequest,
    responses((status = 200, body = DraftSaved, description = "What became of it"), Failure))]
pub async fn save_draft(
    State(server): State<Server>,
    Path((asked, slot)): Path<(String, String)>,
    body::Json(request): body::Json<DraftRequest, DRAFT>,
) -> Result<Json<DraftSaved>, ApiError> {
    let asked = id("loop", Path(asked))?;
    let save = move |app: &App| app.save_loop_draft(asked, &slot, request);
    server.ask(save).await.map(Json)
}

/// The timeline of a loop, whole.
#[utoipa::path(get, path = "/api/loops/{loop}/timeline", tag = "loops",
    params(("loop" = String, Path, description = "The loop's id")),
    responses((status = 200, body = Vec<Entry>, description = "Its entries"), Failure))]
pub async fn timeline(
    State(server): State<Server>,
    asked: Path<String>,
) -> Result<Json<Vec<Entry>>, ApiError> {
    let asked = id("loop", asked)?;
    server.ask(move |app| app.timeline(asked)).await.map(Json)
}

/// The interviewer kit of a round, which leaves its scorecard to whoever fills it.
#[utoipa::path(post, path = "/api/loops/{loop}/rounds/{round}/kit", tag = "loops",
    params(("loop" = String, Path, description = "The loop's id"),
           ("round" = u32, Path, description = "The round, from zero")),
    responses((status = 200, body = KitFile, description = "The kit"), Failure))]
pub async fn kit(
    State(server): State<Server>,
    Path((asked, round)): Path<(String, String)>,
) -> Result<Json<KitFile>, ApiError> {
    let asked = id("loop", Path(asked))?;
    let round: u32 = round.parse().map_err(|_| no_such("round", &round))?;
    server.ask(move |app| app.kit(asked, round)).await.map(Json)
}

/// Takes a scorecard that came back from a kit.
#[utoipa::path(post, path = "/api/loops/{loop}/scorecards", tag = "loops",
    params(("loop" = String, Path, description = "The loop's id")),
    request_body = KitImport,
    responses((status = 200, body = LoopPage, description = "As it stands then"), Failure))]
pub async fn import_kit(
    State(server): State<Server>,
    asked: Path<String>,
    body::Json(sent): body::Json<KitImport, KIT>,
) -> Result<Json<LoopPage>, ApiError> {
    let asked = id("loop", asked)?;
    let import = move |app: &App| app.import_kit(asked, &sent.text);
    server.ask(import).await.map(Json)
}

/// The packet of a loop as a Markdown file.
#[utoipa::path(get, path = "/api/loops/{loop}/packet.md", tag = "loops",
    params(("loop" = String, Path, description = "The loop's id")),
    responses((status = 200, content_type = "text/markdown", body = String,
        description = "The packet"), Failure))]
pub async fn packet(
    State(server): State<Server>,
    asked: Path<String>,
) -> Result<Response, ApiError> {
    let asked = id("loop", asked)?;
    let text = server.ask(move |app| app.packet(asked)).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"loop.md\"",
        ),
    ];
    Ok((headers, text).into_response())
}
