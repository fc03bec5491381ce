//! What will come of a row, by what this partner has already. Nobody else's entries are looked at.

use std::collections::HashMap;

use super::model::{BatchRow, Kind, RowState, Verdict};
use crate::{
    customers::{self, Entry, Standing},
    db::{
        self, Conn,
        ids::{EntryId, InvitationId},
    },
    identity::Scope,
    invitations,
};

/// What this partner has with the companies of some rows.
pub(super) struct Known {
    by_domain: HashMap<String, Entry>,
    by_external_id: HashMap<String, Entry>,
    open: HashMap<EntryId, InvitationId>,
}

impl Known {
    /// Looked up for these rows at once.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) fn of(
        conn: &mut Conn,
        scope: Scope,
        kind: Kind,
        rows: &[BatchRow],
    ) -> db::Result<Self> {
        let readable = || rows.iter().filter(|row| row.verdict != Verdict::Unreadable);
        let domains: Vec<&str> = readable().map(|row| row.domain.as_str()).collect();
        let ids: Vec<&str> = readable()
            .map(|row| row.external_id.as_str())
            .filter(|id| !id.is_empty())
            .collect();
        let mut by_domain = HashMap::new();
        for entry in customers::by_domains(conn, scope, &domains)? {
            // The closest standing comes first, and counts.
            by_domain.entry(entry.domain.clone()).or_insert(entry);
        }
        let mut by_external_id = HashMap::new();
        if !ids.is_empty() {
            for entry in customers::by_external_ids(conn, scope, &ids)? {
                if let Some(id) = entry.external_id.clone() {
                    by_external_id.entry(id).or_insert(entry);
                }
            }
        }
        let open = match kind {
            Kind::Import => HashMap::new(),
            Kind::Invite => {
                let entries: Vec<EntryId> = by_domain.values().map(|entry| entry.id).collect();
                invitations::open_of_entries(conn, scope, &entries)?
            }
        };
        Ok(Self {
            by_domain,
            by_external_id,
            open,
        })
    }

    /// The entry of a row's company.
    pub(super) fn entry(&self, row: &BatchRow) -> Option<&Entry> {
        self.by_domain
            .get(&row.domain)
            .or_else(|| self.by_external_id.get(&row.external_id))
    }

    /// The verdict on a row to import.
    pub(super) fn judge_import(&self, row: &mut BatchRow) {
        let Some(entry) = self.entry(row) else {
            return;
        };
        row.entry_id = Some(entry.id);
        row.state = RowState::Left;
        row.verdict = if entry.standing == Standing::Connected {
            Verdict::Connected
        } else {
            Verdict::Known
        };
        row.why = match entry.standing {
            _ if entry.domain != row.domain => format!("As {}, {}", entry.name, entry.domain),
            Standing::Connected => String::new(),
            Standing::Former => {
                "No relationship any more; find it by that filter in the list".to_owned()
            }
            _ => entry.standing_words(),
        };
        if entry.external_id.is_none() && !row.external_id.is_empty() {
            row.state = RowState::Waiting;
            row.why = "Its ID in the other portal will be added".to_owned();
        }
    }

    /// The verdict on a row to invite.
    pub(super) fn judge_invite(&self, row: &mut BatchRow) {
        let Some(entry) = self.by_domain.get(&row.domain) else {
            return;
        };
        row.entry_id = Some(entry.id);
        row.invitation_id = self.open.get(&entry.id).copied();
        if row.invitation_id.is_some() {
            row.verdict = Verdict::Open;
        } else if entry.standing == Standing::Connected {
            row.verdict = Verdict::Connected;
        } else {
            if row.verdict == Verdict::New {
                row.verdict = Verdict::Listed;
            }
            return;
        }
        row.why = format!("As {}", entry.name);
        row.state = RowState::Left;
    }
}

/// Which companies the file has named so far, and on which line.
#[derive(Debug, Default)]
pub(super) struct Seen(HashMap<String, i32>);

impl Seen {
    /// The verdict on a row that an earlier one says already, or that names the partner itself.
    pub(super) fn judge(&mut self, row: &mut BatchRow, own_domain: &str) {
        if row.verdict == Verdict::Unreadable {
            return;
        }
        if row.domain == own_domain {
            row.verdict = Verdict::OwnDomain;
            row.state = RowState::Left;
            return;
        }
        let mut first = *self.0.entry(row.domain.clone()).or_insert(row.line);
        if !row.external_id.is_empty() {
            // No domain holds a blank.
            let id = format!("id {}", row.external_id);
            first = first.min(*self.0.entry(id).or_insert(row.line));
        }
        if first != row.line {
            row.verdict = Verdict::Repeated;
            row.why = format!("The same company as line {first}");
            row.state = RowState::Left;
        }
    }
}
