//! The table of routes that the slices fill.
//!
//! Only GET (with HEAD) and POST exist, and `web::security` relies on it: any other method at a known address gets 405.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, Handler, HttpResponse, Resource, Responder, Route,
    guard::{Any, Get, Head},
    web::{self, ServiceConfig},
};

use crate::error::AppError;

/// The routes by address: 405 needs to know all methods of an address.
#[derive(Default)]
pub struct Table(Vec<(&'static str, Vec<(Method, Route)>)>);

impl Table {
    /// Adds a route.
    #[must_use]
    pub fn route(mut self, path: &'static str, route: (Method, Route)) -> Self {
        match self.0.iter_mut().find(|(known, _)| *known == path) {
            Some((_, routes)) => routes.push(route),
            None => self.0.push((path, vec![route])),
        }
        self
    }

    /// Makes them known to the app.
    pub fn register(self, config: &mut ServiceConfig) {
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
#[derive(Debug, Clone, Copy)]
pub enum Method {
    /// GET, and HEAD with it.
    Get,
    /// POST.
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

    /// Answers with this handler.
    pub fn to<F, Args>(self, handler: F) -> (Self, Route)
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

/// GET.
#[must_use]
pub fn get() -> Method {
    Method::Get
}

/// POST.
#[must_use]
pub fn post() -> Method {
    Method::Post
}
