//! What a person may do to a customer: two things are asked each time, what stands between the partner and the customer,
//! and the person's role.
//!
//! `acts` is the one place that says which act needs what. A handler takes the proof as an argument,
//! [`CustomerRequest`], and the service behind it takes [`Granted`]. What stands between the two is judged when the
//! request comes, and again inside the transaction that changes something, where it is held: a privilege that ends between
//! page and press changes nothing. Lock order as in [`crate::relationships`]: the customer, then the partner's privileges
//! over it.
//!
//! A refusal says what is missing, and starts the way to it.

mod acts;
mod blocked;
mod head;
mod logs;
mod named;
mod queries;
mod refusal;
mod request;

pub use acts::{
    Annotate, AssignLicenses, Between, CustomerAct, FillCart, MailPasswordLinks, ManageAdmins,
    ManageBillTo, ManageProfile, ManageSubscriptions, ManageUsers, NameSubscriptions, Needs,
    PlaceOrder, SeeLicenses, SeeUsers,
};
pub(crate) use blocked::{Blocked, Lack, what_lacks, why_blocked};
pub(crate) use head::{Head, Tab};
pub(crate) use logs::{log_for_all, log_in_all};
pub(crate) use named::NamedAct;
pub use queries::between;
pub(crate) use queries::look;
pub use refusal::{missing, step};
pub use request::{CustomerRequest, Granted};
