//! The domains that are not one company's.

use std::{
    collections::{BTreeSet, HashSet},
    sync::{Arc, LazyLock},
};

use crate::text;

/// Kept elsewhere, and ours for what they lack. Each file says where it comes from and under which licence.
const LISTS: [&str; 3] = [
    include_str!("lists/free-email-domains.txt"),
    include_str!("lists/email-providers.txt"),
    include_str!("lists/more.txt"),
];

static KEPT: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LISTS.iter().flat_map(|list| domains_of(list)).collect());

/// The lines that are no remarks.
fn domains_of(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#'))
}

/// The domains that are not one company's: the kept lists and the public suffix list, with what the operator has added
/// and taken off. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct SharedDomains(Arc<Changes>);

#[derive(Debug, Default)]
struct Changes {
    added: BTreeSet<String>,
    taken_off: BTreeSet<String>,
}

impl SharedDomains {
    /// What the operator has set: domains with commas between them, each with `+` to add it or `-` to take it off.
    ///
    /// # Errors
    /// With what is wrong, to stand behind the setting's name.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut changes = Changes::default();
        let items = text.split(',').map(str::trim).filter(|it| !it.is_empty());
        for item in items {
            let (set, name) = match (item.strip_prefix('+'), item.strip_prefix('-')) {
                (Some(name), _) => (&mut changes.added, name),
                (_, Some(name)) => (&mut changes.taken_off, name),
                _ => {
                    return Err(format!(
                        "holds {item:?}: write +{item} to add it, or -{item} to take it off"
                    ));
                }
            };
            let domain =
                text::domain(name).map_err(|_| format!("holds {name:?}, which is no domain"))?;
            set.insert(domain);
        }
        if let Some(both) = changes.added.intersection(&changes.taken_off).next() {
            return Err(format!("adds {both} and takes it off; keep one of them"));
        }
        Ok(Self(Arc::new(changes)))
    }

    /// What is in force, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let changes = [("added", &self.0.added), ("taken off", &self.0.taken_off)];
        let changes = changes.iter().filter(|(_, domains)| !domains.is_empty());
        let changes = changes.map(|(what, domains)| {
            let domains: Vec<&str> = domains.iter().map(String::as_str).collect();
            format!("; {what}: {}", domains.join(", "))
        });
        format!(
            "{} domains of free mail and of providers, and the public suffix list{}",
            KEPT.len(),
            changes.collect::<String>()
        )
    }

    /// Whether a domain is not certainly one company's, so that an address in it proves nothing about a company.
    ///
    /// What holds for a domain holds for those below it, as far as one owner has them all: some providers give each
    /// client one below their own. The closest word of the operator counts.
    #[must_use]
    pub fn holds(&self, domain: &str) -> bool {
        let whole = psl::domain_str(domain).unwrap_or(domain);
        let mut rest = domain;
        loop {
            if self.0.taken_off.contains(rest) {
                return false;
            }
            if self.0.added.contains(rest) || KEPT.contains(rest) {
                return true;
            }
            match rest.split_once('.') {
                Some((_, parent)) if rest != whole => rest = parent,
                _ => break,
            }
        }
        // Registries hand out what is below such a name, or a company does it as a registry would.
        psl::domain_str(domain).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_of_free_mail_and_of_providers_are_shared() {
        let shared = SharedDomains::default();
        for domain in [
            "gmail.com",
            "yahoo.co.uk",
            "outlook.com",
            "t-online.de",
            "btinternet.com",
            "docomo.ne.jp",
            "mailinator.com",
            "sapo.pt",
            "tutanota.com",
            "ana.fastmail.com",
            "freemail.example",
        ] {
            assert!(shared.holds(domain), "{domain}");
        }
        for domain in [
            "contoso.example",
            "mail.contoso.example",
            "microsoft.com",
            "sap.com",
            "bbc.co.uk",
            "notgmail.com",
        ] {
            assert!(!shared.holds(domain), "{domain}");
        }
    }

    #[test]
    fn public_suffixes_are_shared_and_what_is_registered_below_them_is_not() {
        let shared = SharedDomains::default();
        for domain in [
            "co.uk",
            "com.br",
            "github.io",
            "blogspot.com",
            "xn--55qx5d.cn",
            "s3.amazonaws.com",
        ] {
            assert!(shared.holds(domain), "{domain}");
        }
        for domain in ["adatum.co.uk", "adatum.github.io", "adatum.xn--55qx5d.cn"] {
            assert!(!shared.holds(domain), "{domain}");
        }
    }

    #[test]
    fn the_operator_adds_and_takes_off() {
        let shared = SharedDomains::parse(
            " +Kpn.example, -gmail.com,+bücher.example , -corp.yahoo.co.uk,-github.io",
        )
        .unwrap();
        for domain in [
            "kpn.example",
            "ana.kpn.example",
            "xn--bcher-kva.example",
            "yahoo.co.uk",
        ] {
            assert!(shared.holds(domain), "{domain}");
        }
        for domain in ["gmail.com", "corp.yahoo.co.uk", "github.io"] {
            assert!(!shared.holds(domain), "{domain}");
        }
        let words = shared.words();
        assert!(
            words.contains("; added: kpn.example, ") && words.contains("; taken off: corp."),
            "{words}"
        );
        for (text, says) in [
            ("kpn.example", "+kpn.example"),
            ("+kpn", "no domain"),
            ("+kpn.example,-kpn.example", "keep one"),
        ] {
            assert!(
                SharedDomains::parse(text).unwrap_err().contains(says),
                "{text}"
            );
        }
    }

    #[test]
    fn each_list_says_where_it_comes_from_and_holds_domains_in_order() {
        for list in LISTS {
            let head: Vec<&str> = list.lines().take_while(|it| it.starts_with('#')).collect();
            let head = head.join("\n");
            assert!(
                ["Copyright", "under its licence"]
                    .iter()
                    .any(|licence| head.contains(licence)),
                "{head}"
            );
            let domains: Vec<&str> = domains_of(list).collect();
            assert!(domains.is_sorted() && domains.len() > 50, "{head}");
            for domain in domains {
                assert!(
                    domain.contains('.')
                        && domain
                            .bytes()
                            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.')),
                    "{domain:?}"
                );
            }
        }
    }
}
