//! The mailbox behind an address. Spellings that its mail server treats as the same are the same here.

/// How a provider reads the part before the `@`, beside the tag behind a `+`, which is taken off everywhere.
struct Provider {
    /// Its domains; a mailbox is reached under each of them. The first one stands for all.
    domains: &'static [&'static str],
    /// Characters that the provider ignores.
    ignored: &'static [char],
}

/// Only rules that providers document themselves.
const PROVIDERS: &[Provider] = &[
    Provider {
        domains: &["gmail.com", "googlemail.com"],
        ignored: &['.'],
    },
    Provider {
        domains: &["proton.me", "protonmail.com", "protonmail.ch", "pm.me"],
        ignored: &['.', '-', '_'],
    },
    Provider {
        domains: &["icloud.com", "me.com", "mac.com"],
        ignored: &[],
    },
    Provider {
        domains: &[
            "yandex.ru",
            "yandex.com",
            "yandex.by",
            "yandex.kz",
            "yandex.ua",
            "ya.ru",
        ],
        // A dot and a hyphen are the same there. Removing both may count a few mailboxes together, but never one twice.
        ignored: &['.', '-'],
    },
];

/// The mailbox that this address reaches, in lower case. It is only compared and counted. Nothing is sent to it,
/// because a server that reads `+` in another way would deliver elsewhere.
///
/// Spellings of one mailbox give the same result: with another tag behind `+`, in other capitals, and with characters
/// that the provider ignores. Where a server treats such addresses as different, they are still counted as one.
#[must_use]
pub fn mailbox(email: &str) -> String {
    let email = email.trim().to_lowercase();
    let Some((local, domain)) = email.rsplit_once('@') else {
        return email;
    };
    let domain = domain.trim_end_matches('.');
    let base = match local.split_once('+') {
        Some((base, _)) if !base.is_empty() => base,
        _ => local,
    };
    let provider = PROVIDERS
        .iter()
        .find(|provider| provider.domains.contains(&domain));
    let Some(provider) = provider else {
        return format!("{base}@{domain}");
    };
    let plain = base.replace(provider.ignored, "");
    let plain = if plain.is_empty() { base } else { &plain };
    let first = provider.domains.first().copied().unwrap_or(domain);
    format!("{plain}@{first}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_mailbox_have_one_name() {
        for (name, spellings) in [
            (
                "ana@adatum.example",
                &[
                    "ana@adatum.example",
                    "ANA@Adatum.Example",
                    "ana+1@adatum.example",
                    "ana+a+b@adatum.example",
                    "ana+@adatum.example.",
                ][..],
            ),
            (
                "analima@gmail.com",
                &[
                    "ana.lima@gmail.com",
                    "a.n.a.l.i.m.a+x@googlemail.com",
                    "AnaLima@GMAIL.com",
                ],
            ),
            (
                "analima@proton.me",
                &["ana-lima@pm.me", "ana_li.ma+y@protonmail.com"],
            ),
            ("ana@icloud.com", &["ana@me.com", "ana+z@mac.com"]),
            (
                "analima@yandex.ru",
                &["ana.lima@ya.ru", "ana-lima@yandex.com"],
            ),
        ] {
            for spelling in spellings {
                assert_eq!(mailbox(spelling), name, "{spelling}");
            }
        }
    }

    #[test]
    fn other_mailboxes_have_other_names() {
        // With nearly every provider, dots distinguish mailboxes.
        assert_ne!(
            mailbox("ana.lima@adatum.example"),
            mailbox("analima@adatum.example")
        );
        assert_ne!(mailbox("ana@adatum.example"), mailbox("ana@gmail.com"));
        assert_ne!(mailbox("+a@adatum.example"), mailbox("+b@adatum.example"));
        assert_eq!(mailbox("...@gmail.com"), "...@gmail.com");
    }
}
