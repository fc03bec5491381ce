//! `demo`: everything in a fresh temporary folder that is gone afterwards.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::Path,
};

use clap::Args;

use super::{
    Failure, say,
    serve::{Signals, in_system, run_site},
};
use crate::{
    app::Parts,
    clock::Clock,
    db::{DatabaseUrl, Db},
    demo::{self, Demo, SignIn},
    jobs::{Counters, Node},
    mail::Mailer,
    messages::ForeignLinks,
    paths::Site,
    secrets::Secrets,
    web::{client::TrustedProxies, connections::Limits, security::Hsts, upload::UploadFolder},
};

/// What the demo is asked for.
#[derive(Debug, Clone, Args)]
pub(super) struct Options {
    /// Port on this machine; 0 picks a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Instead of the usual companies: one partner with this many customers.
    #[arg(long)]
    customers: Option<u32>,
}

/// Runs the command.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).map_err(|error| {
        Failure::new(format!(
            "Cannot listen on port {}: {error}. Choose another with --port, or --port 0 for any.",
            options.port
        ))
    })?;
    let folder = tempfile::Builder::new()
        .prefix("partner-center-demo-")
        .tempdir()
        .map_err(|error| Failure::new(format!("Cannot make a temporary folder: {error}.")))?;
    let database = folder.path().join("demo.db").to_string_lossy().into_owned();
    let db = Db::open(&DatabaseUrl::Sqlite(database), 8)?;
    db.migrate()?;
    let port = listener.local_addr().map_or(options.port, |at| at.port());
    let parts = parts(db, port, folder.path())?;
    in_system(async move {
        let sign_ins = fill(&parts, options.customers).await?;
        let signals = Signals::listen();
        tell(&parts.site, &sign_ins);
        run_site(parts, listener, signals).await
    })?;
    // Dropping the folder would remove it, too, but without a word when it fails.
    folder
        .close()
        .map_err(|error| Failure::new(format!("The temporary folder is left behind: {error}.")))
}

fn parts(db: Db, port: u16, folder: &Path) -> Result<Parts, Failure> {
    let site = Site::parse(&format!("http://127.0.0.1:{port}")).map_err(Failure::new)?;
    let secrets = Secrets::ephemeral().map_err(|error| Failure::new(error.to_string()))?;
    Ok(Parts {
        site,
        product: "Partner Center".to_owned(),
        db,
        clock: Clock::System,
        secrets,
        mailer: Mailer::Kept,
        node: Node::of_this_run(),
        counters: Counters::default(),
        demo: true,
        flood_per_minute: std::num::NonZeroU32::MAX,
        trusted_proxies: TrustedProxies::default(),
        limits: Limits::of_this_process(),
        hsts: Hsts::Host,
        invitations_per_day: None,
        consent: Default::default(),
        foreign_links: ForeignLinks::Show,
        upload_folder: UploadFolder(folder.to_path_buf()),
        name_servers: Default::default(),
        bounce_folder: None,
    })
}

async fn fill(parts: &Parts, customers: Option<u32>) -> Result<Vec<SignIn>, Failure> {
    let demo = Demo {
        db: parts.db.clone(),
        secrets: parts.secrets.clone(),
        site: parts.site.clone(),
        product: parts.product.clone(),
        rules: parts.consent.clone(),
        now: parts.clock.now(),
    };
    Ok(match customers {
        Some(count) => demo::one_partner_with(&demo, count, &|line| say(line)).await?,
        None => demo::fill(&demo, &|line| say(line)).await?,
    })
}

fn tell(site: &Site, sign_ins: &[SignIn]) {
    say(format!("\n  {}\n", site.absolute(&site.paths().home())));
    let width = |of: fn(&SignIn) -> &str| {
        sign_ins
            .iter()
            .map(|sign_in| of(sign_in).chars().count())
            .max()
            .unwrap_or_default()
    };
    let (company, role, email) = (
        width(|sign_in| &sign_in.company),
        width(|sign_in| sign_in.role.label()),
        width(|sign_in| &sign_in.email),
    );
    for sign_in in sign_ins {
        say(format!(
            "  {:company$}  {:role$}  {:email$}  {}",
            sign_in.company,
            sign_in.role.label(),
            sign_in.email,
            sign_in.password
        ));
    }
    say(format!(
        "\n  The mails it would have sent: {}\n  Stop with Ctrl+C; nothing is kept.\n",
        site.absolute(&site.paths().demo_mailbox())
    ));
}
