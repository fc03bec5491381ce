//! The same about asks for a partnership.

use futures_util::future::FutureExt;
use partner_center::identity::{RelationshipKind, Role};

use super::{
    acts::{Press, at_once, rounds},
    books::Books,
};
use crate::support::{Company, TestApp, Visitor};

/// Two companies that may take either side, and a Global admin of each.
struct Two {
    app: TestApp,
    one: Company,
    other: Company,
}

impl Two {
    fn start() -> Self {
        let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(10_000));
        let kinds = [
            RelationshipKind::IndirectReseller,
            RelationshipKind::IndirectProvider,
        ];
        Self {
            one: app.partner_of_kinds("Contoso", &kinds),
            other: app.partner_of_kinds("Meridian", &kinds),
            app,
        }
    }

    async fn admin(&self, company: &Company) -> Visitor {
        self.app.sign_in(company, Role::GlobalAdmin).await
    }

    /// An open ask: its page and its link.
    async fn ask(&self, from: &Visitor, to: &Company, side: &str) -> (String, String) {
        let draft = (from.ask_partner(self.app.paths(), to, &[("side", side)])).await;
        from.submit(&draft, "Done", &[]).await.expect(303);
        let link = draft.first("#link").attr("value").unwrap().to_owned();
        (draft.address.path().to_owned(), link)
    }

    async fn acceptance<'a>(&self, by: &'a Visitor, link: &str) -> Press<'a> {
        let page = by.open(link).await.expect(200);
        let form = page.form("Accept");
        async move { by.submit_form(form).await.status }.boxed_local()
    }

    fn agree(&self, told: &str) {
        let found = Books::read(&self.app).disagreements();
        assert!(found.is_empty(), "{told}\n{}", found.join("\n"));
    }

    /// Ends what is active, so that the next round begins anew.
    async fn part(&self, by: &Visitor, other: &Company) {
        let list = by.open(&self.app.paths().partnerships()).await.expect(200);
        let button = format!("Remove partnership with {}", other.name);
        let page = by.click(&list, &button).await.expect(200);
        let typed = [
            ("statements", "made"),
            ("confirm_domain", other.domain.as_str()),
            ("reason", ""),
        ];
        by.submit(&page, &button, &typed).await.expect(303);
    }
}

#[actix_web::test]
async fn accepting_an_ask_whose_link_is_replaced() {
    let two = Two::start();
    let (asker, asked) = (two.admin(&two.one).await, two.admin(&two.other).await);
    for round in 0..rounds(&two.app) {
        let (page, link) = two.ask(&asker, &two.other, "provider").await;
        let accept = two.acceptance(&asked, &link).await;
        let form = asker.open(&page).await.expect(200).form("New link");
        let renew = async { asker.submit_form(form).await.status }.boxed_local();
        let answers = at_once(round, accept, renew).await;
        let told = format!(
            "round {round}: accept {}, new link {}",
            answers.0, answers.1
        );
        assert!(matches!(answers, (303, 422) | (410, 303)), "{told}");
        two.agree(&told);
        if answers.0 == 303 {
            two.part(&asker, &two.other).await;
        } else {
            let open = asker.open(&page).await.expect(200);
            asker.submit(&open, "Revoke this invitation", &[]).await;
        }
    }
}

#[actix_web::test]
async fn each_accepting_the_others_ask() {
    let two = Two::start();
    let (one, other) = (two.admin(&two.one).await, two.admin(&two.other).await);
    for round in 0..rounds(&two.app) {
        let (mine, link_of_one) = two.ask(&one, &two.other, "provider").await;
        let (theirs, link_of_other) = two.ask(&other, &two.one, "reseller").await;
        let by_other = two.acceptance(&other, &link_of_one).await;
        let by_one = two.acceptance(&one, &link_of_other).await;
        let answers = at_once(round, by_other, by_one).await;
        let told = format!("round {round}: {answers:?}");
        assert!(matches!(answers, (303, 409) | (409, 303)), "{told}");
        two.agree(&told);
        two.part(&one, &two.other).await;
        let (visitor, page) = if answers.0 == 409 {
            (&one, mine)
        } else {
            (&other, theirs)
        };
        let open = visitor.open(&page).await.expect(200);
        visitor.submit(&open, "Revoke this invitation", &[]).await;
    }
}
