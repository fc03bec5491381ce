//! Licenses: what subscriptions give, who holds it, and what becomes of it when there is less.

mod assigning;
mod losing;
mod many;
mod races;
mod returning;
mod seen;
mod ticks;
mod uploaded;
mod with_acts;

use std::collections::BTreeSet;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, SelectableHelper};
use partner_center::{
    customer_access::{Granted, PlaceOrder},
    customers,
    db::{
        ids::{CustomerId, DirectoryUserId, PartnerId, PlanId, SubscriptionId},
        schema::{license_assignments, license_counts, unused_licenses},
        types::Timestamp,
    },
    identity::{Authorized, ManageCustomers, Role, user_by_email},
    licenses::{self, Assignment, License},
    prices::{LicenseService, LicenseSku, save_service},
    subscriptions::{State, Subscription},
};

use crate::{
    ordering::Store,
    support::{ADATUM, Company, Page, TestApp, Visitor},
};

/// The license of Suite, which has its plan's own name.
pub(crate) const SUITE: &str = "PRODUCT01/0001";

/// What Adatum has bought from Meridian for Contoso, and Meridian's privileges over its users.
pub(crate) struct Hall {
    pub(crate) store: Store,
    pub(crate) agent: Visitor,
    pub(crate) customer: CustomerId,
}

impl Hall {
    /// With these roles.
    pub(crate) async fn with(roles: &str) -> Self {
        let store = Store::open().await;
        let agent = store.pair.distributor.clone();
        let more = [("roles", roles), ("days", "365")];
        store.app.grant(&agent, ADATUM, &more).await;
        Self {
            customer: store.customer,
            store,
            agent,
        }
    }

    /// With the role User administrator, and so many licenses of Suite.
    pub(crate) async fn open(quantity: &str) -> Self {
        let hall = Self::with("user_administrator").await;
        hall.store.order(quantity).await;
        hall
    }

    pub(crate) fn app(&self) -> &TestApp {
        &self.store.app
    }

    /// Adds a user who uses services in Germany.
    pub(crate) async fn add(&self, name: &str) -> DirectoryUserId {
        self.add_in(name, "DE").await
    }

    pub(crate) async fn add_in(&self, name: &str, location: &str) -> DirectoryUserId {
        let users = self.app().paths().new_user(self.customer.uuid());
        let form = self.agent.open(&users).await.expect(200);
        let user_name = name.to_lowercase();
        let typed = [
            ("display_name", name),
            ("user_name", user_name.as_str()),
            ("usage_location", location),
        ];
        let added = self.agent.submit(&form, "Add user", &typed).await;
        let page = added.expect(303).location();
        page.rsplit('/').next().unwrap().parse().unwrap()
    }

    /// The page on which licenses are assigned to these users.
    pub(crate) async fn form(&self, users: &[DirectoryUserId]) -> Page {
        self.form_of(&self.agent, users).await
    }

    pub(crate) async fn form_of(&self, who: &Visitor, users: &[DirectoryUserId]) -> Page {
        let path = self.app().paths().license_assignment(self.customer.uuid());
        let users: Vec<String> = users.iter().map(|user| format!("user={user}")).collect();
        who.open(&format!("{path}?{}", users.join("&"))).await
    }

    /// Ticks these licenses of one user and presses the button; the answer is not followed.
    pub(crate) async fn tick(&self, user: DirectoryUserId, licenses: &[&str]) -> Page {
        let form = self.form(&[user]).await.expect(200);
        let ticked: Vec<(&str, &str)> = licenses.iter().map(|sku| ("license", *sku)).collect();
        let form = form.form("main form.form").without("license");
        self.agent.submit_form(form.fill(&ticked)).await
    }

    /// Posts it past the form.
    pub(crate) async fn post(
        &self,
        who: &Visitor,
        user: DirectoryUserId,
        fields: &[(&str, &str)],
    ) -> Page {
        let path = self.app().paths().license_assignment(self.customer.uuid());
        let user = user.to_string();
        let fields: Vec<(&str, &str)> = std::iter::once(("user", user.as_str()))
            .chain(fields.iter().copied())
            .collect();
        who.post(&path, &fields).await
    }

    /// The numbers of a license.
    pub(crate) fn license(&self, sku: &str) -> License {
        let (customer, sku) = (self.customer, sku.to_owned());
        let license = self
            .app()
            .read(move |conn| licenses::license(conn, customer, &sku));
        license.unwrap()
    }

    /// All assignments, in their order.
    pub(crate) fn assignments(&self) -> Vec<Assignment> {
        self.app().read(|conn| {
            Ok(license_assignments::table
                .order((license_assignments::assigned_at, license_assignments::id))
                .select(Assignment::as_select())
                .load(conn)?)
        })
    }

    /// Who holds a license now, in the order of assignment.
    pub(crate) fn holders(&self, sku: &str) -> Vec<DirectoryUserId> {
        let all = self.assignments().into_iter();
        all.filter(|it| it.is_held && it.license_sku == sku)
            .map(|it| it.user_id)
            .collect()
    }

    /// What is counted is what is there, and never more assigned than there is.
    pub(crate) fn assert_exact(&self) {
        let all: Vec<(CustomerId, String)> = self.app().read(|conn| {
            Ok(license_counts::table
                .select((license_counts::customer_id, license_counts::license_sku))
                .load(conn)?)
        });
        for (customer, sku) in all {
            let found = move |conn: &mut _| licenses::license(conn, customer, &sku);
            let license = self.app().read(found).unwrap();
            let held = self.holders(&license.license_sku).len();
            assert_eq!(license.assigned, i64::try_from(held).unwrap());
            assert!(license.assigned <= license.all(), "{license:?}");
        }
        self.assert_unused();
    }

    /// Those that the list of unused licenses has are those whose license works and is free.
    pub(crate) fn assert_unused(&self) {
        let rows = self.store.subscriptions();
        let free =
            |row: &Subscription| row.state.works() && self.license(&row.license_sku).free() > 0;
        let unused = rows
            .iter()
            .filter(|row| !row.license_sku.is_empty() && free(row));
        let expected: BTreeSet<SubscriptionId> = unused.map(|row| row.id).collect();
        type Kept = (
            SubscriptionId,
            PartnerId,
            Option<PartnerId>,
            Timestamp,
            PlanId,
            State,
        );
        let kept: Vec<Kept> = self.app().read(|conn| {
            Ok(unused_licenses::table
                .select(unused_licenses::all_columns)
                .load(conn)?)
        });
        let found: BTreeSet<SubscriptionId> = kept.iter().map(|(id, ..)| *id).collect();
        assert_eq!(found, expected);
        for (id, seller, reseller, end, plan, state) in kept {
            let row = rows.iter().find(|row| row.id == id).unwrap();
            let of = (
                row.partner_id,
                row.partner_id_on_record,
                row.commitment_end_date,
                row.plan_id,
                row.state,
            );
            assert_eq!((seller, reseller, end, plan, state), of);
        }
    }

    /// Detail and changes of all lines of a kind in the log of a partner.
    pub(crate) fn lines(&self, of: PartnerId, action: &str) -> Vec<String> {
        use partner_center::{activity::Changes, db::schema::activity};
        let action = action.to_owned();
        let found: Vec<Changes> = self.app().read(move |conn| {
            Ok(activity::table
                .filter(activity::action.eq(action))
                .filter(activity::partner_id.eq(of))
                .order(activity::id)
                .select(activity::changes)
                .load(conn)?)
        });
        found.iter().map(|it| it.words().join("; ")).collect()
    }

    /// Suite's license has these services, as an import of the vendor's table would have kept it.
    pub(crate) fn with_services(&self, services: &[&str]) {
        self.named_by(self.store.pair.provider.id, services);
    }

    /// The same in the list of this seller.
    pub(crate) fn named_by(&self, seller: PartnerId, services: &[&str]) {
        let license = LicenseSku {
            partner_id: seller,
            provisioning_id: SUITE.to_owned(),
            string_id: "SUITE".to_owned(),
            name: "Suite".to_owned(),
        };
        for name in services {
            let service = LicenseService {
                partner_id: seller,
                provisioning_id: SUITE.to_owned(),
                service_plan_id: name.to_lowercase(),
                service_plan_name: name.to_uppercase(),
                friendly_name: (*name).to_owned(),
            };
            self.app().write(|tx| save_service(tx, &license, &service));
        }
    }

    /// The proof that the provider's Admin agent may change what it sold, for what runs without a page so far.
    pub(crate) fn granted(
        &self,
        tx: &mut partner_center::db::Tx<'_>,
    ) -> Result<Granted<PlaceOrder>, partner_center::db::Error> {
        let email = self.store.pair.provider.email(Role::AdminAgent);
        let user = user_by_email(tx.conn(), &email)?.unwrap().id;
        let by = Authorized::<ManageCustomers>::for_user(tx.conn(), user)?;
        let entry = customers::find(tx.conn(), by.scope, self.customer.uuid())?;
        Granted::of(tx, by, entry, self.app().now())
    }
}

/// A license page of this person.
pub(crate) async fn licenses_page(hall: &Hall, who: &Visitor) -> Page {
    let path = hall.app().paths().customer_licenses(hall.customer.uuid());
    who.open(&path).await
}

/// Another provider of Adatum with Suite in its list, and its order of so many.
pub(crate) async fn other_seller(hall: &Hall, quantity: &str) -> (Company, Visitor) {
    use partner_center::prices::{Billing, Term};
    let (other, agent) = hall.store.other_provider().await;
    let suite = crate::ordering::plan(hall.app(), &other, "1", |_| {});
    let price = crate::ordering::price(hall.app(), &suite, Term::Year, Billing::Annual, 10_000);
    let price = price.to_string();
    let typed = [("price", price.as_str()), ("quantity", quantity)];
    let lines = hall.app().paths().cart_lines(hall.customer.uuid());
    agent.post(&lines, &typed).await.expect(303);
    let review = hall.app().paths().cart_confirmation(hall.customer.uuid());
    let review = agent.open(&review).await.expect(200);
    let direct = [("reseller", "direct")];
    agent
        .submit(&review, crate::ordering::ORDER, &direct)
        .await
        .expect(303);
    (other, agent)
}
