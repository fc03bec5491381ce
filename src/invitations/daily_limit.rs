//! How many invitations a partner may begin a day.

/// Invitations that a partner may begin a day, when the operator has set it.
#[derive(Debug, Clone, Copy)]
pub struct DailyLimit(pub Option<i64>);

/// A partner has begun as many invitations as it may in a day.
pub(crate) fn day_is_full(limit: i64) -> String {
    format!(
        "Your company has begun {limit} invitations in the last 24 hours, which is its limit. Try again tomorrow, or ask the operator for more"
    )
}
