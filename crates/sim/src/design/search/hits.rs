//! How often a cache has what it is asked for, in the long run, where keys are asked for
//! independently of each other.

use super::super::{
    model::{Component, Load, Pick, Policy},
    zipf::Zipf,
};

/// Share of calls that a component answers from what it keeps: none for one that is no cache. As
/// if nothing grew old, and as if every key came that is asked for somewhere.
pub(super) fn hit_rate(component: &Component, load: &Load) -> f64 {
    let Some(cache) = component.cache else {
        return 0.0;
    };
    let keys = cache.keys.or(load.keys);
    // Where each instance gets keys of its own, together they keep as many as all have room for.
    let capacity = f64::from(cache.capacity)
        * match component.pick {
            Pick::Key => f64::from(component.most_instances()),
            _ => 1.0,
        };
    keys.map_or(0.0, |keys| match cache.policy {
        Policy::Lru => least_recently_used(&keys, capacity),
        Policy::Lfu => least_frequently_used(&keys, capacity),
    })
}

/// The most popular keys stay.
fn least_frequently_used(keys: &Zipf, capacity: f64) -> f64 {
    let mut room = capacity;
    let mut hits = 0.0;
    for (count, chance) in keys.groups() {
        let kept = count.min(room);
        hits += kept * chance;
        room -= kept;
    }
    hits
}

/// A key stays for as long as it takes until as many others were asked for as there is room for
/// (Che, Tung and Wang 2002).
fn least_recently_used(keys: &Zipf, capacity: f64) -> f64 {
    if capacity >= f64::from(keys.count()) {
        return 1.0;
    }
    let groups = keys.groups();
    let over = |time: f64, of: fn(f64) -> f64| -> f64 {
        let each = groups
            .iter()
            .map(|(count, chance)| count * of(*chance) * -libm::expm1(-chance * time));
        each.sum()
    };
    // In calls: a time within which as many keys as there is room for are asked for.
    let (mut low, mut high) = (0.0, 1.0);
    while over(high, |_| 1.0) < capacity && high < 1e18 {
        high *= 2.0;
    }
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if over(middle, |_| 1.0) < capacity {
            low = middle;
        } else {
            high = middle;
        }
    }
    over(low, |chance| chance).min(1.0)
}
