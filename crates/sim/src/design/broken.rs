//! Reads what breaks, and when.

use toml::Spanned;

use super::{
    check::Names,
    file::FaultFile,
    model::{Fault, FaultKind},
    reader::Reader,
    replicated::MOST_ZONES,
    scenario::named,
};

/// Most faults of a run.
const MOST_FAULTS: usize = 1000;

/// Kinds of fault; an outage is a crash of all instances.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Broken {
    Crash,
    Outage,
    Slow,
    BadDeploy,
    Flush,
    Surge,
    ZoneLoss,
    Partition,
}

const FAULTS: [(&str, Broken); 8] = [
    ("crash", Broken::Crash),
    ("outage", Broken::Outage),
    ("slow", Broken::Slow),
    ("bad_deploy", Broken::BadDeploy),
    ("flush", Broken::Flush),
    ("surge", Broken::Surge),
    ("zone_loss", Broken::ZoneLoss),
    ("partition", Broken::Partition),
];

/// Reads the faults of a run of components that stand in so many zones.
pub(super) fn faults(
    reader: &mut Reader<'_>,
    files: &[Spanned<FaultFile>],
    zones: u32,
    kinds: &[&str],
    names: &Names<'_>,
) -> Option<Vec<Fault>> {
    if files.len() > MOST_FAULTS {
        let message = format!("there are {} faults, more than {MOST_FAULTS}", files.len());
        reader.wrong(files[MOST_FAULTS].span().start, message, "take some out");
        return None;
    }
    let found: Vec<Option<Fault>> = files
        .iter()
        .map(|file| fault(reader, file, zones, kinds, names))
        .collect();
    found.into_iter().collect()
}

fn fault(
    reader: &mut Reader<'_>,
    spanned: &Spanned<FaultFile>,
    zones: u32,
    kinds: &[&str],
    names: &Names<'_>,
) -> Option<Fault> {
    let file = spanned.get_ref();
    let kind = reader.one_of("fault: kind", &file.kind, &FAULTS);
    let what = |key: &str| format!("fault \"{}\": {key}", file.kind.get_ref());
    let start = reader.duration(&what("at"), &file.at);
    let duration = match &file.duration {
        Some(text) => reader.positive_duration(&what("for"), text),
        None => Some(0),
    };
    let component = match &file.component {
        Some(text) => named(reader, &what("component"), text, names),
        None => None,
    };
    let fraction = match &file.fraction {
        Some(number) => reader.number(&what("fraction"), number, 0.0..=1.0),
        None => Some(1.0),
    };
    let mut number = |key: &str, number: Option<&Spanned<f64>>, range| {
        number.and_then(|number| reader.number(&what(key), number, range))
    };
    let times = number("times", file.times.as_ref(), 0.01..=1000.0);
    let errors = number("errors", file.errors.as_ref(), 0.0..=1.0);
    let zone = match &file.zone {
        Some(number) => reader.whole(&what("zone"), number, 1..=MOST_ZONES),
        None => None,
    };
    let other = match &file.other {
        Some(text) => named(reader, &what("other"), text, names),
        None => None,
    };
    let kind = kind?;
    if !keys_fit(reader, spanned, kind) {
        return None;
    }
    let kind = match kind {
        Broken::Crash | Broken::Outage => FaultKind::Crash {
            component: component?,
            fraction: fraction?,
        },
        Broken::Slow => FaultKind::Slow {
            component: component?,
            fraction: fraction?,
            times: times?,
        },
        Broken::BadDeploy => FaultKind::BadDeploy {
            component: component?,
            fraction: fraction?,
            errors: errors?,
        },
        Broken::Flush => {
            check_cache(reader, spanned, kinds[component?])?;
            FaultKind::Flush {
                component: component?,
            }
        }
        Broken::Surge => FaultKind::Surge { times: times? },
        Broken::ZoneLoss => {
            let zone = zone?;
            check_zone(reader, spanned, zone, zones)?;
            FaultKind::ZoneLoss { zone }
        }
        Broken::Partition => FaultKind::Partition {
            component: component?,
            other: other?,
        },
    };
    Some(Fault {
        at: start?,
        duration: duration?,
        kind,
    })
}

/// Whether a component keeps something that it may forget.
fn check_cache(reader: &mut Reader<'_>, spanned: &Spanned<FaultFile>, kind: &str) -> Option<()> {
    if kind == "cache" {
        return Some(());
    }
    let message = "fault \"flush\": component keeps nothing to forget";
    reader.wrong(spanned.span().start, message, "name a cache");
    None
}

/// Whether components stand in a zone.
fn check_zone(
    reader: &mut Reader<'_>,
    spanned: &Spanned<FaultFile>,
    zone: u32,
    zones: u32,
) -> Option<()> {
    if zone <= zones {
        return Some(());
    }
    let message = format!("fault \"zone_loss\": zone {zone} holds no component");
    let help = "write zones = 3 on components that stand in three zones";
    reader.wrong(spanned.span().start, message, help);
    None
}

/// Whether a fault has the keys that its kind needs, and no other.
fn keys_fit(reader: &mut Reader<'_>, spanned: &Spanned<FaultFile>, kind: Broken) -> bool {
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let whose = !matches!(kind, Broken::Surge | Broken::ZoneLoss);
    let part = matches!(kind, Broken::Crash | Broken::Slow | Broken::BadDeploy);
    let times = matches!(kind, Broken::Slow | Broken::Surge);
    let keys = [
        ("for", file.duration.is_some(), kind != Broken::Flush, true),
        ("component", file.component.is_some(), whose, true),
        ("fraction", file.fraction.is_some(), part, false),
        ("times", file.times.is_some(), times, true),
        (
            "errors",
            file.errors.is_some(),
            kind == Broken::BadDeploy,
            true,
        ),
        ("zone", file.zone.is_some(), kind == Broken::ZoneLoss, true),
        (
            "other",
            file.other.is_some(),
            kind == Broken::Partition,
            true,
        ),
    ];
    for (key, given, fits, needed) in keys {
        let what = format!("fault \"{}\": {key}", file.kind.get_ref());
        if given && !fits {
            reader.wrong(at, format!("{what} does not belong here"), "take it out");
            return false;
        }
        if !given && fits && needed {
            let help = "docs/designs.md says what each fault has";
            reader.wrong(at, format!("{what} is missing"), help);
            return false;
        }
    }
    true
}
