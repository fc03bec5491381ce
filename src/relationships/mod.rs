//! Reseller relationships, and the consents that make them.
//!
//! `active → ended`. There is no active relationship without a consent, and at most one active per partner,
//! customer and kind; the database says so too. A consent is never changed afterwards: the database refuses
//! it. Ended relationships stay as history. Removing one never touches delegated admin privileges.
//!
//! Many acts write the same rows: invitations, entries, relationships, joint entries. All take their locks in this one
//! order, so they cannot deadlock, and read what they rely on only after locking the row that protects it:
//!
//! ```text
//! 1  the partnership            partnerships::hold, end
//! 2  the partners, by key       identity::lock_partner(s)   everything of a partner: its invitations, entries,
//!                                                          relationships, and what it may begin a day
//! 3  the subjects of limits,    limits::has_room, hold_all
//!    by kind and text
//! 4  the invitation, its code   guarded updates
//! 5  the customer               customers::hold             joint entries, which belong to two partners
//! 6  entries, relationships, joint entries, privileges
//! 7  users of the customer, its subscriptions
//! 8  order requests
//! ```
//!
//! A transaction writes a row of level 4 or 6 only while it holds the lock of its partner, so two acts on rows of one
//! partner never overlap and need no order among those rows. Three acts write a single row without locking the partner,
//! and then take no other lock: the note that a link was opened, the count of tries at a code, and saving a draft. Whoever
//! acts on a customer's users holds the customer and reads the privileges under that lock, without the partner. Whoever
//! writes more than one row of level 6 or 7 holds the customers of all of them, in the order of their keys, also the jobs
//! that find them by a date: so no two of these ever wait for each other's rows. One that writes a single privilege by the
//! customer's link holds nothing else. The request of a code locks its limits, then the invitation. On SQLite the single writer is the lock for everything.
//!
//! What serialises each pair, in either order. `tests/integration/races` runs each pair at the same time and compares
//! list, joint entries, relationships and consents afterwards.
//!
//! | act | takes | writes |
//! |---|---|---|
//! | accept | partnership if joint, every partner named, invitation, customer | all of 4 to 6 |
//! | decline | sender, invitation | invitation, entry |
//! | revoke, send | sender, invitation | invitation, entry |
//! | new link, hand out | partnership if joint, sender, invitation | invitation, entry |
//! | begin an invitation, one or many | partnership if joint, sender, limits | invitation, entry |
//! | running out | partner, invitation | invitation, entry |
//! | import | partner | entries |
//! | remove a relationship | partner, customer | entry, relationships, joint entries of both sides, carts of the partner, order requests that it sent or that came to it, a report; where it is ticked, the partner's privileges over the customer, and the choice of the subscriptions that it sells to it |
//! | order | partnership with the reseller of record, both partners, customer | order, its lines, subscriptions of the customer; the cart |
//! | more licenses of a subscription; another reseller of record | partnership with the reseller of record, both partners, customer | order and line; the subscription, what is scheduled for it |
//! | fewer licenses; cancel | partner, customer | order and lines; the subscription, what is scheduled for it |
//! | suspend, resume, name a subscription, choose or schedule its renewal | partner, customer | the subscription, what is scheduled for it |
//! | fill a cart | partner, customer | the person's own cart |
//! | send an order request | the reseller, customer | the request, its lines; the person's own cart |
//! | approve an order request | what the order or the act takes | what that writes; the request, its lines |
//! | decline an order request, or take it back | nothing else | the request |
//! | ending order requests, and warning of their end | the partners of all of them, by key | order requests |
//! | end a partnership | partnership, both partners | partnership, joint invitations of both, their entries, order requests of the two, carts of the reseller with lines of the provider, a report of each |
//! | accept a partnership | partnership if active, both partners, invitation | invitation, partnership |
//! | disable a partner | partner | partner |
//! | an act on a customer's users | customer, the partner's privileges over it; for a letter the limit of its address, too | users of the customer, their links |
//! | a user sets a password | customer | the user, their links |
//! | a step of an upload of users | its job, customer, the partner's privileges over it | users of the customer, rows of the upload |
//! | end privileges, one or many | partner, their customers by key, the privileges | privileges |
//! | end or switch privileges by the customer's link | the privileges | privileges |
//! | look at a customer by privileges, once a day | customer, the partner's privileges over it | when they were used |
//! | purging; ending links that are over | the customers by key | users, links |
//! | ending, extending and warning of privileges; noting that they are not used | the customers by key | privileges |
//!
//! - *accept × accept*, one invitation: the guarded update; two invitations of one partner: the partner; of two partners
//!   for one company: the unique verified domain, then the customer.
//! - *accept × decline, revoke, new link, running out*: the sender, then the guard, which asks for the state, the time and
//!   the version of the link.
//! - *accept × remove*: the partner. Either the removal sees the new relationship and says that it has changed, or the
//!   acceptance finds none and makes one. *accept × remove by the other partner*, *remove × remove by both*: the customer.
//! - *accept × import, begin*: the partner. *accept × disable*: the partner, whose status is read after it is held.
//! - *accept, new link, hand out, begin × end of the partnership*: the partnership. *revoke, running out, decline × end of
//!   the partnership*: the partner.
//! - *remove × remove, import, begin* by one partner: the partner. *remove × end of the partnership*: the partner; they
//!   share no row, since relationships outlive a partnership.
//! - *accept a partnership × the same, or the ask of the other side*: the guard, or both partners; then the unique active
//!   partnership. *× end of the partnership*: the partnership.
//! - *running out × anything of the partner*: the partner; several that run out are ended one partner at a time.
//!
//! - *order × remove the relationship of the seller, or of the reseller of record*: the partner. *order × end of the
//!   partnership*: the partnership. *order × order of one seller*: the partner, which also counts its numbers; *of two sellers
//!   for one customer*: the customer, whose pooled licenses are counted under it.
//! - *any two of approving, declining, taking back and ending one order request*: the guarded update of its row, which asks for
//!   the state and the time; what was ordered or changed by the one that comes second is undone with it. *Send × remove the
//!   relationship of either side*: the reseller, or the customer. *Send × end of the partnership*: the reseller.
//! - *any two acts on the staff of one partner*: the partner, behind which it is asked again whether the person may. *× setting a
//!   password, signing in*: the person's row.
//! - *any two acts on one subscription*: the customer, then the guarded update of its row, which asks for the version and the
//!   state that were looked at.
//! - *remove, also with privileges and renewals × any act on a subscription, a privilege or a user of the customer*: the customer. The
//!   report is written from what is read under it.
//! - *anything that becomes of privileges × the same*: the guarded update of their row, which asks for the state and the
//!   end that were looked at. *Establish or remove a relationship × anything of privileges*: they share the note that a
//!   relationship stands beside them alone, which a trigger writes after level 6.
//!
//! Pairs that cannot meet: *remove × revoke, new link, decline* share the entry alone, and each writes it from one standing
//! only. *import × revoke, decline, new link*: an import makes entries and leaves those that are there. *end of a
//! partnership × import, or × invitations of one partner alone* share no row. *disable a member of staff × anything of customers*: the
//! role is read when a request begins; what passes to a colleague is written under the partner.
//!
//! `partner-center verify` names rows that do not agree all the same.

mod events;
mod model;
mod queries;
mod service;

pub(crate) use events::EVENTS;
pub use model::{Consent, Relationship, STATEMENTS, STATEMENTS_VERSION, State};
pub use queries::{active_of, consent, consent_of_invitation, insert_consent, sellers_of};
pub use service::{Removal, RemoveError, establish, remove};
