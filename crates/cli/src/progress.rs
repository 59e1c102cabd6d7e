//! A line on standard error that says how far things are, where somebody is there to see it.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// Shortest time between two drawings.
const PAUSE: Duration = Duration::from_millis(80);
/// Longest text; more would wrap and stay on the screen.
const MOST_CHARS: usize = 78;

/// A progress line; cleared when dropped.
pub struct ProgressLine {
    shown: bool,
    drawn: Mutex<Option<Instant>>,
}

impl ProgressLine {
    /// A line, or nothing where standard error is no terminal.
    pub fn new() -> Self {
        Self {
            shown: io::stderr().is_terminal(),
            drawn: Mutex::new(None),
        }
    }

    /// Says how far things are.
    pub fn tell(&self, text: &str) {
        if !self.shown {
            return;
        }
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.is_none_or(|at| at.elapsed() >= PAUSE) {
            *drawn = Some(Instant::now());
            let text: String = text
                .chars()
                .filter(|c| !c.is_control())
                .take(MOST_CHARS)
                .collect();
            draw(&text);
        }
    }

    /// Clears the line, so that other text can be printed.
    pub fn clear(&self) {
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.take().is_some() {
            draw("");
        }
    }
}

impl Drop for ProgressLine {
    fn drop(&mut self) {
        self.clear();
    }
}

fn draw(text: &str) {
    let mut err = io::stderr().lock();
    // A progress line that cannot be drawn is no reason to fail.
    drop(write!(err, "\r\x1b[2K{text}").and_then(|()| err.flush()));
}
