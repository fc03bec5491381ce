//! The page behind the link with which one partner asks another for a partnership: read, accept, decline.
//!
//! Whoever reads is a Global admin of some partner; whoever answers is one of the partner whose domain was asked.

use std::{future::Future, pin::Pin};

use actix_web::{
    Error, FromRequest, HttpRequest,
    dev::Payload,
    http::{Method, StatusCode},
    web::Path,
};

use super::{
    answer_service::{self, PartnershipAnswerError},
    found::{self, Found},
    pages::{AnswerPage, Closed, RefusalPage},
};
use crate::{
    error::AppError,
    identity::{Layout, ManagePartnerships, Request},
    invitations::{self, Dead},
    paths::Site,
    text,
    web::{
        Answer,
        address::with,
        client::is_prefetch,
        error_page::Instead,
        form::{Admission, FieldErrors, Form},
        layout::{Flash, Product},
    },
};

/// The link to an ask, opened by a Global admin of the partner that is asked. Whoever else opens it is answered with the
/// page that says why they cannot answer.
pub(super) struct AskLink {
    request: Request<ManagePartnerships>,
    token: String,
    found: Found,
}

impl FromRequest for AskLink {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let undecided = Admission::ask(http);
        let (request, token) = (
            Request::from_request(http, payload),
            Path::<String>::from_request(http, payload),
        );
        Box::pin(async move {
            let _until_here = undecided;
            let request = request.await?;
            Self::open(request, token.await?.into_inner()).await
        })
    }
}

impl AskLink {
    async fn open(mut request: Request<ManagePartnerships>, token: String) -> Result<Self, Error> {
        let (looked_up, by) = (token.clone(), request.by.clone());
        let found = request.read(move |conn, _| found::look_up(conn, &by, &looked_up));
        let found = found.await.map_err(AppError::from)?;
        invitations::end_if_overdue(&request.db(), &found.invitation, request.now).await?;
        let mut link = Self {
            request,
            token,
            found,
        };
        match link.closed() {
            None => Ok(link),
            Some((status, closed)) => {
                let page = closed.in_shell(link.request.layout().await?);
                Err(Instead::new(status, &page)?.into())
            }
        }
    }

    /// Why this person cannot answer it.
    fn closed(&self) -> Option<(StatusCode, Closed)> {
        let Found {
            invitation,
            is_replaced,
            asker,
            side,
            view,
            ..
        } = &self.found;
        let own = &self.request.by.staff.partner;
        let asks = own.id == asker.partner.id;
        if asks || own.domain != invitation.domain {
            let page = Closed::not_yours(invitation, &own.domain, asks);
            Some((StatusCode::FORBIDDEN, page))
        } else if *is_replaced {
            let page = Closed::dead(Dead::Replaced, view, invitation);
            Some((StatusCode::GONE, page))
        } else if let Err(dead) = invitation.answerable(self.request.now) {
            Some((StatusCode::GONE, Closed::dead(dead, view, invitation)))
        } else if !asker.partner.is_active() || !side.fits(&asker.partner) {
            Some((StatusCode::GONE, Closed::asker_inactive(view)))
        } else if !side.other().fits(own) {
            Some((StatusCode::FORBIDDEN, Closed::wrong_side(view, own)))
        } else {
            None
        }
    }

    async fn ask_page(self, status: StatusCode, errors: FieldErrors) -> Answer {
        let (found, token) = (self.found, self.token);
        let ends = found.invitation.expires_at.unwrap_or(self.request.now);
        let page = |layout: Layout| AnswerPage {
            layout: layout.in_section("partnerships"),
            view: found.view,
            errors,
            token,
            terms: found.terms,
            terms_hash: found.invitation.terms_hash.unwrap_or_default(),
            ends,
            already: found.already,
            is_preview: false,
        };
        self.request.page_with(status, page).await
    }

    async fn refusal_page(self, status: StatusCode, reason: String, errors: FieldErrors) -> Answer {
        let (view, token) = (self.found.view, self.token);
        let page = |layout: Layout| RefusalPage {
            layout: layout.in_section("partnerships"),
            view,
            errors,
            token,
            reason,
        };
        self.request.page_with(status, page).await
    }

    /// What became of an answer that was not taken.
    async fn refused(self, error: PartnershipAnswerError) -> Answer {
        let (view, invitation) = (&self.found.view, &self.found.invitation);
        let (status, closed) = match error {
            PartnershipAnswerError::Db(error) => return Err(error.into()),
            PartnershipAnswerError::OtherTerms => {
                let errors = FieldErrors::page(OTHER_TERMS);
                return self.ask_page(StatusCode::CONFLICT, errors).await;
            }
            PartnershipAnswerError::Dead(dead) => {
                (StatusCode::GONE, Closed::dead(dead, view, invitation))
            }
            PartnershipAnswerError::AskerInactive => {
                (StatusCode::GONE, Closed::asker_inactive(view))
            }
            PartnershipAnswerError::WrongSide => {
                let own = &self.request.by.staff.partner;
                (StatusCode::FORBIDDEN, Closed::wrong_side(view, own))
            }
            PartnershipAnswerError::Already => (StatusCode::CONFLICT, Closed::already(view)),
        };
        let page = |layout| closed.in_shell(layout);
        self.request.page_with(status, page).await
    }
}

const OTHER_TERMS: &str =
    "The wording has changed since you opened the page. Read it again; nothing was accepted";

/// The ask. Opening it changes nothing but the note that it was opened.
pub(super) async fn show(mut link: AskLink) -> Answer {
    let http = link.request.http();
    let is_first = link.found.invitation.opened_at.is_none();
    if is_first && http.method() == Method::GET && !is_prefetch(http) {
        let invitation = link.found.invitation.clone();
        let noted = link
            .request
            .write(move |tx, by, now| answer_service::note_opened(tx, by, &invitation, now));
        noted.await?;
    }
    link.ask_page(StatusCode::OK, FieldErrors::default()).await
}

/// The wording that was read.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AcceptanceForm {
    terms: String,
}

/// Accepts.
pub(super) async fn accept(mut link: AskLink, Form(form): Form<AcceptanceForm>) -> Answer {
    let invitation = link.found.invitation.clone();
    let (site, product) = (
        link.request.part::<Site>()?,
        link.request.part::<Product>()?,
    );
    let accepted = link.request.write(move |tx, by, now| {
        let (product, terms) = (&product.0, &form.terms);
        answer_service::accept_partnership(tx, &site, product, by, &invitation, terms, now)
    });
    if let Err(error) = accepted.await {
        return link.refused(error).await;
    }
    let Found {
        asker, side, view, ..
    } = &link.found;
    let paths = link.request.paths();
    let text = format!(
        "You and {} work together from now on. Neither sees the other's customers.",
        view.asker
    );
    // The form names the other partner by what it is.
    let with_asker = (side.as_str(), asker.partner.id.to_string());
    let invite = with(&paths.new_invitation(), &[with_asker]);
    let flash = Flash::good(text).with_link("Invite new customers", invite);
    Ok(link.request.done(&paths.partnerships(), flash))
}

/// Asks whether to decline.
pub(super) async fn confirm_refusal(link: AskLink) -> Answer {
    link.refusal_page(StatusCode::OK, String::new(), FieldErrors::default())
        .await
}

/// Why, as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RefusalForm {
    reason: String,
}

impl RefusalForm {
    fn reason(&self) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let reason = errors.take("reason", text::paragraphs(&self.reason, 1_000));
        if reason.is_empty() && errors.is_empty() {
            errors.add(
                "reason",
                "Say why in a word or two; nothing is declined without it",
            );
        }
        errors.or(reason)
    }
}

/// Declines.
pub(super) async fn refuse(mut link: AskLink, Form(form): Form<RefusalForm>) -> Answer {
    let reason = match form.reason() {
        Ok(reason) => reason,
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return link.refusal_page(status, form.reason, errors).await;
        }
    };
    let invitation = link.found.invitation.clone();
    let product = link.request.part::<Product>()?;
    let declined = link.request.write(move |tx, by, now| {
        answer_service::decline_partnership(tx, &product.0, by, &invitation, &reason, now)
    });
    if let Err(error) = declined.await {
        return link.refused(error).await;
    }
    let view = &link.found.view;
    let text = format!(
        "You declined the partnership. {} at {} has been told.",
        view.sender, view.asker
    );
    let address = link.request.paths().partnerships();
    Ok(link.request.done(&address, Flash::good(text)))
}
