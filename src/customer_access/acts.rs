//! Acts on a customer, and what each needs.
//!
//! | act | between partner and customer | roles of the person |
//! |---|---|---|
//! | [`Annotate`] | an active relationship | Global admin, Admin agent, Sales agent |
//! | [`ManageBillTo`] | an active relationship | Global admin, Admin agent |
//! | [`FillCart`] | an active relationship | Global admin, Admin agent, Sales agent |
//! | [`PlaceOrder`] | an active relationship | Global admin, Admin agent |
//! | [`ManageSubscriptions`] | an active relationship | Global admin, Admin agent |
//! | [`NameSubscriptions`] | an active relationship | Global admin, Admin agent, Sales agent |
//! | [`ManageProfile`] | Global administrator | Global admin, Admin agent |
//! | [`SeeUsers`] | a privilege in force with any role that reads the directory | all |
//! | [`ManageUsers`] | User administrator or Global administrator | Global admin, Admin agent |
//! | [`ManageAdmins`] | Global administrator | Global admin, Admin agent |
//! | [`MailPasswordLinks`] | User administrator or Global administrator | those and Helpdesk agent |
//! | [`SeeLicenses`] | a privilege in force with any role that reads the directory | all |
//! | [`AssignLicenses`] | License, User or Global administrator | Global admin, Admin agent, Helpdesk agent |
//!
//! What takes the role that a service names is a `NamedAct`.

use crate::{
    db::types::Timestamp,
    identity::{
        HandleLicenses, KeepNotes, ManageCustomers, Permission, SeePrices, SupportUsers, View,
    },
    privileges::{AdminRole, Grant, RoleSet},
};

/// What stands between a partner and a customer at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// Whether there is an active reseller relationship.
    pub has_relationship: bool,
    /// The roles of all privileges in force together.
    pub roles: RoleSet,
    /// When the last of the privileges ended, where there were any and none is in force.
    pub ended: Option<Timestamp>,
}

impl Between {
    /// What these privileges come to, beside a relationship or without one.
    #[must_use]
    pub fn of(has_relationship: bool, grants: &[Grant], now: Timestamp) -> Self {
        let in_force = grants.iter().filter(|grant| grant.is_in_force(now));
        let roles: Vec<AdminRole> = in_force.flat_map(|grant| grant.roles.roles()).collect();
        let ends = grants.iter().map(|it| it.ended_at.unwrap_or(it.ends_at));
        Self {
            has_relationship,
            ended: ends.max().filter(|_| roles.is_empty()),
            roles: RoleSet::new(&roles),
        }
    }
}

/// What has to stand between a partner and a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// An active reseller relationship.
    Relationship,
    /// A privilege in force with one of these roles. The first one is what is asked for where none is there: it allows the
    /// act and least else.
    Privilege(&'static [AdminRole]),
}

impl Needs {
    /// Whether it stands there.
    #[must_use]
    pub fn are_met_by(self, between: &Between) -> bool {
        match self {
            Self::Relationship => between.has_relationship,
            Self::Privilege(roles) => roles.iter().any(|role| between.roles.holds(*role)),
        }
    }
}

/// An act on a customer.
pub trait CustomerAct: 'static {
    /// What the role of the person has to allow.
    type Role: Permission;
    /// What has to stand between the partner and the customer.
    const NEEDS: Needs;
    /// The act, as the beginning of a sentence.
    const WHAT: &'static str;
}

/// Every role but the one that opens nothing reads the directory.
const READERS: &[AdminRole] = &[
    AdminRole::DirectoryReader,
    AdminRole::ServiceSupport,
    AdminRole::LicenseAdministrator,
    AdminRole::UserAdministrator,
    AdminRole::GlobalAdministrator,
    AdminRole::GlobalReader,
    AdminRole::ExchangeAdministrator,
    AdminRole::SharePointAdministrator,
    AdminRole::TeamsAdministrator,
    AdminRole::IntuneAdministrator,
    AdminRole::SecurityAdministrator,
];

const USER_ADMINISTRATORS: &[AdminRole] =
    &[AdminRole::UserAdministrator, AdminRole::GlobalAdministrator];

/// Keep notes, tags and a responsible person: the partner's own, whatever the customer has granted.
#[derive(Debug)]
pub struct Annotate;
impl CustomerAct for Annotate {
    type Role = KeepNotes;
    const NEEDS: Needs = Needs::Relationship;
    const WHAT: &'static str = "Keeping notes, tags and a responsible person";
}

/// Keep where bills for a customer go, and whom to speak to.
#[derive(Debug)]
pub struct ManageBillTo;
impl CustomerAct for ManageBillTo {
    type Role = ManageCustomers;
    const NEEDS: Needs = Needs::Relationship;
    const WHAT: &'static str = "Keeping bill-to data";
}

/// Collect what is to be ordered, and see what it costs.
#[derive(Debug)]
pub struct FillCart;
impl CustomerAct for FillCart {
    type Role = SeePrices;
    const NEEDS: Needs = Needs::Relationship;
    const WHAT: &'static str = "Filling a cart";
}

/// Order it.
#[derive(Debug)]
pub struct PlaceOrder;
impl CustomerAct for PlaceOrder {
    type Role = ManageCustomers;
    const NEEDS: Needs = Needs::Relationship;
    const WHAT: &'static str = "Ordering";
}

/// Change, suspend, resume and cancel its subscriptions, and choose what happens at their end.
#[derive(Debug)]
pub struct ManageSubscriptions;
impl CustomerAct for ManageSubscriptions {
    type Role = ManageCustomers;
    const NEEDS: Needs = Needs::Relationship;
    const WHAT: &'static str = "Changing a subscription";
}

/// Give them names.
#[derive(Debug)]
pub struct NameSubscriptions;
impl CustomerAct for NameSubscriptions {
    type Role = KeepNotes;
    const NEEDS: Needs = Needs::Relationship;
    const WHAT: &'static str = "Naming a subscription";
}

/// Change what is the customer's own: its company profile and its domains.
#[derive(Debug)]
pub struct ManageProfile;
impl CustomerAct for ManageProfile {
    type Role = ManageCustomers;
    const NEEDS: Needs = Needs::Privilege(&[AdminRole::GlobalAdministrator]);
    const WHAT: &'static str = "Changing a customer's profile and domains";
}

/// See the users of a customer.
#[derive(Debug)]
pub struct SeeUsers;
impl CustomerAct for SeeUsers {
    type Role = View;
    const NEEDS: Needs = Needs::Privilege(READERS);
    const WHAT: &'static str = "Seeing a customer's users";
}

/// Add, change, block, delete and restore users who hold no admin role at the customer.
#[derive(Debug)]
pub struct ManageUsers;
impl CustomerAct for ManageUsers {
    type Role = ManageCustomers;
    const NEEDS: Needs = Needs::Privilege(USER_ADMINISTRATORS);
    const WHAT: &'static str = "Changing a customer's users";
}

/// The same to users who hold one, and giving and taking these roles.
#[derive(Debug)]
pub struct ManageAdmins;
impl CustomerAct for ManageAdmins {
    type Role = ManageCustomers;
    const NEEDS: Needs = Needs::Privilege(&[AdminRole::GlobalAdministrator]);
    const WHAT: &'static str =
        "Changing users who hold an admin role at the customer, or giving and taking such roles,";
}

/// Mail a user who holds no admin role a link to set a new password.
#[derive(Debug)]
pub struct MailPasswordLinks;
impl CustomerAct for MailPasswordLinks {
    type Role = SupportUsers;
    const NEEDS: Needs = Needs::Privilege(USER_ADMINISTRATORS);
    const WHAT: &'static str = "Mailing a user a link to set a new password";
}

/// See which licenses a customer has, and who holds them.
#[derive(Debug)]
pub struct SeeLicenses;
impl CustomerAct for SeeLicenses {
    type Role = View;
    const NEEDS: Needs = Needs::Privilege(READERS);
    const WHAT: &'static str = "Seeing a customer's licenses";
}

/// Assign licenses to a customer's users, and take them.
#[derive(Debug)]
pub struct AssignLicenses;
impl CustomerAct for AssignLicenses {
    type Role = HandleLicenses;
    const NEEDS: Needs = Needs::Privilege(&[
        AdminRole::LicenseAdministrator,
        AdminRole::UserAdministrator,
        AdminRole::GlobalAdministrator,
    ]);
    const WHAT: &'static str = "Assigning licenses to a customer's users";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Role;

    /// Which roles of a privilege meet the needs, alone; and which roles of a person.
    fn allowed<A: CustomerAct>() -> (Vec<AdminRole>, Vec<Role>) {
        let met = |role: &&AdminRole| {
            A::NEEDS.are_met_by(&Between {
                has_relationship: true,
                roles: RoleSet::new(&[**role]),
                ended: None,
            })
        };
        let people = Role::ALL.iter().filter(|role| A::Role::is_held_by(**role));
        (
            AdminRole::ALL.iter().filter(met).copied().collect(),
            people.copied().collect(),
        )
    }

    #[test]
    fn each_act_needs_what_the_table_above_says() {
        let mut readers = AdminRole::ALL.to_vec();
        readers.retain(|role| *role != AdminRole::BillingAdministrator);
        let managers = vec![Role::GlobalAdmin, Role::AdminAgent];
        let users = vec![AdminRole::UserAdministrator, AdminRole::GlobalAdministrator];
        let everything = AdminRole::ALL.to_vec();
        let annotators = vec![Role::GlobalAdmin, Role::AdminAgent, Role::SalesAgent];
        assert_eq!(
            allowed::<FillCart>(),
            (everything.clone(), annotators.clone())
        );
        assert_eq!(
            allowed::<PlaceOrder>(),
            (everything.clone(), managers.clone())
        );
        assert_eq!(
            allowed::<ManageSubscriptions>(),
            (everything.clone(), managers.clone())
        );
        assert_eq!(
            allowed::<NameSubscriptions>(),
            (everything.clone(), annotators.clone())
        );
        assert_eq!(allowed::<Annotate>(), (everything.clone(), annotators));
        assert_eq!(allowed::<ManageBillTo>(), (everything, managers.clone()));
        let global = vec![AdminRole::GlobalAdministrator];
        assert_eq!(allowed::<ManageProfile>(), (global, managers.clone()));
        assert_eq!(allowed::<SeeUsers>(), (readers.clone(), Role::ALL.to_vec()));
        assert_eq!(allowed::<SeeLicenses>(), (readers, Role::ALL.to_vec()));
        assert_eq!(allowed::<ManageUsers>(), (users.clone(), managers.clone()));
        assert_eq!(
            allowed::<ManageAdmins>(),
            (vec![AdminRole::GlobalAdministrator], managers.clone())
        );
        let helpers = [managers, vec![Role::HelpdeskAgent]].concat();
        let assigners = [
            AdminRole::LicenseAdministrator,
            AdminRole::UserAdministrator,
            AdminRole::GlobalAdministrator,
        ];
        let (mut found, people) = allowed::<AssignLicenses>();
        assert_eq!(found.len(), assigners.len());
        found.retain(|role| !assigners.contains(role));
        assert_eq!((found, people), (Vec::new(), helpers.clone()));
        assert_eq!(allowed::<MailPasswordLinks>(), (users, helpers));
    }

    #[test]
    fn a_privilege_is_no_relationship_and_a_relationship_no_privilege() {
        let all = Between {
            has_relationship: false,
            roles: RoleSet::new(AdminRole::ALL),
            ended: None,
        };
        assert!(!Needs::Relationship.are_met_by(&all));
        let none = Between {
            has_relationship: true,
            roles: RoleSet::default(),
            ended: None,
        };
        assert!(Needs::Relationship.are_met_by(&none));
        assert!(!SeeUsers::NEEDS.are_met_by(&none));
    }
}
