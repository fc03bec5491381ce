//! By whom a domain can be proven.

/// The addresses in a domain that only whoever runs it reads (CA/Browser Forum, Baseline Requirements, 3.2.2.4.4).
pub(super) const MAILBOXES: [&str; 5] = [
    "admin",
    "administrator",
    "hostmaster",
    "postmaster",
    "webmaster",
];
