//! The page behind a personalized link, where a customer answers: it reads the ask, proves its address by a code, agrees
//! to the wording or declines.
//!
//! Accepting needs the link, a code mailed to the invited address, and the hash of the wording. The guarded update of
//! the invitation ensures that it is answered once. Staff never accept: they have the link by design.

mod acceptance_service;
mod answer_handlers;
mod code_check_service;
mod code_queries;
mod code_service;
mod dead_page;
mod events;
mod found_service;
mod link_page_handlers;
mod page_language;
mod pages;
mod person_form_handlers;
mod refusal_handlers;
mod routes;

pub use acceptance_service::{Acceptance, AnswerError, accept, decline, note_opened};
pub use code_queries::{CodeRequest, count_try, find as find_code_request};
pub use code_service::{CodeError, Person, end_mailed_codes, request_code};
pub(crate) use events::EVENTS;
pub(crate) use page_language::{LanguageLink, PageLanguage};
pub use routes::routes;
