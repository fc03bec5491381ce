//! What a column holds, by its first values.

use crate::{language::Language, text};

/// Values of a column that are kept to be shown.
const SHOWN: usize = 3;

/// What was seen in one column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Cells that hold something.
    pub(super) filled: usize,
    emails: usize,
    domains: usize,
    ids: usize,
    languages: usize,
    /// The first values.
    pub(super) first: Vec<String>,
}

impl Evidence {
    /// Of each column, by these rows.
    pub(super) fn of(rows: &[&[String]]) -> Vec<Self> {
        let width = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let mut all = vec![Self::default(); width];
        for row in rows {
            for (seen, cell) in all.iter_mut().zip(row.iter()) {
                seen.add(cell.trim());
            }
        }
        all
    }

    fn add(&mut self, cell: &str) {
        if cell.is_empty() {
            return;
        }
        self.filled += 1;
        self.emails += usize::from(is_email(cell));
        self.domains += usize::from(is_domain(cell));
        self.ids += usize::from(is_id(cell));
        self.languages += usize::from(Language::named(cell).is_some());
        if self.first.len() < SHOWN {
            self.first.push(cell.to_owned());
        }
    }

    /// Nearly all are mail addresses.
    pub(super) fn is_emails(&self) -> bool {
        self.nearly_all(self.emails)
    }

    pub(super) fn is_domains(&self) -> bool {
        self.nearly_all(self.domains)
    }

    pub(super) fn is_ids(&self) -> bool {
        self.nearly_all(self.ids)
    }

    pub(super) fn is_languages(&self) -> bool {
        self.nearly_all(self.languages)
    }

    /// Something is there, and less than half of it is a mail address.
    pub(super) fn is_no_emails(&self) -> bool {
        self.filled > 0 && self.emails * 2 < self.filled
    }

    fn nearly_all(&self, count: usize) -> bool {
        count > 0 && count * 5 >= self.filled * 4
    }
}

/// Whether a cell holds a mail address, or several.
pub(super) fn is_email(cell: &str) -> bool {
    cell.contains('@') && (text::email(cell).is_ok() || cell.matches('@').count() > 1)
}

/// Whether it holds a domain.
pub(super) fn is_domain(cell: &str) -> bool {
    cell.contains('.')
        && !cell.contains('@')
        && !cell.contains(char::is_whitespace)
        && text::domain(cell).is_ok()
}

/// Whether it holds an ID as the portals give them.
pub(super) fn is_id(cell: &str) -> bool {
    uuid::Uuid::try_parse(cell).is_ok()
}
