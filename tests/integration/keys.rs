//! The keys outside the database: which database they belong to, and what becomes of it without them.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use partner_center::{
    db::{DatabaseUrl, Db},
    identity::Role,
    installation::{self, KeysError},
    secrets::{KeysFile, Secrets},
};
use tempfile::TempDir;

use crate::support::{ADATUM, Asked, Database, Program, TestApp, Visitor};

/// Keys in a folder of their own.
fn keys_in_a_folder() -> (TempDir, KeysFile, Secrets) {
    let folder = tempfile::tempdir().unwrap();
    let file = KeysFile::within(folder.path());
    let keys = file.stage("2026-11-26").unwrap();
    file.put_in_force().unwrap();
    (folder, file, keys)
}

/// A site whose keys stand in a file, as one that was upgraded: its database knows no fingerprint yet.
fn upgraded() -> (TestApp, TempDir, KeysFile) {
    let (folder, file, keys) = keys_in_a_folder();
    let app = TestApp::start_with(|parts| parts.secrets = keys);
    (app, folder, file)
}

fn ask_for_keys(app: &TestApp, file: &KeysFile) -> Result<Secrets, KeysError> {
    installation::keys(&app.parts.db, file, false, app.now())
}

/// The same database, served with the keys that are in force now.
fn served_again(app: &TestApp, file: &KeysFile) -> TestApp {
    let secrets = ask_for_keys(app, file).unwrap();
    TestApp::start_with(|parts| {
        parts.db = app.parts.db.clone();
        parts.clock = app.parts.clock.clone();
        parts.secrets = secrets;
    })
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn without_its_keys_or_with_others_a_database_is_refused_and_the_way_on_is_told() {
    let database = Database::empty();
    let program = Program::on(&database.url);
    assert!(program.create_admin(&[]).status.success());
    program.serve().is_up().unwrap();
    let own = fs::read(program.keys().path()).unwrap();

    fs::remove_file(program.keys().path()).unwrap();
    let said = program.serve_is_refused();
    assert!(
        said.contains("missing") && said.contains("Restore") && said.contains("keys renew"),
        "{said}"
    );
    assert!(!program.keys().path().exists(), "no new ones are made");

    program.keys().stage("2026-11-26").unwrap();
    program.keys().put_in_force().unwrap();
    let created = program.create_admin(&[]);
    assert_eq!(created.status.code(), Some(1), "{created:?}");
    let by_admin = String::from_utf8(created.stderr).unwrap();
    for said in [program.serve_is_refused(), by_admin] {
        assert!(
            said.contains("do not belong") && said.contains("keys renew"),
            "{said}"
        );
    }

    fs::write(program.keys().path(), own).unwrap();
    program.serve().is_up().unwrap();
}

#[test]
fn keys_beside_an_empty_database_are_refused_until_it_is_said_to_be_new() {
    let (lost, empty) = (Database::empty(), Database::empty());
    let program = Program::on(&lost.url);
    assert!(program.create_admin(&[]).status.success());
    let program = program.moved_to(&empty.url);

    program.succeed(&["migrate"]);
    let said = program.serve_is_refused();
    assert!(
        said.contains("is empty") && said.contains("--new-database"),
        "{said}"
    );
    assert_eq!(program.create_admin(&[]).status.code(), Some(1));

    assert!(program.create_admin(&["--new-database"]).status.success());
    program.serve().is_up().unwrap();
}

#[test]
fn migrating_before_the_first_start_is_fine() {
    let database = Database::empty();
    let program = Program::on(&database.url);
    program.succeed(&["migrate"]);
    program.serve().is_up().unwrap();
    program.serve().is_up().unwrap();
    assert_eq!(mode(&program.keys().path()), 0o600);
}

#[test]
fn keys_that_others_can_read_are_refused() {
    let database = Database::empty();
    let program = Program::on(&database.url);
    assert!(program.create_admin(&[]).status.success());
    let open = fs::Permissions::from_mode(0o644);
    fs::set_permissions(program.keys().path(), open).unwrap();
    let said = program.serve_is_refused();
    assert!(said.contains("chmod 600"), "{said}");
}

#[test]
fn the_database_file_is_for_its_owner_alone() {
    let database = Database::empty_sqlite();
    let DatabaseUrl::Sqlite(path) = &database.url else {
        unreachable!("asked for")
    };
    let files = ["", "-wal", "-shm"].map(|end| format!("{path}{end}"));
    for before in ["not there yet", "readable by all"] {
        let db = Db::open(&database.url, 1).unwrap();
        db.migrate().unwrap();
        for file in &files {
            assert_eq!(mode(Path::new(file)), 0o600, "{before}: {file}");
            fs::set_permissions(file, fs::Permissions::from_mode(0o644)).unwrap();
        }
    }
}

#[actix_web::test]
async fn an_upgraded_database_takes_keys_that_fit_its_links_and_refuses_others() {
    let (app, _folder, file) = upgraded();
    let (_, agent) = app.agent_of("Contoso").await;
    agent.hand_out(app.paths(), ADATUM, &[]).await;

    let (_elsewhere, other, _) = keys_in_a_folder();
    assert!(matches!(
        ask_for_keys(&app, &other),
        Err(KeysError::Foreign)
    ));
    let none = tempfile::tempdir().unwrap();
    let none = KeysFile::within(none.path());
    assert!(matches!(ask_for_keys(&app, &none), Err(KeysError::Lost)));

    let taken = ask_for_keys(&app, &file).unwrap();
    assert_eq!(taken.fingerprint(), app.parts.secrets.fingerprint());
    let known = app.read(installation::fingerprint);
    assert_eq!(known, Some(taken.fingerprint()));
    assert!(ask_for_keys(&app, &file).is_ok());
}

const FABRIKAM: Asked<'static> = Asked {
    company: "Fabrikam",
    domain: "fabrikam.example",
    recipient: "bo@fabrikam.example",
};

async fn link_on_page(agent: &Visitor, app: &TestApp, company: &str) -> String {
    let list = agent.open(&app.paths().invitations()).await.expect(200);
    let page = agent.click(&list, company).await.expect(200);
    page.first("#link").attr("value").unwrap().to_owned()
}

#[actix_web::test]
async fn a_renewal_kills_what_was_handed_out_and_gives_anew_what_can_be() {
    let (app, _folder, file) = upgraded();
    let (contoso, agent) = app.agent_of("Contoso").await;
    let old = agent.hand_out(app.paths(), ADATUM, &[]).await;
    let draft = agent.draft(app.paths(), FABRIKAM, &[]).await;
    agent.press(&draft, "Send now", &[]).await.expect(200);
    ask_for_keys(&app, &file).unwrap();

    let told = installation::preview(&app.parts.db, app.now()).unwrap();
    assert_eq!(told.invitations.to_hand_out_again.len(), 1);
    assert_eq!((told.invitations.in_letters, told.sessions), (1, 1));
    app.visitor().open(&old).await.expect(200);

    let done = installation::renew(&app.parts.db, &file, app.now()).unwrap();
    let dead = &done.invitations.to_hand_out_again;
    assert_eq!((dead.len(), dead[0].company_name.as_str()), (1, "Adatum"));

    let again = served_again(&app, &file);
    assert_ne!(
        again.parts.secrets.fingerprint(),
        app.parts.secrets.fingerprint()
    );
    again.visitor().open(&old).await.expect(410);
    agent.open(&app.paths().customers()).await.expect(303);
    let agent = again.sign_in(&contoso, Role::AdminAgent).await;
    let news = agent.open(&again.paths().notifications()).await.expect(200);
    assert!(news.has_text("keys of this server were renewed"));
    let new = link_on_page(&agent, &again, "Adatum").await;
    again.accept(&new, ADATUM.recipient).await;
    // Queued before, sent after.
    let letter = again.mail_to(FABRIKAM.recipient).await;
    again.accept(letter.link(), FABRIKAM.recipient).await;
}

#[actix_web::test]
async fn a_server_that_still_has_the_old_keys_is_not_ready() {
    let (app, _folder, file) = upgraded();
    ask_for_keys(&app, &file).unwrap_err();
    app.partner("Contoso");
    ask_for_keys(&app, &file).unwrap();
    app.visitor().open("/readyz").await.expect(200);
    installation::renew(&app.parts.db, &file, app.now()).unwrap();
    let told = app.visitor().open("/readyz").await.expect(503);
    assert!(told.has_text("Restart"), "{}", told.text());
}

#[actix_web::test]
async fn a_renewal_that_broke_off_is_finished_by_the_next_start() {
    let (app, folder, file) = upgraded();
    app.partner("Contoso");
    let old = ask_for_keys(&app, &file).unwrap().fingerprint();
    let before = fs::read(file.path()).unwrap();
    installation::renew(&app.parts.db, &file, app.now()).unwrap();
    // As it stands when the process dies after the transaction and before the file is put in its place.
    fs::rename(file.path(), folder.path().join("keys.new")).unwrap();
    fs::write(file.path(), before).unwrap();
    fs::set_permissions(file.path(), fs::Permissions::from_mode(0o600)).unwrap();

    let new = ask_for_keys(&app, &file).unwrap().fingerprint();
    assert_ne!(new, old);
    assert_eq!(file.present().unwrap().unwrap().fingerprint(), new);
    assert!(file.staged().unwrap().is_none());
}

#[test]
fn the_command_renews_only_when_it_is_told_to() {
    let database = Database::empty();
    let program = Program::on(&database.url);
    assert!(program.create_admin(&[]).status.success());
    let old = fs::read(program.keys().path()).unwrap();
    let output = program.run(&["keys", "renew"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("1  people need a new set-up link"), "{said}");
    assert!(said.contains("ana@contoso.example"), "{said}");
    assert_eq!(fs::read(program.keys().path()).unwrap(), old);

    program.succeed(&["keys", "renew", "--yes"]);
    assert_ne!(fs::read(program.keys().path()).unwrap(), old);
    program.serve().is_up().unwrap();
    let kept = fs::read_dir(program.file("")).unwrap().any(|file| {
        let name = file.unwrap().file_name();
        name.to_string_lossy().starts_with("keys.until-")
    });
    assert!(kept, "the old keys are kept beside");
}
