//! What a row of a price sheet says, as it is kept until the file is confirmed.

use serde::{Deserialize, Serialize};

use crate::{
    db::{self, ids::PriceId, types::Timestamp},
    prices::{Amounts, Billing, Currency, LimitType, PlanCode, Segment, Term, amount_words},
    uploads::{BatchRow, Verdict},
};

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Values {
    Price(Box<PriceRow>),
    Plan(Box<PlanRow>),
    Service(ServiceRow),
    /// No row of the file: a price that it lacks.
    Lacking(LackingRow),
}

/// What a price is of: which plan, on what terms, where, and for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Offer {
    pub(super) code: PlanCode,
    pub(super) term: Term,
    pub(super) billing: Billing,
    pub(super) market: String,
    pub(super) currency: String,
    pub(super) segment: Segment,
}

/// A row of a price list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PriceRow {
    #[serde(flatten)]
    pub(super) offer: Offer,
    pub(super) amounts: Amounts,
    #[serde(with = "instant")]
    pub(super) begins: Timestamp,
    #[serde(with = "end")]
    pub(super) ends: Option<Timestamp>,
    /// When it begins beside those of the list and of the file, or ends the price of the list that it names.
    #[serde(with = "end")]
    pub(super) at: Option<Timestamp>,
    /// Whether the list has prices of the same, so that it begins when it is carried out at the earliest.
    pub(super) begins_late: bool,
    /// Prices of the list that end when it begins.
    pub(super) ending: Vec<PriceId>,
    /// What is in force until it begins.
    pub(super) before: Option<Amounts>,
    /// In the first row of a plan.
    pub(super) plan: Option<PlanText>,
}

/// What a price list says of a plan: of what it has no column for, nothing, so that what is known stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PlanText {
    pub(super) product_title: Option<String>,
    pub(super) sku_title: String,
    pub(super) publisher: Option<String>,
    pub(super) description: Option<String>,
    pub(super) unit_of_measure: Option<String>,
    pub(super) segment: Option<Segment>,
    pub(super) is_trial: Option<bool>,
    pub(super) has_end_of_sale: bool,
    #[serde(with = "end")]
    pub(super) end_of_sale: Option<Timestamp>,
    /// The license that it gives.
    pub(super) license: Option<String>,
}

/// A row of an offer matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PlanRow {
    pub(super) code: PlanCode,
    pub(super) product_title: String,
    pub(super) sku_title: String,
    pub(super) description: String,
    pub(super) provisioning_id: String,
    pub(super) provisioning_string: String,
    pub(super) min: i32,
    pub(super) max: Option<i32>,
    pub(super) limit: Option<(i32, LimitType)>,
    pub(super) prerequisites: Vec<PlanCode>,
    pub(super) conversions: Vec<PlanCode>,
    pub(super) countries: Vec<String>,
}

/// A row of a table of licenses and services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ServiceRow {
    pub(super) license_id: String,
    pub(super) string_id: String,
    pub(super) license_name: String,
    pub(super) service_id: String,
    pub(super) service_name: String,
    pub(super) friendly_name: String,
}

/// A price that is in the list, and not in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LackingRow {
    #[serde(flatten)]
    pub(super) offer: Offer,
    pub(super) amounts: Amounts,
}

impl Values {
    pub(super) fn of(row: &BatchRow) -> db::Result<Self> {
        row.more()
    }

    pub(super) fn kept(&self) -> db::Result<String> {
        serde_json::to_string(self).map_err(|error| db::Error::Accident(error.to_string()))
    }

    /// Of what it is, and how much, for the list of rows.
    pub(super) fn cells(&self, row: &BatchRow) -> [String; 2] {
        match self {
            Self::Price(it) => [it.offer.words(), it.amounts_words(row)],
            Self::Lacking(it) => {
                let words = amounts_words(it.amounts, &it.offer.currency);
                [it.offer.words(), words]
            }
            Self::Plan(it) => [it.bounds(), it.provisioning_string.clone()],
            Self::Service(it) => [it.string_id.clone(), it.friendly_name.clone()],
        }
    }
}

impl Offer {
    /// `1 year, billed monthly; US, USD; Commercial`.
    fn words(&self) -> String {
        let (term, billing, segment) = (
            self.term.label(),
            self.billing.label(),
            self.segment.label(),
        );
        format!(
            "{term}, {billing}; {}, {}; {segment}",
            self.market, self.currency
        )
    }
}

fn amounts_words(amounts: Amounts, currency: &str) -> String {
    let Some(currency) = Currency::of(currency) else {
        return String::new();
    };
    let words = |what: &str, units: Option<i64>| {
        units.map(|units| format!("{what} {}", amount_words(units, currency)))
    };
    let all = [
        words("cost", Some(amounts.cost)),
        words("partner", amounts.partner_price),
        words("list", amounts.list_price),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl PriceRow {
    fn amounts_words(&self, row: &BatchRow) -> String {
        let now = amounts_words(self.amounts, &self.offer.currency);
        match (row.verdict, self.before) {
            (Verdict::Changed, Some(before)) => {
                format!(
                    "{now}; before: {}",
                    amounts_words(before, &self.offer.currency)
                )
            }
            _ => now,
        }
    }
}

impl PlanRow {
    fn bounds(&self) -> String {
        let most = self
            .max
            .map_or("no limit".to_owned(), |max| max.to_string());
        let need = match self.prerequisites.len() {
            0 => "",
            _ => "; add-on",
        };
        format!("{} to {most} licenses{need}", self.min)
    }
}

/// The price that a row keeps, replaces or ends.
pub(super) fn price_of(row: &BatchRow) -> Option<PriceId> {
    row.external_id.parse().ok()
}

mod instant {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::db::types::Timestamp;

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&at.rfc3339())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        let text = String::deserialize(from)?;
        Timestamp::parse(&text).map_err(D::Error::custom)
    }
}

mod end {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    use crate::db::types::Timestamp;

    pub(super) fn serialize<S: Serializer>(
        at: &Option<Timestamp>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => to.serialize_some(&at.rfc3339()),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Timestamp>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let at = text.map(|text| Timestamp::parse(&text)).transpose();
        at.map_err(D::Error::custom)
    }
}
