//! The partners that the list can be filtered by.

use super::model::Wanted;
use crate::{
    db::{self, Conn, ids::PartnerId},
    identity::{Partner, Scope},
    partnerships::{self, Among},
    web::form::Pick,
};

/// The field of the filter, and the name of the partner that is asked for.
pub(super) struct Others {
    pub(super) pick: Pick,
    /// Empty where the list is not filtered so.
    pub(super) name: String,
}

impl Others {
    /// Looked up. Costs the same however many partners there are.
    pub(super) fn read(conn: &mut Conn, scope: Scope, wanted: &Wanted) -> db::Result<Self> {
        let present = wanted.other.map(|id| id.to_string()).unwrap_or_default();
        Ok(Self {
            pick: partnerships::pick(conn, scope, Among::Known, "All", &present)?,
            name: match wanted.other {
                Some(id) => name_of(conn, scope, id)?,
                None => String::new(),
            },
        })
    }
}

/// The name of a partner with whom there is or was a partnership; any other's is not told.
pub(super) fn name_of(conn: &mut Conn, scope: Scope, id: PartnerId) -> db::Result<String> {
    let known = partnerships::chosen(conn, scope, Among::Known, id)?;
    Ok(known.map_or_else(
        || "a company you have no partnership with".to_owned(),
        |partner| partner.legal_name,
    ))
}

/// What the filter is called.
pub(super) fn label(own: &Partner) -> &'static str {
    match (own.is_reseller, own.is_provider) {
        (true, false) => "Indirect provider",
        (false, true) => "Indirect reseller",
        _ => "Together with",
    }
}
