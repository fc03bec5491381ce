//! The site as a process: started whole, stopped without cutting anybody off.

use std::future::Future;

use tokio::{signal, sync::watch, task::JoinSet};

use super::{Failure, bounce, database, door, keys, log, say};
use crate::{
    app::{self, Parts},
    clock::Clock,
    config::{Config, PublicUrl},
    db::Db,
    identity,
    jobs::{Counters, Node},
    mail::Mailer,
    secrets::Secrets,
    upkeep,
    web::{
        connections::{Door, Limits},
        upload::UploadFolder,
    },
};

/// `serve`.
pub(super) fn serve(beginning: keys::Beginning) -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Required)?;
    log::start(&config);
    let db = database::open(&config)?;
    for name in db.migrate()? {
        tracing::info!(name, "migration applied");
    }
    let secrets = keys::of(&config, &db, beginning)?;
    bounce::check_folder(&config)?;
    if !db.read_now(identity::has_users)? {
        say(FIRST_ADMIN);
    }
    in_system(async move {
        let parts = parts(&config, db.clone(), secrets)?;
        let opened = door::open(&config.listen)?;
        // Before anybody reads that it serves, and may stop it.
        let signals = Signals::listen();
        tracing::info!(listen = %config.listen, site = config.site()?.origin(), "serving");
        let checks = tokio::spawn(upkeep::check_daily(db.clone()));
        let ended = run_site(parts, opened, signals).await;
        door::close(&config.listen);
        checks.abort();
        upkeep::leave(&db);
        ended
    })
}

const FIRST_ADMIN: &str = "\
Nobody can sign in yet. Create the first Global admin in another terminal, with the same settings:

  partner-center admin create --partner \"Legal name\" --domain yours.example --country DE \\
    --kind indirect-reseller --name \"Your Name\" --email you@yours.example
";

/// How mail leaves. Needs the runtime: its connections are cleaned up in the background.
pub(super) fn mailer(config: &Config) -> Result<Mailer, Failure> {
    let Some(mail) = &config.mail else {
        return Ok(Mailer::Off);
    };
    Mailer::smtp(&mail.smtp, mail.from.clone()).map_err(|error| {
        Failure::new(format!(
            "The mail settings cannot be used: {error}. Check PARTNER_CENTER_SMTP_CA_FILE and the system's certificates."
        ))
    })
}

/// In whose name jobs are carried out and letters are sent.
fn node(config: &Config) -> Result<Node, Failure> {
    Node::of_folder(&config.data_dir).map_err(|error| {
        Failure::new(format!(
            "Cannot use the file {}: {error}. Make sure that this user may write it.",
            config.data_dir.join("node").display()
        ))
    })
}

fn parts(config: &Config, db: Db, secrets: Secrets) -> Result<Parts, Failure> {
    Ok(Parts {
        site: config.site()?.clone(),
        product: config.product.clone(),
        db,
        clock: Clock::System,
        secrets,
        mailer: mailer(config)?,
        node: node(config)?,
        counters: Counters::default(),
        demo: false,
        flood_per_minute: config.flood_per_minute,
        trusted_proxies: config.trusted_proxies.clone(),
        limits: Limits::of_this_process(),
        hsts: config.hsts,
        invitations_per_day: config.invitations_per_day,
        consent: config.consent.clone(),
        foreign_links: config.foreign_links,
        upload_folder: UploadFolder(config.data_dir.clone()),
        name_servers: Default::default(),
        bounce_folder: (config.mail.as_ref()).and_then(|mail| mail.bounce_folder.clone()),
    })
}

/// Runs this in actix's system on a runtime of several threads.
pub(super) fn in_system(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(format!("Cannot start threads: {error}.")))?;
    actix_web::rt::System::with_tokio_rt(|| runtime).block_on(work)
}

/// Serves until the process is told to stop: then accepts nothing new, finishes what is running, lets the
/// workers finish, and returns. Mail stops at once and has a few seconds for what is under way. A second signal
/// ends everything where it is; what a worker held then is taken up by the next start.
pub(super) async fn run_site(
    parts: Parts,
    opened: impl Into<Door>,
    mut signals: Signals,
) -> Result<(), Failure> {
    let (stop_mail, mail_stopping) = watch::channel(false);
    let (stop, stopping) = watch::channel(false);
    let mut workers = JoinSet::new();
    if parts.mailer.can_mail() {
        workers.spawn(app::worker(&parts).run(mail_stopping));
    }
    if let Some(folder) = app::bounce_folder(&parts) {
        workers.spawn(folder.run(stopping.clone()));
    }
    workers.spawn(app::runner(&parts).run(stopping));
    let cannot = |error| Failure::new(format!("The server stopped: {error}."));
    let server = app::server(parts, opened).map_err(cannot)?;
    let handle = server.handle();
    let mut serving = tokio::spawn(server);
    let ended = tokio::select! {
        ended = &mut serving => joined(ended).map_err(cannot),
        () = signals.next() => {
            tracing::info!("stopping: what is running is finished first");
            // Nobody listens any more only when the workers are gone, which is what is wanted.
            let _ = stop_mail.send(true);
            let finish = async {
                handle.stop(true).await;
                let ended = joined(serving.await).map_err(cannot);
                let _ = stop.send(true);
                while workers.join_next().await.is_some() {}
                ended
            };
            tokio::select! {
                ended = finish => ended,
                () = signals.next() => {
                    tracing::warn!("stopped at once, by a second signal");
                    // Returning would wait for threads that look up a name or write to the database.
                    std::process::exit(1)
                }
            }
        }
    };
    let _ = stop_mail.send(true);
    let _ = stop.send(true);
    tracing::info!("stopped");
    ended
}

/// What a task came to; one that panicked is an error, too.
fn joined(ended: Result<std::io::Result<()>, tokio::task::JoinError>) -> std::io::Result<()> {
    ended.map_err(std::io::Error::other)?
}

/// SIGTERM and SIGINT, listened to from the beginning so that none is missed between two waits.
#[cfg(unix)]
pub(super) struct Signals {
    terminate: Option<signal::unix::Signal>,
    interrupt: Option<signal::unix::Signal>,
}

#[cfg(unix)]
impl Signals {
    pub(super) fn listen() -> Self {
        let listen = |kind| signal::unix::signal(kind).ok();
        Self {
            terminate: listen(signal::unix::SignalKind::terminate()),
            interrupt: listen(signal::unix::SignalKind::interrupt()),
        }
    }

    async fn next(&mut self) {
        tokio::select! {
            () = one(&mut self.terminate) => {}
            () = one(&mut self.interrupt) => {}
        }
    }
}

/// Without signals the process is stopped by force alone.
#[cfg(unix)]
async fn one(signal: &mut Option<signal::unix::Signal>) {
    match signal {
        Some(signal) => drop(signal.recv().await),
        None => std::future::pending().await,
    }
}

/// Ctrl+C.
#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn listen() -> Self {
        Self
    }

    async fn next(&mut self) {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
