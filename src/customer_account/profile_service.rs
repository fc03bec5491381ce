//! What a customer says of itself, changed for it.

use super::events;
use crate::{
    activity::Changes,
    customer_access::{Granted, ManageProfile},
    customers::{self, Customer, Profile},
    db::{Conn, Tx, ids::CustomerId, types::Timestamp},
    identity::{Scope, country_name},
    web::rival::{Facts, SaveError},
};

/// The words, every one checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileWords {
    /// Company name.
    pub name: String,
    /// ISO 3166-1 alpha-2; may be empty.
    pub country: String,
    /// May be empty.
    pub phone: String,
    /// May be empty.
    pub website: String,
}

impl ProfileWords {
    /// As they are kept.
    #[must_use]
    pub fn kept(customer: &Customer, profile: Option<&Profile>) -> Self {
        let (country, phone, website) = match profile {
            Some(it) => (it.country.clone(), it.phone.clone(), it.website.clone()),
            None => Default::default(),
        };
        Self {
            name: customer.name.clone(),
            country,
            phone,
            website,
        }
    }

    /// Each with its label, for people.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let country = match self.country.as_str() {
            "" => String::new(),
            code => country_name(code),
        };
        vec![
            ("Company name", self.name.clone()),
            ("Country", country),
            ("Telephone", self.phone.clone()),
            ("Website", self.website.clone()),
        ]
    }
}

/// A customer's record and profile, which is found through a scope.
pub(super) fn find(
    conn: &mut Conn,
    customer: CustomerId,
) -> crate::db::Result<(Customer, Option<Profile>)> {
    Ok((
        customers::find_customer(conn, customer)?,
        customers::profile_of(conn, customer)?,
    ))
}

/// Whose change stands there, as this partner may read it: partners that no consent connects do not learn of each other
/// (product.md, rule 5). What was saved before partners were noted names nobody.
pub(super) fn who_changed(
    conn: &mut Conn,
    scope: Scope,
    profile: &Profile,
) -> crate::db::Result<String> {
    let Some(partner) = profile.changed_in else {
        return Ok("somebody".to_owned());
    };
    let joint = customers::joint_entries(conn, scope, profile.customer_id)?;
    let is_known =
        partner == scope.partner_id() || joint.iter().any(|(joint, _)| *joint == partner);
    Ok(match is_known {
        true => profile.changed_by.clone(),
        false => "another partner of this customer".to_owned(),
    })
}

/// Keeps the words; `version` is the one that was on the page, 0 where there was none.
///
/// # Errors
/// `Stale` when somebody else changed them; nothing is changed then.
pub fn save_profile(
    tx: &mut Tx<'_>,
    granted: &Granted<ManageProfile>,
    words: &ProfileWords,
    version: i32,
    now: Timestamp,
) -> Result<(), SaveError> {
    let (customer, known) = find(tx.conn(), granted.customer)?;
    let before = ProfileWords::kept(&customer, known.as_ref());
    if before == *words {
        return Ok(());
    }
    let staff = &granted.by.staff;
    let profile = Profile {
        customer_id: customer.id,
        country: words.country.clone(),
        phone: words.phone.clone(),
        website: words.website.clone(),
        version: 1,
        changed_by: format!("{}, {}", staff.name, staff.partner.legal_name),
        changed_at: now,
        changed_in: Some(staff.partner.id),
    };
    if !customers::keep_profile(tx, &profile, version)? {
        return Err(SaveError::Stale);
    }
    if before.name != words.name {
        customers::rename(tx, customer.id, &words.name)?;
    }
    let changes = Changes::between(&before.facts(), &words.facts());
    Ok(events::profile_changed(tx, granted, &changes, now)?)
}
