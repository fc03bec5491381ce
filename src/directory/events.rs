//! What this slice causes. An event names a user by key and domain: names and addresses stand in none of them, since an
//! event outlives the user whom it tells of.
//!
//! What staff of one partner do stands in the log of every partner that the same consent connected with the customer.

use std::borrow::Cow;

use super::{model::DirectoryUser, user_name::domain_part};
use crate::{
    activity::{self, By, Changes, Company, Event, EventKind, Subject, event_kinds},
    customer_access::{CustomerAct, Granted, log_for_all, log_in_all},
    customers::Entry,
    db::{
        self, Tx,
        ids::{CustomerId, DirectoryUserId, EntryId, PartnerId, UserId},
        types::Timestamp,
    },
    identity::{self, CustomerManager, Scope, Staff},
    text::thousands,
};

event_kinds! {
    /// A user was added.
    ADDED = "user_added", "User added", Ended;
    /// Many were added at once.
    MANY_ADDED = "users_added", "Users added", Ended;
    /// A user was changed.
    CHANGED = "user_changed", "User changed", Ended;
    /// A user was blocked.
    BLOCKED = "user_blocked", "User blocked", Ended;
    /// A blocked user can sign in again.
    UNBLOCKED = "user_unblocked", "User unblocked", Ended;
    /// A user was deleted.
    DELETED = "user_deleted", "User deleted", Ended;
    /// A deleted user was restored.
    RESTORED = "user_restored", "User restored", Ended;
    /// The time in which a deleted user could be restored is over.
    PURGED = "user_purged", "User purged", Ended;
    /// A user was mailed a link to set a password.
    LINK_MAILED = "user_password_link_mailed", "Password link mailed", Waiting;
    /// A letter with such a link could not be delivered.
    LETTER_FAILED = "user_password_letter_failed", "Password letter not delivered", Attention;
    /// A user has set their password.
    PASSWORD_SET = "user_password_set", "User's password set", Good;
    /// The list was exported.
    EXPORTED = "users_exported", "Users exported", Ended;
}

/// Something that happened to a user, or to the list of a customer's users.
struct UserEvent<'a> {
    kind: EventKind,
    /// None where it is about many.
    user: Option<DirectoryUserId>,
    entry: Option<EntryId>,
    customer: CustomerId,
    company: &'a str,
    detail: Cow<'a, str>,
    changes: &'a Changes,
    log: PartnerId,
}

impl Event for UserEvent<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        match self.user {
            Some(user) => user.into(),
            None => self.log.into(),
        }
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.entry,
            customer: Some(self.customer),
            name: self.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.detail)
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

impl<'a> UserEvent<'a> {
    /// The same in the log of a partner that knows the company by this entry.
    fn for_log(&self, partner: PartnerId, entry: EntryId) -> UserEvent<'a> {
        UserEvent {
            entry: Some(entry),
            log: partner,
            detail: self.detail.clone(),
            ..*self
        }
    }
}

fn who(user: &DirectoryUser) -> String {
    format!("User {} at {}", user.id, domain_part(&user.user_name))
}

/// What somebody of a partner did to a user.
pub(super) fn record<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    kind: EventKind,
    user: &DirectoryUser,
    changes: &Changes,
    now: Timestamp,
) -> db::Result<()> {
    let event = UserEvent {
        kind,
        user: Some(user.id),
        entry: Some(by.entry.id),
        customer: by.customer,
        company: &by.entry.name,
        detail: who(user).into(),
        changes,
        log: by.by.scope.partner_id(),
    };
    by_staff(tx, by, &event, now)
}

/// Many were added at once.
pub(super) fn added_many<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    count: usize,
    now: Timestamp,
) -> db::Result<()> {
    let count = thousands(i64::try_from(count).unwrap_or(i64::MAX));
    let event = about_many(by, MANY_ADDED, format!("{count} users"));
    by_staff(tx, by, &event, now)
}

/// A file of users that somebody of a partner has confirmed.
pub(crate) struct AddedFromFile<'a> {
    /// Of which customer they are.
    pub(crate) entry: &'a Entry,
    pub(crate) customer: CustomerId,
    pub(crate) count: i32,
    pub(crate) file_name: &'a str,
}

/// Users of a file were added; `by` whoever confirmed it, where they are still there.
pub(crate) fn tell_added(
    tx: &mut Tx<'_>,
    scope: Scope,
    by: Option<&CustomerManager>,
    added: &AddedFromFile<'_>,
    now: Timestamp,
) -> db::Result<()> {
    let noun = if added.count == 1 { "user" } else { "users" };
    let count = thousands(added.count.into());
    let event = UserEvent {
        kind: MANY_ADDED,
        user: None,
        entry: Some(added.entry.id),
        customer: added.customer,
        company: &added.entry.name,
        detail: format!("{count} {noun} from {}", added.file_name).into(),
        changes: NO_CHANGES,
        log: scope.partner_id(),
    };
    let (by, name) = match by {
        Some(by) => (By::from(by), name_of(&by.staff)),
        None => {
            let partner = identity::find_partner(tx.conn(), scope.partner_id())?;
            (By::this_server(partner.id), partner.legal_name)
        }
    };
    let told = |partner, entry| event.for_log(partner, entry);
    let of = (added.customer, added.entry.id);
    log_in_all(tx, scope, (by, &name), of, told, now)
}

const NO_CHANGES: &Changes = &Changes::none();

fn about_many<A: CustomerAct>(by: &Granted<A>, kind: EventKind, detail: String) -> UserEvent<'_> {
    UserEvent {
        kind,
        user: None,
        entry: Some(by.entry.id),
        customer: by.customer,
        company: &by.entry.name,
        detail: detail.into(),
        changes: NO_CHANGES,
        log: by.by.scope.partner_id(),
    }
}

/// Whoever acts, as other partners read it.
fn name_of(staff: &Staff) -> String {
    format!("{}, {}", staff.name, staff.partner.legal_name)
}

fn by_staff<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    event: &UserEvent<'_>,
    now: Timestamp,
) -> db::Result<()> {
    log_for_all(tx, by, |partner, entry| event.for_log(partner, entry), now)
}

/// The list was exported.
pub(super) fn exported<A: CustomerAct>(
    tx: &mut Tx<'_>,
    by: &Granted<A>,
    what: &str,
    now: Timestamp,
) -> db::Result<()> {
    let event = about_many(by, EXPORTED, what.to_owned());
    activity::record(tx, &by.by, &event, now)
}

/// In whose log something stands that nobody of a partner did.
pub(super) struct Log<'a> {
    pub(super) partner: PartnerId,
    pub(super) entry: Option<EntryId>,
    pub(super) company: &'a str,
}

/// A user has set their password with a link that this partner mailed.
pub(super) fn password_set(
    tx: &mut Tx<'_>,
    log: &Log<'_>,
    user: &DirectoryUser,
    now: Timestamp,
) -> db::Result<()> {
    let by = By::customer(log.partner, "A user of the customer");
    activity::record(tx, by, &of_nobody(log, PASSWORD_SET, user), now)
}

/// A letter to a user could not be delivered; told to whoever had it mailed.
pub(super) fn letter_failed(
    tx: &mut Tx<'_>,
    log: &Log<'_>,
    user: &DirectoryUser,
    told: Option<UserId>,
    now: Timestamp,
) -> db::Result<()> {
    let by = By::this_server(log.partner).notifying(told);
    activity::record(tx, by, &of_nobody(log, LETTER_FAILED, user), now)
}

/// The time to restore is over; told to the partner that deleted the user.
pub(super) fn purged(
    tx: &mut Tx<'_>,
    log: &Log<'_>,
    user: &DirectoryUser,
    now: Timestamp,
) -> db::Result<()> {
    let by = By::this_server(log.partner);
    activity::record(tx, by, &of_nobody(log, PURGED, user), now)
}

fn of_nobody<'a>(log: &Log<'a>, kind: EventKind, user: &DirectoryUser) -> UserEvent<'a> {
    UserEvent {
        kind,
        user: Some(user.id),
        entry: log.entry,
        customer: user.customer_id,
        company: log.company,
        detail: who(user).into(),
        changes: NO_CHANGES,
        log: log.partner,
    }
}
