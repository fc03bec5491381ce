//! Begins an invitation.

use chrono::Duration;

use super::{
    ask::{Ask, JointWith},
    daily_limit::{DailyLimit, day_is_full},
    events::{DRAFTED, InvitationEvent},
    model::{Invitation, Party, State},
    overdue, party_queries, queries,
    recipient::{self, Refused},
};
use crate::{
    activity,
    customers::{self, Entry, Prospect, Standing},
    db::{self, Conn, Tx, ids::InvitationId, types::Timestamp},
    domains::ConsentRules,
    error::{AppError, Explained},
    identity::{self, CustomerManager, Insiders, Partner, RelationshipKind, Scope},
    messages::{self, Values},
    partnerships::{self, Side},
    privileges,
    secrets::Secrets,
    text::SECRET_MARK,
};

/// Why no invitation was begun.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The company is a customer of this partner.
    #[error("{} is your customer already", .0.name)]
    AlreadyCustomer(Box<Entry>),
    /// An open invitation of this partner exists.
    #[error("{} for {} is open already. Finish it, or revoke it first", .0.noun(), .0.company_name)]
    Open(Box<Invitation>),
    /// There is no active partnership with the other partner.
    #[error("You have no active partnership with this company. Choose another, or invite alone")]
    NoPartnership,
    /// Other privileges of this partner are or were called so.
    #[error("Other privileges of yours have this name. Choose another one, or leave it empty")]
    NameTaken,
    /// There is no relationship (any more), beside which privileges alone could be asked for.
    #[error(
        "There is no reseller relationship with this company any more. Request one; privileges can be asked for with it"
    )]
    NoRelationship,
    /// One cannot be one's own customer.
    #[error("This is your own company's domain. Enter the customer's")]
    OwnDomain,
    /// An answer from this address would not count.
    #[error(transparent)]
    Recipient(#[from] Refused),
    /// So many a day are allowed.
    #[error("{}", day_is_full(*.0))]
    DailyLimit(i64),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for InviteError {
    fn code(&self) -> &'static str {
        match self {
            Self::AlreadyCustomer(_) => "already_customer",
            Self::Open(_) => "invitation_open",
            Self::NoPartnership => "no_partnership",
            Self::NameTaken => "name_taken",
            Self::NoRelationship => "no_relationship",
            Self::OwnDomain => "own_domain",
            Self::Recipient(refused) => refused.code(),
            Self::DailyLimit(_) => "daily_limit",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::AlreadyCustomer(_) | Self::Open(_) | Self::OwnDomain | Self::NoRelationship => {
                "domain"
            }
            Self::NoPartnership => "provider",
            Self::NameTaken => "privilege_name",
            Self::Recipient(refused) => refused.field(),
            Self::DailyLimit(_) | Self::Db(_) => "",
        }
    }
}

impl From<InviteError> for AppError {
    fn from(error: InviteError) -> Self {
        match error {
            InviteError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// What is the same for all invitations of one transaction: which partners get a relationship, and how many more
/// invitations may be begun.
#[derive(Debug)]
pub struct Quota {
    /// Who gets a relationship with each customer, the reseller first.
    pub parties: Vec<Party>,
    rules: ConsentRules,
    insiders: Insiders,
    limit: i64,
    left: i64,
}

impl Quota {
    /// How many more may be begun today.
    #[must_use]
    pub fn left(&self) -> i64 {
        self.left
    }

    /// How many may be begun a day.
    #[must_use]
    pub fn limit(&self) -> i64 {
        self.limit
    }
}

/// Looks up what [`begin`] needs and locks the partner's row, so that two transactions cannot both use the rest of the
/// daily limit.
pub fn open_quota(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    rules: &ConsentRules,
    limit: DailyLimit,
    together: Option<JointWith>,
    now: Timestamp,
) -> Result<Quota, InviteError> {
    let partner = &by.staff.partner;
    if let Some(JointWith { as_side, with }) = together {
        let (provider, reseller) = match as_side {
            Side::Provider => (by.scope.partner_id(), with),
            Side::Reseller => (with, by.scope.partner_id()),
        };
        // Locked until the end: either the removal of the partnership ends the invitation, or the invitation is not
        // begun.
        partnerships::hold(tx, provider, reseller)?;
    }
    let parties = who_asks(tx.conn(), by.scope, partner, together)?;
    identity::lock_partner(tx, by.scope)?;
    let (left, limit) = left_today(tx.conn(), by.scope, partner, limit, now)?;
    Ok(Quota {
        rules: rules.clone(),
        insiders: recipient::insiders(tx.conn(), rules, &parties)?,
        parties,
        limit,
        left,
    })
}

/// Who gets a relationship when this partner asks, the reseller first.
pub fn who_asks(
    conn: &mut Conn,
    scope: Scope,
    partner: &Partner,
    together: Option<JointWith>,
) -> Result<Vec<Party>, InviteError> {
    let other = across(conn, scope, together)?;
    let own = Party {
        partner: partner.clone(),
        kind: together.map_or(partner.kind_alone(), |it| it.as_side.kind()),
    };
    let other = other.map(|(partner, kind)| Party { partner, kind });
    let mut parties: Vec<Party> = std::iter::once(own).chain(other).collect();
    parties.sort_by_key(|party| party.kind);
    Ok(parties)
}

/// How many invitations this partner may still begin today, and how many it may a day.
pub fn left_today(
    conn: &mut Conn,
    scope: Scope,
    partner: &Partner,
    limit: DailyLimit,
    now: Timestamp,
) -> db::Result<(i64, i64)> {
    let limit = limit.0.unwrap_or_else(|| partner.usual_daily_invitations());
    let begun = queries::begun_since(conn, scope, now.minus(Duration::days(1)))?;
    Ok(((limit - begun).max(0), limit))
}

/// Begins an invitation as a draft, for one partner alone or together with another. A partner that has a relationship with
/// the company, and asks alone, asks for privileges only.
///
/// # Errors
/// See [`InviteError`]; nothing is changed then.
pub fn invite(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    secrets: &Secrets,
    rules: &ConsentRules,
    limit: DailyLimit,
    ask: &Ask,
    now: Timestamp,
) -> Result<InvitationId, InviteError> {
    let mut desk = open_quota(tx, by, rules, limit, ask.together, now)?;
    let ask = &Ask {
        privileges_only: asks_beside_relationship(tx.conn(), by.scope, rules, ask)?,
        ..ask.clone()
    };
    let words = first_words(tx.conn(), by, &desk.parties, ask)?;
    Ok(begin(tx, by, secrets, &mut desk, ask, words, now)?.id)
}

/// Whether a relationship stands beside the privileges that are asked for, so that nothing else has to be.
fn asks_beside_relationship(
    conn: &mut Conn,
    scope: Scope,
    rules: &ConsentRules,
    ask: &Ask,
) -> db::Result<bool> {
    if ask.roles.is_empty() || ask.together.is_some() {
        return Ok(false);
    }
    let company = Prospect {
        name: &ask.company_name,
        domain: &ask.domain,
    };
    let known = customers::by_company(conn, scope, &rules.shared, company)?;
    Ok(known.is_some_and(|entry| entry.standing == Standing::Connected))
}

/// Begins an invitation with these words: subject, and text with the mark where the link stands.
///
/// # Errors
/// See [`InviteError`]; nothing is changed then.
pub fn begin(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    secrets: &Secrets,
    desk: &mut Quota,
    ask: &Ask,
    words: (String, String),
    now: Timestamp,
) -> Result<Invitation, InviteError> {
    if ask.domain == by.staff.partner.domain {
        return Err(InviteError::OwnDomain);
    }
    recipient::check(&desk.insiders, &desk.rules, &ask.domain, &ask.recipient)?;
    if desk.left <= 0 {
        return Err(InviteError::DailyLimit(desk.limit));
    }
    if let Some(name) = &ask.grant_name
        && privileges::has_name(tx.conn(), by.scope, name)?
    {
        return Err(InviteError::NameTaken);
    }
    let company = Prospect {
        name: &ask.company_name,
        domain: &ask.domain,
    };
    let shared = &desk.rules.shared;
    let entry = customers::ensure_prospect(tx, by.scope, shared, company, now)?;
    if ask.privileges_only && entry.standing != Standing::Connected {
        return Err(InviteError::NoRelationship);
    }
    let is_known = entry.standing == Standing::Connected && ask.roles.is_empty();
    if is_known && !adds_a_partner(tx, by.scope, &entry, ask)? {
        return Err(InviteError::AlreadyCustomer(Box::new(entry)));
    }
    if let Some(open) = queries::open_of_entry(tx.conn(), by.scope, entry.id)? {
        if open.state_now(now) != State::Expired {
            return Err(InviteError::Open(Box::new(open)));
        }
        overdue::expire_one(tx, &open, now)?;
    }
    customers::mark_invited(tx, by.scope, entry.id, now)?;
    let invitation = draft_of(by, secrets, &entry, ask, words, now);
    queries::insert(tx, &invitation)?;
    for party in &desk.parties {
        party_queries::insert_party(tx, invitation.id, party.partner.id, party.kind)?;
    }
    activity::record(tx, by, &InvitationEvent::new(DRAFTED, &invitation), now)?;
    desk.left -= 1;
    Ok(invitation)
}

/// The other partner and as what it is asked for, when an active partnership allows it.
fn across(
    conn: &mut Conn,
    scope: Scope,
    together: Option<JointWith>,
) -> Result<Option<(Partner, RelationshipKind)>, InviteError> {
    let Some(JointWith { as_side, with }) = together else {
        return Ok(None);
    };
    let found = partnerships::active_with(conn, scope, as_side, with)?;
    let partner = identity::active_partner(conn, with)?;
    match (found, partner) {
        (Some(_), Some(partner)) => Ok(Some((partner, as_side.other().kind()))),
        _ => Err(InviteError::NoPartnership),
    }
}

/// A customer is asked again only for privileges, or for a partner with whom it is not connected together yet.
fn adds_a_partner(tx: &mut Tx<'_>, scope: Scope, entry: &Entry, ask: &Ask) -> db::Result<bool> {
    match ask.together {
        Some(it) => Ok(!customers::is_joint(tx.conn(), scope, entry.id, it.with)?),
        None => Ok(false),
    }
}

/// Subject and text as the partner's own template of that language has them, or the built-in one.
fn first_words(
    conn: &mut Conn,
    by: &CustomerManager,
    parties: &[Party],
    ask: &Ask,
) -> db::Result<(String, String)> {
    let partner = &by.staff.partner;
    let mark = SECRET_MARK.to_string();
    let across = parties.iter().find(|party| party.partner.id != partner.id);
    let values = Values {
        language: ask.language,
        company: &ask.company_name,
        person: &ask.recipient_name,
        sender: &by.staff.name,
        partner: &partner.legal_name,
        kind: ask.kind_of(partner),
        other: across.map(|party| (party.partner.legal_name.as_str(), party.kind)),
        roles: &ask.roles,
        grant_days: ask.grant_days,
        auto_extend: ask.auto_extend,
        privileges_only: ask.privileges_only,
        expires_in: ask.expires_in,
        link: &mark,
    };
    let template = messages::used_template(conn, by.scope, ask.language, values.occasion())?;
    let words = template.filled(&values);
    Ok((words.subject, words.body))
}

fn draft_of(
    by: &CustomerManager,
    secrets: &Secrets,
    entry: &Entry,
    ask: &Ask,
    words: (String, String),
    now: Timestamp,
) -> Invitation {
    let (subject, body) = words;
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
        subject,
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
        grant_name: ask.grant_name.clone(),
        auto_extend: ask.auto_extend,
        privileges_only: ask.privileges_only,
    };
    invitation.token_hash = invitation.token_hash_of(secrets, invitation.link_version);
    invitation
}
