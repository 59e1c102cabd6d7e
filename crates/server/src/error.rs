//! The one error of the API: a message for outside, a cause for the log.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use onsite_app::{Error, ErrorClass};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What every error answers with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ErrorBody {
    /// Stable name, such as `unknown-question`.
    pub code: String,
    /// What went wrong, and where.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A request that failed.
#[derive(Debug)]
pub struct ApiError {
    /// HTTP status.
    pub status: StatusCode,
    /// What is answered.
    pub body: ErrorBody,
}

impl ApiError {
    /// An error with its words.
    pub fn new(
        status: StatusCode,
        code: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let body = ErrorBody {
            code: code.to_owned(),
            message: message.into(),
            help: help.into(),
        };
        Self { status, body }
    }

    /// A fault of ours: the cause goes to the log, once, and not to the page.
    pub fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error.cause = %chain(cause), "a request failed by a fault of ours");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "Onsite failed at this by a fault of its own.",
            "Try again. If it stays, run `onsite doctor` and look at what the server printed.",
        )
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let status = match error.class() {
            ErrorClass::NotFound => StatusCode::NOT_FOUND,
            ErrorClass::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorClass::Locked => StatusCode::FORBIDDEN,
            ErrorClass::Conflict => StatusCode::CONFLICT,
            ErrorClass::Busy => StatusCode::TOO_MANY_REQUESTS,
            ErrorClass::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            ErrorClass::Stopping => StatusCode::SERVICE_UNAVAILABLE,
            ErrorClass::Internal => {
                tracing::error!(error.cause = %chain(&error), "a use case failed");
                StatusCode::INTERNAL_SERVER_ERROR
            }
        };
        Self::new(status, error.code(), error.to_string(), error.help())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let retry = match self.status {
            StatusCode::TOO_MANY_REQUESTS => Some("2"),
            StatusCode::SERVICE_UNAVAILABLE => Some("5"),
            _ => None,
        };
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(seconds) = retry {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    // Causes nest a handful deep; the limit is for an error that is its own source.
    for _ in 0..16 {
        let Some(inner) = cause else { break };
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
