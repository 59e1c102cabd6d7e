//! Reads the links: who calls whom, when, and what happens when a call does not go well.

use toml::Spanned;

use super::{
    check::Names,
    coming,
    file::{ComponentFile, LinkFile},
    law::Law,
    model::Link,
    reader::Reader,
    scenario,
};

/// Most links of a design.
const MOST_LINKS: usize = 5000;
/// Most retries of a call.
const MOST_RETRIES: u32 = 100;

/// Reads the links.
pub(super) fn links(
    reader: &mut Reader<'_>,
    files: &[Spanned<LinkFile>],
    components: &[Spanned<ComponentFile>],
    names: &Names<'_>,
    types: &[&str],
) -> Option<Vec<Link>> {
    if files.len() > MOST_LINKS {
        let message = format!("there are {} links, more than {MOST_LINKS}", files.len());
        let help = "write machines that are alike as one component with instances";
        reader.wrong(files[MOST_LINKS].span().start, message, help);
        return None;
    }
    let found: Vec<Option<Link>> = files
        .iter()
        .map(|file| link(reader, file, components, names, types))
        .collect();
    found.into_iter().collect()
}

fn link(
    reader: &mut Reader<'_>,
    spanned: &Spanned<LinkFile>,
    components: &[Spanned<ComponentFile>],
    names: &Names<'_>,
    types: &[&str],
) -> Option<Link> {
    let file = spanned.get_ref();
    let ends = format!(
        "link \"{}\" → \"{}\"",
        file.from.get_ref(),
        file.to.get_ref()
    );
    let what = |key: &str| format!("{ends}: {key}");
    let from = scenario::named(reader, &what("from"), &file.from, names);
    let to = scenario::named(reader, &what("to"), &file.to, names);
    let tries = tries(reader, &what, file);
    let share = match &file.share {
        Some(number) => reader.number(&what("share"), number, 0.0..=1.0),
        None => Some(1.0),
    };
    let fan_out = match &file.fan_out {
        Some(number) => reader.whole(&what("fan_out"), number, 1..=10_000),
        None => Some(1),
    };
    let step = match &file.step {
        Some(number) => reader.whole(&what("step"), number, 1..=200),
        None => Some(1),
    };
    let latency = match &file.latency {
        Some(value) => reader.law(&what("latency"), value),
        None => Some(Law::ZERO),
    };
    let timeout = match &file.timeout {
        Some(text) => reader.positive_duration(&what("timeout"), text).map(Some),
        None => Some(None),
    };
    let types = coming::only(
        reader,
        &what("only"),
        spanned.span().start,
        file.only.as_ref(),
        types,
    );
    // What takes messages has answered before it hands them on.
    let messages = from.is_some_and(|from| {
        matches!(
            components[from].get_ref().kind.get_ref().as_str(),
            "queue" | "stream"
        )
    });
    let tries = tries?;
    Some(Link {
        from: from?,
        to: to?,
        share: share?,
        fan_out: fan_out?,
        step: step?,
        latency: latency?,
        timeout: timeout?,
        retries: tries.retries,
        backoff: tries.backoff,
        budget: tries.budget,
        optional: file.optional.unwrap_or(false),
        detached: file.detached.unwrap_or(messages),
        types: types?,
    })
}

/// How often a call is made again, and when.
struct Tries {
    retries: u32,
    backoff: u64,
    budget: Option<f64>,
}

fn tries(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &LinkFile,
) -> Option<Tries> {
    let retries = match &file.retries {
        Some(number) => reader.whole(&what("retries"), number, 0..=MOST_RETRIES),
        None => Some(0),
    };
    let backoff = match &file.backoff {
        Some(text) => reader.duration(&what("backoff"), text),
        None => Some(0),
    };
    let budget = match &file.budget {
        Some(number) => reader
            .number(&what("budget"), number, 0.0..=100.0)
            .map(Some),
        None => Some(None),
    };
    Some(Tries {
        retries: retries?,
        backoff: backoff?,
        budget: budget?,
    })
}
