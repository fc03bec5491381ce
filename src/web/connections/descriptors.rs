//! The operating system's limit of open files: each connection needs a file descriptor, and without a free one none is
//! accepted.

/// The wanted limit, if the system's hard limit allows it.
#[cfg(unix)]
const WANTED: u64 = 65_536;

/// Raises the limit of open files as far as this process may, and returns it; `None` where there is no such limit.
#[cfg(unix)]
#[must_use]
pub(super) fn raise_limit() -> Option<u64> {
    use rustix::process::{Resource, getrlimit, setrlimit};

    let mut limit = getrlimit(Resource::Nofile);
    let possible = limit.maximum.map_or(WANTED, |most| most.min(WANTED));
    if limit.current.is_some_and(|now| now < possible) {
        let before = limit.current;
        limit.current = Some(possible);
        if let Err(cause) = setrlimit(Resource::Nofile, limit) {
            tracing::warn!(%cause, "the limit of open files cannot be raised");
            limit.current = before;
        }
    }
    limit.current
}

/// Raises the limit of open files as far as this process may, and returns it; `None` where there is no such limit.
#[cfg(not(unix))]
#[must_use]
pub(super) fn raise_limit() -> Option<u64> {
    None
}
