//! What will come of the rows of a price sheet, by what the list has now and by the other rows of the file.

use std::collections::HashMap;

use super::{
    known::{Outcome, Said},
    plan_judging::{self, left, with_text},
    settings::Settings,
    timeline,
    values::{Offer, PriceRow, Values},
};
use crate::{
    db::{self, Tx, ids::PriceId, types::Timestamp},
    identity::Scope,
    prices::{self, Markups, Plan, PlanCode, Price, PriceKey, in_force},
    uploads::{self, About, Batch, BatchRow, RowState, Seen, Verdict},
};

/// Most rows of one key, which are in memory at once, and judged anew with each part of the file that has more of them.
const OF_KEY: i32 = 100;

/// What the rows of some transactions are judged by.
struct Desk<'a, 'b, 'tx> {
    tx: &'a mut Tx<'tx>,
    batch: &'b Batch,
    scope: Scope,
    seen: &'b mut Seen,
    markups: Markups,
    settings: Settings,
    plans: HashMap<PlanCode, Option<Plan>>,
    now: Timestamp,
}

/// A row of a price list with what it says.
type Priced<'r> = (&'r mut BatchRow, PriceRow);

/// The verdicts.
pub(super) fn judge(
    tx: &mut Tx<'_>,
    about: &About<'_>,
    seen: &mut Seen,
    rows: &mut [BatchRow],
) -> db::Result<()> {
    let scope = about.scope();
    let mut desk = Desk {
        markups: Markups::of(tx.conn(), scope)?,
        settings: about.batch.settings()?,
        plans: HashMap::new(),
        now: about.now,
        batch: about.batch,
        tx,
        scope,
        seen,
    };
    let mut of_keys: Vec<(String, Vec<Priced<'_>>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows.iter_mut().filter(|row| row.state == RowState::Waiting) {
        match Values::of(row)? {
            Values::Price(price) => {
                let (key, mut said) = (key_of(&price.offer), *price);
                if desk.enter(row, &key, &mut said)? {
                    let place = *places.entry(key.clone()).or_insert(of_keys.len());
                    match of_keys.get_mut(place) {
                        Some((_, rows)) => rows.push((row, said)),
                        None => of_keys.push((key, vec![(row, said)])),
                    }
                }
            }
            Values::Plan(plan) => {
                let first = desk.seen.first(format!("plan {}", plan.code), row.line);
                match first == row.line {
                    true => plan_judging::plan(desk.tx.conn(), scope, row, &plan)?,
                    false => repeated(row, first),
                }
            }
            Values::Service(service) => {
                let key = format!("service {} {}", service.license_id, service.service_id);
                let first = desk.seen.first(key, row.line);
                match first == row.line {
                    true => plan_judging::service(desk.tx.conn(), scope, row, &service)?,
                    false => repeated(row, first),
                }
            }
            Values::Lacking(_) => {}
        }
    }
    for (key, rows) in of_keys {
        desk.of_key(&key, rows)?;
    }
    Ok(())
}

fn repeated(row: &mut BatchRow, first: i32) {
    row.verdict = Verdict::Repeated;
    row.state = RowState::Left;
    row.why = format!("Line {first} is of the same");
}

/// What the file names a price of the list by that it keeps, ends or replaces.
pub(super) fn kept_key(price: PriceId) -> String {
    format!("kept {price}")
}

/// How the file names its places begins so.
pub(super) const PLACE: &str = "place ";

pub(super) fn place_key(market: &str, currency: &str, segment: &str) -> String {
    format!("{PLACE}{market} {currency} {segment}")
}

fn key_of(offer: &Offer) -> String {
    format!(
        "{} {} {} {} {} {}",
        offer.code,
        offer.term.as_str(),
        offer.billing.as_str(),
        offer.market,
        offer.currency,
        offer.segment.as_str(),
    )
}

impl Desk<'_, '_, '_> {
    /// Notes the row; false where another one is of the same from the same instant on, or too many are of the same.
    fn enter(&mut self, row: &mut BatchRow, key: &str, said: &mut PriceRow) -> db::Result<bool> {
        let at = format!("price {key} {}", said.begins.rfc3339());
        let first = self.seen.first(at, row.line);
        if first != row.line {
            repeated(row, first);
            return Ok(false);
        }
        let has_room = (1..=OF_KEY)
            .any(|number| self.seen.first(format!("row {key} {number}"), row.line) == row.line);
        if !has_room {
            left(
                row,
                Verdict::Unreadable,
                "The file has more rows of the same than can be judged together",
            );
            return Ok(false);
        }
        let offer = &said.offer;
        let place = place_key(&offer.market, &offer.currency, offer.segment.as_str());
        self.seen.first(place, row.line);
        let plan = self.plan(&said.offer.code)?;
        self.add_markup(plan.as_ref(), said);
        let of_plan = format!("plan {}", said.offer.code);
        if self.seen.first(of_plan, row.line) != row.line {
            said.plan = None;
        }
        Ok(true)
    }

    fn plan(&mut self, code: &PlanCode) -> db::Result<Option<Plan>> {
        if let Some(found) = self.plans.get(code) {
            return Ok(found.clone());
        }
        let found = prices::plan_by_code(self.tx.conn(), self.scope, code)?;
        self.plans.insert(code.clone(), found.clone());
        Ok(found)
    }

    /// Of the publisher that the file names, or, where it has no such column, the known one.
    fn add_markup(&self, plan: Option<&Plan>, said: &mut PriceRow) {
        if self.settings.has_partner_price {
            return;
        }
        let named = said.plan.as_ref().and_then(|it| it.publisher.as_deref());
        let known = plan.map(|plan| plan.publisher.as_str());
        let publisher = named.or(known).unwrap_or_default();
        let (product, cost) = (&said.offer.code.product_id, said.amounts.cost);
        said.amounts.partner_price = self.markups.partner_price(publisher, product, cost);
    }

    /// Judges these rows with those of the same key that are kept already.
    fn of_key(&mut self, key: &str, rows: Vec<Priced<'_>>) -> db::Result<()> {
        let Some((_, said)) = rows.first() else {
            return Ok(());
        };
        let plan = self.plan(&said.offer.code)?;
        let known = self.known(plan.as_ref(), said)?;
        let mut before = self.kept_before(key, &rows)?;
        let was_good = good(&before);
        let mut all = Vec::with_capacity(before.len() + rows.len());
        for row in &mut before {
            let Values::Price(said) = Values::of(row)? else {
                continue;
            };
            all.push((row, *said));
        }
        all.extend(rows);
        self.decide(plan.as_ref(), &mut all, &known)?;
        drop(all);
        for row in &before {
            uploads::judge_again(self.tx, row)?;
        }
        self.seen.add_good(good(&before) - was_good);
        Ok(())
    }

    fn kept_before(&mut self, key: &str, rows: &[Priced<'_>]) -> db::Result<Vec<BatchRow>> {
        let lines = (1..=OF_KEY).map_while(|number| self.seen.line(&format!("row {key} {number}")));
        let before = lines.filter(|line| rows.iter().all(|(row, _)| row.line != *line));
        let before: Vec<i32> = before.collect();
        match before.is_empty() {
            true => Ok(Vec::new()),
            false => uploads::of_lines(self.tx.conn(), self.batch.id, &before),
        }
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
        prices::of_price_key(self.tx.conn(), &key)
    }

    fn decide(
        &mut self,
        plan: Option<&Plan>,
        rows: &mut [Priced<'_>],
        known: &[Price],
    ) -> db::Result<()> {
        for (_, said) in rows.iter_mut() {
            self.keep_unsaid(said, known);
        }
        let of = |(_, said): &Priced<'_>| Said {
            amounts: said.amounts,
            begins: said.begins,
            ends: said.ends,
        };
        let said: Vec<Said> = rows.iter().map(of).collect();
        let lines: Vec<i32> = rows.iter().map(|(row, _)| row.line).collect();
        let met = timeline::meet(&said, self.settings.extent, known, self.now);
        for price in known {
            self.seen.forget(&kept_key(price.id));
        }
        for id in &met.named {
            self.seen.first(kept_key(*id), 0);
        }
        for ((row, said), outcome) in rows.iter_mut().zip(met.outcomes) {
            row.verdict = Verdict::New;
            row.state = RowState::Waiting;
            row.why.clear();
            row.external_id.clear();
            said.begins_late = !known.is_empty();
            said.ending.clear();
            said.before = None;
            self.settle(row, said, outcome, &lines);
            let changes_plan = said.plan.is_some() && says_more(plan, said);
            if row.state == RowState::Left && changes_plan {
                row.state = RowState::Waiting;
                let mut why = std::mem::take(&mut row.why);
                if !why.is_empty() {
                    why.push_str(". ");
                }
                row.why = why + "What is said of the plan is kept";
            }
            row.more = Values::Price(Box::new(said.clone())).kept()?;
        }
        Ok(())
    }

    /// Of what the file has no column for, the price in force when the row begins is kept.
    fn keep_unsaid(&self, said: &mut PriceRow, known: &[Price]) {
        let Some(price) = in_force(known, said.begins.max(self.now)) else {
            return;
        };
        if !self.settings.has_partner_price && said.amounts.partner_price.is_none() {
            said.amounts.partner_price = price.partner_price;
        }
        if !self.settings.has_list_price {
            said.amounts.list_price = price.list_price;
        }
    }

    fn settle(&self, row: &mut BatchRow, said: &mut PriceRow, outcome: Outcome<'_>, lines: &[i32]) {
        match outcome {
            Outcome::Beginning { at, before, ending } => {
                said.at = Some(at);
                said.ending = ending;
                if at > self.now {
                    row.why = format!("From {} on", at.words());
                }
                if let Some(price) = before {
                    row.verdict = Verdict::Changed;
                    row.external_id = price.id.to_string();
                    said.before = Some(price.amounts());
                }
            }
            Outcome::Ending(price, at) => {
                row.verdict = Verdict::Ending;
                row.external_id = price.id.to_string();
                row.why = format!("It ends on {}", at.words());
                said.at = Some(at);
            }
            Outcome::Staying(price) => {
                row.external_id = price.id.to_string();
                left(row, Verdict::Staying, "");
            }
            Outcome::Over => left(row, Verdict::Known, "It is over already"),
            Outcome::Behind(other) => {
                let line = lines.get(other).copied().unwrap_or_default();
                let why = format!("The price of line {line} began first and holds until it ends");
                left(row, Verdict::Repeated, &why);
            }
        }
    }
}

fn good(rows: &[BatchRow]) -> i32 {
    let good = rows.iter().filter(|row| row.state == RowState::Waiting);
    i32::try_from(good.count()).unwrap_or(i32::MAX)
}

/// Whether a row says something of its plan that the list does not have.
fn says_more(plan: Option<&Plan>, said: &PriceRow) -> bool {
    match (plan, &said.plan) {
        (Some(plan), Some(text)) => with_text(plan.clone(), said, text) != *plan,
        _ => true,
    }
}
