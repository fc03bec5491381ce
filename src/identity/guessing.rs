//! Whether a new password is easy to guess: by a dictionary, or by whoever knows the person and their company.

/// Characters that the dictionary search is given. What is hard to guess is so within these, and the work grows with
/// the square of the length.
const JUDGED: usize = 64;
/// Letters that a password must have besides the words of its person and company, where it holds such words.
const OWN_LETTERS: usize = 8;
/// What is known of everybody here.
const PRODUCT_WORDS: [&str; 2] = ["partner", "center"];

/// Whether the password is easy to guess. `about` holds names, addresses and domains as they are written.
pub(super) fn is_easy(password: &str, about: &[String]) -> bool {
    let words = words_of(about);
    let judged: String = password.chars().take(JUDGED).collect();
    is_made_of(password, &words)
        || zxcvbn::zxcvbn(
            &judged,
            &words.iter().map(String::as_str).collect::<Vec<_>>(),
        )
        .score()
            < zxcvbn::Score::Three
}

/// The words in names, addresses and domains, in lower case: each run of letters and digits ("deltadirect"), its
/// parts where capitals begin new ones ("Delta", "Direct"), and each text as one word.
fn words_of(about: &[String]) -> Vec<String> {
    let mut words: Vec<String> = PRODUCT_WORDS.map(str::to_owned).to_vec();
    for text in about {
        for run in text.split(|c: char| !c.is_alphanumeric()) {
            words.push(run.to_lowercase());
            words.extend(split_at_capitals(run));
        }
        words.push(letters_and_digits(text).iter().collect());
    }
    words.retain(|word| word.chars().count() > 2);
    words.sort_unstable();
    words.dedup();
    words
}

fn split_at_capitals(run: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before_is_small = false;
    for c in run.chars() {
        if c.is_uppercase() && before_is_small {
            parts.push(String::new());
        }
        before_is_small = c.is_lowercase();
        if let Some(part) = parts.last_mut() {
            part.extend(c.to_lowercase());
        }
    }
    parts
}

fn letters_and_digits(text: &str) -> Vec<char> {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether hardly more than such words is left of the password once digits and signs are taken away: years and the
/// like are the first thing that is tried around them.
fn is_made_of(password: &str, words: &[String]) -> bool {
    let typed = letters_and_digits(password);
    let mut covered = vec![false; typed.len()];
    for word in words {
        let word: Vec<char> = word.chars().collect();
        for (start, window) in typed.windows(word.len()).enumerate() {
            let is_it = window
                .iter()
                .zip(&word)
                .all(|(one, two)| stands_for(*one, *two));
            if is_it {
                covered
                    .iter_mut()
                    .skip(start)
                    .take(word.len())
                    .for_each(|covered| *covered = true);
            }
        }
    }
    let own = typed
        .iter()
        .zip(&covered)
        .filter(|(c, covered)| c.is_alphabetic() && !**covered);
    covered.contains(&true) && own.count() < OWN_LETTERS
}

/// Whether a typed character is this one, or the digit that is written for it.
fn stands_for(typed: char, meant: char) -> bool {
    typed == meant
        || matches!(
            (typed, meant),
            ('0', 'o') | ('1', 'i' | 'l') | ('3', 'e') | ('4', 'a') | ('5', 's') | ('7', 't')
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn common_and_personal_passwords_are_easy() {
        let about = about(&["ana.lima@contoso.example", "Ana Lima", "Contoso"]);
        for password in [
            "password1234",
            "qwertyuiop12",
            "anacontosolima",
            "aaaaaaaaaaaaaaaa",
            "partnercenter1",
        ] {
            assert!(is_easy(password, &about), "{password}");
        }
        assert!(!is_easy("violet harbour kettle 42", &about));
    }

    #[test]
    fn the_words_of_the_company_with_years_and_signs_around_them_are_easy() {
        let delta = about(&[
            "ana.lima@delta-direct.example",
            "Ana Lima",
            "DeltaDirect Handels GmbH",
            "delta-direct.example",
        ]);
        for password in [
            "DeltaDirect2026",
            "2026DeltaDirect!",
            "Delta-Direct-2026",
            "deltadirect1234567890",
            "D3ltaD1r3ct2026",
            "DirectDelta#2026#",
            "Handels.Delta.2026",
            "AnaLimaDelta2026",
            "PartnerCenter2026!",
            "DeltaDirect84629104",
            "Delta Direct GmbH 1",
        ] {
            assert!(is_easy(password, &delta), "{password}");
        }
        for password in [
            "violet harbour kettle 42",
            "bananas limit kettle harbour",
            "839201746522 91 4457",
            "delta violet harbour kettle",
        ] {
            assert!(!is_easy(password, &delta), "{password}");
        }
    }

    #[test]
    fn a_name_in_one_word_is_found_in_its_parts_and_one_in_parts_as_one_word() {
        let joined = about(&["deltadirect.example"]);
        let parted = about(&["Delta Direct"]);
        for about in [joined, parted] {
            assert!(is_easy("Delta-Direct-2026", &about), "{about:?}");
        }
    }
}
