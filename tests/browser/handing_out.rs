//! What "Copied" means: the message is saved, and the link works.

use serde_json::json;

use crate::{
    demo::Demo,
    driver::{Scripts, in_window},
    window::Window,
};

const BEFORE: &str = "what was there before";

/// A draft in the window of a person who is signed in, and something else in the clipboard.
async fn draft(window: &Window, demo: &Demo) {
    window.sign_in(demo.person("Admin agent")).await;
    window.open("/invitations/new").await;
    window.fill("Company name", "Pellworm Seafood").await;
    window.fill("Company domain", "pellworm.example").await;
    window
        .fill("Recipient's email address", "ida.petersen@pellworm.example")
        .await;
    window.press("Continue to the message").await;
    // Asked for first: reading grants the permission to write.
    window.clipboard().await;
    let write = format!("navigator.clipboard.writeText({})", json!(BEFORE));
    window.script(&format!("return {write}"), vec![]).await;
    assert_eq!(window.clipboard().await, BEFORE);
}

async fn go_offline(window: &Window, offline: bool) {
    let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    window.dev_tools("Network.enable", json!({})).await;
    window
        .dev_tools("Network.emulateNetworkConditions", conditions)
        .await;
}

#[actix_web::test]
async fn nothing_is_copied_when_the_session_has_ended_and_the_sign_in_page_comes() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |window| {
        draft(&window, &demo).await;
        let out = "return fetch('/sign-out', { method: 'POST' }).then(() => true)";
        window.script(out, vec![]).await;
        window.press("Copy to clipboard").await;
        assert_eq!(window.heading().await, "Sign in");
        assert_eq!(window.clipboard().await, BEFORE);
    })
    .await;
}

#[actix_web::test]
async fn without_a_connection_it_is_said_that_nothing_was_saved_or_copied_and_the_page_stays() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |window| {
        draft(&window, &demo).await;
        go_offline(&window, true).await;
        for button in ["Copy to clipboard", "Copy link"] {
            window.button(button).await.click().await.unwrap();
            let failed = window
                .element("[data-hand-over-failed]:not([hidden])")
                .await;
            assert!(failed.is_displayed().await.unwrap(), "{button}");
            assert_eq!(window.clipboard().await, BEFORE, "{button}");
        }
        go_offline(&window, false).await;
        window
            .button("Copy to clipboard")
            .await
            .click()
            .await
            .unwrap();
        window.wait_for_text("Copied").await;
        window.element("[data-hand-over-failed][hidden]").await;
        assert!(window.clipboard().await.contains("/i/"));
    })
    .await;
}

#[actix_web::test]
async fn a_drafts_link_works_once_it_is_said_to_be_copied() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |window| {
        draft(&window, &demo).await;
        window.button("Copy link").await.click().await.unwrap();
        window.wait_for_text("Copied").await;
        let link = window.clipboard().await;
        assert!(link.contains("/i/"), "{link}");
        window.open(&link).await;
        let heading = window.heading().await;
        assert!(heading.contains("asks to act for"), "{heading}");
    })
    .await;
}
