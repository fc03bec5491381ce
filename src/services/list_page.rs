//! The page of a seller's services, and what it can be asked for.

use std::collections::HashMap;

use askama::Template;

use super::{customer_page::HealthView, model::Administration};
use crate::{
    db::{
        ids::{PartnerId, ServiceId},
        keyset::Page,
    },
    identity::{Denied, Layout},
    incidents::{Overview, Strip},
    paths::Paths,
    prices::{Sellers, Service},
    web::{
        address::Question,
        form::{Choice, FieldErrors},
        list::{self, ByName, Chip, Filters, Pager},
    },
};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Whose; one's own, or the first provider's, where nobody is named.
    pub(super) seller: Option<PartnerId>,
    pub(super) text: String,
}

impl Filters for Wanted {
    type Sort = ByName;

    fn read(question: &mut Question<'_>) -> Self {
        Self {
            seller: question.choice("seller"),
            text: question.text("q"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let seller = self.seller.map(|id| id.to_string());
        vec![
            ("seller", seller.unwrap_or_default()),
            ("q", self.text.clone()),
        ]
    }
}

/// The state of the list.
pub(super) type ListView = list::ListView<Wanted>;

/// A service as the list shows it.
struct RowView {
    href: String,
    name: String,
    code: String,
    /// Empty where there is none.
    address: String,
    role: &'static str,
    /// How it is and was; none where its incidents are not seen.
    overview: Option<(HealthView, Strip)>,
    incidents: String,
}

impl RowView {
    fn of(
        service: &Service,
        known: Option<&Administration>,
        overview: Option<&Overview>,
        paths: &Paths,
    ) -> Self {
        let overview = overview.map(|it| (HealthView::of(&it.health, paths), it.strip.clone()));
        Self {
            href: paths.service(service.id),
            name: service.name.clone(),
            code: service.service_plan_name.clone(),
            address: known.map(|it| it.address.clone()).unwrap_or_default(),
            role: known.map_or("", |it| it.role.label()),
            overview,
            incidents: paths.incidents_of(service.id),
        }
    }
}

#[derive(Template)]
#[template(path = "services/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    /// Whether the person's company keeps services of its own.
    keeps_own: bool,
    /// Why this person cannot change them.
    denied: Option<Denied>,
    is_own: bool,
    /// Empty where there is none.
    seller: String,
    sellers: Vec<Choice>,
    text: String,
    chips: Vec<Chip>,
    rows: Vec<RowView>,
    pager: Pager,
}

/// All that is found.
pub(super) struct Found {
    pub(super) sellers: Sellers,
    pub(super) page: Page<Service>,
    pub(super) known: HashMap<ServiceId, Administration>,
    pub(super) overviews: HashMap<ServiceId, Overview>,
}

/// The page of what was found.
pub(super) fn page(
    layout: Layout,
    found: &Found,
    view: &ListView,
    keeps_own: bool,
    denied: Option<Denied>,
) -> ListPage {
    let (paths, wanted) = (layout.paths.clone(), &view.filters);
    let view = view.at(found.page.position.clone());
    let path = paths.services();
    let chosen = found.sellers.chosen.as_ref();
    let chosen_id = chosen.map(|seller| seller.id.to_string());
    let chosen_id = chosen_id.unwrap_or_default();
    let choice =
        |(id, name): &(PartnerId, String)| Choice::new(&id.to_string(), name.clone(), &chosen_id);
    let row = |service: &Service| {
        let overview = found.overviews.get(&service.id);
        RowView::of(service, found.known.get(&service.id), overview, &paths)
    };
    let search = (!wanted.text.is_empty()).then(|| {
        let without = Wanted {
            text: String::new(),
            ..wanted.clone()
        };
        (format!("“{}”", wanted.text), without)
    });
    let number = found.page.rows.len();
    let shown = match number {
        1 => "1 service on this page".to_owned(),
        many => format!("{many} services on this page"),
    };
    ListPage {
        errors: FieldErrors::default(),
        keeps_own,
        denied,
        is_own: chosen.is_some_and(|seller| seller.is_own),
        seller: chosen.map(|it| it.name.clone()).unwrap_or_default(),
        sellers: found.sellers.all.iter().map(choice).collect(),
        text: wanted.text.clone(),
        chips: view.chips(&path, search.into_iter().collect()),
        rows: found.page.rows.iter().map(row).collect(),
        pager: view.pager(&path, &found.page, Service::cursor, shown),
        layout: layout.in_section("services"),
    }
}
