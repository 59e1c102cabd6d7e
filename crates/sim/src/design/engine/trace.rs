//! Follows every request of a replication until one is slow enough, and keeps what its calls did.

use super::watch::{Made, Watch};

/// Most calls of requests under way that are followed at once; beyond, none is told.
const MOST_SPANS: usize = 1_000_000;

/// Most calls that the place of a request keeps memory for.
const MOST_SPARE: usize = 64;

/// How a call ended for its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SpanEnd {
    /// Well.
    Answered,
    /// Not well: its instance crashed, or a call of its own failed.
    Failed,
    /// Its component turned it away.
    TurnedAway,
    /// The link refused it.
    Refused,
    /// The caller had waited long enough.
    TimedOut,
    /// Another call that raced it was answered first.
    Unneeded,
}

/// One call of a request; times are nanoseconds of the replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The component, by its place in the design.
    pub component: usize,
    /// The call that waited for it, by its place in the list; none for the request itself.
    pub caller: Option<usize>,
    /// Which try it is, from zero.
    pub attempt: u8,
    /// Whether it was made beside another that was slow to answer.
    pub second: bool,
    /// The instance that took it, among all of the design.
    pub(crate) instance: Option<u32>,
    /// When it was made.
    pub sent: u64,
    /// When it came to its component.
    pub arrived: Option<u64>,
    /// When its service began.
    pub started: Option<u64>,
    /// When its own work was done.
    pub served: Option<u64>,
    /// When its caller learned how it ended.
    pub ended: u64,
    /// How.
    pub end: SpanEnd,
}

/// Where a call that is followed stands.
#[derive(Clone, Copy)]
struct Place {
    request: u32,
    /// How often that place for a request was used, so that late news are known for another's.
    generation: u32,
    span: u32,
}

#[derive(Default)]
struct Request {
    generation: u32,
    spans: Vec<Span>,
}

/// Follows requests.
#[derive(Default)]
pub struct Trace {
    /// How long the request takes that is looked for, at least, in nanoseconds.
    at_least: u64,
    requests: Vec<Request>,
    free: Vec<u32>,
    /// By the place of a call.
    followed: Vec<Option<Place>>,
    /// Calls of requests under way.
    kept: usize,
    found: Option<Vec<Span>>,
    gave_up: bool,
}

impl Trace {
    /// Looks for the first request that takes at least so many nanoseconds.
    pub(super) fn new(at_least: u64) -> Self {
        Self {
            at_least,
            ..Self::default()
        }
    }

    /// Its calls, the request itself first, then in the order in which they were made.
    pub(super) fn found(self) -> Option<Vec<Span>> {
        self.found
    }

    fn place(&self, place: u32) -> Option<Place> {
        *self.followed.get(place as usize)?
    }

    fn span(&mut self, place: u32) -> Option<&mut Span> {
        let at = self.place(place)?;
        let request = &mut self.requests[at.request as usize];
        let same = request.generation == at.generation;
        same.then(|| &mut request.spans[at.span as usize])
    }

    fn follow(&mut self, place: u32, request: u32, span: Span) {
        let of = &mut self.requests[request as usize];
        let at = Place {
            request,
            generation: of.generation,
            span: of.spans.len() as u32,
        };
        of.spans.push(span);
        if self.followed.len() <= place as usize {
            self.followed.resize(place as usize + 1, None);
        }
        self.followed[place as usize] = Some(at);
        self.kept += 1;
        self.gave_up |= self.kept > MOST_SPANS;
    }
}

impl Watch for Trace {
    fn is_done(&self) -> bool {
        self.found.is_some() || self.gave_up
    }

    fn taken(&mut self, place: u32) {
        if let Some(followed) = self.followed.get_mut(place as usize) {
            *followed = None;
        }
    }

    fn request(&mut self, place: u32, station: usize, now: u64) {
        let request = self.free.pop().unwrap_or_else(|| {
            self.requests.push(Request::default());
            self.requests.len() as u32 - 1
        });
        let made = Made {
            station,
            attempt: 0,
            second: false,
            refused: false,
        };
        self.follow(place, request, span(made, None, now));
    }

    fn called(&mut self, place: u32, caller: u32, made: Made, now: u64) {
        let Some(at) = self.place(caller) else { return };
        if self.requests[at.request as usize].generation == at.generation {
            let span = span(made, Some(at.span as usize), now);
            self.follow(place, at.request, span);
        }
    }

    fn arrived(&mut self, place: u32, now: u64) {
        if let Some(span) = self.span(place) {
            span.arrived = Some(now);
        }
    }

    fn turned_away(&mut self, place: u32) {
        if let Some(span) = self.span(place) {
            span.end = SpanEnd::TurnedAway;
        }
    }

    fn started(&mut self, place: u32, instance: u32, now: u64) {
        if let Some(span) = self.span(place) {
            span.started = Some(now);
            span.instance = Some(instance);
        }
    }

    fn served(&mut self, place: u32, now: u64) {
        if let Some(span) = self.span(place) {
            span.served = Some(now);
        }
    }

    fn timed_out(&mut self, place: u32) {
        if let Some(span) = self.span(place) {
            span.end = SpanEnd::TimedOut;
        }
    }

    fn unneeded(&mut self, place: u32, now: u64) {
        if let Some(span) = self.span(place) {
            span.end = SpanEnd::Unneeded;
            span.ended = now;
        }
    }

    fn answered(&mut self, place: u32, well: bool, now: u64) {
        if let Some(span) = self.span(place) {
            span.ended = now;
            if well {
                span.end = SpanEnd::Answered;
            }
        }
    }

    fn request_ended(&mut self, place: u32, counts: bool, now: u64) {
        self.answered(place, counts, now);
        let Some(at) = self.place(place) else { return };
        let request = &mut self.requests[at.request as usize];
        if request.generation != at.generation {
            return;
        }
        let slow = now - request.spans[0].sent >= self.at_least;
        if counts && slow {
            self.found = Some(std::mem::take(&mut request.spans));
            return;
        }
        self.kept -= request.spans.len();
        // The place of one request with many calls does not keep memory for as many more.
        request.spans.clear();
        request.spans.shrink_to(MOST_SPARE);
        request.generation = request.generation.wrapping_add(1);
        self.free.push(at.request);
    }
}

/// A call that was just made, and would have failed if nothing more were heard of it.
const fn span(made: Made, caller: Option<usize>, now: u64) -> Span {
    Span {
        component: made.station,
        caller,
        attempt: made.attempt,
        second: made.second,
        instance: None,
        sent: now,
        arrived: None,
        started: None,
        served: None,
        ended: now,
        end: if made.refused {
            SpanEnd::Refused
        } else {
            SpanEnd::Failed
        },
    }
}
