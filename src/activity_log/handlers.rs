//! Activity as a page.

use askama::Template;

use super::{
    filters::{ListView, Named},
    kinds::KINDS,
};
use crate::{
    activity::{self, EventView, LoggedEvent},
    db::{self, keyset::Page},
    directory::Names,
    identity::{Layout, Request, View},
    translations::staff,
    web::{
        Answer,
        form::{Choice, FieldErrors},
        list::{Chip, Pager},
    },
};

#[derive(Template)]
#[template(path = "activity_log/list.html")]
struct ListPage {
    layout: Layout,
    errors: FieldErrors,
    /// Kept by the form although it has no field there.
    customer: String,
    people: Vec<Choice>,
    actions: Vec<Choice>,
    spans: Vec<Choice>,
    chips: Vec<Chip>,
    rows: Vec<EventView>,
    pager: Pager,
    export: String,
    is_narrowed: bool,
}

/// Who did what, newest first.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let (view, now) = (ListView::of(request.query_string())?, request.now);
    let read = request.read(move |conn, scope| {
        let named = Named::find(conn, scope, view.filters.clone(), now)?;
        let page = activity::list(conn, scope, &named.filter, &view.position, view.size)?;
        let users = Names::of(conn, scope, &page.rows, now)?;
        Ok::<_, db::Error>((view.at(page.position.clone()), named, page, users))
    });
    let (view, named, page, users) = read.await?;
    let shown =
        |layout: Layout| ListPage::new(layout.in_section("activity"), &view, &named, page, &users);
    request.page(shown).await
}

impl ListPage {
    fn new(
        layout: Layout,
        view: &ListView,
        named: &Named,
        page: Page<LoggedEvent>,
        users: &Names,
    ) -> Self {
        let path = layout.paths.activity();
        let customer = view.filters.customer.map(|key| key.to_string());
        let shown = format!("{} on this page", staff::lines(page.rows.len()));
        Self {
            errors: FieldErrors::default(),
            customer: customer.unwrap_or_default(),
            people: named.people(),
            actions: named.kinds(),
            spans: named.spans(),
            chips: view.chips(&path, named.active()),
            pager: view.pager(&path, &page, LoggedEvent::cursor, shown),
            rows: (page.rows.into_iter())
                .map(|event| users.view(KINDS, event, &layout.paths))
                .collect(),
            export: view.at_start().address(&layout.paths.activity_csv()),
            is_narrowed: view.is_narrowed(),
            layout,
        }
    }
}
