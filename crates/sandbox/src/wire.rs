//! The framing between the product and its helper process: a length, a kind, then fields in a
//! fixed order. Both ends are the same binary, so there is no version; sizes are still checked.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::Error;
use crate::execution::{Ending, Execution};
use crate::layers::{Controller, Layers};
use crate::program::{File, Limits, Mount, Program, Warm};

/// The most that one request may hold.
pub const MAX_REQUEST: u64 = 256 << 20;
/// Room in a response for everything but the program's own bytes.
pub const RESPONSE_SLACK: u64 = 1 << 20;

/// A request to run the program that follows.
pub const RUN: u8 = b'R';
/// A request to run the next program between the descriptors that come with [`ENDS`].
pub const JOIN: u8 = b'J';
/// The one byte that carries a program's standard input and output.
pub const ENDS: &[u8] = b"e";
/// A request to a launcher to start the first process of an execution.
pub const LAUNCH: u8 = b'P';
/// A request to end the running program.
pub const CANCEL: u8 = b'C';
/// A response: the layers that follow are active.
pub const READY: u8 = b'L';
/// A response: the execution that follows was made.
pub const DONE: u8 = b'D';
/// A response: the failure that follows happened.
pub const FAILED: u8 = b'F';

/// The length of what precedes a body.
pub const HEADER: usize = 9;

/// Writes one frame.
pub fn send(to: &mut impl Write, kind: u8, body: &[u8]) -> io::Result<()> {
    if body.len() <= MOST_COPIED {
        // Whoever waits for it is woken once.
        return to.write_all(&[&header(kind, body), body].concat());
    }
    to.write_all(&header(kind, body))?;
    to.write_all(body)
}

/// The longest body that is copied to be sent with its header.
const MOST_COPIED: usize = 64 << 10;

/// What precedes a body.
pub fn header(kind: u8, body: &[u8]) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[0] = kind;
    header[1..].copy_from_slice(&(body.len() as u64).to_le_bytes());
    header
}

/// Room that is made for a body before any of it has come.
const MOST_AT_ONCE: usize = 1 << 20;

/// Reads one frame whose body is at most `limit` bytes.
pub fn receive(from: &mut impl Read, limit: u64) -> io::Result<(u8, Vec<u8>)> {
    let mut header = [0; HEADER];
    from.read_exact(&mut header)?;
    let mut length = [0; 8];
    length.copy_from_slice(&header[1..]);
    let length = u64::from_le_bytes(length);
    if length > limit {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("a frame of {length} bytes where at most {limit} were expected"),
        ));
    }
    let mut body = Vec::with_capacity(usize::try_from(length).map_or(0, |n| n.min(MOST_AT_ONCE)));
    from.take(length).read_to_end(&mut body)?;
    if body.len() as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok((header[0], body))
}

/// Appends fields to a body.
#[derive(Default)]
pub struct Encoder {
    pub body: Vec<u8>,
}

impl Encoder {
    pub fn u64(&mut self, value: u64) {
        self.body.extend_from_slice(&value.to_le_bytes());
    }

    pub fn bytes(&mut self, value: &[u8]) {
        self.u64(value.len() as u64);
        self.body.extend_from_slice(value);
    }

    fn path(&mut self, value: &Path) {
        self.bytes(value.as_os_str().as_bytes());
    }

    fn duration(&mut self, value: Duration) {
        self.u64(u64::try_from(value.as_nanos()).unwrap_or(u64::MAX));
    }

    pub fn list<T>(&mut self, values: &[T], mut each: impl FnMut(&mut Encoder, &T)) {
        self.u64(values.len() as u64);
        for value in values {
            each(self, value);
        }
    }
}

/// Takes fields off a body.
pub struct Decoder<'a> {
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    pub fn new(body: &'a [u8]) -> Decoder<'a> {
        Decoder { rest: body }
    }

    /// What was not taken yet.
    pub fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub fn u64(&mut self) -> io::Result<u64> {
        let (head, rest) = self.rest.split_first_chunk::<8>().ok_or_else(garbled)?;
        self.rest = rest;
        Ok(u64::from_le_bytes(*head))
    }

    fn u32(&mut self) -> io::Result<u32> {
        u32::try_from(self.u64()?).map_err(|_| garbled())
    }

    fn i32(&mut self) -> io::Result<i32> {
        Ok(self.u32()?.cast_signed())
    }

    pub fn bytes(&mut self) -> io::Result<&'a [u8]> {
        let length = usize::try_from(self.u64()?).map_err(|_| garbled())?;
        let (head, rest) = self.rest.split_at_checked(length).ok_or_else(garbled)?;
        self.rest = rest;
        Ok(head)
    }

    fn os(&mut self) -> io::Result<OsString> {
        Ok(OsString::from_vec(self.bytes()?.to_vec()))
    }

    fn path(&mut self) -> io::Result<PathBuf> {
        Ok(self.os()?.into())
    }

    pub fn text(&mut self) -> io::Result<String> {
        Ok(String::from_utf8_lossy(self.bytes()?).into_owned())
    }

    fn duration(&mut self) -> io::Result<Duration> {
        Ok(Duration::from_nanos(self.u64()?))
    }

    fn list<T>(
        &mut self,
        mut each: impl FnMut(&mut Decoder<'a>) -> io::Result<T>,
    ) -> io::Result<Vec<T>> {
        let count = self.u64()?;
        // Every element takes at least the eight bytes of one field.
        if count > (self.rest.len() / 8) as u64 {
            return Err(garbled());
        }
        (0..count).map(|_| each(self)).collect()
    }
}

fn garbled() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a frame that does not decode")
}

/// Encodes a program as the body of a [`RUN`] request, with this input, and with the way in which it
/// may be warm.
pub fn encode_program(program: &Program, stdin: &[u8], warm: Option<&Warm>) -> Vec<u8> {
    let mut e = Encoder::default();
    e.list(&program.arguments, |e, a| e.bytes(a.as_bytes()));
    e.list(&program.environment, |e, (name, value)| {
        e.bytes(name.as_bytes());
        e.bytes(value.as_bytes());
    });
    e.list(&program.files, |e, file| {
        e.path(&file.name);
        e.bytes(&file.bytes);
        e.u64(u64::from(file.executable));
    });
    e.list(&program.mounts, |e, mount| {
        e.path(&mount.source);
        e.path(&mount.target);
    });
    e.bytes(stdin);
    let limits = &program.limits;
    e.duration(limits.cpu);
    e.duration(limits.wall);
    for value in [
        limits.memory,
        limits.processes.into(),
        limits.output,
        limits.stderr,
        limits.result,
        limits.scratch,
        limits.scratch_files.into(),
        limits.open_files.into(),
        limits.collect_bytes,
    ] {
        e.u64(value);
    }
    e.list(&program.collect, |e, path| e.path(path));
    e.u64(u64::from(program.counted));
    e.list(warm.as_slice(), |e, warm| {
        e.list(&warm.interpreter, |e, a| e.bytes(a.as_bytes()));
        e.bytes(warm.script.as_bytes());
        e.list(&warm.modules, |e, name| e.bytes(name.as_bytes()));
        e.list(&warm.arguments, |e, a| e.bytes(a.as_bytes()));
    });
    e.body
}

/// Decodes the body of a [`RUN`] request.
pub fn decode_program(body: &[u8]) -> io::Result<Program> {
    let mut d = Decoder::new(body);
    Ok(Program {
        arguments: d.list(Decoder::os)?,
        environment: d.list(|d| Ok((d.os()?, d.os()?)))?,
        files: d.list(|d| {
            Ok(File {
                name: d.path()?,
                bytes: d.bytes()?.to_vec(),
                executable: d.u64()? != 0,
            })
        })?,
        mounts: d.list(|d| {
            Ok(Mount {
                source: d.path()?,
                target: d.path()?,
            })
        })?,
        stdin: d.bytes()?.to_vec(),
        limits: Limits {
            cpu: d.duration()?,
            wall: d.duration()?,
            memory: d.u64()?,
            processes: d.u32()?,
            output: d.u64()?,
            stderr: d.u64()?,
            result: d.u64()?,
            scratch: d.u64()?,
            scratch_files: d.u32()?,
            open_files: d.u32()?,
            collect_bytes: d.u64()?,
        },
        collect: d.list(Decoder::path)?,
        counted: d.u64()? != 0,
        warm: d
            .list(|d| {
                Ok(Warm {
                    interpreter: d.list(Decoder::os)?,
                    script: d.text()?,
                    modules: d.list(Decoder::text)?,
                    arguments: d.list(Decoder::os)?,
                })
            })?
            .pop(),
    })
}

/// Encodes an execution as the body of a [`DONE`] response; its layers are known already.
pub fn encode_execution(execution: &Execution) -> Vec<u8> {
    let (kind, value) = match execution.ending {
        Ending::Exited(code) => (0, code),
        Ending::Signalled(signal) => (1, signal),
        Ending::CpuLimit => (2, 0),
        Ending::WallLimit => (3, 0),
        Ending::MemoryLimit => (4, 0),
        Ending::OutputLimit => (5, 0),
    };
    let mut e = Encoder::default();
    e.u64(kind);
    e.u64(value.cast_unsigned().into());
    e.duration(execution.cpu);
    e.duration(execution.wall);
    e.u64(execution.memory);
    e.bytes(&execution.stdout);
    e.bytes(&execution.stderr);
    e.u64(execution.stderr_truncated.into());
    e.bytes(&execution.result);
    e.list(&execution.collected, |e, (path, bytes)| {
        e.path(path);
        e.bytes(bytes);
    });
    e.body
}

/// Decodes the body of a [`DONE`] response.
pub fn decode_execution(body: &[u8], layers: Layers) -> io::Result<Execution> {
    let mut d = Decoder::new(body);
    let (kind, value) = (d.u64()?, d.i32()?);
    let ending = match kind {
        0 => Ending::Exited(value),
        1 => Ending::Signalled(value),
        2 => Ending::CpuLimit,
        3 => Ending::WallLimit,
        4 => Ending::MemoryLimit,
        5 => Ending::OutputLimit,
        _ => return Err(garbled()),
    };
    Ok(Execution {
        ending,
        cpu: d.duration()?,
        wall: d.duration()?,
        memory: d.u64()?,
        stdout: d.bytes()?.to_vec(),
        stderr: d.bytes()?.to_vec(),
        stderr_truncated: d.u64()? != 0,
        result: d.bytes()?.to_vec(),
        collected: d.list(|d| Ok((d.path()?, d.bytes()?.to_vec())))?,
        layers,
    })
}

const CONTROLLERS: [Controller; 4] = [
    Controller::CgroupV2,
    Controller::CgroupV1,
    Controller::Polled,
    Controller::Rlimit,
];

/// Encodes layers as the body of a [`READY`] response.
pub fn encode_layers(layers: &Layers) -> Vec<u8> {
    let mut e = Encoder::default();
    for flag in [
        layers.namespaces,
        layers.capabilities_dropped,
        layers.no_new_privs,
        layers.seccomp,
        layers.landlock,
        layers.private_proc,
    ] {
        e.u64(flag.into());
    }
    for controller in [layers.memory, layers.processes, layers.cpu] {
        let index = CONTROLLERS.iter().position(|&c| c == controller);
        e.u64(index.unwrap_or(CONTROLLERS.len()) as u64);
    }
    e.body
}

/// Decodes the body of a [`READY`] response.
pub fn decode_layers(body: &[u8]) -> io::Result<Layers> {
    let mut d = Decoder::new(body);
    let controller = |d: &mut Decoder| {
        let index = usize::try_from(d.u64()?).map_err(|_| garbled())?;
        CONTROLLERS.get(index).copied().ok_or_else(garbled)
    };
    Ok(Layers {
        namespaces: d.u64()? != 0,
        capabilities_dropped: d.u64()? != 0,
        no_new_privs: d.u64()? != 0,
        seccomp: d.u64()? != 0,
        landlock: d.u64()? != 0,
        private_proc: d.u64()? != 0,
        memory: controller(&mut d)?,
        processes: controller(&mut d)?,
        cpu: controller(&mut d)?,
    })
}

/// A failure inside the helper, in the form in which it crosses to the product.
#[derive(Debug)]
pub struct Failure {
    pub class: FailureClass,
    /// The step, or the path of the missing program.
    pub step: String,
    pub errno: i32,
}

/// Which error a [`Failure`] becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureClass {
    Setup,
    Namespaces,
    MissingProgram,
    Cancelled,
}

const CLASSES: [FailureClass; 4] = [
    FailureClass::Setup,
    FailureClass::Namespaces,
    FailureClass::MissingProgram,
    FailureClass::Cancelled,
];

impl Failure {
    pub fn new(class: FailureClass, step: impl Into<String>, source: &io::Error) -> Failure {
        Failure {
            class,
            step: step.into(),
            errno: source.raw_os_error().unwrap_or(libc::EIO),
        }
    }

    pub fn encode(&self) -> Vec<u8> {
        let mut e = Encoder::default();
        let index = CLASSES.iter().position(|&c| c == self.class);
        e.u64(index.unwrap_or(CLASSES.len()) as u64);
        e.bytes(self.step.as_bytes());
        e.u64(self.errno.cast_unsigned().into());
        e.body
    }

    pub fn decode(body: &[u8]) -> io::Result<Failure> {
        let mut d = Decoder::new(body);
        let index = usize::try_from(d.u64()?).map_err(|_| garbled())?;
        let class = *CLASSES.get(index).ok_or_else(garbled)?;
        Ok(Failure {
            class,
            step: d.text()?,
            errno: d.i32()?,
        })
    }

    pub fn into_error(self) -> Error {
        let source = io::Error::from_raw_os_error(self.errno);
        match self.class {
            FailureClass::Setup => Error::SetupFailed {
                step: self.step,
                source,
            },
            FailureClass::Namespaces => Error::NoNamespaces {
                step: self.step,
                source,
                help: namespaces_help(),
            },
            FailureClass::MissingProgram => Error::MissingProgram {
                path: self.step.into(),
                source,
            },
            FailureClass::Cancelled => Error::Cancelled,
        }
    }
}

/// Names the switch that forbids namespaces on this machine.
fn namespaces_help() -> String {
    let is = |path: &str, value: &str| {
        std::fs::read_to_string(path).is_ok_and(|text| text.trim() == value)
    };
    if is(
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
    ) {
        "allow them with `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`, or give \
         the onsite binary an AppArmor profile that says `userns,`"
    } else if is("/proc/sys/kernel/unprivileged_userns_clone", "0") {
        "allow them with `sudo sysctl kernel.unprivileged_userns_clone=1`"
    } else if is("/proc/sys/user/max_user_namespaces", "0") {
        "allow them with `sudo sysctl user.max_user_namespaces=10000`"
    } else {
        "run outside a container, or in one that allows nested user namespaces; \
         Linux 5.12 or newer is needed"
    }
    .to_owned()
}
