//! Kept stories: written as typed, told for questions, deleted and brought back.

use serde_json::{Value, json};

use crate::{Test, support::Site};

pub const TESTS: &[(&str, Test)] = &[
    ("stories::keeps_what_is_typed", keeps_what_is_typed),
    ("stories::says_what_is_wrong", says_what_is_wrong),
    ("stories::deletes_and_brings_back", deletes_and_brings_back),
    ("stories::is_told_and_kept", is_told_and_kept),
    (
        "stories::a_telling_ends_its_attempt",
        a_telling_ends_its_attempt,
    ),
    ("stories::refuses_bad_requests", refuses_bad_requests),
];

const QUESTION: &str = "unasked-work";

fn new(site: &Site, body: &Value) -> Value {
    site.post("/api/stories", body).assert_ok()
}

fn path(page: &Value) -> String {
    format!("/api/stories/{}", page["id"].as_str().unwrap())
}

fn save(site: &Site, path: &str, version: u64, story: &Value) -> Value {
    let body = json!({"story": story, "version": version});
    site.with_json("PUT", path, &body).assert_ok()
}

/// Opens the question and hands in a telling; the attempt's page once it is judged.
fn tell(site: &Site, fresh: bool, body: &Value) -> (String, Value) {
    let opening = format!("/api/questions/{QUESTION}/open");
    let page = site.post(&opening, &json!({ "fresh": fresh })).assert_ok();
    let attempt = page["attempt"]["id"].as_str().unwrap().to_owned();
    let job = site.post(&format!("/api/attempts/{attempt}/submissions"), body);
    assert_eq!(job.status, 202, "{}", job.text());
    let id: onsite_domain::id::Id = job.json()["id"].as_str().unwrap().parse().unwrap();
    // The stream of progress ends with the job.
    site.get(&format!("/api/jobs/{id}/progress"));
    let page = site.get(&format!("/api/attempts/{attempt}")).assert_ok();
    (attempt, page)
}

fn telling(text: &str) -> Value {
    json!({"kind": "story", "parts": [{"part": "actions", "text": text}]})
}

fn keeps_what_is_typed() {
    let site = Site::new();
    let empty = site.get("/api/stories").assert_ok();
    assert_eq!(empty["stories"], json!([]));
    assert_eq!(empty["principles"].as_array().unwrap().len(), 16);
    let page = new(&site, &json!({"title": "Labels"}));
    assert_eq!((&page["version"], &page["used"]), (&json!(1), &json!([])));
    let path = path(&page);
    let mut story = page["story"].clone();
    story["context"] = json!("At a bank.");
    story["decisions"] = json!([{"chose": "rules", "over": "a model", "because": "of time"}]);
    let saved = save(&site, &path, 2, &story);
    assert_eq!(
        (&saved["saved"], &saved["version"]),
        (&json!(true), &json!(2))
    );
    // The same again, as after a lost answer.
    assert_eq!(save(&site, &path, 2, &story)["saved"], true);
    let page = site.get(&path).assert_ok();
    assert_eq!(page["story"], story);
    assert_eq!(
        page["telling"][1]["text"],
        "I chose rules over a model, because of time."
    );

    // Another window that has not seen it changes nothing.
    let mut other = story.clone();
    other["context"] = json!("At a shop.");
    for version in [1, 2] {
        let stale = save(&site, &path, version, &other);
        assert_eq!((&stale["saved"], &stale["story"]), (&json!(false), &story));
    }
    let listed = site.get("/api/stories").assert_ok();
    assert_eq!(listed["stories"][0]["title"], "Labels");
    let blanks = json!(["problem", "actions", "result", "lesson", "people"]);
    assert_eq!(listed["stories"][0]["blanks"], blanks);
}

fn says_what_is_wrong() {
    let site = Site::new();
    let page = new(&site, &json!({}));
    assert_eq!(page["faults"][0]["field"], "title");
    let path = path(&page);
    let mut story = page["story"].clone();
    story["title"] = json!("Long");
    story["happened"] = json!("May");
    story["lesson"] = json!("word ".repeat(100_000));
    let saved = save(&site, &path, 2, &story);
    assert_eq!(saved["saved"], true, "nothing is lost");
    let faults: Vec<&str> = saved["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["field"].as_str().unwrap())
        .collect();
    assert_eq!(faults, ["happened", "lesson"]);
    let message = saved["faults"][1]["message"].as_str().unwrap();
    assert!(
        message.contains("65536") && message.contains("shorten"),
        "{message}"
    );
    assert_eq!(site.get(&path).assert_ok()["story"], story);

    story["lesson"] = json!("x".repeat(1024 * 1024));
    let body = json!({"story": story, "version": 3});
    let error = site.with_json("PUT", &path, &body);
    error.assert_error(413, "too-large");
    assert_eq!(site.get(&path).assert_ok()["version"], 2);
}

fn deletes_and_brings_back() {
    let site = Site::new();
    let page = new(&site, &json!({"title": "Labels"}));
    let path = path(&page);
    let request = |method: &str| {
        let request = site.request(method, &path);
        site.send(request.body(axum::body::Body::empty()).unwrap())
    };
    assert_eq!(request("DELETE").assert_ok()["story"]["title"], "Labels");
    assert_eq!(site.get("/api/stories").assert_ok()["stories"], json!([]));
    request("GET").assert_error(404, "unknown");
    request("DELETE").assert_error(404, "unknown");
    // A window where it is still open does not bring it back by the way.
    let body = json!({"story": page["story"], "version": 7});
    site.with_json("PUT", &path, &body)
        .assert_error(404, "unknown");
    let restored = site.post(&format!("{path}/restore"), &body).assert_ok();
    assert_eq!(
        (&restored["id"], &restored["version"]),
        (&page["id"], &json!(7))
    );
    site.post(&format!("{path}/restore"), &body)
        .assert_error(422, "story-is-there");
}

fn is_told_and_kept() {
    let site = Site::new();
    let told = json!([
        {"part": "actions", "text": "I read logs.\nI asked."},
        {"part": "result", "text": "It fell by 3%."},
    ]);
    let page = new(
        &site,
        &json!({"title": "Logs", "told": told, "question": QUESTION}),
    );
    assert_eq!(
        page["story"]["actions"],
        json!(["I read logs.", "I asked."])
    );
    assert_eq!(page["story"]["principles"], json!(["ownership"]));
    assert_eq!(page["telling"].as_array().unwrap().len(), 2);

    let answer = json!({"kind": "story", "parts": page["telling"]});
    let body = json!({"answer": answer, "told_from": page["id"]});
    let (attempt, before) = tell(&site, false, &body);
    let submission = &before["submissions"][0]["submission"];
    assert_eq!(submission["told_from"], page["id"]);
    let used = json!([{
        "question": QUESTION, "title": "Work that nobody asked for", "tellings": 1,
    }]);
    let path = path(&page);
    assert_eq!(site.get(&path).assert_ok()["used"], used);
    assert_eq!(
        site.get("/api/stories").assert_ok()["stories"][0]["used"],
        used
    );

    // What was told stays as it was told, whatever becomes of the story.
    let mut story = page["story"].clone();
    story["actions"] = json!(["Something else."]);
    save(&site, &path, 2, &story);
    let attempt = format!("/api/attempts/{attempt}");
    assert_eq!(
        site.get(&attempt).assert_ok()["submissions"],
        before["submissions"]
    );
    let request = site.request("DELETE", &path);
    site.send(request.body(axum::body::Body::empty()).unwrap())
        .assert_ok();
    assert_eq!(
        site.get(&attempt).assert_ok()["submissions"],
        before["submissions"]
    );
    // Told from a story that is gone: the telling counts, and names none.
    let (_, after) = tell(&site, false, &body);
    assert_eq!(after["submissions"].as_array().unwrap().len(), 2);
    assert_eq!(
        after["submissions"][0]["submission"]["told_from"],
        Value::Null
    );
}

fn a_telling_ends_its_attempt() {
    let site = Site::new();
    let standing = |site: &Site| {
        let list = site.get("/api/questions").assert_ok();
        let mut questions = list["questions"].as_array().unwrap().iter();
        questions.find(|it| it["id"] == QUESTION).unwrap()["standing"].clone()
    };
    let page = site
        .post(&format!("/api/questions/{QUESTION}/open"), &json!({}))
        .assert_ok();
    let attempt = page["attempt"]["id"].as_str().unwrap();
    site.get(&format!("/api/attempts/{attempt}/editorial"))
        .assert_error(403, "editorial-locked");
    assert_eq!(standing(&site), "tried");

    let (first, page) = tell(&site, false, &json!({"answer": telling("I cut it.")}));
    assert_eq!(page["attempt"]["state"], "told");
    assert_eq!(page["editorial_unlocked"], true);
    assert_eq!(page["submissions"][0]["evidence"], json!([]));
    assert_eq!(standing(&site), "told");
    assert_eq!(site.get("/api/today").assert_ok()["unfinished"], json!([]));
    let editorial = site
        .get(&format!("/api/attempts/{first}/editorial"))
        .assert_ok();
    let levels = editorial["levels"].as_array().unwrap().iter();
    let levels: Vec<&Value> = levels.map(|it| &it["level"]).collect();
    assert_eq!(levels, ["L4", "L5", "L6", "L7"]);
    let pushbacks = editorial["pushbacks"].as_array().unwrap().iter();
    let facts: Vec<&Value> = pushbacks.map(|it| &it["counter_fact"]).collect();
    assert_eq!(facts, ["true", "false", "none"]);

    // Told again in the same attempt, and in a new one.
    let (again, page) = tell(&site, false, &json!({"answer": telling("I cut it twice.")}));
    assert_eq!(again, first);
    assert_eq!(page["submissions"].as_array().unwrap().len(), 2);
    let (other, _) = tell(&site, true, &json!({"answer": telling("Something else.")}));
    assert_ne!(other, first);
    site.post(
        &format!("/api/questions/{QUESTION}/open"),
        &json!({"fresh": true}),
    )
    .assert_ok();
    assert_eq!(standing(&site), "told", "told once is told");
}

fn refuses_bad_requests() {
    let site = Site::new();
    let nobody = "01900000-0000-7000-8000-000000000000";
    site.get("/api/stories/first")
        .assert_error(404, "unknown-story");
    let error = site
        .get(&format!("/api/stories/{nobody}"))
        .assert_error(404, "unknown");
    assert_eq!(error["message"], format!("there is no story {nobody}"));
    let page = new(&site, &json!({"title": "Labels"}));
    let path = path(&page);
    for body in [
        json!({"story": page["story"]}),
        json!({"story": {}, "version": 2}),
        json!({"story": page["story"], "version": -1}),
        json!({"story": {"title": "a", "moral": "b"}, "version": 2}),
    ] {
        site.with_json("PUT", &path, &body)
            .assert_error(422, "bad-body");
    }
    for version in [0, u64::MAX] {
        let body = json!({"story": page["story"], "version": version});
        site.with_json("PUT", &path, &body)
            .assert_error(422, "story-version");
    }
    let twice = json!([{"part": "lesson", "text": "a"}, {"part": "lesson", "text": "b"}]);
    site.post("/api/stories", &json!({"title": "Twice", "told": twice}))
        .assert_error(422, "not-a-telling");
    site.post("/api/stories", &json!({"question": "unasked"}))
        .assert_error(404, "unknown-question");
    let page = site.post("/api/questions/iou/open", &json!({})).assert_ok();
    let attempt = page["attempt"]["id"].as_str().unwrap();
    let answer = json!({"kind": "code", "language": "python", "source": "x = 1"});
    site.post(
        &format!("/api/attempts/{attempt}/submissions"),
        &json!({"answer": answer, "told_from": nobody}),
    )
    .assert_error(422, "told-from");
    for number in 1..onsite_app::stories::MOST_STORIES {
        new(&site, &json!({"title": number.to_string()}));
    }
    site.post("/api/stories", &json!({"title": "one more"}))
        .assert_error(422, "too-many-stories");
}
