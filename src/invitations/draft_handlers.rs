//! One invitation: its draft, the ways to hand it out, and what can be done with it afterwards.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header,
    web::{Path, Query},
};

use super::{
    desk_handlers::{Desk, DraftForm, desk_with_link},
    draft_pages::{DraftPage, RecordPage, Shown},
    draft_service::{self, Draft, HandOut, Words},
    link_service,
    model::{Act, Invitation, State},
};
use crate::{
    db::{Db, ids::InvitationId, types::Timestamp},
    domains::ConsentRules,
    error::AppError,
    identity::{Authorized, CustomerManager, Layout, View},
    mail::{self, Mailbox},
    messages::{self, ForeignLinks},
    secrets::Secrets,
    text::domain_of,
    web::{
        Answer,
        form::{FieldErrors, Unread},
        html,
        layout::Flash,
        part, see_other,
    },
};

/// What the draft's page is told by its address.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct DraftQuery {
    opened: String,
    restore: String,
}

/// The draft, or the record once it is past writing.
///
/// # Errors
/// `NotFound`.
pub async fn show(
    http: HttpRequest,
    staff: Authorized<View>,
    layout: Layout,
    id: Path<InvitationId>,
    query: Query<DraftQuery>,
) -> Answer {
    let desk = Desk::to_read(http, &staff, layout, id.into_inner()).await?;
    let found = desk.find().await?;
    let (link, can_mail) = (desk.link_if_allowed(&found.invitation)?, desk.can_mail()?);
    if !Act::Edit.is_possible(found.invitation.state_now(desk.now)) {
        return html(&RecordPage::new(
            desk.layout,
            found,
            link,
            can_mail,
            desk.now,
        ));
    }
    let shown = Shown::kept(&found.invitation, link.as_deref());
    let foreign = desk.foreign().await?;
    let mut page =
        DraftPage::new(desk.layout, found, shown, link, can_mail, desk.now).naming(&foreign);
    page.was_opened = query.opened == "email";
    html(&page)
}

/// Save, or put the link back.
///
/// # Errors
/// `NotFound`.
pub async fn save(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<InvitationId>,
    query: Query<DraftQuery>,
    form: Unread<DraftForm>,
) -> Answer {
    let (desk, _, link) = desk_with_link(http, &admin, layout, id.into_inner()).await?;
    let mut form = form.read().await?;
    let restores = query.restore == "1";
    if restores {
        form.body = messages::put_back(&form.body, &link);
    }
    let words = match form.parse(&link) {
        Ok(words) => words,
        Err(errors) => return desk.again(form, errors).await,
    };
    let rules = part::<ConsentRules>(&desk.http)?;
    match desk
        .write(move |tx, id, now| {
            draft_service::save(tx, draft(&admin, &rules, id, &link), &words, now)
        })
        .await?
    {
        Ok(_) => {
            let message = if restores {
                "The link is back in the text, and the draft is saved."
            } else {
                "The draft is saved."
            };
            Ok(desk.go(
                &Flash::good(message),
                &desk.layout.paths.invitation(desk.id),
            ))
        }
        Err(error) => desk.refused(form, &error).await,
    }
}

/// Done: the link lives, the sender hands it out.
///
/// # Errors
/// `NotFound`.
pub async fn complete(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<InvitationId>,
    form: Unread<DraftForm>,
) -> Answer {
    let desk = desk_with_link(http, &admin, layout, id.into_inner()).await?;
    let form = form.read().await?;
    hand_out_as(admin, desk, form, HandOut::Done).await
}

/// Opened in email, copied, or downloaded.
///
/// # Errors
/// `NotFound`.
pub async fn hand_over(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<InvitationId>,
    form: Unread<DraftForm>,
) -> Answer {
    let desk = desk_with_link(http, &admin, layout, id.into_inner()).await?;
    let form = form.read().await?;
    let how = match form.by.as_str() {
        "email" => HandOut::Email,
        "eml" => HandOut::Eml,
        _ => HandOut::Copy,
    };
    hand_out_as(admin, desk, form, how).await
}

fn draft<'a>(
    by: &'a CustomerManager,
    rules: &'a ConsentRules,
    id: InvitationId,
    link: &'a str,
) -> Draft<'a> {
    Draft {
        by,
        rules,
        id,
        link,
    }
}

async fn hand_out_as(
    admin: CustomerManager,
    (desk, _, link): (Desk, Invitation, String),
    form: DraftForm,
    how: HandOut,
) -> Answer {
    let words = match form.parse(&link) {
        Ok(words) => words,
        Err(errors) => return desk.again(form, errors).await,
    };
    let rules = part::<ConsentRules>(&desk.http)?;
    let done = desk
        .write(move |tx, id, now| {
            let draft = draft(&admin, &rules, id, &link);
            draft_service::hand_out(tx, draft, &words, how, now)
        })
        .await?;
    let invitation = match done {
        Ok(invitation) => invitation,
        Err(error) => return desk.refused(form, &error).await,
    };
    let paths = &desk.layout.paths;
    let here = paths.invitation(desk.id);
    let ends = invitation
        .expires_at
        .map(Timestamp::words)
        .unwrap_or_default();
    Ok(match how {
        HandOut::Done => {
            let text = format!(
                "The invitation of {} is ready. Its link works until {ends}.",
                invitation.company_name
            );
            desk.go(
                &Flash::good(text).with_link("See the invitation", here),
                &paths.invitations(),
            )
        }
        HandOut::Email => desk.go(
            &Flash::good(format!("Saved. The link works until {ends}.")),
            &format!("{here}?opened=email"),
        ),
        HandOut::Copy => desk.go(
            &Flash::good(format!(
                "Saved, and noted as copied. The link works until {ends}."
            )),
            &here,
        ),
        HandOut::Eml => see_other(&paths.message_eml(desk.id)),
    })
}

/// Send now, or Remind.
///
/// # Errors
/// `NotFound`.
pub async fn send(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<InvitationId>,
    form: Unread<DraftForm>,
) -> Answer {
    let (desk, invitation, link) = desk_with_link(http, &admin, layout, id.into_inner()).await?;
    let form = form.read().await?;
    if !desk.can_mail()? {
        return desk.again(form, FieldErrors::page("This server cannot send mail. Open the message in your own mail program, or copy it")).await;
    }
    let is_reminder = invitation.state == State::Sent;
    let words = match form.parse(&link) {
        Ok(words) => Some(words),
        Err(_) if is_reminder => None,
        Err(errors) => return desk.again(form, errors).await,
    };
    if let Some(errors) = objection(&desk, words.as_ref(), is_reminder, &form.foreign).await? {
        return desk.again(form, errors).await;
    }
    let product = desk.layout.product.clone();
    let rules = part::<ConsentRules>(&desk.http)?;
    let sent = desk
        .write(move |tx, id, now| match words {
            Some(words) if !is_reminder => {
                let draft = draft(&admin, &rules, id, &link);
                draft_service::send_draft(tx, draft, &product, &words, now)
            }
            _ => draft_service::send(tx, &admin, &rules, &product, id, now),
        })
        .await?;
    match sent {
        Ok(invitation) => {
            let what = if is_reminder {
                "reminder"
            } else {
                "invitation"
            };
            let text = format!(
                "The {what} for {} is on its way to {}.",
                invitation.company_name, invitation.recipient
            );
            let flash = Flash::good(text)
                .with_link("Show all invitations", desk.layout.paths.invitations());
            Ok(desk.go(&flash, &desk.layout.paths.invitation(desk.id)))
        }
        Err(error) => desk.refused(form, &error).await,
    }
}

/// Why the message must not go as it is: of a reminder, the words that went before, which their sender has seen.
async fn objection(
    desk: &Desk,
    words: Option<&Words>,
    is_reminder: bool,
    seen: &str,
) -> Result<Option<FieldErrors>, AppError> {
    let foreign = desk.foreign().await?;
    let kept = &desk.invitation;
    let (recipient, subject, body) = match words {
        Some(words) if !is_reminder => (&words.recipient, &words.subject, &words.body),
        _ if foreign.rule == ForeignLinks::Show => return Ok(None),
        _ => (&kept.recipient, &kept.subject, &kept.body),
    };
    let mut errors = FieldErrors::default();
    let sites = foreign.sites(subject, body, domain_of(recipient));
    if let Some(objection) = foreign.objection(&sites, seen) {
        errors.add(if is_reminder { "" } else { "body" }, objection);
        return Ok(Some(errors));
    }
    Ok(None)
}

/// An act that needs no field.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NoFields {}

/// Revoke.
///
/// # Errors
/// `NotFound`.
pub async fn revoke(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<InvitationId>,
    form: Unread<NoFields>,
) -> Answer {
    let desk = Desk::to_act(http, &admin, layout, id.into_inner()).await?;
    form.read().await?;
    match desk
        .write(move |tx, id, now| link_service::revoke(tx, &admin, id, now))
        .await?
    {
        Ok(invitation) => {
            let text = format!(
                "The invitation of {} is revoked. Its link no longer works.",
                invitation.company_name
            );
            Ok(desk.go(&Flash::good(text), &desk.layout.paths.invitation(desk.id)))
        }
        Err(error) => desk.refused(DraftForm::default(), &error).await,
    }
}

/// New link.
///
/// # Errors
/// `NotFound`.
pub async fn renew_link(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<InvitationId>,
    form: Unread<NoFields>,
) -> Answer {
    let desk = Desk::to_act(http, &admin, layout, id.into_inner()).await?;
    form.read().await?;
    let secrets = part::<Secrets>(&desk.http)?;
    match desk
        .write(move |tx, id, now| link_service::renew_link(tx, &admin, &secrets, id, now))
        .await?
    {
        Ok(_) => {
            let text = "There is a new link, and the old one no longer works. Send the message again, or hand it out.";
            Ok(desk.go(&Flash::good(text), &desk.layout.paths.invitation(desk.id)))
        }
        Err(error) => desk.refused(DraftForm::default(), &error).await,
    }
}

/// The draft as a file that mail programs open as a draft.
///
/// # Errors
/// `NotFound`.
pub async fn message_file(
    http: HttpRequest,
    admin: CustomerManager,
    layout: Layout,
    id: Path<InvitationId>,
) -> Answer {
    let desk = Desk::to_act(http, &admin, layout, id.into_inner()).await?;
    let staff = admin.staff.clone();
    let (id, now) = (desk.id, desk.now);
    let invitation = part::<Db>(&desk.http)?
        .write(move |tx| draft_service::note_download(tx, &admin, id, now))
        .await
        .map_err(AppError::from)?;
    let body = messages::to_shown(&invitation.body, &desk.link(&invitation)?);
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
