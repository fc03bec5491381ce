//! The site, put together from its parts: used by `serve`, by the demo and by the tests alike.

use std::{io, num::NonZeroU32, path::PathBuf, sync::Arc};

use actix_session::{
    SessionMiddleware,
    config::{BrowserSession, CookieContentSecurity},
    storage::CookieSessionStore,
};
use actix_web::{
    App,
    cookie::{Key, SameSite},
    dev::Server,
    middleware::from_fn,
    web::{self, Data, ServiceConfig},
};

use crate::{
    activity_log,
    bulk_invitations::InviteCompanies,
    carts::ForgetCarts,
    clock::Clock,
    customer_import::ImportCustomers,
    customer_tags::LetTagsLeave,
    db::{self, Conn, Db, Tx, types::Timestamp},
    directory::{self, TidyDirectory},
    domains::{ConsentRules, NameServers},
    identity::{self, DemoMailbox, ForgetOver, NavCounts},
    invitations::{self, DailyLimit, EndOverdue},
    jobs::{Counters, ForgetDone, Job, Node, Runner},
    limits::ForgetLocks,
    mail::{CanMail, DropFolder, Mail, MailKind, Mailer, ReturnAddress, Returns, worker::Worker},
    messages::ForeignLinks,
    order_requests::{self, LapseRequests},
    paths::Site,
    price_import::LoadPrices,
    privilege_changes::{self, Desk, EndGrants, SendWarnings},
    privileges::NoteIdle,
    renewals::{self, MoveOn, WarnOfRenewals},
    routes,
    secrets::{Purpose, Secrets},
    staff,
    subscriptions::FoldCounts,
    uploads::{CarryOut, ForgetPreviews, RunBatch},
    user_import::AddUsers,
    web::{
        client::TrustedProxies,
        compression,
        connections::{self, Door, Limits, Serving},
        error_page,
        flood::Flood,
        layout::Product,
        log,
        security::{self, Hsts, LoopbackOnly},
        see_other,
        upload::UploadFolder,
    },
};

/// All that the site is made of.
#[derive(Clone)]
pub struct Parts {
    /// Where the world reaches it.
    pub site: Site,
    /// Name of the product, as the operator set it.
    pub product: String,
    /// The database, migrated.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// The keys.
    pub secrets: Secrets,
    /// How letters leave.
    pub mailer: Mailer,
    /// In whose name jobs are carried out and letters are sent.
    pub node: Node,
    /// How much of both was done.
    pub counters: Counters,
    /// Whether mails can be read at `/demo/mailbox`; then the site answers on this machine alone.
    pub demo: bool,
    /// Changing requests that one network may send a minute.
    pub flood_per_minute: NonZeroU32,
    /// Peers whose `X-Forwarded-For` is believed.
    pub trusted_proxies: TrustedProxies,
    /// Bounds on connections.
    pub limits: Limits,
    /// How far browsers are held to https.
    pub hsts: Hsts,
    /// Invitations that a partner may hand out a day, when the operator has set it.
    pub invitations_per_day: Option<i64>,
    /// Which acceptances of a customer count, and which domains prove nothing.
    pub consent: ConsentRules,
    /// What becomes of messages that hold addresses of other sites.
    pub foreign_links: ForeignLinks,
    /// Where files that are sent are kept until they are read.
    pub upload_folder: UploadFolder,
    /// Who is asked for the records of a domain.
    pub name_servers: NameServers,
    /// Into which the mail server puts letters that come back.
    pub bounce_folder: Option<PathBuf>,
}

/// What an address may have after it: static files, pages, and so on.
fn data(parts: &Parts, flood: &Flood, config: &mut ServiceConfig) {
    config
        .app_data(Data::new(parts.site.clone()))
        .app_data(Data::new(Product(parts.product.clone())))
        .app_data(Data::new(parts.db.clone()))
        .app_data(Data::new(parts.clock.clone()))
        .app_data(Data::new(parts.secrets.clone()))
        .app_data(Data::new(parts.mailer.clone()))
        .app_data(Data::new(CanMail(parts.mailer.can_mail())))
        .app_data(Data::new(DailyLimit(parts.invitations_per_day)))
        .app_data(Data::new(parts.consent.clone()))
        .app_data(Data::new(parts.foreign_links))
        .app_data(Data::new(parts.upload_folder.clone()))
        .app_data(Data::new(parts.name_servers))
        .app_data(Data::new(activity_log::KINDS))
        .app_data(Data::new(NavCounts(order_requests::nav_counts)))
        .app_data(Data::new(parts.trusted_proxies.clone()))
        .app_data(Data::new(parts.hsts))
        .app_data(Data::new(flood.clone()));
    if parts.demo {
        config
            .app_data(Data::new(DemoMailbox))
            .app_data(Data::new(LoopbackOnly));
    }
}

/// The server at this door. Stop it by its handle; it finishes what is running.
pub fn server(parts: Parts, door: impl Into<Door>) -> io::Result<Server> {
    let flood = Flood::new(parts.flood_per_minute);
    let serving = Serving {
        limits: parts.limits,
        trusted: parts.trusted_proxies.clone(),
        headers: Arc::from(security::header_lines(&parts.site, parts.hsts)),
    };
    connections::server(door.into(), serving, move || {
        let (parts, flood) = (parts.clone(), flood.clone());
        let prefix = parts.site.paths().prefix().to_owned();
        let session = session(&parts);
        let demo = parts.demo;
        // The last `wrap` is the outermost.
        App::new()
            .configure(|config| data(&parts, &flood, config))
            .wrap(from_fn(identity::keep_forms))
            .wrap(session)
            .wrap(from_fn(security::guard))
            .wrap(from_fn(error_page::pages))
            .wrap(from_fn(compression::compress))
            .wrap(from_fn(security::headers))
            .wrap(from_fn(log::requests))
            .wrap(from_fn(connections::follow))
            .configure(|config| without_slash(&prefix, config))
            .service(web::scope(&prefix).configure(move |config| routes::all(config, demo)))
    })
}

/// The public URL as people type it, without the slash at its end, leads to the dashboard too.
fn without_slash(prefix: &str, config: &mut ServiceConfig) {
    if prefix.is_empty() {
        return;
    }
    let home = format!("{prefix}/");
    let to_home = move || {
        let answer = see_other(&home);
        async move { answer }
    };
    config.service(
        web::resource(prefix)
            .route(web::get().to(to_home.clone()))
            .route(web::head().to(to_home)),
    );
}

/// The cookie: `__Host-` at the root of an https site; `__Secure-` and the path below it; plain for http on
/// this machine. It lasts as long as the browser's window, and is worth nothing without its row.
fn session(parts: &Parts) -> SessionMiddleware<CookieSessionStore> {
    let https = parts.site.is_https();
    let prefix = parts.site.paths().prefix();
    let name = match (https, prefix.is_empty()) {
        (true, true) => "__Host-partner_center",
        (true, false) => "__Secure-partner_center",
        (false, _) => "partner_center",
    };
    let path = if prefix.is_empty() { "/" } else { prefix };
    SessionMiddleware::builder(
        CookieSessionStore::default(),
        Key::from(parts.secrets.cookie_key()),
    )
    .cookie_name(name.to_owned())
    .cookie_path(path.to_owned())
    .cookie_secure(https)
    .cookie_http_only(true)
    .cookie_same_site(SameSite::Lax)
    .cookie_content_security(CookieContentSecurity::Private)
    .session_lifecycle(BrowserSession::default())
    .build()
}

/// The worker that sends this site's mail.
#[must_use]
pub fn worker(parts: &Parts) -> Worker {
    Worker {
        db: parts.db.clone(),
        clock: parts.clock.clone(),
        mailer: parts.mailer.clone(),
        secrets: parts.secrets.clone(),
        site: parts.site.clone(),
        on_failed: mail_failed,
        node: parts.node.clone(),
        counters: parts.counters.clone(),
    }
}

/// What reads the reports about letters that came back to this address.
#[must_use]
pub fn returns(db: &Db, clock: Clock, secrets: &Secrets, address: &ReturnAddress) -> Returns {
    Returns {
        db: db.clone(),
        clock,
        secrets: secrets.clone(),
        address: address.clone(),
        on_failed: mail_failed,
        matters: still_matters,
    }
}

/// The folder of such reports, when the operator has set one.
#[must_use]
pub fn bounce_folder(parts: &Parts) -> Option<DropFolder> {
    let address = parts.mailer.return_address()?;
    let returns = returns(&parts.db, parts.clock.clone(), &parts.secrets, address);
    let folder = parts.bounce_folder.clone()?;
    Some(DropFolder::new(folder, returns))
}

/// An ask that was answered or withdrawn is left alone, and a link that was used: somebody has read it, or nobody needs to.
fn still_matters(conn: &mut Conn, mail: &Mail) -> db::Result<bool> {
    if mail.secret_kind == Some(Purpose::UserPassword) {
        return directory::letter_matters(conn, mail);
    }
    if mail.secret_kind == Some(Purpose::Setup) {
        return staff::letter_matters(conn, mail);
    }
    match (mail.kind, mail.invitation_id) {
        (MailKind::Invitation | MailKind::Code, Some(id)) => invitations::is_unanswered(conn, id),
        _ => Ok(true),
    }
}

/// A mail was given up: whoever had it sent is told.
fn mail_failed(tx: &mut Tx<'_>, mail: &Mail, answer: &str, now: Timestamp) -> db::Result<()> {
    match mail.secret_kind {
        Some(Purpose::UserPassword) => directory::letter_failed(tx, mail, now),
        Some(Purpose::Privileges) => privilege_changes::letter_failed(tx, mail, now),
        Some(Purpose::Setup) => staff::letter_failed(tx, mail, now),
        _ => invitations::mail_failed(tx, mail, answer, now),
    }
}

/// Every kind of work that is done in the background, beside mail.
fn jobs(parts: &Parts) -> Vec<Box<dyn Job>> {
    let rules = parts.consent.clone();
    let shared = rules.shared.clone();
    let bulk = InviteCompanies {
        secrets: parts.secrets.clone(),
        product: parts.product.clone(),
        limit: DailyLimit(parts.invitations_per_day),
        rules,
    };
    let desk = Desk {
        secrets: parts.secrets.clone(),
        site: parts.site.clone(),
        product: parts.product.clone(),
    };
    let letters = renewals::Desk {
        site: parts.site.clone(),
        product: parts.product.clone(),
    };
    let import = ImportCustomers { shared };
    let users = AddUsers {
        rules: parts.consent.clone(),
    };
    let uploads: Vec<Box<dyn CarryOut>> = vec![
        Box::new(import),
        Box::new(bulk),
        Box::new(users),
        Box::new(LoadPrices),
    ];
    vec![
        Box::new(EndGrants(desk.clone())),
        Box::new(SendWarnings(desk)),
        Box::new(MoveOn),
        Box::new(WarnOfRenewals(letters.clone())),
        Box::new(LapseRequests(letters)),
        Box::new(FoldCounts),
        Box::new(NoteIdle),
        Box::new(LetTagsLeave),
        Box::new(TidyDirectory),
        Box::new(EndOverdue),
        Box::new(ForgetOver),
        Box::new(ForgetLocks),
        Box::new(ForgetPreviews),
        Box::new(ForgetCarts),
        Box::new(ForgetDone),
        Box::new(RunBatch(uploads)),
    ]
}

/// What carries out this site's jobs.
#[must_use]
pub fn runner(parts: &Parts) -> Runner {
    Runner::new(
        parts.db.clone(),
        parts.clock.clone(),
        parts.node.clone(),
        parts.counters.clone(),
        jobs(parts),
    )
}
