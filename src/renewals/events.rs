//! What this slice causes, in the logs of the seller and of the reseller of record alone. No amount is said: whoever may read
//! the log need not be one who may see prices.

use std::borrow::Cow;

use crate::{
    activity::{self, By, Changes, Company, Event, EventKind, Subject, event_kinds},
    customers,
    db::{
        self, Tx,
        ids::{EntryId, UserId},
        types::Timestamp,
    },
    identity::{self, ManageCustomers, Scope},
    subscriptions::{State, Subscription},
};

event_kinds! {
    /// What would have renewed ended, because something was missing.
    NOT_RENEWED = "subscription_not_renewed", "Subscription not renewed", Attention;
    /// It was renewed, and its reseller of record is not valid any more.
    RESELLER_INVALID = "renewed_without_reseller", "Renewed without a valid reseller", Attention;
    /// Its term is over.
    ENDED = "subscription_ended", "Subscription ended", Ended;
    /// It is gone.
    DELETED = "subscription_deleted", "Subscription deleted", Ended;
    /// A seller grants other days of grace.
    GRACE_CHANGED = "grace_changed", "Days of grace changed", Ended;
}

/// What became of a subscription.
pub(super) struct Became<'a> {
    kind: EventKind,
    subscription: &'a Subscription,
    company: &'a str,
    detail: String,
    changes: Changes,
    entry: Option<EntryId>,
}

impl<'a> Became<'a> {
    pub(super) fn new(kind: EventKind, subscription: &'a Subscription, company: &'a str) -> Self {
        Self {
            kind,
            subscription,
            company,
            detail: subscription.name().to_owned(),
            changes: Changes::none(),
            entry: None,
        }
    }

    /// With a cause.
    pub(super) fn because(self, cause: &str) -> Self {
        Self {
            detail: format!("{}: {cause}", self.detail),
            ..self
        }
    }

    /// Its state before and after.
    pub(super) fn now(self, state: State) -> Self {
        let before = self.subscription.state.label();
        Self {
            changes: Changes::none().value("State", before, state.label()),
            ..self
        }
    }

    /// Logs it at the seller.
    pub(super) fn at_seller(
        &mut self,
        tx: &mut Tx<'_>,
        is_told: bool,
        now: Timestamp,
    ) -> db::Result<()> {
        self.at(tx, Scope::of(self.subscription), is_told, now)
    }

    /// Logs it at the reseller of record, where there is one.
    pub(super) fn at_reseller(
        &mut self,
        tx: &mut Tx<'_>,
        is_told: bool,
        now: Timestamp,
    ) -> db::Result<()> {
        let Some(reseller) = self.subscription.partner_id_on_record else {
            return Ok(());
        };
        let scope = Scope::of(&identity::find_partner(tx.conn(), reseller)?);
        self.at(tx, scope, is_told, now)
    }

    fn at(
        &mut self,
        tx: &mut Tx<'_>,
        scope: Scope,
        is_told: bool,
        now: Timestamp,
    ) -> db::Result<()> {
        let entry = customers::entry_of(tx.conn(), scope, self.subscription.customer_id)?;
        self.entry = entry.as_ref().map(|entry| entry.id);
        let told: Option<UserId> = match is_told {
            true => told(tx, scope, self.entry)?,
            false => None,
        };
        let by = By::this_server(scope.partner_id()).notifying(told);
        activity::record(tx, by, self, now)
    }
}

/// Who is told in the product: who looks after the customer, or else the first who manages customers.
fn told(tx: &mut Tx<'_>, scope: Scope, entry: Option<EntryId>) -> db::Result<Option<UserId>> {
    let responsible = match entry {
        Some(entry) => customers::responsible(tx.conn(), scope, entry)?,
        None => None,
    };
    let usual = responsible.map(|it| it.user);
    let staff = identity::told_of::<ManageCustomers>(tx.conn(), scope, usual)?;
    Ok(staff.first().map(|person| person.id))
}

impl Event for Became<'_> {
    fn kind(&self) -> EventKind {
        self.kind
    }

    fn subject(&self) -> Subject {
        self.subscription.id.into()
    }

    fn company(&self) -> Company<'_> {
        Company {
            entry: self.entry,
            customer: Some(self.subscription.customer_id),
            name: self.company,
        }
    }

    fn detail(&self) -> Cow<'_, str> {
        self.detail.as_str().into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}

/// A seller grants other days of grace.
pub(super) struct GraceChanged {
    scope: Scope,
    changes: Changes,
}

impl GraceChanged {
    pub(super) fn new(scope: Scope, before: i32, after: i32) -> Self {
        Self {
            scope,
            changes: Changes::none().value("Days", &before.to_string(), &after.to_string()),
        }
    }
}

impl Event for GraceChanged {
    fn kind(&self) -> EventKind {
        GRACE_CHANGED
    }

    fn subject(&self) -> Subject {
        self.scope.partner_id().into()
    }

    fn changes(&self) -> Changes {
        self.changes.clone()
    }
}
