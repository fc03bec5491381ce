//! Letters about an answer: to the person who asked, and to the person who agreed.

use chrono::Duration;

use super::{
    model::{Invitation, Party},
    queries, terms,
};
use crate::{
    db::{self, Tx, ids::UserId, types::Timestamp},
    domains::Proof,
    language::Language,
    mail::{self, Letter, MailKind, Mailbox},
    paths::Site,
    privileges::{self, EXTENSION_DAYS},
    relationships::Consent,
    text::{SECRET_MARK, unlinked},
    translations::{
        ReceiptMailAgreed, ReceiptMailEnd, ReceiptMailPrivileges, ReceiptMailSubject,
        ReceiptPrivilegesAgreed, ReceiptPrivilegesEnd, ReceiptPrivilegesSubject, Text, Texts,
    },
};

/// The person who asked, and the person who agreed.
pub(crate) fn tell_both_sides(
    tx: &mut Tx<'_>,
    site: &Site,
    product: &str,
    invitation: &Invitation,
    parties: &[Party],
    consent: &Consent,
    language: Language,
) -> Result<(), db::Error> {
    let now = consent.accepted_at;
    let record = site.absolute(&site.paths().customer(consent.customer_id.uuid()));
    let privileges = match (consent.roles.is_empty(), consent.grant_days) {
        (false, Some(days)) => format!(
            "\n\nDelegated admin privileges until {}{}: {}.",
            now.plus(Duration::days(days.into())).day(),
            match consent.auto_extend {
                true => ", extended by themselves after that",
                false => "",
            },
            consent.roles.words()
        ),
        _ => String::new(),
    };
    let who = format!(
        "{} ({})",
        unlinked(&consent.person_name),
        unlinked(&consent.job_title)
    );
    let company = unlinked(&invitation.company_name);
    let doubt = doubt_of(consent, &invitation.domain);
    tell_sender(
        tx,
        product,
        invitation,
        "accepted",
        format!("{company} accepted your invitation"),
        format!(
            "{company} accepted your invitation on {}.\n\n{who} agreed for the company.{doubt}{privileges}\n\nThe customer's record:\n{record}",
            now.words()
        ),
        now,
    )?;
    send_receipt(tx, product, invitation, parties, consent, language)
}

/// Behind who agreed: what their address does not prove.
fn doubt_of(consent: &Consent, domain: &str) -> String {
    let doubt = Proof::kept(domain, &consent.email, consent.domain_verified).doubt(domain);
    doubt.map_or_else(String::new, |doubt| {
        format!(" {doubt}: the customer is shown as not verified.")
    })
}

/// To the person who agreed, in the language in which they read the page.
fn send_receipt(
    tx: &mut Tx<'_>,
    product: &str,
    invitation: &Invitation,
    parties: &[Party],
    consent: &Consent,
    language: Language,
) -> db::Result<()> {
    let (t, now) = (Texts::of(language), consent.accepted_at);
    let names = t.names(&names_of(parties));
    let (person, company) = (
        unlinked(&consent.person_name),
        unlinked(&invitation.company_name),
    );
    let agreed = agreed_to(t, invitation, consent, (&person, &company, &names));
    let proof = Proof::kept(&invitation.domain, &consent.email, consent.domain_verified);
    let (version, fingerprint) = (&terms::version(invitation.language), &consent.terms_hash);
    let end = match invitation.privileges_only {
        true => t.receipt_privileges_end(ReceiptPrivilegesEnd {
            version,
            fingerprint,
        }),
        false => t.receipt_mail_end(ReceiptMailEnd {
            version,
            fingerprint,
        }),
    };
    let granted = match consent.roles.is_empty() {
        true => Vec::new(),
        false => privileges::of_consent(tx.conn(), consent.id)?,
    };
    let granted = granted.first();
    let way = granted.map(|_| format!("{}\n\n{SECRET_MARK}", t.privileges_mail_way()).into());
    let is_extended = consent.auto_extend && granted.is_some();
    let paragraphs = [
        Some(agreed),
        privileges_of(t, consent),
        is_extended.then(|| t.extension_asked(EXTENSION_DAYS)),
        way,
        t.doubt(proof, &invitation.domain),
        Some(end),
    ];
    let paragraphs: Vec<Text> = paragraphs.into_iter().flatten().collect();
    let receipt = Letter {
        kind: MailKind::Receipt,
        event_key: format!("receipt {}", consent.id),
        partner: Some(invitation.partner_id),
        invitation: Some(invitation.id),
        subject: {
            let (company, names) = (company.as_str(), names.as_str());
            let subject = match invitation.privileges_only {
                true => t.receipt_privileges_subject(ReceiptPrivilegesSubject { company, names }),
                false => t.receipt_mail_subject(ReceiptMailSubject { company, names }),
            };
            subject.into_owned()
        },
        to: Mailbox {
            name: person,
            email: consent.email.clone(),
        },
        sender: None,
        body: paragraphs.join("\n\n"),
        footer: t.receipt_mail_footer().into_owned(),
        secret: granted.map(privileges::Grant::secret),
        give_up_at: None,
    };
    mail::enqueue_in(tx, &receipt, product, language, now)?;
    Ok(())
}

/// Who agreed to what: `named` are the person, the company and the partners.
fn agreed_to(
    t: Texts,
    invitation: &Invitation,
    consent: &Consent,
    named: (&str, &str, &str),
) -> Text {
    let ((name, company, names), domain) = (named, invitation.domain.as_str());
    let when = &t.moment_of(consent.accepted_at);
    match invitation.privileges_only {
        true => t.receipt_privileges_agreed(ReceiptPrivilegesAgreed {
            name,
            when,
            company,
            domain,
            names,
        }),
        false => t.receipt_mail_agreed(ReceiptMailAgreed {
            name,
            when,
            company,
            domain,
            names,
        }),
    }
}

/// The paragraph about the privileges that were agreed to.
fn privileges_of(t: Texts, consent: &Consent) -> Option<Text> {
    let days = consent.grant_days.filter(|_| !consent.roles.is_empty())?;
    let last = consent.accepted_at.plus(Duration::days(days.into()));
    Some(t.receipt_mail_privileges(ReceiptMailPrivileges {
        day: &t.day_of(last),
        roles: &t.role_names(&consent.roles),
    }))
}

fn names_of(parties: &[Party]) -> Vec<&str> {
    let names = parties.iter();
    names
        .map(|party| party.partner.legal_name.as_str())
        .collect()
}

/// The partner across, whose staff did not ask.
pub(crate) fn tell_other_partner(
    tx: &mut Tx<'_>,
    site: &Site,
    product: &str,
    invitation: &Invitation,
    party: &Party,
    notify: UserId,
    consent: &Consent,
) -> db::Result<()> {
    let now = consent.accepted_at;
    let doubt = doubt_of(consent, &invitation.domain);
    let (name, email) = queries::sender(tx.conn(), notify)?;
    let record = site.absolute(&site.paths().customer(consent.customer_id.uuid()));
    let company = unlinked(&invitation.company_name);
    let letter = Letter {
        kind: MailKind::Notice,
        event_key: format!("accepted {} {}", invitation.id, party.partner.id),
        partner: Some(party.partner.id),
        // The invitation is the other partner's; its page is not for this one.
        invitation: None,
        to: Mailbox { name, email },
        sender: None,
        subject: format!("{company} is now your customer"),
        body: format!(
            "{company} accepted a joint invitation on {} and is now connected with {} as {}.{doubt}\n\nThe customer's record:\n{record}",
            now.words(),
            party.partner.legal_name,
            party.kind.label().to_lowercase(),
        ),
        footer: "Sent because your company works together with the partner that asked.".to_owned(),
        secret: None,
        give_up_at: None,
    };
    mail::enqueue(tx, &letter, product, now)?;
    Ok(())
}

pub(crate) fn tell_sender(
    tx: &mut Tx<'_>,
    product: &str,
    invitation: &Invitation,
    event: &str,
    subject: String,
    body: String,
    now: Timestamp,
) -> db::Result<()> {
    let (name, email) = queries::sender(tx.conn(), invitation.created_by)?;
    let letter = Letter {
        kind: MailKind::Notice,
        event_key: format!("{event} {}", invitation.id),
        partner: Some(invitation.partner_id),
        invitation: Some(invitation.id),
        to: Mailbox { name, email },
        sender: None,
        subject,
        body,
        footer: "Sent because you made this invitation.".to_owned(),
        secret: None,
        give_up_at: None,
    };
    mail::enqueue(tx, &letter, product, now)?;
    Ok(())
}
