//! What a seller adds to its cost where a file has no column for the partner's price.

use std::collections::HashMap;

use diesel::{
    ExpressionMethods, Insertable, QueryDsl, Queryable, RunQueryDsl, Selectable, SelectableHelper,
    dsl::exists,
};

use super::{money::marked_up, plan_code::PlanCode};
use crate::{
    db::{
        self, Conn, MultiBackend, Tx,
        ids::{MarkupId, PartnerId},
        schema::{markups, plans},
        types::text_enum,
    },
    identity::Scope,
    text::folded,
};

text_enum! {
    /// What a mark-up is of.
    AppliesTo {
        /// All products of a publisher.
        Publisher = "publisher",
        /// One product; it goes before the publisher's.
        Product = "product",
    }
}

impl AppliesTo {
    /// As pages write it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Publisher => "Publisher",
            Self::Product => "Product",
        }
    }
}

/// What is added to the cost of a publisher's products, or of one product.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = markups, check_for_backend(MultiBackend))]
pub struct Markup {
    /// Key.
    pub id: MarkupId,
    /// The seller.
    pub partner_id: PartnerId,
    /// What it is of.
    pub applies_to: AppliesTo,
    /// The publisher's name, folded, or the product's ID.
    pub key: String,
    /// As it was typed.
    pub label: String,
    /// Hundredths of a percent.
    pub hundredths: i32,
}

impl Markup {
    /// By what it is found.
    #[must_use]
    pub fn key_of(applies_to: AppliesTo, typed: &str) -> String {
        match applies_to {
            AppliesTo::Publisher => folded(typed.trim()),
            AppliesTo::Product => typed.trim().to_ascii_uppercase(),
        }
    }

    /// `12.5 %`.
    #[must_use]
    pub fn words(&self) -> String {
        let (whole, part) = (self.hundredths / 100, self.hundredths % 100);
        let text = format!("{whole}.{part:02}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        format!("{text} %")
    }
}

/// The mark-ups of a seller, found by what they are of.
#[derive(Debug, Clone, Default)]
pub struct Markups {
    all: Vec<Markup>,
    publishers: HashMap<String, i32>,
    products: HashMap<String, i32>,
}

impl Markups {
    /// All of this seller.
    pub fn of(conn: &mut Conn, scope: Scope) -> db::Result<Self> {
        let own = markups::table.filter(markups::partner_id.eq(scope.partner_id()));
        let found = own
            .order((markups::applies_to, markups::key))
            .select(Markup::as_select())
            .load(conn)?;
        Ok(Self::all_of(found))
    }

    fn all_of(all: Vec<Markup>) -> Self {
        let of = |applies_to| {
            let those = all.iter().filter(|it| it.applies_to == applies_to);
            those.map(|it| (it.key.clone(), it.hundredths)).collect()
        };
        Self {
            publishers: of(AppliesTo::Publisher),
            products: of(AppliesTo::Product),
            all,
        }
    }

    /// Each of them.
    pub fn each(&self) -> impl Iterator<Item = &Markup> {
        self.all.iter()
    }

    /// What the partner's price is of this cost; nothing where no mark-up applies.
    #[must_use]
    pub fn partner_price(&self, publisher: &str, product_id: &str, cost: i64) -> Option<i64> {
        let product = Markup::key_of(AppliesTo::Product, product_id);
        let of_publisher = || {
            let publisher = Markup::key_of(AppliesTo::Publisher, publisher);
            self.publishers.get(&publisher)
        };
        let hundredths = self.products.get(&product).or_else(of_publisher)?;
        marked_up(cost, *hundredths)
    }
}

/// Keeps a mark-up in place of one of the same.
pub(super) fn save(tx: &mut Tx<'_>, markup: &Markup) -> db::Result<()> {
    let same = markups::table
        .filter(markups::partner_id.eq(markup.partner_id))
        .filter(markups::applies_to.eq(markup.applies_to))
        .filter(markups::key.eq(&markup.key));
    let set = (
        markups::hundredths.eq(markup.hundredths),
        markups::label.eq(&markup.label),
    );
    if diesel::update(same).set(set).execute(tx.conn())? > 0 {
        return Ok(());
    }
    let added = tx.attempt(|conn| {
        diesel::insert_into(markups::table)
            .values(markup)
            .execute(conn)
    });
    match added {
        // A colleague was first by a moment.
        Err(db::Error::Duplicate) => {
            diesel::update(same).set(set).execute(tx.conn())?;
            Ok(())
        }
        other => other.map(drop),
    }
}

/// What is wrong with the product that a mark-up is of: an ID that no plan of the list has would never count.
pub(super) fn refusal(
    conn: &mut Conn,
    scope: Scope,
    markup: &Markup,
) -> db::Result<Option<&'static str>> {
    if markup.applies_to != AppliesTo::Product {
        return Ok(None);
    }
    if PlanCode::of(&markup.key, "1").is_err() {
        return Ok(Some("Enter the ID of a product, such as CFQ7TTC0LH16"));
    }
    let own = || plans::table.filter(plans::partner_id.eq(scope.partner_id()));
    let of_product = own().filter(plans::product_id.eq(&markup.key));
    let is_known: bool = diesel::select(exists(of_product)).get_result(conn)?;
    // Before the first file, nothing is known.
    let is_first = !is_known && !diesel::select(exists(own())).get_result::<bool>(conn)?;
    Ok((!is_known && !is_first).then_some("No plan of your list is of a product with this ID"))
}

/// Forgets a mark-up, and returns it. Prices that it made stay.
pub(super) fn remove(tx: &mut Tx<'_>, scope: Scope, id: MarkupId) -> db::Result<Markup> {
    let own = markups::table
        .filter(markups::id.eq(id))
        .filter(markups::partner_id.eq(scope.partner_id()));
    let found = own.select(Markup::as_select()).first(tx.conn())?;
    diesel::delete(own).execute(tx.conn())?;
    Ok(found)
}

/// The percentage as it was typed, in hundredths.
pub(super) fn percentage(typed: &str) -> Result<i32, String> {
    const WRONG: &str = "Enter a percentage from 0 to 1000, such as 12.5";
    let text = typed.trim().trim_end_matches('%').trim().replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 2 {
        return Err(WRONG.to_owned());
    }
    let number = format!("{whole}{part:0<2}").parse::<i32>();
    let found = number.ok().filter(|it| *it <= 100_000);
    found.ok_or_else(|| WRONG.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn markup(applies_to: AppliesTo, typed: &str, hundredths: i32) -> Markup {
        Markup {
            id: MarkupId::new(),
            partner_id: PartnerId::new(),
            applies_to,
            key: Markup::key_of(applies_to, typed),
            label: typed.to_owned(),
            hundredths,
        }
    }

    #[test]
    fn the_mark_up_of_a_product_goes_before_that_of_its_publisher() {
        let all = Markups::all_of(vec![
            markup(AppliesTo::Publisher, "Fabrikam Software", 1_000),
            markup(AppliesTo::Product, "cfq7ttc0xb01", 0),
        ]);
        let price = |publisher, product| all.partner_price(publisher, product, 10_000);
        assert_eq!(price("FABRIKAM software ", "X"), Some(11_000));
        assert_eq!(price("Fabrikam Software", "CFQ7TTC0XB01"), Some(10_000));
        assert_eq!(price("Others", "X"), None);
    }

    #[test]
    fn percentages_have_two_decimals_at_most() {
        for (typed, hundredths) in [
            ("12.5", 1_250),
            ("0", 0),
            (" 7,25 % ", 725),
            ("1000", 100_000),
        ] {
            assert_eq!(percentage(typed), Ok(hundredths), "{typed}");
        }
        for typed in ["", "-1", "1000.01", "1.234", "x", ".5"] {
            assert!(percentage(typed).is_err(), "{typed}");
        }
        assert_eq!(markup(AppliesTo::Product, "x", 1_250).words(), "12.5 %");
        assert_eq!(markup(AppliesTo::Product, "x", 10_000).words(), "100 %");
    }
}
