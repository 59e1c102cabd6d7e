//! The order in which questions of a list come, and drawing one by chance.

use std::collections::{BTreeMap, VecDeque};

use crate::draw::Stream;

/// How many of the questions met last are not drawn again.
const NOT_AGAIN: usize = 5;

/// An order of the items in which no two of one pattern follow each other, or as few as can be;
/// apart from that the order given is kept. Gives the places in the order given.
pub fn interleave<P: Ord>(patterns: &[P]) -> Vec<usize> {
    let mut waiting: BTreeMap<&P, VecDeque<usize>> = BTreeMap::new();
    for (place, pattern) in patterns.iter().enumerate() {
        waiting.entry(pattern).or_default().push_back(place);
    }
    let mut order = Vec::with_capacity(patterns.len());
    let mut last: Option<&P> = None;
    while order.len() < patterns.len() {
        let left = patterns.len() - order.len();
        let others = || {
            waiting
                .iter()
                .filter(|(pattern, places)| Some(**pattern) != last && !places.is_empty())
        };
        // A pattern that fills more than half of what would be left cannot wait any longer.
        let pressing = others()
            .filter(|(_, places)| places.len() > left / 2)
            .max_by_key(|(_, places)| places.len());
        let first = || others().min_by_key(|(_, places)| places.front());
        let next = pressing
            .or_else(first)
            .map(|(pattern, _)| *pattern)
            .or(last);
        let Some((pattern, place)) =
            next.and_then(|next| Some((next, waiting.get_mut(next)?.pop_front()?)))
        else {
            break;
        };
        order.push(place);
        last = Some(pattern);
    }
    order
}

/// Draws one of the questions `among`, none of those met last while another one is left; `recent`
/// has the newest first.
pub fn draw<'a>(among: &[&'a str], recent: &[&str], stream: &mut Stream) -> Option<&'a str> {
    let most = NOT_AGAIN.min(among.len().checked_sub(1)?);
    let again: Vec<&&str> = recent
        .iter()
        .filter(|id| among.contains(id))
        .take(most)
        .collect();
    let left: Vec<&&str> = among.iter().filter(|id| !again.contains(id)).collect();
    if left.is_empty() {
        return None;
    }
    Some(left[stream.below(left.len())])
}
