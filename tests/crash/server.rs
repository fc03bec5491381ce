//! The program itself: started on the same port each time, killed without a word.

use std::{
    env,
    net::TcpListener,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use partner_center::{
    clock::Clock,
    config::PREFIX,
    installation,
    paths::Site,
    secrets::{KeysFile, Secrets},
};
use tokio::sync::watch;

use crate::{PATIENCE, store::Store};

pub(crate) struct Server {
    command: Command,
    process: Option<Child>,
    site: Site,
    secrets: Secrets,
    is_up: watch::Sender<bool>,
}

impl Server {
    /// Not started yet.
    pub(crate) fn new(store: &Store, smtp_port: u16) -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let public_url = format!("http://{address}");
        let settings = [
            ("PUBLIC_URL", public_url.as_str()),
            ("LISTEN", &address),
            ("DATA_DIR", store.folder().to_str().unwrap()),
            ("DATABASE_URL", store.url()),
            ("SMTP_HOST", "127.0.0.1"),
            ("SMTP_PORT", &smtp_port.to_string()),
            ("SMTP_TLS", "none"),
            ("MAIL_FROM", "no-reply@channel.example"),
            ("FLOOD_PER_MINUTE", "1000000"),
            ("LOG", "error"),
        ];
        Self {
            command: serve_with(&settings),
            process: None,
            site: Site::parse(&public_url).unwrap(),
            secrets: first_keys(store),
            is_up: watch::Sender::new(false),
        }
    }

    pub(crate) fn site(&self) -> &Site {
        &self.site
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// Tells whether requests make sense at the moment.
    pub(crate) fn is_up(&self) -> watch::Receiver<bool> {
        self.is_up.subscribe()
    }

    /// Starts it, and does not wait until it serves.
    pub(crate) fn spawn(&mut self) {
        self.process = Some(self.command.spawn().unwrap());
    }

    /// Starts it, and waits until it is ready. Returns how long that took.
    pub(crate) async fn start(&mut self) -> Duration {
        let begun = Instant::now();
        self.spawn();
        let url = self.site.absolute(&self.site.paths().readyz());
        let deadline = Instant::now() + PATIENCE;
        loop {
            let answer = reqwest::get(&url).await;
            if answer.is_ok_and(|answer| answer.status() == 200) {
                return begun.elapsed();
            }
            let ended = self.process.as_mut().unwrap().try_wait().unwrap();
            assert!(ended.is_none(), "the server ended by itself: {ended:?}");
            assert!(Instant::now() < deadline, "the server does not get ready");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// Whether it takes requests.
    pub(crate) async fn answers(&self) -> bool {
        let url = self.site.absolute(&self.site.paths().readyz());
        reqwest::get(&url).await.is_ok()
    }

    /// SIGTERM.
    pub(crate) fn terminate(&self) {
        let id = self.process.as_ref().unwrap().id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended by itself.
    pub(crate) async fn ended(&mut self, patience: Duration) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.process.as_mut().unwrap().try_wait().unwrap() {
                self.process = None;
                return status;
            }
            assert!(begun.elapsed() < patience, "the server does not stop");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Lets the customers in.
    pub(crate) fn open(&self) {
        self.is_up.send_replace(true);
    }

    /// SIGKILL, and waits until it is gone.
    pub(crate) fn kill(&mut self) {
        self.is_up.send_replace(false);
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// As the first start makes them.
fn first_keys(store: &Store) -> Secrets {
    let file = KeysFile::within(store.folder());
    installation::keys(&store.open(), &file, false, Clock::System.now()).unwrap()
}

/// `serve` with these settings, and with none that stand in our own environment.
fn serve_with(settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_partner-center"));
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with(PREFIX) {
            command.env_remove(name);
        }
    }
    for (name, value) in settings {
        command.env(format!("{PREFIX}{name}"), value);
    }
    command
        .arg("serve")
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}

/// Below the ports that the system gives to outgoing connections: while the server is dead, one of those could
/// otherwise take its port.
fn free_port() -> u16 {
    (0..1000)
        .map(|_| rand::random_range(10_000..30_000))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .unwrap()
}
