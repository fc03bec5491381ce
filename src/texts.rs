//! Texts about kinds of partners, their privileges, and what an address proves: which of [`Texts`] belongs to which.

use crate::{
    domains::Proof,
    identity::RelationshipKind,
    privileges::{AdminRole, RoleSet},
    text,
    translations::{ErrorTooLong, Text, Texts},
};

impl Texts {
    /// What a partner of one kind is called.
    pub(crate) fn kind(self, kind: RelationshipKind) -> Text {
        match kind {
            RelationshipKind::IndirectReseller => self.indirect_reseller(),
            RelationshipKind::IndirectProvider => self.indirect_provider(),
            RelationshipKind::DirectBill => self.direct_bill(),
        }
    }

    /// The same inside a sentence.
    pub(crate) fn kind_in_sentence(self, kind: RelationshipKind) -> Text {
        match kind {
            RelationshipKind::IndirectReseller => self.indirect_reseller_in_sentence(),
            RelationshipKind::IndirectProvider => self.indirect_provider_in_sentence(),
            RelationshipKind::DirectBill => self.direct_bill_in_sentence(),
        }
    }

    /// What such a partner may do once the customer has accepted, one thing a line.
    pub(crate) fn kind_can(self, kind: RelationshipKind) -> Text {
        match kind {
            RelationshipKind::IndirectReseller => self.indirect_reseller_can(),
            RelationshipKind::IndirectProvider => self.indirect_provider_can(),
            RelationshipKind::DirectBill => self.direct_bill_can(),
        }
    }

    /// A role's name, and what it lets a partner do.
    pub(crate) fn role(self, role: AdminRole) -> (Text, Text) {
        match role {
            AdminRole::DirectoryReader => {
                (self.directory_reader(), self.directory_reader_meaning())
            }
            AdminRole::ServiceSupport => (self.service_support(), self.service_support_meaning()),
            AdminRole::LicenseAdministrator => (
                self.license_administrator(),
                self.license_administrator_meaning(),
            ),
            AdminRole::UserAdministrator => {
                (self.user_administrator(), self.user_administrator_meaning())
            }
            AdminRole::BillingAdministrator => (
                self.billing_administrator(),
                self.billing_administrator_meaning(),
            ),
            AdminRole::GlobalAdministrator => (
                self.global_administrator(),
                self.global_administrator_meaning(),
            ),
            AdminRole::GlobalReader => (self.global_reader(), self.global_reader_meaning()),
            AdminRole::ExchangeAdministrator => (
                self.exchange_administrator(),
                self.exchange_administrator_meaning(),
            ),
            AdminRole::SharePointAdministrator => (
                self.share_point_administrator(),
                self.share_point_administrator_meaning(),
            ),
            AdminRole::TeamsAdministrator => (
                self.teams_administrator(),
                self.teams_administrator_meaning(),
            ),
            AdminRole::IntuneAdministrator => (
                self.intune_administrator(),
                self.intune_administrator_meaning(),
            ),
            AdminRole::SecurityAdministrator => (
                self.security_administrator(),
                self.security_administrator_meaning(),
            ),
        }
    }

    /// The names of roles as a sentence has them.
    pub(crate) fn role_names(self, roles: &RoleSet) -> String {
        let roles = roles.roles();
        let names: Vec<Text> = roles.iter().map(|role| self.role(*role).0).collect();
        names.join(&self.comma())
    }

    /// What an address does not prove about a domain, for who has it; `None` where it proves the domain.
    pub(crate) fn doubt(self, proof: Proof, domain: &str) -> Option<Text> {
        match proof {
            Proof::Verified => None,
            Proof::Outside => Some(self.outside(domain)),
            Proof::Shared => Some(self.shared(domain)),
        }
    }

    /// What is wrong with a line that was refused; `otherwise` when it is neither too long nor odd.
    pub(crate) fn about_line(self, typed: &str, max: usize, otherwise: Text) -> Text {
        match text::optional_line(typed, usize::MAX) {
            Err(_) => self.error_unwanted(),
            Ok(line) => self.about_length(&line, max, otherwise),
        }
    }

    /// The same about a longer text.
    pub(crate) fn about_text(self, typed: &str, max: usize, otherwise: Text) -> Text {
        match text::paragraphs(typed, usize::MAX) {
            Err(_) => self.error_unwanted_in_text(),
            Ok(text) => self.about_length(&text, max, otherwise),
        }
    }

    fn about_length(self, text: &str, max: usize, otherwise: Text) -> Text {
        match text.chars().count() {
            length if length > max => self.error_too_long(ErrorTooLong {
                length: length.into(),
                max: max.into(),
            }),
            _ => otherwise,
        }
    }
}
