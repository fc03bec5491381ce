//! What will come of the rows of a price sheet, by what the list has now and by the rows before them.

use std::collections::HashMap;

use super::{
    plan_judging::{self, left},
    settings::{Extent, Settings},
    timeline::{self, Outcome, Said},
    values::{LackingRow, Offer, PlanText, PriceRow, Values},
};
use crate::{
    db::{self, Conn, types::Timestamp},
    identity::Scope,
    prices::{self, Markups, Plan, PlanCode, Price, PriceKey},
    uploads::{About, BatchRow, RowState, Seen, Verdict},
};

/// Rows that a file lacks, in memory at once.
const CHUNK: usize = 1_000;

/// What the rows of some transactions are judged by.
struct Desk<'a, 'b> {
    conn: &'a mut Conn,
    scope: Scope,
    seen: &'b mut Seen,
    markups: Markups,
    settings: Settings,
    plans: HashMap<PlanCode, Option<Plan>>,
    now: Timestamp,
}

/// The verdicts.
pub(super) fn judge(
    conn: &mut Conn,
    about: &About<'_>,
    seen: &mut Seen,
    rows: &mut [BatchRow],
) -> db::Result<()> {
    let scope = about.scope();
    let mut desk = Desk {
        markups: Markups::of(conn, scope)?,
        settings: about.batch.settings()?,
        plans: HashMap::new(),
        now: about.now,
        conn,
        scope,
        seen,
    };
    for row in rows.iter_mut().filter(|row| row.state == RowState::Waiting) {
        match Values::of(row)? {
            Values::Price(price) => desk.price(row, *price)?,
            Values::Plan(plan) => {
                let first = desk.seen.first(format!("plan {}", plan.code), row.line);
                match first == row.line {
                    true => plan_judging::plan(desk.conn, scope, row, &plan)?,
                    false => repeated(row, first),
                }
            }
            Values::Service(service) => {
                let key = format!("service {} {}", service.license_id, service.service_id);
                let first = desk.seen.first(key, row.line);
                match first == row.line {
                    true => plan_judging::service(desk.conn, scope, row, &service)?,
                    false => repeated(row, first),
                }
            }
            Values::Lacking(_) => {}
        }
    }
    Ok(())
}

fn repeated(row: &mut BatchRow, first: i32) {
    row.verdict = Verdict::Repeated;
    row.state = RowState::Left;
    row.why = format!("Line {first} is of the same");
}

fn kept_key(price: &Price) -> String {
    format!("kept {}", price.id)
}

fn place_key(market: &str, currency: &str, segment: &str) -> String {
    format!("place {market} {currency} {segment}")
}

impl Desk<'_, '_> {
    fn price(&mut self, row: &mut BatchRow, mut said: PriceRow) -> db::Result<()> {
        let key = format!(
            "price {} {} {} {} {} {} {}",
            said.offer.code,
            said.offer.term.as_str(),
            said.offer.billing.as_str(),
            said.offer.market,
            said.offer.currency,
            said.offer.segment.as_str(),
            said.begins.rfc3339()
        );
        let first = self.seen.first(key, row.line);
        if first != row.line {
            repeated(row, first);
            return Ok(());
        }
        let place = place_key(
            &said.offer.market,
            &said.offer.currency,
            said.offer.segment.as_str(),
        );
        self.seen.first(place, row.line);
        let plan = self.plan(&said.offer.code)?;
        self.add_markup(&mut said);
        let is_first = self
            .seen
            .first(format!("plan {}", said.offer.code), row.line)
            == row.line;
        let changes_plan = is_first && says_more(plan.as_ref(), &said);
        if !is_first {
            said.plan = None;
        }
        let known = self.known(plan.as_ref(), &said)?;
        self.decide(row, &mut said, &known);
        if row.state == RowState::Left && changes_plan {
            row.state = RowState::Waiting;
            "What is said of the plan is kept".clone_into(&mut row.why);
        }
        row.more = Values::Price(Box::new(said)).kept()?;
        Ok(())
    }

    fn plan(&mut self, code: &PlanCode) -> db::Result<Option<Plan>> {
        if let Some(found) = self.plans.get(code) {
            return Ok(found.clone());
        }
        let found = prices::plan_by_code(self.conn, self.scope, code)?;
        self.plans.insert(code.clone(), found.clone());
        Ok(found)
    }

    fn add_markup(&self, said: &mut PriceRow) {
        if self.settings.has_partner_price {
            return;
        }
        let publisher = said
            .plan
            .as_ref()
            .map_or("", |plan| plan.publisher.as_str());
        let (product, cost) = (&said.offer.code.product_id, said.amounts.cost);
        said.amounts.partner_price = self.markups.partner_price(publisher, product, cost);
    }

    fn known(&mut self, plan: Option<&Plan>, said: &PriceRow) -> db::Result<Vec<Price>> {
        let Some(plan) = plan else {
            return Ok(Vec::new());
        };
        let key = PriceKey {
            plan_id: plan.id,
            market: said.offer.market.clone(),
            currency: said.offer.currency.clone(),
            segment: said.offer.segment,
            term_duration: said.offer.term,
            billing_plan: said.offer.billing,
        };
        prices::of_price_key(self.conn, &key)
    }

    fn decide(&mut self, row: &mut BatchRow, said: &mut PriceRow, known: &[Price]) {
        let of = Said {
            amounts: said.amounts,
            begins: said.begins,
            ends: said.ends,
        };
        let (outcome, kept) = timeline::meet(of, known, self.now);
        for price in kept {
            self.seen.first(kept_key(price), row.line);
        }
        said.begins_late = !known.is_empty();
        match outcome {
            Outcome::New(at) => begin(row, said, at, self.now),
            Outcome::Changed(price, at) if self.seen.has(&kept_key(price)) => {
                // The file itself says how long that one holds: until then, by the rule of what overlaps.
                begin(row, said, at, self.now);
            }
            Outcome::Changed(price, at) => {
                self.seen.first(kept_key(price), row.line);
                begin(row, said, at, self.now);
                row.verdict = Verdict::Changed;
                row.external_id = price.id.to_string();
                said.before = Some(price.amounts());
            }
            Outcome::Ending(price, at) => {
                row.verdict = Verdict::Ending;
                row.external_id = price.id.to_string();
                row.why = format!("It ends on {}", at.words());
                said.ends = Some(at);
            }
            Outcome::Staying(price) => {
                row.external_id = price.id.to_string();
                left(row, Verdict::Staying, "");
            }
            Outcome::Over => left(row, Verdict::Known, "It is over already"),
        }
    }
}

fn begin(row: &mut BatchRow, said: &mut PriceRow, at: Timestamp, now: Timestamp) {
    said.begins = at;
    if at > now {
        row.why = format!("From {} on", at.words());
    }
}

/// Whether a row says something of its plan that the list does not have.
fn says_more(plan: Option<&Plan>, said: &PriceRow) -> bool {
    match (plan, &said.plan) {
        (Some(plan), Some(text)) => with_text(plan.clone(), said, text) != *plan,
        _ => true,
    }
}

/// A plan as a row of a price list has it.
pub(super) fn with_text(plan: Plan, said: &PriceRow, text: &PlanText) -> Plan {
    let mut plan = plan.titled(&text.product_title, &text.sku_title);
    text.publisher.clone_into(&mut plan.publisher);
    text.description.clone_into(&mut plan.description);
    text.unit_of_measure.clone_into(&mut plan.unit_of_measure);
    plan.segment = Some(said.offer.segment);
    plan.is_trial = text.is_trial;
    plan.end_of_sale_at = text.end_of_sale;
    if let Some(license) = &text.license {
        license.clone_into(&mut plan.provisioning_id);
        license.clone_into(&mut plan.provisioning_string);
        plan.has_matrix = true;
    }
    plan
}

/// The prices that a whole list lacks of the markets, currencies and segments that occur in it, behind the ones given last.
pub(super) fn lacking(
    conn: &mut Conn,
    about: &About<'_>,
    seen: &Seen,
    behind: Option<&BatchRow>,
) -> db::Result<Vec<BatchRow>> {
    let settings: Settings = about.batch.settings()?;
    if settings.extent != Extent::Whole || settings.sheet != super::headings::Sheet::Prices {
        return Ok(Vec::new());
    }
    let scope = about.scope();
    let mut last = match behind.and_then(super::values::price_of) {
        Some(id) => Some(prices::find_price(conn, scope, id)?),
        None => None,
    };
    let mut rows = Vec::new();
    while rows.len() < CHUNK {
        let found = prices::by_place(conn, scope, last.as_ref(), CHUNK)?;
        let Some(end) = found.last().cloned() else {
            break;
        };
        for price in found {
            let place = place_key(&price.market, &price.currency, price.segment.as_str());
            if !price.is_over(about.now) && seen.has(&place) && !seen.has(&kept_key(&price)) {
                rows.push(lacking_row(conn, scope, &price)?);
            }
            if rows.len() == CHUNK {
                return Ok(rows);
            }
        }
        last = Some(end);
    }
    Ok(rows)
}

fn lacking_row(conn: &mut Conn, scope: Scope, price: &Price) -> db::Result<BatchRow> {
    let plan = prices::find_plan(conn, scope, price.plan_id)?;
    let offer = Offer {
        code: plan.code(),
        term: price.term_duration,
        billing: price.billing_plan,
        market: price.market.clone(),
        currency: price.currency.clone(),
        segment: price.segment,
    };
    let values = Values::Lacking(LackingRow {
        offer,
        amounts: price.amounts(),
    });
    let code = plan.code().to_string();
    Ok(BatchRow {
        external_id: price.id.to_string(),
        verdict: Verdict::Ending,
        why: "The file does not have it: it ends when you confirm".to_owned(),
        more: values.kept()?,
        ..BatchRow::sound(plan.sku_title, code)
    })
}
