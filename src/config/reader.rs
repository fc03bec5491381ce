//! Takes settings one by one, notes what is wrong with each, and which variables are no settings.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::table;

/// What every variable begins with.
pub const PREFIX: &str = "PARTNER_CENTER_";

/// Everything that is wrong with the configuration, a sentence each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<String>);

impl Problems {
    pub(super) fn one(name: &str, sentence: &str) -> Self {
        Self(vec![format!("{PREFIX}{name} {sentence}")])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The configuration cannot be used. Correct this and try again:")?;
        self.0
            .iter()
            .try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for Problems {}

/// The variables, which of them were read, and the problems so far.
pub(super) struct Reader {
    variables: BTreeMap<String, String>,
    read: BTreeSet<String>,
    problems: Vec<String>,
}

impl Reader {
    pub(super) fn new(variables: BTreeMap<String, String>, problems: Vec<String>) -> Self {
        Self {
            variables,
            read: BTreeSet::new(),
            problems,
        }
    }

    /// Notes a problem; `sentence` goes on after the name.
    pub(super) fn problem(&mut self, name: &str, sentence: &str) {
        self.problems.push(format!("{PREFIX}{name} {sentence}"));
    }

    pub(super) fn has_problem(&self, name: &str) -> bool {
        let start = format!("{PREFIX}{name} ");
        self.problems
            .iter()
            .any(|problem| problem.starts_with(&start))
    }

    /// The text of a setting. An empty one is one that is not set.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.read.insert(name.to_owned());
        let value = self.variables.get(&format!("{PREFIX}{name}"))?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// The text of a secret, from the variable or from the file that it names.
    pub(super) fn secret(&mut self, name: &str) -> Option<String> {
        let file_name = format!("{name}_FILE");
        let (direct, file) = (self.text(name), self.text(&file_name));
        let Some(file) = file else {
            return direct;
        };
        if direct.is_some() {
            self.problem(
                &file_name,
                &format!("is set together with {PREFIX}{name}; keep one of them"),
            );
            return None;
        }
        match std::fs::read_to_string(&file) {
            // Editors end a file with a line break.
            Ok(text) if text.trim().is_empty() => {
                self.problem(&file_name, &format!("names {file}, which is empty"));
                None
            }
            Ok(text) => Some(text.trim_end_matches(['\r', '\n']).to_owned()),
            Err(error) => {
                self.problem(
                    &file_name,
                    &format!("names {file}, which cannot be read: {error}"),
                );
                None
            }
        }
    }

    /// A text that was read before, checked.
    pub(super) fn checked<T>(
        &mut self,
        name: &str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        match parse(text) {
            Ok(value) => Some(value),
            Err(sentence) => {
                self.problem(name, &sentence);
                None
            }
        }
    }

    /// A setting without a default.
    pub(super) fn optional<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(name)?;
        self.checked(name, &text, parse)
    }

    /// A setting with a default.
    pub(super) fn or<T>(
        &mut self,
        name: &str,
        default: T,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> T {
        self.optional(name, parse).unwrap_or(default)
    }

    /// The value, when nothing is wrong. A variable that is in no table is a typing error, and told. So is a program
    /// that reads other settings than those of the table.
    pub(super) fn finish<T>(mut self, value: T) -> Result<T, Problems> {
        let known: BTreeSet<String> = table::names().map(str::to_owned).collect();
        for (variable, value) in &self.variables {
            let name = variable.strip_prefix(PREFIX).unwrap_or(variable);
            if !known.contains(name) && !is_set_by_kubernetes(name, value) {
                self.problems.push(format!(
                    "{variable} is not a setting; the README lists all of them"
                ));
            }
        }
        for name in known.symmetric_difference(&self.read) {
            let what = "is in the table of settings and is not read, or the other way round: a fault of this program";
            self.problems.push(format!("{PREFIX}{name} {what}"));
        }
        if self.problems.is_empty() {
            Ok(value)
        } else {
            Err(Problems(self.problems))
        }
    }
}

/// Kubernetes sets variables for each service of a namespace in every container there; those of a service that is
/// called `partner-center` begin as ours do.
fn is_set_by_kubernetes(name: &str, value: &str) -> bool {
    if matches!(name, "SERVICE_HOST" | "SERVICE_PORT") || name.starts_with("SERVICE_PORT_") {
        return true;
    }
    let Some(rest) = name.strip_prefix("PORT") else {
        return false;
    };
    if rest.is_empty() {
        return value.contains("://");
    }
    let mut parts = rest.split('_');
    let number = (parts.next(), parts.next());
    let is_number = matches!(number, (Some(""), Some(port)) if port.parse::<u16>().is_ok());
    is_number && matches!(parts.next(), Some("TCP" | "UDP" | "SCTP"))
}
