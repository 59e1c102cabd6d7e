//! Starting the server: from the start of its process to the first page, held against the start of
//! the same binary doing nothing.

use std::{
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail, ensure};

use crate::{
    measure::{Spread, measure, millis, ratios, tell},
    server::Server,
};

/// How long the first start may take to make Onsite's Python environment.
const SETTING_UP: Duration = Duration::from_mins(5);
const LOOK: Duration = Duration::from_millis(100);

/// What starting takes.
pub struct Start {
    /// To the first page, in milliseconds.
    pub ms: Spread,
    /// That, over the start of the same binary for its version.
    pub ratio: Spread,
}

/// Measures it on a data directory that has been served before.
pub fn start(onsite: &Path, scratch: &Path, times: u32) -> Result<Start> {
    let data = scratch.join("served");
    set_up(onsite, &data)?;
    let mut pairs = Vec::new();
    for time in 1..=times {
        tell(&format!("server start … {time}/{times}"));
        let began = Instant::now();
        let server = Server::start(onsite, &data, &[])?;
        server.page()?;
        let ours = began.elapsed();
        server.stop()?;
        let (status, bare) = measure(|| {
            Ok(Command::new(onsite)
                .arg("--version")
                .stdout(Stdio::null())
                .status()?)
        })?;
        ensure!(status.success(), "onsite --version: {status}");
        pairs.push((ours, bare.wall));
    }
    Ok(Start {
        ms: millis(pairs.iter().map(|pair| pair.0)),
        ratio: ratios(pairs.into_iter()),
    })
}

/// Serves once until the Python environment is settled, which later starts find.
fn set_up(onsite: &Path, data: &Path) -> Result<()> {
    let server = Server::start(onsite, data, &[])?;
    let began = Instant::now();
    while server.get("/api/doctor")?.contains("being prepared") {
        if began.elapsed() > SETTING_UP {
            bail!(
                "the Python environment is not ready after {} s",
                SETTING_UP.as_secs()
            );
        }
        tell(&format!(
            "making a Python environment … {} s",
            began.elapsed().as_secs()
        ));
        thread::sleep(LOOK);
    }
    server.stop()
}
