//! Licenses named in a file of users.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::{
    app,
    db::schema::{batch_rows, directory_users},
};

use super::{Hall, SUITE};
use crate::support::Page;

impl Hall {
    /// Uploads a file of users, and shows it once it is read.
    async fn upload(&self, text: &str) -> Page {
        let imports = self.app().paths().user_imports(self.customer.uuid());
        let file = Some(("users.csv", text.as_bytes()));
        let answer = self.agent.upload(self.app(), &imports, file, &[]).await;
        let address = answer.expect(303).location();
        self.agent.settled(&address).await
    }

    /// Confirms what is shown, and lets the worker do everything.
    async fn carry_out(&self, preview: &Page) -> Page {
        let answer = self.agent.submit(preview, "Add these users", &[]).await;
        let answer = answer.expect(303);
        app::runner(&self.app().parts).drain().await;
        self.agent.follow(&answer).await.expect(200)
    }

    /// The user names of those who hold Suite, in the order of assignment.
    fn holding(&self) -> Vec<String> {
        let holders = self.holders(SUITE).into_iter();
        let name = |user| {
            let of = directory_users::table.filter(directory_users::id.eq(user));
            let of = of.select(directory_users::user_name);
            self.app().read(move |conn| Ok(of.first(conn)?))
        };
        holders.map(name).collect()
    }
}

#[actix_web::test]
async fn a_file_of_users_gives_each_the_licenses_that_it_names() {
    let hall = Hall::open("10").await;
    let name = hall.license(SUITE).name;
    let preview = hall
        .upload(&format!(
            "Display name;User name;Usage location;Licenses\n\
             Ada;ada@adatum.example;DE;{}\n\
             Ben;ben@adatum.example;DE;{SUITE};\n\
             Cleo;cleo@adatum.example;DE;Unlicensed\n",
            name.to_uppercase()
        ))
        .await;
    let says = |who| preview.table("").cell(who, "Says of itself").to_owned();
    assert_eq!(says("Ada"), format!("Germany; {name}"));
    assert_eq!(says("Ben"), format!("Germany; {name}"));
    assert_eq!(says("Cleo"), "Germany");
    assert_eq!(hall.holding(), [""; 0]);
    let done = hall.carry_out(&preview).await;
    assert!(done.has_text("3 rows added"), "{}", done.text());
    assert_eq!(hall.holding(), ["ada@adatum.example", "ben@adatum.example"]);
    hall.assert_exact();
    let lines = hall.lines(hall.store.pair.provider.id, "license_assigned");
    assert_eq!(lines, vec![format!("License: none → {name}"); 2]);
}

#[actix_web::test]
async fn a_preview_says_for_whom_no_license_is_free_and_they_are_added_without_one() {
    let hall = Hall::open("2").await;
    let name = hall.license(SUITE).name;
    let user = |who: &str| format!("{who};{who}@adatum.example;DE;{SUITE}\n");
    let all = ["Ada", "Ben", "Cleo", "Dora"].map(user).concat();
    let head = "Display name;User name;Usage location;Licenses\n";
    let preview = hall.upload(&format!("{head}{all}")).await;
    let short = format!("Will be added, without a license: as it stands, none is free of {name}");
    let says = |page: &Page, who, what: &str| page.table("").cell(who, "Verdict").contains(what);
    assert!(!says(&preview, "Ben", "license"));
    assert!(says(&preview, "Cleo", &short) && says(&preview, "Dora", &short));
    let done = hall.carry_out(&preview).await;
    assert!(done.has_text("4 rows added"), "{}", done.text());
    let told = format!("{name} was not assigned: None is free");
    assert!(!says(&done, "Ben", "assigned"));
    assert!(says(&done, "Cleo", &told) && says(&done, "Dora", &told));
    assert_eq!(hall.holding(), ["Ada@adatum.example", "Ben@adatum.example"]);
    hall.assert_exact();
}

#[actix_web::test]
async fn a_row_with_a_license_that_the_customer_does_not_have_is_left_and_not_repeated() {
    let hall = Hall::open("5").await;
    let preview = hall
        .upload(&format!(
            "Display name;User name;Usage location;Licenses\n\
             Ada;ada@adatum.example;DE;{SUITE};\n\
             Ben;ben@adatum.example;DE;Spring!2026-a\n"
        ))
        .await;
    assert!(
        preview.has_text("Licenses: Use the names of licenses that this customer has"),
        "{}",
        preview.text()
    );
    assert!(!preview.has_text("Spring"), "{}", preview.text());
    let kept: Vec<String> = hall
        .app()
        .read(|conn| Ok(batch_rows::table.select(batch_rows::more).load(conn)?));
    assert!(kept.iter().all(|more| !more.contains("Spring")), "{kept:?}");
    let done = hall.carry_out(&preview).await;
    assert!(done.has_text("1 row added"), "{}", done.text());
    assert_eq!(hall.holding(), ["ada@adatum.example"]);
}

#[actix_web::test]
async fn who_has_no_usage_location_is_added_and_told_to_be_without_the_license() {
    let hall = Hall::open("5").await;
    let name = hall.license(SUITE).name;
    let head = "Display name;User name;Licenses\n";
    let preview = hall
        .upload(&format!("{head}Ada;ada@adatum.example;{SUITE}\n"))
        .await;
    let done = hall.carry_out(&preview).await;
    let told = format!("{name} was not assigned: The usage location is not known");
    assert!(done.has_text(&told), "{}", done.text());
    assert_eq!(hall.holding(), [""; 0]);
    assert_eq!(hall.app().count("directory_users"), 1);
}
