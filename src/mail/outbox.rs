//! The rows of outgoing mail: queued with the change they tell of, and marked with what became of them.

use std::collections::{HashMap, HashSet};

use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper,
};

use super::{
    Letter, SecretRef,
    kinds::{MailKind, MailState},
    patience,
};
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{InvitationId, MailId, NodeId, PartnerId},
        schema::mails,
        types::Timestamp,
    },
    domains::mailbox,
    language::Language,
    secrets::Purpose,
};

/// An outgoing mail as it is kept.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = mails, check_for_backend(MultiBackend))]
pub struct Mail {
    /// Key; also its Message-ID.
    pub id: MailId,
    /// What it is.
    pub kind: MailKind,
    /// The event it tells of.
    pub event_key: String,
    /// Whose it is.
    pub partner_id: Option<PartnerId>,
    /// The invitation it belongs to.
    pub invitation_id: Option<InvitationId>,
    /// Address.
    pub recipient: String,
    /// Name beside the address.
    pub recipient_name: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Whose name stands in front of "via".
    pub sender_name: Option<String>,
    /// Subject.
    pub subject: String,
    /// Plain text, with the mark in the place of the secret.
    pub text_body: String,
    /// HTML, likewise.
    pub html_body: String,
    /// Which kind of secret.
    pub secret_kind: Option<Purpose>,
    /// Of which row.
    pub secret_id: Option<db::types::Id<SecretKind>>,
    /// Of which version.
    pub secret_version: i32,
    /// Where it stands.
    pub state: MailState,
    /// Tries so far.
    pub attempts: i32,
    /// When it is tried next.
    pub next_try_at: Timestamp,
    /// A worker has it until then.
    pub leased_until: Option<Timestamp>,
    /// When it is given up.
    pub give_up_at: Timestamp,
    /// The server's last answer.
    pub last_answer: Option<String>,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When the next server took it.
    pub sent_at: Option<Timestamp>,
    /// The mailbox behind the address's spelling, by which letters are counted.
    pub mailbox: String,
    /// 0 before 1.
    pub priority: i32,
    /// Who has it until then.
    pub leased_by: Option<NodeId>,
}

/// Priority of codes: somebody waits for one in front of a page.
pub(super) const URGENT: i32 = 0;
/// Priority of every other letter.
pub(super) const USUAL: i32 = 1;

/// Marks the key of whatever row a secret belongs to.
#[derive(Debug)]
pub enum SecretKind {}

impl Mail {
    /// The secret that belongs where the mark stands.
    #[must_use]
    pub fn secret(&self) -> Option<SecretRef> {
        let purpose = self.secret_kind?;
        Some(SecretRef {
            purpose,
            id: self.secret_id?.uuid(),
            version: self.secret_version,
        })
    }
}

/// Queues a letter. A second letter about the same event to the same address is refused as `Duplicate`, which ends a
/// PostgreSQL transaction; so callers make event keys that are new by construction.
pub fn enqueue(
    tx: &mut Tx<'_>,
    letter: &Letter,
    product: &str,
    now: Timestamp,
) -> db::Result<MailId> {
    enqueue_in(tx, letter, product, Language::English, now)
}

/// Queues a letter whose words are in this language, as [`enqueue`] does.
pub fn enqueue_in(
    tx: &mut Tx<'_>,
    letter: &Letter,
    product: &str,
    language: Language,
    now: Timestamp,
) -> db::Result<MailId> {
    let mail = row(letter, product, language, now)?;
    diesel::insert_into(mails::table)
        .values(&mail)
        .execute(tx.conn())?;
    Ok(mail.id)
}

/// A letter as it is kept.
pub(super) fn row(
    letter: &Letter,
    product: &str,
    language: Language,
    now: Timestamp,
) -> db::Result<Mail> {
    let (text_body, html_body) = super::compose(letter, product, language).map_err(|error| {
        db::Error::Other(diesel::result::Error::SerializationError(
            error.to_string().into(),
        ))
    })?;
    Ok(Mail {
        id: MailId::new(),
        kind: letter.kind,
        event_key: letter.event_key.clone(),
        partner_id: letter.partner,
        invitation_id: letter.invitation,
        recipient: letter.to.email.clone(),
        recipient_name: letter.to.name.clone(),
        reply_to: letter.sender.as_ref().map(|sender| sender.email.clone()),
        sender_name: letter.sender.as_ref().map(|sender| sender.name.clone()),
        subject: letter.subject.clone(),
        text_body,
        html_body,
        secret_kind: letter.secret.map(|secret| secret.purpose),
        secret_id: letter
            .secret
            .map(|secret| db::types::Id::from_uuid(secret.id)),
        secret_version: letter.secret.map_or(0, |secret| secret.version),
        state: MailState::Queued,
        attempts: 0,
        next_try_at: now,
        leased_until: None,
        give_up_at: letter.give_up_at.unwrap_or_else(|| now.plus(patience())),
        last_answer: None,
        created_at: now,
        sent_at: None,
        mailbox: mailbox(&letter.to.email),
        priority: match letter.secret.map(|secret| secret.purpose) {
            Some(Purpose::Code) => URGENT,
            _ => USUAL,
        },
        leased_by: None,
    })
}

/// Takes names, addresses and words off the letters of these events, which have left long ago. Their rows stay, for counts.
pub fn forget_people(tx: &mut Tx<'_>, event_keys: Vec<String>) -> db::Result<()> {
    let letters = mails::table
        .filter(mails::event_key.eq_any(event_keys))
        .filter(mails::state.ne(MailState::Queued));
    let set = (
        mails::recipient.eq(""),
        mails::recipient_name.eq(""),
        mails::mailbox.eq(""),
        mails::subject.eq(""),
        mails::text_body.eq(""),
        mails::html_body.eq(""),
        mails::last_answer.eq(None::<String>),
    );
    diesel::update(letters).set(set).execute(tx.conn())?;
    Ok(())
}

/// Whether a letter that holds this secret has not left yet.
pub fn is_waiting(conn: &mut Conn, purpose: Purpose, id: uuid::Uuid) -> db::Result<bool> {
    let id: db::types::Id<SecretKind> = db::types::Id::from_uuid(id);
    let waiting = mails::table
        .filter(mails::state.eq(MailState::Queued))
        .filter(mails::secret_kind.eq(purpose))
        .filter(mails::secret_id.eq(id));
    Ok(waiting
        .select(mails::id)
        .first::<MailId>(conn)
        .optional()?
        .is_some())
}

/// Gives the letters of this invitation that are still queued the new version of its link. Returns whether there were
/// any.
pub fn follow_link(
    tx: &mut Tx<'_>,
    invitation: InvitationId,
    purpose: Purpose,
    version: i32,
) -> db::Result<bool> {
    let waiting = mails::table
        .filter(mails::invitation_id.eq(invitation))
        .filter(mails::state.eq(MailState::Queued))
        .filter(mails::secret_kind.eq(purpose));
    Ok(diesel::update(waiting)
        .set(mails::secret_version.eq(version))
        .execute(tx.conn())?
        > 0)
}

/// The mail server took it. Does not check the lease: whoever holds it now, the letter has left.
pub(super) fn mark_sent(
    tx: &mut Tx<'_>,
    id: MailId,
    answer: &str,
    now: Timestamp,
) -> db::Result<bool> {
    let queued = mails::table
        .find(id)
        .filter(mails::state.eq(MailState::Queued));
    let changed = diesel::update(queued)
        .set((
            mails::state.eq(MailState::Sent),
            mails::sent_at.eq(now),
            mails::leased_until.eq(None::<Timestamp>),
            mails::leased_by.eq(None::<NodeId>),
            mails::last_answer.eq(answer),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Tries again at `next`. Changes nothing when this node no longer has the lease.
pub(super) fn mark_later(
    tx: &mut Tx<'_>,
    id: MailId,
    node: NodeId,
    answer: &str,
    next: Timestamp,
) -> db::Result<bool> {
    let held = mails::table
        .find(id)
        .filter(mails::state.eq(MailState::Queued))
        .filter(mails::leased_by.eq(node));
    let changed = diesel::update(held)
        .set((
            mails::next_try_at.eq(next),
            mails::leased_until.eq(None::<Timestamp>),
            mails::leased_by.eq(None::<NodeId>),
            mails::last_answer.eq(answer),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// Gives the letter up. Changes nothing when this node no longer has the lease.
pub(super) fn mark_failed(
    tx: &mut Tx<'_>,
    id: MailId,
    node: NodeId,
    answer: &str,
) -> db::Result<bool> {
    let held = mails::table
        .find(id)
        .filter(mails::state.eq(MailState::Queued))
        .filter(mails::leased_by.eq(node));
    let changed = diesel::update(held)
        .set((
            mails::state.eq(MailState::Failed),
            mails::leased_until.eq(None::<Timestamp>),
            mails::leased_by.eq(None::<NodeId>),
            mails::last_answer.eq(answer),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}

/// How the mail of an event fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// Taken by the next server, or on its way to it.
    Going,
    /// It was tried without success and is tried again.
    Delayed,
    /// Given up.
    Failed,
}

/// How the mail that tells of this event fares; `None` when there is none.
pub fn delivery(conn: &mut Conn, event_key: &str, now: Timestamp) -> db::Result<Option<Delivery>> {
    let row: Option<(MailState, i32, Option<String>, Timestamp)> = mails::table
        .filter(mails::event_key.eq(event_key))
        .select((
            mails::state,
            mails::attempts,
            mails::last_answer,
            mails::give_up_at,
        ))
        .first(conn)
        .optional()?;
    let Some((state, attempts, answer, give_up_at)) = row else {
        return Ok(None);
    };
    Ok(Some(match state {
        MailState::Sent => Delivery::Going,
        MailState::Failed => Delivery::Failed,
        MailState::Queued if give_up_at <= now => Delivery::Failed,
        // A try is counted when it begins; only an answer shows that it failed.
        MailState::Queued if attempts > 0 && answer.is_some() => Delivery::Delayed,
        MailState::Queued if super::health::is_down(conn)? => Delivery::Delayed,
        MailState::Queued => Delivery::Going,
    }))
}

/// Those of these events whose letter was given up.
///
/// # Errors
/// When the database does not answer.
pub fn given_up(conn: &mut Conn, events: Vec<String>) -> db::Result<Vec<String>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    Ok(mails::table
        .filter(mails::event_key.eq_any(events))
        .filter(mails::state.eq(MailState::Failed))
        .select(mails::event_key)
        .load(conn)?)
}

/// The mails of one invitation, newest first. The invitation was found through its partner's scope.
pub fn of_invitation(conn: &mut Conn, invitation: InvitationId) -> db::Result<Vec<Mail>> {
    Ok(mails::table
        .filter(mails::invitation_id.eq(invitation))
        .order((mails::created_at.desc(), mails::id.desc()))
        .limit(50)
        .select(Mail::as_select())
        .load(conn)?)
}

/// Those of these invitations whose newest letter was given up. They were found through their partner's scope.
pub fn undelivered(
    conn: &mut Conn,
    invitations: &[InvitationId],
) -> db::Result<HashSet<InvitationId>> {
    let asks = mails::table
        .filter(db::is_one_of(conn, "mails.invitation_id", invitations))
        .filter(mails::kind.eq(MailKind::Invitation))
        .order((mails::created_at, mails::id))
        .select((mails::invitation_id, mails::state));
    let states: Vec<(Option<InvitationId>, MailState)> = asks.load(conn)?;
    let newest: HashMap<_, _> = states.into_iter().collect();
    let failed = newest
        .into_iter()
        .filter(|(_, state)| *state == MailState::Failed);
    Ok(failed.filter_map(|(invitation, _)| invitation).collect())
}

/// The newest mails of the whole installation, for the demo's mailbox alone.
pub fn latest(conn: &mut Conn, limit: i64) -> db::Result<Vec<Mail>> {
    Ok(mails::table
        .order((mails::created_at.desc(), mails::id.desc()))
        .limit(limit)
        .select(Mail::as_select())
        .load(conn)?)
}

/// The mail, to tell its sender that it failed.
pub(super) fn owner(conn: &mut Conn, id: MailId) -> db::Result<Option<Mail>> {
    Ok(mails::table
        .find(id)
        .select(Mail::as_select())
        .first(conn)
        .optional()?)
}
