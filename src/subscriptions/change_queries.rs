//! Changes of subscriptions: each one a guarded statement that asks for the version and the state that were looked at, and
//! raises the version. False where the row is another one by now; then nothing is changed.

use diesel::{AsChangeset, BoolExpressionMethods, ExpressionMethods, QueryDsl, RunQueryDsl};

use super::model::{State, Subscription};
use crate::db::{self, Tx, ids::PartnerId, schema::subscriptions, types::Timestamp};

/// What is different of a subscription; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = subscriptions)]
pub struct Change {
    /// How many licenses.
    pub quantity: Option<i32>,
    /// Where it stands.
    pub state: Option<State>,
    /// Whether it is renewed.
    pub auto_renew_enabled: Option<bool>,
    /// What the partner calls it.
    pub friendly_name: Option<String>,
    /// The reseller of record, or that there is none.
    pub partner_id_on_record: Option<Option<PartnerId>>,
}

/// What no longer comes by itself, where a state is final.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = subscriptions)]
struct Coming {
    next_at: Option<Option<Timestamp>>,
    next_warning_at: Option<Option<Timestamp>>,
}

impl Coming {
    fn of(state: Option<State>) -> Self {
        match state {
            Some(State::Cancelled | State::Deleted) => Self {
                next_at: Some(None),
                next_warning_at: Some(None),
            },
            _ => Self::default(),
        }
    }
}

/// Changes it. The caller holds the customer.
///
/// # Errors
/// When the row cannot be written.
pub fn change(tx: &mut Tx<'_>, before: &Subscription, change: &Change) -> db::Result<bool> {
    let as_seen = subscriptions::table
        .find(before.id)
        .filter(subscriptions::partner_id.eq(before.partner_id))
        .filter(
            subscriptions::version
                .eq(before.version)
                .and(subscriptions::state.eq(before.state)),
        );
    let changed = diesel::update(as_seen)
        .set((
            change,
            Coming::of(change.state),
            subscriptions::version.eq(before.version + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed == 1)
}
