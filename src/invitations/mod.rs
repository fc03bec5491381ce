//! Invitations: one ask of one company, from the draft to the answer.
//!
//! ```text
//! draft ──Done──▶ ready ──Send──▶ sent            (opened: noted once, changes nothing)
//!   │               │  ◀─New link─┤ ▲ └Remind
//!   │               ├──────────────┤ └── expired ──New link──▶ ready
//!   └──Revoke──▶ revoked           ├──▶ accepted | declined
//!                                  └──▶ expired, when its time runs out
//! ```
//!
//! The personalized link is derived, not stored; it lives in `ready` and `sent` alone. The wording to agree
//! to is frozen when the link goes live. Accepting needs the link, a code mailed to the address that was
//! invited, and the wording's hash; the guarded update in `queries::accept` makes sure that an invitation is
//! answered once. Staff never accept: they hold the link by design.
//!
//! Files: `invite_`, `draft_` and `list_handlers` are the staff's pages; `answer_` and `refusal_handlers` the
//! customer's, over `code_` and `acceptance_service`; `letter`, `terms`, `words` and `notices` hold what is said.

mod acceptance_service;
pub mod answer_handlers;
mod answer_pages;
mod ask;
mod channel_queries;
mod code_queries;
mod code_service;
mod desk_handlers;
pub mod draft_handlers;
mod draft_pages;
mod draft_service;
mod invite_form;
pub mod invite_handlers;
mod invite_service;
mod letter;
mod lines;
pub mod list_handlers;
mod model;
mod notices;
mod party_queries;
mod queries;
pub mod refusal_handlers;
mod terms;
mod visit_handlers;
mod words;

pub use acceptance_service::{AnswerError, accept, decline, note_opened};
pub use ask::{Ask, Together};
pub use channel_queries::{ChannelFigures, ChannelRow, by_channel};
pub use code_queries::{CodeRequest, count_try, find as find_code_request};
pub use code_service::{CodeError, Person, request_code};
pub use draft_service::{
    DraftError, HandOut, Words, hand_out, renew_link, revoke, send, send_draft,
};
pub use invite_service::{InviteError, invite};
pub use letter::{LinkState, check as check_link, put_back};
pub use model::{Channel, Invitation, Party, Refusal, State};
pub use party_queries::parties;
pub use queries::{by_token_hash, find};
pub use terms::find as find_terms;

use crate::{
    activity::{self, Action, Actor, Line},
    customers,
    db::{self, Conn, Tx, ids::UserId, types::Timestamp},
    identity::{Counts, Scope},
    mail::Mail,
};

/// Invitations that a partner may begin a day, when the operator has set it.
#[derive(Debug, Clone, Copy)]
pub struct DailyLimit(pub Option<i64>);

/// The numbers beside the navigation.
///
/// # Errors
/// When the database does not answer.
pub fn nav_counts(
    conn: &mut Conn,
    scope: Scope,
    user: UserId,
    notified_until: Timestamp,
    now: Timestamp,
) -> db::Result<Counts> {
    Ok(Counts {
        unread: activity::unread(conn, user, notified_until)?,
        waiting: queries::waiting(conn, scope, now)?,
    })
}

/// A mail was given up: its sender is told.
///
/// # Errors
/// When a row cannot be written.
pub fn mail_failed(tx: &mut Tx<'_>, mail: &Mail, answer: &str, now: Timestamp) -> db::Result<()> {
    let (Some(partner), Some(id)) = (mail.partner_id, mail.invitation_id) else {
        return Ok(());
    };
    let invitation = queries::find(tx.conn(), Scope::of_housekeeping(partner), id)?;
    let line = Line {
        notify: Some(invitation.created_by),
        ..system_line(&invitation, Action::MailFailed, answer)
    };
    activity::record(tx, line, now)
}

fn system_line<'a>(invitation: &'a Invitation, action: Action, detail: &'a str) -> Line<'a> {
    Line {
        partner: invitation.partner_id,
        actor: Actor::System,
        action,
        entry: invitation.entry_id,
        company: &invitation.company_name,
        invitation: Some(invitation.id),
        detail,
        notify: None,
    }
}

/// Ends up to `limit` invitations whose time is over, and returns how many there were.
///
/// # Errors
/// When a row cannot be written.
pub fn expire_due(tx: &mut Tx<'_>, limit: i64, now: Timestamp) -> db::Result<usize> {
    let overdue = queries::overdue(tx.conn(), limit, now)?;
    for invitation in &overdue {
        expire_one(tx, invitation, now)?;
    }
    Ok(overdue.len())
}

/// An ask is over without acceptance: the entry goes back to what stood before it.
fn note_end(
    tx: &mut Tx<'_>,
    scope: Scope,
    invitation: &Invitation,
    now: Timestamp,
) -> db::Result<()> {
    match invitation.entry_id {
        Some(entry) => customers::note_end_of_ask(tx, scope, entry, now),
        None => Ok(()),
    }
}

fn expire_one(tx: &mut Tx<'_>, invitation: &Invitation, now: Timestamp) -> db::Result<()> {
    if queries::expire(tx, invitation.id, now)? {
        note_end(
            tx,
            Scope::of_housekeeping(invitation.partner_id),
            invitation,
            now,
        )?;
        activity::record(
            tx,
            system_line(invitation, Action::InvitationExpired, ""),
            now,
        )?;
    }
    Ok(())
}
