//! The same answer handed in again, which the server answers from its record: from the request to
//! the last byte of the judgement.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{
    judging::{Bench, QUESTION},
    measure::{Spread, millis, tell},
    server::Server,
};

/// How long the first judgement may take.
const PATIENCE: Duration = Duration::from_mins(1);
const LOOK: Duration = Duration::from_millis(50);

/// What a resubmission takes, in milliseconds.
pub fn resubmission(bench: &Bench<'_>) -> Result<Spread> {
    let source = bench.accepted("ends.cpp");
    let answer =
        json!({ "kind": "code", "language": "cpp", "source": fs::read_to_string(source)? });
    let body = json!({ "answer": answer }).to_string();
    let data = bench.scratch.join("resubmitted");
    let bank = ["--bank".as_ref(), bench.bank.as_os_str()];
    let server = Server::start(bench.onsite, &data, &bank)?;
    let opened = body_of(&server.post(&format!("/api/questions/{QUESTION}/open"), "{}")?)?;
    let attempt = opened["attempt"]["id"]
        .as_str()
        .context("no attempt")?
        .to_owned();
    let path = format!("/api/attempts/{attempt}/submissions");
    let first = body_of(&server.post(&path, &body)?)?;
    let job = first["id"].as_str().context("no job")?.to_owned();
    let began = Instant::now();
    while body_of(&server.get(&format!("/api/jobs/{job}"))?)?["state"] != "done" {
        if began.elapsed() > PATIENCE {
            bail!(
                "the first judgement took more than {} s",
                PATIENCE.as_secs()
            );
        }
        thread::sleep(LOOK);
    }
    let mut times = Vec::new();
    for time in 1..=bench.times {
        tell(&format!("resubmission … {time}/{}", bench.times));
        let began = Instant::now();
        let again = server.post(&path, &body)?;
        times.push(began.elapsed());
        let again = body_of(&again)?;
        ensure!(
            again["state"] == "done" && again["judgement"]["outcome"] == "pass",
            "an identical resubmission was not answered from the record: {again}"
        );
    }
    server.stop()?;
    Ok(millis(times.into_iter()))
}

fn body_of(answer: &str) -> Result<Value> {
    let (_, body) = answer.split_once("\r\n\r\n").context("no body")?;
    Ok(serde_json::from_str(body)?)
}
