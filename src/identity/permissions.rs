//! What a role may do, in one table. A person may do what any of their roles may.
//!
//! | permission | Global admin | Admin agent | Sales agent | Helpdesk agent |
//! |---|---|---|---|---|
//! | [`View`] | yes | yes | yes | yes |
//! | [`ManageCustomers`] | yes | yes | – | – |
//! | [`KeepNotes`] | yes | yes | yes | – |
//! | [`SupportUsers`] | yes | yes | – | yes |
//! | [`HandleLicenses`] | yes | yes | – | yes |
//! | [`OpenServices`] | yes | yes | – | yes |
//! | [`ManagePartnerships`] | yes | – | – | – |
//! | [`SeePrices`] | yes | yes | yes | – |
//! | [`ManagePrices`] | yes | – | – | – |
//! | [`ManageServices`] | yes | – | – | – |
//! | [`ManageStaff`] | yes | – | – | – |

use super::model::{Role, Roles};

/// What a role may do.
pub trait Permission: 'static {
    /// Whether this role may.
    fn is_held_by(role: Role) -> bool;
    /// What may be done, to complete "… is for Global admins and Admin agents".
    const WHAT: &'static str;

    /// Whether a person with these roles may.
    #[must_use]
    fn granted_to(roles: &Roles) -> bool {
        roles.iter().any(Self::is_held_by)
    }
}

/// Look at everything of one's own partner.
#[derive(Debug)]
pub struct View;
impl Permission for View {
    fn is_held_by(role: Role) -> bool {
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
    fn is_held_by(role: Role) -> bool {
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
    fn is_held_by(role: Role) -> bool {
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
    fn is_held_by(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent | Role::HelpdeskAgent => true,
            Role::SalesAgent => false,
        }
    }
    const WHAT: &'static str = "Helping the users of customers with their passwords";
}

/// Assign licenses to the users of customers, and take them.
#[derive(Debug)]
pub struct HandleLicenses;
impl Permission for HandleLicenses {
    fn is_held_by(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent | Role::HelpdeskAgent => true,
            Role::SalesAgent => false,
        }
    }
    const WHAT: &'static str = "Assigning licenses to the users of customers";
}

/// Open the own administration of customers' services.
#[derive(Debug)]
pub struct OpenServices;
impl Permission for OpenServices {
    fn is_held_by(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent | Role::HelpdeskAgent => true,
            Role::SalesAgent => false,
        }
    }
    const WHAT: &'static str = "Opening the administration of customers' services";
}

/// Invite another partner, answer its invitation, remove a partnership.
#[derive(Debug)]
pub struct ManagePartnerships;
impl Permission for ManagePartnerships {
    fn is_held_by(role: Role) -> bool {
        match role {
            Role::GlobalAdmin => true,
            Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Changing anything about partnerships";
}

/// See the prices of one's own company and of one's providers.
#[derive(Debug)]
pub struct SeePrices;
impl Permission for SeePrices {
    fn is_held_by(role: Role) -> bool {
        match role {
            Role::GlobalAdmin | Role::AdminAgent | Role::SalesAgent => true,
            Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Seeing prices";
}

/// Change the price list.
#[derive(Debug)]
pub struct ManagePrices;
impl Permission for ManagePrices {
    fn is_held_by(role: Role) -> bool {
        match role {
            Role::GlobalAdmin => true,
            Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Changing the price list";
}

/// Keep the services that one's company sells, and what is wrong with them.
#[derive(Debug)]
pub struct ManageServices;
impl Permission for ManageServices {
    fn is_held_by(role: Role) -> bool {
        match role {
            Role::GlobalAdmin => true,
            Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Keeping services";
}

/// Invite colleagues, give and take their roles, let them in and keep them out.
#[derive(Debug)]
pub struct ManageStaff;
impl Permission for ManageStaff {
    fn is_held_by(role: Role) -> bool {
        match role {
            Role::GlobalAdmin => true,
            Role::AdminAgent | Role::SalesAgent | Role::HelpdeskAgent => false,
        }
    }
    const WHAT: &'static str = "Changing staff";
}

/// The sentence that says which role is missing.
pub(super) fn missing_role<P: Permission>(roles: &Roles) -> String {
    let holders = Role::ALL.iter().filter(|role| P::is_held_by(**role));
    let holders: Vec<String> = holders.map(|role| format!("{}s", role.label())).collect();
    let present = match roles.is_empty() {
        true => "without a role".to_owned(),
        false => format!("as {}", roles.words()),
    };
    let (what, holders) = (P::WHAT, holders.join(" and "));
    format!("{what} is for {holders}. You are signed in {present}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_of_permissions_is_as_written_above() {
        let row =
            |granted: fn(Role) -> bool| Vec::from_iter(Role::ALL.iter().map(|it| granted(*it)));
        assert_eq!(row(View::is_held_by), [true, true, true, true]);
        assert_eq!(row(ManageCustomers::is_held_by), [true, true, false, false]);
        assert_eq!(row(KeepNotes::is_held_by), [true, true, true, false]);
        assert_eq!(row(SupportUsers::is_held_by), [true, true, false, true]);
        assert_eq!(row(HandleLicenses::is_held_by), [true, true, false, true]);
        assert_eq!(
            row(ManagePartnerships::is_held_by),
            [true, false, false, false]
        );
        assert_eq!(row(SeePrices::is_held_by), [true, true, true, false]);
        assert_eq!(row(ManagePrices::is_held_by), [true, false, false, false]);
        assert_eq!(row(OpenServices::is_held_by), [true, true, false, true]);
        assert_eq!(row(ManageServices::is_held_by), [true, false, false, false]);
        assert_eq!(row(ManageStaff::is_held_by), [true, false, false, false]);
    }

    #[test]
    fn a_person_may_what_any_of_their_roles_may_and_nothing_without_one() {
        let both = Roles::new(&[Role::HelpdeskAgent, Role::AdminAgent]);
        assert!(View::granted_to(&both) && ManageCustomers::granted_to(&both));
        assert!(!ManagePartnerships::granted_to(&both));
        assert!(!View::granted_to(&Roles::default()));
        assert_eq!(
            missing_role::<ManagePartnerships>(&both),
            "Changing anything about partnerships is for Global admins. You are signed in as Admin agent, Helpdesk agent."
        );
        assert!(
            missing_role::<View>(&Roles::default()).ends_with("You are signed in without a role.")
        );
    }
}
