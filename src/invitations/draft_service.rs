//! What staff do with a draft: save it, hand it out, send it.

use chrono::Duration;

use super::{
    address_limits::{KIND, address_is_full},
    events::{COPIED, DOWNLOADED, InvitationEvent, OPENED_IN_EMAIL, READY, REMINDED, SAVED, SENT},
    model::{Act, Invitation, Party, State},
    party_lock::{self, HeldParties},
    queries,
    recipient::{self, Refused},
    terms,
};
use crate::{
    activity::{self, Changes, EventKind},
    db::{self, Tx, ids::InvitationId, types::Timestamp},
    domains::ConsentRules,
    error::{AppError, Explained},
    identity::{self, CustomerManager},
    mail::{self, Letter, Mailbox},
    messages::{self, LinkState},
    text::SECRET_MARK,
    translations::{InvitationFooter, Texts},
};

/// The words as the person typed them, checked field by field; the body with the link in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftText {
    /// Address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
    /// The version that was on the page.
    pub version: i32,
}

/// Why a draft was not saved or handed out. What was typed is kept on the page.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The link does not stand in the text as it must.
    #[error("{}", .0.problem().unwrap_or("The personalized link is not right"))]
    Link(LinkState),
    /// Somebody else changed it meanwhile.
    #[error(
        "Somebody else changed this draft since you opened it. Both texts stand here: yours in the form, not saved yet, and the saved one. Take over what you need, then save yours, or go on with the saved one"
    )]
    Stale,
    /// It is past changing, sending or taking back.
    #[error(
        "This invitation has moved on meanwhile, so nothing was changed. Its present state is shown here"
    )]
    TooLate,
    /// It was sent within the last minute.
    #[error("This was sent less than a minute ago. It was not sent twice")]
    JustSent,
    /// An answer from this address would not count.
    #[error(transparent)]
    Recipient(#[from] Refused),
    /// The address has had three today.
    #[error(
        "This address has had three invitations in the last 24 hours, which is the most. Hand the link out yourself, or try tomorrow"
    )]
    AddressLimit,
    /// Another invitation of the company is open by now.
    #[error("Another invitation of this company is open by now. Finish or revoke that one first")]
    OtherOpen,
    /// The two partners named in it no longer work together.
    #[error(
        "Your partnership with the other partner has ended, so the two of you cannot ask together. Begin a new invitation for your company alone"
    )]
    PartnershipEnded,
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Explained for DraftError {
    fn code(&self) -> &'static str {
        match self {
            Self::Link(_) => "link",
            Self::Stale => "stale",
            Self::TooLate => "too_late",
            Self::JustSent => "just_sent",
            Self::Recipient(refused) => refused.code(),
            Self::AddressLimit => "address_limit",
            Self::OtherOpen => "invitation_open",
            Self::PartnershipEnded => "partnership_ended",
            Self::Db(_) => "database",
        }
    }

    fn field(&self) -> &'static str {
        match self {
            Self::Link(_) => "body",
            Self::Recipient(_) | Self::AddressLimit => "recipient",
            _ => "",
        }
    }
}

impl From<DraftError> for AppError {
    fn from(error: DraftError) -> Self {
        match error {
            DraftError::Db(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// A draft that somebody works on.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// Who works on it.
    pub by: &'a CustomerManager,
    /// Which acceptances count here.
    pub rules: &'a ConsentRules,
    /// Which.
    pub id: InvitationId,
    /// Its personalized link.
    pub link: &'a str,
}

/// Keeps the words.
///
/// # Errors
/// `Stale` when somebody else changed them, `TooLate` when they cannot be changed any more.
pub(super) fn save(
    tx: &mut Tx<'_>,
    draft: Draft<'_>,
    words: &DraftText,
    now: Timestamp,
) -> Result<Invitation, DraftError> {
    let (by, id) = (draft.by, draft.id);
    let old = queries::find(tx.conn(), by.scope, id)?;
    if !Act::Edit.is_possible(old.state) {
        return Err(DraftError::TooLate);
    }
    recipient::check_of(tx.conn(), draft.rules, &old, &words.recipient)??;
    let body = messages::to_stored(&words.body, draft.link);
    let changes = Changes::default()
        .withheld("Recipient", old.recipient != words.recipient)
        .value("Subject", &old.subject, &words.subject)
        .withheld("Message", old.body != body);
    if changes.is_empty() {
        return Ok(old);
    }
    if !queries::save_words(
        tx,
        by.scope,
        id,
        words.version,
        (&words.recipient, &words.subject, &body),
    )? {
        return Err(DraftError::Stale);
    }
    let saved = InvitationEvent::new(SAVED, &old).changing(changes);
    activity::record(tx, by, &saved, now)?;
    Ok(queries::find(tx.conn(), by.scope, id)?)
}

/// In which way a draft was handed out by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryMethod {
    /// Done.
    Done,
    /// Opened in email.
    Email,
    /// Copied.
    Copy,
    /// Downloaded.
    Eml,
}

impl DeliveryMethod {
    fn event(self) -> EventKind {
        match self {
            Self::Done => READY,
            Self::Email => OPENED_IN_EMAIL,
            Self::Copy => COPIED,
            Self::Eml => DOWNLOADED,
        }
    }
}

/// Keeps the words, makes the link live, and records how it was handed out.
///
/// # Errors
/// `Link` when the text has not the link once; nothing is changed then.
pub fn hand_out(
    tx: &mut Tx<'_>,
    draft: Draft<'_>,
    words: &DraftText,
    how: DeliveryMethod,
    now: Timestamp,
) -> Result<Invitation, DraftError> {
    match messages::check(&words.body, draft.link) {
        LinkState::Right => {}
        wrong => return Err(DraftError::Link(wrong)),
    }
    let (by, id) = (draft.by, draft.id);
    let together = party_lock::hold(tx, by, id)?;
    let invitation = save(tx, draft, words, now)?;
    go_live(tx, &invitation, &together, now)?;
    activity::record(tx, by, &InvitationEvent::new(how.event(), &invitation), now)?;
    Ok(queries::find(tx.conn(), by.scope, id)?)
}

/// Makes a draft's link live and freezes its wording; changes nothing when it is live already.
fn go_live(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    together: &HeldParties,
    now: Timestamp,
) -> Result<(), DraftError> {
    if invitation.state == State::Draft {
        let hash = frozen(tx, invitation, together, now)?;
        queries::make_ready(tx, invitation, &hash, now)?;
    }
    Ok(())
}

/// The wording, kept; for two partners only while they work together.
pub(super) fn frozen(
    tx: &mut Tx<'_>,
    invitation: &Invitation,
    together: &HeldParties,
    now: Timestamp,
) -> Result<String, DraftError> {
    if !together.stands() {
        return Err(DraftError::PartnershipEnded);
    }
    Ok(terms::freeze(tx, invitation, &together.parties, now)?)
}

/// Keeps the words and queues the letter.
///
/// # Errors
/// See [`DraftError`]; nothing is changed then.
pub fn send_draft(
    tx: &mut Tx<'_>,
    draft: Draft<'_>,
    product: &str,
    words: &DraftText,
    now: Timestamp,
) -> Result<Invitation, DraftError> {
    match messages::check(&words.body, draft.link) {
        LinkState::Right => {}
        wrong => return Err(DraftError::Link(wrong)),
    }
    let together = party_lock::hold(tx, draft.by, draft.id)?;
    let invitation = save(tx, draft, words, now)?;
    go_live(tx, &invitation, &together, now)?;
    send(tx, draft.by, draft.rules, product, draft.id, now)
}

/// Queues the same letter again, with the same link; the time until the link ends starts again.
///
/// # Errors
/// See [`DraftError`]; nothing is changed then.
pub fn send(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    rules: &ConsentRules,
    product: &str,
    id: InvitationId,
    now: Timestamp,
) -> Result<Invitation, DraftError> {
    identity::lock_partner(tx, by.scope)?;
    let invitation = queries::find(tx.conn(), by.scope, id)?;
    recipient::check_of(tx.conn(), rules, &invitation, &invitation.recipient)??;
    queue(tx, by, product, &invitation, now)?;
    Ok(queries::find(tx.conn(), by.scope, id)?)
}

fn queue(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    product: &str,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<(), DraftError> {
    let id = invitation.id;
    if !Act::Send.is_possible(invitation.state_now(now)) {
        return Err(DraftError::TooLate);
    }
    if !invitation.body.contains(SECRET_MARK) {
        return Err(DraftError::Link(LinkState::Missing));
    }
    let is_full = address_is_full(tx, &invitation.recipient, now)?;
    if !queries::mark_sent(tx, invitation, now)? {
        return Err(DraftError::JustSent);
    }
    if is_full {
        return Err(DraftError::AddressLimit);
    }
    let letter = Letter {
        kind: KIND,
        event_key: format!("{} {id} {}", KIND.as_str(), now.rfc3339()),
        partner: Some(invitation.partner_id),
        invitation: Some(id),
        to: Mailbox {
            name: invitation.recipient_name.clone(),
            email: invitation.recipient.clone(),
        },
        sender: Some(Mailbox {
            name: by.staff.name.clone(),
            email: by.staff.email.clone(),
        }),
        subject: invitation.subject.clone(),
        body: invitation.body.clone(),
        footer: Texts::of(invitation.language)
            .invitation_footer(InvitationFooter {
                sender: &by.staff.name,
                partner: &by.staff.partner.legal_name,
                address: &by.staff.email,
            })
            .into_owned(),
        secret: Some(invitation.secret()),
        give_up_at: None,
    };
    mail::enqueue_in(tx, &letter, product, invitation.language, now)?;
    let kind = match invitation.sent_at {
        Some(_) => REMINDED,
        None => SENT,
    };
    activity::record(tx, by, &InvitationEvent::new(kind, invitation), now)?;
    Ok(())
}

/// Makes the link of a draft that was begun in this transaction live, and queues its letter if this server sends it.
pub fn hand_over_new(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    parties: &[Party],
    draft: Invitation,
    product_to_send: Option<&str>,
    now: Timestamp,
) -> Result<(), DraftError> {
    let hash = terms::freeze(tx, &draft, parties, now)?;
    queries::make_ready(tx, &draft, &hash, now)?;
    let Some(product) = product_to_send else {
        activity::record(tx, by, &InvitationEvent::new(READY, &draft), now)?;
        return Ok(());
    };
    let ready = Invitation {
        state: State::Ready,
        ready_at: Some(now),
        expires_at: Some(now.plus(Duration::days(draft.expires_in.into()))),
        terms_hash: Some(hash),
        ..draft
    };
    queue(tx, by, product, &ready, now)
}

/// Notes that the draft was taken as a file.
pub(super) fn note_download(
    tx: &mut Tx<'_>,
    by: &CustomerManager,
    id: InvitationId,
    now: Timestamp,
) -> db::Result<Invitation> {
    let invitation = queries::find(tx.conn(), by.scope, id)?;
    activity::record(tx, by, &InvitationEvent::new(DOWNLOADED, &invitation), now)?;
    Ok(invitation)
}
