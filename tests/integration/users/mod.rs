//! A customer's users, as a partner's staff add, change, block, delete and restore them.

mod adding;
mod admins;
mod changing;
mod domains;
mod leaving;
mod links;
mod listing;
mod sequences;
mod standing;
mod uploading;
mod uploads_running;

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    activity::Changes,
    db::{
        ids::DirectoryUserId,
        schema::{activity, directory_users},
    },
    identity::Role,
};

use crate::support::{ADATUM, Company, Page, TestApp, Visitor};

/// An Admin agent of Contoso, whom Adatum has granted privileges for a year.
pub(crate) struct Desk {
    pub(crate) app: TestApp,
    pub(crate) company: Company,
    pub(crate) agent: Visitor,
    pub(crate) customer: uuid::Uuid,
}

impl Desk {
    /// With these roles.
    pub(crate) async fn with(roles: &[&str]) -> Self {
        let app = TestApp::start();
        let mut more: Vec<(&str, &str)> = roles.iter().map(|role| ("roles", *role)).collect();
        more.push(("days", "365"));
        let (company, agent) = app.connected(&more).await;
        let list = agent.open(&app.paths().customers()).await.expect(200);
        let record = list.link("Adatum");
        let customer = record.rsplit('/').next().unwrap().parse().unwrap();
        Self {
            app,
            company,
            agent,
            customer,
        }
    }

    /// With the role User administrator.
    pub(crate) async fn usual() -> Self {
        Self::with(&["user_administrator"]).await
    }

    /// With the role Global administrator.
    pub(crate) async fn global() -> Self {
        Self::with(&["global_administrator"]).await
    }

    /// The list.
    pub(crate) fn users(&self) -> String {
        self.app.paths().customer_users(self.customer)
    }

    /// A page below the list.
    pub(crate) fn below(&self, tail: &str) -> String {
        format!("{}/{tail}", self.users())
    }

    /// Somebody of Contoso, signed in anew.
    pub(crate) async fn sign_in(&self, role: Role) -> Visitor {
        self.app.sign_in(&self.company, role).await
    }

    /// Presses "Add user" with this typed over the empty form; the answer is not followed.
    pub(crate) async fn try_add(&self, typed: &[(&str, &str)]) -> Page {
        let form = self.agent.open(&self.below("new")).await.expect(200);
        self.agent.submit(&form, "Add user", typed).await
    }

    /// Adds an ordinary user; their key.
    pub(crate) async fn add(&self, name: &str, user_name: &str) -> DirectoryUserId {
        self.add_with(name, user_name, &[]).await
    }

    /// Adds a user with more typed into the form; their key.
    pub(crate) async fn add_with(
        &self,
        name: &str,
        user_name: &str,
        more: &[(&str, &str)],
    ) -> DirectoryUserId {
        let mut typed = vec![("display_name", name), ("user_name", user_name)];
        typed.extend_from_slice(more);
        let answer = self.try_add(&typed).await.expect(303);
        answer
            .location()
            .rsplit('/')
            .next()
            .unwrap()
            .parse()
            .unwrap()
    }

    /// The page of a user, as this person sees it.
    pub(crate) async fn page(&self, user: DirectoryUserId) -> Page {
        self.agent.open(&self.below(&user.to_string())).await
    }

    /// Ticks these users in a list and presses its button, then the one of the page that asks.
    pub(crate) async fn delete(&self, users: &[DirectoryUserId]) -> Page {
        let ticked: Vec<String> = users.iter().map(|id| format!("user={id}")).collect();
        let address = format!("{}?{}", self.below("deletion"), ticked.join("&"));
        let page = self.agent.open(&address).await.expect(200);
        self.agent.submit(&page, "main form.form", &[]).await
    }

    /// The page that asks how these deleted users are to be restored.
    pub(crate) async fn restoration(&self, users: &[DirectoryUserId]) -> Page {
        let ticked: Vec<String> = users.iter().map(|id| format!("user={id}")).collect();
        let address = format!("{}?{}", self.below("restoration"), ticked.join("&"));
        self.agent.open(&address).await.expect(200)
    }

    /// State and roles as the list shows them, by name.
    pub(crate) async fn listed(&self, query: &str) -> Vec<String> {
        let page = self.agent.open(&format!("{}?{query}", self.users())).await;
        page.expect(200).texts("tbody th a")
    }

    /// The state in the database.
    pub(crate) fn state(&self, user: DirectoryUserId) -> String {
        self.app.read(move |conn| {
            Ok(directory_users::table
                .find(user)
                .select(directory_users::state)
                .first(conn)?)
        })
    }

    /// Detail and changes of all events of a kind, the latest first.
    pub(crate) fn lines(&self, action: &str) -> Vec<String> {
        let action = action.to_owned();
        let logged: Vec<(String, Changes)> = self.app.read(move |conn| {
            Ok(activity::table
                .filter(activity::action.eq(action))
                .order((activity::at.desc(), activity::id.desc()))
                .select((activity::detail, activity::changes))
                .load(conn)?)
        });
        let line = |(detail, changes): (String, Changes)| match changes.words().join("; ") {
            words if words.is_empty() => detail,
            words => format!("{detail}. {words}"),
        };
        logged.into_iter().map(line).collect()
    }
}

/// The recipient of the usual invitation, and so somebody in the verified domain.
pub(crate) const DOMAIN: &str = ADATUM.domain;
