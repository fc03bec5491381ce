//! What the handlers of one invitation share: its form, what is found about it, and the page again when something
//! is wrong.

use actix_web::{HttpRequest, HttpResponse};

use super::{
    ask_view::AskView,
    draft_pages::{DraftPage, EventView, Found, MailView, RecordPage, Shown},
    draft_service::{DraftError, Words},
    model::{Act, Invitation},
    overdue,
    partnership_words::PartnershipView,
    party_queries, queries,
};
use crate::{
    activity,
    clock::Clock,
    customers,
    db::{Conn, Db, Tx, ids::InvitationId, types::Timestamp},
    error::AppError,
    identity::{
        self, Authorized, CustomerManager, Denied, Layout, ManagePartnerships, Permission, Scope,
        View,
    },
    mail::{self, CanMail},
    messages::{Foreign, ForeignLinks},
    paths::Site,
    secrets::Secrets,
    text,
    web::{Answer, form::FieldErrors, html_422, layout::Flash, part, see_other},
};

/// What the draft's forms post.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DraftForm {
    pub(super) recipient: String,
    pub(super) subject: String,
    pub(super) body: String,
    pub(super) version: String,
    pub(super) by: String,
    /// The other sites that stood on the page as named in the message.
    pub(super) foreign: String,
}

impl DraftForm {
    pub(super) fn parse(&self, link: &str) -> Result<Words, FieldErrors> {
        let mut errors = FieldErrors::default();
        let recipient = errors.take("recipient", text::email(&self.recipient));
        let subject = errors.take("subject", text::line(&self.subject, 200, "a subject"));
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
        errors.or(Words {
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

pub(super) fn look_up(conn: &mut Conn, scope: Scope, id: InvitationId) -> crate::db::Result<Found> {
    let invitation = queries::find(conn, scope, id)?;
    let parties = party_queries::parties(conn, id)?;
    let sender = identity::user(conn, scope, invitation.created_by)?.name;
    Ok(Found {
        entry: match invitation.entry_id {
            Some(entry) => Some(customers::find_entry(conn, scope, entry)?),
            None => None,
        },
        ask: AskView::new(&invitation, &parties, &sender),
        partnership: parties
            .first()
            .filter(|_| invitation.is_of_partnership())
            .and_then(|asker| PartnershipView::new(&invitation, asker, &sender)),
        history: activity::of_invitation(conn, scope, id)?
            .into_iter()
            .map(EventView::new)
            .collect(),
        mails: mail::of_invitation(conn, id)?
            .into_iter()
            .map(MailView::new)
            .collect(),
        sender,
        invitation,
    })
}

/// One request about one invitation: what it needs of the app. There is no way to it past the permission that the
/// invitation takes: acts on one that asks another partner are for Global admins alone.
pub(super) struct Desk {
    pub(super) http: HttpRequest,
    pub(super) layout: Layout,
    pub(super) scope: Scope,
    pub(super) id: InvitationId,
    pub(super) now: Timestamp,
    /// As it was found first.
    pub(super) invitation: Invitation,
}

impl Desk {
    async fn open<P: Permission>(
        http: HttpRequest,
        staff: &Authorized<P>,
        layout: Layout,
        id: InvitationId,
    ) -> Result<Self, AppError> {
        let (scope, now) = (staff.scope, part::<Clock>(&http)?.now());
        let invitation = part::<Db>(&http)?
            .read(move |conn| queries::find(conn, scope, id))
            .await?;
        overdue::end_if_overdue(&http, &invitation, now).await?;
        Ok(Self {
            http,
            layout,
            scope,
            id,
            now,
            invitation,
        })
    }

    /// To look at it; what this person may not do is shown with its reason.
    pub(super) async fn to_read(
        http: HttpRequest,
        staff: &Authorized<View>,
        layout: Layout,
        id: InvitationId,
    ) -> Result<Self, AppError> {
        let mut desk = Self::open(http, staff, layout, id).await?;
        if desk.invitation.is_of_partnership() {
            desk.layout.denied =
                Denied::without::<ManagePartnerships>(&desk.http, &staff.staff).await?;
        }
        Ok(desk)
    }

    /// To do something with it, or take something of it along.
    pub(super) async fn to_act(
        http: HttpRequest,
        admin: &CustomerManager,
        layout: Layout,
        id: InvitationId,
    ) -> Result<Self, AppError> {
        let desk = Self::open(http, admin, layout, id).await?;
        if desk.invitation.is_of_partnership() {
            admin.require::<ManagePartnerships>(&desk.http).await?;
        }
        Ok(desk)
    }

    pub(super) async fn find(&self) -> Result<Found, AppError> {
        let (scope, id) = (self.scope, self.id);
        Ok(part::<Db>(&self.http)?
            .read(move |conn| look_up(conn, scope, id))
            .await?)
    }

    pub(super) fn link(&self, invitation: &Invitation) -> Result<String, AppError> {
        Ok(invitation.link(
            part::<Secrets>(&self.http)?.get_ref(),
            part::<Site>(&self.http)?.get_ref(),
        ))
    }

    pub(super) fn link_if_allowed(
        &self,
        invitation: &Invitation,
    ) -> Result<Option<String>, AppError> {
        if self.layout.denied.is_some() {
            Ok(None)
        } else {
            self.link(invitation).map(Some)
        }
    }

    /// What its message may name.
    pub(super) async fn foreign(&self) -> Result<Foreign, AppError> {
        let id = self.id;
        let parties = part::<Db>(&self.http)?
            .read(move |conn| party_queries::parties(conn, id))
            .await?;
        let mut own = vec![part::<Site>(&self.http)?.host().to_owned()];
        own.extend(parties.into_iter().map(|party| party.partner.domain));
        Ok(Foreign::new(
            own,
            *part::<ForeignLinks>(&self.http)?.get_ref(),
        ))
    }

    pub(super) fn can_mail(&self) -> Result<bool, AppError> {
        Ok(part::<CanMail>(&self.http)?.0)
    }

    pub(super) async fn write<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Tx<'_>, InvitationId, Timestamp) -> Result<T, DraftError> + Send + 'static,
    ) -> Result<Result<T, DraftError>, AppError> {
        let (id, now) = (self.id, self.now);
        match part::<Db>(&self.http)?
            .write(move |tx| act(tx, id, now))
            .await
        {
            Err(DraftError::Db(error)) => Err(error.into()),
            outcome => Ok(outcome),
        }
    }

    /// The page again, with what was typed and why nothing was done. Where somebody else was first, their text stands
    /// beside it, and what is saved next replaces it.
    pub(super) async fn refused(self, form: DraftForm, error: &DraftError) -> Answer {
        let is_conflict = matches!(error, DraftError::Stale) && !form.body.is_empty();
        self.shown_again(form, problem(error), is_conflict).await
    }

    /// The page again, with what was typed and what is wrong with it.
    pub(super) async fn again(self, form: DraftForm, errors: FieldErrors) -> Answer {
        self.shown_again(form, errors, false).await
    }

    async fn shown_again(self, form: DraftForm, errors: FieldErrors, is_conflict: bool) -> Answer {
        let found = self.find().await?;
        let (link, can_mail) = (self.link_if_allowed(&found.invitation)?, self.can_mail()?);
        if !Act::Edit.is_possible(found.invitation.state_now(self.now)) {
            return html_422(
                &RecordPage::new(self.layout, found, link, can_mail, self.now).with(errors),
            );
        }
        let (version, kept) = (
            found.invitation.version,
            Shown::kept(&found.invitation, link.as_deref()),
        );
        let foreign = self.foreign().await?;
        let page = |layout, shown| {
            DraftPage::new(layout, found, shown, link, can_mail, self.now)
                .naming(&foreign)
                .with(errors)
        };
        if is_conflict {
            let shown = Shown {
                version,
                ..form.shown(version)
            };
            return html_422(&page(self.layout, shown).against(kept));
        }
        let shown = if form.body.is_empty() {
            kept
        } else {
            form.shown(version)
        };
        html_422(&page(self.layout, shown))
    }

    pub(super) fn go(&self, flash: &Flash, address: &str) -> HttpResponse {
        flash.leave(&self.http);
        see_other(address)
    }
}

/// What is wrong, beside the field it is about.
pub(super) fn problem(error: &DraftError) -> FieldErrors {
    let mut errors = FieldErrors::default();
    match error {
        DraftError::Link(state) => errors.add("body", state.problem().unwrap_or("The personalized link is not right")),
        DraftError::Stale => errors.add("", "Somebody else changed this draft since you opened it. Both texts stand here: yours in the form, not saved yet, and the saved one. Take over what you need, then save yours, or go on with the saved one"),
        DraftError::TooLate => errors.add("", "This invitation has moved on meanwhile, so nothing was changed. Its present state is shown here"),
        DraftError::JustSent => errors.add("", "This was sent less than a minute ago. It was not sent twice"),
        DraftError::Recipient(refused) => errors.add("recipient", refused.to_string()),
        DraftError::AddressLimit => errors.add("recipient", "This address has had three invitations in the last 24 hours, which is the most. Hand the link out yourself, or try tomorrow"),
        DraftError::OtherOpen => errors.add("", "Another invitation of this company is open by now. Finish or revoke that one first"),
        DraftError::PartnershipEnded => errors.add("", "Your partnership with the other partner has ended, so the two of you cannot ask together. Begin a new invitation for your company alone"),
        DraftError::Db(_) => errors.add("", "It could not be saved"),
    }
    errors
}
/// A form that is about the draft's words, with the link that belongs into them.
pub(super) async fn desk_with_link(
    http: HttpRequest,
    admin: &CustomerManager,
    layout: Layout,
    id: InvitationId,
) -> Result<(Desk, Invitation, String), AppError> {
    let desk = Desk::to_act(http, admin, layout, id).await?;
    let invitation = desk.invitation.clone();
    let link = desk.link(&invitation)?;
    Ok((desk, invitation, link))
}
