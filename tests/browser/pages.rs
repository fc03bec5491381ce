//! Every page that the demo leads to: readable by everybody, at every width, in both colour schemes.

use crate::{
    demo::Demo,
    driver::{Scripts, in_window},
};

/// The pages of the navigation, and their names as pictures.
const PAGES: &[(&str, &str)] = &[
    ("/", "dashboard"),
    ("/customers", "customers"),
    ("/invitations", "invitations"),
    ("/invitations/new", "invite"),
    ("/bulk-invitations/new", "invite-many"),
    ("/templates", "templates"),
    ("/templates/de/joint", "template"),
    ("/privileges", "privileges"),
    ("/privileges?show=ended", "privileges-ended"),
    ("/role-templates", "role-templates"),
    ("/partnerships", "partnerships"),
    ("/partnerships/new", "ask-a-partner"),
    ("/profile", "profile"),
    ("/activity", "activity"),
    ("/notifications", "notifications"),
    ("/sessions", "sessions"),
    ("/demo/mailbox", "mailbox"),
    ("/nothing-here", "not-found"),
];

#[actix_web::test]
async fn every_page_is_accessible_and_fits_every_width() {
    let demo = Demo::start();
    in_window(Scripts::On, &demo.address, async |window| {
        window.open("/sign-in").await;
        let mut wrong = window.obstacles().await;
        window.whole_picture("sign-in").await;
        window.sign_in(demo.person("Admin agent")).await;
        for (path, name) in PAGES {
            window.open(path).await;
            wrong.extend(window.obstacles().await);
            wrong.extend(window.overflow().await);
            window.whole_picture(name).await;
            window.resize(320, 700).await;
            wrong.extend(window.overflow().await);
            window.whole_picture(&format!("{name}-narrow")).await;
            window.resize(1280, 800).await;
        }
        assert!(
            wrong.is_empty(),
            "{} wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    })
    .await;
}
