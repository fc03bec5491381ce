//! The reader of pages, proven on a page of its own.

use reqwest::Method;

use crate::support::{Button, Page, TestApp};

const PAGE: &str = r#"<!doctype html><title>A</title><body><h1>Two  <b>words</b></h1>
<p>Text <span>and</span>more<script>silent</script></p><a href="/x">Open<span class="unseen"> it</span></a>
<table><caption>Things</caption><thead><tr><th>Name<th>Since</tr></thead>
<tbody><tr><th>Ana <span class="unseen">hidden</span><td>1<tr><th>Bo<td>2</tbody></table>
<form id="one" method="post" action="/save"><input type="hidden" name="version" value="3">
<input name="name" value="old"><textarea name="text">
 kept</textarea><select name="days"><option value="1">One<option value="7" selected>Seven</select>
<input type="checkbox" name="roles" value="a" checked><input type="checkbox" name="roles" value="b">
<input type="checkbox" name="agree"><input name="off" value="x" disabled>
<p class="field-error" id="e-name"><span class="unseen">Error: </span>Enter a name</p>
<button>Save</button><button name="act" value="send" formaction="/send">Send now</button></form>
<input name="late" value="here" form="one"><form><button disabled aria-describedby="why">Revoke</button></form><p id="why">Not now</p>
<form action="/list?q=1"><input name="q"><button>Search</button></form>"#;

fn page() -> Page {
    Page::made_up("http://127.0.0.1/here", PAGE)
}

#[test]
fn words_links_tables_and_buttons_are_read_as_people_read_them() {
    let page = page();
    assert_eq!(page.heading(), "Two words");
    assert_eq!(page.title(), "A");
    assert!(page.has_text("Text andmore") && !page.has_text("silent"));
    assert_eq!(
        (page.link("Open"), page.link("Open it")),
        ("/x".to_owned(), "/x".to_owned())
    );
    assert!(!page.has_link("Shut"));
    let table = page.table("Things");
    assert_eq!(table.column("Name"), ["Ana", "Bo"]);
    assert_eq!(table.cell("Bo", "Since"), "2");
    assert_eq!(page.button("Save"), Button::Open);
    assert_eq!(page.button("Revoke"), Button::Blocked("Not now".to_owned()));
    assert_eq!(page.button("Remove"), Button::Absent);
    assert_eq!(page.field_error("name").as_deref(), Some("Enter a name"));
    assert_eq!(
        (page.value("text"), page.value("days"), page.value("name")),
        (" kept".into(), "7".into(), "old".into())
    );
}

#[test]
fn a_form_is_sent_as_a_browser_sends_it() {
    let page = page();
    let form = page.form("Save");
    assert_eq!(
        (form.method.clone(), form.action.path()),
        (Method::POST, "/save")
    );
    let pairs: Vec<String> = form
        .fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(
        pairs,
        [
            "version=3",
            "name=old",
            "text= kept",
            "days=7",
            "roles=a",
            "late=here"
        ]
    );
    let sent = page
        .form("Send now")
        .fill(&[("name", "new"), ("agree", "on")])
        .without("roles");
    assert_eq!(sent.action.path(), "/send");
    let pairs: Vec<String> = sent
        .fields
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    assert_eq!(
        pairs,
        [
            "version=3",
            "text= kept",
            "days=7",
            "act=send",
            "late=here",
            "name=new",
            "agree=on"
        ]
    );
    assert_eq!(page.form("Search").method, Method::GET);
    assert_eq!(page.form("#one").action.path(), "/save");
}

#[test]
#[should_panic(expected = "no field \"typo\"")]
fn a_field_that_the_form_lacks_cannot_be_typed_into() {
    page().form("Save").fill(&[("typo", "x")]);
}

#[test]
#[should_panic(expected = "cannot be pressed")]
fn a_button_that_is_off_cannot_be_pressed() {
    page().form("Revoke");
}

#[actix_web::test]
async fn two_sites_share_nothing() {
    let (one, two) = (TestApp::start(), TestApp::start());
    let contoso = one.partner("Contoso");
    one.sign_in(&contoso, partner_center::identity::Role::AdminAgent)
        .await;
    let page = two.visitor().open(&two.paths().sign_in()).await;
    let email = contoso.email(partner_center::identity::Role::AdminAgent);
    let typed = [
        ("email", email.as_str()),
        ("password", crate::support::PASSWORD),
    ];
    two.visitor()
        .submit(&page, "Sign in", &typed)
        .await
        .expect(422);
}
