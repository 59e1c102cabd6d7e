//! Who may ask: secret, host, origin; and the headers that every answer carries.

use std::os::unix::fs::PermissionsExt;

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use onsite_server::{Secret, SecretError};

use crate::{
    Test,
    support::{HOST, ORIGIN, Site},
};

pub const TESTS: &[(&str, Test)] = &[
    ("access::asks_for_the_secret", asks_for_the_secret),
    (
        "access::turns_the_secret_into_a_cookie",
        turns_the_secret_into_a_cookie,
    ),
    ("access::knows_its_hosts", knows_its_hosts),
    (
        "access::takes_writes_from_its_own_page_only",
        takes_writes_from_its_own_page_only,
    ),
    ("access::guards_every_answer", guards_every_answer),
    ("access::keeps_the_secret_private", keeps_the_secret_private),
];

fn plain(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", HOST)
}

fn asks_for_the_secret() {
    let site = Site::new();
    let wrong = "0".repeat(64);
    let cookies = [
        None,
        Some(format!("onsite_4400={wrong}")),
        Some(format!("onsite_4400={}0", site.secret.reveal())),
        Some("onsite_4400=".to_owned()),
        // The cookie of a server at another port.
        Some(format!("onsite_4401={}", site.secret.reveal())),
    ];
    for cookie in cookies {
        let ask = |path: &str| {
            let mut request = plain("GET", path);
            if let Some(cookie) = &cookie {
                request = request.header("cookie", cookie);
            }
            site.send(request.body(Body::empty()).unwrap())
        };
        ask("/api/today").assert_error(401, "no-key");
        for path in [
            "/",
            "/practise/iou",
            "/_app/immutable/x.js",
            "/?secret=",
            "/?secret=x",
        ] {
            let page = ask(path);
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{path}");
            assert!(page.text().contains("onsite open"), "{path}");
            assert!(page.header("set-cookie").is_empty(), "{path}");
        }
    }
    let beside = format!("other=1; {}; more=2", site.cookie());
    let request = plain("GET", "/api/settings").header("cookie", beside);
    site.send(request.body(Body::empty()).unwrap()).assert_ok();
}

fn turns_the_secret_into_a_cookie() {
    let site = Site::new();
    let path = format!("/?secret={}", site.secret.reveal());
    let cookie = format!(
        "{}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000",
        site.cookie()
    );
    for typed in [None, Some("none")] {
        let mut request = plain("GET", &path);
        if let Some(site) = typed {
            request = request.header("sec-fetch-site", site);
        }
        let answer = site.send(request.body(Body::empty()).unwrap());
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), "/");
        assert_eq!(answer.header("set-cookie"), cookie);
    }
    // A strict cookie is withheld on a redirect that began at another site.
    let request = plain("GET", &path).header("sec-fetch-site", "cross-site");
    let answer = site.send(request.body(Body::empty()).unwrap());
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("set-cookie"), cookie);
    assert!(
        answer
            .text()
            .contains("http-equiv=\"refresh\" content=\"0; url=/\"")
    );
}

fn knows_its_hosts() {
    let site = Site::new();
    let ask = |hosts: &[&str], path: &str| {
        let mut request = Request::builder().uri(path).header("cookie", site.cookie());
        for host in hosts {
            request = request.header("host", *host);
        }
        site.send(request.body(Body::empty()).unwrap())
    };
    for host in [HOST, "localhost:4400", "LOCALHOST:4400", "[::1]:4400"] {
        ask(&[host], "/api/settings").assert_ok();
    }
    let foreign: [&[&str]; 8] = [
        &[],
        &["127.0.0.1"],
        &["127.0.0.1:4401"],
        &["onsite.example:4400"],
        &["127.0.0.1.nip.io:4400"],
        &["0.0.0.0:4400"],
        &["localhost:4400."],
        &[HOST, "onsite.example"],
    ];
    for hosts in foreign {
        ask(hosts, "/api/settings").assert_error(403, "foreign-host");
        ask(hosts, "/").assert_error(403, "foreign-host");
    }
    ask(&[HOST], "http://onsite.example/api/settings").assert_error(403, "foreign-host");
}

fn takes_writes_from_its_own_page_only() {
    let site = Site::new();
    let write = |headers: &[(&str, &str)]| {
        let mut request = plain("POST", "/api/questions/iou/open")
            .header("cookie", site.cookie())
            .header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        site.send(request.body(Body::from("{}")).unwrap())
    };
    write(&[("origin", ORIGIN)]).assert_ok();
    write(&[
        ("origin", "http://localhost:4400"),
        ("sec-fetch-site", "same-origin"),
    ])
    .assert_ok();
    let foreign: [&[(&str, &str)]; 8] = [
        &[],
        &[("origin", "null")],
        &[("origin", "https://127.0.0.1:4400")],
        &[("origin", "http://127.0.0.1:4401")],
        &[("origin", "http://onsite.example")],
        &[("origin", ORIGIN), ("sec-fetch-site", "same-site")],
        &[("origin", ORIGIN), ("sec-fetch-site", "cross-site")],
        &[("origin", ORIGIN), ("sec-fetch-site", "none")],
    ];
    for headers in foreign {
        write(headers).assert_error(403, "foreign-origin");
    }
    let read = |path: &str, name: &str, value: &str| {
        let request = plain("GET", path)
            .header("cookie", site.cookie())
            .header(name, value);
        site.send(request.body(Body::empty()).unwrap())
    };
    read("/api/settings", "sec-fetch-site", "none").assert_ok();
    read("/api/settings", "sec-fetch-site", "cross-site").assert_error(403, "foreign-origin");
    read("/api/settings", "sec-fetch-site", "same-site").assert_error(403, "foreign-origin");
    read("/api/settings", "origin", "http://onsite.example").assert_error(403, "foreign-origin");
}

fn guards_every_answer() {
    let site = Site::new();
    let asset = site.get("/assets/none.js");
    asset.assert_error(404, "unknown-address");
    let denied = site.send(plain("GET", "/").body(Body::empty()).unwrap());
    let foreign = site.send(Request::builder().uri("/").body(Body::empty()).unwrap());
    let api = site.get("/api/settings");
    assert_eq!(api.header("cache-control"), "no-store");
    for answer in [
        asset,
        denied,
        foreign,
        api,
        site.get("/"),
        site.get("/api/none"),
    ] {
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self';",
            "connect-src 'self';",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{part} in {policy}");
        }
        assert!(!policy.contains("http"), "no other host: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert!(answer.header("access-control-allow-origin").is_empty());
        assert_eq!(answer.header("server"), onsite_server::NAME);
    }
}

fn keeps_the_secret_private() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("secret");
    assert!(Secret::read(data.path()).unwrap().is_none());
    let first = Secret::of(data.path()).unwrap();
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o600
    );
    assert_eq!(first, Secret::of(data.path()).unwrap());
    assert_eq!(std::fs::read_dir(data.path()).unwrap().count(), 1);
    assert!(first.is(first.reveal()) && !first.is("") && !first.is(&first.reveal()[1..]));
    let other = tempfile::tempdir().unwrap();
    assert_ne!(first, Secret::of(other.path()).unwrap());
    assert_eq!(format!("{first:?}"), "Secret(…)");

    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).unwrap();
    assert!(matches!(
        Secret::of(data.path()),
        Err(SecretError::Exposed(_))
    ));
    std::fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).unwrap();
    for damaged in [&b"short"[..], b"", &[0xff; 64], &[b'a'; 65]] {
        std::fs::write(&file, damaged).unwrap();
        assert!(
            matches!(Secret::of(data.path()), Err(SecretError::Damaged(_))),
            "{damaged:?}"
        );
    }
}
