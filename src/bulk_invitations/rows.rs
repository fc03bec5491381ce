//! What a row of a list to invite says, checked value by value.

use crate::{
    domains::{ConsentRules, Proof},
    language::Language,
    text::{self, NamedAddress},
    uploads::{BatchRow, Column, Fields, Verdict, in_cell, shown},
};

/// The row of these values.
///
/// # Errors
/// With what is wrong, for the person.
pub(super) fn check(fields: &Fields, rules: &ConsentRules) -> Result<BatchRow, String> {
    let company = text::line(
        fields.get(Column::Company),
        text::COMPANY_MAX,
        "the company's name",
    )
    .map_err(in_cell("Company name"))?;
    let NamedAddress { email, name } =
        text::named_email(fields.get(Column::Email)).map_err(in_cell("Address"))?;
    let contact = match person(fields) {
        nobody if nobody.is_empty() => name,
        typed => text::optional_line(&typed, text::NAME_MAX).map_err(in_cell("Contact name"))?,
    };
    let mail_domain = text::domain_of(&email).to_owned();
    let domain = match fields.get(Column::Domain).trim() {
        "" => mail_domain.clone(),
        given => text::domain(given).map_err(in_cell("Domain"))?,
    };
    let language = Language::named(fields.get(Column::Language));
    let other_language = match fields.get(Column::Language).trim() {
        given if language.is_none() && !given.is_empty() => format!(
            "{} is not a language of this product: the message goes in the language of the list",
            shown(given, 40)
        ),
        _ => String::new(),
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
    let verdict = if why.is_empty() {
        Verdict::New
    } else {
        Verdict::NeedsReview
    };
    let mut whys = vec![why, other_language];
    whys.retain(|why| !why.is_empty());
    Ok(BatchRow {
        contact,
        email,
        language,
        verdict,
        why: whys.join(". "),
        ..BatchRow::sound(company, domain)
    })
}

/// The recipient's name, from one column or from two.
fn person(fields: &Fields) -> String {
    match fields.get(Column::Contact).trim() {
        "" => {
            let (first, last) = (fields.get(Column::FirstName), fields.get(Column::LastName));
            format!("{} {}", first.trim(), last.trim())
                .trim()
                .to_owned()
        }
        name => name.to_owned(),
    }
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
            is_hidden: false,
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
                row("Adatum", "adatum.example", "ana@adatum.example", "nl-NL"),
                Verdict::New,
                "nl-NL is not a language of this product",
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
}
