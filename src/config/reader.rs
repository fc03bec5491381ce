//! Takes settings one by one, notes what is wrong with each, and what nobody asked for.

use std::{collections::BTreeMap, fmt};

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

/// The variables that nobody has asked for yet, and the problems so far.
pub(super) struct Reader {
    variables: BTreeMap<String, String>,
    problems: Vec<String>,
}

impl Reader {
    pub(super) fn new(variables: BTreeMap<String, String>, problems: Vec<String>) -> Self {
        Self {
            variables,
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
        let value = self.variables.remove(&format!("{PREFIX}{name}"))?;
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

    /// The value, when nothing is wrong. A variable that nobody asked for is a typing error, and told.
    pub(super) fn finish<T>(mut self, value: T) -> Result<T, Problems> {
        for (name, value) in &self.variables {
            let is_kubernetes = name
                .strip_prefix(PREFIX)
                .is_some_and(|name| is_set_by_kubernetes(name, value));
            if is_kubernetes {
                continue;
            }
            self.problems.push(format!(
                "{name} is not a setting; the README lists all of them"
            ));
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
