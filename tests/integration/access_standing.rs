//! Every route about a customer and about privileges × what stands between partner and customer × the role of the person.
//!
//! What each act needs is written here once more, from the table in manage.md and not from the code. A route that is
//! missing here fails the first test.

use std::{collections::BTreeSet, fs, path::Path};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl, connection::SimpleConnection};
use partner_center::{
    db::{
        ids::{CustomerDomainId, GrantId, InvitationId, MarkupId, RoleTemplateId, SessionId},
        schema::{grants, role_templates},
    },
    identity::Role,
};

use crate::{
    access::{
        Fresh, KINDS, Outcome, Things, all_routes, fresh_batch, fresh_domain, fresh_note,
        fresh_tag, outcome, routes,
    },
    support::{Company, TestApp, Visitor},
};

/// What stands between the two. All privileges hold the role that is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Nothing,
    RelationshipOnly,
    /// Global administrator.
    PrivilegeOnly,
    /// Global administrator.
    Both,
    /// Beside a relationship; nobody has come by to end them.
    PrivilegeEnded,
    /// Beside a relationship; somebody has.
    PrivilegeSwept,
    /// The one that opens nothing, beside a relationship.
    OtherRole,
    DirectoryReader,
    /// Without a relationship.
    UserAdministratorOnly,
    /// Without a relationship.
    LicenseAdministratorOnly,
}

const STANDINGS: &[Standing] = &[
    Standing::Nothing,
    Standing::RelationshipOnly,
    Standing::PrivilegeOnly,
    Standing::Both,
    Standing::PrivilegeEnded,
    Standing::PrivilegeSwept,
    Standing::OtherRole,
    Standing::DirectoryReader,
    Standing::UserAdministratorOnly,
    Standing::LicenseAdministratorOnly,
];

/// What a route asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    /// See what the partner itself knows of the customer.
    Look,
    /// Ask it for something, or remove the relationship: whatever stands there.
    Ask,
    /// Notes, tags, the responsible person.
    Annotate,
    /// Fill a cart, see prices.
    FillCart,
    Order,
    BillTo,
    /// The customer's profile and domains.
    Profile,
    SeeUsers,
    ManageUsers,
    MailLinks,
    /// A license administrator may, too.
    AssignLicenses,
    /// The page of privileges, also when they have ended.
    LookAtGrant,
    /// End, extend or reduce them.
    ChangeGrant,
    /// Open a service, which itself names the privilege that it takes: here none is asked for, and so none is missing.
    OpenNoService,
}

/// Method, name of the constant in `paths`, and what it asks for. What takes something away stands last.
const ACTS: &[(&str, &str, Act)] = &[
    ("get", "CUSTOMER", Act::Look),
    ("get", "CUSTOMER_ACCOUNT", Act::Look),
    ("get", "CUSTOMER_PRIVILEGES", Act::Look),
    ("get", "CUSTOMER_ACTIVITY", Act::Look),
    ("get", "CUSTOMER_INVITATION", Act::Look),
    ("post", "CUSTOMER_INVITATION", Act::Ask),
    ("get", "REMOVAL_REPORT", Act::Look),
    ("get", "REMOVAL_REPORT_CSV", Act::Look),
    ("get", "REMOVAL", Act::Look),
    ("post", "REMOVAL", Act::Ask),
    ("get", "CUSTOMER_TAGS", Act::Look),
    ("post", "CUSTOMER_TAGS", Act::Annotate),
    ("get", "CUSTOMER_NOTES", Act::Look),
    ("post", "CUSTOMER_NOTES", Act::Annotate),
    ("get", "CUSTOMER_NOTE", Act::Annotate),
    ("post", "CUSTOMER_NOTE", Act::Annotate),
    ("get", "CUSTOMER_RESPONSIBLE", Act::Annotate),
    ("post", "CUSTOMER_RESPONSIBLE", Act::Annotate),
    ("get", "CUSTOMER_BILL_TO", Act::BillTo),
    ("post", "CUSTOMER_BILL_TO", Act::BillTo),
    ("get", "CUSTOMER_ORDERS", Act::Look),
    ("get", "CUSTOMER_SUBSCRIPTIONS", Act::Look),
    ("get", "CART", Act::FillCart),
    ("post", "CART", Act::FillCart),
    ("post", "CART_LINES", Act::FillCart),
    ("get", "CART_CONFIRMATION", Act::FillCart),
    ("post", "CART_CONFIRMATION", Act::Order),
    ("get", "CART_REQUEST", Act::FillCart),
    ("post", "CART_REQUEST", Act::Order),
    ("get", "CUSTOMER_PROFILE", Act::Profile),
    ("post", "CUSTOMER_PROFILE", Act::Profile),
    ("get", "CUSTOMER_DOMAINS", Act::Look),
    ("post", "CUSTOMER_DOMAINS", Act::Profile),
    ("get", "CUSTOMER_DOMAIN", Act::Profile),
    ("post", "CUSTOMER_DOMAIN_CODE", Act::Profile),
    ("post", "CUSTOMER_DOMAIN_PROOF", Act::Profile),
    ("post", "CUSTOMER_DOMAIN_RECORD", Act::Profile),
    ("get", "CUSTOMER_USERS", Act::SeeUsers),
    ("get", "CUSTOMER_USERS_CSV", Act::SeeUsers),
    ("get", "DELETED_USERS", Act::SeeUsers),
    ("get", "USER", Act::SeeUsers),
    ("get", "NEW_USER", Act::ManageUsers),
    ("post", "NEW_USER", Act::ManageUsers),
    ("get", "USERS_SELECTION", Act::SeeUsers),
    ("post", "USERS_SELECTION", Act::SeeUsers),
    ("get", "USERS_DELETION_CHOICE", Act::ManageUsers),
    ("post", "USERS_DELETION_CHOICE", Act::ManageUsers),
    ("get", "USERS_DELETION", Act::ManageUsers),
    ("post", "USERS_DELETION", Act::ManageUsers),
    ("get", "USERS_RESTORATION", Act::ManageUsers),
    ("post", "USERS_RESTORATION", Act::ManageUsers),
    ("get", "USER_PROFILE", Act::ManageUsers),
    ("post", "USER_PROFILE", Act::ManageUsers),
    ("post", "USER_BLOCKING", Act::ManageUsers),
    ("post", "USER_UNBLOCKING", Act::ManageUsers),
    ("get", "USER_PASSWORD_LINK", Act::MailLinks),
    ("post", "USER_PASSWORD_LINK", Act::MailLinks),
    ("get", "USER_IMPORTS", Act::SeeUsers),
    ("post", "USER_IMPORTS", Act::ManageUsers),
    ("get", "USER_IMPORT", Act::SeeUsers),
    ("post", "USER_IMPORT_STOP", Act::ManageUsers),
    ("post", "USER_IMPORT_CONFIRMATION", Act::ManageUsers),
    ("get", "CUSTOMER_SERVICES", Act::Look),
    ("post", "CUSTOMER_SERVICE_OPENING", Act::OpenNoService),
    ("get", "CUSTOMER_LICENSES", Act::SeeUsers),
    ("get", "CUSTOMER_LICENSES_CSV", Act::SeeUsers),
    ("get", "CUSTOMER_LICENSE", Act::SeeUsers),
    ("get", "LICENSE_ASSIGNMENT", Act::AssignLicenses),
    ("post", "LICENSE_ASSIGNMENT", Act::AssignLicenses),
    ("get", "LICENSE_ASSIGNMENT_CHOICE", Act::AssignLicenses),
    ("post", "LICENSE_ASSIGNMENT_CHOICE", Act::AssignLicenses),
    ("get", "PRIVILEGES", Act::Look),
    ("get", "PRIVILEGES_CSV", Act::Look),
    ("get", "PRIVILEGES_END", Act::LookAtGrant),
    ("post", "PRIVILEGES_END", Act::Ask),
    ("post", "PRIVILEGES_EXTENSION", Act::ChangeGrant),
    ("get", "PRIVILEGES_GLOBAL", Act::LookAtGrant),
    ("post", "PRIVILEGES_GLOBAL", Act::ChangeGrant),
    ("get", "ROLE_TEMPLATES", Act::Look),
    ("post", "ROLE_TEMPLATES", Act::Ask),
    ("post", "ROLE_TEMPLATE_REMOVAL", Act::Ask),
    ("post", "CUSTOMER_TAG_REMOVAL", Act::Annotate),
    ("post", "CUSTOMER_NOTE_REMOVAL", Act::Annotate),
    ("post", "CUSTOMER_DOMAIN_REMOVAL", Act::Profile),
    ("post", "USER_IMPORT_REMOVAL", Act::ManageUsers),
];

/// Whether these privileges exist, as rows; whether they are in force is another question.
fn has_privileges(standing: Standing) -> bool {
    !matches!(standing, Standing::Nothing | Standing::RelationshipOnly)
}

fn has_relationship(standing: Standing) -> bool {
    !matches!(
        standing,
        Standing::Nothing
            | Standing::PrivilegeOnly
            | Standing::UserAdministratorOnly
            | Standing::LicenseAdministratorOnly
    )
}

fn holds_global(standing: Standing) -> bool {
    matches!(standing, Standing::PrivilegeOnly | Standing::Both)
}

fn is_allowed(standing: Standing, act: Act, role: Role) -> bool {
    let changes_users = holds_global(standing) || standing == Standing::UserAdministratorOnly;
    let by_standing = match act {
        Act::Look | Act::Ask | Act::LookAtGrant | Act::ChangeGrant | Act::OpenNoService => true,
        Act::Annotate | Act::BillTo | Act::FillCart | Act::Order => has_relationship(standing),
        Act::Profile => holds_global(standing),
        Act::SeeUsers => {
            changes_users
                || matches!(
                    standing,
                    Standing::DirectoryReader | Standing::LicenseAdministratorOnly
                )
        }
        Act::ManageUsers | Act::MailLinks => changes_users,
        Act::AssignLicenses => changes_users || standing == Standing::LicenseAdministratorOnly,
    };
    let by_role = matches!(
        (act, role),
        (Act::Look | Act::SeeUsers | Act::LookAtGrant, _)
            | (_, Role::GlobalAdmin | Role::AdminAgent)
            | (Act::Annotate | Act::FillCart, Role::SalesAgent)
            | (
                Act::MailLinks | Act::AssignLicenses | Act::OpenNoService,
                Role::HelpdeskAgent
            )
    );
    by_standing && by_role
}

fn expected(standing: Standing, act: Act, role: Role) -> Outcome {
    if !is_allowed(standing, act, role) {
        return Outcome::Forbidden;
    }
    match act {
        Act::LookAtGrant | Act::ChangeGrant if !has_privileges(standing) => Outcome::NotFound,
        _ => Outcome::In,
    }
}

/// The addresses of all routes, by the names of their constants.
fn address_of(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/paths");
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines() {
            let mut words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let address = line.split('"').nth(1).filter(|it| it.starts_with('/'));
            if let Some(address) = address.filter(|_| words.any(|word| word == name)) {
                return address.to_owned();
            }
        }
    }
    panic!("no address is called {name}");
}

fn is_about_customers_or_privileges(name: &str) -> bool {
    let address = address_of(name);
    ["/customers/{", "/privileges", "/role-templates"]
        .iter()
        .any(|begin| address.starts_with(begin))
}

#[test]
fn every_route_about_a_customer_or_privileges_says_what_has_to_stand_between_the_two() {
    let all = routes(&all_routes());
    let wanted: BTreeSet<(String, String)> = (all.into_iter())
        .filter(|(_, name)| is_about_customers_or_privileges(name))
        .collect();
    let named: BTreeSet<(String, String)> = (ACTS.iter())
        .map(|(method, name, _)| ((*method).to_owned(), (*name).to_owned()))
        .collect();
    assert_eq!(named.len(), ACTS.len(), "a line stands here twice");
    let missing: Vec<_> = wanted.difference(&named).collect();
    let gone: Vec<_> = named.difference(&wanted).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not decided: {missing:?}; no such route: {gone:?}"
    );
    assert!(wanted.len() > 50, "only {} were found", wanted.len());
}

/// A partner, its customer, and the things of each role.
struct Scene {
    app: TestApp,
    company: Company,
    things: Things,
}

impl Scene {
    async fn new() -> Self {
        let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(100_000));
        let company = app.partner_of_kinds("Contoso", KINDS);
        let admin = app.sign_in(&company, Role::GlobalAdmin).await;
        let things = Things::of(&app, &company, &admin).await;
        Self {
            app,
            company,
            things,
        }
    }

    /// What the routes of a person may use up, while everything stands.
    async fn fresh(&self, visitor: &Visitor, number: usize) -> Fresh {
        let (app, admin) = (
            &self.app,
            &self.app.sign_in(&self.company, Role::GlobalAdmin).await,
        );
        Fresh {
            invitation: InvitationId::new(),
            session: SessionId::new(),
            batch: fresh_batch(app, admin, &self.things.customer, "USER_IMPORT").await,
            role_template: self.fresh_role_template(admin, number).await,
            tag: fresh_tag(app, admin, "TAG", number).await,
            note: fresh_note(app, admin, visitor, "CUSTOMER_NOTE").await,
            domain: self.fresh_domain(number),
            markup: MarkupId::new(),
        }
    }

    async fn fresh_role_template(&self, admin: &Visitor, number: usize) -> RoleTemplateId {
        let name = format!("Template {number}");
        let typed = [
            ("name", name.as_str()),
            ("roles", "global_reader"),
            ("days", "30"),
        ];
        let templates = self.app.paths().role_templates();
        admin.post(&templates, &typed).await.expect(303);
        self.app.read(move |conn| {
            let called = role_templates::table.filter(role_templates::name.eq(name));
            Ok(called.select(role_templates::id).first(conn)?)
        })
    }

    fn fresh_domain(&self, number: usize) -> CustomerDomainId {
        fresh_domain(&self.app, "CUSTOMER_DOMAIN", number)
    }

    fn run(&self, statement: &str) {
        let statement = statement.to_owned();
        self.app
            .write(move |tx| Ok(tx.conn().batch_execute(&statement)?));
    }

    /// Past the site.
    fn end_relationship(&self) {
        self.run("UPDATE relationships SET state = 'ended', ended_at = started_at, statements_version = '2026-11'");
    }

    async fn end_privileges(&self) {
        self.app.pass(chrono::Duration::seconds(1));
        let now = self.app.now();
        self.app.write(move |tx| {
            diesel::update(grants::table)
                .set(grants::ends_at.eq(now))
                .execute(tx.conn())?;
            Ok(())
        });
    }

    async fn come_to(&mut self, standing: Standing) {
        if !has_privileges(standing) {
            self.run("DELETE FROM grants");
            self.things.grant = GrantId::new();
        }
        if !has_relationship(standing) {
            self.end_relationship();
        }
        let role = match standing {
            Standing::OtherRole => "billing_administrator",
            Standing::DirectoryReader => "directory_reader",
            Standing::UserAdministratorOnly => "user_administrator",
            Standing::LicenseAdministratorOnly => "license_administrator",
            _ => "global_administrator",
        };
        self.run(&format!("UPDATE grants SET roles = '{role}'"));
        if matches!(
            standing,
            Standing::PrivilegeEnded | Standing::PrivilegeSwept
        ) {
            self.end_privileges().await;
        }
        if standing == Standing::PrivilegeSwept {
            self.app.housekeep().await;
            assert_eq!(self.app.count("grants WHERE state = 'expired'"), 2);
        }
    }
}

#[actix_web::test]
async fn every_route_opens_by_what_stands_between_the_two_and_the_role_and_by_nothing_else() {
    let (mut wrong, mut asked) = (Vec::new(), 0);
    for standing in STANDINGS {
        let mut scene = Scene::new().await;
        let mut comers = Vec::new();
        for (number, role) in Role::ALL.iter().enumerate() {
            let visitor = scene.app.sign_in(&scene.company, *role).await;
            let fresh = scene.fresh(&visitor, number).await;
            comers.push((*role, visitor, fresh));
        }
        scene.come_to(*standing).await;
        for (role, visitor, fresh) in &comers {
            for (method, name, act) in ACTS {
                let address = scene.things.address(&scene.app, name, fresh);
                let page = match *method {
                    "get" => visitor.open(&address).await,
                    _ => visitor.post(&address, &[]).await,
                };
                asked += 1;
                let (found, right) = (outcome(&scene.app, &page), expected(*standing, *act, *role));
                if found != right {
                    wrong.push(format!(
                        "{standing:?} {role:?} {method} {name}: {found:?}, not {right:?}"
                    ));
                }
            }
        }
    }
    assert!(asked > 2_000, "only {asked} were asked");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
