//! The whole site on a port of its own.

use std::{
    net::TcpListener,
    num::NonZeroU32,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
};

use actix_web::dev::ServerHandle;
use chrono::Duration;
use partner_center::{
    app::{self, Parts},
    clock::Clock,
    db::{Conn, DatabaseUrl, Db, Error, Tx, types::Timestamp},
    jobs::{Counters, Node},
    mail::Mailer,
    messages::ForeignLinks,
    paths::{Paths, Site},
    secrets::Secrets,
    web::{
        client::TrustedProxies,
        connections::{Deadlines, Limits},
        security::Hsts,
        upload::UploadFolder,
    },
};

use super::{Database, Letter, Visitor, mailbox};

const LONG: std::time::Duration = std::time::Duration::from_secs(120);

/// A machine that is busy with other tests cuts off nobody; how connections are bound has tests of its own.
const UNHURRIED: Limits = Limits {
    total: 100_000,
    per_network: 100_000,
    deadlines: Deadlines {
        head: LONG,
        body: LONG,
        idle: LONG,
        closing: LONG,
        stalled: LONG,
    },
};

/// A site for one test. Its clock stands still until the test moves it; its mails are kept.
pub(crate) struct TestApp {
    pub(crate) parts: Parts,
    address: String,
    server: Option<(ServerHandle, JoinHandle<()>)>,
    // After the server, so that nobody uses it any more when it goes.
    database: Arc<Database>,
}

impl TestApp {
    /// The usual site.
    pub(crate) fn start() -> Self {
        Self::start_with(|_| {})
    }

    /// A site below a path, such as `/partners`.
    pub(crate) fn start_under(path: &str) -> Self {
        Self::start_with(|parts| parts.site = Site::parse(&parts.site.absolute(path)).unwrap())
    }

    /// A site with something changed.
    pub(crate) fn start_with(change: impl FnOnce(&mut Parts)) -> Self {
        Self::on(Database::fresh(), change)
    }

    /// A site on this database, which is migrated, with something changed.
    pub(crate) fn on(database: Database, change: impl FnOnce(&mut Parts)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut parts = Parts {
            site: Site::parse(&address).unwrap(),
            product: "Partner Center".to_owned(),
            db: database.open(),
            clock: Clock::manual(),
            secrets: Secrets::ephemeral().unwrap(),
            mailer: Mailer::Kept,
            node: Node::of_this_run(),
            counters: Counters::default(),
            demo: false,
            flood_per_minute: NonZeroU32::MAX,
            trusted_proxies: TrustedProxies::default(),
            limits: UNHURRIED,
            hsts: Hsts::Host,
            invitations_per_day: None,
            consent: Default::default(),
            foreign_links: ForeignLinks::Show,
            upload_folder: UploadFolder(std::env::temp_dir()),
            name_servers: Default::default(),
            bounce_folder: None,
        };
        change(&mut parts);
        let server = Some(serve(parts.clone(), listener));
        Self {
            parts,
            address,
            server,
            database: Arc::new(database),
        }
    }

    /// Another server on the same database with something changed, as after new settings.
    pub(crate) fn again_with(&self, change: impl FnOnce(&mut Parts)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let mut parts = Parts {
            site: Site::parse(&address).unwrap(),
            ..self.parts.clone()
        };
        change(&mut parts);
        let server = Some(serve(parts.clone(), listener));
        Self {
            parts,
            address,
            server,
            database: self.database.clone(),
        }
    }

    /// Its database.
    pub(super) fn database(&self) -> &Database {
        &self.database
    }

    /// Where its database is.
    pub(crate) fn database_url(&self) -> &DatabaseUrl {
        &self.database.url
    }

    /// Somebody with a browser of their own, not signed in.
    pub(crate) fn visitor(&self) -> Visitor {
        Visitor::new(&self.address, &self.parts.site)
    }

    /// The same through a proxy at this address.
    pub(crate) fn visitor_through(&self, proxy: &str) -> Visitor {
        Visitor::new(proxy, &self.parts.site)
    }

    /// Where its socket is.
    pub(crate) fn socket_address(&self) -> &str {
        self.address.strip_prefix("http://").unwrap()
    }

    /// The addresses of its pages.
    pub(crate) fn paths(&self) -> &Paths {
        self.parts.site.paths()
    }

    /// What time it is there.
    pub(crate) fn now(&self) -> Timestamp {
        self.parts.clock.now()
    }

    /// Time goes by.
    pub(crate) fn pass(&self, duration: Duration) {
        self.parts.clock.advance(duration);
    }

    /// Reads the database, past the site.
    pub(crate) fn read<T>(&self, f: impl FnOnce(&mut Conn) -> Result<T, Error>) -> T {
        self.db().read_now(f).unwrap()
    }

    /// Changes the database, past the site.
    pub(crate) fn write<T>(&self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>) -> T {
        self.db().write_now(f).unwrap()
    }

    fn db(&self) -> &Db {
        &self.parts.db
    }

    /// Sends what is due, and returns every letter so far, the oldest first.
    pub(crate) async fn mails(&self) -> Vec<Letter> {
        app::worker(&self.parts).drain().await;
        self.read(|conn| mailbox::letters(conn, &self.parts))
    }

    /// Sends what is due, and returns the newest letter to this address.
    pub(crate) async fn mail_to(&self, email: &str) -> Letter {
        let mails = self.mails().await;
        let found = mails
            .iter()
            .rev()
            .find(|letter| letter.to == email)
            .cloned();
        found.unwrap_or_else(|| panic!("no letter to {email} among {mails:#?}"))
    }
}

/// Runs the site on a thread of its own, so that it can be waited for when the test drops it.
fn serve(parts: Parts, listener: TcpListener) -> (ServerHandle, JoinHandle<()>) {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let server = app::server(parts, listener).unwrap();
            sender.send(server.handle()).unwrap();
            server.await.unwrap();
        });
    });
    (receiver.recv().unwrap(), thread)
}

impl Drop for TestApp {
    fn drop(&mut self) {
        if let Some((handle, thread)) = self.server.take() {
            // The order is given at once; the future would only wait for it.
            drop(handle.stop(false));
            if thread.join().is_err() && !thread::panicking() {
                panic!("the site panicked");
            }
        }
    }
}
