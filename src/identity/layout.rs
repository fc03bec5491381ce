//! The shell of signed-in pages: who is here, where they are, and what waits for them.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::Data};

use super::access::{self, Permission, Scope, Signed, Staff};
use super::{model::Role, queries};
use crate::{
    clock::Clock,
    db::{self, Conn, Db, ids::UserId, types::Timestamp},
    error::AppError,
    mail::{self, CanMail, Trouble},
    paths::{Paths, Site},
    translations::staff,
    web::{
        assets,
        layout::{Flash, Product},
        part,
    },
};

/// Numbers beside the navigation.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Notifications not read.
    pub unread: i64,
    /// Invitations without an answer.
    pub waiting: i64,
}

/// How the numbers are found. They belong to slices above this one, so the app hands the function down.
#[derive(Clone, Copy)]
pub struct NavCounts(pub CountFn);

/// Counts for a scope and a person: what is newer than the first time is unread; the second is now.
pub(super) type CountFn = fn(&mut Conn, Scope, UserId, Timestamp, Timestamp) -> db::Result<Counts>;

impl std::fmt::Debug for NavCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NavCounts")
    }
}

/// Present in the demo alone, where mails can be read.
#[derive(Debug, Clone, Copy)]
pub struct DemoMailbox;

/// Why something is shown but cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denied {
    /// Which role is missing, and who can help.
    pub reason: String,
}

impl Denied {
    /// Why this person may not do what takes `P`; nothing when they may.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn without<P: Permission>(
        request: &HttpRequest,
        staff: &Staff,
    ) -> Result<Option<Self>, AppError> {
        if P::granted_to(staff.role) {
            return Ok(None);
        }
        let people = access::holders::<P>(request, staff).await?;
        Ok(Some(Self::new::<P>(staff.role, &people)))
    }

    fn new<P: Permission>(role: Role, people: &[String]) -> Self {
        let reason = access::refusal_words::<P>(role)
            .replace(" One of these people can do it for you, and a", " A");
        let ask = if people.is_empty() {
            "your Global admin".to_owned()
        } else {
            people.join("; ")
        };
        Self {
            reason: format!("{reason} Ask {ask}."),
        }
    }
}

/// What the shell shows.
#[derive(Debug, Clone)]
pub struct Layout {
    /// Addresses.
    pub paths: Paths,
    /// Name of the product.
    pub product: String,
    /// The partner.
    pub partner_name: String,
    /// Its kinds.
    pub partner_kind: String,
    /// The person.
    pub person_name: String,
    /// Their role.
    pub person_role: String,
    /// The part of the navigation one is in.
    pub section: &'static str,
    /// Notifications not read.
    pub unread: i64,
    /// Invitations without an answer.
    pub waiting: i64,
    /// Message on top.
    pub flash: Option<Flash>,
    /// What is wrong with mail.
    pub mail_note: Option<String>,
    /// Address of the demo's mailbox.
    pub demo_mailbox: Option<String>,
    /// Set when this person may not change what the page is about: customers and invitations, unless it says
    /// otherwise.
    pub denied: Option<Denied>,
    /// What the partners are called with whom this one works; none for one that has no partnerships.
    pub partnerships: Option<&'static str>,
}

impl Layout {
    /// Address of a static file.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::url(&self.paths, name)
    }

    /// What the page of the partnerships is called.
    #[must_use]
    pub fn partnerships_title(&self) -> &'static str {
        self.partnerships.unwrap_or("Partnerships")
    }

    /// In this part of the navigation.
    #[must_use]
    pub fn in_section(mut self, section: &'static str) -> Self {
        self.section = section;
        self
    }
}

impl FromRequest for Layout {
    type Error = AppError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, AppError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let signed = access::signed(&request).await?;
            build(&request, signed).await
        })
    }
}

async fn build(request: &HttpRequest, signed: Signed) -> Result<Layout, AppError> {
    let site = part::<Site>(request)?;
    let can_mail = part::<CanMail>(request)?.0;
    let now = part::<Clock>(request)?.now();
    let count = part::<NavCounts>(request)?.0;
    let Signed {
        staff,
        notified_until,
        ..
    } = signed;
    let scope = Scope::of_housekeeping(staff.partner.id);
    let (user, may_change) = (staff.id, access::ManageCustomers::granted_to(staff.role));
    let (counts, people, trouble) = part::<Db>(request)?
        .read(move |conn| {
            let people = if may_change {
                Vec::new()
            } else {
                queries::people_with(conn, scope, access::ManageCustomers::granted_to)?
            };
            let counts = count(conn, scope, user, notified_until, now)?;
            Ok::<_, db::Error>((counts, people, mail::trouble(conn, now)?))
        })
        .await?;
    let denied = (!may_change).then(|| Denied::new::<access::ManageCustomers>(staff.role, &people));
    let mail_note = if can_mail {
        trouble.as_ref().map(about)
    } else {
        Some(NO_MAIL.to_owned())
    };
    Ok(Layout {
        paths: site.paths().clone(),
        product: part::<Product>(request)?.0.clone(),
        partner_kind: staff.partner.kind_words(),
        partnerships: staff.partner.partnerships_label(),
        partner_name: staff.partner.legal_name,
        person_name: staff.name,
        person_role: staff.role.label().to_owned(),
        section: "",
        unread: counts.unread,
        waiting: counts.waiting,
        flash: Flash::take(request),
        mail_note,
        demo_mailbox: request
            .app_data::<Data<DemoMailbox>>()
            .map(|_| site.paths().demo_mailbox()),
        denied,
    })
}

const NO_MAIL: &str = "No mail server is set up: nothing is mailed, and customers cannot be sent the code they need to accept.";

/// What keeps mail from leaving, for staff; the mail server's own words are in the operator's log.
fn about(trouble: &Trouble) -> String {
    let waiting = match trouble.waiting {
        (count, false) => staff::letters_waiting(count),
        (count, true) => staff::letters_waiting_or_more(count),
    };
    let reason = trouble
        .reason
        .map_or("the server does not take them in hand", |reason| {
            reason.words()
        });
    format!(
        "Mail has not been leaving this server since {}: {reason}. {waiting} The operator of this server has to look at it.",
        trouble.since.words()
    )
}
