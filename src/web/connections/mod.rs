//! Connections below the requests: how many there may be, and how long each may keep this server waiting.
//!
//! A connection needs a file descriptor, and their number is limited, so a client that opens many and sends little must
//! not stop the site for others. actix closes a connection whose first head is late, and an idle one. It has no
//! deadline for later heads, for bodies, for the time after an answer, and for answers that the client does not read.
//! So each connection has a `line`, which knows what the client must do next, and drops the connection's future when
//! that is late:
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
mod limits;
mod line;
mod seats;
mod socket;
mod stream;

use std::{fmt::Debug, io, net::IpAddr, net::Ipv6Addr, rc::Rc, sync::Arc};

use actix_http::{HttpService, KeepAlive, Request, Response};
use actix_server::Server;
use actix_service::{
    IntoServiceFactory, Service, ServiceFactory, ServiceFactoryExt, fn_factory, fn_service,
    map_config,
};
use actix_web::{body::MessageBody, dev::AppConfig};
pub use follow::{Followed, follow};
pub use limits::{Deadlines, Limits};
pub use socket::Door;

use self::{
    line::{Line, Watched},
    seats::Seats,
    socket::Socket,
    stream::Noted,
};
use crate::web::client::TrustedProxies;

/// The settings of a server, beside its app.
#[derive(Debug, Clone)]
pub struct Serving {
    /// Bounds on connections.
    pub limits: Limits,
    /// Peers that are not bound by network.
    pub trusted: TrustedProxies,
    /// Header lines, each with its line break, for answers that actix makes without the app.
    pub headers: Arc<str>,
}

/// Seconds that running requests get when the server stops.
const LAST_REQUESTS: u64 = 30;
/// Threads that serve.
const WORKERS: usize = 2;

/// A server of this app on this listener. What `actix_web::HttpServer` does, with connections of our own.
pub fn server<F, I, S, B>(door: Door, serving: Serving, app: F) -> io::Result<Server>
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
    let factory = move || {
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
                Ok::<_, ()>(fn_service(move |socket: Socket| {
                    connection(socket, &seats, &serving, Rc::clone(&http))
                }))
            }
        })
    };
    let builder = match door {
        Door::Port(listener) => builder.listen("site", listener, move || {
            map_socket(factory(), Socket::Port)
        })?,
        #[cfg(unix)]
        Door::File(listener) => builder.listen_uds("site", listener, move || {
            map_socket(factory(), Socket::File)
        })?,
    };
    Ok(builder.run())
}

/// The service of connections of one kind.
fn map_socket<F, T>(
    factory: F,
    socket: fn(T) -> Socket,
) -> impl ServiceFactory<T, Config = (), Response = (), Error = (), InitError = ()>
where
    F: ServiceFactory<Socket, Config = (), Response = (), Error = (), InitError = ()> + 'static,
    T: 'static,
{
    let factory = Rc::new(factory);
    fn_factory(move || {
        let factory = Rc::clone(&factory);
        async move {
            let service = Rc::new(factory.new_service(()).await?);
            Ok::<_, ()>(fn_service(move |io: T| {
                let service = Rc::clone(&service);
                async move { service.call(socket(io)).await }
            }))
        }
    })
}

/// One connection from its beginning to its end.
fn connection<H>(
    socket: Socket,
    seats: &Seats,
    serving: &Serving,
    http: Rc<H>,
) -> impl Future<Output = Result<(), ()>> + use<H>
where
    H: Service<(Noted, Option<std::net::SocketAddr>), Response = ()> + 'static,
{
    let peer = socket.peer();
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
            // An error of a connection has no client left to see it.
            let _ = http.call((noted, peer)).await;
        };
        Watched::new(line, served).await;
        Ok(())
    }
}

/// Answers 503 if the socket takes it at once.
fn refuse(socket: &Socket, headers: &str) {
    tracing::warn!("a connection was refused: every one of its network is being served");
    let answer = format!(
        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\nconnection: close\r\nretry-after: 5\r\n{headers}\r\n"
    );
    let _ = socket.try_write(answer.as_bytes());
}
