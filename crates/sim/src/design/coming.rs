//! Reads what comes in: how requests come, how many, of which types.

use toml::Spanned;

use super::{
    check::Names,
    file::{DesignFile, LoadFile, ScenarioFile, StepFile, Text, TypeFile},
    model::{Arrivals, Burst, Diurnal, Load, RequestType, Step},
    read_carried,
    reader::Reader,
    scenario::named,
};

/// Most types of requests.
const MOST_TYPES: usize = 8;
/// Most steps of a trace.
const MOST_STEPS: usize = 100_000;

/// Which way requests come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Come {
    Poisson,
    Constant,
    Bursty,
    Trace,
    Closed,
}

const COME: [(&str, Come); 5] = [
    ("poisson", Come::Poisson),
    ("constant", Come::Constant),
    ("bursty", Come::Bursty),
    ("trace", Come::Trace),
    ("closed", Come::Closed),
];

/// Reads the load.
pub(super) fn load(
    reader: &mut Reader<'_>,
    spanned: &Spanned<LoadFile>,
    names: &Names<'_>,
) -> Option<Load> {
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let entry = named(reader, "load: entry", &file.entry, names);
    let come = match &file.arrivals {
        Some(text) => reader.one_of("load: arrivals", text, &COME),
        None => Some(Come::Poisson),
    };
    let arrivals = come.and_then(|come| arrivals(reader, at, file, come));
    let warm_up = match &file.warm_up {
        Some(text) => reader.duration("load: warm_up", text).map(Some),
        None => Some(None),
    };
    let duration = reader.positive_duration("load: duration", &file.duration);
    let deadline = match &file.deadline {
        Some(text) => reader.positive_duration("load: deadline", text).map(Some),
        None => Some(None),
    };
    let keys = match &file.keys {
        Some(keys) => reader.keys("load: keys", keys).map(Some),
        None => Some(None),
    };
    let diurnal = match &file.diurnal {
        Some(day) => {
            let (at, day) = (day.span().start, day.get_ref());
            if matches!(come, Some(Come::Constant | Come::Closed)) {
                let message = "load: diurnal does not go with these arrivals";
                reader.wrong(
                    at,
                    message,
                    "take it out, or write poisson, bursty or trace",
                );
            }
            let what = "load: diurnal amplitude";
            let amplitude = reader.number(what, &day.amplitude, 0.0..=1.0);
            let period = reader.positive_duration("load: diurnal period", &day.period);
            amplitude
                .zip(period)
                .map(|(amplitude, period)| Some(Diurnal { amplitude, period }))
        }
        None => Some(None),
    };
    let types = types(reader, &file.mix);
    let items = read_carried::items(reader, file.items.as_ref());
    let ages = match &file.ages {
        Some(value) => reader.law("load: ages", value).map(Some),
        None => Some(None),
    };
    Some(Load {
        entry: entry?,
        arrivals: arrivals?,
        warm_up: warm_up?,
        duration: duration?,
        deadline: deadline?,
        keys: keys?,
        items: items.ok()?,
        ages: ages?,
        diurnal: diurnal?,
        types: types?,
    })
}

fn arrivals(reader: &mut Reader<'_>, at: usize, file: &LoadFile, come: Come) -> Option<Arrivals> {
    let rated = matches!(come, Come::Poisson | Come::Constant | Come::Bursty);
    let closed = come == Come::Closed;
    for (key, given, fits) in [
        ("rate", file.rate.is_some(), rated),
        ("burst", file.burst.is_some(), come == Come::Bursty),
        ("trace", file.trace.is_some(), come == Come::Trace),
        ("users", file.users.is_some(), closed),
        ("think", file.think.is_some(), closed),
    ] {
        if given != fits {
            let (message, help) = if given {
                (
                    format!("load: {key} does not go with these arrivals"),
                    "take it out, or mend the arrivals",
                )
            } else {
                (
                    format!("load: {key} is missing"),
                    "poisson and constant arrivals have a rate, bursty ones rate and burst, \
                     traces a trace, closed ones users and think",
                )
            };
            reader.wrong(at, message, help);
            return None;
        }
    }
    match come {
        Come::Poisson => Some(Arrivals::Poisson {
            rate: reader.rate("load: rate", file.rate.as_ref()?)?,
        }),
        Come::Constant => Some(Arrivals::Constant {
            rate: reader.rate("load: rate", file.rate.as_ref()?)?,
        }),
        Come::Bursty => {
            let rate = reader.any_rate("load: rate", file.rate.as_ref()?);
            let burst = file.burst.as_ref()?;
            let high = reader.rate("load: burst rate", &burst.rate);
            let length = reader.positive_duration("load: burst length", &burst.length);
            let calm = reader.positive_duration("load: burst calm", &burst.calm);
            Some(Arrivals::Bursty {
                rate: rate?,
                burst: Burst {
                    rate: high?,
                    length: length? as f64,
                    calm: calm? as f64,
                },
            })
        }
        Come::Trace => Some(Arrivals::Trace {
            steps: steps(reader, at, file.trace.as_ref()?)?,
        }),
        Come::Closed => {
            let users = reader.whole("load: users", file.users.as_ref()?, 1..=1_000_000);
            let think = reader.law("load: think", file.think.as_ref()?);
            Some(Arrivals::Closed {
                users: users?,
                think: think?,
            })
        }
    }
}

/// The steps of a trace: the first from zero, each later than the one before, not all without
/// requests.
fn steps(reader: &mut Reader<'_>, at: usize, files: &[StepFile]) -> Option<Vec<Step>> {
    if files.len() > MOST_STEPS {
        let message = format!(
            "load: trace has {} steps, more than {MOST_STEPS}",
            files.len()
        );
        reader.wrong(
            files[MOST_STEPS].at.span().start,
            message,
            "write longer steps",
        );
        return None;
    }
    let mut steps: Vec<Step> = Vec::with_capacity(files.len());
    for file in files {
        let time = reader.duration("load: trace at", &file.at)?;
        let rate = reader.any_rate("load: trace rate", &file.rate)?;
        let fits = steps.last().map_or(time == 0, |last| last.at < time);
        if !fits {
            let message = format!("load: trace at {} is out of order", file.at.get_ref());
            let help = "begin with at = \"0s\", and write later steps after earlier ones";
            reader.wrong(file.at.span().start, message, help);
            return None;
        }
        steps.push(Step { at: time, rate });
    }
    if steps.iter().all(|step| step.rate == 0.0) {
        let help = "list steps such as { at = \"0s\", rate = \"100/s\" }";
        reader.wrong(at, "load: trace has no requests", help);
        return None;
    }
    Some(steps)
}

fn types(reader: &mut Reader<'_>, files: &[TypeFile]) -> Option<Vec<RequestType>> {
    let Some(first) = files.first() else {
        return Some(Vec::new());
    };
    if files.len() > MOST_TYPES {
        let message = format!(
            "load: mix has {} types, more than {MOST_TYPES}",
            files.len()
        );
        let help = "put types that take the same links together";
        reader.wrong(files[MOST_TYPES].name.span().start, message, help);
        return None;
    }
    let mut types: Vec<RequestType> = Vec::with_capacity(files.len());
    for file in files {
        let name = file.name.get_ref();
        let share = reader.number("load: mix share", &file.share, 0.0..=1.0)?;
        if types.iter().any(|other| other.name == *name) {
            let message = format!("load: there are two types named \"{name}\"");
            reader.wrong(
                file.name.span().start,
                message,
                "give each a name of its own",
            );
            return None;
        }
        let name = name.clone();
        types.push(RequestType { name, share });
    }
    let sum: f64 = types.iter().map(|one| one.share).sum();
    if (sum - 1.0).abs() > 1e-6 {
        let message = format!("load: the shares of the mix add up to {sum}");
        reader.wrong(
            first.share.span().start,
            message,
            "write shares that add up to 1",
        );
        return None;
    }
    Some(types)
}

/// Names of the types, in the order of the load that stands in either file.
pub(super) fn type_names<'a>(
    file: &'a DesignFile,
    apart: Option<&'a ScenarioFile>,
) -> Vec<&'a str> {
    let theirs = apart.and_then(|apart| apart.load.as_ref());
    let load = file.load.as_ref().or(theirs);
    let mix = load.map_or(&[] as &[TypeFile], |load| &load.get_ref().mix);
    mix.iter()
        .take(MOST_TYPES)
        .map(|one| one.name.get_ref().as_str())
        .collect()
}

/// The types that a link is for, one bit for each.
pub(super) fn only(
    reader: &mut Reader<'_>,
    what: &str,
    at: usize,
    wanted: Option<&Vec<Text>>,
    types: &[&str],
) -> Option<u16> {
    let Some(wanted) = wanted else {
        return Some(u16::MAX);
    };
    let mut mask = 0;
    for text in wanted {
        let Some(at) = types.iter().position(|name| name == text.get_ref()) else {
            let message = format!("{what}: there is no type \"{}\"", text.get_ref());
            let help = if types.is_empty() {
                "add a [[load.mix]] with name and share for each type".to_owned()
            } else {
                format!("the types are {}", types.join(", "))
            };
            reader.wrong(text.span().start, message, help);
            return None;
        };
        mask |= 1 << at;
    }
    if mask == 0 {
        let message = format!("{what} names no type, so that the link is never taken");
        reader.wrong(at, message, "name a type, or take the key or the link out");
        return None;
    }
    Some(mask)
}
