//! What rows are judged by.

use crate::{
    db::{self, Conn},
    domains::ConsentRules,
    identity::{Insiders, Partner},
};

/// What rows are judged by, beside the partner's entries.
#[derive(Debug, Clone)]
pub(crate) struct Rules {
    /// Which acceptances count.
    pub(crate) consent: ConsentRules,
    pub(crate) own_domain: String,
    /// The partner's own people.
    pub(crate) insiders: Insiders,
}

impl Rules {
    /// Those of this partner.
    pub(crate) fn of(
        conn: &mut Conn,
        consent: &ConsentRules,
        partner: &Partner,
    ) -> db::Result<Self> {
        Ok(Self {
            consent: consent.clone(),
            own_domain: partner.domain.clone(),
            insiders: Insiders::of(conn, &consent.shared, &[partner])?,
        })
    }
}
