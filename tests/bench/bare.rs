//! The yardstick: a page of the same 50 rows and the same HTML, made with actix-web, askama and diesel alone. Nobody signs
//! in, nothing is counted, nothing is logged. Run as a process of its own: this program with the argument `bare`.

use std::{fs, process::Command};

use actix_web::{
    App, HttpResponse, HttpServer,
    error::ErrorInternalServerError,
    web::{Data, block, get},
};
use askama::Template;
use diesel::{
    ExpressionMethods, PgConnection, QueryDsl, QueryResult, RunQueryDsl, SqliteConnection,
    r2d2::{ConnectionManager, Pool, R2D2Connection},
};
use partner_center::{
    customers::Standing,
    db::{
        DatabaseUrl,
        ids::{CustomerId, EntryId, PartnerId},
        schema::customer_entries,
        types::Timestamp,
    },
    paths::Site,
};

use crate::support::{
    server::{Server, free_port},
    world::World,
};

const PATH: &str = "/bare";
const ROWS: i64 = 50;

type Row = (
    EntryId,
    Option<CustomerId>,
    String,
    String,
    Standing,
    Timestamp,
);

/// The page around the rows is that of the real one; the rows have its markup.
#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{{ before|safe }}
{%- for (id, customer, name, domain, standing, since) in rows %}
<tr><th scope="row">{% if customer.is_none() %}<input class="select" type="checkbox" name="entry" value="{{ id }}" aria-label="Select {{ name }}">{% endif %}<a href="/customers/{{ id }}">{{ name }}</a></th>
<td data-label="Primary domain">{{ domain }}</td>
<td data-label="Customer ID">{% if let Some(customer) = customer %}<code class="id">{{ customer }}</code>{% else %}<span class="quiet">After acceptance</span>{% endif %}</td>
<td data-label="Relationship"><span class="badge {{ standing.tone() }}"><span class="shape {{ standing.tone() }}" aria-hidden="true"></span>{% if customer.is_some() %}Reseller relationship{% else %}Imported{% endif %}</span>{% if customer.is_none() %}<span class="meta">No reseller relationship yet; from Azure portal</span><span class="meta"><a href="/customers/{{ id }}/invitations/new">Request a reseller relationship<span class="unseen"> with {{ name }}</span></a></span>{% endif %}</td>
<td class="when" data-label="Since"><time datetime="{{ since.rfc3339() }}" data-relative>{{ since.day() }}</time></td></tr>
{%- endfor %}{{ after|safe }}"#
)]
struct Page<'p> {
    before: &'p str,
    rows: &'p [Row],
    after: &'p str,
}

/// Starts it; `page` is the HTML of the real page.
pub(crate) async fn start(world: &World, page: &str) -> (Server, Site) {
    let file = world.store.folder().join("page.html");
    fs::write(&file, page).unwrap();
    let address = format!("127.0.0.1:{}", free_port());
    let mut command = Command::new(std::env::current_exe().unwrap());
    let partner = world.partner.to_string();
    command
        .args(["bare", &address, world.store.url(), &partner])
        .arg(file);
    let site = Site::parse(&format!("http://{address}")).unwrap();
    (Server::start(command, &site, PATH).await, site)
}

/// Where it stands.
pub(crate) fn path() -> &'static str {
    PATH
}

/// The process.
pub(crate) fn serve(arguments: &[String]) {
    let [address, url, partner, file] = arguments else {
        panic!("bare needs an address, a database, a partner and a file");
    };
    let page = fs::read_to_string(file).unwrap();
    let partner: PartnerId = partner.parse().unwrap();
    let serving = async {
        match DatabaseUrl::parse(url).unwrap() {
            DatabaseUrl::Sqlite(path) => {
                run::<SqliteConnection>(address, &path, partner, &page, rows_of_sqlite).await;
            }
            DatabaseUrl::Postgres(url) => {
                run::<PgConnection>(address, &url, partner, &page, rows_of_postgres).await;
            }
        }
    };
    actix_web::rt::System::new().block_on(serving);
}

async fn run<C: R2D2Connection + 'static>(
    address: &str,
    database: &str,
    partner: PartnerId,
    page: &str,
    rows: fn(&mut C, PartnerId) -> QueryResult<Vec<Row>>,
) {
    let pool = Pool::builder()
        .max_size(8)
        .test_on_check_out(false)
        .build(ConnectionManager::<C>::new(database))
        .unwrap();
    let (before, rest) = page.split_once("<tbody>").unwrap();
    let (_, after) = rest.split_once("</tbody>").unwrap();
    let around = Data::new((format!("{before}<tbody>"), format!("</tbody>{after}")));
    let app = move || {
        let (pool, around) = (pool.clone(), around.clone());
        let answer = move || {
            let (pool, around) = (pool.clone(), around.clone());
            async move {
                let found = block(move || rows(&mut pool.get().unwrap(), partner).unwrap());
                let (rows, (before, after)) = (found.await?, &**around);
                let page = Page {
                    before,
                    rows: &rows,
                    after,
                };
                let html = page.render().map_err(ErrorInternalServerError)?;
                let kind = "text/html; charset=utf-8";
                Ok::<_, actix_web::Error>(HttpResponse::Ok().content_type(kind).body(html))
            }
        };
        App::new().route(PATH, get().to(answer))
    };
    HttpServer::new(app)
        .bind(address)
        .unwrap()
        .run()
        .await
        .unwrap();
}

/// The same query for each of the two, which have no type in common.
macro_rules! rows {
    ($name:ident, $connection:ty) => {
        fn $name(conn: &mut $connection, partner: PartnerId) -> QueryResult<Vec<Row>> {
            use customer_entries::{
                customer_id, domain, id, listed, name, name_key, partner_id, since, standing,
            };
            customer_entries::table
                .filter(partner_id.eq(partner))
                .filter(listed.eq(true))
                .order((name_key, id))
                .limit(ROWS)
                .select((id, customer_id, name, domain, standing, since))
                .load(conn)
        }
    };
}

rows!(rows_of_sqlite, SqliteConnection);
rows!(rows_of_postgres, PgConnection);
