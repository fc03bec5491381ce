//! Changing a user: before and after, and two people who change the same one.

use partner_center::identity::Role;

use super::Desk;

#[actix_web::test]
async fn a_change_leaves_a_line_with_before_and_after_and_no_name() {
    let desk = Desk::global().await;
    let ada = desk
        .add_with("Ada Lind", "ada", &[("usage_location", "DE")])
        .await;
    let form = desk
        .agent
        .open(&desk.below(&format!("{ada}/profile")))
        .await
        .expect(200);
    let typed = [
        ("display_name", "Ada Berg"),
        ("user_name", "ada.berg"),
        ("usage_location", "AT"),
        ("contact_email", "ada@home.example"),
        ("roles", "billing_administrator"),
    ];
    let page = desk
        .agent
        .press(&form, "Save changes", &typed)
        .await
        .expect(200);
    assert_eq!(
        page.flash(),
        "The changes are saved. Links to set a password from before are dead."
    );
    let lines = desk.lines("user_changed");
    let line = format!(
        "User {ada} at adatum.example. Display name changed; User name changed; Contact address changed; Usage location: Germany → Austria; Roles: User → Billing administrator"
    );
    assert_eq!(lines, [line]);
    assert_eq!(desk.listed("q=berg").await, ["Ada Berg"]);
    assert_eq!(desk.listed("q=lind").await, [""; 0]);
}

#[actix_web::test]
async fn saving_what_stands_there_already_changes_nothing() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    let form = desk
        .agent
        .open(&desk.below(&format!("{ada}/profile")))
        .await
        .expect(200);
    desk.agent
        .submit(&form, "Save changes", &[])
        .await
        .expect(303);
    assert_eq!(desk.lines("user_changed"), [""; 0]);
}

#[actix_web::test]
async fn over_somebody_elses_change_both_stand_there_and_saving_again_replaces_it() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    let address = desk.below(&format!("{ada}/profile"));
    let colleague = desk.sign_in(Role::GlobalAdmin).await;
    let theirs = colleague.open(&address).await.expect(200);
    let mine = desk.agent.open(&address).await.expect(200);
    let typed = [("display_name", "Their Ada"), ("usage_location", "FR")];
    colleague
        .submit(&theirs, "Save changes", &typed)
        .await
        .expect(303);

    let typed = [("display_name", "My Ada"), ("usage_location", "ES")];
    let page = desk
        .agent
        .submit(&mine, "Save changes", &typed)
        .await
        .expect(422);

    assert!(page.error_summary()[0].contains("Somebody else has changed this user"));
    let saved = page.texts("main .card").join("");
    assert!(
        saved.contains("Their Ada") && saved.contains("France"),
        "{saved}"
    );
    assert_eq!(page.value("display_name"), "My Ada");
    assert_eq!(page.value("usage_location"), "ES");
    assert_eq!(desk.listed("").await, ["Their Ada"]);
    desk.agent
        .submit(&page, "Save changes", &[])
        .await
        .expect(303);
    assert_eq!(desk.listed("").await, ["My Ada"]);
}

#[actix_web::test]
async fn a_bad_value_is_said_beside_its_field_and_nothing_is_saved() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    desk.add("Bea", "bea").await;
    let form = desk
        .agent
        .open(&desk.below(&format!("{ada}/profile")))
        .await
        .expect(200);
    for (field, value) in [
        ("display_name", ""),
        ("user_name", "a b"),
        ("user_name", "BEA"),
        ("usage_location", "XX"),
        ("contact_email", "nobody"),
    ] {
        let page = desk
            .agent
            .submit(&form, "Save changes", &[(field, value)])
            .await;
        let page = page.expect(422);
        assert!(
            page.field_error(field).is_some(),
            "{field}={value}: {}",
            page.text()
        );
    }
    assert_eq!(desk.listed("").await, ["Ada Lind", "Bea"]);
    // A version that never was is no version.
    let typed = [("version", "0"), ("display_name", "Eve")];
    desk.agent
        .submit(&form, "Save changes", &typed)
        .await
        .expect(422);
    assert_eq!(desk.lines("user_changed"), [""; 0]);
}

#[actix_web::test]
async fn a_deleted_user_cannot_be_changed() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    let form = desk
        .agent
        .open(&desk.below(&format!("{ada}/profile")))
        .await
        .expect(200);
    desk.delete(&[ada]).await.expect(303);
    let typed = [("display_name", "Eve")];
    let page = desk
        .agent
        .submit(&form, "Save changes", &typed)
        .await
        .expect(422);
    assert!(
        page.error_summary()[0].contains("This user is deleted"),
        "{}",
        page.text()
    );
    assert_eq!(page.value("display_name"), "Eve");
    assert_eq!(desk.state(ada), "deleted");
    desk.agent
        .open(&desk.below(&format!("{ada}/profile")))
        .await
        .expect(404);
}

#[actix_web::test]
async fn a_second_press_of_the_same_form_changes_nothing_and_accuses_nobody() {
    let desk = Desk::usual().await;
    let ada = desk.add("Ada Lind", "ada").await;
    let address = desk.below(&format!("{ada}/profile"));
    let form = desk.agent.open(&address).await.expect(200);
    for _ in 0..2 {
        let typed = [("display_name", "Ada Berg")];
        desk.agent
            .submit(&form, "Save changes", &typed)
            .await
            .expect(303);
    }
    assert_eq!(desk.lines("user_changed").len(), 1);
}

#[actix_web::test]
async fn whoever_takes_a_deleted_users_name_can_restore_that_user_under_another_one_first() {
    let desk = Desk::usual().await;
    let (ada, bea) = (desk.add("Ada", "ada").await, desk.add("Bea", "bea").await);
    desk.delete(&[ada]).await.expect(303);
    let address = desk.below(&format!("{bea}/profile"));
    let form = desk.agent.open(&address).await.expect(200);
    let typed = [("user_name", "ada"), ("display_name", "Bea Berg")];
    let page = desk
        .agent
        .submit(&form, "Save changes", &typed)
        .await
        .expect(422);
    let typed = [("restore_as", "ada.lind@adatum.example")];
    let back = desk
        .agent
        .submit(&page, "Restore the deleted user", &typed)
        .await
        .expect(200);
    assert!(
        back.has_text("Ada is restored. What you typed stands below"),
        "{}",
        back.text()
    );
    assert_eq!(desk.state(ada), "active");
    desk.agent
        .submit(&back, "Save changes", &[])
        .await
        .expect(303);
    assert_eq!(desk.listed("q=ada@").await, ["Bea Berg"]);
}
