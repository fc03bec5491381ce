//! Makes an order of a cart: everything that rule 11 asks is asked here again, under the locks that keep it so.

use super::{
    basket::{self, Basket},
    judging::{Judged, Priced},
    opened::Whose,
    queries,
    review::{self, Review},
};
use crate::{
    customer_access::{Granted, PlaceOrder},
    customers::{self, Entry},
    db::{
        self, Tx,
        ids::{OrderPress, PartnerId, SubscriptionId},
        types::Timestamp,
    },
    identity::{self, Authorized, ManageCustomers},
    orders::{self, Kind, NewLine, NewOrder, NotOnRecord, Number, Order, Orderer, Reseller},
    secrets::sha256_hex,
    subscriptions::{self, Subscription},
};

/// Which of the two the seller states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// It acts indirectly, for this reseller.
    Reseller(PartnerId),
    /// It sells directly.
    Direct,
}

impl Choice {
    /// As the form has it.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        match text {
            "direct" => Some(Self::Direct),
            key => key.parse().ok().map(Self::Reseller),
        }
    }

    fn on_record(self) -> Option<PartnerId> {
        match self {
            Self::Reseller(id) => Some(id),
            Self::Direct => None,
        }
    }
}

/// What was pressed.
#[derive(Debug, Clone)]
pub struct Pressed {
    /// The key that the form carried.
    pub key: OrderPress,
    /// The hash of what it showed.
    pub shown: String,
    /// What was stated.
    pub choice: Choice,
}

impl Pressed {
    /// The hash of all of it.
    fn content_hash(&self) -> String {
        sha256_hex(&format!("{}\n{:?}", self.shown, self.choice))
    }
}

/// The order that a press leads to.
#[derive(Debug)]
pub enum Ordered {
    /// It was made by this press.
    Now(Box<Order>),
    /// The same was pressed before.
    Before(Box<Order>),
}

/// Why nothing was ordered.
#[derive(Debug, thiserror::Error)]
pub enum NotOrdered {
    /// What the act needs does not stand there any more.
    #[error("the relationship has ended")]
    Lacking,
    /// The relationship is that of a reseller.
    #[error(
        "You are connected with {0} as an indirect reseller. Ordering takes a relationship as its indirect provider or direct bill partner"
    )]
    NotAsSeller(String),
    /// With this form something else was ordered.
    #[error("With that page order {0} was placed, with other content. Nothing was ordered now")]
    OtherContent(Number),
    /// The cart is not there any more.
    #[error("This cart is no longer there: it was emptied, or forgotten. Nothing was ordered")]
    Gone,
    /// A line cannot be ordered as it is.
    #[error(
        "Nothing was ordered: something stands against what is marked below. Change it in the cart"
    )]
    Lines,
    /// Something is different from what was shown.
    #[error(
        "Nothing was ordered: a price, a bound or a date has changed since you looked. What it costs now stands below"
    )]
    Changed,
    /// The reseller of record cannot be that.
    #[error(transparent)]
    OnRecord(NotOnRecord),
    /// The database.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<NotOnRecord> for NotOrdered {
    fn from(error: NotOnRecord) -> Self {
        match error {
            NotOnRecord::Db(error) => Self::Db(error),
            other => Self::OnRecord(other),
        }
    }
}

/// Makes the order, or finds the one that the same press made before. Locks: the partnership, both partners by key, the
/// customer.
///
/// # Errors
/// See [`NotOrdered`]; then nothing is changed.
pub fn confirm(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    pressed: &Pressed,
    now: Timestamp,
) -> Result<Ordered, NotOrdered> {
    confirm_what(tx, by, entry, (What::Cart, pressed), now)
}

/// The same for what a reseller has asked for.
///
/// # Errors
/// See [`NotOrdered`]; then nothing is changed.
pub(crate) fn confirm_basket(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    (basket, pressed): (&Basket, &Pressed),
    now: Timestamp,
) -> Result<Ordered, NotOrdered> {
    confirm_what(tx, by, entry, (What::Basket(basket), pressed), now)
}

/// What is ordered.
#[derive(Debug, Clone, Copy)]
enum What<'a> {
    /// The person's cart.
    Cart,
    /// What was asked for.
    Basket(&'a Basket),
}

fn confirm_what(
    tx: &mut Tx<'_>,
    by: &Authorized<ManageCustomers>,
    entry: &Entry,
    (what, pressed): (What<'_>, &Pressed),
    now: Timestamp,
) -> Result<Ordered, NotOrdered> {
    let reseller = match pressed.choice {
        Choice::Reseller(id) => Some(Reseller::hold(tx, by.scope, id)?),
        Choice::Direct => None,
    };
    identity::lock_partner(tx, by.scope)?;
    if let Some(before) = orders::by_key(tx.conn(), by.scope, pressed.key)? {
        return match before.content_hash == pressed.content_hash() {
            true => Ok(Ordered::Before(Box::new(before))),
            false => Err(NotOrdered::OtherContent(before.number())),
        };
    }
    let granted = match Granted::<PlaceOrder>::of(tx, by.clone(), entry.clone(), now) {
        Ok(granted) => granted,
        Err(db::Error::NotFound) => return Err(NotOrdered::Lacking),
        Err(other) => return Err(other.into()),
    };
    if !orders::sells_to(tx, by.scope, granted.customer)? {
        return Err(NotOrdered::NotAsSeller(granted.entry.name.clone()));
    }
    let review = match what {
        What::Cart => cart(tx, &granted, pressed.key, now)?,
        What::Basket(basket) => {
            basket::review_of(tx.conn(), by.scope, entry, basket, now)?.ok_or(NotOrdered::Lines)?
        }
    };
    if review.has_problem() {
        return Err(NotOrdered::Lines);
    }
    if review.shown() != pressed.shown {
        return Err(NotOrdered::Changed);
    }
    if let Some(reseller) = &reseller {
        reseller.demand(tx, granted.customer)?;
    }
    let order = place(tx, &granted, (what, pressed), &review, now)?;
    Ok(Ordered::Now(Box::new(order)))
}

fn cart(
    tx: &mut Tx<'_>,
    granted: &Granted<PlaceOrder>,
    key: OrderPress,
    now: Timestamp,
) -> Result<Review, NotOrdered> {
    let whose = Whose {
        scope: granted.by.scope,
        user: granted.by.staff.id,
        entry: &granted.entry,
        customer: granted.customer,
    };
    let found = review::read(tx.conn(), &granted.by.staff.partner, whose, now)?;
    let found = found.ok().flatten();
    let found = found.filter(|review| review.key() == key && review.provider.is_none());
    found.ok_or(NotOrdered::Gone)
}

fn place(
    tx: &mut Tx<'_>,
    granted: &Granted<PlaceOrder>,
    (what, pressed): (What<'_>, &Pressed),
    review: &Review,
    now: Timestamp,
) -> db::Result<Order> {
    let customer = customers::find_customer(tx.conn(), granted.customer)?;
    let lines = review.lines.iter();
    let lines = lines.filter_map(|judged| Some(line(judged, judged.priced.as_ref()?)));
    let new = NewOrder {
        by: Orderer::Person(&granted.by),
        asked_by: match what {
            What::Cart => None,
            What::Basket(basket) => Some(basket.asked_by),
        },
        kind: Kind::New,
        customer: &customer,
        entry: granted.entry.id,
        on_record: pressed.choice.on_record(),
        currency: &review.buyer.currency,
        key: pressed.key,
        content_hash: pressed.content_hash(),
        lines: lines.collect(),
    };
    let market = &review.buyer.shop.market;
    let order = orders::place(tx, &new, now, |tx, order| {
        for line in &new.lines {
            let mut begun = Subscription::of_line(order, line, market);
            let (customer, plan) = (begun.customer_id, begun.plan_id);
            if let Some(same) = subscriptions::license_given_already(tx.conn(), customer, plan)? {
                begun.license_sku = same;
            }
            subscriptions::insert(tx, &begun)?;
        }
        Ok(())
    })?;
    if matches!(what, What::Cart) {
        queries::remove(tx, review.cart.id)?;
    }
    Ok(order)
}

fn line(judged: &Judged, priced: &Priced) -> NewLine {
    NewLine {
        plan: judged.plan.clone(),
        segment: judged.line.segment,
        term: judged.line.term_duration,
        billing: judged.line.billing_plan,
        quantity: judged.line.quantity,
        price: priced.price,
        sums: priced.sums,
        days: priced.days,
        subscription: SubscriptionId::new(),
        returned: None,
    }
}
