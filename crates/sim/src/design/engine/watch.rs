//! What is told of single calls while a replication is stepped. Nobody listens by default, and then
//! nothing of this is compiled into the engine.

/// Hears what happens to calls, each named by its place.
pub trait Watch {
    /// Whether nothing more is worth hearing, so that stepping may end.
    fn is_done(&self) -> bool {
        false
    }

    /// A place is taken by a call of which nothing is known yet.
    fn taken(&mut self, _place: u32) {}

    /// A request comes in.
    fn request(&mut self, _place: u32, _station: usize, _now: u64) {}

    /// A call is made for another by a link.
    fn called(&mut self, _place: u32, _caller: u32, _made: Made, _now: u64) {}

    /// A call comes to its component.
    fn arrived(&mut self, _place: u32, _now: u64) {}

    /// A call is turned away there.
    fn turned_away(&mut self, _place: u32) {}

    /// Its service begins at an instance.
    fn started(&mut self, _place: u32, _instance: u32, _now: u64) {}

    /// Its own work is done.
    fn served(&mut self, _place: u32, _now: u64) {}

    /// Its caller has waited long enough.
    fn timed_out(&mut self, _place: u32) {}

    /// Another call that raced it has won.
    fn unneeded(&mut self, _place: u32, _now: u64) {}

    /// Its caller learns how it ended.
    fn answered(&mut self, _place: u32, _well: bool, _now: u64) {}

    /// A request ends; `counts` where it is answered within the time that is measured.
    fn request_ended(&mut self, _place: u32, _counts: bool, _now: u64) {}
}

/// Nobody.
impl Watch for () {}

/// How a call is made.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    /// The component that is called.
    pub station: usize,
    /// Which try it is, from zero.
    pub attempt: u8,
    /// Whether it is made beside another that was slow to answer.
    pub second: bool,
    /// Whether the link refused it, so that it never leaves.
    pub refused: bool,
}
