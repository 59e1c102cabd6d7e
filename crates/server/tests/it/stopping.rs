//! Stopping: a server on a real socket ends its streams and itself, and loses nothing.

use std::time::Duration;

use onsite_server::serve;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

use crate::{Test, support::Site};

pub const TESTS: &[(&str, Test)] = &[("stopping::ends_streams", ends_streams)];

/// Far more than stopping takes.
const PATIENCE: Duration = Duration::from_secs(30);

fn ends_streams() {
    let site = Site::new();
    let page = site.post("/api/questions/iou/open", &json!({})).assert_ok();
    let attempt = page["attempt"]["id"].as_str().unwrap();
    let source = "import time\ntime.sleep(600)\n";
    let sleeper = json!({"answer": {"kind": "code", "language": "python", "source": source}});
    let accepted = site.post(&format!("/api/attempts/{attempt}/submissions"), &sleeper);
    let job = accepted.json()["id"].as_str().unwrap().to_owned();
    let (app, secret) = (site.app.clone(), site.secret.clone());
    site.runtime.block_on(async move {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let cookie = format!("onsite_{}={}", address.port(), secret.reveal());
        let server = tokio::spawn(serve(listener, app, secret, async {
            stopped.await.unwrap();
        }));
        let mut stream = TcpStream::connect(address).await.unwrap();
        let ask = format!(
            "GET /api/jobs/{job}/progress HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\n\r\n"
        );
        stream.write_all(ask.as_bytes()).await.unwrap();
        let mut text = Vec::new();
        while !String::from_utf8_lossy(&text).contains("data: ") {
            assert_ne!(
                stream.read_buf(&mut text).await.unwrap(),
                0,
                "the stream ended early"
            );
        }
        stop.send(()).unwrap();
        let rest = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut text)).await;
        rest.expect("the stream ends").unwrap();
        let ended = tokio::time::timeout(PATIENCE, server).await;
        ended.expect("the server ends").unwrap().unwrap();
        assert!(
            TcpStream::connect(address).await.is_err(),
            "nothing listens any more"
        );
    });
}
