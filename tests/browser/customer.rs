//! What a customer does in a window of their own, and what it takes from their mail.

use fantoccini::Locator;

use crate::window::Window;

/// The personalized link in the newest letter to this address.
pub(crate) async fn link_to(window: &Window, email: &str) -> String {
    let letter = window.letter(&[email, "/i/"]).await;
    let link = letter.find(Locator::Css("a[href*='/i/']")).await.unwrap();
    link.attr("href").await.unwrap().unwrap()
}

/// Says who they are, on the page that asks.
pub(crate) async fn say_who(window: &Window, email: &str) {
    window.fill("Your name", "Ida Petersen").await;
    window.fill("Your job title", "Managing director").await;
    window.fill("Your work email address", email).await;
    window.press("Continue to accept").await;
}

/// Enters the code, which another window shows as it came by mail, and agrees.
pub(crate) async fn agree(window: &Window, mail: &Window, email: &str) {
    let letter = mail.letter(&[email, "code"]).await;
    let code = code_in(&letter.text().await.unwrap());
    window.fill("Code from the mail", &code).await;
    window.tick("I agree to this").await;
    window.press("Accept").await;
}

/// The code is the one word of eight characters that is all capitals and digits.
#[track_caller]
fn code_in(text: &str) -> String {
    let is_code = |word: &&str| {
        word.len() == 8
            && word
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let found = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .find(is_code);
    found
        .unwrap_or_else(|| panic!("no code in {text}"))
        .to_owned()
}
