//! Connections below the requests: how many there may be, and how long each may keep this server waiting.
//!
//! A connection takes a file descriptor, and there is a bound to those; whoever holds many and says little must
//! not stop the site for everybody else. actix ends a connection whose first head is late, and one that idles. It
//! has no deadline for later heads, for bodies, for what comes after an answer, and for answers that nobody
//! takes. So each connection is a `line` that knows what the other side owes, and the connection's future
//! is dropped when that is late:
//!
//! | waits for | closed after | known from |
//! |---|---|---|
//! | the next request | [`Deadlines::idle`] | the end of the answer before |
//! | the rest of a head | [`Deadlines::head`] | the first byte, or the connection itself |
//! | the rest of a body | [`Deadlines::body`], and more as bytes come: 408 | `follow`, around the app |
//! | the end, after an answer that came before the whole body | [`Deadlines::closing`] | `follow` |
//! | the other side to take the answer | [`Deadlines::stalled`], for each 32 KiB | `stream`, around the socket |
//!
//! `seats` bounds how many there are, in all and from one network. `stream` also puts the headers that every
//! answer carries on those that actix makes itself, before there is a request that the app could answer.

mod descriptors;
mod follow;
mod line;
mod seats;
mod stream;

use std::{
    fmt::Debug, io, net::IpAddr, net::Ipv6Addr, net::TcpListener, rc::Rc, sync::Arc, time::Duration,
};

use actix_http::{HttpService, KeepAlive, Request, Response};
use actix_server::Server;
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, fn_factory, fn_service,
    map_config,
};
use actix_web::{body::MessageBody, dev::AppConfig};
use tokio::net::TcpStream;

pub use descriptors::raise_limit;
pub use follow::{Followed, follow};

use self::{
    line::{Line, Watched},
    seats::Seats,
    stream::Noted,
};
use crate::web::client::TrustedProxies;

/// Bytes a second at which a body must come, once the first span is over.
const PACE: u64 = 4 * 1024;
/// Bytes of an answer that must be taken within each span, where the other side lets them wait.
const STRIDE: usize = 32 * 1024;
/// The longest that a body may take, whatever its pace.
const LONGEST_BODY: Duration = Duration::from_secs(600);

/// How long the other side may keep this server waiting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// For a whole head, from its first byte; for the first one, from the connection on.
    pub head: Duration,
    /// For a whole body, from the end of its head; a second more for each 4 KiB that have come, ten minutes at most.
    pub body: Duration,
    /// Between an answer and the next request.
    pub idle: Duration,
    /// To go, after an answer that closes the connection.
    pub closing: Duration,
    /// To take what is sent, or 32 KiB of it; then the span begins anew.
    pub stalled: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(5),
            body: Duration::from_secs(15),
            idle: Duration::from_secs(5),
            closing: Duration::from_secs(3),
            stalled: Duration::from_secs(30),
        }
    }
}

/// Bounds on connections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// At the same time, in all.
    pub total: usize,
    /// At the same time, from one network: an IPv4 address, or a /64 of IPv6. Trusted proxies are not bound by it.
    pub per_network: usize,
    /// How long each may keep this server waiting.
    pub deadlines: Deadlines,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            total: 10_000,
            per_network: 256,
            deadlines: Deadlines::default(),
        }
    }
}

/// Fewer connections than this are worth a warning.
const FEW: usize = 1_000;

impl Limits {
    /// As many as this process may have files open, less a quarter for the database, uploads and whatever else
    /// takes a descriptor. Raises the limit of open files first, and warns when it stays low.
    #[must_use]
    pub fn of_this_process() -> Self {
        let mut limits = Self::default();
        if let Some(files) = raise_limit() {
            let most = usize::try_from(files - files / 4).unwrap_or(usize::MAX);
            limits.total = limits.total.min(most).max(1);
            if limits.total < FEW {
                tracing::warn!(
                    files,
                    connections = limits.total,
                    "the limit of open files is low: raise it (ulimit -n, LimitNOFILE=), or few people can be served at a time"
                );
            }
        }
        limits
    }
}

/// What a server is made of, beside its app.
#[derive(Debug, Clone)]
pub struct Serving {
    /// Bounds on connections.
    pub limits: Limits,
    /// Peers that are not bound by network.
    pub trusted: TrustedProxies,
    /// Header lines, each with its line break, for answers that the app does not make.
    pub headers: Arc<str>,
}

/// How long a server that is told to stop lets requests run.
const LAST_REQUESTS: u64 = 30;
/// Threads that serve.
const WORKERS: usize = 2;

/// A server of this app on this listener. What `actix_web::HttpServer` does, with connections of our own.
///
/// # Errors
/// When the listener cannot be used.
pub fn server<F, I, S, B>(listener: TcpListener, serving: Serving, app: F) -> io::Result<Server>
where
    F: Fn() -> I + Send + Clone + 'static,
    I: IntoServiceFactory<S, Request>,
    S: ServiceFactory<Request, Config = AppConfig, Error = actix_web::Error> + 'static,
    S::InitError: Debug,
    S::Response: Into<Response<B>> + 'static,
    S::Service: 'static,
    <S::Service as Service<Request>>::Future: 'static,
    B: MessageBody + 'static,
{
    let seats = Seats::new(serving.limits, serving.trusted.clone());
    let builder = Server::build()
        .workers(WORKERS)
        .shutdown_timeout(LAST_REQUESTS)
        .disable_signals();
    let stopping = builder.graceful_shutdown_signal();
    let builder = builder.listen("site", listener, move || {
        let (seats, serving, stopping) = (seats.clone(), serving.clone(), stopping.clone());
        let deadlines = serving.limits.deadlines;
        let app = app().into_factory();
        let app = app.map_err(|error: actix_web::Error| error.error_response());
        let http = HttpService::build()
            .keep_alive(KeepAlive::Timeout(deadlines.idle))
            .client_request_timeout(deadlines.head)
            .client_disconnect_timeout(deadlines.closing)
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .on_connect_ext(|io: &Noted, data| drop(data.insert(Rc::clone(&io.line))))
            .h1(map_config(app, |()| AppConfig::default()));
        let http = Rc::new(http);
        fn_factory(move || {
            let (seats, serving, http) = (seats.clone(), serving.clone(), Rc::clone(&http));
            async move {
                let http = Rc::new(http.new_service(()).await?);
                Ok::<_, ()>(fn_service(move |socket: TcpStream| {
                    connection(socket, &seats, &serving, Rc::clone(&http))
                }))
            }
        })
    })?;
    Ok(builder.run())
}

/// One connection from its beginning to its end.
fn connection<H>(
    socket: TcpStream,
    seats: &Seats,
    serving: &Serving,
    http: Rc<H>,
) -> impl Future<Output = Result<(), ()>> + use<H>
where
    H: Service<(Noted, Option<std::net::SocketAddr>), Response = ()> + 'static,
{
    let peer = socket.peer_addr().ok();
    let address = peer.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip());
    let (seat, headers) = (seats.take(address), Arc::clone(&serving.headers));
    let deadlines = serving.limits.deadlines;
    async move {
        let Some(seat) = seat else {
            refuse(&socket, &headers);
            return Ok(());
        };
        let line = Line::new(deadlines, seat);
        let noted = Noted::new(socket, Rc::clone(&line), headers);
        let served = async move {
            // A connection that ends badly has nobody left to tell.
            let _ = http.call((noted, peer)).await;
        };
        Watched::new(line, served).await;
        Ok(())
    }
}

/// Says that there is no room, if the other side is there to hear it.
fn refuse(socket: &TcpStream, headers: &str) {
    tracing::warn!("a connection was refused: every one of its network is being served");
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\nretry-after: 5\r\n{headers}\r\n"
    );
    let _ = socket.try_write(answer.as_bytes());
}
