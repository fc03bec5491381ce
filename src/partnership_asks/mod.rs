//! Asking another partner for a partnership: an invitation without an entry of the list.
//!
//! It has the same draft and a link of its own purpose, and is answered by a signed-in Global admin of the domain that was
//! asked. Every act on one takes a Global admin of its own side, too.

mod answer_handlers;
mod answer_service;
mod ask_handlers;
mod ask_service;
mod events;
mod found;
mod pages;
mod queries;
mod routes;

pub use answer_service::{PartnershipAnswerError, accept_partnership, decline_partnership};
pub use ask_service::{
    OpenJoint, PartnershipAsk, PartnershipAskError, ask_partner, open_joint, stop_joint,
};
pub(crate) use events::EVENTS;
pub use queries::open_partnership_asks;
pub use routes::routes;
