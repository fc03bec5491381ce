//! A page to a link: what is found behind it, and the pages that several handlers answer with.

use actix_web::{HttpRequest, http::StatusCode, web::Data};

use super::{
    code_queries::{self, CodeRequest},
    code_service::{self, Person},
    page_language::{Addresses, LanguageLink, PageLanguage, Step},
    pages::{AskPage, CodePage, DeadPage, ReceiptPage},
};
use crate::{
    clock::Clock,
    db::{self, Conn, Db, ids::CodeRequestId, types::Timestamp},
    domains::{ConsentRules, Proof},
    error::AppError,
    identity::{Scope, Signed},
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
pub struct StepQuery {
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
    let (sender, _) = invitations::sender(conn, invitation.created_by)?;
    let request = match request {
        Some(id) => code_queries::find(conn, invitation.id, id).ok(),
        None => None,
    };
    let delivery = match &request {
        Some(request) => code_service::delivery(conn, request.id, now)?,
        None => None,
    };
    let consent = match invitation.state {
        State::Accepted => relationships::consent_of_invitation(conn, invitation.id)?,
        _ => None,
    };
    let terms = match &invitation.terms_hash {
        Some(hash) => invitations::find_terms(conn, hash)?.unwrap_or_default(),
        None => String::new(),
    };
    Ok(Found {
        invitation,
        is_replaced,
        parties,
        sender,
        request,
        delivery,
        consent,
        terms,
        is_partnership_active,
    })
}

/// A page to a link: what it needs of the app, and what was found.
pub(super) struct LinkPage {
    pub(super) http: HttpRequest,
    pub(super) layout: PublicLayout,
    pub(super) token: String,
    pub(super) now: Timestamp,
    pub(super) found: Found,
    pub(super) language: PageLanguage,
    /// Where the links to the other languages lead.
    pub(super) step: Step,
    rules: Data<ConsentRules>,
}

impl LinkPage {
    /// `request` is the code's, `lang` the language that the person chose.
    pub(super) async fn begin(
        http: HttpRequest,
        mut layout: PublicLayout,
        token: String,
        request: &str,
        lang: &str,
    ) -> Result<Self, AppError> {
        let now = part::<Clock>(&http)?.now();
        let (looked_up, request) = (token.clone(), request.parse().ok());
        let found = part::<Db>(&http)?
            .read(move |conn| look_up(conn, &looked_up, request, now))
            .await?;
        invitations::end_if_overdue(part::<Db>(&http)?.get_ref(), &found.invitation, now).await?;
        let rules = part::<ConsentRules>(&http)?;
        let language = PageLanguage::of(found.invitation.language, lang, &http);
        layout.lang = language.language.as_str().to_owned();
        let step = found
            .request
            .as_ref()
            .map_or(Step::Ask, |request| Step::Code(request.id));
        Ok(Self {
            http,
            layout,
            token,
            now,
            found,
            language,
            step,
            rules,
        })
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
        let (t, domain) = (self.language.page(), &self.found.invitation.domain);
        let doubt = t.doubt(proof, domain).unwrap_or_default();
        format!("{doubt} {}", (t.errors.must_verify)(&self.found.sender))
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

    fn other_page(self, status: StatusCode, title: &str, message: String, next: &str) -> Answer {
        let page = DeadPage {
            t: self.language.page(),
            languages: self.languages(),
            layout: self.layout,
            title: title.to_owned(),
            message,
            next: next.to_owned(),
        };
        html_with(status, &page)
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
            email_help: (self.language.page().email_help)(&invited),
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
                self.language.page().doubt(proof, domain)
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
        let page = ReceiptPage {
            doubt: self.language.page().doubt(proof, &ask.domain),
            layout: self.layout,
            ask,
            at: (at.rfc3339(), self.language.texts().moment_of(at)),
            until: ReceiptPage::end_of_privileges(&consent, self.language),
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
            let partner = signed.staff.partner.id;
            partner == self.found.invitation.partner_id
                || self
                    .found
                    .parties
                    .iter()
                    .any(|party| party.partner.id == partner)
        })
    }

    pub(super) fn refuse_staff(self) -> Answer {
        let t = self.language.page();
        let message = (t.staff)(&self.found.invitation.company_name);
        self.other_page(StatusCode::FORBIDDEN, t.staff_title, message, t.staff_next)
    }
}

/// Who answers, as typed.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PersonForm {
    pub(super) name: String,
    pub(super) job_title: String,
    pub(super) email: String,
}

impl PersonForm {
    pub(super) fn parse(&self, language: PageLanguage) -> Result<Person, FieldErrors> {
        let texts = &language.page().errors;
        let line = |typed: &str, missing: &str| {
            if text::is_web_address(typed) {
                return Err(texts.web_address.to_owned());
            }
            text::line(typed, text::NAME_MAX, "")
                .map_err(|_| texts.about_line(typed, text::NAME_MAX, missing))
        };
        let mut errors = FieldErrors::default();
        let person = Person {
            name: errors.take("name", line(&self.name, texts.name)),
            job_title: errors.take("job_title", line(&self.job_title, texts.job_title)),
            email: errors.take(
                "email",
                text::email(&self.email)
                    .map_err(|_| texts.about_line(&self.email, text::EMAIL_MAX, texts.email)),
            ),
            language: language.language,
        };
        errors.or(person)
    }
}
