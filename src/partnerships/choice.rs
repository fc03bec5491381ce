//! One partner of many, to be chosen: from a list while there are few, by its name or domain when there are more.

use diesel::{QueryDsl, RunQueryDsl, SelectableHelper, sql_types::Bool};

use super::{
    by_name::{self, Which},
    model::Side,
    queries::{active_with, number_active, number_known, was_ever_with},
};
use crate::{
    db::{self, Conn, Sql, ids::PartnerId, keyset::Position, schema::partners, sql, types::Uuid},
    identity::{self, Partner, Scope},
    text::folded,
};

/// So many can stand in a list to choose from.
pub(super) const FEW: usize = 20;

/// Among whom one is chosen.
#[derive(Debug, Clone, Copy)]
pub enum Among {
    /// Those with whom this partner, on one side, has an active partnership.
    Active(Side),
    /// Those with whom it has or had one, on either side.
    Known,
}

/// What there is to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Offered {
    /// All of them, by name.
    Few(Vec<Partner>),
    /// More than a list should have.
    Many,
}

/// What a name that was typed comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// This one.
    One(Box<Partner>),
    /// These, by name; others may fit, too.
    Several(Vec<Partner>),
    /// None.
    Nobody,
}

impl Among {
    fn sides(self) -> &'static [Side] {
        match self {
            Self::Active(Side::Provider) => &[Side::Provider],
            Self::Active(Side::Reseller) => &[Side::Reseller],
            Self::Known => Side::ALL,
        }
    }

    fn which(self) -> Which {
        match self {
            Self::Active(_) => Which::Active,
            Self::Known => Which::AlsoEnded,
        }
    }

    /// The partners that `of_side` finds on each side, by name, up to one more than are shown.
    fn partners(
        self,
        conn: &mut Conn,
        of_side: impl Fn(Side, Which) -> Sql<Uuid>,
    ) -> db::Result<Vec<Partner>> {
        let mut ids = sql::<Bool>("partners.id IN (");
        for (number, side) in self.sides().iter().enumerate() {
            if number > 0 {
                ids = ids.sql(" UNION ");
            }
            ids = ids.part(of_side(*side, self.which()));
        }
        Ok(partners::table
            .filter(ids.sql(")"))
            .order((partners::name_key, partners::id))
            .limit(most())
            .select(Partner::as_select())
            .load(conn)?)
    }

    /// Whether this one is among them.
    fn holds(self, conn: &mut Conn, scope: Scope, other: PartnerId) -> db::Result<bool> {
        match self {
            Self::Active(side) => Ok(active_with(conn, scope, side, other)?.is_some()),
            Self::Known => was_ever_with(conn, scope, other),
        }
    }
}

fn most() -> i64 {
    i64::try_from(FEW).unwrap_or(i64::MAX - 1) + 1
}

/// What there is to choose from. Costs the same however many there are.
pub(super) fn offered(conn: &mut Conn, scope: Scope, among: Among) -> db::Result<Offered> {
    let first = |side, which| by_name::first(scope, side, which, most());
    let partners = among.partners(conn, first)?;
    Ok(if partners.len() > FEW {
        Offered::Many
    } else {
        Offered::Few(partners)
    })
}

/// The first partner with whom this one, on `side`, has an active partnership, by name.
///
/// # Errors
/// When the database does not answer.
pub fn first_across(conn: &mut Conn, scope: Scope, side: Side) -> db::Result<Option<Partner>> {
    let found = by_name::page(conn, scope, side, "", &Position::First, 1)?;
    let first = found.page.rows.first().map(|across| across.other);
    first.map(|id| identity::find_partner(conn, id)).transpose()
}

/// One of them, by key.
///
/// # Errors
/// When the database does not answer.
pub fn chosen(
    conn: &mut Conn,
    scope: Scope,
    among: Among,
    id: PartnerId,
) -> db::Result<Option<Partner>> {
    if !among.holds(conn, scope, id)? {
        return Ok(None);
    }
    identity::find_partner(conn, id).map(Some)
}

/// As a field of text holds one: so written, it is found again without a doubt.
pub(super) fn written(partner: &Partner) -> String {
    format!("{} ({})", partner.legal_name, partner.domain)
}

/// Who is meant by what was typed: a domain, alone or in brackets behind a name; a whole name; or a part of either.
///
/// # Errors
/// When the database does not answer.
pub fn named(conn: &mut Conn, scope: Scope, among: Among, typed: &str) -> db::Result<Named> {
    let text = folded(typed.trim());
    let in_brackets = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('));
    let domain = in_brackets.map_or(text.as_str(), |(_, domain)| domain);
    if let Some(partner) = identity::partner_by_domain(conn, domain.trim())?
        && among.holds(conn, scope, partner.id)?
    {
        return Ok(Named::One(Box::new(partner)));
    }
    let whole = |side, which| by_name::with_name(scope, side, which, &text);
    let mut found = among.partners(conn, whole)?;
    let mut is_whole = true;
    if found.is_empty() && !text.is_empty() {
        let part = |side, which| by_name::first_holding(scope, side, which, &text);
        found = among.partners(conn, part)?;
        is_whole = found.len() > 1 || saw_all(conn, scope, among)?;
    }
    Ok(match (found.len(), is_whole) {
        (0, _) => Named::Nobody,
        (1, true) => found
            .pop()
            .map_or(Named::Nobody, |one| Named::One(Box::new(one))),
        (_, _) => {
            found.truncate(FEW);
            Named::Several(found)
        }
    })
}

/// Whether a search by a part of the name looks at everybody, and so cannot miss a second one that fits.
fn saw_all(conn: &mut Conn, scope: Scope, among: Among) -> db::Result<bool> {
    let number = |side: &Side| match among {
        Among::Active(_) => number_active(scope, *side, by_name::STRETCH),
        Among::Known => number_known(scope, *side, by_name::STRETCH),
    };
    let numbers = db::all_numbers(conn, among.sides().iter().map(number).collect())?;
    Ok(numbers.iter().all(|number| *number <= by_name::STRETCH))
}
