//! The API: one file per group of addresses, and the description generated from them.

mod attempts;
mod doctor;
mod drafts;
mod export;
mod jobs;
mod loops;
mod preview;
mod questions;
mod settings;
mod stories;
mod today;
mod watch;

use axum::{
    Router,
    extract::Path,
    routing::{get, post, put},
};
use onsite_domain::id::Id;
use utoipa::OpenApi;

use crate::{
    error::{ApiError, ErrorBody},
    state::Server,
};

/// Most bytes of a body that only says what to do.
const SMALL: usize = 16 * 1024;
/// Ids of questions to draw from: each at most 60 letters, with quotes and a comma.
const DRAWN_FROM: usize = onsite_app::views::MOST_DRAWN_FROM * 64 + SMALL;
/// JSON may write each byte of a text as six.
const ESCAPED: usize = 6;
/// Most bytes of a body with an answer.
const ANSWER: usize = ESCAPED * onsite_domain::answer::MOST_ANSWER_BYTES + SMALL;
/// Most bytes of a body with an answer and ten inputs of 64 KiB.
const ANSWER_AND_INPUTS: usize = ANSWER + ESCAPED * 10 * 64 * 1024;
/// Most bytes of a body with a draft, which is kept even where it is too long for an answer.
const DRAFT: usize = 4 * ANSWER;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Onsite",
        description = "The API of the local server. Every request carries the cookie that \
                       `onsite open` sets; every write also carries the page's Origin."
    ),
    paths(
        today::today,
        questions::questions,
        questions::open,
        questions::attempts_of,
        questions::lists,
        questions::list,
        questions::like_this,
        questions::draw,
        attempts::page,
        attempts::beat,
        attempts::take_hint,
        attempts::give_up,
        attempts::editorial,
        drafts::save,
        preview::preview,
        jobs::run,
        jobs::submit,
        jobs::search,
        jobs::job,
        jobs::cancel,
        watch::progress,
        loops::presets,
        loops::list,
        loops::plan,
        loops::page,
        loops::act,
        loops::save_draft,
        loops::timeline,
        loops::kit,
        loops::import_kit,
        loops::packet,
        stories::list,
        stories::keep,
        stories::page,
        stories::save,
        stories::delete,
        stories::restore,
        settings::settings,
        settings::set,
        doctor::doctor,
        export::export,
    ),
    components(schemas(ErrorBody, onsite_app::views::JobNotice))
)]
struct Description;

/// What every address may answer instead.
#[derive(utoipa::IntoResponses)]
#[response(status = "default", description = "What went wrong, and what to do")]
#[expect(
    dead_code,
    reason = "describes answers; the errors themselves are made by `ApiError`"
)]
struct Failure(ErrorBody);

/// Describes the API, generated from its routes and types.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Description::openapi()
}

/// The routes under `/api`.
pub fn routes() -> Router<Server> {
    Router::new()
        .route("/api/today", get(today::today))
        .route("/api/questions", get(questions::questions))
        .route("/api/lists", get(questions::lists))
        .route("/api/lists/{list}", get(questions::list))
        .route("/api/questions/draw", post(questions::draw))
        .route("/api/questions/{question}/like", get(questions::like_this))
        .route("/api/questions/{question}/open", post(questions::open))
        .route(
            "/api/questions/{question}/attempts",
            get(questions::attempts_of),
        )
        .route("/api/attempts/{attempt}", get(attempts::page))
        .route("/api/attempts/{attempt}/beat", post(attempts::beat))
        .route("/api/attempts/{attempt}/hints", post(attempts::take_hint))
        .route("/api/attempts/{attempt}/give-up", post(attempts::give_up))
        .route(
            "/api/attempts/{attempt}/editorial",
            get(attempts::editorial),
        )
        .route("/api/attempts/{attempt}/drafts/{slot}", put(drafts::save))
        .route("/api/attempts/{attempt}/preview", post(preview::preview))
        .route("/api/attempts/{attempt}/runs", post(jobs::run))
        .route("/api/attempts/{attempt}/submissions", post(jobs::submit))
        .route("/api/submissions/{submission}/search", post(jobs::search))
        .route("/api/jobs/{job}", get(jobs::job).delete(jobs::cancel))
        .route("/api/jobs/{job}/progress", get(watch::progress))
        .route("/api/presets", get(loops::presets))
        .route("/api/loops", get(loops::list).post(loops::plan))
        .route("/api/loops/{loop}", get(loops::page))
        .route("/api/loops/{loop}/actions", post(loops::act))
        .route("/api/loops/{loop}/drafts/{slot}", put(loops::save_draft))
        .route("/api/loops/{loop}/timeline", get(loops::timeline))
        .route("/api/loops/{loop}/rounds/{round}/kit", post(loops::kit))
        .route("/api/loops/{loop}/scorecards", post(loops::import_kit))
        .route("/api/loops/{loop}/packet.md", get(loops::packet))
        .route("/api/stories", get(stories::list).post(stories::keep))
        .route(
            "/api/stories/{story}",
            get(stories::page)
                .put(stories::save)
                .delete(stories::delete),
        )
        .route("/api/stories/{story}/restore", post(stories::restore))
        .route("/api/settings", get(settings::settings).put(settings::set))
        .route("/api/doctor", get(doctor::doctor))
        .route("/api/export", get(export::export))
        .route("/api/openapi.json", get(description))
}

async fn description() -> axum::Json<utoipa::openapi::OpenApi> {
    axum::Json(openapi())
}

/// Reads an identity out of a path; what is none names nothing.
fn id(what: &str, Path(text): Path<String>) -> Result<Id, ApiError> {
    text.parse().map_err(|_| no_such(what, &text))
}

fn no_such(what: &str, text: &str) -> ApiError {
    let shown: String = text.chars().take(60).collect();
    ApiError::new(
        axum::http::StatusCode::NOT_FOUND,
        &format!("unknown-{what}"),
        format!("there is no {what} “{shown}”"),
        "Go back to the list and open it from there.",
    )
}
