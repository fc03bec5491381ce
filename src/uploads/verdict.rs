//! How verdicts are shown.

use super::model::Verdict;

impl Verdict {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Listed => "In your list, will be asked",
            Self::NeedsReview => "Will be asked, look at the address",
            Self::Known => "Known here already",
            Self::Connected => "Connected already",
            Self::Open => "Invitation open already",
            Self::Repeated => "Repeated in the file",
            Self::Deleted => "Name of a deleted user",
            Self::OtherDomain => "Not in a verified domain",
            Self::NotGranted => "Takes another privilege",
            Self::Example => "Example of the template",
            Self::OwnDomain => "Your own domain",
            Self::Changed => "Changed",
            Self::Ending => "Ending",
            Self::Staying => "Staying",
            Self::Unreadable => "Unreadable",
        }
    }

    /// The badge's tone.
    #[must_use]
    pub fn tone(self) -> &'static str {
        match self {
            Self::New | Self::Listed | Self::Changed => "good",
            Self::Known
            | Self::Connected
            | Self::Open
            | Self::Repeated
            | Self::Example
            | Self::Staying => "ended",
            Self::Ending => "waiting",
            Self::NeedsReview
            | Self::Deleted
            | Self::OtherDomain
            | Self::NotGranted
            | Self::OwnDomain
            | Self::Unreadable => "attention",
        }
    }
}
