//! The program itself, as the operator runs it.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use partner_center::{config::PREFIX, db::DatabaseUrl, secrets::KeysFile};
use tempfile::TempDir;

/// An installation: a data folder and a database.
#[derive(Debug)]
pub(crate) struct Program {
    folder: TempDir,
    database: String,
}

impl Program {
    /// On this database, with a data folder of its own.
    pub(crate) fn on(url: &DatabaseUrl) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            database: address(url),
        }
    }

    /// The same folder with another database.
    pub(crate) fn moved_to(self, url: &DatabaseUrl) -> Self {
        Self {
            database: address(url),
            ..self
        }
    }

    /// Its keys.
    pub(crate) fn keys(&self) -> KeysFile {
        KeysFile::within(self.folder.path())
    }

    /// A file of its data folder.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, &[])
    }

    /// The same with other settings, by their names without the prefix.
    pub(crate) fn run_with(&self, arguments: &[&str], settings: &[(&str, &str)]) -> Output {
        let mut command = self.command(arguments);
        set(&mut command, settings);
        command.output().unwrap()
    }

    /// The same with this on standard input.
    pub(crate) fn run_with_input(
        &self,
        arguments: &[&str],
        settings: &[(&str, &str)],
        input: &[u8],
    ) -> Output {
        let mut command = self.command(arguments);
        set(&mut command, settings);
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = pipes.stderr(Stdio::piped()).spawn().unwrap();
        process.stdin.take().unwrap().write_all(input).unwrap();
        process.wait_with_output().unwrap()
    }

    /// Runs a command that does its work, and returns what it prints.
    #[track_caller]
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs a command that is refused, and returns what it says on standard error.
    #[track_caller]
    pub(crate) fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// Starts the site, which is refused, and returns what it says on standard error.
    #[track_caller]
    pub(crate) fn serve_is_refused(&self) -> String {
        let serving = self.serve();
        let Err(said) = serving.is_up() else {
            panic!("it serves");
        };
        assert_eq!(serving.exit_code(), Some(1), "{said}");
        said
    }

    /// Creates the first person.
    pub(crate) fn create_admin(&self, more: &[&str]) -> Output {
        let usual = [
            "admin",
            "create",
            "--partner",
            "Contoso",
            "--domain",
            "contoso.example",
            "--country",
            "NL",
            "--kind",
            "indirect-reseller",
            "--name",
            "Ana Lima",
            "--email",
            "ana@contoso.example",
        ];
        self.run(&[&usual, more].concat())
    }

    /// Starts the site, and does not wait until it serves.
    pub(crate) fn serve(&self) -> Serving {
        self.serve_with(&[])
    }

    /// The same with other settings.
    pub(crate) fn serve_with(&self, settings: &[(&str, &str)]) -> Serving {
        let mut command = self.command(&["serve"]);
        set(&mut command, settings);
        let mut process = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(process.stderr.take().unwrap());
        let (sender, lines) = mpsc::channel();
        // Read to the end, so that the program never waits for its reader.
        thread::spawn(move || {
            for line in log.lines().map_while(Result::ok) {
                drop(sender.send(line));
            }
        });
        Serving { process, lines }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_partner-center"));
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with(PREFIX) {
                command.env_remove(name);
            }
        }
        for (name, value) in [
            ("PUBLIC_URL", "http://127.0.0.1:8080"),
            ("LISTEN", "127.0.0.1:0"),
            ("DATA_DIR", self.folder.path().to_str().unwrap()),
            ("DATABASE_URL", &self.database),
            ("DATABASE_CONNECTIONS", "2"),
        ] {
            command.env(format!("{PREFIX}{name}"), value);
        }
        command.args(arguments).stdin(Stdio::null());
        command
    }
}

/// Settings by their names, and variables of the system that begin with `$`.
fn set(command: &mut Command, settings: &[(&str, &str)]) {
    for (name, value) in settings {
        match name.strip_prefix('$') {
            Some(variable) => command.env(variable, value),
            None => command.env(format!("{PREFIX}{name}"), value),
        };
    }
}

fn address(url: &DatabaseUrl) -> String {
    match url {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{path}"),
        DatabaseUrl::Postgres(url) => url.clone(),
    }
}

/// A site that was started; killed when it is dropped.
#[derive(Debug)]
pub(crate) struct Serving {
    process: Child,
    lines: mpsc::Receiver<String>,
}

impl Serving {
    /// Waits until it serves, or until it has ended: then with what it said.
    pub(crate) fn is_up(&self) -> Result<(), String> {
        let mut said = String::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(300)) {
                Ok(line) if line.contains("serving") => return Ok(()),
                Ok(line) => said = format!("{said}{line}\n"),
                Err(_) => return Err(said),
            }
        }
    }

    /// Waits until it has ended.
    fn exit_code(mut self) -> Option<i32> {
        self.process.wait().unwrap().code()
    }

    /// SIGTERM, and waits until it is gone.
    pub(crate) fn stop(mut self) {
        let pid = self.process.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(told.success());
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may be gone already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
