//! From a file to a world of stocks with their policies: every number within bounds, every item
//! with one policy, or it is said what is wrong, all of it at once.

use std::collections::BTreeSet;

use toml::Spanned;

use super::{
    demand::{Demand, Law as Arrivals, Promotion, Season},
    figures::unit_of,
    file::{
        ApartFile, File, ForecastFile, ItemFile, PolicyFile, PromotionFile, SeasonFile, WorldFile,
    },
    forecast::{Forecast, Seasons},
    world::{Costs, Inventory, Item, Policy, Rule},
};
use crate::{
    daily::{Asked, DAY, Readers, Text, Whole, apart, dollars, whole_days},
    design::{Law, reader::Reader},
    problem::{Problem, read},
};

/// Most items.
const MOST_ITEMS: usize = 50;
/// Most units of a level, a lot or a point.
const MOST_UNITS: u32 = 1_000_000;
/// Most steps of a replication: units that are asked for, and days that a forecast looks at.
const MOST_STEPS: f64 = 1e7;

/// Reads a world and its policies, in one text or apart.
pub(crate) fn parse(text: &str, world: Option<&str>) -> Result<(Inventory, Asked), Vec<Problem>> {
    let file: File = read(text).map_err(|problem| vec![problem])?;
    let apart: Option<ApartFile> = apart(world)?;
    let mut readers = Readers::new(text, world);
    let (world, items, objectives) = match &apart {
        Some(apart) => {
            let world = file.inventory.as_ref().map(|world| world.span().start);
            let item = file.item.first().map(|item| item.span().start);
            let tables = [("inventory", world), ("item", item)];
            readers.left_to_the_world(tables, file.objectives.as_ref());
            (&apart.inventory, &apart.item, &apart.objectives)
        }
        None => (&file.inventory, &file.item, &file.objectives),
    };
    let Readers { ours, theirs, .. } = &mut readers;
    let policies = Policies::new(ours, &file.policy, items);
    let found = inventory(theirs, ours, world.as_ref(), items, &policies);
    readers.settle(found, objectives.as_ref(), file.claim.as_ref(), &unit_of)
}

/// The policies of a file, by item.
struct Policies<'a> {
    files: &'a [Spanned<PolicyFile>],
}

impl<'a> Policies<'a> {
    /// Notes policies that no item has, or that an item has twice.
    fn new(
        reader: &mut Reader<'_>,
        files: &'a [Spanned<PolicyFile>],
        items: &[Spanned<ItemFile>],
    ) -> Self {
        let names: Vec<&str> = items
            .iter()
            .map(|item| item.get_ref().name.get_ref().as_str())
            .collect();
        let mut taken = BTreeSet::new();
        for file in files {
            let item = file.get_ref().item.as_ref();
            let name = item.map(|item| item.get_ref().as_str());
            let at = item.map_or(file.span().start, |item| item.span().start);
            if let Some(name) = name
                && !names.contains(&name)
            {
                let known: Vec<&str> = names.iter().copied().take(20).collect();
                let message = format!("there is no item \"{name}\"");
                reader.wrong(at, message, format!("the items are {}", known.join(", ")));
            } else if !taken.insert(name) {
                let whose = name.map_or_else(
                    || "all items that have none of their own".to_owned(),
                    |name| format!("\"{name}\""),
                );
                let message = format!("there are two policies for {whose}");
                reader.wrong(at, message, "take one of them out");
            }
        }
        Self { files }
    }

    /// The policy of an item: its own, else the one that names none.
    fn of(&self, name: &str) -> Option<&'a PolicyFile> {
        let named = |wanted: Option<&str>| {
            let mut files = self.files.iter().map(Spanned::get_ref);
            files.find(|file| file.item.as_ref().map(|i| i.get_ref().as_str()) == wanted)
        };
        named(Some(name)).or_else(|| named(None))
    }
}

fn inventory(
    reader: &mut Reader<'_>,
    answer: &mut Reader<'_>,
    world: Option<&Spanned<WorldFile>>,
    items: &[Spanned<ItemFile>],
    policies: &Policies<'_>,
) -> Option<Inventory> {
    let Some(world) = world else {
        let help = "add [inventory] with duration and shortage, or name a world that has it";
        reader.wrong(0, "there is no [inventory]", help);
        return None;
    };
    let (at, world) = (world.span().start, world.get_ref());
    let days = whole_days(reader, "inventory duration", &world.duration, 1);
    let warm_up = world.warm_up.as_ref().map_or(Some(0), |text| {
        whole_days(reader, "inventory warm_up", text, 0)
    });
    let shortages = [("lost_sales", false), ("backorders", true)];
    let backorders = reader.one_of("inventory shortage", &world.shortage, &shortages);
    let capacity = world.capacity.as_ref().map_or(Some(None), |capacity| {
        let most = reader.whole("inventory capacity", capacity, 1..=1_000_000_000)?;
        Some(Some(u64::from(most)))
    });
    let overflow_cost = dollars(
        reader,
        "inventory overflow_cost",
        world.overflow_cost.as_ref(),
    );
    if items.is_empty() || items.len() > MOST_ITEMS {
        let message = format!("there are {} items", items.len());
        let help = format!("write 1 to {MOST_ITEMS} as [[item]] with name and demand");
        reader.wrong(at, message, help);
        return None;
    }
    let mut names = BTreeSet::new();
    let read: Vec<Option<Item>> = items
        .iter()
        .map(|file| {
            let name = &file.get_ref().name;
            if !names.insert(name.get_ref().as_str()) {
                let message = format!("there are two items named \"{}\"", name.get_ref());
                reader.wrong(name.span().start, message, "give each a name of its own");
            }
            item(reader, answer, file.get_ref(), policies)
        })
        .collect();
    let found = Inventory {
        days: days?,
        warm_up: warm_up?,
        backorders: backorders?,
        capacity: capacity?,
        overflow_cost: overflow_cost?,
        items: read.into_iter().collect::<Option<_>>()?,
    };
    bounded(reader, at, &found).then_some(found)
}

/// Whether a replication is short enough to be stepped through.
fn bounded(reader: &mut Reader<'_>, at: usize, world: &Inventory) -> bool {
    let days = world.days + world.warm_up;
    let steps = |item: &Item| {
        let demand = item.demand;
        let swell = demand.season.map_or(1.0, |season| 1.0 + season.amplitude);
        let times = demand
            .promotion
            .map_or(1.0, |promotion| promotion.times.max(1.0));
        let looked = match &item.policy.rule {
            Rule::Forecast { forecast, .. } => {
                let days = forecast.window as f64 + item.policy.horizon(item.lead);
                days * forecast.season.map_or(1.0, |season| season.cycles as f64)
            }
            _ => 1.0,
        };
        demand.rate * swell * times + looked
    };
    let all: f64 = f64::from(days) * world.items.iter().map(steps).sum::<f64>();
    if all > MOST_STEPS {
        let message = format!("a replication has {all:.0} steps, more than {MOST_STEPS:.0}");
        let help = "steps are the units that are asked for and the days that forecasts look at: \
                    count in cases instead of pieces, or write a shorter duration or window";
        reader.wrong(at, message, help);
    }
    all <= MOST_STEPS
}

fn item(
    reader: &mut Reader<'_>,
    answer: &mut Reader<'_>,
    file: &ItemFile,
    policies: &Policies<'_>,
) -> Option<Item> {
    let name = file.name.get_ref();
    let usable = !name.is_empty()
        && name.len() <= 80
        && !name.contains('/')
        && !name.chars().any(char::is_control);
    if !usable {
        let help = "give it a name of 1 to 80 characters, without a slash";
        reader.wrong(file.name.span().start, "an item has no usable name", help);
    }
    let demand = demand(reader, name, file);
    let lead = file.lead_time.as_ref().map_or(Some(Law::ZERO), |law| {
        reader.law(&format!("{name} lead_time"), law)
    });
    let cost = |reader: &mut Reader<'_>, key: &str, text: &Option<Text>| {
        dollars(reader, &format!("{name} {key}"), text.as_ref())
    };
    let costs = [
        cost(reader, "holding_cost", &file.holding_cost),
        cost(reader, "order_cost", &file.order_cost),
        cost(reader, "shortage_cost", &file.shortage_cost),
        cost(reader, "backorder_cost", &file.backorder_cost),
        cost(reader, "waste_cost", &file.waste_cost),
    ];
    let room = file.room.as_ref().map_or(Some(1), |room| {
        reader.whole(&format!("{name} room"), room, 0..=MOST_UNITS)
    });
    let shelf_life = file.shelf_life.as_ref().map_or(Some(None), |text| {
        let life = reader.positive_duration(&format!("{name} shelf_life"), text)?;
        Some(Some(life))
    });
    let policy = if let Some(policy) = policies.of(name) {
        self::policy(answer, name, policy)
    } else {
        let message = format!("there is no policy for \"{name}\"");
        let help = format!("add a [[policy]] with item = \"{name}\", or one without an item");
        answer.wrong(0, message, help);
        None
    };
    let [holding, order, shortage, backorder, waste] = costs;
    Some(Item {
        name: name.clone(),
        demand: demand?,
        lead: lead?,
        costs: Costs {
            holding: holding?,
            order: order?,
            shortage: shortage?,
            backorder: backorder?,
            waste: waste?,
        },
        room: u64::from(room?),
        shelf_life: shelf_life?,
        policy: policy?,
    })
}

fn demand(reader: &mut Reader<'_>, name: &str, file: &ItemFile) -> Option<Demand> {
    let table = file.demand.get_ref();
    let what = |key: &str| format!("{name} {key}");
    let rate = reader.rate(&what("demand rate"), &table.rate);
    // A rate a second came from one a day, which should come back as it was written.
    let rate = rate.map(|rate| (rate * 86_400.0 * 1e9).round() / 1e9);
    let cv = table.cv.as_ref();
    let cv = cv.map(|cv| reader.number(&what("demand cv"), cv, 0.0..=10.0));
    let laws = [
        ("constant", 0),
        ("poisson", 1),
        ("normal", 2),
        ("negative_binomial", 3),
    ];
    let law = reader.one_of(&what("demand distribution"), &table.distribution, &laws);
    let at = file.demand.span().start;
    let law = match (law?, cv, rate) {
        (0, None, _) => Some(Arrivals::Constant),
        (1, None, _) => Some(Arrivals::Poisson),
        (2, Some(cv), _) => Some(Arrivals::Normal { cv: cv? }),
        (3, Some(cv), Some(rate)) => {
            let (cv, least) = (cv?, 1.0 / rate);
            // Variance over squared mean is 1/mean + 1/shape.
            let found = cv * cv > least;
            if !found {
                let message = format!("{name} demand cv is {cv}, no more than a Poisson demand's");
                let help = format!("write a cv above {:.3}, or poisson", libm::sqrt(least));
                reader.wrong(at, message, help);
            }
            found.then(|| Arrivals::NegativeBinomial {
                shape: 1.0 / (cv * cv - least),
            })
        }
        (0 | 1, Some(_), _) => {
            let message = format!("{name} demand has a cv, which its distribution does not take");
            reader.wrong(
                at,
                message,
                "take it out, or write normal or negative_binomial",
            );
            None
        }
        (_, None, _) => {
            let message = format!("{name} demand has no cv");
            reader.wrong(
                at,
                message,
                "write cv, the standard deviation over the mean",
            );
            None
        }
        _ => None,
    };
    let season = file.season.as_ref();
    let season = season.map_or(Some(None), |file| season_of(reader, name, file).map(Some));
    let promotion = file.promotion.as_ref();
    let promotion = promotion.map_or(Some(None), |file| {
        promotion_of(reader, name, file).map(Some)
    });
    Some(Demand {
        law: law?,
        rate: rate?,
        season: season?,
        promotion: promotion?,
    })
}

fn season_of(reader: &mut Reader<'_>, name: &str, file: &SeasonFile) -> Option<Season> {
    let what = |key: &str| format!("{name} season {key}");
    let amplitude = reader.number(&what("amplitude"), &file.amplitude, 0.0..=1.0);
    let period = reader.positive_duration(&what("period"), &file.period);
    let peak = file.peak.as_ref();
    let peak = peak.map_or(Some(0), |peak| reader.duration(&what("peak"), peak));
    Some(Season {
        amplitude: amplitude?,
        period: period? as f64 / DAY as f64,
        peak: peak? as f64 / DAY as f64,
    })
}

fn promotion_of(reader: &mut Reader<'_>, name: &str, file: &PromotionFile) -> Option<Promotion> {
    let what = |key: &str| format!("{name} promotion {key}");
    let every = whole_days(reader, &what("every"), &file.every, 1);
    let duration = whole_days(reader, &what("duration"), &file.duration, 1);
    let times = reader.number(&what("times"), &file.times, 0.0..=100.0);
    let (every, duration) = (every?, duration?);
    if duration > every {
        let message = format!("{name} promotion lasts longer than until the next");
        reader.wrong(file.duration.span().start, message, "write a shorter one");
        return None;
    }
    Some(Promotion {
        every,
        duration,
        times: times?,
    })
}

fn policy(reader: &mut Reader<'_>, name: &str, file: &PolicyFile) -> Option<Policy> {
    let what = |key: &str| format!("policy of {name}: {key}");
    let review = file.review.as_ref().map_or(Some(None), |text| {
        whole_days(reader, &what("review"), text, 1).map(Some)
    });
    let mut units = |key: &str, file: &Option<Whole>, least: u32| {
        file.as_ref().map_or(Some(None), |number| {
            let units = reader.whole(&what(key), number, least..=MOST_UNITS)?;
            Some(Some(u64::from(units)))
        })
    };
    let point = units("reorder_point", &file.reorder_point, 0)?;
    let level = units("order_up_to", &file.order_up_to, 0)?;
    let lot = units("order_quantity", &file.order_quantity, 1)?;
    let safety = file.safety.as_ref().map_or(Some(None), |safety| {
        reader
            .number(&what("safety"), safety, -5.0..=10.0)
            .map(Some)
    })?;
    let at = [&file.order_up_to, &file.reorder_point, &file.order_quantity]
        .into_iter()
        .flatten()
        .map(|number| number.span().start)
        .next()
        .or_else(|| file.forecast.as_ref().map(|f| f.method.span().start))
        .or_else(|| file.item.as_ref().map(|item| item.span().start))
        .unwrap_or(0);
    let rule = match (point, level, lot, &file.forecast, safety) {
        (None, Some(level), None, None, None) => Rule::UpTo { level },
        (Some(point), Some(level), None, None, None) if point < level => {
            Rule::PointLevel { point, level }
        }
        (Some(point), Some(level), None, None, None) => {
            let message = what(&format!("orders up to {level} at {point} or below"));
            reader.wrong(at, message, "write a reorder_point below order_up_to");
            return None;
        }
        (Some(point), None, Some(lot), None, None) => Rule::PointLot { point, lot },
        (None, None, None, Some(forecast), Some(safety)) => {
            let forecast = self::forecast(reader, name, forecast)?;
            if review?.is_none() {
                let help = "write how often the stock is looked at, as in review = \"7d\"";
                reader.wrong(at, what("a forecast needs a review"), help);
                return None;
            }
            Rule::Forecast { forecast, safety }
        }
        _ => {
            let help = "write order_up_to; or reorder_point with order_up_to or with \
                        order_quantity; or forecast with safety";
            reader.wrong(at, what("these keys are no policy together"), help);
            return None;
        }
    };
    Some(Policy {
        review: review?,
        rule,
    })
}

fn forecast(reader: &mut Reader<'_>, name: &str, file: &ForecastFile) -> Option<Forecast> {
    let what = |key: &str| format!("policy of {name}: forecast {key}");
    let methods = [("moving_average", false), ("seasonal", true)];
    let seasonal = reader.one_of(&what("method"), &file.method, &methods);
    let window = whole_days(reader, &what("window"), &file.window, 1);
    let period = file.period.as_ref();
    let period = period.map(|text| whole_days(reader, &what("period"), text, 1));
    let cycles = file.cycles.as_ref();
    let cycles = cycles.map(|number| reader.whole(&what("cycles"), number, 1..=100));
    let at = file.method.span().start;
    let season = match (seasonal?, period, cycles) {
        (false, None, None) => None,
        (true, Some(period), cycles) => Some(Seasons {
            period: period? as usize,
            cycles: cycles.unwrap_or(Some(1))? as usize,
        }),
        (false, ..) => {
            let message = what("moving_average takes no period and no cycles");
            reader.wrong(at, message, "take them out, or write seasonal");
            return None;
        }
        (true, None, _) => {
            let help = "write the length of a season, as in period = \"7d\"";
            reader.wrong(at, what("seasonal needs a period"), help);
            return None;
        }
    };
    Some(Forecast {
        window: window? as usize,
        season,
    })
}
