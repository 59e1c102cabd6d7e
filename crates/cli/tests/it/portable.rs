//! `onsite export` and `onsite import`: a round trip, and what is refused on the way.

use std::fs;

use serde_json::{Value, json};

use crate::support::Shell;

/// Where `SQLite` keeps the version of a record, as a big-endian number.
const VERSION_AT: usize = 60;

#[test]
fn everything_comes_through() {
    let from = Shell::new();
    let served = from.serve();
    let page = served.json("POST", "/api/questions/iou/open", &json!({}));
    let attempt = page["attempt"]["id"].as_str().unwrap();
    let draft = json!({"text": "# mine", "cursor": 2, "version": 1});
    served.json(
        "PUT",
        &format!("/api/attempts/{attempt}/drafts/python"),
        &draft,
    );
    // Also while the server runs.
    let archive = from.path("all.zip");
    let name = archive.to_str().unwrap();
    let exported = from.run(&["export", name]);
    assert_eq!(exported.code, Some(0), "{exported:?}");
    from.run(&["export", name])
        .assert_refused(&["all.zip", "there already"]);

    let to = Shell::new();
    let imported = to.run(&["import", name]);
    assert_eq!(imported.code, Some(0), "{imported:?}");
    to.run(&["import", name])
        .assert_refused(&["holds a record already", "--data"]);
    let served = to.serve();
    let page = served.json("GET", &format!("/api/attempts/{attempt}"), &Value::Null);
    assert_eq!(page["drafts"][0]["text"], "# mine");
}

#[test]
fn what_is_no_export_is_refused() {
    let shell = Shell::new();
    shell.write("noise.zip", [7; 4096]);
    shell.write("empty.zip", "");
    for name in ["noise.zip", "empty.zip"] {
        shell
            .run(&["import", name])
            .assert_refused(&[name, "not an export"]);
    }
    shell
        .run(&["import", "missing.zip"])
        .assert_refused(&["missing.zip"]);
    shell
        .run(&["export", "all.zip"])
        .assert_refused(&["no record"]);
    assert!(!shell.path("all.zip").exists());
    assert!(!shell.data.join("onsite.db").exists());
}

#[test]
fn a_record_of_a_newer_version_is_left_alone() {
    let shell = Shell::new();
    let served = shell.serve();
    served.json("POST", "/api/questions/iou/open", &json!({}));
    let archive = shell.path("all.zip");
    assert_eq!(
        shell.run(&["export", archive.to_str().unwrap()]).code,
        Some(0)
    );
    let newer = Shell::new();
    assert_eq!(
        newer.run(&["import", archive.to_str().unwrap()]).code,
        Some(0)
    );
    let record = newer.data.join("onsite.db");
    let mut bytes = fs::read(&record).unwrap();
    bytes[VERSION_AT..VERSION_AT + 4].copy_from_slice(&999_u32.to_be_bytes());
    fs::write(&record, &bytes).unwrap();
    newer
        .run(&["serve", "--addr", "127.0.0.1:0"])
        .assert_refused(&["newer Onsite", "999"]);
    newer
        .run(&["export", "out.zip"])
        .assert_refused(&["newer Onsite"]);
    assert_eq!(fs::read(&record).unwrap(), bytes);
    fs::write(
        &record,
        "this is no database, but a letter to a friend; it is long enough",
    )
    .unwrap();
    newer
        .run(&["serve", "--addr", "127.0.0.1:0"])
        .assert_refused(&["onsite.db"]);
}
