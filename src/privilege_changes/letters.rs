//! The letters about a grant: to the partner's staff in English, to the customer in its language and with the link with
//! which it ends the privileges itself.

use super::{
    audience_queries::{self, Audience},
    desk::Desk,
    events::{GrantEvent, LETTER_FAILED},
};
use crate::{
    activity::{By, Changes},
    db::{
        self, Tx,
        ids::{GrantId, MailId},
        types::Timestamp,
    },
    identity::{self, Scope},
    mail::{self, Letter, Mail, MailKind, Mailbox},
    privileges::{self, EXTENSION_DAYS, EndCause, Grant},
    secrets::sha256_hex,
    text::{SECRET_MARK, domain_of, unlinked},
    translations::{
        PrivilegesEndedByCustomer, PrivilegesEndedByPartner, PrivilegesEndingBody,
        PrivilegesEndingSubject, PrivilegesExtendedBody, PrivilegesExtendedSubject,
        PrivilegesExtendingBody, PrivilegesMailWhat, PrivilegesNotExtendingBody, Text, Texts,
    },
};

/// What is told.
#[derive(Debug, Clone, Copy)]
pub(super) enum News {
    /// They end in so many days.
    Ending(i64),
    /// They were ended early.
    Ended(EndCause),
    /// They were extended until then.
    Extended(Timestamp),
    /// Automatic extension was switched on.
    SwitchedOn,
    /// Automatic extension was switched off.
    SwitchedOff,
}

/// Tells both sides.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    desk: &Desk,
    grant: &Grant,
    audience: &Audience,
    news: News,
    now: Timestamp,
) -> db::Result<()> {
    // A key for each side: one address may stand on both, and each letter says something else.
    let key = event_key(grant, news);
    let staff_key = format!("{key} staff");
    for person in &audience.staff {
        let to = Mailbox {
            name: person.name.clone(),
            email: person.email.clone(),
        };
        let letter = to_staff(desk, grant, audience, news, to, &staff_key, now);
        mail::enqueue(tx, &letter, &desk.product, now)?;
    }
    link(tx, desk, grant)?;
    for to in &audience.customer {
        let letter = to_customer(grant, audience, news, to, &key, now);
        mail::enqueue_in(tx, &letter, &desk.product, audience.language, now)?;
    }
    Ok(())
}

/// A letter to the customer was given up: whoever looks after it is told. Lines of activity outlast the customer's users, to
/// whom such letters go, too: so neither the address nor the server's words about it are kept here.
///
/// # Errors
/// When a row cannot be written.
pub fn letter_failed(tx: &mut Tx<'_>, mail: &Mail, now: Timestamp) -> db::Result<()> {
    let Some((partner, id)) = mail.partner_id.zip(mail.secret_id) else {
        return Ok(());
    };
    let scope = Scope::of(&identity::find_partner(tx.conn(), partner)?);
    let grant = privileges::find(tx.conn(), scope, GrantId::from_uuid(id.uuid()))?;
    let told = audience_queries::audience(tx.conn(), &grant)?.notified();
    let words = format!("to an address at {}", domain_of(&mail.recipient));
    let by = By::this_server(grant.partner_id).notifying(told);
    GrantEvent::new(LETTER_FAILED, &grant, Changes::none())
        .saying(&words)
        .record(tx, by, now)
}

/// A warning and an extension are told once for each end; what somebody does, each time that they do it.
fn event_key(grant: &Grant, news: News) -> String {
    let (id, end) = (grant.id, grant.ends_at.rfc3339());
    match news {
        News::Ending(days) => format!("privileges end {id} {end} {days}"),
        News::Ended(_) => format!("privileges ended {id}"),
        News::Extended(until) => format!("privileges extended {id} {}", until.rfc3339()),
        News::SwitchedOn | News::SwitchedOff => format!("privileges {id} {}", MailId::new()),
    }
}

/// The row knows the link that its letters hold.
fn link(tx: &mut Tx<'_>, desk: &Desk, grant: &Grant) -> db::Result<()> {
    if grant.token_hash.is_some() {
        return Ok(());
    }
    let secret = grant.secret();
    let token = desk
        .secrets
        .token(secret.purpose, secret.id, secret.version);
    privileges::set_link(tx, grant.id, Some(sha256_hex(&token)))
}

fn to_staff(
    desk: &Desk,
    grant: &Grant,
    audience: &Audience,
    news: News,
    to: Mailbox,
    key: &str,
    now: Timestamp,
) -> Letter {
    let company = unlinked(&audience.company);
    let (subject, said) = staff_words(grant, &company, news, now);
    let address = desk
        .site
        .paths()
        .customer_privileges(grant.customer_id.uuid());
    Letter {
        kind: MailKind::Notice,
        event_key: key.to_owned(),
        partner: Some(grant.partner_id),
        invitation: None,
        to,
        sender: None,
        subject,
        body: format!(
            "{said}\n\nName: {}\nRoles: {}\n\nThe customer's privileges:\n{}",
            grant.name,
            grant.roles.words(),
            desk.site.absolute(&address)
        ),
        footer: "Sent because you look after this customer, or manage customers.".to_owned(),
        secret: None,
        give_up_at: None,
    }
}

const ANEW_OR_EXTENDED: &str =
    "To go on after that, ask the customer anew before the end, or switch automatic extension on.";
const ANEW_ALONE: &str = "To go on after that, ask the customer anew before the end: they hold Global administrator, so they are never extended by themselves.";

/// Subject, and the first paragraph.
fn staff_words(grant: &Grant, company: &str, news: News, now: Timestamp) -> (String, String) {
    let end = grant.ends_at;
    match news {
        News::Ending(_) => (
            format!("Privileges over {company} end on {}", end.day()),
            format!(
                "Your delegated admin privileges over {company} end on {}. {}",
                end.words(),
                match grant.is_global() {
                    true => ANEW_ALONE,
                    false => ANEW_OR_EXTENDED,
                }
            ),
        ),
        News::Ended(EndCause::Customer) => (
            format!("{company} has ended your privileges"),
            format!(
                "{company} ended your delegated admin privileges on {}. They stopped at once. A reseller relationship is not changed by that.",
                now.words()
            ),
        ),
        News::Ended(_) => (
            format!("Privileges over {company} have ended"),
            format!(
                "Your delegated admin privileges over {company} were ended on {} by your company. They stopped at once. A reseller relationship is not changed by that.",
                now.words()
            ),
        ),
        News::Extended(until) => (
            format!("Privileges over {company} were extended"),
            format!(
                "Your delegated admin privileges over {company} were extended by {EXTENSION_DAYS} days, until {}, because automatic extension is switched on.",
                until.words()
            ),
        ),
        News::SwitchedOn => (
            format!("Privileges over {company} are extended by themselves"),
            format!(
                "Automatic extension is switched on for your delegated admin privileges over {company}: on {}, and each time after that, {EXTENSION_DAYS} days are added, until either side switches it off.",
                end.words()
            ),
        ),
        News::SwitchedOff => (
            format!("Privileges over {company} are no longer extended"),
            format!(
                "Automatic extension is switched off for your delegated admin privileges over {company}. They end on {}.",
                end.words()
            ),
        ),
    }
}

fn to_customer(
    grant: &Grant,
    audience: &Audience,
    news: News,
    to: &Mailbox,
    key: &str,
    now: Timestamp,
) -> Letter {
    let t = Texts::of(audience.language);
    let (company, partner) = (unlinked(&audience.company), unlinked(&audience.partner));
    let (subject, said) = customer_words(t, grant, &company, &partner, news, now);
    let what = t.privileges_mail_what(PrivilegesMailWhat {
        partner: &partner,
        privilege: &grant.name,
        roles: &t.role_names(&grant.roles),
    });
    let hello = t.privileges_mail_hello(&unlinked(&to.name));
    let mut paragraphs = vec![hello, said, what];
    if !matches!(news, News::Ended(_)) {
        paragraphs.push(t.privileges_mail_way());
        paragraphs.push(SECRET_MARK.to_string().into());
    }
    Letter {
        kind: MailKind::Privileges,
        event_key: key.to_owned(),
        partner: Some(grant.partner_id),
        invitation: None,
        to: to.clone(),
        sender: None,
        subject: subject.into_owned(),
        body: paragraphs.join("\n\n"),
        footer: t.privileges_mail_footer(&company).into_owned(),
        secret: (!matches!(news, News::Ended(_))).then(|| grant.secret()),
        give_up_at: None,
    }
}

/// Subject, and what is told.
fn customer_words(
    t: Texts,
    grant: &Grant,
    company: &str,
    partner: &str,
    news: News,
    now: Timestamp,
) -> (Text, Text) {
    let (moment, end) = (&t.moment_of(now), &t.moment_of(grant.ends_at));
    let day = &t.day_of(grant.ends_at);
    match news {
        News::Ending(_) => (
            t.privileges_ending_subject(PrivilegesEndingSubject { partner, day }),
            t.privileges_ending_body(PrivilegesEndingBody {
                partner,
                company,
                moment: end,
            }),
        ),
        News::Ended(EndCause::Customer) => (
            t.privileges_ended_subject(partner),
            t.privileges_ended_by_customer(PrivilegesEndedByCustomer {
                partner,
                company,
                moment,
            }),
        ),
        News::Ended(_) => (
            t.privileges_ended_subject(partner),
            t.privileges_ended_by_partner(PrivilegesEndedByPartner {
                partner,
                company,
                moment,
            }),
        ),
        News::Extended(until) => (
            t.privileges_extended_subject(PrivilegesExtendedSubject {
                partner,
                day: &t.day_of(until),
            }),
            t.privileges_extended_body(PrivilegesExtendedBody {
                partner,
                company,
                days: EXTENSION_DAYS.into(),
                moment: &t.moment_of(until),
            }),
        ),
        News::SwitchedOn => (
            t.privileges_extending_subject(partner),
            t.privileges_extending_body(PrivilegesExtendingBody {
                partner,
                company,
                days: EXTENSION_DAYS.into(),
                moment: end,
            }),
        ),
        News::SwitchedOff => (
            t.privileges_not_extending_subject(partner),
            t.privileges_not_extending_body(PrivilegesNotExtendingBody {
                partner,
                company,
                moment: end,
            }),
        ),
    }
}
