//! The letters that tell a partner's staff what comes of subscriptions: one for each person, with all that they are told at a
//! time. The reseller of record learns of no cost, and not of a rise of it either.

use std::collections::BTreeMap;

use crate::{
    customers,
    db::{
        self, Tx,
        ids::{PartnerId, UserId},
        types::Timestamp,
    },
    identity::{self, ManageCustomers, Permission, Scope, SeePrices, User},
    mail::{self, Letter, MailKind, Mailbox},
    orders::Viewer,
    paths::Site,
    prices::{Amounts, Term},
    subscriptions::{self, Ahead, Subscription},
    text::{thousands, unlinked},
};

/// What the letters need besides their words.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The site.
    pub site: Site,
    /// Name of the product.
    pub product: String,
}

/// What is told of one subscription.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) subscription: Subscription,
    pub(super) company: String,
    pub(super) ahead: Ahead,
    pub(super) people: People,
}

/// How many people of the customer it concerns, over all who hold its license.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct People {
    /// Licenses of it that nobody has.
    pub(super) unused: i64,
    /// Those who lose theirs, as there are fewer then.
    pub(super) losing: i64,
    /// Those whose licenses stop working, as it ends.
    pub(super) stopping: i64,
    /// After so many days more.
    pub(super) grace: i32,
}

impl People {
    /// As sentences behind what comes.
    fn words(self) -> String {
        let each = [
            (
                self.unused,
                "license of it is",
                "licenses of it are",
                "assigned to nobody",
            ),
            (
                self.losing,
                "person",
                "people",
                "will be left without a license then",
            ),
            (
                self.stopping,
                "person holds",
                "people hold",
                match self.grace {
                    0 => "a license that stops working then",
                    _ => "a license that stops working after the days of grace",
                },
            ),
        ];
        let each = each.iter().filter(|(number, ..)| *number > 0);
        let words = each.map(|(number, one, many, what)| {
            let noun = if *number == 1 { one } else { many };
            format!(" {} {noun} {what}.", thousands(*number))
        });
        words.collect()
    }
}

impl Item {
    /// The partners whom it concerns, each with what it may see.
    fn sides(&self) -> impl Iterator<Item = (PartnerId, Viewer)> {
        let seller = (self.subscription.partner_id, Viewer::Seller);
        let reseller = self.subscription.partner_id_on_record;
        std::iter::once(seller).chain(reseller.map(|id| (id, Viewer::Reseller)))
    }

    /// A month that goes on at no higher price is no news.
    fn is_news(&self, viewer: Viewer) -> bool {
        match &self.ahead.next {
            Some(Ok(next)) => {
                let now = self.subscription.price();
                self.subscription.term_duration != Term::Month
                    || next.is_changed(&self.subscription)
                    || rises(now, next.price, viewer)
            }
            Some(Err(_)) | None => true,
        }
    }

    /// A paragraph, without its link.
    fn words(&self, viewer: Viewer) -> String {
        let of = &self.subscription;
        format!(
            "{}: {} × {}\n{}{}",
            unlinked(&self.company),
            of.quantity,
            unlinked(of.name()),
            subscriptions::sentence(of, &self.ahead, viewer),
            self.people.words()
        )
    }
}

/// Whether an amount that this side sees is higher.
fn rises(now: Amounts, next: Amounts, viewer: Viewer) -> bool {
    let is_higher = |before: Option<i64>, after: Option<i64>| {
        before
            .zip(after)
            .is_some_and(|(before, after)| after > before)
    };
    let seen = is_higher(now.for_resellers(), next.for_resellers());
    match viewer {
        Viewer::Seller => seen || next.cost > now.cost,
        Viewer::Reseller | Viewer::Nobody => seen,
    }
}

/// Tells everybody whom it concerns.
pub(super) fn tell(tx: &mut Tx<'_>, desk: &Desk, items: &[Item], now: Timestamp) -> db::Result<()> {
    let mut told: BTreeMap<UserId, (User, Viewer, Vec<&Item>)> = BTreeMap::new();
    for item in items {
        for (partner, viewer) in item.sides().filter(|(_, viewer)| item.is_news(*viewer)) {
            for person in people(tx, partner, item)? {
                let entry = told
                    .entry(person.id)
                    .or_insert((person, viewer, Vec::new()));
                entry.2.push(item);
            }
        }
    }
    for (person, viewer, items) in told.into_values() {
        let letter = letter(desk, &person, viewer, &items);
        mail::enqueue(tx, &letter, &desk.product, now)?;
    }
    Ok(())
}

/// Who looks after the customer there or, where nobody does, everybody who manages customers.
fn people(tx: &mut Tx<'_>, partner: PartnerId, item: &Item) -> db::Result<Vec<User>> {
    let scope = Scope::of(&identity::find_partner(tx.conn(), partner)?);
    let entry = customers::entry_of(tx.conn(), scope, item.subscription.customer_id)?;
    let responsible = match entry {
        Some(entry) => customers::responsible(tx.conn(), scope, entry.id)?,
        None => None,
    };
    identity::told_of::<ManageCustomers>(tx.conn(), scope, responsible.map(|it| it.user))
}

fn letter(desk: &Desk, person: &User, side: Viewer, items: &[&Item]) -> Letter {
    let viewer = match SeePrices::granted_to(&person.roles) {
        true => side,
        false => Viewer::Nobody,
    };
    let paragraphs = items.iter().map(|item| {
        let address = desk.site.paths().subscription(item.subscription.id);
        format!("{}\n{}", item.words(viewer), desk.site.absolute(&address))
    });
    let paragraphs: Vec<String> = paragraphs.collect();
    Letter {
        kind: MailKind::Notice,
        event_key: event_key(items),
        partner: Some(person.partner_id),
        invitation: None,
        to: Mailbox {
            name: person.name.clone(),
            email: person.email.clone(),
        },
        sender: None,
        subject: subject(items),
        body: paragraphs.join("\n\n"),
        footer: "Sent because you look after these customers, or manage customers.".to_owned(),
        secret: None,
        give_up_at: None,
    }
}

fn subject(items: &[&Item]) -> String {
    match items {
        [only] => format!(
            "{}: the term of {} ends with {}",
            unlinked(&only.company),
            unlinked(only.subscription.name()),
            only.subscription.term().last.words()
        ),
        many => format!("{} subscriptions renew or end within 30 days", many.len()),
    }
}

/// The letter about these subscriptions, so many days before these ends: the same is not sent twice to one address.
fn event_key(items: &[&Item]) -> String {
    let first = items.first().map(|item| &item.subscription);
    let of = first.map(|it| (it.id.to_string(), it.next_warning_at));
    let (id, at) = of.unwrap_or_default();
    let at = at.map(|at| at.rfc3339()).unwrap_or_default();
    format!("subscriptions {id} {at}")
}
