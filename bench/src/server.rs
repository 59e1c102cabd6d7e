//! `onsite serve`, started for a measurement and asked over HTTP.

use std::{
    ffi::OsStr,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, Result, bail, ensure};
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

/// Longest answer that is read, in bytes.
const MOST_BYTES: u64 = 4 << 20;
const PATIENCE: Duration = Duration::from_secs(10);

/// A running server.
pub struct Server {
    process: Child,
    // Kept open, so that the server may write to it.
    _stdout: BufReader<ChildStdout>,
    host: String,
    secret: String,
}

impl Server {
    /// Starts one on a data directory, with more arguments.
    pub fn start(onsite: &Path, data: &Path, more: &[&OsStr]) -> Result<Self> {
        let mut process = Command::new(onsite)
            .args(["serve", "--no-open", "--addr", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(more)
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
    pub fn page(&self) -> Result<()> {
        let page = self.get("/")?;
        ensure!(page.contains("<html"), "the first page is not a page");
        Ok(())
    }

    /// Gets an address; the answer, its head included.
    pub fn get(&self, path: &str) -> Result<String> {
        self.ask("GET", path, "")
    }

    /// Posts a body of JSON; the answer, its head included.
    pub fn post(&self, path: &str, body: &str) -> Result<String> {
        self.ask("POST", path, body)
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let (_, port) = self
            .host
            .rsplit_once(':')
            .context("the address has no port")?;
        let (host, secret, length) = (&self.host, &self.secret, body.len());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n\
             Cookie: onsite_{port}={secret}\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )?;
        let mut answer = Vec::new();
        stream.take(MOST_BYTES).read_to_end(&mut answer)?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let first = answer.lines().next().unwrap_or_default();
        let is_good = first.split(' ').nth(1).is_some_and(|s| s.starts_with('2'));
        ensure!(is_good, "{method} {path}: {first}");
        Ok(answer)
    }

    /// Ends it as a user does.
    pub fn stop(mut self) -> Result<()> {
        kill(
            Pid::from_raw(i32::try_from(self.process.id())?),
            Signal::SIGTERM,
        )?;
        self.process.wait()?;
        Ok(())
    }
}
