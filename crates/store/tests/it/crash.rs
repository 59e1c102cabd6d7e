//! What a process that is killed, or that meets a full disk, leaves behind.
//!
//! Each test starts itself once more as a process of its own, which plays the one that dies.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use onsite_domain::attempt::Attempt;
use onsite_store::{Error, SqliteStore, Store as _};

use crate::support::{at, attempt, hand_in, id, job, person, submission};

/// Names the data directory to the process that plays the one that dies.
const ROLE: &str = "ONSITE_STORE_TEST_DIR";

fn role() -> Option<PathBuf> {
    std::env::var_os(ROLE).map(PathBuf::from)
}

/// Starts one test of this binary again, with the given shell words before it.
fn start_again(test: &str, prelude: &str, dir: &Path) -> Child {
    Command::new("sh")
        .arg("-c")
        .arg(format!("{prelude} exec \"$0\" --exact \"$1\" --nocapture"))
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env(ROLE, dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn say(word: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{word}").unwrap();
    out.flush().unwrap();
}

#[test]
fn a_submission_survives_a_kill_in_the_middle_of_a_change() {
    if let Some(dir) = role() {
        let store = SqliteStore::open(&dir, at(0), person()).unwrap();
        let (work, _, _) = hand_in(&store, 10);
        store
            .update_attempt(work.id, &mut |it: &mut Attempt| {
                it.give_up(at(9));
                say("inside a change");
                // Waits for its end, which is the kill.
                std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
            })
            .unwrap();
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let name = "crash::a_submission_survives_a_kill_in_the_middle_of_a_change";
    let mut child = start_again(name, "", dir.path());
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap() == "inside a change"));
    child.kill().unwrap();
    child.wait().unwrap();

    let store = SqliteStore::open(dir.path(), at(100), id(900)).unwrap();
    let work = attempt(10, "urn-draws");
    let answer = submission(11, &work, "0.25");
    assert_eq!(store.unfinished_jobs().unwrap(), [job(12, &answer)]);
    assert_eq!(store.submission(id(11)).unwrap(), Some(answer));
    assert_eq!(
        store.attempt(id(10)).unwrap(),
        Some(work),
        "the change was not whole"
    );
}

#[test]
fn a_full_disk_is_told_and_loses_nothing() {
    if let Some(dir) = role() {
        let store = SqliteStore::open(&dir, at(0), person()).unwrap();
        let work = attempt(10, "urn-draws");
        store.insert_attempt(&work).unwrap();
        let text = "x".repeat(20_000);
        let (kept, told) = (0..1000)
            .find_map(|n| {
                let answer = submission(100 + 2 * n, &work, &text);
                store
                    .submit(&answer, &job(101 + 2 * n, &answer), None)
                    .err()
                    .map(|told| (n, told))
            })
            .unwrap();
        assert!(matches!(told, Error::Full(_)), "{told:?}");
        assert!(told.to_string().contains("free some space"), "{told}");
        assert_eq!(
            store.submissions(work.id).unwrap().len() as u64,
            kept,
            "it can be read"
        );
        say(&format!("kept {kept}"));
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    // A limit on the size of files stands for the disk: a write beyond it fails.
    let prelude = "ulimit -f 2000 && trap '' XFSZ &&";
    let mut child = start_again(
        "crash::a_full_disk_is_told_and_loses_nothing",
        prelude,
        dir.path(),
    );
    let mut output = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut output)
        .unwrap();
    assert!(child.wait().unwrap().success(), "{output}");
    let kept = output
        .lines()
        .find_map(|line| line.strip_prefix("kept "))
        .expect("it tells");
    let kept: usize = kept.parse().unwrap();
    assert!(kept > 0);

    let store = SqliteStore::open(dir.path(), at(100), id(900)).unwrap();
    assert_eq!(store.submissions(id(10)).unwrap().len(), kept);
    assert_eq!(store.unfinished_jobs().unwrap().len(), kept);
    hand_in(&store, 5000);
}
