//! What the fixture holds: three weeks of a few partners, through the site's own pages, with a row in every table and an
//! invitation in every state.

use chrono::Duration;
use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    app,
    db::{
        schema::{mails, users},
        types::Timestamp,
    },
    identity::{RelationshipKind, Role},
};

use crate::support::{Asked, Company, TestApp, Visitor, borrowed};

/// When it ends.
pub(super) const END: &str = "2026-11-20T12:00:00Z";

/// The clock says so from now on.
pub(super) fn at(app: &TestApp, time: &str) {
    app.pass(Timestamp::parse(time).unwrap().since(app.now()));
}

async fn ask(
    app: &TestApp,
    agent: &Visitor,
    name: &str,
    more: &[(&str, &str)],
    button: &str,
) -> (String, String) {
    let domain = format!("{}.example", name.to_lowercase());
    let recipient = format!("ana@{domain}");
    let asked = Asked {
        company: name,
        domain: &domain,
        recipient: &recipient,
    };
    let draft = agent.draft(app.paths(), asked, more).await;
    let link = draft.first("#link").attr("value").unwrap().to_owned();
    if !button.is_empty() {
        agent.submit(&draft, button, &[]).await.expect(303);
    }
    (link, recipient)
}

async fn decline(app: &TestApp, link: &str) {
    let customer = app.visitor();
    let page = customer.open(&format!("{link}/refusal")).await.expect(200);
    let typed = [("reason", "We have a partner already")];
    let answer = customer.submit(&page, "Decline the invitation", &typed);
    answer.await.expect(303);
}

/// The page of an invitation.
async fn press(app: &TestApp, agent: &Visitor, company: &str, button: &str) {
    let list = agent.open(&app.paths().invitations()).await.expect(200);
    let page = agent.click(&list, company).await.expect(200);
    agent.submit(&page, button, &[]).await.expect(303);
}

struct Partners {
    contoso: Company,
    fabrikam: Company,
    meridian: Company,
    northwind: Company,
    direct: Company,
}

impl Partners {
    fn make(app: &TestApp) -> Self {
        let provider = RelationshipKind::IndirectProvider;
        Self {
            contoso: app.partner("Contoso"),
            fabrikam: app.partner("Fabrikam"),
            meridian: app.partner_of_kind("Meridian", provider),
            northwind: app.partner_of_kind("Northwind", provider),
            direct: app.partner_of_kind("Delta", RelationshipKind::DirectBill),
        }
    }
}

/// Two partnerships by their links, one of which is removed; an ask that is declined and one that is open.
async fn partnerships(app: &TestApp, those: &Partners) {
    let admin = app.sign_in(&those.contoso, Role::GlobalAdmin).await;
    for provider in [&those.meridian, &those.northwind] {
        let asker = app.sign_in(provider, Role::GlobalAdmin).await;
        let link = asker.partner_link(app.paths(), &those.contoso).await;
        let page = admin.open(&link).await.expect(200);
        admin.press(&page, "Accept", &[]).await.expect(200);
    }
    let list = admin.open(&app.paths().partnerships()).await.expect(200);
    let removal = list.link("Remove partnership with Northwind");
    let page = admin.open(&removal).await.expect(200);
    let typed = [
        ("statements", "made"),
        ("confirm_domain", "northwind.example"),
        ("reason", "We found another"),
    ];
    let button = "Remove partnership with Northwind";
    admin.press(&page, button, &typed).await.expect(200);
    let asker = app.sign_in(&those.meridian, Role::GlobalAdmin).await;
    asker.partner_link(app.paths(), &those.fabrikam).await;
    let asker = app.sign_in(&those.northwind, Role::GlobalAdmin).await;
    let link = asker.partner_link(app.paths(), &those.fabrikam).await;
    let other = app.sign_in(&those.fabrikam, Role::GlobalAdmin).await;
    let page = other.open(&format!("{link}/refusal")).await.expect(200);
    let typed = [("reason", "Not now")];
    other
        .press(&page, "Decline the partnership", &typed)
        .await
        .expect(200);
}

/// An import that is done and one that is not confirmed; a list that is sent, one that is stopped and one that is not
/// confirmed.
async fn lists(app: &TestApp, agent: &Visitor) {
    let file = "Name,Tenant ID,Domain\nWingtip,t-1,wingtip.example\nZürich AG,t-2,zuerich.example\nNobody,,\n";
    let preview = agent.import(app, file.as_bytes()).await;
    agent.confirm(app, &preview, "Import these companies").await;
    agent
        .import(app, b"Name,Tenant ID,Domain\nLater,t-3,later.example\n")
        .await;
    let rows = "Company,Domain,Contact name,Address,Language\n\
        Proseware,proseware.example,Eva Roth,eva@proseware.example,de\n\
        Adventure,adventure.example,,bo@adventure.example,\n\
        Adventure again,adventure.example,,cy@adventure.example,\n";
    let preview = agent.invite_many(app, rows).await;
    agent.confirm(app, &preview, "Invite these companies").await;
    let preview = agent
        .invite_many(
            app,
            "Consolidated, consolidated.example, Di, di@consolidated.example\n",
        )
        .await;
    let running = agent
        .press(&preview, "Invite these companies", &[])
        .await
        .expect(200);
    agent.press(&running, "Stop", &[]).await.expect(200);
    agent
        .invite_many(app, "Litware, litware.example, Flo, flo@litware.example\n")
        .await;
}

async fn template(app: &TestApp, agent: &Visitor) {
    let page = agent.open(&app.paths().template("de", "alone")).await;
    let words = [
        ("subject", "Anfrage an {company}"),
        (
            "body",
            "Guten Tag {person},\n\n{partner} fragt {company}: {link}\n\n{privileges}\n\n{sender}",
        ),
    ];
    let saved = agent.press(&page, "Save template", &words).await;
    saved.expect(200);
}

/// Invitations that end in every state, by Contoso and together with Meridian.
async fn invitations(app: &TestApp, those: &Partners, agent: &Visitor) {
    let privileges = [
        ("roles", "user_administrator"),
        ("days", "7"),
        ("channel", "referral"),
    ];
    let (link, email) = ask(app, agent, "Adatum", &privileges, "Done").await;
    app.accept(&link, &email).await;
    let (link, email) = ask(app, agent, "Tailspin", &[], "Done").await;
    app.accept(&link, &email).await;
    let (link, _) = ask(app, agent, "Woodgrove", &[], "Done").await;
    decline(app, &link).await;
    ask(app, agent, "Revoked", &[], "Revoke this invitation").await;
    ask(app, agent, "Expired", &[("expires_in", "1")], "Done").await;
    let meridian = those.meridian.id.to_string();
    let joint = [
        ("provider", meridian.as_str()),
        ("roles", "directory_reader"),
        ("days", "90"),
    ];
    let (link, email) = ask(app, agent, "Humongous", &joint, "Done").await;
    app.accept(&link, &email).await;
    let seller = app.sign_in(&those.direct, Role::AdminAgent).await;
    let (link, email) = ask(app, &seller, "Lucerne", &[], "Done").await;
    app.accept(&link, &email).await;
}

/// The relationship with Tailspin ends.
async fn removal(app: &TestApp, agent: &Visitor) {
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let record = agent.click(&list, "Tailspin").await.expect(200);
    let page = agent.click(&record, "Remove customer relationship").await;
    let typed = [
        ("statements", "made"),
        ("confirm_domain", "tailspin.example"),
        ("reason", "The contract ended"),
    ];
    let button = "Remove relationship with Tailspin";
    agent.press(&page, button, &typed).await.expect(200);
}

/// What is still open when it ends: a draft, a link that is out, one that replaced another, one that was sent, one that
/// waits for its code, and one with two partners.
async fn open(app: &TestApp, those: &Partners, agent: &Visitor) {
    ask(app, agent, "Draft", &[("language", "de")], "").await;
    ask(app, agent, "Ready", &[], "Done").await;
    ask(app, agent, "Replaced", &[], "Done").await;
    press(app, agent, "Replaced", "New link").await;
    ask(app, agent, "Sent", &[], "Send now").await;
    let (link, email) = ask(app, agent, "Asking", &[], "Done").await;
    app.to_the_code(&app.visitor(), &link, &email).await;
    let meridian = those.meridian.id.to_string();
    let joint = [("provider", meridian.as_str())];
    ask(app, agent, "Together", &joint, "Done").await;
}

/// A form that was sent too late, a forgotten password, a wrong one.
async fn people(app: &TestApp, those: &Partners) {
    let email = those.fabrikam.email(Role::AdminAgent);
    let agent = app.sign_in(&those.fabrikam, Role::AdminAgent).await;
    let form = agent.open(&app.paths().new_invitation()).await.expect(200);
    app.pass(Duration::minutes(31));
    let typed = [
        ("company_name", "Typed".to_owned()),
        ("domain", "typed.example".to_owned()),
        ("recipient", "ana@typed.example".to_owned()),
    ];
    let late = agent
        .submit(&form, "Continue to the message", &borrowed(&typed))
        .await;
    late.expect(303);
    let visitor = app.visitor();
    let page = visitor.open(&app.paths().forgotten_password()).await;
    let typed = [("email", email.as_str())];
    visitor
        .submit(&page, "Mail me a link", &typed)
        .await
        .expect(200);
    let typed = [("email", email.as_str()), ("password", "not the password")];
    visitor
        .post(&app.paths().sign_in(), &typed)
        .await
        .expect(422);
    let left = those.fabrikam.email(Role::HelpdeskAgent);
    app.write(|tx| {
        diesel::update(users::table.filter(users::email.eq(left)))
            .set(users::status.eq("disabled"))
            .execute(tx.conn())?;
        Ok(())
    });
}

/// Everything, up to [`END`].
pub(super) async fn fill(app: &TestApp) {
    at(app, "2026-11-02T08:00:00Z");
    let those = Partners::make(app);
    partnerships(app, &those).await;
    let agent = app.sign_in(&those.contoso, Role::AdminAgent).await;
    template(app, &agent).await;
    lists(app, &agent).await;
    invitations(app, &those, &agent).await;
    removal(app, &agent).await;
    at(app, "2026-11-12T09:00:00Z");
    app::runner(&app.parts).drain().await;
    app.mails().await;
    at(app, "2026-11-20T11:00:00Z");
    people(app, &those).await;
    let agent = app.sign_in(&those.contoso, Role::AdminAgent).await;
    open(app, &those, &agent).await;
    app.write(|tx| {
        let one = mails::table.filter(mails::recipient.eq("bo@adventure.example"));
        diesel::update(one)
            .set((
                mails::state.eq("failed"),
                mails::sent_at.eq(None::<Timestamp>),
                mails::last_answer.eq("550 no such mailbox"),
            ))
            .execute(tx.conn())?;
        Ok(())
    });
    ask(app, &agent, "Queued", &[], "Send now").await;
    agent.open(&app.paths().customers_csv()).await.expect(200);
    at(app, END);
    app.sign_in(&those.contoso, Role::GlobalAdmin).await;
}
