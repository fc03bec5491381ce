//! The log: who did what to which company, and when, with what it changed. An event is written in the transaction of the
//! change, export, copy or send that it tells of (product.md, rule 9), and nothing here is changed afterwards.
//!
//! Each slice declares its own kinds of events and says what there is to say of one ([`Event`]); this slice names none of
//! them. What the log shows is read with the list of all kinds ([`EventKinds`]), which stands above the slices and is
//! given to the pages below it by the app.
//!
//! An event as it was logged is a [`LoggedEvent`]: an *entry* is a company in a partner's list, a *record* its page.
//!
//! An event may be meant for somebody: then it is a notification of theirs until they have read it.

mod event;
mod kinds;
mod model;
mod people_events;
mod queries;
mod view;

pub use event::{By, Company, Event, Subject};
pub(crate) use kinds::event_kinds;
pub use kinds::{EventKind, EventKinds, Tone};
pub use model::{Change, Changes, LoggedEvent};
pub(crate) use people_events::{EVENTS, SetUpLinkMade};
pub use queries::{
    Filter, is_place, list, number_of, number_since, of_invitation, of_subject, record, unread,
};
pub use view::EventView;
