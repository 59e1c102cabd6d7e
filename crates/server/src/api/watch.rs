//! A job's progress as server-sent events, which a watcher can go on with where it left.

use std::{collections::VecDeque, convert::Infallible, time::Duration};

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::stream;
use onsite_app::{
    App, Error, ErrorClass, JobWatch,
    views::{JobNotice, JobView},
};
use onsite_domain::id::Id;
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    time::Instant,
};

use super::{Failure, id};
use crate::{error::ApiError, state::Server};

/// Longest time of one stream; the page's own reconnecting goes on from the last notice.
const MOST_TIME: Duration = Duration::from_mins(30);
/// Silence after which a comment keeps the connection open.
const SILENCE: Duration = Duration::from_secs(15);

/// A job's notices as they come, each with its number as id; ends after the last one.
#[utoipa::path(get, path = "/api/jobs/{job}/progress", tag = "jobs",
    params(
        ("job" = String, Path, description = "The job's id"),
        ("Last-Event-ID" = Option<u64>, Header, description = "The last notice that was seen"),
    ),
    responses((status = 200, body = JobNotice, content_type = "text/event-stream",
        description = "One notice per message"),
        (status = 204, description = "It has ended, and its last notice was seen"), Failure))]
pub async fn progress(
    State(server): State<Server>,
    job: Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let job = id("job", job)?;
    let seen = headers
        .get("last-event-id")
        .and_then(|number| number.to_str().ok())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0_u64)
        .min(u64::MAX - 1);
    let permit = server
        .watchers
        .clone()
        .try_acquire_owned()
        .map_err(|_| crowded())?;
    let found = server.ask(move |app| find(app, job, seen)).await?;
    let (watch, waiting) = match found {
        Found::Open(watch) => (Some(watch), VecDeque::new()),
        // Tells the page's own reconnecting that there is nothing more to come.
        Found::Ended(rest) if rest.is_empty() => return Ok(StatusCode::NO_CONTENT.into_response()),
        Found::Ended(rest) => (None, rest),
    };
    let following = Following {
        watch,
        seen,
        waiting,
        ended: false,
        until: Instant::now() + MOST_TIME,
        stopping: server.stopping.clone(),
        _permit: permit,
    };
    let notices = stream::unfold(following, |mut following| async {
        let notice = following.next().await?;
        Some((Ok::<_, Infallible>(message(&notice)), following))
    });
    Ok(Sse::new(notices)
        .keep_alive(KeepAlive::new().interval(SILENCE))
        .into_response())
}

enum Found {
    Open(JobWatch),
    Ended(VecDeque<JobNotice>),
}

fn find(app: &App, job: Id, seen: u64) -> Result<Found, Error> {
    // Watched before its state is asked for, so that an end in between is not missed.
    let watch = app.watch(job);
    let view = app.job(job)?;
    match watch {
        Ok(watch) if view.state.has_ended() => Ok(Found::Ended(watch.after(seen).into())),
        Ok(watch) => Ok(Found::Open(watch)),
        // One that ended in an earlier process, or long ago, is in the record only.
        Err(unknown) if unknown.class() == ErrorClass::NotFound => {
            Ok(Found::Ended(VecDeque::from([last_notice(view, seen + 1)])))
        }
        Err(error) => Err(error),
    }
}

fn last_notice(view: JobView, number: u64) -> JobNotice {
    JobNotice {
        number,
        state: view.state,
        ahead: view.ahead,
        progress: None,
        judgement: view.judgement,
        error: view.error,
    }
}

/// What is left to tell one watcher; without a job to follow, what waits is all there is.
struct Following {
    watch: Option<JobWatch>,
    seen: u64,
    waiting: VecDeque<JobNotice>,
    ended: bool,
    until: Instant,
    stopping: watch::Receiver<bool>,
    _permit: OwnedSemaphorePermit,
}

impl Following {
    async fn next(&mut self) -> Option<JobNotice> {
        while self.waiting.is_empty() {
            // Asked for before waiting, so that a last notice which came meanwhile is not missed.
            self.waiting = self.watch.as_ref()?.after(self.seen).into();
            if self.waiting.is_empty() && (self.ended || !self.wait().await) {
                return None;
            }
        }
        let notice = self.waiting.pop_front()?;
        self.seen = notice.number;
        self.ended |= notice.state.has_ended();
        Some(notice)
    }

    /// Waits for another notice; false once the stream is over.
    async fn wait(&mut self) -> bool {
        let Some(watch) = &mut self.watch else {
            return false;
        };
        tokio::select! {
            more = watch.changed() => {
                // None can come any more, but one may have come before that.
                self.ended |= !more;
                true
            }
            _ = self.stopping.wait_for(|stopping| *stopping) => false,
            () = tokio::time::sleep_until(self.until) => false,
        }
    }
}

fn message(notice: &JobNotice) -> Event {
    let event = Event::default().id(notice.number.to_string());
    match serde_json::to_string(notice) {
        Ok(text) => event.data(text),
        Err(cause) => {
            tracing::error!(%cause, "a notice could not be written");
            event.comment("a notice could not be written")
        }
    }
}

fn crowded() -> ApiError {
    ApiError::new(
        StatusCode::TOO_MANY_REQUESTS,
        "many-watchers",
        "too many pages are watching jobs at once",
        "Close some of Onsite's tabs; this one goes on by itself.",
    )
}
