//! From a file to a world that drifts, its monitors and its training: every number within bounds, or
//! it is said what is wrong, all of it at once.

use toml::Spanned;

use super::{
    figures::unit_of,
    file::{ApartFile, File, MonitorFile, ShiftFile, TrainingFile, WorldFile},
    world::{
        Costs, Course, Drift, Expected, Monitor, Moves, Shift, Statistic, Then, Training, normal,
    },
};
use crate::{
    daily::{Asked, Readers, Text, apart, dollars, whole_days},
    design::reader::Reader,
    problem::{Problem, read},
};

/// Most shifts, and most monitors.
const MOST: usize = 20;
/// Most steps of a replication: days times bins, of history, monitors and trainings.
const MOST_STEPS: f64 = 1e8;

/// Reads a world and what is done about its drift, in one text or apart.
pub(crate) fn parse(text: &str, world: Option<&str>) -> Result<(Drift, Asked), Vec<Problem>> {
    let file: File = read(text).map_err(|problem| vec![problem])?;
    let apart: Option<ApartFile> = apart(world)?;
    let mut readers = Readers::new(text, world);
    let (world, shifts, objectives) = match &apart {
        Some(apart) => {
            let world = file.drift.as_ref().map(|world| world.span().start);
            let shift = file.shift.first().map(|shift| shift.span().start);
            let tables = [("drift", world), ("shift", shift)];
            readers.left_to_the_world(tables, file.objectives.as_ref());
            (&apart.drift, &apart.shift, &apart.objectives)
        }
        None => (&file.drift, &file.shift, &file.objectives),
    };
    let world = self::world(&mut readers.theirs, world.as_ref(), shifts);
    let answer = answer(&mut readers.ours, &file);
    let found = world.zip(answer).map(|(mut world, (monitors, training))| {
        (world.monitors, world.training) = (monitors, training);
        world
    });
    if let Some(world) = &found {
        bounded(&mut readers.ours, world);
    }
    readers.settle(found, objectives.as_ref(), file.claim.as_ref(), &unit_of)
}

/// Whether a replication is short enough to be stepped through.
fn bounded(reader: &mut Reader<'_>, world: &Drift) {
    let days = f64::from(world.days + world.warm_up);
    let looks: f64 = world
        .monitors
        .iter()
        .map(|monitor| match monitor.statistic {
            Statistic::Stability { window, every, .. } => f64::from(window) / f64::from(every),
            Statistic::Sum { .. } => 1.0,
        })
        .sum();
    let trained = f64::from(world.training.window.min(world.days + world.warm_up));
    let often = world.training.every.unwrap_or(u32::MAX);
    // An alarm may start one each day, where training takes no time.
    let often = if world.training.on_alarm { 1 } else { often };
    let steps = days * world.bins as f64 * (1.0 + looks + trained / f64::from(often));
    if steps > MOST_STEPS {
        let message = format!("a replication has {steps:.0} steps, more than {MOST_STEPS:.0}");
        let help =
            "write a shorter duration, fewer bins, or shorter windows of monitors and training";
        reader.wrong(0, message, help);
    }
}

/// A time of whole days, or what stands where nothing is written.
fn days_or(
    reader: &mut Reader<'_>,
    what: &str,
    text: Option<&Text>,
    least: u32,
    default: u32,
) -> Option<u32> {
    text.map_or(Some(default), |text| whole_days(reader, what, text, least))
}

/// The world, with no monitor and no training yet.
fn world(
    reader: &mut Reader<'_>,
    file: Option<&Spanned<WorldFile>>,
    shifts: &[Spanned<ShiftFile>],
) -> Option<Drift> {
    let Some(file) = file else {
        let help = "add [drift] with duration, warm_up, decisions and costs, or name a world";
        reader.wrong(0, "there is no [drift]", help);
        return None;
    };
    let (at, file) = (file.span().start, file.get_ref());
    let days = whole_days(reader, "drift duration", &file.duration, 1);
    let warm_up = whole_days(reader, "drift warm_up", &file.warm_up, 1);
    let decisions = reader.whole("drift decisions", &file.decisions, 1..=1_000_000_000);
    let base_rate = reader.number("drift base_rate", &file.base_rate, 1e-6..=0.999_999);
    let separation = reader.number("drift separation", &file.separation, 0.0..=10.0);
    let bins = file.bins.as_ref();
    let bins = bins.map_or(Some(10), |bins| reader.whole("drift bins", bins, 2..=100));
    let delay = days_or(reader, "drift label_delay", file.label_delay.as_ref(), 0, 0);
    let time = file.training_time.as_ref();
    let training_time = days_or(reader, "drift training_time", time, 0, 0);
    let false_negative = Some(&file.false_negative_cost);
    let false_negative = dollars(reader, "drift false_negative_cost", false_negative);
    let false_positive = Some(&file.false_positive_cost);
    let false_positive = dollars(reader, "drift false_positive_cost", false_positive);
    let training = dollars(reader, "drift training_cost", file.training_cost.as_ref());
    let alarm = dollars(reader, "drift alarm_cost", file.alarm_cost.as_ref());
    let tolerance = file.tolerance.as_ref();
    let tolerance = tolerance.map_or(Some(0.1), |share| {
        reader.number("drift tolerance", share, 0.0..=100.0)
    });
    let shifts = if shifts.len() > MOST {
        let message = format!("there are {} shifts, more than {MOST}", shifts.len());
        reader.wrong(shifts[MOST].span().start, message, "take some out");
        None
    } else {
        let read: Vec<Option<Shift>> = shifts.iter().map(|file| shift(reader, file)).collect();
        read.into_iter().collect::<Option<Vec<Shift>>>()
    };
    let (warm_up, delay) = (warm_up?, delay?);
    if warm_up <= delay {
        let message = format!("drift warm_up has {warm_up} days, and labels take {delay}");
        let help = "write a longer warm_up: the first model learns from what has labels by its end";
        reader.wrong(at, message, help);
        return None;
    }
    let mut world = Drift {
        days: days?,
        warm_up,
        decisions: u64::from(decisions?),
        base_rate: base_rate?,
        separation: separation?,
        bins: bins? as usize,
        edges: Vec::new(),
        label_delay: delay,
        costs: Costs {
            false_negative: false_negative?,
            false_positive: false_positive?,
            training: training?,
            alarm: alarm?,
        },
        training_time: training_time?,
        tolerance: tolerance?,
        shifts: shifts?,
        monitors: Vec::new(),
        training: Training {
            window: 1,
            half_life: None,
            every: None,
            on_alarm: false,
            wait: 0,
        },
    };
    world.edges = edges(&world);
    Some(world)
}

/// Where bins end that are all alike likely before anything shifts, by halving.
fn edges(world: &Drift) -> Vec<f64> {
    let half = world.separation / 2.0;
    let up_to =
        |x: f64| world.base_rate * normal(x - half) + (1.0 - world.base_rate) * normal(x + half);
    (1..world.bins)
        .map(|at| {
            let wanted = at as f64 / world.bins as f64;
            let (mut low, mut high) = (-half - 10.0, half + 10.0);
            for _ in 0..100 {
                let middle = f64::midpoint(low, high);
                if up_to(middle) < wanted {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            low
        })
        .collect()
}

fn shift(reader: &mut Reader<'_>, file: &Spanned<ShiftFile>) -> Option<Shift> {
    let (place, file) = (file.span().start, file.get_ref());
    let kinds = [
        ("prior", Moves::Prior),
        ("feature", Moves::Feature),
        ("concept", Moves::Concept),
        ("broken", Moves::Broken),
    ];
    let moves = reader.one_of("shift kind", &file.kind, &kinds);
    let far = match moves {
        Some(Moves::Broken) => 0.0..=1.0,
        _ => -10.0..=10.0,
    };
    let by = reader.number("shift by", &file.by, far);
    let course = match (&file.at, &file.period) {
        (Some(at), None) => {
            let at = whole_days(reader, "shift at", at, 0);
            let over = days_or(reader, "shift over", file.over.as_ref(), 0, 0);
            let until = file.until.as_ref();
            let until = until.map(|until| whole_days(reader, "shift until", until, 1));
            let (at, until) = (at?, until.map_or(Some(None), |until| Some(Some(until?)))?);
            if until.is_some_and(|until| until <= at) {
                let help = "write a day after `at`, or leave it out for a shift that stays";
                reader.wrong(place, "a shift ends before it begins", help);
                return None;
            }
            Course::Step {
                at,
                over: over?,
                until,
            }
        }
        (None, Some(period)) if file.over.is_none() && file.until.is_none() => Course::Seasonal {
            period: f64::from(whole_days(reader, "shift period", period, 2)?),
        },
        _ => {
            let help = "write `at`, with `over` and `until` as you like; or `period` alone for a \
                        seasonal one";
            reader.wrong(place, "a shift has no course", help);
            return None;
        }
    };
    Some(Shift {
        moves: moves?,
        by: by?,
        course,
    })
}

/// What an answer says: monitors and training.
fn answer(reader: &mut Reader<'_>, file: &File) -> Option<(Vec<Monitor>, Training)> {
    let monitors: Vec<Option<Monitor>> = file
        .monitor
        .iter()
        .take(MOST)
        .map(|file| monitor(reader, file))
        .collect();
    if let Some(beyond) = file.monitor.get(MOST) {
        let message = format!(
            "there are {} monitors, more than {MOST}",
            file.monitor.len()
        );
        reader.wrong(beyond.span().start, message, "take some out");
    }
    let Some(training) = &file.training else {
        let help = "add [training] with window, and every or on_alarm";
        reader.wrong(0, "there is no [training]", help);
        return None;
    };
    let training = self::training(reader, training);
    Some((monitors.into_iter().collect::<Option<_>>()?, training?))
}

fn monitor(reader: &mut Reader<'_>, file: &Spanned<MonitorFile>) -> Option<Monitor> {
    let (place, file) = (file.span().start, file.get_ref());
    let kinds = [
        ("stability", None),
        ("cusum", Some(Expected::Training)),
        ("page_hinkley", Some(Expected::Mean)),
    ];
    let kind = reader.one_of("monitor kind", &file.kind, &kinds);
    let threshold = reader.number("monitor threshold", &file.threshold, 0.0..=1e6);
    let actions = [
        ("train", Then::Train),
        ("look", Then::Look),
        ("set_aside", Then::SetAside),
    ];
    let then = file.then.as_ref();
    let then = then.map_or(Some(Then::Train), |then| {
        reader.one_of("monitor then", then, &actions)
    });
    let statistic = match (kind?, &file.window, &file.every, &file.allowance) {
        (None, Some(window), every, None) => {
            let window = whole_days(reader, "monitor window", window, 1);
            let every = days_or(reader, "monitor every", every.as_ref(), 1, 1);
            Statistic::Stability {
                window: window?,
                every: every?,
                threshold: threshold?,
            }
        }
        (Some(expected), None, None, Some(allowance)) => {
            let allowance = reader.number("monitor allowance", allowance, 0.0..=100.0);
            Statistic::Sum {
                expected,
                allowance: allowance?,
                threshold: threshold?,
            }
        }
        (kind, ..) => {
            let (message, help) = if kind.is_some() {
                (
                    format!("a {} takes allowance and threshold", file.kind.get_ref()),
                    "write these two, and no window",
                )
            } else {
                (
                    "a stability index takes window, every and threshold".to_owned(),
                    "write window and threshold, and every for fewer looks than one a day",
                )
            };
            reader.wrong(place, message, help);
            return None;
        }
    };
    Some(Monitor {
        statistic,
        then: then?,
    })
}

fn training(reader: &mut Reader<'_>, file: &Spanned<TrainingFile>) -> Option<Training> {
    let file = file.get_ref();
    let window = whole_days(reader, "training window", &file.window, 1);
    let half_life = file.half_life.as_ref().map_or(Some(None), |text| {
        whole_days(reader, "training half_life", text, 1).map(|days| Some(f64::from(days)))
    });
    let every = file.every.as_ref().map_or(Some(None), |text| {
        whole_days(reader, "training every", text, 1).map(Some)
    });
    let wait = days_or(reader, "training wait", file.wait.as_ref(), 0, 0);
    Some(Training {
        window: window?,
        half_life: half_life?,
        every: every?,
        on_alarm: file.on_alarm.unwrap_or(false),
        wait: wait?,
    })
}
