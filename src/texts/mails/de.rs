//! German.

use super::{MailTexts, TermsTexts};

pub(super) static TEXTS: MailTexts = MailTexts {
    code_subject: "Ihr Code",
    code: |name, company, mark| {
        format!(
            "Guten Tag {name},\n\nIhr Code, um die Einladung von {company} zu beantworten, lautet:\n\n{mark}\n\nGeben Sie ihn innerhalb von 10 Minuten auf der Seite ein, die danach gefragt hat. Niemand wird Sie jemals telefonisch oder per E-Mail danach fragen. Wenn Sie keinen Code angefordert haben, brauchen Sie nichts zu tun."
        )
    },
    code_footer: "Gesendet, weil diese Adresse auf der Seite einer Einladung eingegeben wurde.",
    receipt_subject: |company, names| format!("Bestätigung: {company} ist mit {names} verbunden"),
    receipt: |it| {
        format!(
            "Guten Tag {},\n\nam {} haben Sie für {} ({}) einer Handelspartnerbeziehung mit {} zugestimmt.{}{}\n\nWortlaut: Version {}, Fingerabdruck {}.\n\nUm sie zu beenden, wenden Sie sich an einen der hier genannten Partner; Administratorrechte enden an ihrem Datum von selbst. Bewahren Sie diese E-Mail als Bestätigung auf.",
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
        format!("\n\nDelegierte Administratorrechte bis {day}: {roles}.")
    },
    receipt_footer: "Gesendet, weil Sie eine Einladung angenommen haben.",
    invitation_footer: |sender, partner, address| {
        format!("Gesendet für {sender}, {partner}. Antworten gehen an {address}.")
    },
    terms: TermsTexts {
        title: |company, domain, version| {
            format!(
                "Vereinbarung von {company} ({domain}) über eine Handelspartnerbeziehung, Version {version}"
            )
        },
        who: |company| {
            format!(
                "1. Wer handeln darf. {company} ist einverstanden, dass die folgenden Unternehmen wie beschrieben für es Geschäfte abwickeln dürfen:"
            )
        },
        party: |name, domain, country, kind| format!("{name} ({domain}, {country}), {kind}, darf:"),
        privileges: "2. Delegierte Administratorrechte.",
        none: " Es werden keine erteilt.",
        roles: |days| {
            format!(
                " Für {days} Tage ab der Annahme darf jedes von ihnen auch in diesen Rollen handeln:"
            )
        },
        roles_end: "Die Rechte enden nach dieser Zeit von selbst und sind unabhängig von der Handelspartnerbeziehung.",
        not_agreed: |company| {
            format!(
                "3. Was nicht vereinbart wird. Diese Vereinbarung ist keine Bestellung und kostet nichts. Sie gibt niemandem Zugang zu Kennwörtern und zu Daten nur, soweit es die Rechte unter 2 besagen. Anderen Partnern von {company} nimmt sie nichts."
            )
        },
        end: |company| {
            format!(
                "4. Ende. {company} kann die Beziehung jederzeit und ohne Angabe von Gründen beenden, indem es einen unter 1 genannten Partner darum bittet, der sie dann entfernt. Jeder Partner kann seine Beziehung beenden. Verträge über inzwischen Bestelltes werden dadurch nicht geändert."
            )
        },
        who_agrees: |company| {
            format!(
                "5. Wer zustimmt. Die Person, die annimmt, erklärt, dass sie dies für {company} tun darf. Ihr Name, ihre Funktion und ihre geschäftliche E-Mail-Adresse, der Zeitpunkt und dieser Text werden als Nachweis aufbewahrt und den unter 1 genannten Partnern gezeigt."
            )
        },
    },
};
