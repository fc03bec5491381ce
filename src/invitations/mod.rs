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
//! The personalized link is derived from a key and not stored; it works only in `ready` and `sent`. The wording to
//! agree to is frozen when the link goes live. [`crate::consent`] is the page behind the link; the guarded update in
//! `queries::mark_accepted` ensures that an invitation is answered once.
//!
//! A new link has a higher version, which every answer checks, so the old link stops working at that moment. Its hash
//! is kept: whoever still has the old link reads that there is a newer one, and nothing else. An invitation found to be
//! overdue is ended at once (`overdue`), so that it stays ended when the clock is set back.
//!
//! An invitation without an entry asks another partner for a partnership ([`crate::partnership_asks`]): the same draft,
//! with a link of another purpose. Only a Global admin may act on one, which `InvitationRequest` ensures.
//!
//! Files: `invite_` begins one, `draft_` shows it and hands it out, `list_handlers` list them; `link_service` takes
//! links back and replaces them; `party_lock` holds who asks; `terms` and `notices` say what is agreed to and told.

mod address_limits;
mod ask;
mod ask_view;
mod channel_queries;
mod daily_limit;
mod draft_form_handlers;
mod draft_handlers;
mod draft_pages;
mod draft_service;
mod events;
mod invitation_request;
mod invite_form;
mod invite_handlers;
mod invite_page;
mod invite_partners;
mod invite_service;
mod link_queries;
mod link_service;
mod list_handlers;
mod many_queries;
mod model;
mod notices;
mod overdue;
mod overdue_queries;
mod partnership_words;
mod party_lock;
mod party_queries;
mod queries;
mod recipient;
mod renewal_queries;
mod renewal_service;
mod routes;
mod terms;

pub use address_limits::{address_is_full, hold_addresses};
pub use ask::{Ask, JointWith};
pub(crate) use ask_view::AskView;
pub use channel_queries::{ChannelFigures, ChannelRow, by_channel};
pub use daily_limit::DailyLimit;
pub(crate) use daily_limit::day_is_full;
pub use draft_service::{
    DeliveryMethod, Draft, DraftError, DraftText, hand_out, hand_over_new, send, send_draft,
};
pub use events::mail_failed;
pub(crate) use events::{
    DECLINED, DRAFTED, EVENTS, InvitationEvent, MAIL_FAILED, OPENED, REVOKED, note_end,
};
pub use invite_form::{InviteForm, Settings, names_of};
pub use invite_partners::Partners;
pub use invite_service::{InviteError, Quota, begin, invite, left_today, open_quota, who_asks};
pub(crate) use link_queries::{
    Behind, behind_customers_link, behind_partners_link, take_turn_for_code,
};
pub use link_service::{renew_link, revoke};
pub use many_queries::open_of_entries;
pub(crate) use model::Dead;
pub use model::{Channel, Invitation, Party, Refusal, State};
pub(crate) use notices::{tell_both_sides, tell_other_partner, tell_sender};
pub use overdue::EndOverdue;
pub(crate) use overdue::{end_if_overdue, expire_one};
pub(crate) use partnership_words::{FirstDraft, PartnershipView, first_subject, side_of};
pub(crate) use party_lock::{HeldParties, hold_parties};
pub(crate) use party_queries::insert_party;
pub use party_queries::parties;
pub(crate) use queries::waiting as number_waiting;
pub(crate) use queries::{
    WAITING, begun_since, insert, mark_accepted, mark_declined, mark_opened, mark_revoked,
};
pub use queries::{find, hand_over, is_unanswered};
pub use recipient::Refused;
pub(crate) use recipient::{check_outsider, insiders};
pub use renewal_queries::newest_links;
pub use renewal_service::{Reissued, reissue};
pub use routes::routes;
pub use terms::find as find_terms;
