//! What others build against: the description of the API, and that the server knows no kind.

use std::{fs, path::Path};

use axum::body::Body;

use crate::{
    Test,
    support::{Site, root},
};

pub const TESTS: &[(&str, Test)] = &[
    ("contract::openapi_is_as_committed", openapi_is_as_committed),
    (
        "contract::every_described_address_is_there",
        every_described_address_is_there,
    ),
    ("contract::names_no_kind", names_no_kind),
];

/// Set to write what is generated instead of comparing it.
const BLESS: &str = "ONSITE_BLESS";

fn openapi_is_as_committed() {
    let file = root().join("web/openapi.json");
    let now = onsite_server::openapi().to_pretty_json().unwrap() + "\n";
    if std::env::var_os(BLESS).is_some() {
        fs::write(&file, now).unwrap();
        return;
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == now,
        "web/openapi.json is not what the server describes; write it anew with\n  \
         {BLESS}=1 cargo nextest run --release -p onsite-server openapi\nand then run\n  \
         npm --prefix web run generate"
    );
}

fn every_described_address_is_there() {
    let site = Site::new();
    let described = serde_json::to_value(onsite_server::openapi()).unwrap();
    let served = site.get("/api/openapi.json").assert_ok();
    assert_eq!(served, described);
    for (path, item) in described["paths"].as_object().unwrap() {
        for method in ["get", "put", "post", "delete"] {
            let asked = path.replace(['{', '}'], "");
            let request = site.request(&method.to_uppercase(), &asked);
            let answer = site.send(request.body(Body::empty()).unwrap());
            let code = (answer.status != 200).then(|| answer.json()["code"].clone());
            let is_there = code.is_none_or(|c| c != "unknown-address" && c != "wrong-method");
            assert_eq!(is_there, item.get(method).is_some(), "{method} {path}");
        }
    }
}

/// A kind plugs into domain, bank, judge, app and web; here and in the store nothing may change
/// with a new one.
fn names_no_kind() {
    let words = [
        "Kind::",
        "Answer::",
        "Detail::",
        "Body::",
        "Workspace::",
        "\"code\"",
        "\"numeric\"",
    ];
    for part in ["server", "store"] {
        for file in sources(&root().join("crates").join(part).join("src")) {
            let text = fs::read_to_string(&file).unwrap();
            for (number, line) in text.lines().enumerate() {
                let found = words.iter().find(|word| names(line, word));
                let place = format!("{}:{}", file.display(), number + 1);
                assert!(
                    found.is_none(),
                    "{place} names a kind of question: {found:?}"
                );
            }
        }
    }
}

/// Whether a line holds a word that is not the end of a longer one, such as `ErrorKind::`, nor the
/// body of a request.
fn names(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let stands_alone = !line[..at].ends_with(|c: char| c.is_alphanumeric());
        stands_alone && !line[at..].starts_with("Body::from_stream(")
    })
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}
