//! Reads what requests carry, what components do with it, and which links look at it.

use toml::{Spanned, Value};

use super::{
    carried::{Fades, Items, Most, Passes, Stage, When, separation},
    check::{Names, Noted},
    file::{ItemsFile, LinkFile, StageFile},
    graph::Places,
    law::Law,
    model::{Component, Kind, Link, Load},
    parts::Part,
    reader::Reader,
};

/// Longest time that all items of a call, or of a batch, may take, in nanoseconds.
const LONGEST: f64 = 1e17;
/// Most items of a request.
const MOST_ITEMS: u32 = 1_000_000_000;
const WHEN: [(&str, When); 3] = [
    ("passed", When::Passed),
    ("cold", When::Cold),
    ("known", When::Known),
];
/// What to do where requests do not carry what is looked at.
const ITEMS: &str = "add items = { count = 1000, positives = 0.02 } to [load]";
const AGES: &str = "add ages = { distribution = \"exponential\", mean = \"30d\" } to [load]";
/// What becomes of items that a stage was to look at and did not.
const UNANSWERED: [(&str, bool); 2] = [("pass", false), ("drop", true)];

/// Reads what each request carries.
pub(super) fn items(
    reader: &mut Reader<'_>,
    file: Option<&ItemsFile>,
) -> Result<Option<Items>, Noted> {
    let Some(file) = file else { return Ok(None) };
    let count = reader.whole("load: items count", &file.count, 1..=MOST_ITEMS);
    let positives = reader.number("load: items positives", &file.positives, 0.0..=1.0);
    let items = count.zip(positives);
    let items = items.map(|(count, positives)| Some(Items { count, positives }));
    items.ok_or(Noted)
}

/// Reads the age from which on a component knows what a call is about.
#[expect(clippy::option_option, reason = "a key may be wrong, or not there")]
pub(super) fn knows_after(
    reader: &mut Reader<'_>,
    what: &str,
    value: Option<&Spanned<Value>>,
) -> Option<Option<Law>> {
    value.map_or(Some(None), |value| reader.law(what, value).map(Some))
}

/// Reads what a component does with items.
pub(super) fn stage(
    reader: &mut Reader<'_>,
    what: &str,
    file: Option<&Spanned<StageFile>>,
) -> Result<Option<Stage>, Noted> {
    let Some(spanned) = file else { return Ok(None) };
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let mut share = |key: &str, number: Option<&Spanned<f64>>, least: f64, most: f64| {
        let key = format!("{what} {key}");
        number.map(|number| reader.number(&key, number, least..=most).ok_or(Noted))
    };
    let auc = share("auc", file.auc.as_ref(), 0.5, 0.999_999).transpose()?;
    let threshold = share("threshold", file.threshold.as_ref(), -10.0, 10.0).transpose()?;
    let recall = share("recall", file.recall.as_ref(), 0.0, 1.0).transpose()?;
    let rate = file.false_positive_rate.as_ref();
    let rate = share("false_positive_rate", rate, 0.0, 1.0).transpose()?;
    let most = most(reader, what, file)?;
    let each = match &file.each {
        Some(text) => reader
            .duration(&format!("{what} each"), text)
            .ok_or(Noted)? as f64,
        None => 0.0,
    };
    let separation = auc.map(separation);
    let passes = match (separation, threshold, recall, rate, most) {
        (None, None, None, None, None) if file.each.is_some() => Passes::All,
        (Some(separation), Some(threshold), None, None, None) => Passes::Above {
            separation,
            threshold,
        },
        (Some(separation), None, None, None, Some(most)) => Passes::Best { separation, most },
        (None, None, Some(recall), Some(false_positive_rate), None) => Passes::Rates {
            recall,
            false_positive_rate,
        },
        (None, None, Some(recall), None, Some(most)) => Passes::Found { recall, most },
        _ => {
            let message = format!("{what} does not say which items pass");
            let help = "write auc with threshold, most or share; or recall with false_positive_rate, most or share";
            reader.wrong(at, message, help);
            return Err(Noted);
        }
    };
    let scored = matches!(passes, Passes::Above { .. } | Passes::Best { .. });
    let fades = match &file.fades {
        Some(spanned) if !scored => {
            let message = format!("{what} fades, and has no auc that could");
            reader.wrong(
                spanned.span().start,
                message,
                "write auc, or take fades out",
            );
            return Err(Noted);
        }
        Some(spanned) => {
            let half = &spanned.get_ref().half;
            let half = reader.positive_duration(&format!("{what} fades half"), half);
            Some(Fades {
                half: half.ok_or(Noted)?,
                trained_by: None,
            })
        }
        None => None,
    };
    Ok(Some(Stage {
        passes,
        each,
        fades,
    }))
}

/// Finds whose jobs train a model that fades, among components or parts.
pub(super) fn trained_by(
    reader: &mut Reader<'_>,
    what: &str,
    file: Option<&Spanned<StageFile>>,
    names: &Names<'_>,
    kind_of: impl Fn(usize) -> Option<Kind>,
) -> Option<usize> {
    let text = &file?.get_ref().fades.as_ref()?.get_ref().trained_by;
    let found = names.get(text.get_ref().as_str()).copied();
    let trains = found.filter(|&at| kind_of(at).is_none_or(|kind| kind == Kind::BatchJob));
    if trains.is_none() {
        let message = format!("{what}: \"{}\" is no batch job", text.get_ref());
        let help = "name the one that trains this model, of kind \"batch_job\"";
        reader.wrong(text.span().start, message, help);
    }
    trains
}

/// Reads how many items pass.
fn most(reader: &mut Reader<'_>, what: &str, file: &StageFile) -> Result<Option<Most>, Noted> {
    match (&file.most, &file.share) {
        (None, None) => Ok(None),
        (Some(number), None) => {
            let most = reader.whole(&format!("{what} most"), number, 1..=MOST_ITEMS);
            most.map(|most| Some(Most::Count(most))).ok_or(Noted)
        }
        (None, Some(number)) => {
            let share = reader.number(&format!("{what} share"), number, 0.0..=1.0);
            share.map(|share| Some(Most::Share(share))).ok_or(Noted)
        }
        (Some(_), Some(share)) => {
            let message = format!("{what} has most and share");
            reader.wrong(share.span().start, message, "take one of them out");
            Err(Noted)
        }
    }
}

/// What a part does with items: the answer says where it cuts, and no more.
pub(super) fn chosen(
    reader: &mut Reader<'_>,
    what: &str,
    file: Option<&Spanned<StageFile>>,
    part: &Part,
) -> Result<Option<Stage>, Noted> {
    let (Some(spanned), Some(mut stage)) = (file, part.stage) else {
        if let Some(spanned) = file {
            let message = format!("{what}: \"{}\" does nothing with items", part.name);
            reader.wrong(spanned.span().start, message, "take stage out");
            return Err(Noted);
        }
        return Ok(part.stage);
    };
    let (at, file) = (spanned.span().start, spanned.get_ref());
    let sealed = [
        ("auc", file.auc.is_some()),
        ("recall", file.recall.is_some()),
        ("false_positive_rate", file.false_positive_rate.is_some()),
        ("each", file.each.is_some()),
        ("fades", file.fades.is_some()),
    ];
    for (key, _) in sealed.iter().filter(|(_, given)| *given) {
        let message = format!("{what} {key} is the question's to say");
        reader.wrong(at, message, "take it out");
    }
    let threshold = match &file.threshold {
        Some(number) => {
            let key = format!("{what} threshold");
            Some(reader.number(&key, number, -10.0..=10.0).ok_or(Noted)?)
        }
        None => None,
    };
    let most = most(reader, what, file)?;
    match (&mut stage.passes, threshold, most) {
        (_, None, None) => {}
        (Passes::Above { threshold, .. }, Some(chosen), None) => *threshold = chosen,
        (Passes::Best { most, .. } | Passes::Found { most, .. }, None, Some(chosen)) => {
            let (message, help) = match (*most, chosen) {
                (Most::Count(sealed), Most::Count(chosen)) => (
                    (chosen > sealed).then(|| format!("passes {sealed} at most")),
                    "write a smaller number",
                ),
                (Most::Share(sealed), Most::Share(chosen)) => (
                    (chosen > sealed).then(|| format!("passes a share of {sealed} at most")),
                    "write a smaller share",
                ),
                (Most::Count(_), _) => (Some("passes a number".to_owned()), "write most"),
                (Most::Share(_), _) => (Some("passes a share".to_owned()), "write share"),
            };
            if let Some(message) = message {
                reader.wrong(at, format!("{what}: \"{}\" {message}", part.name), help);
                return Err(Noted);
            }
            *most = chosen;
        }
        _ => {
            let (key, help) = match stage.passes {
                Passes::Above { .. } => ("a threshold", "write threshold, and no more"),
                Passes::Best { .. } | Passes::Found { .. } => {
                    ("a number", "write most or share, and no more")
                }
                Passes::All | Passes::Rates { .. } => ("nothing to choose", "take stage out"),
            };
            let message = format!("{what}: \"{}\" has {key}", part.name);
            reader.wrong(at, message, help);
            return Err(Noted);
        }
    }
    Ok(Some(stage))
}

/// Reads which calls of a link are made, and whether items are dropped that nobody answered for.
pub(super) fn of_link(
    reader: &mut Reader<'_>,
    what: &impl Fn(&str) -> String,
    file: &LinkFile,
) -> (Option<When>, Option<bool>) {
    let when = match &file.when {
        Some(text) => reader.one_of(&what("when"), text, &WHEN),
        None => Some(When::Always),
    };
    let drops = match &file.unanswered {
        Some(text) => {
            if !file.optional.unwrap_or(false) {
                let message = what("unanswered: the caller fails where nobody answers");
                reader.wrong(
                    text.span().start,
                    message,
                    "take it out, or add optional = true",
                );
            }
            reader.one_of(&what("unanswered"), text, &UNANSWERED)
        }
        None => Some(false),
    };
    (when, drops)
}

/// Components that somebody who waits for their answer gets items, or word of what they know, from.
pub(super) fn reaching(
    components: &[Component],
    links: &[Link],
    own: impl Fn(&Component) -> bool,
) -> Vec<bool> {
    let mut reaching: Vec<bool> = components.iter().map(own).collect();
    let mut callers: Vec<Vec<usize>> = vec![Vec::new(); components.len()];
    for link in links.iter().filter(|link| !link.detached) {
        callers[link.to].push(link.from);
    }
    let mut open: Vec<usize> = (0..components.len()).filter(|&at| reaching[at]).collect();
    while let Some(at) = open.pop() {
        for &caller in &callers[at] {
            if !std::mem::replace(&mut reaching[caller], true) {
                open.push(caller);
            }
        }
    }
    reaching
}

/// Says where something is done with what requests do not carry, and where it would be lost.
pub(super) fn check(
    reader: &mut Reader<'_>,
    components: &[Component],
    links: &[Link],
    load: &Load,
    places: &Places,
) {
    for (component, &at) in components.iter().zip(&places.components) {
        let what = |key: &str| format!("component \"{}\": {key}", component.name);
        let keys = [
            (
                "stage",
                component.stage.is_some(),
                load.items.is_some(),
                "items",
                ITEMS,
            ),
            (
                "knows_after",
                component.knows_after.is_some(),
                load.ages.is_some(),
                "ages",
                AGES,
            ),
        ];
        for (key, _, carried, of, help) in keys.into_iter().filter(|key| key.1) {
            let keeps = matches!(
                component.kind,
                Kind::Cache | Kind::Queue | Kind::Stream | Kind::BatchJob
            );
            if keeps || component.replicas.is_some() {
                let message = what(&format!("{key} stands on what keeps or hands on"));
                reader.wrong(at, message, "let what it calls, or what calls it, have it");
            } else if !carried {
                reader.wrong(at, what(&format!("{key}, and requests have no {of}")), help);
            }
        }
        let size = component.batch.map_or(1.0, |batch| f64::from(batch.size));
        let each = component.stage.map_or(0.0, |stage| stage.each);
        let count = load.items.map_or(0, |items| items.count);
        if each * f64::from(count) * size > LONGEST {
            let message = what("stage each takes too long");
            let help =
                "write a shorter time; all items of a call or a batch take three years at most";
            reader.wrong(at, message, help);
        }
    }
    check_links(reader, components, links, load, places);
}

/// The same of links.
fn check_links(
    reader: &mut Reader<'_>,
    components: &[Component],
    links: &[Link],
    load: &Load,
    places: &Places,
) {
    let staged = reaching(components, links, |c| c.stage.is_some());
    let told = reaching(components, links, |c| c.knows_after.is_some());
    for (index, (link, &at)) in links.iter().zip(&places.links).enumerate() {
        let (from, to) = (&components[link.from], &components[link.to]);
        let what = |text: &str| format!("link \"{}\" → \"{}\": {text}", from.name, to.name);
        let (lacks, help) = match link.when {
            When::Always => (false, ""),
            When::Passed => (load.items.is_none(), ITEMS),
            When::Cold | When::Known => (load.ages.is_none(), AGES),
        };
        if lacks {
            reader.wrong(at, what("when looks at what no request carries"), help);
        }
        if link.drops && !staged[link.to] {
            let message = what("unanswered: no stage is behind it");
            reader.wrong(at, message, "take it out");
        }
        if link.detached {
            continue;
        }
        if from.kind == Kind::Cache && (staged[link.to] || told[link.to]) {
            let message = what("a cache does not keep items, nor what is known");
            reader.wrong(at, message, "let the cache's caller call it");
        }
        if !staged[link.to] {
            continue;
        }
        if link.fan_out > 1 {
            let message = what("fan_out calls would all work on the same items");
            reader.wrong(at, message, "take fan_out out, and write more instances");
        }
        let beside = links[..index].iter().find(|other| {
            let apart = matches!(
                (link.when, other.when),
                (When::Cold, When::Known) | (When::Known, When::Cold)
            );
            other.from == link.from
                && other.step == link.step
                && !other.detached
                && other.types & link.types != 0
                && staged[other.to]
                && !apart
        });
        if let Some(other) = beside {
            let other = &components[other.to].name;
            let message = what(&format!("\"{other}\" works on the same items in this step"));
            reader.wrong(at, message, "let one of them come in a later step");
        }
    }
}
