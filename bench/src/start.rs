//! Starting the server: from the start of its process to the first page, held against the start of
//! the same binary doing nothing.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::measure::{Spread, measure, millis, ratios, tell};

/// Longest answer that is read, in bytes.
const MOST_BYTES: u64 = 4 << 20;
const PATIENCE: Duration = Duration::from_secs(10);
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
        let server = Server::start(onsite, &data)?;
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
    let server = Server::start(onsite, data)?;
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

/// A running server.
struct Server {
    process: Child,
    // Kept open, so that the server may write to it.
    _stdout: BufReader<ChildStdout>,
    host: String,
    secret: String,
}

impl Server {
    fn start(onsite: &Path, data: &Path) -> Result<Self> {
        let mut process = Command::new(onsite)
            .args(["serve", "--no-open", "--addr", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start onsite serve")?;
        let mut stdout = BufReader::new(process.stdout.take().context("no standard output")?);
        let mut line = String::new();
        stdout.read_line(&mut line)?;
        let address = line
            .trim()
            .rsplit_once("http://")
            .map(|(_, address)| address);
        let parts = address.and_then(|address| address.split_once("/?secret="));
        let Some((host, secret)) = parts else {
            process.kill()?;
            bail!("onsite serve printed no address: {line:?}; run it by hand to see why");
        };
        let (host, secret) = (host.to_owned(), secret.to_owned());
        Ok(Self {
            process,
            _stdout: stdout,
            host,
            secret,
        })
    }

    /// Gets the first page, as a browser with its key does.
    fn page(&self) -> Result<()> {
        let page = self.get("/")?;
        ensure!(page.contains("<html"), "the first page is not a page");
        Ok(())
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let (_, port) = self
            .host
            .rsplit_once(':')
            .context("the address has no port")?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: onsite_{port}={}\r\nConnection: close\r\n\r\n",
            self.host, self.secret
        )?;
        let mut answer = Vec::new();
        stream.take(MOST_BYTES).read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let first = answer.lines().next().unwrap_or_default();
        ensure!(first.contains(" 200 "), "GET {path}: {first}");
        Ok(answer)
    }

    fn stop(mut self) -> Result<()> {
        kill(
            Pid::from_raw(i32::try_from(self.process.id())?),
            Signal::SIGTERM,
        )?;
        self.process.wait()?;
        Ok(())
    }
}
