//! Every address of the site: the pattern for the router, and the function that fills it in.
//!
//! Links are built only from the configured public URL (its path included), never from what a request
//! claims about itself.

mod account;
mod any_bytes;
mod incidents;
mod licenses;
mod order_requests;
mod orders;
mod prices;
mod removals;
mod secret_links;
mod services;
mod site;
mod user_imports;

use std::{fmt::Display, sync::Arc};

pub use account::*;
pub use incidents::*;
pub use licenses::*;
pub use order_requests::*;
pub use orders::*;
pub use prices::*;
pub use removals::*;
pub use secret_links::{holds_a_link, is_of_public_link, without_what_came_along};
pub use services::*;
pub use site::Site;
pub use user_imports::{
    USER_IMPORT, USER_IMPORT_CONFIRMATION, USER_IMPORT_REMOVAL, USER_IMPORT_STOP, USER_IMPORTS,
};

use crate::db::ids::{
    BatchId, CodeRequestId, CustomerId, DirectoryUserId, EntryId, GrantId, InvitationId,
    KeptFormId, PartnershipId, RoleTemplateId, SessionId, TagId, UserId,
};

macro_rules! plain {
    ($($(#[$meta:meta])* $constant:ident $function:ident = $pattern:literal;)+) => {
        $($(#[$meta])* pub const $constant: &str = $pattern;)+
        impl Paths { $($(#[$meta])* #[must_use] pub fn $function(&self) -> String { self.at($constant) })+ }
    };
}
macro_rules! keyed {
    ($($(#[$meta:meta])* $constant:ident $function:ident($key:ty) = $pattern:literal;)+) => {
        $($(#[$meta])* pub const $constant: &str = $pattern;)+
        /// The pattern of every address with a key in it.
        const KEYED: &[&str] = &[$($pattern),+];
        impl Paths { $($(#[$meta])* #[must_use] pub fn $function(&self, key: $key) -> String { self.filled($constant, key) })+ }
    };
}

/// The path part of the public URL, in front of every address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths(Arc<str>);

impl Paths {
    /// `prefix` is empty, or begins with a slash and does not end with one.
    #[must_use]
    pub fn new(prefix: &str) -> Self {
        Self(Arc::from(prefix.trim_end_matches('/')))
    }

    /// The path part itself, empty at the root.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.0
    }

    fn at(&self, pattern: &str) -> String {
        format!("{}{pattern}", self.0)
    }

    fn filled(&self, pattern: &str, key: impl Display) -> String {
        let (before, rest) = pattern.split_once('{').unwrap_or((pattern, ""));
        let after = rest.split_once('}').map_or("", |(_, after)| after);
        format!("{}{before}{key}{after}", self.0)
    }
}

plain! {
    /// The dashboard.
    HOME home = "/";
    /// Sign in.
    SIGN_IN sign_in = "/sign-in";
    /// Sign out.
    SIGN_OUT sign_out = "/sign-out";
    /// Forgot password.
    FORGOTTEN_PASSWORD forgotten_password = "/forgotten-password";
    /// One's own sessions.
    SESSIONS sessions = "/sessions";
    /// Ends all sessions of this person.
    ALL_SESSIONS_END all_sessions_end = "/sessions/end";
    /// What one typed when the session had ended.
    KEPT_FORMS kept_forms = "/kept-forms";
    /// What happened to one's own invitations.
    NOTIFICATIONS notifications = "/notifications";
    /// Marks them read.
    NOTIFICATIONS_READ notifications_read = "/notifications/read";
    /// Who did what.
    ACTIVITY activity = "/activity";
    /// The same as a file.
    ACTIVITY_CSV activity_csv = "/activity.csv";
    /// The customer list.
    CUSTOMERS customers = "/customers";
    /// The same as a file.
    CUSTOMERS_CSV customers_csv = "/customers.csv";
    /// Delegated admin privileges over all customers.
    PRIVILEGES privileges = "/privileges";
    /// The same as a file.
    PRIVILEGES_CSV privileges_csv = "/privileges.csv";
    /// Ends one or many.
    PRIVILEGES_END privileges_end = "/privileges/end";
    /// Sets of roles that are asked for again and again.
    ROLE_TEMPLATES role_templates = "/role-templates";
    /// The partner's own tags.
    TAGS tags = "/tags";
    /// Gives a tag to several customers of the list, or takes it from them.
    TAG_SELECTION tag_selection = "/tags/selection";
    /// All invitations.
    INVITATIONS invitations = "/invitations";
    /// Invite new customers.
    NEW_INVITATION new_invitation = "/invitations/new";
    /// What new invitations say, in each language.
    TEMPLATES templates = "/templates";
    /// The partners that one works with.
    PARTNERSHIPS partnerships = "/partnerships";
    /// Invite another partner.
    NEW_PARTNERSHIP new_partnership = "/partnerships/new";
    /// The partner's own people.
    STAFF staff = "/staff";
    /// The same as a file.
    STAFF_CSV staff_csv = "/staff.csv";
    /// Invite a colleague.
    NEW_COLLEAGUE new_colleague = "/staff/new";
    /// The partner's own profile, and where it brings its customers.
    PROFILE profile = "/profile";
    /// Uploads customers of another portal.
    IMPORTS imports = "/imports";
    /// Invite many at once.
    NEW_BULK_INVITATION new_bulk_invitation = "/bulk-invitations/new";
    /// Request a reseller relationship from several companies of the list.
    SELECTION selection = "/bulk-invitations/selection";
    /// Process is up.
    HEALTHZ healthz = "/healthz";
    /// The database answers and is migrated.
    READYZ readyz = "/readyz";
    /// Only in the demo: the mails this server would have sent.
    DEMO_MAILBOX demo_mailbox = "/demo/mailbox";
}

keyed! {
    /// The one-time page that sets a password.
    PASSWORD_LINK password_link(&str) = "/password/{token}";
    /// Ends one session.
    SESSION_END session_end(SessionId) = "/sessions/{id}/end";
    /// A colleague.
    COLLEAGUE colleague(UserId) = "/staff/{id}";
    /// What a colleague may do.
    COLLEAGUE_ROLES colleague_roles(UserId) = "/staff/{id}/roles";
    /// Keeps a colleague out.
    COLLEAGUE_DISABLING colleague_disabling(UserId) = "/staff/{id}/disabling";
    /// Lets a colleague in again.
    COLLEAGUE_ENABLING colleague_enabling(UserId) = "/staff/{id}/enabling";
    /// Mails a colleague the link to set the first password once more.
    COLLEAGUE_INVITATION colleague_invitation(UserId) = "/staff/{id}/invitation";
    /// Mails a colleague a link for a new password.
    COLLEAGUE_PASSWORD colleague_password(UserId) = "/staff/{id}/password";
    /// Signs a colleague out everywhere.
    COLLEAGUE_SESSIONS_END colleague_sessions_end(UserId) = "/staff/{id}/sessions/end";
    /// Discards what one typed.
    KEPT_FORM_REMOVAL kept_form_removal(KeptFormId) = "/kept-forms/{id}/removal";
    /// The record.
    CUSTOMER customer(uuid::Uuid) = "/customers/{id}";
    /// Its account page.
    CUSTOMER_ACCOUNT customer_account(uuid::Uuid) = "/customers/{id}/account";
    /// Its tags.
    CUSTOMER_TAGS customer_tags(uuid::Uuid) = "/customers/{id}/account/tags";
    /// What was written down about it.
    CUSTOMER_NOTES customer_notes(uuid::Uuid) = "/customers/{id}/account/notes";
    /// Who looks after it.
    CUSTOMER_RESPONSIBLE customer_responsible(uuid::Uuid) = "/customers/{id}/account/responsible";
    /// Where bills for it go.
    CUSTOMER_BILL_TO customer_bill_to(uuid::Uuid) = "/customers/{id}/account/bill-to";
    /// Its company profile.
    CUSTOMER_PROFILE customer_profile(uuid::Uuid) = "/customers/{id}/account/profile";
    /// Its domains.
    CUSTOMER_DOMAINS customer_domains(uuid::Uuid) = "/customers/{id}/account/domains";
    /// A tag: another name.
    TAG tag(TagId) = "/tags/{id}";
    /// Makes it part of another.
    TAG_MERGER tag_merger(TagId) = "/tags/{id}/merger";
    /// Takes it from all customers.
    TAG_REMOVAL tag_removal(TagId) = "/tags/{id}/removal";
    /// Its users.
    CUSTOMER_USERS customer_users(uuid::Uuid) = "/customers/{id}/users";
    /// The same as a file.
    CUSTOMER_USERS_CSV customer_users_csv(uuid::Uuid) = "/customers/{id}/users.csv";
    /// Add a user.
    NEW_USER new_user(uuid::Uuid) = "/customers/{id}/users/new";
    /// Deleted users that can be restored.
    DELETED_USERS deleted_users(uuid::Uuid) = "/customers/{id}/users/deleted";
    /// The same list with those who are ticked.
    USERS_SELECTION users_selection(uuid::Uuid) = "/customers/{id}/users/selection";
    /// Those who are ticked are to be deleted: asks.
    USERS_DELETION_CHOICE users_deletion_choice(uuid::Uuid) = "/customers/{id}/users/deletion/choice";
    /// Delete one or many.
    USERS_DELETION users_deletion(uuid::Uuid) = "/customers/{id}/users/deletion";
    /// Restore one or many.
    USERS_RESTORATION users_restoration(uuid::Uuid) = "/customers/{id}/users/restoration";
    /// Its delegated admin privileges.
    CUSTOMER_PRIVILEGES customer_privileges(uuid::Uuid) = "/customers/{id}/privileges";
    /// What was done to it.
    CUSTOMER_ACTIVITY customer_activity(uuid::Uuid) = "/customers/{id}/activity";
    /// Switches automatic extension of privileges.
    PRIVILEGES_EXTENSION privileges_extension(GrantId) = "/privileges/{id}/extension";
    /// Drops Global administrator from privileges in force.
    PRIVILEGES_GLOBAL privileges_global(GrantId) = "/privileges/{id}/global-administrator";
    /// Forgets a role template.
    ROLE_TEMPLATE_REMOVAL role_template_removal(RoleTemplateId) = "/role-templates/{id}/removal";
    /// Request a reseller relationship.
    CUSTOMER_INVITATION customer_invitation(uuid::Uuid) = "/customers/{id}/invitations/new";
    /// Remove customer relationship.
    REMOVAL removal(uuid::Uuid) = "/customers/{id}/relationship/removal";
    /// The draft, and later the invitation's page.
    INVITATION invitation(InvitationId) = "/invitations/{id}";
    /// Done.
    COMPLETION completion(InvitationId) = "/invitations/{id}/completion";
    /// Send now, and Remind.
    SENDING sending(InvitationId) = "/invitations/{id}/sending";
    /// Opened in email, copied, or downloaded: saves, records, and makes the link live.
    HANDOVER handover(InvitationId) = "/invitations/{id}/handover";
    /// Revoke.
    REVOCATION revocation(InvitationId) = "/invitations/{id}/revocation";
    /// New link.
    LINK link(InvitationId) = "/invitations/{id}/link";
    /// The draft as a file that mail programs open as a draft.
    MESSAGE_EML message_eml(InvitationId) = "/invitations/{id}/message.eml";
    /// One import: its progress, its rows, its result.
    IMPORT import(BatchId) = "/imports/{id}";
    /// Confirm, and Go on.
    IMPORT_CONFIRMATION import_confirmation(BatchId) = "/imports/{id}/confirmation";
    /// Stop.
    IMPORT_STOP import_stop(BatchId) = "/imports/{id}/stop";
    /// Forget it.
    IMPORT_REMOVAL import_removal(BatchId) = "/imports/{id}/removal";
    /// Say what its columns hold.
    IMPORT_COLUMNS import_columns(BatchId) = "/imports/{id}/columns";
    /// Many invitations: rows and settings, progress, result.
    BULK_INVITATION bulk_invitation(BatchId) = "/bulk-invitations/{id}";
    /// Confirm, and Go on.
    BULK_CONFIRMATION bulk_confirmation(BatchId) = "/bulk-invitations/{id}/confirmation";
    /// Stop.
    BULK_STOP bulk_stop(BatchId) = "/bulk-invitations/{id}/stop";
    /// Forget it.
    BULK_REMOVAL bulk_removal(BatchId) = "/bulk-invitations/{id}/removal";
    /// Say what its columns hold.
    BULK_COLUMNS bulk_columns(BatchId) = "/bulk-invitations/{id}/columns";
    /// Remove partnership.
    PARTNERSHIP_REMOVAL partnership_removal(PartnershipId) = "/partnerships/{id}/removal";
    /// What another partner asks: read by staff of the partner that is asked.
    PARTNERSHIP_ANSWER partnership_answer(&str) = "/p/{token}";
    /// Accepts a partnership.
    PARTNERSHIP_ACCEPTANCE partnership_acceptance(&str) = "/p/{token}/acceptance";
    /// Declines it.
    PARTNERSHIP_REFUSAL partnership_refusal(&str) = "/p/{token}/refusal";
    /// The page on which a customer's user sets a password.
    USER_PASSWORD user_password(&str) = "/user-password/{token}";
    /// The customer's page.
    PUBLIC_INVITATION public_invitation(&str) = "/i/{token}";
    /// Asks for the mailed code.
    PUBLIC_CODE public_code(&str) = "/i/{token}/code";
    /// Accepts.
    PUBLIC_ACCEPTANCE public_acceptance(&str) = "/i/{token}/acceptance";
    /// Declines.
    PUBLIC_REFUSAL public_refusal(&str) = "/i/{token}/refusal";
    /// What a customer has granted, by the link in the letters about it.
    PUBLIC_PRIVILEGES public_privileges(&str) = "/g/{token}";
    /// The customer ends it.
    PUBLIC_PRIVILEGES_END public_privileges_end(&str) = "/g/{token}/end";
    /// The customer switches automatic extension off.
    PUBLIC_PRIVILEGES_EXTENSION public_privileges_extension(&str) = "/g/{token}/extension";
}

/// One user of a customer.
pub const USER: &str = "/customers/{id}/users/{user}";
/// Change them.
pub const USER_PROFILE: &str = "/customers/{id}/users/{user}/profile";
/// Block them.
pub const USER_BLOCKING: &str = "/customers/{id}/users/{user}/blocking";
/// Let them sign in again.
pub const USER_UNBLOCKING: &str = "/customers/{id}/users/{user}/unblocking";
/// Mail them a link to set a new password.
pub const USER_PASSWORD_LINK: &str = "/customers/{id}/users/{user}/password-link";

impl Paths {
    /// One user of a customer.
    #[must_use]
    pub fn user(&self, customer: uuid::Uuid, user: DirectoryUserId) -> String {
        format!("{}/{user}", self.customer_users(customer))
    }

    /// Change them.
    #[must_use]
    pub fn user_profile(&self, customer: uuid::Uuid, user: DirectoryUserId) -> String {
        format!("{}/profile", self.user(customer, user))
    }

    /// Block them.
    #[must_use]
    pub fn user_blocking(&self, customer: uuid::Uuid, user: DirectoryUserId) -> String {
        format!("{}/blocking", self.user(customer, user))
    }

    /// Let them sign in again.
    #[must_use]
    pub fn user_unblocking(&self, customer: uuid::Uuid, user: DirectoryUserId) -> String {
        format!("{}/unblocking", self.user(customer, user))
    }

    /// Mail them a link to set a new password.
    #[must_use]
    pub fn user_password_link(&self, customer: uuid::Uuid, user: DirectoryUserId) -> String {
        format!("{}/password-link", self.user(customer, user))
    }
}

/// A message template: its language, and for which kind of invitation it is.
pub const TEMPLATE: &str = "/templates/{language}/{occasion}";
/// Shows what the typed words become.
pub const TEMPLATE_PREVIEW: &str = "/templates/{language}/{occasion}/preview";
/// Back to the built-in text.
pub const TEMPLATE_REMOVAL: &str = "/templates/{language}/{occasion}/removal";

/// Everything embedded under `static/`, by name and content hash.
pub const ASSET: &str = "/static/{name:.*}";

impl Paths {
    /// A message template.
    #[must_use]
    pub fn template(&self, language: &str, occasion: &str) -> String {
        self.at(&format!("/templates/{language}/{occasion}"))
    }

    /// Shows what the typed words become.
    #[must_use]
    pub fn template_preview(&self, language: &str, occasion: &str) -> String {
        format!("{}/preview", self.template(language, occasion))
    }

    /// Back to the built-in text.
    #[must_use]
    pub fn template_removal(&self, language: &str, occasion: &str) -> String {
        format!("{}/removal", self.template(language, occasion))
    }

    /// The customer's page with the code form of one request.
    #[must_use]
    pub fn public_code_step(&self, token: &str, request: CodeRequestId) -> String {
        format!("{}?request={request}", self.public_invitation(token))
    }

    /// A record by the key that its page goes by: the customer's, or this partner's own until it accepts.
    #[must_use]
    pub fn record(&self, customer: Option<CustomerId>, entry: EntryId) -> String {
        self.customer(customer.map_or(entry.uuid(), CustomerId::uuid))
    }
}
