//! Who is told of what becomes of a grant.

use diesel::{QueryDsl, RunQueryDsl};

use crate::{
    db::{
        self, Conn,
        ids::{PartnerId, UserId},
        schema::{consents, customers, invitations},
    },
    identity::{self, ManageCustomers, Scope, User},
    language::Language,
    mail::Mailbox,
    privileges::Grant,
};

/// Both sides of a grant.
#[derive(Debug, Clone)]
pub(super) struct Audience {
    /// The partner's name.
    pub(super) partner: String,
    /// The customer's.
    pub(super) company: String,
    /// Of the partner: who asked for the privileges, or else everybody who may manage customers.
    pub(super) staff: Vec<User>,
    /// Of the customer: who consented, and its contact.
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

/// Who consented, who asked, and the company: names and addresses.
type Row = (
    (String, String),
    (PartnerId, UserId, Language),
    (String, String, String),
);

/// Looked up.
pub(super) fn audience(conn: &mut Conn, grant: &Grant) -> db::Result<Audience> {
    let (consented, (asking, asked_by, language), (company, contact, contact_email)): Row =
        consents::table
            .find(grant.consent_id)
            .inner_join(invitations::table)
            .inner_join(customers::table)
            .select((
                (consents::person_name, consents::email),
                (
                    invitations::partner_id,
                    invitations::created_by,
                    invitations::language,
                ),
                (
                    customers::name,
                    customers::contact_name,
                    customers::contact_email,
                ),
            ))
            .first(conn)?;
    let scope = Scope::of(grant);
    // Of a joint invitation, the other partner's staff did not ask.
    let usual = Some(asked_by).filter(|_| asking == grant.partner_id);
    let (consented, contact) = (
        mailbox(consented.0, consented.1),
        mailbox(contact, contact_email),
    );
    let is_other = !contact.email.eq_ignore_ascii_case(&consented.email);
    let customer = std::iter::once(consented).chain(Some(contact).filter(|_| is_other));
    Ok(Audience {
        partner: identity::find_partner(conn, grant.partner_id)?.legal_name,
        company,
        staff: identity::told_of::<ManageCustomers>(conn, scope, usual)?,
        customer: customer.collect(),
        language,
    })
}

fn mailbox(name: String, email: String) -> Mailbox {
    Mailbox { name, email }
}
