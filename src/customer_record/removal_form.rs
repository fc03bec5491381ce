//! What is typed to remove a relationship.

use crate::{
    db::ids::{GrantId, RelationshipId},
    text,
    web::form::FieldErrors,
};

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;
/// What the checkbox sends.
const MADE: &str = "made";
/// What a tick for something more sends.
const YES: &str = "yes";

/// What is typed to remove a relationship.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RemovalForm {
    pub(super) reason: String,
    pub(super) confirm_domain: String,
    statements: Vec<String>,
    /// The relationships that the page has shown.
    relationship: Vec<String>,
    /// The privileges that the page has shown.
    grant: Vec<String>,
    /// How many subscriptions that renew it has shown.
    renewing: String,
    /// Whether the privileges end, too.
    end_privileges: String,
    /// Whether what the partner sells is not renewed any more.
    end_renewals: String,
}

/// What more is to end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct More {
    pub(super) privileges: bool,
    pub(super) renewals: bool,
}

impl RemovalForm {
    pub(super) fn states(&self) -> bool {
        self.statements.iter().any(|value| value == MADE)
    }

    /// What is ticked.
    pub(super) fn more(&self) -> More {
        More {
            privileges: self.end_privileges == YES,
            renewals: self.end_renewals == YES,
        }
    }

    /// The privileges that are to end, too: those that it was shown for.
    pub(super) fn privileges_to_end(&self) -> Option<Vec<GrantId>> {
        let shown = self.grant.iter().filter_map(|key| key.parse().ok());
        self.more().privileges.then(|| shown.collect())
    }

    /// How many subscriptions are to end with their terms: as many as it was shown for.
    pub(super) fn renewals_to_end(&self) -> Option<i64> {
        let shown = self.renewing.parse().unwrap_or_default();
        self.more().renewals.then_some(shown)
    }

    /// The reason, when all that is asked for is there.
    pub(super) fn parse(&self, domain: &str) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        for (field, value) in [
            ("end_privileges", &self.end_privileges),
            ("end_renewals", &self.end_renewals),
        ] {
            if !value.is_empty() && value != YES {
                errors.add(field, "Tick this, or leave it out");
            }
        }
        if !self.states() {
            errors.add(
                "statements",
                "Make the statements to remove the relationship",
            );
        }
        let reason = errors.take("reason", text::paragraphs(&self.reason, REASON_MAX));
        let typed = self.confirm_domain.trim().to_lowercase();
        if typed.is_empty() {
            errors.add(
                "confirm_domain",
                format!("Enter the customer's domain, {domain}"),
            );
        } else if typed != domain.to_lowercase() {
            errors.add(
                "confirm_domain",
                format!("This is not the customer's domain. Enter {domain}"),
            );
        }
        errors.or(reason)
    }

    /// The relationships it was shown for; what is no key is none.
    pub(super) fn shown(&self) -> Vec<RelationshipId> {
        self.relationship
            .iter()
            .filter_map(|key| key.parse().ok())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(statements: &[&str], domain: &str, reason: &str) -> RemovalForm {
        RemovalForm {
            reason: reason.to_owned(),
            confirm_domain: domain.to_owned(),
            statements: statements.iter().map(|text| (*text).to_owned()).collect(),
            ..RemovalForm::default()
        }
    }

    #[test]
    fn the_domain_is_confirmed_whatever_its_case_and_the_space_around_it() {
        let parsed =
            form(&["made"], "  Contoso.Example ", " Moved away. ").parse("contoso.example");
        assert_eq!(parsed.as_deref(), Ok("Moved away."));
    }

    #[test]
    fn every_fault_is_named_beside_its_field() {
        let long = "x".repeat(REASON_MAX + 1);
        let form_of_faults = RemovalForm {
            end_privileges: "on".to_owned(),
            end_renewals: "no".to_owned(),
            ..form(&["on"], "contoso.example.net", &long)
        };
        let errors = form_of_faults
            .parse("contoso.example")
            .err()
            .unwrap_or_default();
        for field in [
            "statements",
            "reason",
            "confirm_domain",
            "end_privileges",
            "end_renewals",
        ] {
            assert!(errors.get(field).is_some(), "{field}");
        }
        assert_eq!(form_of_faults.more(), More::default());
        assert!(form(&["made"], "", "").parse("contoso.example").is_err());
    }

    #[test]
    fn what_is_no_key_names_no_relationship() {
        let form = RemovalForm {
            relationship: vec!["nonsense".to_owned(), RelationshipId::new().to_string()],
            ..RemovalForm::default()
        };
        assert_eq!(form.shown().len(), 1);
    }
}
