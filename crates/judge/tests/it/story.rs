//! Tellings: what is found in words, what is not, and that every quote is an exact slice.

use std::collections::BTreeSet;

use onsite_domain::{
    answer::Answer,
    judgement::{Detail, Outcome},
    question::{Body, Level},
    story::{
        ExampleTelling, Gap, GapFound, LevelAnchor, MOST_TOLD_BYTES, Part, Probe, StoryDetail,
        StoryQuestion, Told,
    },
};
use onsite_judge::{Error, Options, Reveal, measure_telling};
use onsite_sandbox::Cancel;
use proptest::{prelude::*, test_runner::TestRunner};

use crate::support::{Trials, judge, question};

pub const TRIALS: Trials = &[
    ("a_good_story_has_no_gap", a_good_story_has_no_gap),
    ("own_part", own_part),
    ("decisions", decisions),
    ("results", results),
    ("baselines", baselines),
    ("measuring", measuring),
    ("vague_amounts", vague_amounts),
    ("blame", blame),
    ("lessons", lessons),
    ("set_up", set_up),
    ("sentences", sentences),
    (
        "long_quotes_are_cut_around_the_words",
        long_quotes_are_cut_around_the_words,
    ),
    ("counts", counts),
    (
        "parts_told_aloud_are_not_found_wanting",
        parts_told_aloud_are_not_found_wanting,
    ),
    ("nothing_told_lacks_a_result", nothing_told_lacks_a_result),
    ("judging_gives_no_mark", judging_gives_no_mark),
    (
        "what_is_no_telling_is_refused",
        what_is_no_telling_is_refused,
    ),
    (
        "proofs_hold_tellings_to_their_gaps",
        proofs_hold_tellings_to_their_gaps,
    ),
    (
        "any_text_is_read_and_every_quote_is_a_slice",
        any_text_is_read_and_every_quote_is_a_slice,
    ),
    ("speech_of_any_shape_is_read", speech_of_any_shape_is_read),
    ("hostile_texts_end_soon", hostile_texts_end_soon),
];

fn told(part: Part, text: &str) -> Told {
    Told {
        part,
        text: text.to_owned(),
        spoken_ms: None,
    }
}

/// A telling in which nothing is missed.
fn good() -> Vec<Told> {
    vec![
        told(Part::Context, "In 2023 I was the scientist for returns."),
        told(Part::Problem, "Every third size was wrong."),
        told(
            Part::Actions,
            "I read 200 returns. I built a table of sizes.",
        ),
        told(
            Part::Decisions,
            "I chose a table over a model, because it could be mended.",
        ),
        told(
            Part::Result,
            "Returns fell from 17.1% to 15.2% against the control in an A/B test.",
        ),
        told(Part::Lesson, "I read returns before I choose a metric."),
        told(Part::People, "A designer drew the table."),
    ]
}

/// The good telling with one part told otherwise; without a text it is left out.
fn with(part: Part, text: Option<&str>) -> Vec<Told> {
    let mut parts = good();
    parts.retain(|told| told.part != part || text.is_some());
    for told in parts.iter_mut().filter(|told| told.part == part) {
        text.unwrap_or_default().clone_into(&mut told.text);
    }
    parts
}

fn measure(parts: &[Told]) -> StoryDetail {
    measure_telling(parts, None)
}

fn found(parts: &[Told]) -> Vec<Gap> {
    measure(parts).gaps.iter().map(|found| found.gap).collect()
}

/// Holds a table: a part told in some way, and exactly the gaps that it then has.
#[track_caller]
fn check(part: Part, cases: &[(&str, &[Gap])]) {
    for (text, gaps) in cases {
        let parts = with(part, Some(text));
        let detail = measure(&parts);
        let given: Vec<Gap> = detail.gaps.iter().map(|found| found.gap).collect();
        assert_eq!(given, *gaps, "{part:?}: {text}\n{:#?}", detail.gaps);
        exact(&parts, &detail.gaps);
    }
}

/// Every quote is a slice of the part it is said to be in, and short.
#[track_caller]
fn exact(parts: &[Told], gaps: &[GapFound]) {
    for GapFound { part, quote, .. } in gaps {
        let Some(quote) = quote else { continue };
        let told = parts.iter().find(|told| told.part == *part);
        assert!(
            told.is_some_and(|told| told.text.contains(quote.as_str())),
            "{quote:?}"
        );
        assert!(
            !quote.trim().is_empty() && quote.chars().count() <= 200,
            "{quote:?}"
        );
    }
}

fn quote(parts: &[Told], gap: Gap) -> String {
    let detail = measure(parts);
    let found = detail.gaps.iter().find(|found| found.gap == gap);
    found
        .and_then(|found| found.quote.clone())
        .unwrap_or_default()
}

fn value(parts: &[Told], id: &str) -> f64 {
    let detail = measure(parts);
    let measure = detail.measures.iter().find(|measure| measure.id == id);
    measure.map_or(f64::NAN, |measure| measure.value)
}

fn a_good_story_has_no_gap() {
    assert_eq!(found(&good()), []);
    // The order in which it is told, its people and its context may be left out.
    for part in [Part::Context, Part::Problem, Part::People] {
        assert_eq!(found(&with(part, None)), [], "{part:?}");
    }
}

fn own_part() {
    use Gap::WeForI;
    check(
        Part::Actions,
        &[
            ("We built a table. We shipped it.", &[WeForI]),
            (
                "We built it, we shipped it, and we left. I wrote the note.",
                &[WeForI],
            ),
            ("We’ve built it and we’d tested it.", &[WeForI]),
            ("The team built a table. Our team shipped it.", &[WeForI]),
            ("WE built it. WE sold it.", &[WeForI]),
            // As often as the group is enough; one's own part is there to be heard.
            ("We met. I built a table.", &[]),
            ("I’ve built it; I’m its owner. We met once.", &[]),
            ("I built our table for our customers with our tools.", &[]),
            ("They told us. I built it.", &[]),
            ("i built it and we met.", &[]),
            ("Built a table. Shipped it.", &[]),
            ("My team lead asked. I built it.", &[]),
            (
                "I asked them. They said, “We cannot, we are late, we have no one.” I waited.",
                &[],
            ),
            (
                "I asked. \"We cannot, we are late, we said so.\" I waited.",
                &[],
            ),
            // Not the first person: a country, an abbreviation, a Roman one, a running index.
            (
                "I sold it in the US and the U.S. market, i.e. to us all.",
                &[],
            ),
            ("We met. I set I/O limits and a type I error of 5%.", &[]),
        ],
    );
    // None of these is an "I": the group acts alone.
    for roman in [
        "We set a type I error.",
        "We wrote: for i in rows.",
        "We set i = 3.",
        "We cut I/O.",
    ] {
        let parts = with(
            Part::Actions,
            Some(&format!("{roman} We met. We left. I built it.")),
        );
        assert_eq!(found(&parts), [WeForI], "{roman}");
    }
    let parts = with(
        Part::Actions,
        Some("I met them. We built it. We shipped it, and we left."),
    );
    assert_eq!(quote(&parts, WeForI), "We built it.");
}

fn decisions() {
    use Gap::{NoAlternative, NoDecision};
    check(
        Part::Decisions,
        &[
            ("We decided to wait.", &[NoDecision]),
            ("It was decided by the board.", &[NoDecision]),
            ("My manager decided.", &[NoDecision]),
            ("I was told to wait.", &[NoDecision]),
            ("I decided to wait.", &[NoAlternative]),
            ("I picked the table.", &[NoAlternative]),
            ("It was my call.", &[NoAlternative]),
            ("I talked over lunch and decided to wait.", &[NoAlternative]),
            ("I decided to wait instead of shipping.", &[]),
            ("I chose a table rather than a model.", &[]),
            ("I picked the table over the model.", &[]),
            ("I favored the table over the model.", &[]),
            ("I favoured the table over the model.", &[]),
            ("I prioritised sizes. The alternative was colours.", &[]),
            ("I considered three options and took the cheapest.", &[]),
            (
                "I stopped the launch. We could have shipped on Monday.",
                &[],
            ),
            ("The trade-off was speed; I gave it up.", &[]),
            ("I weighed a table against a model.", &[]),
            (
                "The decision was mine: a table, not a model, as opposed to both.",
                &[],
            ),
        ],
    );
    // A decision may be told among the actions, and no part of its own is needed.
    let mut parts = with(Part::Decisions, None);
    assert_eq!(found(&parts), [NoDecision]);
    "I read 200 returns and decided on a table instead of a model.".clone_into(&mut parts[2].text);
    assert_eq!(found(&parts), []);
}

fn results() {
    use Gap::{NoBaseline, NoNumber, NotMeasured};
    let lacks: &[Gap] = &[NoBaseline, NotMeasured];
    check(
        Part::Result,
        &[
            ("It worked.", &[NoNumber]),
            ("Success", &[NoNumber]),
            (
                "It launched in 2023 on phase 2 of the L5 plan, in Q3, as the 1st of its kind.",
                &[NoNumber],
            ),
            ("It launched on May 3 and in March 2024.", &[NoNumber]),
            (
                "One of them told me that no one had complained, at the third attempt.",
                &[NoNumber],
            ),
            (
                "Sales last quarter were fine and I double-checked them.",
                &[NoNumber],
            ),
            ("Thousands of customers were glad.", &[NoNumber]),
            (
                "It uses GPT-4 and a two-tower model, zero-shot.",
                &[NoNumber],
            ),
            ("Returns are at 15%.", lacks),
            ("Returns are at 15 per cent.", lacks),
            ("Returns are at 3.5.", lacks),
            ("Returns doubled.", lacks),
            ("Returns halved.", lacks),
            ("Half of them came back.", lacks),
            ("Two thirds came back.", lacks),
            ("A third of them came back.", lacks),
            ("Returns fell by a third.", lacks),
            ("A third party fell by a third time.", &[NoNumber]),
            ("Twenty-five came back.", lacks),
            ("1. They came back.\n2. They stayed.", &[NoNumber]),
            ("It saved $1.2m.", lacks),
            ("It saved €40k a year.", lacks),
            ("It takes 40ms.", lacks),
            ("Latency is down 3x.", lacks),
            ("It runs in one hour.", lacks),
            ("½ of them came back.", lacks),
            ("It is used by 2,019 people.", lacks),
        ],
    );
    let parts = with(
        Part::Result,
        Some("People like it. It improved significantly."),
    );
    assert_eq!(quote(&parts, NoNumber), "It improved significantly.");
    let parts = with(Part::Result, None);
    assert_eq!(found(&parts), [Gap::NoResult]);
    let parts = with(Part::Result, Some(" \n— "));
    assert_eq!(found(&parts), [Gap::NoResult]);
}

fn baselines() {
    use Gap::NoBaseline;
    check(
        Part::Result,
        &[
            ("Measured returns are at 15%.", &[NoBaseline]),
            (
                "In the audit more than 40 of them were right.",
                &[NoBaseline],
            ),
            (
                "In the audit fewer than a third failed, from 12 sites.",
                &[NoBaseline],
            ),
            ("We have it under control: 15% in the audit.", &[NoBaseline]),
            ("Audited, it fell from 17% to 15%.", &[]),
            ("Audited, it fell from three to two.", &[]),
            ("Audited, it went down to 15% from 17%.", &[]),
            ("Audited, it went from nine to one.", &[]),
            ("It is 15% compared with 17%, audited.", &[]),
            ("It is 15% versus 17%, audited.", &[]),
            ("It is 15% vs. 17%, audited.", &[]),
            ("It is at 15%, audited. Before, it was 17%.", &[]),
            ("Audited, it is 2 points better than the old table.", &[]),
            ("The audit says 15%; the baseline was 17%.", &[]),
            ("It used to be 17% and the audit says 15%.", &[]),
            ("15% came back where 17% had previously, by the audit.", &[]),
            ("It is 15% in the holdout, and 17% in the control.", &[]),
            ("15% of a target of 14%, by the audit.", &[]),
        ],
    );
}

fn measuring() {
    use Gap::NotMeasured;
    check(
        Part::Result,
        &[
            ("Returns fell from 17% to 15%.", &[NotMeasured]),
            ("Returns fell from 17% to 15% in an A/B test.", &[]),
            ("Returns fell from 17% to 15% in an AB test.", &[]),
            (
                "Returns fell from 17% to 15%, as measured in the shops.",
                &[],
            ),
            ("Returns fell from 17% to 15%, as the dashboard shows.", &[]),
            ("Returns fell from 17% to 15% offline.", &[]),
            ("Returns fell from 17% to 15% on held-out data.", &[]),
            (
                "Returns fell from 17% to 15%. The trial was randomised.",
                &[],
            ),
            (
                "Returns fell from 17% to 15%. The trial was randomized.",
                &[],
            ),
            ("Returns fell from 17% to 15%, by the logs.", &[]),
            ("Returns fell from 17% to 15% in a survey of 300.", &[]),
        ],
    );
    // An experiment that was told before need not be told again.
    let mut parts = with(Part::Result, Some("Returns fell from 17% to 15%."));
    "I ran an A/B test for four weeks.".clone_into(&mut parts[2].text);
    assert_eq!(found(&parts), []);
}

fn vague_amounts() {
    use Gap::VagueAmount;
    check(
        Part::Actions,
        &[
            ("I asked a lot of people.", &[VagueAmount]),
            ("I asked many people.", &[VagueAmount]),
            ("I made it far faster.", &[VagueAmount]),
            ("I made it much better.", &[VagueAmount]),
            ("I quickly wrote it.", &[VagueAmount]),
            ("I wrote it for thousands of people.", &[VagueAmount]),
            ("I asked a lot of people, 40 in all.", &[]),
            ("I asked how many people had it.", &[]),
            (
                "I asked whether it differs statistically significantly.",
                &[],
            ),
            ("I asked as many as had called.", &[]),
            ("I asked for much after that.", &[]),
            ("I did not need many words.", &[VagueAmount]),
            ("I was told “many people” and asked for a number.", &[]),
        ],
    );
    // What is said of the world before the story is nobody's claim.
    assert_eq!(
        found(&with(Part::Problem, Some("Many customers complained."))),
        []
    );
}

fn blame() {
    use Gap::Blame;
    check(
        Part::Problem,
        &[
            ("It was their fault.", &[Blame]),
            ("The vendor failed to deliver.", &[Blame]),
            ("He failed to tell me.", &[Blame]),
            ("They never told us.", &[Blame]),
            ("It failed because of them.", &[Blame]),
            ("I think it was their fault.", &[Blame]),
            ("I told them twice and they never answered.", &[Blame]),
            ("The other team dropped the ball.", &[Blame]),
            ("My manager had no idea.", &[Blame]),
            ("They didn’t listen.", &[Blame]),
            ("It was not their fault.", &[]),
            ("Nobody was to blame.", &[]),
            ("The fault was mine.", &[]),
            ("I dropped the ball.", &[]),
            ("I was to blame.", &[]),
            ("I failed to tell them.", &[]),
            ("Two jobs ran and they failed to converge.", &[]),
            ("The build failed to start.", &[]),
            ("Customers never came back; they never saw the page.", &[]),
            ("They said, “It is their fault.”", &[]),
            ("I had no idea what a depot is.", &[]),
        ],
    );
}

fn lessons() {
    use Gap::NoLesson;
    check(
        Part::Lesson,
        &[
            ("None.", &[NoLesson]),
            ("n/a", &[NoLesson]),
            ("I ask first now.", &[]),
            ("Count before you promise.", &[]),
        ],
    );
    assert_eq!(found(&with(Part::Lesson, None)), [NoLesson]);
    let mut parts = with(Part::Lesson, None);
    parts[4].text.push_str(" I learnt to read returns first.");
    assert_eq!(found(&parts), []);
}

fn set_up() {
    use Gap::LongSetUp;
    let words = |count: usize| "word ".repeat(count);
    let long = |context: &str, problem: &str| {
        let mut parts = good();
        context.clone_into(&mut parts[0].text);
        problem.clone_into(&mut parts[1].text);
        found(&parts) == [LongSetUp]
    };
    assert!(!long(&words(40), &words(35)), "75 words are half a minute");
    assert!(long(&words(40), &words(36)));
    let action = format!("{}. I built a table. {}", words(60), words(60));
    assert!(
        !long(&action, &words(60)),
        "what follows the first own action is no set-up"
    );
    let role = format!(
        "I was the scientist. I worked there. I owned it. {}",
        words(70)
    );
    assert!(long(&role, ""), "what one is, is no action");
    let joint = format!("We built a table. {}", words(75));
    assert!(long(&joint, ""), "what the group did is no own action");

    // As spoken, where a clock ran.
    let mut parts = good();
    parts[0].spoken_ms = Some(20_000);
    parts[1].spoken_ms = Some(10_000);
    assert_eq!(found(&parts), []);
    parts[1].spoken_ms = Some(10_001);
    assert_eq!(found(&parts), [LongSetUp]);
    assert_eq!(quote(&parts, LongSetUp), "Every third size was wrong.");
    assert!((value(&parts, "set_up_seconds") - 30.001).abs() < 1e-9);
}

fn sentences() {
    // Each text holds one sentence with blame, which is quoted whole and alone.
    const BLAMED: &str = "It was their fault.";
    for text in [
        "It rose by 3.5 points. It was their fault. Then it fell.",
        "We saw e.g. sizes. It was their fault. Then it fell.",
        "It was 15 vs. 17. It was their fault. Then it fell.",
        "It ran at 40 ms. It was their fault. Then it fell.",
        "I chose variant B. It was their fault. Then it fell.",
        "It fell (by half). It was their fault. Then it fell.",
        "It fell… It was their fault. Then it fell.",
        "Why?! It was their fault. Then it fell.",
        "Three things:\n- sizes\n- It was their fault.\n- colours",
        "Three things:\n1. sizes\n2. It was their fault.\n3. colours",
        "* sizes\n* It was their fault.",
        "sizes\n\nIt was their fault.\n\ncolours",
        "Größe 3,5 – naïve. It was their fault. 終わり。",
    ] {
        let parts = with(Part::Problem, Some(text));
        assert_eq!(quote(&parts, Gap::Blame), BLAMED, "{text}");
    }
    // Without stops a line is a sentence, and a wrapped line is not.
    let parts = with(
        Part::Problem,
        Some("it was late\nit was their fault\nit fell"),
    );
    assert!(quote(&parts, Gap::Blame).contains("it was their fault"));
    let wrapped = "They said in the first meeting that it would all come right, and\nthat it was their fault.";
    assert_eq!(
        quote(&with(Part::Problem, Some(wrapped)), Gap::Blame),
        wrapped
    );
}

fn long_quotes_are_cut_around_the_words() {
    let lead = "and then the numbers rose once more ".repeat(20);
    let text = format!("It began in spring {lead} and it was their fault {lead}.");
    let parts = with(Part::Problem, Some(&text));
    let quote = quote(&parts, Gap::Blame);
    assert!(quote.contains("their fault"), "{quote}");
    exact(&parts, &measure(&parts).gaps);
    let endless = format!("{}their fault", "ä".repeat(500));
    exact(
        &with(Part::Problem, Some(&endless)),
        &measure(&with(Part::Problem, Some(&endless))).gaps,
    );
}

fn counts() {
    let text =
        "I said we’d sell it in the US: two thirds of 1,200 for us, my part was $3.5m, not $2m.";
    let parts = [told(Part::Actions, text)];
    for (id, expected) in [("i", 2.0), ("we", 2.0), ("numbers", 4.0), ("words", 20.0)] {
        assert!(
            (value(&parts, id) - expected).abs() < 1e-9,
            "{id}: {}",
            value(&parts, id)
        );
    }
    let parts = with(Part::Context, Some("word word word word"));
    assert!((value(&parts, "words_context") - 4.0).abs() < 1e-9);
    assert!(value(&parts, "set_up_share") > 0.0 && value(&parts, "set_up_share") < 100.0);
}

fn parts_told_aloud_are_not_found_wanting() {
    let aloud: Vec<Told> = Part::ALL
        .into_iter()
        .map(|part| Told {
            part,
            text: String::new(),
            spoken_ms: Some(9_000),
        })
        .collect();
    assert_eq!(found(&aloud), []);
    assert!((value(&aloud, "spoken_result") - 9.0).abs() < 1e-9);
    let mut slow = aloud;
    slow[0].spoken_ms = Some(31_000);
    assert_eq!(found(&slow), [Gap::LongSetUp]);
    assert_eq!(quote(&slow, Gap::LongSetUp), "");
}

fn nothing_told_lacks_a_result() {
    assert_eq!(found(&[]), [Gap::NoDecision, Gap::NoResult, Gap::NoLesson]);
    assert_eq!(
        found(&[told(Part::Result, "Success")]),
        [Gap::NoDecision, Gap::NoNumber, Gap::NoLesson]
    );
}

fn anchor(level: Level) -> LevelAnchor {
    LevelAnchor {
        level,
        below: format!("below {level:?}"),
        at: format!("at {level:?}"),
        above: format!("above {level:?}"),
    }
}

fn example(path: &str, telling: Vec<Told>, gaps: &[Gap]) -> ExampleTelling {
    ExampleTelling {
        path: path.to_owned(),
        telling,
        gaps: gaps.to_vec(),
        because: "It does.".to_owned(),
    }
}

fn story() -> StoryQuestion {
    StoryQuestion {
        principles: vec!["ownership".to_owned()],
        probes: vec![Probe {
            on: Gap::NoResult,
            ask: "And then?".to_owned(),
        }],
        pushback: Vec::new(),
        anchors: [Level::L4, Level::L5, Level::L6, Level::L7]
            .map(anchor)
            .to_vec(),
        tellings: vec![
            example("tellings/strong.toml", good(), &[]),
            example(
                "tellings/weak.toml",
                with(Part::Result, None),
                &[Gap::NoResult],
            ),
        ],
    }
}

fn judging_gives_no_mark() {
    let question = question(Body::Story(story()));
    let answer = Answer::Story {
        parts: with(Part::Result, None),
    };
    let options = Options {
        seed: 0,
        reveal: Reveal::None,
        stop_at_first_failure: true,
        try_again: true,
    };
    let judge = judge();
    let judged = judge
        .judge(&question, &answer, &options, &|_| {}, &Cancel::new())
        .expect("a telling is judged");
    assert_eq!((judged.outcome, judged.score), (Outcome::Unjudged, None));
    assert_eq!(judged.verdict(), "unjudged");
    assert!(
        judged.findings[0].text.contains("sincere"),
        "{:?}",
        judged.findings
    );
    let Detail::Story(detail) = &judged.detail else {
        panic!("{:?}", judged.detail);
    };
    assert_eq!(
        detail.gaps[0].probe, "And then?",
        "the question's own probe"
    );
    let run = judge
        .run(&question, &answer, &[], &options, &|_| {}, &Cancel::new())
        .expect("a telling is judged");
    assert_eq!(run.detail, judged.detail);
    assert!(
        judge
            .samples(&question, &Cancel::new())
            .expect("none")
            .is_empty()
    );
}

fn what_is_no_telling_is_refused() {
    let question = question(Body::Story(story()));
    let refused = |parts: Vec<Told>| match judge().accepts(&question, &Answer::Story { parts }, &[])
    {
        Err(Error::NotATelling(error)) => error.to_string(),
        other => panic!("{other:?}"),
    };
    assert!(refused(Vec::new()).contains("nothing is told"));
    assert!(refused(vec![told(Part::Lesson, " ")]).contains("nothing is told"));
    let twice = vec![told(Part::Lesson, "a"), told(Part::Lesson, "b")];
    assert!(refused(twice).contains("`lesson` is told twice"));
    let late = vec![told(Part::Lesson, "a"), told(Part::Context, "b")];
    assert!(refused(late).contains("`context` comes after `lesson`"));
    let long = vec![told(Part::Actions, &"a".repeat(MOST_TOLD_BYTES + 1))];
    assert!(refused(long).contains("at most 65536"));
    let mut slow = vec![told(Part::Actions, "a")];
    slow[0].spoken_ms = Some(u64::MAX);
    assert!(refused(slow).contains("more than an hour"));
    let word = Answer::Story {
        parts: vec![told(Part::Result, "Success")],
    };
    judge()
        .accepts(&question, &word, &[])
        .expect("a telling is judged");
    let number = Answer::Numeric {
        text: "1".to_owned(),
    };
    let wrong = judge().accepts(&question, &number, &[]);
    assert!(matches!(wrong, Err(Error::WrongKind { .. })), "{wrong:?}");
}

fn proofs_hold_tellings_to_their_gaps() {
    let prove = |change: &dyn Fn(&mut StoryQuestion)| -> BTreeSet<&'static str> {
        let mut story = story();
        change(&mut story);
        let proof = judge().prove(&question(Body::Story(story)), &|_| {}, &Cancel::new());
        proof
            .expect("a proof")
            .faults
            .iter()
            .map(|fault| fault.code)
            .collect()
    };
    assert_eq!(prove(&|_| {}), BTreeSet::new());
    assert_eq!(
        prove(&|story| story.tellings[0].gaps.push(Gap::Blame)),
        BTreeSet::from(["gap-not-found"])
    );
    assert_eq!(
        prove(&|story| story.tellings[1].gaps.clear()),
        BTreeSet::from(["unstated-gap"])
    );
    assert_eq!(
        prove(&|story| story.probes.clear()),
        BTreeSet::from(["no-probe"])
    );
    assert_eq!(
        prove(&|story| "AT  l5!".clone_into(&mut story.anchors[2].at)),
        BTreeSet::from(["same-anchor"])
    );
}

/// Runs a property over every way to put a text into the parts.
fn property(texts: impl Strategy<Value = Vec<String>>) {
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let ran = runner.run(&texts, |texts| {
        let parts: Vec<Told> = Part::ALL
            .into_iter()
            .zip(&texts)
            .map(|(part, text)| told(part, text))
            .collect();
        let detail = measure(&parts);
        exact(&parts, &detail.gaps);
        let gaps: Vec<Gap> = detail.gaps.iter().map(|found| found.gap).collect();
        let once: BTreeSet<Gap> = gaps.iter().copied().collect();
        prop_assert_eq!(once.len(), gaps.len(), "each gap at most once");
        prop_assert!(gaps.is_sorted(), "in the order in which they are probed");
        for measure in &detail.measures {
            prop_assert!(measure.value.is_finite() && measure.value >= 0.0);
        }
        Ok(())
    });
    ran.unwrap_or_else(|error| panic!("{error}"));
}

fn any_text_is_read_and_every_quote_is_a_slice() {
    property(proptest::collection::vec(any::<String>(), 7));
}

/// Pieces of speech in any order reach further than noise does.
fn speech_of_any_shape_is_read() {
    let piece = prop::sample::select(vec![
        "I",
        "i",
        "we",
        "We’ve",
        "US",
        "i.e.",
        "decided",
        "over",
        "rather than",
        "3.5%",
        "½",
        "from",
        "to",
        "one",
        "than",
        "two thirds",
        "a lot of",
        "much",
        "better",
        "their fault",
        "they",
        "never",
        "told",
        "“",
        "”",
        "\"",
        ".",
        "…",
        "?!",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "。",
        "é",
        "e\u{301}",
        "\u{200d}",
        "’",
        "$",
        "1,000",
        "A/B",
        "test",
        "A",
        "B",
        "\t",
        "(",
        ")",
        "none",
        "learned",
        "\r\n",
        "İ",
        "ß",
        "word-word",
        "a.b.c",
        "x_y",
        "2024-05",
    ]);
    let text = proptest::collection::vec((piece, prop::bool::ANY), 0..60).prop_map(|pieces| {
        let spaced = pieces
            .into_iter()
            .map(|(piece, space)| format!("{piece}{}", if space { " " } else { "" }));
        spaced.collect::<String>()
    });
    property(proptest::collection::vec(text, 7));
}

/// Texts that would be slow, were any rule to look back or ahead without a bound.
fn hostile_texts_end_soon() {
    for piece in [
        ".",
        "\n",
        " ",
        "a",
        "a.",
        "a. ",
        "\"",
        "“",
        "-",
        "\n- ",
        "1.\n",
        "a/a",
        "I ",
        "we ",
        "never ",
        "from 3 ",
        "many ",
        "…",
        "’",
        "é",
        "it was their fault ",
        "I decided over ",
    ] {
        let text = piece.repeat(MOST_TOLD_BYTES / piece.len());
        for part in Part::ALL {
            let parts = [told(part, &text)];
            exact(&parts, &measure(&parts).gaps);
        }
    }
}
