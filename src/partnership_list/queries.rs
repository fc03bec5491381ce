//! Statements of the list. It reads partnerships, partners and what customers they have in common, and writes nothing.

use std::collections::HashMap;

use diesel::{QueryDsl, RunQueryDsl, SelectableHelper, sql_types::BigInt};

use super::model::{CAP, ListView};
use crate::{
    carts,
    db::{
        self, Conn, Sql,
        ids::{PartnerId, PartnershipId},
        keyset::{Page, Position},
        schema::partners,
        sql,
        types::Uuid,
    },
    identity::{self, Partner, Scope},
    order_requests::{self, OrderRequest},
    partnership_asks::{self, OpenJoint},
    partnerships::{self, Across, Partnership, Side, find},
    subscriptions,
    text::folded,
    web::page::COUNT_CAP,
};

/// A partnership with the partner across.
pub(super) struct Line {
    pub(super) across: Across,
    pub(super) other: Partner,
    /// Customers in common, counted up to the cap and one.
    pub(super) common: i64,
}

/// One page of the active partnerships of one side.
pub(super) struct Found {
    pub(super) page: Page<Line>,
    /// Where a search goes on that has looked at enough.
    pub(super) stopped: Option<Position>,
    /// How many there are; none where these are more than are counted.
    pub(super) total: Option<i64>,
}

/// One page of the active partnerships in which this partner is on `side`, in as many statements however many rows it has.
pub(super) fn active(
    conn: &mut Conn,
    scope: Scope,
    side: Side,
    view: &ListView,
) -> db::Result<Found> {
    let text = folded(&view.filters.text);
    let found = partnerships::page(conn, scope, side, &text, &view.position, view.size)?;
    let all = partnerships::number_active(scope, side, COUNT_CAP);
    let total = if text.is_empty() {
        let [all] = db::numbers(conn, [all])?;
        (all <= COUNT_CAP).then_some(all)
    } else {
        let holding = partnerships::number_holding(scope, side, &text);
        let [all, holding] = db::numbers(conn, [all, holding])?;
        (all <= partnerships::STRETCH).then_some(holding)
    };
    Ok(Found {
        page: lines(conn, scope, found.page)?,
        stopped: found.stopped,
        total,
    })
}

fn lines(conn: &mut Conn, scope: Scope, page: Page<Across>) -> db::Result<Page<Line>> {
    let keys: Vec<PartnerId> = page.rows.iter().map(|row| row.other).collect();
    let common = common(scope, sql("partners.id"));
    let others: Vec<(Partner, i64)> = partners::table
        .filter(db::is_one_of(conn, "partners.id", &keys))
        .select((Partner::as_select(), common))
        .load(conn)?;
    let others: HashMap<PartnerId, (Partner, i64)> = others
        .into_iter()
        .map(|found| (found.0.id, found))
        .collect();
    let line = |across: Across| {
        let (other, common) = others.get(&across.other)?.clone();
        Some(Line {
            across,
            other,
            common,
        })
    };
    Ok(Page {
        rows: page.rows.into_iter().filter_map(line).collect(),
        has_previous: page.has_previous,
        has_next: page.has_next,
        position: page.position,
    })
}

/// How many customers this partner is connected with together with another, counted up to the cap and one: the index
/// alone answers.
fn common(scope: Scope, other: Sql<Uuid>) -> Sql<BigInt> {
    sql("(SELECT count(*) FROM (SELECT 1 FROM joint_entries WHERE joint_entries.partner_id = ")
        .bind::<Uuid, _>(scope.partner_id())
        .sql(" AND joint_entries.other_id = ")
        .part(other)
        .sql(" LIMIT ")
        .bind::<BigInt, _>(CAP + 1)
        .sql(") AS counted)")
}

/// How many customers this partner is connected with together with another, counted up to the cap and one.
fn in_common(conn: &mut Conn, scope: Scope, other: PartnerId) -> db::Result<i64> {
    let [number] = db::numbers(conn, [common(scope, sql("").bind::<Uuid, _>(other))])?;
    Ok(number)
}

/// How one partnership stands, and what its removal would stop.
pub(super) struct Standing {
    pub(super) partnership: Partnership,
    /// The partner across.
    pub(super) other: Partner,
    /// Customers in common.
    pub(super) common: i64,
    pub(super) open: OpenJoint,
    /// Open order requests of the two, as many as were asked for, and how many there are.
    pub(super) asked: Vec<OrderRequest>,
    pub(super) requests: i64,
    /// Carts of this partner's staff from which more would come; none at the provider.
    pub(super) carts: i64,
    /// Subscriptions that the provider sells with the reseller on record, counted up to the cap and one.
    pub(super) sold: i64,
    /// Who ended it, when it was somebody of this partner.
    pub(super) ender: Option<String>,
}

/// One of this partner's partnerships, with so many rows of long lists.
pub(super) fn standing(
    conn: &mut Conn,
    scope: Scope,
    id: PartnershipId,
    most: i64,
) -> db::Result<Standing> {
    let partnership = find(conn, scope, id)?;
    let own_side = partnership.side_of(scope.partner_id());
    let other = identity::find_partner(conn, partnership.partner(own_side.other()))?;
    let ender = partnership
        .ended_by
        .and_then(|user| identity::user(conn, scope, user).ok());
    let (reseller, provider) = (partnership.reseller_id, partnership.provider_id);
    let numbers = [
        order_requests::number_between(reseller, provider),
        carts::number_from(scope, provider),
        subscriptions::number_between(provider, reseller),
    ];
    let [requests, carts, sold] = db::numbers(conn, numbers)?;
    Ok(Standing {
        asked: order_requests::open_between(conn, (reseller, provider), most)?,
        carts,
        sold,
        common: in_common(conn, scope, other.id)?,
        open: partnership_asks::open_joint(conn, scope, own_side, &other)?,
        requests,
        other,
        ender: ender.map(|user| user.name),
        partnership,
    })
}
