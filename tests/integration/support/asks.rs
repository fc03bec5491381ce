//! The main job, step by step: ask, hand out, open, prove, agree.

use partner_center::{identity::Role, paths::Paths};

use super::{Company, Page, TestApp, Visitor};

/// A company that is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub(crate) company: &'a str,
    pub(crate) domain: &'a str,
    pub(crate) recipient: &'a str,
}

/// The company of most tests.
pub(crate) const ADATUM: Asked<'static> = Asked {
    company: "Adatum",
    domain: "adatum.example",
    recipient: "ana.lima@adatum.example",
};

impl Asked<'_> {
    /// The fields of "Invite new customers".
    pub(crate) fn fields(&self) -> Vec<(&'static str, String)> {
        vec![
            ("company_name", self.company.to_owned()),
            ("domain", self.domain.to_owned()),
            ("recipient", self.recipient.to_owned()),
            ("recipient_name", "Ana Lima".to_owned()),
        ]
    }
}

/// Borrowed, as forms take them.
pub(crate) fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

impl Visitor {
    /// Begins an invitation and shows its draft; `more` is typed over the usual fields.
    pub(crate) async fn draft(&self, paths: &Paths, ask: Asked<'_>, more: &[(&str, &str)]) -> Page {
        let form = self.open(&paths.new_invitation()).await.expect(200);
        let fields = ask.fields();
        let mut typed = borrowed(&fields);
        typed.extend_from_slice(more);
        self.press(&form, "Continue to the message", &typed)
            .await
            .expect(200)
    }

    /// Begins an invitation, presses Done, and returns the personalized link.
    pub(crate) async fn hand_out(
        &self,
        paths: &Paths,
        ask: Asked<'_>,
        more: &[(&str, &str)],
    ) -> String {
        let draft = self.draft(paths, ask, more).await;
        self.submit(&draft, "Done", &[]).await.expect(303);
        draft.first("#link").attr("value").unwrap().to_owned()
    }
}

impl TestApp {
    /// The customer's way to the page that asks for the code; returns that page and the code.
    pub(crate) async fn to_the_code(
        &self,
        customer: &Visitor,
        link: &str,
        email: &str,
    ) -> (Page, String) {
        let ask = customer.open(link).await.expect(200);
        let person = [
            ("name", "Ana Lima"),
            ("job_title", "Head of IT"),
            ("email", email),
        ];
        let page = customer
            .press(&ask, "Continue to accept", &person)
            .await
            .expect(200);
        let code = self.mail_to(email).await.code().to_owned();
        (page, code)
    }

    /// The customer reads, proves who they are, agrees, and gets the receipt.
    pub(crate) async fn accept(&self, link: &str, email: &str) -> Page {
        let customer = self.visitor();
        let (page, code) = self.to_the_code(&customer, link, email).await;
        customer
            .press(&page, "Accept", &[("code", &code), ("agree", "yes")])
            .await
            .expect(200)
    }

    /// A partner's Admin agent, signed in, and their partner.
    pub(crate) async fn agent_of(&self, partner: &str) -> (Company, Visitor) {
        let company = self.partner(partner);
        let agent = self.sign_in(&company, Role::AdminAgent).await;
        (company, agent)
    }

    /// An Admin agent who is connected with Adatum.
    pub(crate) async fn connected(&self, more: &[(&str, &str)]) -> (Company, Visitor) {
        let (company, agent) = self.agent_of("Contoso").await;
        let link = agent.hand_out(self.paths(), ADATUM, more).await;
        self.accept(&link, ADATUM.recipient).await;
        (company, agent)
    }

    /// How many rows a table has.
    pub(crate) fn count(&self, table: &str) -> i64 {
        use diesel::{RunQueryDsl, sql_types::BigInt};
        #[derive(diesel::QueryableByName)]
        struct Count {
            #[diesel(sql_type = BigInt)]
            count: i64,
        }
        let query = format!("SELECT count(*) AS count FROM {table}");
        self.read(|conn| Ok(diesel::sql_query(query).get_result::<Count>(conn)?.count))
    }
}
