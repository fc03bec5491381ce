//! The second proof: a code, mailed to the address that was invited. Partner staff have the link by design, so the link
//! alone proves nothing.

use chrono::Duration;

use super::{
    code_queries::{self, CodeRequest},
    events::CODE_REQUESTED,
};
use crate::{
    activity::{self, By},
    customers,
    db::{self, Conn, Tx, ids::CodeRequestId, types::Timestamp},
    domains::{ConsentRules, Proof},
    error::AppError,
    identity::Scope,
    invitations::{self, Dead, Invitation, InvitationEvent, insiders},
    language::Language,
    limits::{self, Limit},
    mail::{self, Delivery, Letter, MailKind, Mailbox, SecretRef},
    secrets::Purpose,
    text::{self, SECRET_MARK},
    translations::{CodeMailBody, Texts},
};

/// The person at the other end, as they describe themselves; every value checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Job.
    pub job_title: String,
    /// Work address.
    pub email: String,
    /// The language in which they read the page.
    pub language: Language,
}

/// Why no code was mailed.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// The link cannot be answered.
    #[error("this invitation cannot be answered")]
    Dead(Dead),
    /// Codes go to the address that was invited.
    #[error("a code goes to the address that received the invitation")]
    OtherAddress,
    /// The address belongs to this partner, which asks.
    #[error("the address belongs to {0}, a partner that asks")]
    Insider(String),
    /// The address does not verify the domain, which this installation or an ask for privileges alone asks for.
    #[error("the address does not verify the company's domain")]
    Unverified(Proof),
    /// One a minute.
    #[error("a code was mailed within the last minute")]
    TooSoon,
    /// Five a day.
    #[error("five codes a day are mailed at most")]
    TooMany,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<CodeError> for AppError {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// The kind of the letters that are counted.
const KIND: MailKind = MailKind::Code;

/// How long a code is valid.
#[must_use]
pub(super) fn code_life() -> Duration {
    Duration::minutes(10)
}

/// Whether a code may go to this address: the invited one, or a colleague's in the verified domain of a customer whom
/// the inviting partner already has, while that domain certainly belongs to one company. Customers of other partners
/// make no difference, so that nobody can find out about them here.
fn may_receive(
    conn: &mut Conn,
    rules: &ConsentRules,
    invitation: &Invitation,
    email: &str,
) -> db::Result<bool> {
    if email == invitation.recipient {
        return Ok(true);
    }
    let scope = Scope::of(invitation);
    let Some(entry) = invitation.entry_id else {
        return Ok(false);
    };
    let Some(id) = customers::find_entry(conn, scope, entry)?.customer_id else {
        return Ok(false);
    };
    let customer = customers::find_customer(conn, id)?;
    Ok(customer.domain_verified && rules.proof(&customer.domain, email) == Proof::Verified)
}

/// Whether this address could speak for the customer that an ask for privileges alone is for. It is asked of those alone
/// who may receive a code, so that a stranger learns nothing by it; what counts is what is so when they accept.
fn speaks_for_customer(
    conn: &mut Conn,
    rules: &ConsentRules,
    invitation: &Invitation,
    email: &str,
) -> db::Result<bool> {
    let Some(entry) = invitation.entry_id.filter(|_| invitation.privileges_only) else {
        return Ok(true);
    };
    let entry = customers::find_entry(conn, Scope::of(invitation), entry)?;
    let customer = entry.customer_id.ok_or(db::Error::NotFound)?;
    Ok(customers::speaking_for(conn, rules, customer, email)?.is_some())
}

/// Codes of one invitation.
const PER_INVITATION: Limit = Limit::a_day("codes of an invitation", 5);
/// Codes to one address, for all invitations together.
const PER_ADDRESS: Limit = Limit::a_day(KIND.as_str(), 5);

fn has_room(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    person: &Person,
    now: Timestamp,
) -> db::Result<bool> {
    let id = invitation.id;
    let count = |conn: &mut Conn, since| code_queries::count_since(conn, id, since);
    Ok(
        limits::has_room(tx, &PER_INVITATION, &id.to_string(), now, count)?
            && mail::has_room(tx, &PER_ADDRESS, &person.email, now)?,
    )
}

fn event_key(request: CodeRequestId) -> String {
    format!("code {request}")
}

/// How the mail with the code of this request fares.
pub(super) fn delivery(
    conn: &mut Conn,
    request: CodeRequestId,
    now: Timestamp,
) -> db::Result<Option<Delivery>> {
    mail::delivery(conn, &event_key(request), now)
}

/// Mails a code and remembers who asked.
///
/// # Errors
/// See [`CodeError`]; no mail goes then.
pub fn request_code(
    tx: &mut Tx<'_>,
    product: &str,
    rules: &ConsentRules,
    invitation: &Invitation,
    person: &Person,
    now: Timestamp,
) -> Result<CodeRequestId, CodeError> {
    invitation.answerable(now).map_err(CodeError::Dead)?;
    if !may_receive(tx.conn(), rules, invitation, &person.email)? {
        return Err(CodeError::OtherAddress);
    }
    let parties = invitations::parties(tx.conn(), invitation.id)?;
    if let Some(partner) = insiders(tx.conn(), rules, &parties)?.partner_of(&person.email) {
        return Err(CodeError::Insider(partner.to_owned()));
    }
    if !rules.allows(&invitation.domain, &person.email)
        || !speaks_for_customer(tx.conn(), rules, invitation, &person.email)?
    {
        let proof = rules.proof(&invitation.domain, &person.email);
        return Err(CodeError::Unverified(proof));
    }
    if !has_room(tx, invitation, person, now)? {
        return Err(CodeError::TooMany);
    }
    if !invitations::take_turn_for_code(tx, invitation, now)? {
        let scope = Scope::of(invitation);
        let present = invitations::find(tx.conn(), scope, invitation.id)?;
        return Err(
            match present.answerable_through(invitation.link_version, now) {
                Err(dead) => CodeError::Dead(dead),
                Ok(()) => CodeError::TooSoon,
            },
        );
    }
    let request = CodeRequest {
        id: CodeRequestId::new(),
        invitation_id: invitation.id,
        person_name: person.name.clone(),
        job_title: person.job_title.clone(),
        email: person.email.clone(),
        language: person.language,
        tries: 0,
        created_at: now,
        expires_at: now.plus(code_life()),
        used_at: None,
    };
    code_queries::insert(tx, &request)?;
    let t = Texts::of(person.language);
    let letter = Letter {
        kind: KIND,
        event_key: event_key(request.id),
        partner: Some(invitation.partner_id),
        invitation: Some(invitation.id),
        to: Mailbox {
            name: text::unlinked(&person.name),
            email: person.email.clone(),
        },
        sender: None,
        subject: t.code_mail_subject().into_owned(),
        body: t
            .code_mail_body(CodeMailBody {
                name: &text::unlinked(&person.name),
                company: &text::unlinked(&invitation.company_name),
                mark: &SECRET_MARK.to_string(),
            })
            .into_owned(),
        footer: t.code_mail_footer().into_owned(),
        secret: Some(SecretRef {
            purpose: Purpose::Code,
            id: request.id.uuid(),
            version: 0,
        }),
        give_up_at: Some(request.expires_at),
    };
    mail::enqueue_in(tx, &letter, product, person.language, now)?;
    let by = By::customer(invitation.partner_id, &person.name);
    let requested = InvitationEvent::new(CODE_REQUESTED, invitation);
    activity::record(tx, by, &requested, now)?;
    Ok(request.id)
}

/// Ends the codes that were mailed under keys that are no longer in force, and returns how many.
pub fn end_mailed_codes(tx: &mut Tx<'_>, now: Timestamp) -> db::Result<usize> {
    let mut ended = 0;
    for code in code_queries::open_codes(tx.conn(), now)? {
        // A code that is still queued is derived from the new keys when its letter is sent.
        if !mail::is_waiting(tx.conn(), Purpose::Code, code.uuid())? {
            code_queries::end_code(tx, code, now)?;
            ended += 1;
        }
    }
    Ok(ended)
}
