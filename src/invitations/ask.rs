//! The content of an invitation: what is asked, of whom, and together with whom.

use super::model::Channel;
use crate::{
    db::ids::PartnerId,
    identity::{Partner, RelationshipKind},
    language::Language,
    partnerships::Side,
    privileges::RoleSet,
};

/// The checked content of an invitation.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Address of the person.
    pub recipient: String,
    /// Their name, may be empty.
    pub recipient_name: String,
    /// Company.
    pub company_name: String,
    /// Its domain.
    pub domain: String,
    /// Delegated admin privileges, may be none.
    pub roles: RoleSet,
    /// For how many days, 1–730, when there are roles.
    pub grant_days: Option<i32>,
    /// What they are to be called, when there are roles; without it a name is found when they begin.
    pub grant_name: Option<String>,
    /// Whether they are to be extended by themselves; never with Global administrator.
    pub auto_extend: bool,
    /// Whether nothing else is asked for, beside a relationship that stands already.
    pub privileges_only: bool,
    /// Days until the link ends, 1–90.
    pub expires_in: i32,
    /// The language of the letter and of the customer's page.
    pub language: Language,
    /// How the partner came to the company.
    pub channel: Channel,
    /// With whom, when not alone.
    pub together: Option<JointWith>,
}

impl Ask {
    /// As what the partner that invites would stand to the customer.
    #[must_use]
    pub(super) fn kind_of(&self, partner: &Partner) -> RelationshipKind {
        self.together
            .map_or(partner.kind_alone(), |it| it.as_side.kind())
    }
}

/// The other partner of a joint invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JointWith {
    /// The side of the partner that invites.
    pub as_side: Side,
    /// The other partner.
    pub with: PartnerId,
}
