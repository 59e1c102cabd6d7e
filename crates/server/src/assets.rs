//! The web app, embedded in the binary when it was built.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use onsite_domain::hex::hex;
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::{error::ApiError, guard::API, pages};

#[derive(RustEmbed)]
#[folder = "../../web/build"]
#[allow_missing = true]
struct Web;

/// Files whose names carry a hash of what they hold.
const HASHED: &str = "_app/immutable/";
const PAGE: &str = "index.html";

/// Answers whatever no route of the API takes.
pub async fn fallback(request: Request) -> Response {
    let (method, path) = (request.method(), request.uri().path());
    if path.starts_with(API) {
        return unknown(method, request.uri()).into_response();
    }
    if !matches!(*method, Method::GET | Method::HEAD) {
        return wrong_method(&request);
    }
    let name = path.trim_start_matches('/');
    let is_page = !name.rsplit('/').next().unwrap_or(name).contains('.');
    let found = if is_page { None } else { Web::get(name) };
    match found {
        Some(file) => answer(name, &file, request.headers()),
        None if !is_page => unknown(method, request.uri()).into_response(),
        None => match Web::get(PAGE) {
            Some(page) => answer(PAGE, &page, request.headers()),
            None => pages::not_built(),
        },
    }
}

/// Answers a request whose address is known and whose method is not.
pub fn wrong_method(request: &Request) -> Response {
    let message = format!("{} is not for {}", request.uri().path(), request.method());
    let help = "/api/openapi.json lists the addresses of the API; pages are only read.";
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "wrong-method",
        message,
        help,
    )
    .into_response()
}

fn unknown(method: &Method, uri: &Uri) -> ApiError {
    let message = format!("there is nothing at {method} {}", uri.path());
    let help = "/api/openapi.json lists the addresses of the API; pages start at /.";
    ApiError::new(StatusCode::NOT_FOUND, "unknown-address", message, help)
}

fn answer(name: &str, file: &EmbeddedFile, asked: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..16]));
    let kept = if name.starts_with(HASHED) {
        "private, max-age=31536000, immutable"
    } else {
        "private, no-cache"
    };
    let has_it = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|tags| tags.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag));
    let mut response = if has_it {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [(
            header::CONTENT_TYPE,
            HeaderValue::from_static(media_type(name)),
        )];
        (kind, file.data.clone()).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// The media types of what a web app is built of; anything else is bytes.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
