//! The list: search, filters, order, pages, and the file.

use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
use partner_center::db::schema::directory_counts;

use super::Desk;
use crate::support::Button;

/// Ada Lind (Global administrator), Björn Håkansson, Dara O'Neil (blocked), and Lindsay Berg.
async fn four() -> Desk {
    let desk = Desk::global().await;
    let global = [("roles", "global_administrator")];
    desk.add_with("Ada Lind", "zeta", &global).await;
    desk.add("Björn Håkansson", "bjorn").await;
    let dara = desk.add("Dara O'Neil", "dara.oneil").await;
    desk.add("Lindsay Berg", "lindsay").await;
    let page = desk.page(dara).await;
    desk.agent.submit(&page, "Block", &[]).await.expect(303);
    desk
}

#[actix_web::test]
async fn users_are_found_by_the_beginning_of_the_words_of_their_names() {
    let desk = four().await;
    for (text, found) in [
        ("lind", &["Ada Lind", "Lindsay Berg"][..]),
        ("LIND", &["Ada Lind", "Lindsay Berg"]),
        ("lind a", &["Ada Lind"]),
        ("neil", &["Dara O'Neil"]),
        ("o'neil", &["Dara O'Neil"]),
        ("håk", &["Björn Håkansson"]),
        ("oneil", &["Dara O'Neil"]),
        ("dara.oneil@ada", &["Dara O'Neil"]),
        ("ind", &[]),
        ("adatum", &[]),
        ("%", &[]),
        ("lind nobody", &[]),
        // However many words, each is looked for.
        ("a ad ada l li lin lind zeta", &["Ada Lind"]),
        ("a ad ada l li lin lind zeta zzz", &[]),
    ] {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("q", text)
            .finish();
        assert_eq!(desk.listed(&query).await, found, "{text}");
    }
}

#[actix_web::test]
async fn users_are_filtered_by_state_and_role_and_sorted_by_either_name() {
    let desk = four().await;
    for (query, found) in [
        ("state=blocked", &["Dara O'Neil"][..]),
        (
            "state=active&dir=desc",
            &["Lindsay Berg", "Björn Håkansson", "Ada Lind"],
        ),
        ("role=global_administrator", &["Ada Lind"]),
        ("role=billing_administrator", &[]),
        (
            "role=user&state=active",
            &["Björn Håkansson", "Lindsay Berg"],
        ),
        ("q=lind&role=user", &["Lindsay Berg"]),
        (
            "sort=user_name",
            &["Björn Håkansson", "Dara O'Neil", "Lindsay Berg", "Ada Lind"],
        ),
    ] {
        assert_eq!(desk.listed(query).await, found, "{query}");
    }
    desk.agent
        .open(&format!("{}?state=deleted", desk.users()))
        .await
        .expect(422);
}

#[actix_web::test]
async fn pages_hold_every_user_once_in_both_directions() {
    let desk = Desk::usual().await;
    let mut all = Vec::new();
    for number in 0..60 {
        // Many share a name, so that the key decides.
        let name = format!("Name {}", number / 20);
        desk.add(&name, &format!("user.{number:02}")).await;
        all.push(format!("user.{number:02}@adatum.example"));
    }
    for sort in ["name", "user_name"] {
        let first = format!("{}?per=25&sort={sort}", desk.users());
        let (mut page, mut seen) = (desk.agent.open(&first).await.expect(200), Vec::new());
        loop {
            let column = page
                .table("")
                .column("User name")
                .iter()
                .map(|it| (*it).to_owned())
                .collect::<Vec<_>>();
            seen.extend(column);
            if page.button("Next") == Button::Absent {
                break;
            }
            let next = desk.agent.submit(&page, "Next", &[]).await;
            page = desk.agent.follow(&next).await.expect(200);
        }
        assert_eq!(seen.len(), 60, "{sort}");
        let mut sorted = seen.clone();
        sorted.sort();
        assert_eq!(sorted, all, "{sort}");
        let back = desk.agent.submit(&page, "Previous", &[]).await;
        let back = desk.agent.follow(&back).await.expect(200);
        let back = back.table("").column("User name").len();
        assert_eq!(back, 25, "{sort}");
    }
}

#[actix_web::test]
async fn the_file_holds_what_the_address_shows_and_is_recorded() {
    let desk = four().await;
    let page = desk
        .agent
        .open(&format!("{}?q=lind", desk.users()))
        .await
        .expect(200);
    let file = desk
        .agent
        .click(&page, "Export these as CSV")
        .await
        .expect(200);
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines.len(), 3, "{}", file.body);
    assert!(
        lines[1].starts_with("Ada Lind,,,zeta@adatum.example,Active,Global administrator,NL,,")
    );
    assert!(lines[2].starts_with("Lindsay Berg,,,lindsay@adatum.example,Active,User,NL,,"));
    assert_eq!(desk.lines("users_exported"), ["Search: a part of a name"]);
}

#[actix_web::test]
async fn another_customers_user_is_not_found() {
    let desk = four().await;
    let other = crate::support::Asked {
        company: "Fabrikam",
        domain: "fabrikam.example",
        recipient: "dana@fabrikam.example",
    };
    let more = [("roles", "global_administrator")];
    let link = desk.agent.hand_out(desk.app.paths(), other, &more).await;
    desk.app.accept(&link, other.recipient).await;
    let list = desk
        .agent
        .open(&desk.app.paths().customers())
        .await
        .expect(200);
    let users = format!("{}/users", list.link("Fabrikam"));
    let mine = desk.agent.open(&desk.users()).await.expect(200);
    let ada = mine.link("Ada Lind");
    let ada = ada.rsplit('/').next().unwrap();
    for tail in ["", "/profile", "/password-link"] {
        desk.agent
            .open(&format!("{users}/{ada}{tail}"))
            .await
            .expect(404);
    }
    desk.agent
        .post(&format!("{users}/{ada}/blocking"), &[])
        .await
        .expect(404);
    let gone = desk
        .agent
        .post(&format!("{users}/deletion"), &[("user", ada)])
        .await
        .expect(303);
    assert!(
        desk.agent
            .follow(&gone)
            .await
            .flash()
            .contains("deleted already")
    );
    assert_eq!(desk.listed("").await.len(), 4);
}

#[actix_web::test]
async fn the_home_of_the_record_counts_the_users_and_names_those_of_its_last_lines() {
    let desk = four().await;
    let list = desk.agent.open(&desk.app.paths().customers()).await;
    let home = desk.agent.click(&list, "Adatum").await.expect(200);
    assert!(home.has_text("4 users"), "{}", home.text());
    let told = home.texts(".timeline .typed a");
    assert_eq!(
        told,
        [
            "Dara O'Neil",
            "Lindsay Berg",
            "Dara O'Neil",
            "Björn Håkansson",
            "Ada Lind"
        ]
    );
}

/// The numbers that the database keeps of the customer's users: active, blocked.
fn kept(desk: &Desk) -> (i64, i64) {
    desk.app.read(|conn| {
        let numbers =
            directory_counts::table.select((directory_counts::active, directory_counts::blocked));
        Ok(numbers.first(conn)?)
    })
}

#[actix_web::test]
async fn numbers_of_users_follow_every_change_of_a_state() {
    let desk = four().await;
    assert_eq!(kept(&desk), (3, 1));
    let erin = desk.add("Erin Moss", "erin").await;
    assert_eq!(kept(&desk), (4, 1));
    let page = desk.page(erin).await;
    desk.agent.submit(&page, "Block", &[]).await.expect(303);
    assert_eq!(kept(&desk), (3, 2));
    desk.delete(&[erin]).await.expect(303);
    assert_eq!(kept(&desk), (3, 1));
    let restoration = desk.restoration(&[erin]).await;
    desk.agent
        .submit(&restoration, "main form.form", &[])
        .await
        .expect(303);
    assert_eq!(kept(&desk), (3, 2), "as it was");
    let page = desk.page(erin).await;
    desk.agent.submit(&page, "Unblock", &[]).await.expect(303);
    assert_eq!(kept(&desk), (4, 1));
}

#[actix_web::test]
async fn a_total_of_users_is_exact_where_nothing_is_searched_for() {
    let desk = four().await;
    desk.app.write(|tx| {
        let set = (
            directory_counts::active.eq(999_990),
            directory_counts::blocked.eq(10),
        );
        diesel::update(directory_counts::table)
            .set(set)
            .execute(tx.conn())?;
        Ok(())
    });
    for (query, total) in [
        ("", "1,000,000 users"),
        ("state=active", "999,990 users"),
        ("state=blocked", "10 users"),
        ("q=ada", "1 user"),
        ("role=user", "3 users"),
    ] {
        let page = desk.agent.open(&format!("{}?{query}", desk.users())).await;
        assert_eq!(
            page.expect(200).texts(".list-line [role=status]"),
            [total],
            "{query}"
        );
    }
}
