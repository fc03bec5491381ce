//! A page to a link: what the handlers of the customer's page take as their argument, and the pages that several of them
//! answer with.

use std::{future::Future, pin::Pin};

use actix_web::{
    Error, FromRequest, HttpRequest,
    dev::Payload,
    http::{Method, StatusCode},
    web::{Data, Path, Query},
};

use super::{
    code_queries::{self, CodeRequest},
    dead_page::DeadPage,
    found_service::{self, Found},
    page_language::{Addresses, LanguageLink, PageLanguage, Step},
    pages::{AskPage, CodePage, ReceiptPage},
    person_form_handlers::PersonForm,
};
use crate::{
    db::{self, Tx, types::Timestamp},
    domains::{ConsentRules, Proof},
    error::AppError,
    identity::{Principal, Signed},
    invitations::{self, AskView, Dead, Invitation},
    mail::CanMail,
    text,
    web::{
        Answer, client::is_prefetch, error_page::Instead, form::FieldErrors, html_422, html_with,
        public_request::PublicRequest,
    },
};

/// The step one is at.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct StepQuery {
    pub(super) request: String,
    pub(super) unexpected: String,
    pub(super) lang: String,
}

/// The page behind a link, whether it can be answered or not. A handler takes it as an argument.
pub(super) struct LinkPage {
    pub(super) request: PublicRequest,
    pub(super) token: String,
    pub(super) query: StepQuery,
    pub(super) found: Found,
    pub(super) language: PageLanguage,
    /// Where the links to the other languages lead.
    pub(super) step: Step,
    pub(super) rules: Data<ConsentRules>,
}

impl FromRequest for LinkPage {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, token, query) = (
            PublicRequest::from_request(http, payload),
            Path::<String>::from_request(http, payload),
            Query::<StepQuery>::from_request(http, payload),
        );
        Box::pin(async move {
            let (request, token) = (request.await?, token.await?.into_inner());
            Ok(Self::open(request, token, query.await?.into_inner()).await?)
        })
    }
}

/// A link that can be answered now. Whoever opens another one is answered with the page that says why it cannot.
pub(super) struct OpenLink(pub(super) LinkPage);

impl FromRequest for OpenLink {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(http: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let page = LinkPage::from_request(http, payload);
        Box::pin(async move {
            let page = page.await?;
            match page.answerable() {
                Ok(()) => Ok(Self(page)),
                Err(dead) => Err(Instead::new(StatusCode::GONE, &page.dead_page(dead))?.into()),
            }
        })
    }
}

impl LinkPage {
    async fn open(
        mut request: PublicRequest,
        token: String,
        query: StepQuery,
    ) -> Result<Self, AppError> {
        let (looked_up, step, now) = (token.clone(), query.request.parse().ok(), request.now);
        let found = request.read(move |conn| found_service::look_up(conn, &looked_up, step, now));
        let found = found.await?;
        invitations::end_if_overdue(request.db(), &found.invitation, now).await?;
        let language = PageLanguage::of(found.invitation.language, &query.lang, request.http());
        request.layout.lang = language.language.as_str().to_owned();
        let at = found.request.as_ref();
        Ok(Self {
            step: at.map_or(Step::Ask, |request| Step::Code(request.id)),
            rules: request.part()?,
            request,
            token,
            query,
            found,
            language,
        })
    }

    /// The same, at the code that a form names.
    pub(super) async fn at_code(mut self, request: &str) -> Result<Self, AppError> {
        let Ok(id) = request.parse() else {
            return Ok(self);
        };
        let invitation = self.found.invitation.id;
        let read = self
            .request
            .read(move |conn| Ok::<_, db::Error>(code_queries::find(conn, invitation, id).ok()));
        self.found.request = read.await?;
        if self.found.request.is_some() {
            self.step = Step::Code(id);
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
        let (now, mut found) = (self.request.now, self.found);
        let read = self.request.read(move |conn| {
            found.add_wording(conn, now)?;
            Ok::<_, db::Error>(found)
        });
        self.found = read.await?;
        match self.found.request.clone() {
            Some(request) => html_with(status, &self.code_page(request, errors, agreed)),
            None => Err(AppError::NotFound),
        }
    }

    /// Runs `f` in a transaction.
    pub(super) async fn write<T, E>(
        &self,
        act: impl FnOnce(&mut Tx<'_>, &Invitation, Timestamp) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<db::Error> + Send + 'static,
    {
        let invitation = self.found.invitation.clone();
        self.request
            .write(move |tx, now| act(tx, &invitation, now))
            .await
    }

    /// Whether a person opens it for the first time: no program that looks ahead, and none of the staff that ask.
    pub(super) fn is_first_view(&self, signed: Option<&Signed>) -> bool {
        let http = self.request.http();
        self.found.invitation.opened_at.is_none()
            && http.method() == Method::GET
            && !is_prefetch(http)
            && !self.is_staff(signed)
    }

    /// Whether the link can be answered now, by itself and by who stands behind it.
    pub(super) fn answerable(&self) -> Result<(), Dead> {
        let found = &self.found;
        if found.is_replaced {
            return Err(Dead::Replaced);
        }
        match found.invitation.answerable(self.request.now) {
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
        let must = t.error_must_verify(&self.found.sender);
        // The address may prove the domain that was invited, and the customer have another one by now.
        match t.doubt(proof, domain) {
            Some(doubt) => format!("{doubt} {must}"),
            None => must.into(),
        }
    }

    pub(super) fn at(&self) -> Addresses {
        Addresses::new(self.request.paths(), &self.token, self.language)
    }

    pub(super) fn languages(&self) -> Vec<LanguageLink> {
        self.at().languages(self.step)
    }

    fn dead_page(self, dead: Dead) -> DeadPage {
        let (ask, languages, layout) = (self.ask(), self.languages(), self.request.layout);
        DeadPage::new(layout, languages, dead, &ask, &self.found.invitation)
    }

    pub(super) fn dead(self, dead: Dead) -> Answer {
        html_with(StatusCode::GONE, &self.dead_page(dead))
    }

    /// The ask again, with what was typed and what is wrong with it.
    pub(super) fn ask_again(self, person: PersonForm, errors: FieldErrors) -> Answer {
        html_422(&self.ask_page(person, errors)?)
    }

    pub(super) fn ask_page(
        mut self,
        person: PersonForm,
        errors: FieldErrors,
    ) -> Result<AskPage, AppError> {
        self.step = Step::Ask;
        let ends = self.found.invitation.expires_at.unwrap_or(self.request.now);
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
            can_mail: self.request.part::<CanMail>()?.0,
            layout: self.request.layout,
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
            layout: self.request.layout,
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
            layout: self.request.layout,
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
            layout: self.request.layout,
        };
        html_with(StatusCode::FORBIDDEN, &page)
    }
}
