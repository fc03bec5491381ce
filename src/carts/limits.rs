//! How much of a plan a customer may have: the bounds of a subscription, and those of all subscriptions of the customer, over
//! all sellers.

use std::collections::HashMap;

use super::problem::Problem;
use crate::{
    db::{self, Conn, ids::CustomerId},
    prices::{LimitType, Plan, PlanCode},
    subscriptions::{self, Held},
};

/// What a customer holds, and what the lines before this one add to it.
#[derive(Debug)]
pub(super) struct Limits {
    customer: CustomerId,
    known: HashMap<String, Held>,
}

impl Limits {
    /// Of a customer, before the first line.
    pub(super) fn of(customer: CustomerId) -> Self {
        Self {
            customer,
            known: HashMap::new(),
        }
    }

    fn held(&mut self, conn: &mut Conn, plan: &PlanCode) -> db::Result<&mut Held> {
        let key = plan.to_string();
        if !self.known.contains_key(&key) {
            let held = subscriptions::held(conn, self.customer, plan)?;
            self.known.insert(key.clone(), held);
        }
        self.known.get_mut(&key).ok_or(db::Error::NotFound)
    }

    /// Why so many more of a plan are too few or too many; the next line counts them, too.
    pub(super) fn take(
        &mut self,
        conn: &mut Conn,
        plan: &Plan,
        quantity: i32,
    ) -> db::Result<Option<Problem>> {
        let held = self.held(conn, &plan.code())?;
        let problem = problem(plan, quantity, *held);
        held.licenses += i64::from(quantity);
        held.subscriptions += 1;
        held.alive += 1;
        held.ever += 1;
        Ok(problem)
    }
}

fn problem(plan: &Plan, quantity: i32, held: Held) -> Option<Problem> {
    if quantity < plan.min_licenses {
        return Some(Problem::TooFew(plan.min_licenses));
    }
    if let Some(most) = plan.max_licenses {
        if quantity > most && !plan.is_pooled() {
            return Some(Problem::TooMany(most));
        }
        let left = (i64::from(most) - held.licenses).max(0);
        if plan.is_pooled() && i64::from(quantity) > left {
            return Some(Problem::PoolIsFull { most, left });
        }
    }
    let most = plan.asset_ownership_limit?;
    let ever = plan.asset_ownership_limit_type == Some(LimitType::Lifetime);
    let used = if ever { held.ever } else { held.subscriptions };
    let left = (i64::from(most) - used).max(0);
    (left < 1).then_some(Problem::TooManySubscriptions { most, ever, left })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::PartnerId;

    fn plan(max: Option<i32>, limit: Option<(i32, LimitType)>) -> Plan {
        let code = PlanCode::of("P", "1").unwrap();
        Plan {
            min_licenses: 5,
            max_licenses: max,
            asset_ownership_limit: limit.map(|(limit, _)| limit),
            asset_ownership_limit_type: limit.map(|(_, kind)| kind),
            ..Plan::new(PartnerId::new(), &code, "Product", "Plan")
        }
    }

    fn held(licenses: i64, subscriptions: i64, ever: i64) -> Held {
        Held {
            licenses,
            subscriptions,
            alive: subscriptions,
            ever,
        }
    }

    #[test]
    fn the_largest_quantity_is_pooled_unless_the_number_of_subscriptions_has_a_bound_of_its_own() {
        let pooled = plan(Some(300), None);
        assert_eq!(problem(&pooled, 4, held(0, 0, 0)), Some(Problem::TooFew(5)));
        assert_eq!(problem(&pooled, 300, held(0, 0, 0)), None);
        assert_eq!(problem(&pooled, 20, held(280, 3, 9)), None);
        let full = Problem::PoolIsFull {
            most: 300,
            left: 20,
        };
        assert_eq!(problem(&pooled, 21, held(280, 3, 9)), Some(full));
        let over = Problem::PoolIsFull { most: 300, left: 0 };
        assert_eq!(problem(&pooled, 5, held(400, 3, 9)), Some(over));
        let each = plan(Some(300), Some((2, LimitType::Concurrent)));
        assert_eq!(problem(&each, 300, held(300, 1, 9)), None);
        assert_eq!(
            problem(&each, 301, held(0, 0, 0)),
            Some(Problem::TooMany(300))
        );
        assert_eq!(problem(&plan(None, None), 2_000_000, held(0, 0, 0)), None);
    }

    #[test]
    fn subscriptions_that_are_over_count_where_all_that_a_customer_ever_had_do() {
        let concurrent = plan(None, Some((1, LimitType::Concurrent)));
        assert_eq!(problem(&concurrent, 5, held(0, 0, 7)), None);
        let lifetime = plan(None, Some((1, LimitType::Lifetime)));
        let none = |ever| Problem::TooManySubscriptions {
            most: 1,
            ever,
            left: 0,
        };
        assert_eq!(problem(&lifetime, 5, held(0, 0, 1)), Some(none(true)));
        assert_eq!(problem(&concurrent, 5, held(5, 1, 1)), Some(none(false)));
    }
}
