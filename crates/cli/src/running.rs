//! Which server runs for a data directory, and whose a port is.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Name of the file in the data directory.
const FILE: &str = "server.json";
/// How long a server on this machine may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// Most of an answer that is read to find out whose it is.
const MOST_HEAD_BYTES: usize = 4096;
/// Largest file that is read; ours is far below.
const MOST_FILE_BYTES: u64 = 4096;

/// A server that runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Running {
    /// Its process.
    pub pid: u32,
    /// Where it listens.
    pub addr: SocketAddr,
}

/// The note that a server runs; removed when dropped.
pub struct Note(PathBuf);

impl Drop for Note {
    fn drop(&mut self) {
        // A note left behind names an address that does not answer, and is passed over.
        drop(fs::remove_file(&self.0));
    }
}

impl Running {
    /// Leaves a note that this process serves at `addr`.
    pub fn announce(data: &Path, addr: SocketAddr) -> io::Result<Note> {
        let running = Self {
            pid: std::process::id(),
            addr,
        };
        let path = data.join(FILE);
        write_private(&path, &serde_json::to_string(&running)?)?;
        Ok(Note(path))
    }

    /// The server of a data directory, where one answers.
    pub fn find(data: &Path) -> Option<Self> {
        let file = fs::File::open(data.join(FILE)).ok()?;
        let running: Self = serde_json::from_reader(file.take(MOST_FILE_BYTES)).ok()?;
        is_onsite(running.addr).then_some(running)
    }
}

/// Whether an Onsite answers at an address.
pub fn is_onsite(addr: SocketAddr) -> bool {
    let named = || -> io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&addr, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET / HTTP/1.1\r\nHost: {addr}\r\nConnection: close\r\n\r\n"
        )?;
        let mut head = [0; MOST_HEAD_BYTES];
        let mut length = 0;
        while length < head.len() && !head[..length].windows(4).any(|end| end == b"\r\n\r\n") {
            match stream.read(&mut head[length..])? {
                0 => break,
                read => length += read,
            }
        }
        let head = String::from_utf8_lossy(&head[..length]);
        let name = |line: &str| {
            let (header, value) = line.split_once(':')?;
            header
                .eq_ignore_ascii_case("server")
                .then(|| value.trim().starts_with("onsite/"))
        };
        Ok(head.lines().find_map(name).unwrap_or(false))
    };
    named().unwrap_or(false)
}

/// Writes a file that only its owner reads, whole or not at all.
pub fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let arriving = path.with_extension(format!("new-{}", std::process::id()));
    let mut options = fs::OpenOptions::new();
    let file = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&arriving);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.and_then(|()| fs::rename(&arriving, path))
}
