//! Carries out a price sheet, some rows in each step. Prices are added and ended, and never rewritten.

use super::{
    kind::PRICES,
    plan_judging::{license, links, with_terms, with_text},
    values::{self, PlanRow, PriceRow, Values},
};
use crate::{
    db::{self, Tx, ids::PlanId, ids::PriceId, types::Timestamp},
    identity::{CustomerManager, ManagePrices, Permission, Scope},
    prices::{self, Plan, Price},
    uploads::{
        Batch, BatchRow, CarriedOut, CarryOut, NOT_ALLOWED, Outcome, RowState, Upload, Verdict,
    },
};

/// Shown when another file was confirmed after this one had been stopped.
const OVERTAKEN: &str =
    "Another file was confirmed since, so this one no longer fits the list. Upload it again";

/// Carries out price sheets.
pub(crate) struct LoadPrices;

impl CarryOut for LoadPrices {
    fn upload(&self) -> &'static dyn Upload {
        &PRICES
    }

    fn chunk(&self) -> i64 {
        400
    }

    /// Each step asks again whether the person may, and whether the list is still the one of the preview.
    fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        batch: &Batch,
        by: Option<&CustomerManager>,
        rows: &[BatchRow],
        now: Timestamp,
    ) -> db::Result<CarriedOut> {
        if by.is_some_and(|by| !ManagePrices::granted_to(&by.staff.roles)) {
            return Ok(CarriedOut::stopped(NOT_ALLOWED));
        }
        let scope = Scope::of(batch);
        if !prices::is_changed_by(tx, scope, batch.id)? {
            return Ok(CarriedOut::stopped(OVERTAKEN));
        }
        let loading = Loading { scope, batch, now };
        let mut carried = CarriedOut::default();
        for row in rows {
            carried.outcomes.push(loading.row(tx, row)?);
        }
        Ok(carried)
    }
}

/// What the rows of one step share.
struct Loading<'a> {
    scope: Scope,
    batch: &'a Batch,
    now: Timestamp,
}

impl Loading<'_> {
    fn row(&self, tx: &mut Tx<'_>, row: &BatchRow) -> db::Result<Outcome> {
        match Values::of(row)? {
            Values::Price(said) => self.price(tx, row, &said),
            Values::Plan(said) => {
                self.plan(tx, &said)?;
                Ok(done(row))
            }
            Values::Service(said) => {
                let (license, service) = license(self.scope.partner_id(), &said);
                prices::save_service(tx, &license, &service)?;
                Ok(done(row))
            }
            Values::Lacking(_) => self.end(tx, row, self.now),
        }
    }

    fn price(&self, tx: &mut Tx<'_>, row: &BatchRow, said: &PriceRow) -> db::Result<Outcome> {
        let plan = self.plan_of(tx, said)?;
        match row.verdict {
            Verdict::Ending => {
                let at = said.at.unwrap_or(self.now).max(self.now);
                self.end(tx, row, at)
            }
            Verdict::Changed | Verdict::New => self.begin(tx, row, said, plan.id),
            // What is said of the plan was all.
            _ => Ok(done(row)),
        }
    }

    /// The plan of a row, with what the row says of it.
    fn plan_of(&self, tx: &mut Tx<'_>, said: &PriceRow) -> db::Result<Plan> {
        let known = prices::plan_by_code(tx.conn(), self.scope, &said.offer.code)?;
        let Some(text) = &said.plan else {
            // The first row of the plan was refused: then this one has nothing to belong to.
            return known.ok_or(db::Error::NotFound);
        };
        match known {
            Some(plan) => {
                let changed = with_text(plan.clone(), said, text);
                if changed != plan {
                    prices::update_plan(tx, &changed)?;
                }
                Ok(changed)
            }
            None => {
                let new = Plan::new(self.scope.partner_id(), &said.offer.code, "", "");
                let new = with_text(new, said, text);
                prices::insert_plan(tx, &new)?;
                Ok(new)
            }
        }
    }

    fn begin(
        &self,
        tx: &mut Tx<'_>,
        row: &BatchRow,
        said: &PriceRow,
        plan: PlanId,
    ) -> db::Result<Outcome> {
        let at = said.at.unwrap_or(said.begins);
        let begins_at = match said.begins_late {
            true => at.max(self.now),
            false => at,
        };
        if said.ends.is_some_and(|end| end <= begins_at) {
            for id in &said.ending {
                prices::end_price(tx, self.scope, *id, begins_at)?;
            }
            return Ok(skipped(row, "It was over before it could begin"));
        }
        let price = Price {
            id: PriceId::new(),
            partner_id: self.scope.partner_id(),
            plan_id: plan,
            term_duration: said.offer.term,
            billing_plan: said.offer.billing,
            market: said.offer.market.clone(),
            currency: said.offer.currency.clone(),
            segment: said.offer.segment,
            cost: said.amounts.cost,
            partner_price: said.amounts.partner_price,
            list_price: said.amounts.list_price,
            begins_at,
            ends_at: said.ends,
            batch_id: Some(self.batch.id),
        };
        match prices::replace_prices(tx, self.scope, &said.ending, &price) {
            Ok(()) => Ok(done(row)),
            Err(db::Error::Duplicate) => Ok(skipped(
                row,
                "The list has a price of the same from the same instant on",
            )),
            Err(other) => Err(other),
        }
    }

    fn end(&self, tx: &mut Tx<'_>, row: &BatchRow, at: Timestamp) -> db::Result<Outcome> {
        let id = values::price_of(row).ok_or(db::Error::NotFound)?;
        Ok(match prices::end_price(tx, self.scope, id, at)? {
            true => done(row),
            false => skipped(row, "It had ended already"),
        })
    }

    fn plan(&self, tx: &mut Tx<'_>, said: &PlanRow) -> db::Result<()> {
        let plan = match prices::plan_by_code(tx.conn(), self.scope, &said.code)? {
            Some(plan) => {
                let changed = with_terms(plan, said);
                prices::update_plan(tx, &changed)?;
                changed
            }
            None => {
                let new = Plan::new(self.scope.partner_id(), &said.code, "", "");
                let new = with_terms(new, said);
                prices::insert_plan(tx, &new)?;
                new
            }
        };
        let links = links(plan.id, said);
        prices::replace_surroundings(tx, plan.id, &said.countries, &links)
    }
}

fn done(row: &BatchRow) -> Outcome {
    Outcome {
        verdict: row.verdict,
        why: row.why.clone(),
        state: RowState::Done,
        entry: None,
        invitation: None,
        user: None,
    }
}

fn skipped(row: &BatchRow, why: &str) -> Outcome {
    Outcome {
        why: why.to_owned(),
        state: RowState::Skipped,
        ..done(row)
    }
}
