//! A grant: delegated admin privileges of one partner over one customer.

use chrono::Duration;
use diesel::{Insertable, Queryable, Selectable};

use super::{
    model::{EndCause, GrantState, RoleSet},
    roles::AdminRole,
    warning_days,
};
use crate::{
    db::{
        MultiBackend,
        ids::{ConsentId, CustomerId, GrantId, PartnerId},
        schema::grants,
        types::Timestamp,
    },
    identity::Owned,
    mail::SecretRef,
    secrets::{Purpose, Secrets, sha256_hex},
};

/// Days that automatic extension adds at the end, each time.
pub const EXTENSION_DAYS: i64 = 180;
/// Days without use after which privileges count as not used.
pub const IDLE_DAYS: i64 = 90;

/// Delegated admin privileges of a partner over a customer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = grants, check_for_backend(MultiBackend))]
pub struct Grant {
    /// Key.
    pub id: GrantId,
    /// Who has them.
    pub partner_id: PartnerId,
    /// Over whom.
    pub customer_id: CustomerId,
    /// What made them.
    pub consent_id: ConsentId,
    /// Which.
    pub roles: RoleSet,
    /// Where they stand.
    pub state: GrantState,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when; with automatic extension, when they are extended next.
    pub ends_at: Timestamp,
    /// When they ended.
    pub ended_at: Option<Timestamp>,
    /// What they are called: unique among those of the partner, ignoring case.
    pub name: String,
    /// What ended them.
    pub end_cause: Option<EndCause>,
    /// Whether [`EXTENSION_DAYS`] are added at the end. Never while they hold Global administrator; the database says so
    /// too.
    pub auto_extend: bool,
    /// When an act used them last, to the day.
    pub last_used_at: Option<Timestamp>,
    /// When the next letter about the end is due.
    pub next_warning_at: Option<Timestamp>,
    /// When they will not have been used for [`IDLE_DAYS`]; none once that is so.
    pub idle_at: Option<Timestamp>,
    /// Whether there is an active reseller relationship beside them. The database keeps it.
    pub has_relationship: bool,
    /// SHA-256 of the token of the customer's link, once a letter holds it.
    pub token_hash: Option<String>,
}

impl Owned for Grant {
    fn owner(&self) -> PartnerId {
        self.partner_id
    }
}

impl Grant {
    /// What a consent grants for so many days from now on.
    #[must_use]
    pub fn begun(
        (partner, customer, consent): (PartnerId, CustomerId, ConsentId),
        roles: RoleSet,
        days: i32,
        name: String,
        now: Timestamp,
    ) -> Self {
        let ends_at = now.plus(Duration::days(days.into()));
        Self {
            id: GrantId::new(),
            partner_id: partner,
            customer_id: customer,
            consent_id: consent,
            roles,
            state: GrantState::Active,
            starts_at: now,
            ends_at,
            ended_at: None,
            name,
            end_cause: None,
            auto_extend: false,
            last_used_at: None,
            next_warning_at: warning_days::first_after(ends_at, now),
            idle_at: Some(now.plus(Duration::days(IDLE_DAYS))),
            has_relationship: false,
            token_hash: None,
        }
    }

    /// The same, extended by themselves from the beginning where that was agreed to.
    #[must_use]
    pub fn extended_if(self, agreed: bool) -> Self {
        match agreed {
            true => Self {
                auto_extend: true,
                next_warning_at: None,
                ..self
            },
            false => self,
        }
    }

    /// The same with the link by which the customer ends them.
    #[must_use]
    pub fn linked(self, secrets: &Secrets) -> Self {
        let SecretRef {
            purpose,
            id,
            version,
        } = self.secret();
        Self {
            token_hash: Some(sha256_hex(&secrets.token(purpose, id, version))),
            ..self
        }
    }

    /// Whether they can be used now, also when the sweep that ends or extends them has not come by yet.
    #[must_use]
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        self.state == GrantState::Active
            && self.starts_at <= now
            && (now < self.ends_at || self.auto_extend)
    }

    /// Whether they hold Global administrator, which is never extended by itself.
    #[must_use]
    pub fn is_global(&self) -> bool {
        self.roles.holds(AdminRole::GlobalAdministrator)
    }

    /// Whether they count as not used.
    #[must_use]
    pub fn is_idle(&self, now: Timestamp) -> bool {
        self.is_in_force(now) && self.idle_at.is_none_or(|at| at <= now)
    }

    /// The link with which the customer ends them.
    #[must_use]
    pub fn secret(&self) -> SecretRef {
        Self::secret_of(self.id)
    }

    /// That of the grant with this key.
    #[must_use]
    pub fn secret_of(id: GrantId) -> SecretRef {
        SecretRef {
            purpose: Purpose::Privileges,
            id: id.uuid(),
            version: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;

    #[test]
    fn with_automatic_extension_there_is_no_gap_at_the_end() {
        let now = Clock::manual().now();
        let of = (PartnerId::new(), CustomerId::new(), ConsentId::new());
        let roles = RoleSet::new(&[AdminRole::GlobalReader]);
        let mut grant = Grant::begun(of, roles, 30, "a".to_owned(), now);
        let end = grant.ends_at;
        assert!(grant.is_in_force(end.minus(Duration::microseconds(1))));
        assert!(!grant.is_in_force(end));
        grant.auto_extend = true;
        assert!(grant.is_in_force(end));
    }
}
