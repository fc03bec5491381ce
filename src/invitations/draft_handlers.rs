//! One invitation: its draft, the ways to hand it out, and what can be done with it afterwards.

use actix_web::{HttpResponse, http::header, web::Query};

use super::{
    draft_form_handlers::DraftForm,
    draft_pages::{DraftPage, RecordPage, Shown},
    draft_service::{self, DeliveryMethod, DraftError, DraftText},
    invitation_request::InvitationRequest,
    link_service,
    model::{Act, Invitation, State},
};
use crate::{
    db::types::Timestamp,
    error::AppError,
    identity::{ManageCustomers, View},
    mail::{self, Mailbox},
    messages::{self, ForeignLinks},
    secrets::Secrets,
    text::domain_of,
    web::{
        Answer,
        form::{FieldErrors, Form, NoFields},
        html,
        layout::{Flash, Product},
        see_other,
    },
};

type Acting = InvitationRequest<ManageCustomers>;

/// What the draft's page is told by its address.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct DraftQuery {
    opened: String,
    restore: String,
}

/// The draft, or the record once it is past writing.
pub(super) async fn show(mut on: InvitationRequest<View>, query: Query<DraftQuery>) -> Answer {
    let ((found, foreign), layout) = (on.find().await?, on.layout().await?);
    let link = match layout.denied {
        Some(_) => None,
        None => Some(on.link()?),
    };
    let (can_mail, now) = (on.can_mail()?, on.request.now);
    if !Act::Edit.is_possible(found.invitation.state_now(now)) {
        return html(&RecordPage::new(layout, found, link, can_mail, now));
    }
    let shown = Shown::kept(&found.invitation, link.as_deref());
    let mut page = DraftPage::new(layout, found, shown, link, can_mail, now).naming(&foreign);
    page.was_opened = query.opened == "email";
    html(&page)
}

/// Save, or put the link back.
pub(super) async fn save(
    mut on: Acting,
    query: Query<DraftQuery>,
    Form(mut form): Form<DraftForm>,
) -> Answer {
    let (link, restores) = (on.link()?, query.restore == "1");
    if restores {
        form.body = messages::put_back(&form.body, &link);
    }
    let text = match form.parse(&link) {
        Ok(text) => text,
        Err(errors) => return on.again(form, errors).await,
    };
    let saved = on.write_draft(move |tx, draft, now| draft_service::save(tx, draft, &text, now));
    if let Err(error) = saved.await? {
        return on.refused(form, &error).await;
    }
    let message = match restores {
        true => "The link is back in the text, and the draft is saved.",
        false => "The draft is saved.",
    };
    Ok(on.request.done(&on.address(), Flash::good(message)))
}

/// Done: the link lives, the sender hands it out.
pub(super) async fn complete(on: Acting, Form(form): Form<DraftForm>) -> Answer {
    hand_out_by(on, form, DeliveryMethod::Done).await
}

/// Opened in email, copied, or downloaded.
pub(super) async fn hand_over(on: Acting, Form(form): Form<DraftForm>) -> Answer {
    let method = match form.by.as_str() {
        "email" => DeliveryMethod::Email,
        "eml" => DeliveryMethod::Eml,
        _ => DeliveryMethod::Copy,
    };
    hand_out_by(on, form, method).await
}

async fn hand_out_by(mut on: Acting, form: DraftForm, method: DeliveryMethod) -> Answer {
    let text = match form.parse(&on.link()?) {
        Ok(text) => text,
        Err(errors) => return on.again(form, errors).await,
    };
    let done = on
        .write_draft(move |tx, draft, now| draft_service::hand_out(tx, draft, &text, method, now));
    match done.await? {
        Ok(invitation) => Ok(handed_out(&on, &invitation, method)),
        Err(error) => on.refused(form, &error).await,
    }
}

fn handed_out(on: &Acting, invitation: &Invitation, method: DeliveryMethod) -> HttpResponse {
    let (here, paths) = (on.address(), on.request.paths());
    let ends = invitation.expires_at.map(Timestamp::words);
    let ends = ends.unwrap_or_default();
    let (page, text) = match method {
        DeliveryMethod::Eml => return see_other(&paths.message_eml(invitation.id)),
        DeliveryMethod::Done => {
            let company = &invitation.company_name;
            let text =
                format!("The invitation of {company} is ready. Its link works until {ends}.");
            let flash = Flash::good(text).with_link("See the invitation", here);
            return on.request.done(&paths.invitations(), flash);
        }
        DeliveryMethod::Email => (format!("{here}?opened=email"), "Saved"),
        DeliveryMethod::Copy => (here, "Saved, and noted as copied"),
    };
    let text = format!("{text}. The link works until {ends}.");
    on.request.done(&page, Flash::good(text))
}

const NO_MAIL: &str =
    "This server cannot send mail. Open the message in your own mail program, or copy it";

/// Send now, or Remind.
pub(super) async fn send(mut on: Acting, Form(form): Form<DraftForm>) -> Answer {
    if !on.can_mail()? {
        return on.again(form, FieldErrors::page(NO_MAIL)).await;
    }
    let is_reminder = on.invitation.state == State::Sent;
    let text = match form.parse(&on.link()?) {
        Ok(_) if is_reminder => None,
        Ok(text) => Some(text),
        Err(_) if is_reminder => None,
        Err(errors) => return on.again(form, errors).await,
    };
    if let Some(errors) = objection(&mut on, text.as_ref(), &form.foreign).await? {
        return on.again(form, errors).await;
    }
    match queue(&mut on, text).await? {
        Ok(invitation) => Ok(sent(&on, &invitation, is_reminder)),
        Err(error) => on.refused(form, &error).await,
    }
}

/// Queues the words of a draft, or once more those that went before.
async fn queue(
    on: &mut Acting,
    text: Option<DraftText>,
) -> Result<Result<Invitation, DraftError>, AppError> {
    let product = on.request.part::<Product>()?;
    let queued = on.write_draft(move |tx, draft, now| match text {
        Some(text) => draft_service::send_draft(tx, draft, &product.0, &text, now),
        None => draft_service::send(tx, draft.by, draft.rules, &product.0, draft.id, now),
    });
    queued.await
}

fn sent(on: &Acting, invitation: &Invitation, is_reminder: bool) -> HttpResponse {
    let what = if is_reminder {
        "reminder"
    } else {
        "invitation"
    };
    let text = format!(
        "The {what} for {} is on its way to {}.",
        invitation.company_name, invitation.recipient
    );
    let all = on.request.paths().invitations();
    let flash = Flash::good(text).with_link("Show all invitations", all);
    on.request.done(&on.address(), flash)
}

/// Why the message must not go as it is: of a reminder, the words that went before, which their sender has seen.
async fn objection(
    on: &mut Acting,
    text: Option<&DraftText>,
    seen: &str,
) -> Result<Option<FieldErrors>, AppError> {
    let foreign = on.foreign().await?;
    let kept = &on.invitation;
    let (field, recipient, subject, body) = match text {
        Some(text) => ("body", &text.recipient, &text.subject, &text.body),
        None if foreign.rule == ForeignLinks::Show => return Ok(None),
        None => ("", &kept.recipient, &kept.subject, &kept.body),
    };
    let sites = foreign.sites(subject, body, domain_of(recipient));
    let mut errors = FieldErrors::default();
    let Some(objection) = foreign.objection(&sites, seen) else {
        return Ok(None);
    };
    errors.add(field, objection);
    Ok(Some(errors))
}

/// Revoke.
pub(super) async fn revoke(mut on: Acting, Form(_): Form<NoFields>) -> Answer {
    let revoked = on.write(link_service::revoke);
    match revoked.await? {
        Ok(invitation) => {
            let text = format!(
                "The invitation of {} is revoked. Its link no longer works.",
                invitation.company_name
            );
            Ok(on.request.done(&on.address(), Flash::good(text)))
        }
        Err(error) => on.refused(DraftForm::default(), &error).await,
    }
}

/// New link.
pub(super) async fn renew_link(mut on: Acting, Form(_): Form<NoFields>) -> Answer {
    let secrets = on.request.part::<Secrets>()?;
    let renewed =
        on.write(move |tx, by, id, now| link_service::renew_link(tx, by, &secrets, id, now));
    match renewed.await? {
        Ok(_) => {
            let text = "There is a new link, and the old one no longer works. Send the message again, or hand it out.";
            Ok(on.request.done(&on.address(), Flash::good(text)))
        }
        Err(error) => on.refused(DraftForm::default(), &error).await,
    }
}

/// The draft as a file that mail programs open as a draft.
pub(super) async fn message_file(mut on: Acting) -> Answer {
    let (id, staff) = (on.invitation.id, on.request.by.staff.clone());
    let noted = on
        .request
        .write(move |tx, by, now| draft_service::note_download(tx, by, id, now));
    let invitation = noted.await?;
    let body = messages::to_shown(&invitation.body, &on.link()?);
    let from = Mailbox {
        name: staff.name,
        email: staff.email,
    };
    let to = Mailbox {
        name: invitation.recipient_name,
        email: invitation.recipient,
    };
    let file = mail::eml(&from, &to, &invitation.subject, &body).map_err(AppError::Internal)?;
    let name = format!(
        "attachment; filename=\"invitation-{}.eml\"",
        invitation.domain
    );
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_DISPOSITION, name))
        .content_type("message/rfc822")
        .body(file))
}
