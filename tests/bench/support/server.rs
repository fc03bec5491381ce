//! The programs that are measured: started, asked how much they took, ended.

use std::{
    env, fs, io,
    net::TcpListener,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use partner_center::{config::PREFIX, paths::Site};
use tokio::time::sleep;

use super::{store::Store, world::World};

const PATIENCE: Duration = Duration::from_secs(120);
/// A process that took less in this time has nothing to do.
const QUIET: Duration = Duration::from_millis(400);

/// A process of ours, ended when it is dropped.
pub(crate) struct Server {
    process: Child,
    /// Time from starting it until it answered.
    pub(crate) started_in: Duration,
}

impl Server {
    /// The real program on this database; `more` are further settings.
    pub(crate) async fn of(world: &World, more: &[(&str, &str)]) -> Self {
        let address = world.site.origin().trim_start_matches("http://");
        let mut command = Command::new(env!("CARGO_BIN_EXE_partner-center"));
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with(PREFIX) {
                command.env_remove(name);
            }
        }
        let usual = [
            ("PUBLIC_URL", world.site.origin()),
            ("LISTEN", address),
            ("DATA_DIR", world.store.folder().to_str().unwrap()),
            ("DATABASE_URL", world.store.url()),
            ("FLOOD_PER_MINUTE", "1000000"),
            ("INVITATIONS_PER_DAY", "1000000"),
            ("LOG", "error"),
        ];
        for (name, value) in usual.iter().chain(more) {
            command.env(format!("{PREFIX}{name}"), value);
        }
        command.arg("serve");
        Self::start(command, &world.site, &world.site.paths().readyz()).await
    }

    /// The same with a mail server at this port of the machine.
    pub(crate) async fn with_mail(world: &World, port: u16) -> Self {
        let port = port.to_string();
        let mail = [
            ("SMTP_HOST", "127.0.0.1"),
            ("SMTP_PORT", port.as_str()),
            ("SMTP_TLS", "none"),
            ("MAIL_FROM", "no-reply@channel.example"),
        ];
        Self::of(world, &mail).await
    }

    /// Starts it, and waits until it answers at `path`.
    pub(crate) async fn start(mut command: Command, site: &Site, path: &str) -> Self {
        let begun = Instant::now();
        let process = command
            .stdin(Stdio::null())
            // What it has to say of errors belongs beside the tables, not into them.
            .stdout(io::stderr())
            .spawn()
            .unwrap();
        let mut server = Self {
            process,
            started_in: Duration::ZERO,
        };
        let url = site.absolute(path);
        loop {
            if reqwest::get(&url)
                .await
                .is_ok_and(|answer| answer.status() == 200)
            {
                server.started_in = begun.elapsed();
                return server;
            }
            let ended = server.process.try_wait().unwrap();
            assert!(ended.is_none(), "it ended by itself: {ended:?}");
            assert!(begun.elapsed() < PATIENCE, "it does not get ready");
            sleep(Duration::from_millis(2)).await;
        }
    }

    /// Waits until it has done what a start begins in the background, such as the look for damage.
    pub(crate) async fn quiet(&self) {
        let begun = Instant::now();
        loop {
            let before = processor_time(self.process.id());
            sleep(QUIET).await;
            if processor_time(self.process.id()) <= before || begun.elapsed() > PATIENCE {
                return;
            }
        }
    }

    /// Processor time so far, with that of PostgreSQL for the same database.
    pub(crate) fn processor_time(&self, store: &Store) -> Duration {
        let backends = store.backends();
        let ids = backends.iter().filter_map(|id| u32::try_from(*id).ok());
        let backends: Duration = ids.map(processor_time).sum();
        processor_time(self.process.id()) + backends
    }

    /// Memory at the moment, in MiB.
    pub(crate) fn memory(&self) -> f64 {
        self.status("VmRSS:")
    }

    /// The most memory that it ever had, in MiB.
    pub(crate) fn peak_memory(&self) -> f64 {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status
            .lines()
            .find_map(|line| line.strip_prefix(name))
            .unwrap();
        let kib: f64 = line.trim().trim_end_matches(" kB").parse().unwrap();
        kib / 1024.0
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Processor time of a process in user space and in the kernel, to a hundredth of a second; nothing when it is gone.
fn processor_time(id: u32) -> Duration {
    let Ok(stat) = fs::read_to_string(format!("/proc/{id}/stat")) else {
        return Duration::ZERO;
    };
    // Behind the name, which may hold anything, the state is the third field, and the two times are 14 and 15.
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let ticks: u64 = fields
        .split(' ')
        .skip(11)
        .take(2)
        .map(|field| field.parse::<u64>().unwrap())
        .sum();
    Duration::from_millis(ticks * 1_000 / TICKS_PER_SECOND)
}

/// In which Linux counts for programs, on all of its usual platforms.
const TICKS_PER_SECOND: u64 = 100;

/// Below the ports that the system gives to outgoing connections.
pub(crate) fn free_port() -> u16 {
    (0..1000)
        .map(|_| rand::random_range(10_000..30_000))
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .unwrap()
}
