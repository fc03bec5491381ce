//! How the databases come by the rows of each list: by an index that has them in order, whatever is filtered and sorted.
//! A plan that reads a whole table, or sorts, costs more with every customer.

use diesel::{
    QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text,
};
use partner_center::{
    db::{DatabaseUrl, Error, keyset::Cursor},
    identity::{RelationshipKind, Role},
};

use crate::{
    incidents::Watch,
    licenses::{Hall, SUITE},
    ordering::Store,
    prices::{LONG_AGO, OPEN, Shop, file},
    services,
    support::{TestApp, Visitor},
    users::Desk,
};

#[derive(QueryableByName)]
struct SqliteStep {
    #[diesel(sql_type = Text)]
    detail: String,
}

#[derive(QueryableByName)]
struct PostgresStep {
    #[diesel(sql_type = Text, column_name = "QUERY PLAN")]
    detail: String,
}

/// The tables of a test are small, and PostgreSQL reads and sorts small ones unless it is told to look for another way.
const IF_THERE_IS_ANOTHER_WAY: [&str; 5] = [
    "enable_seqscan",
    "enable_sort",
    "enable_bitmapscan",
    "enable_hashjoin",
    "enable_mergejoin",
];

/// The steps by which a statement is answered, without regard to what is bound in it.
fn plan(app: &TestApp, statement: &str) -> Vec<String> {
    let statement = statement.to_owned();
    if matches!(app.database_url(), DatabaseUrl::Sqlite(_)) {
        let explain = format!("EXPLAIN QUERY PLAN {statement}");
        return app.read(move |conn| {
            let steps: Vec<SqliteStep> = sql_query(explain).load(conn)?;
            Ok(steps.into_iter().map(|step| step.detail).collect())
        });
    }
    let bound = (1..).take_while(|number| statement.contains(&format!("${number}")));
    let nulls = vec!["NULL"; bound.count()].join(", ");
    app.read(move |conn| {
        conn.batch_execute(&format!(
            "{}; SET plan_cache_mode = force_generic_plan; PREPARE asked AS {statement}",
            IF_THERE_IS_ANOTHER_WAY
                .map(|way| format!("SET {way} = off"))
                .join("; ")
        ))
        .map_err(Error::from)?;
        let steps: Vec<PostgresStep> =
            sql_query(format!("EXPLAIN EXECUTE asked ({nulls})")).load(conn)?;
        conn.batch_execute("DEALLOCATE asked; RESET ALL; SET TIME ZONE 'UTC'")
            .map_err(Error::from)?;
        Ok(steps.into_iter().map(|step| step.detail).collect())
    })
}

/// Opens a page, and looks at the plan of the statement that reads the rows of `table` in order.
async fn assert_ordered_by_index(app: &TestApp, agent: &Visitor, address: &str, table: &str) {
    let (page, asked) = app.count_statements(agent.open(address)).await;
    page.expect(200);
    let quoted = [
        format!("`{table}`"),
        format!("\"{table}\""),
        table.to_owned(),
    ];
    let is_list = |text: &&String| {
        text.contains(" ORDER BY ")
            && quoted.iter().any(|name| {
                text.contains(&format!(" FROM {name}")) || text.contains(&format!(" FROM ({name}"))
            })
    };
    let list = asked.full.iter().find(is_list);
    let list = list.unwrap_or_else(|| panic!("{address}: no list of {table} in {asked}"));
    for step in plan(app, list) {
        let whole = step.contains("Seq Scan") || step.starts_with("SCAN ");
        let sorts = step.contains("Sort") || step.contains("TEMP B-TREE FOR ORDER BY");
        assert!(!whole && !sorts, "{address}: {step} in {list}");
    }
}

fn cursor(key: &str) -> String {
    let id = uuid::Uuid::nil().to_string();
    let key = key.to_owned();
    Cursor { key, id }.encode()
}

#[actix_web::test]
async fn customers_come_from_an_index_whatever_is_filtered_and_sorted() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let path = app.paths().customers();
    let time = cursor("2026-11-22T16:40:00.000000Z");
    for (sort, key) in [
        ("name", cursor("k")),
        ("domain", cursor("k")),
        ("since", time),
    ] {
        for dir in ["asc", "desc"] {
            for relationship in ["", "connected", "invited", "imported", "former"] {
                for place in [
                    String::new(),
                    format!("&after={key}"),
                    format!("&before={key}"),
                ] {
                    let address =
                        format!("{path}?relationship={relationship}&sort={sort}&dir={dir}{place}");
                    assert_ordered_by_index(&app, &agent, &address, "customer_entries").await;
                }
            }
            let other = uuid::Uuid::nil();
            for relationship in ["", "connected"] {
                let address = format!(
                    "{path}?partner={other}&relationship={relationship}&sort={sort}&dir={dir}&after={key}"
                );
                assert_ordered_by_index(&app, &agent, &address, "joint_entries").await;
                let address = format!("{address}&tag={other}");
                assert_ordered_by_index(&app, &agent, &address, "joint_entries").await;
            }
        }
    }
}

#[actix_web::test]
async fn customers_with_a_tag_come_from_an_index_whatever_is_filtered_and_sorted() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let (path, tag) = (app.paths().customers(), uuid::Uuid::nil());
    let time = cursor("2026-11-22T16:40:00.000000Z");
    for (sort, key) in [
        ("name", cursor("k")),
        ("domain", cursor("k")),
        ("since", time),
    ] {
        for dir in ["asc", "desc"] {
            for relationship in ["", "connected", "invited", "former"] {
                for place in [String::new(), format!("&after={key}")] {
                    let address = format!(
                        "{path}?tag={tag}&relationship={relationship}&sort={sort}&dir={dir}{place}"
                    );
                    assert_ordered_by_index(&app, &agent, &address, "entry_tags").await;
                }
            }
        }
    }
}

#[actix_web::test]
async fn tags_and_notes_come_from_an_index() {
    let app = TestApp::start();
    let (_, agent) = app.connected(&[]).await;
    let list = agent.open(&app.paths().customers()).await.expect(200);
    let notes = format!("{}/account/notes", list.link("Adatum"));
    let time = cursor("2026-11-22T16:40:00.000000Z");
    let address = format!("{notes}?before={time}");
    assert_ordered_by_index(&app, &agent, &address, "notes").await;
    let address = format!("{}?after={}", app.paths().tags(), cursor("k"));
    assert_ordered_by_index(&app, &agent, &address, "tags").await;
}

#[actix_web::test]
async fn activity_comes_from_an_index_whatever_is_filtered() {
    let app = TestApp::start();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let (paths, email) = (app.paths(), contoso.email(Role::AdminAgent));
    let user = app.read(move |conn| {
        Ok(partner_center::identity::user_by_email(conn, &email)?
            .unwrap()
            .id)
    });
    let time = cursor("2026-11-22T16:40:00.000000Z");
    for filter in [
        "days=".to_owned(),
        "days=7".to_owned(),
        format!("person={user}"),
        "action=invitation_sent".to_owned(),
        format!("customer={user}"),
    ] {
        let address = format!("{}?{filter}&after={time}", paths.activity());
        assert_ordered_by_index(&app, &agent, &address, "activity").await;
    }
    assert_ordered_by_index(&app, &agent, &paths.notifications(), "activity").await;
}

#[actix_web::test]
async fn invitations_come_from_an_index_in_each_state() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let path = app.paths().invitations();
    let time = cursor("2026-11-22T16:40:00.000000Z");
    for state in [
        "", "draft", "ready", "sent", "accepted", "declined", "expired", "revoked",
    ] {
        for channel in ["", "own_marketing"] {
            for place in ["after", "before"] {
                let address = format!("{path}?state={state}&channel={channel}&{place}={time}");
                assert_ordered_by_index(&app, &agent, &address, "invitations").await;
            }
        }
    }
}

#[actix_web::test]
async fn partnerships_come_from_an_index_on_each_side_also_when_searched() {
    let app = TestApp::start();
    let kinds = [
        RelationshipKind::IndirectProvider,
        RelationshipKind::IndirectReseller,
    ];
    let both = app.partner_of_kinds("Meridian", &kinds);
    let agent = app.sign_in(&both, Role::AdminAgent).await;
    let path = app.paths().partnerships();
    let name = cursor("k");
    for side in ["provider", "reseller"] {
        for text in ["", "north"] {
            for place in ["", "&after=", "&before="] {
                let place = match place {
                    "" => String::new(),
                    place => format!("{place}{name}"),
                };
                let address = format!("{path}?side={side}&q={text}{place}");
                assert_ordered_by_index(&app, &agent, &address, "partnerships").await;
            }
        }
    }
}

#[actix_web::test]
async fn rows_of_an_upload_come_from_an_index_by_verdict_and_page() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let file = "Company,Domain,Contact name,Address,Language\nAdatum,adatum.example,,,\n";
    let preview = agent.invite_many(&app, file).await;
    let path = preview.address.path().to_owned();
    let line = Cursor {
        key: "7".to_owned(),
        id: String::new(),
    };
    for verdict in ["", "unreadable"] {
        for place in ["after", "before"] {
            let address = format!("{path}?verdict={verdict}&{place}={}", line.encode());
            assert_ordered_by_index(&app, &agent, &address, "batch_rows").await;
        }
    }
}

#[actix_web::test]
async fn users_come_from_an_index_whatever_is_filtered_and_sorted() {
    let desk = Desk::usual().await;
    let path = desk.users();
    for sort in ["name", "user_name"] {
        for dir in ["asc", "desc"] {
            for filter in [
                "",
                "state=active",
                "state=blocked",
                "role=user",
                "role=user&state=active",
                "role=user&state=blocked",
            ] {
                for place in [
                    String::new(),
                    format!("&after={}", cursor("k")),
                    format!("&before={}", cursor("k")),
                ] {
                    let address = format!("{path}?{filter}&sort={sort}&dir={dir}{place}");
                    assert_ordered_by_index(&desk.app, &desk.agent, &address, "directory_users")
                        .await;
                }
            }
        }
    }
    let time = cursor("2026-11-22T16:40:00.000000Z");
    let deleted = format!("{}?after={time}", desk.below("deleted"));
    assert_ordered_by_index(&desk.app, &desk.agent, &deleted, "directory_users").await;
}

#[actix_web::test]
async fn users_that_are_searched_for_are_found_by_key() {
    let desk = Desk::usual().await;
    desk.add("Ada Lind", "ada").await;
    let mut queries = Vec::new();
    for what in [
        "q=ad",
        "q=ada+li",
        "q=ada%40",
        "role=global_administrator",
        "q=ad&role=user",
    ] {
        for state in ["", "active", "blocked"] {
            for sort in ["name", "user_name"] {
                queries.push(format!("{what}&state={state}&sort={sort}"));
            }
        }
    }
    for query in queries {
        let address = format!("{}?{query}", desk.users());
        let (page, asked) = desk.app.count_statements(desk.agent.open(&address)).await;
        page.expect(200);
        let list = asked
            .full
            .iter()
            .find(|text| text.contains("directory_users") && text.contains(" ORDER BY "));
        let list = list.unwrap_or_else(|| panic!("{address}: no list in {asked}"));
        for step in plan(&desk.app, list) {
            let whole = step.contains("Seq Scan") || step.starts_with("SCAN directory");
            assert!(!whole, "{address}: {step} in {list}");
        }
    }
}

#[actix_web::test]
async fn privileges_come_from_an_index_in_each_part_and_order() {
    let app = TestApp::start();
    let (_, agent) = app.agent_of("Contoso").await;
    let path = app.paths().privileges();
    let time = cursor("2026-11-22T16:40:00.000000Z");
    for part in [
        "",
        "ending_7",
        "ending_30",
        "ending_90",
        "ended",
        "without_relationship",
        "unused",
    ] {
        for (sort, key) in [("name", cursor("k")), ("until", time.clone())] {
            for dir in ["asc", "desc"] {
                for place in ["after", "before"] {
                    let address = format!("{path}?show={part}&sort={sort}&dir={dir}&{place}={key}");
                    assert_ordered_by_index(&app, &agent, &address, "grants").await;
                }
            }
        }
    }
}

#[actix_web::test]
async fn prices_come_from_an_index_whatever_is_filtered() {
    let shop = Shop::open().await;
    let rows = file(&[
        ("1", "1", "2", LONG_AGO, OPEN),
        ("2", "1", "2", LONG_AGO, OPEN),
    ]);
    shop.load(&rows, "whole").await;
    let (app, path) = (&shop.app, shop.app.paths().prices());
    for filter in [
        "",
        "show=beginning",
        "show=ending",
        "segment=commercial&term=P1Y",
        "publisher=Fabrikam",
        "q=suite",
        "q=suite&publisher=Fabrikam&show=ending",
    ] {
        for place in ["", "&after=", "&before="] {
            let place = match place {
                "" => String::new(),
                place => format!("{place}{}", cursor("k")),
            };
            let address = format!("{path}?{filter}{place}");
            assert_ordered_by_index(app, &shop.admin, &address, "plans").await;
        }
    }
    let plan = app.paths().price_plan(shop.plans()[0].id);
    let reseller = app.partner("Contoso");
    app.partnership(&shop.seller, &reseller);
    let sales = app.sign_in(&reseller, Role::SalesAgent).await;
    let time = cursor("2026-11-22T16:40:00.000000Z");
    for place in [String::new(), format!("?after={time}")] {
        let address = format!("{plan}{place}");
        assert_ordered_by_index(app, &shop.admin, &address, "prices").await;
        assert_ordered_by_index(app, &sales, &address, "prices").await;
    }
}

#[actix_web::test]
async fn orders_and_subscriptions_come_from_an_index_whatever_is_filtered() {
    let store = Store::open().await;
    store.order("10").await;
    let (app, paths, record) = (&store.app, store.app.paths(), store.customer.uuid());
    let time = cursor("2026-11-22T16:40:00.000000Z");
    let (reseller, plan) = (store.pair.reseller.id, store.suite.id);
    for who in [&store.pair.distributor, &store.pair.seller] {
        for place in [
            String::new(),
            format!("after={time}"),
            format!("before={time}"),
        ] {
            for (path, table) in [
                (paths.orders(), "orders"),
                (paths.customer_orders(record), "orders"),
                (paths.customer_subscriptions(record), "subscriptions"),
            ] {
                assert_ordered_by_index(app, who, &format!("{path}?{place}"), table).await;
            }
            for filter in [
                String::new(),
                "state=active".to_owned(),
                "renews=30".to_owned(),
                "renews=90&state=active".to_owned(),
                format!("plan={plan}"),
                format!("reseller={reseller}"),
                format!("reseller={reseller}&state=suspended&plan={plan}"),
            ] {
                let address = format!("{}?{filter}&{place}", paths.subscriptions());
                assert_ordered_by_index(app, who, &address, "subscriptions").await;
            }
            for filter in ["", "&state=active", "&renews=90"] {
                let address = format!("{}?licenses=unused{filter}&{place}", paths.subscriptions());
                assert_ordered_by_index(app, who, &address, "unused_licenses").await;
            }
        }
    }
}

#[actix_web::test]
async fn services_of_a_seller_come_from_an_index() {
    let hall = services::hall("exchange_administrator", "user_administrator").await;
    let path = hall.app().paths().services();
    for place in [
        String::new(),
        format!("&after={}", cursor("k")),
        format!("&before={}", cursor("k")),
    ] {
        for text in ["", "mail"] {
            let address = format!("{path}?q={text}{place}");
            assert_ordered_by_index(hall.app(), &hall.agent, &address, "services").await;
        }
    }
}

#[actix_web::test]
async fn incidents_come_from_an_index_whatever_is_filtered() {
    let watch = Watch::open().await;
    let reseller = watch.reseller(Role::AdminAgent).await;
    let path = watch.app().paths().incidents();
    let time = cursor("2026-11-22T16:40:00.000000Z");
    for who in [&watch.keeper, &reseller] {
        for place in [
            String::new(),
            format!("after={time}"),
            format!("before={time}"),
        ] {
            for filter in [
                String::new(),
                "state=open".to_owned(),
                "state=ended&severity=degraded".to_owned(),
                "state=planned&q=mail".to_owned(),
                format!("service={}", watch.mail),
            ] {
                let seller = watch.hall.store.pair.provider.id;
                let address = format!("{path}?seller={seller}&{filter}&{place}");
                assert_ordered_by_index(watch.app(), who, &address, "incidents").await;
            }
        }
    }
}

#[actix_web::test]
async fn affected_customers_are_found_by_indexes_and_no_table_is_read_whole() {
    let watch = Watch::open().await;
    let id = watch.going_on("degraded", chrono::Duration::hours(3)).await;
    let reseller = watch.reseller(Role::AdminAgent).await;
    let customers = watch.app().paths().incident_customers(id);
    let services = watch.app().paths().services();
    let seller = watch.hall.store.pair.provider.id;
    let services = format!("{services}?seller={seller}");
    for who in [&watch.keeper, &reseller] {
        for address in [&customers, &services] {
            let (page, asked) = watch.app().count_statements(who.open(address)).await;
            page.expect(200);
            let concerned = |text: &&String| {
                text.contains("subscriptions AS sold")
                    || text.contains("customer_entries")
                    || text.contains("incident")
            };
            let concerned: Vec<&String> = asked.full.iter().filter(concerned).collect();
            assert!(!concerned.is_empty(), "{address}");
            for statement in concerned {
                for step in plan(watch.app(), statement) {
                    let whole = step.contains("Seq Scan")
                        || (step.starts_with("SCAN ") && !step.contains("json_each"));
                    assert!(!whole, "{address}: {step} in {statement}");
                }
            }
        }
    }
}

#[actix_web::test]
async fn holders_of_a_license_come_from_an_index() {
    let hall = Hall::open("3").await;
    let ada = hall.add("Ada").await;
    hall.tick(ada, &[SUITE]).await.expect(303);
    let (app, record) = (hall.app(), hall.customer.uuid());
    let time = cursor("2026-11-22T16:40:00.000000Z");
    let path = format!("{}?sku={SUITE}", app.paths().customer_license(record));
    for place in [
        String::new(),
        format!("&after={time}"),
        format!("&before={time}"),
    ] {
        let address = format!("{path}{place}");
        assert_ordered_by_index(app, &hall.agent, &address, "license_assignments").await;
    }
    let list = app.paths().customer_licenses(record);
    for address in [&list, &path] {
        let (page, asked) = app.count_statements(hall.agent.open(address)).await;
        page.expect(200);
        assert_eq!(asked.not_kept, Vec::<String>::new(), "{address}");
    }
}
