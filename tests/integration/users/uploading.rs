//! Files of users: which are understood, what is said of each row, and what is never kept.

use diesel::{QueryDsl, RunQueryDsl, SelectableHelper};
use partner_center::{
    app,
    db::schema::{batch_rows, batches},
    uploads::{Batch, BatchRow},
};

use super::Desk;
use crate::support::{Button, Page, Visitor};

const PARTNER_CENTER: &str = include_str!("../fixtures/users-partner-center-template.csv");
const ENTRA: &str = include_str!("../fixtures/users-entra-bulk-create.csv");

/// A sample, with the domain that Adatum has.
fn of_adatum(sample: &str) -> String {
    sample.replace("northwind.example", "adatum.example")
}

impl Desk {
    /// The page that uploads begin on.
    pub(crate) fn imports(&self) -> String {
        self.below("imports")
    }

    /// Uploads a file, and shows it once it is read.
    pub(crate) async fn upload(&self, text: &str) -> Page {
        self.upload_as(&self.agent, text.as_bytes(), &[]).await
    }

    /// The same, as somebody else, with fields of the form.
    pub(crate) async fn upload_as(
        &self,
        visitor: &Visitor,
        bytes: &[u8],
        fields: &[(&str, &str)],
    ) -> Page {
        let file = Some(("users.csv", bytes));
        let imports = self.imports();
        let answer = visitor.upload(&self.app, &imports, file, fields).await;
        let address = answer.expect(303).location();
        visitor.settled(&address).await
    }

    /// Confirms what is shown, and lets the worker do everything.
    pub(crate) async fn confirm(&self, page: &Page, typed: &[(&str, &str)]) -> Page {
        let answer = self.agent.submit(page, "Add these users", typed).await;
        let answer = answer.expect(303);
        app::runner(&self.app.parts).drain().await;
        self.agent.follow(&answer).await.expect(200)
    }

    /// All that is kept of uploads, and all lines of activity.
    fn kept(&self) -> String {
        let rows: Vec<BatchRow> = self
            .app
            .read(|conn| Ok(batch_rows::table.select(BatchRow::as_select()).load(conn)?));
        let batches: Vec<Batch> = self
            .app
            .read(|conn| Ok(batches::table.select(Batch::as_select()).load(conn)?));
        let lines = [
            "batch_uploaded",
            "batch_started",
            "batch_stopped",
            "users_added",
        ]
        .map(|action| self.lines(action));
        format!("{rows:?} {batches:?} {lines:?}")
    }
}

fn only_verdicts(page: &Page) -> Vec<String> {
    page.verdicts().into_iter().map(|(_, one)| one).collect()
}

#[actix_web::test]
async fn the_template_of_partner_center_adds_its_five_people() {
    let desk = Desk::usual().await;
    let preview = desk.upload(&of_adatum(PARTNER_CENTER)).await;
    assert_eq!(preview.heading(), "Look before you add them");
    assert_eq!(only_verdicts(&preview), ["New"; 5]);
    assert!(
        preview.has_text("5 rows will be added"),
        "{}",
        preview.text()
    );
    assert!(preview.has_text("Columns that are not read: Status update."));
    assert_eq!(desk.app.count("directory_users"), 0);
    let done = desk.confirm(&preview, &[]).await;
    assert_eq!(done.heading(), "The users are added");
    assert_eq!(
        desk.listed("").await,
        [
            "Ada Lind",
            "Björn Håkansson",
            "Chi (Reception)",
            "Dara O'Neil",
            "Room 4, \"Aurora\""
        ]
    );
    let ada = desk.agent.click(&done, "Open the user of Ada Lind").await;
    let ada = ada.expect(200);
    assert!(ada.has_text("ada.lind@adatum.example"), "{}", ada.text());
}

#[actix_web::test]
async fn entras_template_adds_three_people_and_leaves_its_example_out() {
    let desk = Desk::usual().await;
    let preview = desk.upload(&of_adatum(ENTRA)).await;
    assert_eq!(
        preview.verdicts(),
        [
            ("Example: Chris Green", "Example of the template"),
            ("Elin Berg", "New"),
            ("Farid Haddad", "New"),
            ("Grace Okafor", "New")
        ]
        .map(|(name, verdict)| (name.to_owned(), verdict.to_owned()))
    );
    desk.confirm(&preview, &[("usage_location", "FR")]).await;
    let list = desk.agent.open(&desk.users()).await.expect(200);
    let table = list.table("");
    for (name, state, location) in [
        ("Elin Berg", "Active", "Sweden"),
        ("Farid Haddad", "Blocked", "Germany"),
        ("Grace Okafor", "Active", "France"),
    ] {
        assert_eq!(table.cell(name, "State"), state, "{name}");
        assert_eq!(table.cell(name, "Usage location"), location, "{name}");
    }
}

#[actix_web::test]
async fn passwords_in_a_file_are_neither_kept_nor_shown() {
    let desk = Desk::usual().await;
    let mut pages = String::new();
    // As it is; with a comma that moves each value to the next column; and with a value taken out, which moves them back.
    for text in [
        of_adatum(ENTRA),
        of_adatum(ENTRA).replace("Elin Berg,", "Elin, Berg,"),
        of_adatum(ENTRA)
            .replace("Elin Berg,", "")
            .replace("Farid Haddad,", "")
            .replace("Grace Okafor,", ""),
        of_adatum(ENTRA).replace("Elin Berg,elin.berg@adatum.example,", ""),
    ] {
        let preview = desk.upload(&text).await;
        pages.push_str(&preview.text());
        pages.push_str(&preview.body);
        assert!(preview.has_text("Passwords in a file are never read"));
        assert!(preview.has_text("Initial password [passwordProfile] Required"));
    }
    // Without a heading that is known, the first line is not shown.
    let file = (
        "users.csv",
        &b"Elin,Spring!2026-a\nFarid,Spring!2026-b\n"[..],
    );
    let refused = desk
        .agent
        .upload(&desk.app, &desk.imports(), Some(file), &[])
        .await
        .expect(422);
    let said = refused.field_error("file").unwrap();
    assert!(said.contains("No column holds the user name"), "{said}");
    pages.push_str(&refused.body);
    let kept = desk.kept();
    for secret in ["Spring!2026", "myPassword1234"] {
        assert!(!kept.contains(secret), "{kept}");
        assert!(!pages.contains(secret), "{pages}");
    }
    assert!(kept.contains("farid.haddad@adatum.example"), "{kept}");
}

#[actix_web::test]
async fn a_row_whose_cells_do_not_fit_the_headings_says_so_without_its_values() {
    let desk = Desk::usual().await;
    let preview = desk
        .upload("Display name,User name,Password\nAda, Lind,ada@adatum.example,Spring!2026-a\nBea,Spring!2026-b\nCai,cai@adatum.example\nDag,dag@adatum.example,x,,\n")
        .await;
    assert_eq!(
        only_verdicts(&preview),
        ["Unreadable", "Unreadable", "Unreadable", "New"]
    );
    assert!(preview.has_text("This line has more cells than there are headings"));
    assert!(preview.has_text("This row has fewer cells than the headings"));
    assert!(!preview.body.contains("Spring!2026"), "{}", preview.body);
}

#[actix_web::test]
async fn a_row_with_fewer_cells_than_the_headings_is_refused_where_a_column_may_hold_passwords() {
    let desk = Desk::usual().await;
    // What stands in front of the password is left out, and the password becomes the name.
    let preview = desk
        .upload("User name,Display name,Password\nada@adatum.example,Spring!2026-a\nbea@adatum.example,Bea,Spring!2026-b\n")
        .await;
    assert_eq!(only_verdicts(&preview), ["Unreadable", "New"]);
    assert!(preview.has_text("This row has fewer cells than the headings"));
    desk.confirm(&preview, &[]).await;
    assert_eq!(desk.listed("").await, ["Bea"]);
    let kept = desk.kept();
    for text in [&preview.body, &kept] {
        assert!(!text.contains("Spring!2026"), "{text}");
        assert!(!text.contains("ada@adatum.example"), "{text}");
    }
    // Where every column is read, there is none: the last cells may be left out.
    let preview = desk
        .upload("User name,Display name,Usage location\ncai@adatum.example,Cai\n")
        .await;
    assert_eq!(only_verdicts(&preview), ["New"]);
}

#[actix_web::test]
async fn a_row_whose_cells_have_moved_shows_none_of_them() {
    let desk = Desk::usual().await;
    // As many cells as headings: one comma too many, and the last cell left out.
    let preview = desk
        .upload(
            "Display name,Password,User name,Phone\nLind, Ada,Spring!2026-a,ada@adatum.example\n",
        )
        .await;
    assert_eq!(only_verdicts(&preview), ["Unreadable"]);
    let kept = desk.kept();
    for text in [&preview.body, &kept] {
        assert!(!text.contains("Spring!2026"), "{text}");
    }
}

#[actix_web::test]
async fn the_user_principal_name_is_the_user_name_wherever_it_stands() {
    let desk = Desk::usual().await;
    for headings in [
        "Name,Mail,UserPrincipalName",
        "Name,Email,User name",
        "Display name,Email address,User principal name",
    ] {
        let preview = desk
            .upload(&format!(
                "{headings}\nAda,ada@home.example,ada@adatum.example\n"
            ))
            .await;
        assert_eq!(only_verdicts(&preview), ["New"], "{headings}");
        assert!(!preview.body.contains("ada@home.example"), "{headings}");
    }
    let preview = desk
        .upload("UserPrincipalName,Mail,Name\nbea@adatum.example,bea@home.example,Bea\n")
        .await;
    assert_eq!(only_verdicts(&preview), ["New"]);
}

#[actix_web::test]
async fn a_preview_says_how_the_file_was_read_and_another_encoding_is_chosen_where_it_is_uploaded()
{
    let desk = Desk::usual().await;
    let text = "Display name,User name,Password\nЕкатерина Александровна Иванова,ada@adatum.example,Spring!2026-a\n";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(text);
    let preview = desk.upload_as(&desk.agent, &bytes, &[]).await;
    assert!(
        preview.has_text("Windows-1251 (Cyrillic), cells parted by commas, headings in line 1"),
        "{}",
        preview.text()
    );
    assert!(preview.has_text("Екатерина Александровна Иванова"));
    let kept = desk.kept();
    assert!(!kept.contains("Spring!2026"), "{kept}");
    let page = desk.agent.open(&desk.imports()).await.expect(200);
    assert_eq!(page.value("encoding"), "");
    let wrong = [("encoding", "windows-1252")];
    let other = desk.upload_as(&desk.agent, &bytes, &wrong).await;
    assert!(
        other.has_text("Windows-1252 (Western European)"),
        "{}",
        other.text()
    );
    assert!(!other.has_text("Екатерина"), "{}", other.text());
    let file = Some(("users.csv", &bytes[..]));
    let unknown = [("encoding", "klingon"), ("order", "microsoft_365")];
    let refused = desk
        .agent
        .upload(&desk.app, &desk.imports(), file, &unknown)
        .await
        .expect(422);
    assert!(
        refused.field_error("encoding").is_some(),
        "{}",
        refused.text()
    );
    assert_eq!(refused.value("order"), "microsoft_365");
}

#[actix_web::test]
async fn letters_that_cannot_be_read_point_at_a_choice_that_is_there() {
    let desk = Desk::usual().await;
    let mut bytes = format!(
        "Display name,User name\nZoé,zoe@adatum.example\n{},eve@adatum.example\nM",
        "É".repeat(40)
    )
    .into_bytes();
    bytes.extend_from_slice(b"\xFFller,bo@adatum.example\n");
    let preview = desk.upload_as(&desk.agent, &bytes, &[]).await;
    assert_eq!(only_verdicts(&preview), ["New", "New", "Unreadable"]);
    assert!(preview.has_text("Some letters cannot be read. Choose the encoding when you upload the file again, or save it as CSV UTF-8"), "{}", preview.text());
    assert!(!preview.has_text("of the file above"));
    // The file is not kept; the way back to the choice is on the page.
    let start = desk
        .agent
        .click(&preview, "Upload it again with another encoding")
        .await;
    assert_eq!(start.expect(200).value("encoding"), "");
}

#[actix_web::test]
async fn the_name_of_somebody_else_is_not_kept_in_a_preview_and_so_outlives_no_purging() {
    let mut desk = Desk::usual().await;
    let gone = desk.add("Gone Forever", "gone").await;
    desk.add("Still Here", "here").await;
    desk.delete(&[gone]).await.expect(303);
    desk.app.pass(chrono::Duration::days(29));
    desk.agent = desk
        .sign_in(partner_center::identity::Role::AdminAgent)
        .await;
    let preview = desk
        .upload("Display name,User name\nNew,gone@adatum.example\nOther,here@adatum.example\n")
        .await;
    assert_eq!(
        only_verdicts(&preview),
        ["Name of a deleted user", "Known here already"]
    );
    let shown = desk
        .agent
        .click(&preview, "Open the deleted user of New")
        .await;
    assert!(shown.expect(200).has_text("Gone Forever"));
    desk.app.pass(chrono::Duration::days(2));
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.state(gone), "purged");
    let kept = desk.kept();
    for name in ["Gone Forever", "Still Here"] {
        assert!(!kept.contains(name), "{kept}");
    }
}

#[actix_web::test]
async fn a_confirmation_of_users_names_the_version_that_its_page_has_shown() {
    let desk = Desk::usual().await;
    let preview = desk
        .upload("Display name,User name\nAda,ada@adatum.example\n")
        .await;
    let confirmation = preview.form("Add these users").action.path().to_owned();
    for version in ["", "7", "x"] {
        let typed = [("version", version), ("usage_location", "AT")];
        let late = desk.agent.post(&confirmation, &typed).await.expect(422);
        assert!(late.has_text("has changed"), "{}", late.text());
        assert_eq!(late.value("usage_location"), "AT");
        assert_eq!(late.value("version"), "1");
    }
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.app.count("directory_users"), 0);
    desk.confirm(&preview, &[]).await;
    assert_eq!(desk.app.count("directory_users"), 1);
}

#[actix_web::test]
async fn a_preview_says_what_will_come_of_each_row_and_adds_nobody() {
    let desk = Desk::usual().await;
    desk.add("Here Already", "here").await;
    let gone = desk.add("Gone", "gone").await;
    desk.delete(&[gone]).await.expect(303);
    let before = desk.app.count("directory_users");
    let file = "Display name;User name;Usage location;Roles;Blocked\n\
        New;new@adatum.example;se;;\n\
        Again;NEW@Adatum.example;;;\n\
        Other;HERE@adatum.example;;;\n\
        Other;gone@adatum.example;;;\n\
        Outside;ada@contoso.example;;;\n\
        Admin;admin@adatum.example;;License administrator;\n\
        ;nameless@adatum.example;;;\n\
        Dot;dot.@adatum.example;;;\n\
        Mail;mail;;;\n\
        Place;place@adatum.example;Atlantis;;\n\
        Role;role@adatum.example;;Owner;\n\
        Maybe;maybe@adatum.example;;;perhaps\n\
        Last;last@adatum.example;Germany;User;No\n";
    let preview = desk.upload(file).await;
    assert_eq!(
        only_verdicts(&preview),
        [
            "New",
            "Repeated in the file",
            "Known here already",
            "Name of a deleted user",
            "Not in a verified domain",
            "Takes another privilege",
            "Unreadable",
            "Unreadable",
            "Unreadable",
            "Unreadable",
            "Unreadable",
            "Unreadable",
            "New"
        ]
    );
    for words in [
        "The same user name as line 2",
        "A user here has this user name",
        "A deleted user has it, who can be restored until",
        "Use adatum.example",
        "delegated admin privileges with Global administrator",
        "Display name: Enter a display name",
        "User name: Take away the full stop in front of the @",
        "User name: Enter a whole user name, with the domain behind an @",
        "Usage location: Use the two letters of the country, such as DE",
        "Roles: Use the names of the roles",
        "Block sign in: Use Yes or No",
        "2 rows will be added",
    ] {
        assert!(preview.has_text(words), "{words}: {}", preview.text());
    }
    assert_eq!(desk.app.count("directory_users"), before);
    let deleted = desk
        .agent
        .click(&preview, "Open the deleted user of Other")
        .await
        .expect(200);
    assert!(deleted.has_text("Gone"), "{}", deleted.text());
    let done = desk.confirm(&preview, &[]).await;
    assert!(done.has_text("2 rows added"), "{}", done.text());
    assert_eq!(desk.listed("").await, ["Here Already", "Last", "New"]);
}

#[actix_web::test]
async fn rows_that_say_nothing_of_place_and_roles_get_those_of_the_file() {
    let desk = Desk::global().await;
    let preview = desk
        .upload("Display name,User name,Usage location,Roles\nAda,ada@adatum.example,,\nBea,bea@adatum.example,SE,User\nCai,cai@adatum.example,,Global administrator\n")
        .await;
    let typed = [
        ("usage_location", "AT"),
        ("roles", "password_administrator"),
        ("roles", "license_administrator"),
    ];
    let done = desk.confirm(&preview, &typed).await;
    let words = "usage location Austria, roles Password administrator, License administrator";
    assert!(done.has_text(words), "{}", done.text());
    let list = desk.agent.open(&desk.users()).await.expect(200);
    let table = list.table("");
    for (name, location, roles) in [
        (
            "Ada",
            "Austria",
            "Password administrator, License administrator",
        ),
        ("Bea", "Sweden", "User"),
        ("Cai", "Austria", "Global administrator"),
    ] {
        assert_eq!(table.cell(name, "Usage location"), location, "{name}");
        assert_eq!(table.cell(name, "Roles"), roles, "{name}");
    }
}

#[actix_web::test]
async fn roles_for_a_file_take_global_administrator_and_a_place_is_one_that_there_is() {
    let desk = Desk::usual().await;
    let preview = desk
        .upload("Display name,User name\nAda,ada@adatum.example\n")
        .await;
    assert!(matches!(
        preview.button("Give admin roles at the customer"),
        Button::Blocked(_)
    ));
    let confirmation = format!("{}/confirmation", preview.address.path());
    let roles = [("version", "1"), ("roles", "license_administrator")];
    let refused = desk.agent.post(&confirmation, &roles).await.expect(403);
    assert!(
        refused.has_text("the role Global administrator"),
        "{}",
        refused.text()
    );
    let place = [("version", "1"), ("usage_location", "Atlantis")];
    let again = desk.agent.post(&confirmation, &place).await.expect(422);
    assert!(again.field_error("usage_location").is_some());
    let role = [("version", "1"), ("roles", "owner")];
    let again = desk.agent.post(&confirmation, &role).await.expect(422);
    assert!(again.has_text("Choose from the roles that are listed"));
    app::runner(&desk.app.parts).drain().await;
    assert_eq!(desk.app.count("directory_users"), 0);
}

#[actix_web::test]
async fn the_template_of_the_admin_center_is_understood_by_its_order_in_any_language() {
    let desk = Desk::usual().await;
    let headings = "Uživatel,Jméno,Příjmení,Zobrazit,Pozice,Oddělení,Kancelář,Telefon,Mobil,Fax,Jiný e-mail,Adresa,Město,Kraj,PSČ,Země";
    let row = "ada@adatum.example,Ada,Lind,Ada Lind,Buyer,,,,,,ada@home.example,,,,,Sweden";
    let text = format!("{headings}\n{row}\n");
    let file = Some(("users.csv", text.as_bytes()));
    let refused = desk
        .agent
        .upload(&desk.app, &desk.imports(), file, &[])
        .await
        .expect(422);
    let said = refused.field_error("file").unwrap();
    assert!(said.contains("choose its order under Columns"), "{said}");
    let order = [("order", "microsoft_365")];
    let without = format!("{row}\n");
    for (text, rows) in [(&text, 1), (&without, 1)] {
        let preview = desk.upload_as(&desk.agent, text.as_bytes(), &order).await;
        assert_eq!(only_verdicts(&preview).len(), rows);
        assert_eq!(only_verdicts(&preview), ["New"]);
    }
    let preview = desk.upload_as(&desk.agent, text.as_bytes(), &order).await;
    desk.confirm(&preview, &[]).await;
    let list = desk.agent.open(&desk.users()).await.expect(200);
    let ada = desk.agent.click(&list, "Ada Lind").await.expect(200);
    assert!(ada.has_text("ada@home.example"), "{}", ada.text());
    let fifteen = "b@adatum.example,Bea,Berg,Bea Berg,,,,,,,ada@home.example,,,,Sweden";
    let preview = desk
        .upload_as(&desk.agent, fifteen.as_bytes(), &order)
        .await;
    desk.confirm(&preview, &[]).await;
    let list = desk.agent.open(&desk.users()).await.expect(200);
    let bea = desk.agent.click(&list, "Bea Berg").await.expect(200);
    assert!(!bea.has_text("ada@home.example"), "{}", bea.text());
}

#[actix_web::test]
async fn a_file_can_be_discarded_and_leaves_nothing_but_lines_of_activity() {
    let desk = Desk::usual().await;
    let preview = desk.upload(&of_adatum(PARTNER_CENTER)).await;
    let back = desk.agent.press(&preview, "Discard", &[]).await.expect(200);
    assert_eq!(back.flash(), "The file is discarded. Nobody was added.");
    assert_eq!(
        (desk.app.count("batches"), desk.app.count("batch_rows")),
        (0, 0)
    );
    assert_eq!(desk.lines("batch_removed"), ["Users: users.csv"]);
}

#[actix_web::test]
async fn the_page_lists_the_uploads_of_this_customer_alone() {
    let desk = Desk::usual().await;
    desk.upload(&of_adatum(PARTNER_CENTER)).await;
    let page = desk.agent.open(&desk.imports()).await.expect(200);
    assert_eq!(page.texts("tbody th a"), ["users.csv"]);
    let fabrikam = desk.other_customer().await;
    let theirs = format!("{}/imports", desk.app.paths().customer_users(fabrikam));
    let page = desk.agent.open(&theirs).await.expect(200);
    assert_eq!(page.texts("tbody th a"), [""; 0]);
}
