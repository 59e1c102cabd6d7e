//! The binary on a fresh data directory, and a server that can be killed.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::mpsc::channel,
    thread,
    time::Duration,
};

use serde_json::Value;
use tempfile::TempDir;

/// Far more than any command here takes; one that takes longer is ended.
const PATIENCE: Duration = Duration::from_mins(2);

/// A shell in an empty folder, with a data directory of its own.
pub struct Shell {
    pub folder: TempDir,
    pub data: PathBuf,
}

/// What a command gave.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Shell {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        fresh_data(&data);
        Self { folder, data }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onsite"));
        command
            .args(arguments)
            .arg("--data")
            .arg(&self.data)
            .arg("--bank")
            .arg(root().join("bank"))
            .current_dir(self.folder.path())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("ONSITE_CLOCK")
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        finish(self.command(arguments))
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ended {
        let mut command = self.command(arguments);
        let file = self.write("standard-input", input);
        command.stdin(fs::File::open(file).unwrap());
        finish(command)
    }

    pub fn serve(&self) -> Served {
        Served::start(self.command(&["serve", "--addr", "127.0.0.1:0"]))
    }
}

/// Makes a data directory in which no Python packages are installed: a file stands where their
/// folder would be, and no question here needs them.
pub fn fresh_data(data: &Path) {
    fs::create_dir(data).unwrap();
    fs::write(data.join("python"), "").unwrap();
}

/// Runs a command to its end, within bounds.
pub fn finish(mut command: Command) -> Ended {
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let output = within(child);
    Ended {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn within(child: Child) -> Output {
    let pid = child.id();
    let (sender, ended) = channel();
    thread::spawn(move || {
        // Nobody listens any more where it took too long.
        let _ = sender.send(child.wait_with_output());
    });
    if let Ok(output) = ended.recv_timeout(PATIENCE) {
        return output.unwrap();
    }
    signal(pid, "KILL");
    panic!("the command did not end within {PATIENCE:?}");
}

/// Sends a signal to a process that this test started.
pub fn signal(pid: u32, name: &str) {
    let sent = Command::new("kill")
        .arg(format!("-{name}"))
        .arg(pid.to_string())
        .status();
    assert!(sent.unwrap().success(), "kill -{name} {pid}");
}

impl Ended {
    /// Asserts that it was done: code 0.
    #[track_caller]
    pub fn assert_done(&self) {
        assert_eq!(self.code, Some(0), "{self:?}");
    }

    /// Asserts bad input: code 2, nothing on standard output, and each of `words` said.
    #[track_caller]
    pub fn assert_refused(&self, words: &[&str]) {
        assert_eq!(self.code, Some(2), "{self:?}");
        assert_eq!(self.stdout, "", "{self:?}");
        for word in words {
            assert!(
                self.stderr.contains(word),
                "“{word}” is not in: {}",
                self.stderr
            );
        }
        assert!(!self.stderr.contains("panicked"), "{self:?}");
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|_| panic!("not one JSON value: {self:?}"))
    }
}

/// A server in a process of its own; killed when dropped.
pub struct Served {
    child: Child,
    pub addr: SocketAddr,
    secret: String,
}

impl Served {
    pub fn start(mut command: Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        lines.read_line(&mut line).unwrap();
        let Some((host, secret)) = line
            .trim()
            .split_once("http://")
            .and_then(|(_, url)| url.split_once("/?secret="))
        else {
            let mut error = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut error)
                .unwrap();
            panic!("no address in {line:?}: {error}");
        };
        Self {
            child,
            addr: host.parse().unwrap(),
            secret: secret.to_owned(),
        }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a crash does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Waits for it to end by itself.
    pub fn wait(mut self) -> Option<i32> {
        let (sender, ended) = channel();
        let pid = self.child.id();
        let watch = thread::spawn(move || {
            if ended.recv_timeout(PATIENCE).is_err() {
                signal(pid, "KILL");
            }
        });
        let status = self.child.wait().unwrap();
        sender.send(()).unwrap();
        watch.join().unwrap();
        status.code()
    }

    /// Sends a request as the page does, and reads the answer to its end.
    pub fn ask(&self, method: &str, path: &str, body: &Value) -> (u16, String) {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let mut stream = TcpStream::connect(self.addr).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (addr, port) = (self.addr, self.addr.port());
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {addr}\r\nOrigin: http://{addr}\r\n\
             Cookie: onsite_{port}={}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.secret,
            body.len()
        )
        .unwrap();
        let mut text = Vec::new();
        stream.read_to_end(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        (
            head.split(' ').nth(1).unwrap().parse().unwrap(),
            body.to_owned(),
        )
    }

    #[track_caller]
    pub fn json(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, body) = self.ask(method, path, body);
        assert!((200..300).contains(&status), "{status} {body}");
        serde_json::from_str(&body).unwrap_or_else(|_| panic!("not JSON: {body}"))
    }

    /// Waits for a job by watching it to its end, and returns it.
    pub fn ended(&self, job: &str) -> Value {
        self.ask("GET", &format!("/api/jobs/{job}/progress"), &Value::Null);
        self.json("GET", &format!("/api/jobs/{job}"), &Value::Null)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The project's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .unwrap()
}

/// An answer that the bank ships.
pub fn shipped(question: &str, path: &str) -> PathBuf {
    root()
        .join("bank/code")
        .join(question)
        .join("submissions")
        .join(path)
}
