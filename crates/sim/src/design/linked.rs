//! Reads the links: who calls whom, when, and what happens when a call does not go well.

use std::collections::BTreeMap;

use serde::Deserialize as _;
use toml::{Spanned, Value};

use super::{
    check::Names,
    coming,
    file::{BreakerFile, ComponentFile, LimitFile, LinkFile},
    law::Law,
    model::{Breaker, Limit, Link},
    plan::{LAST_PRIORITY, USUAL_PRIORITY},
    read_carried,
    reader::Reader,
    scenario, units,
};

/// Most links of a design.
const MOST_LINKS: usize = 5000;
/// Most retries of a call.
const MOST_RETRIES: u32 = 100;
/// Most links with acknowledged messages from one component.
const MOST_GROUPS: usize = 16;
/// Calls that a breaker needs to have seen, where the file says nothing.
const LEAST_CALLS: u32 = 10;

/// Reads the links.
pub(super) fn links(
    reader: &mut Reader<'_>,
    files: &[Spanned<LinkFile>],
    components: &[Spanned<ComponentFile>],
    kinds: &[&str],
    names: &Names<'_>,
    types: &[&str],
    sealed: bool,
) -> Option<Vec<Link>> {
    if files.len() > MOST_LINKS {
        let message = format!("there are {} links, more than {MOST_LINKS}", files.len());
        let help = "write machines that are alike as one component with instances";
        reader.wrong(files[MOST_LINKS].span().start, message, help);
        return None;
    }
    let found: Vec<Option<Link>> = files
        .iter()
        .map(|file| link(reader, file, components, kinds, names, types, sealed))
        .collect();
    let links: Vec<Link> = found.into_iter().collect::<Option<_>>()?;
    check_groups(reader, files, &links);
    Some(links)
}

/// Says where more groups of consumers read from one component than are looked after.
fn check_groups(reader: &mut Reader<'_>, files: &[Spanned<LinkFile>], links: &[Link]) {
    let mut groups: BTreeMap<usize, usize> = BTreeMap::new();
    for (link, file) in links.iter().zip(files) {
        if link.in_flight.is_none() {
            continue;
        }
        let count = groups.entry(link.from).or_default();
        *count += 1;
        if *count == MOST_GROUPS + 1 {
            let from = file.get_ref().from.get_ref();
            let message = format!("\"{from}\" has more than {MOST_GROUPS} links with in_flight");
            let help = "let groups of consumers that are alike be one component";
            reader.wrong(file.span().start, message, help);
        }
    }
}

fn link(
    reader: &mut Reader<'_>,
    spanned: &Spanned<LinkFile>,
    components: &[Spanned<ComponentFile>],
    kinds: &[&str],
    names: &Names<'_>,
    types: &[&str],
    sealed: bool,
) -> Option<Link> {
    let file = spanned.get_ref();
    let ends = format!(
        "link \"{}\" → \"{}\"",
        file.from.get_ref(),
        file.to.get_ref()
    );
    let what = |key: &str| format!("{ends}: {key}");
    let given = [
        ("share", file.share.is_some()),
        ("latency", file.latency.is_some()),
        ("writes", file.writes.is_some()),
    ];
    for (key, _) in given.iter().filter(|(_, given)| sealed && *given) {
        let message = what(&format!("{key} is the question's to say"));
        reader.wrong(spanned.span().start, message, "take it out");
    }
    let from = scenario::named(reader, &what("from"), &file.from, names);
    let to = scenario::named(reader, &what("to"), &file.to, names);
    let tries = tries(reader, &what, file);
    let made = made(reader, &what, file);
    let guards = guards(reader, &what, file);
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
    let messages = from.is_some_and(|from| matches!(kinds[from], "queue" | "stream"));
    let (made, tries, guards) = (made?, tries?, guards?);
    let writes = file.writes.unwrap_or(false) && !sealed;
    let target = to.map(|to| components[to].get_ref());
    if writes && target.is_some_and(|target| target.replicas.is_none()) {
        no_replicas(reader, &what, spanned);
    }
    let detached = file.detached.unwrap_or(messages);
    check_waiting(reader, &what, spanned, detached, timeout.flatten());
    let (when, drops) = read_carried::of_link(reader, &what, file);
    let in_flight = in_flight(reader, &what, file, messages && detached, made.fan_out);
    Some(Link {
        from: from?,
        to: to?,
        share: made.share,
        fan_out: made.fan_out,
        step: made.step,
        latency: made.latency,
        timeout: timeout?,
        retries: tries.retries,
        backoff: tries.backoff,
        budget: tries.budget,
        optional: file.optional.unwrap_or(false),
        detached,
        in_flight: in_flight?,
        hedge: guards.hedge,
        breaker: guards.breaker,
        limit: guards.limit,
        priority: guards.priority,
        writes,
        types: types?,
        when: when?,
        drops: drops?,
    })
}

/// Says that a link writes where nothing is kept several times.
fn no_replicas(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<LinkFile>,
) {
    let to = spanned.get_ref().to.get_ref();
    let message = format!("{}: \"{to}\" has no replicas", what("writes"));
    let help = "take it out, or add replicas = { count = 3, lag = \"10ms\" } to the database";
    reader.wrong(spanned.span().start, message, help);
}

/// How many messages are handed out at once, where they are to be acknowledged.
#[expect(clippy::option_option, reason = "a key may be wrong, or not there")]
fn in_flight(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &LinkFile,
    messages: bool,
    fan_out: u32,
) -> Option<Option<u32>> {
    let Some(number) = &file.in_flight else {
        return Some(None);
    };
    let at = number.span().start;
    if !messages {
        let message = what("in_flight: nobody hands out messages here");
        let help = "take it out, or let the link come from a queue or a stream that does not wait";
        reader.wrong(at, message, help);
        return None;
    }
    if fan_out != 1 {
        let message = what("in_flight: a message is handed out once at a time");
        reader.wrong(at, message, "take fan_out out");
        return None;
    }
    reader
        .whole(&what("in_flight"), number, 1..=1_000_000)
        .map(Some)
}

/// Which calls are made, and how long they take on their way.
struct Made {
    share: f64,
    fan_out: u32,
    step: u32,
    latency: Law,
}

fn made(reader: &mut Reader<'_>, what: &impl Fn(&str) -> String, file: &LinkFile) -> Option<Made> {
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
    Some(Made {
        share: share?,
        fan_out: fan_out?,
        step: step?,
        latency: latency?,
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

/// What a link makes of its calls beside making them.
struct Guards {
    hedge: Option<u64>,
    breaker: Option<Breaker>,
    limit: Option<Limit>,
    priority: u8,
}

fn guards(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &LinkFile,
) -> Option<Guards> {
    let hedge = match &file.hedge {
        Some(text) => reader.positive_duration(&what("hedge"), text).map(Some),
        None => Some(None),
    };
    let breaker = match &file.breaker {
        Some(file) => breaker(reader, what, file.get_ref()).map(Some),
        None => Some(None),
    };
    let limit = match &file.limit {
        Some(value) => match limit(value.get_ref()) {
            Ok(limit) => Some(Some(limit)),
            Err(message) => {
                let help = "write \"1k/s\", or { rate = \"1k/s\", burst = 100 }";
                let message = format!("{}: {message}", what("limit"));
                reader.wrong(value.span().start, message, help);
                None
            }
        },
        None => Some(None),
    };
    let priority = match &file.priority {
        Some(number) => reader.whole(&what("priority"), number, 1..=u32::from(LAST_PRIORITY)),
        None => Some(u32::from(USUAL_PRIORITY)),
    };
    Some(Guards {
        hedge: hedge?,
        breaker: breaker?,
        limit: limit?,
        priority: priority? as u8,
    })
}

fn breaker(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &BreakerFile,
) -> Option<Breaker> {
    let errors = reader.number(&what("breaker errors"), &file.errors, 0.001..=1.0);
    let window = reader.positive_duration(&what("breaker window"), &file.window);
    let open = reader.positive_duration(&what("breaker open"), &file.open);
    let calls = match &file.calls {
        Some(number) => reader.whole(&what("breaker calls"), number, 1..=1_000_000),
        None => Some(LEAST_CALLS),
    };
    Some(Breaker {
        errors: errors?,
        window: window?,
        calls: calls?,
        open: open?,
    })
}

fn limit(value: &Value) -> Result<Limit, String> {
    let (text, burst) = match value {
        Value::String(text) => (text.clone(), 1),
        other => {
            let file = LimitFile::deserialize(other.clone());
            let file = file.map_err(|error| error.message().trim().to_owned())?;
            (file.rate, file.burst)
        }
    };
    let rate = units::rate(&text)?;
    if rate <= 0.0 {
        return Err("rate is zero".to_owned());
    }
    if !(1..=1_000_000).contains(&burst) {
        return Err(format!("burst is {burst}, not a number of 1 to 1000000"));
    }
    let every = (units::SECOND / rate + 0.5) as u64;
    Ok(Limit { every, burst })
}

/// Says which keys need a caller that waits, and waits long enough.
fn check_waiting(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    spanned: &Spanned<LinkFile>,
    detached: bool,
    timeout: Option<u64>,
) {
    let file = spanned.get_ref();
    let keys = [
        ("hedge", file.hedge.as_ref().map(|text| text.span().start)),
        (
            "breaker",
            file.breaker.as_ref().map(|table| table.span().start),
        ),
    ];
    for (key, at) in keys {
        if let (Some(at), true) = (at, detached) {
            let message = format!("{}: nobody waits for an answer here", what(key));
            reader.wrong(at, message, "take it out, or write detached = false");
        }
    }
    if let (Some(hedge), Some(timeout)) = (&file.hedge, timeout) {
        let after = units::duration(hedge.get_ref()).unwrap_or(0.0);
        if after >= timeout as f64 {
            let message = format!("{} is not before the timeout", what("hedge"));
            reader.wrong(hedge.span().start, message, "write a shorter time");
        }
    }
}
