//! What a component is where the file says nothing: figures with their source and range.

use serde::Serialize;

use super::{law::Law, model::Kind};

/// Defaults of a kind.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Defaults {
    /// Which kind.
    pub kind: Kind,
    /// Its name in a file.
    #[serde(skip)]
    pub name: &'static str,
    /// Time of one call's own work: mean in nanoseconds and coefficient of variation; nothing
    /// where no figure holds for all, so that the file must say.
    #[serde(rename = "service_ns_and_cv")]
    pub service: Option<(f64, f64)>,
    /// Calls that one instance serves at once; nothing for as many as come.
    pub concurrency: Option<u32>,
    /// Dollars for an instance and an hour.
    #[serde(rename = "usd_per_hour")]
    pub price: f64,
    /// For a part that has replicas: time without a leader when one crashes, in nanoseconds.
    #[serde(rename = "failover_ns", skip_serializing_if = "Option::is_none")]
    pub failover: Option<u64>,
    /// Where the figures come from, and their range.
    pub source: &'static str,
}

/// One virtual processor for an hour; the range is $0.041 to $0.043.
const VCPU_HOUR: f64 = 0.042;
const VCPU: &str = "vCPU hour $0.041–0.043 (cloud list prices, 2026)";

/// How often a scaler looks where nothing is said, in nanoseconds: the period of Kubernetes' horizontal
/// pod autoscaler, 15 s; 10 s to 15 s where Amazon EKS lets it be set.
pub const LOOKS_EVERY: u64 = 15 * SECOND;
const SECOND: u64 = 1_000_000_000;

/// A node of Redis, read through a network: p50 0.42 ms and p99 1.29 ms at 58,000 GETs a second.
/// Log-normal through both quantiles: mean 0.472 ms, cv 0.51; 27 calls at once give that rate.
const REDIS: (Option<(f64, f64)>, Option<u32>) = (Some((472e3, 0.51)), Some(27));
const REDIS_SOURCE: &str =
    "Redis GET p50 0.42 ms, p99 1.29 ms at 58,000/s on one node; vCPU hour $0.041–0.043";

/// All kinds, in the order of the palette.
pub const LIBRARY: [Defaults; 14] = [
    plain(Kind::LoadBalancer, "load_balancer", Some((0.0, 0.0)), None),
    plain(Kind::Service, "service", None, Some(1)),
    Defaults {
        source: REDIS_SOURCE,
        ..plain(Kind::Cache, "cache", REDIS.0, REDIS.1)
    },
    Defaults {
        failover: Some(60 * SECOND),
        source: "single-digit milliseconds (DynamoDB's published latency): 1–9 ms; failover 35–120 s (Amazon RDS Multi-AZ); vCPU hour $0.041–0.043",
        ..plain(Kind::Database, "database", Some((4e6, 0.5)), Some(16))
    },
    Defaults {
        source: "Kafka p99 5 ms at 200 MB/s, three brokers; vCPU hour $0.041–0.043",
        ..plain(Kind::Queue, "queue", Some((2e6, 0.45)), None)
    },
    Defaults {
        source: "Kafka p99 5 ms at 200 MB/s, three brokers; vCPU hour $0.041–0.043",
        ..plain(Kind::Stream, "stream", Some((2e6, 0.45)), None)
    },
    Defaults {
        source: "LightGBM, 100 trees of 31 leaves: 45 µs for one row, 6–9 µs a row in batches; vCPU hour $0.041–0.043",
        ..plain(Kind::Model, "model", Some((45e3, 0.0)), Some(1))
    },
    plain(Kind::Batcher, "batcher", None, Some(1)),
    Defaults {
        source: "HNSW about 2,000 queries a second and core at 99% recall@1 (USearch); vCPU hour $0.041–0.043",
        ..plain(Kind::AnnIndex, "ann_index", Some((500e3, 0.0)), Some(1))
    },
    Defaults {
        source: REDIS_SOURCE,
        ..plain(Kind::FeatureStore, "feature_store", REDIS.0, REDIS.1)
    },
    plain(Kind::ObjectStore, "object_store", None, None),
    plain(Kind::Rules, "rules", None, Some(1)),
    plain(Kind::BatchJob, "batch_job", None, Some(1)),
    Defaults {
        price: 0.0,
        source: "its price is the file's to say",
        ..plain(Kind::External, "external", None, None)
    },
];

const fn plain(
    kind: Kind,
    name: &'static str,
    service: Option<(f64, f64)>,
    concurrency: Option<u32>,
) -> Defaults {
    Defaults {
        kind,
        name,
        service,
        concurrency,
        price: VCPU_HOUR,
        failover: None,
        source: VCPU,
    }
}

impl Defaults {
    /// The time of one call's own work, where a figure holds for all.
    pub fn law(&self) -> Option<Law> {
        let (mean, cv) = self.service?;
        Some(if cv > 0.0 {
            Law::log_normal(mean, cv)
        } else {
            Law::Constant { time: mean as u64 }
        })
    }
}
