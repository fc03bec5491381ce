//! What a row of a list to invite says, checked value by value.

use crate::{
    domains::{ConsentRules, Proof},
    language::Language,
    text,
    uploads::{BatchRow, Column, Fields, Verdict, in_cell, shown},
};

/// The row of these values.
///
/// # Errors
/// With what is wrong, for the person.
pub(super) fn check(fields: &Fields, rules: &ConsentRules) -> Result<BatchRow, String> {
    let company = text::line(
        fields.get(Column::Company),
        text::NAME_MAX,
        "the company's name",
    )
    .map_err(in_cell("Company name"))?;
    let contact = text::optional_line(fields.get(Column::Contact), text::NAME_MAX)
        .map_err(in_cell("Contact name"))?;
    let email = text::email(fields.get(Column::Email)).map_err(in_cell("Address"))?;
    let mail_domain = text::domain_of(&email).to_owned();
    let domain = match fields.get(Column::Domain).trim() {
        "" => mail_domain.clone(),
        given => text::domain(given).map_err(in_cell("Domain"))?,
    };
    let language = match fields.get(Column::Language).trim() {
        "" => None,
        given => Some(language(given).ok_or_else(|| unknown_language(given))?),
    };
    rules.check(&domain, &email).map_err(in_cell("Address"))?;
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
            Verdict::NeedsReview
        },
        why,
        ..BatchRow::sound(company, domain)
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
    use crate::{
        bulk_invitations::BulkInvitation,
        db::ids::BatchId,
        uploads::{Row, Rows, checked, open},
    };

    fn row(company: &str, domain: &str, email: &str, language: &str) -> Row {
        Row {
            line: 7,
            fields: Ok(Fields::of(vec![
                (Column::Company, company.to_owned()),
                (Column::Domain, domain.to_owned()),
                (Column::Email, email.to_owned()),
                (Column::Language, language.to_owned()),
            ])),
            is_short: false,
        }
    }

    #[test]
    fn a_pasted_list_needs_no_headings() {
        let list = b"Adatum;adatum.example;Ana;ana@adatum.example\n".as_slice();
        let opening = open(list, &BulkInvitation).unwrap();
        let row = Rows::new(list, opening).next_row().unwrap().unwrap();
        let fields = row.fields.unwrap();
        assert_eq!(fields.get(Column::Email), "ana@adatum.example");
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
                Verdict::NeedsReview,
                "gmail.com is open to everybody",
            ),
            (
                row("Adatum", "adatum.example", "ana@other.example", ""),
                Verdict::NeedsReview,
                "another domain",
            ),
            (
                row("Adatum", "", "ana@gmail.com", ""),
                Verdict::NeedsReview,
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
            let judged = checked(BatchId::new(), &BulkInvitation, &rules, &row);
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
