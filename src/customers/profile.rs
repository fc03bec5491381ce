//! What a customer says of itself: its name, which stands in the record and in each partner's entry, and what stands
//! beside it.

use diesel::{
    ExpressionMethods, Insertable, OptionalExtension, QueryDsl, Queryable, RunQueryDsl, Selectable,
    SelectableHelper, sql_types::Text,
};

use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{CustomerId, PartnerId},
        schema::{customer_entries, customer_profiles, customers, joint_entries},
        sql,
        types::Timestamp,
    },
    text::folded,
};

/// What stands beside the name.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = customer_profiles, check_for_backend(MultiBackend))]
pub struct Profile {
    /// Of whom.
    pub customer_id: CustomerId,
    /// ISO 3166-1 alpha-2; empty where it is not said.
    pub country: String,
    /// Its number; may be empty.
    pub phone: String,
    /// Its site; may be empty.
    pub website: String,
    /// Raised with each change, so that a stale form is seen.
    pub version: i32,
    /// Who changed it last: name and company, as they were then.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
    /// At which partner, where that is known; it is named to partners of the same consent alone.
    pub changed_in: Option<PartnerId>,
}

/// The profile of a customer that was found through a scope; none where it has said nothing yet.
///
/// # Errors
/// When the database does not answer.
pub fn profile_of(conn: &mut Conn, customer: CustomerId) -> db::Result<Option<Profile>> {
    Ok(customer_profiles::table
        .find(customer)
        .select(Profile::as_select())
        .first(conn)
        .optional()?)
}

/// Keeps a profile, if nobody else has since `version`, 0 where there was none. False, and nothing is changed, where
/// somebody has. The caller holds the customer.
///
/// # Errors
/// When the row cannot be written.
pub fn keep_profile(tx: &mut Tx<'_>, profile: &Profile, version: i32) -> db::Result<bool> {
    if version == 0 {
        let inserted = tx.attempt(|conn| {
            diesel::insert_into(customer_profiles::table)
                .values(profile)
                .execute(conn)
        });
        return match inserted {
            Err(db::Error::Duplicate) => Ok(false),
            inserted => Ok(inserted? == 1),
        };
    }
    let unchanged = customer_profiles::table
        .find(profile.customer_id)
        .filter(customer_profiles::version.eq(version));
    let set = (
        customer_profiles::country.eq(&profile.country),
        customer_profiles::phone.eq(&profile.phone),
        customer_profiles::website.eq(&profile.website),
        customer_profiles::version.eq(customer_profiles::version + 1),
        customer_profiles::changed_by.eq(&profile.changed_by),
        customer_profiles::changed_in.eq(profile.changed_in),
        customer_profiles::changed_at.eq(profile.changed_at),
    );
    Ok(diesel::update(unchanged).set(set).execute(tx.conn())? == 1)
}

/// Gives a customer another name: in its record, and in the list of every partner that has it. The caller holds the
/// customer.
///
/// # Errors
/// When a row cannot be written.
pub fn rename(tx: &mut Tx<'_>, customer: CustomerId, name: &str) -> db::Result<()> {
    let name_key = folded(name);
    diesel::update(customers::table.find(customer))
        .set(customers::name.eq(name))
        .execute(tx.conn())?;
    let search_text = sql::<Text>("")
        .bind::<Text, _>(format!("{name_key} "))
        .sql(" || domain");
    diesel::update(customer_entries::table.filter(customer_entries::customer_id.eq(customer)))
        .set((
            customer_entries::name.eq(name),
            customer_entries::name_key.eq(&name_key),
            customer_entries::search_text.eq(search_text),
        ))
        .execute(tx.conn())?;
    diesel::update(joint_entries::table.filter(joint_entries::customer_id.eq(customer)))
        .set(joint_entries::name_key.eq(&name_key))
        .execute(tx.conn())?;
    Ok(())
}
