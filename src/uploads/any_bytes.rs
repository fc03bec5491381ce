//! Whatever bytes come: files and addresses are read to their end, without a panic, into values that are safe to keep.
//! `ANY_BYTES_SECONDS=600 cargo test --lib any_bytes` goes on for ten minutes.

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::{encodings, headings::OF_COMPANIES, kind::Upload, reader, reader::Rows};
    use crate::{bulk_invitations::BulkInvitation, text};

    /// Numbers that look random and are the same each time.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
        }
    }

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

    fn bytes(next: &mut Numbers) -> Vec<u8> {
        let mut bytes: Vec<u8> = SEEDS[next.below(SEEDS.len())].to_vec();
        for _ in 0..next.below(12) {
            let at = next.below(bytes.len() + 1);
            match next.below(5) {
                0 => bytes.insert(at, SIGNS[next.below(SIGNS.len())]),
                1 => bytes.insert(at, u8::try_from(next.below(256)).unwrap()),
                2 if at < bytes.len() => drop(bytes.remove(at)),
                3 => bytes.truncate(at),
                _ => {
                    let other = SEEDS[next.below(SEEDS.len())];
                    bytes.splice(at..at, other.iter().copied());
                }
            }
        }
        bytes
    }

    /// Does it some thousand times, or for as long as is asked.
    fn again_and_again(mut one: impl FnMut(&mut Numbers)) {
        let seconds = std::env::var("ANY_BYTES_SECONDS").ok();
        let seconds = seconds.and_then(|text| text.parse().ok());
        let end = seconds.map(|it| Instant::now() + Duration::from_secs(it));
        let (mut next, mut count) = (Numbers(20_261_127), 0_u64);
        while end.map_or(count < 3_000, |end| Instant::now() < end) {
            one(&mut next);
            count += 1;
        }
        println!("{count} times");
    }

    #[test]
    fn a_file_of_any_bytes_is_read_to_its_end_or_refused_in_words() {
        again_and_again(|next| {
            let bytes = bytes(next);
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
            let bytes = bytes(next);
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
