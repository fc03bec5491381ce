//! The settings about consent.

use super::reader::Reader;
use crate::domains::{ConsentRules, Policy, SharedDomains};

/// Which acceptances count, and which domains prove nothing.
pub(super) fn read(from: &mut Reader) -> ConsentRules {
    ConsentRules {
        shared: from.or(
            "SHARED_DOMAINS",
            SharedDomains::default(),
            SharedDomains::parse,
        ),
        policy: from.or("CONSENT", Policy::Any, policy),
    }
}

fn policy(text: &str) -> Result<Policy, String> {
    match text {
        "any" => Ok(Policy::Any),
        "verified" => Ok(Policy::Verified),
        _ => Err("must be any or verified".to_owned()),
    }
}

/// What is in force, by name.
pub(super) fn in_force(rules: &ConsentRules) -> [(&'static str, String); 2] {
    let policy = match rules.policy {
        Policy::Any => "any",
        Policy::Verified => "verified",
    };
    [
        ("CONSENT", policy.to_owned()),
        ("SHARED_DOMAINS", rules.shared.words()),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{Config, PREFIX, Problems, PublicUrl};
    use crate::domains::Policy;

    fn config(variables: &[(&str, &str)]) -> Result<Config, Problems> {
        let variables: BTreeMap<String, String> = variables
            .iter()
            .map(|(name, value)| (format!("{PREFIX}{name}"), (*value).to_owned()))
            .collect();
        Config::from_map(variables, PublicUrl::Optional)
    }

    #[test]
    fn the_rules_of_consent_are_set_and_shown() {
        let usual = config(&[]).unwrap();
        assert_eq!(usual.consent.policy, Policy::Any);
        assert!(usual.consent.shared.holds("yahoo.co.uk"));
        let set = config(&[
            ("CONSENT", "verified"),
            ("SHARED_DOMAINS", "+kpn.example,-yahoo.co.uk"),
        ])
        .unwrap();
        assert_eq!(set.consent.policy, Policy::Verified);
        assert!(!set.consent.shared.holds("yahoo.co.uk"));
        let shown: Vec<String> = set
            .in_force()
            .iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        let shown = shown.join("\n");
        assert!(
            shown.contains("PARTNER_CENTER_CONSENT = verified"),
            "{shown}"
        );
        assert!(
            shown.contains("added: kpn.example; taken off: yahoo.co.uk"),
            "{shown}"
        );
    }

    #[test]
    fn rules_of_consent_that_make_no_sense_are_told() {
        let text = config(&[("CONSENT", "all"), ("SHARED_DOMAINS", "kpn.example")])
            .unwrap_err()
            .to_string();
        for name in ["CONSENT must be any or verified", "SHARED_DOMAINS holds"] {
            assert!(text.contains(name), "{name} in {text}");
        }
    }
}
