//! What is set once for all rows of a bulk invitation.

use serde::{Deserialize, Serialize};

use crate::{
    db::{ids::PartnerId, types::text_enum},
    invitations::{Channel, JointWith},
    language::Language,
    messages::Occasion,
    partnerships::Side,
    privileges::RoleSet,
};

text_enum! {
    /// Who sends the links.
    SendBy {
        /// This server, by mail.
        Server = "send",
        /// The partner: each link is made live, to be handed out.
        Partner = "prepare",
    }
}

/// The settings. They are kept as JSON under these names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Settings {
    /// Who sends the links.
    pub(super) send_by: SendBy,
    /// How the partner came to the companies.
    pub(super) channel: Channel,
    /// The language of rows that name none.
    pub(super) language: Language,
    /// Days until the links end.
    pub(super) expires_in: i32,
    /// Delegated admin privileges asked for.
    pub(super) roles: RoleSet,
    /// For how many days.
    pub(super) grant_days: Option<i32>,
    /// The side of this partner in a joint invitation.
    pub(super) as_side: Option<Side>,
    /// The other partner of it.
    pub(super) together_with: Option<PartnerId>,
    /// Whether customers are asked for privileges, beside the relationship that they have.
    #[serde(default)]
    pub(super) for_privileges: bool,
    /// Whether privileges are to be extended by themselves.
    #[serde(default)]
    pub(super) auto_extend: bool,
    /// Subject, with placeholders.
    pub(super) subject: String,
    /// Text, with placeholders.
    pub(super) body: String,
}

impl Settings {
    /// Those of a list that is being read. Its language and words come with its last row.
    pub(super) fn new(channel: Channel) -> Self {
        Self {
            send_by: SendBy::Server,
            channel,
            language: Language::English,
            expires_in: 30,
            roles: RoleSet::new(&[]),
            grant_days: None,
            as_side: None,
            together_with: None,
            for_privileges: false,
            auto_extend: false,
            subject: String::new(),
            body: String::new(),
        }
    }

    /// Who asks, and for what.
    pub(super) fn occasion(&self) -> Occasion {
        match self.together() {
            Some(_) => Occasion::Joint,
            None if self.for_privileges => Occasion::Privileges,
            None => Occasion::Alone,
        }
    }

    /// Together with whom, when not alone.
    pub(super) fn together(&self) -> Option<JointWith> {
        let (as_side, with) = self.as_side.zip(self.together_with)?;
        Some(JointWith { as_side, with })
    }
}
