//! Partner Center: a customer's provable consent that a partner may act for it, and what follows from it.
//!
//! # Slices
//! A folder is a *slice*: one noun of the trade with its rules, statements, pages and letters. Inside, the
//! order is `handlers → service → queries → model`: handlers parse, call and answer; services are the
//! user's verbs; queries hold all SQL; models hold rules without input or output. A slice is used from outside
//! through the re-exports of its `mod.rs`, and only the slice that owns a table writes it.
//!
//! # Order
//! A module may import only those before it, and no two files need each other; `tests/architecture.rs` holds this:
//!
//! ```text
//! error · text · db · clock · jobs · domains         what everybody may use
//! language · translations · limits
//! secrets · paths                                    keys and links; addresses
//! mail · web                                         letters; HTTP without business
//! identity · activity                                who acts; what was done
//! partnerships · customers                           who works together; who is served
//! privileges · relationships                         what was granted
//! customer_access                                    what that allows whom
//! customer_tags · customer_notes                     what a partner keeps about a customer for itself
//! texts · messages                                   what is said to customers, and by partners
//! prices · charges                                   what sellers sell, and for how much; what a part of it costs
//! licenses · directory                               which licenses a customer has, and who holds them; its users
//! orders · subscriptions                             what was ordered, and what came of it
//! role_templates                                     what is asked for again and again
//! invitations · consent · partnership_asks           the ask, and its answer by a customer or a partner
//! uploads · price_import                             many rows at once, and those of price lists
//! customer_import · bulk_invitations                 many companies at once
//! user_import · license_assignment                   many users at once; who holds which licenses, and giving and taking them
//! incidents                                          what is wrong with what sellers keep, and whom it concerns
//! services                                           what licenses include, and the way into its administration
//! customer_account · carts                           its profile and domains, where bills go; what is to be ordered for it
//! subscription_changes · renewals                    what people, and what the time, do with what was ordered
//! order_requests                                     what resellers ask their providers to order and to change
//! privilege_changes · privilege_list                 what becomes of what was granted
//! removal_reports                                    what is kept of a removal
//! customer_record · customer_list                    how it is looked at
//! partnership_list · staff · dashboard               who one works with, and who works here
//! activity_log
//! installation                                       the keys that belong to the database
//! health · upkeep · verify · demo · routes · app     the site
//! config · cli · main                                the process
//! ```
//!
//! [`db::ids`] names every kind of key on one page, so that a lower slice can carry the key of a higher one.
//!
//! # What is added often
//! - A *list* takes one file: its filters ([`web::list::Filters`]) beside its handler, which gives [`web::list::ListView`]
//!   the page that [`db::keyset::Order`] read. `invitations/list_handlers.rs` is one; those of `activity_log`, `customer_list`
//!   and `partnership_list`, which are larger, have their filters in a file beside. Its headings, chips, pages, the
//!   address of its file ([`web::csv::stream`]) and what is refused follow. `tests/integration/plans.rs` asks both
//!   databases whether an index serves.
//!
//! # What the types prove
//! - [`identity::Request`] is a handler's argument, with the permission as its type: a page that needs a role cannot forget to
//!   ask for it; for an act on a customer it is [`customer_access::CustomerRequest`]. Services take the proof that it
//!   holds, [`identity::Authorized`]. What anybody may open takes a [`web::public_request::PublicRequest`], or an
//!   extractor around one that has looked behind a link.
//! - A person has a set of [`identity::Roles`], and may do what any of them may. Whoever comes in by a session is a
//!   [`identity::Principal`]: another kind of actor is a variant of it, and the compiler asks wherever one is looked at.
//! - Functions of handlers have at most 25 lines, which `tests/architecture/handlers.rs` counts.
//! - [`identity::Scope`] confines a query to one partner; there is no listing without one, and it comes from the session or
//!   from a loaded row that says whose it is. Another partner's object is not found, like one that does not exist.
//! - [`db::Tx`] exists only inside [`db::Db::write`]: whatever takes one runs in a transaction, and a
//!   synchronous closure cannot wait for a network in the middle of it.
//! - Each change of state is a guarded update (`… WHERE state IN …`); the number of rows says who was first. Rows that
//!   several acts write are locked in the one order that [`relationships`] has.
//! - Every text for customers is a function with that text's arguments (`translations`, from the Fluent files in the
//!   folder of the same name): what is missing in a language, or takes other values, does not compile.
//! - Time is an argument. Handlers and workers ask [`clock::Clock`]; nothing below them does.
//! - Links and codes are derived from keys outside the database ([`secrets::Secrets`]); rows hold hashes.
//!
//! # One request walked through
//! A customer presses *Accept* on `POST /i/{token}/acceptance`:
//! 1. [`web::connections`] has a seat for the connection, and watches how long it keeps the server waiting;
//!    `web::log` gives the request an id; `web::security` refuses floods, other sites' forms and text that is
//!    not text; `web::error_page` waits outside the handler to turn an [`error::AppError`] into a page.
//! 2. `consent::routes` names the handler. It finds the invitation by the hash of the token,
//!    counts the try at the code in a transaction of its own, and compares.
//! 3. One [`db::Db::write`]: the partnership of a joint invitation and the partners named are held first; the guarded
//!    update answers the invitation once; `customers` finds or makes the shared record, by what the address proves
//!    ([`domains`]); `relationships` keeps the consent and connects every partner named in it; `privileges` begins what
//!    was granted; `activity` writes a line for each; `mail` queues the letters. All of it, or nothing.
//! 4. The answer is 303 to the receipt. The mail worker finds the letters, puts in what must not be
//!    stored, and sends them; the staff member sees the notification.
//!
//! # Processes
//! `serve` ([`cli`]) runs [`app::server`], the mail worker and the runner of [`jobs`] on one runtime; SIGTERM stops the
//! mail worker (which has ten seconds for what is under way) and the server, then the runner after the step that it is
//! at, and [`upkeep`] leaves the database tidy; a second one ends the process at once. The [`demo`] runs the same, on a
//! database filled through the same services.
//!
//! # A new event
//! The slice that causes it declares its kind in its `events.rs` with `activity::event_kinds!` (code, label, tone), and
//! implements [`activity::Event`] on a type with what there is to say: what it happened to (any key that has a name in
//! [`db::ids`]), the company, a detail, and [`activity::Changes`], before and after. Whoever makes the change calls
//! [`activity::record`] in the same transaction, with the proof of who acts, or [`activity::By`] where nobody is signed in.
//! A first event of a slice adds its `EVENTS` to [`activity_log::KINDS`], which the compiler asks for; the code is added to
//! the test there. Lists, filters, files, histories and notifications show it from then on. `messages/events.rs` and
//! `template_service.rs` do all of it; `invitations/events.rs` has many kinds of one shape.
//!
//! # A new job
//! One file in its slice, with a type that implements [`jobs::Job`], and its line in `app::jobs`: see
//! `privilege_changes/expiry.rs`, `invitations/overdue.rs`, `identity/forget_over.rs`, `uploads/forget.rs`. Where and how often
//! it runs, leases, pauses after a failure and counting are the runner's. Three things are no jobs of that table: letters,
//! whose own table is their queue ([`jobs`] says why); the daily look for damage in an SQLite file ([`upkeep`]), which
//! each process does for itself, because what it finds is told by that process and takes longer than a step may; and the
//! folder of letters that came back ([`mail::DropFolder`]), which belongs to the machine of a process.

//!
//! # A new upload
//! One file in its slice, with a type that says how its files are read, how rows are judged and what its pages say
//! (`uploads::Upload`), one that carries rows out (`uploads::CarryOut`), and its line in `app::jobs`:
//! `customer_import/kind.rs`, `bulk_invitations/kind.rs`, `user_import/kind.rs`. Reading in the background, the preview, confirming, stopping and
//! going on, progress and the counts by verdict are [`uploads`]'; what is set once for all rows is the kind's own type in
//! one JSON column. Its form and its route stand beside that, as `customer_import/handlers.rs` shows.

#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test stops where it fails"
    )
)]

pub mod activity;
pub mod activity_log;
pub mod app;
pub mod bulk_invitations;
pub mod carts;
pub mod charges;
pub mod cli;
pub mod clock;
pub mod config;
pub mod consent;
pub mod customer_access;
pub mod customer_account;
pub mod customer_import;
pub mod customer_list;
pub mod customer_notes;
pub mod customer_record;
pub mod customer_tags;
pub mod customers;
pub mod dashboard;
pub mod db;
pub mod demo;
pub mod directory;
pub mod domains;
pub mod error;
pub mod health;
pub mod identity;
pub mod incidents;
pub mod installation;
pub mod invitations;
pub mod jobs;
pub mod language;
pub mod license_assignment;
pub mod licenses;
pub mod limits;
pub mod mail;
pub mod messages;
pub mod order_requests;
pub mod orders;
pub mod partnership_asks;
pub mod partnership_list;
pub mod partnerships;
pub mod paths;
pub mod price_import;
pub mod prices;
pub mod privilege_changes;
pub mod privilege_list;
pub mod privileges;
pub mod relationships;
pub mod removal_reports;
pub mod renewals;
pub mod role_templates;
pub mod routes;
pub mod secrets;
pub mod services;
pub mod staff;
pub mod subscription_changes;
pub mod subscriptions;
pub mod text;
mod texts;
mod translations;
pub mod upkeep;
pub mod uploads;
pub mod user_import;
pub mod verify;
pub mod web;
