//! The states of a grant.

use crate::db::types::text_enum;

text_enum! {
    /// Where a grant stands.
    GrantState {
        /// In force until its end.
        Active = "active",
        /// Ran out.
        Expired = "expired",
        /// Ended early.
        Terminated = "terminated",
    }
}

text_enum! {
    /// What ended a grant.
    EndCause {
        /// Its time was over.
        Term = "term",
        /// The partner ended it.
        Partner = "partner",
        /// The customer ended it.
        Customer = "customer",
    }
}
