//! What is set once for all rows of a bulk invitation.

use super::{
    bulk_words,
    model::{Batch, HandOver},
};
use crate::{
    invitations::InviteForm,
    messages::{Occasion, TemplatePart, check_placeholders},
    partnerships::Side,
    text,
    web::form::{Choice, FieldErrors},
};

/// Longest subject and text of a template, in characters.
const SUBJECT_MAX: usize = 200;
const BODY_MAX: usize = 10_000;

/// The settings, as they were typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BulkForm {
    pub(super) hand_over: String,
    pub(super) provider: String,
    pub(super) reseller: String,
    pub(super) channel: String,
    pub(super) language: String,
    pub(super) roles: Vec<String>,
    pub(super) days: String,
    pub(super) expires_in: String,
    pub(super) subject: String,
    pub(super) body: String,
    /// The row whose message is shown, by its line.
    pub(super) row: String,
    /// The other sites that stood on the page as named in the messages.
    pub(super) foreign: String,
}

impl BulkForm {
    /// As the batch has them.
    pub(super) fn of(batch: &Batch) -> Self {
        let other = batch.together_with.map(|id| id.to_string());
        let on = |side: Side| {
            let other = other.clone().filter(|_| batch.as_side == Some(side));
            other.unwrap_or_default()
        };
        Self {
            hand_over: batch.hand_over.map_or("", HandOver::as_str).to_owned(),
            provider: on(Side::Reseller),
            reseller: on(Side::Provider),
            channel: batch
                .channel
                .map_or("", |channel| channel.as_str())
                .to_owned(),
            language: batch.language.as_str().to_owned(),
            roles: batch
                .roles
                .roles()
                .iter()
                .map(|role| role.as_str().to_owned())
                .collect(),
            days: batch.grant_days.unwrap_or(365).to_string(),
            expires_in: batch.expires_in.to_string(),
            subject: batch.subject.clone(),
            body: batch.body.clone(),
            row: String::new(),
            foreign: String::new(),
        }
    }

    /// The part that single invitations have, too.
    pub(super) fn single(&self) -> InviteForm {
        InviteForm::with_settings(
            (&self.provider, &self.reseller),
            &self.channel,
            &self.language,
            &self.roles,
            &self.days,
            &self.expires_in,
        )
    }

    /// The batch with the checked values.
    ///
    /// # Errors
    /// With what is wrong beside each field.
    pub(super) fn apply(&self, batch: &Batch) -> Result<Batch, FieldErrors> {
        let mut errors = FieldErrors::default();
        let settings = self.single().settings(&mut errors);
        let hand_over = self.hand_over.parse().ok();
        if hand_over.is_none() {
            errors.add("hand_over", "Choose who hands the links out");
        }
        let occasion = match settings.together {
            Some(_) => Occasion::Joint,
            None => Occasion::Alone,
        };
        let subject = text::line(&self.subject, SUBJECT_MAX, "a subject").and_then(|text| {
            check_placeholders(TemplatePart::Subject, &text, occasion).map(|()| text)
        });
        let body = text::paragraphs(&self.body, BODY_MAX).and_then(|text| {
            check_placeholders(TemplatePart::Body, &text, occasion).map(|()| text)
        });
        let changed = Batch {
            hand_over,
            channel: Some(settings.channel),
            language: settings.language,
            expires_in: settings.expires_in,
            grant_days: settings.grant_days,
            as_side: settings.together.map(|it| it.as_side),
            together_with: settings.together.map(|it| it.with),
            roles: settings.roles,
            subject: errors.take("subject", subject),
            body: errors.take("body", body),
            ..batch.clone()
        };
        errors.or(changed)
    }

    /// The other partner is none of this one's.
    pub(super) fn without_partnership(&self) -> FieldErrors {
        let mut errors = FieldErrors::default();
        let field = if self.provider.is_empty() {
            "reseller"
        } else {
            "provider"
        };
        errors.add(
            field,
            "You have no active partnership with this company. Choose another, or invite alone",
        );
        errors
    }

    pub(super) fn hand_over_choices(&self) -> Vec<Choice> {
        [
            (HandOver::Send, "This server sends each message"),
            (
                HandOver::Prepare,
                "Prepare only: each link is made live, and you hand it out yourself",
            ),
        ]
        .map(|(value, label)| Choice::new(value.as_str(), label, &self.hand_over))
        .to_vec()
    }
}

/// A new batch begins with the words of a single invitation.
pub(super) fn begin(batch: &mut Batch) {
    bulk_words::SUBJECT.clone_into(&mut batch.subject);
    bulk_words::BODY.clone_into(&mut batch.body);
}
