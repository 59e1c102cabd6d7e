//! Bad requests: each gets a clear error, and changes nothing.

use axum::body::Body;
use serde_json::{Value, json};

use crate::{
    Test,
    support::{Answer, Site},
};

pub const TESTS: &[(&str, Test)] = &[
    (
        "bodies::refuses_what_is_too_large",
        refuses_what_is_too_large,
    ),
    (
        "bodies::refuses_what_cannot_be_read",
        refuses_what_cannot_be_read,
    ),
    ("bodies::names_what_is_unknown", names_what_is_unknown),
];

fn raw(site: &Site, path: &str, body: impl Into<Body>) -> Answer {
    let request = site
        .request("POST", path)
        .header("content-type", "application/json");
    site.send(request.body(body.into()).unwrap())
}

fn attempt(site: &Site) -> String {
    let page = site.post("/api/questions/iou/open", &json!({})).assert_ok();
    page["attempt"]["id"].as_str().unwrap().to_owned()
}

fn answer(source: &str) -> Value {
    json!({"answer": {"kind": "code", "language": "python", "source": source}})
}

fn refuses_what_is_too_large() {
    let site = Site::new();
    let attempt = attempt(&site);
    for (path, bytes) in [
        ("runs", 50_000_000),
        ("submissions", 50_000_000),
        ("beat", 20_000),
    ] {
        let path = format!("/api/attempts/{attempt}/{path}");
        let error = raw(&site, &path, vec![b' '; bytes]).assert_error(413, "too-large");
        assert!(
            error["message"]
                .as_str()
                .unwrap()
                .contains(&bytes.to_string()),
            "{error}"
        );
    }
    // Within what is read, over what an answer may have.
    let path = format!("/api/attempts/{attempt}/submissions");
    site.post(&path, &answer(&"#".repeat(256 * 1024 + 1)))
        .assert_error(413, "too-large");
    let page = site.get(&format!("/api/attempts/{attempt}")).assert_ok();
    assert_eq!(page["submissions"], json!([]));
    // As long as may be, and of what JSON writes longest.
    let longest = site.post(&path, &answer(&"\u{1}".repeat(256 * 1024)));
    assert_eq!(longest.status, 202, "{}", longest.text());
}

fn refuses_what_cannot_be_read() {
    let site = Site::new();
    let attempt = attempt(&site);
    let path = format!("/api/attempts/{attempt}/submissions");
    for body in [
        "",
        "{",
        "[]",
        "null",
        "{\"answer\": 3}",
        "{\"answer\": {\"kind\": \"poem\"}}",
    ] {
        raw(&site, &path, body).assert_error(422, "bad-body");
    }
    let error = raw(&site, &path, vec![b'"', 0xff, b'"']).assert_error(422, "bad-body");
    assert!(
        error["message"].as_str().unwrap().contains("UTF-8"),
        "{error}"
    );
    let mut unknown = answer("x = 1");
    unknown["bonus"] = json!(true);
    let error = site.post(&path, &unknown).assert_error(422, "bad-body");
    assert!(
        error["message"].as_str().unwrap().contains("bonus"),
        "{error}"
    );
    raw(&site, &path, "[".repeat(100_000)).assert_error(422, "bad-body");
    let form = site
        .request("POST", &path)
        .header("content-type", "text/plain");
    site.send(form.body(Body::from("{}")).unwrap())
        .assert_error(415, "not-json");
    site.send(site.request("POST", &path).body(Body::from("{}")).unwrap())
        .assert_error(415, "not-json");
    site.post(&path, &json!({"answer": {"kind": "numeric", "text": "1"}}))
        .assert_error(422, "wrong-kind");
    site.post(&path, &answer("  \n"))
        .assert_error(422, "empty-answer");
}

fn names_what_is_unknown() {
    let site = Site::new();
    let error = site
        .post("/api/questions/ious/open", &json!({}))
        .assert_error(404, "unknown-question");
    assert!(error["help"].as_str().unwrap().contains("“iou”"), "{error}");
    let nobody = "01900000-0000-7000-8000-000000000000";
    site.get(&format!("/api/attempts/{nobody}"))
        .assert_error(404, "unknown");
    site.get(&format!("/api/jobs/{nobody}"))
        .assert_error(404, "unknown");
    site.get(&format!("/api/jobs/{nobody}/progress"))
        .assert_error(404, "unknown");
    site.get("/api/attempts/first")
        .assert_error(404, "unknown-attempt");
    site.get("/api/jobs/../../etc")
        .assert_error(404, "unknown-address");
    site.get("/api/nothing")
        .assert_error(404, "unknown-address");
    site.get("/_app/immutable/../../Cargo.toml")
        .assert_error(404, "unknown-address");
    site.get("/%2e%2e/%2e%2e/Cargo.toml")
        .assert_error(404, "unknown-address");
    site.post("/api/today", &json!({}))
        .assert_error(405, "wrong-method");
    site.post("/practise", &json!({}))
        .assert_error(405, "wrong-method");
    site.get(&format!("/practise?q={}", "x".repeat(3000)))
        .assert_error(414, "long-address");
}
