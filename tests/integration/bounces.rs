//! Letters that come back after the mail server had taken them.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use diesel::{ExpressionMethods, RunQueryDsl};
use partner_center::{
    app,
    db::{self, schema::mails},
    mail::{self, DropFolder, Fate, Letter, MailKind, MailState, Mailbox, ReturnAddress},
};
use tempfile::TempDir;

use crate::support::{ADATUM, Database, Page, Program, SmtpServer, TestApp, Visitor, until};

const ADDRESS: &str = "bounces@partner.example";
const WORDS: &str = "550 5.1.1 <ana.lima@adatum.example>: no such mailbox";

/// A site whose letters come back, an agent, and the folder of reports.
struct Desk {
    app: TestApp,
    agent: Visitor,
    server: SmtpServer,
    folder: TempDir,
}

impl Desk {
    async fn start() -> Option<Self> {
        let server = SmtpServer::start()?;
        let folder = tempfile::tempdir().unwrap();
        let mut settings = server.settings();
        settings.return_address = Some(ReturnAddress::parse(ADDRESS).unwrap());
        let app = TestApp::start_with(|parts| {
            parts.mailer = SmtpServer::mailer(&settings);
            parts.bounce_folder = Some(folder.path().to_owned());
        });
        let (_, agent) = app.agent_of("Contoso").await;
        Some(Self {
            app,
            agent,
            server,
            folder,
        })
    }

    /// Sends an invitation; returns the address in its envelope, and its page.
    async fn invite(&self) -> (String, Page) {
        let draft = self.agent.draft(self.app.paths(), ADATUM, &[]).await;
        let page = self.agent.press(&draft, "Send now", &[]).await.expect(200);
        let sent = self.app.mail_to(ADATUM.recipient).await;
        assert_eq!(sent.state, MailState::Sent, "{}", sent.answer);
        (senders(&self.server).pop().unwrap(), page)
    }

    fn folder(&self) -> DropFolder {
        app::bounce_folder(&self.app.parts).unwrap()
    }

    /// Puts a message into the folder and has it looked into; returns whether it is gone from there.
    fn drop_in(&self, message: &str) -> bool {
        let file = self.folder.path().join("1.eml");
        fs::write(&file, message).unwrap();
        self.folder().look().unwrap();
        !file.exists()
    }

    fn others(&self) -> usize {
        files(&self.folder.path().join("not-reports")).len()
    }

    /// What the list shows as the state of the invitation, and how many mails failed in the log of the partner.
    async fn state(&self) -> (String, usize) {
        let list = self.agent.open(&self.app.paths().invitations()).await;
        let list = list.expect(200);
        let state = list.table("Invitations").cell("Adatum", "State").to_owned();
        let log = format!("{}?action=mail_failed", self.app.paths().activity());
        let log = self.agent.open(&log).await.expect(200);
        let lines = log.all("tbody tr").len();
        (state, lines)
    }

    async fn is_delivered(&self) -> bool {
        let (state, lines) = self.state().await;
        assert_eq!(state.contains("Not delivered"), lines > 0, "{state}");
        let letter = self.app.mail_to(ADATUM.recipient).await;
        assert_eq!(letter.state == MailState::Failed, lines > 0);
        lines == 0
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(folder) else {
        return Vec::new();
    };
    found.map(|entry| entry.unwrap().path()).collect()
}

/// The senders that the mail server was told, in order.
fn senders(server: &SmtpServer) -> Vec<String> {
    let commands = server.commands();
    let told = commands.lines().filter_map(|it| it.strip_prefix("MAIL "));
    told.map(str::to_owned).collect()
}

/// A delivery report to this address.
fn report(to: &str, action: &str, status: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mail.partner.example\r\nTo: {to}\r\nAuto-Submitted: auto-replied\r\n\
         Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you.\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.partner.example\r\n\r\n\
         Final-Recipient: rfc822; ana.lima@adatum.example\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; {WORDS}\r\n\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nSubject: The letter\r\n\r\nDear Ana\r\n\r\n--b--\r\n"
    )
}

#[actix_web::test]
async fn each_letter_leaves_from_an_address_of_its_own_and_its_headers_stay() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (first, page) = desk.invite().await;
    desk.app.pass(chrono::Duration::minutes(2));
    let page = desk.agent.press(&page, "Remind", &[]).await;
    page.expect(200);
    desk.app.mails().await;
    let senders = senders(&desk.server);
    assert_eq!((senders.len(), &senders[0]), (2, &first));
    assert_ne!(senders[0], senders[1]);
    for sender in senders {
        let (local, domain) = sender.split_once('@').unwrap();
        assert!(
            local.starts_with("bounces+") && local.len() <= 64,
            "{local}"
        );
        assert_eq!(domain, "partner.example");
    }
    for letter in desk.server.letters() {
        let letter = String::from_utf8_lossy(&letter).into_owned();
        assert!(letter.contains("<no-reply@channel.example>"), "{letter}");
        assert!(letter.contains("Auto-Submitted: auto-generated\r\n"));
        assert!(!letter.contains("bounces+"), "{letter}");
    }
}

#[actix_web::test]
async fn without_the_setting_letters_come_back_to_their_sender() {
    let Some(server) = SmtpServer::start() else {
        return;
    };
    let app = TestApp::start_with(|parts| parts.mailer = SmtpServer::mailer(&server.settings()));
    let (_, agent) = app.agent_of("Contoso").await;
    let draft = agent.draft(app.paths(), ADATUM, &[]).await;
    agent.press(&draft, "Send now", &[]).await.expect(200);
    app.mails().await;
    assert_eq!(senders(&server), ["no-reply@channel.example"]);
    assert!(app::bounce_folder(&app.parts).is_none());
}

#[actix_web::test]
async fn a_report_that_a_letter_failed_is_shown_and_told_as_a_refusal_is() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, page) = desk.invite().await;
    assert!(desk.is_delivered().await);

    assert!(desk.drop_in(&report(&sender, "failed", "5.1.1")));

    assert_eq!(desk.state().await, ("Sent Not delivered".to_owned(), 1));
    let shown = desk.agent.open(page.address.path()).await.expect(200);
    for text in ["Not delivered", &format!("Came back: {WORDS}")] {
        assert!(shown.has_text(text), "{text}: {}", shown.text());
        let home = desk.agent.open(&desk.app.paths().home()).await.expect(200);
        assert!(home.has_text(text), "{text}: {}", home.text());
    }
    let told = desk.agent.open(&desk.app.paths().notifications()).await;
    assert!(told.expect(200).has_text("Mail not delivered"));
    assert_eq!(desk.others(), 0);
}

#[actix_web::test]
async fn a_report_that_comes_twice_is_told_once() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, _) = desk.invite().await;
    for number in 1..=2 {
        fs::write(
            desk.folder.path().join(format!("{number}.eml")),
            report(&sender, "failed", "5.1.1"),
        )
        .unwrap();
    }
    assert_eq!(desk.folder().look(), Ok(2));
    assert!(desk.drop_in(&report(&sender, "failed", "5.7.1")));
    assert_eq!(desk.state().await.1, 1);
    let letter = desk.app.mail_to(ADATUM.recipient).await;
    assert_eq!(letter.answer, format!("Came back: {WORDS}"));
}

#[actix_web::test]
async fn what_is_no_failure_changes_nothing_and_is_gone() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, _) = desk.invite().await;
    for (action, status) in [
        ("delayed", "4.4.1"),
        ("relayed", "2.0.0"),
        ("delivered", "2.0.0"),
    ] {
        assert!(desk.drop_in(&report(&sender, action, status)), "{action}");
        assert!(desk.is_delivered().await, "{action}");
    }
    assert_eq!(desk.others(), 0);
}

#[actix_web::test]
async fn what_is_no_report_of_ours_changes_nothing_and_is_put_aside() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, _) = desk.invite().await;
    let good = report(&sender, "failed", "5.1.1");
    let forged = sender.replace("bounces+", "bounces+z");
    // Within the signature, of which every bit counts there.
    let mut changed = sender.clone();
    let at = changed.find('@').unwrap() - 6;
    let other = if &changed[at..=at] == "c" { "d" } else { "c" };
    changed.replace_range(at..=at, other);
    let back = format!(
        "Return-Path: <>\r\nFrom: postmaster@adatum.example\r\nTo: {sender}\r\nSubject: Away\r\n\r\nBack on 5.12.26. Version 5.1.2\r\n"
    );
    let away = format!(
        "From: Ana <ana.lima@adatum.example>\r\nTo: {sender}\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\n550 5.1.1 I am away.\r\n"
    );
    for (number, message) in [
        good.replace(&sender, &forged),
        good.replace(&sender, &changed),
        good.replace(&sender, ADDRESS),
        good.replace("@partner.example\r\nAuto", "@other.example\r\nAuto"),
        away,
        back,
        "Subject: An offer\r\nTo: bounces@partner.example\r\n\r\nBuy this\r\n".to_owned(),
        String::new(),
    ]
    .into_iter()
    .enumerate()
    {
        assert_ne!(message, good);
        let file = desk.folder.path().join(format!("{number}.eml"));
        fs::write(&file, &message).unwrap();
        desk.folder().look().unwrap();
        assert!(!file.exists(), "{message}");
        assert_eq!(desk.others(), number + 1, "{message}");
        assert!(desk.is_delivered().await, "{message}");
    }
    assert_eq!(files(desk.folder.path()).len(), 1, "and nothing else");
}

#[actix_web::test]
async fn an_ask_that_was_answered_or_withdrawn_is_left_alone() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, page) = desk.invite().await;
    let revoke = "Revoke this invitation";
    desk.agent.press(&page, revoke, &[]).await.expect(200);
    assert!(desk.drop_in(&report(&sender, "failed", "5.1.1")));
    assert!(desk.is_delivered().await);

    let (sender, page) = desk.invite().await;
    let letter = desk.app.mail_to(ADATUM.recipient).await;
    desk.app
        .accept(letter.link(), "ana.lima@adatum.example")
        .await;
    assert!(desk.drop_in(&report(&sender, "failed", "5.1.1")));
    let shown = desk.agent.open(page.address.path()).await.expect(200);
    assert!(!shown.has_text("Not delivered"), "{}", shown.text());
    assert_eq!(desk.state().await.1, 0);
}

#[actix_web::test]
async fn a_text_of_an_old_server_and_the_headers_of_delivery_are_understood() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, _) = desk.invite().await;
    let text = format!(
        "Return-Path: <>\nDelivered-To: {}\nFrom: MAILER-DAEMON@mx.adatum.example\nTo: undisclosed\nSubject: failure notice\n\n\
         <ana.lima@adatum.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
        sender.to_uppercase()
    );
    assert!(desk.drop_in(&text));
    let letter = desk.app.mail_to(ADATUM.recipient).await;
    let words = "Came back: Sorry, no mailbox here by that name. (#5.1.1)";
    assert_eq!(
        (letter.state, letter.answer.as_str()),
        (MailState::Failed, words)
    );
}

#[actix_web::test]
async fn a_maildir_is_read_where_its_mail_is_new_and_unfinished_files_are_left() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, _) = desk.invite().await;
    let folder = desk.folder.path();
    for inside in ["new", "tmp", "cur"] {
        fs::create_dir(folder.join(inside)).unwrap();
    }
    let message = report(&sender, "failed", "5.1.1");
    for unfinished in ["tmp/1.host", "new/.2", "new/3.tmp"] {
        fs::write(folder.join(unfinished), &message).unwrap();
    }
    assert_eq!(desk.folder().look(), Ok(0));
    assert!(desk.is_delivered().await);
    fs::rename(folder.join("tmp/1.host"), folder.join("new/1.host")).unwrap();
    assert_eq!(desk.folder().look(), Ok(1));
    assert!(!desk.is_delivered().await);
}

#[actix_web::test]
async fn a_report_that_is_faster_than_our_own_note_waits_for_it() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let draft = desk.agent.draft(desk.app.paths(), ADATUM, &[]).await;
    desk.agent.press(&draft, "Send now", &[]).await.expect(200);
    let mail = desk.app.read(|conn| mail::latest(conn, 1)).remove(0);
    assert_eq!(mail.state, MailState::Queued);
    let key = desk.app.parts.secrets.return_key(mail.id.uuid());
    let message = report(&format!("bounces+{key}@partner.example"), "failed", "5.1.1");
    assert!(!desk.drop_in(&message));
    desk.app.mails().await;
    assert_eq!(desk.folder().look(), Ok(1));
    assert!(!desk.is_delivered().await);
}

/// A report about a letter that has not left yet, as far as is noted.
async fn early(desk: &Desk) -> String {
    let draft = desk.agent.draft(desk.app.paths(), ADATUM, &[]).await;
    desk.agent.press(&draft, "Send now", &[]).await.expect(200);
    let mail = desk.app.read(|conn| mail::latest(conn, 1)).remove(0);
    let key = desk.app.parts.secrets.return_key(mail.id.uuid());
    report(&format!("bounces+{key}@partner.example"), "failed", "5.1.1")
}

/// Says of a file that it was last changed so long ago.
fn make_old(file: &Path, age: Duration) {
    let file = fs::File::options().write(true).open(file).unwrap();
    file.set_modified(SystemTime::now() - age).unwrap();
}

const HOUR: Duration = Duration::from_secs(60 * 60);
const JUNK: &str = "Subject: An offer\r\n\r\nBuy this\r\n";

#[actix_web::test]
async fn a_look_goes_through_a_hundred_files_and_the_next_goes_on_behind_those_that_wait() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let waiting = early(&desk).await;
    for number in 0..100 {
        fs::write(desk.folder.path().join(format!("{number:03}")), &waiting).unwrap();
    }
    let behind = desk.folder.path().join("100");
    fs::write(&behind, JUNK).unwrap();
    let folder = desk.folder();
    assert_eq!(folder.look(), Ok(0));
    assert!(behind.exists(), "a look is bounded");
    assert_eq!(folder.look(), Ok(1));
    assert!(!behind.exists(), "and others are not starved");
    desk.app.mails().await;
    assert_eq!(folder.look(), Ok(100), "then it begins anew");
    assert!(!desk.is_delivered().await);
}

#[actix_web::test]
async fn a_report_that_has_waited_for_more_than_an_hour_is_given_up() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let waiting = early(&desk).await;
    let file = desk.folder.path().join("1.eml");
    fs::write(&file, &waiting).unwrap();
    make_old(&file, HOUR / 2);
    assert_eq!(desk.folder().look(), Ok(0));
    make_old(&file, HOUR * 2);
    assert_eq!(desk.folder().look(), Ok(1));
    assert!(!file.exists());
    assert_eq!(desk.others(), 0);
}

#[actix_web::test]
async fn a_report_that_waits_takes_no_lock_on_the_database() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let waiting = early(&desk).await;
    fs::write(desk.folder.path().join("1.eml"), &waiting).unwrap();
    let folder = desk.folder();
    desk.app.write(move |_| {
        assert_eq!(folder.look(), Ok(0));
        Ok(())
    });
}

#[actix_web::test]
async fn a_file_that_cannot_be_put_aside_does_not_stop_the_others() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, _) = desk.invite().await;
    let path = desk.folder.path();
    fs::create_dir_all(path.join("not-reports/0.eml/inside")).unwrap();
    fs::write(path.join("0.eml"), JUNK).unwrap();
    fs::write(path.join("1.eml"), report(&sender, "failed", "5.1.1")).unwrap();
    assert_eq!(desk.folder().look(), Ok(1));
    assert!(path.join("0.eml").exists());
    assert!(!desk.is_delivered().await);
}

#[actix_web::test]
async fn a_file_on_which_we_fail_does_not_stop_the_others() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, _) = desk.invite().await;
    let path = desk.folder.path();
    fs::write(path.join("0.eml"), report(&sender, "failed", "5.1.1")).unwrap();
    fs::write(path.join("1.eml"), JUNK).unwrap();
    let mut folder = desk.folder();
    folder.returns.matters = |_, _| Err(db::Error::Unavailable(db::Trouble::Away, "away".into()));
    assert_eq!(folder.look(), Err("away".to_owned()));
    assert!(path.join("1.eml").exists(), "nothing helps without it");
    folder.returns.matters = |_, _| Err(db::Error::Accident("a fault".into()));
    assert_eq!(folder.look(), Ok(1));
    assert!(path.join("0.eml").exists() && !path.join("1.eml").exists());
    fs::write(path.join("1.eml"), JUNK).unwrap();
    folder.returns.matters = |_, _| panic!("a fault");
    assert_eq!(folder.look(), Ok(2));
    assert_eq!(desk.others(), 2, "the one that made us panic is put aside");
    assert!(desk.is_delivered().await);
}

#[actix_web::test]
async fn what_is_put_aside_is_no_longer_than_what_is_read_and_goes_after_thirty_days() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    assert!(desk.drop_in(&"x".repeat(mail::MESSAGE_MOST + 1)));
    assert_eq!(desk.others(), 0);
    assert!(desk.drop_in(&"x".repeat(mail::MESSAGE_MOST)));
    assert_eq!(desk.others(), 1);
    let kept = desk.folder.path().join("not-reports/1.eml");
    make_old(&kept, 24 * HOUR * 29);
    desk.folder().look().unwrap();
    assert!(kept.exists());
    make_old(&kept, 24 * HOUR * 31);
    desk.folder().look().unwrap();
    assert!(!kept.exists());
}

#[actix_web::test]
async fn no_more_than_a_thousand_files_are_put_aside() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let aside = desk.folder.path().join("not-reports");
    fs::create_dir(&aside).unwrap();
    for number in 0..999 {
        fs::write(aside.join(number.to_string()), "").unwrap();
    }
    assert!(desk.drop_in(JUNK));
    assert_eq!(desk.others(), 1_000);
    fs::rename(aside.join("1.eml"), aside.join("999")).unwrap();
    assert!(desk.drop_in(JUNK), "it is removed");
    assert_eq!(desk.others(), 1_000);
}

#[actix_web::test]
async fn a_message_without_a_key_of_ours_is_not_read_behind_its_headers() {
    let Some(desk) = Desk::start().await else {
        return;
    };
    let (sender, _) = desk.invite().await;
    let returns = desk.folder().returns;
    let good = report(&sender, "failed", "5.1.1");
    let other = good.replace(&sender, ADDRESS);
    for (message, recipient, expected) in [
        (JUNK, None, Fate::NotOurs),
        (&other, None, Fate::NotOurs),
        (JUNK, Some(sender.as_str()), Fate::NoReport),
    ] {
        let fate = returns.take_in(message.as_bytes(), recipient).unwrap();
        assert_eq!(fate, expected);
    }
}

#[test]
fn a_folder_counts_as_good_when_others_can_be_put_aside_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let others = folder.path().join("not-reports");
    fs::write(&others, "in the way").unwrap();
    assert!(DropFolder::check(folder.path()).is_err());
    fs::remove_file(&others).unwrap();
    DropFolder::check(folder.path()).unwrap();
    assert!(files(&others).is_empty() && others.is_dir());
    assert_eq!(files(folder.path()), [others]);
}

/// A letter that has left, on the database of a program; returns the address to which it comes back.
fn letter_of(program: &Program, database: &Database) -> String {
    let letter = Letter {
        kind: MailKind::Notice,
        event_key: "test".to_owned(),
        partner: None,
        invitation: None,
        to: Mailbox {
            name: String::new(),
            email: ADATUM.recipient.to_owned(),
        },
        sender: None,
        subject: "A letter".to_owned(),
        body: "Words".to_owned(),
        footer: String::new(),
        secret: None,
        give_up_at: None,
    };
    let db = database.open();
    let now = partner_center::clock::Clock::System.now();
    let id = db.write_now(|tx| {
        let id = mail::enqueue(tx, &letter, "Partner Center", now)?;
        diesel::update(mails::table)
            .set((mails::state.eq(MailState::Sent), mails::sent_at.eq(now)))
            .execute(tx.conn())?;
        Ok::<_, partner_center::db::Error>(id)
    });
    let secrets = program.keys().present().unwrap().unwrap();
    let key = secrets.return_key(id.unwrap().uuid());
    format!("bounces+{key}@partner.example")
}

const SETTINGS: [(&str, &str); 4] = [
    ("SMTP_HOST", "127.0.0.1"),
    ("SMTP_TLS", "none"),
    ("MAIL_FROM", "no-reply@partner.example"),
    ("BOUNCE_ADDRESS", ADDRESS),
];

#[test]
fn the_command_takes_a_report_in_and_says_when_it_must_be_tried_again() {
    let database = Database::fresh();
    let program = Program::on(&database.url);
    assert!(program.create_admin(&[]).status.success());
    let sender = letter_of(&program, &database);
    let message = report("undisclosed", "failed", "5.1.1") + &"x".repeat(2_000_000);
    let bounce = |arguments: &[&str], settings: &[(&str, &str)]| {
        let arguments = [&["bounce"], arguments].concat();
        let output = program.run_with_input(&arguments, settings, message.as_bytes());
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.code().unwrap(), said)
    };
    let (code, said) = bounce(&[], &SETTINGS);
    assert_eq!(
        (code, said.as_str()),
        (0, "A report about no letter of this installation.\n")
    );
    let (code, said) = bounce(&["--recipient", &sender], &SETTINGS);
    assert_eq!(
        (code, said.as_str()),
        (0, "The letter is marked as not delivered.\n")
    );
    let (code, said) = bounce(&["--recipient", &sender], &SETTINGS);
    assert_eq!(
        (code, said.as_str()),
        (0, "A report that changes nothing.\n")
    );
    let without = &SETTINGS[..3];
    assert_eq!(bounce(&["--recipient", &sender], without).0, 75);
    let nowhere = (
        "DATABASE_URL",
        "postgres://nobody@127.0.0.1:1/db?connect_timeout=1",
    );
    let away = [&SETTINGS[..], &[nowhere]].concat();
    assert_eq!(bounce(&["--recipient", &sender], &away).0, 75);
}

#[actix_web::test]
async fn the_site_reads_its_folder_while_it_runs_and_does_not_start_without_it() {
    let database = Database::fresh();
    let program = Program::on(&database.url);
    let folder = program.file("bounces");
    let set = ("BOUNCE_FOLDER", folder.to_str().unwrap());
    let settings = [&SETTINGS[..], &[set]].concat();
    let checked = program.run_with(&["config", "check"], &settings);
    assert!(!checked.status.success());
    let refused = program.serve_with(&settings).is_up().unwrap_err();
    for said in [&String::from_utf8_lossy(&checked.stderr), refused.as_str()] {
        assert!(said.contains("PARTNER_CENTER_BOUNCE_FOLDER"), "{said}");
    }
    fs::create_dir(&folder).unwrap();
    let serving = program.serve_with(&settings);
    serving.is_up().unwrap();
    fs::write(folder.join("1.eml"), "Subject: An offer\r\n\r\nBuy\r\n").unwrap();
    let aside = folder.join("not-reports/1.eml");
    until("the file is read", || aside.exists()).await;
    serving.stop();
}
