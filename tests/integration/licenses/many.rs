//! Assigning to many users at once.

use super::{Hall, SUITE};

#[actix_web::test]
async fn many_that_are_ticked_get_what_is_free_and_each_reads_their_result() {
    let hall = Hall::open("2").await;
    let nia = hall.add_in("Nia", "").await;
    let mut users = vec![nia];
    for name in ["Ada", "Bea", "Cai"] {
        users.push(hall.add(name).await);
    }
    hall.tick(users[1], &[SUITE]).await.expect(303);
    let list = hall
        .agent
        .open(&hall.app().paths().customer_users(hall.customer.uuid()))
        .await
        .expect(200);
    let keys: Vec<String> = users.iter().map(ToString::to_string).collect();
    let ticked: Vec<(&str, &str)> = keys.iter().map(|key| ("user", key.as_str())).collect();
    let button = "Assign or take licenses of those selected";
    let form = hall.agent.submit(&list, button, &ticked).await.expect(200);
    let table = form.table("Licenses of these users");
    assert_eq!(table.column("Of these users hold it"), ["Some: 1 of 4"]);
    assert_eq!(table.column("Free"), ["1"]);
    // What is not enough is said before it is tried.
    assert!(
        form.has_text("1 more are needed for all. 1 without a usage location."),
        "{}",
        form.text()
    );
    let button = "Change the licenses of 4 users";
    let result = hall.agent.submit(&form, button, &[("act", "assign")]).await;
    let result = result.expect(200);
    assert!(
        result.has_text("One change was made; 2 could not be assigned."),
        "{}",
        result.text()
    );
    let table = result.table("What became of each user");
    assert_eq!(table.column("User"), ["Cai", "Nia", "Bea"]);
    let results = table.column("Result");
    assert!(results[0].contains("None is free"), "{results:?}");
    assert!(results[1].contains("usage location"), "{results:?}");
    assert!(results[2].contains("Assigned"), "{results:?}");
    assert_eq!(hall.holders(SUITE), [users[1], users[2]]);
    let form = hall.form(&users).await.expect(200);
    hall.agent
        .submit(&form, button, &[("act", "take")])
        .await
        .expect(200);
    assert_eq!(hall.holders(SUITE), []);
    hall.assert_exact();
}

#[actix_web::test]
async fn nothing_chosen_changes_nothing() {
    let hall = Hall::open("2").await;
    let users = [hall.add("Ada").await, hall.add("Bea").await];
    let form = hall.form(&users).await.expect(200);
    let button = "Change the licenses of 2 users";
    let refused = hall.agent.submit(&form, button, &[]).await.expect(422);
    assert!(
        refused.has_text("Nothing was changed"),
        "{}",
        refused.text()
    );
    assert!(
        hall.form(&[])
            .await
            .expect(200)
            .has_text("Nobody is selected")
    );
}
