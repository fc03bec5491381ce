//! Tells the two partners what becomes of a request: in their logs, and by mail. Nobody else learns of it.

use super::{
    events::{APPROVED, DECLINED, ENDING, Happened, LAPSED, SENT, WITHDRAWN},
    model::OrderRequest,
};
use crate::{
    activity::{self, By, Changes, EventKind},
    customers,
    db::{
        self, Tx,
        ids::{EntryId, PartnerId, UserId},
        types::Timestamp,
    },
    identity::{self, Authorized, ManageCustomers, Partner, Scope, User},
    mail::{self, Letter, MailKind, Mailbox},
    renewals::Desk,
    text::unlinked,
};

/// What became of it.
#[derive(Debug, Clone)]
pub(super) struct News {
    pub(super) kind: EventKind,
    /// What is different from what was asked, and the provider's reason.
    pub(super) changes: Changes,
    /// The same for a letter, with what else it says; may be empty.
    pub(super) words: String,
}

impl News {
    pub(super) fn of(kind: EventKind) -> Self {
        Self {
            kind,
            changes: Changes::none(),
            words: String::new(),
        }
    }

    pub(super) fn saying(self, words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            ..self
        }
    }
}

/// One of the two, as it is told.
struct Side {
    scope: Scope,
    entry: Option<EntryId>,
    /// Who is notified in the product.
    notified: Option<UserId>,
    people: Vec<User>,
}

/// Tells both; whoever did it knows already, and gets no letter.
pub(super) fn tell<P>(
    tx: &mut Tx<'_>,
    desk: &Desk,
    by: Option<&Authorized<P>>,
    (request, news): (&OrderRequest, &News),
    now: Timestamp,
) -> db::Result<()> {
    let reseller = identity::find_partner(tx.conn(), request.partner_id)?;
    let provider = identity::find_partner(tx.conn(), request.provider_id)?;
    let actor = by.map(|by| by.staff.id);
    for partner in [&reseller, &provider] {
        let side = side(tx, request, partner)?;
        let happened = Happened {
            kind: news.kind,
            request,
            entry: side.entry,
            changes: news.changes.clone(),
        };
        let notified = side.notified.filter(|user| Some(*user) != actor);
        let name = by.map(|by| format!("{}, {}", by.staff.name, by.staff.partner.legal_name));
        let who = match (by, &name) {
            (Some(by), _) if by.scope == side.scope => By::from(by),
            (Some(_), Some(name)) => By::partner(partner.id, name),
            (_, _) => By::this_server(partner.id),
        };
        activity::record(tx, who.notifying(notified), &happened, now)?;
        for person in side.people.iter().filter(|it| Some(it.id) != actor) {
            let letter = letter(desk, person, (&reseller, &provider), (request, news));
            mail::enqueue(tx, &letter, &desk.product, now)?;
        }
    }
    Ok(())
}

/// The reseller's side is the person who asked; the provider's, who looks after the customer there. Where they cannot be told,
/// everybody is who manages customers.
fn side(tx: &mut Tx<'_>, request: &OrderRequest, partner: &Partner) -> db::Result<Side> {
    let scope = Scope::of(partner);
    let entry = customers::entry_of(tx.conn(), scope, request.customer_id)?;
    let usual = match (&entry, is_reseller(request, partner.id)) {
        (_, true) => Some(request.asked_by),
        (Some(entry), false) => {
            let responsible = customers::responsible(tx.conn(), scope, entry.id)?;
            responsible.map(|it| it.user)
        }
        (None, false) => None,
    };
    Ok(Side {
        scope,
        entry: entry.map(|entry| entry.id),
        notified: usual,
        people: identity::told_of::<ManageCustomers>(tx.conn(), scope, usual)?,
    })
}

fn is_reseller(request: &OrderRequest, partner: PartnerId) -> bool {
    request.partner_id == partner
}

fn letter(
    desk: &Desk,
    person: &User,
    (reseller, provider): (&Partner, &Partner),
    (request, news): (&OrderRequest, &News),
) -> Letter {
    let happened = verb(news.kind);
    let title = unlinked(&request.title);
    let customer = unlinked(&request.customer_name);
    let address = desk.site.paths().order_request(request.id);
    let mut paragraphs = vec![format!(
        "{} asks {} for {customer}:\n{title}",
        unlinked(&reseller.legal_name),
        unlinked(&provider.legal_name)
    )];
    if news.kind == SENT && !request.message.is_empty() {
        paragraphs.push(format!("Message:\n{}", unlinked(&request.message)));
    }
    let words = match news.words.as_str() {
        "" => sentence(news.kind, request),
        words => unlinked(words),
    };
    paragraphs.push(words);
    paragraphs.push(desk.site.absolute(&address));
    Letter {
        kind: MailKind::Notice,
        event_key: format!("{} {}", news.kind.code(), request.id),
        partner: Some(person.partner_id),
        invitation: None,
        to: Mailbox {
            name: person.name.clone(),
            email: person.email.clone(),
        },
        sender: None,
        subject: format!("Order request {happened}: {title}, for {customer}"),
        body: paragraphs.join("\n\n"),
        footer: "Sent because you asked for it, look after this customer, or manage customers."
            .to_owned(),
        secret: None,
        give_up_at: None,
    }
}

fn verb(kind: EventKind) -> &'static str {
    match kind {
        kind if kind == SENT => "sent",
        kind if kind == APPROVED => "approved",
        kind if kind == DECLINED => "declined",
        kind if kind == WITHDRAWN => "withdrawn",
        kind if kind == LAPSED => "lapsed",
        kind if kind == ENDING => "ends soon",
        _ => "changed",
    }
}

/// What is said where nothing else is.
fn sentence(kind: EventKind, request: &OrderRequest) -> String {
    let until = request.expires_at.words();
    match kind {
        kind if kind == SENT || kind == ENDING => {
            format!("It can be answered until {until}. Nothing is ordered or changed before.")
        }
        kind if kind == LAPSED => {
            format!("Nobody answered it until {until}. Nothing was ordered or changed.")
        }
        _ => "Nothing was ordered or changed.".to_owned(),
    }
}
