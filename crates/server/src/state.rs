//! What every handler shares.

use std::{net::SocketAddr, sync::Arc};

use onsite_app::{App, Error};
use tokio::sync::{Semaphore, watch};

use crate::{error::ApiError, guard::Guard, secret::Secret};

/// Most pages that may watch jobs at once; one more is told to come back.
const MOST_WATCHERS: usize = 64;

/// The server's state; cheap to clone.
#[derive(Clone)]
pub struct Server {
    pub(crate) app: App,
    pub(crate) guard: Arc<Guard>,
    pub(crate) watchers: Arc<Semaphore>,
    pub(crate) stopping: watch::Receiver<bool>,
}

impl Server {
    /// Makes the state of a server that listens at `address`; `stopping` turns true when it is to
    /// end what it streams.
    pub fn new(
        app: App,
        address: SocketAddr,
        secret: Secret,
        stopping: watch::Receiver<bool>,
    ) -> Self {
        Self {
            app,
            guard: Arc::new(Guard::new(address, secret)),
            watchers: Arc::new(Semaphore::new(MOST_WATCHERS)),
            stopping,
        }
    }

    /// Asks the app, on a thread that may block.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&App) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, ApiError> {
        let app = self.app.clone();
        match tokio::task::spawn_blocking(move || question(&app)).await {
            Ok(answer) => Ok(answer?),
            Err(panicked) => Err(ApiError::internal(&panicked)),
        }
    }
}
