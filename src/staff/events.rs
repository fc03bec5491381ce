//! What this slice causes.

use std::borrow::Cow;

use crate::{
    activity::{self, By, Changes, Event, EventKind, Subject, event_kinds},
    db::{self, Tx, ids::UserId, types::Timestamp},
    identity::{Authorized, ManageStaff, User, View},
};

event_kinds! {
    /// A colleague was invited, for the first time or again.
    INVITED = "staff_invited", "Colleague invited", Waiting;
    /// Somebody has other roles.
    ROLES = "staff_roles_changed", "Roles of a colleague changed", Ended;
    /// Somebody cannot sign in any more.
    DISABLED = "staff_disabled", "Colleague disabled", Attention;
    /// Somebody can sign in again.
    ENABLED = "staff_enabled", "Colleague enabled", Good;
    /// Somebody was signed out everywhere.
    SIGNED_OUT = "staff_signed_out", "Sessions of a colleague ended", Ended;
    /// Somebody was mailed a link for a new password.
    LINK_MAILED = "staff_link_mailed", "Link for a new password mailed to a colleague", Ended;
    /// An invitation of a colleague came back.
    LETTER_FAILED = "staff_letter_failed", "Invitation of a colleague not delivered", Attention;
    /// The list was taken as a file.
    EXPORTED = "staff_exported", "Staff exported", Ended;
}

struct Happened<'a> {
    kind: EventKind,
    subject: Subject,
    detail: Cow<'a, str>,
    changes: Changes,
}

impl Event for Happened<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.subject
    }

    fn detail(&self) -> Cow<'_, str> {
        self.detail.as_ref().into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

/// Somebody did something to this colleague.
pub(super) fn record(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageStaff>,
    kind: EventKind,
    user: &User,
    changes: &Changes,
    now: Timestamp,
) -> db::Result<()> {
    let event = Happened {
        kind,
        subject: user.id.into(),
        detail: user.name.as_str().into(),
        changes: changes.clone(),
    };
    activity::record(tx, by, &event, now)
}

/// The letter with which this colleague was invited was given up; whoever invited is told.
pub(super) fn letter_failed(
    tx: &mut Tx<'_>,
    user: &User,
    told: Option<UserId>,
    now: Timestamp,
) -> db::Result<()> {
    let event = Happened {
        kind: LETTER_FAILED,
        subject: user.id.into(),
        detail: user.name.as_str().into(),
        changes: Changes::none(),
    };
    let by = By::this_server(user.partner_id).notifying(told);
    activity::record(tx, by, &event, now)
}

/// Somebody took the list as a file.
pub(super) fn exported(
    tx: &mut Tx<'_>,
    by: &Authorized<View>,
    what: &str,
    now: Timestamp,
) -> db::Result<()> {
    let event = Happened {
        kind: EXPORTED,
        subject: by.scope.partner_id().into(),
        detail: what.into(),
        changes: Changes::none(),
    };
    activity::record(tx, by, &event, now)
}
