//! A name that was typed to filter the list by a partner, where there are too many to choose from.

use askama::Template;

use super::{model::ListView, others};
use crate::{
    identity::{Layout, Partner, Request, View},
    partnerships::{self, Among, Named},
    web::{Answer, see_other},
};

/// Asks which partner is meant.
#[derive(Template)]
#[template(path = "customer_list/which.html")]
struct WhichPage {
    layout: Layout,
    label: &'static str,
    typed: String,
    /// What else is asked for, kept by the form.
    hidden: Vec<(&'static str, String)>,
    /// Those that fit: name, domain, and the list of the customers in common.
    found: Vec<(String, String, String)>,
    /// The list without this filter.
    without: String,
}

impl WhichPage {
    fn new(layout: Layout, own: &Partner, view: &ListView, found: &[Partner]) -> Self {
        let path = layout.paths.customers();
        let line = |partner: &Partner| {
            let list = view.with(view.filters.of_partner(Some(partner.id)));
            let (name, domain) = (partner.legal_name.clone(), partner.domain.clone());
            (name, domain, list.address(&path))
        };
        let without = view.with(view.filters.of_partner(None));
        Self {
            label: others::label(own),
            typed: view.filters.named.clone(),
            hidden: without.asked(),
            found: found.iter().map(line).collect(),
            without: without.address(&path),
            layout: layout.in_section("customers"),
        }
    }
}

/// The list of the customers in common with the partner that is meant, or the question which it is.
pub(super) async fn find(mut request: Request<View>, view: ListView) -> Answer {
    let typed = view.filters.named.clone();
    let read = move |conn: &mut _, scope| partnerships::named(conn, scope, Among::Known, &typed);
    let found = request.read(read).await?;
    let own = request.by.staff.partner.clone();
    match found {
        Named::One(partner) => {
            let list = view.with(view.filters.of_partner(Some(partner.id)));
            Ok(see_other(&list.address(&request.paths().customers())))
        }
        Named::Several(found) => {
            let page = |layout| WhichPage::new(layout, &own, &view, &found);
            request.page(page).await
        }
        Named::Nobody => {
            let page = |layout| WhichPage::new(layout, &own, &view, &[]);
            request.again(page).await
        }
    }
}
