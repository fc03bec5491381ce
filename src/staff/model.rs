//! Where a member of staff stands.

use crate::{
    db::types::Timestamp,
    identity::{SetUpLink, User, UserStatus},
};

/// Where a member of staff stands: `invited ⇄ lapsed → active ⇄ disabled`. Somebody whose invitation is withdrawn is disabled,
/// too, and can be invited again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Can sign in.
    Active,
    /// Has a link to set the first password, good until then.
    Invited(Timestamp),
    /// Has no password, and no link that is good.
    Lapsed,
    /// Cannot sign in.
    Disabled,
}

impl Standing {
    /// From the row, and from the person's newest link to set the first password.
    #[must_use]
    pub fn of(user: &User, link: Option<SetUpLink>, now: Timestamp) -> Self {
        match (user.status, &user.password_hash, link) {
            (UserStatus::Disabled, ..) => Self::Disabled,
            (UserStatus::Active, Some(_), _) => Self::Active,
            (UserStatus::Active, None, Some(link)) if link.expires_at > now => {
                Self::Invited(link.expires_at)
            }
            (UserStatus::Active, None, _) => Self::Lapsed,
        }
    }

    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Invited(_) => "Invited",
            Self::Lapsed => "Invitation over",
            Self::Disabled => "Disabled",
        }
    }

    /// How a badge looks.
    #[must_use]
    pub fn tone(self) -> &'static str {
        match self {
            Self::Active => "good",
            Self::Invited(_) => "waiting",
            Self::Lapsed => "attention",
            Self::Disabled => "ended",
        }
    }

    /// Whether the person has been asked and has not set a password.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Invited(_) | Self::Lapsed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        db::ids::{PartnerId, PasswordLinkId, UserId},
        identity::Roles,
    };

    #[test]
    fn an_invitation_is_over_at_the_instant_at_which_its_link_ends() {
        let now = Timestamp::EPOCH.plus(chrono::Duration::days(20_000));
        let mut user = User {
            id: UserId::new(),
            partner_id: PartnerId::new(),
            email: "ada@contoso.example".to_owned(),
            name: "Ada".to_owned(),
            status: UserStatus::Active,
            password_hash: None,
            notified_until: now,
            created_at: now,
            roles: Roles::default(),
        };
        let link = |seconds| {
            let expires_at = now.plus(chrono::Duration::seconds(seconds));
            let id = PasswordLinkId::new();
            Some(SetUpLink { id, expires_at })
        };
        let until = now.plus(chrono::Duration::seconds(1));
        assert_eq!(Standing::of(&user, link(1), now), Standing::Invited(until));
        assert_eq!(Standing::of(&user, link(0), now), Standing::Lapsed);
        assert_eq!(Standing::of(&user, None, now), Standing::Lapsed);
        user.password_hash = Some("x".to_owned());
        assert_eq!(Standing::of(&user, link(0), now), Standing::Active);
        user.status = UserStatus::Disabled;
        assert_eq!(Standing::of(&user, link(1), now), Standing::Disabled);
    }
}
