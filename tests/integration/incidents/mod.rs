//! Incidents: what is wrong with services, and whom it concerns.

mod affected;
mod health;
mod life;
mod lists;
mod planned;
mod presses;
mod seen;

use chrono::Duration;
use partner_center::{
    db::{
        ids::{IncidentId, ServiceId},
        types::Timestamp,
    },
    identity::Role,
};

use crate::{
    licenses::Hall,
    services,
    support::{Page, TestApp, Visitor},
};

/// Meridian keeps Mail and Files, which Adatum has from it for Contoso.
pub(crate) struct Watch {
    pub(crate) hall: Hall,
    /// Meridian's Global admin.
    pub(crate) keeper: Visitor,
    pub(crate) mail: ServiceId,
    pub(crate) files: ServiceId,
}

impl Watch {
    pub(crate) async fn open() -> Self {
        let hall = services::hall("exchange_administrator", "user_administrator").await;
        let keeper = services::keeper(hall.app(), &hall.store.pair.provider).await;
        Self {
            mail: services::service(hall.app(), &keeper, "Mail").await,
            files: services::service(hall.app(), &keeper, "Files").await,
            hall,
            keeper,
        }
    }

    pub(crate) fn app(&self) -> &TestApp {
        self.hall.app()
    }

    /// Time goes by, and Meridian's staff sign in again.
    pub(crate) async fn pass(&mut self, duration: Duration) {
        self.app().pass(duration);
        let provider = self.hall.store.pair.provider.clone();
        self.keeper = services::keeper(self.app(), &provider).await;
        self.hall.agent = self.app().sign_in(&provider, Role::AdminAgent).await;
    }

    /// Contoso's staff with this role.
    pub(crate) async fn reseller(&self, role: Role) -> Visitor {
        let pair = &self.hall.store.pair;
        self.app().sign_in(&pair.reseller, role).await
    }

    /// This long ago, as a form holds it.
    pub(crate) fn ago(&self, past: Duration) -> String {
        typed(self.app().now().minus(past))
    }

    /// Reports it of Mail; the answer is not followed.
    pub(crate) async fn report(&self, fields: &[(&str, &str)]) -> Page {
        self.report_of(self.mail, fields).await
    }

    pub(crate) async fn report_of(&self, service: ServiceId, fields: &[(&str, &str)]) -> Page {
        let form = self.app().paths().new_incident_of(service);
        let form = self.keeper.open(&form).await.expect(200);
        self.keeper.submit(&form, "Report", fields).await
    }

    /// One of Mail that began this long ago and goes on.
    pub(crate) async fn going_on(&self, severity: &str, past: Duration) -> IncidentId {
        let begins = self.ago(past);
        let fields = [
            ("severity", severity),
            ("title", "Delivery is slow"),
            ("affected", "All mail to other organisations."),
            ("begins", begins.as_str()),
        ];
        key(&self.report(&fields).await.expect(303))
    }

    /// One of Mail from when to when, ago.
    pub(crate) async fn over(&self, severity: &str, from: Duration, to: Duration) -> IncidentId {
        let (begins, ends) = (self.ago(from), self.ago(to));
        let fields = [
            ("severity", severity),
            ("title", "Delivery was slow"),
            ("affected", "All mail to other organisations."),
            ("begins", begins.as_str()),
            ("ends", ends.as_str()),
        ];
        key(&self.report(&fields).await.expect(303))
    }

    /// The page of one.
    pub(crate) async fn page(&self, who: &Visitor, id: IncidentId) -> Page {
        who.open(&self.app().paths().incident(id)).await
    }

    /// Adds an update to one; the answer is not followed.
    pub(crate) async fn update(&self, id: IncidentId, severity: &str, body: &str) -> Page {
        let page = self.page(&self.keeper, id).await.expect(200);
        let fields = [("severity", severity), ("body", body)];
        self.keeper.submit(&page, "Add the update", &fields).await
    }

    /// Lines in the log of the seller.
    pub(crate) fn lines(&self, kind: &str) -> Vec<String> {
        self.hall.lines(self.hall.store.pair.provider.id, kind)
    }
}

/// As a form holds a time.
pub(crate) fn typed(at: Timestamp) -> String {
    at.rfc3339()[..16].to_owned()
}

/// The incident to whose page an answer leads.
pub(crate) fn key(answer: &Page) -> IncidentId {
    let page = answer.location();
    page.rsplit('/').next().unwrap().parse().unwrap()
}

/// The value of a fact of a page.
pub(crate) fn fact(page: &Page, label: &str) -> String {
    let labels = page.texts(".facts dt");
    let place = labels.iter().position(|it| it == label);
    let place = place.unwrap_or_else(|| panic!("no fact {label:?} among {labels:?}"));
    page.texts(".facts dd")[place].clone()
}
