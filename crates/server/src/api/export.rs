//! Everything out, as one archive.

use std::{
    fs::File,
    io::{self, Read, Seek},
};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use onsite_app::Error;

use super::Failure;
use crate::{error::ApiError, state::Server};

/// Bytes that are read from the archive at a time.
const CHUNK: usize = 256 * 1024;

/// Everything in the record, as a ZIP archive that `onsite import` reads.
#[utoipa::path(get, path = "/api/export", tag = "settings",
    responses((status = 200, content_type = "application/zip", body = [u8],
        description = "The archive"), Failure))]
pub async fn export(State(server): State<Server>) -> Result<Response, ApiError> {
    let (archive, length) = server
        .ask(|app| {
            // Nameless, so that it is gone with the process whatever happens.
            let mut archive = app.export(tempfile::tempfile().map_err(failed)?)?;
            let length = archive.metadata().map_err(failed)?.len();
            archive.rewind().map_err(failed)?;
            Ok((archive, length))
        })
        .await?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"onsite.zip\"".to_owned(),
        ),
        (header::CONTENT_LENGTH, length.to_string()),
    ];
    Ok((
        headers,
        Body::from_stream(stream::unfold(Some(archive), chunk)),
    )
        .into_response())
}

type Chunk = (io::Result<Bytes>, Option<File>);

async fn chunk(archive: Option<File>) -> Option<Chunk> {
    let mut archive = archive?;
    let read = move || {
        let mut bytes = vec![0; CHUNK];
        let read = archive.read(&mut bytes).map(|length| {
            bytes.truncate(length);
            Bytes::from(bytes)
        });
        (read, archive)
    };
    match tokio::task::spawn_blocking(read).await {
        Ok((Ok(bytes), _)) if bytes.is_empty() => None,
        Ok((Ok(bytes), archive)) => Some((Ok(bytes), Some(archive))),
        Ok((Err(cause), _)) => Some((Err(cause), None)),
        Err(panicked) => Some((Err(io::Error::other(panicked)), None)),
    }
}

fn failed(cause: io::Error) -> Error {
    Error::File {
        what: "the archive".to_owned(),
        cause,
    }
}
