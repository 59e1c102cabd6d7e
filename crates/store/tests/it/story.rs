//! What every database must do; another one joins by adding itself to `on_every_database`.

use std::{collections::BTreeMap, slice};

use onsite_domain::{
    attempt::{Attempt, AttemptState},
    job::JobState,
    judgement::{Detail, Judgement, Outcome},
    story::Story,
};
use onsite_store::{
    Error, Finished, KeptStory, MOST_BYTES, MOST_NAME_BYTES, MOST_SETTINGS, MOST_SLOTS,
    QuestionState, Saved, Store,
};

use crate::support::{
    at, attempt, draft, entry, evidence, hand_in, id, job, judgement, person, record, submission,
};

fn on_every_database(check: fn(&dyn Store)) {
    let (_dir, sqlite) = record();
    check(&sqlite);
}

#[test]
fn a_question_is_worked_on_from_the_first_word_to_the_evidence() {
    on_every_database(|store| {
        assert_eq!(store.person().unwrap(), person());
        let mut work = attempt(10, "weighted-sampling");
        store.insert_attempt(&work).unwrap();
        assert_eq!(
            store.save_draft(&draft(&work, "python", 1, "def")).unwrap(),
            Saved::Saved
        );
        assert_eq!(
            store
                .save_draft(&draft(&work, "python", 2, "def f"))
                .unwrap(),
            Saved::Saved
        );
        assert_eq!(
            store.drafts(work.id).unwrap(),
            [draft(&work, "python", 2, "def f")]
        );

        work.take_hint(3, at(5));
        let changed = store.update_attempt(work.id, &mut |it| {
            it.take_hint(3, at(5));
        });
        assert_eq!(changed.unwrap().as_ref(), Some(&work));
        assert_eq!(store.attempt(work.id).unwrap().as_ref(), Some(&work));

        let answer = submission(11, &work, "1/4");
        let waiting = job(12, &answer);
        store.submit(&answer, &waiting, None).unwrap();
        assert_eq!(store.submission(answer.id).unwrap().as_ref(), Some(&answer));
        assert_eq!(store.job(waiting.id).unwrap().as_ref(), Some(&waiting));
        assert_eq!(store.job_of(answer.id).unwrap().as_ref(), Some(&waiting));
        assert_eq!(store.unfinished_jobs().unwrap(), slice::from_ref(&waiting));
        assert!(store.set_job(waiting.id, JobState::Running, None).unwrap());

        let judged = judgement(13, &answer, Outcome::Pass);
        let seen = [
            evidence(14, &judged, "sampling"),
            evidence(15, &judged, "probability"),
        ];
        let finished = store.finish(waiting.id, &judged, &mut |it| {
            assert_eq!(*it, work, "the change sees the attempt as it stands");
            it.judged(Outcome::Pass, at(6));
            seen.to_vec()
        });
        assert_eq!(finished.unwrap(), Finished::Now);
        work.judged(Outcome::Pass, at(6));
        assert_eq!(store.attempt(work.id).unwrap(), Some(work.clone()));
        assert_eq!(store.judgement(judged.id).unwrap().as_ref(), Some(&judged));
        assert_eq!(
            store.judgements(answer.id).unwrap(),
            slice::from_ref(&judged)
        );
        assert_eq!(
            store.judgements_of_attempt(work.id).unwrap(),
            slice::from_ref(&judged)
        );
        assert_eq!(store.evidence_of(judged.id).unwrap(), seen);
        assert_eq!(
            store.evidence(person(), None, 1).unwrap(),
            [seen[1].clone()]
        );
        assert_eq!(
            store.evidence(person(), Some("sampling"), 9).unwrap(),
            [seen[0].clone()]
        );
        assert_eq!(
            store.job(waiting.id).unwrap().unwrap().state,
            JobState::Done
        );
        assert!(store.unfinished_jobs().unwrap().is_empty());
    });
}

#[test]
fn what_was_never_kept_is_not_found() {
    on_every_database(|store| {
        let nobody = id(99);
        assert_eq!(store.attempt(nobody).unwrap(), None);
        assert_eq!(
            store
                .update_attempt(nobody, &mut |_| panic!("nothing to change"))
                .unwrap(),
            None
        );
        assert_eq!(store.latest_attempt(person(), "iou").unwrap(), None);
        assert_eq!(store.submission(nobody).unwrap(), None);
        assert_eq!(store.judgement(nobody).unwrap(), None);
        assert_eq!(store.job_of(nobody).unwrap(), None);
        assert_eq!(store.setting("theme").unwrap(), None);
        assert!(store.question_states(person()).unwrap().is_empty());
        let lost = store.set_job(nobody, JobState::Failed, None);
        assert!(
            matches!(lost, Err(Error::Missing { what: "job", .. })),
            "{lost:?}"
        );
    });
}

#[test]
fn listings_are_newest_first_and_limited_though_the_clock_stands_still() {
    on_every_database(|store| {
        let order = [35, 31, 38, 32];
        for (place, number) in order.into_iter().enumerate() {
            let question = if place % 2 == 0 { "iou" } else { "lru-cache" };
            store.insert_attempt(&attempt(number, question)).unwrap();
        }
        let ids = |of: Option<&str>, most| -> Vec<_> {
            store
                .attempts(person(), of, most)
                .unwrap()
                .into_iter()
                .map(|it| it.id)
                .collect()
        };
        assert_eq!(
            ids(None, usize::MAX),
            order.map(id).into_iter().rev().collect::<Vec<_>>()
        );
        assert_eq!(ids(Some("iou"), 9), [id(38), id(35)]);
        assert_eq!(ids(None, 1), [id(32)]);
        assert_eq!(
            store.latest_attempt(person(), "iou").unwrap().unwrap().id,
            id(38)
        );
        assert!(ids(None, 0).is_empty());

        let newest = attempt(38, "iou");
        for number in [50, 40] {
            let answer = submission(number, &newest, "1");
            store
                .submit(&answer, &job(number + 1, &answer), None)
                .unwrap();
        }
        let ids = |list: Vec<onsite_domain::answer::Submission>| -> Vec<_> {
            list.into_iter().map(|it| it.id).collect()
        };
        assert_eq!(ids(store.submissions(newest.id).unwrap()), [id(40), id(50)]);
        assert_eq!(
            ids(store.submissions_to(person(), "iou", 1).unwrap()),
            [id(40)]
        );
        let jobs: Vec<_> = store
            .unfinished_jobs()
            .unwrap()
            .into_iter()
            .map(|it| it.id)
            .collect();
        assert_eq!(jobs, [id(51), id(41)], "oldest first");
    });
}

#[test]
fn each_question_shows_where_a_person_stands() {
    on_every_database(|store| {
        let (solved, _, _) = hand_in(store, 10);
        store
            .update_attempt(solved.id, &mut |it| it.judged(Outcome::Pass, at(20)))
            .unwrap();
        store.insert_attempt(&attempt(20, "urn-draws")).unwrap();
        store.insert_attempt(&attempt(21, "iou")).unwrap();
        let tell = &mut |it: &mut Attempt| it.judged(Outcome::Unjudged, at(29));
        store.update_attempt(id(21), tell).unwrap();
        // Told once is told, whatever the newest attempt says.
        store.insert_attempt(&attempt(22, "iou")).unwrap();
        store
            .update_attempt(id(22), &mut |it| it.give_up(at(30)))
            .unwrap();
        let urn = QuestionState {
            attempts: 2,
            solved: 1,
            told: 0,
            latest: AttemptState::Open,
            touched: at(20),
            submissions: 1,
        };
        let iou = QuestionState {
            attempts: 2,
            solved: 0,
            told: 1,
            latest: AttemptState::GaveUp,
            touched: at(30),
            submissions: 0,
        };
        let states = store.question_states(person()).unwrap();
        let expected = BTreeMap::from([("urn-draws".to_owned(), urn), ("iou".to_owned(), iou)]);
        assert_eq!(states, expected);
        assert_eq!(
            (urn.best(), iou.best()),
            (AttemptState::Solved, AttemptState::Told)
        );
        let open = store.attempts_in(person(), AttemptState::Open, 9).unwrap();
        assert_eq!(open, [attempt(20, "urn-draws")]);
        assert!(store.question_states(id(99)).unwrap().is_empty());
    });
}

#[test]
fn open_attempts_come_last_touched_first() {
    on_every_database(|store| {
        for number in [1, 2, 3] {
            store.insert_attempt(&attempt(number + 10, "iou")).unwrap();
        }
        store
            .update_attempt(id(11), &mut |it| {
                it.take_hint(1, at(9));
            })
            .unwrap();
        let open = store.attempts_in(person(), AttemptState::Open, 2).unwrap();
        assert_eq!(
            open.iter().map(|it| it.id).collect::<Vec<_>>(),
            [id(11), id(13)]
        );
    });
}

#[test]
fn an_older_draft_never_overwrites_a_newer_one() {
    on_every_database(|store| {
        let work = attempt(10, "iou");
        store.insert_attempt(&work).unwrap();
        let kept = draft(&work, "cpp", 7, "newer");
        store.save_draft(&kept).unwrap();
        let stale = Saved::Stale(kept.clone());
        assert_eq!(
            store.save_draft(&draft(&work, "cpp", 6, "older")).unwrap(),
            stale
        );
        assert_eq!(
            store
                .save_draft(&draft(&work, "cpp", 7, "another"))
                .unwrap(),
            stale
        );
        assert_eq!(store.save_draft(&kept).unwrap(), Saved::Saved, "sent twice");
        assert_eq!(
            store.save_draft(&draft(&work, "python", 1, "")).unwrap(),
            Saved::Saved
        );
        assert_eq!(
            store.drafts(work.id).unwrap(),
            [kept, draft(&work, "python", 1, "")]
        );
    });
}

#[test]
fn drafts_have_limits_and_an_attempt() {
    on_every_database(|store| {
        let work = attempt(10, "iou");
        let lost = store.save_draft(&draft(&work, "cpp", 1, ""));
        assert!(
            matches!(
                lost,
                Err(Error::Missing {
                    what: "attempt",
                    ..
                })
            ),
            "{lost:?}"
        );
        store.insert_attempt(&work).unwrap();
        for slot in 0..MOST_SLOTS {
            store
                .save_draft(&draft(&work, &slot.to_string(), 1, ""))
                .unwrap();
        }
        let large = "x".repeat(MOST_BYTES + 1);
        let long = "x".repeat(MOST_NAME_BYTES + 1);
        for refused in [
            draft(&work, "one more", 1, ""),
            draft(&work, "0", 2, &large),
            draft(&work, &long, 1, ""),
            draft(&work, "0", u64::MAX, ""),
        ] {
            let told = store.save_draft(&refused);
            assert!(matches!(told, Err(Error::TooLarge { .. })), "{told:?}");
        }
        store
            .save_draft(&draft(&work, "0", 2, "one that is there"))
            .unwrap();
        assert_eq!(store.drafts(work.id).unwrap().len(), MOST_SLOTS);
    });
}

#[test]
fn finishing_twice_changes_nothing() {
    on_every_database(|store| {
        let (work, answer, waiting) = hand_in(store, 10);
        let first = judgement(20, &answer, Outcome::Fail);
        let seen = evidence(21, &first, "probability");
        let once = store
            .finish(waiting.id, &first, &mut |_| vec![seen.clone()])
            .unwrap();
        assert_eq!(once, Finished::Now);
        for again in [first.clone(), judgement(30, &answer, Outcome::Pass)] {
            let told = store.finish(waiting.id, &again, &mut |_| panic!("a second change"));
            assert_eq!(told.unwrap(), Finished::Before(JobState::Done));
        }
        assert!(
            !store.set_job(waiting.id, JobState::Queued, None).unwrap(),
            "it has ended"
        );
        assert_eq!(store.judgements(answer.id).unwrap(), [first]);
        assert_eq!(store.evidence(person(), None, 9).unwrap(), [seen]);
        assert_eq!(store.attempt(work.id).unwrap(), Some(work));
    });
}

#[test]
fn what_is_found_later_stands_in_the_judgement() {
    on_every_database(|store| {
        let (work, answer, waiting) = hand_in(store, 10);
        let first = judgement(20, &answer, Outcome::Pass);
        store
            .finish(waiting.id, &first, &mut |_| Vec::new())
            .unwrap();
        let seen = evidence(21, &first, "complexity");
        for outcome in [Outcome::Fail, Outcome::Pass] {
            let told = store.amend(first.id, &mut |judgement, attempt| {
                assert_eq!(attempt.id, work.id);
                judgement.result.outcome = outcome;
                Vec::new()
            });
            let told = told.unwrap().unwrap();
            assert_eq!(told.result.outcome, outcome);
            assert_eq!(store.judgement(first.id).unwrap(), Some(told.clone()));
            assert_eq!(store.judgements(answer.id).unwrap(), slice::from_ref(&told));
            assert_eq!(store.judgements_of_attempt(work.id).unwrap(), [told]);
        }
        for refused in [
            store.amend(first.id, &mut |judgement, _| {
                judgement.id = id(22);
                Vec::new()
            }),
            store.amend(first.id, &mut |judgement, attempt| {
                judgement.result.outcome = Outcome::Fail;
                attempt.take_hint(3, at(5));
                vec![seen.clone(), evidence(23, &other(judgement), "complexity")]
            }),
        ] {
            assert!(matches!(refused, Err(Error::Mismatch(_))), "{refused:?}");
        }
        assert_eq!(store.amend(id(99), &mut |_, _| Vec::new()).unwrap(), None);
        assert_eq!(store.judgement(first.id).unwrap(), Some(first.clone()));
        assert_eq!(store.attempt(work.id).unwrap(), Some(work));
        assert!(store.evidence_of(first.id).unwrap().is_empty());
        store
            .amend(first.id, &mut |_, _| vec![seen.clone()])
            .unwrap();
        assert_eq!(store.evidence_of(first.id).unwrap(), [seen]);
    });
}

fn other(judgement: &Judgement) -> Judgement {
    Judgement {
        id: id(24),
        ..judgement.clone()
    }
}

#[test]
fn a_cancelled_job_takes_no_judgement() {
    on_every_database(|store| {
        let (_, answer, waiting) = hand_in(store, 10);
        assert!(
            store
                .set_job(waiting.id, JobState::Cancelled, None)
                .unwrap()
        );
        let late = judgement(20, &answer, Outcome::Pass);
        let told = store
            .finish(waiting.id, &late, &mut |_| Vec::new())
            .unwrap();
        assert_eq!(told, Finished::Before(JobState::Cancelled));
        assert!(store.judgements(answer.id).unwrap().is_empty());
    });
}

#[test]
fn judging_once_more_appends() {
    on_every_database(|store| {
        let (_, answer, first) = hand_in(store, 10);
        let old = judgement(20, &answer, Outcome::JudgingError);
        store.finish(first.id, &old, &mut |_| Vec::new()).unwrap();
        let second = job(30, &answer);
        store.insert_job(&second).unwrap();
        assert_eq!(store.job_of(answer.id).unwrap(), Some(second.clone()));
        let new = judgement(31, &answer, Outcome::Pass);
        store.finish(second.id, &new, &mut |_| Vec::new()).unwrap();
        assert_eq!(store.judgements(answer.id).unwrap(), [new, old]);
    });
}

#[test]
fn a_failed_job_says_why() {
    on_every_database(|store| {
        let (_, _, waiting) = hand_in(store, 10);
        store
            .set_job(waiting.id, JobState::Failed, Some("no compiler"))
            .unwrap();
        let kept = store.job(waiting.id).unwrap().unwrap();
        assert_eq!(
            (kept.state, kept.error.as_deref()),
            (JobState::Failed, Some("no compiler"))
        );
    });
}

#[test]
fn an_answer_that_is_judged_already_is_taken_at_once() {
    on_every_database(|store| {
        let (work, _, _) = hand_in(store, 10);
        let again = submission(20, &work, "0.25");
        let done = job(21, &again);
        let judged = judgement(22, &again, Outcome::Pass);
        let mut passed = |it: &mut Attempt| {
            it.judged(Outcome::Pass, judged.at);
            Vec::new()
        };
        let taken = store.submit_judged(&again, &done, None, &judged, &mut passed);
        assert!(taken.unwrap());
        assert_eq!(store.job(done.id).unwrap().unwrap().state, JobState::Done);
        assert_eq!(
            store.judgements(again.id).unwrap(),
            slice::from_ref(&judged)
        );
        let attempt = store.attempt(work.id).unwrap().unwrap();
        assert_eq!(attempt.state, AttemptState::Solved);

        // Another's judgement, and nothing of it stays.
        let next = submission(30, &work, "0.25");
        let waiting = job(31, &next);
        let taken = store.submit_judged(&next, &waiting, None, &judged, &mut |_| Vec::new());
        assert!(matches!(taken, Err(Error::Mismatch(_))), "{taken:?}");
        assert_eq!(store.submission(next.id).unwrap(), None);
        assert_eq!(store.job(waiting.id).unwrap(), None);
    });
}

#[test]
fn parts_that_do_not_belong_together_are_refused_whole() {
    on_every_database(|store| {
        let (work, answer, waiting) = hand_in(store, 10);
        let (_, other, _) = hand_in(store, 20);
        let mixed = store.submit(&submission(30, &work, "1"), &job(31, &answer), None);
        assert!(matches!(mixed, Err(Error::Mismatch(_))), "{mixed:?}");
        let foreign = submission(30, &attempt(10, "iou"), "1");
        let mixed = store.submit(&foreign, &job(31, &foreign), None);
        assert!(matches!(mixed, Err(Error::Mismatch(_))), "{mixed:?}");
        let orphan = submission(30, &attempt(77, "iou"), "1");
        let mixed = store.submit(&orphan, &job(31, &orphan), None);
        assert!(
            matches!(
                mixed,
                Err(Error::Missing {
                    what: "attempt",
                    ..
                })
            ),
            "{mixed:?}"
        );
        let twice = submission(30, &work, "1");
        let taken = store.submit(&twice, &job(12, &twice), None);
        assert!(
            matches!(taken, Err(Error::Refused(_))),
            "a job's identity used twice: {taken:?}"
        );
        assert_eq!(store.submission(id(30)).unwrap(), None);

        let of_other = judgement(32, &other, Outcome::Pass);
        let mixed = store.finish(waiting.id, &of_other, &mut |_| Vec::new());
        assert!(matches!(mixed, Err(Error::Mismatch(_))), "{mixed:?}");
        let right = judgement(32, &answer, Outcome::Pass);
        let astray = evidence(33, &judgement(99, &answer, Outcome::Pass), "x");
        let mixed = store.finish(waiting.id, &right, &mut |it| {
            it.judged(Outcome::Pass, at(9));
            vec![evidence(34, &right, "x"), astray.clone()]
        });
        assert!(matches!(mixed, Err(Error::Mismatch(_))), "{mixed:?}");
        assert_eq!(store.judgement(id(32)).unwrap(), None);
        assert!(store.evidence(person(), None, 9).unwrap().is_empty());
        assert_eq!(store.attempt(work.id).unwrap(), Some(work));
        assert_eq!(store.job(waiting.id).unwrap(), Some(waiting));
    });
}

#[test]
fn a_panic_in_a_change_leaves_the_record_as_it_was() {
    on_every_database(|store| {
        let (work, _, _) = hand_in(store, 10);
        let fault = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.update_attempt(work.id, &mut |it| {
                it.give_up(at(9));
                panic!("a fault of the caller");
            })
        }));
        assert!(fault.is_err());
        assert_eq!(store.attempt(work.id).unwrap(), Some(work.clone()));
        let changed = store
            .update_attempt(work.id, &mut |it| it.give_up(at(9)))
            .unwrap();
        assert_eq!(changed.unwrap().state, AttemptState::GaveUp);
    });
}

#[test]
fn what_could_not_be_read_back_is_not_kept() {
    on_every_database(|store| {
        let (_, answer, waiting) = hand_in(store, 10);
        let mut broken = judgement(20, &answer, Outcome::Pass);
        let Detail::Numeric(detail) = &mut broken.result.detail else {
            unreachable!()
        };
        detail.drawn.insert("n".to_owned(), f64::NAN);
        let told = store.finish(waiting.id, &broken, &mut |_| Vec::new());
        assert!(
            matches!(
                told,
                Err(Error::Unwritable {
                    what: "judgement",
                    ..
                })
            ),
            "{told:?}"
        );
        assert_eq!(store.job(waiting.id).unwrap(), Some(waiting));
        let large = submission(30, &attempt(10, "urn-draws"), &"x".repeat(MOST_BYTES));
        let told = store.submit(&large, &job(31, &large), None);
        assert!(matches!(told, Err(Error::TooLarge { .. })), "{told:?}");
    });
}

#[test]
fn settings_are_json_and_limited() {
    on_every_database(|store| {
        store.set_setting("theme", r#""dark""#).unwrap();
        store.set_setting("theme", r#"{"dark":true}"#).unwrap();
        assert_eq!(
            store.setting("theme").unwrap().as_deref(),
            Some(r#"{"dark":true}"#)
        );
        let told = store.set_setting("theme", "dark");
        assert!(
            matches!(
                told,
                Err(Error::Unwritable {
                    what: "setting",
                    ..
                })
            ),
            "{told:?}"
        );
        for number in 1..MOST_SETTINGS {
            store.set_setting(&number.to_string(), "1").unwrap();
        }
        let told = store.set_setting("one more", "1");
        assert!(matches!(told, Err(Error::TooLarge { .. })), "{told:?}");
        store.set_setting("theme", "1").unwrap();
        assert_eq!(store.settings().unwrap().len(), MOST_SETTINGS);
        assert_eq!(store.setting("one more").unwrap(), None);
    });
}

#[test]
fn the_clock_never_goes_back() {
    on_every_database(|store| {
        assert_eq!(store.clock().unwrap(), None);
        assert_eq!(store.raise_clock(at(50)).unwrap(), at(50));
        assert_eq!(store.raise_clock(at(20)).unwrap(), at(50));
        assert_eq!(store.raise_clock(at(60)).unwrap(), at(60));
        assert_eq!(store.clock().unwrap(), Some(at(60)));
    });
}

#[test]
fn threads_lose_no_change() {
    on_every_database(|store| {
        let work = attempt(10, "iou");
        store.insert_attempt(&work).unwrap();
        std::thread::scope(|threads| {
            for _ in 0..4 {
                threads.spawn(|| {
                    for _ in 0..25 {
                        store
                            .update_attempt(work.id, &mut |it| it.timer.elapsed_ms += 1)
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(
            store.attempt(work.id).unwrap().unwrap().timer.elapsed_ms,
            100
        );
    });
}

#[test]
fn an_answer_and_its_entry_in_a_loop_are_kept_together_or_not_at_all() {
    on_every_database(|store| {
        let (work, _, _) = hand_in(store, 10);
        let id = id(70);
        store.insert_loop(id, person(), &entry(0)).unwrap();
        let answer = submission(30, &work, "1");
        let waiting = job(31, &answer);
        // The timeline went on, or is not there.
        for (of, number) in [(id, 0), (id, 2), (crate::support::id(72), 1)] {
            let kept = store.submit(&answer, &waiting, Some((of, &entry(number))));
            assert!(!kept.unwrap(), "{number}");
            assert_eq!(store.submission(answer.id).unwrap(), None);
            assert_eq!(store.job(waiting.id).unwrap(), None);
        }
        // An answer that is refused leaves no entry behind.
        let orphan = submission(40, &attempt(77, "iou"), "1");
        let refused = store.submit(&orphan, &job(41, &orphan), Some((id, &entry(1))));
        assert!(refused.is_err());
        assert_eq!(store.timeline(id).unwrap(), Some(vec![entry(0)]));

        assert!(
            store
                .submit(&answer, &waiting, Some((id, &entry(1))))
                .unwrap()
        );
        assert_eq!(store.timeline(id).unwrap(), Some(vec![entry(0), entry(1)]));
        assert_eq!(store.submission(answer.id).unwrap(), Some(answer));
    });
}

#[test]
fn a_timeline_only_grows_at_its_end() {
    on_every_database(|store| {
        let id = id(70);
        assert_eq!(store.timeline(id).unwrap(), None);
        store.insert_loop(id, person(), &entry(0)).unwrap();
        store
            .insert_loop(crate::support::id(71), person(), &entry(0))
            .unwrap();
        assert_eq!(
            store.loops(person(), 10).unwrap(),
            [crate::support::id(71), id]
        );
        assert_eq!(store.loops(person(), 1).unwrap(), [crate::support::id(71)]);

        let grown = store.extend_timeline(id, &mut |entries| {
            assert_eq!(entries, [entry(0)]);
            vec![entry(1), entry(2)]
        });
        let whole = vec![entry(0), entry(1), entry(2)];
        assert_eq!(grown.unwrap().as_ref(), Some(&whole));
        // What does not follow is refused, and nothing of its change stays.
        for wrong in [vec![entry(4)], vec![entry(2)], vec![entry(3), entry(3)]] {
            let refused = store.extend_timeline(id, &mut |_| wrong.clone());
            assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        }
        assert_eq!(store.timeline(id).unwrap().as_ref(), Some(&whole));
        assert_eq!(
            store.extend_timeline(id, &mut |_| Vec::new()).unwrap(),
            Some(whole)
        );
        let nowhere = crate::support::id(72);
        assert_eq!(
            store
                .extend_timeline(nowhere, &mut |_| vec![entry(0)])
                .unwrap(),
            None
        );
    });
}

#[test]
fn a_loops_drafts_keep_the_rule_of_drafts() {
    on_every_database(|store| {
        store.insert_loop(id(70), person(), &entry(0)).unwrap();
        let draft = |version, text: &str| {
            let mut draft = draft(&attempt(10, "iou"), "scorecard_0", version, text);
            draft.of = id(70);
            draft
        };
        assert_eq!(store.save_loop_draft(&draft(1, "a")).unwrap(), Saved::Saved);
        assert_eq!(store.save_loop_draft(&draft(3, "b")).unwrap(), Saved::Saved);
        let stale = store.save_loop_draft(&draft(2, "c")).unwrap();
        assert_eq!(stale, Saved::Stale(draft(3, "b")));
        assert_eq!(store.loop_drafts(id(70)).unwrap(), [draft(3, "b")]);
        let mut lost = draft(1, "a");
        lost.of = id(99);
        let missing = store.save_loop_draft(&lost);
        assert!(
            matches!(missing, Err(Error::Missing { what: "loop", .. })),
            "{missing:?}"
        );
    });
}

#[test]
fn a_story_is_kept_at_its_latest_version() {
    on_every_database(|store| {
        let story = |version, title: &str| KeptStory {
            id: id(80),
            person: person(),
            version,
            touched: at(i64::try_from(version).unwrap()),
            story: Story {
                title: title.to_owned(),
                ..Story::default()
            },
        };
        let save = |version, title| store.save_story(&story(version, title)).unwrap();
        assert_eq!(store.story(id(80)).unwrap(), None);
        assert_eq!(save(1, "a"), None, "what is not there is not brought back");
        assert!(store.insert_story(&story(1, "a")).unwrap());
        assert!(!store.insert_story(&story(9, "z")).unwrap());
        assert_eq!(save(3, "b"), Some(story(3, "b")));
        // What is older, or as old and different, changes nothing and is told.
        assert_eq!(save(2, "c"), Some(story(3, "b")));
        assert_eq!(save(3, "c"), Some(story(3, "b")));
        assert_eq!(store.stories(person(), 10).unwrap(), [story(3, "b")]);
        // A deleted story is gone, and may come back as it was.
        assert_eq!(store.delete_story(id(80)).unwrap(), Some(story(3, "b")));
        assert_eq!(store.story(id(80)).unwrap(), None);
        assert_eq!(store.delete_story(id(80)).unwrap(), None);
        assert_eq!(store.stories(person(), 10).unwrap(), []);
        assert_eq!(save(4, "d"), None);
        assert!(store.insert_story(&story(3, "b")).unwrap());
        assert_eq!(store.stories(person(), 10).unwrap(), [story(3, "b")]);
    });
}
