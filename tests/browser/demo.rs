//! The demo itself, as a person starts it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    thread,
};

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) company: String,
    pub(crate) role: String,
    pub(crate) email: String,
    pub(crate) password: String,
}

/// A running demo, stopped when it is dropped.
#[derive(Debug)]
pub(crate) struct Demo {
    process: Child,
    /// Scheme, host and port.
    pub(crate) address: String,
    pub(crate) people: Vec<Person>,
}

impl Demo {
    /// Starts it on a free port, and returns once it serves.
    pub(crate) fn start() -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_partner-center"))
            .args(["demo", "--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap())
            .lines()
            .map(Result::unwrap);
        let address = lines.by_ref().find_map(|line| {
            line.trim()
                .starts_with("http://")
                .then(|| line.trim().trim_end_matches('/').to_owned())
        });
        let people = lines
            .by_ref()
            .map(|line| person(&line))
            .skip_while(Option::is_none)
            .map_while(|person| person)
            .collect();
        // What it still says must go somewhere, or it would wait.
        thread::spawn(move || lines.for_each(drop));
        Self {
            process,
            address: address.unwrap(),
            people,
        }
    }

    /// The first person with this role, such as `Admin agent`.
    #[track_caller]
    pub(crate) fn person(&self, role: &str) -> &Person {
        let found = self.people.iter().find(|person| person.role == role);
        found.unwrap_or_else(|| panic!("no {role} among {:#?}", self.people))
    }
}

/// A line such as `  Contoso  Admin agent  ana@contoso.example  password`.
fn person(line: &str) -> Option<Person> {
    let columns: Vec<&str> = line
        .split("  ")
        .map(str::trim)
        .filter(|column| !column.is_empty())
        .collect();
    match columns[..] {
        [company, role, email, password] if email.contains('@') => Some(Person {
            company: company.to_owned(),
            role: role.to_owned(),
            email: email.to_owned(),
            password: password.to_owned(),
        }),
        _ => None,
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let id = self.process.id().to_string();
        // Asked to stop, so that it takes its temporary folder away.
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        if !asked.is_ok_and(|status| status.success()) {
            // It may be gone already.
            let _ = self.process.kill();
        }
        let status = self.process.wait().unwrap();
        assert!(
            thread::panicking() || status.success(),
            "the demo ended with {status}"
        );
    }
}

#[test]
fn a_line_of_the_demo_names_a_person() {
    let found =
        person("  Castelo & Vinha, Lda.  Admin agent   joao@castelo.example  lantern 42").unwrap();
    assert_eq!(
        (found.company.as_str(), found.role.as_str()),
        ("Castelo & Vinha, Lda.", "Admin agent")
    );
    assert_eq!(
        (found.email.as_str(), found.password.as_str()),
        ("joao@castelo.example", "lantern 42")
    );
    assert_eq!(person("  Stop with Ctrl+C; nothing is kept."), None);
}
