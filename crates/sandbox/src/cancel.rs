//! Cancelling an execution from another thread.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::sys;

/// A flag that ends running executions; clones share it, and it cannot be unset.
#[derive(Debug, Clone, Default)]
pub struct Cancel {
    inner: Arc<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    cancelled: AtomicBool,
    // Made on first waiting, so that `Default` cannot fail and unused flags cost no descriptor.
    bell: OnceLock<OwnedFd>,
}

impl Cancel {
    /// Makes a flag that is not set.
    pub fn new() -> Cancel {
        Cancel::default()
    }

    /// Ends every execution that was given this flag, running or yet to come.
    pub fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::SeqCst);
        if let Some(bell) = self.inner.bell.get() {
            sys::ring(bell.as_fd());
        }
    }

    /// Tells whether [`Cancel::cancel`] was called.
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancelled.load(Ordering::SeqCst)
    }

    /// Returns a descriptor that is readable from the moment of cancelling on.
    pub(crate) fn bell(&self) -> io::Result<BorrowedFd<'_>> {
        if self.inner.bell.get().is_none() {
            // A second thread may have made one meanwhile; the first stays.
            let _ = self.inner.bell.set(sys::eventfd()?);
        }
        let Some(bell) = self.inner.bell.get() else {
            unreachable!("the bell was set above");
        };
        // Cancelled between the first look and the making: nobody rang this bell.
        if self.is_cancelled() {
            sys::ring(bell.as_fd());
        }
        Ok(bell.as_fd())
    }
}
