//! What the program keeps of the machine's memory. It runs as a process of its own, so that nothing else is counted.
#![cfg(target_os = "linux")]

use std::{
    env, fs,
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use partner_center::{config::PREFIX, db::DatabaseUrl};
use reqwest::header::ORIGIN;

use crate::support::Database;

/// `serve` on a database of its own, killed when it is dropped.
struct Server {
    process: Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Server {
    fn start(database: &Database) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .unwrap()
            .port();
        let address = format!("http://127.0.0.1:{port}");
        let url = match &database.url {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{path}"),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_partner-center"));
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with(PREFIX) {
                command.env_remove(name);
            }
        }
        for (name, value) in [
            ("PUBLIC_URL", address.as_str()),
            ("LISTEN", &format!("127.0.0.1:{port}")),
            ("DATA_DIR", folder.path().to_str().unwrap()),
            ("DATABASE_URL", &url),
            ("FLOOD_PER_MINUTE", "1000000"),
            ("LOG", "error"),
        ] {
            command.env(format!("{PREFIX}{name}"), value);
        }
        command
            .arg("serve")
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        Self {
            process: command.stderr(Stdio::null()).spawn().unwrap(),
            address,
            _folder: folder,
        }
    }

    async fn is_ready(&mut self, client: &reqwest::Client) {
        let url = format!("{}/readyz", self.address);
        let deadline = Instant::now() + Duration::from_secs(120);
        while !client
            .get(&url)
            .send()
            .await
            .is_ok_and(|answer| answer.status() == 200)
        {
            let ended = self.process.try_wait().unwrap();
            assert!(ended.is_none(), "the server ended by itself: {ended:?}");
            assert!(Instant::now() < deadline, "the server does not get ready");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// A line of its `/proc/…/status`, in MiB.
    fn mebibytes(&self, line: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let found = status.lines().find_map(|text| text.strip_prefix(line));
        let kilobytes: u64 = found
            .and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok())
            .unwrap();
        kilobytes / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[actix_web::test]
async fn two_hundred_sign_ins_at_once_take_the_memory_of_a_few() {
    let database = Database::fresh();
    let mut server = Server::start(&database);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    server.is_ready(&client).await;
    let before = server.mebibytes("VmRSS");
    let tries = (0..200).map(|number| {
        let email = format!("nobody-{number}@contoso.example");
        let form = [("email", email.as_str()), ("password", "not the password")];
        client
            .post(format!("{}/sign-in", server.address))
            .header(ORIGIN, &server.address)
            .form(&form)
            .send()
    });
    let answers = join_all(tries).await;
    assert!(answers.iter().all(Result::is_ok));
    let peak = server.mebibytes("VmHWM");
    // Four blocks of 19 MiB and what two hundred requests need besides; it was ten times as much.
    assert!(
        peak < before + 170,
        "{before} MiB before, {peak} MiB at the peak"
    );
}
