//! Every route of the site, one line each, grouped by slice. `tests/integration/access.rs` lists them again
//! with who may use each.
//!
//! There are words for GET (which HEAD is part of) and POST alone, and `web::security` counts on it: whatever else
//! comes to an address that exists is answered with 405.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, Handler, HttpResponse, Resource, Responder, Route,
    guard::{Any, Get, Head},
    web::{self, ServiceConfig},
};

use crate::{
    activity, batches, consent, customer_list, customer_record, dashboard, demo, error::AppError,
    health, identity, invitations, messages, partnership_asks, partnership_list, paths,
    web::assets,
};

/// All of them; the mailbox only in the demo.
#[expect(clippy::too_many_lines, reason = "the one list of all routes")]
pub fn all(config: &mut ServiceConfig, is_demo: bool) {
    let table = Table::default()
        .route(paths::HEALTHZ, get().to(health::live))
        .route(paths::READYZ, get().to(health::ready))
        .route(paths::ASSET, get().to(assets::show))
        // identity
        .route(paths::SIGN_IN, get().to(identity::sign_in_handlers::new))
        .route(
            paths::SIGN_IN,
            post().to(identity::sign_in_handlers::create),
        )
        .route(
            paths::SIGN_OUT,
            post().to(identity::sign_in_handlers::remove),
        )
        .route(
            paths::FORGOTTEN_PASSWORD,
            get().to(identity::password_handlers::forgotten),
        )
        .route(
            paths::FORGOTTEN_PASSWORD,
            post().to(identity::password_handlers::mail_link),
        )
        .route(
            paths::PASSWORD_LINK,
            get().to(identity::password_handlers::edit),
        )
        .route(
            paths::PASSWORD_LINK,
            post().to(identity::password_handlers::update),
        )
        .route(paths::SESSIONS, get().to(identity::session_handlers::list))
        .route(
            paths::ALL_SESSIONS_END,
            post().to(identity::session_handlers::end_all),
        )
        .route(
            paths::SESSION_END,
            post().to(identity::session_handlers::end),
        )
        .route(
            paths::KEPT_FORMS,
            get().to(identity::kept_form_handlers::list),
        )
        .route(
            paths::KEPT_FORM_REMOVAL,
            post().to(identity::kept_form_handlers::remove),
        )
        // dashboard
        .route(paths::HOME, get().to(dashboard::show))
        // activity
        .route(paths::ACTIVITY, get().to(activity::list))
        .route(paths::ACTIVITY_CSV, get().to(activity::export))
        .route(paths::NOTIFICATIONS, get().to(activity::notifications))
        .route(paths::NOTIFICATIONS_READ, post().to(activity::mark_read))
        // customers
        .route(paths::CUSTOMERS, get().to(customer_list::list))
        .route(paths::CUSTOMERS_CSV, get().to(customer_list::export))
        .route(
            paths::CUSTOMER_INVITATION,
            get().to(invitations::invite_handlers::request),
        )
        .route(
            paths::CUSTOMER_INVITATION,
            post().to(invitations::invite_handlers::create_request),
        )
        .route(paths::REMOVAL, get().to(customer_record::removal::confirm))
        .route(paths::REMOVAL, post().to(customer_record::removal::remove))
        .route(paths::CUSTOMER_ACCOUNT, get().to(customer_record::show))
        .route(
            paths::CUSTOMER_PRIVILEGES,
            get().to(customer_record::privileges),
        )
        .route(
            paths::CUSTOMER_ACTIVITY,
            get().to(customer_record::activity),
        )
        .route(paths::CUSTOMER, get().to(customer_record::show))
        // invitations
        .route(
            paths::INVITATIONS,
            get().to(invitations::list_handlers::list),
        )
        .route(
            paths::NEW_INVITATION,
            get().to(invitations::invite_handlers::new),
        )
        .route(
            paths::NEW_INVITATION,
            post().to(invitations::invite_handlers::create),
        )
        .route(
            paths::INVITATION,
            get().to(invitations::draft_handlers::show),
        )
        .route(
            paths::INVITATION,
            post().to(invitations::draft_handlers::save),
        )
        .route(
            paths::COMPLETION,
            post().to(invitations::draft_handlers::complete),
        )
        .route(paths::SENDING, post().to(invitations::draft_handlers::send))
        .route(
            paths::HANDOVER,
            post().to(invitations::draft_handlers::hand_over),
        )
        .route(
            paths::REVOCATION,
            post().to(invitations::draft_handlers::revoke),
        )
        .route(
            paths::LINK,
            post().to(invitations::draft_handlers::renew_link),
        )
        .route(
            paths::MESSAGE_EML,
            get().to(invitations::draft_handlers::message_file),
        )
        // partnerships
        .route(
            paths::NEW_PARTNERSHIP,
            get().to(partnership_asks::ask_handlers::new),
        )
        .route(
            paths::NEW_PARTNERSHIP,
            post().to(partnership_asks::ask_handlers::create),
        )
        .route(
            paths::PARTNERSHIP_ANSWER,
            get().to(partnership_asks::answer_handlers::show),
        )
        .route(
            paths::PARTNERSHIP_ACCEPTANCE,
            post().to(partnership_asks::answer_handlers::accept),
        )
        .route(
            paths::PARTNERSHIP_REFUSAL,
            get().to(partnership_asks::answer_handlers::confirm_refusal),
        )
        .route(
            paths::PARTNERSHIP_REFUSAL,
            post().to(partnership_asks::answer_handlers::refuse),
        )
        .route(paths::PARTNERSHIPS, get().to(partnership_list::list))
        .route(
            paths::PARTNERSHIP_REMOVAL,
            get().to(partnership_list::removal_handlers::confirm),
        )
        .route(
            paths::PARTNERSHIP_REMOVAL,
            post().to(partnership_list::removal_handlers::remove),
        )
        // many at once
        .route(paths::PROFILE, get().to(batches::import_handlers::profile))
        .route(paths::IMPORTS, post().to(batches::import_handlers::upload))
        .route(paths::IMPORT, get().to(batches::import_handlers::show))
        .route(
            paths::IMPORT_CONFIRMATION,
            post().to(batches::import_handlers::confirm),
        )
        .route(
            paths::IMPORT_STOP,
            post().to(batches::import_handlers::stop),
        )
        .route(
            paths::IMPORT_REMOVAL,
            post().to(batches::import_handlers::remove),
        )
        .route(
            paths::NEW_BULK_INVITATION,
            get().to(batches::bulk_handlers::new),
        )
        .route(
            paths::NEW_BULK_INVITATION,
            post().to(batches::bulk_handlers::create),
        )
        .route(paths::SELECTION, get().to(batches::selection_handlers::new))
        .route(
            paths::SELECTION,
            post().to(batches::selection_handlers::create),
        )
        .route(
            paths::BULK_INVITATION,
            get().to(batches::bulk_handlers::show),
        )
        .route(
            paths::BULK_INVITATION,
            post().to(batches::bulk_handlers::save),
        )
        .route(
            paths::BULK_CONFIRMATION,
            post().to(batches::bulk_handlers::confirm),
        )
        .route(paths::BULK_STOP, post().to(batches::bulk_handlers::stop))
        .route(
            paths::BULK_REMOVAL,
            post().to(batches::bulk_handlers::remove),
        )
        // message templates
        .route(
            paths::TEMPLATES,
            get().to(messages::template_handlers::list),
        )
        .route(paths::TEMPLATE, get().to(messages::template_handlers::edit))
        .route(
            paths::TEMPLATE,
            post().to(messages::template_handlers::update),
        )
        .route(
            paths::TEMPLATE_PREVIEW,
            post().to(messages::template_handlers::preview),
        )
        .route(
            paths::TEMPLATE_REMOVAL,
            post().to(messages::template_handlers::remove),
        )
        // the customer's page
        .route(
            paths::PUBLIC_INVITATION,
            get().to(consent::answer_handlers::show),
        )
        .route(
            paths::PUBLIC_CODE,
            post().to(consent::answer_handlers::request_code),
        )
        .route(
            paths::PUBLIC_ACCEPTANCE,
            post().to(consent::answer_handlers::accept),
        )
        .route(
            paths::PUBLIC_REFUSAL,
            get().to(consent::refusal_handlers::confirm),
        )
        .route(
            paths::PUBLIC_REFUSAL,
            post().to(consent::refusal_handlers::refuse),
        );
    let table = if is_demo {
        table.route(paths::DEMO_MAILBOX, get().to(demo::mailbox))
    } else {
        table
    };
    table.register(config);
}

/// The routes by address: only a table of all of an address knows which methods it takes.
#[derive(Default)]
struct Table(Vec<(&'static str, Vec<(Method, Route)>)>);

impl Table {
    fn route(mut self, path: &'static str, route: (Method, Route)) -> Self {
        match self.0.iter_mut().find(|(known, _)| *known == path) {
            Some((_, routes)) => routes.push(route),
            None => self.0.push((path, vec![route])),
        }
        self
    }

    fn register(self, config: &mut ServiceConfig) {
        for (path, routes) in self.0 {
            let methods: Vec<&str> = routes.iter().map(|(method, _)| method.names()).collect();
            let methods = methods.join(", ");
            let routes = routes.into_iter().map(|(_, route)| route);
            let resource = routes.fold(web::resource(path), Resource::route);
            config.service(resource.default_service(web::to(move || not_allowed(methods.clone()))));
        }
    }
}

fn not_allowed(methods: String) -> Ready<Result<HttpResponse, AppError>> {
    ready(Err(AppError::MethodNotAllowed(methods)))
}

/// What a page is asked with. HEAD is answered as GET without the body (RFC 9110, 9.3.2).
#[derive(Clone, Copy)]
enum Method {
    Get,
    Post,
}

impl Method {
    /// As they stand in `Allow`.
    fn names(self) -> &'static str {
        match self {
            Self::Get => "GET, HEAD",
            Self::Post => "POST",
        }
    }

    fn to<F, Args>(self, handler: F) -> (Self, Route)
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let route = match self {
            Self::Get => web::route().guard(Any(Get()).or(Head())),
            Self::Post => web::post(),
        };
        (self, route.to(handler))
    }
}

fn get() -> Method {
    Method::Get
}

fn post() -> Method {
    Method::Post
}
