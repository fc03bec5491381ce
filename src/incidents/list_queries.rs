//! Statements of the list of incidents. Each is answered by an index that begins with the seller or with the service.

use diesel::{
    ExpressionMethods, QueryDsl, SelectableHelper,
    sql_types::{Bool, Text},
};

use super::{
    list_model::{ListView, Wanted},
    model::{Incident, Phase},
    seen::is_seen,
};
use crate::{
    db::{
        self, Conn, MultiBackend,
        ids::PartnerId,
        keyset::{Kind, Order, Page},
        schema::{incidents, services},
        search::pattern,
        sql,
        types::{Timestamp, Timestamptz},
    },
    identity::{Partner, Scope},
    prices::{self, Seller, Sellers, Service, choose_seller},
    text::folded,
};

/// An incident, and the name of its service.
pub(super) type Row = (Incident, String);

const LATEST_FIRST: Order = Order {
    column: "incidents.begins_at",
    kind: Kind::Time,
    id: "incidents.id",
    descending: true,
};

/// What the list is of.
pub(super) struct Chosen {
    pub(super) sellers: Sellers,
    /// The one that is asked for.
    pub(super) service: Option<Service>,
}

impl Chosen {
    /// The name of the service that is asked for; empty where none is.
    pub(super) fn service_name(&self) -> &str {
        self.service.as_ref().map_or("", |it| it.name.as_str())
    }

    /// Whose incidents are shown.
    pub(super) fn seller(&self) -> Option<&Seller> {
        self.sellers.chosen.as_ref()
    }
}

/// Whose list is asked for, and of which service.
///
/// # Errors
/// `NotFound` for a seller whose list this partner does not see, and for a service that is in none.
pub(super) fn chosen(conn: &mut Conn, by: &Partner, wanted: &Wanted) -> db::Result<Chosen> {
    let service = match wanted.service {
        Some(id) => Some(prices::find_service(conn, id)?),
        None => None,
    };
    let named = wanted.seller.or(service.as_ref().map(|it| it.partner_id));
    let sellers = choose_seller(conn, by, named)?;
    let chosen = sellers.chosen.as_ref().map(|seller| seller.id);
    match &service {
        Some(service) if Some(service.partner_id) != chosen => Err(db::Error::NotFound),
        _ => Ok(Chosen { sellers, service }),
    }
}

/// One page of those of a seller that this partner sees, the latest first.
pub(super) fn list(
    conn: &mut Conn,
    (scope, seller): (Scope, PartnerId),
    view: &ListView,
    now: Timestamp,
) -> db::Result<Page<Row>> {
    let wanted = &view.filters;
    LATEST_FIRST.page(conn, &view.position, view.size, || {
        let all = incidents::table
            .inner_join(services::table)
            .filter(incidents::partner_id.eq(seller))
            .select((Incident::as_select(), services::name))
            .into_boxed::<MultiBackend>();
        let all = match seller == scope.partner_id() {
            true => all,
            false => all.filter(is_seen(scope)),
        };
        let all = match wanted.service {
            Some(service) => all.filter(incidents::service_id.eq(service)),
            None => all,
        };
        let all = match wanted.severity {
            Some(severity) => all.filter(incidents::severity.eq(severity)),
            None => all,
        };
        let all = match wanted.phase {
            Some(Phase::Ended) => all.filter(incidents::ends_at.le(now)),
            Some(Phase::Planned) => all.filter(incidents::begins_at.gt(now)),
            Some(Phase::Open) => all.filter(incidents::begins_at.le(now)).filter(
                sql::<Bool>("(incidents.ends_at IS NULL OR incidents.ends_at > ")
                    .bind::<Timestamptz, _>(now)
                    .sql(")"),
            ),
            None => all,
        };
        match wanted.text.trim() {
            "" => all,
            text => all.filter(
                sql::<Bool>("(incidents.title_key LIKE ")
                    .bind::<Text, _>(pattern(&folded(text)))
                    .sql(r" ESCAPE '\' OR services.name_key LIKE ")
                    .bind::<Text, _>(pattern(&folded(text)))
                    .sql(r" ESCAPE '\')"),
            ),
        }
    })
}
