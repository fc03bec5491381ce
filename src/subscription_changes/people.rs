//! Whom an act takes licenses from: said on its page beforehand, by the numbers that the act itself goes by (rule 17).

use super::problem::NotChanged;
use crate::{
    customer_access::{Blocked, Granted, ManageSubscriptions, SeeLicenses},
    db::{self, Conn, ids::DirectoryUserId},
    directory,
    identity::Layout,
    licenses,
    subscriptions::Subscription,
    text::thousands,
    web::address,
};

/// Most people that a page names.
const MOST: i64 = 20;

/// People who hold a license that an act makes fewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct People {
    /// What the license is called.
    license: String,
    number: i64,
    /// Some of them, those to whom it was assigned last first; nothing for whom the customer has not let read its directory.
    named: Option<Vec<(DirectoryUserId, String)>>,
}

/// Those who would be left without theirs if a subscription gave so many fewer units; nothing where nobody would. Exact for
/// whoever holds the customer.
pub(super) fn losing(
    conn: &mut Conn,
    granted: &Granted<ManageSubscriptions>,
    of: &Subscription,
    fewer: i32,
) -> db::Result<Option<People>> {
    let losing = licenses::losing(
        conn,
        of.customer_id,
        &of.license_sku,
        (fewer.max(0).into(), of.state.works()),
        MOST,
    )?;
    if fewer <= 0 || !losing.is_anybody() {
        return Ok(None);
    }
    let license = licenses::license(conn, of.customer_id, &of.license_sku)?;
    let named = match granted.allows::<SeeLicenses>() {
        true => Some(directory::named(conn, of.customer_id, &losing.people)?),
        false => None,
    };
    Ok(Some(People {
        license: license.map(|it| it.name).unwrap_or_default(),
        number: losing.number,
        named,
    }))
}

/// How many people hold licenses that would not work any more without those of a subscription.
pub(crate) fn idle(conn: &mut Conn, of: &Subscription) -> db::Result<i64> {
    let license = match of.license_sku.as_str() {
        "" => None,
        sku => licenses::license(conn, of.customer_id, sku)?,
    };
    let license = license.filter(|_| of.state.works());
    Ok(license.map_or(0, |license| license.stopping(of.quantity.into())))
}

/// `The license of one person stops working`, or of so many; empty where it is nobody's.
pub(super) fn idle_words(number: i64) -> String {
    match number {
        0 => String::new(),
        1 => "The license of one person stops working".to_owned(),
        many => format!("The licenses of {} people stop working", thousands(many)),
    }
}

impl People {
    /// That licenses are not given back while they hold them.
    pub(super) fn refusal(&self) -> NotChanged {
        NotChanged::Field(
            "quantity",
            format!("{}. Take it from them first", self.words()),
        )
    }

    fn words(&self) -> String {
        match self.number {
            1 => format!("One person would be left without {}", self.license),
            many => format!(
                "{} people would be left without {}",
                thousands(many),
                self.license
            ),
        }
    }
}

/// The same as the page shows them.
pub(super) struct PeopleView {
    pub(super) words: String,
    pub(super) names: Vec<(String, String)>,
    /// How many are not named; empty where all are.
    pub(super) more: String,
    /// The page of the license, with all of them.
    pub(super) all_href: String,
    /// Why they are not named, and how they would be.
    pub(super) unnamed: Option<Blocked>,
}

impl PeopleView {
    pub(super) fn new(
        people: &People,
        granted: &Granted<ManageSubscriptions>,
        of: &Subscription,
        layout: &Layout,
    ) -> Self {
        let (paths, customer) = (&layout.paths, of.customer_id.uuid());
        let named = people.named.as_deref().unwrap_or_default();
        let hidden = people.number - i64::try_from(named.len()).unwrap_or(i64::MAX);
        let page = paths.customer_license(customer);
        Self {
            words: people.words(),
            names: named
                .iter()
                .map(|(user, name)| (name.clone(), paths.user(customer, *user)))
                .collect(),
            more: match (&people.named, hidden) {
                (Some(_), 1..) => thousands(hidden),
                _ => String::new(),
            },
            all_href: address::with(&page, &[("sku", of.license_sku.clone())]),
            unnamed: directory::blocked::<_, SeeLicenses>(granted, layout),
        }
    }
}
