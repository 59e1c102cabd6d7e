//! The helper process: builds namespaces once, then runs one program after another for the
//! product that started it. It has one thread, and it ends when the product does.

mod cgroup;
mod cgroup_base;
mod child;
mod counter;
mod elf;
mod landlock;
mod launcher;
mod report;
mod root;
mod seccomp;
mod sink;
mod spaces;
mod step;
mod supervise;
mod tree;
mod warm;

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, IntoRawFd, OwnedFd};
use std::os::unix::net::UnixStream;

use crate::layers::Layers;
use crate::program::Program;
use crate::sys;
use crate::wire;
use cgroup::Cgroups;
use landlock::Landlock;
use launcher::Launchers;
use seccomp::Filter;
use spaces::Spaces;
use step::{Context, Step};
use supervise::Outcome;
use warm::Stock;

/// Serves the product that started this process, over standard input, and ends with it.
///
/// The product's binary calls this under its hidden subcommand, before it starts a thread, opens
/// a file or reads a configuration.
pub fn helper_main() -> ! {
    let mut control = UnixStream::from(sys::take_input());
    let code = match serve(&mut control) {
        Ok(()) => 0,
        Err(error) => {
            let _ = writeln!(io::stderr(), "onsite sandbox helper: {error}");
            1
        }
    };
    std::process::exit(code)
}

/// What every execution of this helper uses.
struct Tools {
    spaces: Spaces,
    filter: Filter,
    /// What opens the launchers' filter.
    door: u64,
    launchers_filter: Filter,
    landlock: Option<Landlock>,
    cgroups: Cgroups,
    layers: Layers,
    cores: usize,
    launchers: Launchers,
    stock: Stock,
}

fn serve(control: &mut UnixStream) -> io::Result<()> {
    let mut tools = match prepare(control) {
        Ok(Some(tools)) => tools,
        Ok(None) => return Ok(()),
        Err(failure) => return wire::send(control, wire::FAILED, &failure.encode()),
    };
    wire::send(control, wire::READY, &wire::encode_layers(&tools.layers))?;
    let mut between = None;
    loop {
        let (kind, body) = match wire::receive(control, wire::MAX_REQUEST) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
            other => other?,
        };
        if kind == wire::JOIN {
            between = Some(take_ends(control)?);
        }
        // Cancelling what has ended meanwhile comes to nothing.
        if kind == wire::RUN {
            let program = wire::decode_program(&body)?;
            drop(body);
            match supervise::execute(&mut tools, &program, between.take(), control) {
                Outcome::Done(execution) => {
                    wire::send(control, wire::DONE, &wire::encode_execution(&execution))?;
                }
                Outcome::Failed(failure) => {
                    wire::send(control, wire::FAILED, &failure.encode())?;
                }
                Outcome::Abandoned => break,
            }
        }
    }
    tools.cgroups.leave();
    Ok(())
}

/// Takes what a program is to read and write in place of pipes to here.
fn take_ends(control: &UnixStream) -> io::Result<[OwnedFd; 2]> {
    // No more than the one byte: the request to run may be right behind it.
    let (word, ends) = sys::receive_at_most(control.as_fd(), wire::ENDS.len())?;
    match <[OwnedFd; 2]>::try_from(ends) {
        Ok(ends) if word == wire::ENDS => Ok(ends),
        _ => Err(io::Error::other("two descriptors were to come")),
    }
}

/// Makes the tools and tries them on an empty program; `None` if the product is gone meanwhile.
fn prepare(control: &UnixStream) -> Step<Option<Tools>> {
    settle().step("begin")?;
    let door = sys::secret().step("draw a number")?;
    let filter = |door| Filter::compile(door).step("compile the filter");
    let spaces = Spaces::make()?;
    let cgroups = Cgroups::detect();
    let [memory, processes, cpu] = cgroups.controllers();
    let landlock = Landlock::detect();
    let layers = Layers {
        namespaces: true,
        capabilities_dropped: true,
        no_new_privs: true,
        seccomp: true,
        landlock: landlock.is_some(),
        private_proc: false,
        memory,
        processes,
        cpu,
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut tools = Tools {
        spaces,
        filter: filter(None)?,
        door,
        launchers_filter: filter(Some(door))?,
        landlock,
        cgroups,
        layers,
        cores,
        launchers: Launchers::default(),
        stock: Stock::default(),
    };
    match supervise::execute(&mut tools, &Program::default(), None, control) {
        Outcome::Done(execution) => {
            tools.layers = execution.layers;
            Ok(Some(tools))
        }
        other => {
            tools.cgroups.leave();
            if let Outcome::Failed(failure) = other {
                Err(failure)
            } else {
                Ok(None)
            }
        }
    }
}

/// Sheds what the process was started with.
fn settle() -> io::Result<()> {
    sys::close_range(3, false)?;
    // Three is a program's result, and four the socket of a Python that stands ready; no pipe's
    // other end may come to lie there.
    for number in [3, 4] {
        let filler = File::open("/dev/null")?.into_raw_fd();
        debug_assert_eq!(filler, number);
    }
    // Whatever is typed at the product's terminal is for the product alone.
    let _ = sys::setsid();
    sys::reset_signals();
    sys::set_file_mask();
    // A program sees that line of its namespace's first process, which is a copy of this one.
    sys::set_command_line("onsite: sandbox helper");
    Ok(())
}
