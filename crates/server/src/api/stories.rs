//! Kept stories: each is stored once, and told for several questions.

use axum::{
    Json,
    extract::{Path, State},
};
use onsite_app::{
    App,
    stories::{
        MOST_STORY_BYTES,
        views::{NewStory, StoryList, StoryPage, StoryRequest, StorySaved},
    },
};

use super::{ANSWER, ESCAPED, Failure, SMALL, id};
use crate::{body, error::ApiError, state::Server};

/// Most bytes of a body with a story, which is kept even where it is too long to be told.
const STORY: usize = ESCAPED * MOST_STORY_BYTES + SMALL;

/// Every kept story, last changed first.
#[utoipa::path(get, path = "/api/stories", tag = "stories",
    responses((status = 200, body = StoryList, description = "The stories"), Failure))]
pub async fn list(State(server): State<Server>) -> Result<Json<StoryList>, ApiError> {
    server.ask(App::stories).await.map(Json)
}

/// Keeps a new story: an empty one, or what was told.
#[utoipa::path(post, path = "/api/stories", tag = "stories", request_body = NewStory,
    responses((status = 200, body = StoryPage, description = "The story"), Failure))]
pub async fn keep(
    State(server): State<Server>,
    body::Json(asked): body::Json<NewStory, ANSWER>,
) -> Result<Json<StoryPage>, ApiError> {
    server.ask(move |app| app.new_story(&asked)).await.map(Json)
}

/// A kept story with everything its page needs.
#[utoipa::path(get, path = "/api/stories/{story}", tag = "stories",
    params(("story" = String, Path, description = "The story's id")),
    responses((status = 200, body = StoryPage, description = "The story"), Failure))]
pub async fn page(
    State(server): State<Server>,
    story: Path<String>,
) -> Result<Json<StoryPage>, ApiError> {
    let story = id("story", story)?;
    server.ask(move |app| app.story(story)).await.map(Json)
}

/// Saves a story as typed; a newer one that is kept stays, and is answered with `saved` false.
#[utoipa::path(put, path = "/api/stories/{story}", tag = "stories",
    params(("story" = String, Path, description = "The story's id")),
    request_body = StoryRequest,
    responses((status = 200, body = StorySaved, description = "What became of it"), Failure))]
pub async fn save(
    State(server): State<Server>,
    story: Path<String>,
    body::Json(asked): body::Json<StoryRequest, STORY>,
) -> Result<Json<StorySaved>, ApiError> {
    let story = id("story", story)?;
    server
        .ask(move |app| app.save_story(story, asked))
        .await
        .map(Json)
}

/// Deletes a story; what was told of it stays.
#[utoipa::path(delete, path = "/api/stories/{story}", tag = "stories",
    params(("story" = String, Path, description = "The story's id")),
    responses((status = 200, body = StoryPage, description = "As it was"), Failure))]
pub async fn delete(
    State(server): State<Server>,
    story: Path<String>,
) -> Result<Json<StoryPage>, ApiError> {
    let story = id("story", story)?;
    server
        .ask(move |app| app.delete_story(story))
        .await
        .map(Json)
}

/// Brings back a story that was deleted.
#[utoipa::path(post, path = "/api/stories/{story}/restore", tag = "stories",
    params(("story" = String, Path, description = "The story's id")),
    request_body = StoryRequest,
    responses((status = 200, body = StoryPage, description = "The story"), Failure))]
pub async fn restore(
    State(server): State<Server>,
    story: Path<String>,
    body::Json(asked): body::Json<StoryRequest, STORY>,
) -> Result<Json<StoryPage>, ApiError> {
    let story = id("story", story)?;
    server
        .ask(move |app| app.restore_story(story, asked))
        .await
        .map(Json)
}
