//! The language in which a customer reads the page: the invitation's, or the browser's where it does not take
//! that one, or the one that the person chose. A choice stands in the addresses; no cookie is set.

use actix_web::{HttpRequest, http::header};

use crate::{
    db::ids::CodeRequestId,
    language::Language,
    paths::Paths,
    translations::Texts,
    web::form::{ErrorWords, FieldErrors},
};

/// In which language, and whether the person chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PageLanguage {
    pub(crate) language: Language,
    is_chosen: bool,
}

impl PageLanguage {
    /// For what was written in `own` language; `chosen` is the address's `lang`.
    pub(crate) fn of(own: Language, chosen: &str, http: &HttpRequest) -> Self {
        if let Ok(language) = chosen.parse() {
            return Self {
                language,
                is_chosen: true,
            };
        }
        let accepted = http
            .headers()
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        Self {
            language: own.for_browser(accepted.unwrap_or_default()),
            is_chosen: false,
        }
    }

    pub(crate) fn texts(self) -> Texts {
        Texts::of(self.language)
    }

    /// Errors with the words around them in this language.
    pub(super) fn errors(self, errors: FieldErrors) -> FieldErrors {
        errors.in_words(ErrorWords {
            prefix: self.texts().error_prefix(),
            summary: self.texts().error_summary(),
        })
    }

    /// An address that keeps the choice.
    pub(crate) fn keep(self, address: String) -> String {
        if self.is_chosen {
            in_language(&address, self.language)
        } else {
            address
        }
    }

    /// A page, by its address without a language, in each language.
    pub(crate) fn links(self, address: &str) -> Vec<LanguageLink> {
        let link = |language: &Language| LanguageLink {
            tag: language.as_str(),
            name: language.own_name(),
            href: in_language(address, *language),
            is_current: *language == self.language,
        };
        Language::ALL.iter().map(link).collect()
    }
}

fn in_language(address: &str, language: Language) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}lang={}", language.as_str())
}

/// Where one is on the customer's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The ask.
    Ask,
    /// The code, or the receipt of this request.
    Code(CodeRequestId),
    /// Declining; not expected.
    Refusal(bool),
}

/// The addresses of a link's pages, with the choice of language in them.
#[derive(Debug, Clone)]
pub(super) struct Addresses {
    paths: Paths,
    token: String,
    language: PageLanguage,
}

/// One of the languages that the page can be read in.
#[derive(Debug, Clone)]
pub(crate) struct LanguageLink {
    pub(crate) tag: &'static str,
    /// Its name in itself.
    pub(crate) name: &'static str,
    /// The same page in it.
    pub(crate) href: String,
    /// Whether one reads it now.
    pub(crate) is_current: bool,
}

impl Addresses {
    pub(super) fn new(paths: &Paths, token: &str, language: PageLanguage) -> Self {
        Self {
            paths: paths.clone(),
            token: token.to_owned(),
            language,
        }
    }

    fn plain(&self, step: Step) -> String {
        match step {
            Step::Ask => self.paths.public_invitation(&self.token),
            Step::Code(request) => self.paths.public_code_step(&self.token, request),
            Step::Refusal(false) => self.paths.public_refusal(&self.token),
            Step::Refusal(true) => {
                format!("{}?unexpected=1", self.paths.public_refusal(&self.token))
            }
        }
    }

    /// The ask.
    pub(super) fn ask(&self) -> String {
        self.language.keep(self.plain(Step::Ask))
    }

    /// Asks for a code.
    pub(super) fn code(&self) -> String {
        self.language.keep(self.paths.public_code(&self.token))
    }

    /// The page of a request.
    pub(super) fn request(&self, request: CodeRequestId) -> String {
        self.language.keep(self.plain(Step::Code(request)))
    }

    /// Accepts.
    pub(super) fn acceptance(&self) -> String {
        self.language
            .keep(self.paths.public_acceptance(&self.token))
    }

    /// Declines.
    pub(super) fn refusal(&self) -> String {
        self.language.keep(self.plain(Step::Refusal(false)))
    }

    /// Was not expected.
    pub(super) fn unexpected(&self) -> String {
        self.language.keep(self.plain(Step::Refusal(true)))
    }

    /// The same step in each language.
    pub(super) fn languages(&self, step: Step) -> Vec<LanguageLink> {
        self.language.links(&self.plain(step))
    }
}
