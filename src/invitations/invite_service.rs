//! Begins an invitation.

use chrono::Duration;

use super::{
    DailyLimit,
    ask::{Ask, Together},
    letter::{self, FirstDraft},
    lines,
    model::{Invitation, State},
    party_queries, queries,
};
use crate::{
    activity::Action,
    customers::{self, Entry, Prospect, Standing},
    db::{self, Tx, ids::InvitationId, types::Timestamp},
    error::AppError,
    identity::{self, CustomerAdmin, Partner, RelationshipKind, Scope},
    partnerships,
    secrets::Secrets,
    text::SECRET_MARK,
};

/// Why no invitation was begun.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The company is a customer of this partner.
    #[error("this company is your customer already")]
    AlreadyCustomer(Box<Entry>),
    /// An open invitation of this partner exists.
    #[error("an invitation of this company is open")]
    Open(Box<Invitation>),
    /// There is no active partnership with the other partner.
    #[error("there is no active partnership with that partner")]
    NoPartnership,
    /// One cannot be one's own customer.
    #[error("this is your own domain")]
    OwnDomain,
    /// So many a day are allowed.
    #[error("the limit of {0} invitations a day is reached")]
    DailyLimit(i64),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<InviteError> for AppError {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Begins an invitation as a draft, for one partner alone or together with another.
///
/// # Errors
/// See [`InviteError`]; nothing is changed then.
pub fn invite(
    tx: &mut Tx<'_>,
    by: &CustomerAdmin,
    secrets: &Secrets,
    limit: DailyLimit,
    ask: &Ask,
    now: Timestamp,
) -> Result<InvitationId, InviteError> {
    let partner = &by.staff.partner;
    if ask.domain == partner.domain {
        return Err(InviteError::OwnDomain);
    }
    let other = across(tx, by.scope, ask)?;
    identity::lock_partner(tx, by.scope)?;
    let limit = limit.0.unwrap_or_else(|| partner.usual_daily_invitations());
    if queries::begun_since(tx.conn(), by.scope, now.minus(Duration::days(1)))? >= limit {
        return Err(InviteError::DailyLimit(limit));
    }
    let company = Prospect {
        name: &ask.company_name,
        domain: &ask.domain,
    };
    let entry = customers::ensure_prospect(tx, by.scope, company, now)?;
    if entry.standing == Standing::Connected && !adds_a_partner(tx, by.scope, &entry, ask)? {
        return Err(InviteError::AlreadyCustomer(Box::new(entry)));
    }
    if let Some(open) = queries::open_of_entry(tx.conn(), by.scope, entry.id)? {
        if open.state_now(now) != State::Expired {
            return Err(InviteError::Open(Box::new(open)));
        }
        super::expire_one(tx, &open, now)?;
    }
    customers::mark_invited(tx, by.scope, entry.id, now)?;
    let invitation = first_draft(by, secrets, &entry, ask, now)?;
    queries::insert(tx, &invitation)?;
    let kind = ask
        .together
        .map_or(partner.kind_alone(), |it| it.as_side.kind());
    party_queries::insert_party(tx, invitation.id, by.scope.partner_id(), kind)?;
    if let Some((other, kind)) = &other {
        party_queries::insert_party(tx, invitation.id, other.id, *kind)?;
    }
    lines::record(tx, by, &invitation, Action::InvitationDrafted, "", now)?;
    Ok(invitation.id)
}

/// The other partner and as what it is asked for, when an active partnership allows it.
fn across(
    tx: &mut Tx<'_>,
    scope: Scope,
    ask: &Ask,
) -> Result<Option<(Partner, RelationshipKind)>, InviteError> {
    let Some(Together { as_side, with }) = ask.together else {
        return Ok(None);
    };
    let found = partnerships::active_with(tx.conn(), scope, as_side, with)?;
    let partner = identity::active_partner(tx.conn(), with)?;
    match (found, partner) {
        (Some(_), Some(partner)) => Ok(Some((partner, as_side.other().kind()))),
        _ => Err(InviteError::NoPartnership),
    }
}

/// A customer is asked again only for a partner with whom it is not connected together yet.
fn adds_a_partner(tx: &mut Tx<'_>, scope: Scope, entry: &Entry, ask: &Ask) -> db::Result<bool> {
    match ask.together {
        Some(it) => Ok(!customers::is_joint(tx.conn(), scope, entry.id, it.with)?),
        None => Ok(false),
    }
}

fn first_draft(
    by: &CustomerAdmin,
    secrets: &Secrets,
    entry: &Entry,
    ask: &Ask,
    now: Timestamp,
) -> db::Result<Invitation> {
    let partner = &by.staff.partner;
    let kind = partner.kind_alone().label().to_lowercase();
    let words = FirstDraft {
        partner: &partner.legal_name,
        sender: &by.staff.name,
        recipient_name: &ask.recipient_name,
        company: &ask.company_name,
        kind: &kind,
        roles: &ask.roles,
        grant_days: ask.grant_days,
        expires_in: ask.expires_in,
        mark: SECRET_MARK,
    };
    let body = words.text().map_err(|error| {
        db::Error::Other(diesel::result::Error::SerializationError(
            error.to_string().into(),
        ))
    })?;
    let mut invitation = Invitation {
        id: InvitationId::new(),
        partner_id: by.scope.partner_id(),
        entry_id: Some(entry.id),
        created_by: by.staff.id,
        state: State::Draft,
        version: 1,
        link_version: 1,
        token_hash: String::new(),
        recipient: ask.recipient.clone(),
        recipient_name: ask.recipient_name.clone(),
        company_name: ask.company_name.clone(),
        domain: ask.domain.clone(),
        language: ask.language,
        channel: Some(ask.channel),
        subject: letter::first_subject(&partner.legal_name, &ask.company_name),
        body,
        roles: ask.roles.clone(),
        grant_days: ask.grant_days,
        expires_in: ask.expires_in,
        terms_hash: None,
        created_at: now,
        ready_at: None,
        sent_at: None,
        opened_at: None,
        expires_at: None,
        answered_at: None,
        last_code_at: None,
        refusal: None,
        refusal_reason: String::new(),
    };
    invitation.token_hash = invitation.token_hash_of(secrets, invitation.link_version);
    Ok(invitation)
}
