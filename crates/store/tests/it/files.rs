//! The file of the record: locks, versions, damage, copies, modes.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use onsite_domain::judgement::Outcome;
use onsite_store::{Error, Info, OpenError, SqliteStore, Store as _};
use rusqlite::{Connection, params};

use crate::support::{at, attempt, evidence, hand_in, id, judgement, person, record};

fn open(dir: &Path) -> Result<SqliteStore, OpenError> {
    SqliteStore::open(dir, at(100), id(900))
}

/// Every file of a directory with its bytes, the lock aside.
fn contents(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("onsite.lock"))
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    found.sort();
    found
}

/// Opening fails, says all of `words` and changes no file.
fn refuses(dir: &Path, words: &[&str]) -> OpenError {
    let before = contents(dir);
    let error = open(dir).unwrap_err();
    let text = error.to_string();
    for word in words {
        assert!(text.contains(word), "“{word}” is missing in: {text}");
    }
    assert!(contents(dir) == before, "a refusal changed a file: {text}");
    error
}

#[test]
fn a_record_is_found_again() {
    let (dir, store) = record();
    let (work, answer, waiting) = hand_in(&store, 10);
    drop(store);
    let store = open(dir.path()).unwrap();
    assert_eq!(
        store.person().unwrap(),
        person(),
        "a new person only for a new record"
    );
    assert_eq!(store.attempt(work.id).unwrap(), Some(work));
    assert_eq!(store.submission(answer.id).unwrap(), Some(answer));
    assert_eq!(store.unfinished_jobs().unwrap(), [waiting]);
}

#[test]
fn only_the_owner_sees_the_files() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("share/onsite");
    let store = SqliteStore::open(&dir, at(0), person()).unwrap();
    hand_in(&store, 10);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    for (path, _) in contents(&dir) {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    drop(store);
    let file = SqliteStore::file(&dir);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    drop(open(&dir).unwrap());
    assert_eq!(mode(&file), 0o600);
}

#[test]
fn a_directory_serves_one_process_at_a_time() {
    let (dir, store) = record();
    let told = open(dir.path()).unwrap_err();
    let own = Some(std::process::id());
    assert!(
        matches!(&told, OpenError::InUse { pid, .. } if *pid == own),
        "{told:?}"
    );
    assert!(told.to_string().contains("onsite open"), "{told}");
    drop(store);
    open(dir.path()).unwrap();
}

#[test]
fn a_record_in_use_can_be_read_but_not_written() {
    let (dir, store) = record();
    let (work, _, _) = hand_in(&store, 10);
    let shared = SqliteStore::open_shared(dir.path()).unwrap();
    assert_eq!(shared.attempt(work.id).unwrap(), Some(work));
    let told = shared.insert_attempt(&attempt(20, "iou"));
    assert!(matches!(told, Err(Error::ReadOnly(_))), "{told:?}");
    store.insert_attempt(&attempt(20, "iou")).unwrap();
    assert!(
        shared.attempt(id(20)).unwrap().is_some(),
        "it sees what comes"
    );
    let copy = dir.path().join("copy.db");
    shared.backup(&copy).unwrap();
    assert_eq!(SqliteStore::check_file(&copy).unwrap().attempts, 2);
}

#[test]
fn a_record_that_is_not_there_cannot_be_shared() {
    let dir = tempfile::tempdir().unwrap();
    let told = SqliteStore::open_shared(dir.path()).unwrap_err();
    assert!(matches!(told, OpenError::Absent { .. }), "{told:?}");
    assert!(contents(dir.path()).is_empty());
}

/// Makes a record as the first version wrote it.
fn make_version_1(dir: &Path) {
    let old = Connection::open(SqliteStore::file(dir)).unwrap();
    old.execute_batch(include_str!("../../src/migrations/0001_record.sql"))
        .unwrap();
    old.pragma_update(None, "journal_mode", "wal").unwrap();
    old.pragma_update(None, "application_id", 0x4f6e_5369)
        .unwrap();
    old.pragma_update(None, "user_version", 1).unwrap();
    old.execute(
        "INSERT INTO person (id, made) VALUES (?1, 5)",
        [person().to_string()],
    )
    .unwrap();
    let work = attempt(10, "iou");
    old.execute(
        "INSERT INTO attempt (id, person, question, state, touched, doc) \
         VALUES (?1, ?2, 'iou', 'open', ?3, ?4)",
        params![
            work.id.to_string(),
            person().to_string(),
            work.touched.millis(),
            serde_json::to_string(&work).unwrap()
        ],
    )
    .unwrap();
}

#[test]
fn an_older_record_is_brought_up_to_date_and_a_copy_kept() {
    let dir = tempfile::tempdir().unwrap();
    make_version_1(dir.path());
    let told = SqliteStore::open_shared(dir.path()).unwrap_err();
    assert!(
        matches!(
            told,
            OpenError::Older {
                found: 1,
                known: 4,
                ..
            }
        ),
        "{told:?}"
    );
    let store = open(dir.path()).unwrap();
    assert_eq!(store.person().unwrap(), person());
    assert_eq!(store.attempt(id(10)).unwrap(), Some(attempt(10, "iou")));
    store.set_setting("theme", "1").unwrap();
    assert_eq!(
        SqliteStore::check_file(&copy_of(&store, dir.path()))
            .unwrap()
            .version,
        4
    );
    let kept = SqliteStore::copy_before(dir.path(), 4);
    assert!(kept.ends_with("onsite.db.before-v4"), "{}", kept.display());
    let info = Info {
        version: 1,
        person: person(),
        attempts: 1,
        submissions: 0,
    };
    assert_eq!(SqliteStore::check_file(&kept).unwrap(), info);
    assert_eq!(
        fs::metadata(&kept).unwrap().permissions().mode() & 0o777,
        0o600
    );
    drop(store);
    fs::remove_file(&kept).unwrap();
    drop(open(dir.path()).unwrap());
    assert!(!kept.exists(), "no copy without a migration");
}

#[test]
fn an_older_record_stays_where_no_copy_can_be_kept() {
    let dir = tempfile::tempdir().unwrap();
    make_version_1(dir.path());
    fs::create_dir(SqliteStore::copy_before(dir.path(), 4)).unwrap();
    open(dir.path()).unwrap_err();
    let file = SqliteStore::file(dir.path());
    assert_eq!(SqliteStore::check_file(&file).unwrap().version, 1);
}

#[test]
fn a_newer_record_is_left_alone() {
    let (dir, store) = record();
    drop(store);
    let file = SqliteStore::file(dir.path());
    let newer = Connection::open(&file).unwrap();
    newer
        .execute_batch("CREATE TABLE later (x); PRAGMA user_version = 9;")
        .unwrap();
    newer.close().unwrap();
    let told = refuses(
        dir.path(),
        &["onsite.db", "version 9", "up to 4", "update Onsite"],
    );
    assert!(
        matches!(
            told,
            OpenError::Newer {
                found: 9,
                known: 4,
                ..
            }
        ),
        "{told:?}"
    );
    SqliteStore::open_shared(dir.path()).unwrap_err();
    let told = SqliteStore::check_file(&file).unwrap_err();
    assert!(
        matches!(told, OpenError::Newer { found: 9, .. }),
        "{told:?}"
    );
}

#[test]
fn what_is_no_database_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let file = SqliteStore::file(dir.path());
    fs::write(&file, "Dear diary,\n".repeat(200)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let told = refuses(dir.path(), &["onsite.db", "not a record of Onsite"]);
    assert!(matches!(told, OpenError::Foreign { .. }), "{told:?}");
    let told = SqliteStore::check_file(&file).unwrap_err();
    assert!(matches!(told, OpenError::Foreign { .. }), "{told:?}");
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let told = open(dir.path()).unwrap_err();
    assert!(matches!(told, OpenError::Foreign { .. }), "{told:?}");
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let other = Connection::open(SqliteStore::file(dir.path())).unwrap();
    other.execute_batch("CREATE TABLE songs (title)").unwrap();
    other.close().unwrap();
    fs::set_permissions(
        SqliteStore::file(dir.path()),
        fs::Permissions::from_mode(0o600),
    )
    .unwrap();
    refuses(dir.path(), &["another program"]);
}

#[test]
fn a_record_without_its_triggers_is_refused() {
    let (dir, store) = record();
    drop(store);
    let changed = Connection::open(SqliteStore::file(dir.path())).unwrap();
    changed
        .execute_batch("DROP TRIGGER evidence_is_kept")
        .unwrap();
    changed.close().unwrap();
    refuses(dir.path(), &["not those of version 4"]);
}

#[test]
fn a_damaged_record_is_left_alone() {
    let (dir, store) = record();
    for number in 0..40 {
        hand_in(&store, 10 + number * 10);
    }
    drop(store);
    let file = SqliteStore::file(dir.path());
    let mut bytes = fs::read(&file).unwrap();
    let whole = bytes.clone();
    let page = 4096;
    bytes[page * 2..].fill(0xa5);
    fs::write(&file, &bytes).unwrap();
    let told = refuses(dir.path(), &["onsite.db", "damaged", "onsite import"]);
    assert!(matches!(told, OpenError::Corrupt { .. }), "{told:?}");
    let told = SqliteStore::check_file(&file).unwrap_err();
    assert!(matches!(told, OpenError::Corrupt { .. }), "{told:?}");

    fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    refuses(dir.path(), &["damaged"]);
    fs::write(&file, &whole[..50]).unwrap();
    open(dir.path()).unwrap_err();
    fs::write(&file, &whole).unwrap();
    open(dir.path()).unwrap();
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let told = open(&file.join("data")).unwrap_err();
    assert!(told.to_string().contains("file/data"), "{told}");
}

#[test]
fn a_directory_that_may_not_be_written_is_named() {
    // Where no user may make a directory, the superuser included.
    let told = open(Path::new("/sys/onsite")).unwrap_err();
    assert!(matches!(told, OpenError::Denied { .. }), "{told:?}");
    assert!(told.to_string().contains("--data"), "{told}");
}

#[test]
fn what_was_handed_in_judged_and_seen_is_never_changed() {
    let (dir, store) = record();
    let (_, answer, waiting) = hand_in(&store, 10);
    let judged = judgement(20, &answer, Outcome::Pass);
    let seen = evidence(21, &judged, "probability");
    store
        .finish(waiting.id, &judged, &mut |_| vec![seen.clone()])
        .unwrap();
    store.amend(judged.id, &mut |_, _| Vec::new()).unwrap();
    drop(store);
    let direct = Connection::open(SqliteStore::file(dir.path())).unwrap();
    for table in ["submission", "judgement", "evidence", "amendment"] {
        for change in [
            format!("UPDATE {table} SET doc = '{{}}'"),
            format!("DELETE FROM {table}"),
        ] {
            let told = direct.execute(&change, []).unwrap_err().to_string();
            assert!(told.contains("is never"), "{change}: {told}");
        }
    }
    direct.close().unwrap();
    let store = open(dir.path()).unwrap();
    assert_eq!(store.submission(answer.id).unwrap(), Some(answer));
    assert_eq!(store.judgement(judged.id).unwrap(), Some(judged));
    assert_eq!(store.evidence_of(id(20)).unwrap(), [seen]);
}

fn copy_of(store: &SqliteStore, dir: &Path) -> PathBuf {
    let copy = dir.join("a copy?#%.db");
    store.backup(&copy).unwrap();
    copy
}

#[test]
fn a_copy_is_one_private_file_that_opens_elsewhere() {
    let (dir, store) = record();
    let (work, answer, waiting) = hand_in(&store, 10);
    let copy = copy_of(&store, dir.path());
    let info = Info {
        version: 4,
        person: person(),
        attempts: 1,
        submissions: 1,
    };
    assert_eq!(SqliteStore::check_file(&copy).unwrap(), info);
    assert_eq!(
        fs::metadata(&copy).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let names: Vec<_> = contents(dir.path())
        .into_iter()
        .map(|(path, _)| path.file_name().unwrap().to_owned())
        .collect();
    assert_eq!(
        names,
        [
            "a copy?#%.db",
            "onsite.db",
            "onsite.db-shm",
            "onsite.db-wal"
        ]
    );

    let elsewhere = tempfile::tempdir().unwrap();
    fs::copy(&copy, SqliteStore::file(elsewhere.path())).unwrap();
    let other = open(elsewhere.path()).unwrap();
    assert_eq!(other.attempt(work.id).unwrap(), Some(work));
    assert_eq!(other.submission(answer.id).unwrap(), Some(answer));
    assert_eq!(other.unfinished_jobs().unwrap(), [waiting]);

    let doubled = PathBuf::from(format!("/{}", copy.display()));
    assert_eq!(
        SqliteStore::check_file(&doubled).unwrap(),
        info,
        "{}",
        doubled.display()
    );

    hand_in(&store, 20);
    store.backup(&copy).unwrap();
    assert_eq!(
        SqliteStore::check_file(&copy).unwrap().attempts,
        2,
        "it replaces the first"
    );
}

#[test]
fn a_copy_that_cannot_be_made_leaves_nothing() {
    let (dir, store) = record();
    let told = store.backup(&SqliteStore::file(dir.path())).unwrap_err();
    assert!(told.to_string().contains("the record itself"), "{told}");
    let told = store
        .backup(&dir.path().join("nowhere/copy.db"))
        .unwrap_err();
    assert!(told.to_string().contains("nowhere"), "{told}");
    let taken = dir.path().join("taken");
    fs::create_dir(&taken).unwrap();
    store.backup(&taken).unwrap_err();
    assert!(!dir.path().join("taken.part").exists());
}

#[test]
fn a_file_in_use_is_not_taken_for_a_copy() {
    let (dir, store) = record();
    hand_in(&store, 10);
    let told = SqliteStore::check_file(&SqliteStore::file(dir.path())).unwrap_err();
    assert!(told.to_string().contains("onsite export"), "{told}");
    let told = SqliteStore::check_file(&dir.path().join("none.db")).unwrap_err();
    assert!(matches!(told, OpenError::Absent { .. }), "{told:?}");
    let empty = dir.path().join("empty.db");
    fs::write(&empty, "").unwrap();
    let told = SqliteStore::check_file(&empty).unwrap_err();
    assert!(matches!(told, OpenError::Foreign { .. }), "{told:?}");
}
