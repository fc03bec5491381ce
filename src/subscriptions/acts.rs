//! What can be done with a subscription, and why something cannot.

use super::model::{State, Subscription};
use crate::{charges::Day, db::types::Timestamp, paths::Paths, prices::Billing};

/// An act on a subscription, each with a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// More licenses, or fewer.
    Seats,
    /// What happens at the end of the term.
    Renewal,
    /// Suspend, or resume.
    Suspension,
    /// Take it back.
    Cancellation,
    /// Its name.
    Nickname,
    /// Its reseller of record.
    Reseller,
    /// Order the same anew, while nothing is lost.
    Reactivation,
}

const TERM_IS_OVER: &str = "Its term is over, and what was chosen for its end is being carried out. Look again in a few minutes.";

impl Act {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 7] = [
        Self::Reactivation,
        Self::Seats,
        Self::Renewal,
        Self::Suspension,
        Self::Cancellation,
        Self::Nickname,
        Self::Reseller,
    ];

    /// As a button says it.
    #[must_use]
    pub fn label(self, row: &Subscription) -> &'static str {
        match self {
            Self::Seats => "Change the licenses",
            Self::Renewal => "Change the renewal",
            Self::Suspension if row.state == State::Suspended => "Resume",
            Self::Suspension => "Suspend",
            Self::Cancellation => "Cancel",
            Self::Nickname => "Change the nickname",
            Self::Reseller => "Change the reseller of record",
            Self::Reactivation => "Reactivate",
        }
    }

    /// Short, for elements of a page.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Seats => "seats",
            Self::Renewal => "renewal",
            Self::Suspension => "suspension",
            Self::Cancellation => "cancellation",
            Self::Nickname => "nickname",
            Self::Reseller => "reseller",
            Self::Reactivation => "reactivation",
        }
    }

    /// Its page.
    #[must_use]
    pub fn address(self, row: &Subscription, paths: &Paths) -> String {
        match self {
            Self::Seats => paths.subscription_seats(row.id),
            Self::Renewal => paths.subscription_renewal(row.id),
            Self::Suspension => paths.subscription_suspension(row.id),
            Self::Cancellation => paths.subscription_cancellation(row.id),
            Self::Nickname => paths.subscription_nickname(row.id),
            Self::Reseller => paths.subscription_reseller(row.id),
            Self::Reactivation => paths.subscription_reactivation(row.id),
        }
    }

    /// Whether there is a reason to show it, though it cannot be done: what has not ended needs nobody to take it up again.
    #[must_use]
    pub fn concerns(self, row: &Subscription) -> bool {
        self != Self::Reactivation || matches!(row.state, State::Expired | State::Disabled)
    }

    /// Whether the reseller of record does it at once, too. Everything else it asks its seller for; what has ended goes into its
    /// cart, which it sends to its seller.
    #[must_use]
    pub fn is_the_resellers_too(self) -> bool {
        matches!(self, Self::Renewal | Self::Nickname | Self::Reactivation)
    }

    /// Whether the reseller of record sends its seller a request for it.
    #[must_use]
    pub fn is_asked_for(self) -> bool {
        matches!(self, Self::Seats | Self::Suspension | Self::Cancellation)
    }

    /// As a button says it to whoever asks for it.
    #[must_use]
    pub fn asking_label(self, row: &Subscription) -> &'static str {
        match self {
            Self::Seats => "Ask for other licenses",
            Self::Suspension if row.state == State::Suspended => "Ask to resume",
            Self::Suspension => "Ask to suspend",
            Self::Cancellation => "Ask to cancel",
            Self::Renewal | Self::Nickname | Self::Reseller | Self::Reactivation => self.label(row),
        }
    }

    /// Why it cannot be done with a subscription at an instant, whoever asks; nothing where it can.
    #[must_use]
    pub fn closed(self, row: &Subscription, now: Timestamp) -> Option<String> {
        let is_over = Day::of(now) > row.term().last;
        let reason = match (self, row.state) {
            (_, State::Deleted) => "It is gone.",
            (Self::Nickname, _) => return None,
            (_, State::Cancelled) => "It was cancelled, and that is final.",
            (Self::Cancellation, State::Active | State::Suspended) => {
                return too_late_to_cancel(row, now);
            }
            (Self::Reseller, _) | (Self::Reactivation, State::Expired | State::Disabled) => {
                return None;
            }
            (Self::Reactivation, _) => "It has not ended: there is nothing to take up again.",
            (_, State::Expired | State::Disabled) => "Its last term is over.",
            // What was chosen then happens: nobody turns it in the minute before it is carried out.
            (_, _) if is_over => TERM_IS_OVER,
            (Self::Suspension, _) => return None,
            (Self::Seats, _) if row.is_trial => "The licenses of a trial do not change.",
            (Self::Renewal, _) if row.is_trial => "A trial ends by itself.",
            (Self::Renewal, _) if row.billing_cycle == Billing::OneTime => {
                "What is billed once ends by itself."
            }
            (Self::Seats, State::Suspended) => {
                "Its licenses change only while it is active. Resume it first."
            }
            (Self::Renewal, State::Suspended) => {
                "While it is suspended it ends with its term. Resume it to choose."
            }
            (_, _) => return None,
        };
        Some(reason.to_owned())
    }
}

/// Less than 168 hours after it began or was last renewed it can be cancelled.
fn too_late_to_cancel(row: &Subscription, now: Timestamp) -> Option<String> {
    let until = row.cancellation_allowed_until_date;
    (now >= until).then(|| {
        format!(
            "It could be cancelled until {}. Now it can only end with its term.",
            until.words()
        )
    })
}
