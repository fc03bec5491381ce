//! What the record reads. Every statement starts from a scope, or from rows that were found through one.

use diesel::{
    BoolExpressionMethods, ExpressionMethods, JoinOnDsl, NullableExpressionMethods,
    OptionalExtension, QueryDsl, RunQueryDsl, SelectableHelper,
};

use super::model::Ask;
use crate::{
    customer_access::Between,
    customer_notes::{self, Note},
    customer_tags::{self, Tag},
    customers::{Customer, Entry, Responsible},
    db::{
        self, Conn,
        ids::{CustomerId, EntryId},
        schema::{
            consents, customer_entries, customers as customer_rows, invitations, joint_entries,
            partners, relationships, responsible_people, terms, users,
        },
        types::Timestamp,
    },
    identity::{Partner, Scope},
    partnerships::{self, Side},
    privileges::{self, Grant, GrantState},
    relationships::{Consent, Relationship, State},
};

/// The asks of this partner to a company, the latest first.
pub(super) fn asks(conn: &mut Conn, scope: Scope, entry: EntryId) -> db::Result<Vec<Ask>> {
    Ok(invitations::table
        .left_join(consents::table.on(consents::invitation_id.eq(invitations::id)))
        .filter(
            invitations::entry_id
                .eq(entry)
                .and(invitations::partner_id.eq(scope.partner_id())),
        )
        .order((invitations::created_at.desc(), invitations::id.desc()))
        .limit(50)
        .select((
            invitations::id,
            invitations::state,
            invitations::roles,
            invitations::grant_days,
            invitations::created_at,
            invitations::expires_at,
            consents::roles.nullable(),
        ))
        .load(conn)?)
}

/// What a consent says of a relationship.
#[derive(Debug, Clone)]
pub(super) struct Agreed {
    pub(super) consent: Consent,
    pub(super) version: String,
    pub(super) wording: String,
}

/// A relationship, with the consent behind it and who of the partner's staff ended it.
#[derive(Debug, Clone)]
pub(super) struct Past {
    pub(super) relationship: Relationship,
    pub(super) agreed: Agreed,
    /// None while it is active, where the customer ended it, and where a colleague left.
    pub(super) ender: Option<String>,
}

/// All relationships between this partner and a customer, the latest first.
fn history(conn: &mut Conn, scope: Scope, customer: CustomerId) -> db::Result<Vec<Past>> {
    let ender = users::table.on(users::id
        .nullable()
        .eq(relationships::ended_by)
        .and(users::partner_id.eq(scope.partner_id())));
    let rows: Vec<(Relationship, Consent, String, String, Option<String>)> = relationships::table
        .inner_join(consents::table.inner_join(terms::table))
        .left_join(ender)
        .filter(
            relationships::partner_id
                .eq(scope.partner_id())
                .and(relationships::customer_id.eq(customer)),
        )
        .order((relationships::started_at.desc(), relationships::id.desc()))
        .limit(100)
        .select((
            Relationship::as_select(),
            Consent::as_select(),
            terms::version,
            terms::body,
            users::name.nullable(),
        ))
        .load(conn)?;
    let past = |(relationship, consent, version, wording, ender)| Past {
        relationship,
        agreed: Agreed {
            consent,
            version,
            wording,
        },
        ender,
    };
    Ok(rows.into_iter().map(past).collect())
}

/// Another partner that one consent connected with the customer, too.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) partner: Partner,
    pub(super) relationship: Relationship,
}

/// The others of a joint entry. A partner that is connected in any other way is never among them.
fn others(
    conn: &mut Conn,
    scope: Scope,
    entry: EntryId,
    customer: CustomerId,
) -> db::Result<Vec<Other>> {
    let across = relationships::table.on(relationships::partner_id
        .eq(joint_entries::other_id)
        .and(relationships::customer_id.eq(customer)));
    let rows: Vec<(Relationship, Partner)> = joint_entries::table
        .inner_join(across)
        .inner_join(partners::table.on(partners::id.eq(relationships::partner_id)))
        .filter(joint_entries::partner_id.eq(scope.partner_id()))
        .filter(joint_entries::entry_id.eq(entry))
        .filter(relationships::state.eq(State::Active))
        .order((relationships::started_at, relationships::id))
        .select((Relationship::as_select(), Partner::as_select()))
        .load(conn)?;
    let other = |(relationship, partner)| Other {
        partner,
        relationship,
    };
    Ok(rows.into_iter().map(other).collect())
}

/// All that stands, or has stood, between a partner and a company.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) entry: Entry,
    /// The shared record, once the company has accepted.
    pub(super) customer: Option<Customer>,
    /// Who of the partner's staff looks after it.
    pub(super) responsible: Option<Responsible>,
    /// Active and ended, the latest first.
    pub(super) relationships: Vec<Past>,
    /// The latest end first.
    pub(super) grants: Vec<Grant>,
    /// The latest first.
    pub(super) asks: Vec<Ask>,
    /// Who else is connected by the same consent.
    pub(super) others: Vec<Other>,
    /// Partners that could be asked for together with this one.
    pub(super) partners: Vec<Side>,
}

impl Record {
    /// Privileges that are not over: those in force, and those that an acceptance of this moment has begun.
    pub(super) fn live_grants(&self, now: Timestamp) -> impl Iterator<Item = &Grant> {
        let is_live = move |grant: &&Grant| {
            grant.state == GrantState::Active && (now < grant.ends_at || grant.auto_extend)
        };
        self.grants.iter().filter(is_live)
    }

    /// The relationships in one state.
    pub(super) fn relationships_in(&self, state: State) -> impl Iterator<Item = &Past> {
        let is_in = move |past: &&Past| past.relationship.state == state;
        self.relationships.iter().filter(is_in)
    }

    /// What stands between the two.
    pub(super) fn between(&self, now: Timestamp) -> Between {
        let is_connected = self.relationships_in(State::Active).next().is_some();
        Between::of(is_connected, &self.grants, now)
    }
}

/// The sides of the partners that could join: there is an active partnership, and nobody of that side is
/// connected with the customer together with this partner.
fn sides_to_ask(conn: &mut Conn, scope: Scope, others: &[Other]) -> db::Result<Vec<Side>> {
    let sides = partnerships::active_sides(conn, scope)?.into_iter();
    let is_missing = |across: &Side| {
        let mut kinds = others.iter().map(|other| other.relationship.kind);
        kinds.all(|kind| kind != across.kind())
    };
    Ok(sides.map(Side::other).filter(is_missing).collect())
}

/// An entry, the shared record behind it, and who looks after the customer.
type Found = (Entry, Option<Customer>, Option<Responsible>);

/// The entry behind a record's address, with what stands beside it. The address has the customer's key, or the
/// entry's own.
fn entry(conn: &mut Conn, scope: Scope, key: uuid::Uuid) -> db::Result<Found> {
    let person = responsible_people::table
        .inner_join(users::table.on(users::id.eq(responsible_people::user_id)));
    let own = customer_entries::table
        .left_join(customer_rows::table)
        .left_join(person.on(responsible_people::entry_id.eq(customer_entries::id)))
        .filter(customer_entries::partner_id.eq(scope.partner_id()))
        .select((
            Entry::as_select(),
            Option::<Customer>::as_select(),
            (
                users::id,
                users::name,
                users::email,
                users::status,
                responsible_people::since,
            )
                .nullable(),
        ));
    let by_customer = own
        .filter(customer_entries::customer_id.eq(CustomerId::from_uuid(key)))
        .first(conn)
        .optional()?;
    match by_customer {
        Some(found) => Ok(found),
        None => Ok(own
            .filter(customer_entries::id.eq(EntryId::from_uuid(key)))
            .first(conn)?),
    }
}

/// The whole record.
pub(super) fn record(conn: &mut Conn, scope: Scope, key: uuid::Uuid) -> db::Result<Record> {
    let (entry, customer, responsible) = entry(conn, scope, key)?;
    let (relationships, grants, others) = match entry.customer_id {
        None => (Vec::new(), Vec::new(), Vec::new()),
        Some(id) => (
            history(conn, scope, id)?,
            privileges::list(conn, scope, id)?,
            others(conn, scope, entry.id, id)?,
        ),
    };
    Ok(Record {
        asks: asks(conn, scope, entry.id)?,
        partners: sides_to_ask(conn, scope, &others)?,
        entry,
        customer,
        responsible,
        relationships,
        grants,
        others,
    })
}

/// What the partner keeps about a company for itself.
#[derive(Debug, Clone)]
pub(super) struct Own {
    /// By name.
    pub(super) tags: Vec<Tag>,
    /// The latest note, and who wrote it.
    pub(super) note: Option<(Note, String)>,
    /// Whether there are more.
    pub(super) more_notes: bool,
}

/// Reads it.
///
/// # Errors
/// When the database does not answer.
pub(super) fn own(conn: &mut Conn, scope: Scope, entry: EntryId) -> db::Result<Own> {
    let (notes, more_notes) = customer_notes::latest(conn, scope, entry, 1)?;
    Ok(Own {
        tags: customer_tags::of_entry(conn, scope, entry)?,
        note: notes.into_iter().next(),
        more_notes,
    })
}
