//! Partners, their staff, and who is at the other end of a request.
//!
//! A handler takes its permission as an argument ([`Request`], [`Authorized`]); a query starts from a [`Scope`], which
//! only this slice makes. The session cookie holds a random key; the row in `user_sessions` under its SHA-256
//! is what makes it valid: 30 minutes idle, 8 hours in all. Roles, status and session are read on every
//! request, so a change counts at once.
//!
//! What was typed into a form is not lost with the session ([`keep_forms`]): it is kept for the same person, who sees it
//! after signing in and decides.

mod access;
mod attempts;
mod forget_over;
mod guessing;
mod hashing;
mod insiders;
mod keeping;
mod kept_form_handlers;
mod kept_form_page;
mod kept_forms;
mod layout;
mod model;
mod password;
mod password_handlers;
mod password_links;
mod password_service;
mod permissions;
mod queries;
mod renewal;
mod request;
mod routes;
mod scope;
mod service;
mod session;
mod session_handlers;
mod sessions;
mod shell;
mod sign_in_handlers;
mod sign_in_service;
mod staff_queries;

pub use access::{Authorized, CustomerManager, PartnershipManager, Principal, Signed, Staff};
pub use forget_over::ForgetOver;
pub use insiders::Insiders;
pub use keeping::keep_forms;
pub use layout::{DemoMailbox, Denied, Layout};
pub use model::{
    Partner, PartnerStatus, RelationshipKind, Role, Roles, User, UserStatus, country_name,
};
pub use password::{PasswordFault, hash_new_password, hash_password};
pub use password_service::{
    MailedLink, create_setup_link, end_of_reset_links, mail_reset_link, mail_set_up_link,
    set_up_event,
};
pub use permissions::{
    HandleLicenses, KeepNotes, ManageCustomers, ManagePartnerships, ManagePrices, ManageServices,
    ManageStaff, OpenServices, Permission, SeePrices, SupportUsers, View,
};
pub use queries::{
    active_among, active_partner, find_partner, has_this_role, has_users, insert_partner,
    insert_user, lock_partner, lock_partners, mark_notifications_read, partner_by_domain, partners,
    people_with, reachable, staff_of, told_of, user, user_by_email,
};
pub use renewal::{
    EndedLinks, end_all_sessions, end_password_links, newest_links as newest_password_links,
};
pub use request::Request;
pub use routes::routes;
pub use scope::{Owned, Scope};
pub use service::NewUser;
pub use shell::{Counts, NavCounts};
pub use staff_queries::{
    SetUpLink, end_links_of, end_sessions_of, has_other_global_admin, hold_user, invited_since,
    owner_of_set_up_link, sessions_of, set_roles, set_status, set_up_links,
};
