//! Which portal a file is from.

use crate::{customers::ImportedFrom, uploads::key};

/// The portal that writes such headings.
pub(super) fn portal_of(headings: &[String]) -> Option<ImportedFrom> {
    let keys: Vec<String> = headings.iter().map(|heading| key(heading)).collect();
    let has = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
    if has(&[
        "microsoftid",
        "relationship",
        "relationshiptopartner",
        "commerceid",
        "beziehung",
        "relation",
        "relación",
        "relação",
        "関係",
        "リレーションシップ",
    ]) {
        Some(ImportedFrom::Office365)
    } else if has(&[
        "tenantid",
        "azuretenantid",
        "customertenantid",
        "directoryid",
        "directorytenantid",
        "entratenantid",
        "mandantenid",
        "verzeichnisid",
        "verzeichnisidmandant",
        "iddelocataire",
        "iddulocataire",
        "iddeinquilino",
        "iddolocatário",
        "iddoinquilino",
        "テナントid",
        "ディレクトリid",
    ]) {
        Some(ImportedFrom::Azure)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        customer_import::CustomerImport,
        uploads::{Column, Columns, Row, Rows, Upload, open},
    };

    fn owned(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn the_exports_of_the_portals_are_recognised_in_any_order() {
        let headings = owned(&[
            "Microsoft ID",
            "Company name",
            "Primary domain name",
            "Relationship",
        ]);
        for turn in 0..4 {
            let mut headings = headings.clone();
            headings.rotate_left(turn);
            let found = Columns::of(&headings, CustomerImport.vocabulary());
            assert_eq!(
                headings[found.place(Column::ExternalId).unwrap()],
                "Microsoft ID"
            );
            assert_eq!(
                headings[found.place(Column::Company).unwrap()],
                "Company name"
            );
            assert_eq!(
                headings[found.place(Column::Domain).unwrap()],
                "Primary domain name"
            );
            assert_eq!(portal_of(&headings), Some(ImportedFrom::Office365));
            assert!(found.missing(CustomerImport.needs()).is_empty());
        }
        for azure in [
            ["Name", "Tenant ID", "Domain"],
            ["Customer name", "Tenant Id", "Primary domain"],
            [" customer NAME ", "Directory (tenant) ID", "Default domain"],
            ["Display name", "TENANT_ID", "primary-domain"],
        ] {
            let headings = owned(&azure);
            let found = Columns::of(&headings, CustomerImport.vocabulary());
            assert_eq!(
                [Column::Company, Column::ExternalId, Column::Domain]
                    .map(|column| found.place(column)),
                [Some(0), Some(1), Some(2)],
                "{azure:?}"
            );
            assert_eq!(portal_of(&headings), Some(ImportedFrom::Azure), "{azure:?}");
        }
    }

    const EXPORT: &str = "Microsoft ID,Company name,Primary domain name,Relationship\r\n\
        11111111-2222-3333-4444-555555555555,Zürich AG,zuerich.example,Cloud Reseller\r\n\
        \r\n\
        ,\"Adatum, Inc.\",ADATUM.example,Cloud Reseller\r\n";

    /// The rows, without how the cells were divided.
    fn read(bytes: &[u8]) -> Result<Vec<Row>, String> {
        let opening = open(bytes, &CustomerImport)?;
        let mut rows = Rows::new(bytes, opening);
        let mut all = Vec::new();
        while let Some(mut row) = rows.next_row().unwrap() {
            if let Ok(fields) = &mut row.fields {
                fields.has_free_comma = false;
            }
            all.push(row);
        }
        Ok(all)
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_and_delimiter_gives_the_same_rows() {
        let expected = read(EXPORT.as_bytes()).unwrap();
        assert_eq!(expected.len(), 2);
        let second = expected[1].fields.clone().unwrap();
        assert_eq!(
            (expected[1].line, second.get(Column::Company)),
            (4, "Adatum, Inc.")
        );
        assert_eq!(second.get(Column::Domain), "ADATUM.example");
        for delimiter in [",", ";", "\t"] {
            let text = EXPORT
                .replace(',', delimiter)
                .replace(&format!("Adatum{delimiter}"), "Adatum,");
            for text in [
                text.clone(),
                format!("\u{FEFF}{text}"),
                text.replace("\r\n", "\n"),
                text.replace("\r\n", "\r"),
            ] {
                for bytes in [
                    text.as_bytes().to_vec(),
                    utf_16(&text, u16::to_le_bytes),
                    utf_16(&text, u16::to_be_bytes),
                ] {
                    assert_eq!(
                        read(&bytes).as_ref(),
                        Ok(&expected),
                        "{delimiter:?} {text:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_line_that_names_the_delimiter_is_no_row() {
        let rows = read(b"sep=;\r\nName;Tenant ID;Domain\r\nA;1;a.example\r\n").unwrap();
        assert_eq!((rows.len(), rows[0].line), (1, 3));
    }

    #[test]
    fn what_is_no_csv_is_refused_with_what_was_expected() {
        let workbook = [b"PK\x03\x04".to_vec(), vec![0; 400]].concat();
        let noise: Vec<u8> = (0..4_000_u32)
            .map(|n| u8::try_from(n * 37 % 256).unwrap())
            .collect();
        for (bytes, what) in [
            (b"".as_slice(), "empty"),
            (b" \r\n\r\n", "empty"),
            (b"\xEF\xBB\xBF", "empty"),
            (&workbook, "Excel workbook"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old Excel"),
            (b"%PDF-1.7", "PDF"),
            (b"\x89PNG\r\n\x1a\n", "picture"),
            (b"<!doctype html><title>Sign in</title>", "web page"),
            (b"{\"value\": []}", "JSON"),
            (&noise, "not text"),
            (b"Dear all,\nplease find attached", "No column holds"),
            (
                b"Company name,Colour\nA,red\n",
                "No column holds its primary domain",
            ),
        ] {
            let refusal = read(bytes).unwrap_err();
            assert!(refusal.contains(what), "{refusal}");
            assert!(
                refusal.contains("Primary domain name") && refusal.contains("CSV UTF-8"),
                "{refusal}"
            );
        }
    }

    #[test]
    fn broken_rows_say_why_and_stop_no_others() {
        let rows = read(
            b"Name,Tenant ID,Domain\nA,\"1,a.example\nB\nM\xfcller,2,m.example\nC,3,c.example\n",
        )
        .unwrap();
        let found: Vec<bool> = rows.iter().map(|row| row.fields.is_ok()).collect();
        assert_eq!(found, [false, false, true, true]);
    }

    #[test]
    fn the_apostrophe_of_our_own_exports_is_taken_off() {
        let rows =
            read(b"Name,Tenant ID,Domain\n'=1+1,1,a.example\n'S Gravenhage,2,s.example\n").unwrap();
        let names: Vec<String> = rows
            .into_iter()
            .map(|row| row.fields.unwrap().get(Column::Company).to_owned())
            .collect();
        assert_eq!(names, ["=1+1", "'S Gravenhage"]);
    }
}
