//! English.

use super::{MailTexts, TermsTexts};

pub(super) static TEXTS: MailTexts = MailTexts {
    code_subject: "Your code",
    code: |name, company, mark| {
        format!(
            "Hello {name},\n\nyour code to answer the invitation of {company} is:\n\n{mark}\n\nEnter it on the page that asked for it, within 10 minutes. Nobody will ever ask you for it by phone or mail. If you did not ask for a code, do nothing."
        )
    },
    code_footer: "Sent because this address was entered on the page of an invitation.",
    receipt_subject: |company, names| format!("Receipt: {company} is connected with {names}"),
    receipt: |it| {
        format!(
            "Hello {},\n\non {} you agreed for {} ({}) to a reseller relationship with {}.{}{}\n\nWording: version {}, fingerprint {}.\n\nTo end it, tell any partner named here; privileges end by themselves on their date. Keep this mail as your receipt.",
            it.person,
            it.when,
            it.company,
            it.domain,
            it.names,
            it.privileges,
            it.doubt,
            it.version,
            it.fingerprint
        )
    },
    receipt_privileges: |day, roles| {
        format!("\n\nDelegated admin privileges until {day}: {roles}.")
    },
    receipt_footer: "Sent because you accepted an invitation.",
    invitation_footer: |sender, partner, address| {
        format!("Sent for {sender} at {partner}. Answers go to {address}.")
    },
    terms: TermsTexts {
        title: |company, domain, version| {
            format!(
                "Agreement of {company} ({domain}) to a reseller relationship, version {version}"
            )
        },
        who: |company| {
            format!(
                "1. Who may act. {company} agrees that the following may transact for it as described:"
            )
        },
        party: |name, domain, country, kind| {
            format!("{name} ({domain}, {country}), as {kind}, may:")
        },
        privileges: "2. Delegated admin privileges.",
        none: " None are granted.",
        roles: |days| {
            format!(" For {days} days from acceptance, each of them may also act in these roles:")
        },
        roles_end: "The privileges end by themselves after that time and are independent of the reseller relationship.",
        not_agreed: |company| {
            format!(
                "3. What is not agreed. This agreement is no order and costs nothing. It gives nobody access to passwords, and to data only as far as the privileges in 2 say. It takes nothing away from other partners of {company}."
            )
        },
        end: |company| {
            format!(
                "4. End. {company} can end the relationship at any time, without giving a reason, by telling a partner named in 1, who then removes it. Each partner can end the relationship with it. Contracts about things ordered meanwhile are not changed by that."
            )
        },
        who_agrees: |company| {
            format!(
                "5. Who agrees. The person who accepts states that they may do so for {company}. Their name, job title and work email, the time, and this text are kept as proof and shown to the partners named in 1."
            )
        },
    },
};
