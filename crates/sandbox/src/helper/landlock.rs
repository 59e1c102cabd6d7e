//! A second fence for files, the network and signals, where the kernel has Landlock. The mount
//! and network namespaces stand without it; this holds should one of them be got round.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};

use crate::sys::landlock as call;

const EXECUTE: u64 = 1;
const WRITE_FILE: u64 = 1 << 1;
const READ_FILE: u64 = 1 << 2;
const READ_DIR: u64 = 1 << 3;

const SHOWN: u64 = EXECUTE | READ_FILE | READ_DIR;
const DEVICE: u64 = READ_FILE | WRITE_FILE | READ_DIR;

/// What the running kernel can confine.
pub struct Landlock {
    ruleset: call::Ruleset,
}

impl Landlock {
    /// Asks the kernel; `None` where it has no Landlock.
    pub fn detect() -> Option<Landlock> {
        let version = call::version();
        // Rights came one by one: 13 at first, then moving between directories, truncating,
        // and controlling devices.
        let rights = match version {
            ..1 => return None,
            1 => 13,
            2 => 14,
            3 | 4 => 15,
            5.. => 16,
        };
        let ruleset = call::Ruleset {
            fs: (1 << rights) - 1,
            // Binding and connecting with TCP; then abstract sockets and signals.
            net: if version >= 4 { 0b11 } else { 0 },
            scoped: if version >= 6 { 0b11 } else { 0 },
        };
        Some(Landlock { ruleset })
    }

    /// Confines the calling process, for good, to reading everything and writing to scratch.
    pub fn confine(&self) -> io::Result<()> {
        call::restrict_self(self.rules()?.as_fd())
    }

    /// The rules for the calling process's own root, for a process that is to enter it.
    pub fn rules(&self) -> io::Result<OwnedFd> {
        let ruleset = call::create(&self.ruleset)?;
        let all = self.ruleset.fs;
        for (path, allowed) in [
            ("/", SHOWN),
            ("/dev", DEVICE),
            ("/scratch", all),
            ("/tmp", all),
        ] {
            let dir = File::open(path)?;
            call::allow_beneath(ruleset.as_fd(), dir.as_fd(), allowed & all)?;
        }
        Ok(ruleset)
    }
}
