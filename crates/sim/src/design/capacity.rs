//! What can be said before anything runs: how often each component is called, and where more comes
//! in than can go out.

use super::{
    carried::When,
    law::Law,
    model::{Arrivals, Component, Design},
    plan::Plan,
};

/// Calls of each component for one request of a type, at least: what a cache may save, and what may fail
/// before, is left out.
fn least_visits(plan: &Plan<'_>, of_type: usize) -> Vec<f64> {
    let count = plan.stations.len();
    let mut visits = vec![0.0; count];
    visits[plan.design.load.entry] = 1.0;
    let mut callers = vec![0_usize; count];
    for link in &plan.links {
        callers[link.to] += 1;
    }
    let mut open: Vec<usize> = (0..count).filter(|&at| callers[at] == 0).collect();
    while let Some(at) = open.pop() {
        let component = plan.stations[at].component;
        let mut sure = component.cache.is_none() && component.limit.is_none();
        for step in &plan.stations[at].steps {
            for link in &plan.links[step.clone()] {
                let made =
                    link.limit.is_none() && link.breaker.is_none() && link.when == When::Always;
                if sure && made && link.types >> of_type & 1 == 1 {
                    visits[link.to] += visits[at] * link.share * f64::from(link.fan_out);
                }
                callers[link.to] -= 1;
                if callers[link.to] == 0 {
                    open.push(link.to);
                }
            }
            let may_fail = |link: &&super::model::Link| {
                link.timeout.is_some()
                    || link.limit.is_some()
                    || link.breaker.is_some()
                    || plan.stations[link.to].component.limit.is_some()
            };
            sure = sure && !plan.links[step.clone()].iter().any(may_fail);
        }
    }
    visits
}

/// Calls of each component for one request, at least, on average over the types.
fn visits(design: &Design) -> Vec<f64> {
    let plan = Plan::new(design);
    let types = &design.load.types;
    if types.is_empty() {
        return least_visits(&plan, 0);
    }
    let mut sum = vec![0.0; design.components.len()];
    for (at, of_type) in types.iter().enumerate() {
        for (sum, visits) in sum.iter_mut().zip(least_visits(&plan, at)) {
            *sum += of_type.share * visits;
        }
    }
    sum
}

/// Share of a component's places that are taken when so many calls come each second; nothing for
/// one that has as many as come.
pub(super) fn load_of(component: &Component, calls: f64) -> Option<f64> {
    let places = f64::from(component.concurrency?) * f64::from(component.most_instances());
    let seconds = match component.batch {
        Some(batch) => (component.service.mean() / f64::from(batch.size) + batch.each) / 1e9,
        None => component.service.mean() / 1e9,
    };
    Some(calls * seconds / places)
}

/// Components that get more than they can do however long one waits, by their place.
pub(super) fn overloaded(design: &Design) -> Vec<usize> {
    let Some(rate) = design.load.mean_rate() else {
        return Vec::new();
    };
    let visits = visits(design);
    let over = |&at: &usize| {
        let component = &design.components[at];
        let load = load_of(component, rate * visits[at]);
        // Constant arrivals at a constant service may fill a component to the brim.
        let brim = matches!(design.load.arrivals, Arrivals::Constant { .. })
            && matches!(component.service, Law::Constant { .. });
        let over = |load: f64| if brim { load > 1.0 } else { load >= 1.0 };
        component.limit.is_none() && load.is_some_and(over)
    };
    (0..design.components.len()).filter(over).collect()
}
