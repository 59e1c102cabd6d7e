//! Bodies of requests: JSON up to a limit, with an error that says what is wrong with it.

use std::{future::poll_fn, pin::Pin};

use axum::{
    body::{Body, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use serde::de::DeserializeOwned;

use crate::error::ApiError;

/// Bytes of a body over its limit that are still taken in and dropped: a client that is cut off
/// while it sends often never reads the answer.
const MOST_DROPPED: u64 = 128 * 1024 * 1024;

/// A JSON body of at most `MOST` bytes.
pub struct Json<T, const MOST: usize>(pub T);

impl<S: Sync, T: DeserializeOwned, const MOST: usize> FromRequest<S> for Json<T, MOST> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &S) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            return Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not-json",
                "the body is not marked as JSON",
                "Send it with `Content-Type: application/json`.",
            ));
        }
        let bytes = read(body, MOST).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|cause| {
            let message = if std::str::from_utf8(&bytes).is_err() {
                "the body is not UTF-8".to_owned()
            } else {
                format!("the body cannot be read: {cause}")
            };
            let help = "Send what /api/openapi.json describes for this address.";
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-body", message, help)
        })
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

async fn read(mut body: Body, most: usize) -> Result<Vec<u8>, ApiError> {
    let mut bytes = Vec::new();
    let mut seen = 0_u64;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| cut_off())?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        seen += data.len() as u64;
        if seen <= most as u64 {
            bytes.extend_from_slice(data);
        } else if seen > MOST_DROPPED {
            break;
        }
    }
    if seen <= most as u64 {
        Ok(bytes)
    } else {
        Err(too_large(seen, most))
    }
}

fn cut_off() -> ApiError {
    let message = "the body ended before it was whole";
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "cut-off",
        message,
        "Send it again.",
    )
}

fn too_large(seen: u64, most: usize) -> ApiError {
    ApiError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-large",
        format!("the request has {seen} bytes or more; at most {most} are read here"),
        "Shorten what you hand in: an answer has at most 256 KiB.",
    )
}
