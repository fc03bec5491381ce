//! The shell of signed-in pages: who is here, where they are, and what waits for them.

use actix_web::{HttpRequest, web::Data};

use super::{
    access::Staff,
    model::Roles,
    permissions::{ManageCustomers, Permission, SeePrices, missing_role},
    shell::Shell,
};
use crate::{
    error::AppError,
    mail::{CanMail, Trouble},
    paths::{Paths, Site},
    translations::staff,
    web::{
        assets,
        layout::{Flash, Product},
        part,
    },
};

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
    /// Why somebody with these roles may not do what takes `P`, and whom to ask.
    pub(super) fn new<P: Permission>(roles: &Roles, people: &[String]) -> Self {
        let missing = missing_role::<P>(roles);
        let ask = if people.is_empty() {
            "your Global admin".to_owned()
        } else {
            people.join("; ")
        };
        Self {
            reason: format!("{missing} A Global admin can give you the role. Ask {ask}."),
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
    /// Their roles.
    pub person_roles: String,
    /// The part of the navigation one is in.
    pub section: &'static str,
    /// Notifications not read.
    pub unread: i64,
    /// Invitations without an answer.
    pub waiting: i64,
    /// Order requests that came to the partner and have none.
    pub requests: i64,
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
    /// Whether this person may see prices.
    pub sees_prices: bool,
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

impl Layout {
    /// The shell for this request.
    ///
    /// # Errors
    /// When the app was put together without a part of it.
    pub(super) fn new(
        request: &HttpRequest,
        staff: &Staff,
        shell: &Shell,
    ) -> Result<Self, AppError> {
        let site = part::<Site>(request)?;
        let may_change = ManageCustomers::granted_to(&staff.roles);
        let mail_note = if part::<CanMail>(request)?.0 {
            shell.trouble.as_ref().map(about)
        } else {
            Some(NO_MAIL.to_owned())
        };
        Ok(Self {
            paths: site.paths().clone(),
            product: part::<Product>(request)?.0.clone(),
            partner_kind: staff.partner.kind_words(),
            partnerships: staff.partner.partnerships_label(),
            partner_name: staff.partner.legal_name.clone(),
            person_name: staff.name.clone(),
            person_roles: staff.roles.words(),
            sees_prices: SeePrices::granted_to(&staff.roles),
            section: "",
            unread: shell.counts.unread,
            waiting: shell.counts.waiting,
            requests: shell.counts.requests,
            flash: Flash::take(request),
            mail_note,
            demo_mailbox: request
                .app_data::<Data<DemoMailbox>>()
                .map(|_| site.paths().demo_mailbox()),
            denied: (!may_change)
                .then(|| Denied::new::<ManageCustomers>(&staff.roles, &shell.people)),
        })
    }
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
