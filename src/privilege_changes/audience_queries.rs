//! Who is told of what becomes of a grant.

use diesel::{ExpressionMethods, JoinOnDsl, QueryDsl, RunQueryDsl};

use crate::{
    customers,
    db::{
        self, Conn,
        ids::{CustomerId, UserId},
        schema::{
            consents, customers as customer_rows, directory_user_roles, directory_users,
            invitations,
        },
    },
    directory::{UserRole, UserState},
    identity::{self, ManageCustomers, Scope, User},
    language::Language,
    mail::Mailbox,
    privileges::{self, Grant},
};

/// Both sides of a grant.
#[derive(Debug, Clone)]
pub(super) struct Audience {
    /// The partner's name.
    pub(super) partner: String,
    /// The customer's.
    pub(super) company: String,
    /// Of the partner: who looks after the customer, or else everybody who manages customers.
    pub(super) staff: Vec<User>,
    /// Of the customer: who consented, its contact, and its active Global administrators; each address once.
    pub(super) customer: Vec<Mailbox>,
    /// The language in which the customer was asked.
    pub(super) language: Language,
}

impl Audience {
    /// Who of the staff is notified in the product.
    pub(super) fn notified(&self) -> Option<UserId> {
        self.staff.first().map(|person| person.id)
    }
}

/// Who consented, in which language, and the company with its contact: names and addresses.
type Row = ((String, String), Language, (String, String, String));

/// Looked up.
pub(super) fn audience(conn: &mut Conn, grant: &Grant) -> db::Result<Audience> {
    let (consented, language, (company, contact, contact_email)): Row = consents::table
        .find(grant.consent_id)
        .inner_join(invitations::table)
        .inner_join(customer_rows::table)
        .select((
            (consents::person_name, consents::email),
            invitations::language,
            (
                customer_rows::name,
                customer_rows::contact_name,
                customer_rows::contact_email,
            ),
        ))
        .first(conn)?;
    let (consented, contact) = (
        mailbox(consented.0, consented.1),
        mailbox(contact, contact_email),
    );
    let mut customer = vec![consented];
    let others = std::iter::once(contact).chain(global_administrators(conn, grant.customer_id)?);
    for other in others {
        let is_known = |it: &Mailbox| it.email.eq_ignore_ascii_case(&other.email);
        if !customer.iter().any(is_known) {
            customer.push(other);
        }
    }
    Ok(Audience {
        partner: identity::find_partner(conn, grant.partner_id)?.legal_name,
        company,
        staff: staff_told(conn, grant)?,
        customer,
        language,
    })
}

/// Whom of the partner: who looks after the customer or, where nobody does (any more), everybody who manages customers.
fn staff_told(conn: &mut Conn, grant: &Grant) -> db::Result<Vec<User>> {
    let scope = Scope::of(grant);
    let person = match privileges::company_of(conn, grant)?.0 {
        Some(entry) => customers::responsible(conn, scope, entry)?,
        None => None,
    };
    identity::told_of::<ManageCustomers>(conn, scope, person.map(|it| it.user))
}

/// So many of them are told, at most.
const ADMINISTRATORS: i64 = 20;

/// Those of the customer that can sign in.
fn global_administrators(conn: &mut Conn, customer: CustomerId) -> db::Result<Vec<Mailbox>> {
    let found: Vec<(String, String, String)> = directory_user_roles::table
        .inner_join(
            directory_users::table.on(directory_users::id.eq(directory_user_roles::user_id)),
        )
        .filter(directory_user_roles::customer_id.eq(customer))
        .filter(directory_user_roles::role.eq(UserRole::GlobalAdministrator))
        .filter(directory_users::state.eq(UserState::Active))
        .order(directory_users::id)
        .limit(ADMINISTRATORS)
        .select((
            directory_users::display_name,
            directory_users::user_name,
            directory_users::contact_email,
        ))
        .load(conn)?;
    let each = found.into_iter().map(|(name, account, contact)| {
        let email = match contact.is_empty() {
            true => account,
            false => contact,
        };
        mailbox(name, email)
    });
    Ok(each.collect())
}

fn mailbox(name: String, email: String) -> Mailbox {
    Mailbox { name, email }
}
