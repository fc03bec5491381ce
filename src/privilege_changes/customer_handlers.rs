//! The customer looks at what it has granted, and ends it. The link says which privileges; looking changes nothing.

use std::{future::Future, pin::Pin};

use actix_web::{
    Error, FromRequest, HttpRequest,
    dev::Payload,
    web::{Path, Query},
};

use super::{
    audience_queries::{self, Audience},
    changes_service,
    customer_page::{EndPage, GrantPage, Other, Shown, SwitchPage},
    desk::Desk,
};
use crate::{
    consent::PageLanguage,
    db::{self, Conn, Tx, types::Timestamp},
    error::AppError,
    identity,
    paths::Site,
    privileges::{self, Grant},
    secrets::{Secrets, sha256_hex},
    web::{Answer, html, layout::Product, public_request::PublicRequest, see_other},
};

/// The language that the person chose.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct LanguageQuery {
    lang: String,
}

/// What stands behind a link. A handler takes it as an argument.
pub(super) struct GrantLink {
    request: PublicRequest,
    token: String,
    found: Found,
    language: PageLanguage,
}

/// The grant, both sides of it, and what else the same consent granted, each with its partner.
struct Found {
    grant: Grant,
    audience: Audience,
    others: Vec<(Grant, String)>,
}

fn look_up(conn: &mut Conn, hash: &str) -> db::Result<Found> {
    let grant = privileges::find_by_link(conn, hash)?;
    let mut others = Vec::new();
    for other in privileges::of_consent(conn, grant.consent_id)? {
        if other.id != grant.id && other.token_hash.is_some() {
            let partner = identity::find_partner(conn, other.partner_id)?;
            others.push((other, partner.legal_name));
        }
    }
    Ok(Found {
        audience: audience_queries::audience(conn, &grant)?,
        grant,
        others,
    })
}

impl FromRequest for GrantLink {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, token, query) = (
            PublicRequest::from_request(http, payload),
            Path::<String>::from_request(http, payload),
            Query::<LanguageQuery>::from_request(http, payload),
        );
        Box::pin(async move {
            let (request, token) = (request.await?, token.await?.into_inner());
            Ok(Self::open(request, token, &query.await?.lang).await?)
        })
    }
}

impl GrantLink {
    async fn open(mut request: PublicRequest, token: String, lang: &str) -> Result<Self, AppError> {
        let hash = sha256_hex(&token);
        let found = request.read(move |conn| look_up(conn, &hash)).await?;
        let language = PageLanguage::of(found.audience.language, lang, request.http());
        request.layout.lang = language.language.as_str().to_owned();
        Ok(Self {
            request,
            token,
            found,
            language,
        })
    }

    fn is_over(&self) -> bool {
        !self.found.grant.is_in_force(self.request.now)
    }

    fn shown(&self) -> Shown {
        let audience = &self.found.audience;
        Shown::new(
            self.language.texts(),
            &self.found.grant,
            self.is_over(),
            audience.company.clone(),
            audience.partner.clone(),
        )
    }

    /// The pages of what else the same consent granted.
    fn others(&self) -> Result<Vec<Other>, AppError> {
        let secrets = self.request.part::<Secrets>()?;
        let each = self.found.others.iter().map(|(grant, partner)| {
            let secret = grant.secret();
            let token = secrets.token(secret.purpose, secret.id, secret.version);
            Other {
                partner: partner.clone(),
                name: grant.name.clone(),
                href: self
                    .language
                    .keep(self.request.paths().public_privileges(&token)),
            }
        });
        Ok(each.collect())
    }

    fn address(&self) -> String {
        let address = self.request.paths().public_privileges(&self.token);
        self.language.keep(address)
    }

    fn end_address(&self) -> String {
        let address = self.request.paths().public_privileges_end(&self.token);
        self.language.keep(address)
    }

    fn extension_address(&self) -> String {
        let paths = self.request.paths();
        let address = paths.public_privileges_extension(&self.token);
        self.language.keep(address)
    }

    async fn write(
        &self,
        f: impl FnOnce(&mut Tx<'_>, &Desk, &str, Timestamp) -> db::Result<()> + Send + 'static,
    ) -> Result<(), AppError> {
        let desk = Desk {
            secrets: self.request.part::<Secrets>()?.get_ref().clone(),
            site: self.request.part::<Site>()?.get_ref().clone(),
            product: self.request.part::<Product>()?.0.clone(),
        };
        let hash = sha256_hex(&self.token);
        let written = self.request.write(move |tx, now| f(tx, &desk, &hash, now));
        Ok(written.await?)
    }
}

/// What was granted, or that it has ended.
pub(super) async fn show(link: GrantLink) -> Answer {
    let here = link.request.paths().public_privileges(&link.token);
    html(&GrantPage {
        languages: link.language.links(&here),
        shown: link.shown(),
        others: link.others()?,
        end: link.end_address(),
        extension: link.extension_address(),
        layout: link.request.layout,
    })
}

/// Asks whether to end it.
pub(super) async fn confirm(link: GrantLink) -> Answer {
    if link.is_over() {
        return Ok(see_other(&link.address()));
    }
    let here = link.request.paths().public_privileges_end(&link.token);
    html(&EndPage {
        languages: link.language.links(&here),
        shown: link.shown(),
        action: link.end_address(),
        back: link.address(),
        layout: link.request.layout,
    })
}

/// Ends it. Pressed again, or by somebody else, it shows the same result.
pub(super) async fn end(link: GrantLink) -> Answer {
    link.write(changes_service::end_by_link).await?;
    Ok(see_other(&link.address()))
}

/// Asks whether to switch automatic extension off: what presses buttons in mails does nothing by the first one.
pub(super) async fn confirm_switch(link: GrantLink) -> Answer {
    if link.is_over() || !link.found.grant.auto_extend {
        return Ok(see_other(&link.address()));
    }
    let paths = link.request.paths();
    let here = paths.public_privileges_extension(&link.token);
    html(&SwitchPage {
        languages: link.language.links(&here),
        shown: link.shown(),
        action: link.extension_address(),
        back: link.address(),
        layout: link.request.layout,
    })
}

/// Switches automatic extension off.
pub(super) async fn switch_off(link: GrantLink) -> Answer {
    link.write(changes_service::switch_off_by_link).await?;
    Ok(see_other(&link.address()))
}
