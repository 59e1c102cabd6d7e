//! The links as a graph: everything is reached, and no call waits for itself.

use super::{
    model::{Component, Fault, FaultKind, Link},
    reader::Reader,
};

/// Where components and links stand in the file.
pub(super) struct Places {
    pub(super) components: Vec<usize>,
    pub(super) links: Vec<usize>,
}

/// Says what cannot be reached from the entry, and which link closes a circle.
pub(super) fn check(
    reader: &mut Reader<'_>,
    components: &[Component],
    links: &[Link],
    entry: usize,
    places: &Places,
) {
    let mut reached = vec![false; components.len()];
    let begins = |at: &usize| *at == entry || components[*at].job.is_some();
    let mut open: Vec<usize> = (0..components.len()).filter(begins).collect();
    for &at in &open {
        reached[at] = true;
    }
    check_jobs(reader, components, links, entry, places);
    while let Some(at) = open.pop() {
        for link in links.iter().filter(|link| link.from == at) {
            if !reached[link.to] {
                reached[link.to] = true;
                open.push(link.to);
            }
        }
    }
    for (index, component) in components.iter().enumerate() {
        if !reached[index] {
            let message = format!("component \"{}\" is never called", component.name);
            let help = "link it with what the entry calls, or take it out";
            reader.wrong(places.components[index], message, help);
        }
    }
    if let Some(closing) = closing(components.len(), links) {
        let (from, to) = (links[closing].from, links[closing].to);
        let message = format!(
            "the link \"{}\" → \"{}\" closes a circle of calls that wait for each other",
            components[from].name, components[to].name
        );
        let help =
            "break the circle with a queue, whose links do not wait, or write detached = true";
        reader.wrong(places.links[closing], message, help);
    }
}

/// Says who calls a batch job, which begins by itself.
fn check_jobs(
    reader: &mut Reader<'_>,
    components: &[Component],
    links: &[Link],
    entry: usize,
    places: &Places,
) {
    let help = "let a queue or a service take the calls, or make the job's component another kind";
    let calls = |at: usize| format!("batch job \"{}\" begins by itself", components[at].name);
    if components[entry].job.is_some() {
        let message = format!("{}, and requests enter there", calls(entry));
        reader.wrong(places.components[entry], message, help);
    }
    for (link, place) in links.iter().zip(&places.links) {
        if components[link.to].job.is_some() {
            let from = &components[link.from].name;
            let message = format!("{}, and \"{from}\" calls it", calls(link.to));
            reader.wrong(*place, message, help);
        }
    }
}

/// Says which links lose messages in a partition and would wait for them for ever.
pub(super) fn check_partitions(
    reader: &mut Reader<'_>,
    components: &[Component],
    links: &[Link],
    faults: &[Fault],
    places: &Places,
) {
    for fault in faults {
        let FaultKind::Partition { component, other } = fault.kind else {
            continue;
        };
        let ends = [(component, other), (other, component)];
        let mut between =
            (0..links.len()).filter(|&l| ends.contains(&(links[l].from, links[l].to)));
        let Some(waits) = between.find(|&l| links[l].timeout.is_none() && links[l].is_awaited())
        else {
            continue;
        };
        let message = format!(
            "the link \"{}\" → \"{}\" has no timeout, and a partition loses its messages",
            components[links[waits].from].name, components[links[waits].to].name
        );
        reader.wrong(
            places.links[waits],
            message,
            "add timeout = \"1s\" to the link",
        );
    }
}

/// A link of a circle of calls that wait, if there is one.
fn closing(count: usize, links: &[Link]) -> Option<usize> {
    // What is left once everything that nothing calls, or that calls nothing, is gone: circles and
    // the ways between them; a link back to where a walk has been closes one.
    let waits: Vec<usize> = (0..links.len()).filter(|&l| !links[l].detached).collect();
    let mut removed = vec![false; count];
    let mut again = true;
    while again {
        again = false;
        for at in 0..count {
            let stays = |end: fn(&Link) -> usize, other: fn(&Link) -> usize| {
                let mut of = waits.iter().map(|&l| &links[l]);
                of.any(|link| end(link) == at && !removed[other(link)])
            };
            let between = stays(|l| l.from, |l| l.to) && stays(|l| l.to, |l| l.from);
            if !removed[at] && !between {
                removed[at] = true;
                again = true;
            }
        }
    }
    let start = (0..count).find(|&at| !removed[at])?;
    let mut seen = vec![false; count];
    let mut at = start;
    loop {
        seen[at] = true;
        let next = waits.iter().copied();
        let next = next
            .clone()
            .find(|&l| links[l].from == at && !removed[links[l].to])?;
        if seen[links[next].to] {
            return Some(next);
        }
        at = links[next].to;
    }
}
