//! What a partner has with a customer when it removes the relationship, beside relationships and privileges: as far as it may
//! see it. Other sellers' subscriptions are none of it; users and licenses only where a privilege reads the directory.

use std::collections::{HashMap, HashSet};

use super::queries::Record;
use crate::{
    carts,
    customer_access::{CustomerAct, SeeUsers},
    db::{
        self, Conn,
        ids::{CustomerId, PartnerId},
        types::Timestamp,
    },
    directory,
    identity::Scope,
    licenses::{self, License},
    order_requests::{self, OrderRequest},
    orders, relationships,
    subscriptions::{self, Found, Subscription},
    text,
    web::page::Total,
};

/// What is known of the customer's users and licenses.
#[derive(Debug)]
pub(super) struct Directory {
    pub(super) users: Total,
    /// By name.
    pub(super) licenses: Vec<License>,
}

/// All of it; of long lists as many rows as were asked for.
pub(super) struct Leaving {
    own: PartnerId,
    /// Those that are not over.
    pub(super) subscriptions: Found,
    pub(super) subscriptions_number: i64,
    /// Those that the partner sells and that are to be renewed.
    pub(super) renewing: i64,
    /// Open ones that it sent, or that came to it.
    pub(super) requests: Vec<OrderRequest>,
    pub(super) requests_number: i64,
    names: HashMap<PartnerId, String>,
    /// Who of the sellers can still act for the customer.
    sellers: HashSet<PartnerId>,
    pub(super) carts: i64,
    /// Nothing where it may not be read.
    pub(super) directory: Option<Directory>,
}

impl Leaving {
    /// Reads it.
    pub(super) fn read(
        conn: &mut Conn,
        scope: Scope,
        found: &Record,
        (most, now): (i64, Timestamp),
    ) -> db::Result<Self> {
        let customer = found.entry.customer_id.ok_or(db::Error::NotFound)?;
        let numbers = [
            subscriptions::number_for_customer(conn, scope, customer),
            subscriptions::number_renewing_for_customer(scope, customer),
            carts::number_for_customer(scope, customer),
            order_requests::number_for_customer(scope, customer),
        ];
        let [subscriptions_number, renewing, carts, requests_number] = db::numbers(conn, numbers)?;
        let requests = order_requests::open_of_customer(conn, scope, customer, most)?;
        let own = scope.partner_id();
        let mut named: Vec<PartnerId> = requests.iter().map(|it| across(it, own)).collect();
        named.sort_unstable();
        named.dedup();
        let size = usize::try_from(most).unwrap_or(usize::MAX);
        let may_read = SeeUsers::NEEDS.are_met_by(&found.between(now));
        Ok(Self {
            own,
            subscriptions: subscriptions::live_of_customer(conn, scope, customer, size)?,
            subscriptions_number,
            renewing,
            sellers: relationships::sellers_of(conn, &[customer])?
                .into_iter()
                .map(|(seller, _)| seller)
                .collect(),
            names: orders::names(conn, &named)?,
            requests,
            requests_number,
            carts,
            directory: match may_read {
                true => Some(Directory::read(conn, customer)?),
                false => None,
            },
        })
    }

    /// Who goes on managing a subscription, and what is different without the relationship.
    pub(super) fn kept_by(&self, row: &Subscription) -> String {
        let name = |id: PartnerId| self.subscriptions.partners.get(&id);
        let name = |id| name(id).map_or("another company", String::as_str);
        match (row.partner_id == self.own, row.partner_id_on_record) {
            (true, None) => "You sell it directly: until there is a relationship again nobody changes it, and it is not renewed".to_owned(),
            (true, Some(reseller)) => format!(
                "You sell it, and {} stays its reseller of record: until you have a relationship again it is not renewed",
                name(reseller)
            ),
            (false, _) if !self.sellers.contains(&row.partner_id) => format!(
                "{} sold it, and has no active relationship with the customer any more: nobody changes it, and it is not renewed",
                name(row.partner_id)
            ),
            (false, _) => format!(
                "{} sells it and goes on managing it; you stay its reseller of record",
                name(row.partner_id)
            ),
        }
    }

    /// How many licenses of what it is, where it stands and what comes next.
    pub(super) fn of_subscription(row: &Subscription) -> String {
        format!(
            "{} of {}. {}. {}",
            text::licenses(row.quantity),
            row.offer_name,
            row.state.label(),
            subscriptions::next_in_words(row)
        )
    }

    /// Whether the choice for the end of a subscription's term is this partner's to make as its seller.
    pub(super) fn is_renewed_by(&self, row: &Subscription) -> bool {
        row.partner_id == self.own && row.auto_renew_enabled
    }

    /// Whom a request was sent to, or from whom it came.
    pub(super) fn of_request(&self, request: &OrderRequest) -> String {
        let other = across(request, self.own);
        let name = self.names.get(&other);
        let name = name.map_or("another company", String::as_str);
        let at = request.asked_at.words();
        match request.partner_id == self.own {
            true => format!("Sent to {name} on {at}"),
            false => format!("Came from {name} on {at}"),
        }
    }

    /// Carts of the staff, in words; empty where there are none.
    pub(super) fn carts_words(&self) -> String {
        words(self.carts, "cart", "carts")
    }

    /// Open order requests, in words; empty where there are none.
    pub(super) fn requests_words(&self) -> String {
        words(
            self.requests_number,
            "open order request",
            "open order requests",
        )
    }

    /// Subscriptions that are not over, in words; empty where there are none.
    pub(super) fn subscriptions_words(&self) -> String {
        words(self.subscriptions_number, "subscription", "subscriptions")
    }
}

impl Directory {
    fn read(conn: &mut Conn, customer: CustomerId) -> db::Result<Self> {
        Ok(Self {
            users: directory::number_of_users(conn, customer)?,
            licenses: licenses::licenses_of(conn, customer)?,
        })
    }
}

/// How many of a license are assigned, over all sellers.
pub(super) fn of_license(license: &License) -> String {
    format!(
        "{} assigned of {} that the customer has",
        text::thousands(license.assigned),
        text::thousands(license.all())
    )
}

fn across(request: &OrderRequest, own: PartnerId) -> PartnerId {
    match request.partner_id == own {
        true => request.provider_id,
        false => request.partner_id,
    }
}

fn words(number: i64, one: &str, many: &str) -> String {
    match number {
        0 => String::new(),
        number => Total::exact(number).of(one, many),
    }
}
