//! The queue in nexosim, on one thread: a source, the queue with its servers, and a sink.

use std::{collections::VecDeque, time::Duration};

use anyhow::{Result, anyhow};
use nexosim::{
    model::{Context, Model, schedulable},
    ports::{Output, QuerySource},
    simulation::{Mailbox, SimInit},
    time::MonotonicTime,
};
use serde::{Deserialize, Serialize};

use super::{
    queue::{BETWEEN, Outcome, SERVERS, SERVICE},
    random::Random,
};

/// Where customers come from.
#[derive(Serialize, Deserialize)]
struct Source {
    customer: Output<()>,
    random: Random,
    left: u32,
}

#[Model]
impl Source {
    #[nexosim(init)]
    #[expect(clippy::unused_async, reason = "the framework awaits it")]
    async fn init(&mut self, cx: &Context<Self>) {
        self.plan(cx);
    }

    #[nexosim(schedulable)]
    async fn arrive(&mut self, (): (), cx: &Context<Self>) {
        self.customer.send(()).await;
        self.left -= 1;
        if self.left > 0 {
            self.plan(cx);
        }
    }

    fn plan(&mut self, cx: &Context<Self>) {
        let after = Duration::from_nanos(self.random.exponential(BETWEEN));
        cx.schedule_event(after, schedulable!(Self::arrive), ())
            .expect("the time lies ahead");
    }
}

/// Where they wait and are served.
#[derive(Serialize, Deserialize)]
struct Queue {
    /// Who leaves, and how long they had waited.
    served: Output<Duration>,
    random: Random,
    waiting: VecDeque<MonotonicTime>,
    busy: usize,
}

#[Model]
impl Queue {
    fn arrive(&mut self, (): (), cx: &Context<Self>) {
        if self.busy < SERVERS {
            self.busy += 1;
            self.serve(Duration::ZERO, cx);
        } else {
            self.waiting.push_back(cx.time());
        }
    }

    fn serve(&mut self, waited: Duration, cx: &Context<Self>) {
        let after = Duration::from_nanos(self.random.exponential(SERVICE));
        cx.schedule_event(after, schedulable!(Self::done), waited)
            .expect("the time lies ahead");
    }

    #[nexosim(schedulable)]
    async fn done(&mut self, waited: Duration, cx: &Context<Self>) {
        self.served.send(waited).await;
        if let Some(came) = self.waiting.pop_front() {
            self.serve(cx.time().duration_since(came), cx);
        } else {
            self.busy -= 1;
        }
    }
}

/// Where they go.
#[derive(Default, Serialize, Deserialize)]
struct Sink {
    customers: u32,
    waited: Duration,
}

#[Model]
impl Sink {
    fn take(&mut self, waited: Duration) {
        self.customers += 1;
        self.waited += waited;
    }

    #[expect(clippy::unused_async, reason = "the framework awaits it")]
    async fn taken(&mut self) -> (u32, Duration) {
        (self.customers, self.waited)
    }
}

/// Runs until all customers have been served.
pub fn run(seed: u64, customers: u32) -> Result<Outcome> {
    let mut source = Source {
        customer: Output::default(),
        random: Random::new(seed),
        left: customers,
    };
    let mut queue = Queue {
        served: Output::default(),
        random: Random::new(!seed),
        waiting: VecDeque::new(),
        busy: 0,
    };
    let sink = Sink::default();
    let (source_box, queue_box, sink_box) = (Mailbox::new(), Mailbox::new(), Mailbox::new());
    source.customer.connect(Queue::arrive, &queue_box);
    queue.served.connect(Sink::take, &sink_box);
    let mut bench = SimInit::with_num_threads(1);
    let taken = QuerySource::new()
        .connect(Sink::taken, &sink_box)
        .register(&mut bench);
    let mut simulation = bench
        .add_model(source, source_box, "source")
        .add_model(queue, queue_box, "queue")
        .add_model(sink, sink_box, "sink")
        .init(MonotonicTime::EPOCH)
        .map_err(|error| anyhow!("{error}"))?;
    simulation.run().map_err(|error| anyhow!("{error}"))?;
    let (customers, waited) = simulation
        .process_query(&taken, ())
        .map_err(|error| anyhow!("{error}"))?;
    Ok(Outcome::new(customers, u64::try_from(waited.as_nanos())?))
}
