//! What a role may do, in one table.
//!
//! | permission | Global admin | Admin agent | Sales agent | Helpdesk agent |
//! |---|---|---|---|---|
//! | [`View`] | yes | yes | yes | yes |
//! | [`ManageCustomers`] | yes | yes | – | – |
//! | [`KeepNotes`] | yes | yes | yes | – |
//! | [`SupportUsers`] | yes | yes | – | yes |
//! | [`ManagePartnerships`] | yes | – | – | – |

use super::model::Role;

/// What a role may do.
pub trait Permission: 'static {
    /// Whether this role may.
    fn granted_to(role: Role) -> bool;
    /// What may be done, to complete "… is for Global admins and Admin agents".
    const WHAT: &'static str;
}

/// Look at everything of one's own partner.
#[derive(Debug)]
pub struct View;
impl Permission for View {
    fn granted_to(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => true,
        }
    }
    const WHAT: &'static str = "Looking at customers";
}

/// Invite, hand out links, remove relationships.
#[derive(Debug)]
pub struct ManageCustomers;
impl Permission for ManageCustomers {
    fn granted_to(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent => true,
            Role::SalesAgent | Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Changing anything about customers and invitations";
}

/// Keep notes, tags and the responsible person of customers.
#[derive(Debug)]
pub struct KeepNotes;
impl Permission for KeepNotes {
    fn granted_to(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent | Role::SalesAgent => true,
            Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Keeping notes, tags and the responsible person of customers";
}

/// Help the users of customers who have lost their password.
#[derive(Debug)]
pub struct SupportUsers;
impl Permission for SupportUsers {
    fn granted_to(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent | Role::HelpdeskAgent => true,
            Role::SalesAgent => false,
        }
    }
    const WHAT: &'static str = "Helping the users of customers with their passwords";
}

/// Invite another partner, answer its invitation, remove a partnership.
#[derive(Debug)]
pub struct ManagePartnerships;
impl Permission for ManagePartnerships {
    fn granted_to(role: Role) -> bool {
        match role {
            Role::GlobalAdmin => true,
            Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Changing anything about partnerships";
}

/// The sentence that says which role is missing.
pub(super) fn missing_role<P: Permission>(role: Role) -> String {
    let holders: Vec<String> = Role::ALL
        .iter()
        .filter(|role| P::granted_to(**role))
        .map(|role| format!("{}s", role.label()))
        .collect();
    format!(
        "{} is for {}. You are signed in as {}.",
        P::WHAT,
        holders.join(" and "),
        role.label(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_of_permissions_is_as_written_above() {
        let row = |granted: fn(Role) -> bool| {
            Role::ALL
                .iter()
                .map(|role| granted(*role))
                .collect::<Vec<_>>()
        };
        assert_eq!(row(View::granted_to), [true, true, true, true]);
        assert_eq!(row(ManageCustomers::granted_to), [true, true, false, false]);
        assert_eq!(row(KeepNotes::granted_to), [true, true, true, false]);
        assert_eq!(row(SupportUsers::granted_to), [true, true, false, true]);
        assert_eq!(
            row(ManagePartnerships::granted_to),
            [true, false, false, false]
        );
    }
}
