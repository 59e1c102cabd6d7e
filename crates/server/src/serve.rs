//! The router, and serving it until told to stop.

use std::{io, sync::Arc, time::Duration};

use axum::{Router, extract::Request, middleware, response::Response};
use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use onsite_app::App;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
};

use crate::{api, assets, guard, secret::Secret, state::Server};

/// How the server names itself in every answer.
pub const NAME: &str = concat!("onsite/", env!("CARGO_PKG_VERSION"));
/// How long open requests may take to end once the server is to stop.
const GRACE: Duration = Duration::from_secs(3);
/// Connections at once; more wait until one closes.
const MOST_CONNECTIONS: usize = 256;
/// How long a connection may take to say what it wants, and may then stay idle.
const MOST_HEAD_TIME: Duration = Duration::from_secs(30);
/// Most bytes of a request's head.
const MOST_HEAD_BYTES: usize = 64 * 1024;
/// Rest after a connection that could not be accepted.
const PAUSE: Duration = Duration::from_millis(200);

/// The whole server as one service.
pub fn router(server: Server) -> Router {
    api::routes()
        .fallback(assets::fallback)
        .method_not_allowed_fallback(not_allowed)
        .layer(middleware::from_fn_with_state(
            server.clone(),
            guard::protect,
        ))
        .with_state(server)
}

async fn not_allowed(request: Request) -> Response {
    assets::wrong_method(&request)
}

/// Serves until `shutdown` completes: takes no more connections then, ends the streams, and lets
/// open requests end for a moment. The app is the caller's to stop.
pub async fn serve(
    listener: TcpListener,
    app: App,
    secret: Secret,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let server = Server::new(app, listener.local_addr()?, secret, stopping);
    let service = TowerToHyperService::new(router(server));
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let open = GracefulShutdown::new();
    let accepting = async {
        loop {
            // A closed semaphore cannot be: nothing closes it.
            let place = Arc::clone(&room).acquire_owned().await.ok();
            let stream = accept(&listener).await;
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(MOST_HEAD_TIME)
                .max_buf_size(MOST_HEAD_BYTES)
                .serve_connection(TokioIo::new(stream), service.clone());
            let connection = open.watch(connection);
            tokio::spawn(async move {
                if let Err(cause) = connection.await {
                    tracing::debug!(%cause, "a connection ended early");
                }
                drop(place);
            });
        }
    };
    tokio::select! {
        () = accepting => {}
        () = shutdown => {}
    }
    stop.send_replace(true);
    if tokio::time::timeout(GRACE, open.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time and are cut off");
    }
    Ok(())
}

/// The next connection; one that fails is passed over.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(cause) => {
                tracing::warn!(%cause, "a connection was not accepted");
                // Such as too many open files: it passes as others close.
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
