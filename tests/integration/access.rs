//! The whole route table × who comes: nobody, each role, and another partner's admin.
//!
//! A route that is missing here, or a line here without a route, fails the first test.

use std::{collections::BTreeSet, fmt::Debug, fs, path::Path, str::FromStr};

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    customers::{CustomerDomain, insert_domain},
    db::{
        ids::{
            BatchId, CustomerDomainId, CustomerId, DirectoryUserId, GrantId, IncidentId,
            InvitationId, KeptFormId, MarkupId, NoteId, OrderId, OrderRequestId, PartnershipId,
            PlanId, RoleTemplateId, ServiceId, SessionId, SubscriptionId, TagId, UserId,
        },
        schema::{customers, notes, orders, services, subscriptions, tags},
    },
    identity::{RelationshipKind, Role},
    paths::Paths,
    prices::{
        Billing, LicenseService, LicenseSku, Plan, PlanCode, Term, insert_plan, save_service,
    },
    web::assets,
};

use crate::{
    order_requests, ordering,
    support::{ADATUM, Asked, Company, Page, TestApp, Visitor},
};

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// Everybody, signed in or not.
    Everybody,
    /// Whoever is signed in; each sees their own.
    Staff,
    /// Whoever is signed in, and then no longer is.
    Leaving,
    /// Whoever may manage customers; each changes their own.
    Admins,
    /// Staff of the partner that it belongs to.
    OwnStaff,
    /// Those of them who may manage customers.
    OwnAdmins,
    /// Everybody but Helpdesk agents; each changes their own.
    Annotators,
    /// Those of them who are staff of the partner that it belongs to.
    OwnAnnotators,
    /// Those of its staff who may help users with their passwords.
    OwnSupport,
    /// Global admins; each changes their own.
    GlobalAdmins,
    /// Those of the partner that it belongs to.
    OwnGlobalAdmins,
    /// Global admins of the partner that is asked.
    AskedGlobalAdmins,
    /// Everybody but the staff of the partner that asks: they hold the link, and may not answer it.
    Customers,
    /// The demo's visitors; elsewhere it does not exist.
    Demo,
}

/// What the site makes of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// To the sign-in page.
    SignIn,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// The page, or the form again, or on to the next page.
    In,
    /// Anything else is a fault.
    Fault(u16),
}

/// One line for each route: method, name of its constant in `paths`, who it is for.
const TABLE: &[(&str, &str, For)] = &[
    ("get", "HEALTHZ", For::Everybody),
    ("get", "READYZ", For::Everybody),
    ("get", "ASSET", For::Everybody),
    ("get", "SIGN_IN", For::Everybody),
    ("post", "SIGN_IN", For::Everybody),
    ("post", "SIGN_OUT", For::Leaving),
    ("get", "FORGOTTEN_PASSWORD", For::Everybody),
    ("post", "FORGOTTEN_PASSWORD", For::Everybody),
    ("get", "PASSWORD_LINK", For::Everybody),
    ("post", "PASSWORD_LINK", For::Everybody),
    ("get", "SESSIONS", For::Staff),
    ("post", "ALL_SESSIONS_END", For::Leaving),
    ("post", "SESSION_END", For::Leaving),
    ("get", "STAFF", For::Staff),
    ("post", "STAFF", For::GlobalAdmins),
    ("get", "STAFF_CSV", For::Staff),
    ("get", "NEW_COLLEAGUE", For::GlobalAdmins),
    ("get", "COLLEAGUE", For::OwnStaff),
    ("get", "COLLEAGUE_ROLES", For::OwnGlobalAdmins),
    ("post", "COLLEAGUE_ROLES", For::OwnGlobalAdmins),
    ("get", "COLLEAGUE_DISABLING", For::OwnGlobalAdmins),
    ("post", "COLLEAGUE_DISABLING", For::OwnGlobalAdmins),
    ("post", "COLLEAGUE_ENABLING", For::OwnGlobalAdmins),
    ("post", "COLLEAGUE_INVITATION", For::OwnGlobalAdmins),
    ("post", "COLLEAGUE_PASSWORD", For::OwnGlobalAdmins),
    ("post", "COLLEAGUE_SESSIONS_END", For::OwnGlobalAdmins),
    ("get", "KEPT_FORMS", For::Staff),
    ("post", "KEPT_FORM_REMOVAL", For::Staff),
    ("get", "HOME", For::Staff),
    ("get", "ACTIVITY", For::Staff),
    ("get", "ACTIVITY_CSV", For::Staff),
    ("get", "NOTIFICATIONS", For::Staff),
    ("post", "NOTIFICATIONS_READ", For::Staff),
    ("get", "CUSTOMERS", For::Staff),
    ("get", "CUSTOMERS_CSV", For::Staff),
    ("get", "CUSTOMER_INVITATION", For::OwnStaff),
    ("post", "CUSTOMER_INVITATION", For::OwnAdmins),
    ("get", "FORMER_CUSTOMERS", For::Staff),
    ("get", "FORMER_CUSTOMERS_CSV", For::Staff),
    ("get", "REMOVAL_REPORT", For::OwnStaff),
    ("get", "REMOVAL_REPORT_CSV", For::OwnStaff),
    ("get", "REMOVAL", For::OwnStaff),
    ("post", "REMOVAL", For::OwnAdmins),
    ("get", "CUSTOMER_ACCOUNT", For::OwnStaff),
    ("get", "CUSTOMER_TAGS", For::OwnStaff),
    ("post", "CUSTOMER_TAGS", For::OwnAnnotators),
    ("post", "CUSTOMER_TAG_REMOVAL", For::OwnAnnotators),
    ("get", "CUSTOMER_NOTES", For::OwnStaff),
    ("post", "CUSTOMER_NOTES", For::OwnAnnotators),
    ("get", "CUSTOMER_NOTE", For::OwnAnnotators),
    ("post", "CUSTOMER_NOTE", For::OwnAnnotators),
    ("post", "CUSTOMER_NOTE_REMOVAL", For::OwnAnnotators),
    ("get", "CUSTOMER_RESPONSIBLE", For::OwnAnnotators),
    ("post", "CUSTOMER_RESPONSIBLE", For::OwnAnnotators),
    ("get", "CUSTOMER_BILL_TO", For::OwnAdmins),
    ("post", "CUSTOMER_BILL_TO", For::OwnAdmins),
    ("get", "CUSTOMER_PROFILE", For::OwnAdmins),
    ("post", "CUSTOMER_PROFILE", For::OwnAdmins),
    ("get", "CUSTOMER_DOMAINS", For::OwnStaff),
    ("post", "CUSTOMER_DOMAINS", For::OwnAdmins),
    ("get", "CUSTOMER_DOMAIN", For::OwnAdmins),
    ("post", "CUSTOMER_DOMAIN_CODE", For::OwnAdmins),
    ("post", "CUSTOMER_DOMAIN_PROOF", For::OwnAdmins),
    ("post", "CUSTOMER_DOMAIN_RECORD", For::OwnAdmins),
    ("post", "CUSTOMER_DOMAIN_REMOVAL", For::OwnAdmins),
    ("get", "TAGS", For::Staff),
    ("get", "TAG_SELECTION", For::Annotators),
    ("post", "TAG_SELECTION", For::Annotators),
    ("get", "TAG", For::OwnAnnotators),
    ("post", "TAG", For::OwnAnnotators),
    ("post", "TAG_MERGER", For::OwnAnnotators),
    ("post", "TAG_REMOVAL", For::OwnAnnotators),
    ("get", "CUSTOMER_USERS", For::OwnStaff),
    ("get", "CUSTOMER_USERS_CSV", For::OwnStaff),
    ("get", "NEW_USER", For::OwnAdmins),
    ("post", "NEW_USER", For::OwnAdmins),
    ("get", "DELETED_USERS", For::OwnStaff),
    ("get", "USERS_SELECTION", For::OwnStaff),
    ("post", "USERS_SELECTION", For::OwnStaff),
    ("get", "USERS_DELETION_CHOICE", For::OwnAdmins),
    ("post", "USERS_DELETION_CHOICE", For::OwnAdmins),
    ("get", "USERS_DELETION", For::OwnAdmins),
    ("post", "USERS_DELETION", For::OwnAdmins),
    ("get", "USERS_RESTORATION", For::OwnAdmins),
    ("post", "USERS_RESTORATION", For::OwnAdmins),
    ("get", "USER_IMPORTS", For::OwnStaff),
    ("post", "USER_IMPORTS", For::OwnAdmins),
    ("get", "USER_IMPORT", For::OwnStaff),
    ("post", "USER_IMPORT_CONFIRMATION", For::OwnAdmins),
    ("post", "USER_IMPORT_STOP", For::OwnAdmins),
    ("post", "USER_IMPORT_REMOVAL", For::OwnAdmins),
    ("get", "USER_PROFILE", For::OwnAdmins),
    ("post", "USER_PROFILE", For::OwnAdmins),
    ("post", "USER_BLOCKING", For::OwnAdmins),
    ("post", "USER_UNBLOCKING", For::OwnAdmins),
    ("get", "USER_PASSWORD_LINK", For::OwnSupport),
    ("post", "USER_PASSWORD_LINK", For::OwnSupport),
    ("get", "USER", For::OwnStaff),
    ("get", "USER_PASSWORD", For::Everybody),
    ("post", "USER_PASSWORD", For::Everybody),
    ("get", "CUSTOMER_LICENSES", For::OwnStaff),
    ("get", "CUSTOMER_LICENSES_CSV", For::OwnStaff),
    ("get", "CUSTOMER_LICENSE", For::OwnStaff),
    ("get", "LICENSE_ASSIGNMENT", For::OwnSupport),
    ("post", "LICENSE_ASSIGNMENT", For::OwnSupport),
    ("get", "INCIDENTS", For::Staff),
    ("get", "INCIDENTS_CSV", For::Staff),
    ("get", "NEW_INCIDENT", For::OwnGlobalAdmins),
    ("post", "NEW_INCIDENT", For::OwnGlobalAdmins),
    ("get", "INCIDENT", For::OwnStaff),
    ("post", "INCIDENT_UPDATES", For::OwnGlobalAdmins),
    ("post", "INCIDENT_END", For::OwnGlobalAdmins),
    ("post", "INCIDENT_CAUSE", For::OwnGlobalAdmins),
    ("get", "INCIDENT_CUSTOMERS", For::OwnStaff),
    ("get", "INCIDENT_CUSTOMERS_CSV", For::OwnStaff),
    ("get", "SERVICES", For::Staff),
    ("get", "SERVICE", For::OwnStaff),
    ("get", "SERVICE_ADMINISTRATION", For::OwnGlobalAdmins),
    ("post", "SERVICE_ADMINISTRATION", For::OwnGlobalAdmins),
    ("get", "CUSTOMER_SERVICES", For::OwnStaff),
    ("post", "CUSTOMER_SERVICE_OPENING", For::OwnSupport),
    ("get", "LICENSE_ASSIGNMENT_CHOICE", For::OwnSupport),
    ("post", "LICENSE_ASSIGNMENT_CHOICE", For::OwnSupport),
    ("get", "CUSTOMER_PRIVILEGES", For::OwnStaff),
    ("get", "CUSTOMER_ACTIVITY", For::OwnStaff),
    ("get", "CUSTOMER", For::OwnStaff),
    ("get", "PRIVILEGES", For::Staff),
    ("get", "PRIVILEGES_CSV", For::Staff),
    ("get", "PRIVILEGES_END", For::OwnStaff),
    ("post", "PRIVILEGES_END", For::Admins),
    ("post", "PRIVILEGES_EXTENSION", For::OwnAdmins),
    ("get", "PRIVILEGES_GLOBAL", For::OwnStaff),
    ("post", "PRIVILEGES_GLOBAL", For::OwnAdmins),
    ("get", "ROLE_TEMPLATES", For::Staff),
    ("post", "ROLE_TEMPLATES", For::Admins),
    ("post", "ROLE_TEMPLATE_REMOVAL", For::OwnAdmins),
    ("get", "INVITATIONS", For::Staff),
    ("get", "NEW_INVITATION", For::Staff),
    ("post", "NEW_INVITATION", For::Admins),
    ("get", "INVITATION", For::OwnStaff),
    ("post", "INVITATION", For::OwnAdmins),
    ("post", "COMPLETION", For::OwnAdmins),
    ("post", "SENDING", For::OwnAdmins),
    ("post", "HANDOVER", For::OwnAdmins),
    ("post", "REVOCATION", For::OwnAdmins),
    ("post", "LINK", For::OwnAdmins),
    ("get", "MESSAGE_EML", For::OwnAdmins),
    ("get", "PARTNERSHIPS", For::Staff),
    ("get", "NEW_PARTNERSHIP", For::Staff),
    ("post", "NEW_PARTNERSHIP", For::GlobalAdmins),
    ("get", "ENDED_PARTNERSHIPS", For::Staff),
    ("get", "PARTNERSHIP_REPORT", For::OwnStaff),
    ("get", "PARTNERSHIP_REPORT_CSV", For::OwnStaff),
    ("get", "PARTNERSHIP_REMOVAL", For::OwnStaff),
    ("post", "PARTNERSHIP_REMOVAL", For::OwnGlobalAdmins),
    ("get", "PARTNERSHIP_ANSWER", For::AskedGlobalAdmins),
    ("post", "PARTNERSHIP_ACCEPTANCE", For::AskedGlobalAdmins),
    ("get", "PARTNERSHIP_REFUSAL", For::AskedGlobalAdmins),
    ("post", "PARTNERSHIP_REFUSAL", For::AskedGlobalAdmins),
    ("get", "CART", For::OwnAnnotators),
    ("post", "CART", For::OwnAnnotators),
    ("post", "CART_LINES", For::OwnAnnotators),
    ("get", "CART_CONFIRMATION", For::OwnAnnotators),
    ("post", "CART_CONFIRMATION", For::OwnAdmins),
    ("get", "CUSTOMER_ORDERS", For::OwnStaff),
    ("get", "ORDERS", For::Staff),
    ("get", "ORDER", For::OwnStaff),
    ("get", "CART_REQUEST", For::OwnAnnotators),
    ("post", "CART_REQUEST", For::OwnAdmins),
    ("get", "SUBSCRIPTION_REQUEST", For::OwnAdmins),
    ("post", "SUBSCRIPTION_REQUEST", For::OwnAdmins),
    ("get", "ORDER_REQUESTS", For::Staff),
    ("get", "ORDER_REQUEST", For::OwnStaff),
    ("post", "ORDER_REQUEST_APPROVAL", For::OwnAdmins),
    ("post", "ORDER_REQUEST_REFUSAL", For::OwnAdmins),
    ("post", "ORDER_REQUEST_WITHDRAWAL", For::OwnAdmins),
    ("get", "CUSTOMER_SUBSCRIPTIONS", For::OwnStaff),
    ("get", "SUBSCRIPTIONS", For::Staff),
    ("get", "SUBSCRIPTION", For::OwnStaff),
    ("get", "SUBSCRIPTIONS_CSV", For::Staff),
    ("get", "COMING", For::Staff),
    ("get", "GRACE", For::GlobalAdmins),
    ("post", "GRACE", For::GlobalAdmins),
    ("get", "SUBSCRIPTION_SEATS", For::OwnAdmins),
    ("post", "SUBSCRIPTION_SEATS", For::OwnAdmins),
    ("get", "SUBSCRIPTION_CANCELLATION", For::OwnAdmins),
    ("post", "SUBSCRIPTION_CANCELLATION", For::OwnAdmins),
    ("get", "SUBSCRIPTION_REACTIVATION", For::OwnAdmins),
    ("get", "SUBSCRIPTION_SUSPENSION", For::OwnAdmins),
    ("post", "SUBSCRIPTION_SUSPENSION", For::OwnAdmins),
    ("get", "SUBSCRIPTION_RENEWAL", For::OwnAdmins),
    ("post", "SUBSCRIPTION_RENEWAL", For::OwnAdmins),
    ("post", "SUBSCRIPTION_RENEWAL_CHANGE", For::OwnAdmins),
    ("get", "SUBSCRIPTION_NICKNAME", For::OwnAnnotators),
    ("post", "SUBSCRIPTION_NICKNAME", For::OwnAnnotators),
    ("get", "SUBSCRIPTION_RESELLER", For::OwnAdmins),
    ("post", "SUBSCRIPTION_RESELLER", For::OwnAdmins),
    ("get", "PRICES", For::Annotators),
    ("get", "PRICES_CSV", For::Annotators),
    ("get", "PRICE_PLAN", For::OwnAnnotators),
    ("get", "MARKUPS", For::Annotators),
    ("post", "MARKUPS", For::GlobalAdmins),
    ("post", "MARKUP_REMOVAL", For::OwnGlobalAdmins),
    ("get", "PRICE_IMPORTS", For::Annotators),
    ("post", "PRICE_IMPORTS", For::GlobalAdmins),
    ("get", "PRICE_IMPORT", For::OwnAnnotators),
    ("post", "PRICE_IMPORT_CONFIRMATION", For::OwnGlobalAdmins),
    ("post", "PRICE_IMPORT_STOP", For::OwnGlobalAdmins),
    ("post", "PRICE_IMPORT_REMOVAL", For::OwnGlobalAdmins),
    ("get", "PROFILE", For::Staff),
    ("post", "IMPORTS", For::Admins),
    ("get", "IMPORT", For::OwnStaff),
    ("post", "IMPORT_CONFIRMATION", For::OwnAdmins),
    ("post", "IMPORT_STOP", For::OwnAdmins),
    ("post", "IMPORT_REMOVAL", For::OwnAdmins),
    ("post", "IMPORT_COLUMNS", For::OwnAdmins),
    ("get", "NEW_BULK_INVITATION", For::Staff),
    ("post", "NEW_BULK_INVITATION", For::Admins),
    ("get", "SELECTION", For::Admins),
    ("post", "SELECTION", For::Admins),
    ("get", "BULK_INVITATION", For::OwnStaff),
    ("post", "BULK_INVITATION", For::OwnAdmins),
    ("post", "BULK_CONFIRMATION", For::OwnAdmins),
    ("post", "BULK_STOP", For::OwnAdmins),
    ("post", "BULK_REMOVAL", For::OwnAdmins),
    ("post", "BULK_COLUMNS", For::OwnAdmins),
    ("get", "TEMPLATES", For::Staff),
    ("get", "TEMPLATE", For::Staff),
    ("post", "TEMPLATE", For::Admins),
    ("post", "TEMPLATE_PREVIEW", For::Admins),
    ("post", "TEMPLATE_REMOVAL", For::Admins),
    ("get", "PUBLIC_INVITATION", For::Everybody),
    ("post", "PUBLIC_CODE", For::Everybody),
    ("post", "PUBLIC_ACCEPTANCE", For::Customers),
    ("get", "PUBLIC_REFUSAL", For::Everybody),
    ("post", "PUBLIC_REFUSAL", For::Everybody),
    ("get", "PUBLIC_PRIVILEGES", For::Everybody),
    ("get", "PUBLIC_PRIVILEGES_END", For::Everybody),
    ("post", "PUBLIC_PRIVILEGES_END", For::Everybody),
    ("get", "PUBLIC_PRIVILEGES_EXTENSION", For::Everybody),
    ("post", "PUBLIC_PRIVILEGES_EXTENSION", For::Everybody),
    ("get", "DEMO_MAILBOX", For::Demo),
];

/// `src/routes.rs` and those of all slices.
pub(crate) fn all_routes() -> String {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let slices = fs::read_dir(&src)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = slices
        .filter(|path| path.is_dir())
        .map(|path| path.join("routes.rs"));
    let of_slices = files
        .filter(|path| path.exists() && !path.starts_with(src.join("web")))
        .map(|path| fs::read_to_string(path).unwrap());
    let site = fs::read_to_string(src.join("routes.rs")).unwrap();
    std::iter::once(site).chain(of_slices).collect()
}

/// Every `.route(paths::X, method().to(…))` of this text.
pub(crate) fn routes(text: &str) -> BTreeSet<(String, String)> {
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let lines = tight.split(".route(").skip(1);
    lines
        .map(|line| {
            let (name, rest) = line
                .strip_prefix("paths::")
                .and_then(|line| line.split_once(','))
                .unwrap();
            (
                rest.split_once("().to(").unwrap().0.to_owned(),
                name.to_owned(),
            )
        })
        .collect()
}

#[test]
fn every_route_is_in_the_table() {
    let text = all_routes();
    assert_eq!(
        text.matches(".route(").count(),
        routes(&text).len(),
        "a route stands there twice"
    );
    let table: BTreeSet<(String, String)> = TABLE
        .iter()
        .map(|(method, name, _)| ((*method).to_owned(), (*name).to_owned()))
        .collect();
    assert_eq!(table.len(), TABLE.len(), "a line stands here twice");
    let missing: Vec<_> = routes(&text).difference(&table).cloned().collect();
    assert!(
        missing.is_empty(),
        "routes without a decision who may use them: {missing:?}"
    );
    let gone: Vec<_> = table.difference(&routes(&text)).cloned().collect();
    assert!(
        gone.is_empty(),
        "decisions about routes that do not exist: {gone:?}"
    );
}

#[test]
fn a_new_route_would_be_seen() {
    let found = routes("config.route(\n    paths::ORDERS,\n    post().to(orders::create),\n)");
    assert_eq!(
        found,
        BTreeSet::from([("post".to_owned(), "ORDERS".to_owned())])
    );
}

/// What addresses need to be filled in with: things that belong to one partner.
pub(crate) struct Things {
    pub(crate) customer: String,
    token: String,
    asset: String,
    /// Somebody of the partner's staff who is none of the comers.
    colleague: UserId,
    /// Privileges that the customer granted.
    pub(crate) grant: GrantId,
    /// Of the customer's link to them.
    grant_token: String,
    partnership: PartnershipId,
    /// Of the link with which another partner asks this one.
    partner_token: String,
    /// A user of the customer, and the token of the link that was mailed to them.
    user: DirectoryUserId,
    user_token: String,
    /// What the partner sells.
    plan: PlanId,
    /// What a license of it includes.
    service: ServiceId,
    /// What is wrong with that.
    incident: IncidentId,
    /// What it ordered for the customer, and what that began.
    order: OrderId,
    subscription: SubscriptionId,
    /// A request that came to the partner, and one that it sent.
    came: OrderRequestId,
    sent: OrderRequestId,
}

impl Things {
    pub(crate) fn address(&self, app: &TestApp, name: &str, fresh: &Fresh) -> String {
        let record = self.customer.parse().unwrap();
        let paths = app.paths();
        match name {
            "HEALTHZ" => paths.healthz(),
            "READYZ" => paths.readyz(),
            "ASSET" => self.asset.clone(),
            "SIGN_IN" => paths.sign_in(),
            "SIGN_OUT" => paths.sign_out(),
            "FORGOTTEN_PASSWORD" => paths.forgotten_password(),
            "PASSWORD_LINK" => paths.password_link("none"),
            "SESSIONS" => paths.sessions(),
            "ALL_SESSIONS_END" => paths.all_sessions_end(),
            "SESSION_END" => paths.session_end(fresh.session),
            "KEPT_FORMS" => paths.kept_forms(),
            "KEPT_FORM_REMOVAL" => paths.kept_form_removal(KeptFormId::new()),
            "HOME" => paths.home(),
            "ACTIVITY" => paths.activity(),
            "ACTIVITY_CSV" => paths.activity_csv(),
            "NOTIFICATIONS" => paths.notifications(),
            "NOTIFICATIONS_READ" => paths.notifications_read(),
            "CUSTOMERS" => paths.customers(),
            "CUSTOMERS_CSV" => paths.customers_csv(),
            "CUSTOMER_INVITATION" => paths.customer_invitation(record),
            "REMOVAL" => paths.removal(record),
            "CUSTOMER_ACCOUNT" => paths.customer_account(record),
            "CUSTOMER_TAGS" => paths.customer_tags(record),
            "CUSTOMER_TAG_REMOVAL" => paths.customer_tag_removal(record, fresh.tag),
            "CUSTOMER_NOTES" => paths.customer_notes(record),
            "CUSTOMER_NOTE" => paths.customer_note(record, fresh.note),
            "CUSTOMER_NOTE_REMOVAL" => paths.customer_note_removal(record, fresh.note),
            "CUSTOMER_RESPONSIBLE" => paths.customer_responsible(record),
            "CUSTOMER_BILL_TO" => paths.customer_bill_to(record),
            "CUSTOMER_PROFILE" => paths.customer_profile(record),
            "CUSTOMER_DOMAINS" => paths.customer_domains(record),
            "CUSTOMER_DOMAIN" => paths.customer_domain(record, fresh.domain),
            "CUSTOMER_DOMAIN_CODE" => paths.customer_domain_act(record, fresh.domain, "code"),
            "CUSTOMER_DOMAIN_PROOF" => paths.customer_domain_act(record, fresh.domain, "proof"),
            "CUSTOMER_DOMAIN_RECORD" => paths.customer_domain_act(record, fresh.domain, "record"),
            "CUSTOMER_DOMAIN_REMOVAL" => paths.customer_domain_act(record, fresh.domain, "removal"),
            "TAGS" => paths.tags(),
            "TAG_SELECTION" => paths.tag_selection(),
            "TAG" => paths.tag(fresh.tag),
            "TAG_MERGER" => paths.tag_merger(fresh.tag),
            "TAG_REMOVAL" => paths.tag_removal(fresh.tag),
            "CUSTOMER_PRIVILEGES" => paths.customer_privileges(record),
            "CUSTOMER_ACTIVITY" => paths.customer_activity(record),
            "CUSTOMER" => paths.customer(record),
            "PRIVILEGES" => paths.privileges(),
            "PRIVILEGES_CSV" => paths.privileges_csv(),
            "PRIVILEGES_END" => format!("{}?grant={}", paths.privileges_end(), self.grant),
            "PRIVILEGES_EXTENSION" => paths.privileges_extension(self.grant),
            "PRIVILEGES_GLOBAL" => paths.privileges_global(self.grant),
            "PUBLIC_PRIVILEGES" => paths.public_privileges(&self.grant_token),
            "PUBLIC_PRIVILEGES_END" => paths.public_privileges_end(&self.grant_token),
            "PUBLIC_PRIVILEGES_EXTENSION" => paths.public_privileges_extension(&self.grant_token),
            "ROLE_TEMPLATES" => paths.role_templates(),
            "ROLE_TEMPLATE_REMOVAL" => paths.role_template_removal(fresh.role_template),
            "INVITATIONS" => paths.invitations(),
            "NEW_INVITATION" => paths.new_invitation(),
            "INVITATION" => paths.invitation(fresh.invitation),
            "COMPLETION" => paths.completion(fresh.invitation),
            "SENDING" => paths.sending(fresh.invitation),
            "HANDOVER" => paths.handover(fresh.invitation),
            "REVOCATION" => paths.revocation(fresh.invitation),
            "LINK" => paths.link(fresh.invitation),
            "MESSAGE_EML" => paths.message_eml(fresh.invitation),
            "PARTNERSHIPS" => paths.partnerships(),
            "NEW_PARTNERSHIP" => paths.new_partnership(),
            "PARTNERSHIP_REMOVAL" => paths.partnership_removal(self.partnership),
            "PARTNERSHIP_ANSWER" => paths.partnership_answer(&self.partner_token),
            "PARTNERSHIP_ACCEPTANCE" => paths.partnership_acceptance(&self.partner_token),
            "PARTNERSHIP_REFUSAL" => paths.partnership_refusal(&self.partner_token),
            "PROFILE" => paths.profile(),
            "IMPORTS" => paths.imports(),
            "IMPORT" => paths.import(fresh.batch),
            "IMPORT_CONFIRMATION" => paths.import_confirmation(fresh.batch),
            "IMPORT_STOP" => paths.import_stop(fresh.batch),
            "IMPORT_REMOVAL" => paths.import_removal(fresh.batch),
            "IMPORT_COLUMNS" => paths.import_columns(fresh.batch),
            "NEW_BULK_INVITATION" => paths.new_bulk_invitation(),
            "SELECTION" => paths.selection(),
            "BULK_INVITATION" => paths.bulk_invitation(fresh.batch),
            "BULK_CONFIRMATION" => paths.bulk_confirmation(fresh.batch),
            "BULK_STOP" => paths.bulk_stop(fresh.batch),
            "BULK_REMOVAL" => paths.bulk_removal(fresh.batch),
            "BULK_COLUMNS" => paths.bulk_columns(fresh.batch),
            "PUBLIC_INVITATION" => paths.public_invitation(&self.token),
            "PUBLIC_CODE" => paths.public_code(&self.token),
            "PUBLIC_ACCEPTANCE" => paths.public_acceptance(&self.token),
            "PUBLIC_REFUSAL" => paths.public_refusal(&self.token),
            "TEMPLATES" => paths.templates(),
            "TEMPLATE" => paths.template("de", "alone"),
            "TEMPLATE_PREVIEW" => paths.template_preview("de", "alone"),
            "TEMPLATE_REMOVAL" => paths.template_removal("de", "alone"),
            "DEMO_MAILBOX" => paths.demo_mailbox(),
            other => self.address_of_users(app, other, fresh),
        }
    }

    /// What stands below the users of a customer.
    fn address_of_users(&self, app: &TestApp, name: &str, fresh: &Fresh) -> String {
        let record = self.customer.parse().unwrap();
        let paths = app.paths();
        match name {
            "FORMER_CUSTOMERS" => paths.former_customers(),
            "FORMER_CUSTOMERS_CSV" => paths.former_customers_csv(),
            "REMOVAL_REPORT" => paths.removal_report(record),
            "REMOVAL_REPORT_CSV" => paths.removal_report_csv(record),
            "ENDED_PARTNERSHIPS" => paths.ended_partnerships(),
            "PARTNERSHIP_REPORT" => paths.partnership_report(self.partnership),
            "PARTNERSHIP_REPORT_CSV" => paths.partnership_report_csv(self.partnership),
            "CUSTOMER_USERS" => paths.customer_users(record),
            "CUSTOMER_USERS_CSV" => paths.customer_users_csv(record),
            "NEW_USER" => paths.new_user(record),
            "DELETED_USERS" => paths.deleted_users(record),
            "USERS_SELECTION" => paths.users_selection(record),
            "USERS_DELETION_CHOICE" => paths.users_deletion_choice(record),
            "LICENSE_ASSIGNMENT_CHOICE" => paths.license_assignment_choice(record),
            "USERS_DELETION" => paths.users_deletion(record),
            "USERS_RESTORATION" => paths.users_restoration(record),
            "CART" => paths.cart(record),
            "CART_LINES" => paths.cart_lines(record),
            "CART_CONFIRMATION" => paths.cart_confirmation(record),
            "CART_REQUEST" => paths.cart_request(record),
            "SUBSCRIPTION_REQUEST" => paths.subscription_request(self.subscription, "seats"),
            "ORDER_REQUESTS" => paths.order_requests(),
            "ORDER_REQUEST" => paths.order_request(self.came),
            "ORDER_REQUEST_APPROVAL" => paths.order_request_approval(self.came),
            "ORDER_REQUEST_REFUSAL" => paths.order_request_refusal(self.came),
            "ORDER_REQUEST_WITHDRAWAL" => paths.order_request_withdrawal(self.sent),
            "CUSTOMER_ORDERS" => paths.customer_orders(record),
            "ORDERS" => paths.orders(),
            "ORDER" => paths.order(&self.order.to_string()),
            "CUSTOMER_SUBSCRIPTIONS" => paths.customer_subscriptions(record),
            "SUBSCRIPTIONS" => paths.subscriptions(),
            "SUBSCRIPTION" => paths.subscription(self.subscription),
            "SUBSCRIPTIONS_CSV" => paths.subscriptions_csv(),
            "COMING" => paths.coming(),
            "GRACE" => paths.grace(),
            "SUBSCRIPTION_SEATS" => paths.subscription_seats(self.subscription),
            "SUBSCRIPTION_CANCELLATION" => paths.subscription_cancellation(self.subscription),
            "SUBSCRIPTION_REACTIVATION" => paths.subscription_reactivation(self.subscription),
            "SUBSCRIPTION_SUSPENSION" => paths.subscription_suspension(self.subscription),
            "SUBSCRIPTION_RENEWAL" => paths.subscription_renewal(self.subscription),
            "SUBSCRIPTION_RENEWAL_CHANGE" => paths.subscription_renewal_change(self.subscription),
            "SUBSCRIPTION_NICKNAME" => paths.subscription_nickname(self.subscription),
            "SUBSCRIPTION_RESELLER" => paths.subscription_reseller(self.subscription),
            "CUSTOMER_LICENSES" => paths.customer_licenses(record),
            "CUSTOMER_LICENSES_CSV" => paths.customer_licenses_csv(record),
            // That of the plan that is ordered below.
            "CUSTOMER_LICENSE" => format!("{}?sku=PRODUCT01/0007", paths.customer_license(record)),
            "LICENSE_ASSIGNMENT" => paths.license_assignment_of(record, self.user),
            "INCIDENTS" => paths.incidents(),
            "INCIDENTS_CSV" => paths.incidents_csv(),
            "NEW_INCIDENT" => paths.new_incident_of(self.service),
            "INCIDENT" => paths.incident(self.incident),
            "INCIDENT_UPDATES" => paths.incident_updates(self.incident),
            "INCIDENT_END" => paths.incident_end(self.incident),
            "INCIDENT_CAUSE" => paths.incident_cause(self.incident),
            "INCIDENT_CUSTOMERS" => paths.incident_customers(self.incident),
            "INCIDENT_CUSTOMERS_CSV" => paths.incident_customers_csv(self.incident),
            "SERVICES" => paths.services(),
            "SERVICE" => paths.service(self.service),
            "SERVICE_ADMINISTRATION" => paths.service_administration(self.service),
            "CUSTOMER_SERVICES" => paths.customer_services(record),
            "CUSTOMER_SERVICE_OPENING" => paths.customer_service_opening(record),
            "PRICES" => paths.prices(),
            "PRICES_CSV" => paths.prices_csv(),
            "PRICE_PLAN" => paths.price_plan(self.plan),
            "MARKUPS" => paths.markups(),
            "MARKUP_REMOVAL" => paths.markup_removal(fresh.markup),
            "PRICE_IMPORTS" => paths.price_imports(),
            "PRICE_IMPORT" => paths.price_import(fresh.batch),
            "PRICE_IMPORT_CONFIRMATION" => paths.price_import_confirmation(fresh.batch),
            "PRICE_IMPORT_STOP" => paths.price_import_stop(fresh.batch),
            "PRICE_IMPORT_REMOVAL" => paths.price_import_removal(fresh.batch),
            "USER_IMPORTS" => paths.user_imports(record),
            "USER_IMPORT" => paths.user_import(record, fresh.batch),
            "USER_IMPORT_CONFIRMATION" => paths.user_import_confirmation(record, fresh.batch),
            "USER_IMPORT_STOP" => paths.user_import_stop(record, fresh.batch),
            "USER_IMPORT_REMOVAL" => paths.user_import_removal(record, fresh.batch),
            "USER" => paths.user(record, self.user),
            "USER_PROFILE" => paths.user_profile(record, self.user),
            "USER_BLOCKING" => paths.user_blocking(record, self.user),
            "USER_UNBLOCKING" => paths.user_unblocking(record, self.user),
            "USER_PASSWORD_LINK" => paths.user_password_link(record, self.user),
            "USER_PASSWORD" => paths.user_password(&self.user_token),
            other => self.address_of_staff(paths, other),
        }
    }

    /// What stands below the partner's own people.
    fn address_of_staff(&self, paths: &Paths, name: &str) -> String {
        match name {
            "STAFF" => paths.staff(),
            "STAFF_CSV" => paths.staff_csv(),
            "NEW_COLLEAGUE" => paths.new_colleague(),
            "COLLEAGUE" => paths.colleague(self.colleague),
            "COLLEAGUE_ROLES" => paths.colleague_roles(self.colleague),
            "COLLEAGUE_DISABLING" => paths.colleague_disabling(self.colleague),
            "COLLEAGUE_ENABLING" => paths.colleague_enabling(self.colleague),
            "COLLEAGUE_INVITATION" => paths.colleague_invitation(self.colleague),
            "COLLEAGUE_PASSWORD" => paths.colleague_password(self.colleague),
            "COLLEAGUE_SESSIONS_END" => paths.colleague_sessions_end(self.colleague),
            other => panic!("no address for {other}"),
        }
    }
}

/// What a request may use up, made anew for each.
pub(crate) struct Fresh {
    pub(crate) invitation: InvitationId,
    pub(crate) session: SessionId,
    /// Made for the routes of batches alone.
    pub(crate) batch: BatchId,
    pub(crate) role_template: RoleTemplateId,
    /// Made for the routes of tags alone.
    pub(crate) tag: TagId,
    /// Made for the routes of notes alone, by who comes where they may.
    pub(crate) note: NoteId,
    /// Made for the routes of domains alone.
    pub(crate) domain: CustomerDomainId,
    /// Made for the routes of mark-ups alone.
    pub(crate) markup: MarkupId,
}

/// The key in an address, such as that of the invitation in `/invitations/…`.
fn key<T: FromStr<Err: Debug>>(address: &str) -> T {
    let mut keys = address.split('/').filter(|part| part.len() == 36);
    keys.next_back().unwrap().parse().unwrap()
}

impl Things {
    /// A connected customer and an open link of one partner; it works with another, and a third one asks it.
    pub(crate) async fn of(app: &TestApp, company: &Company, admin: &Visitor) -> Self {
        let colleague = format!("colleague@{}", company.domain);
        let provider = RelationshipKind::IndirectProvider;
        let meridian = app.partner_of_kind("Meridian", provider);
        let northwind = app.partner_of_kind("Northwind", provider);
        let asker = app.sign_in(&northwind, Role::GlobalAdmin).await;
        let asked = asker.partner_link(app.paths(), company).await;
        let all = [("roles", "global_administrator")];
        let link = admin.hand_out(app.paths(), ADATUM, &all).await;
        app.accept(&link, ADATUM.recipient).await;
        // Those that the routes end are other ones: the users of the customer stay within reach.
        let more = [("roles", "user_administrator")];
        app.grant(admin, ADATUM, &more).await;
        let grant = app.grants()[1].id;
        let list = admin.open(&app.paths().customers()).await.expect(200);
        let (user, user_token) = user_with_link(app, admin, &list.link("Adatum")).await;
        let tailspin = Asked {
            company: "Tailspin",
            domain: "tailspin.example",
            recipient: "bo@tailspin.example",
        };
        let open = admin.hand_out(app.paths(), tailspin, &[]).await;
        let customer = key::<uuid::Uuid>(&list.link("Adatum"));
        let (order, subscription) = order(app, company, admin, customer).await;
        let customer_id = CustomerId::from_uuid(customer);
        let service = service(app, company);
        Self {
            came: order_requests::insert(app, (&meridian, company), customer_id, 0),
            sent: order_requests::insert(app, (company, &meridian), customer_id, 0),
            order,
            subscription,
            customer: customer.to_string(),
            grant,
            grant_token: app.grant_token(grant),
            token: open.rsplit('/').next().unwrap().to_owned(),
            asset: assets::url(app.paths(), "css/site.css"),
            colleague: app.staff(company, Role::SalesAgent, "A colleague", &colleague),
            partnership: app.partnership(&meridian, company),
            partner_token: asked.rsplit('/').next().unwrap().to_owned(),
            user,
            user_token,
            plan: plan(app, company),
            incident: incident(app, admin, service).await,
            service,
        }
    }
}

/// A reseller that works with a provider, and sells and orders by itself, too.
pub(crate) const KINDS: &[RelationshipKind] = &[
    RelationshipKind::IndirectReseller,
    RelationshipKind::DirectBill,
];

/// An order of the partner for the customer, and the subscription that it began.
async fn order(
    app: &TestApp,
    company: &Company,
    admin: &Visitor,
    customer: uuid::Uuid,
) -> (OrderId, SubscriptionId) {
    ordering::settle(app, CustomerId::from_uuid(customer), "DE");
    let plan = ordering::plan(app, company, "7", |_| {});
    let price = ordering::price(app, &plan, Term::Month, Billing::Monthly, 1_000).to_string();
    let typed = [("price", price.as_str()), ("quantity", "3")];
    let lines = app.paths().cart_lines(customer);
    admin.post(&lines, &typed).await.expect(303);
    let review = app.paths().cart_confirmation(customer);
    let review = admin.open(&review).await.expect(200);
    admin
        .submit(&review, ordering::ORDER, &[])
        .await
        .expect(303);
    app.read(|conn| {
        let order = orders::table.select(orders::id).first(conn)?;
        Ok((
            order,
            subscriptions::table.select(subscriptions::id).first(conn)?,
        ))
    })
}

/// A plan of the partner.
fn plan(app: &TestApp, company: &Company) -> PlanId {
    let code = PlanCode::of("CFQ7TTC0XB01", "1").unwrap();
    let plan = Plan::new(company.id, &code, "A product", "A plan");
    app.write(|tx| insert_plan(tx, &plan));
    plan.id
}

/// A service in a license of the partner.
fn service(app: &TestApp, company: &Company) -> ServiceId {
    let license = LicenseSku {
        partner_id: company.id,
        provisioning_id: "PRODUCT01/0007".to_owned(),
        string_id: "SEVEN".to_owned(),
        name: "Seven".to_owned(),
    };
    let mail = LicenseService {
        partner_id: company.id,
        provisioning_id: license.provisioning_id.clone(),
        service_plan_id: "mail".to_owned(),
        service_plan_name: "MAIL".to_owned(),
        friendly_name: "Mail".to_owned(),
    };
    app.write(|tx| save_service(tx, &license, &mail));
    app.read(|conn| Ok(services::table.select(services::id).first(conn)?))
}

/// What is wrong with a service of the partner.
async fn incident(app: &TestApp, admin: &Visitor, service: ServiceId) -> IncidentId {
    let form = app.paths().new_incident_of(service);
    let form = admin.open(&form).await.expect(200);
    let typed = [
        ("severity", "degraded"),
        ("title", "Slow"),
        ("affected", "All"),
    ];
    key(&admin
        .submit(&form, "Report", &typed)
        .await
        .expect(303)
        .location())
}

/// A mark-up of the partner, as the routes of this name need it.
async fn fresh_markup(app: &TestApp, admin: &Visitor, name: &str) -> MarkupId {
    if name != "MARKUP_REMOVAL" {
        return MarkupId::new();
    }
    let markups = app.paths().markups();
    let typed = [
        ("applies_to", "publisher"),
        ("name", "Fabrikam"),
        ("percent", "5"),
    ];
    admin.post(&markups, &typed).await.expect(303);
    let page = admin.open(&markups).await.expect(200);
    key(page.form("Remove").action.path())
}

/// A user of this customer, and the token of a link that sets their password.
async fn user_with_link(app: &TestApp, admin: &Visitor, record: &str) -> (DirectoryUserId, String) {
    let form = admin.open(&format!("{record}/users/new")).await.expect(200);
    let typed = [("display_name", "Dana"), ("user_name", "dana")];
    let user = admin.press(&form, "Add user", &typed).await.expect(200);
    let send = admin.click(&user, "Mail a link").await.expect(200);
    admin.submit(&send, "Mail the link", &[]).await.expect(303);
    let letter = app.mail_to("dana@adatum.example").await;
    let token = letter.link().rsplit('/').next().unwrap().to_owned();
    (key(user.address.path()), token)
}

/// A batch of the partner, as the routes of this name need it.
pub(crate) async fn fresh_batch(
    app: &TestApp,
    admin: &Visitor,
    customer: &str,
    name: &str,
) -> BatchId {
    if name.starts_with("PRICE_IMPORT_") || name == "PRICE_IMPORT" {
        let imports = app.paths().price_imports();
        let file = b"ProductId,SkuId,SkuTitle,MinLicenses\nCFQ7TTC0XB01,2,Another,1\n";
        let file = Some(("a.csv", &file[..]));
        let answer = admin.upload(app, &imports, file, &[]).await.expect(303);
        key(admin.settled(&answer.location()).await.address.path())
    } else if name.starts_with("USER_IMPORT") {
        let imports = app.paths().user_imports(customer.parse().unwrap());
        let file = Some((
            "a.csv",
            &b"Display name,User name\nA,a@adatum.example\n"[..],
        ));
        let answer = admin.upload(app, &imports, file, &[]).await.expect(303);
        let page = admin.settled(&answer.location()).await;
        key(page.address.path())
    } else if name.starts_with("IMPORT_") || name == "IMPORT" {
        let file = b"Name,Tenant ID,Domain\nA,1,a.example\n";
        key(admin.import(app, file).await.address.path())
    } else if name.starts_with("BULK_") {
        let rows = "Adatum, bulk.example, Ana, ana@bulk.example";
        key(admin.invite_many(app, rows).await.address.path())
    } else {
        BatchId::new()
    }
}

/// A role template of the partner.
async fn fresh_role_template(app: &TestApp, admin: &Visitor, name: &str) -> RoleTemplateId {
    let page = app.paths().role_templates();
    let page = admin.open(&page).await.expect(200);
    let typed = [("name", name), ("roles", "global_reader")];
    let saved = admin.press(&page, "Save the template", &typed).await;
    let id = key(saved.expect(200).form("Remove").action.path());
    admin
        .post(&app.paths().role_template_removal(id), &[])
        .await
        .expect(303);
    let page = admin.press(&page, "Save the template", &typed).await;
    key(page.form("Remove").action.path())
}

/// The address of the only customer.
fn only_customer(app: &TestApp) -> uuid::Uuid {
    let id: CustomerId = app.read(|conn| Ok(customers::table.select(customers::id).first(conn)?));
    id.uuid()
}

/// A domain of the customer that is not proven, as the routes of this name need it.
pub(crate) fn fresh_domain(app: &TestApp, name: &str, number: usize) -> CustomerDomainId {
    if !name.starts_with("CUSTOMER_DOMAIN") {
        return CustomerDomainId::new();
    }
    let customer = CustomerId::from_uuid(only_customer(app));
    let domain = format!("further-{number}.example");
    let row = CustomerDomain::new(customer, &domain, None, app.now());
    app.write(|tx| insert_domain(tx, &row));
    row.id
}

/// A tag of the partner, as the routes of this name need it.
pub(crate) async fn fresh_tag(app: &TestApp, admin: &Visitor, name: &str, number: usize) -> TagId {
    if !name.starts_with("TAG_") && !matches!(name, "TAG" | "CUSTOMER_TAG_REMOVAL") {
        return TagId::new();
    }
    let (tag, at) = (
        format!("Tag {number}"),
        app.paths().customer_tags(only_customer(app)),
    );
    admin.post(&at, &[("tag", &tag)]).await.expect(303);
    app.read(|conn| {
        let newest = tags::table.order(tags::id.desc()).select(tags::id);
        Ok(newest.first(conn)?)
    })
}

/// A note about the customer by who comes, or by the admin where they may not.
pub(crate) async fn fresh_note(
    app: &TestApp,
    admin: &Visitor,
    comer: &Visitor,
    name: &str,
) -> NoteId {
    if !name.starts_with("CUSTOMER_NOTE") {
        return NoteId::new();
    }
    let (at, typed) = (
        app.paths().customer_notes(only_customer(app)),
        [("body", "A note")],
    );
    let before = app.count("notes");
    comer.post(&at, &typed).await;
    if app.count("notes") == before {
        admin.post(&at, &typed).await.expect(303);
    }
    app.read(|conn| {
        let newest = notes::table.order(notes::id.desc()).select(notes::id);
        Ok(newest.first(conn)?)
    })
}

impl Fresh {
    /// A draft of the partner, and the comer's own session.
    async fn of(
        app: &TestApp,
        admin: &Visitor,
        comer: &Visitor,
        number: usize,
        (customer, name): (&str, &str),
    ) -> Self {
        let domain = format!("company-{number}.example");
        let recipient = format!("ana@{domain}");
        let asked = Asked {
            company: &domain,
            domain: &domain,
            recipient: &recipient,
        };
        let draft = admin.draft(app.paths(), asked, &[]).await;
        let sessions = comer.open(&app.paths().sessions()).await;
        let is_signed_in = sessions.status == 200;
        Self {
            invitation: key(draft.address.path()),
            batch: fresh_batch(app, admin, customer, name).await,
            role_template: fresh_role_template(app, admin, &domain).await,
            tag: fresh_tag(app, admin, name, number).await,
            note: fresh_note(app, admin, comer, name).await,
            domain: fresh_domain(app, name, number),
            markup: fresh_markup(app, admin, name).await,
            session: if is_signed_in {
                key(sessions.form("End session").action.path())
            } else {
                SessionId::new()
            },
        }
    }
}

pub(crate) fn outcome(app: &TestApp, page: &Page) -> Outcome {
    match page.status {
        303 if page.location().split('?').next() == Some(&app.paths().sign_in()) => Outcome::SignIn,
        403 => Outcome::Forbidden,
        404 => Outcome::NotFound,
        200..=399 | 409 | 410 | 422 => Outcome::In,
        other => Outcome::Fault(other),
    }
}

/// Who comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comer {
    Nobody,
    /// Somebody of the partner, with these roles.
    Own(&'static [Role]),
    OtherAdmin,
}

const COMERS: &[Comer] = &[
    Comer::Nobody,
    Comer::OtherAdmin,
    Comer::Own(&[Role::HelpdeskAgent]),
    Comer::Own(&[Role::SalesAgent]),
    Comer::Own(&[Role::AdminAgent]),
    Comer::Own(&[Role::GlobalAdmin]),
    Comer::Own(&[Role::SalesAgent, Role::AdminAgent]),
    Comer::Own(&[Role::HelpdeskAgent, Role::GlobalAdmin]),
];

fn expected(whose: For, comer: Comer) -> Outcome {
    // A person may do what any of their roles may.
    let (is_global, manages) = match comer {
        Comer::Own(roles) => {
            let is_global = roles.contains(&Role::GlobalAdmin);
            (is_global, is_global || roles.contains(&Role::AdminAgent))
        }
        Comer::Nobody | Comer::OtherAdmin => (true, true),
    };
    match (whose, comer) {
        (For::Demo, _) => Outcome::NotFound,
        (For::Everybody, _) => Outcome::In,
        (For::Customers, Comer::Own(_)) => Outcome::Forbidden,
        (For::Customers, _) => Outcome::In,
        (For::Leaving, _) | (_, Comer::Nobody) => Outcome::SignIn,
        (
            For::OwnStaff
            | For::OwnAdmins
            | For::OwnSupport
            | For::OwnAnnotators
            | For::OwnGlobalAdmins,
            Comer::OtherAdmin,
        ) => Outcome::NotFound,
        (For::Annotators | For::OwnAnnotators, Comer::Own([Role::HelpdeskAgent])) => {
            Outcome::Forbidden
        }
        (For::Annotators | For::OwnAnnotators, _) => Outcome::In,
        (For::AskedGlobalAdmins, Comer::OtherAdmin) => Outcome::Forbidden,
        (For::GlobalAdmins | For::OwnGlobalAdmins | For::AskedGlobalAdmins, _) => {
            if is_global {
                Outcome::In
            } else {
                Outcome::Forbidden
            }
        }
        (For::OwnSupport, Comer::Own([Role::SalesAgent])) => Outcome::Forbidden,
        (For::OwnSupport, _) => Outcome::In,
        (For::Admins | For::OwnAdmins, _) if !manages => Outcome::Forbidden,
        (For::Staff | For::Admins | For::OwnStaff | For::OwnAdmins, _) => Outcome::In,
    }
}

/// The address of a person with several roles.
fn email_of(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    format!("{}@contoso.example", names.join("-"))
}

#[actix_web::test]
async fn every_route_opens_for_those_it_is_for_and_for_nobody_else() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(100_000));
    // They keep price lists, too.
    let both = [
        RelationshipKind::IndirectReseller,
        RelationshipKind::DirectBill,
    ];
    let of_both = |name| app.partner_of_kinds(name, &both);
    let (contoso, fabrikam) = (of_both("Contoso"), of_both("Fabrikam"));
    // Not one of the comers: they end all sessions of their own.
    app.staff(
        &contoso,
        Role::GlobalAdmin,
        "Somebody else",
        "somebody@contoso.example",
    );
    let admin = app.sign_in_as("somebody@contoso.example").await;
    for comer in COMERS {
        if let Comer::Own(roles @ [_, _, ..]) = comer {
            app.staff_with(&contoso, roles, "Both", &email_of(roles));
        }
    }
    let things = Things::of(&app, &contoso, &admin).await;
    let mut wrong = Vec::new();
    for comer in COMERS {
        let sign_in = async || match comer {
            Comer::Nobody => app.visitor(),
            Comer::Own([role]) => app.sign_in(&contoso, *role).await,
            Comer::Own(roles) => app.sign_in_as(&email_of(roles)).await,
            Comer::OtherAdmin => app.sign_in(&fabrikam, Role::GlobalAdmin).await,
        };
        let mut visitor = sign_in().await;
        for (number, (method, name, whose)) in TABLE.iter().enumerate() {
            let company =
                number + TABLE.len() * COMERS.iter().position(|one| one == comer).unwrap();
            let fresh = Fresh::of(&app, &admin, &visitor, company, (&things.customer, name)).await;
            let address = things.address(&app, name, &fresh);
            let page = if *method == "get" {
                visitor.open(&address).await
            } else {
                visitor.post(&address, &[]).await
            };
            let (found, expected) = (outcome(&app, &page), expected(*whose, *comer));
            if found != expected {
                wrong.push(format!(
                    "{method} {name} by {comer:?}: {found:?}, not {expected:?}"
                ));
            }
            if matches!(*name, "SIGN_OUT" | "SESSION_END" | "ALL_SESSIONS_END") {
                visitor = sign_in().await;
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[actix_web::test]
async fn every_act_on_an_ask_for_a_partnership_takes_a_global_admin() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(100_000));
    let company = app.partner_of_kinds("Contoso", KINDS);
    let litware = app.partner_of_kind("Litware", RelationshipKind::IndirectProvider);
    let admin = app.sign_in(&company, Role::GlobalAdmin).await;
    let agent = app.sign_in(&company, Role::AdminAgent).await;
    let things = Things::of(&app, &company, &admin).await;
    let draft = admin.ask_partner(app.paths(), &litware, &[]).await;
    let fresh = Fresh {
        role_template: RoleTemplateId::new(),
        invitation: key(draft.address.path()),
        session: SessionId::new(),
        batch: BatchId::new(),
        tag: TagId::new(),
        note: NoteId::new(),
        domain: CustomerDomainId::new(),
        markup: MarkupId::new(),
    };
    let id = fresh.invitation.to_string();
    let mut acts = 0;
    for (method, name, whose) in TABLE {
        let address = things.address(&app, name, &fresh);
        if *whose != For::OwnAdmins || !address.contains(&id) {
            continue;
        }
        acts += 1;
        let before = (app.count("activity"), app.count("mails"));
        let refused = match *method {
            "get" => agent.open(&address).await,
            _ => agent.post(&address, &[]).await,
        };
        let refused = refused.expect(403);
        assert!(
            refused.has_text("Global admin of Contoso"),
            "{name}: {}",
            refused.text()
        );
        assert_eq!(
            (app.count("activity"), app.count("mails")),
            before,
            "{name}"
        );
    }
    assert!(acts >= 7, "only {acts} acts are known");
    agent.open(draft.address.path()).await.expect(200);
    let link = draft.first("#link").attr("value").unwrap();
    let owner = app.sign_in(&litware, Role::GlobalAdmin).await;
    owner.open(link).await.expect(410);
}

/// What no page takes: each a body and its kind.
fn wrong_forms() -> [(&'static str, String); 5] {
    const FORM: &str = "application/x-www-form-urlencoded";
    [
        (FORM, "no_such_field=1".to_owned()),
        (FORM, "a=%00".to_owned()),
        ("application/json", "{}".to_owned()),
        ("multipart/form-data; boundary=x", "--x--".to_owned()),
        (FORM, "a".repeat(70_000)),
    ]
}

#[actix_web::test]
async fn permission_is_asked_before_a_form_is_read() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(100_000));
    let contoso = app.partner_of_kinds("Contoso", KINDS);
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let things = Things::of(&app, &contoso, &admin).await;
    let agent = app.sign_in(&contoso, Role::SalesAgent).await;
    let (mut wrong, mut asked) = (Vec::new(), 0);
    // Who answers an invitation is told by the form of acceptance itself, so that one is read first.
    let with_permission = TABLE.iter().filter(|(method, _, whose)| {
        *method == "post" && !matches!(whose, For::Everybody | For::Customers)
    });
    for (number, (_, name, whose)) in with_permission.enumerate() {
        let fresh = Fresh::of(&app, &admin, &agent, number, (&things.customer, name)).await;
        let address = things.address(&app, name, &fresh);
        for (comer, visitor) in [
            (Comer::Nobody, app.visitor()),
            (Comer::Own(&[Role::SalesAgent]), agent.clone()),
        ] {
            let is_leaving = *whose == For::Leaving && comer != Comer::Nobody;
            let expected = expected(*whose, comer);
            if is_leaving || !matches!(expected, Outcome::SignIn | Outcome::Forbidden) {
                continue;
            }
            for (kind, body) in wrong_forms() {
                asked += 1;
                let page = visitor.post_body(&address, kind, body.as_str()).await;
                let found = outcome(&app, &page);
                if found != expected {
                    let body: String = body.chars().take(20).collect();
                    wrong.push(format!(
                        "{name} by {comer:?} with {body:?} as {kind}: {found:?}"
                    ));
                }
            }
        }
    }
    assert!(asked > 200, "only {asked} were asked");
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[actix_web::test]
async fn an_act_on_an_ask_for_a_partnership_is_refused_before_its_form_is_read() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(100_000));
    let company = app.partner("Contoso");
    let litware = app.partner_of_kind("Litware", RelationshipKind::IndirectProvider);
    let admin = app.sign_in(&company, Role::GlobalAdmin).await;
    let agent = app.sign_in(&company, Role::AdminAgent).await;
    let draft = admin.ask_partner(app.paths(), &litware, &[]).await;
    let id: InvitationId = key(draft.address.path());
    let paths = app.paths();
    for address in [
        paths.invitation(id),
        paths.completion(id),
        paths.handover(id),
        paths.sending(id),
        paths.revocation(id),
        paths.link(id),
    ] {
        for (kind, body) in wrong_forms() {
            agent.post_body(&address, kind, body).await.expect(403);
        }
    }
}

#[actix_web::test]
async fn a_method_that_an_address_does_not_take_answers_405_with_those_it_takes() {
    let app = TestApp::start_with(|parts| {
        parts.demo = true;
        parts.invitations_per_day = Some(100_000);
    });
    let contoso = app.partner_of_kinds("Contoso", KINDS);
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let things = Things::of(&app, &contoso, &admin).await;
    let fresh = Fresh {
        role_template: RoleTemplateId::new(),
        invitation: InvitationId::new(),
        session: SessionId::new(),
        batch: BatchId::new(),
        tag: TagId::new(),
        note: NoteId::new(),
        domain: CustomerDomainId::new(),
        markup: MarkupId::new(),
    };
    for (_, name, _) in TABLE {
        let takes = |wanted: &str| {
            TABLE
                .iter()
                .any(|(method, known, _)| known == name && *method == wanted)
        };
        let allow = match (takes("get"), takes("post")) {
            (true, true) => "GET, HEAD, POST",
            (true, false) => "GET, HEAD",
            _ => "POST",
        };
        let address = things.address(&app, name, &fresh);
        let mut methods = vec!["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"];
        if !takes("get") {
            methods.extend(["GET", "HEAD"]);
        }
        if !takes("post") {
            methods.push("POST");
        }
        for method in methods {
            let request = app
                .visitor()
                .request(method.parse().unwrap(), &address)
                .header("origin", app.parts.site.origin());
            let page = app.visitor().send(request).await;
            assert_eq!(page.status, 405, "{method} {name}: {}", page.text());
            assert_eq!(page.header("allow"), allow, "{method} {name}");
            let is_customers = name.starts_with("PUBLIC_") || *name == "USER_PASSWORD";
            let says = match is_customers {
                true => "This could not be read",
                false => "This cannot be done here",
            };
            assert!(
                method == "HEAD" || page.heading() == says,
                "{method} {name}"
            );
        }
    }
    app.visitor()
        .send(app.visitor().request(reqwest::Method::DELETE, "/nothing"))
        .await
        .expect(404);
}

#[actix_web::test]
async fn head_answers_as_get_does_on_every_page() {
    let app = TestApp::start_with(|parts| parts.invitations_per_day = Some(100_000));
    let contoso = app.partner_of_kinds("Contoso", KINDS);
    let admin = app.sign_in(&contoso, Role::GlobalAdmin).await;
    let things = Things::of(&app, &contoso, &admin).await;
    for (number, (_, name, whose)) in TABLE
        .iter()
        .filter(|(method, _, _)| *method == "get")
        .enumerate()
    {
        if *whose == For::Demo {
            continue;
        }
        let fresh = Fresh::of(&app, &admin, &admin, number, (&things.customer, name)).await;
        let address = things.address(&app, name, &fresh);
        let (get, head) = (admin.open(&address).await, admin.head(&address).await);
        assert_eq!(
            (head.status, head.body.as_str(), head.header("content-type")),
            (get.status, "", get.header("content-type")),
            "{name}"
        );
    }
}
