//! Who may ask: host, origin and secret of every request, and the headers of every answer.
//!
//! The server runs code, so a page of another site, another local server or a renamed address
//! must get nothing from it, whatever the browser would send along.

use std::{net::SocketAddr, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{error::ApiError, pages, secret::Secret, state::Server};

/// Longest path and query that are read, in bytes.
const MOST_URI_BYTES: usize = 2048;
/// Longest time from the request's head to the answer's, body included.
const MOST_TIME: Duration = Duration::from_mins(1);
/// How long a browser keeps the login, in seconds: a year.
const LOGIN_SECONDS: u32 = 365 * 24 * 60 * 60;
/// Where the API lives.
pub const API: &str = "/api/";

/// Scripts, pictures, fonts and requests from here only; styles also inline, because the editor
/// writes its own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                      manifest-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

/// What is known of who may ask.
pub struct Guard {
    hosts: Vec<String>,
    origins: Vec<String>,
    cookie: String,
    secret: Secret,
}

impl Guard {
    /// Lets in who comes to `address` with `secret`.
    pub fn new(address: SocketAddr, secret: Secret) -> Self {
        let port = address.port();
        let names = ["127.0.0.1", "localhost", "[::1]"];
        let mut hosts: Vec<String> = names.iter().map(|name| format!("{name}:{port}")).collect();
        if port == 80 {
            hosts.extend(names.map(str::to_owned));
        }
        let origins = hosts.iter().map(|host| format!("http://{host}")).collect();
        Self {
            hosts,
            origins,
            cookie: format!("onsite_{port}"),
            secret,
        }
    }

    fn knows_host(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        let known = |host: &str| {
            self.hosts
                .iter()
                .any(|known| known.eq_ignore_ascii_case(host))
        };
        let mut named = headers.get_all(header::HOST).iter();
        let (first, second) = (named.next(), named.next());
        let host = first.and_then(|host| host.to_str().ok()).is_some_and(known);
        host && second.is_none() && uri.authority().is_none_or(|name| known(name.as_str()))
    }

    fn is_from_here(&self, method: &Method, headers: &HeaderMap, is_api: bool) -> bool {
        let writes = !matches!(*method, Method::GET | Method::HEAD);
        let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
        let origin = headers.get(header::ORIGIN).map(HeaderValue::to_str);
        let site_fits = match site {
            None | Some(b"same-origin") => true,
            Some(b"none") => !writes,
            Some(_) => !writes && !is_api,
        };
        let origin_fits = match origin {
            Some(Ok(origin)) => self.origins.iter().any(|known| known == origin),
            Some(Err(_)) => false,
            None => !writes,
        };
        site_fits && origin_fits
    }

    fn has_key(&self, headers: &HeaderMap) -> bool {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .any(|(name, value)| name == self.cookie && self.secret.is(value))
    }

    /// Turns the secret of an address into the cookie.
    fn log_in(&self, given: &str, headers: &HeaderMap) -> Response {
        if !self.secret.is(given) {
            return pages::denied();
        }
        // A browser that was led here from another page withholds strict cookies on a redirect.
        let led = headers
            .get("sec-fetch-site")
            .is_some_and(|site| site != "none");
        let mut response = if led {
            pages::opening()
        } else {
            (StatusCode::SEE_OTHER, [(header::LOCATION, "/")]).into_response()
        };
        let cookie = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={LOGIN_SECONDS}",
            self.cookie,
            self.secret.reveal()
        );
        if let Ok(mut value) = HeaderValue::from_str(&cookie) {
            value.set_sensitive(true);
            response.headers_mut().insert(header::SET_COOKIE, value);
        }
        response
    }
}

/// Lets a request through to its route, or says why not; every answer gets its headers here.
pub async fn protect(State(server): State<Server>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&server.guard, &request) {
        Some(refused) => refused,
        None => match tokio::time::timeout(MOST_TIME, next.run(request)).await {
            Ok(response) => response,
            Err(_) => too_slow().into_response(),
        },
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    let kept = HeaderValue::from_static("no-store");
    headers.entry(header::CACHE_CONTROL).or_insert(kept);
    response
}

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    // By which another start knows whose port it is.
    ("server", crate::serve::NAME),
];

fn refusal(guard: &Guard, request: &Request) -> Option<Response> {
    let (headers, uri) = (request.headers(), request.uri());
    let is_api = uri.path().starts_with(API);
    if uri
        .path_and_query()
        .is_some_and(|path| path.as_str().len() > MOST_URI_BYTES)
    {
        return Some(long_address().into_response());
    }
    if !guard.knows_host(headers, uri) {
        return Some(foreign_host(guard).into_response());
    }
    if !guard.is_from_here(request.method(), headers, is_api) {
        return Some(foreign_origin(guard).into_response());
    }
    if uri.path() == "/"
        && request.method() == Method::GET
        && let Some(given) = given_secret(uri)
    {
        return Some(guard.log_in(given, headers));
    }
    if guard.has_key(headers) {
        return None;
    }
    Some(if is_api {
        no_key().into_response()
    } else {
        pages::denied()
    })
}

fn given_secret(uri: &Uri) -> Option<&str> {
    uri.query()?
        .split('&')
        .find_map(|pair| pair.strip_prefix("secret="))
}

fn no_key() -> ApiError {
    ApiError::new(
        StatusCode::UNAUTHORIZED,
        "no-key",
        "this request does not carry the key to Onsite",
        "Run `onsite open` in a terminal; it opens the page with its key.",
    )
}

fn foreign_host(guard: &Guard) -> ApiError {
    ApiError::new(
        StatusCode::FORBIDDEN,
        "foreign-host",
        "Onsite does not answer under this host name",
        format!("Ask for http://{}.", guard.hosts[0]),
    )
}

fn foreign_origin(guard: &Guard) -> ApiError {
    ApiError::new(
        StatusCode::FORBIDDEN,
        "foreign-origin",
        "this request does not come from Onsite's own page",
        format!(
            "Use the page that `onsite open` opens; a script sends `Origin: {}` when it writes.",
            guard.origins[0]
        ),
    )
}

fn long_address() -> ApiError {
    ApiError::new(
        StatusCode::URI_TOO_LONG,
        "long-address",
        format!("the address is longer than {MOST_URI_BYTES} bytes"),
        "Shorten it; no page of Onsite needs one that long.",
    )
}

fn too_slow() -> ApiError {
    ApiError::new(
        StatusCode::REQUEST_TIMEOUT,
        "too-slow",
        format!(
            "the request was not done within {} seconds",
            MOST_TIME.as_secs()
        ),
        "Try again; if the machine is busy, wait for what it runs.",
    )
}
