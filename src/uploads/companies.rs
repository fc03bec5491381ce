//! What this partner already has with the companies of a file. Reads no other partner's entries.

use std::collections::HashMap;

use super::{
    kind::About,
    model::{BatchRow, RowState, Verdict},
    rules::Rules,
    seen::Seen,
};
use crate::{
    customers::{self, Entry},
    db::{self, Conn, ids::EntryId},
    domains::SharedDomains,
    identity::Scope,
    text::folded,
};

/// The key of a company: its domain, and its name too where many share the domain. A blank separates them, because no
/// domain holds one.
fn company(shared: &SharedDomains, domain: &str, name: &str) -> String {
    if shared.holds(domain) {
        format!("{domain} {}", folded(name))
    } else {
        domain.to_owned()
    }
}

/// What this partner has with the companies of some rows.
pub(crate) struct Known {
    shared: SharedDomains,
    by_company: HashMap<String, Entry>,
    by_external_id: HashMap<String, Entry>,
}

impl Known {
    /// Looked up for these rows at once.
    pub(crate) fn of(
        conn: &mut Conn,
        scope: Scope,
        shared: &SharedDomains,
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
            // Sorted by the closest standing, which wins.
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
        Ok(Self {
            shared: shared.clone(),
            by_company,
            by_external_id,
        })
    }

    /// The entry of a row's company, by its domain or name.
    pub(crate) fn by_company(&self, row: &BatchRow) -> Option<&Entry> {
        self.by_company
            .get(&company(&self.shared, &row.domain, &row.company))
    }

    /// The entry of a row's company, also by its ID in another portal.
    pub(crate) fn entry(&self, row: &BatchRow) -> Option<&Entry> {
        self.by_company(row)
            .or_else(|| self.by_external_id.get(&row.external_id))
    }

    /// The entries of all companies that were found by domain or name.
    pub(crate) fn entries(&self) -> Vec<EntryId> {
        self.by_company.values().map(|entry| entry.id).collect()
    }
}

/// Judges rows of companies by the rows before them, and looks up what the partner has with them.
pub(crate) fn look_up(
    conn: &mut Conn,
    about: &About<'_>,
    seen: &mut Seen,
    rows: &mut [BatchRow],
) -> db::Result<Known> {
    let known = Known::of(conn, about.scope(), &about.rules.consent.shared, rows)?;
    for row in rows {
        compare(seen, row, about.rules);
    }
    Ok(known)
}

/// The verdict on a row that repeats an earlier one, or names the partner itself.
fn compare(seen: &mut Seen, row: &mut BatchRow, rules: &Rules) {
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
    let mut first = seen.first(company, row.line);
    if !row.external_id.is_empty() {
        // No domain holds a blank.
        let id = format!("id {}", row.external_id);
        first = first.min(seen.first(id, row.line));
    }
    if first != row.line {
        row.verdict = Verdict::Repeated;
        row.why = format!("The same company as line {first}");
        row.state = RowState::Left;
    }
}
