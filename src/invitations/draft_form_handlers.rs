//! The form of a draft, and the page again when something is wrong with it.

use super::{
    draft_pages::{DraftPage, RecordPage, Shown},
    draft_service::{Draft, DraftError, DraftText},
    invitation_request::InvitationRequest,
    model::Act,
};
use crate::{
    db::{Tx, ids::InvitationId, types::Timestamp},
    domains::ConsentRules,
    error::AppError,
    identity::{CustomerManager, ManageCustomers},
    text,
    web::{Answer, form::FieldErrors, html_422},
};

/// Longest subject in characters: a template's, with three long legal names in it.
const SUBJECT_MAX: usize = 1_000;

/// What the draft's forms post.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DraftForm {
    pub(super) recipient: String,
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) version: String,
    pub(super) by: String,
    /// The other sites that stood on the page as named in the message.
    pub(super) foreign: String,
}

impl DraftForm {
    pub(super) fn parse(&self, link: &str) -> Result<DraftText, FieldErrors> {
        let mut errors = FieldErrors::default();
        let recipient = errors.take("recipient", text::email(&self.recipient));
        let subject = errors.take(
            "subject",
            text::line(&self.subject, SUBJECT_MAX, "a subject"),
        );
        let body = errors.take("body", text::paragraphs(&self.body, 10_000));
        if body.is_empty() && errors.get("body").is_none() {
            errors.add("body", "Enter the message");
        }
        if subject.contains(link) {
            errors.add(
                "subject",
                "Take the link out of the subject; it belongs into the message",
            );
        }
        let version = self.version.parse().unwrap_or_default();
        errors.or(DraftText {
            recipient,
            subject,
            body,
            version,
        })
    }

    pub(super) fn shown(self, version: i32) -> Shown {
        Shown {
            recipient: self.recipient,
            subject: self.subject,
            body: self.body,
            version: self.version.parse().unwrap_or(version),
        }
    }
}

impl InvitationRequest<ManageCustomers> {
    /// Runs `f` in a transaction. The outer error is a fault, the inner one an answer for the person.
    pub(super) async fn write<T: Send + 'static>(
        &mut self,
        act: impl FnOnce(
            &mut Tx<'_>,
            &CustomerManager,
            InvitationId,
            Timestamp,
        ) -> Result<T, DraftError>
        + Send
        + 'static,
    ) -> Result<Result<T, DraftError>, AppError> {
        let id = self.invitation.id;
        match self
            .request
            .write(move |tx, by, now| act(tx, by, id, now))
            .await
        {
            Err(DraftError::Db(error)) => Err(error.into()),
            outcome => Ok(outcome),
        }
    }

    /// Does something with its words in a transaction, as [`InvitationRequest::write`] does.
    pub(super) async fn write_draft<T: Send + 'static>(
        &mut self,
        act: impl FnOnce(&mut Tx<'_>, Draft<'_>, Timestamp) -> Result<T, DraftError> + Send + 'static,
    ) -> Result<Result<T, DraftError>, AppError> {
        let (link, rules) = (self.link()?, self.request.part::<ConsentRules>()?);
        let written = self.write(move |tx, by, id, now| {
            let (rules, link) = (rules.get_ref(), link.as_str());
            let draft = Draft {
                by,
                rules,
                id,
                link,
            };
            act(tx, draft, now)
        });
        written.await
    }

    /// The page again, with what was typed and why nothing was done. Where somebody else was first, their text stands
    /// beside it, and what is saved next replaces it.
    pub(super) async fn refused(mut self, form: DraftForm, error: &DraftError) -> Answer {
        let is_conflict = matches!(error, DraftError::Stale) && !form.body.is_empty();
        self.refresh().await?;
        let mut errors = FieldErrors::default();
        errors.explain(error);
        self.shown_again(form, errors, is_conflict).await
    }

    /// The page again, with what was typed and what is wrong with it.
    pub(super) async fn again(self, form: DraftForm, errors: FieldErrors) -> Answer {
        self.shown_again(form, errors, false).await
    }

    async fn shown_again(
        mut self,
        form: DraftForm,
        errors: FieldErrors,
        is_conflict: bool,
    ) -> Answer {
        let ((found, foreign), layout) = (self.find().await?, self.layout().await?);
        let (link, can_mail, now) = (Some(self.link()?), self.can_mail()?, self.request.now);
        if !Act::Edit.is_possible(found.invitation.state_now(now)) {
            return html_422(&RecordPage::new(layout, found, link, can_mail, now).with(errors));
        }
        let kept = Shown::kept(&found.invitation, link.as_deref());
        let version = found.invitation.version;
        let shown = match form.body.is_empty() {
            true => kept.clone(),
            false => form.shown(version),
        };
        let shown = Shown {
            version: if is_conflict { version } else { shown.version },
            ..shown
        };
        let page = DraftPage::new(layout, found, shown, link, can_mail, now);
        let page = page.naming(&foreign).with(errors);
        html_422(&match is_conflict {
            true => page.against(kept),
            false => page,
        })
    }
}
