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
//! A new link raises the version, which every answer is asked for: the old link answers nothing from that moment on. Its
//! hash is kept, so that whoever still holds it reads that there is a newer one, and nothing else. What is met as overdue
//! is ended at once (`overdue`), so that it stays so when the clock is put back.
//!
//! An invitation without an entry asks another partner for a partnership: the same draft, a link of its own purpose,
//! answered by a signed-in Global admin of the domain that was asked. Every act on one takes a Global admin of its
//! own side, too, which the desk sees to.
//!
//! Files: `invite_`, `draft_` and `list_handlers` are the staff's pages; `answer_` and `refusal_handlers` the
//! customer's, over `code_` and `acceptance_service`; `link_service` takes links back and replaces them; the `partnership_` files are about partners; `template_handlers`
//! are those of message templates. `letter`, `placeholders`, `terms` and `notices` say what is said, `texts` says
//! it to the customer in each language.

mod acceptance_service;
mod address_limits;
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
mod filling;
mod foreign;
mod invite_form;
pub mod invite_handlers;
mod invite_service;
mod letter;
mod lines;
mod link_queries;
mod link_service;
pub mod list_handlers;
mod many_queries;
mod model;
mod notices;
mod overdue;
pub mod partnership_answer_handlers;
mod partnership_answer_service;
pub mod partnership_ask_handlers;
mod partnership_ask_service;
mod partnership_pages;
mod partnership_queries;
mod partnership_words;
mod party_queries;
mod placeholders;
mod queries;
mod reading;
mod recipient;
pub mod refusal_handlers;
mod renewal_queries;
mod renewal_service;
pub mod template_handlers;
mod template_pages;
mod template_queries;
mod template_service;
mod templates;
mod terms;
mod texts;
mod together;
mod visit_handlers;

pub use acceptance_service::{Acceptance, AnswerError, accept, decline, note_opened};
pub use address_limits::{address_is_full, hold_addresses};
pub use ask::{Ask, Together};
pub use channel_queries::{ChannelFigures, ChannelRow, by_channel};
pub use code_queries::{CodeRequest, count_try, find as find_code_request};
pub use code_service::{CodeError, Person, request_code};
pub use draft_service::{
    Draft, DraftError, HandOut, Words, hand_out, hand_over_new, send, send_draft,
};
pub use filling::{Values, fill};
pub use foreign::{Foreign, ForeignLinks, words as sites_in_words};
pub use invite_form::{InviteForm, Partners, Settings};
pub use invite_service::{Desk, InviteError, begin, invite, left_today, open_desk, who_asks};
pub use letter::{LinkState, check as check_link, put_back};
pub use link_service::{renew_link, revoke};
pub use many_queries::open_of_entries;
pub use model::{Channel, Invitation, Party, Refusal, State};
pub use overdue::EndOverdue;
pub use partnership_answer_service::{
    PartnershipAnswerError, accept_partnership, decline_partnership,
};
pub use partnership_ask_service::{
    OpenJoint, PartnershipAsk, PartnershipAskError, ask_partner, open_joint, stop_joint,
};
pub use partnership_queries::open_partnership_asks;
pub use party_queries::parties;
pub use placeholders::{Occasion, Place, Placeholder, check, known};
pub use queries::find;
pub use recipient::Refused;
pub use renewal_queries::newest_links;
pub use renewal_service::{Reissued, reissue};
pub use template_queries::used as used_template;
pub use templates::Template;
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
