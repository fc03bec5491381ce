//! Begins an invitation.

use chrono::Duration;

use super::{
    DailyLimit,
    letter::{self, FirstDraft},
    lines,
    model::{Invitation, State},
    queries,
};
use crate::{
    activity::Action,
    customers::{self, Entry, Prospect, Standing},
    db::{self, Tx, ids::InvitationId, types::Timestamp},
    error::AppError,
    identity::{self, CustomerAdmin},
    privileges::RoleSet,
    secrets::Secrets,
    text::SECRET_MARK,
};

/// What is asked, of whom; every value checked.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Address of the person.
    pub recipient: String,
    /// Their name, may be empty.
    pub recipient_name: String,
    /// Company.
    pub company_name: String,
    /// Its domain.
    pub domain: String,
    /// Delegated admin privileges, may be none.
    pub roles: RoleSet,
    /// For how many days, 1–730, when there are roles.
    pub grant_days: Option<i32>,
    /// Days until the link ends, 1–90.
    pub expires_in: i32,
}

/// Why no invitation was begun.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The company is a customer of this partner.
    #[error("this company is your customer already")]
    AlreadyCustomer(Box<Entry>),
    /// An open invitation of this partner exists.
    #[error("an invitation of this company is open")]
    Open(Box<Invitation>),
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

/// Begins an invitation as a draft, for one partner alone.
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
    if entry.standing == Standing::Connected {
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
    queries::insert_party(
        tx,
        invitation.id,
        by.scope.partner_id(),
        partner.kind_alone(),
    )?;
    lines::record(tx, by, &invitation, Action::InvitationDrafted, "", now)?;
    Ok(invitation.id)
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
        entry_id: entry.id,
        created_by: by.staff.id,
        state: State::Draft,
        version: 1,
        link_version: 1,
        token_hash: String::new(),
        recipient: ask.recipient.clone(),
        recipient_name: ask.recipient_name.clone(),
        company_name: ask.company_name.clone(),
        domain: ask.domain.clone(),
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
