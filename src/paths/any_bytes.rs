//! Whatever stands in an address: a secret link is cut out of it or not, and the public URL is read or refused, without a
//! panic. `ANY_BYTES_SECONDS=600 cargo test --lib any_bytes` goes on for ten minutes.

#[cfg(test)]
mod tests {
    use super::super::{
        Site,
        secret_links::{holds_a_link, is_of_public_link, without_what_came_along},
    };
    use crate::text::any_bytes::again_and_again;

    const TOKEN: &str = "aZ0-_aZ0-_aZ0-_aZ0-_aZ0-_aZ0-_aZ0-_aZ0-_aZ0";
    const SIGNS: &[u8] = b"/.%0D20AE\"'<>)]-_?#&=:@[\\ \r\n\0\xE2\x80\x9D\xC3\xFF";

    #[test]
    fn a_link_in_any_path_is_cut_out_once_and_is_still_one() {
        let seeds: Vec<String> = ["/i/", "/partners/i/", "/password/", "/privileges/", "/a/"]
            .iter()
            .flat_map(|beginning| {
                ["", ".", "%E2%80%9D", "/code", "é)"]
                    .map(|along| format!("{beginning}{TOKEN}{along}"))
            })
            .collect();
        let seeds: Vec<&[u8]> = seeds.iter().map(String::as_bytes).collect();
        let mut cut = 0_u64;
        again_and_again(|next| {
            let bytes = next.changed(&seeds, SIGNS);
            let path = String::from_utf8_lossy(&bytes);
            // Whatever it says, it says something.
            let _ = is_of_public_link(&path);
            if let Some(link) = without_what_came_along("", &path) {
                cut += 1;
                assert!(path.starts_with(link) && link.len() < path.len(), "{path}");
                assert!(holds_a_link(link.as_bytes()), "{path}");
                assert_eq!(without_what_came_along("", link), None, "{path}");
            }
        });
        println!("{cut} cut out");
        assert!(cut > 0);
    }

    #[test]
    fn a_public_url_of_any_text_is_read_to_addresses_below_it_or_refused() {
        let seeds: [&[u8]; 5] = [
            b"https://partners.example.org/app",
            b"http://[::1]:8080/",
            b"https://user:word@example.org/?a#b",
            "https://例え.example/あ/".as_bytes(),
            b"//example.org:99999",
        ];
        again_and_again(|next| {
            let bytes = next.changed(&seeds, SIGNS);
            let Ok(site) = Site::parse(&String::from_utf8_lossy(&bytes)) else {
                return;
            };
            let home = site.absolute(&site.paths().home());
            assert!(home.starts_with(site.origin()), "{home}");
            assert!(
                home.ends_with('/') && url::Url::parse(&home).is_ok(),
                "{home}"
            );
            assert!(
                !site.host().is_empty() && !site.mail_domain().is_empty(),
                "{home}"
            );
        });
    }
}
