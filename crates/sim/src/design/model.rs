//! What a design says: components, links, load, faults, objectives. Names are places in lists here.

use serde::Serialize;

use super::{
    carried::{Items, Stage, When},
    law::Law,
    zipf::Zipf,
};

/// A design that was read and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Design {
    /// The components.
    pub components: Vec<Component>,
    /// The links between them.
    pub links: Vec<Link>,
    /// What comes in.
    pub load: Load,
    /// What breaks, in the file's order.
    pub faults: Vec<Fault>,
    /// What it has to meet, in the file's order.
    pub objectives: Vec<Objective>,
    /// What its author expects, in the file's order.
    pub claims: Vec<Claim>,
}

impl Design {
    /// Links whose messages are acknowledged, in the order in which their components make calls.
    pub(super) fn deliveries(&self) -> Vec<&Link> {
        let mut links: Vec<&Link> = self
            .links
            .iter()
            .filter(|l| l.in_flight.is_some())
            .collect();
        links.sort_by_key(|link| (link.from, link.step));
        links
    }
}

/// One box: instances that are alike, each with a queue of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Which of a question's parts it is, where there are any.
    pub part: Option<usize>,
    /// Number of instances.
    pub instances: u32,
    /// Calls that one instance serves at once; nothing for as many as come.
    pub concurrency: Option<u32>,
    /// Time of one call's own work, or of a batch whatever its size.
    pub service: Law,
    /// Share of calls whose own work fails.
    pub errors: f64,
    /// Calls that may wait at one instance; nothing for as many as come.
    pub limit: Option<u32>,
    /// Which instance takes a call.
    pub pick: Pick,
    /// Whether a call keeps its place in the instance while it waits for calls of its own.
    pub hold: bool,
    /// For a batcher.
    pub batch: Option<Batch>,
    /// For a cache.
    pub cache: Option<Cache>,
    /// For a batch job.
    pub job: Option<Job>,
    /// For a database whose instances keep the same.
    pub replicas: Option<Replicas>,
    /// How many instances run as their use rises and falls; `instances` is where it begins.
    pub autoscale: Option<Autoscale>,
    /// What it does with the items that calls carry.
    pub stage: Option<Stage>,
    /// The age from which on it knows what a call is about; nothing where it does not matter.
    pub knows_after: Option<Law>,
    /// Zones that the instances stand in, in turns; nothing where they stand in none.
    pub zones: Option<u32>,
    /// Dollars for an instance and an hour.
    pub price: f64,
}

impl Component {
    /// Most instances that may ever run.
    pub fn most_instances(&self) -> u32 {
        self.autoscale.map_or(self.instances, |scale| scale.max)
    }

    /// Whether it changes by itself as time passes: jobs begin, or what it has learned grows old.
    pub(super) fn ages(&self) -> bool {
        self.job.is_some() || self.stage.is_some_and(|stage| stage.fades.is_some())
    }
}

/// How many instances run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Autoscale {
    /// Least.
    pub min: u32,
    /// Most.
    pub max: u32,
    /// Share of the places that shall be taken.
    pub target: f64,
    /// How often that is looked at, in nanoseconds.
    pub every: u64,
    /// How long an instance takes to start, in nanoseconds.
    pub delay: u64,
}

/// What a component is; the library of defaults is by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Hands requests on.
    LoadBalancer,
    /// Runs code.
    Service,
    /// Answers what it has kept, and asks for the rest.
    Cache,
    /// Keeps rows.
    Database,
    /// Takes messages and hands them on afterwards.
    Queue,
    /// Takes messages in order of partition and hands them on afterwards.
    Stream,
    /// Scores.
    Model,
    /// Gathers calls and works on many at once.
    Batcher,
    /// Finds near neighbours.
    AnnIndex,
    /// Hands out features.
    FeatureStore,
    /// Keeps large objects.
    ObjectStore,
    /// Decides by rules.
    Rules,
    /// Begins by itself every so often, with many calls.
    BatchJob,
    /// Belongs to somebody else.
    External,
}

/// Which instance takes a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Any, all alike likely.
    Random,
    /// One after the other.
    RoundRobin,
    /// The one with the fewest calls in it; the first of those that are alike.
    LeastLoaded,
    /// The less loaded of two different ones drawn at random.
    PowerOfTwo,
    /// The one that the request's key belongs to.
    Key,
}

/// How a batcher gathers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Batch {
    /// Most calls of a batch.
    pub size: u32,
    /// Longest time that a batch is waited for, in nanoseconds.
    pub wait: u64,
    /// Time for each call of a batch, in nanoseconds, beside the batch's own.
    pub each: f64,
}

/// What a cache keeps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cache {
    /// Keys that one instance keeps.
    pub capacity: u32,
    /// Which of them makes room.
    pub policy: Policy,
    /// How long a key is good for, in nanoseconds; nothing for ever.
    pub ttl: Option<u64>,
    /// The keys that calls ask for; nothing where the request's key is asked for.
    pub keys: Option<Zipf>,
    /// Whether calls that miss a key while another asks for it wait for that one's answer.
    pub coalesce: bool,
}

/// Which key of a cache makes room for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// The one used longest ago.
    Lru,
    /// The one used least often since the beginning, the other itself among them; where several are
    /// alike, the one of them that was used longest ago.
    Lfu,
}

/// What a batch job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// How often it begins, in nanoseconds.
    pub every: u64,
    /// Calls that it makes.
    pub calls: u32,
}

/// Instances that keep the same: each so many make a shard, one of which leads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replicas {
    /// Instances of a shard.
    pub count: u32,
    /// Time until a write of the leader comes to another.
    pub lag: Law,
    /// Instances that a read asks.
    pub read: u32,
    /// Instances that must have a write before it is acknowledged.
    pub write: u32,
    /// Time without a leader when one is lost, in nanoseconds.
    pub failover: u64,
}

/// A call from one component to another, made once the caller's own work is done.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the file")]
pub struct Link {
    /// Who calls.
    pub from: usize,
    /// Who is called.
    pub to: usize,
    /// How likely it is that the call is made.
    pub share: f64,
    /// Calls that are made at once; the caller waits for all.
    pub fan_out: u32,
    /// Links of a lower step come first; those of one step are called at once.
    pub step: u32,
    /// Time on the way there, and again on the way back.
    pub latency: Law,
    /// How long the caller waits, in nanoseconds; the work goes on behind its back.
    pub timeout: Option<u64>,
    /// How often a failed call is made again.
    pub retries: u32,
    /// Time before a retry, in nanoseconds, doubled each time.
    pub backoff: u64,
    /// Retries that a call earns; nothing for as many as are wanted.
    pub budget: Option<f64>,
    /// Whether the caller gets along without an answer.
    pub optional: bool,
    /// Whether the caller does not wait at all.
    pub detached: bool,
    /// From a queue or a stream: messages of one instance that are handed out and not yet
    /// acknowledged, at most; nothing where each is handed on once and nobody learns what became
    /// of it.
    pub in_flight: Option<u32>,
    /// After how long without an answer a second call is made beside the first, in nanoseconds.
    pub hedge: Option<u64>,
    /// When calls are refused because too many failed.
    pub breaker: Option<Breaker>,
    /// How many calls are made at most.
    pub limit: Option<Limit>,
    /// Whether its calls write.
    pub writes: bool,
    /// Calls of a lower number are served first where both wait.
    pub priority: u8,
    /// Types of requests that take it, one bit for each in the load's order.
    pub types: u16,
    /// Which of its calls are made, by what they carry.
    pub when: When,
    /// Whether a caller that gets along without an answer is left without items, too.
    pub drops: bool,
}

/// When a link refuses calls because too many failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breaker {
    /// Share of calls that failed from which on others are refused.
    pub errors: f64,
    /// Over how long that is counted, in nanoseconds, in tenths.
    pub window: u64,
    /// Calls that must have ended in this time before anything is refused.
    pub calls: u32,
    /// For how long calls are refused before one is tried, in nanoseconds.
    pub open: u64,
}

/// How many calls a link makes at most; others fail at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Time for each call, in nanoseconds.
    pub every: u64,
    /// Calls that may come at once after a pause.
    pub burst: u32,
}

/// What comes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Where requests enter.
    pub entry: usize,
    /// How they come.
    pub arrivals: Arrivals,
    /// Time before what is measured, in nanoseconds; nothing to find it out.
    pub warm_up: Option<u64>,
    /// Time that is measured, in nanoseconds.
    pub duration: u64,
    /// When an answer comes too late to be of use, in nanoseconds.
    pub deadline: Option<u64>,
    /// Keys of requests.
    pub keys: Option<Zipf>,
    /// Items that each request carries.
    pub items: Option<Items>,
    /// How old what a request is about is.
    pub ages: Option<Law>,
    /// How the rate goes up and down with the time of day.
    pub diurnal: Option<Diurnal>,
    /// Types of requests; none where all are alike.
    pub types: Vec<RequestType>,
}

/// A rate that goes up and down: at time `t` it is `1 + amplitude · sin(2π t / period)` times as
/// high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Diurnal {
    /// How far it goes, as a share of the rate.
    pub amplitude: f64,
    /// How long a day is, in nanoseconds.
    pub period: u64,
}

/// One of the types that requests have.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestType {
    /// Its name.
    pub name: String,
    /// How many of all requests are of this type.
    pub share: f64,
}

impl Link {
    /// Whether somebody learns how its calls end: the caller, or who hands messages out.
    pub const fn is_awaited(&self) -> bool {
        !self.detached || self.in_flight.is_some()
    }
}

impl Load {
    /// All keys that calls of some components may ask for are below.
    pub(super) fn keys_below(&self, components: &[Component]) -> u32 {
        let caches = components.iter().filter_map(|c| c.cache?.keys);
        let all = caches.chain(self.keys);
        all.map(|keys| keys.count()).max().unwrap_or(1)
    }

    /// Requests per second, on average over all times, or over the time that is measured where the
    /// file lists the rates; nothing where people wait for answers.
    pub fn mean_rate(&self) -> Option<f64> {
        match &self.arrivals {
            Arrivals::Poisson { rate } | Arrivals::Constant { rate } => Some(*rate),
            Arrivals::Bursty { rate, burst } => {
                let all = burst.calm + burst.length;
                Some((rate * burst.calm + burst.rate * burst.length) / all)
            }
            Arrivals::Trace { steps } => {
                let ends = steps[1..].iter().map(|step| step.at).chain([u64::MAX]);
                let parts = steps.iter().zip(ends).map(|(step, end)| {
                    let time = end.min(self.duration).saturating_sub(step.at);
                    step.rate * time as f64
                });
                Some(parts.sum::<f64>() / self.duration as f64)
            }
            Arrivals::Closed { .. } => None,
        }
    }
}

/// How requests come.
#[derive(Clone, Debug, PartialEq)]
pub enum Arrivals {
    /// Independent of each other.
    Poisson {
        /// Per second.
        rate: f64,
    },
    /// At equal distances.
    Constant {
        /// Per second.
        rate: f64,
    },
    /// Independent of each other, at a rate that is one of two: calm, then a burst, then calm.
    Bursty {
        /// Per second while it is calm.
        rate: f64,
        /// The bursts.
        burst: Burst,
    },
    /// Independent of each other, at rates that the file lists.
    Trace {
        /// From when on, counted from the end of the warm-up, at which rate; the first from zero.
        steps: Vec<Step>,
    },
    /// From people who wait for the answer and think before they ask again.
    Closed {
        /// How many.
        users: u32,
        /// How long they think.
        think: Law,
    },
}

/// Bursts, whose lengths and distances are exponential.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Burst {
    /// Requests per second in a burst.
    pub rate: f64,
    /// Mean length, in nanoseconds.
    pub length: f64,
    /// Mean time between two bursts, in nanoseconds.
    pub calm: f64,
}

/// A rate from a time on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// From when on, in nanoseconds.
    pub at: u64,
    /// Requests per second.
    pub rate: f64,
}

/// Something that breaks, for a while. Times are counted from the end of the warm-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// When, in nanoseconds.
    pub at: u64,
    /// For how long, in nanoseconds.
    pub duration: u64,
    /// What.
    pub kind: FaultKind,
}

/// What breaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FaultKind {
    /// Instances stop; what is in them fails.
    Crash {
        /// Whose.
        component: usize,
        /// How many, rounded up.
        fraction: f64,
    },
    /// Instances take longer.
    Slow {
        /// Whose.
        component: usize,
        /// How many, rounded up.
        fraction: f64,
        /// How many times as long.
        times: f64,
    },
    /// Instances run code that is wrong.
    BadDeploy {
        /// Whose.
        component: usize,
        /// How many, rounded up.
        fraction: f64,
        /// Share of calls whose work fails there.
        errors: f64,
    },
    /// A cache forgets everything.
    Flush {
        /// Which.
        component: usize,
    },
    /// All instances that stand in a zone stop; what is in them fails.
    ZoneLoss {
        /// Which, from one.
        zone: u32,
    },
    /// Messages between two components are lost.
    Partition {
        /// One of them.
        component: usize,
        /// The other.
        other: usize,
    },
    /// More requests come.
    Surge {
        /// How many times as many.
        times: f64,
    },
}

/// A figure and a bound for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Objective {
    /// Which figure.
    pub metric: Metric,
    /// Whether it must stay at or below the bound, else at or above.
    pub at_most: bool,
    /// The bound: nanoseconds, per second, a share, or dollars per million.
    pub bound: f64,
    /// As the file has it.
    pub text: String,
}

/// A figure and the value that the design's author expects of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Which figure.
    pub metric: Metric,
    /// The value: nanoseconds, per second, a share, or dollars per million.
    pub value: f64,
}

/// A figure that an objective may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Mean latency.
    Mean,
    /// Median latency.
    P50,
    /// Latency that 90% do not exceed.
    P90,
    /// Latency that 95% do not exceed.
    P95,
    /// Latency that 99% do not exceed.
    P99,
    /// Latency that 99.9% do not exceed.
    P999,
    /// Share of what was offered that was answered, in time.
    Goodput,
    /// Share of requests that failed.
    ErrorRate,
    /// One less the error rate.
    Availability,
    /// Answers per second.
    Throughput,
    /// Dollars per million requests offered.
    Cost,
    /// Share of reads that did not see the latest acknowledged write.
    StaleReads,
    /// Share of acknowledged writes that were lost.
    LostWrites,
    /// Time from a message's coming to its acknowledgement that 99% do not exceed.
    LagP99,
    /// Share of messages that were given up.
    LostMessages,
    /// Work on messages that was done and not acknowledged, for each message.
    Duplicates,
    /// Share of messages that were acknowledged after a later one of their instance.
    OutOfOrder,
    /// Share of the positives that requests carried that were left at the end.
    Recall,
    /// Share of positives in what was left at the end.
    Precision,
    /// Share of the items that requests carried that were left at the end.
    Flagged,
    /// Share of answers that rest on nothing that knew what the request was about.
    ColdShare,
}

impl Metric {
    /// Every figure.
    pub const ALL: [Self; 21] = [
        Self::Mean,
        Self::P50,
        Self::P90,
        Self::P95,
        Self::P99,
        Self::P999,
        Self::Goodput,
        Self::ErrorRate,
        Self::Availability,
        Self::Throughput,
        Self::Cost,
        Self::StaleReads,
        Self::LostWrites,
        Self::LagP99,
        Self::LostMessages,
        Self::Duplicates,
        Self::OutOfOrder,
        Self::Recall,
        Self::Precision,
        Self::Flagged,
        Self::ColdShare,
    ];

    /// Whether it is a time.
    pub const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Mean | Self::P50 | Self::P90 | Self::P95 | Self::P99 | Self::P999 | Self::LagP99
        )
    }

    /// The name in a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::P50 => "p50",
            Self::P90 => "p90",
            Self::P95 => "p95",
            Self::P99 => "p99",
            Self::P999 => "p999",
            Self::Goodput => "goodput",
            Self::ErrorRate => "error_rate",
            Self::Availability => "availability",
            Self::Throughput => "throughput",
            Self::Cost => "cost",
            Self::StaleReads => "stale_reads",
            Self::LostWrites => "lost_writes",
            Self::LagP99 => "lag_p99",
            Self::LostMessages => "lost_messages",
            Self::Duplicates => "duplicates",
            Self::OutOfOrder => "out_of_order",
            Self::Recall => "recall",
            Self::Precision => "precision",
            Self::Flagged => "flagged",
            Self::ColdShare => "cold_share",
        }
    }
}
