//! Reading and checking the world of a plan.

use super::{
    keys::{Reader, Section},
    plan::LARGEST,
    world::{Distribution, Lost, Ratio, World},
};

const SHARE: &str = "a share from 0 to 1";
const SIZE: &str = "a number from -1e12 to 1e12, in units of the metric";

fn is_share(x: f64) -> bool {
    (0.0..=1.0).contains(&x)
}

fn is_size(x: f64) -> bool {
    x.abs() <= LARGEST
}

/// Means of the arms.
struct Effects {
    baseline: f64,
    lift: f64,
    harmful: f64,
    novelty: f64,
}

/// Users that come in clusters.
struct Clusters {
    size: f64,
    correlation: f64,
}

/// What happens between assignment and analysis.
struct Assigned {
    shares: Option<[f64; 2]>,
    loss: f64,
    of: Lost,
}

/// Reads the table `[world]`; nothing where something is wrong, which has been told then.
pub(super) fn world(
    reader: &mut Reader,
    section: &mut Section<'_, '_>,
    by_row: bool,
) -> Option<World> {
    let distribution = distribution(reader, section);
    let effects = effects(reader, section, distribution);
    let per_day = "a number of users a day, of both arms, above 0 and up to 1e12";
    let users_per_day = reader.number(section, "users_per_day", Some(0.0), per_day, |x| {
        x > 0.0 && x <= LARGEST
    });
    let days = "a number of days from 0.001 to 100000";
    let half_life = reader.number(section, "novelty_half_life_days", Some(7.0), days, |x| {
        (0.001..=1e5).contains(&x)
    });
    if section.has("novelty") && !section.has("users_per_day") {
        let help = "set users_per_day: the novelty fades with days";
        reader.refuse(section, "novelty", "needs to know how long it takes", help);
    }
    let spillover = reader.number(section, "spillover", Some(0.0), SHARE, is_share);
    let clusters = clusters(reader, section, distribution);
    let assigned = assigned(reader, section, distribution);
    let (effects, clusters, assigned) = (effects?, clusters?, assigned?);
    let users_per_day = users_per_day?;
    Some(World {
        distribution: distribution?,
        baseline: effects.baseline,
        lift: effects.lift,
        harmful_lift: effects.harmful,
        novelty: effects.novelty,
        half_life: half_life?,
        users_per_day: (users_per_day > 0.0).then_some(users_per_day),
        spillover: spillover?,
        cluster_size: clusters.size,
        cluster_correlation: clusters.correlation,
        assignment: assigned.shares.unwrap_or([0.5, 0.5]),
        loss: assigned.loss,
        loss_of: assigned.of,
        by_row,
        sizes_vary: assigned.shares.is_some() || assigned.loss > 0.0,
    })
}

fn distribution(reader: &mut Reader, section: &mut Section<'_, '_>) -> Option<Distribution> {
    let known = ["bernoulli", "normal", "ratio"];
    match reader.word(section, "distribution", None, &known)? {
        0 => Some(Distribution::Bernoulli),
        1 => {
            let allowed = "a number from 1e-12 to 1e12, in units of the metric";
            let fits = |x: f64| (1e-12..=LARGEST).contains(&x);
            reader
                .number(section, "standard_deviation", None, allowed, fits)
                .map(Distribution::Normal)
        }
        _ => ratio(reader, section).map(Distribution::Ratio),
    }
}

fn ratio(reader: &mut Reader, section: &mut Section<'_, '_>) -> Option<Ratio> {
    let allowed = "a mean number of rows from 1 to 1000000";
    let rows = reader.number(section, "rows_per_unit", None, allowed, |x| {
        (1.0..=1e6).contains(&x)
    });
    let allowed = "a number of rows from 0 to 1000000";
    let deviation = reader.number(
        section,
        "rows_standard_deviation",
        Some(0.0),
        allowed,
        |x| (0.0..=1e6).contains(&x),
    );
    let correlation = reader.number(
        section,
        "intra_unit_correlation",
        Some(0.0),
        SHARE,
        is_share,
    );
    Some(Ratio {
        rows: rows?,
        deviation: deviation?,
        correlation: correlation?,
    })
}

fn effects(
    reader: &mut Reader,
    section: &mut Section<'_, '_>,
    distribution: Option<Distribution>,
) -> Option<Effects> {
    // Where the distribution is not known, rates are not told from sizes.
    let rate = !matches!(distribution, None | Some(Distribution::Normal(_)));
    let baseline = if rate {
        reader.number(section, "baseline", None, SHARE, is_share)
    } else {
        reader.number(section, "baseline", Some(0.0), SIZE, is_size)
    };
    let lift = reader.number(section, "lift", None, SIZE, is_size);
    let allowed = "a number below zero, in units of the metric";
    let harmful = reader.number(section, "harmful_lift", Some(0.0), allowed, |x| {
        (-LARGEST..0.0).contains(&x)
    });
    let novelty = reader.number(section, "novelty", Some(0.0), SIZE, is_size);
    let (baseline, lift) = (baseline?, lift?);
    let help = "choose both so that the rate stays from 0 to 1";
    let outside = |more: f64| rate && !is_share(baseline + more);
    if outside(lift) {
        let what = format!("baseline + lift is {}", baseline + lift);
        reader.refuse(section, "lift", &what, help);
    } else if novelty.is_some_and(|novelty| outside(lift + novelty)) {
        let rate = baseline + lift + novelty.unwrap_or_default();
        let what = format!("baseline + lift + novelty is {rate}");
        reader.refuse(section, "novelty", &what, help);
    }
    if let Some(harmful) = harmful
        && outside(harmful)
    {
        let what = format!("baseline + harmful_lift is {}", baseline + harmful);
        reader.refuse(section, "harmful_lift", &what, help);
    }
    // The mirror image of the lift, as far as a rate can fall.
    let room = if rate { baseline } else { LARGEST };
    let mirrored = -lift.abs().min(room);
    let harmful = harmful?;
    Some(Effects {
        baseline,
        lift,
        harmful: if harmful < 0.0 { harmful } else { mirrored },
        novelty: novelty?,
    })
}

fn clusters(
    reader: &mut Reader,
    section: &mut Section<'_, '_>,
    distribution: Option<Distribution>,
) -> Option<Clusters> {
    let allowed = "a number of users from 1 to 1000000";
    let size = reader.number(section, "cluster_size", Some(1.0), allowed, |x| {
        (1.0..=1e6).contains(&x)
    });
    let key = "intra_cluster_correlation";
    let correlation = reader.number(section, key, Some(0.0), SHARE, is_share);
    let (size, correlation) = (size?, correlation?);
    if size > 1.0 && matches!(distribution, Some(Distribution::Ratio(_))) {
        let help = "leave it out: in a ratio world the unit is the cluster of its rows";
        reader.refuse(
            section,
            "cluster_size",
            "a ratio world has no clusters",
            help,
        );
    }
    if correlation > 0.0 && size <= 1.0 {
        let help = "set cluster_size above 1, or leave the correlation out";
        reader.refuse(section, key, "there are no clusters", help);
    }
    Some(Clusters { size, correlation })
}

fn assigned(
    reader: &mut Reader,
    section: &mut Section<'_, '_>,
    distribution: Option<Distribution>,
) -> Option<Assigned> {
    let shares = reader.pair(
        section,
        "assignment",
        "two shares above 0 with a sum of at most 1: control, treatment",
        |[a, b]| a > 0.0 && b > 0.0 && a + b <= 1.0 + 1e-9,
    );
    let allowed = "a share from 0 to below 1";
    let loss = reader.number(section, "loss", Some(0.0), allowed, |x| {
        (0.0..1.0).contains(&x)
    });
    let of = reader
        .word(section, "loss_of", Some(0), &Lost::NAMES)
        .map(|at| Lost::ALL[at])?;
    let counted = distribution == Some(Distribution::Bernoulli) && !section.has("cluster_size");
    if of != Lost::All && distribution.is_some() && !counted {
        reader.refuse(
            section,
            "loss_of",
            "only users of a bernoulli world without clusters are lost by what they did",
            "set loss_of = \"all\", or distribution = \"bernoulli\" without cluster_size",
        );
    }
    Some(Assigned {
        shares,
        loss: loss?,
        of,
    })
}
