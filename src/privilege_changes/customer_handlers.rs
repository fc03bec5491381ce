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
    customer_page::{EndPage, GrantPage, Shown},
    desk::Desk,
};
use crate::{
    clock::Clock,
    consent::PageLanguage,
    db::{self, Db, Tx, types::Timestamp},
    error::AppError,
    paths::Site,
    privileges::{self, Grant},
    secrets::{Secrets, sha256_hex},
    web::{
        Answer, html,
        layout::{Product, PublicLayout},
        part, see_other,
    },
};

/// The language that the person chose.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct LanguageQuery {
    lang: String,
}

/// What stands behind a link. A handler takes it as an argument.
pub(super) struct GrantLink {
    http: HttpRequest,
    layout: PublicLayout,
    token: String,
    grant: Grant,
    audience: Audience,
    language: PageLanguage,
    now: Timestamp,
}

impl FromRequest for GrantLink {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let http = http.clone();
        let (layout, token, query) = (
            PublicLayout::from_request(&http, payload),
            Path::<String>::from_request(&http, payload),
            Query::<LanguageQuery>::from_request(&http, payload),
        );
        Box::pin(async move {
            let (layout, token) = (layout.await?, token.await?.into_inner());
            Ok(Self::open(http, layout, token, &query.await?.lang).await?)
        })
    }
}

impl GrantLink {
    async fn open(
        http: HttpRequest,
        mut layout: PublicLayout,
        token: String,
        lang: &str,
    ) -> Result<Self, AppError> {
        let (now, hash) = (part::<Clock>(&http)?.now(), sha256_hex(&token));
        let db = part::<Db>(&http)?;
        let found = db.read(move |conn| {
            let grant = privileges::find_by_link(conn, &hash)?;
            let audience = audience_queries::audience(conn, &grant)?;
            Ok::<_, db::Error>((grant, audience))
        });
        let (grant, audience) = found.await?;
        let language = PageLanguage::of(audience.language, lang, &http);
        layout.lang = language.language.as_str().to_owned();
        Ok(Self {
            http,
            layout,
            token,
            grant,
            audience,
            language,
            now,
        })
    }

    fn is_over(&self) -> bool {
        !self.grant.is_in_force(self.now)
    }

    fn shown(&self) -> Shown {
        let (company, partner) = (&self.audience.company, &self.audience.partner);
        let t = self.language.texts();
        Shown::new(
            t,
            &self.grant,
            self.is_over(),
            company.clone(),
            partner.clone(),
        )
    }

    fn address(&self) -> String {
        let address = self.layout.paths.public_privileges(&self.token);
        self.language.keep(address)
    }

    fn end_address(&self) -> String {
        let address = self.layout.paths.public_privileges_end(&self.token);
        self.language.keep(address)
    }

    async fn write(
        &self,
        f: impl FnOnce(&mut Tx<'_>, &Desk, &str, Timestamp) -> db::Result<()> + Send + 'static,
    ) -> Result<(), AppError> {
        let desk = Desk {
            secrets: part::<Secrets>(&self.http)?.get_ref().clone(),
            site: part::<Site>(&self.http)?.get_ref().clone(),
            product: part::<Product>(&self.http)?.0.clone(),
        };
        let (hash, now) = (sha256_hex(&self.token), self.now);
        let db = part::<Db>(&self.http)?;
        Ok(db.write(move |tx| f(tx, &desk, &hash, now)).await?)
    }
}

/// What was granted, or that it has ended.
///
/// # Errors
/// `NotFound` for an unknown link.
pub(super) async fn show(link: GrantLink) -> Answer {
    let here = link.layout.paths.public_privileges(&link.token);
    let extension = link.layout.paths.public_privileges_extension(&link.token);
    html(&GrantPage {
        languages: link.language.links(&here),
        shown: link.shown(),
        end: link.end_address(),
        extension: link.language.keep(extension),
        layout: link.layout,
    })
}

/// Asks whether to end it.
///
/// # Errors
/// `NotFound` for an unknown link.
pub(super) async fn confirm(link: GrantLink) -> Answer {
    if link.is_over() {
        return Ok(see_other(&link.address()));
    }
    let here = link.layout.paths.public_privileges_end(&link.token);
    html(&EndPage {
        languages: link.language.links(&here),
        shown: link.shown(),
        action: link.end_address(),
        back: link.address(),
        layout: link.layout,
    })
}

/// Ends it. Pressed again, or by somebody else, it shows the same result.
///
/// # Errors
/// `NotFound` for an unknown link.
pub(super) async fn end(link: GrantLink) -> Answer {
    link.write(changes_service::end_by_link).await?;
    Ok(see_other(&link.address()))
}

/// Switches automatic extension off.
///
/// # Errors
/// `NotFound` for an unknown link.
pub(super) async fn switch_off(link: GrantLink) -> Answer {
    link.write(changes_service::switch_off_by_link).await?;
    Ok(see_other(&link.address()))
}
