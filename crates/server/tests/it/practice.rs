//! The story of a candidate over HTTP: open, type, run out of ideas, hand in, watch.

use std::io::Cursor;

use axum::body::Body;
use serde_json::{Value, json};

use crate::{
    Test,
    support::{Answer, Site, root},
};

pub const TESTS: &[(&str, Test)] = &[
    ("practice::keeps_what_is_typed", keeps_what_is_typed),
    (
        "practice::gives_hints_and_unlocks_the_editorial",
        gives_hints_and_unlocks_the_editorial,
    ),
    (
        "practice::judges_and_tells_of_each_step",
        judges_and_tells_of_each_step,
    ),
    (
        "practice::answers_the_same_answer_from_the_record",
        answers_the_same_answer_from_the_record,
    ),
    (
        "practice::offers_lists_likeness_and_chance",
        offers_lists_likeness_and_chance,
    ),
    (
        "practice::measures_growth_after_the_verdict",
        measures_growth_after_the_verdict,
    ),
    (
        "practice::measures_growth_of_the_same_answer_where_that_was_cut_off",
        measures_growth_of_the_same_answer_where_that_was_cut_off,
    ),
    ("practice::keeps_settings", keeps_settings),
    ("practice::hands_everything_out", hands_everything_out),
];

fn open(site: &Site, question: &str) -> String {
    let path = format!("/api/questions/{question}/open");
    let page = site.post(&path, &json!({"fresh": false})).assert_ok();
    page["attempt"]["id"].as_str().unwrap().to_owned()
}

fn keeps_what_is_typed() {
    let site = Site::new();
    let attempt = open(&site, "iou");
    let path = format!("/api/attempts/{attempt}/drafts/python");
    let save = |text: &str, version: u64| {
        let draft = json!({"text": text, "cursor": 3, "version": version});
        site.with_json("PUT", &path, &draft).assert_ok()
    };
    assert_eq!(save("def iou", 2)["saved"], true);
    let stale = save("old", 1);
    assert_eq!(
        (&stale["saved"], &stale["draft"]["text"]),
        (&json!(false), &json!("def iou"))
    );
    assert_eq!(open(&site, "iou"), attempt);
    let page = site.get(&format!("/api/attempts/{attempt}")).assert_ok();
    assert_eq!(page["drafts"][0]["text"], "def iou");
    assert_eq!(page["drafts"][0]["cursor"], 3);
    let today = site.get("/api/today").assert_ok();
    assert_eq!(today["unfinished"][0]["question"]["id"], "iou");
    let attempts = site.get("/api/questions/iou/attempts").assert_ok();
    assert_eq!(attempts.as_array().unwrap().len(), 1);
    let beat = site.post(
        &format!("/api/attempts/{attempt}/beat"),
        &json!({"running": true}),
    );
    assert_eq!(beat.assert_ok()["running"], true);
    let list = site.get("/api/questions").assert_ok();
    let card = list["questions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|card| card["id"] == "iou");
    assert_eq!(card.unwrap()["standing"], "tried");
    let fresh = site
        .post("/api/questions/iou/open", &json!({"fresh": true}))
        .assert_ok();
    assert_ne!(fresh["attempt"]["id"], json!(attempt));
}

fn gives_hints_and_unlocks_the_editorial() {
    let site = Site::new();
    let attempt = open(&site, "iou");
    let path = |end: &str| format!("/api/attempts/{attempt}/{end}");
    site.get(&path("editorial"))
        .assert_error(403, "editorial-locked");
    let hinted = site.post(&path("hints"), &json!(null)).assert_ok();
    assert_eq!(hinted["hints"].as_array().unwrap().len(), 1);
    assert_eq!(hinted["attempt"]["hints"][0]["index"], 0);
    let given_up = site.post(&path("give-up"), &json!(null)).assert_ok();
    assert_eq!(given_up["attempt"]["state"], "gave_up");
    let editorial = site.get(&path("editorial")).assert_ok();
    assert!(!editorial["html"].as_str().unwrap().is_empty());
    assert!(!editorial["rubric"].as_array().unwrap().is_empty());
}

/// The notices of a stream, each with its number.
fn notices(answer: &Answer) -> Vec<(u64, Value)> {
    assert!(
        answer
            .header("content-type")
            .starts_with("text/event-stream")
    );
    let text = answer.text();
    let message = |block: &str| {
        let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name));
        let number = field("id: ").unwrap().parse().unwrap();
        (
            number,
            serde_json::from_str(field("data: ").unwrap()).unwrap(),
        )
    };
    text.split("\n\n")
        .filter(|block| block.contains("data: "))
        .map(message)
        .collect()
}

fn answers_the_same_answer_from_the_record() {
    let site = Site::new();
    let attempt = open(&site, "iou");
    let submit = |result: &str, claim: Value| {
        let source = format!("def iou(a, b):\n    return {result}\n");
        let answer = json!({"kind": "code", "language": "python", "source": source});
        let path = format!("/api/attempts/{attempt}/submissions");
        let job = site
            .post(&path, &json!({"answer": answer, "claim": claim}))
            .json();
        let progress = format!("/api/jobs/{}/progress", job["id"].as_str().unwrap());
        let (_, end) = notices(&site.get(&progress)).pop().unwrap();
        assert_eq!(end["state"], "done");
        (job, end["judgement"].clone())
    };
    let is_same = |judgement: &Value| {
        let findings = judgement["findings"].as_array().unwrap().iter();
        findings
            .filter(|finding| finding["id"] == "same_answer")
            .count()
    };
    let none = json!(null);
    let (_, first) = submit("0.0", none.clone());
    assert_eq!(is_same(&first), 0);
    for _ in 0..2 {
        let (job, again) = submit("0.0", none.clone());
        assert_eq!((&job["state"], is_same(&again)), (&json!("done"), 1));
        assert_eq!(again["detail"], first["detail"]);
        assert_ne!(again["submission"], first["submission"]);
    }
    // Another answer, and another claim, are judged.
    assert_eq!(is_same(&submit("0.5", none).1), 0);
    let claim = json!({"time": "1", "space": "1"});
    assert_eq!(is_same(&submit("0.5", claim).1), 0);
    let page = site.get(&format!("/api/attempts/{attempt}")).assert_ok();
    assert_eq!(page["submissions"].as_array().unwrap().len(), 5);
}

fn judges_and_tells_of_each_step() {
    let site = Site::new();
    let attempt = open(&site, "iou");
    let source = "def iou(a, b):\n    return 0.0\n";
    let wrong = json!({"answer": {"kind": "code", "language": "python", "source": source}});
    let accepted = site.post(&format!("/api/attempts/{attempt}/submissions"), &wrong);
    assert_eq!(accepted.status, 202, "{}", accepted.text());
    let job = accepted.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(accepted.header("location"), format!("/api/jobs/{job}"));

    let progress = format!("/api/jobs/{job}/progress");
    let all = notices(&site.get(&progress));
    let numbers: Vec<u64> = all.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..=numbers.len() as u64).collect::<Vec<_>>());
    let (last, end) = all.last().unwrap();
    assert_eq!(end["state"], "done");
    assert_eq!(end["judgement"]["detail"]["verdict"], "wrong_answer");
    assert!(
        all.iter()
            .any(|(_, notice)| !notice["progress"]["step"].is_null())
    );

    let later = site
        .request("GET", &progress)
        .header("last-event-id", (last - 1).to_string());
    assert_eq!(
        notices(&site.send(later.body(Body::empty()).unwrap())),
        all[all.len() - 1..]
    );
    let after = site
        .request("GET", &progress)
        .header("last-event-id", last.to_string());
    // By this a page knows that it need not come back.
    assert_eq!(site.send(after.body(Body::empty()).unwrap()).status, 204);

    let view = site.get(&format!("/api/jobs/{job}")).assert_ok();
    assert_eq!(view["judgement"], end["judgement"]);
    let cancelled = site.send(
        site.request("DELETE", &format!("/api/jobs/{job}"))
            .body(Body::empty())
            .unwrap(),
    );
    assert_eq!(cancelled.assert_ok()["state"], "done");
    let page = site.get(&format!("/api/attempts/{attempt}")).assert_ok();
    assert_eq!(page["submissions"][0]["judgement"], end["judgement"]);

    let run = json!({"answer": wrong["answer"], "own_inputs": ["[[0,0,1,1],[0,0,1,1]]"]});
    let accepted = site.post(&format!("/api/attempts/{attempt}/runs"), &run);
    assert_eq!(accepted.status, 202, "{}", accepted.text());
    let job = accepted.json()["id"].as_str().unwrap().to_owned();
    let all = notices(&site.get(&format!("/api/jobs/{job}/progress")));
    let tests = all.last().unwrap().1["judgement"]["detail"]["tests"].clone();
    assert!(
        tests
            .as_array()
            .unwrap()
            .iter()
            .any(|test| test["group"] == "own"),
        "{tests}"
    );
}

/// One worker: a Run cuts the measuring of growth off, which begins anew behind it.
fn measures_growth_after_the_verdict() {
    let site = Site::new();
    let attempt = open(&site, "two-stages");
    let file = "bank/code/two-stages/submissions/accepted/one_pass.py";
    let source = std::fs::read_to_string(root().join(file)).unwrap();
    let answer = json!({"kind": "code", "language": "python", "source": source});
    let body = json!({"answer": answer, "claim": {"time": "n"}});
    let accepted = site.post(&format!("/api/attempts/{attempt}/submissions"), &body);
    let job = accepted.json()["id"].as_str().unwrap().to_owned();
    let ended = notices(&site.get(&format!("/api/jobs/{job}/progress")));
    let judgement = &ended.last().unwrap().1["judgement"];
    assert_eq!(judgement["detail"]["verdict"], "accepted");
    assert!(judgement["detail"]["growth"].is_null());

    let page = site.get(&format!("/api/attempts/{attempt}")).assert_ok();
    let growth = &page["jobs"][0];
    assert_eq!(growth["work"], "growth");
    let growth = format!("/api/jobs/{}", growth["id"].as_str().unwrap());
    let run = json!({"answer": answer, "own_inputs": []});
    let run = site.post(&format!("/api/attempts/{attempt}/runs"), &run);
    let run = run.json()["id"].as_str().unwrap().to_owned();
    let ended = notices(&site.get(&format!("/api/jobs/{run}/progress")));
    assert_eq!(ended.last().unwrap().1["state"], "done");
    let between = site.get(&growth).assert_ok();
    assert!(between["judgement"].is_null(), "{between}");

    let ended = notices(&site.get(&format!("{growth}/progress")));
    let (_, end) = ended.last().unwrap();
    assert_eq!(end["state"], "done", "{end}");
    let found = &end["judgement"]["detail"]["growth"];
    assert_ne!(found["within_expected"], "no", "{found}");
    assert_eq!(found["expected"]["time"], "n");
    let page = site.get(&format!("/api/attempts/{attempt}")).assert_ok();
    assert_eq!(page["submissions"][0]["judgement"], end["judgement"]);
    assert_eq!(page["submissions"][0]["judgement"]["id"], judgement["id"]);
}

fn measures_growth_of_the_same_answer_where_that_was_cut_off() {
    let site = Site::new();
    let attempt = open(&site, "two-stages");
    let file = "bank/code/two-stages/submissions/accepted/one_pass.py";
    let source = std::fs::read_to_string(root().join(file)).unwrap();
    let answer = json!({"kind": "code", "language": "python", "source": source});
    let body = json!({"answer": answer});
    let mut growths = Vec::new();
    for _ in 0..2 {
        let accepted = site.post(&format!("/api/attempts/{attempt}/submissions"), &body);
        let job = accepted.json()["id"].as_str().unwrap().to_owned();
        let ended = notices(&site.get(&format!("/api/jobs/{job}/progress")));
        let judgement = &ended.last().unwrap().1["judgement"];
        assert_eq!(judgement["detail"]["verdict"], "accepted");
        assert!(judgement["detail"]["growth"].is_null());
        let page = site.get(&format!("/api/attempts/{attempt}")).assert_ok();
        let growth = page["jobs"][0]["id"].as_str().unwrap().to_owned();
        let cancel = site.request("DELETE", &format!("/api/jobs/{growth}"));
        site.send(cancel.body(Body::empty()).unwrap()).assert_ok();
        let ended = notices(&site.get(&format!("/api/jobs/{growth}/progress")));
        assert_eq!(ended.last().unwrap().1["state"], "cancelled");
        growths.push(growth);
    }
    assert_ne!(growths[0], growths[1]);
}

fn keeps_settings() {
    let site = Site::new();
    let mut settings = site.get("/api/settings").assert_ok();
    settings["theme"] = json!("dark");
    settings["editor_px"] = json!(17);
    assert_eq!(
        site.with_json("PUT", "/api/settings", &settings)
            .assert_ok(),
        settings
    );
    assert_eq!(site.get("/api/settings").assert_ok(), settings);
    let mut wrong = settings.clone();
    wrong["editor_px"] = json!(400);
    site.with_json("PUT", "/api/settings", &wrong)
        .assert_error(422, "setting");
    assert_eq!(site.get("/api/settings").assert_ok(), settings);
    let doctor = site.get("/api/doctor").assert_ok();
    assert!(
        doctor["checks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|check| check["name"] == "Sandbox")
    );
}

fn hands_everything_out() {
    let site = Site::new();
    let attempt = open(&site, "iou");
    let draft = json!({"text": "kept", "cursor": 0, "version": 1});
    let path = format!("/api/attempts/{attempt}/drafts/python");
    site.with_json("PUT", &path, &draft).assert_ok();
    let archive = site.get("/api/export");
    assert_eq!(archive.header("content-type"), "application/zip");
    assert_eq!(
        archive.header("content-disposition"),
        "attachment; filename=\"onsite.zip\""
    );
    assert_eq!(
        archive.header("content-length"),
        archive.body.len().to_string()
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("onsite.zip");
    std::io::copy(
        &mut Cursor::new(archive.body),
        &mut std::fs::File::create(&file).unwrap(),
    )
    .unwrap();
    let imported = onsite_app::import(&file, &folder.path().join("data")).unwrap();
    assert!(imported.record.is_file());
}

fn offers_lists_likeness_and_chance() {
    let site = Site::new();
    let lists = site.get("/api/lists").assert_ok();
    let lists = lists.as_array().unwrap();
    let named = |id: &str| lists.iter().find(|list| list["id"] == id);
    assert_eq!(named("first-week").unwrap()["group"], "chosen");
    assert_eq!(named("guide-000").unwrap()["group"], "guide");
    assert_eq!(named("competency-coding").unwrap()["done"], 0);
    for list in lists {
        let path = format!("/api/lists/{}", list["id"].as_str().unwrap());
        let view = site.get(&path).assert_ok();
        assert_eq!(view["card"], *list);
        let parts = view["parts"].as_array().unwrap();
        let count: usize = parts
            .iter()
            .map(|part| part["questions"].as_array().unwrap().len())
            .sum();
        assert_eq!(json!(count), list["questions"], "{path}");
    }
    let unknown = site.get("/api/lists/no-such");
    assert_eq!(unknown.status, 422, "{unknown:?}");

    let like = site.get("/api/questions/two-stages/like").assert_ok();
    let like = like.as_array().unwrap();
    assert_eq!(like.len(), 3);
    for offered in like {
        assert_ne!(offered["question"]["id"], "two-stages");
        let because = offered["because"].as_str().unwrap();
        assert!(because.contains("topic"), "{because}");
    }

    open(&site, "iou");
    let among = json!({"among": ["iou", "urn-draws", "no-such"]});
    for _ in 0..20 {
        let drawn = site.post("/api/questions/draw", &among).assert_ok();
        assert_eq!(drawn["question"], "urn-draws", "iou was met last");
    }
    let none = site.post("/api/questions/draw", &json!({"among": ["no-such"]}));
    assert_eq!(none.status, 422, "{none:?}");
    let many = json!({"among": vec!["iou"; 10_001]});
    assert_eq!(site.post("/api/questions/draw", &many).status, 422);
}
