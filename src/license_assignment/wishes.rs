//! What is to become of the licenses of some users, as a form says it.

use crate::{db::types::text_enum, directory::Ticks, prices::LicenseService};

text_enum! {
    /// What many users have in common after it.
    Act {
        /// Nothing becomes of it.
        Keep = "keep",
        /// Whoever does not hold it gets it.
        Assign = "assign",
        /// Whoever holds it loses it.
        Take = "take",
    }
}

/// What is to become of one license.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// It is assigned, with these services switched off.
    Assign(Vec<String>),
    /// It is taken.
    Take,
    /// It stays, with these services switched off.
    Switch(Vec<String>),
}

/// What is to become of one license of all users that are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) sku: String,
    pub(super) change: Change,
}

/// The form: of one user, or of many.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct AssignmentForm {
    user: Vec<String>,
    /// Of many: which license, and what is to become of it, in the same order.
    sku: Vec<String>,
    act: Vec<String>,
    /// Of one: what they held when the page was made.
    held: Vec<String>,
    /// What is ticked.
    license: Vec<String>,
    /// The services that are ticked: license and service, with a space between.
    service: Vec<String>,
}

impl AssignmentForm {
    /// Who is meant.
    pub(super) fn ticks(&self) -> Ticks {
        Ticks::of(self.user.iter().map(String::as_str))
    }

    /// What is wished. What the person has not seen, since it is different by now, is left as it is.
    pub(super) fn wishes(&self, services: &[LicenseService]) -> Vec<Wish> {
        let mut wishes = self.of_many();
        wishes.extend(self.of_one(services));
        // What is taken is free for those who are to have it.
        wishes.sort_by_key(|wish| wish.change != Change::Take);
        wishes
    }

    fn of_many(&self) -> Vec<Wish> {
        let each = self.sku.iter().zip(&self.act);
        let wish = |(sku, act): (&String, &String)| {
            let change = match act.parse() {
                Ok(Act::Assign) => Change::Assign(Vec::new()),
                Ok(Act::Take) => Change::Take,
                Ok(Act::Keep) | Err(_) => return None,
            };
            Some(Wish {
                sku: sku.clone(),
                change,
            })
        };
        each.filter_map(wish).collect()
    }

    fn of_one(&self, services: &[LicenseService]) -> Vec<Wish> {
        let taken = self.held.iter().filter(|sku| !self.license.contains(sku));
        let taken = taken.map(|sku| Wish {
            sku: sku.clone(),
            change: Change::Take,
        });
        let stays = self.license.iter().map(|sku| {
            let off = self.services_off(sku, services);
            Wish {
                sku: sku.clone(),
                change: match self.held.contains(sku) {
                    true => Change::Switch(off),
                    false => Change::Assign(off),
                },
            }
        });
        taken.chain(stays).collect()
    }

    /// The services of a license that are not ticked.
    fn services_off(&self, sku: &str, services: &[LicenseService]) -> Vec<String> {
        let its = services.iter().filter(|it| it.provisioning_id == sku);
        let is_off = |service: &&LicenseService| {
            let ticked = service_value(sku, &service.service_plan_id);
            !self.service.contains(&ticked)
        };
        its.filter(is_off)
            .map(|it| it.service_plan_id.clone())
            .collect()
    }
}

/// The value of a service's box.
pub(super) fn service_value(sku: &str, service: &str) -> String {
    format!("{sku} {service}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::PartnerId;

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn only_what_was_changed_on_the_page_is_wished_and_what_is_taken_comes_first() {
        let service = |id: &str| LicenseService {
            partner_id: PartnerId::new(),
            provisioning_id: "c".to_owned(),
            service_plan_id: id.to_owned(),
            service_plan_name: String::new(),
            friendly_name: id.to_owned(),
        };
        let form = AssignmentForm {
            held: texts(&["a", "b"]),
            license: texts(&["b", "c"]),
            service: texts(&["c y"]),
            ..AssignmentForm::default()
        };
        let wish = |sku: &str, change| Wish {
            sku: sku.to_owned(),
            change,
        };
        assert_eq!(
            form.wishes(&[service("x"), service("y")]),
            [
                wish("a", Change::Take),
                wish("b", Change::Switch(Vec::new())),
                wish("c", Change::Assign(texts(&["x"]))),
            ]
        );
    }

    #[test]
    fn of_many_what_is_to_stay_is_no_wish() {
        let form = AssignmentForm {
            sku: texts(&["a", "b", "c", "d"]),
            act: texts(&["assign", "keep", "take", "?"]),
            ..AssignmentForm::default()
        };
        let skus: Vec<String> = form.wishes(&[]).into_iter().map(|it| it.sku).collect();
        assert_eq!(skus, ["c", "a"]);
    }
}
