//! What one may do to a customer now, and what is missing for the rest.

use crate::{
    customer_access::{
        Annotate, AssignLicenses, Between, CustomerAct, FillCart, Lack, ManageBillTo,
        ManageProfile, ManageUsers, SeeUsers, what_lacks,
    },
    customers::Entry,
    error::AppError,
    identity::{Request, View},
    prices::keeps_list,
};

/// Acts that take the same: what each is called, and where it is done.
type Group = Vec<(&'static str, String)>;

/// Acts that cannot be done, of those that lack the same.
pub(super) struct Undone {
    /// Different on the page.
    pub(super) id: &'static str,
    /// What they are called.
    pub(super) names: String,
    /// What they take; empty where the reason above says it.
    pub(super) takes: String,
    /// Where the way to it begins, where it is another one for each.
    pub(super) step: Option<(String, String)>,
}

/// Those that lack the same.
pub(super) struct Lacking {
    pub(super) id: String,
    pub(super) reason: String,
    /// Where the way to it begins, where it is one for all of them.
    pub(super) step: Option<(String, String)>,
    pub(super) acts: Vec<Undone>,
}

/// All of them, each group in the order in which it is done most.
#[derive(Default)]
pub(super) struct Acts {
    pub(super) allowed: Group,
    pub(super) lacking: Vec<Lacking>,
}

impl Acts {
    /// Those of this person at this customer.
    pub(super) async fn of(
        request: &mut Request<View>,
        entry: &Entry,
        between: &Between,
    ) -> Result<Self, AppError> {
        let (paths, key) = (request.paths().clone(), entry.page_key());
        let own = vec![
            ("Add a note", paths.customer_notes(key)),
            ("Change the tags", paths.customer_tags(key)),
            (
                "Choose the responsible person",
                paths.customer_responsible(key),
            ),
        ];
        let bill_to = vec![("Change bill-to and contact", paths.customer_bill_to(key))];
        let see = vec![("See the users", paths.customer_users(key))];
        let users = vec![("Add and change users", paths.customer_users(key))];
        let licenses = vec![("Assign licenses", paths.customer_licenses(key))];
        let customers = vec![
            ("Change the company profile", paths.customer_profile(key)),
            ("Add and verify domains", paths.customer_domains(key)),
        ];
        let (mut acts, on) = (Self::default(), (entry, between));
        acts.add::<Annotate>(request, on, "annotate", own).await?;
        acts.add::<ManageBillTo>(request, on, "bill-to", bill_to)
            .await?;
        if keeps_list(&request.by.staff.partner) {
            let cart = vec![("Fill a cart and order", paths.cart(key))];
            acts.add::<FillCart>(request, on, "cart", cart).await?;
        }
        acts.add::<SeeUsers>(request, on, "see", see).await?;
        acts.add::<ManageUsers>(request, on, "manage", users)
            .await?;
        acts.add::<AssignLicenses>(request, on, "licenses", licenses)
            .await?;
        acts.allowed.push((
            "See and administer the services",
            paths.customer_services(key),
        ));
        acts.add::<ManageProfile>(request, on, "profile", customers)
            .await?;
        Ok(acts)
    }

    /// The act at this address, where this person may do it.
    pub(super) fn step(&self, href: &str) -> Option<&(&'static str, String)> {
        self.allowed.iter().find(|(_, known)| known == href)
    }

    async fn add<A: CustomerAct>(
        &mut self,
        request: &mut Request<View>,
        (entry, between): (&Entry, &Between),
        id: &'static str,
        group: Group,
    ) -> Result<(), AppError> {
        match what_lacks::<A, _>(request, entry, between).await? {
            None => self.allowed.extend(group),
            Some(lack) => self.put_aside(id, &group, lack),
        }
        Ok(())
    }

    /// With those that lack the same, or as the first that does.
    fn put_aside(&mut self, id: &'static str, group: &Group, lack: Lack) {
        let names: Vec<&str> = group.iter().map(|(label, _)| *label).collect();
        let is_one_way = lack.takes.is_empty();
        let act = Undone {
            id,
            names: names.join("; "),
            takes: lack.takes,
            step: lack.step.clone().filter(|_| !is_one_way),
        };
        let mut known = self.lacking.iter_mut();
        match known.find(|known| known.reason == lack.missing) {
            Some(known) => known.acts.push(act),
            None => self.lacking.push(Lacking {
                id: format!("lack-{id}"),
                reason: lack.missing,
                step: lack.step.filter(|_| is_one_way),
                acts: vec![act],
            }),
        }
    }
}
