//! A page to a link: what is found behind it, and the pages that several handlers answer with.

use std::{future::Future, pin::Pin};

use actix_web::{
    Error, FromRequest, HttpRequest,
    dev::Payload,
    http::StatusCode,
    web::{Data, Path, Query},
};

use super::{
    code_queries::{self, CodeRequest},
    code_service,
    dead_page::DeadPage,
    page_language::{Addresses, LanguageLink, PageLanguage, Step},
    pages::{AskPage, CodePage, ReceiptPage},
    person_form_handlers::PersonForm,
};
use crate::{
    clock::Clock,
    db::{self, Conn, Db, Tx, ids::CodeRequestId, types::Timestamp},
    domains::{ConsentRules, Proof},
    error::AppError,
    identity::{Principal, Scope, Signed},
    invitations::{self, AskView, Behind, Dead, Invitation, Party, State},
    mail::{CanMail, Delivery},
    partnerships::{self, Side},
    relationships::{self, Consent},
    secrets::sha256_hex,
    text,
    web::{Answer, form::FieldErrors, html_with, layout::PublicLayout, part},
};

/// The step one is at.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct StepQuery {
    pub(super) request: String,
    pub(super) unexpected: String,
    pub(super) lang: String,
}

/// All that stands behind a link.
pub(super) struct Found {
    pub(super) invitation: Invitation,
    /// Whether a newer link has replaced the one that was opened.
    pub(super) is_replaced: bool,
    pub(super) parties: Vec<Party>,
    pub(super) sender: String,
    pub(super) request: Option<CodeRequest>,
    /// How the mail with its code fares.
    pub(super) delivery: Option<Delivery>,
    pub(super) consent: Option<Consent>,
    pub(super) terms: String,
    /// Whether the two partners of a joint invitation still work together.
    pub(super) is_partnership_active: bool,
}

impl Found {
    pub(super) fn ask(&self, language: PageLanguage) -> AskView {
        AskView::in_language(
            &self.invitation,
            &self.parties,
            &self.sender,
            language.language,
        )
    }

    /// Adds what is shown beside a request for a code: how its mail fares, and the wording.
    fn add_wording(&mut self, conn: &mut Conn, now: Timestamp) -> db::Result<()> {
        let Some(request) = &self.request else {
            return Ok(());
        };
        self.delivery = code_service::delivery(conn, request.id, now)?;
        if let Some(hash) = &self.invitation.terms_hash {
            self.terms = invitations::find_terms(conn, hash)?.unwrap_or_default();
        }
        Ok(())
    }

    /// The request of the person who accepted, when they come back.
    pub(super) fn is_acceptors(&self) -> bool {
        self.request
            .as_ref()
            .is_some_and(|request| request.used_at.is_some())
    }
}

pub(super) fn look_up(
    conn: &mut Conn,
    token: &str,
    request: Option<CodeRequestId>,
    now: Timestamp,
) -> db::Result<Found> {
    let Behind {
        invitation,
        sender,
        is_replaced,
    } = invitations::behind_customers_link(conn, &sha256_hex(token))?;
    let parties = invitations::parties(conn, invitation.id)?;
    let is_partnership_active = match parties.as_slice() {
        [reseller, provider] => {
            let scope = Scope::of(&reseller.partner);
            let other = provider.partner.id;
            partnerships::active_with(conn, scope, Side::Reseller, other)?.is_some()
        }
        _ => true,
    };
    let consent = match invitation.state {
        State::Accepted => relationships::consent_of_invitation(conn, invitation.id)?,
        _ => None,
    };
    let mut found = Found {
        invitation,
        is_replaced,
        parties,
        sender,
        request: None,
        delivery: None,
        consent,
        terms: String::new(),
        is_partnership_active,
    };
    if let Some(id) = request {
        found.request = code_queries::find(conn, found.invitation.id, id).ok();
        found.add_wording(conn, now)?;
    }
    Ok(found)
}

/// The page behind a link: what it needs of the app, and what was found. A handler takes it as an argument.
pub(super) struct LinkPage {
    pub(super) http: HttpRequest,
    pub(super) layout: PublicLayout,
    pub(super) token: String,
    pub(super) query: StepQuery,
    pub(super) now: Timestamp,
    pub(super) found: Found,
    pub(super) language: PageLanguage,
    /// Where the links to the other languages lead.
    pub(super) step: Step,
    rules: Data<ConsentRules>,
}

impl FromRequest for LinkPage {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let http = http.clone();
        let (layout, token, query) = (
            PublicLayout::from_request(&http, payload),
            Path::<String>::from_request(&http, payload),
            Query::<StepQuery>::from_request(&http, payload),
        );
        Box::pin(async move {
            let (layout, token) = (layout.await?, token.await?.into_inner());
            Ok(Self::open(http, layout, token, query.await?.into_inner()).await?)
        })
    }
}

impl LinkPage {
    async fn open(
        http: HttpRequest,
        mut layout: PublicLayout,
        token: String,
        query: StepQuery,
    ) -> Result<Self, AppError> {
        let now = part::<Clock>(&http)?.now();
        let db = part::<Db>(&http)?;
        let (looked_up, request) = (token.clone(), query.request.parse().ok());
        let found = db
            .read(move |conn| look_up(conn, &looked_up, request, now))
            .await?;
        invitations::end_if_overdue(&db, &found.invitation, now).await?;
        let rules = part::<ConsentRules>(&http)?;
        let language = PageLanguage::of(found.invitation.language, &query.lang, &http);
        layout.lang = language.language.as_str().to_owned();
        let step = found
            .request
            .as_ref()
            .map_or(Step::Ask, |request| Step::Code(request.id));
        Ok(Self {
            http,
            layout,
            token,
            query,
            now,
            found,
            language,
            step,
            rules,
        })
    }

    /// The same, at the code that a form names.
    pub(super) async fn at_code(mut self, request: &str) -> Result<Self, AppError> {
        if let Ok(id) = request.parse() {
            let (db, invitation) = (part::<Db>(&self.http)?, self.found.invitation.id);
            let read = db.read(move |conn| {
                Ok::<_, db::Error>(code_queries::find(conn, invitation, id).ok())
            });
            self.found.request = read.await?;
            if self.found.request.is_some() {
                self.step = Step::Code(id);
            }
        }
        Ok(self)
    }

    /// The page of the code again, after [`LinkPage::at_code`].
    pub(super) async fn code_page_again(
        mut self,
        status: StatusCode,
        errors: FieldErrors,
        agreed: bool,
    ) -> Answer {
        let (db, now, mut found) = (part::<Db>(&self.http)?, self.now, self.found);
        let read = db.read(move |conn| {
            found.add_wording(conn, now)?;
            Ok::<_, db::Error>(found)
        });
        self.found = read.await?;
        match self.found.request.clone() {
            Some(request) => html_with(status, &self.code_page(request, errors, agreed)),
            None => Err(AppError::NotFound),
        }
    }

    /// Does something in a transaction.
    pub(super) async fn write<T, E>(
        &self,
        act: impl FnOnce(&mut Tx<'_>, &Invitation, Timestamp) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        let (invitation, now) = (self.found.invitation.clone(), self.now);
        let db = part::<Db>(&self.http).map_err(|error| db::Error::Accident(error.to_string()))?;
        db.write(move |tx| act(tx, &invitation, now)).await
    }

    /// Whether the link can be answered now, by itself and by who stands behind it.
    pub(super) fn answerable(&self) -> Result<(), Dead> {
        let found = &self.found;
        if found.is_replaced {
            return Err(Dead::Replaced);
        }
        match found.invitation.answerable(self.now) {
            // Taken back because the partnership ended: that is what the customer should read.
            Ok(()) | Err(Dead::Revoked) if !found.is_partnership_active => {
                Err(Dead::PartnershipEnded)
            }
            Ok(()) if found.parties.iter().any(|it| !it.partner.is_active()) => {
                Err(Dead::PartnerInactive)
            }
            other => other,
        }
    }

    pub(super) fn ask(&self) -> AskView {
        self.found.ask(self.language)
    }

    /// Why an acceptance with this proof does not count here.
    pub(super) fn must_verify(&self, proof: Proof) -> String {
        let (t, domain) = (self.language.texts(), &self.found.invitation.domain);
        let doubt = t.doubt(proof, domain).unwrap_or_default();
        format!("{doubt} {}", t.error_must_verify(&self.found.sender))
    }

    pub(super) fn at(&self) -> Addresses {
        Addresses::new(&self.layout.paths, &self.token, self.language)
    }

    pub(super) fn languages(&self) -> Vec<LanguageLink> {
        self.at().languages(self.step)
    }

    pub(super) fn dead(self, dead: Dead) -> Answer {
        let (ask, languages) = (self.ask(), self.languages());
        let page = DeadPage::new(self.layout, languages, dead, &ask, &self.found.invitation);
        html_with(StatusCode::GONE, &page)
    }

    pub(super) fn ask_page(
        mut self,
        person: PersonForm,
        errors: FieldErrors,
    ) -> Result<AskPage, AppError> {
        self.step = Step::Ask;
        let ends = self.found.invitation.expires_at.unwrap_or(self.now);
        let invited = text::masked(&self.found.invitation.recipient);
        Ok(AskPage {
            ask: self.ask(),
            errors: self.language.errors(errors),
            at: self.at(),
            languages: self.languages(),
            person_name: person.name,
            job_title: person.job_title,
            email: person.email,
            email_help: self.language.texts().your_email_help(&invited),
            ends: (ends.rfc3339(), self.language.texts().moment_of(ends)),
            can_mail: part::<CanMail>(&self.http)?.0,
            layout: self.layout,
            is_preview: false,
        })
    }

    pub(super) fn code_page(
        self,
        request: CodeRequest,
        errors: FieldErrors,
        agreed: bool,
    ) -> CodePage {
        CodePage {
            ask: self.ask(),
            errors: self.language.errors(errors),
            at: self.at(),
            languages: self.languages(),
            mailed_to: text::masked(&request.email),
            doubt: {
                let domain = &self.found.invitation.domain;
                let proof = self.rules.proof(domain, &request.email);
                self.language.texts().doubt(proof, domain)
            },
            delivery: self.found.delivery,
            request,
            terms_hash: self.found.invitation.terms_hash.clone().unwrap_or_default(),
            terms: self.found.terms,
            terms_in: self.found.invitation.language,
            agreed,
            layout: self.layout,
            is_preview: false,
        }
    }

    pub(super) fn receipt(self) -> Answer {
        let (ask, languages) = (self.ask(), self.languages());
        let Some(consent) = self.found.consent else {
            return Err(AppError::NotFound);
        };
        let at = consent.accepted_at;
        let proof = self
            .rules
            .proof_since(&ask.domain, &consent.email, consent.domain_verified);
        let days = chrono::Duration::days(consent.grant_days.unwrap_or_default().into());
        let page = ReceiptPage {
            doubt: self.language.texts().doubt(proof, &ask.domain),
            layout: self.layout,
            ask,
            at: (at.rfc3339(), self.language.texts().moment_of(at)),
            until: self.language.texts().day_of(at.plus(days)),
            consent,
            terms: self.found.terms,
            terms_in: self.found.invitation.language,
            languages,
        };
        html_with(StatusCode::OK, &page)
    }

    /// Whether the visitor is signed in as staff of a partner that would gain by an acceptance.
    pub(super) fn is_staff(&self, signed: Option<&Signed>) -> bool {
        signed.is_some_and(|signed| {
            let Principal::Staff(staff) = &signed.principal;
            let partner = staff.partner.id;
            partner == self.found.invitation.partner_id
                || self
                    .found
                    .parties
                    .iter()
                    .any(|party| party.partner.id == partner)
        })
    }

    pub(super) fn refuse_staff(self) -> Answer {
        let t = self.language.texts();
        let page = DeadPage {
            t,
            languages: self.languages(),
            title: t.staff_title(),
            message: t.staff_message(&self.found.invitation.company_name),
            next: t.staff_next(),
            layout: self.layout,
        };
        html_with(StatusCode::FORBIDDEN, &page)
    }
}
