//! What the pages of simulated kinds show before anything is run.

use onsite_domain::{
    design::{self, DesignQuestion},
    framing::Cell,
    review::{MOST_RISKS, Review, Trouble},
    simulated::{FigureUnit, Objective},
};
use onsite_sim::design::{LIBRARY, Law, Most, Part, Parts, Passes, Stage};

use crate::views::{
    CellView, ChoiceView, DesignPart, ObjectiveView, ReviewView, ScenarioView, Workspace,
};

/// Objectives without why, by what names a figure in words.
pub(crate) fn objectives(
    objectives: &[Objective],
    named: impl Fn(&str) -> Option<(String, FigureUnit)>,
) -> Vec<ObjectiveView> {
    let shown = objectives.iter().filter_map(|objective| {
        let (title, unit) = named(&objective.figure)?;
        Some(ObjectiveView {
            figure: objective.figure.clone(),
            title,
            unit,
            at_most: objective.at_most,
            at_least: objective.at_least,
        })
    });
    shown.collect()
}

/// The page of a `design` question.
pub(crate) fn design_workspace(question: &DesignQuestion) -> Workspace {
    // The bank was read with these parts; what does not read has no page.
    let parts = question.parts.as_deref().map(Parts::parse);
    let parts = parts.map_or_else(Vec::new, |p| p.map_or_else(|_| Vec::new(), |p| shown(&p)));
    let scenarios = question.scenarios.iter().map(|scenario| ScenarioView {
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        text: scenario.text.clone(),
    });
    Workspace::Design {
        starter: question.starter.clone(),
        parts,
        scenarios: scenarios.collect(),
        objectives: objectives(&question.objectives, |figure| {
            let Some((id, name)) = figure.split_once('/') else {
                return design::figure(figure);
            };
            let scenario = question.scenarios.iter().find(|s| s.id == id)?;
            let (title, unit) = design::figure(name)?;
            Some((format!("{}: {title}", scenario.title), unit))
        }),
        framing: question.framing.iter().map(cell).collect(),
        review: question.review.as_ref().map(review),
    }
}

fn review(review: &Review) -> ReviewView {
    let troubles = Trouble::ALL.into_iter().map(|trouble| ChoiceView {
        id: trouble.name().to_owned(),
        text: trouble.title().to_owned(),
    });
    ReviewView {
        given: review.given.clone(),
        hazards: review.hazards.clone(),
        troubles: troubles.collect(),
        most: u32::try_from(MOST_RISKS).unwrap_or(u32::MAX),
    }
}

fn cell(cell: &Cell) -> CellView {
    let choices = cell.option.iter().map(|choice| ChoiceView {
        id: choice.id.clone(),
        text: choice.text.clone(),
    });
    CellView {
        id: cell.id.clone(),
        asks: cell.asks.clone(),
        most: cell.most,
        choices: choices.collect(),
    }
}

fn shown(parts: &Parts) -> Vec<DesignPart> {
    let part = |part: &Part| {
        let kind = LIBRARY.iter().find(|defaults| defaults.kind == part.kind);
        let title = |&need: &usize| parts.parts[need].title.clone();
        DesignPart {
            name: part.name.clone(),
            title: part.title.clone(),
            component_kind: kind.map_or("", |defaults| defaults.name).to_owned(),
            about: part.about.clone(),
            entry: part.entry,
            service: time(part.service),
            holds: holds(part, parts),
            price: format!("${:.3} an hour", part.price),
            needs: part.needs.iter().map(title).collect(),
            most: part.most,
            cut: part.stage.map_or("", cut).to_owned(),
            replicas: part.replicas.map_or(1, |copies| copies.most),
            scales: part.autoscale.is_some(),
        }
    };
    parts.parts.iter().map(part).collect()
}

/// What one instance takes in, in words.
fn holds(part: &Part, parts: &Parts) -> String {
    let mut said = vec![match part.concurrency {
        Some(1) => "one call at once".to_owned(),
        Some(calls) => format!("{calls} calls at once"),
        None => "as many calls as come".to_owned(),
    }];
    if let Some(job) = part.job {
        let every = time(Law::Constant { time: job.every });
        said.push(format!("begins every {every} with {} calls", job.calls));
    }
    if let Some(batch) = part.batch {
        let each = length(batch.each);
        said.push(format!(
            "gathers up to {} calls, {each} more for each",
            batch.size
        ));
    }
    if let Some(cache) = part.cache {
        said.push(format!("keeps {} keys", cache.capacity));
        said.extend(
            cache
                .ttl
                .map(|ttl| format!("for {} at most", length(Law::Constant { time: ttl }.mean()))),
        );
    }
    if let Some(copies) = part.replicas {
        said.push(format!(
            "up to {} replicas of a shard, a write is behind there by {}, no leader for {} after a crash",
            copies.most,
            time(copies.lag),
            time(Law::Constant { time: copies.failover })
        ));
    }
    if let Some(starts) = part.autoscale {
        said.push(format!(
            "may scale by itself: looked at every {}, {} until an instance has started",
            time(Law::Constant { time: starts.every }),
            time(Law::Constant { time: starts.delay })
        ));
    }
    said.extend(part.stage.map(passes));
    if let Some(fades) = part.stage.and_then(|stage| stage.fades) {
        let half = time(Law::Constant { time: fades.half });
        let trainer = fades.trained_by.map(|at| parts.parts[at].title.as_str());
        said.push(format!(
            "scores half as far apart for each {half} of age; trained by {}",
            trainer.unwrap_or("nobody")
        ));
    }
    if let Some(after) = part.knows_after {
        said.push(format!("knows what is older than {}", time(after)));
    }
    if part.quality.recall < 1.0 {
        said.push(format!("recall {:.1}%", 100.0 * part.quality.recall));
    }
    if let Some(without) = part.quality.recall_without {
        said.push(format!("recall {:.1}% without it", 100.0 * without));
    }
    if part.quality.age > 0.0 {
        said.push(format!("{} old", length(part.quality.age)));
    }
    said.join("; ")
}

/// What an answer chooses of it.
const fn cut(stage: Stage) -> &'static str {
    match stage.passes {
        Passes::All | Passes::Rates { .. } => "",
        Passes::Above { .. } => "threshold",
        Passes::Best { most, .. } | Passes::Found { most, .. } => match most {
            Most::Count(_) => "most",
            Most::Share(_) => "share",
        },
    }
}

/// What it does with items, in words.
fn passes(stage: Stage) -> String {
    let share = |share: f64| format!("{}%", (1e5 * share).round() / 1e3);
    let best = |most: Most| match most {
        Most::Count(count) => format!("{count} items at most"),
        Most::Share(part) => format!("{} of the items", share(part)),
    };
    let auc = |separation: f64| format!("AUC {:.3}", Passes::auc(separation));
    let passes = match stage.passes {
        Passes::All => "passes all items".to_owned(),
        Passes::Rates {
            recall,
            false_positive_rate,
        } => format!(
            "passes {} of the positives, {} of the others",
            share(recall),
            share(false_positive_rate)
        ),
        Passes::Above {
            separation,
            threshold,
        } => format!(
            "passes items with scores above a threshold, yours or {threshold}, with {}",
            auc(separation)
        ),
        Passes::Best { separation, most } => {
            format!("passes the best, {}, with {}", best(most), auc(separation))
        }
        Passes::Found { recall, most } => format!(
            "passes {}, with {} of the positives",
            best(most),
            share(recall)
        ),
    };
    if stage.each > 0.0 {
        return format!("{passes}; {} more for each item", length(stage.each));
    }
    passes
}

/// A law of times, in words.
fn time(law: Law) -> String {
    let mean = length(law.mean());
    match law {
        Law::Constant { time: 0 } => "no time".to_owned(),
        Law::Constant { .. } => mean,
        Law::Exponential { .. } => format!("{mean} on average, exponential"),
        Law::LogNormal { cv, .. } => format!("{mean} on average, log-normal with cv {cv}"),
        Law::Uniform { low, high } => format!("{} to {}", length(low), length(high)),
        Law::Bimodal { fast, slow, share } => format!(
            "{}, and {} in {:.2}% of calls",
            length(fast),
            length(slow),
            100.0 * share
        ),
    }
}

/// A length of time from nanoseconds, in a unit that keeps it readable.
fn length(nanoseconds: f64) -> String {
    const UNITS: [(f64, &str); 6] = [
        (86_400e9, "d"),
        (3600e9, "h"),
        (60e9, "min"),
        (1e9, "s"),
        (1e6, "ms"),
        (1e3, "µs"),
    ];
    let found = UNITS.iter().find(|(size, _)| nanoseconds >= *size);
    let (size, unit) = found.copied().unwrap_or((1.0, "ns"));
    let rounded = (nanoseconds / size * 1000.0).round() / 1000.0;
    format!("{rounded} {unit}")
}
