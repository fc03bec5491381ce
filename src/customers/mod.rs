//! Companies: the one shared record of a customer, and each partner's own entry for a company.
//!
//! A *customer* is made by the company's own acceptance and belongs to no partner. An *entry* is one
//! partner's view of one company, whatever stands between them, and is what its list shows:
//!
//! ```text
//! imported ──ask──▶ invited ──accepts──▶ connected ──removed──▶ former
//!    ▲                 │                     ▲                     │
//!    └──no answer──────┤                     └──────accepts────────┤
//!                      └──no answer, never imported──▶ former ──ask┘
//! ```
//!
//! Two partners that one consent connected with a customer have *joint* entries, until either relationship ends.
//!
//! An entry that names no customer yet is a *prospect*; no other partner sees it. An entry changes in the
//! transaction of what changes it.

mod domains;
mod entries;
mod joint;
mod lookup;
mod many;
mod model;
mod profile;
mod records;
mod responsible;

pub use domains::{
    CODE_TRIES, CustomerDomain, DomainProof, DomainState, begin_code, count_code_try, domains_of,
    end_domain_codes, find_domain, insert_domain, is_verified_domain, number_added, remove_domain,
    verified_domains, verify_domain,
};
pub use entries::{
    connect, ensure_prospect, insert_imported, insert_looked_up, mark_invited, note_end_of_ask,
    note_removal, number_of_entries,
};
pub use joint::{is_joint, join, joint_entries, part};
pub use lookup::{Prospect, by_company, entry_of, find, find_entry};
pub use many::{by_companies, by_domains, by_external_ids, note_other_portal};
pub use model::{Customer, Entry, ImportedFrom, Standing};
pub use profile::{Profile, keep_profile, profile_of, rename};
pub use records::{Acceptor, bind, customers_of, find_customer, hold, hold_all, speaking_for};
pub use responsible::{Responsible, hand_over, responsible, set_responsible};
