//! A customer's users: one added, a file of them uploaded, some deleted and restored again.

use std::{fs, path::PathBuf};

use crate::{
    demo::Demo,
    driver::{Scripts, in_window},
    window::{Hand, Window},
};

/// People whom no demo has.
const FILE: &str = "Display name,User name,Usage location\nQuill Able,quill.able@{domain},SE\nQuill Baker,quill.baker@{domain},\nQuill Carter,quill.carter@elsewhere.example,\n";

/// One way through, and what is looked at in it.
struct Walk {
    window: Window,
    hand: Hand,
    is_looked_at: bool,
    wrong: Vec<String>,
}

impl Walk {
    async fn look_at(&mut self, name: &str) {
        if self.is_looked_at {
            self.window.picture(name).await;
            self.wrong.extend(self.window.obstacles().await);
            self.wrong.extend(self.window.overflow().await);
        }
    }

    /// To the users of a customer who has some; its domain.
    async fn arrive(&mut self) -> String {
        self.window.open("/activity?action=users_added").await;
        let record = self.window.element("tbody a[href*='/customers/']").await;
        let record = record.attr("href").await.unwrap().unwrap();
        self.window.open(&record).await;
        self.window.follow("Users").await;
        self.look_at("users").await;
        let lead = self.window.element(".lead").await;
        lead.text().await.unwrap()
    }

    async fn add(&mut self) {
        self.window.follow("Add a user").await;
        self.window.fill("First name", "Quill").await;
        self.window.fill("Last name", "Zephyr").await;
        self.window.fill("User name", "quill.zephyr").await;
        self.look_at("users-new").await;
        self.window.press("Add user").await;
        self.window.wait_for_text("Quill Zephyr is added.").await;
        self.look_at("users-one").await;
        self.window.follow("All users of").await;
    }

    async fn upload(&mut self, domain: &str) {
        self.window.follow("Upload users").await;
        self.look_at("users-upload").await;
        let file = Chosen::new(&FILE.replace("{domain}", domain));
        if self.hand == Hand::Keyboard {
            self.window.tab_to("CSV file").await;
        }
        // The window in which a file is chosen is the browser's own, and no driver reaches into it.
        let field = self.window.field("CSV file").await;
        field.send_keys(file.0.to_str().unwrap()).await.unwrap();
        self.window.press("Upload and look at the rows").await;
        self.window.wait_for_text("Look before you add them").await;
        self.window.wait_for_text("Not in a verified domain").await;
        self.window.wait_for_text("2 rows will be added").await;
        self.look_at("users-preview").await;
        self.window.press("Add these users").await;
        self.window.wait_for_text("The users are added").await;
        self.look_at("users-added").await;
        self.window.follow("Show the users").await;
    }

    /// Ticks a user in a list.
    async fn select(&self, name: &str) {
        let label = format!("Select {name}");
        if self.hand == Hand::Keyboard {
            self.window.tab_to(&label).await;
            return self.window.space().await;
        }
        let css = format!("input[aria-label='{label}']");
        self.window.element(&css).await.click().await.unwrap();
    }

    async fn search(&self) {
        self.window.fill("Name or user name", "quill").await;
        self.window.press("Search").await;
    }

    async fn delete(&mut self) {
        self.search().await;
        self.select("Quill Able").await;
        self.select("Quill Zephyr").await;
        self.window.press("Delete those selected").await;
        self.look_at("users-deletion").await;
        self.window.press("Delete 2 users").await;
        self.window.wait_for_text("2 users are deleted.").await;
    }

    async fn restore(&mut self) {
        self.window.follow("Show deleted users").await;
        self.search().await;
        self.look_at("users-deleted").await;
        self.select("Quill Able").await;
        self.select("Quill Zephyr").await;
        self.window.press("Restore those selected").await;
        self.look_at("users-restoration").await;
        self.window.press("Restore 2 users").await;
        self.window.wait_for_text("2 users are restored.").await;
        self.search().await;
        for name in ["Quill Able", "Quill Baker", "Quill Zephyr"] {
            self.window.wait_for_text(name).await;
        }
    }
}

/// A file that a person would choose, gone with this.
struct Chosen(PathBuf);

impl Chosen {
    fn new(text: &str) -> Self {
        let name = format!("users-{}-{}.csv", std::process::id(), text.len());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, text).unwrap();
        Self(path)
    }
}

impl Drop for Chosen {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = fs::remove_file(&self.0);
    }
}

async fn walk(scripts: Scripts, hand: Hand, is_looked_at: bool) {
    let demo = Demo::start();
    in_window(scripts, &demo.address, async |window| {
        let mut walk = Walk {
            window: window.by(hand),
            hand,
            is_looked_at,
            wrong: Vec::new(),
        };
        walk.window.sign_in(demo.person("Admin agent")).await;
        let domain = walk.arrive().await;
        walk.add().await;
        walk.upload(&domain).await;
        walk.delete().await;
        walk.restore().await;
        let wrong = walk.wrong;
        assert!(
            wrong.is_empty(),
            "{} wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    })
    .await;
}

#[actix_web::test]
async fn users_are_added_uploaded_deleted_and_restored_and_every_page_of_it_is_accessible() {
    walk(Scripts::On, Hand::Mouse, true).await;
}

#[actix_web::test]
async fn users_are_added_uploaded_deleted_and_restored_without_scripts() {
    walk(Scripts::Off, Hand::Mouse, false).await;
}

#[actix_web::test]
async fn users_are_added_uploaded_deleted_and_restored_by_keyboard_alone() {
    walk(Scripts::On, Hand::Keyboard, false).await;
}
