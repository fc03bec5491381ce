//! The page behind the link with which one partner asks another for a partnership: read, accept, decline.
//!
//! Whoever reads is a Global admin of some partner; whoever answers is one of the partner whose domain was asked.

use actix_web::{
    HttpRequest,
    http::{Method, StatusCode},
    web::Path,
};

use super::{
    answer_service::{self, PartnershipAnswerError},
    pages::{AnswerPage, ClosedPage, RefusalPage},
};
use crate::{
    clock::Clock,
    db::{self, Conn, Db, types::Timestamp},
    error::AppError,
    identity::{Layout, PartnershipManager},
    invitations::{self, Behind, Dead, Invitation, PartnershipView, Party, side_of},
    partnerships::{self, Side},
    paths::Site,
    secrets::sha256_hex,
    text,
    web::{
        Answer,
        address::with,
        client::is_prefetch,
        form::{FieldErrors, Form},
        html, html_422, html_with,
        layout::Flash,
        part, see_other,
    },
};

/// All that stands behind a link, as one partner finds it.
struct Found {
    invitation: Invitation,
    is_replaced: bool,
    asker: Party,
    side: Side,
    view: PartnershipView,
    terms: String,
    already: bool,
}

fn look_up(conn: &mut Conn, admin: &PartnershipManager, token: &str) -> db::Result<Found> {
    let Behind {
        invitation,
        is_replaced,
    } = invitations::behind_partners_link(conn, &sha256_hex(token))?;
    let (sender, _) = invitations::sender(conn, invitation.created_by)?;
    let parties = invitations::parties(conn, invitation.id)?;
    let asker = parties.into_iter().next().ok_or(db::Error::NotFound)?;
    let view = PartnershipView::new(&invitation, &asker, &sender);
    let (Some(side), Some(view)) = (side_of(&asker), view) else {
        return Err(db::Error::NotFound);
    };
    let other = asker.partner.id;
    let active = partnerships::active_with(conn, admin.scope, side.other(), other)?;
    let terms = match &invitation.terms_hash {
        Some(hash) => invitations::find_terms(conn, hash)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(Found {
        invitation,
        is_replaced,
        asker,
        side,
        view,
        terms,
        already: active.is_some(),
    })
}

/// A visit to a link: who came, and what was found.
struct Visit {
    http: HttpRequest,
    admin: PartnershipManager,
    layout: Layout,
    token: String,
    now: Timestamp,
    found: Found,
}

impl Visit {
    /// Finds the ask. The inner error is the page for those who cannot answer it.
    async fn begin(
        http: HttpRequest,
        admin: PartnershipManager,
        layout: Layout,
        token: String,
    ) -> Result<Result<Self, Box<Answer>>, AppError> {
        let now = part::<Clock>(&http)?.now();
        let (looked_up, by) = (token.clone(), admin.clone());
        let found = part::<Db>(&http)?
            .read(move |conn| look_up(conn, &by, &looked_up))
            .await?;
        invitations::end_if_overdue(&http, &found.invitation, now).await?;
        let visit = Self {
            http,
            admin,
            layout: layout.in_section("partnerships"),
            token,
            now,
            found,
        };
        Ok(visit.checked())
    }

    fn checked(self) -> Result<Self, Box<Answer>> {
        let Found {
            invitation,
            is_replaced,
            asker,
            side,
            view,
            ..
        } = &self.found;
        let own = &self.admin.staff.partner;
        let asks = own.id == asker.partner.id;
        let (status, page) = if asks || own.domain != invitation.domain {
            let page = ClosedPage::not_yours(self.layout, invitation, &own.domain, asks);
            (StatusCode::FORBIDDEN, page)
        } else if *is_replaced {
            let page = ClosedPage::dead(self.layout, Dead::Replaced, view, invitation);
            (StatusCode::GONE, page)
        } else if let Err(dead) = invitation.answerable(self.now) {
            let page = ClosedPage::dead(self.layout, dead, view, invitation);
            (StatusCode::GONE, page)
        } else if !asker.partner.is_active() || !side.fits(&asker.partner) {
            (
                StatusCode::GONE,
                ClosedPage::asker_inactive(self.layout, view),
            )
        } else if !side.other().fits(own) {
            (
                StatusCode::FORBIDDEN,
                ClosedPage::wrong_side(self.layout, view),
            )
        } else {
            return Ok(self);
        };
        Err(Box::new(html_with(status, &page)))
    }

    fn dead(self, dead: Dead) -> Answer {
        let Found {
            view, invitation, ..
        } = &self.found;
        let page = ClosedPage::dead(self.layout, dead, view, invitation);
        html_with(StatusCode::GONE, &page)
    }

    fn ask_page(self, errors: FieldErrors) -> AnswerPage {
        let found = self.found;
        let ends = found.invitation.expires_at.unwrap_or(self.now);
        AnswerPage {
            layout: self.layout,
            view: found.view,
            errors,
            token: self.token,
            terms: found.terms,
            terms_hash: found.invitation.terms_hash.unwrap_or_default(),
            ends: (ends.rfc3339(), ends.words()),
            already: found.already,
            is_preview: false,
        }
    }

    /// What became of an answer that was not taken.
    fn refused(self, error: PartnershipAnswerError) -> Answer {
        let view = &self.found.view;
        let (status, page) = match error {
            PartnershipAnswerError::Db(error) => return Err(error.into()),
            PartnershipAnswerError::Dead(dead) => return self.dead(dead),
            PartnershipAnswerError::OtherTerms => {
                let errors = FieldErrors::page(
                    "The wording has changed since you opened the page. Read it again; nothing was accepted",
                );
                return html_with(StatusCode::CONFLICT, &self.ask_page(errors));
            }
            PartnershipAnswerError::AskerInactive => (
                StatusCode::GONE,
                ClosedPage::asker_inactive(self.layout, view),
            ),
            PartnershipAnswerError::WrongSide => (
                StatusCode::FORBIDDEN,
                ClosedPage::wrong_side(self.layout, view),
            ),
            PartnershipAnswerError::Already => {
                (StatusCode::CONFLICT, ClosedPage::already(self.layout, view))
            }
        };
        html_with(status, &page)
    }
}

/// The ask. Opening it changes nothing but the note that it was opened.
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn show(
    http: HttpRequest,
    admin: PartnershipManager,
    layout: Layout,
    token: Path<String>,
) -> Answer {
    let visit = match Visit::begin(http, admin, layout, token.into_inner()).await? {
        Ok(visit) => visit,
        Err(answer) => return *answer,
    };
    let is_first = visit.found.invitation.opened_at.is_none();
    if is_first && visit.http.method() == Method::GET && !is_prefetch(&visit.http) {
        let (by, invitation) = (visit.admin.clone(), visit.found.invitation.clone());
        let now = visit.now;
        part::<Db>(&visit.http)?
            .write(move |tx| answer_service::note_opened(tx, &by, &invitation, now))
            .await
            .map_err(AppError::from)?;
    }
    html(&visit.ask_page(FieldErrors::default()))
}

/// The wording that was read.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AcceptanceForm {
    terms: String,
}

/// Accepts.
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn accept(
    http: HttpRequest,
    admin: PartnershipManager,
    layout: Layout,
    token: Path<String>,
    Form(form): Form<AcceptanceForm>,
) -> Answer {
    let visit = match Visit::begin(http, admin, layout, token.into_inner()).await? {
        Ok(visit) => visit,
        Err(answer) => return *answer,
    };
    let (by, invitation, now) = (
        visit.admin.clone(),
        visit.found.invitation.clone(),
        visit.now,
    );
    let (site, product) = (part::<Site>(&visit.http)?, visit.layout.product.clone());
    let accepted = part::<Db>(&visit.http)?
        .write(move |tx| {
            answer_service::accept_partnership(
                tx,
                &site,
                &product,
                &by,
                &invitation,
                &form.terms,
                now,
            )
        })
        .await;
    if let Err(error) = accepted {
        return visit.refused(error);
    }
    let paths = &visit.layout.paths;
    let text = format!(
        "You and {} work together from now on. Neither sees the other's customers.",
        visit.found.view.asker
    );
    // The form names the other partner by what it is.
    let with_asker = (
        visit.found.side.as_str(),
        visit.found.asker.partner.id.to_string(),
    );
    let invite = with(&paths.new_invitation(), &[with_asker]);
    Flash::good(text)
        .with_link("Invite new customers", invite)
        .leave(&visit.http);
    Ok(see_other(&paths.partnerships()))
}

/// Asks whether to decline.
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn confirm_refusal(
    http: HttpRequest,
    admin: PartnershipManager,
    layout: Layout,
    token: Path<String>,
) -> Answer {
    match Visit::begin(http, admin, layout, token.into_inner()).await? {
        Ok(visit) => html(&refusal_page(visit, String::new(), FieldErrors::default())),
        Err(answer) => *answer,
    }
}

fn refusal_page(visit: Visit, reason: String, errors: FieldErrors) -> RefusalPage {
    RefusalPage {
        layout: visit.layout,
        view: visit.found.view,
        errors,
        token: visit.token,
        reason,
    }
}

/// Why, as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefusalForm {
    reason: String,
}

/// Declines.
///
/// # Errors
/// `NotFound` for an unknown token.
pub async fn refuse(
    http: HttpRequest,
    admin: PartnershipManager,
    layout: Layout,
    token: Path<String>,
    Form(form): Form<RefusalForm>,
) -> Answer {
    let visit = match Visit::begin(http, admin, layout, token.into_inner()).await? {
        Ok(visit) => visit,
        Err(answer) => return *answer,
    };
    let mut errors = FieldErrors::default();
    let reason = errors.take("reason", text::paragraphs(&form.reason, 1_000));
    if reason.is_empty() && errors.is_empty() {
        errors.add(
            "reason",
            "Say why in a word or two; nothing is declined without it",
        );
    }
    if !errors.is_empty() {
        return html_422(&refusal_page(visit, form.reason, errors));
    }
    let (by, invitation, now) = (
        visit.admin.clone(),
        visit.found.invitation.clone(),
        visit.now,
    );
    let product = visit.layout.product.clone();
    let declined = part::<Db>(&visit.http)?
        .write(move |tx| {
            answer_service::decline_partnership(tx, &product, &by, &invitation, &reason, now)
        })
        .await;
    match declined {
        Ok(()) => {
            let text = format!(
                "You declined the partnership. {} at {} has been told.",
                visit.found.view.sender, visit.found.view.asker
            );
            Flash::good(text).leave(&visit.http);
            Ok(see_other(&visit.layout.paths.partnerships()))
        }
        Err(error) => visit.refused(error),
    }
}
