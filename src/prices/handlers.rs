//! The list, and all prices of one plan.

use actix_web::web::Path;

use super::{
    asked::ask,
    catalog::Plan,
    history_queries, licenses,
    list_model::ListView,
    list_page::ListPage,
    list_queries as list_of,
    plan_page::{About, PlanPage},
    queries, sellers,
};
use crate::{
    db::{self, Conn, ids::PlanId, keyset::Page},
    identity::{Denied, ManagePrices, Request, Scope, SeePrices},
    web::{Answer, list},
};

/// The list.
pub(super) async fn list(mut request: Request<SeePrices>) -> Answer {
    let (view, now) = (ListView::of(request.query_string())?, request.now);
    let partner = request.by.staff.partner.clone();
    let denied: Option<Denied> = request.denied::<ManagePrices>().await?;
    let read = request.read(move |conn, _| {
        let (mut asked, view) = ask(conn, &partner, view)?;
        let found = match (&asked.sellers.chosen, &asked.place) {
            (Some(seller), Some(place)) => {
                let page = list_of::list(conn, seller, &view, place, now)?;
                asked.publishers = list_of::publishers(conn, seller.scope)?;
                Some(page)
            }
            _ => None,
        };
        Ok::<_, db::Error>((asked, view, found))
    });
    let (asked, view, found) = read.await?;
    let page = found.unwrap_or_else(|| Page::from_rows(Vec::new(), view.size, &view.position));
    let view = view.at(page.position.clone());
    request
        .page(|layout| ListPage::new(layout, &asked, &view, &page, denied, now))
        .await
}

/// All prices of one plan, past and to come.
pub(super) async fn plan(mut request: Request<SeePrices>, id: Path<PlanId>) -> Answer {
    let (id, now) = (id.into_inner(), request.now);
    let view = list::ListView::<()>::of(request.query_string())?;
    let partner = request.by.staff.partner.clone();
    let read = request.read(move |conn, _| {
        let plan = list_of::plan_of_any(conn, id)?;
        let seller = sellers::choose_seller(conn, &partner, Some(plan.partner_id))?.chosen;
        let seller = seller.ok_or(db::Error::NotFound)?;
        let about = about(conn, seller.scope, &plan)?;
        let page = match seller.is_own {
            true => history_queries::history(conn, id, &view.position, view.size)?,
            false => history_queries::history_without_costs(conn, id, &view.position, view.size)?,
        };
        Ok::<_, db::Error>((plan, seller, about, page, view))
    });
    let (plan, seller, about, page, view) = read.await?;
    request
        .page(|layout| PlanPage::new(layout, &plan, &seller, about, &view, &page, now))
        .await
}

fn about(conn: &mut Conn, scope: Scope, plan: &Plan) -> db::Result<About> {
    let links = queries::links_of(conn, plan.id)?;
    Ok(About {
        countries: queries::countries_of(conn, plan.id)?,
        known: list_of::plan_ids(conn, scope, &links)?,
        license: licenses::license(conn, scope, &plan.provisioning_id)?,
        links,
    })
}
