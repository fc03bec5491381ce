//! A database that an older version of the program has filled is opened by this one, and nothing is lost.
//!
//! `fixtures/<version>/` holds such a database of each kind as SQL text: the migrations of that time word for word, and
//! rows that the site's own pages have made (`fill`). The keys beside it are those that its links belong to; they guard
//! nothing. The fixture is never changed: each further migration has to bring it up to date. A migration that takes a
//! table or column away, or writes other values into rows that are there, says so in [`GONE`] or [`CHANGED`].
//!
//! A fixture of a later version is written, for each kind of database, by setting `dump::VERSION` to the newest migration
//! and running
//!
//! ```text
//! cargo test --test integration -- --ignored upgrade::the_fixture_is_written
//! TEST_DATABASE_URL=postgres://… cargo test --test integration -- --ignored upgrade::the_fixture_is_written
//! ```

mod dump;
mod fill;

use std::fs;

use partner_center::{
    clock::Clock,
    db::{
        self, Db,
        ids::PartnerId,
        schema::{invitations, replaced_links},
    },
    installation,
    invitations::State,
    secrets::{KeysFile, Purpose, Secrets},
};

use self::dump::{Snapshot, TABLES};
use crate::support::{Database, PASSWORD, Page, Program, TestApp, Visitor};

/// Tables, or columns of tables (`table.column`), that a later migration has taken away, each with the reason.
const GONE: &[(&str, &str)] = &[
    ("batches.portal", MOVED),
    ("batches.hand_over", MOVED),
    ("batches.channel", MOVED),
    ("batches.language", MOVED),
    ("batches.expires_in", MOVED),
    ("batches.roles", MOVED),
    ("batches.grant_days", MOVED),
    ("batches.as_side", MOVED),
    ("batches.together_with", MOVED),
    ("batches.subject", MOVED),
    ("batches.body", MOVED),
    (
        "users.role",
        "stands in users.roles since 2026-11-28-000002",
    ),
    (
        "activity.invitation_id",
        "stands in activity.subject_key since 2026-11-28-000001",
    ),
];

/// `migrations::` compares their values on the way there and back.
const MOVED: &str = "stands in batches.settings since 2026-11-27-000002";

/// Columns whose values a later migration writes anew in rows that were there (`table.column`), each with the reason.
const CHANGED: &[(&str, &str)] = &[];

fn is_listed(list: &[(&str, &str)], name: &str) -> bool {
    list.iter()
        .any(|(listed, why)| *listed == name && !why.is_empty())
}

/// The old database, and the program beside the keys that belong to it.
struct Old {
    database: Database,
    program: Program,
    before: Snapshot,
}

impl Old {
    fn loaded() -> Self {
        let database = Database::empty();
        let db = database.open();
        dump::load(&db);
        let program = Program::on(&database.url);
        let keys = program.keys().path();
        fs::copy(dump::keys(&db), &keys).unwrap();
        for_the_owner_alone(&keys);
        Self {
            before: Snapshot::of(&db),
            database,
            program,
        }
    }

    /// As the operator does it.
    fn upgraded() -> Self {
        let old = Self::loaded();
        old.program.succeed(&["migrate"]);
        old
    }

    fn secrets(&self) -> Secrets {
        self.program.keys().present().unwrap().unwrap()
    }

    fn db(&self) -> Db {
        self.database.open()
    }

    /// The site on it, right after what it holds.
    fn site(self) -> TestApp {
        let secrets = self.secrets();
        let app = TestApp::on(self.database, |parts| {
            parts.clock = Clock::manual();
            parts.secrets = secrets;
        });
        fill::at(&app, fill::END);
        app
    }
}

#[cfg(unix)]
fn for_the_owner_alone(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn for_the_owner_alone(_: &std::path::Path) {}

#[test]
fn the_old_database_has_a_row_in_every_table_and_an_invitation_in_every_state() {
    let old = Old::loaded();
    for (table, content) in &old.before.0 {
        assert!(!content.rows.is_empty(), "{table} is empty");
    }
    let invitations = &old.before.0["invitations"];
    let states = invitations.of(&["state".to_owned()]);
    for state in State::ALL {
        let quoted = format!("'{}'", state.as_str());
        assert!(states.contains(&vec![quoted.as_str()]), "{state:?}");
    }
}

#[test]
fn an_upgrade_loses_no_row_and_no_value() {
    let old = Old::upgraded();
    assert!(old.db().is_migrated().unwrap());
    let after = Snapshot::of(&old.db());
    for table in TABLES {
        let (was, is) = (&old.before.0[table], &after.0[table]);
        if is_listed(GONE, table) {
            continue;
        }
        assert!(!is.columns.is_empty(), "the table {table} is gone");
        let mut kept = Vec::new();
        for column in &was.columns {
            let name = format!("{table}.{column}");
            if is_listed(GONE, &name) || is_listed(CHANGED, &name) {
                continue;
            }
            assert!(is.columns.contains(column), "the column {name} is gone");
            kept.push(column.clone());
        }
        assert_eq!(was.of(&kept), is.of(&kept), "{table}");
    }
}

#[test]
fn the_program_finds_nothing_wrong_in_an_upgraded_database() {
    let old = Old::upgraded();
    let said = old.program.succeed(&["verify"]);
    assert!(!said.is_empty());
    let fingerprint = old.db().read_now(installation::fingerprint).unwrap();
    assert_eq!(fingerprint, Some(old.secrets().fingerprint()));
}

/// Names have a key by which they are sorted, also those that are older than it.
#[test]
fn every_partner_of_an_upgraded_database_has_the_key_of_its_name() {
    use diesel::{QueryDsl, RunQueryDsl};
    use partner_center::{
        db::schema::{partners, partnerships},
        text::folded,
    };
    let old = Old::upgraded();
    let of_partners: Vec<(PartnerId, String, String)> = old
        .db()
        .read_now(|conn| {
            let columns = (partners::id, partners::legal_name, partners::name_key);
            Ok::<_, db::Error>(partners::table.select(columns).load(conn)?)
        })
        .unwrap();
    assert!(of_partners.len() > 2);
    for (_, name, key) in &of_partners {
        assert_eq!(*key, folded(name));
    }
    let of_partnerships: Vec<(PartnerId, String, PartnerId, String)> = old
        .db()
        .read_now(|conn| {
            let columns = (
                partnerships::provider_id,
                partnerships::provider_name_key,
                partnerships::reseller_id,
                partnerships::reseller_name_key,
            );
            Ok::<_, db::Error>(partnerships::table.select(columns).load(conn)?)
        })
        .unwrap();
    assert_eq!(of_partnerships.len(), 2);
    for (provider, provider_key, reseller, reseller_key) in of_partnerships {
        for (id, key) in [(provider, provider_key), (reseller, reseller_key)] {
            assert!(
                of_partners
                    .iter()
                    .any(|known| known.0 == id && known.2 == key)
            );
        }
    }
}

/// Opens a page and every page of the site that it links to in its tables.
async fn open_all(visitor: &Visitor, address: &str) -> Vec<Page> {
    let list = visitor.open(address).await.expect(200);
    let mut pages = Vec::new();
    for link in list.all("table.list tbody a, ul.rows a") {
        let href = link.attr("href").unwrap();
        let page = visitor.open(href).await;
        // A record goes by the customer's key once there is one.
        let page = match page.status {
            303 => visitor.follow(&page).await,
            _ => page,
        };
        pages.push(page.expect(200));
    }
    pages
}

#[actix_web::test]
async fn the_staff_of_an_upgraded_database_sign_in_and_open_what_was_there() {
    let app = Old::upgraded().site();
    let paths = app.paths();
    for (email, customers) in [
        ("admin-agent@contoso.example", 13),
        ("global-admin@meridian.example", 1),
        ("admin-agent@delta.example", 1),
    ] {
        let visitor = app.sign_in_as(email).await;
        visitor.open(&paths.home()).await.expect(200);
        let page = visitor.open(&paths.customers()).await.expect(200);
        let words = format!("{customers} customer");
        assert!(page.has_text(&words), "{email}: {}", page.text());
        for record in open_all(&visitor, &paths.customers()).await {
            let address = record.address.path().to_owned();
            if address.ends_with("/new") {
                continue;
            }
            for tab in ["privileges", "activity"] {
                let page = visitor.open(&format!("{address}/{tab}")).await;
                page.expect(200);
            }
        }
        for address in [
            paths.invitations(),
            paths.activity(),
            paths.notifications(),
            paths.partnerships(),
            paths.profile(),
            paths.new_bulk_invitation(),
            paths.templates(),
            paths.sessions(),
            paths.kept_forms(),
        ] {
            open_all(&visitor, &address).await;
        }
        for address in [paths.customers_csv(), paths.activity_csv()] {
            visitor.open(&address).await.expect(200);
        }
    }
    let late = app.visitor();
    let typed = [
        ("email", "admin-agent@fabrikam.example"),
        ("password", PASSWORD),
    ];
    let form = late.open(&paths.sign_in()).await.expect(200);
    let kept = late.press(&form, "Sign in", &typed).await.expect(200);
    assert!(kept.has_text("typed.example"), "{}", kept.text());
}

#[actix_web::test]
async fn links_that_were_out_before_an_upgrade_are_what_they_were() {
    use diesel::{ExpressionMethods, QueryDsl, RunQueryDsl};
    let app = Old::upgraded().site();
    type Row = (partner_center::db::ids::InvitationId, i32, State, String);
    let asks: Vec<Row> = app.read(|conn| {
        Ok(invitations::table
            .filter(invitations::entry_id.is_not_null())
            .select((
                invitations::id,
                invitations::link_version,
                invitations::state,
                invitations::company_name,
            ))
            .load(conn)?)
    });
    let replaced: Vec<partner_center::db::ids::InvitationId> = app.read(|conn| {
        let ids = replaced_links::table.select(replaced_links::invitation_id);
        Ok(ids.load(conn)?)
    });
    assert!(!replaced.is_empty());
    for (id, version, state, company) in asks {
        let token = |version| (app.parts.secrets).token(Purpose::Invitation, id.uuid(), version);
        let link = app.paths().public_invitation(&token(version));
        let is_live = matches!(state, State::Ready | State::Sent);
        let status = if is_live { 200 } else { 410 };
        let page = app.visitor().open(&link).await;
        assert_eq!(page.status, status, "{company}: {}", page.text());
        if replaced.contains(&id) {
            let old = app.paths().public_invitation(&token(version - 1));
            app.visitor().open(&old).await.expect(410);
        }
    }
    // One of them is accepted now.
    let ready: (partner_center::db::ids::InvitationId, i32) = app.read(|conn| {
        let one = invitations::table.filter(invitations::company_name.eq("Ready"));
        let columns = (invitations::id, invitations::link_version);
        Ok(one.select(columns).first(conn)?)
    });
    let token = (app.parts.secrets).token(Purpose::Invitation, ready.0.uuid(), ready.1);
    let link = app.paths().public_invitation(&token);
    app.accept(&link, "ana@ready.example").await;
    let agent = app.sign_in_as("admin-agent@contoso.example").await;
    let list = format!("{}?relationship=connected", app.paths().customers());
    let page = agent.open(&list).await.expect(200);
    assert!(page.has_link("Ready"), "{}", page.text());
}

#[actix_web::test]
#[ignore = "writes the fixture of this version, which is kept"]
async fn the_fixture_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = KeysFile::within(folder.path());
    let app = TestApp::start_with(|parts| {
        parts.secrets = installation::keys(&parts.db, &file, true, parts.clock.now()).unwrap();
    });
    fill::fill(&app).await;
    let keys = fs::read_to_string(file.path()).unwrap();
    dump::write(&app.parts.db, &keys);
    for (table, content) in &Snapshot::of(&app.parts.db).0 {
        assert!(!content.rows.is_empty(), "{table} is empty");
    }
}
