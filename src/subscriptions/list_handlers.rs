//! The list over all customers.

use super::{
    counts::{self, Count, number_in, number_renewing},
    list_model::{ListView, Side, Use, Wanted},
    list_page::{ListPage, Listed},
    list_queries::{self, MOST_COUNTED},
};
use crate::{
    db::{self, Conn, types::Timestamp},
    identity::{Layout, Request, Scope, View},
    web::{Answer, page::Total},
};

/// The list.
pub(super) async fn list(mut request: Request<View>) -> Answer {
    let (view, now) = (ListView::of(request.query_string())?, request.now);
    let partner = request.by.staff.partner.clone();
    let side = view.filters.side.unwrap_or_else(|| Side::usual(&partner));
    let read = request.read(move |conn, scope| {
        let found = list_queries::list(conn, scope, side, &view, now)?;
        let counts = counts::counts(conn, scope, side)?;
        let listed = Listed {
            total: total(conn, (scope, side), (&counts, &view.filters), now)?,
            resellers: match side {
                Side::Seller => list_queries::resellers(conn, scope)?,
                Side::Reseller => Vec::new(),
            },
            found,
            side,
        };
        Ok::<_, db::Error>((view, listed))
    });
    let (view, listed) = read.await?;
    let shown = |layout: Layout| ListPage::new(layout, &partner, &view, &listed);
    request.page(shown).await
}

/// How many rows the whole list has; not known where it is narrowed to a plan or a reseller, or to two things at once.
fn total(
    conn: &mut Conn,
    (scope, side): (Scope, Side),
    (counts, wanted): (&[Count], &Wanted),
    now: Timestamp,
) -> db::Result<Option<Total>> {
    let Wanted {
        side: _,
        state,
        renews,
        reseller: None,
        plan: None,
        licenses,
    } = wanted
    else {
        return Ok(None);
    };
    let number = match (state, renews, licenses) {
        (None, None, None) => counts.iter().map(|count| count.number).sum(),
        (Some(state), None, None) => number_in(counts, *state),
        (None, Some(within), None) => number_renewing(counts, *within, now),
        (None, None, Some(Use::Unused)) => {
            let [number] = db::numbers(conn, [list_queries::number_unused(scope, side)])?;
            return Ok(Some(Total::up_to(MOST_COUNTED, number)));
        }
        _ => return Ok(None),
    };
    Ok(Some(Total::exact(number)))
}
