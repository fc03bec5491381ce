//! Whatever bytes come: files and addresses are read to their end, without a panic, into values that are safe to keep.
//! `ANY_BYTES_SECONDS=600 cargo test --lib any_bytes` goes on for ten minutes.

#[cfg(test)]
mod tests {
    use super::super::{encodings, headings::OF_COMPANIES, kind::Upload, reader, reader::Rows};
    use crate::{
        bulk_invitations::BulkInvitation,
        text::{self, any_bytes::again_and_again},
    };

    /// What files begin from; each is changed in many ways.
    const SEEDS: &[&[u8]] = &[
        b"Company,Email\r\nAdatum,ana@adatum.example\r\n",
        b"sep=;\r\n\"Firma\";\"E-Mail\"\r\n\"M\xFCller\";a@b.example\r\n",
        b"\xEF\xBB\xBFName\tTenant ID\tDomain\n\"5\\\" Pipes\"\t1\tpipes.example\r",
        b"#TYPE X\r\n\r\n\"a,b\";;\r\n",
        b"\xFF\xFEN\0a\0m\0e\0,\0D\0\r\0\n\0",
        b"\x89\xEF\x8E\xD0\x96\xBC,\x83\x81\x81[\x83\x8B\n\x93\x8C\x8B\x9E,a@b.example\n",
        b"ab@x.example \"Lima, Ana\" <mailto:ana%40adatum.example?subject=x>;",
        "Ａｎａ＠ａｄａｔｕｍ。example\u{200F}\u{202E}(Ana)".as_bytes(),
    ];
    const SIGNS: &[u8] = b"\"\\,;\t|\r\n\0 =@<>()[]:.-xn\x1B\xC3\xE2\x80\xFF\xFE#'";

    #[test]
    fn a_file_of_any_bytes_is_read_to_its_end_or_refused_in_words() {
        again_and_again(|next| {
            let bytes = next.changed(SEEDS, SIGNS);
            let encoding = encodings::of_bytes(&bytes);
            let opening = match reader::look(&bytes, encoding, &BulkInvitation, Default::default())
            {
                Ok(opening) => opening,
                Err(why) => return assert!(why.contains(BulkInvitation.expected()), "{why}"),
            };
            let kept = serde_json::to_string(&opening).unwrap();
            assert_eq!(
                serde_json::from_str::<reader::Opening>(&kept).unwrap(),
                opening
            );
            let mut rows = Rows::new(bytes.as_slice(), opening);
            let (mut before, mut count) = (0, 0);
            while let Some(row) = rows.next_row().unwrap() {
                assert!(row.line > before, "{bytes:?}");
                before = row.line;
                count += 1;
            }
            assert!(count <= bytes.len() + 1 && rows.read() == bytes.len() as u64);
        });
    }

    #[test]
    fn a_text_of_any_characters_is_an_address_a_domain_and_a_name_that_stay_what_they_are_or_none()
    {
        again_and_again(|next| {
            let bytes = next.changed(SEEDS, SIGNS);
            let typed = String::from_utf8_lossy(&bytes);
            if let Ok(found) = text::named_email(&typed) {
                assert_eq!(
                    text::email(&found.email).as_ref(),
                    Ok(&found.email),
                    "{typed:?}"
                );
                assert!(found.email.is_ascii() && found.email.len() <= text::EMAIL_MAX);
                assert!(!found.name.contains(['\r', '\n', '\0']), "{typed:?}");
            }
            if let Ok(domain) = text::domain(&typed) {
                assert_eq!(text::domain(&domain).as_ref(), Ok(&domain), "{typed:?}");
            }
            if let Ok(line) = text::optional_line(&typed, 1_000) {
                assert_eq!(
                    text::optional_line(&line, 1_000).as_ref(),
                    Ok(&line),
                    "{typed:?}"
                );
            }
            if let Ok(text) = text::paragraphs(&typed, 1_000) {
                assert_eq!(
                    text::paragraphs(&text, 1_000).as_ref(),
                    Ok(&text),
                    "{typed:?}"
                );
            }
            super::super::columns::Columns::of(&[typed.into_owned()], OF_COMPANIES);
        });
    }
}
