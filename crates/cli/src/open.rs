//! `onsite open`: the address of the running server, with its secret, in a browser.

use std::{
    env,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use onsite_server::Secret;

use crate::{
    arguments::Open,
    context::Context,
    error::CliError,
    output,
    running::{Running, write_private},
};

/// Opens the running server.
pub fn open(context: &Context, options: &Open) -> Result<u8, CliError> {
    let data = context.data()?;
    let running = Running::find(&data).ok_or_else(|| {
        CliError::bad_input(
            format!("no Onsite serves {} now", data.display()),
            "Start it with `onsite serve` (in a clone, `make run`), or name its --data DIR.",
        )
    })?;
    let secret = Secret::read(&data).map_err(secret_failed)?.ok_or_else(|| {
        CliError::bad_input(
            format!("{} holds no secret", data.display()),
            "Stop the server and start it again; it makes a new one.",
        )
    })?;
    output::line(&address(running.addr, &secret))?;
    if !options.print {
        browse(&data, running.addr, &secret);
    }
    Ok(0)
}

/// The address that lets a browser in.
pub fn address(addr: SocketAddr, secret: &Secret) -> String {
    format!("http://{addr}/?secret={}", secret.reveal())
}

/// An error about the secret.
pub fn secret_failed(error: onsite_server::SecretError) -> CliError {
    CliError::bad_input(
        error,
        "The secret lies in the data directory; only you may read it.",
    )
}

/// Opens a browser where there is a display; the address is on the screen for when it does not.
pub fn browse(data: &Path, addr: SocketAddr, secret: &Secret) {
    let Some(opener) = opener() else { return };
    // Others on this machine see the arguments of a program, so it gets a private page that leads
    // on rather than the secret.
    let page = data.join("open.html");
    let text = format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Onsite</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={0}\">\n<a href=\"{0}\">Onsite</a>\n",
        address(addr, secret)
    );
    let spawned = write_private(&page, &text).and_then(|()| {
        let mut command = Command::new(opener);
        command
            .arg(&page)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().map(drop)
    });
    if let Err(cause) = spawned {
        eprintln!("The browser could not be opened ({cause}); open the address yourself.");
    }
}

fn opener() -> Option<PathBuf> {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        return None;
    }
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join("xdg-open"))
        .find(|file| file.is_file())
}
