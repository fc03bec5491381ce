//! What stood in a database before a migration stands there after it, and after its way back.

use std::{fs, path::Path};

use diesel::{
    QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types::Text,
};
use partner_center::db::{self, DatabaseUrl, Db};
use serde_json::{Value, json};

use crate::support::Database;

/// Takes back this migration and all after it.
fn back_before(database: &Database, db: &Db, name: &str) {
    let set = match database.url {
        DatabaseUrl::Sqlite(_) => "sqlite",
        _ => "postgresql",
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(set);
    let names = fs::read_dir(&folder).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|found| found.as_str() >= name)
        .collect();
    names.sort();
    for name in names.iter().rev() {
        let down = fs::read_to_string(folder.join(name).join("down.sql")).unwrap();
        let version = name.split('_').next().unwrap().replace('-', "");
        run(
            db,
            &format!("{down}; DELETE FROM __diesel_schema_migrations WHERE version = '{version}'"),
        );
    }
}

fn run(db: &Db, statements: &str) {
    db.write_now(|tx| Ok::<_, db::Error>(tx.conn().batch_execute(statements)?))
        .unwrap();
}

fn texts(db: &Db, question: &str) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        text: String,
    }
    let rows: Vec<Row> = db
        .read_now(|conn| Ok::<_, db::Error>(sql_query(question).load(conn)?))
        .unwrap();
    rows.into_iter().map(|row| row.text).collect()
}

const PARTNER: &str = "01900000-0000-7000-8000-000000000001";
const OTHER: &str = "01900000-0000-7000-8000-000000000002";
const IMPORT: &str = "01900000-0000-7000-8000-00000000000a";
const INVITE: &str = "01900000-0000-7000-8000-00000000000b";
const JOINT: &str = "01900000-0000-7000-8000-00000000000c";
const AT: &str = "2026-11-20T10:00:00.000000Z";

/// An import that runs and has a row, an invitation that is looked at, and a joint one that is stopped; as the first
/// version wrote them.
fn fill(db: &Db) {
    for (id, name, sides) in [
        (PARTNER, "Contoso", "true, false"),
        (OTHER, "Meridian", "false, true"),
    ] {
        let domain = name.to_lowercase();
        run(
            db,
            &format!(
                "INSERT INTO partners (id, legal_name, domain, country, is_reseller, is_provider, is_direct_bill, status, created_at)
                 VALUES ('{id}', '{name}', '{domain}.example', 'DE', {sides}, false, 'active', '{AT}')"
            ),
        );
    }
    let columns = "id, partner_id, kind, state, file_name, portal, hand_over, channel, language, expires_in, roles,
        grant_days, as_side, together_with, subject, body, total_bytes, read_bytes, rows_read, rows_good, rows_done,
        rows_skipped, done_before, created_at, started_at, note";
    for values in [
        format!(
            "'{IMPORT}', '{PARTNER}', 'import', 'running', 'a.csv', 'azure', NULL, NULL, 'en', 30, '', NULL, NULL, NULL, '', '', 9, 9, 3, 2, 1, 0, 0, '{AT}', '{AT}', ''"
        ),
        format!(
            "'{INVITE}', '{PARTNER}', 'invite', 'preview', 'b.csv', NULL, 'send', 'referral', 'ja', 14, '', NULL, NULL, NULL, 'To {{company}}', 'A \"word\", it''s ü\n\nand {{link}}', 9, 9, 3, 2, 0, 0, 0, '{AT}', NULL, ''"
        ),
        format!(
            "'{JOINT}', '{PARTNER}', 'invite', 'stopped', 'c.csv', NULL, 'prepare', 'provider', 'de', 90, 'user_administrator', 365, 'reseller', '{OTHER}', 'S', 'B', 9, 9, 3, 2, 0, 0, 0, '{AT}', '{AT}', 'why'"
        ),
    ] {
        run(
            db,
            &format!("INSERT INTO batches ({columns}) VALUES ({values})"),
        );
    }
    run(
        db,
        &format!(
            "INSERT INTO batch_rows (batch_id, line, company, domain, external_id, contact, email, verdict, why, state)
             VALUES ('{IMPORT}', 2, 'Adatum', 'adatum.example', 'x', '', '', 'new', '', 'waiting'),
                    ('{INVITE}', 3, 'Tailspin', 'tailspin.example', '', 'Bo', 'bo@t.example', 'doubtful', 'why', 'waiting')"
        ),
    );
}

fn old_columns(db: &Db) -> Vec<String> {
    let words = [
        "portal",
        "hand_over",
        "channel",
        "language",
        "roles",
        "as_side",
        "subject",
        "body",
        "note",
        "state",
    ]
    .map(|column| format!("coalesce({column}, '-')"))
    .join(" || '|' || ");
    let numbers = ["expires_in", "grant_days", "rows_good", "together_with"]
        .map(|column| format!("coalesce(CAST({column} AS TEXT), '-')"))
        .join(" || '|' || ");
    texts(
        db,
        &format!("SELECT {words} || '|' || {numbers} AS text FROM batches ORDER BY id"),
    )
}

fn rows(db: &Db) -> Vec<String> {
    texts(
        db,
        "SELECT CAST(batch_id AS TEXT) || line || company || domain || external_id || contact || email || verdict || state
         AS text FROM batch_rows ORDER BY line",
    )
}

#[test]
fn the_settings_of_uploads_move_into_one_column_and_back_without_loss() {
    let database = Database::fresh();
    let db = database.open();
    back_before(&database, &db, "2026-11-27-000001_jobs");
    fill(&db);
    let (before, rows_before) = (old_columns(&db), rows(&db));

    db.migrate().unwrap();
    let settings: Vec<Value> = texts(&db, "SELECT settings AS text FROM batches ORDER BY id")
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    assert_eq!(
        settings,
        [
            json!({"portal": "azure"}),
            json!({"send_by": "send", "channel": "referral", "language": "ja", "expires_in": 14, "roles": "",
                "grant_days": null, "as_side": null, "together_with": null, "subject": "To {company}",
                "body": "A \"word\", it's ü\n\nand {link}"}),
            json!({"send_by": "prepare", "channel": "provider", "language": "de", "expires_in": 90,
                "roles": "user_administrator", "grant_days": 365, "as_side": "reseller", "together_with": OTHER,
                "subject": "S", "body": "B"}),
        ]
    );
    assert_eq!(rows(&db), rows_before);

    back_before(&database, &db, "2026-11-27-000002_batch_settings");
    assert_eq!(old_columns(&db), before);
    assert_eq!(rows(&db), rows_before);
}

#[test]
fn an_upload_that_runs_during_the_upgrade_has_its_job_afterwards() {
    let database = Database::fresh();
    let db = database.open();
    back_before(&database, &db, "2026-11-27-000001_jobs");
    fill(&db);
    db.migrate().unwrap();
    let jobs = texts(
        &db,
        "SELECT kind || ' ' || key || ' ' || state AS text FROM jobs",
    );
    assert_eq!(jobs, [format!("batch {IMPORT} waiting")]);
}

#[test]
fn events_name_what_they_happened_to_and_go_back_without_loss() {
    const INVITATION: &str = "01900000-0000-7000-8000-000000000011";
    const ENTRY: &str = "01900000-0000-7000-8000-000000000012";
    const CUSTOMER: &str = "01900000-0000-7000-8000-000000000013";
    let database = Database::fresh();
    let db = database.open();
    back_before(&database, &db, "2026-11-28-000001_events");
    run(
        &db,
        &format!(
            "INSERT INTO partners (id, legal_name, domain, country, is_reseller, is_provider, is_direct_bill, status, created_at)
             VALUES ('{PARTNER}', 'Contoso', 'contoso.example', 'DE', true, false, false, 'active', '{AT}');
             INSERT INTO customers (id, name, domain, domain_verified, contact_name, contact_job_title, contact_email, created_at)
             VALUES ('{CUSTOMER}', 'Adatum', 'adatum.example', true, 'Ana', '', 'ana@adatum.example', '{AT}');
             INSERT INTO customer_entries (id, partner_id, customer_id, name, name_key, domain, search_text, standing, listed, since, created_at)
             VALUES ('{ENTRY}', '{PARTNER}', '{CUSTOMER}', 'Adatum', 'adatum', 'adatum.example', 'adatum', 'connected', true, '{AT}', '{AT}')"
        ),
    );
    let rows = [
        (
            "invitation_sent",
            format!("'{ENTRY}'"),
            format!("'{INVITATION}'"),
        ),
        (
            "invitation_accepted",
            format!("'{ENTRY}'"),
            format!("'{INVITATION}'"),
        ),
        (
            "relationship_removed",
            format!("'{ENTRY}'"),
            "NULL".to_owned(),
        ),
        ("privileges_expired", "NULL".to_owned(), "NULL".to_owned()),
        ("customers_exported", "NULL".to_owned(), "NULL".to_owned()),
    ];
    for (number, (action, entry, invitation)) in rows.iter().enumerate() {
        run(
            &db,
            &format!(
                "INSERT INTO activity (id, partner_id, at, actor_kind, actor_name, action, entry_id, company, invitation_id, detail)
                 VALUES ('01900000-0000-7000-8000-0000000000a{number}', '{PARTNER}', '{AT}', 'system', 'This server', '{action}',
                         {entry}, 'It''s ü', {invitation}, 'why')"
            ),
        );
    }
    let old = || {
        let columns = ["entry_id", "invitation_id", "notify_user_id"]
            .map(|column| format!("coalesce(CAST({column} AS TEXT), '-')"))
            .join(" || '|' || ");
        texts(
            &db,
            &format!(
                "SELECT action || '|' || company || '|' || detail || '|' || {columns} AS text FROM activity ORDER BY id"
            ),
        )
    };
    let before = old();
    assert_eq!(before.len(), rows.len());

    db.migrate().unwrap();
    let subjects = texts(
        &db,
        "SELECT action || ' ' || subject_kind || ' ' || CAST(subject_key AS TEXT) || ' ' ||
                coalesce(CAST(customer_id AS TEXT), '-') || ' ' || changes AS text FROM activity ORDER BY id",
    );
    let expected = [
        format!("invitation_sent invitation {INVITATION} - []"),
        format!("invitation_accepted invitation {INVITATION} {CUSTOMER} []"),
        format!("relationship_removed customer_entry {ENTRY} {CUSTOMER} []"),
        format!("privileges_expired partner {PARTNER} - []"),
        format!("customers_exported partner {PARTNER} - []"),
    ];
    assert_eq!(subjects, expected);

    back_before(&database, &db, "2026-11-28-000001_events");
    assert_eq!(old(), before);
}

#[test]
fn a_person_keeps_their_role_as_a_set_of_one_and_the_first_of_several_on_the_way_back() {
    const NAME: &str = "2026-11-28-000002_roles_of_people";
    let database = Database::fresh();
    let db = database.open();
    back_before(&database, &db, NAME);
    run(
        &db,
        &format!(
            "INSERT INTO partners (id, legal_name, domain, country, is_reseller, is_provider, is_direct_bill, status, created_at)
             VALUES ('{PARTNER}', 'Contoso', 'contoso.example', 'DE', true, false, false, 'active', '{AT}')"
        ),
    );
    let roles = [
        "global_admin",
        "admin_agent",
        "sales_agent",
        "helpdesk_agent",
    ];
    for (number, role) in roles.iter().enumerate() {
        run(
            &db,
            &format!(
                "INSERT INTO users (id, partner_id, email, name, role, status, notified_until, created_at)
                 VALUES ('01900000-0000-7000-8000-0000000001{number:02}', '{PARTNER}', '{number}@contoso.example', 'Bo',
                     '{role}', 'active', '{AT}', '{AT}')"
            ),
        );
    }
    db.migrate().unwrap();
    let kept = "SELECT roles || ' ' || status AS text FROM users ORDER BY email";
    assert_eq!(texts(&db, kept), roles.map(|role| format!("{role} active")));
    for (number, set) in [
        "global_admin helpdesk_agent",
        "admin_agent sales_agent",
        "",
        "helpdesk_agent",
    ]
    .iter()
    .enumerate()
    {
        let email = format!("{number}@contoso.example");
        run(
            &db,
            &format!("UPDATE users SET roles = '{set}' WHERE email = '{email}'"),
        );
    }
    back_before(&database, &db, NAME);
    assert_eq!(
        texts(
            &db,
            "SELECT role || ' ' || status AS text FROM users ORDER BY email"
        ),
        [
            "global_admin active",
            "admin_agent active",
            "helpdesk_agent disabled",
            "helpdesk_agent active",
        ]
    );
}

/// Three privileges of one partner: one in force beside a relationship, one that ran out, one that was ended.
fn fill_grants(db: &Db) {
    let (customer, entry, user) = (IMPORT, INVITE, JOINT);
    let number = |part: &str, number: usize| format!("01900000-0000-7000-8000-{part}{number:09}");
    run(
        db,
        &format!(
            "INSERT INTO partners (id, legal_name, domain, country, is_reseller, is_provider, is_direct_bill, status, created_at)
             VALUES ('{PARTNER}', 'Contoso', 'contoso.example', 'DE', true, false, false, 'active', '{AT}');
             INSERT INTO users (id, partner_id, email, name, roles, status, password_hash, notified_until, created_at)
             VALUES ('{user}', '{PARTNER}', 'a@contoso.example', 'A', 'admin_agent', 'active', NULL, '{AT}', '{AT}');
             INSERT INTO customers (id, name, domain, domain_verified, contact_name, contact_job_title, contact_email, created_at)
             VALUES ('{customer}', 'Adatum', 'adatum.example', true, 'Ana', 'IT', 'ana@adatum.example', '{AT}');
             INSERT INTO terms (hash, version, body, created_at) VALUES ('t', '1', 'x', '{AT}')"
        ),
    );
    let _ = entry;
    for (place, (state, ended)) in [
        ("active", "NULL".to_owned()),
        ("expired", format!("'{AT}'")),
        ("terminated", format!("'{AT}'")),
    ]
    .into_iter()
    .enumerate()
    {
        let (asked, consent, grant) = (
            number("a00", place),
            number("b00", place),
            number("c00", place),
        );
        run(
            db,
            &format!(
                "INSERT INTO invitations (id, partner_id, created_by, state, version, link_version, token_hash, recipient,
                     recipient_name, company_name, domain, language, subject, body, roles, expires_in, created_at, refusal_reason)
                 VALUES ('{asked}', '{PARTNER}', '{user}', 'revoked', 1, 1, '{asked}', 'a@b.example', '', 'A', 'a.example', 'en', 'S', 'B', '', 30, '{AT}', '');
                 INSERT INTO consents (id, invitation_id, customer_id, terms_hash, person_name, job_title, email, domain_verified, roles, grant_days, accepted_at)
                 VALUES ('{consent}', '{asked}', '{customer}', 't', 'Ana', 'IT', 'ana@adatum.example', true, 'directory_reader', 30, '{AT}');
                 INSERT INTO grants (id, partner_id, customer_id, consent_id, roles, state, starts_at, ends_at, ended_at)
                 VALUES ('{grant}', '{PARTNER}', '{customer}', '{consent}', 'directory_reader', '{state}', '{AT}', '2027-11-20T10:00:00.000000Z', {ended})"
            ),
        );
    }
    run(
        db,
        &format!(
            "INSERT INTO relationships (id, partner_id, customer_id, kind, state, consent_id, started_at, end_reason)
             VALUES ('{OTHER}', '{PARTNER}', '{customer}', 'indirect_reseller', 'active', '{}', '{AT}', '')",
            number("b00", 0)
        ),
    );
}

#[test]
fn privileges_that_were_there_get_names_and_what_ended_them() {
    let database = Database::empty();
    let db = database.open();
    db.migrate().unwrap();
    back_before(&database, &db, "2026-11-28-000031");
    fill_grants(&db);
    db.migrate().unwrap();
    let rows = texts(
        &db,
        "SELECT name || ' ' || state || ' ' || coalesce(end_cause, '-') || ' '
             || CASE WHEN has_relationship AND NOT auto_extend THEN 'beside' ELSE 'alone' END || ' '
             || CASE WHEN idle_at IS NULL THEN '-' ELSE 'idle' END AS text
         FROM grants ORDER BY id",
    );
    assert_eq!(
        rows,
        [
            "privileges-1 active - beside idle",
            "privileges-2 expired term beside -",
            "privileges-3 terminated partner beside -",
        ]
    );
}
