//! Asks another partner for a partnership, and stops what the end of one makes impossible.
//!
//! Whether the other company has an account here is looked up only among those that one works with already, so that
//! nobody can find it out by asking.

use chrono::Duration;

use super::queries;
use crate::{
    activity::{self, By},
    db::{self, Conn, Tx, ids::InvitationId, types::Timestamp},
    domains::ConsentRules,
    error::{AppError, Explained},
    identity::{self, Partner, PartnershipManager, Scope},
    invitations::{
        self, DRAFTED, DailyLimit, FirstDraft, Invitation, InvitationEvent, Party, REVOKED,
        Refused, State, insiders,
    },
    language::Language,
    partnerships::{self, Side},
    privileges::RoleSet,
    secrets::Secrets,
    text::SECRET_MARK,
};

/// What is asked, of which company; every value checked.
#[derive(Debug, Clone)]
pub struct PartnershipAsk {
    /// Which side the asking partner takes.
    pub as_side: Side,
    /// Company.
    pub company_name: String,
    /// Its domain.
    pub domain: String,
    /// Address of the person.
    pub recipient: String,
    /// Their name, may be empty.
    pub recipient_name: String,
    /// Days until the link ends, 1–90.
    pub expires_in: i32,
}

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum PartnershipAskError {
    /// The partner cannot take that side.
    #[error("Choose which side your company takes")]
    WrongSide,
    /// One cannot be one's own partner.
    #[error("This is your own company's domain. Enter the other company's")]
    OwnDomain,
    /// An answer from this address would not count.
    #[error(transparent)]
    Recipient(#[from] Refused),
    /// The two work together.
    #[error("You work with {} already", .0.legal_name)]
    Already(Box<Partner>),
    /// An open ask of this partner exists.
    #[error("{} for {} is open already. Finish it, or revoke it first", .0.noun(), .0.company_name)]
    Open(Box<Invitation>),
    /// So many a day are allowed.
    #[error("{}", invitations::day_is_full(*.0))]
    DailyLimit(i64),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for PartnershipAskError {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongSide => "wrong_side",
            Self::OwnDomain => "own_domain",
            Self::Recipient(refused) => refused.code(),
            Self::Already(_) => "already_partners",
            Self::Open(_) => "invitation_open",
            Self::DailyLimit(_) => "daily_limit",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::WrongSide => "side",
            Self::OwnDomain | Self::Already(_) | Self::Open(_) => "domain",
            Self::Recipient(refused) => refused.field(),
            Self::DailyLimit(_) | Self::Db(_) => "",
        }
    }
}

impl From<PartnershipAskError> for AppError {
    fn from(error: PartnershipAskError) -> Self {
        match error {
            PartnershipAskError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Begins the draft of an ask.
///
/// # Errors
/// See [`PartnershipAskError`]; nothing is changed then.
pub fn ask_partner(
    tx: &mut Tx<'_>,
    by: &PartnershipManager,
    secrets: &Secrets,
    rules: &ConsentRules,
    limit: DailyLimit,
    ask: &PartnershipAsk,
    now: Timestamp,
) -> Result<InvitationId, PartnershipAskError> {
    let partner = &by.staff.partner;
    if !ask.as_side.fits(partner) {
        return Err(PartnershipAskError::WrongSide);
    }
    if ask.domain == partner.domain {
        return Err(PartnershipAskError::OwnDomain);
    }
    let own = Party {
        partner: partner.clone(),
        kind: ask.as_side.kind(),
    };
    let insiders = insiders(tx.conn(), rules, &[own])?;
    invitations::check_outsider(&insiders, &ask.recipient)?;
    identity::lock_partner(tx, by.scope)?;
    let limit = limit.0.unwrap_or_else(|| partner.usual_daily_invitations());
    if invitations::begun_since(tx.conn(), by.scope, now.minus(Duration::days(1)))? >= limit {
        return Err(PartnershipAskError::DailyLimit(limit));
    }
    if let Some(other) = partner_with(tx.conn(), by.scope, ask.as_side, &ask.domain)? {
        return Err(PartnershipAskError::Already(Box::new(other)));
    }
    if let Some(open) = queries::open_of_domain(tx.conn(), by.scope, &ask.domain)? {
        if open.state_now(now) != State::Expired {
            return Err(PartnershipAskError::Open(Box::new(open)));
        }
        invitations::expire_one(tx, &open, now)?;
    }
    let invitation = first_draft(by, secrets, ask, now)?;
    invitations::insert(tx, &invitation)?;
    let kind = ask.as_side.kind();
    invitations::insert_party(tx, invitation.id, by.scope.partner_id(), kind)?;
    let drafted = InvitationEvent::new(DRAFTED, &invitation).saying("Asks for a partnership");
    activity::record(tx, by, &drafted, now)?;
    Ok(invitation.id)
}

/// The partner of this domain, when the two work together.
fn partner_with(
    conn: &mut Conn,
    scope: Scope,
    side: Side,
    domain: &str,
) -> db::Result<Option<Partner>> {
    let Some(other) = identity::partner_by_domain(conn, domain)? else {
        return Ok(None);
    };
    let active = partnerships::active_with(conn, scope, side, other.id)?;
    Ok(active.map(|_| other))
}

fn letter_of(by: &PartnershipManager, ask: &PartnershipAsk) -> db::Result<String> {
    let (own, asked) = (&by.staff.partner.legal_name, &ask.company_name);
    let (provider, reseller) = match ask.as_side {
        Side::Provider => (own, asked),
        Side::Reseller => (asked, own),
    };
    let wanted = ask.as_side.kind().label().to_lowercase();
    let draft = FirstDraft {
        partner: own,
        sender: &by.staff.name,
        recipient_name: &ask.recipient_name,
        company: asked,
        domain: &ask.domain,
        wanted: &wanted,
        provider,
        reseller,
        expires_in: ask.expires_in,
        mark: SECRET_MARK,
    };
    draft.text().map_err(|error| {
        db::Error::Other(diesel::result::Error::SerializationError(
            error.to_string().into(),
        ))
    })
}

fn first_draft(
    by: &PartnershipManager,
    secrets: &Secrets,
    ask: &PartnershipAsk,
    now: Timestamp,
) -> db::Result<Invitation> {
    let own = &by.staff.partner.legal_name;
    let mut invitation = Invitation {
        id: InvitationId::new(),
        partner_id: by.scope.partner_id(),
        entry_id: None,
        created_by: by.staff.id,
        state: State::Draft,
        version: 1,
        link_version: 1,
        token_hash: String::new(),
        recipient: ask.recipient.clone(),
        recipient_name: ask.recipient_name.clone(),
        company_name: ask.company_name.clone(),
        domain: ask.domain.clone(),
        language: Language::English,
        channel: None,
        subject: invitations::first_subject(own, &ask.company_name),
        body: letter_of(by, ask)?,
        roles: RoleSet::default(),
        grant_days: None,
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
        grant_name: None,
        auto_extend: false,
        privileges_only: false,
    };
    invitation.token_hash = invitation.token_hash_of(secrets, invitation.link_version);
    Ok(invitation)
}

/// The joint invitations that the end of a partnership would stop: one's own, and how many the other side began.
/// Whom the other side asks is its own affair.
#[derive(Debug, Clone)]
pub struct OpenJoint {
    /// One's own, by company.
    pub own: Vec<Invitation>,
    /// How many the other side began.
    pub across: usize,
}

/// The open joint invitations of this partner and another.
pub fn open_joint(
    conn: &mut Conn,
    scope: Scope,
    own_side: Side,
    other: &Partner,
) -> db::Result<OpenJoint> {
    let (own, across) = (scope.partner_id(), Scope::of(other));
    let theirs = queries::open_joint(conn, across, own, own_side)?;
    Ok(OpenJoint {
        own: queries::open_joint(conn, scope, other.id, own_side.other())?,
        across: theirs.len(),
    })
}

/// Takes back all open joint invitations of this partner and `other`, whoever began them, each with a line in its
/// owner's activity; nobody is told. Returns how many there were. The caller holds the rows of both partners.
pub fn stop_joint(
    tx: &mut Tx<'_>,
    by: &PartnershipManager,
    own_side: Side,
    other: &Partner,
    now: Timestamp,
) -> db::Result<usize> {
    let own = &by.staff.partner;
    let mut stopped = 0;
    let sides = [
        (by.scope, By::from(by), (other, own_side.other())),
        (
            Scope::of(other),
            By::partner(other.id, &own.legal_name),
            (own, own_side),
        ),
    ];
    for (scope, who, (across, side)) in sides {
        for invitation in queries::open_joint(tx.conn(), scope, across.id, side)? {
            if !invitations::mark_revoked(tx, scope, invitation.id)? {
                continue;
            }
            invitations::note_end(tx, scope, &invitation, now)?;
            let detail = format!("The partnership with {} was removed", across.legal_name);
            let revoked = InvitationEvent::new(REVOKED, &invitation).saying(&detail);
            activity::record(tx, who, &revoked, now)?;
            stopped += 1;
        }
    }
    Ok(stopped)
}
