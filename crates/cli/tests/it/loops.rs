//! `onsite loop`: a loop of two rounds from the plan to the decision, in the shell.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::{Ended, Shell, root, shipped};

impl Ended {
    #[track_caller]
    fn page(&self) -> Value {
        assert_eq!(self.code, Some(0), "{self:?}");
        serde_json::from_str(&self.stdout).unwrap()
    }
}

fn sit(shell: &Shell, round: &str, lines: &str) -> Value {
    let arguments = ["loop", "start", round, "--json"];
    shell.run_with_input(&arguments, lines.as_bytes()).page()
}

/// The number of the first line of a round that holds a text.
#[track_caller]
fn entry(page: &Value, round: usize, text: &str) -> u64 {
    let lines = page["rounds"][round]["lines"].as_array().unwrap();
    let found = lines
        .iter()
        .find(|line| line["text"].as_str().unwrap().contains(text));
    found.unwrap_or_else(|| panic!("no line with “{text}” in {lines:#?}"))["entry"]
        .as_u64()
        .unwrap()
}

/// A Python answer of a folder.
fn first_python(folder: &Path) -> PathBuf {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let python = |file: &PathBuf| file.extension().is_some_and(|ending| ending == "py");
    files.into_iter().find(python).unwrap()
}

/// Every focus of a round with one rating, as a scorecard's file has it.
fn rating_all(round: &Value, rating: &str, cited: u64) -> String {
    let focus = round["focus"].as_array().unwrap().iter();
    let tables: Vec<String> = focus
        .map(|focus| {
            let id = focus["id"].as_str().unwrap();
            format!("[[rating]]\nfocus = \"{id}\"\nrating = \"{rating}\"\ncites = [{cited}]\n")
        })
        .collect();
    tables.concat()
}

/// Seals the coding round's scorecard, which cites a line.
fn seal_coding(shell: &Shell, probe: u64) {
    let card = format!(
        "notes = \"Found the fault alone.\"\n\
         [[rating]]\nfocus = \"dive-deep\"\nrating = \"raises\"\ncites = [{probe}]\n"
    );
    let card = shell.write("coding.toml", card);
    let card = card.to_str().unwrap();
    let sealed = shell
        .run(&[
            "loop",
            "seal",
            "coding",
            card,
            "--predict",
            "hire",
            "--json",
        ])
        .page();
    let scorecard = &sealed["rounds"][0]["sealed"]["scorecard"];
    assert_eq!(scorecard["ratings"][0]["by"], "judge");
    assert_eq!(scorecard["ratings"][3]["by"], "one_self");
    assert_eq!(scorecard["vote"], "hire");
    // Sealed is sealed.
    shell
        .run(&["loop", "seal", "coding", card])
        .assert_refused(&["is sealed", "amendment"]);
}

/// Reads, votes again and decides.
fn hold_debrief(shell: &Shell) {
    let read = shell
        .run(&["loop", "debrief", "--predict", "leadership=hire", "--json"])
        .page();
    let debrief = &read["debrief"];
    assert_eq!(debrief["votes"][0]["first"]["vote"], "hire");
    assert_eq!(debrief["votes"][1]["first"]["vote"], "strong_no_hire");
    // All ratings together speak against: a vote moves one step towards them.
    assert_eq!(debrief["votes"][0]["second"]["vote"], "no_hire");
    assert_eq!(debrief["combination"]["decision"], "no_decision");
    assert_eq!(debrief["combination"]["reason"], "behaviour_unrated");
    assert_eq!(debrief["disagreements"].as_array().unwrap().len(), 2);
    assert_eq!(debrief["mends"].as_array().unwrap().len(), 3);
    for refused in ["hire", "no-hire"] {
        shell
            .run(&["loop", "debrief", "--decide", refused])
            .assert_refused(&["no decision"]);
    }
    let decided = shell
        .run(&["loop", "debrief", "--decide", "no-decision", "--json"])
        .page();
    assert_eq!(decided["stage"], "informed");
    assert_eq!(decided["next"]["step"], "done");
    assert_eq!(decided["debrief"]["combination"], debrief["combination"]);
}

#[test]
fn two_rounds_are_sat_sealed_and_debriefed() {
    let shell = Shell::new();
    let planned = shell
        .run(&[
            "loop",
            "new",
            "--round",
            "coding",
            "--round",
            "leadership",
            "--json",
        ])
        .page();
    assert_eq!(planned["rounds"][0]["seat"], "hiring_manager");
    assert_eq!(planned["rounds"][1]["seat"], "bar_raiser");
    assert_eq!(planned["next"]["step"], "start");

    // The round asks what was practised least; it says which in its first technical line.
    let page = sit(&shell, "coding", "Good morning.\n/phase\n/phase\n");
    let question = page["rounds"][0]["questions"]
        .as_array()
        .unwrap()
        .iter()
        .find(|asked| asked["kind"] == "code")
        .unwrap_or_else(|| panic!("no code question in {page:#}"))["question"]
        .as_str()
        .unwrap()
        .to_owned();
    let answer = first_python(&shipped(&question, "accepted"));
    let wrong = first_python(&shipped(&question, "wrong_answer"));
    let lines = format!(
        "/file {}\n/next\n/file {}\n/next\n/next\n/note Clear names.\n/phase\n/next\n/end\n",
        wrong.display(),
        answer.display()
    );
    let page = sit(&shell, "coding", &lines);
    assert_eq!(page["rounds"][0]["ended"][1], "finished");
    let probe = entry(&page, 0, "does not hold yet");
    let causes = page["rounds"][0]["lines"].as_array().unwrap().iter();
    let follow_ups = causes.filter(|line| line["cause"] == "follow_up").count();
    assert!((1..=2).contains(&follow_ups), "{page:#}");
    let evidence = &page["rounds"][0]["focus"][0]["evidence"];
    assert_eq!(evidence["rating"], "meets", "{evidence}");

    seal_coding(&shell, probe);
    sit(&shell, "leadership", "/phase\nI have told enough.\n/end\n");
    let page = shell.run(&["loop", "show", "--json"]).page();
    let said = entry(&page, 1, "told enough");
    let ratings = rating_all(&page["rounds"][1], "below", said);
    let card = shell.write(
        "leadership.toml",
        format!("notes = \"Told nothing.\"\n{ratings}"),
    );
    shell
        .run(&["loop", "seal", "leadership", card.to_str().unwrap()])
        .assert_done();
    shell
        .run(&["loop", "debrief"])
        .assert_refused(&["predicted", "then read"]);

    hold_debrief(&shell);
}

#[test]
fn a_form_to_fill_in_is_written_once() {
    let shell = Shell::new();
    shell
        .run(&["loop", "new", "--round", "leadership"])
        .assert_done();
    sit(&shell, "leadership", "/end\n");
    shell.run(&["loop", "seal", "leadership"]).assert_done();
    let form = std::fs::read_to_string(shell.path("scorecard-leadership.toml")).unwrap();
    for words in ["notes", "[[rating]]", "ownership", "The round begins."] {
        assert!(form.contains(words), "“{words}” is not in {form}");
    }
    shell
        .run(&["loop", "seal", "leadership"])
        .assert_refused(&["scorecard-leadership.toml"]);
    // As it was written it is empty, and an empty one is not sealed.
    shell
        .run(&["loop", "seal", "leadership", "scorecard-leadership.toml"])
        .assert_refused(&["empty", "what was asked"]);
}

#[test]
fn bad_input_is_named_and_changes_nothing() {
    let shell = Shell::new();
    shell
        .run(&["loop", "show"])
        .assert_refused(&["no loop yet", "loop new"]);
    shell
        .run(&["loop", "new", "--preset", "astronaut"])
        .assert_refused(&["astronaut", "applied-scientist-l5"]);
    shell
        .run(&["loop", "new", "--round", "ml-depth"])
        .assert_refused(&["ml-depth", "waits for", "coding"]);
    shell
        .run(&["loop", "new", "--round", "juggling"])
        .assert_refused(&["juggling", "coding"]);
    for date in ["tomorrow", "2026-02-30", "2026-1-1"] {
        shell
            .run(&["loop", "new", "--date", date])
            .assert_refused(&[date, "2026-12-01"]);
    }
    shell
        .run(&["loop", "show"])
        .assert_refused(&["no loop yet"]);
    shell
        .run(&["loop", "new", "--round", "coding"])
        .assert_done();
    shell
        .run(&["loop", "show", "nonsense"])
        .assert_refused(&["nonsense", "loop show"]);
    shell
        .run(&["loop", "start", "leadership"])
        .assert_refused(&["leadership", "coding"]);
    shell
        .run(&["loop", "debrief"])
        .assert_refused(&["not sealed yet"]);
    shell
        .run(&["loop", "debrief", "--decide", "maybe"])
        .assert_refused(&["maybe", "no-decision"]);
    let card = shell.write("card.toml", "notes = \"a\"\nmood = 3\n");
    shell
        .run(&["loop", "seal", "coding", card.to_str().unwrap()])
        .assert_refused(&["card.toml", "mood", "line 2"]);
    shell
        .run(&["loop", "seal", "coding", "missing.toml"])
        .assert_refused(&["missing.toml"]);
    // What a round does not understand is told, and the round goes on.
    let ended = shell.run_with_input(
        &["loop", "start", "coding"],
        b"/dance\n/file nowhere.py\n/hint\nhello\n/end\n",
    );
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for words in ["no command /dance", "no question was put yet"] {
        assert!(ended.stderr.contains(words), "{ended:?}");
    }
    assert!(ended.stdout.contains("you: hello"), "{ended:?}");
}

#[test]
fn the_first_quarter_of_an_hour_claims_appeals_and_probes() {
    let shell = Shell::new();
    let planned = shell
        .run(&["loop", "new", "--preset", "first-quarter-hour", "--json"])
        .page();
    assert_eq!(planned["rounds"][0]["open_ended"], true);
    assert_eq!(planned["rounds"][0]["minutes"], 12);

    // A question that is not understood offers facts; one of them is appealed for.
    let page = sit(
        &shell,
        "taster",
        "/phase\n/fact concerning the weights of lottery machines elsewhere\n",
    );
    let missed = entry(&page, 0, "lottery machines");
    let line = |page: &Value, entry: u64| {
        let lines = page["rounds"][0]["lines"].as_array().unwrap().iter();
        lines
            .clone()
            .find(|line| line["entry"] == entry)
            .unwrap()
            .clone()
    };
    let offered = line(&page, missed)["appeals"].clone();
    let fact = offered[0]["id"].as_str().unwrap();
    let told = sit(&shell, "taster", &format!("/asked {fact}\n"));
    assert_eq!(line(&told, missed)["appeals"], json!([]));
    let lines = told["rounds"][0]["lines"].as_array().unwrap();
    let answer = lines.last().unwrap()["text"].as_str().unwrap();
    assert!(!answer.contains("nothing to add"), "{answer}");
    let arguments = ["loop", "start", "taster", "--json"];
    let mut kept = lines.len();
    for (typed, said) in [
        ("/asked counts\n", "left without an answer"),
        (
            "/fact unlike the weights of lottery machines\n/asked nonsense\n",
            "no fact “nonsense”",
        ),
        ("/claim soon\n", "no class of growth"),
    ] {
        let refused = shell.run_with_input(&arguments, typed.as_bytes());
        assert!(refused.stderr.contains(said), "{refused:?}");
        // What was refused left no line; a fact that was asked for left two.
        kept += 2 * typed.matches("/fact").count();
        let page = refused.page();
        assert_eq!(page["rounds"][0]["lines"].as_array().unwrap().len(), kept);
    }

    // A claim goes with the next answer, a mistaken one is probed into; a hint after the pass
    // changes nothing.
    let right = shipped("weighted-sampling", "accepted/prefix_sums.py");
    let typed = format!("/claim n^2, 1\n/file {}\n/next\n/hint\n", right.display());
    let page = sit(&shell, "taster", &typed);
    assert!(entry(&page, 0, "The cost claimed: time n^2, memory 1.") > 0);
    assert!(entry(&page, 0, "How did you come to that cost?") > 0);

    // A story without a gap is probed three times all the same.
    let story = root().join("bank/story/unasked-work/tellings/strong.toml");
    let typed = format!(
        "/phase\n/file {}\n/next\n/next\n/next\n/next\n",
        story.display()
    );
    let page = sit(&shell, "taster", &typed);
    let lines = page["rounds"][0]["lines"].as_array().unwrap().iter();
    let told = lines
        .rev()
        .map(|line| line["cause"].as_str().unwrap_or("-"));
    let told: Vec<&str> = told.take_while(|cause| *cause != "-").collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[0], "pushback");

    let page = sit(&shell, "taster", "/phase\n/end\n");
    let focus = page["rounds"][0]["focus"].as_array().unwrap();
    let coding = focus.iter().find(|it| it["id"] == "coding").unwrap();
    assert_eq!(coding["evidence"]["rating"], "raises", "{coding:#}");
}

#[test]
fn the_clock_of_a_round_goes_on_while_nothing_runs() {
    let shell = Shell::new();
    let at = |clock: &str, arguments: &[&str]| {
        let mut command = shell.command(arguments);
        command.env("ONSITE_CLOCK", clock);
        crate::support::finish(command)
    };
    at(
        "2026-03-01T09:00:00Z×0",
        &["loop", "new", "--round", "coding"],
    )
    .assert_done();
    at("2026-03-01T09:00:00Z×0", &["loop", "start", "coding"]).assert_done();
    let page = at("2026-03-01T09:59:00Z×0", &["loop", "show", "--json"]).page();
    assert_eq!(page["rounds"][0]["ended"], Value::Null);
    let page = at("2026-03-01T10:01:00Z×0", &["loop", "show", "--json"]).page();
    assert_eq!(page["rounds"][0]["ended"][1], "time_up");
    // Set back, the clock stands where it last was, and nothing is lost.
    let page = at("2026-03-01T09:30:00Z×0", &["loop", "show", "--json"]).page();
    assert_eq!(page["rounds"][0]["ended"][1], "time_up");
}

/// What a friend's kit saves: the body they sealed, under the key of the kit.
fn sent_back(kit: &Value, body: &Value) -> Value {
    use sha2::Digest as _;
    let body = body.to_string();
    let key = kit["key"].as_str().unwrap();
    let digest = sha2::Sha256::digest(format!("{key}{body}"));
    let seal: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({
        "onsite_scorecard": 1, "loop": kit["loop"], "round": kit["round"], "kit": kit["kit"],
        "form_version": kit["form"]["version"], "body": body, "seal": seal.concat(),
    })
}

/// Writes the kit of the leadership round of the newest loop, and reads what is in it.
fn kit_of_leadership(shell: &Shell) -> Value {
    shell.run(&["loop", "kit", "leadership"]).assert_done();
    let path = shell.path("interview-leadership.html");
    let html = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    for outside in ["http://", "https://", "src=", "@import", "fetch("] {
        assert!(!html.contains(outside), "the kit holds {outside}");
    }
    let start = html.find("application/json\">").unwrap() + "application/json\">".len();
    let end = start + html[start..].find("</script>").unwrap();
    serde_json::from_str(&html[start..end]).unwrap()
}

#[test]
fn a_friends_kit_is_filled_and_comes_back_once() {
    let shell = Shell::new();
    let seal = |file: &Value| {
        let path = shell.write("back.json", file.to_string());
        shell.run(&["loop", "seal", "leadership", path.to_str().unwrap()])
    };
    shell
        .run(&["loop", "new", "--round", "leadership"])
        .assert_done();
    sit(&shell, "leadership", "/phase\nMy secret answer.\n/end\n");
    let kit = kit_of_leadership(&shell);
    // Made once: asked for again it is the same, and nothing of the candidate's is in it.
    assert_eq!(kit_of_leadership(&shell), kit);
    assert!(!kit.to_string().contains("My secret answer"));
    assert!(kit["questions"].as_array().unwrap().len() >= 2, "{kit:#}");

    let focus = kit["focus"].as_array().unwrap().iter();
    let ratings: Vec<Value> = focus
        .map(|focus| json!({ "focus": focus["id"], "rating": "raises", "cites": [0] }))
        .collect();
    let body = json!({
        "notes": "Owned it.", "vote": "strong_hire", "ratings": ratings,
        "moments": [{ "after": 65_000, "text": "Named the number." }],
    });
    let file = sent_back(&kit, &body);

    let with = |key: &str, value: Value| {
        let mut changed = file.clone();
        changed[key] = value;
        changed
    };
    let other_body = body.to_string().replace("strong_hire", "hire");
    seal(&with("body", json!(other_body))).assert_refused(&["changed after it was sealed"]);
    seal(&with("kit", kit["loop"].clone())).assert_refused(&["another loop or another kit"]);
    seal(&with("form_version", json!(0))).assert_refused(&["another version of the form"]);
    seal(&with("onsite_scorecard", json!(2))).assert_refused(&["format 2"]);
    seal(&json!({ "mood": 1 })).assert_refused(&["no scorecard of a kit"]);
    let mut empty = body.clone();
    empty["notes"] = json!(" ");
    seal(&sent_back(&kit, &empty)).assert_refused(&["empty"]);
    let mut astray = body.clone();
    astray["ratings"][0]["cites"] = json!([7]);
    seal(&sent_back(&kit, &astray)).assert_refused(&["cites a moment that is not"]);

    seal(&file).assert_done();
    seal(&file).assert_refused(&["is sealed"]);
    // Until the debrief is open the candidate sees that it is sealed, and no more.
    let page = shell.run(&["loop", "show", "--json"]).page();
    let sealed = &page["rounds"][0]["sealed"];
    assert_eq!(sealed["by"], "peer");
    assert_eq!(sealed["scorecard"], Value::Null);
    assert!(!page.to_string().contains("Named the number"), "{page:#}");
    let read = shell
        .run(&["loop", "debrief", "--predict", "leadership=hire", "--json"])
        .page();
    assert_eq!(
        read["rounds"][0]["sealed"]["scorecard"]["vote"],
        "strong_hire"
    );
    assert!(read.to_string().contains("Named the number"));
}
