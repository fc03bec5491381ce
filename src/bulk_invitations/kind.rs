//! The bulk invitation as a kind of upload: its rows, what comes of them, and how they are carried out, by the rules of
//! a single invitation.

use super::{
    rows,
    settings::{SendBy, Settings},
    template,
    words::{self, Templates},
};
use crate::{
    customers::Standing,
    db::{self, Tx, types::Timestamp},
    domains::ConsentRules,
    identity::CustomerManager,
    invitations::{self, Ask, DailyLimit, DraftError, Invitation, InviteError, Quota},
    paths::Paths,
    secrets::Secrets,
    text::SECRET_MARK,
    uploads::{
        self, About, Batch, BatchRow, CarriedOut, CarryOut, Column, Columns, Fields, NOT_ALLOWED,
        Outcome, Place, RowState, Seen, Upload, Verdict, Words,
    },
    web::page::thousands,
};

/// The order in which lists without headings are written.
const IN_ORDER: &[(Column, usize)] = &[
    (Column::Company, 0),
    (Column::Domain, 1),
    (Column::Contact, 2),
    (Column::Email, 3),
    (Column::Language, 4),
];

/// A list of companies to invite.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct BulkInvitation;

impl Upload for BulkInvitation {
    fn kind(&self) -> &'static str {
        "invite"
    }

    fn most_rows(&self) -> i32 {
        10_000
    }

    fn needs(&self) -> &'static [(Column, &'static str)] {
        &[
            (Column::Company, "the company's name"),
            (Column::Email, "the recipient's email address"),
        ]
    }

    fn columns(&self) -> &'static [Column] {
        &[
            Column::Company,
            Column::Domain,
            Column::Contact,
            Column::FirstName,
            Column::LastName,
            Column::Email,
            Column::Language,
        ]
    }

    fn expected(&self) -> &'static str {
        "Expected is a CSV file with the headings Company, Domain, Contact name, Address, Language, in any order. From Excel, use Save as, CSV UTF-8"
    }

    /// A list whose fourth column is an address from the first line on.
    fn without_headings(&self, first: &[String]) -> Option<Columns> {
        first
            .get(3)
            .is_some_and(|cell| cell.contains('@'))
            .then(|| Columns::at(IN_ORDER))
    }

    fn check(&self, fields: &Fields, rules: &ConsentRules) -> Result<BatchRow, String> {
        rows::check(fields, rules)
    }

    fn judge(
        &self,
        tx: &mut Tx<'_>,
        about: &About<'_>,
        seen: &mut Seen,
        rows: &mut [BatchRow],
    ) -> db::Result<()> {
        let settings: Settings = about.batch.settings()?;
        let conn = tx.conn();
        let known = uploads::look_up(conn, about, seen, rows)?;
        let open = invitations::open_of_entries(conn, about.scope(), &known.entries())?;
        for row in rows.iter_mut().filter(|row| row.state == RowState::Waiting) {
            let Some(entry) = known.by_company(row) else {
                continue;
            };
            row.entry_id = Some(entry.id);
            row.invitation_id = open.get(&entry.id).copied();
            row.verdict = match (row.invitation_id, entry.standing, row.verdict) {
                (Some(_), _, _) => Verdict::Open,
                (None, Standing::Connected, _) if !settings.for_privileges => Verdict::Connected,
                (None, _, Verdict::New) => Verdict::Listed,
                (None, _, verdict) => verdict,
            };
            if !row.verdict.is_good() {
                row.why = format!("As {}", entry.name);
                row.state = RowState::Left;
            }
        }
        Ok(())
    }

    fn finish_reading(
        &self,
        tx: &mut Tx<'_>,
        batch: &Batch,
        _: &Seen,
        _: Timestamp,
    ) -> db::Result<()> {
        template::begin(tx, batch)
    }

    fn words(&self) -> Words {
        Words {
            name: "Bulk invitation",
            done: "Invited",
            columns: ["Company", "Domain", "Recipient"],
            discarded: "The list is discarded. Nobody was invited.",
            has_messages: true,
        }
    }

    fn cells(&self, row: &BatchRow) -> [String; 3] {
        let recipient = match row.contact.as_str() {
            "" => row.email.clone(),
            name => format!("{name}, {}", row.email),
        };
        [row.company.clone(), row.domain.clone(), recipient]
    }

    fn link(&self, paths: &Paths, _place: Place, row: &BatchRow) -> Option<(&'static str, String)> {
        uploads::link_of_company(paths, row)
    }

    fn page(&self, paths: &Paths, place: Place) -> String {
        paths.bulk_invitation(place.id)
    }

    fn acts(&self, paths: &Paths, Place { id, .. }: Place) -> [String; 3] {
        [
            paths.bulk_confirmation(id),
            paths.bulk_stop(id),
            paths.bulk_removal(id),
        ]
    }

    fn columns_page(&self, paths: &Paths, place: Place) -> String {
        paths.bulk_columns(place.id)
    }

    fn start(&self, paths: &Paths, _place: Place) -> String {
        paths.new_bulk_invitation()
    }
}

/// Invites the companies, with what that needs.
pub(crate) struct InviteCompanies {
    /// For the links of invitations.
    pub(crate) secrets: Secrets,
    /// Name of the product, for letters.
    pub(crate) product: String,
    /// Invitations a day.
    pub(crate) limit: DailyLimit,
    /// Which acceptances count.
    pub(crate) rules: ConsentRules,
}

impl CarryOut for InviteCompanies {
    fn upload(&self) -> &'static dyn Upload {
        &BulkInvitation
    }

    fn chunk(&self) -> i64 {
        400
    }

    fn carry_out(
        &self,
        tx: &mut Tx<'_>,
        batch: &Batch,
        by: Option<&CustomerManager>,
        rows: &[BatchRow],
        now: Timestamp,
    ) -> db::Result<CarriedOut> {
        let Some(by) = by else {
            return Ok(CarriedOut::stopped(NOT_ALLOWED));
        };
        let settings: Settings = batch.settings()?;
        let (rules, together) = (&self.rules, settings.together());
        let quota = match invitations::open_quota(tx, by, rules, self.limit, together, now) {
            Ok(quota) => quota,
            Err(InviteError::Db(error)) => return Err(error),
            Err(_) => return Ok(CarriedOut::stopped(NO_PARTNERSHIP)),
        };
        if settings.send_by == SendBy::Server {
            let addresses: Vec<&str> = rows.iter().map(|row| row.email.as_str()).collect();
            invitations::hold_addresses(tx, &addresses, now)?;
        }
        let templates = words::templates(tx.conn(), by.scope, &settings, rows)?;
        let mut chunk = Chunk {
            site: self,
            by,
            settings,
            templates,
            quota,
        };
        let mut carried = CarriedOut::default();
        for row in rows {
            if chunk.quota.left() == 0 {
                carried.stop = Some(limit_words(chunk.quota.limit()));
                break;
            }
            carried.outcomes.push(chunk.invite(tx, row, now)?);
        }
        Ok(carried)
    }
}

const NO_PARTNERSHIP: &str =
    "There is no active partnership with the other company any more. The rest is not invited";

fn limit_words(limit: i64) -> String {
    format!(
        "Your company has begun {} invitations in the last 24 hours, which is its limit. The rest waits: go on tomorrow, or ask the operator for more",
        thousands(limit)
    )
}

/// What one row asks.
fn ask(settings: &Settings, row: &BatchRow) -> Ask {
    Ask {
        recipient: row.email.clone(),
        recipient_name: row.contact.clone(),
        company_name: row.company.clone(),
        domain: row.domain.clone(),
        roles: settings.roles.clone(),
        grant_days: settings.grant_days,
        grant_name: None,
        auto_extend: settings.auto_extend,
        privileges_only: settings.for_privileges && settings.together().is_none(),
        expires_in: settings.expires_in,
        language: row.language.unwrap_or(settings.language),
        channel: settings.channel,
        together: settings.together(),
    }
}

fn refused(verdict: Verdict, why: &str, row: &BatchRow) -> Outcome {
    Outcome {
        verdict,
        why: why.to_owned(),
        state: RowState::Skipped,
        entry: row.entry_id,
        invitation: None,
        user: None,
    }
}

/// What the rows of one step share.
struct Chunk<'c> {
    site: &'c InviteCompanies,
    by: &'c CustomerManager,
    settings: Settings,
    templates: Templates,
    quota: Quota,
}

impl Chunk<'_> {
    fn invite(&mut self, tx: &mut Tx<'_>, row: &BatchRow, now: Timestamp) -> db::Result<Outcome> {
        let sends = self.settings.send_by == SendBy::Server;
        if sends && invitations::address_is_full(tx, &row.email, now)? {
            const WHY: &str = "This address has had three invitations today, which is the most";
            return Ok(refused(row.verdict, WHY, row));
        }
        let ask = ask(&self.settings, row);
        let (staff, parties, link) = (&self.by.staff, &self.quota.parties, SECRET_MARK.to_string());
        let words = words::words(&self.settings, staff, parties, &self.templates, row, &link);
        let (secrets, quota) = (&self.site.secrets, &mut self.quota);
        let begun = invitations::begin(tx, self.by, secrets, quota, &ask, words, now);
        let draft: Invitation = match begun {
            Ok(draft) => draft,
            Err(InviteError::Db(error)) => return Err(error),
            Err(InviteError::AlreadyCustomer(entry)) => {
                return Ok(Outcome {
                    entry: Some(entry.id),
                    ..refused(Verdict::Connected, "Connected since the preview", row)
                });
            }
            Err(InviteError::Open(open)) => {
                return Ok(Outcome {
                    invitation: Some(open.id),
                    ..refused(Verdict::Open, "Invited since the preview", row)
                });
            }
            Err(other) => return Ok(refused(row.verdict, &other.to_string(), row)),
        };
        let (entry, invitation) = (draft.entry_id, draft.id);
        let product = sends.then_some(self.site.product.as_str());
        invitations::hand_over_new(tx, self.by, &self.quota.parties, draft, product, now)
            .map_err(unexpected)?;
        Ok(Outcome {
            verdict: row.verdict,
            why: String::new(),
            state: RowState::Done,
            entry,
            invitation: Some(invitation),
            user: None,
        })
    }
}

/// A fresh draft can always be handed over; when it cannot, nothing of these rows is stored.
fn unexpected(error: DraftError) -> db::Error {
    match error {
        DraftError::Db(error) => error,
        other => db::Error::Other(diesel::result::Error::QueryBuilderError(
            other.to_string().into(),
        )),
    }
}
