//! A server on a fresh data directory, and requests to it.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, request::Builder},
};
use onsite_app::{App, Config, Helper, clock::RecordClock};
use onsite_server::{Secret, Server, router};
use serde_json::Value;
use tokio::{runtime::Runtime, sync::watch};
use tower::ServiceExt as _;

/// The word that turns this binary into the sandbox's helper.
pub const HELPER: &str = "__sandbox";
/// Where the server believes to listen.
pub const HOST: &str = "127.0.0.1:4400";
/// The origin of its pages.
pub const ORIGIN: &str = "http://127.0.0.1:4400";

/// Far more than any answer takes.
const PATIENCE: Duration = Duration::from_mins(3);
const MOST_BODY: usize = 64 * 1024 * 1024;

/// A server and what it stands on.
pub struct Site {
    pub app: App,
    pub secret: Secret,
    pub runtime: Runtime,
    router: Router,
    _stop: watch::Sender<bool>,
    _data: tempfile::TempDir,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Site {
    pub fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        // No question here needs Python packages; a file where their folder would be keeps this
        // from installing any.
        std::fs::write(data.path().join("python"), "").unwrap();
        let program = std::env::current_exe().unwrap();
        let config = Config {
            data: data.path().to_owned(),
            bank: Some(root().join("bank")),
            helper: Helper {
                program,
                arguments: vec![HELPER.into()],
            },
            clock: RecordClock::machine(),
            workers: 1,
        };
        let app = App::start(config).unwrap();
        let secret = Secret::of(data.path()).unwrap();
        let (stop, stopping) = watch::channel(false);
        let address: SocketAddr = HOST.parse().unwrap();
        let server = Server::new(app.clone(), address, secret.clone(), stopping);
        Self {
            app,
            secret,
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap(),
            router: router(server),
            _stop: stop,
            _data: data,
        }
    }

    /// Sends a request as it stands.
    pub fn send(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let whole = async {
                let response = self.router.clone().oneshot(request).await.unwrap();
                let (parts, body) = response.into_parts();
                let body = to_bytes(body, MOST_BODY).await.unwrap().to_vec();
                Answer {
                    status: parts.status,
                    headers: parts.headers,
                    body,
                }
            };
            tokio::time::timeout(PATIENCE, whole)
                .await
                .expect("the answer ends")
        })
    }

    /// A request of the page: host, cookie and origin as a browser sends them.
    pub fn request(&self, method: &str, path: &str) -> Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", HOST)
            .header("origin", ORIGIN)
            .header("sec-fetch-site", "same-origin")
            .header("cookie", self.cookie())
    }

    pub fn cookie(&self) -> String {
        format!("onsite_4400={}", self.secret.reveal())
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path).body(Body::empty()).unwrap())
    }

    pub fn with_json(&self, method: &str, path: &str, body: &Value) -> Answer {
        let request = self
            .request(method, path)
            .header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap())
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        self.with_json("POST", path, body)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.app.stop();
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// Asserts an error, which says what, and what to do.
    #[track_caller]
    pub fn assert_error(&self, status: u16, code: &str) -> Value {
        let body = self.json();
        assert_eq!(
            (self.status.as_u16(), body["code"].as_str()),
            (status, Some(code)),
            "{body}"
        );
        assert!(
            body["message"]
                .as_str()
                .is_some_and(|text| !text.is_empty()),
            "{body}"
        );
        assert!(
            body["help"].as_str().is_some_and(|text| !text.is_empty()),
            "{body}"
        );
        body
    }

    #[track_caller]
    pub fn assert_ok(&self) -> Value {
        assert_eq!(
            self.status,
            StatusCode::OK,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        self.json()
    }
}

/// The project's folder.
pub fn root() -> PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}
