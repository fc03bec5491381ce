//! Privileges that customers have granted.

use diesel::{QueryDsl, RunQueryDsl, SelectableHelper};
use partner_center::{
    app,
    db::{
        ids::{ConsentId, GrantId, InvitationId, PartnerId},
        schema::{consents, grants, invitations},
    },
    invitations::Invitation,
    privileges::{self, Grant},
    relationships::Consent,
    secrets::sha256_hex,
};

use super::{ADATUM, Asked, Page, TestApp, Visitor};

impl TestApp {
    /// All of them, in the order in which they began.
    pub(crate) fn grants(&self) -> Vec<Grant> {
        self.read(|conn| {
            Ok(grants::table
                .order(grants::id)
                .select(Grant::as_select())
                .load(conn)?)
        })
    }

    /// The token of the customer's link, which works from now on, as after a letter.
    pub(crate) fn grant_token(&self, id: GrantId) -> String {
        let secret = Grant::secret_of(id);
        let token = self
            .parts
            .secrets
            .token(secret.purpose, secret.id, secret.version);
        let hash = Some(sha256_hex(&token));
        self.write(|tx| privileges::set_link(tx, id, hash));
        token
    }

    /// So many more of a partner, each by a consent of its own of the customer that granted the first one.
    pub(crate) fn many_grants(&self, partner: PartnerId, count: i32) {
        self.many_grants_called(partner, "many", count);
    }

    /// The same, called by this word and a number.
    pub(crate) fn many_grants_called(&self, partner: PartnerId, word: &str, count: i32) {
        let now = self.now();
        self.write(|tx| {
            let (consent, invitation): (Consent, Invitation) = consents::table
                .inner_join(invitations::table)
                .select((Consent::as_select(), Invitation::as_select()))
                .first(tx.conn())?;
            for number in 0..count {
                let asked = InvitationId::new();
                let invitation = Invitation {
                    id: asked,
                    token_hash: asked.to_string(),
                    ..invitation.clone()
                };
                let consent = Consent {
                    id: ConsentId::new(),
                    invitation_id: asked,
                    ..consent.clone()
                };
                diesel::insert_into(invitations::table)
                    .values(&invitation)
                    .execute(tx.conn())?;
                diesel::insert_into(consents::table)
                    .values(&consent)
                    .execute(tx.conn())?;
                let of = (partner, consent.customer_id, consent.id);
                let (name, days) = (format!("{word}-{number}"), 1 + number * 7 % 50);
                let grant = Grant::begun(of, consent.roles, days, name, now);
                privileges::insert(tx, &grant)?;
            }
            Ok(())
        });
    }

    /// What is due in the background is done.
    pub(crate) async fn housekeep(&self) {
        app::runner(&self.parts).drain().await;
    }

    /// A customer of this agent grants privileges.
    pub(crate) async fn grant(&self, agent: &Visitor, asked: Asked<'_>, more: &[(&str, &str)]) {
        let link = agent.hand_out(self.paths(), asked, more).await;
        self.accept(&link, asked.recipient).await;
    }

    /// The privileges of Adatum, as this person sees them.
    pub(crate) async fn privileges_of_adatum(&self, agent: &Visitor) -> Page {
        let customer = self.grants()[0].customer_id.uuid();
        let page = agent
            .open(&self.paths().customer_privileges(customer))
            .await;
        page.expect(200)
    }

    /// Subject and recipient of each letter about privileges so far, in their order.
    pub(crate) async fn letters_about_privileges(&self) -> Vec<(String, String)> {
        let mails = self.mails().await.into_iter();
        let about = mails.filter(|mail| mail.subject.to_lowercase().contains("privileges"));
        about.map(|mail| (mail.to, mail.subject)).collect()
    }
}

/// The person of Adatum who consents.
pub(crate) const ANA: &str = ADATUM.recipient;
