//! The site as a process: started whole, stopped without cutting anybody off.

use std::{future::Future, net::TcpListener, path::Path};

use tokio::{signal, sync::watch, task::JoinSet};

use super::{Failure, keys, log, say};
use crate::{
    app::{self, Parts},
    clock::Clock,
    config::{Config, PublicUrl},
    db::Db,
    identity,
    mail::Mailer,
    secrets::Secrets,
    upkeep,
    web::connections::Limits,
};

/// `serve`.
pub(super) fn serve(beginning: keys::Beginning) -> Result<(), Failure> {
    let config = Config::from_env(PublicUrl::Required)?;
    log::start(&config);
    let db = open_database(&config)?;
    for name in db.migrate()? {
        tracing::info!(name, "migration applied");
    }
    let secrets = keys::of(&config, &db, beginning)?;
    if !db.read_now(identity::has_users)? {
        say(FIRST_ADMIN);
    }
    in_system(async move {
        let parts = parts(&config, db.clone(), secrets)?;
        let listener = TcpListener::bind(config.listen).map_err(|error| {
            Failure::new(format!(
                "Cannot listen on {}: {error}. Another program may use this port; set PARTNER_CENTER_LISTEN.",
                config.listen
            ))
        })?;
        tracing::info!(listen = %config.listen, site = config.site()?.origin(), "serving");
        let checks = tokio::spawn(upkeep::check_daily(db.clone()));
        let ended = run_site(parts, listener).await;
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

/// Opens the database. The data folder is made first: it usually holds the database, too.
pub(super) fn open_database(config: &Config) -> Result<Db, Failure> {
    make_folder(&config.data_dir)?;
    Db::open(&config.database, config.connections).map_err(|error| {
        Failure::new(format!(
            "Cannot open the database {:?}: {}. Check PARTNER_CENTER_DATABASE_URL and that this user may use it.",
            config.database,
            error.to_string().trim_end()
        ))
    })
}

/// For its owner alone: it holds the keys.
fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder).map_err(|error| {
        Failure::new(format!(
            "Cannot make the data folder {}: {error}. Make it yourself, or set PARTNER_CENTER_DATA_DIR.",
            folder.display()
        ))
    })
}

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

fn parts(config: &Config, db: Db, secrets: Secrets) -> Result<Parts, Failure> {
    Ok(Parts {
        site: config.site()?.clone(),
        product: config.product.clone(),
        db,
        clock: Clock::System,
        secrets,
        mailer: mailer(config)?,
        trouble: Default::default(),
        demo: false,
        flood_per_minute: config.flood_per_minute,
        trusted_proxies: config.trusted_proxies.clone(),
        limits: Limits::of_this_process(),
        hsts: config.hsts,
        invitations_per_day: config.invitations_per_day,
        consent: config.consent.clone(),
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
/// workers finish, and returns. A second signal cuts short what is still running.
pub(super) async fn run_site(parts: Parts, listener: TcpListener) -> Result<(), Failure> {
    let (stop, stopping) = watch::channel(false);
    let mut workers = JoinSet::new();
    if parts.mailer.can_mail() {
        workers.spawn(app::worker(&parts).run(stopping.clone()));
    }
    workers.spawn(app::batch_worker(&parts).run(stopping.clone()));
    workers.spawn(app::housekeeper(&parts).run(stopping));
    let cannot = |error| Failure::new(format!("The server stopped: {error}."));
    let server = app::server(parts, listener).map_err(cannot)?;
    let handle = server.handle();
    let watcher = tokio::spawn(async move {
        told_to_stop().await;
        tracing::info!("stopping: what is running is finished first");
        tokio::select! {
            () = handle.stop(true) => {}
            () = told_to_stop() => handle.stop(false).await,
        }
    });
    let ended = server.await.map_err(cannot);
    watcher.abort();
    // Nobody listens any more only when the workers are gone, which is what is wanted.
    let _ = stop.send(true);
    while workers.join_next().await.is_some() {}
    tracing::info!("stopped");
    ended
}

/// SIGTERM or SIGINT. Without signals the process is stopped by force alone.
async fn told_to_stop() {
    #[cfg(unix)]
    if let Ok(mut terminate) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = signal::ctrl_c() => {}
        }
        return;
    }
    if signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
