//! `onsite serve`: the server in the foreground, until it is told to stop.

use std::{
    io::{self, IsTerminal as _},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    path::Path,
};

use onsite_app::App;
use onsite_server::Secret;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::{
    arguments::Serve,
    context::{Context, processors},
    error::CliError,
    open, output,
    running::{Running, is_onsite},
};

/// Threads that may wait for the record or the disk at once.
const MOST_BLOCKING: usize = 64;
/// Exit code of a process that a second Ctrl-C ends.
const INTERRUPTED: i32 = 130;

/// Serves until interrupted.
pub fn serve(context: &Context, options: &Serve) -> Result<u8, CliError> {
    let address = loopback(&options.addr)?;
    let data = context.data()?;
    let listener = listen(address, &data)?;
    // Judgements beside each other disturb each other's times, so half of the machine is left.
    let app = context.app(&data, (processors() / 2).max(1))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(MOST_BLOCKING)
        .enable_all()
        .build()
        .map_err(|cause| machine(&cause))?;
    let served = runtime.block_on(run(listener, app.clone(), &data, options));
    served.map(|()| 0)
}

async fn run(
    listener: TcpListener,
    app: App,
    data: &Path,
    options: &Serve,
) -> Result<(), CliError> {
    let interrupts = Interrupts::new().map_err(|cause| machine(&cause))?;
    let listener = tokio::net::TcpListener::from_std(listener).map_err(|cause| machine(&cause))?;
    let addr = listener.local_addr().map_err(|cause| machine(&cause))?;
    let secret = Secret::of(data).map_err(open::secret_failed)?;
    let note = Running::announce(data, addr)
        .map_err(|cause| CliError::file("write into", data, &cause))?;
    output::line(&format!(
        "Onsite is ready at {}",
        open::address(addr, &secret)
    ))?;
    eprintln!(
        "The record lies in {}. Ctrl-C stops Onsite.",
        data.display()
    );
    if !options.no_open && io::stdout().is_terminal() {
        open::browse(data, addr, &secret);
    }
    let served = onsite_server::serve(listener, app.clone(), secret, interrupts.first()).await;
    drop(note);
    let stopped = tokio::task::spawn_blocking(move || app.stop()).await;
    served.map_err(|cause| machine(&cause))?;
    stopped.map_err(|cause| CliError::ours(cause, "What was handed in is kept; start it again."))
}

/// Ctrl-C and the system's wish to stop.
struct Interrupts {
    interrupt: Signal,
    terminate: Signal,
}

impl Interrupts {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }

    /// Waits for the first; from then on a second one ends the process at once.
    async fn first(mut self) {
        self.next().await;
        eprintln!("Stopping. Ctrl-C again ends it at once; what was handed in is kept.");
        tokio::spawn(async move {
            self.next().await;
            std::process::exit(INTERRUPTED);
        });
    }
}

/// Reads an address, which must be one of this machine.
fn loopback(text: &str) -> Result<SocketAddr, CliError> {
    let here = text
        .strip_prefix("localhost:")
        .and_then(|port| port.parse().ok());
    let here = here.map(|port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
    let address: SocketAddr = match here {
        Some(address) => address,
        None => text.parse().map_err(|_| {
            CliError::bad_input(
                format!("--addr {text}: not an address with a port"),
                "Write it like 127.0.0.1:4400, [::1]:4400 or localhost:4400.",
            )
        })?,
    };
    let ours = [
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
    ];
    if ours.contains(&address.ip()) {
        return Ok(address);
    }
    Err(CliError::bad_input(
        format!("--addr {address}: Onsite runs code, so this version serves this machine only"),
        "Use 127.0.0.1 or [::1]; to reach it from elsewhere, tunnel: ssh -L 4400:127.0.0.1:4400.",
    ))
}

fn listen(address: SocketAddr, data: &Path) -> Result<TcpListener, CliError> {
    let listener =
        TcpListener::bind(address).map_err(|cause| not_listening(address, data, &cause))?;
    listener
        .set_nonblocking(true)
        .map_err(|cause| machine(&cause))?;
    Ok(listener)
}

fn not_listening(address: SocketAddr, data: &Path, cause: &io::Error) -> CliError {
    if cause.kind() != io::ErrorKind::AddrInUse {
        return CliError::bad_input(
            format!("cannot listen at {address}: {cause}"),
            "Choose another with --addr, such as --addr 127.0.0.1:4401.",
        );
    }
    match Running::find(data) {
        Some(running) if running.addr == address => CliError::bad_input(
            format!(
                "Onsite serves {} at {address} already (process {})",
                data.display(),
                running.pid
            ),
            "Run `onsite open` to open it.",
        ),
        _ => {
            let whose = if is_onsite(address) {
                "another Onsite"
            } else {
                "another program"
            };
            CliError::bad_input(
                format!("{address} is in use by {whose}"),
                "End that one, or choose another port: --addr 127.0.0.1:4401, or port 0 for a \
                 free one.",
            )
        }
    }
}

fn machine(cause: &io::Error) -> CliError {
    CliError::ours(
        format!("the machine refused what serving needs: {cause}"),
        "Close what uses many files or much memory, and try again.",
    )
}
