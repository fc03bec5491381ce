//! What an address proves: whether its domain certainly belongs to one company, and which mailbox it reaches.
//!
//! A mailed code shows that somebody reads mail at an address. That proves something about a company only if the domain
//! belongs to that company alone. Anybody can have an address at `gmail.com`, any client of an internet provider at its
//! domain, and nobody owns a public suffix such as `co.uk` or `github.io`. Three lists, maintained elsewhere, name such
//! domains: two lists of mail providers, and the public suffix list in the crate `psl`. The operator can add and remove
//! domains. A doubtful domain never joins two acceptances to one record; only the mailbox that made a record can
//! accept more for it.

mod mailbox;
mod shared;
mod txt;

pub use mailbox::mailbox;
pub use shared::SharedDomains;
pub use txt::NameServers;

use crate::text::domain_of;

/// Which acceptances count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Policy {
    /// Every one with a mailed code; one that does not verify the domain is shown apart.
    #[default]
    Any,
    /// Only one with an address that verifies the company's domain.
    Verified,
}

/// What an address that received a code proves about a domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// The address is in the domain, and the domain is one company's.
    Verified,
    /// The address is in another domain.
    Outside,
    /// The address is in the domain, but many share it.
    Shared,
}

impl Proof {
    /// What an acceptance said at its time, from what is kept of it.
    #[must_use]
    pub fn kept(domain: &str, email: &str, verified: bool) -> Self {
        match (verified, domain_of(email) == domain) {
            (true, _) => Self::Verified,
            (false, true) => Self::Shared,
            (false, false) => Self::Outside,
        }
    }

    /// In a sentence of the staff's pages, mails and reports; `None` where there is nothing to say.
    #[must_use]
    pub fn doubt(self, domain: &str) -> Option<String> {
        match self {
            Self::Verified => None,
            Self::Outside => Some(format!("Agreed by an address outside {domain}")),
            Self::Shared => Some(format!(
                "{domain} is open to everybody, so it proves nothing about the company"
            )),
        }
    }
}

/// The rules of consent, as the operator has set them.
#[derive(Debug, Clone, Default)]
pub struct ConsentRules {
    /// Domains that are not one company's.
    pub shared: SharedDomains,
    /// Which acceptances count.
    pub policy: Policy,
}

impl ConsentRules {
    /// What an acceptance with this address says about this domain.
    #[must_use]
    pub fn proof(&self, domain: &str, email: &str) -> Proof {
        if domain_of(email) != domain {
            Proof::Outside
        } else if self.shared.holds(domain) {
            Proof::Shared
        } else {
            Proof::Verified
        }
    }

    /// What an acceptance with this address says about this domain, where it was `verified` at its time. A domain that
    /// is shared by now proves nothing any more.
    #[must_use]
    pub fn proof_since(&self, domain: &str, email: &str, verified: bool) -> Proof {
        match self.proof(domain, email) {
            // The domain was in doubt then: that it has been taken off a list proves nothing afterwards.
            Proof::Verified if !verified => Proof::Shared,
            proof => proof,
        }
    }

    /// Whether an acceptance with this address counts.
    #[must_use]
    pub fn allows(&self, domain: &str, email: &str) -> bool {
        self.policy == Policy::Any || self.proof(domain, email) == Proof::Verified
    }

    /// Why no acceptance with this address would count, for who invites it.
    pub fn check(&self, domain: &str, email: &str) -> Result<(), String> {
        match self.proof(domain, email) {
            _ if self.policy == Policy::Any => Ok(()),
            Proof::Verified => Ok(()),
            Proof::Outside => Err(format!(
                "Enter an address at {domain}: here a company accepts with an address in its own domain alone"
            )),
            Proof::Shared => Err(format!(
                "{domain} is open to everybody, so it proves nothing about the company. Enter the company's own domain, and an address in it"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(policy: Policy) -> ConsentRules {
        ConsentRules {
            policy,
            ..ConsentRules::default()
        }
    }

    #[test]
    fn an_address_proves_the_domain_that_it_is_in_unless_many_share_it() {
        let rules = rules(Policy::Any);
        for (domain, email, proof) in [
            ("adatum.example", "ana@adatum.example", Proof::Verified),
            ("adatum.example", "ana@mail.adatum.example", Proof::Outside),
            ("adatum.example", "ana@gmail.com", Proof::Outside),
            ("yahoo.co.uk", "smith@yahoo.co.uk", Proof::Shared),
            ("github.io", "smith@github.io", Proof::Shared),
        ] {
            assert_eq!(rules.proof(domain, email), proof, "{email} for {domain}");
        }
    }

    #[test]
    fn a_proof_never_becomes_better_than_it_was_and_may_become_worse() {
        let rules = rules(Policy::Any);
        let since = |email, domain, verified| rules.proof_since(domain, email, verified);
        assert_eq!(
            since("ana@adatum.example", "adatum.example", false),
            Proof::Shared
        );
        assert_eq!(
            since("smith@yahoo.co.uk", "yahoo.co.uk", true),
            Proof::Shared
        );
        assert_eq!(
            since("ana@adatum.example", "adatum.example", true),
            Proof::Verified
        );
    }

    #[test]
    fn the_operator_can_ask_for_a_verified_domain() {
        let (any, verified) = (rules(Policy::Any), rules(Policy::Verified));
        assert!(any.check("gmail.com", "ana@gmail.com").is_ok());
        assert!(
            verified
                .check("adatum.example", "ana@adatum.example")
                .is_ok()
        );
        for (domain, email, says) in [
            ("gmail.com", "ana@gmail.com", "open to everybody"),
            (
                "adatum.example",
                "ana@gmail.com",
                "an address at adatum.example",
            ),
        ] {
            assert!(any.allows(domain, email) && !verified.allows(domain, email));
            assert!(verified.check(domain, email).unwrap_err().contains(says));
        }
    }
}
