//! The page of the list.

use askama::Template;

use super::{
    model::{self, ListView, Part, Wanted},
    queries::Row,
    words::{self, Standing},
};
use crate::{
    db::{ids::GrantId, keyset::Page, types::Timestamp},
    identity::Layout,
    paths::Paths,
    privileges::AdminRole,
    web::{
        form::{Choice, FieldErrors},
        list::{self, Chip, Heading, Pager},
        page::Total,
    },
};

/// A row as the page shows it.
struct RowView {
    id: GrantId,
    name: String,
    company: String,
    domain: String,
    href: String,
    /// Whether they hold Global administrator now; it stands apart.
    is_global: bool,
    /// The roles, without the one that stands apart.
    roles: String,
    until: (String, String),
    used: String,
    standing: Standing,
    is_in_force: bool,
    is_alone: bool,
}

impl RowView {
    fn new(row: Row, paths: &Paths, now: Timestamp) -> Self {
        let Row { grant, company } = row;
        let is_in_force = grant.is_in_force(now);
        let is_global = is_in_force && grant.is_global();
        let roles = match is_global {
            true => grant.roles.without(AdminRole::GlobalAdministrator),
            false => grant.roles.clone(),
        };
        Self {
            href: paths.customer_privileges(grant.customer_id.uuid()),
            company: company.0,
            domain: company.1,
            is_global,
            roles: roles.words(),
            until: (grant.ends_at.rfc3339(), grant.ends_at.words()),
            used: words::used(&grant),
            standing: Standing::of(&grant, now),
            is_in_force,
            is_alone: is_in_force && !grant.has_relationship,
            id: grant.id,
            name: grant.name,
        }
    }
}

#[derive(Template)]
#[template(path = "privilege_list/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    parts: Vec<Choice>,
    hidden: Vec<(&'static str, &'static str)>,
    chips: Vec<Chip>,
    headings: Vec<Heading>,
    rows: Vec<RowView>,
    total: String,
    pager: Pager,
    export: String,
    is_narrowed: bool,
}

impl ListPage {
    pub(super) fn new(
        layout: Layout,
        view: &ListView,
        page: Page<Row>,
        total: Total,
        now: Timestamp,
    ) -> Self {
        let paths = layout.paths.clone();
        let (path, part) = (paths.privileges(), view.filters.part);
        let narrowed = Some(part).filter(|part| *part != Part::InForce);
        let active = narrowed.map(|part| {
            let without = Wanted {
                part: Part::InForce,
            };
            (part.label().to_owned(), without)
        });
        let cursor = |row: &Row| model::cursor(&row.grant, view.sort);
        let shown = list::shown(&page, total);
        let choice =
            |part: &Part| Choice::new(part.as_str(), part.label(), view.filters.part.as_str());
        Self {
            layout,
            errors: FieldErrors::default(),
            parts: Part::ALL.iter().map(choice).collect(),
            hidden: view.hidden(),
            chips: view.chips(&path, active.into_iter().collect()),
            headings: view.headings(&path),
            total: format!("{total} {}", part.label().to_lowercase()),
            pager: view.pager(&path, &page, cursor, shown),
            export: view.at_start().address(&paths.privileges_csv()),
            is_narrowed: view.is_narrowed(),
            rows: (page.rows.into_iter())
                .map(|row| RowView::new(row, &paths, now))
                .collect(),
        }
    }

    /// Whether there is anything to end.
    fn can_select(&self) -> bool {
        self.rows.iter().any(|row| row.is_in_force)
    }
}
