//! A template, and the ones to start from.

use diesel::{Insertable, Queryable, Selectable};

use crate::{
    db::{
        MultiBackend,
        ids::{PartnerId, RoleTemplateId},
        schema::role_templates,
    },
    privileges::{AdminRole, RoleSet},
    text::folded,
};

/// Most days that privileges are granted for.
pub(super) const DAYS_MOST: i32 = 730;
/// Most templates of a partner.
pub(super) const MOST: usize = 100;

/// How long privileges with these roles are to last, as it was typed.
///
/// # Errors
/// With the message beside the field.
pub fn grant_days(typed: &str, roles: &RoleSet) -> Result<i32, String> {
    let days = match typed.trim().parse::<i32>() {
        Ok(days) if (1..=DAYS_MOST).contains(&days) => days,
        _ => return Err(format!("Enter a number of days from 1 to {DAYS_MOST}")),
    };
    if roles.holds(AdminRole::GlobalAdministrator) && days > AdminRole::GLOBAL_DAYS {
        let most = AdminRole::GLOBAL_DAYS;
        return Err(format!(
            "The role Global administrator is granted for {most} days at most. Enter fewer, or ask for it by itself"
        ));
    }
    Ok(days)
}

/// A partner's own template, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = role_templates, check_for_backend(MultiBackend))]
pub(super) struct Own {
    pub(super) id: RoleTemplateId,
    pub(super) partner_id: PartnerId,
    pub(super) name: String,
    pub(super) roles: RoleSet,
    pub(super) days: i32,
}

/// A set of roles that can be asked for as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleTemplate {
    /// The key of a partner's own; none of one to start from.
    pub id: Option<RoleTemplateId>,
    /// What it is called; by it, it is chosen.
    pub name: String,
    /// The roles.
    pub roles: RoleSet,
    /// For how many days they are asked for.
    pub days: i32,
}

impl RoleTemplate {
    /// Whether it goes by this name.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        folded(&self.name) == folded(name.trim())
    }
}

impl From<Own> for RoleTemplate {
    fn from(own: Own) -> Self {
        Self {
            id: Some(own.id),
            name: own.name,
            roles: own.roles,
            days: own.days,
        }
    }
}

/// Those to start from: what a help desk, an administrator of licenses and users, and somebody who only looks need.
pub(super) fn to_start_from() -> Vec<RoleTemplate> {
    use AdminRole::{
        DirectoryReader, GlobalReader, LicenseAdministrator, SecurityAdministrator, ServiceSupport,
        UserAdministrator,
    };
    let template = |name: &str, roles: &[AdminRole], days| RoleTemplate {
        id: None,
        name: name.to_owned(),
        roles: RoleSet::new(roles),
        days,
    };
    vec![
        template(
            "Users and licenses",
            &[UserAdministrator, LicenseAdministrator],
            365,
        ),
        template("Help desk", &[DirectoryReader, ServiceSupport], 365),
        template("Look only", &[GlobalReader], 180),
        template(
            "Security review",
            &[SecurityAdministrator, GlobalReader],
            30,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_starts_from_can_be_asked_for() {
        for template in to_start_from() {
            let days = template.days.to_string();
            assert_eq!(grant_days(&days, &template.roles), Ok(template.days));
            assert!(!template.roles.holds(AdminRole::GlobalAdministrator));
            let mut roles = template.roles.roles().into_iter();
            assert!(roles.all(AdminRole::is_offered));
        }
    }

    #[test]
    fn global_administrator_lasts_365_days_at_most_and_others_730() {
        let global = RoleSet::new(&[AdminRole::GlobalAdministrator]);
        assert_eq!(grant_days("365", &global), Ok(365));
        assert!(grant_days("366", &global).is_err());
        let other = RoleSet::new(&[AdminRole::GlobalReader]);
        assert_eq!(grant_days(" 730 ", &other), Ok(730));
        for wrong in ["731", "0", "", "x"] {
            assert!(grant_days(wrong, &other).is_err(), "{wrong}");
        }
    }
}
