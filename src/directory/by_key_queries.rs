//! Users by their keys, for the slices above.

use std::collections::HashMap;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};

use super::model::DirectoryUser;
use crate::db::{
    self, Conn,
    ids::{CustomerId, DirectoryUserId},
    schema::directory_users,
};

/// Those of these users of this customer that are there, by name.
///
/// # Errors
/// When the database does not answer.
pub fn present_users(
    conn: &mut Conn,
    customer: CustomerId,
    ids: &[DirectoryUserId],
) -> db::Result<Vec<DirectoryUser>> {
    Ok(directory_users::table
        .filter(db::is_one_of(conn, "directory_users.id", ids))
        .filter(directory_users::customer_id.eq(customer))
        .filter(directory_users::present.eq(true))
        .order((directory_users::name_key, directory_users::id))
        .select(DirectoryUser::as_select())
        .load(conn)?)
}

/// The names of these users of this customer, in the order of the keys. For pages of those alone who may read the directory.
///
/// # Errors
/// When the database does not answer.
pub fn named(
    conn: &mut Conn,
    customer: CustomerId,
    ids: &[DirectoryUserId],
) -> db::Result<Vec<(DirectoryUserId, String)>> {
    let names: Vec<(DirectoryUserId, String)> = directory_users::table
        .filter(db::is_one_of(conn, "directory_users.id", ids))
        .filter(directory_users::customer_id.eq(customer))
        .select((directory_users::id, directory_users::display_name))
        .load(conn)?;
    let mut names: HashMap<DirectoryUserId, String> = names.into_iter().collect();
    let named = |id: &DirectoryUserId| Some((*id, names.remove(id)?));
    Ok(ids.iter().filter_map(named).collect())
}
