//! What a row says, checked value by value, before the database is asked.

use super::{
    cells::shown,
    model::{BatchRow, Kind, RowState, Verdict},
    reader::{Fields, Row},
};
use crate::{
    db::ids::BatchId,
    domains::{ConsentRules, Proof},
    language::Language,
    text,
};

/// Most characters of a cell that are kept of a row that makes no sense.
const KEPT: usize = 200;

/// The row with its values checked; what depends on the partner's own list is judged afterwards.
pub(super) fn checked(batch: BatchId, kind: Kind, rules: &ConsentRules, row: &Row) -> BatchRow {
    let line = i32::try_from(row.line).unwrap_or(i32::MAX);
    let fields = match &row.fields {
        Ok(fields) => fields,
        Err(why) => return unreadable(batch, line, &Fields::default(), why),
    };
    let found = match kind {
        Kind::Import => import(fields),
        Kind::Invite => invite(fields, rules),
    };
    match found {
        Ok(values) => BatchRow {
            batch_id: batch,
            line,
            ..values
        },
        Err(why) => unreadable(batch, line, fields, &why),
    }
}

fn unreadable(batch: BatchId, line: i32, fields: &Fields, why: &str) -> BatchRow {
    BatchRow {
        batch_id: batch,
        line,
        company: shown(&fields.company, KEPT),
        domain: shown(&fields.domain, KEPT),
        external_id: shown(&fields.external_id, KEPT),
        contact: shown(&fields.contact, KEPT),
        email: shown(&fields.email, KEPT),
        language: None,
        verdict: Verdict::Unreadable,
        why: why.to_owned(),
        state: RowState::Left,
        entry_id: None,
        invitation_id: None,
    }
}

fn good(company: String, domain: String) -> BatchRow {
    BatchRow {
        batch_id: BatchId::new(),
        line: 0,
        company,
        domain,
        external_id: String::new(),
        contact: String::new(),
        email: String::new(),
        language: None,
        verdict: Verdict::New,
        why: String::new(),
        state: RowState::Waiting,
        entry_id: None,
        invitation_id: None,
    }
}

/// What is wrong with which cell.
fn of(what: &str) -> impl Fn(String) -> String + '_ {
    move |why| format!("{what}: {why}")
}

fn import(fields: &Fields) -> Result<BatchRow, String> {
    let company = text::line(&fields.company, text::NAME_MAX, "the company's name")
        .map_err(of("Company name"))?;
    let domain = text::domain(&fields.domain).map_err(of("Domain"))?;
    let external_id = text::optional_line(&fields.external_id, 100).map_err(of("ID"))?;
    Ok(BatchRow {
        external_id: external_id.to_lowercase(),
        ..good(company, domain)
    })
}

fn invite(fields: &Fields, rules: &ConsentRules) -> Result<BatchRow, String> {
    let company = text::line(&fields.company, text::NAME_MAX, "the company's name")
        .map_err(of("Company name"))?;
    let contact =
        text::optional_line(&fields.contact, text::NAME_MAX).map_err(of("Contact name"))?;
    let email = text::email(&fields.email).map_err(of("Address"))?;
    let mail_domain = text::domain_of(&email).to_owned();
    let domain = match fields.domain.trim() {
        "" => mail_domain.clone(),
        given => text::domain(given).map_err(of("Domain"))?,
    };
    let language = match fields.language.trim() {
        "" => None,
        given => Some(language(given).ok_or_else(|| unknown_language(given))?),
    };
    rules.check(&domain, &email).map_err(of("Address"))?;
    let why = match rules.proof(&domain, &email) {
        Proof::Verified => String::new(),
        Proof::Outside if rules.shared.holds(&mail_domain) => format!(
            "{mail_domain} is open to everybody: the customer's domain will stay unverified"
        ),
        Proof::Outside => {
            "The address is in another domain: the customer's domain will stay unverified"
                .to_owned()
        }
        Proof::Shared => format!(
            "{domain} is open to everybody: the customer's domain will stay unverified, and it gets a record of its own"
        ),
    };
    Ok(BatchRow {
        contact,
        email,
        language,
        verdict: if why.is_empty() {
            Verdict::New
        } else {
            Verdict::Doubtful
        },
        why,
        ..good(company, domain)
    })
}

/// By its tag (`pt-BR` is Portuguese), its English name, or its own.
fn language(given: &str) -> Option<Language> {
    let given = text::folded(given);
    let tag = given.split(['-', '_']).next().unwrap_or_default();
    Language::ALL.iter().copied().find(|language| {
        tag == language.as_str()
            || given == text::folded(language.label())
            || given == text::folded(language.own_name())
    })
}

fn unknown_language(given: &str) -> String {
    let known: Vec<&str> = Language::ALL
        .iter()
        .map(|language| language.label())
        .collect();
    format!(
        "Language: {:?} is not one of {}",
        shown(given, 40),
        known.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(company: &str, domain: &str, email: &str, language: &str) -> Row {
        Row {
            line: 7,
            fields: Ok(Fields {
                company: company.to_owned(),
                domain: domain.to_owned(),
                email: email.to_owned(),
                language: language.to_owned(),
                ..Fields::default()
            }),
        }
    }

    #[test]
    fn rows_to_invite_are_judged_by_their_values() {
        for (row, verdict, why) in [
            (
                row("Adatum", "adatum.example", "Ana@Adatum.example", "de-AT"),
                Verdict::New,
                "",
            ),
            (
                row("Adatum", "", "ana@adatum.example", "Deutsch"),
                Verdict::New,
                "",
            ),
            (
                row("Adatum", "adatum.example", "ana@gmail.com", ""),
                Verdict::Doubtful,
                "gmail.com is open to everybody",
            ),
            (
                row("Adatum", "adatum.example", "ana@other.example", ""),
                Verdict::Doubtful,
                "another domain",
            ),
            (
                row("Adatum", "", "ana@gmail.com", ""),
                Verdict::Doubtful,
                "a record of its own",
            ),
            (
                row("Adatum", "adatum.example", "ana", ""),
                Verdict::Unreadable,
                "Address:",
            ),
            (
                row("", "adatum.example", "ana@adatum.example", ""),
                Verdict::Unreadable,
                "Company name:",
            ),
            (
                row("Adatum", "adatum", "ana@adatum.example", ""),
                Verdict::Unreadable,
                "Domain:",
            ),
            (
                row("Adatum", "adatum.example", "ana@adatum.example", "Klingon"),
                Verdict::Unreadable,
                "Klingon",
            ),
            (
                row("A\0datum", "adatum.example", "ana@adatum.example", ""),
                Verdict::Unreadable,
                "control",
            ),
        ] {
            let rules = ConsentRules::default();
            let judged = checked(BatchId::new(), Kind::Invite, &rules, &row);
            assert_eq!(judged.verdict, verdict, "{row:?}: {}", judged.why);
            assert!(judged.why.contains(why), "{}", judged.why);
            assert!(!judged.company.contains('\0'));
        }
    }

    #[test]
    fn languages_are_known_by_tag_and_by_name() {
        for (given, known) in [
            ("EN", Language::English),
            ("pt-BR", Language::Portuguese),
            ("Japanese", Language::Japanese),
            ("日本語", Language::Japanese),
            ("français", Language::French),
            ("es_MX", Language::Spanish),
        ] {
            assert_eq!(language(given), Some(known), "{given}");
        }
        assert_eq!(language("xx"), None);
    }
}
