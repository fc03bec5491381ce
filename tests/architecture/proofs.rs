//! Each rule fails on a made-up text that breaks it, and holds on one that does not.

use crate::{
    forbidden, order,
    source::{Source, Violation},
    tables, uses,
};

const ORDER: &[&str] = &[
    "error",
    "db",
    "web",
    "identity",
    "invitations",
    "routes",
    "main",
];
const OWNERS: &[(&str, &str)] = &[("users", "identity"), ("invitations", "invitations")];

/// A tree with the usual files of two slices, and one file more.
fn with(path: &str, text: &str) -> Vec<Source> {
    let mut sources: Vec<Source> = ["identity", "invitations"]
        .iter()
        .flat_map(|slice| {
            ["mod", "model", "queries", "service", "handlers", "access"]
                .map(|file| format!("{slice}/{file}.rs"))
        })
        .filter(|usual| usual != path)
        .map(|path| Source::made_up(&path, ""))
        .collect();
    sources.push(Source::made_up(path, text));
    sources
}

fn one(violations: &[Violation]) -> (usize, &str) {
    match violations {
        [only] => (only.line, only.rule.as_str()),
        other => panic!("one violation, not {}: {other:?}", other.len()),
    }
}

#[track_caller]
fn breaks_order(path: &str, text: &str, words: &str) {
    let violations = order::check(&with(path, text), ORDER, "identity");
    assert!(
        violations.iter().any(|found| found.rule.contains(words)),
        "{words:?} in {violations:?}"
    );
}

#[track_caller]
fn keeps_order(path: &str, text: &str) {
    assert_eq!(order::check(&with(path, text), ORDER, "identity"), []);
}

#[test]
fn a_higher_module_is_not_imported() {
    breaks_order(
        "web/page.rs",
        "use crate::identity::Scope;",
        "`web` may not import `identity`",
    );
    breaks_order(
        "web/page.rs",
        "use crate::{error::AppError,\n  identity::{Scope, Role}};",
        "`web` may not import `identity`",
    );
    breaks_order(
        "web/page.rs",
        "fn f() { crate::identity::find() }",
        "`web` may not import `identity`",
    );
    breaks_order(
        "identity/layout.rs",
        "use super::super::invitations::Draft;",
        "`identity` may not import `invitations`",
    );
    keeps_order(
        "identity/layout.rs",
        "use crate::{db::{self, Conn}, web::layout};\n// crate::invitations\nconst A: &str = \"crate::invitations::x\";",
    );
    keeps_order(
        "web/page.rs",
        "#[cfg(test)]\nmod tests { use crate::identity::Scope; }",
    );
}

#[test]
fn a_module_has_a_place_in_the_order() {
    breaks_order("orders/mod.rs", "use crate::db;", "`orders` has no place");
    breaks_order(
        "main.rs",
        "use partner_center::orders;",
        "`orders` has no place",
    );
}

#[test]
fn a_slice_is_used_through_its_front() {
    breaks_order(
        "invitations/service.rs",
        "use crate::identity::queries::find;",
        "inside another slice",
    );
    breaks_order(
        "invitations/service.rs",
        "use crate::identity::{self, access};",
        "inside another slice",
    );
    breaks_order(
        "main.rs",
        "fn f() { partner_center::identity::handlers::new() }",
        "inside another slice",
    );
    keeps_order(
        "identity/routes.rs",
        "use super::handlers;\nfn f() { handlers::new() }",
    );
    keeps_order(
        "invitations/service.rs",
        "use crate::identity::{Scope, find_partner};",
    );
}

#[test]
fn inside_a_slice_the_order_is_handlers_service_queries_model() {
    for (path, text) in [
        ("identity/model.rs", "use super::queries;"),
        ("identity/queries.rs", "use super::service::invite;"),
        ("identity/service.rs", "use super::{handlers, queries};"),
        ("identity/access.rs", "use super::service;"),
        ("identity/access.rs", "use crate::identity::handlers::new;"),
    ] {
        breaks_order(path, text, "handlers → service → queries → model");
    }
    keeps_order(
        "identity/handlers.rs",
        "use super::{access::Scope, model, queries, service};",
    );
    keeps_order(
        "identity/mod.rs",
        "pub use self::queries::find; use crate::identity::handlers;",
    );
}

#[test]
fn rules_know_nothing_of_http_and_handlers_nothing_of_sql() {
    breaks_order(
        "identity/model.rs",
        "use diesel::{Queryable, QueryDsl};",
        "diesel::QueryDsl",
    );
    breaks_order(
        "identity/model.rs",
        "use askama::Template;",
        "askama::Template",
    );
    breaks_order(
        "identity/service.rs",
        "use actix_web::HttpRequest;",
        "actix_web::HttpRequest",
    );
    breaks_order(
        "identity/handlers.rs",
        "use diesel::prelude::*;",
        "diesel::prelude::*",
    );
    keeps_order(
        "identity/model.rs",
        "use diesel::{Insertable, Queryable, Selectable, serialize::ToSql};",
    );
}

#[track_caller]
fn breaks_tables(path: &str, text: &str, words: &str) {
    let violations = tables::check(&with(path, text), ORDER, OWNERS);
    assert!(
        one(&violations).1.contains(words),
        "{words:?} in {violations:?}"
    );
}

#[track_caller]
fn keeps_tables(path: &str, text: &str) {
    assert_eq!(tables::check(&with(path, text), ORDER, OWNERS), []);
}

#[test]
fn a_table_is_named_by_its_owner_and_those_above() {
    breaks_tables(
        "identity/queries.rs",
        "use crate::db::schema::{invitations};",
        "stands above `identity`",
    );
    breaks_tables(
        "identity/handlers.rs",
        "use crate::db::schema::users;",
        "only queries and rows name tables",
    );
    breaks_tables(
        "identity/service.rs",
        "use crate::db::schema::users;",
        "only queries and rows name tables",
    );
    breaks_tables(
        "identity/queries.rs",
        "use crate::db::schema::*;",
        "name tables one by one",
    );
    keeps_tables(
        "invitations/queries.rs",
        "use crate::db::schema::{invitations, users};",
    );
}

#[test]
fn a_table_is_written_by_its_owner_alone() {
    let both = "use crate::db::schema::{invitations, users};\n";
    for statement in [
        "diesel::insert_into(users::table).values(x)",
        "diesel::update(users::table.find(id)).set(x)",
        "let old = users::table.filter(x);\ndiesel::delete(old)",
    ] {
        breaks_tables(
            "invitations/queries.rs",
            &format!("{both}{statement}"),
            "belongs to `identity`",
        );
    }
    breaks_tables(
        "invitations/queries.rs",
        &format!("{both}diesel::update(of(scope))"),
        "must begin with",
    );
    breaks_tables(
        "invitations/queries.rs",
        "diesel::sql_query(\"DELETE FROM users\")",
        "belongs to `identity`",
    );
    breaks_tables(
        "identity/queries.rs",
        "use diesel::update;",
        "so that the table can be seen",
    );
    keeps_tables(
        "invitations/queries.rs",
        &format!("{both}let open = invitations::table.find(id);\ndiesel::update(open).set(x)"),
    );
    keeps_tables(
        "identity/queries.rs",
        "use crate::db::schema::users;\ndiesel::update(of(scope)).set(x)",
    );
}

#[test]
fn a_table_has_an_owner() {
    let schema = Source::made_up(
        "schema.rs",
        "diesel::table! {\n    orders (id) {\n        id -> Uuid,\n    }\n}\n",
    );
    assert_eq!(one(&tables::without_owner(&schema, OWNERS)).0, 2);
}

#[test]
fn each_forbidden_text_is_found_outside_its_place() {
    for (text, place) in [
        ("let now = Utc::now();", Some("db/types.rs")),
        ("let now = Local::now();", None),
        ("let now = std::time::SystemTime::now();", None),
        ("async fn f(form: web::Form<T>) {}", Some("web/form.rs")),
        (
            "use actix_web::{HttpResponse, web::{Data, Form}};",
            Some("web/form.rs"),
        ),
        ("conn.transaction(|c| x)", Some("db/mod.rs")),
        ("conn.immediate_transaction(|c| x)", Some("db/mod.rs")),
        ("conn.exclusive_transaction(|c| x)", Some("db/mod.rs")),
        ("conn.build_transaction()", Some("db/mod.rs")),
        ("T::begin_transaction(conn)", Some("db/mod.rs")),
        ("sql(\"BEGIN IMMEDIATE\")", Some("db/mod.rs")),
        (
            "match conn { Conn::Sqlite(c) => 1, _ => 2 }",
            Some("db/mod.rs"),
        ),
        ("if let Conn::Postgres(c) = conn {}", Some("db/mod.rs")),
        ("request.connection_info()", None),
        ("value.unwrap()", None),
        ("value.expect(\"there\")", None),
        ("todo!()", None),
        ("unimplemented!()", None),
    ] {
        let found = forbidden::in_source(&[Source::made_up(
            "identity/queries.rs",
            &format!("\n{text}\n"),
        )]);
        assert_eq!(one(&found).0, 2, "{text}");
        if let Some(place) = place {
            assert_eq!(
                forbidden::in_source(&[Source::made_up(place, text)]),
                [],
                "{text}"
            );
        }
        let test = format!("#[cfg(test)]\nmod tests {{ fn f() {{ {text} }} }}");
        assert_eq!(
            forbidden::in_source(&[Source::made_up("identity/queries.rs", &test)]),
            [],
            "{text}"
        );
        let comment = format!("// {text}\n/* {text} */");
        assert_eq!(
            forbidden::in_source(&[Source::made_up("identity/queries.rs", &comment)]),
            [],
            "{text}"
        );
    }
    let fine = "use crate::web::{form::Form, layout}; value.unwrap_or_default();";
    assert_eq!(
        forbidden::in_source(&[Source::made_up("identity/queries.rs", fine)]),
        []
    );
}

#[test]
fn each_forbidden_markup_is_found_outside_letters() {
    for (markup, fine_in_letters) in [
        ("{{ body|safe }}", false),
        ("{{ body | safe }}", false),
        ("{% autoescape false %}", false),
        ("<img src=\"https://example.org/x.png\">", false),
        (
            "<link rel=\"stylesheet\" href=\"https://example.org/x.css\">",
            false,
        ),
        ("<p style=\"color: red\">", true),
        ("<style>p {}</style>", true),
        ("<script>alert(1)</script>", true),
        ("<button onclick=\"go()\">", true),
        ("<a href=\"javascript:go()\">", true),
    ] {
        let found =
            forbidden::in_templates(&[Source::made_up("identity/x.html", &format!("\n{markup}"))]);
        assert_eq!(one(&found).0, 2, "{markup}");
        for letter in ["layouts/mail.html", "mail/letter.html"] {
            let found = forbidden::in_templates(&[Source::made_up(letter, markup)]);
            assert_eq!(found.is_empty(), fine_in_letters, "{markup}");
        }
    }
    let fine = "{# style=\"\" |safe #}<script type=\"module\" src=\"{{ x }}\"></script><p data-style=\"x\">";
    assert_eq!(
        forbidden::in_templates(&[Source::made_up("identity/x.html", fine)]),
        []
    );
}

#[test]
fn a_long_file_is_found() {
    assert_eq!(
        one(&forbidden::too_long(&[Source::made_up(
            "a.rs",
            &"x\n".repeat(401)
        )]))
        .0,
        401
    );
    assert_eq!(
        forbidden::too_long(&[Source::made_up("a.rs", &"x\n".repeat(400))]),
        []
    );
    assert_eq!(
        forbidden::too_long(&[Source::made_up("db/schema.rs", &"x\n".repeat(900))]),
        []
    );
}

#[test]
fn a_tree_of_uses_is_written_out_with_its_lines() {
    let found = uses::starting_with(
        "use crate::{\n  db::{self, Conn as C, ids::*},\n  text,\n};",
        "crate",
    );
    let found: Vec<(usize, String)> = found
        .into_iter()
        .map(|named| (named.line, named.path.join("::")))
        .collect();
    let expected = [
        (2, "crate::db::self"),
        (2, "crate::db::Conn"),
        (2, "crate::db::ids::*"),
        (3, "crate::text"),
    ];
    assert_eq!(found, expected.map(|(line, path)| (line, path.to_owned())));
}

#[test]
fn braces_and_quotes_in_strings_do_not_confuse_the_reader() {
    let text = "const A: char = '\"'; const B: &str = \"}{ // \"; fn f<'a>() { g(r#\"\"#) } // .unwrap()\nx.unwrap()";
    let found = forbidden::in_source(&[Source::made_up("a.rs", text)]);
    assert_eq!(one(&found).0, 2);
}
