//! What will come of a row, by what this partner has already. Nobody else's entries are looked at.

use std::collections::HashMap;

use super::model::{BatchRow, Kind, RowState, Verdict};
use crate::{
    customers::{self, Entry, Standing},
    db::{
        self, Conn,
        ids::{EntryId, InvitationId},
    },
    domains::{ConsentRules, SharedDomains},
    identity::{Insiders, Partner, Scope},
    invitations,
    text::folded,
};

/// What rows of a partner's files are judged by, beside what it has already.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    /// Which acceptances count.
    pub(super) consent: ConsentRules,
    /// The partner's own domain.
    pub(super) own_domain: String,
    /// The partner's own people.
    pub(super) insiders: Insiders,
}

impl Rules {
    /// Those of this partner.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(super) fn of(
        conn: &mut Conn,
        consent: &ConsentRules,
        partner: &Partner,
    ) -> db::Result<Self> {
        Ok(Self {
            consent: consent.clone(),
            own_domain: partner.domain.clone(),
            insiders: Insiders::of(conn, &consent.shared, &[partner])?,
        })
    }
}

/// By what a company is known: its domain, and its name too where many share the domain. No domain holds a blank.
fn company(shared: &SharedDomains, domain: &str, name: &str) -> String {
    if shared.holds(domain) {
        format!("{domain} {}", folded(name))
    } else {
        domain.to_owned()
    }
}

/// What this partner has with the companies of some rows.
pub(super) struct Known {
    shared: SharedDomains,
    by_company: HashMap<String, Entry>,
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
        shared: &SharedDomains,
        kind: Kind,
        rows: &[BatchRow],
    ) -> db::Result<Self> {
        let readable = || rows.iter().filter(|row| row.verdict != Verdict::Unreadable);
        let (many, one): (Vec<&BatchRow>, Vec<&BatchRow>) =
            readable().partition(|row| shared.holds(&row.domain));
        let domains = |rows: &[&'_ BatchRow]| -> Vec<String> {
            rows.iter().map(|row| row.domain.clone()).collect()
        };
        let names: Vec<&str> = many.iter().map(|row| row.company.as_str()).collect();
        let ids: Vec<&str> = readable()
            .map(|row| row.external_id.as_str())
            .filter(|id| !id.is_empty())
            .collect();
        let mut by_company = HashMap::new();
        let mut entries = customers::by_domains(conn, scope, &domains(&one))?;
        if !many.is_empty() {
            entries.extend(customers::by_companies(
                conn,
                scope,
                &domains(&many),
                &names,
            )?);
        }
        for entry in entries {
            let company = company(shared, &entry.domain, &entry.name);
            // The closest standing comes first, and counts.
            by_company.entry(company).or_insert(entry);
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
                let entries: Vec<EntryId> = by_company.values().map(|entry| entry.id).collect();
                invitations::open_of_entries(conn, scope, &entries)?
            }
        };
        Ok(Self {
            shared: shared.clone(),
            by_company,
            by_external_id,
            open,
        })
    }

    /// The entry of a row's company.
    pub(super) fn entry(&self, row: &BatchRow) -> Option<&Entry> {
        self.by_company
            .get(&company(&self.shared, &row.domain, &row.company))
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
        let company = company(&self.shared, &row.domain, &row.company);
        let Some(entry) = self.by_company.get(&company) else {
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
    pub(super) fn judge(&mut self, row: &mut BatchRow, rules: &Rules) {
        if row.verdict == Verdict::Unreadable {
            return;
        }
        if row.domain == rules.own_domain {
            row.verdict = Verdict::OwnDomain;
            row.state = RowState::Left;
            return;
        }
        if let Some(partner) = rules.insiders.partner_of(&row.email) {
            row.verdict = Verdict::OwnDomain;
            row.why = format!(
                "The address belongs to {partner}, which asks: only the customer itself can accept"
            );
            row.state = RowState::Left;
            return;
        }
        let company = company(&rules.consent.shared, &row.domain, &row.company);
        let mut first = *self.0.entry(company).or_insert(row.line);
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
