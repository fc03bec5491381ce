//! Sets of roles.

use diesel::{
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::AsExpression,
    serialize::{self, Output, ToSql},
    sql_types::Text,
};

use super::roles::AdminRole;

/// A set of roles, kept as their names in the order of declaration, separated by spaces.
#[derive(
    Debug,
    Clone,
    Default,
    PartialEq,
    Eq,
    AsExpression,
    FromSqlRow,
    serde::Serialize,
    serde::Deserialize,
)]
#[diesel(sql_type = Text)]
pub struct RoleSet(String);

impl RoleSet {
    /// The set of these roles.
    #[must_use]
    pub fn new(roles: &[AdminRole]) -> Self {
        let names: Vec<&str> = AdminRole::ALL
            .iter()
            .filter(|role| roles.contains(role))
            .map(|role| role.as_str())
            .collect();
        Self(names.join(" "))
    }

    /// The roles.
    #[must_use]
    pub fn roles(&self) -> Vec<AdminRole> {
        self.0
            .split(' ')
            .filter_map(|name| name.parse().ok())
            .collect()
    }

    /// Whether it is the empty set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it holds this role.
    #[must_use]
    pub fn holds(&self, role: AdminRole) -> bool {
        self.0.split(' ').any(|name| name == role.as_str())
    }

    /// The set without one role.
    #[must_use]
    pub fn without(&self, role: AdminRole) -> Self {
        let mut roles = self.roles();
        roles.retain(|held| *held != role);
        Self::new(&roles)
    }

    /// The roles' names as a sentence has them.
    #[must_use]
    pub fn words(&self) -> String {
        self.roles()
            .iter()
            .map(|role| role.label())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

impl<DB: Backend> ToSql<Text, DB> for RoleSet
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        <str as ToSql<Text, DB>>::to_sql(&self.0, out)
    }
}
impl<DB: Backend> FromSql<Text, DB> for RoleSet
where
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self(<String as FromSql<Text, DB>>::from_sql(value)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_roles_has_one_spelling() {
        let one = RoleSet::new(&[AdminRole::UserAdministrator, AdminRole::DirectoryReader]);
        let other = RoleSet::new(&[
            AdminRole::DirectoryReader,
            AdminRole::UserAdministrator,
            AdminRole::DirectoryReader,
        ]);
        assert_eq!(one, other);
        assert_eq!(
            one.roles(),
            [AdminRole::DirectoryReader, AdminRole::UserAdministrator]
        );
        assert!(RoleSet::new(&[]).is_empty() && RoleSet::default().roles().is_empty());
    }
}
